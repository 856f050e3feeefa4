"""``policyc check``: prove where documents clash or leave holes."""

from __future__ import annotations

from datetime import date

import click

from policyc.cli.documents import load_all, load_stack, texts_of
from policyc.cli.options import (
    OneOf,
    Seconds,
    as_of_option,
    format_option,
    traceback_option,
)
from policyc.cli.output import Output, words
from policyc.cli.problem import CLEAN, ERROR, FOUND, INCOMPLETE, bad_option
from policyc.cli.words import Argument, Command, page
from policyc.diagnostics import Diagnostic, did_you_mean, has_errors
from policyc.diagnostics import Severity as DiagnosticSeverity
from policyc.driver.between import examine_peers, examine_stack, peers, stacks
from policyc.driver.examine import all_checks, examine, unknown_codes
from policyc.driver.lock_file import read_lock
from policyc.findings.finding import Severity
from policyc.reports.diagnostics import Texts, diagnostic_to_json, errors_to_json
from policyc.reports.findings_json import Examined, at_or_above, findings_to_json
from policyc.reports.findings_text import findings_to_text
from policyc.reports.values import Json

_HELP = page("""
查找文档中的冲突、空白、断档和其他问题。每个问题都附条款原文、最小的反例和修改建议；
反例由求解器找到，再用解释器复演一遍，复演不符按出错处理（退出码 2）。
同时既有问题又没有查完的，退出码为 3。

给出几份文档时，各自审查之后再看相互之间：级别较高并且管辖另一份的地区的，接在一起审查；
互不隶属的只作比较，不作冲突审查。--stack 假设一份文件在另一份之上，所有结果都标明“假设”。
""")


@click.command(
    "check",
    cls=Command,
    help=_HELP,
    short_help="审查文档：冲突、空白、断档、被架空的条款……",
    examples=(
        "policyc check kunming-2019",
        "policyc check policies/ --severity 高",
        "policyc check kunming-2019 --only C01,G01 --format json",
        "policyc check --stack jilin-2019-draft/kunming-2019",
    ),
)
@click.argument(
    "documents",
    cls=Argument,
    nargs=-1,
    metavar="文档",
    help="文档的名称（如 kunming-2019）、目录或 .policy 文件；给 policies/ 则查其中全部文档",
)
@format_option
@click.option(
    "--severity",
    type=OneOf({severity.value: severity for severity in Severity}),
    default=Severity.LOW,
    metavar="高|中|低|提示",
    help="从哪一级起算作问题（退出码 1）并展开说明，默认 低；更轻的只列出",
)
@click.option("--only", metavar="代码", help="只查这些代码，用逗号隔开，如 C01,G01")
@click.option("--timeout", type=Seconds(), metavar="秒", help="求解器每一问最多用多少秒，默认 5")
@click.option(
    "--stack",
    "stacked",
    multiple=True,
    metavar="上级/下级",
    help="假设前一份文件在后一份之上，只审查两者之间；可写多次",
)
@as_of_option
@click.option("--all", "everything", is_flag=True, help="不截短：列出全部条款、引文和反例")
@traceback_option
def command(
    documents: tuple[str, ...],
    stacked: tuple[str, ...],
    as_json: bool,
    severity: Severity,
    only: str | None,
    timeout: float | None,
    as_of: date | None,
    everything: bool,
) -> int:
    """Check all documents, each alone and then one above another."""
    output = Output(as_json)
    codes = None if only is None else _codes(words(only))
    if not documents and not stacked:
        raise bad_option(
            "缺少参数 文档",
            "用法：policyc check [选项] 文档…；policyc check --help 查看全部选项。",
        )
    loaded = load_all(documents)
    pairs = [load_stack(words(each)) for each in stacked]
    texts = texts_of(loaded)
    locks = [read_lock(each) for each in loaded]
    problems = [d for each in loaded for d in each.diagnostics]
    problems += [lock for lock in locks if isinstance(lock, Diagnostic)]
    if not as_json:
        output.notes(problems, texts)
    milliseconds = None if timeout is None else max(1, round(timeout * 1000))
    examined: list[Examined] = []

    def show(one: Examined) -> None:
        examined.append(one)
        if not as_json:
            gap = f"\n{'═' * output.screen.width}\n" if len(examined) > 1 else ""
            shown = findings_to_text([one], severity, output.screen, everything=everything)
            output.text(gap + shown)

    for each, lock in zip(loaded, locks, strict=True):
        known = None if isinstance(lock, Diagnostic) else lock
        one = examine(each, known, timeout_ms=milliseconds, codes=codes, as_of=as_of)
        if one is not None:
            show(one)
    for upper, lower in (*stacks(loaded), *pairs):
        show(examine_stack(upper, lower, timeout_ms=milliseconds, codes=codes, as_of=as_of))
    for first, second in peers(loaded):
        side = examine_peers(first, second, timeout_ms=milliseconds, codes=codes, as_of=as_of)
        if side is not None:
            show(side)
    if as_json:
        output.json(_to_json(examined, severity, problems, texts))
    return _exit_code(examined, severity, problems)


def _codes(written: str) -> list[str]:
    """The codes of ``--only``; all must exist."""
    codes = [code.strip().upper() for code in written.replace("，", ",").split(",")]
    for code in unknown_codes(codes):
        known = all_checks()
        hint = did_you_mean(code, known) if code else ""
        raise bad_option(f"没有“{code}”这个检查代码", hint or f"现有：{'、'.join(known)}。")
    return codes


def _to_json(
    examined: list[Examined], severity: Severity, problems: list[Diagnostic], texts: Texts
) -> Json:
    """Errors alone where nothing could be checked; else the findings, and what else was said."""
    errors = [d for d in problems if d.severity is DiagnosticSeverity.ERROR]
    others = [d for d in problems if d.severity is not DiagnosticSeverity.ERROR]
    data: Json = dict(errors_to_json(errors, texts)) if errors else {}
    if examined or not errors:
        data |= findings_to_json(examined, severity)
    if others:
        data["warnings"] = [diagnostic_to_json(d, texts) for d in others]
    return data


def _exit_code(examined: list[Examined], severity: Severity, problems: list[Diagnostic]) -> int:
    if has_errors(problems):
        return ERROR
    if any(each.incomplete for each in examined):
        return INCOMPLETE
    found = any(at_or_above(each.findings, severity) for each in examined)
    return FOUND if found else CLEAN
