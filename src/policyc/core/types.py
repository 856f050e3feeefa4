"""Types and values of facts and outcomes.

A value is a plain Python object: ``bool``, ``int``, an exact ``Fraction``, a ``date``, or a
``str`` naming a step of a scale or an option of a choice. ``None`` stands for *unknown* and is
never a value. Floats do not occur: rates and percentages are exact.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

Value: TypeAlias = bool | int | Fraction | date | str


@frozen
class Scale:
    """An ordered scale (级别/程度), from the lightest step to the gravest."""

    name: str
    steps: tuple[str, ...]

    def rank(self, step: str) -> int:
        """Position of a step, 0 for the lightest; ``ValueError`` for a foreign step."""
        return self.steps.index(step)


@frozen
class BoolType:
    """布尔: 是 or 否."""


@frozen
class IntType:
    """整数 with a unit; both bounds are inclusive."""

    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None


@frozen
class RealType:
    """小数/百分比, exact, with a unit; both bounds are inclusive."""

    unit: str = ""
    minimum: Fraction | None = None
    maximum: Fraction | None = None


@frozen
class DateType:
    """日期, a calendar day."""


@frozen
class ScaleType:
    """A step of an ordered scale."""

    scale: Scale


@frozen
class ChoiceType:
    """选项: one of several unordered options, such as ways to dispose of a case."""

    name: str
    options: tuple[str, ...]


ValueType: TypeAlias = BoolType | IntType | RealType | DateType | ScaleType | ChoiceType


def type_word(kind: ValueType) -> str:
    """The keyword of a type."""
    match kind:
        case BoolType():
            return "布尔"
        case IntType():
            return "整数"
        case RealType(unit):
            return "百分比" if unit == "%" else "小数"
        case DateType():
            return "日期"
        case ScaleType():
            return "级别"
        case ChoiceType():
            return "选项"


def sort_key(kind: ValueType, value: Value) -> Fraction:
    """A number that orders values of one type (steps by rank, options as declared)."""
    return Fraction(order(kind, value))


def order(kind: ValueType, value: Value) -> int | Fraction:
    """The same number as it comes, for comparing many values."""
    match kind:
        case ScaleType(scale):
            return scale.rank(str(value))
        case ChoiceType(_, options):
            return options.index(str(value))
        case DateType():
            assert isinstance(value, date)
            return value.toordinal()
        case _:
            assert not isinstance(value, (str, date))
            return value


def is_ordered(kind: ValueType) -> bool:
    """Whether 高于/低于 make sense for the type."""
    return not isinstance(kind, (BoolType, ChoiceType))


def listed_values(kind: ValueType) -> tuple[str, ...]:
    """The values that a type names: the steps of a scale, the lightest first, or the options; none
    for every other type."""
    match kind:
        case ScaleType(scale):
            return scale.steps
        case ChoiceType(_, options):
            return options
        case _:
            return ()


def measured_in(kind: ValueType | None) -> str:
    """The unit of a number, ``%`` of a percentage, empty for everything else."""
    return kind.unit if isinstance(kind, (IntType, RealType)) else ""


def show_value(value: Value | None, kind: ValueType | None = None) -> str:
    """The value as a drafter writes it; units are added where the type has one."""
    unit = measured_in(kind)
    match value:
        case None:
            return "未知"
        case bool():
            return "是" if value else "否"
        case int() if not isinstance(kind, RealType):
            return f"{value}{unit}"
        case int() | Fraction():
            return _show_number(Fraction(value), unit)
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case _:
            return value


def _show_number(value: Fraction, unit: str) -> str:
    """Exactly. A share is stored as a part of one and shown in percent where that terminates."""
    if unit != "%":
        return f"{_decimal(value)}{unit}"
    percent = _decimal(value * 100)
    return _decimal(value) if "/" in percent else f"{percent}%"


def _decimal(value: Fraction) -> str:
    """A terminating decimal where there is one, else the exact ratio."""
    digits, rest = 0, value.denominator
    while rest % 2 == 0 or rest % 5 == 0:
        digits += 1
        rest //= 10 if rest % 10 == 0 else 2 if rest % 2 == 0 else 5
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    shown = f"{abs(value.numerator) * 10**digits // value.denominator:0{digits + 1}d}"
    whole, part = shown[: len(shown) - digits], shown[len(shown) - digits :]
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def show_type(kind: ValueType) -> str:
    """A short Chinese name of a type, for messages and for ``policyc facts``."""
    match kind:
        case BoolType():
            return "布尔（是/否）"
        case IntType(unit, low, high):
            return f"整数{_unit(unit)}{_bounds(kind, low, high)}"
        case RealType(unit, low, high):
            word = "百分比" if unit == "%" else f"小数{_unit(unit)}"
            return f"{word}{_bounds(kind, low, high)}"
        case DateType():
            return "日期"
        case ScaleType(scale):
            return "级别（" + " < ".join(scale.steps) + "）"
        case ChoiceType(_, options):
            return "选项（" + "、".join(options) + "）"


def _unit(unit: str) -> str:
    return f"，单位 {unit}" if unit else ""


def _bounds(kind: ValueType, low: Value | None, high: Value | None) -> str:
    parts = []
    if low is not None:
        parts.append(f"不少于 {show_value(low, kind)}")
    if high is not None:
        parts.append(f"不超过 {show_value(high, kind)}")
    return "，" + "，".join(parts) if parts else ""
