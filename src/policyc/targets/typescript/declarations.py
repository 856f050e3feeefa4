"""The declarations of a generated ESM module: the types of its facts, outcomes and functions."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    ScaleType,
    ValueType,
    listed_values,
)
from policyc.plan.plans import Plan, PlanFact, Question
from policyc.targets.common.lines import INDENT, Line, filled, lines
from policyc.targets.common.module import runtime_text
from policyc.targets.common.questions import camel, title
from policyc.targets.typescript.literals import string
from policyc.targets.typescript.names import Names, unlike
from policyc.targets.typescript.runtime import LIVES_TYPES, TYPES

_RUNTIME = "policyc.targets.typescript.runtime"
_TAKEN = frozenset(
    {"Asked", "Cause", "Change", "CheckedFacts", "DateError", "Day", "Decimal", "Decision"}
    | {"End", "Evaluation", "Fact", "FactError", "FactType", "Facts", "Fraction", "Kind"}
    | {"Life", "LifeAsked", "LifeEvent", "Modality", "Norm", "Outcomes", "Problem", "Reading"}
    | {"ReadingError", "Readings", "Result", "State", "Step", "Term", "Trace", "Truth"}
    | {"UnderReading", "Value", "Verdict", "Views", "Whole"}
)


@define
class Declarations:
    """Writes the declarations; scales and choices get names, each once."""

    plan: Plan
    names: Names
    _named: dict[tuple[str, ...], str] = field(factory=dict)

    def lines(self) -> list[Line]:
        """All of them, those of the runtime first."""
        facts = [*self._facts(), *self._outcomes(), *self._readings()]
        functions = [line for q in self.plan.questions for line in self._function(q)]
        named = [
            Line(text)
            for options, name in self._named.items()
            for text in _union(f"export type {name} =", options)
        ]
        common = lines(runtime_text(_RUNTIME, TYPES))
        if self.plan.policy.lifecycles:
            common += [Line(""), *lines(runtime_text(_RUNTIME, LIVES_TYPES))]
        return [*common, Line(""), *named, Line(""), *facts, *functions]

    # -- types
    def type_name(self, kind: ValueType, key: str) -> str:
        """The type of a value; a new scale takes its name from a key."""
        match kind:
            case BoolType():
                return "boolean"
            case IntType():
                return "Whole"
            case RealType():
                return "Decimal"
            case DateType():
                return "Day"
            case ScaleType() | ChoiceType():
                return self._of_options(listed_values(kind), key)

    def _of_options(self, options: tuple[str, ...], key: str) -> str:
        if not options:
            return "string"
        if options not in self._named:
            rows = [self.names.row(question) for question in self.plan.questions]
            self._named[options] = unlike(camel(key), [*_TAKEN, *rows, *self._named.values()])
        return self._named[options]

    def _facts(self) -> list[Line]:
        """The facts of a case, by either name, and as ``checkFacts`` gives them back."""
        given, checked = [], []
        for fact in self.plan.facts:
            kind = f"{self._kind(fact)} | null"
            given += [f"{fact.key}?: {kind}; // {fact.fact.name}"]
            if fact.fact.name != fact.key:
                given += [f"{string(fact.fact.name)}?: {kind};"]
            checked += [f"{fact.key}: {kind};"]
        return [
            *_interface("一个案件的事实，用英文名或中文名。", "Facts", given),
            *_interface("每个英文名各有一个值，null 为未知。", "CheckedFacts", checked),
        ]

    def _kind(self, fact: PlanFact) -> str:
        return self.type_name(fact.fact.type, fact.key)

    def _outcomes(self) -> list[Line]:
        rows = []
        for outcome in self.plan.policy.outcomes:
            question = self.plan.question_of(outcome.name)
            kind = self.type_name(outcome.type, question.key)
            for name in dict.fromkeys((outcome.name, question.key)):
                rows.append(f"{string(name)}: {kind};")
        return _interface("各结论的值，用中文名或英文名。", "Outcomes", rows)

    def _readings(self) -> list[Line]:
        rows = [
            line
            for reading in self.plan.readings
            for line in _union(f"{string(reading.name)}?:", reading.choices)
        ]
        return _interface("各种读法怎样取。", "Readings", rows)

    # -- functions
    def _function(self, question: Question) -> list[Line]:
        row = self.names.row(question)
        name = self.names.function(question)
        keys = [self.plan.fact(fact) for fact in question.facts]
        rows = [f"{fact.key}?: {self._kind(fact)} | null; // {fact.fact.name}" for fact in keys]
        parameters = [f"f: Readonly<{row}>"] if rows else []
        for ref in question.refs:
            upstream = self.plan.questions[ref.question]
            kind = self.type_name(upstream.outcome.type, upstream.key)
            act = f"{kind} | " if ref.given is not None else ""
            parameters.append(f"{self.names.parameter(question, ref)}?: {act}Result<{kind}> | null")
        answer = self.type_name(question.outcome.type, question.key)
        opening = f"export function {name}("
        shown = filled(opening, [*parameters, "v?: Views"], f"): Result<{answer}>;")
        return [
            *(_interface(f"{name} 所用的事实。", row, rows) if rows else []),
            Line(f"/** {title(question).replace('*/', '*／')} */"),
            *map(Line, shown),
            Line(""),
        ]


def _interface(say: str, name: str, rows: Iterable[str]) -> list[Line]:
    inner = [Line(f"{INDENT}{row}") for row in rows]
    return [Line(f"/** {say} */"), Line(f"export interface {name} {{"), *inner, Line("}"), Line("")]


def _union(opening: str, options: tuple[str, ...]) -> list[str]:
    return [f"{opening} {' | '.join(string(option) for option in options)};"]
