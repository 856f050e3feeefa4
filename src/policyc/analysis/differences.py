"""V01: the differences between two texts as findings, one for each outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from policyc.analysis.checks.v01 import CODE, NAME
from policyc.analysis.compare import Comparison, Difference
from policyc.analysis.decode import show_facts
from policyc.analysis.grouping import once
from policyc.analysis.replay import show_result
from policyc.analysis.words import place, places
from policyc.core.levels import short_name
from policyc.core.norms import Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.findings.finding import (
    Case,
    Finding,
    Severity,
    Status,
    Witness,
    cite_all,
    fingerprint,
)


def difference_findings(
    first: Policy, second: Policy, comparison: Comparison
) -> tuple[Finding, ...]:
    """One finding for each outcome, its members the pairs of different results."""
    return tuple(_findings(first, second, comparison))


def _findings(first: Policy, second: Policy, comparison: Comparison) -> Iterator[Finding]:
    names = _names(first, second)
    for outcome, group in groupby(comparison.differences, key=lambda each: each.outcome):
        members = list(group)
        parts = [_part(first, second, names, each) for each in members]
        cases = sorted(range(len(parts)), key=lambda at: _grade(members[at]))
        head = parts[cases[0]]
        shown = " 与 ".join(dict.fromkeys(outcome))
        yield evolve(
            head,
            message=f"“{shown}”有 {len(parts)} 种不同的结果组合。{head.message}",
            citations=once(cited for part in (head, *parts) for cited in part.citations),
            norms=once(name for part in (head, *parts) for name in part.norms),
            fingerprint=fingerprint(CODE, first.name, second.name, *outcome),
            parts=tuple(parts) if len(parts) > 1 else (),
        )


def _names(first: Policy, second: Policy) -> tuple[str, str]:
    shorts = short_name(first), short_name(second)
    if shorts[0] == shorts[1]:
        shorts = first.name, second.name
    return shorts if shorts[0] != shorts[1] else ("修订前", "修订后")


def _grade(difference: Difference) -> tuple[int, int]:
    """Two definite results first, and the shortest case."""
    definite = [side.result.kind is Kind.DECIDED for side in (difference.first, difference.second)]
    return 2 - sum(definite), len(difference.first.facts)


def _part(first: Policy, second: Policy, names: Sequence[str], difference: Difference) -> Finding:
    sides = difference.first, difference.second
    shown = "；".join(
        f"{name}{_result(side.result)}" + (f"（{places(side.norms)}）" if side.norms else "")
        for name, side in zip(names, sides, strict=True)
    )
    stricter = ""
    if difference.stricter is not None:
        stricter = f"。{names[difference.stricter]}较严"
    norms = [*difference.first.norms, *difference.second.norms]
    readings = {
        **difference.first.readings,
        **{
            f"{names[1]}·{n}"
            if n in difference.first.readings and difference.first.readings[n] != c
            else n: c
            for n, c in difference.second.readings.items()
        },
    }
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.WITNESSED,
        severity=Severity.NOTE,
        message=f"{show_facts(first, difference.first.facts)}：{shown}{stricter}。",
        documents=(first.name, second.name),
        citations=cite_all(norms),
        witness=Witness((Case(dict(difference.first.facts)),), readings),
        replayed=True,
        norms=tuple(
            dict.fromkeys(
                f"{name}{place(norm)}"
                for name, side in zip(names, sides, strict=True)
                for norm in side.norms
            )
        ),
        fingerprint=fingerprint(
            CODE, first.name, second.name, *difference.outcome, *difference.shown
        ),
    )


def _result(result: OutcomeResult) -> str:
    return "没有结论" if result.kind is Kind.NOT_APPLICABLE else f"为{show_result(result)}"
