"""A finding's case for the page: its facts, and what the interpreter makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from policyc.core.evaluate import evaluate_one
from policyc.core.norms import Fact, Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import show_value
from policyc.findings.finding import Case, Finding, Readings
from policyc.reports.evaluation_json import in_force
from policyc.reports.evaluation_text import short_result
from policyc.reports.facts import NOT_GIVEN
from policyc.reports.finding_words import (
    case_name,
    chosen,
    only_a_course,
    shown_in,
    shown_part,
    side_by_side,
)
from policyc.reports.html_values import FactRow, ReadingRow, Result, Shown

_MAX_READINGS = 16
"""Combinations of readings that are shown for one outcome of a case."""


def witness_of(policy: Policy, finding: Finding) -> Shown | None:
    """The cases of a finding side by side; ``None`` where it has none."""
    witness = finding.witness
    if witness is None:
        return None
    cases, titles = witness.cases, _titles(witness.cases)
    names = dict.fromkeys(name for case in cases for name in case.facts)
    return Shown(
        cases=titles or ("取值",),
        facts=tuple(_row(policy, name, cases) for name in names),
        others=tuple((row[0], tuple(row[1:])) for row in side_by_side(cases)),
        histories=tuple(
            (title, case.history)
            for title, case in zip(titles or ("",), cases, strict=True)
            if case.history
        ),
        readings=chosen(witness.readings),
        replayed=bool(finding.replayed),
        course=only_a_course(finding),
    )


def _titles(cases: Sequence[Case]) -> tuple[str, ...]:
    """What several cases are called; a single one needs no name."""
    return tuple(case_name(at) for at in range(len(cases))) if len(cases) > 1 else ()


def _row(policy: Policy, name: str, cases: Sequence[Case]) -> FactRow:
    values = tuple(shown_in(policy, case, name) for case in cases)
    try:
        fact = policy.fact(name)
    except KeyError:
        return FactRow(name, values, "", "")
    return FactRow(name, values, fact.determined_by or "未写明", _harmless(fact))


def _harmless(fact: Fact) -> str:
    return NOT_GIVEN if fact.harmless is None else show_value(fact.harmless, fact.type)


def results_of(policy: Policy, finding: Finding, as_of: date | None) -> Iterator[Result]:
    """The outcomes that the clauses of the case decide, under each reading that changes them.

    Nothing for a course of events, which no single evaluation shows.
    """
    witness = finding.witness
    if witness is None or any(case.history for case in witness.cases):
        return
    cited = {(each.document, each.citation) for each in shown_part(finding).citations}
    norms = [norm for norm in policy.norms if (norm.document, norm.citation) in cited]
    asked = dict.fromkeys((norm.outcome, norm.subject) for norm in norms)
    for case, title in zip(witness.cases, _titles(witness.cases) or ("",), strict=True):
        used = {**witness.readings, **case.readings}
        for outcome, subject in asked:
            result = _evaluated(policy, case, outcome, subject, as_of)
            if result.kind is not Kind.NOT_APPLICABLE:
                yield _result(policy, result, title, used)


def _evaluated(
    policy: Policy, case: Case, outcome: str, subject: str, as_of: date | None
) -> OutcomeResult:
    # Here, because it loads the solver: not before a report on cases is really wanted.
    from policyc.analysis.decode import complete_facts

    return evaluate_one(policy, complete_facts(policy, case.facts), outcome, subject, as_of=as_of)


def _result(policy: Policy, result: OutcomeResult, case: str, used: Readings) -> Result:
    outcome = policy.outcome(result.outcome)
    label = outcome.name
    if len(policy.subjects_of(outcome.name)) > 1:
        label += f"（{result.subject}）"
    if not result.by_reading:
        norms = "、".join(in_force(result.trace))
        return Result(label, case, (), (ReadingRow((), short_result(outcome, result), norms),))
    rows = tuple(
        ReadingRow(
            choices=tuple(choice for _, choice in under.readings),
            result=short_result(outcome, under.decision),
            norms="、".join(in_force(under.decision.trace)),
            used=_agrees(under.readings, used),
        )
        for under in result.by_reading[:_MAX_READINGS]
    )
    names = tuple(name for name, _ in result.by_reading[0].readings)
    return Result(label, case, names, rows, len(result.by_reading) - len(rows))


def _agrees(readings: Iterable[tuple[str, str]], used: Readings) -> bool:
    """Whether the readings of a row are those of the witness, all that it names of them."""
    named = [(name, choice) for name, choice in readings if name in used]
    return bool(named) and all(used[name] == choice for name, choice in named)
