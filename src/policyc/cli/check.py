"""``policyc check``: prove where documents clash or leave holes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import click

from policyc.cli.documents import load_all, load_stack, named_alone, only_sources, texts_of
from policyc.cli.options import (
    Number,
    OneOf,
    as_of_option,
    cache_option,
    jobs_option,
    report_options,
    timeout_option,
    traceback_option,
)
from policyc.cli.output import Output, words
from policyc.cli.problem import CLEAN, ERROR, FOUND, INCOMPLETE, bad_option
from policyc.cli.report_file import checked_target, renderer, write_report
from policyc.cli.waiting import watched
from policyc.cli.words import Argument, Command, page
from policyc.diagnostics import Diagnostic, did_you_mean, has_errors
from policyc.diagnostics import Severity as DiagnosticSeverity
from policyc.driver.between import examine_peers, examine_stack, peers, stacks
from policyc.driver.cache import cache_in_use
from policyc.driver.examine import (
    all_checks,
    examine_all,
    examine_without_axioms,
    prepare,
    unknown_codes,
)
from policyc.driver.lock_file import read_lock
from policyc.driver.pipeline import Loaded
from policyc.findings.finding import Severity
from policyc.lints.lock import Lock
from policyc.reports.diagnostics import Texts, diagnostic_to_json, errors_to_json
from policyc.reports.findings_json import Examined, at_or_above, by_severity, findings_to_json
from policyc.reports.findings_text import findings_to_text
from policyc.reports.json_text import json_text
from policyc.reports.layout import Screen
from policyc.reports.values import Json
from policyc.spread import jobs_in_use

_HELP = page("""
查找文档中的冲突、空白、断档和其他问题。每个问题都附条款原文、最小的反例和修改建议；
反例由求解器找到，再用解释器复演一遍，复演不符按出错处理（退出码 2）。
同时既有问题又没有查完的，退出码为 3。

看过可以不改的，在政策文件里写明，例如：接受 C01 第六条、第八条，指纹 2f2bd710，理由「……」。
它列在“已接受”里，不算作问题；与发现不再相符的接受，报 S03。

