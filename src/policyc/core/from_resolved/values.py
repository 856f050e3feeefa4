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

_DIGITS = re.compile(r"([0-9０-９٠-٩]+(?:,[0-9]{3})*(?:[.．:：][0-9０-９٠-٩]+)?[%％]?)(.*)")
_SHARE = re.compile(r"[%％﹪‰:：]|分之")
_BOUND = re.compile(r"及?以[上下内外]")
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
            f"“{what}”要写数量，“{written.text}”不是",
            written,
            f"写成数字{'加单位' if unit else ''}，例如 10{unit}。",
        )
    if unit == "%" and not found_unit:
        if number != 0 and not _SHARE.search(written.text):
            raise _problem(
                Code.E302,
                f"“{what}”是百分比，这里没有写“%”",
                written,
                f"改为 {show_number(number)}%。",
            )
        unit = ""
    if found_unit != unit:
        raise _wrong_unit(number, unit, found_unit, written, what)
    return number


def _wrong_unit(
    number: Fraction, unit: str, found: str, written: n.Name, what: str
) -> ValueProblem:
    mended = f"改为 {show_number(number)}{unit}"
    if unit and _BOUND.fullmatch(found.removeprefix(unit)):
        message = f"“以上”“以下”之类的词前面要用阿拉伯数字，这里写的是“{written.text}”"
        return _problem(Code.E302, message, written, f"{mended}{found.removeprefix(unit)}。")
    if not found:
        return _problem(
            Code.E302, f"“{what}”的单位是“{unit}”，这里没有写单位", written, f"{mended}。"
        )
    if not unit:
        message = f"“{what}”没有单位，这里写了“{found}”"
        return _problem(Code.E302, message, written, f"{mended}，或者在声明里加上：单位 {found}。")
    return _problem(
        Code.E302,
        f"“{what}”的单位是“{unit}”，这里写的是“{found}”",
        written,
        f"{mended}，或者改正声明里的单位。",
    )


def in_range(kind: ValueType, value: Value, written: n.Name, what: str) -> Value:
    """The value, if it lies within the declared bounds."""
    if isinstance(kind, (IntType, RealType)) and isinstance(value, (int, Fraction)):
        low, high = kind.minimum, kind.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            raise _problem(
                Code.E303,
                f"“{written.text}”超出了“{what}”的范围",
                written,
                f"声明的范围是：{show_type(kind)}。改正这个数，或者改正声明。",
            )
    return value


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
            f"“{written.text}”不是完整的数字",
            written,
            "写成阿拉伯数字，例如 250；中文数字要写全，例如 二百五十。",
        ) from error
