"""Numerals: the one place where policyc turns written numbers and dates into values.

Chinese numerals are read by cn2an in its strict mode and then written back: a form that does not
come back as it was (二百五, 一千二, 一百十) is elliptical or malformed and is refused.  Nothing is
guessed.

Numerals below a thousand, which is what articles and terms are numbered with, are looked up in a
table: cn2an takes a tenth of a second to load, and most texts never need it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import MAXYEAR, MINYEAR, date
from fractions import Fraction
from functools import cache

MAX_LENGTH = 40
"""Longest accepted numeral, in characters."""

_MAX_CHINESE = 10**16 - 1
_TABLE_SIZE = 1000
_POSITIONAL = "〇一二三四五六七八九"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億○０", "一二三四五六七八九十百千万亿〇0")
_CHINESE = re.compile(r"[零〇一二三四五六七八九十百千万亿两]+")
_INTEGER = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_DECIMAL = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]+)")
_MIXED = re.compile(r"(?:[0-9]{1,4}[亿万千百十])+")
_SHARE = {"%": 100, "％": 100, "﹪": 100, "‰": 1000}
_WORD_SHARE = {"百": 100, "千": 1000, "万": 10_000}
_SCALE = {"百": 100, "千": 1000, "万": 10_000, "亿": 10**8}


class NumeralError(ValueError):
    """A text that is no numeral, or one that does not say exactly which number it means."""


def _plain_digits(text: str) -> str:
    """Decimal digits of every script as 0–9 (１２３, Arabic-Indic); formal numerals as plain."""
    text = text.translate(_FORMAL)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def chinese_numeral(n: int) -> str:
    """The Chinese numeral of an integer from 0 to 10**16 − 1: 12 → 十二, 110 → 一百一十.

    Raises ``NumeralError`` outside that range.
    """
    if not 0 <= n <= _MAX_CHINESE:
        raise NumeralError(f"no Chinese numeral for {n}")
    if n < _TABLE_SIZE:
        return _small_numerals()[0][n]
    import cn2an  # type: ignore[import-untyped,unused-ignore]

    written = str(cn2an.an2cn(n, "low"))
    return written[1:] if written.startswith("一十") else written


@cache
def _small_numerals() -> tuple[tuple[str, ...], dict[str, int]]:
    """The numerals below ``_TABLE_SIZE`` by their number, and the numbers by their numeral."""
    digits = ("", *_POSITIONAL[1:])
    tens = ["零" if n == 0 else _tens(n, digits) for n in range(100)]
    written = [name.removeprefix("一") if 10 <= n < 20 else name for n, name in enumerate(tens)]
    for hundreds in range(1, _TABLE_SIZE // 100):
        head = f"{digits[hundreds]}百"
        for n, name in enumerate(tens):
            written.append(head if n == 0 else f"{head}零{name}" if n < 10 else head + name)
    return tuple(written), {name: n for n, name in enumerate(written)}


def _tens(n: int, digits: tuple[str, ...]) -> str:
    return f"{digits[n // 10]}十{digits[n % 10]}" if n >= 10 else digits[n]


def _positional(text: str) -> int | None:
    """一〇五, 二〇一九: digits in a row, where a 〇 or 零 inside shows that they are digits."""
    row = text.replace("零", "〇")
    if len(row) < 2 or row[0] == "〇" or "〇" not in row or set(row) - set(_POSITIONAL):
        return None
    return int("".join(str(_POSITIONAL.index(c)) for c in row))


def _chinese_integer(text: str) -> int:
    if not _CHINESE.fullmatch(text):
        raise NumeralError(f"not a numeral: {text!r}")
    if text in {"〇", "零"}:
        return 0
    if text == "两":
        return 2
    in_row = _positional(text)
    if in_row is not None:
        return in_row
    canonical = re.sub(r"两(?=[百千万亿])", "二", text).replace("〇", "零")
    short = canonical[1:] if canonical.startswith("一十") else canonical
    small = _small_numerals()[1].get(short)
    if small is not None:
        return small
    import cn2an  # type: ignore[import-untyped,unused-ignore]

    try:
        value = int(cn2an.cn2an(canonical, "strict"))
    except (ValueError, OverflowError, KeyError, IndexError) as error:
        raise NumeralError(f"not an exact numeral: {text!r}") from error
    if value > _MAX_CHINESE or chinese_numeral(value) != short:
        raise NumeralError(f"elliptical or malformed numeral: {text!r}")
    return value


def _plain(text: str) -> int | Fraction:
    """A number without share, ratio or denominator."""
    if _INTEGER.fullmatch(text):
        return int(text.replace(",", ""))
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        whole, digits = decimal[1].replace(",", ""), decimal[2]
        return Fraction(int(whole + digits), 10 ** len(digits))
    if text[-1:] in _SCALE and (_INTEGER.fullmatch(text[:-1]) or _DECIMAL.fullmatch(text[:-1])):
        value = _plain(text[:-1]) * _SCALE[text[-1]]
        return int(value) if Fraction(value).denominator == 1 else value
    if _MIXED.fullmatch(text):
        return _chinese_integer(re.sub("[0-9]+", lambda m: chinese_numeral(int(m[0])), text))
    whole, point, rest = text.partition("点")
    if point:
        row = rest.replace("零", "〇")
        if not row or set(row) - set(_POSITIONAL):
            raise NumeralError(f"not a numeral: {text!r}")
        digits = "".join(str(_POSITIONAL.index(c)) for c in row)
        return _chinese_integer(whole) + Fraction(int(digits), 10 ** len(digits))
    return _chinese_integer(text)


def parse_number(text: str) -> int | Fraction:
    """The exact value of a written number.

    Integers come back as ``int`` (1万5千 is one); decimals, shares (50%, 百分之五十, 0.2%,
    三分之一, 1/3) and ratios (1:20 is 1/20) as ``Fraction``.  Digits may be of any script; blanks
    around are ignored.

    Raises ``NumeralError`` for anything else: elliptical forms (二百五, 一千二), digits in a row
    without 〇 (二三 may mean "two or three"), signs, a ratio to nought, over-long texts.
    """
    body = _plain_digits(text.strip())
    if not body or len(body) > MAX_LENGTH:
        raise NumeralError(f"not a numeral: {text[:MAX_LENGTH]!r}")
    if body[-1] in _SHARE:
        return Fraction(_plain(body[:-1].rstrip())) / _SHARE[body[-1]]
    left, colon, right = re.sub("[：/／]", ":", body).partition(":")
    if colon:
        divisor = _plain(right.strip())
        if divisor == 0:
            raise NumeralError(f"a ratio to nought: {text!r}")
        return Fraction(_plain(left.strip())) / Fraction(divisor)
    below, of, above = body.partition("分之")
    if of:
        under = _WORD_SHARE[below] if below in _WORD_SHARE else _plain(below)
        if under == 0:
            raise NumeralError(f"a share of nought: {text!r}")
        return Fraction(_plain(above)) / Fraction(under)
    return _plain(body)


_DATE_CN = re.compile(r"(\S{4})\s*年\s*(\S{1,3}?)\s*月\s*(\S{1,3}?)\s*日")
_DATE_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def parse_year(text: str) -> int:
    """The year of 2019 or 二〇一九, from 1 to 9999. Raises ``NumeralError`` for other forms."""
    text = _plain_digits(text)
    if _INTEGER.fullmatch(text):
        year = int(text.replace(",", ""))
    else:
        row = text.replace("零", "〇")
        if set(row) - set(_POSITIONAL):
            raise NumeralError(f"not a year: {text!r}")
        year = int("".join(str(_POSITIONAL.index(c)) for c in row))
    if not MINYEAR <= year <= MAXYEAR:
        raise NumeralError(f"no such year: {text!r}")
    return year


def parse_date(text: str) -> date:
    """The day meant by 2019年5月30日, 二〇一九年五月三十日 or 2019-05-30 (digits of any script).

    Raises ``NumeralError`` for every other form and for days that do not exist.  A damaged date
    ("2023年91日", "2017322", "2019年  月  日") is refused, never mended.
    """
    body = _plain_digits(text.strip())
    if len(body) > MAX_LENGTH:
        raise NumeralError(f"not a date: {text[:MAX_LENGTH]!r}")
    match = _DATE_CN.fullmatch(body) or _DATE_ISO.fullmatch(body)
    if not match:
        raise NumeralError(f"not a full date: {text!r}")
    month, day = parse_number(match[2]), parse_number(match[3])
    if not (isinstance(month, int) and isinstance(day, int)):
        raise NumeralError(f"not a full date: {text!r}")
    try:
        return date(parse_year(match[1]), month, day)
    except ValueError as error:
        raise NumeralError(f"no such day: {text!r}") from error
