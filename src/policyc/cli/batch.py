"""``policyc batch``: every row of a table decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.cli.documents import load_one
from policyc.cli.named_values import fixed_readings, named_outcomes
from policyc.cli.options import (
    Number,
    OneOf,
    as_of_option,
    cache_option,
    document_argument,
    rest_option,
    traceback_option,
)
from policyc.cli.output import Output, words
from policyc.cli.problem import CLEAN, FOUND, Problem, bad_option
from policyc.cli.report_file import checked_target, extra
from policyc.cli.sql_options import outcome_option
from policyc.cli.waiting import StatusLine, is_watched
from policyc.cli.words import Argument, Command, page

if TYPE_CHECKING:
    from policyc.batch.run import Summary

SUFFIXES = (".csv", ".xlsx", ".parquet")
_SHOWN = 12

_HELP = page("""
一张表里的案件逐行推演：一行一个案件，列名是事实的中文名或英文名，空格和“未知”算未知。
结果写到另一张表，在原来的各列之后加上：结论，结论种类，依据（生效的条款），各值（冲突的、
可以选的），未定条款（是否生效未知或者随读法不同）。几个结论的，列名前面写明是哪一个。
不是事实的列原样带过去；没有的列算未知，只提示一次。哪一格读不懂，整行另存到
“输出名.rejects.csv”，写明行号（表头是第 1 行）、列、值、原因，别的行照常；退出码为 1。
CSV 认 UTF-8（有没有 BOM 都行）和 GB18030；XLSX 读第一张工作表；还有 Parquet。
内存有上限，文件多大都一样；写不完的，原来的文件不动；不会写到输入的文件上。
""")


@click.command(
    "batch",
    cls=Command,
    help=_HELP,
    short_help="一张表里的案件逐行推演，CSV、XLSX、Parquet",
    codes=(0, 1, 2),
    examples=(
        "policyc batch jilin-2019-draft 各县.csv --outcome 整治级别 -o 结果.csv",
        "policyc batch jilin-2019-draft 各县.xlsx -o 结果.xlsx --rest harmless --reading 至=含",
    ),
)
@document_argument
@click.argument("table", cls=Argument, metavar="表", help="要读的表：.csv、.xlsx 或 .parquet 文件")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    metavar="文件",
    help="写到哪里，格式看后缀：.csv、.xlsx 或 .parquet",
)
@outcome_option
@click.option(
    "--reading",
    "choices",
    multiple=True,
    metavar="名=读法",
    help="取定一种读法，如 至=含，可重复；没有取定而有影响的，种类是“读法分歧”",
)
@as_of_option
@rest_option
@click.option(
    "--encoding",
    type=OneOf({"utf-8": "utf-8", "gb18030": "gb18030"}, {"utf8": "utf-8", "gbk": "gb18030"}),
    metavar="utf-8|gb18030",
    help="CSV 的编码；不写则是 UTF-8 就按 UTF-8 读，不是的再试 GB18030",
)
@click.option(
    "--memory",
    type=Number(256, 1_048_576),
    default=1024,
    metavar="MiB",
    help="计算最多用多少内存，默认 1024；不够的放到输出旁边的临时文件里",
)
@click.option(
    "--verify",
    "sample",
    type=Number(0, 100_000),
    default=100,
    metavar="行数",
    help="先抽查这么多行，与参考解释器逐一对照，默认 100；0 为不查",
)
@click.option(
    "--engine",
    type=OneOf({name: name for name in ("duckdb", "spark")}),
    default="duckdb",
    metavar="duckdb|spark",
    help="在哪里推演，默认 duckdb；spark 要另装 policyc[spark] 和 Java，同一条 SQL，结果相同",
)
@cache_option
@traceback_option
def command(
    document: str,
    table: str,
    out: str,
    outcomes: tuple[str, ...],
    choices: tuple[str, ...],
    as_of: date | None,
    rest_harmless: bool,
    encoding: str | None,
    memory: int,
    sample: int,
    engine: str,
) -> int:
    """Decide every row."""
    output = Output()
    loaded, policy = load_one(document)
    output.notes(loaded.diagnostics, loaded.texts)
    source = Path(table)
    if not source.is_file():
        raise bad_option(f"没有 {words(table)} 这个文件", "核对路径。")
    target = checked_target(out, [loaded], beside=[table])
    if target is None or target.suffix.lower() not in SUFFIXES:
        raise bad_option(f"不认识的输出格式“{words(out)}”", f"后缀写 {'、'.join(SUFFIXES)}。")
    names, readings = named_outcomes(policy, outcomes), fixed_readings(policy, choices)
    waiting = StatusLine("正在计算")
    tell = waiting.tell if is_watched() else _silent
    with extra("batch", "batch", "policyc"), extra("spark", "spark", "--engine"):
        from policyc.batch.problem import BatchProblem
        from policyc.batch.run import Wanted, rejects_path, run_batch
        from policyc.targets.common.unsupported import Unsupported

        checked_target(str(rejects_path(target)), [loaded], beside=[table])
        wanted = Wanted(
            outcomes=names,
            readings=readings,
            as_of=as_of,
            rest_harmless=rest_harmless,
            encoding=encoding,
            memory=memory,
            sample=sample,
            engine=engine,
        )
        try:
            summary = run_batch(policy, source, target, wanted, tell)
        except BatchProblem as error:
            raise Problem([error.diagnostic]) from None
        except Unsupported as error:
            raise bad_option(str(error), error.help) from None
        finally:
            waiting.clear()
    output.text(_told(summary, words(table), words(out), rest_harmless))
    return FOUND if summary.rejected else CLEAN


def _silent(what: str, share: float) -> None:
    """Nobody sits and waits."""


def _told(summary: Summary, table: str, out: str, rest_harmless: bool) -> str:
    say = [f"读了 {table}：{summary.read:,} 行（{summary.note}）。"]
    if summary.others:
        say.append(f"不是事实的列，原样带过去：{_some(summary.others)}。")
    if summary.missing:
        taken = "取平常值，没有平常值的算未知" if rest_harmless else "都算未知"
        say.append(f"没有这些列，{taken}：{_some([fact.name for fact in summary.missing])}。")
    if summary.verified:
        say.append(f"抽查 {summary.verified:,} 行，与参考解释器相同。")
    say.append(f"写了 {out}：{summary.decided:,} 行。")
    if summary.rejects is not None:
        say.append(
            f"有误的 {summary.rejected:,} 行（{summary.complaints:,} 处）没有推演，整行另存"
            f" {words(str(summary.rejects))}。"
        )
    return "\n".join(say) + "\n"


def _some(names: tuple[str, ...] | list[str]) -> str:
    more = f" 等 {len(names)} 列" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
