"""同案不同果 as data, for other programs."""

from __future__ import annotations

from policyc.comparison.cases import Alike, Another, Cases, Decision, SameCase
from policyc.findings.finding import cited_to_json
from policyc.reports.values import Json, json_value


def cases_to_json(cases: Cases) -> Json:
    """Everything about one and the same case; ``decisions`` stand in the order of the documents."""
    return {
        "documents": list(cases.documents),
        "cases": [_case_json(case) for case in cases.cases],
        "alike": [_alike_json(each) for each in cases.alike],
        "ladders": [
            {
                "outcome": each.outcome,
                "document": each.document,
                "steps": list(each.steps),
                "lacking": list(each.lacking),
                "unused": list(each.unused),
                "clauses": cited_to_json(each.clauses),
            }
            for each in cases.ladders
        ],
        "counterparts": [
            {
                "names": [{"document": one, "name": name} for one, name in each.names],
                "basis": each.basis,
            }
            for each in cases.counterparts
        ],
        "alone": [
            {
                "document": each.document,
                "outcome": each.outcome,
                "subject": each.subject,
                "clauses": cited_to_json(each.clauses),
            }
            for each in cases.alone
        ],
        "undecided": list(cases.undecided),
        "contrary": [list(pair) for pair in cases.contrary],
    }


def _case_json(case: SameCase) -> Json:
    return {
        "outcome": case.outcome,
        "sort": case.sort.value,
        "facts": [
            {"document": f.document, "name": f.name, "value": json_value(f.value)}
            for f in case.facts
        ],
        "decisions": [None if each is None else decision_to_json(each) for each in case.decisions],
        "thresholds": [
            {
                "fact": each.fact,
                "value": json_value(each.value),
                "until": json_value(each.until),
            }
            for each in case.thresholds
        ],
        "stricter": list(case.stricter),
        "basis": case.basis,
        "others": [_other_json(each) for each in case.others],
    }


def _other_json(other: Another) -> Json:
    return {"shown": other.shown, "clauses": cited_to_json(other.clauses)}


def decision_to_json(decision: Decision) -> Json:
    """What a document says to a case, as data."""
    return {
        "document": decision.document,
        "outcome": decision.outcome,
        "subject": decision.subject,
        "kind": decision.kind.value,
        "shown": decision.shown,
        "values": [json_value(value) for value in decision.values],
        "clauses": cited_to_json(decision.clauses),
        "asking": cited_to_json(decision.asking),
        "wanting": list(decision.wanting),
        "unasked": list(decision.unasked),
        "akin": list(decision.akin),
        "unlike": list(decision.unlike),
        "worded": dict(decision.worded),
        "defined_apart": list(decision.defined_apart),
        "following": list(decision.following),
        "because": list(decision.because),
        "readings": dict(decision.readings),
        "by_reading": list(decision.by_reading),
    }


def _alike_json(alike: Alike) -> Json:
    return {
        "outcome": alike.outcome,
        "documents": list(alike.documents),
        "held": alike.held,
        "sample": alike.sample,
        "result": alike.result,
        "clauses": cited_to_json(alike.clauses),
    }
