"""Written values as typed values: quantities with units, steps, options, dates."""

from __future__ import annotations

import re
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
    show_type,
)
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.source.numerals import NumeralError, parse_date, parse_number
from policyc.surface import nodes as n

_DIGITS = re.compile(r"([0-9０-９٠-٩]+(?:[.．:：][0-9０-９٠-٩]+)?[%％]?)(.*)")
_CHINESE = re.compile(r"(百分之)?[零〇一二两三四五六七八九十百千万亿点]+")


class ValueProblem(Exception):
    """A written value that does not fit its type; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _problem(code: Code, message: str, written: n.Name, help: str) -> ValueProblem:
    return ValueProblem(Diagnostic(code, message, written.span, help=help))


def typed_value(kind: ValueType, written: n.Name, what: str) -> Value:
    """The value of a type that some words write; ``what`` names the fact in messages."""
    match kind:
        case BoolType():
            if written.text in ("是", "否"):
                return written.text == "是"
            raise _problem(Code.E301, f"“{what}”只能为 是 或 否", written, "写成 是 或 否。")
        case ScaleType(scale):
            return _option(written, scale.steps, f"“{what}”没有“{written.text}”这一档")
        case ChoiceType(_, options):
            return _option(written, options, f"“{what}”没有“{written.text}”这个选项")
        case DateType():
            try:
                return parse_date(written.text)
            except NumeralError:
                raise _problem(
                    Code.E105, f"“{written.text}”不是完整的日期", written, "写成 2019年5月30日。"
                ) from None
        case IntType(unit):
            number = _number(written, unit, kind, what)
            if number.denominator != 1:
                raise _problem(
                    Code.E301, f"“{what}”是整数，“{written.text}”不是", written, "写成整数。"
                )
            return int(number)
        case RealType(unit):
            return _number(written, unit, kind, what)


def _option(written: n.Name, options: tuple[str, ...], message: str) -> str:
    if written.text in options:
        return written.text
    hint = did_you_mean(written.text, options) or f"可写：{'、'.join(options)}。"
    raise _problem(Code.E304, message, written, hint)


def _number(written: n.Name, unit: str, kind: ValueType, what: str) -> Fraction:
    number, found_unit = split_quantity(written)
    if number is None:
        raise _problem(
            Code.E301,
            f"“{what}”是{show_type(kind)}，“{written.text}”不是数量",
            written,
            f"写成数字加单位，例如 10{unit}。",
        )
    expected = "" if unit == "%" else unit
    if found_unit != expected:
        raise _problem(
            Code.E302,
            f"“{what}”的单位是“{unit or '无'}”，这里写的是“{found_unit or '无'}”",
            written,
            f"改为 {show_number(number)}{unit}，或改正事实声明中的单位。",
        )
    return number


def show_number(number: Fraction) -> str:
    """A number without its unit, for messages."""
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


def split_quantity(written: n.Name) -> tuple[Fraction | None, str]:
    """The number and the unit of a quantity in digits or Chinese numerals."""
    matched = _DIGITS.fullmatch(written.text)
    if matched:
        digits, unit = matched.groups()
    else:
        chinese = _CHINESE.match(written.text)
        if chinese is None:
            return None, ""
        digits, unit = chinese.group(), written.text[chinese.end() :]
    try:
        return Fraction(parse_number(digits)), unit
    except NumeralError as error:
        raise _problem(
            Code.E104,
            f"“{written.text}”不是规范的数字",
            written,
            "写成阿拉伯数字或完整的中文数字。",
        ) from error
