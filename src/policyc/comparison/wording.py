"""Norms, conditions and numbers of a cell in words, the text's own wherever they serve."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from policyc.comparison.life import gates
from policyc.comparison.texts import Text, at
from policyc.comparison.values import Entry
from policyc.core.conditions import (
    NEGATED,
    TRUE,
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    FactRef,
    Not,
    Op,
    OutcomeRef,
    facts_of,
    readings_of,
    walk,
)
from policyc.core.norms import Modality, Norm
from policyc.core.types import BoolType, ScaleType, Value, ValueType, show_value

_ITEMS = re.compile(r"\n?（一）")
BRIEF = 60
"""Characters up to which a condition is told; a longer one is read better in its clause."""
_STEPS = {Op.LT: "低于", Op.LE: "不高于", Op.GT: "高于", Op.GE: "不低于"}
"""How the operators are read where steps are compared."""


def condition_words(text: Text, condition: Condition) -> str:
    """A condition as a clause would say it; the readings that decide it are named at its end.

    What a reading joins with 且 or with 或者 is joined with 、, as the clause itself leaves it.
    """
    said = _words(text, condition, inner=False) or "任何情形"
    return f"{said}{readings_note(condition)}"


def readings_note(condition: Condition) -> str:
    """Which readings decide a condition, in brackets; empty for none."""
    readings = "".join(f"“{name}”" for name in dict.fromkeys(readings_of(condition)))
    return f"（{readings}有不同读法）" if readings else ""


def _words(text: Text, condition: Condition, *, inner: bool = True) -> str:
    """Empty for what always holds, or depends on nothing but a reading."""
    match condition:
        case Constant():
            return ""
        case Compare():
            return _atom(text, condition)
        case Not(Compare(operand, op, value)):
            return _atom(text, Compare(operand, NEGATED[op], value))
        case Not(part):
            said = _words(text, part)
            return f"非{said}" if said else ""
        case All(parts):
            return _row(text, parts, "，", inner=inner)
        case Any(parts):
            return _row(text, parts, "或者", inner=inner)
        case ByReading(_, branches):
            first = branches[0][1]
            if isinstance(first, (All, Any)) and _alike([part for _, part in branches]):
                return _row(text, first.parts, "、", inner=inner)
            if _is_guard(condition):
                return ""
            return _words(text, first, inner=inner)


def _row(text: Text, parts: Iterable[Condition], joint: str, *, inner: bool) -> str:
    said = list(dict.fromkeys(filter(None, (_words(text, part) for part in parts))))
    shown = joint.join(said)
    return f"（{shown}）" if inner and len(said) > 1 and joint != "、" else shown


def _alike(branches: Sequence[Condition]) -> bool:
    """Whether branches join the same parts, each in its own way."""
    parts = [part.parts for part in branches if isinstance(part, (All, Any))]
    return len(parts) == len(branches) and len(set(parts)) == 1


def _atom(text: Text, atom: Compare) -> str:
    policy, operand = text.policy, atom.operand
    if isinstance(operand, FactRef):
        fact = policy.fact(operand.name)
        name, kind, basis = fact.name, fact.type, fact.basis
    else:
        name, kind, basis = operand.outcome, policy.outcome(operand.outcome).type, ""
    if isinstance(kind, BoolType):
        holds = (atom.value is True) is (atom.op is Op.EQ)
        entered = not isinstance(operand, FactRef) and _is_way_in(text, name)
        return f"{'列为' * entered}{name}" if holds else f"非“{name}”"
    if isinstance(kind, ScaleType) and _is_given(text, atom):
        none, lightest = kind.scale.steps[:2]
        if (atom.op, atom.value) == (Op.GE, lightest):
            return f"{name}为任何一级"
        if (atom.op, atom.value) == (Op.LT, lightest):
            return f"{name}为{none}"
    word = _STEPS.get(atom.op, atom.op.value) if isinstance(kind, ScaleType) else atom.op.value
    quote = "".join(text.place(each).quote for each in basis.split("、") if each)
    return f"{name}{word}{number(atom.value, kind, quote)}"


def _is_way_in(text: Text, outcome: str) -> bool:
    return any(each.name == outcome for each in gates(text))


def _is_given(text: Text, atom: Compare) -> bool:
    """Whether a step is one that somebody gives, so that below the lightest there is none."""
    operand = atom.operand
    if not isinstance(operand, FactRef):
        return True
    given = any(outcome.given == operand.name for outcome in text.policy.outcomes)
    return given or text.policy.fact(operand.name).fed_by is not None


def case_words(text: Text, condition: Condition) -> str:
    """在何种情形, empty for 任何情形."""
    return "" if condition == TRUE else condition_words(text, condition)


def words(text: str) -> str:
    """Words of a text on one line."""
    return "".join(text.split("\n")).strip()


def opening(quote: str) -> str:
    """A clause up to the items that it lists, on one line."""
    start = _ITEMS.search(quote)
    return words(quote[: start.start()] if start and start.start() else quote)


def compared_words(text: str) -> str:
    """Words without blanks, points and closing marks: what counts when texts are compared."""
    return re.sub(r"[\s，。；：、,.;:“”\"]", "", text).removesuffix("的")


def effect_words(text: Text, norm: Norm) -> str:
    """What a norm gives: 列为 …, 整治级别定为 …; with its subject where the outcome has several.

    What is no list that a subject is put on, nor so called by the clause, is named alone.
    """
    outcome = text.policy.outcome(norm.outcome)
    force = "" if norm.modality is Modality.SHALL else norm.modality.value
    force += "" if norm.direct is None else "直接"
    if isinstance(outcome.type, BoolType):
        entered = _is_way_in(text, outcome.name) or f"列为{outcome.name}" in norm.quote
        holds = "" if norm.values == (True,) else "不"
        said = f"{force}{holds}{'列为' * entered}{outcome.name}"
    else:
        values = "或者".join(show_value(value, outcome.type) for value in norm.values)
        said = f"{outcome.name}{force}定为{values}"
    several = len({other.subject for other in text.norms_of(norm.outcome)}) > 1
    return f"{norm.subject}{said}" if several else said


def norm_entry(text: Text, norm: Norm) -> Entry:
    """A norm by the words of its clause; by its condition where one clause holds several."""
    if shares_clause(text, norm):
        said = f"{condition_words(text, norm.condition)}：{effect_words(text, norm)}"
    else:
        said = words(norm.quote) or condition_words(text, norm.condition)
    return Entry(said, (at(norm),), compared_words(said))


def shares_clause(text: Text, norm: Norm) -> bool:
    """Whether a clause gives several results, so that its words do not tell one from another."""
    given = {
        (other.outcome, other.values, other.subject)
        for other in text.policy.norms
        if other.citation == norm.citation
    }
    return len(given) > 1


# ------------------------------------------------------------------------------ numbers


@frozen
class Bound:
    """What a condition asks of one fact alone; ``readings`` are those under only some of whose
    choices it is asked."""

    condition: Condition
    readings: tuple[str, ...] = ()


def bounds(condition: Condition, fact: str, readings: tuple[str, ...] = ()) -> Iterator[Bound]:
    """The parts of a condition that speak of one fact alone, those that hold together as one.

    What is only denied together with other facts says nothing about one of them and is left out.
    """
    if _only(condition, fact):
        yield Bound(condition, readings)
        return
    match condition:
        case All(parts) | Any(parts):
            guards = [p.reading for p in parts if isinstance(p, ByReading) and _is_guard(p)]
            readings = tuple(dict.fromkeys((*readings, *guards)))
            own = [part for part in parts if _only(part, fact)]
            if len(own) > 1:
                yield Bound(type(condition)(tuple(own)), readings)
            for part in parts:
                if len(own) < 2 or part not in own:
                    yield from bounds(part, fact, readings)
        case ByReading(_, branches):
            yield from dict.fromkeys(
                each for _, part in branches for each in bounds(part, fact, readings)
            )
        case _:
            pass


def _is_guard(condition: ByReading) -> bool:
    """Whether it asks for nothing but a choice of its reading."""
    return all(isinstance(part, Constant) for _, part in condition.branches)


def _only(condition: Condition, fact: str) -> bool:
    found = [node for node in walk(condition) if isinstance(node, (Compare, Constant))]
    return bool(found) and all(
        isinstance(node, Compare) and node.operand == FactRef(fact) for node in found
    )


def bound_words(condition: Condition, kind: ValueType, quote: str = "") -> str:
    """A bound without the name of its fact: 不少于2年. ``quote`` tells how a ratio is written."""
    match condition:
        case Compare(_, op, value):
            return f"{op.value}{number(value, kind, quote)}"
        case Not(Compare(operand, op, value)):
            return bound_words(Compare(operand, NEGATED[op], value), kind, quote)
        case Not(part):
            return f"非（{bound_words(part, kind, quote)}）"
        case All(parts):
            return "，".join(bound_words(part, kind, quote) for part in parts)
        case Any(parts):
            return "或者".join(bound_words(part, kind, quote) for part in parts)
        case ByReading(reading, branches):
            said = [(choice, bound_words(part, kind, quote)) for choice, part in branches]
            others = [
                f"读作“{choice}”的，{each}" for choice, each in said[1:] if each != said[0][1]
            ]
            return f"{said[0][1]}（“{reading}”{'，'.join(others)}）" if others else said[0][1]
        case Constant(value):
            return "任何数" if value else "没有"


def number(value: Value, kind: ValueType, quote: str) -> str:
    """A number as the clause writes it where it is a ratio (1:20), else with its unit."""
    if isinstance(value, Fraction):
        for mark in (":", "："):
            ratio = f"{value.numerator}{mark}{value.denominator}"
            if value.denominator > 1 and ratio in quote:
                return ratio.replace("：", ":")
    return show_value(value, kind)


def is_enough(part: Condition, condition: Condition) -> bool:
    """Whether a condition holds where a part of it does, however the text is read."""
    match condition:
        case Any(parts):
            return any(is_enough(part, each) for each in parts)
        case ByReading(_, branches):
            return part == condition or all(is_enough(part, each) for _, each in branches)
        case _:
            return part == condition


def rests_on_more(condition: Condition, fact: str) -> bool:
    """Whether anything but one fact is asked for."""
    return any(name != fact for name in facts_of(condition)) or any(
        isinstance(node, Compare) and isinstance(node.operand, OutcomeRef)
        for node in walk(condition)
    )
