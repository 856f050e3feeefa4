"""An evaluation as data, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from policyc.core.norms import Outcome, Overlap, Policy
from policyc.core.results import (
    Decision,
    Evaluation,
    Kind,
    NormTrace,
    OutcomeResult,
    UnderReading,
)
from policyc.reports.values import Json, json_value, type_word


def evaluation_to_json(policy: Policy, evaluation: Evaluation, as_of: date | None = None) -> Json:
    """All outcomes in the order of the declarations."""
    return {
        "document": policy.name,
        "as_of": None if as_of is None else as_of.isoformat(),
        "outcomes": [_outcome(policy, result) for result in evaluation.outcomes],
    }


def _outcome(policy: Policy, result: OutcomeResult) -> Json:
    outcome = policy.outcome(result.outcome)
    data: Json = {
        "name": outcome.name,
        "alias": outcome.alias,
        "subject": result.subject,
        "kind": result.kind.value,
        "value": _value(outcome, result),
        "norms": [_norm(entry) for entry in shown_norms(result.trace)],
        "missing": [
            {
                "fact": fact.name,
                "alias": fact.alias,
                "type": type_word(fact.type),
                "determined_by": fact.determined_by,
            }
            for fact in result.missing
        ],
        "permitted": [json_value(value) for value in result.permitted],
        "readings": dict(result.readings),
        "by_reading": [_under(outcome, under) for under in result.by_reading],
        "flags": list(result.flags),
    }
    if result.missing and not result.missing_is_smallest:
        data["missing_is_smallest"] = False
    if result.kind is Kind.UNKNOWN and result.values:
        data["certain"] = [json_value(value) for value in result.values]
    return data


def _value(outcome: Outcome, result: OutcomeResult | Decision) -> object:
    """The scalar of 定 (a list under 累加), the clashing values of 冲突, else nothing."""
    values = [json_value(value) for value in result.values]
    if result.kind is Kind.CONFLICT:
        return values
    if result.kind is not Kind.DECIDED:
        return None
    return values if outcome.overlap is Overlap.CUMULATIVE else values[0]


def shown_norms(trace: Iterable[NormTrace]) -> list[NormTrace]:
    """The norms that are or may be in force, and those that another norm put out of force."""
    return [entry for entry in trace if entry.force is not False or entry.defeated_by]


def _norm(entry: NormTrace) -> Json:
    norm = entry.norm
    return {
        "citation": norm.citation or norm.id,
        "quote": norm.quote,
        "modality": norm.modality.value,
        "values": [json_value(value) for value in norm.values],
        "force": entry.force,
        "defeated_by": [winner.citation or winner.id for winner in entry.defeated_by],
    }


def _under(outcome: Outcome, under: UnderReading) -> Json:
    decision = under.decision
    return {
        "readings": dict(under.readings),
        "kind": decision.kind.value,
        "value": _value(outcome, decision),
        "permitted": [json_value(value) for value in decision.permitted],
        "norms": in_force(decision.trace),
    }


def in_force(trace: Iterable[NormTrace]) -> list[str]:
    """Citations of the norms that are in force, each once."""
    cited = [entry.norm.citation or entry.norm.id for entry in trace if entry.force is True]
    return list(dict.fromkeys(cited))
