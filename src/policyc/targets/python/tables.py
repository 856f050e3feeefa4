"""What a generated module says about its document: facts, norms, readings, questions."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from policyc.core.cone import cone_readings
from policyc.core.norms import Fact, Modality, ReadingSort
from policyc.core.types import (
    ChoiceType,
    IntType,
    RealType,
    ScaleType,
    listed_values,
    type_word,
)
from policyc.plan.conditions import AllOf, AnyOf, Bit, Choose, Const, Fed, Logic
from policyc.plan.plans import Plan, Question, Rule
from policyc.targets.common.lines import Line, filled, indented
from policyc.targets.common.questions import beaten_by, codes
from policyc.targets.python.literals import string, value, values


def facts_table(plan: Plan) -> list[Line]:
    """``FACTS``."""
    rows = [fact_row(found.fact, found.key) for found in plan.facts]
    return _tuple("FACTS: tuple[Fact, ...]", rows)


def fact_row(fact: Fact, key: str) -> list[Line]:
    """One fact, under its English name."""
    parts = [string(fact.name), string(key), string(type_word(fact.type))]
    match fact.type:
        case IntType(unit, low, high) | RealType(unit, low, high):
            bounds = (("unit", unit or None), ("minimum", low), ("maximum", high))
            parts += [f"{name}={value(item)}" for name, item in bounds if item is not None]
        case ScaleType(scale):
            parts.append(f"options={values(scale.steps)}")
        case ChoiceType(_, options):
            parts.append(f"options={values(options)}")
    if fact.harmless is not None:
        parts.append(f"harmless={value(fact.harmless)}")
    if fact.determined_by:
        parts.append(f"determined_by={string(fact.determined_by)}")
    return [Line(text) for text in filled("Fact(", parts, ")")]


def norms_table(plan: Plan) -> list[Line]:
    """``NORMS``: the number of a norm is its bit."""
    rows = []
    for bit, norm in enumerate(plan.policy.norms):
        cited = norm.citation or norm.id
        parts = [str(bit), string(norm.id), string(cited), string(norm.outcome)]
        parts += [string(norm.subject), string(norm.modality.value), values(norm.values)]
        optional = {
            "quote": string(norm.quote) if norm.quote else "",
            "direct": string(norm.direct) if norm.direct is not None else "",
            "stated_exception": _stated(norm.modality, norm.exception is not None),
            "decider": string(norm.decider) if norm.decider else "",
            "criterion": string(norm.criterion) if norm.criterion else "",
        }
        parts += [f"{name}={text}" for name, text in optional.items() if text]
        rows.append([Line(text, (bit,)) for text in filled("Norm(", parts, ")")])
    return _tuple("NORMS: tuple[Norm, ...]", rows)


def _stated(modality: Modality, stated: bool) -> str:
    return "True" if stated and modality is Modality.IN_PRINCIPLE_NOT else ""


def document_table(plan: Plan) -> list[Line]:
    """``DOCUMENT``: what the engine needs to know."""
    first, *dated = plan.periods
    starts = [value(period.start) for period in dated]
    windows = [f"{period.windows:#x}" for period in plan.periods]
    in_force = [repr(period.in_force) for period in plan.periods]
    pinned = [f"{string(name)}: {string(choice)}" for name, choice in plan.fixed.items()]
    assert first.start is None
    body = [
        Line("norms=NORMS,"),
        Line("readings=READINGS,"),
        *nested("questions=", [_question(plan, question) for question in plan.questions]),
        *(Line(text) for text in filled("starts=(", _closed(starts), "),")),
        *(Line(text) for text in filled("windows=(", _closed(windows), "),")),
        *(Line(text) for text in filled("in_force=(", _closed(in_force), "),")),
        Line(f"fixed={{{', '.join(pinned)}}},"),
    ]
    return [Line("DOCUMENT = Document("), *indented(body), Line(")")]


def readings_table(plan: Plan) -> list[Line]:
    """``READINGS``."""
    rows = []
    for reading in plan.readings:
        parts = [string(reading.name), values(reading.choices)]
        if reading.sort is ReadingSort.PRIORITY:
            parts.append(values(tuple(effect.value for effect in reading.effects)))
        rows.append([Line(text) for text in filled("Reading(", parts, ")")])
    return _tuple("READINGS: tuple[Reading, ...]", rows)


def _question(plan: Plan, question: Question) -> list[Line]:
    outcome = question.outcome
    steps = listed_values(outcome.type)
    overlap = string(outcome.overlap.value) + (f", {values(steps)}" if steps else "")
    rules = [_rule(plan, question, rule) for rule in question.rules]
    refs = [
        f"_Ref({ref.question}, {ref.offset}, {(1 << ref.width) - 1:#x})" for ref in question.refs
    ]
    numbers = {reading.name: k for k, reading in enumerate(plan.readings)}
    readings = [str(numbers[name]) for name in cone_readings(plan.policy, outcome.name)]
    body = [
        Line(f"{string(outcome.name)},"),
        Line(f"{string(question.key)},"),
        Line(f"{string(question.subject)},"),
        Line(f"_Overlap({overlap}),"),
        *nested("rules=", rules),
        Line(f"own={question.own},"),
        Line(f"trigger={_logic(plan, question, question.trigger_layout)},"),
    ]
    if refs:
        body += [Line(text) for text in filled("refs=(", _closed(refs), "),")]
    fed = [f"{value(item)}: {code}" for item, code in codes(plan, question).items()]
    if fed:
        body += [Line(text) for text in filled("codes={", fed, "},")]
    if outcome.none_value is not None:
        body.append(Line(f"none_value={value(outcome.none_value)},"))
    if readings:
        body.append(Line(f"readings=({', '.join(_closed(readings))}),"))
    return [Line("_Question("), *indented(body), Line(")")]


def _rule(plan: Plan, question: Question, rule: Rule) -> list[Line]:
    winners = [str(bit) for bit in beaten_by(plan, rule)]
    parts = [str(rule.bit), _logic(plan, question, rule.layout)]
    if winners:
        parts.append(f"beaten_by=({', '.join(_closed(winners))})")
    return [Line(text, (rule.bit,)) for text in filled("_Rule(", parts, ")")]


def _logic(plan: Plan, question: Question, logic: Logic) -> str:
    """A layout as the engine reads it: readings and upstream outcomes by their number."""

    def listed(parts: Iterable[Logic]) -> str:
        return ", ".join(_closed([_logic(plan, question, part) for part in parts]))

    match logic:
        case Const(held):
            return repr(held)
        case Bit(cell):
            return f"_Bit({question.cells[cell].position})"
        case Fed(outcome, given, regions):
            places = [(ref.outcome, ref.given) for ref in question.refs]
            return f"_Fed({places.index((outcome, given))}, {regions:#x})"
        case AllOf(parts):
            return f"_All(({listed(parts)}))"
        case AnyOf(parts):
            return f"_Any(({listed(parts)}))"
        case Choose(reading, branches):
            names = [each.name for each in plan.readings]
            return f"_Choose({names.index(reading)}, ({listed(branches)}))"
        case _:
            raise AssertionError(logic)


def _tuple(opening: str, rows: list[list[Line]]) -> list[Line]:
    return [*nested(f"{opening} = ", rows)[:-1], Line(")")]


def nested(opening: str, rows: list[list[Line]]) -> list[Line]:
    """``opening (row, row, ),``, each row on lines of its own."""
    found = [Line(f"{opening}(")]
    for row in rows:
        *head, last = indented(row)
        found += [*head, evolve(last, text=last.text + ",")]
    return [*found, Line("),")]


def _closed(items: list[str]) -> list[str]:
    """The items of a tuple: a single one needs its comma."""
    return [f"{items[0]},"] if len(items) == 1 else items
