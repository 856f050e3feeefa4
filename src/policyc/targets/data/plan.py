"""The plan as data: everything that a decision depends on, for a program that decides itself.

The format is described in ``docs/plan-format.md``. Numbers are exact: one that is no integer is
written as text (``"0.95"``, ``"1/3"``), never as a binary fraction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from policyc import __version__
from policyc.core.norms import Norm, Policy
from policyc.core.types import IntType, RealType, Value, ValueType, listed_values
from policyc.findings.finding import value_to_json
from policyc.plan.conditions import AllOf, AnyOf, Bit, Choose, Const, Fed, Logic, Within
from policyc.plan.from_core import plan_of
from policyc.plan.partitions import Mask, Partition, Region
from policyc.plan.plans import Period, Plan, Question

Json = dict[str, object]
FORMAT = "policyc-plan/1"


def plan_to_json(policy: Policy, readings: Mapping[str, str] | None = None) -> Json:
    """The plan of a well-formed policy; ``readings`` are fixed for good."""
    plan = plan_of(policy, readings)
    conditions = {rule.bit: rule.condition for q in plan.questions for rule in q.rules}
    return {
        "format": FORMAT,
        "compiler": __version__,
        "document": policy.name,
        "title": policy.title,
        "issuer": policy.issuer,
        "effective": _date(policy.effective),
        "fixed_readings": dict(plan.fixed),
        "facts": [
            {
                "key": each.key,
                "name": each.fact.name,
                **type_to_data(each.fact.type),
                "harmless": exact(each.fact.harmless),
                "determined_by": each.fact.determined_by,
                "regions": _regions(each.partition),
            }
            for each in plan.facts
        ],
        "readings": [
            {
                "name": reading.name,
                "choices": list(reading.choices),
                "sort": reading.sort.value,
                "effects": [effect.value for effect in reading.effects],
                "basis": reading.basis,
            }
            for reading in plan.readings
            if reading.name not in plan.fixed
        ],
        "questions": [_question(plan, question) for question in plan.questions],
        "listing": list(plan.listing),
        "norms": [
            _norm(plan, bit, norm, conditions.get(bit, Const(False)))
            for bit, norm in enumerate(policy.norms)
        ],
        "periods": [_period(period, len(policy.norms)) for period in plan.periods],
        "axioms": [
            {"name": axiom.name, "basis": axiom.basis, "condition": _logic(plan, condition)}
            for axiom, condition in plan.axioms
        ],
    }


def type_to_data(kind: ValueType) -> Json:
    """A type by an English word, with its unit, bounds (both inclusive) and values in order."""
    unit, low, high = "", None, None
    if isinstance(kind, (IntType, RealType)):
        unit, low, high = kind.unit, kind.minimum, kind.maximum
    return {
        "type": type(kind).__name__.removesuffix("Type").lower(),
        "unit": unit,
        "minimum": exact(low),
        "maximum": exact(high),
        "values": list(listed_values(kind)),
    }


def exact(value: Value | None) -> bool | int | str | None:
    """A value as JSON that keeps it exact: integers as numbers, other numbers and days as text."""
    return None if value is None else value_to_json(value)


def _question(plan: Plan, question: Question) -> Json:
    outcome = question.outcome
    return {
        "key": question.key,
        "outcome": outcome.name,
        "subject": question.subject,
        "main": question.subject == outcome.subject,
        **type_to_data(outcome.type),
        "regions": _regions(plan.outcomes[outcome.name]),
        "overlap": outcome.overlap.value,
        "overlap_basis": outcome.overlap_basis,
        "trigger": _logic(plan, question.trigger),
        "trigger_citation": outcome.trigger_citation,
        "trigger_quote": outcome.trigger_quote,
        "official": _key(plan, outcome.given),
        "none_value": exact(outcome.none_value),
        "upstream": [
            {"question": ref.question, "official": _key(plan, ref.given)} for ref in question.refs
        ],
        "norms": [rule.bit for rule in question.rules[: question.own]],
    }


def _norm(plan: Plan, bit: int, norm: Norm, condition: Logic) -> Json:
    bits = {each.id: number for number, each in enumerate(plan.policy.norms)}
    return {
        "bit": bit,
        "id": norm.id,
        "citation": norm.citation,
        "quote": norm.quote,
        "outcome": norm.outcome,
        "subject": norm.subject,
        "modality": norm.modality.value,
        "values": [exact(value) for value in norm.values],
        "condition": _logic(plan, condition),
        "direct": norm.direct,
        "decider": norm.decider,
        "criterion": norm.criterion,
        "window": {"start": _date(norm.window.start), "end": _date(norm.window.end)},
        "defeated_by": [
            {"norm": bits[defeat.winner], "basis": defeat.basis}
            for defeat in plan.policy.defeats
            if defeat.loser == norm.id
        ],
    }


def _logic(plan: Plan, logic: Logic) -> Json:
    match logic:
        case Const(value):
            return {"const": value}
        case Within(fact, regions):
            return {"fact": plan.fact(fact).key, "in": _numbers(regions)}
        case Fed(outcome, given, regions):
            return {"outcome": outcome, "official": _key(plan, given), "in": _numbers(regions)}
        case AllOf(parts):
            return {"all": [_logic(plan, part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_logic(plan, part) for part in parts]}
        case Choose(reading, branches):
            choices = plan.policy.reading(reading).choices
            by = {c: _logic(plan, part) for c, part in zip(choices, branches, strict=True)}
            return {"reading": reading, "by": by}
        case Bit():
            raise AssertionError("cells are a matter of generated programs")


def _numbers(regions: Mask) -> list[int]:
    return [k for k in range(regions.bit_length()) if regions >> k & 1]


def _regions(partition: Partition) -> list[Json]:
    return [_region(region) for region in partition.regions]


def _region(region: Region) -> Json:
    return {
        "low": exact(region.low),
        "has_low": region.has_low,
        "high": exact(region.high),
        "has_high": region.has_high,
    }


def _period(period: Period, norms: int) -> Json:
    return {
        "start": _date(period.start),
        "in_force": period.in_force,
        "norms": [bit for bit in range(norms) if period.windows >> bit & 1],
    }


def _key(plan: Plan, fact: str | None) -> str | None:
    return None if fact is None else plan.fact(fact).key


def _date(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