给出几份文档时，各自审查之后再看相互之间：级别较高并且管辖另一份的地区的，接在一起审查；
互不隶属的，逐个点名给出时只作比较，不作冲突审查；给出整个目录时不作比较。
--stack 假设一份文件在另一份之上，所有结果都标明“假设”。
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
        "policyc check kunming-2019 --top 0",
        "policyc check kunming-2019 --format html -o 昆明.html",
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
@report_options
@click.option(
    "--severity",
    type=OneOf({severity.value: severity for severity in Severity}),
    default=Severity.LOW,
    metavar="高|中|低|提示",
    help="从哪一级起算作问题（退出码 1）并展开说明，默认 低；更轻的只列出",
)
@click.option("--only", metavar="代码", help="只查这些代码，用逗号隔开，如 C01,G01")
@timeout_option
@click.option(
    "--stack",
    "stacked",
    multiple=True,
    metavar="上级/下级",
    help="假设前一份文件在后一份之上，只审查两者之间；可写多次",
)
@click.option(
    "--without-axioms",
    is_flag=True,
    help="去掉常理再查一遍，只列出因此多出来的问题，并指明是哪一条常理掩盖了它",
)
@as_of_option
@click.option("--all", "everything", is_flag=True, help="不截短：列出全部条款、引文和反例")
@click.option(
    "--top",
    type=Number(0, 9999),
    metavar="数",
    help="只展开最前面的几个问题，其余只在清单里；0 为只列清单",
)
@cache_option
@jobs_option
@traceback_option
def command(
    documents: tuple[str, ...],
    stacked: tuple[str, ...],
    form: str,
    out: str | None,
    severity: Severity,
    only: str | None,
    timeout_ms: int | None,
    without_axioms: bool,
    as_of: date | None,
    everything: bool,
    top: int | None,
) -> int:
    """Check all documents, each alone and then one above another."""
    output = Output(form == "json")
    codes = None if only is None else _codes(words(only))
    if not documents and not stacked:
        raise bad_option(
            "缺少参数 文档",
            "用法：policyc check [选项] 文档…；policyc check --help 查看全部选项。",
        )
    if without_axioms and (stacked or form in ("sarif", "html")):
        what = "--stack" if stacked else f"--format {form}"
        hint = "写成：policyc check 文档… --without-axioms；输出格式用 text 或 json。"
        raise bad_option(f"--without-axioms 不能和 {what} 一起用", hint)
    if top is not None and form != "text":
        raise bad_option(f"--top 不能和 --format {form} 一起用", "其他格式总是写出全部问题。")
    render = renderer(form) if form in ("sarif", "html") else None
    loaded = load_all(documents, meanwhile=lambda: prepare(codes))
    pairs = [load_stack(words(each)) for each in stacked]
    every = [*loaded, *(each for pair in pairs for each in pair)]
    target = checked_target(out, every)
    texts = texts_of(every)
    locks = [read_lock(each) for each in loaded]
    problems = [d for each in loaded for d in each.diagnostics]
    problems += [lock for lock in locks if isinstance(lock, Diagnostic)]
    problems += only_sources(documents)
    if form != "json" or target is not None:
        output.notes(problems, texts)
    options: dict[str, Any] = {"timeout_ms": timeout_ms, "codes": codes, "as_of": as_of}
    options["cache"] = cache_in_use()
    screen = output.screen if target is None else Screen()
    found: list[tuple[Examined, tuple[Loaded, ...]]] = []
    written = ""
    steps = (
        _examine_without_axioms(loaded, options)
        if without_axioms
        else _examine(loaded, locks, pairs, named_alone(documents, loaded), options)
    )
    for one, about in watched(steps) if form != "json" else steps:
        found.append((one, about))
        if form == "text":
            gap = f"\n{'═' * screen.width}\n" if len(found) > 1 else ""
            shown = gap + findings_to_text([one], severity, screen, everything=everything, top=top)
            written += shown
            if target is None:
                output.text(shown)
    examined = [one for one, _ in found]
    exit_code = _exit_code(examined, severity, problems)
    if form == "json":
        written = json_text(_to_json(examined, severity, problems, texts))
    elif render is not None:
        from policyc.driver.report import report_of

        written = render(
            report_of(
                found,
                severity=severity,
                codes=codes,
                problems=problems,
                texts=texts,
                as_of=as_of,
                exit_code=exit_code,
            )
        )
    if target is not None:
        write_report(target, written)
        output.text(f"{_summary(examined)}。已写入 {words(str(target))}\n")
    elif form != "text":
        output.text(written)
    return exit_code


def _examine(
    loaded: Sequence[Loaded],
    locks: Sequence[Lock | Diagnostic | None],
    pairs: Sequence[tuple[Loaded, Loaded]],
    named: Sequence[Loaded],
    options: Mapping[str, Any],
) -> Iterator[tuple[Examined, tuple[Loaded, ...]]]:
    """What is found in each document, then between them, as it is found.

    Peers are compared where each was ``named``: in a folder of many that would be every pair.
    """
    known = [None if isinstance(lock, Diagnostic) else lock for lock in locks]
    alone = examine_all(list(zip(loaded, known, strict=True)), **options, jobs=jobs_in_use())
    for each, one in zip(loaded, alone, strict=True):
        if one is not None:
            yield one, (each,)
    for upper, lower in (*stacks(loaded), *pairs):
        yield examine_stack(upper, lower, **options), (upper, lower)
    for first, second in peers(named):
        side = examine_peers(first, second, **options)
        if side is not None:
            yield side, (first, second)


def _examine_without_axioms(
    loaded: Sequence[Loaded], options: Mapping[str, Any]
) -> Iterator[tuple[Examined, tuple[Loaded, ...]]]:
    """What the axioms hide in each document."""
    for each in loaded:
        one = examine_without_axioms(each, **options)
        if one is not None:
            yield one, (each,)


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


def _summary(examined: Sequence[Examined]) -> str:
    """One line for who has sent the report to a file: 发现 3 个问题（高 2，低 1）."""
    findings = [f for each in examined for f in each.findings if f.accepted is None]
    shown = "，".join(f"{word} {n}" for word, n in by_severity(findings).items() if n)
    late = "；有的问题没有查完（求解超时）" if any(each.incomplete for each in examined) else ""
    return (f"发现 {len(findings)} 个问题（{shown}）" if findings else "没有发现问题") + late
