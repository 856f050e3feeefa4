"""``policyc compare``: documents of several places side by side, as a report to hand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from policyc.cli.documents import load_all, only_sources, texts_of
from policyc.cli.options import (
    as_of_option,
    cache_option,
    jobs_option,
    rest_option,
    timeout_option,
    traceback_option,
)
from policyc.cli.output import Output, words
from policyc.cli.paper_file import chosen_form, paper_options, paper_renderer, put_paper
from policyc.cli.problem import CLEAN, INCOMPLETE, Problem, bad_option
from policyc.cli.report_file import checked_target, put
from policyc.cli.words import Argument, Command, page
from policyc.comparison.compare import compare
from policyc.comparison.texts import Text, short_names
from policyc.comparison.values import Matrix
from policyc.diagnostics import Diagnostic
from policyc.driver.cache import cache_in_use
from policyc.driver.pipeline import Loaded
from policyc.driver.same_case import compare_cases
from policyc.resolved.document import Head
from policyc.spread import jobs_in_use

_HELP = page("""
比较几份文件，写出法域比较报告：摘要、文件信息、可比性声明、维度矩阵、同案不同果、空白、结论与限制。
矩阵按级别、标准、阈值、期限、延期、取消、责任、追责、指标等维度逐项对照，每一格注明条款，
每一项写明能不能比、为什么；原文没有写的是“—”，不补。
同案不同果由求解器找出、解释器复演。比较不是冲突审查，不判断谁对谁错。
屏幕上只列摘要，加 --full 列出全部；写成文件的、其他格式的，都是全部。
--case 只把一个案件放到各份文件里，看各份的结果，不写报告。
写出报告，退出码为 0；同案不同果没有查完的，报告里写明，退出码为 3。
""")


@click.command(
    "compare",
    cls=Command,
    help=_HELP,
    short_help="比较几份文件：维度矩阵、同案不同果（Word、网页、表格）",
    codes=(0, 2, 3),
    examples=(
        "policyc compare kunming-2019 jilin-2019-draft",
        "policyc compare kunming-2019 jilin-2019-draft --full",
        "policyc compare kunming-2019 jilin-2019-draft -o 昆明吉林.docx",
        "policyc compare policies/ -o 五地比较.xlsx",
        "policyc compare kunming-2019 hengyang-2018 --format json",
        "policyc compare kunming-2019 jilin-2019-draft --case case.json --rest harmless",
    ),
)
@click.argument(
    "documents",
    cls=Argument,
    nargs=-1,
    metavar="文档",
    help="两份以上文档的名称、目录或 .policy 文件；给 policies/ 则比较其中全部文档",
)
@click.option(
    "--case",
    "case_file",
    metavar="文件",
    help="只把一个案件放到各份文件里：事实文件（JSON），写 - 则从标准输入读；"
    "事实按名称或英文名认，只有一部分文件问的，写明哪一份不问",
)
@rest_option
@click.option("--full", is_flag=True, help="在屏幕上列出整份报告，不只是摘要")
@paper_options("json")
@timeout_option
@as_of_option
@cache_option
@jobs_option
@traceback_option
def command(
    documents: tuple[str, ...],
    case_file: str | None,
    rest_harmless: bool,
    full: bool,
    form: str | None,
    out: str | None,
    timeout_ms: int | None,
    as_of: date | None,
) -> int:
    """Compare all documents with each other, or put one case through all of them."""
    form = chosen_form(form, out, "json")
    if rest_harmless and case_file is None:
        hint = "不写 --case 的，写出整份报告，用不着 --rest。"
        raise bad_option("--rest 要和 --case 一起用", hint)
    if full and case_file is not None:
        raise bad_option("--full 和 --case 不能一起用", "--case 不写报告，已经列出全部结果。")
    loaded = load_all(documents, meanwhile=lambda: None)
    _refuse_too_few(documents, loaded)
    target = checked_target(out, loaded, beside=[] if case_file in (None, "-") else [case_file])
    render = None if form == "json" else paper_renderer(form, target)
    output = Output(as_json=form == "json" and target is None)
    texts = texts_of(loaded)
    problems = [d for each in loaded for d in each.diagnostics] + only_sources(documents)
    if any(each.policy is None for each in loaded):
        raise Problem(problems, texts)
    _warn(output, problems, loaded)
    if case_file is not None:
        from policyc.cli.compare_case import put_one_case, read_case

        case = read_case(case_file, loaded, rest_harmless=rest_harmless, as_of=as_of)
        put_one_case(case, render, target)
        if target is not None:
            output.text(f"已写入 {words(str(target))}\n")
        return CLEAN
    matrix = compare(_texts(loaded, as_of))
    cases = compare_cases(
        loaded,
        timeout_ms=timeout_ms,
        as_of=as_of,
        cache=cache_in_use(),
        jobs=jobs_in_use(),
    )
    if render is None:
        from policyc.reports.comparison.cases_json import cases_to_json
        from policyc.reports.comparison.json import comparison_to_json
        from policyc.reports.json_text import json_text

        put(target, json_text({**comparison_to_json(matrix), "same_case": cases_to_json(cases)}))
    else:
        from policyc.reports.comparison.digest import digest
        from policyc.reports.comparison.figures import figures_of, heat_of
        from policyc.reports.comparison.paper import comparison_paper

        paper = comparison_paper(
            matrix, cases=cases, heat=heat_of(matrix), pictures=figures_of(matrix.texts)
        )
        if form == "text" and target is None and not full:
            paper = digest(paper, matrix.caveats)
        put_paper(paper, render, target)
    if target is not None:
        output.text(f"{_told(matrix)}。已写入 {words(str(target))}\n")
    return INCOMPLETE if cases.undecided else CLEAN


def _refuse_too_few(documents: Sequence[str], loaded: Sequence[Loaded]) -> None:
    hint = "写两份以上，例如：policyc compare kunming-2019 jilin-2019-draft；或者给一个目录。"
    if not documents:
        raise bad_option("缺少参数 文档", hint)
    if len(loaded) < len(documents):
        names = "、".join(each.name for each in loaded)
        raise bad_option(f"有的文档写了不止一次，不同的只有：{names}", "每份文档写一次。")
    if len(loaded) < 2:
        raise bad_option(f"只有一份文档（{loaded[0].name}），没有可以比较的", hint)


def _texts(loaded: Sequence[Loaded], as_of: date | None) -> list[Text]:
    policies = [each.policy for each in loaded if each.policy is not None]
    made = []
    for each, policy, short in zip(loaded, policies, short_names(policies), strict=True):
        document = each.document
        head = Head() if document is None else document.head
        tree = None if document is None else document.provisions
        made.append(Text(policy, short, head, tree, as_of))
    return made


def _warn(output: Output, problems: Sequence[Diagnostic], loaded: Sequence[Loaded]) -> None:
    """Warnings, on standard error; none among the data."""
    if not output.as_json:
        output.notes(problems, texts_of(loaded))


def _told(matrix: Matrix) -> str:
    """One line for who has sent the report to a file."""
    rows = [row for _, row in matrix.rows()]
    comparable = sum(row.comparable for row in rows)
    differing = sum(row.differs for row in rows)
    return f"对照 {len(rows)} 个事项，可以对照的 {comparable} 个，其中不同的 {differing} 个"
