"""The reference interpreter: the meaning of a policy.

``run`` decides under one choice of readings, ``branching`` over the readings that matter; this
module puts the branches together into results. Every target and the Z3 encoding are tested
against ``evaluate``.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from policyc.core.branching import Brancher, Branches
from policyc.core.cone import cone_readings
from policyc.core.flags import Flag, FlagCode
from policyc.core.missing import smallest_missing
from policyc.core.norms import Policy
from policyc.core.results import (
    Cause,
    Decision,
    Evaluation,
    Kind,
    NormTrace,
    OutcomeResult,
)
from policyc.core.run import Choices, Facts
from policyc.core.types import Value

NOT_IN_FORCE = Flag(FlagCode.N01, "未施行")
"""Flag of every result of a document without an effective date, or before it."""


def evaluate(
    policy: Policy,
    facts: Facts,
    *,
    as_of: date | None = None,
    readings: Choices | None = None,
    with_missing: bool = True,
) -> Evaluation:
    """All outcomes of a policy for one case.

    ``facts`` are valid values (``inputs.check_facts`` makes them); what is absent is unknown.
    ``readings`` fixes some readings from outside; the others are branched over.
    ``with_missing=False`` skips the search for the smallest set of missing facts.
    """
    fixed = readings or {}
    brancher = Brancher(policy, facts, as_of, fixed)
    results = []
    for outcome in policy.outcomes:
        for subject in policy.subjects_of(outcome.name):
            branches = brancher.branch(outcome.name, subject)
            result = _assemble(policy, outcome.name, subject, branches, as_of, fixed)
            if with_missing and any(d.kind is Kind.UNKNOWN for d in branches.open):
                found = smallest_missing(policy, facts, as_of, fixed, outcome.name, subject)
                result = evolve(result, missing=found.facts, missing_is_smallest=found.proven)
            results.append(result)
    return Evaluation(policy.name, tuple(results))


def evaluate_one(
    policy: Policy,
    facts: Facts,
    outcome: str,
    subject: str,
    *,
    as_of: date | None = None,
    readings: Choices | None = None,
    by_reading: bool = True,
) -> OutcomeResult:
    """One outcome of a case as ``evaluate`` has it, without the search for missing facts.

    ``by_reading=False`` also skips what it would be under each choice of the readings.
    """
    fixed = readings or {}
    brancher = Brancher(policy, facts, as_of, fixed)
    look = brancher.branch if by_reading else brancher.open
    branches = look(outcome, subject)
    return _assemble(policy, outcome, subject, branches, as_of, fixed)


def _assemble(
    policy: Policy,
    name: str,
    subject: str,
    branches: Branches,
    as_of: date | None,
    fixed: Choices,
) -> OutcomeResult:
    decisions = branches.open
    first = decisions[0]
    agreed = all(first.same_result(other) for other in decisions)
    used = [(r, fixed[r]) for r in cone_readings(policy, name) if r in fixed]
    return OutcomeResult(
        outcome=name,
        subject=subject,
        kind=first.kind if agreed else Kind.DIVERGENT,
        values=_merged_values(decisions) if agreed else (),
        permitted=first.permitted if agreed else (),
        trace=_merged_trace([d.trace for d in decisions]),
        causes=tuple(dict.fromkeys(c for d in decisions for c in d.causes)),
        readings=tuple(used),
        by_reading=branches.by_reading,
        flags=_flags(policy, as_of, decisions),
    )


def _merged_values(decisions: tuple[Decision, ...]) -> tuple[Value, ...]:
    """What agreeing decisions have in common: all that clash under some reading, but only the
    part of a cumulative 未知 that is certain under every reading."""
    values = dict.fromkeys(value for d in decisions for value in d.values)
    if decisions[0].kind is Kind.UNKNOWN:
        return tuple(v for v in values if all(v in d.values for d in decisions))
    return tuple(values)


def _merged_trace(traces: list[tuple[NormTrace, ...]]) -> tuple[NormTrace, ...]:
    """Per norm the force all readings agree on, else unknown."""
    merged = []
    for entries in zip(*traces, strict=True):
        first = entries[0]
        force = first.force if all(e.force is first.force for e in entries) else None
        condition = (
            first.condition if all(e.condition is first.condition for e in entries) else None
        )
        beaten = tuple(dict.fromkeys(d for e in entries for d in e.defeated_by))
        merged.append(NormTrace(first.norm, force, condition, beaten))
    return tuple(merged)


def _flags(policy: Policy, as_of: date | None, decisions: tuple[Decision, ...]) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    if policy.effective is None or (as_of is not None and as_of < policy.effective):
        flags.append(NOT_IN_FORCE)
    flags += [note for d in decisions for note in d.notes]
    flags += [_because(cause) for d in decisions for cause in d.causes]
    return tuple(dict.fromkeys(flags))


def _because(cause: Cause) -> Flag:
    how = "有多个值" if cause.kind is Kind.DECIDED else cause.kind.value
    return Flag(FlagCode.N03, f"上游结论“{cause.outcome}”{how}，因此未知")
