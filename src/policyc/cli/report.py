"""``policyc report``: the review of a document as a report to hand in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from policyc.cli.documents import load_one, texts_of
from policyc.cli.options import (
    as_of_option,
    cache_option,
    document_argument,
    jobs_option,
    timeout_option,
    traceback_option,
)
from policyc.cli.output import Output, words
from policyc.cli.paper_file import chosen_form, paper_options, paper_renderer, put_paper
from policyc.cli.problem import CLEAN, INCOMPLETE, Problem, bad_option
from policyc.cli.report_file import checked_target
from policyc.cli.words import Command, page
from policyc.diagnostics import Diagnostic
from policyc.driver.between import cannot_stack, examine_stack
from policyc.driver.cache import cache_in_use
from policyc.driver.examine import examine
from policyc.driver.lock_file import read_lock
from policyc.driver.pipeline import Loaded
from policyc.findings.finding import Severity
from policyc.reports.findings_json import Examined
from policyc.spread import jobs_in_use

_HELP = page("""
写出审查报告，供合法性审核使用：文件信息、审查范围和方法、疑似问题（条款、问题、类别、对方条款原文、
反例、修改建议）、存疑和附条件的、已接受的、条款覆盖和开放用语、局限。内容与 policyc check 相同。
审查结论、审查意见和签名留空，由审核人填写；所有问题都写作“疑似”。
--upper 另与上级的文件对照；并不管辖本文件的，所得结果标明“假设”。
写出报告，退出码为 0；有的问题没有查完的，报告里写明，退出码为 3。
""")


@click.command(
    "report",
    cls=Command,
    help=_HELP,
    short_help="写出审查报告（Word、网页、表格），供合法性审核",
    codes=(0, 2, 3),
    examples=(
        "policyc report kunming-2019",
        "policyc report kunming-2019 -o 昆明审查报告.docx",
        "policyc report kunming-2019 -o 昆明审查报告.html",
        "policyc report kunming-2019 --upper jilin-2019-draft -o 对照.docx",
    ),
)
@document_argument
@paper_options()
@click.option(
    "--upper",
    "uppers",
    multiple=True,
    metavar="上级文档",
    help="另与这份上级的文件对照；可写多次",
)
@timeout_option
@as_of_option
@cache_option
@jobs_option
@traceback_option
def command(
    document: str,
    form: str | None,
    out: str | None,
    uppers: tuple[str, ...],
    timeout_ms: int | None,
    as_of: date | None,
) -> int:
    """Review one document, and what it does with those above it."""
    form = chosen_form(form, out)
    loaded, policy = load_one(document)
    above = [load_one(each)[0] for each in uppers]
    for each in above:
        if each.policy is not None and (why := cannot_stack(each.policy, policy)):
            raise bad_option(why, "--upper 写级别更高的文档。")
    every = [loaded, *above]
    target = checked_target(out, every)
    render = paper_renderer(form, target)
    output = Output()
    lock = read_lock(loaded)
    problems = [d for each in every for d in each.diagnostics]
    problems += [lock] if isinstance(lock, Diagnostic) else []
    texts = texts_of(every)
    output.notes(problems, texts)
    options: dict[str, Any] = {"timeout_ms": timeout_ms, "as_of": as_of, "cache": cache_in_use()}
    known = None if isinstance(lock, Diagnostic) else lock
    alone = examine(loaded, known, **options, jobs=jobs_in_use())
    if alone is None:
        raise Problem(problems, texts)
    found: list[tuple[Examined, Sequence[Loaded]]] = [(alone, (loaded,))]
    found += [(examine_stack(each, loaded, **options), (each, loaded)) for each in above]

    from policyc.driver.report import report_of
    from policyc.reports.pictures.documents import pictures_of
    from policyc.reports.review.paper import review_paper

    report = report_of(found, severity=Severity.LOW, problems=problems, texts=texts, as_of=as_of)
    paper = review_paper(report, {policy.name: _hash(loaded)}, pictures_of([policy]))
    put_paper(paper, render, target)
    if target is not None:
        count = sum(1 for finding in report.findings if finding.accepted is None)
        late = "；有的问题没有查完（求解超时）" if report.incomplete else ""
        output.text(f"列出疑似问题 {count} 个{late}。已写入 {words(str(target))}\n")
    return INCOMPLETE if report.incomplete else CLEAN


def _hash(loaded: Loaded) -> str:
    """The sum of the source file as it lies there, to be compared with what was handed in."""
    return hashlib.sha256(loaded.files.source.read_bytes()).hexdigest()
