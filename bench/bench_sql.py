"""Many decisions in DuckDB: the generated query against one written by hand, and ``policyc batch``.

    pip install 'policyc[batch]'
    python bench/bench_sql.py                   one and ten million rows in a table
    python bench/bench_sql.py --rows 1000000    other sizes
    python bench/bench_sql.py --batch 10000000  a CSV file through policyc batch: time and memory

The rows are random cases of 吉林 第六条至第九条, every fact known; all answers are compared before
anything is timed. Each round runs every contender once; what counts is its processor time over
that of the hand-written query in the same round, and the median of these ratios.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import duckdb  # noqa: E402
from bench_python import NOT_BY_HAND, NUMBERS  # noqa: E402
from by_hand import READINGS  # noqa: E402
from by_hand_sql import BY_HAND  # noqa: E402

import policyc  # noqa: E402
from policyc.core.norms import Policy  # noqa: E402
from policyc.core.types import BoolType, IntType, ScaleType  # noqa: E402
from policyc.targets.sql.query import Asked, SqlQuery, sql_query  # noqa: E402

DOCUMENT = "jilin-2019-draft"
OUTCOME = "整治级别"
SHARE = 20
"""Percent of the facts that are off their ordinary value."""

GENERATED = "SELECT {} FROM ({})"
SUMS = {
    "手写：级别或种类、位掩码": "sum(length(tier)), bit_xor(mask)",
    "生成：级别、种类、位掩码": (
        "sum(length(tier_result)), sum(length(tier_result_kind)), bit_xor(tier_result_norms)"
    ),
    "生成：另加各值、未定条款的位": (
        "sum(length(tier_result)), sum(length(tier_result_kind)), bit_xor(tier_result_norms),"
        " bit_xor(tier_result_values), bit_xor(tier_result_open)"
    ),
}


def query(policy: Policy, readings: dict[str, str]) -> SqlQuery:
    """The generated query, for DuckDB."""
    return sql_query(policy, Asked(outcomes=(OUTCOME,), readings=readings))


def columns(policy: Policy, facts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """For each fact its column and SQL that draws a value."""
    for number, fact in enumerate(f for f in policy.facts if f.alias in facts):
        chance = f"(hash(i * 131 + {number}) % 100)"
        pick = f"(hash(i * 137 + {number}) // 128)"
        if fact.alias == "listed":
            yield fact.alias, f"CASE WHEN {chance} < 25 THEN TRUE END"
        elif fact.alias in NOT_BY_HAND:
            yield fact.alias, "FALSE"
        elif isinstance(fact.type, BoolType):
            yield fact.alias, f"{chance} < {SHARE}"
        elif isinstance(fact.type, IntType):
            numbers = list(NUMBERS.get(fact.alias, (0, 1, 2, 3)))
            drawn = f"{numbers}[1 + CAST({pick} % {len(numbers)} AS INTEGER)]"
            yield fact.alias, f"CASE WHEN {chance} < {SHARE} THEN {drawn} ELSE 0 END"
        else:
            assert isinstance(fact.type, ScaleType)
            steps = list(fact.type.scale.steps)
            drawn = f"{steps}[1 + CAST({pick} % {len(steps)} AS INTEGER)]"
            yield fact.alias, f"CASE WHEN {chance} < {SHARE} THEN {drawn} ELSE '{steps[0]}' END"


def in_a_table(policy: Policy, rows: int, rounds: int) -> None:
    """Generated against hand-written, over a table of DuckDB."""
    database = duckdb.connect()
    fixed, open_ = query(policy, READINGS), query(policy, {})
    drawn = ", ".join(f"{sql} AS {name}" for name, sql in columns(policy, fixed.facts))
    database.execute(f"CREATE TABLE facts AS SELECT i AS id, {drawn} FROM range({rows}) AS t(i)")
    compare(database, fixed)
    texts = [BY_HAND, *[fixed.tree.sql("duckdb")] * 2, open_.tree.sql("duckdb")]
    names = [*SUMS, "生成：读法都没有取定（256 种），级别、种类、位掩码"]
    sums = [*SUMS.values(), SUMS["生成：级别、种类、位掩码"]]
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, text, what in zip(names, texts, sums, strict=True):
            start = time.process_time()
            database.execute(GENERATED.format(what, text)).fetchall()
            times[name].append(time.process_time() - start)
    print(f"\n{rows:,} 行，{rounds} 轮")
    for name in names:
        ratios = [t / hand for t, hand in zip(times[name], times[names[0]], strict=True)]
        spent = median(times[name]) / rows * 1e9
        print(f"  {name}: {spent:.0f} 纳秒处理器时间一行，{median(ratios):.2f} 倍")


def compare(database: Any, made: SqlQuery) -> None:
    """All answers must be equal: tier or kind, and the mask."""
    answers = (
        "SELECT id, CASE WHEN tier_result_kind = '定' THEN tier_result ELSE tier_result_kind END"
        f" AS tier, tier_result_norms AS mask FROM ({made.tree.sql('duckdb')})"
    )
    differ = f"SELECT count(*) FROM ({answers}) AS a JOIN ({BY_HAND}) AS b USING (id)"
    differ += " WHERE a.tier <> b.tier OR a.mask <> b.mask"
    ((count,),) = database.execute(differ).fetchall()
    assert count == 0, f"{count} answers differ"


# ---------------------------------------------------------------------------- policyc batch


def through_batch(policy: Policy, rows: int, folder: Path, memory: int) -> None:
    """A file of cases, one in a hundred damaged, through ``policyc batch``."""
    table, out = folder / "in.csv", folder / "out.csv"
    made = query(policy, {})
    drawn = []
    for name, sql in columns(policy, made.facts):
        text = f"CAST({sql} AS VARCHAR)"
        text = f"CASE {text} WHEN 'true' THEN '是' WHEN 'false' THEN '否' ELSE {text} END"
        if name == "poppy_plants":
            text = f"CASE WHEN i % 100 = 7 THEN '不少' ELSE {text} END"
        drawn.append(f'{text} AS "{policy.fact(name).name}"')
    duckdb.execute(
        f"COPY (SELECT i AS 编号, {', '.join(drawn)} FROM range({rows}) AS t(i))"
        f" TO '{table}' (FORMAT csv)"
    )
    size = table.stat().st_size
    start = time.perf_counter()
    command = ["policyc", "batch", DOCUMENT, str(table), "--outcome", OUTCOME, "-o", str(out)]
    found = subprocess.run(
        [sys.executable, "-m", "policyc.cli", *command[1:], "--memory", str(memory)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    spent = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert found.returncode == (1 if rows > 7 else 0), found.stderr
    print(f"\npolicyc batch，{rows:,} 行（{size / 2**20:,.0f} MiB 的 CSV，百分之一有误）")
    print(
        f"  {spent:.0f} 秒，每秒 {rows / spent:,.0f} 行；"
        f"内存最多 {peak:,.0f} MiB（--memory {memory}）"
    )
    print("  " + found.stdout.strip().replace("\n", "\n  "))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000_000, 10_000_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--batch", type=int, default=0, metavar="ROWS")
    parser.add_argument("--memory", type=int, default=1024, metavar="MiB")
    parser.add_argument("--folder", type=Path, help="where the files of --batch go")
    asked = parser.parse_args()
    policy = policyc.load(DOCUMENT).core
    if asked.batch:
        with TemporaryDirectory(dir=asked.folder) as folder:
            through_batch(policy, asked.batch, Path(folder), asked.memory)
        return
    for rows in asked.rows:
        in_a_table(policy, rows, asked.rounds)


if __name__ == "__main__":
    main()
