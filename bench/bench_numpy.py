"""Many decisions in NumPy: the generated module against lanes written by hand, and openfisca-core.

    pip install 'policyc[numpy]'
    python bench/bench_numpy.py                 one and ten million rows
    python bench/bench_numpy.py --rows 1000000  other sizes
    pip install 'policyc[bench]'                to have openfisca-core as well

The rows are random cases of 吉林 第六条至第九条, every fact known, and an official listing for one
region of four; all answers are compared before anything is timed. Each round runs every contender
once; what counts is its time over that of the hand-written one in the same round (processor time),
and the median of these ratios.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import numpy as np  # noqa: E402
from bench_python import NOT_BY_HAND, NUMBERS  # noqa: E402
from by_hand import READINGS  # noqa: E402
from by_hand_numpy import KINDS, ByHand  # noqa: E402
from openfisca_columns import openfisca  # noqa: E402

import policyc  # noqa: E402
from policyc.core.norms import Policy  # noqa: E402
from policyc.core.types import BoolType, IntType  # noqa: E402
from policyc.plan.from_core import plan_of  # noqa: E402
from policyc.targets.vectorized.module import vectorized_module  # noqa: E402

DOCUMENT = "jilin-2019-draft"
SHARE = 0.2
"""How likely a fact is to be off its ordinary value."""

Columns = dict[str, Any]


def load(policy: Policy, readings: dict[str, str], name: str) -> Any:
    """The generated module, imported."""
    module = ModuleType(name)
    sys.modules[name] = module
    exec(compile(vectorized_module(policy, readings).text, name, "exec"), module.__dict__)
    return module


def columns(policy: Policy, wanted: tuple[str, ...], count: int) -> Columns:
    """Random cases by columns: whole numbers as int64, scales by their codes."""
    chance = np.random.default_rng(20190530)
    found: Columns = {}
    for fact in policy.facts:
        if fact.alias not in wanted:
            continue
        off = chance.random(count, np.float32) < SHARE
        if fact.alias == "listed":
            known = chance.random(count, np.float32) < 0.25
            found["listed"] = np.ma.array(known.copy(), mask=~known)
        elif fact.alias in NOT_BY_HAND:
            found[fact.alias] = np.zeros(count, bool)
        elif isinstance(fact.type, BoolType):
            found[fact.alias] = off
        elif isinstance(fact.type, IntType):
            numbers = np.array(NUMBERS.get(fact.alias, (0, 1, 2, 3)))
            found[fact.alias] = off * numbers[chance.integers(0, len(numbers), count)]
        else:
            steps = len(getattr(fact.type, "scale", fact.type).steps)
            found[fact.alias] = off * chance.integers(0, steps, count, np.int8)
    return found


def for_the_hand(given: Columns) -> Columns:
    """The same columns, the official listing with its validity beside it."""
    listed = given["listed"]
    return {**given, "listed": listed.data, "listed_known": ~listed.mask}


def compare(decision: Any, hand: ByHand) -> None:
    """All answers must be equal: tier or kind, and the items."""
    names = np.where(decision.value, decision.value_names(), decision.kind_names())
    wanted = np.array(KINDS, object)[hand.code]
    assert (names == wanted).all(), f"{int((names != wanted).sum())} answers differ"
    assert (decision.in_force == hand.items).all(), "items differ"


def run(policy: Policy, rows: int, rounds: int) -> None:
    """Every contender on the same rows."""
    fixed, open_ = load(policy, READINGS, "fixed"), load(policy, {}, "open_")
    given = columns(policy, fixed._TIER_RESULT.facts, rows)
    hand = for_the_hand(given)
    unknown = {**given, "poppy_plants": np.ma.array(given["poppy_plants"], mask=False)}
    unknown["poppy_plants"].mask[::1000] = True

    def by_hand() -> ByHand:
        found = ByHand(rows)
        found.decide(hand)
        return found

    contenders: dict[str, Callable[[], object]] = {
        "手写：级别或种类、位掩码": by_hand,
        "生成：级别、种类、各值、位掩码": lambda: fixed.decide_tier_result(given),
        "生成：同样，每一千行有一个未知": lambda: fixed.decide_tier_result(unknown),
        "生成：读法都没有取定（256 种）": lambda: open_.decide_tier_result(given),
    }
    compare(fixed.decide_tier_result(given), by_hand())
    try:
        peer = openfisca(plan_of(policy, READINGS), hand)
    except ImportError:
        print("没有装 openfisca-core，略去")
    else:
        code, items = peer()
        assert (code == by_hand().code).all() and (items == by_hand().items).all(), "it differs"
        contenders["openfisca-core：级别或种类、位掩码"] = peer
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            start = time.process_time()
            contender()
            times[name].append(time.process_time() - start)
    first = next(iter(times.values()))
    print(f"\n{rows:,} 行，{rounds} 轮")
    for name, spent in times.items():
        ratio = median(each / base for each, base in zip(spent, first, strict=True))
        print(f"  {ratio:7.2f} ×  {median(spent) / rows * 1e9:8.1f} 纳秒一行  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, action="append", help="how many rows, repeatable")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    policy = policyc.load(DOCUMENT).core
    for rows in arguments.rows or (1_000_000, 10_000_000):
        run(policy, rows, arguments.rounds)


if __name__ == "__main__":
    main()
