"""Stretches of the calendar as a text names them: a day, a 旬, a month, a quarter, a year.

Nothing is guessed: what is not one of these forms in full is refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from policyc.source.numerals import NumeralError, parse_date, parse_number, parse_year

_NUMBER = r"[0-9０-９一二三四五六七八九十]{1,3}"
_STRETCH = re.compile(
    rf"(?P<year>\S{{4}})\s*年(?:度|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度"
    rf"|(?P<month>{_NUMBER})\s*月(?:份|(?P<decade>[上中下])旬)?)?"
)
_DECADES = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_MONTHS = 12


def days_of(text: str) -> tuple[date, date]:
    """The first and the last day of 2018年5月2日, 2023年7月中旬, 2023年12月, 2024年, 2024年上半年.

    Raises ``NumeralError`` for every other form and for days that do not exist: a damaged date
    ("2023年91日") is never mended, and a stretch without its year has no days.
    """
    try:
        day = parse_date(text)
    except NumeralError:
        return _stretch(text)
    return day, day


def _stretch(text: str) -> tuple[date, date]:
    found = _STRETCH.fullmatch(text.strip())
    if found is None:
        raise NumeralError(f"not a stretch of the calendar: {text!r}")
    year = parse_year(found["year"])
    if found["month"] is not None:
        month = month_number(found["month"])
        first, last = _DECADES[found["decade"]] if found["decade"] else (1, 31)
        return date(year, month, first), date(year, month, min(last, month_length(year, month)))
    first_month, last_month = 1, _MONTHS
    if found["half"] is not None:
        first_month, last_month = (1, 6) if found["half"] == "上" else (7, _MONTHS)
    elif found["quarter"] is not None:
        last_month = 3 * int(parse_number(found["quarter"]))
        first_month = last_month - 2
    return date(year, first_month, 1), date(year, last_month, month_length(year, last_month))


def month_number(text: str) -> int:
    """The number of a month; ``NumeralError`` where there is no such month."""
    month = parse_number(text)
    if not isinstance(month, int) or not 1 <= month <= _MONTHS:
        raise NumeralError(f"no such month: {text!r}")
    return month


def decade_days(name: str) -> tuple[int, int]:
    """The first and last day of 上旬, 中旬, 下旬; 31 stands for the last day of the month."""
    return _DECADES[name[:1]]


def month_length(year: int, month: int) -> int:
    """The number of days of a month."""
    return monthrange(year, month)[1]
