"""Findings that one mend removes, put together: one finding with its members as parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from attrs import evolve

from policyc.analysis.clashes import Clash
from policyc.analysis.context import Context
from policyc.analysis.words import place, under, values_of
from policyc.core.norms import Norm, Outcome
from policyc.core.results import Kind
from policyc.findings.finding import Finding, Severity, Status, fingerprint

T = TypeVar("T")


def grouped(
    ctx: Context, parts: Sequence[Finding], best: int, message: str, suggestion: str
) -> Finding:
    """One finding for several; it shows the case of the best one, whose clauses stand first. One
    alone stays as it is."""
    if len(parts) == 1:
        return parts[0]
    holds = ctx.union([part.readings for part in parts])
    told = [parts[best], *parts]
    return evolve(
        parts[best],
        message=message + under(holds),
        documents=once(document for part in told for document in part.documents),
        citations=once(cited for part in told for cited in part.citations),
        norms=once(norm for part in told for norm in part.norms),
        axioms=once(axiom for part in parts for axiom in part.axioms),
        readings=holds,
        suggestion=suggestion,
        fingerprint=fingerprint(
            parts[0].code, ctx.policy.name, "组", members=[part.fingerprint for part in parts]
        ),
        also=once(code for part in parts for code in part.also),
        parts=tuple(parts),
    )


def once(items: Iterable[T]) -> tuple[T, ...]:
    """Items in order of appearance, each once."""
    return tuple(dict.fromkeys(items))


def clash_finding(
    ctx: Context,
    clash: Clash,
    code: str,
    name: str,
    status: Status,
    severity: Severity,
    message: str,
    suggestion: str,
) -> Finding:
    """The finding of one pair, its case replayed."""
    pair, shown = clash.pair, clash.shown
    found = shown.found
    outcome, subject = pair.outcome, pair.subject
    ctx.replay.shows(
        found.facts,
        shown.needs,
        outcome.name,
        subject,
        kind=Kind.CONFLICT,
        in_force=pair.norms,
    )
    return ctx.witnessed(
        code=code,
        name=name,
        status=status,
        severity=severity,
        message=message + (shown.certainly or under(shown.holds)),
        norms=pair.norms,
        found=found,
        needs=shown.needs,
        holds=shown.holds,
        suggestion=suggestion,
        fingerprint=norms_fingerprint(ctx, code, outcome, subject, pair.norms),
    )


def norms_fingerprint(
    ctx: Context, code: str, outcome: Outcome, subject: str, norms: Iterable[Norm]
) -> str:
    """A fingerprint by the places of norms and what they give."""
    members = [f"{n.document}\x1f{place(n)}\x1f{values_of([n])}" for n in norms]
    return fingerprint(code, ctx.policy.name, outcome.name, subject, members=members)
