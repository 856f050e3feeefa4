"""An evaluation as data, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from policyc.core.norms import Fact, Outcome, Overlap, Policy
from policyc.core.results import (
    Cause,
    Decision,
    Evaluation,
    Kind,
    NormTrace,
    OutcomeResult,
    UnderReading,
)
from policyc.core.types import measured_in, type_word
from policyc.reports.values import Json, json_value


def evaluation_to_json(policy: Policy, evaluation: Evaluation, as_of: date | None = None) -> Json:
    """All outcomes in the order of the declarations."""
    return {
        "document": policy.name,
        "as_of": None if as_of is None else as_of.isoformat(),
        "outcomes": [_outcome(policy, result, evaluation) for result in evaluation.outcomes],
    }


def label_of(result: OutcomeResult, evaluation: Evaluation) -> str:
    """The outcome's name, with its kind of subject where it has several."""
    several = sum(1 for other in evaluation.outcomes if other.outcome == result.outcome) > 1
    return f"{result.outcome}（{result.subject}）" if several else result.outcome


def why_asked(policy: Policy, result: OutcomeResult, fact: Fact, evaluation: Evaluation) -> str:
    """Why an official act is asked for where a result hangs on what it decides; else nothing."""
    about = next((o.name for o in policy.outcomes if o.given == fact.name), None)
    if about is None or about == result.outcome:
        return ""
    ended = how_causes_ended(result, evaluation).get(about)
    if ended is not None:
        return f"“{about}”{ended}，由条文定不下来；官方已经作出决定的，以决定为准"
    return f"官方就“{about}”已经作出的决定；知道了它，推出“{about}”的各项事实就不必再查"


def how_causes_ended(result: OutcomeResult, evaluation: Evaluation) -> dict[str, str]:
    """How the upstream outcomes ended that feed a result nothing, as the rest of a sentence. One
    whose own result depends on how the text is read ended so under some readings only."""
    return {c.outcome: _ending(c.outcome, result.causes, evaluation) for c in result.causes}


def _ending(name: str, causes: Iterable[Cause], evaluation: Evaluation) -> str:
    ends = [_ENDED.get(cause.kind, cause.kind.value) for cause in causes if cause.outcome == name]
    upstream = {other.kind for other in evaluation.outcomes if other.outcome == name}
    if Kind.DIVERGENT not in upstream or ends == [_ENDED[Kind.DIVERGENT]]:
        return "、".join(ends)
    return "随读法不同（" + "，".join(f"有的读法下{end}" for end in ends) + "）"


_ENDED = {
    Kind.CONFLICT: "有冲突",
    Kind.GAP: "是空白",
    Kind.DISCRETION: "有裁量余地",
    Kind.DECIDED: "有几个值",
    Kind.DIVERGENT: "随读法不同",
}


def _outcome(policy: Policy, result: OutcomeResult, evaluation: Evaluation) -> Json:
    outcome = policy.outcome(result.outcome)
    data: Json = {
        "name": outcome.name,
        "alias": outcome.alias,
        "subject": result.subject,
        "label": label_of(result, evaluation),
        "type": type_word(outcome.type),
        "unit": measured_in(outcome.type),
        "kind": result.kind.value,
        "value": _value(outcome, result),
        "norms": _distinct(_norm(entry) for entry in shown_norms(result.trace)),
        "missing": [
            {
                "fact": fact.name,
                "alias": fact.alias,
                "type": type_word(fact.type),
                "determined_by": fact.determined_by,
                "reason": why_asked(policy, result, fact, evaluation),
            }
            for fact in result.missing
        ],
        "permitted": [json_value(value) for value in result.permitted],
        "readings": dict(result.readings),
        "by_reading": [_under(outcome, under) for under in result.by_reading],
        "flags": [str(flag) for flag in result.flags],
        "flag_codes": [flag.code.name for flag in result.flags],
        "causes": [{"outcome": c.outcome, "kind": c.kind.value} for c in result.causes],
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


def _distinct(norms: Iterable[Json]) -> list[Json]:
    """Each entry once: the rows of a table that give the same value are one norm to a reader."""
    found: list[Json] = []
    for norm in norms:
        if norm not in found:
            found.append(norm)
    return found


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
