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
    show_value,
)
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.source.numerals import NumeralError, parse_date, parse_number
from policyc.surface import nodes as n

_BOUND = re.compile(r"及?以[上下内外]")
_BOUND_AT_END = re.compile(r"(.*?)(及?以[上下内外])?")
_NUMERAL = re.compile(r"[0-9０-９٠-٩零〇一二两三四五六七八九十百千万亿点分之,.．:：/／]+[%％﹪‰]?")
_DIGITS = re.compile(r"[0-9０-９٠-٩]+(?:,[0-9]{3})*(?:[.．:：/][0-9０-９٠-٩]+)?[%％]?")
_SCALES = "百千万亿"
_SHARE = re.compile(r"[%％﹪‰:：/／]|分之")
_ABOUT = re.compile(r"[余多来几数近约]|左右|上下")
_FROM_TO = re.compile(r"([^到~～—–－-]+)[到~～—–－-]+([0-9０-９零〇一二两三四五六七八九十].*)")
_PERCENT = "%"


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
                _check_not_range(written)
                raise _problem(
                    Code.E105, f"“{written.text}”不是完整的日期", written, "写成 2019年5月30日。"
                ) from None
        case IntType(unit):
            number = _number(written, unit, what)
            if number.denominator != 1:
                raise _problem(
                    Code.E301, f"“{what}”是整数，“{written.text}”不是", written, "写成整数。"
                )
            return int(number)
        case RealType(unit):
            return _number(written, unit, what)


def _option(written: n.Name, options: tuple[str, ...], message: str) -> str:
    if written.text in options:
        return written.text
    hint = did_you_mean(written.text, options) or f"可写：{'、'.join(options)}。"
    raise _problem(Code.E304, message, written, hint)


def _number(written: n.Name, unit: str, what: str) -> Fraction:
    _check_not_range(written, unit)
    number, found_unit = split_quantity(written, unit)
    if number is None and _ABOUT.match(written.text):
        raise _not_exact(written)
    if number is None:
        raise _problem(
            Code.E301,
            f"“{what}”要写数量，“{written.text}”不是",
            written,
            f"写成数字{'加单位' if unit else ''}，例如 10{unit}。",
        )
    if not found_unit and (not unit or (number == 0 and unit == _PERCENT)):
        return number
    is_share = _SHARE.search(written.text) is not None
    if not found_unit and unit == _PERCENT:
        if is_share:
            return number
        message = f"“{what}”是百分比，这里没有写“%”"
        raise _problem(Code.E302, message, written, _percent_help(number))
    if found_unit != unit:
        raise _wrong_unit(number, unit, found_unit, is_share, written, what)
    return number


def _percent_help(number: Fraction) -> str:
    """Which share a bare number means; up to one it may be either."""
    if number > 1:
        return f"改为 {show_number(number)}%。"
    return f"写明是 {show_number(number * 100)}% 还是 {show_number(number)}%。"


def _not_exact(written: n.Name) -> ValueProblem:
    message = f"“{written.text}”不是确切的数"
    help = "只收确切的数；原文只说大概的，声明成程度，或者写 开放：「…」。"
    return _problem(Code.E302, message, written, help)


def _check_not_range(written: n.Name, unit: str = "") -> None:
    """5次到10次, 5-10次: the word for a range is 至 and nothing else."""
    found = _FROM_TO.fullmatch(written.text)
    if found is None:
        return
    low, high = found.groups()
    low += unit if high.endswith(unit) and not low.endswith(unit) else ""
    message = f"“{written.text}”是一个范围，范围用“至”写"
    help = f"写成：{low}至{high}。"
    if "日" not in high:
        help = (
            f"写成：{low}至{high}，并且照原文写明两头含不含，例如 {low}（含）至{high}（含）；"
            "原文没有写明的，声明读法「至」。"
        )
    raise _problem(Code.E306, message, written, help)


def _wrong_unit(
    number: Fraction, unit: str, found: str, is_share: bool, written: n.Name, what: str
) -> ValueProblem:
    """What to say of a number whose unit is not the declared one. No mend changes the number."""
    counted = show_number(number) + ("" if is_share and unit == _PERCENT else unit)
    if _BOUND.fullmatch(found) or (unit and _BOUND.fullmatch(found.removeprefix(unit))):
        bound = found.removeprefix(unit)
        message = f"“{bound}”前面要用阿拉伯数字，这里写的是“{written.text}”"
        return _problem(Code.E302, message, written, f"改为 {counted}{bound}。")
    if is_share and unit != _PERCENT and not found:
        message = f"“{what}”{f'数的是{unit}' if unit else '是数'}，“{written.text}”是比例"
        help = "写成数量；原文按比例规定的，另声明一项事实，例如：事实 某某比例：百分比。"
        return _problem(Code.E302, message, written, help)
    if not found:
        message = f"“{what}”的单位是“{unit}”，这里没有写单位"
        return _problem(Code.E302, message, written, f"改为 {counted}。")
    if not unit:
        message = f"“{what}”没有单位，这里写了“{found}”"
        return _problem(
            Code.E302, message, written, f"改为 {counted}，或者在声明里加上：单位 {found}。"
        )
    message = f"“{what}”的单位是“{unit}”，这里写的是“{found}”"
    if _ABOUT.match(found):
        return _not_exact(written)
    if unit == _PERCENT and found == "成":
        return _problem(Code.E302, message, written, f"改为 {show_number(number * 10)}%。")
    help = f"只是写错了单位的，改为 {counted}；单位不同的，换算以后再写，或者改正声明里的单位。"
    return _problem(Code.E302, message, written, help)


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
    """A number without its unit, exactly, for messages."""
    return show_value(number, RealType())


def split_quantity(written: n.Name, unit: str = "") -> tuple[Fraction | None, str]:
    """The number and the unit of a quantity in digits or Chinese numerals.

    The declared ``unit`` tells 5 千克 from 5千 克. 以上 and the like count as part of the unit.
    """
    matched = _BOUND_AT_END.fullmatch(written.text)
    body, bound = (matched[1], matched[2] or "") if matched else (written.text, "")
    if unit not in ("", _PERCENT) and body.endswith(unit):
        body, bound = body[: -len(unit)], unit + bound
    numeral = _NUMERAL.match(body)
    if numeral is None:
        return None, ""
    ends = [numeral.end()]
    while ends[-1] < len(body) and body[ends[-1] - 1] in _SCALES:
        ends.append(ends[-1] - 1)  # 5万 of some unit, or 5 of a unit like 万元
    digits = _DIGITS.match(body)
    if digits is not None and not _NUMERAL.match(body, digits.end()):
        ends.append(digits.end())
    for end in ends:
        try:
            return Fraction(parse_number(body[:end])), body[end:] + bound
        except NumeralError:
            continue
    raise _problem(
        Code.E104,
        f"“{written.text}”不是完整的数字",
        written,
        "写成阿拉伯数字，例如 250；中文数字要写全，例如 二百五十。",
    )
