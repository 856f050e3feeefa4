"""One given case put through several documents, as a section of a report and as data."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.comparison.cases import Decision
from policyc.comparison.one_case import CaseRow, Given, OneCase
from policyc.core.results import Kind
from policyc.core.types import show_value
from policyc.reports.comparison.cases import few, places, quotes, result_words
from policyc.reports.comparison.cases_json import decision_to_json
from policyc.reports.paper.model import (
    SILENT,
    Block,
    Cell,
    Column,
    Items,
    Line,
    Mark,
    Run,
    Section,
    Table,
    cell,
    line,
    paragraph,
)
from policyc.reports.values import Json

TITLE = "同一个案件在各份文件里的结果"


def case_section(case: OneCase) -> Section:
    """The case, what each document makes of its facts, and all results side by side."""
    rest = "没有给出的事实取平常值" if case.rest_harmless else "没有给出的事实未知"
    day = "" if case.as_of is None else f"；截至{show_value(case.as_of)}"
    blocks: list[Block] = [
        paragraph(f"给出 {len(case.facts)} 项事实，{rest}{day}。结果不同不是谁对谁错。")
    ]
    if case.facts:
        blocks.append(_facts(case))
    if case.impossible:
        lines = (
            line(f"{case.short(document)}没有算：{why}。", mark=Mark.STRONG)
            for document, why in case.impossible
        )
        blocks.append(Items(tuple(lines)))
    if case.rows:
        blocks.append(_results(case))
    if case.untouched:
        blocks.append(paragraph(f"这些事实不涉及、没有列出的结论：{'、'.join(case.untouched)}。"))
    return Section(TITLE, tuple(blocks))


def _facts(case: OneCase) -> Table:
    columns = (
        Column("事实", 1.8),
        *(Column(short, 1.4) for short in case.shorts),
    )
    rows = tuple(
        (cell(given.shown), *(cell(_known(given, at)) for at in range(len(case.shorts))))
        for given in case.facts
    )
    caption = "各份文件问不问这些事实；不问的，不影响那一份的结果。"
    return Table("案件的事实", columns, rows, caption, wide=len(case.shorts) > 3)


def _known(given: Given, at: int) -> Line:
    name = given.names[at]
    if name is None:
        return line("不问", mark=Mark.QUIET)
    if given.unlike[at]:
        return line("档次或者单位不同，没有这个值", mark=Mark.QUIET)
    same = name in given.shown or name == given.name
    return line("问" if same else f"作“{name}”")


def _results(case: OneCase) -> Table:
    columns = (
        Column("结论", 1.0),
        *(Column(short, 2.0) for short in case.shorts),
        Column("异同", 0.6),
    )
    failed = {document for document, _ in case.impossible}
    rows = tuple(
        (
            cell(row.outcome),
            *(
                Cell(tuple(_decision(case, each, case.documents[at] in failed)))
                for at, each in enumerate(row.decisions)
            ),
            cell(_agreement(row)),
        )
        for row in case.rows
    )
    return Table("案件的结果", columns, rows, wide=len(case.shorts) > 3)


def _decision(case: OneCase, decision: Decision | None, failed: bool) -> Iterator[Line]:
    if decision is None:
        yield SILENT
        yield line("没有算" if failed else "没有这个结论", mark=Mark.QUIET)
        return
    runs = (Run(result_words(decision), Mark.STRONG), Run(places(decision.clauses), Mark.QUIET))
    yield Line(tuple(run for run in runs if run.text), quotes(case, decision.clauses))
    for words in (*decision.because, *decision.by_reading):
        yield line(words)
    if decision.wanting:
        yield line(f"还要查明：{few(decision.wanting)}", mark=Mark.QUIET)


def _agreement(row: CaseRow) -> str:
    """Whether the documents that have the outcome say the same of the case."""
    said = [each for each in row.decisions if each is not None]
    if len(said) < 2:
        return "只有一份有"
    if any(each.kind in (Kind.UNKNOWN, Kind.DIVERGENT) for each in said):
        return "定不下来"
    return "相同" if len({(e.kind, frozenset(e.values)) for e in said}) == 1 else "不同"


def one_case_to_json(case: OneCase) -> Json:
    """The same as data; ``decisions`` and ``names`` stand in the order of the documents."""
    return {
        "documents": list(case.documents),
        "as_of": None if case.as_of is None else case.as_of.isoformat(),
        "rest_harmless": case.rest_harmless,
        "facts": [
            {
                "name": given.name,
                "shown": given.shown,
                "names": list(given.names),
                "unlike": list(given.unlike),
            }
            for given in case.facts
        ],
        "untouched": list(case.untouched),
        "impossible": [{"document": one, "why": why} for one, why in case.impossible],
        "rows": [
            {
                "outcome": row.outcome,
                "agreement": _agreement(row),
                "decisions": [
                    None if each is None else decision_to_json(each) for each in row.decisions
                ],
            }
            for row in case.rows
        ],
    }
