"""Values and types as people and programs read them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    ScaleType,
    Value,
    ValueType,
    listed_values,
    show_value,
    type_word,
)
from policyc.findings.finding import value_to_json

Json = dict[str, object]
"""Plain data, ready to be written as JSON."""


def json_value(value: Value | None) -> bool | int | float | str | None:
    """A value as JSON: decimals as numbers where a number is exact, else as text."""
    if value is None:
        return None
    if isinstance(value, Fraction) and value.denominator != 1:
        near = float(value)
        if Fraction(repr(near)) == value:
            return near
    return value_to_json(value)


def show_values(values: Iterable[Value], kind: ValueType, joint: str = "、") -> str:
    """Several values in a row, as a drafter writes them."""
    return joint.join(show_value(value, kind) for value in values)


def type_to_json(kind: ValueType) -> Json:
    """A type as data: its keyword, unit, bounds, and its steps or options in order."""
    unit, low, high = "", None, None
    if isinstance(kind, (IntType, RealType)):
        unit, low, high = kind.unit, kind.minimum, kind.maximum
    return {
        "type": type_word(kind),
        "unit": unit,
        "minimum": json_value(low),
        "maximum": json_value(high),
        "options": list(listed_values(kind)),
    }


def show_domain(kind: ValueType) -> str:
    """What a person may fill in for a type."""
    match kind:
        case BoolType():
            return "是 / 否"
        case DateType():
            return "日期"
        case IntType() | RealType():
            words = [type_word(kind)]
            if kind.unit and kind.unit != "%":
                words.append(kind.unit)
            return "，".join([" ".join(words), *_bounds(kind)])
        case ScaleType(scale):
            return " < ".join(scale.steps)
        case ChoiceType(_, options):
            return "、".join(options)


def _bounds(kind: IntType | RealType) -> list[str]:
    words = []
    if kind.minimum is not None:
        words.append(f"不少于 {show_value(kind.minimum, kind)}")
    if kind.maximum is not None:
        words.append(f"不超过 {show_value(kind.maximum, kind)}")
    return words
