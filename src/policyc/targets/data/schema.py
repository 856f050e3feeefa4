"""JSON Schema (2020-12) of a document's facts and of its results, as ``policyc eval`` reads and
writes them. Names are ASCII, titles Chinese; ``null`` is 未知 everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from policyc.core.norms import Fact, Modality, Overlap, Policy
from policyc.core.results import STATUS_QUO, Kind
from policyc.core.types import (
    BoolType,
    DateType,
    IntType,
    RealType,
    ValueType,
    listed_values,
    measured_in,
    show_value,
    type_word,
)
from policyc.plan.from_core import plan_of
from policyc.plan.plans import PlanFact, Question

Json = dict[str, object]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_EXACT_NUMBER = r"^-?[0-9]+(\.[0-9]+)?%?$|^-?[0-9]+/[0-9]+$"
_TEXT: Json = {"type": "string"}
_TEXTS: Json = {"type": "array", "items": _TEXT}


def schemas_to_json(policy: Policy, readings: Mapping[str, str] | None = None) -> Json:
    """Both schemas in one document: ``$defs/facts`` and ``$defs/result``; it validates facts."""
    facts, result = facts_schema(policy, readings), result_schema(policy, readings)
    return {
        "$schema": DIALECT,
        "$id": f"urn:policyc:{policy.name}",
        "title": policy.title or policy.name,
        "$ref": "#/$defs/facts",
        "$defs": {"facts": facts, "result": result},
    }


def facts_schema(policy: Policy, readings: Mapping[str, str] | None = None) -> Json:
    """What may be given about a case, by ASCII name. Nothing is required: what is missing is
    unknown."""
    return {
        "title": f"{policy.title or policy.name}：事实",
        "description": "没有写的和写 null 的都是未知。",
        "type": "object",
        "properties": {each.key: _fact(each) for each in plan_of(policy, readings).facts},
        "additionalProperties": False,
    }


def result_schema(policy: Policy, readings: Mapping[str, str] | None = None) -> Json:
    """What ``policyc eval --format json`` gives: every outcome, in the order of the document."""
    plan = plan_of(policy, readings)
    outcomes = [_outcome(plan.questions[number]) for number in plan.listing]
    return {
        "title": f"{policy.title or policy.name}：结论",
        "type": "object",
        "properties": {
            "document": {"const": policy.name},
            "as_of": {"type": ["string", "null"], "format": "date"},
            "outcomes": {
                "type": "array",
                "prefixItems": outcomes,
                "items": False,
                "minItems": len(outcomes),
            },
        },
        "required": ["document", "as_of", "outcomes"],
    }


def value_schema(kind: ValueType) -> Json:
    """A known value of a type."""
    match kind:
        case BoolType():
            return {"type": "boolean"}
        case DateType():
            return {"type": "string", "format": "date"}
        case IntType(_, low, high):
            return {"type": "integer", **_bounds(low, high)}
        case RealType(_, low, high):
            number = {"type": "number", **_bounds(_near(low), _near(high))}
            return {"anyOf": [number, {"type": "string", "pattern": _EXACT_NUMBER}]}
        case _:
            return {"enum": list(listed_values(kind))}


def _fact(each: PlanFact) -> Json:
    schema = value_schema(each.fact.type)
    return {
        "title": each.fact.name,
        "description": _about(each.fact),
        "anyOf": [schema, {"type": "null"}],
        "default": None,
    }


def _about(fact: Fact) -> str:
    told = {
        "": type_word(fact.type),
        "单位：": measured_in(fact.type),
        "统计期：": fact.window,
        "由谁认定：": fact.determined_by,
        "含义：": fact.definition,
        "依据：": fact.basis,
        "平常值：": "" if fact.harmless is None else show_value(fact.harmless, fact.type),
    }
    return "；".join(f"{word}{text}" for word, text in told.items() if text)


def _outcome(question: Question) -> Json:
    outcome = question.outcome
    one = value_schema(outcome.type)
    many: Json = {"type": "array", "items": one}
    chosen: Json = {"type": "array", "items": {"anyOf": [one, {"const": STATUS_QUO}]}}
    decided = many if outcome.overlap is Overlap.CUMULATIVE else one
    under: Json = {
        "type": "object",
        "properties": {
            "readings": _by_name(_TEXT),
            "kind": _kinds(),
            "value": {"anyOf": [one, many, {"type": "null"}]},
            "permitted": chosen,
            "norms": _TEXTS,
        },
        "required": ["readings", "kind", "value", "permitted", "norms"],
    }
    properties: Json = {
        "name": {"const": outcome.name},
        "alias": {"const": outcome.alias},
        "subject": {"const": question.subject},
        "label": _TEXT,
        "type": {"const": type_word(outcome.type)},
        "unit": _TEXT,
        "kind": _kinds(),
        "value": {"anyOf": [one, many, {"type": "null"}]},
        "permitted": chosen,
        "certain": many,
        "norms": {"type": "array", "items": _norm(one)},
        "missing": {"type": "array", "items": _missing()},
        "missing_is_smallest": {"const": False},
        "readings": _by_name(_TEXT),
        "by_reading": {"type": "array", "items": under},
        "flags": _TEXTS,
        "flag_codes": {"type": "array", "items": {"type": "string", "pattern": "^N[0-9]{2}$"}},
        "causes": {
            "type": "array",
            "items": {"type": "object", "properties": {"outcome": _TEXT, "kind": _kinds()}},
        },
    }
    optional = {"certain", "missing_is_smallest"}
    is_decided = {"properties": {"kind": {"const": Kind.DECIDED.value}}}
    is_conflict = {"properties": {"kind": {"const": Kind.CONFLICT.value}}}
    return {
        "title": outcome.name,
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "if": is_decided,
        "then": {"properties": {"value": decided}},
        "else": {
            "if": is_conflict,
            "then": {"properties": {"value": many}},
            "else": {"properties": {"value": {"type": "null"}}},
        },
    }


def _norm(value: Json) -> Json:
    return {
        "type": "object",
        "properties": {
            "citation": _TEXT,
            "quote": _TEXT,
            "modality": {"enum": [modality.value for modality in Modality]},
            "values": {"type": "array", "items": value},
            "force": {"type": ["boolean", "null"]},
            "defeated_by": _TEXTS,
        },
        "required": ["citation", "quote", "modality", "values", "force", "defeated_by"],
    }


def _missing() -> Json:
    names = ("fact", "alias", "type", "determined_by", "reason")
    return {"type": "object", "properties": dict.fromkeys(names, _TEXT), "required": list(names)}


def _kinds() -> Json:
    return {"enum": [kind.value for kind in Kind]}


def _by_name(schema: Json) -> Json:
    return {"type": "object", "additionalProperties": schema}


def _near(bound: object) -> object:
    """A bound as a number; one that no binary fraction equals is a hair's breadth off."""
    return None if bound is None else float(bound)  # type: ignore[arg-type]


def _bounds(low: object, high: object) -> Json:
    return {
        name: bound for name, bound in (("minimum", low), ("maximum", high)) if bound is not None
    }
