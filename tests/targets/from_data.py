"""A policy read back from its plan as data: whoever has only the JSON can decide as policyc does."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any as Anything

from policyc.core.conditions import (
    FALSE,
    TRUE,
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    FactRef,
    Op,
    Operand,
    OutcomeRef,
)
from policyc.core.norms import (
    Defeat,
    Fact,
    Modality,
    Norm,
    Outcome,
    Overlap,
    Policy,
    PriorityEffect,
    Reading,
    ReadingSort,
    Window,
)
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    Scale,
    ScaleType,
    Value,
    ValueType,
)

Json = dict[str, Anything]


def policy_of(data: Json) -> Policy:
    """The policy that a plan describes, as far as decisions go."""
    return _Reader(data).policy()


class _Reader:
    def __init__(self, data: Json) -> None:
        self.data = data
        self.facts = {each["key"]: each for each in data["facts"]}
        self.main = {q["outcome"]: q for q in data["questions"] if q["main"]}

    def policy(self) -> Policy:
        order = dict.fromkeys(self.data["questions"][k]["outcome"] for k in self.data["listing"])
        return Policy(
            name=self.data["document"],
            facts=tuple(
                Fact(f["name"], type_of(f), f["key"], value_of(f, f["harmless"]))
                for f in self.data["facts"]
            ),
            readings=tuple(
                Reading(
                    r["name"],
                    tuple(r["choices"]),
                    ReadingSort(r["sort"]),
                    tuple(map(PriorityEffect, r["effects"])),
                )
                for r in self.data["readings"]
            ),
            outcomes=tuple(self._outcome(self.main[name]) for name in order),
            norms=tuple(map(self._norm, self.data["norms"])),
            defeats=tuple(
                Defeat(self.data["norms"][d["norm"]]["id"], norm["id"])
                for norm in self.data["norms"]
                for d in norm["defeated_by"]
            ),
            effective=_day(self.data["effective"]),
        )

    def _outcome(self, q: Json) -> Outcome:
        return Outcome(
            name=q["outcome"],
            type=type_of(q),
            subject=q["subject"],
            overlap=Overlap(q["overlap"]),
            trigger=None if q["trigger"] is None else self._condition(q["trigger"]),
            none_value=value_of(q, q["none_value"]),
            given=self._name(q["official"]),
        )

    def _norm(self, norm: Json) -> Norm:
        q = self.main[norm["outcome"]]
        return Norm(
            id=norm["id"],
            outcome=norm["outcome"],
            values=tuple(known(q, value) for value in norm["values"]),
            condition=self._condition(norm["condition"]),
            modality=Modality(norm["modality"]),
            subject=norm["subject"],
            direct=norm["direct"],
            window=Window(_day(norm["window"]["start"]), _day(norm["window"]["end"])),
        )

    def _condition(self, logic: Json) -> Condition:
        match logic:
            case {"const": value}:
                return TRUE if value else FALSE
            case {"all": parts}:
                return All(tuple(map(self._condition, parts)))
            case {"any": parts}:
                return Any(tuple(map(self._condition, parts)))
            case {"reading": name, "by": branches}:
                by = tuple((choice, self._condition(part)) for choice, part in branches.items())
                return ByReading(name, by)
            case {"fact": key, "in": regions}:
                fact = self.facts[key]
                return _within(FactRef(fact["name"]), fact, regions)
            case {"outcome": name, "official": official, "in": regions}:
                operand = OutcomeRef(name, self._name(official))
                return _within(operand, self.main[name], regions)
            case _:
                raise AssertionError(logic)

    def _name(self, key: str | None) -> str | None:
        return None if key is None else self.facts[key]["name"]


def _within(operand: Operand, typed: Json, regions: list[int]) -> Condition:
    """No region is never, an open one always; both still unknown where the operand is."""
    chosen = [_inside(operand, typed, typed["regions"][k]) for k in regions]
    return Any(tuple(chosen)) if chosen else All(_both_ways(operand, typed))


def _inside(operand: Operand, typed: Json, region: Json) -> Condition:
    low, high = (value_of(typed, region[end]) for end in ("low", "high"))
    if low is not None and low == high:
        return Compare(operand, Op.EQ, low)
    parts: list[Condition] = []
    if low is not None:
        parts.append(Compare(operand, Op.GE if region["has_low"] else Op.GT, low))
    if high is not None:
        parts.append(Compare(operand, Op.LE if region["has_high"] else Op.LT, high))
    return All(tuple(parts)) if parts else Any(_both_ways(operand, typed))


def _both_ways(operand: Operand, typed: Json) -> tuple[Condition, Condition]:
    some: dict[str, Value] = {"date": date(2020, 1, 1), "int": 0, "real": Fraction(0)}
    value = some.get(typed["type"]) or value_of(typed, typed["regions"][0]["low"]) or 0
    return Compare(operand, Op.EQ, value), Compare(operand, Op.NE, value)


def type_of(typed: Json) -> ValueType:
    """The type of a fact or an outcome."""
    low, high = typed["minimum"], typed["maximum"]
    match typed["type"]:
        case "bool":
            return BoolType()
        case "int":
            return IntType(typed["unit"], low, high)
        case "real":
            bounds = (None if bound is None else Fraction(bound) for bound in (low, high))
            return RealType(typed["unit"], *bounds)
        case "date":
            return DateType()
        case "scale":
            return ScaleType(Scale(typed["key"], tuple(typed["values"])))
        case _:
            return ChoiceType(typed["key"], tuple(typed["values"]))


def known(typed: Json, value: Anything) -> Value:
    """A written value as a value of a type."""
    found = value_of(typed, value)
    assert found is not None
    return found


def value_of(typed: Json, value: Anything) -> Value | None:
    """A written value as a value of a type; ``None`` is unknown."""
    if value is None or typed["type"] not in ("real", "date"):
        return value
    return _day(value) if typed["type"] == "date" else Fraction(value)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
