"""``policyc test``: run the 用例 that stand beside the articles."""

from __future__ import annotations

import click

from policyc.cli.documents import load_all, texts_of
from policyc.cli.options import cache_option, documents_argument, format_option, traceback_option
from policyc.cli.output import Output
from policyc.cli.problem import CLEAN, ERROR, FOUND
from policyc.cli.words import Command, page
from policyc.diagnostics import Diagnostic, has_errors
from policyc.driver.cases import run_cases
from policyc.reports.cases import CaseOutcome, cases_to_json, cases_to_text
from policyc.reports.diagnostics import errors_to_json

_HELP = page("""
运行文档里的用例（用例「名称」 已知：… 应得：…），对照结果、生效的条款、所缺的事实和各读法下的结果。
有用例不符时退出码为 1；用例写错（例如事实没有声明）时为 2。
""")


@click.command(
    "test",
    cls=Command,
    help=_HELP,
    short_help="运行文档里的用例",
    codes=(0, 1, 2),
    examples=("policyc test kunming-2019", "policyc test policies/ --format json"),
)
@documents_argument
@format_option
@cache_option
@traceback_option
def command(documents: tuple[str, ...], as_json: bool) -> int:
    """Run the cases of all documents."""
    output = Output(as_json)
    loaded = load_all(documents)
    texts = texts_of(loaded)
    outcomes: list[CaseOutcome] = []
    problems: list[Diagnostic] = []
    for each in loaded:
        if each.document is None or each.policy is None:
            problems += each.diagnostics
        else:
            outcomes += run_cases(each.document, each.policy)
    if as_json:
        data = cases_to_json(outcomes, texts)
        output.json({**errors_to_json(problems, texts), **data} if problems else data)
    else:
        output.notes(problems, texts)
        if outcomes or not problems:
            output.text(cases_to_text(outcomes, texts, output.screen))
    if has_errors(problems) or any(outcome.problems for outcome in outcomes):
        return ERROR
    return CLEAN if all(outcome.passed for outcome in outcomes) else FOUND
