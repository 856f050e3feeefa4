"""Reads ``conformance.toml``: rows of the table as policies of the core, with their cases.

The notation is described at the head of the table. Back ends use ``rows()`` and compile
``row.policy`` their own way; ``case.facts`` are still raw input, as a user would write it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any as Anything

from attrs import Factory, evolve, frozen

from policyc.core.conditions import (
    FALSE,
    TRUE,
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    FactRef,
    Not,
    Op,
    Operand,
    OutcomeRef,
)
from policyc.core.norms import (
    Axiom,
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
from policyc.source.numerals import parse_date, parse_number

TABLE = Path(__file__).with_name("conformance.toml")


@frozen
class Expected:
    """A kind of result by its Chinese name, with its values or what is permitted."""

    kind: str
    values: frozenset[Value] = frozenset()


@frozen
class TableCase:
    """One case of a row. Everything not written in the table is empty."""

    name: str
    facts: dict[str, str]
    as_of: date | None = None
    readings: dict[str, str] = Factory(dict)
    expect: Expected | None = None
    also: dict[tuple[str, str], Expected] = Factory(dict)
    missing: list[str] = Factory(list)
    by_reading: dict[frozenset[tuple[str, str]], Expected] = Factory(dict)
    in_force: list[str] = Factory(list)
    defeated: list[str] = Factory(list)
    causes: dict[str, str] = Factory(dict)
    flags: list[str] = Factory(list)
    error: str = ""
    at: str = ""


@frozen
class Row:
    """One row: a policy, the outcome that is asked, and cases, or a compile error."""

    id: str
    title: str
    policy: Policy
    outcome: str
    cases: tuple[TableCase, ...]
    error: str = ""
    shows: tuple[str, ...] = ()


def rows() -> list[Row]:
    """All rows of the table."""
    data = tomllib.loads(TABLE.read_text("utf-8"))
    return [_row(row) for row in data["row"]]


def _row(data: Mapping[str, Anything]) -> Row:
    reader = _Reader()
    for text in data.get("readings", ()):
        reader.reading(text)
    for text in data.get("facts", ()):
        reader.fact(text)
    single = {"name": "级别", **{k: data[k] for k in ("type", "overlap", "trigger") if k in data}}
    outcomes = data.get("outcomes", [single])
    for outcome in outcomes:
        reader.outcome(outcome)
    norms = [reader.norm(n if isinstance(n, dict) else {"norm": n}) for n in data["norms"]]
    axioms = [text.split(": ", 1) for text in data.get("axioms", ())]
    asked_outcomes = tuple(reader.with_triggers())
    read_axioms = tuple(Axiom(name, reader.condition(text)) for name, text in axioms)
    effective = data.get("effective", date(2000, 1, 1))
    policy = Policy(
        name=f"row{data['id']}",
        facts=tuple(reader.facts.values()),
        readings=tuple(reader.readings.values()),
        outcomes=asked_outcomes,
        norms=tuple(norms),
        defeats=tuple(Defeat(*text.split(" > ")) for text in data.get("defeats", ())),
        axioms=read_axioms,
        effective=effective or None,
    )
    asked = asked_outcomes[-1].name
    return Row(
        id=data["id"],
        title=data["title"],
        policy=policy,
        outcome=asked,
        cases=tuple(_case(policy, asked, case) for case in data.get("case", ())),
        error=data.get("error", ""),
        shows=tuple(data.get("shows", ())),
    )


def _case(policy: Policy, asked: str, data: Mapping[str, Anything]) -> TableCase:
    kind = policy.outcome(asked).type
    by_reading = [text.split(" -> ") for text in data.get("by_reading", ())]
    also = {}
    for text in data.get("also", ()):
        place, result = text.split(": ", 1)
        name, _, subject = place.partition("@")
        outcome = policy.outcome(name)
        also[name, subject or outcome.subject] = _expected(outcome.type, result)
    return TableCase(
        name=data.get("name", data["facts"]),
        facts={k: "未知" if v == "?" else v for k, v in _pairs(data["facts"]).items()},
        as_of=data.get("as_of"),
        readings=_pairs(data.get("fix", "")),
        expect=_expected(kind, data["expect"]) if "expect" in data else None,
        also=also,
        missing=data.get("missing", "").split(),
        by_reading={frozenset(_pairs(k).items()): _expected(kind, v) for k, v in by_reading},
        in_force=data.get("in_force", "").split(),
        defeated=data.get("defeated", "").split(),
        causes=_pairs(data.get("causes", "")),
        flags=data.get("flags", []),
        error=data.get("error", ""),
        at=data.get("at", ""),
    )


def _pairs(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split())


def _expected(kind: ValueType, text: str) -> Expected:
    name, *values = text.split()
    return Expected(name, frozenset(_value(kind, value) for value in values))


def _value(kind: ValueType, text: str) -> Value:
    match kind:
        case BoolType():
            return {"是": True, "否": False}[text]
        case IntType():
            return int(text)
        case RealType():
            return Fraction(parse_number(text))
        case DateType():
            return parse_date(text)
        case _:
            return text


def _type(text: str) -> ValueType:
    name, *rest = text.split()
    match name:
        case "布尔":
            return BoolType()
        case "整数":
            low, high = _range(rest)
            return IntType(_unit(rest), low, high)
        case "小数":
            lowest, highest = _range(rest)
            return RealType(_unit(rest), _fraction(lowest), _fraction(highest))
        case "百分比":
            return RealType("%", Fraction(0), Fraction(1))
        case "日期":
            return DateType()
        case "级别":
            return ScaleType(Scale("级别", tuple(rest[0].split("<"))))
        case "选项":
            return ChoiceType("选项", tuple(rest[0].split("、")))
    raise ValueError(text)


def _unit(rest: list[str]) -> str:
    return rest[0] if rest and ".." not in rest[0] else ""


def _range(rest: list[str]) -> tuple[int | None, int | None]:
    low, _, high = rest[-1].partition("..") if rest and ".." in rest[-1] else ("", "", "")
    return int(low) if low else None, int(high) if high else None


def _fraction(number: int | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _harmless(kind: ValueType) -> Value | None:
    match kind:
        case BoolType():
            return False
        case IntType(_, low, _) | RealType(_, low, _):
            return low
        case ScaleType(scale):
            return scale.steps[0]
        case _:
            return None


_PRIORITY = ("替代", "下限", "仅免程序")
_EFFECTS = (PriorityEffect.REPLACE, PriorityEffect.FLOOR, PriorityEffect.PROCEDURE)
_MODALITIES = {"可以": Modality.MAY, "应当视情": Modality.SHALL_CHOOSE, "不得": Modality.MUST_NOT}
_MODALITIES["原则上不得"] = Modality.IN_PRINCIPLE_NOT
_OPS = {"=": Op.EQ, "!=": Op.NE, "<": Op.LT, "<=": Op.LE, ">": Op.GT, ">=": Op.GE}
_TOKEN = re.compile(r"\s*(?:([()\[\]|])|(!=|<=|>=|=|<|>)|([^\s()\[\]|=<>!]+))")


class _Reader:
    """Reads the parts of one row. A name that is not declared becomes a boolean fact."""

    def __init__(self) -> None:
        self.facts: dict[str, Fact] = {}
        self.readings: dict[str, Reading] = {}
        self.outcomes: dict[str, Outcome] = {}
        self._triggers: dict[str, str | bool] = {}
        self._tokens: list[str] = []

    def reading(self, text: str) -> None:
        name, choices = text.split(": ")
        if choices == "优先":
            found = Reading(name, _PRIORITY, ReadingSort.PRIORITY, _EFFECTS)
        else:
            found = Reading(name, tuple(choices.split("、")))
        self.readings[name] = found

    def fact(self, text: str) -> None:
        name, written = text.split(": ")
        official = written.endswith(" 认定")
        kind = _type(written.removesuffix(" 认定"))
        self.facts[name] = Fact(name, kind, harmless=None if official else _harmless(kind))

    def outcome(self, data: Mapping[str, Anything]) -> None:
        kind = _type(data.get("type", "级别 a<b<c"))
        none = data.get("none")
        name = data["name"]
        self.outcomes[name] = Outcome(
            name,
            kind,
            overlap=Overlap(data.get("overlap", "未规定")),
            none_value=None if none is None else _value(kind, none),
        )
        self._triggers[name] = data.get("trigger", "真")

    def with_triggers(self) -> Iterator[Outcome]:
        """The outcomes, now that every name in a trigger can be read."""
        for name, outcome in self.outcomes.items():
            trigger = self._triggers[name]
            owed = self.condition(trigger) if isinstance(trigger, str) else None
            yield evolve(outcome, trigger=owed)

    def norm(self, data: Mapping[str, Anything]) -> Norm:
        head, effect = data["norm"].split(" -> ")
        name, condition = head.split(": ", 1)
        outcome = next(iter(self.outcomes))
        if "=" in effect:
            outcome, effect = effect.split("=")
        *word, values = effect.split()
        kind = self.outcomes[outcome].type
        exception = data.get("except")
        return Norm(
            id=name,
            outcome=outcome,
            values=tuple(_value(kind, value) for value in values.split("、")),
            condition=self.condition(condition),
            modality=_MODALITIES[word[0]] if word else Modality.SHALL,
            subject=data.get("subject", "地区"),
            exception=None if exception is None else self.condition(exception),
            direct=data.get("direct"),
            competent=data.get("competent", True),
            window=Window(data.get("from"), data.get("until")),
        )

    # Conditions: 或 binds loosest, then 且, then 非.

    def condition(self, text: str) -> Condition:
        self._tokens = [a or b or c for a, b, c in _TOKEN.findall(text)]
        found = self._either()
        assert not self._tokens, f"{text}: {self._tokens}"
        return found

    def _next(self) -> str:
        return self._tokens.pop(0)

    def _at(self, token: str) -> bool:
        return bool(self._tokens) and self._tokens[0] == token

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._at("或"):
            self._next()
            parts.append(self._both())
        return Any(tuple(parts)) if len(parts) > 1 else parts[0]

    def _both(self) -> Condition:
        parts = [self._atom()]
        while self._at("且"):
            self._next()
            parts.append(self._atom())
        return All(tuple(parts)) if len(parts) > 1 else parts[0]

    def _atom(self) -> Condition:
        token = self._next()
        match token:
            case "非":
                return Not(self._atom())
            case "真":
                return TRUE
            case "假":
                return FALSE
            case "(":
                found = self._either()
                assert self._next() == ")"
                return found
            case "[":
                return self._by_reading()
            case _:
                return self._comparison(token)

    def _by_reading(self) -> Condition:
        reading = self.readings[self._next()]
        branches = []
        while True:
            choice = self._next().removesuffix(":")
            branches.append((choice, self._either()))
            if self._next() == "]":
                return ByReading(reading.name, tuple(branches))

    def _comparison(self, name: str) -> Condition:
        operand: Operand
        if name.startswith("$"):
            outcome, _, given = name[1:].partition("/")
            operand, kind = OutcomeRef(outcome, given or None), self.outcomes[outcome].type
        else:
            declared = self.facts.setdefault(name, Fact(name))
            operand, kind = FactRef(name), declared.type
        if not self._tokens or self._tokens[0] not in _OPS:
            return Compare(operand, Op.EQ, True)
        op = _OPS[self._next()]
        return Compare(operand, op, _value(kind, self._next()))
