"""A finding as a row of the review: the clause, what is wrong, the clause against it, the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from policyc.core.norms import Policy
from policyc.findings.acceptances import SHOWN
from policyc.findings.finding import Case, Cited, Finding, Severity
from policyc.reports.finding_words import (
    ALL_HARMLESS,
    case_name,
    chosen,
    joined,
    only_a_course,
    other_parts,
    shown_in,
    shown_part,
    side_by_side,
    where,
)
from policyc.reports.html_values import Result
from policyc.reports.html_witness import results_of
from policyc.reports.layout import ELLIPSIS
from policyc.reports.paper.model import (
    SILENT,
    Cell,
    Column,
    Line,
    Mark,
    Quote,
    Run,
    Table,
    cell,
    line,
)

_OPPOSED = ("C", "V", "D02", "D03", "G03", "M02", "X01")
"""Beginnings of the codes whose findings set clauses against each other."""

_DECIDED = (*_OPPOSED, "U")
"""Beginnings of the codes whose case is about what the cited clauses themselves decide."""

_MOST = 3
"""Clauses whose words stand in one cell; of the others only the places."""
_LONG, _OPENING = 160, 90
"""Characters of a clause that is not quoted whole, and of the part that is."""

_COLUMNS = (
    Column("序号", 0.5),
    Column("条款", 2.7),
    Column("问题", 2.9),
    Column("类别", 1.25),
    Column("对方条款原文", 1.8),
    Column("反例", 2.4),
    Column("修改建议", 2.0),
)


@frozen
class Numbered:
    """A finding with its number in the review, and the policy that its case is told in.

    ``below`` names the document that is under review, for a finding between two.
    """

    number: int
    finding: Finding
    policy: Policy
    below: str = ""


def findings_table(
    name: str, caption: str, found: Sequence[Numbered], as_of: date | None = None
) -> Table:
    """Findings, the gravest first, those of one severity under a heading."""
    rows: list[tuple[Cell, ...]] = []
    for severity in Severity:
        some = [each for each in found if each.finding.severity is severity]
        if some:
            title = f"严重程度：{severity.value}（{len(some)} 个）"
            rows.append((cell(title, span=len(_COLUMNS), header=True),))
            rows += (_row(each, as_of) for each in some)
    return Table(name, _COLUMNS, tuple(rows), caption, wide=True)


def _row(each: Numbered, as_of: date | None) -> tuple[Cell, ...]:
    finding = each.finding
    own, others = _sides(each)
    suggestion = cell(finding.suggestion) if finding.suggestion else cell(SILENT)
    return (
        cell(str(each.number), header=True),
        cell(*_clauses(finding, own), *_further(finding)),
        cell(finding.message),
        cell(*category(finding)),
        cell(*_clauses(finding, others)) if others else cell(SILENT),
        cell(*(_case(each, as_of) or [SILENT])),
        suggestion,
    )


def accepted_table(found: Sequence[Numbered]) -> Table:
    """What the drafters let stand, each with their reason."""
    columns = (
        Column("序号", 0.5),
        Column("条款", 2.4),
        Column("问题", 3.4),
        Column("类别", 1.1),
        Column("接受的理由", 2.6),
    )
    rows = []
    for each in found:
        finding, accepted = each.finding, each.finding.accepted
        assert accepted is not None
        places = joined(where(cited, bool(each.below)) for cited in finding.citations)
        said = f"（{accepted.document} 的政策文件写明接受：{accepted.citation}）"
        rows.append(
            (
                cell(str(each.number), header=True),
                cell(places),
                cell(finding.message),
                cell(*category(finding), line(f"程度：{finding.severity.value}")),
                cell(accepted.reason, line(said, mark=Mark.QUIET)),
            )
        )
    return Table("已接受", columns, tuple(rows), "起草单位写明理由、予以接受的问题", wide=True)


def category(finding: Finding) -> Iterator[Line]:
    """疑似结论冲突, its code, how it is known, and what an acceptance names."""
    name = finding.name if finding.name.startswith("疑似") else f"疑似{finding.name}"
    yield line(name)
    yield line("、".join((finding.code, *finding.also)))
    yield line(finding.status.value + ("，已复演" if finding.replayed else ""))
    if finding.hypothetical:
        yield line("假设", mark=Mark.STRONG)
    if finding.fingerprint:
        yield line(f"指纹 {finding.fingerprint[:SHOWN]}", mark=Mark.QUIET)


def _sides(each: Numbered) -> tuple[list[Cited], list[Cited]]:
    """The clauses under review, and those that are held against them."""
    cited = list(shown_part(each.finding).citations)
    if each.below and len({one.document for one in cited}) > 1:
        own = [one for one in cited if one.document == each.below]
        return own, [one for one in cited if one.document != each.below]
    if each.finding.code.startswith(_OPPOSED):
        return cited[:1], cited[1:]
    return cited, []


def _clauses(finding: Finding, cited: Sequence[Cited]) -> Iterator[Line]:
    several = len({one.document for one in finding.citations}) > 1
    for one in cited[:_MOST]:
        place = Run(where(one, several), Mark.STRONG)
        if len(one.quote) > _LONG:
            # The whole clause stands among the quotes; a cell of two pages helps nobody.
            opening = Run(f"：“{one.quote[:_OPENING].rstrip('，、；')}{ELLIPSIS}”")
            yield Line((place, opening), (Quote(one.document, one.citation, one.quote),))
        else:
            yield Line((place, Run(f"：“{one.quote}”")) if one.quote else (place,))
    if len(cited) > _MOST:
        places = joined(where(one, several) for one in cited[_MOST:])
        yield line(f"以及：{places}")


def _further(finding: Finding) -> Iterator[Line]:
    """The places of a group that its case is not about."""
    shown = shown_part(finding).citations
    several = len({one.document for one in finding.citations}) > 1
    rest = [where(one, several) for one in finding.citations if one not in shown]
    if rest:
        yield line(f"还涉及：{joined(rest)}", mark=Mark.QUIET)


# -- the case
def _case(each: Numbered, as_of: date | None) -> list[Line]:
    finding, witness = each.finding, each.finding.witness
    if witness is None:
        return []
    lines: list[Line] = []
    several = len(witness.cases) > 1
    for at, case in enumerate(witness.cases):
        title = f"{case_name(at)}：" if several else ""
        if case.facts or not only_a_course(finding):
            shown = _facts(each.policy, case, witness.cases[0])
            lines.append(Line((Run(title, Mark.STRONG), Run(shown))))
        if case.history:
            lines.append(Line((Run(f"{title}经过："), Run(" → ".join(case.history)))))
    if several:
        for name, *values in side_by_side(witness.cases):
            told = "；".join(f"{case_name(at)}：{value}" for at, value in enumerate(values))
            lines.append(line(f"{name}：{told}"))
    if witness.readings:
        lines.append(line(f"读法：{chosen(witness.readings)}"))
    if finding.code.startswith(_DECIDED) and not any(case.result for case in witness.cases):
        lines += _results(results_of(each.policy, finding, as_of))
    if any(case.facts for case in witness.cases):
        lines.append(line("其余事实取平常值", mark=Mark.QUIET))
    if others := other_parts(finding):
        lines.append(line(f"同一原因另有 {len(others)} 组", mark=Mark.QUIET))
    return lines


def _facts(policy: Policy, case: Case, first: Case) -> str:
    """The facts of a case; of one after the first only what is different."""
    names = list(dict.fromkeys((*first.facts, *case.facts)))
    if case is not first:
        names = [name for name in names if first.facts.get(name) != case.facts.get(name)]
    facts = "；".join(f"{name}＝{shown_in(policy, case, name)}" for name in names)
    if case is first:
        return facts or ALL_HARMLESS
    return f"{facts}；其余同{case_name(0)}" if facts else f"事实同{case_name(0)}"


def _results(results: Iterable[Result]) -> Iterator[Line]:
    """What the document comes to in the case: under the readings of the case, else under all."""
    for result in results:
        used = [row for row in result.rows if row.used]
        rows = used if len(used) == 1 else result.rows
        said = list(dict.fromkeys(row.result for row in rows))
        label = f"{result.case}：{result.outcome}" if result.case else result.outcome
        by_reading = "（因读法而异）" if len(said) > 1 else ""
        yield line(f"结果：{label} → {'／'.join(said)}{by_reading}")
