"""What a generated ESM module says about its document: facts, norms, readings, questions."""

from __future__ import annotations

from attrs import evolve, frozen

from policyc.core.cone import cone_readings
from policyc.core.norms import Fact, Modality, Norm, ReadingSort
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    ScaleType,
    ValueType,
    listed_values,
    type_word,
)
from policyc.plan.conditions import AllOf, AnyOf, Bit, Choose, Const, Fed, Logic
from policyc.plan.plans import Plan, Question, Rule
from policyc.targets.common.lines import INDENT, Line, filled, indented
from policyc.targets.common.questions import beaten_by, codes
from policyc.targets.typescript.literals import Literals, string
from policyc.targets.typescript.words import BITS


@frozen
class Tables:
    """Writes the tables of one module."""

    plan: Plan
    literals: Literals

    # -- for everyone
    def facts(self) -> list[Line]:
        """``FACTS``."""
        rows = [self.fact_row(found.fact, found.key) for found in self.plan.facts]
        return _list("export const FACTS = _frozen(", rows)

    def fact_row(self, fact: Fact, key: str) -> list[Line]:
        """One fact, under its English name."""
        kind = fact.type
        number = kind if isinstance(kind, (IntType, RealType)) else None
        value = self.literals.value
        parts = {
            "name": string(fact.name),
            "key": string(key),
            "type": string(type_word(kind)),
            "unit": string(number.unit if number else ""),
            "minimum": value(number.minimum if number else None),
            "maximum": value(number.maximum if number else None),
            "options": self.literals.values(listed_values(kind)),
            "harmless": value(fact.harmless),
            "determinedBy": string(fact.determined_by or ""),
        }
        return [Line(text) for text in _object(parts)]

    def empty(self) -> list[Line]:
        """``_empty``: all facts, unknown, and always of one shape, which is quick to look into."""
        rows = [f"{INDENT * 2}{fact.key}: null," for fact in self.plan.facts]
        return [
            Line("function _empty() {"),
            Line(f"{INDENT}return {{"),
            *map(Line, rows),
            Line(f"{INDENT}}};"),
            Line("}"),
        ]

    def direct(self) -> list[Line]:
        """``_direct``: facts under their English names, each of its type, as ``_empty`` has them;
        anything else is left to the general way (null), which says what is wrong."""
        checks = []
        for number, fact in enumerate(self.plan.facts):
            test = _fits(fact.fact.type, number)
            checks += [
                f"x = given.{fact.key};",
                f"if (x === null || {test}) {{",
                f"{INDENT}f.{fact.key} = x;",
                f"{INDENT}left -= 1;",
                "}",
            ]
        return [
            Line("function _direct(given) {"),
            Line(f"{INDENT}const f = _empty();"),
            Line(f"{INDENT}let left = 0;"),
            Line(f"{INDENT}for (const _ in given) left += 1;"),
            *([Line(f"{INDENT}let x;")] if checks else []),
            *(Line(f"{INDENT}{check}") for check in checks),
            Line(f"{INDENT}return left === 0 ? f : null;"),
            Line("}"),
        ]

    def norms(self) -> list[Line]:
        """``NORMS``."""
        rows = [
            [Line(text, (bit,)) for text in _object(self._norm(bit, norm))]
            for bit, norm in enumerate(self.plan.policy.norms)
        ]
        return _list("export const NORMS = _frozen(", rows)

    def _norm(self, bit: int, norm: Norm) -> dict[str, str]:
        excepted = norm.modality is Modality.IN_PRINCIPLE_NOT and norm.exception is not None
        return {
            "bit": str(bit),
            "id": string(norm.id),
            "citation": string(norm.citation or norm.id),
            "outcome": string(norm.outcome),
            "subject": string(norm.subject),
            "modality": string(norm.modality.value),
            "values": self.literals.values(norm.values),
            "quote": string(norm.quote or ""),
            "direct": string(norm.direct or ""),
            "statedException": "true" if excepted else "false",
            "decider": string(norm.decider or ""),
            "criterion": string(norm.criterion or ""),
        }

    def readings(self) -> list[Line]:
        """``READINGS``; the effects are empty unless a reading is about which norm stands first."""
        rows = []
        for reading in self.plan.readings:
            of_priority = reading.sort is ReadingSort.PRIORITY
            effects = tuple(effect.value for effect in reading.effects) if of_priority else ()
            parts = {
                "name": string(reading.name),
                "choices": self.literals.values(reading.choices),
                "effects": self.literals.values(effects),
            }
            rows.append([Line(text) for text in _object(parts)])
        return _list("export const READINGS = _frozen(", rows)

    # -- for the engine
    def document(self) -> list[Line]:
        """``DOCUMENT``."""
        _, *dated = self.plan.periods
        count = len(self.plan.policy.norms)
        outside = [
            f"[{', '.join(str(bit) for bit in range(count) if not period.windows >> bit & 1)}]"
            for period in self.plan.periods
        ]
        in_force = ["true" if period.in_force else "false" for period in self.plan.periods]
        starts = [self.literals.value(period.start) for period in dated]
        pinned = [f"{string(name)}: {string(choice)}" for name, choice in self.plan.fixed.items()]
        questions = [self._question(question) for question in self.plan.questions]
        body = [
            Line("readings: READINGS,"),
            Line("questions: ["),
            *rows_of(questions),
            Line("],"),
            *(Line(text) for text in filled("starts: [", starts, "],")),
            *(Line(text) for text in filled("outside: [", outside, "],")),
            *(Line(text) for text in filled("inForce: [", in_force, "],")),
            Line(f"fixed: {{ {', '.join(pinned)} }}," if pinned else "fixed: {},"),
        ]
        return [Line("const DOCUMENT = new _Document({"), *indented(body), Line("});")]

    def _question(self, question: Question) -> list[Line]:
        outcome = question.outcome
        steps = self.literals.values(listed_values(outcome.type))
        numbers = {reading.name: k for k, reading in enumerate(self.plan.readings)}
        readings = [str(numbers[name]) for name in cone_readings(self.plan.policy, outcome.name)]
        refs = [
            f"{{ question: {r.question}, word: {r.offset // BITS}, words: {r.width // BITS} }}"
            for r in question.refs
        ]
        fed = [
            f"[{self.literals.value(item)}, {code}]"
            for item, code in codes(self.plan, question).items()
        ]
        rules = [self._rule(question, rule) for rule in question.rules]
        body = [
            Line(f"outcome: {string(outcome.name)},"),
            Line(f"key: {string(question.key)},"),
            Line(f"subject: {string(question.subject)},"),
            Line(f"overlap: new _Overlap({string(outcome.overlap.value)}, {steps}),"),
            Line("rules: ["),
            *rows_of(rules),
            Line("],"),
            Line(f"own: {question.own},"),
            Line(f"trigger: {self._logic(question, question.trigger_layout)},"),
            *(Line(text) for text in filled("refs: [", refs, "],")),
            *(Line(text) for text in filled("codes: new Map([", fed, "]),")),
            Line(f"noneValue: {self.literals.value(outcome.none_value)},"),
            Line(f"readings: [{', '.join(readings)}],"),
        ]
        return [Line("{"), *indented(body), Line("}")]

    def _rule(self, question: Question, rule: Rule) -> list[Line]:
        beaten = ", ".join(str(bit) for bit in beaten_by(self.plan, rule))
        parts = {
            "norm": str(rule.bit),
            "when": self._logic(question, rule.layout),
            "beatenBy": f"[{beaten}]",
        }
        return [Line(text, (rule.bit,)) for text in _object(parts)]

    def _logic(self, question: Question, logic: Logic) -> str:
        """A layout as the engine reads it: readings and upstream outcomes by their number."""
        match logic:
            case Const(held):
                return "true" if held else "false"
            case Bit(cell):
                return f"_bit({question.cells[cell].position})"
            case Fed(outcome, given, regions):
                places = [(ref.outcome, ref.given) for ref in question.refs]
                count = len(self.plan.outcomes[outcome].regions)
                inside = [str(k) for k in range(count) if regions >> k & 1]
                return f"_upstream({places.index((outcome, given))}, [{', '.join(inside)}])"
            case AllOf(parts):
                return self._joined("_all(", question, parts)
            case AnyOf(parts):
                return self._joined("_any(", question, parts)
            case Choose(reading, branches):
                names = [each.name for each in self.plan.readings]
                return self._joined(f"_choose({names.index(reading)}, ", question, branches)
            case _:
                raise AssertionError(logic)

    def _joined(self, opening: str, question: Question, parts: tuple[Logic, ...]) -> str:
        return f"{opening}{', '.join(self._logic(question, part) for part in parts)})"


def _fits(kind: ValueType, number: int) -> str:
    """That ``x`` is a value of the type of a fact, as it mostly comes."""
    match kind:
        case BoolType():
            return 'typeof x === "boolean"'
        case IntType():
            return "Number.isInteger(x)"
        case RealType():
            return "Number.isFinite(x)"
        case DateType():
            return "_isDay(x)"
        case ScaleType() | ChoiceType():
            return f"FACTS[{number}].options.includes(x)"


def _object(parts: dict[str, str]) -> list[str]:
    return filled("{ ", [f"{name}: {text}" for name, text in parts.items()], " }")


def _list(opening: str, rows: list[list[Line]]) -> list[Line]:
    return [Line(f"{opening}["), *rows_of(rows), Line("]);")]


def rows_of(rows: list[list[Line]]) -> list[Line]:
    """The items of a list, each on lines of its own."""
    found: list[Line] = []
    for row in rows:
        *head, last = indented(row)
        found += [*head, evolve(last, text=f"{last.text},")]
    return found
