"""How often and by when, from the words of a text; what they do not say is not filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyc.core.dates import DayOfYear, Deadline, Frequency
from policyc.diagnostics import Code, Diagnostic
from policyc.source.dates import days_of, decade_days, month_number
from policyc.source.numerals import NumeralError, parse_number
from policyc.surface import nodes as n

_N = r"[0-9０-９一二两三四五六七八九十]+"
_MONTHS = {"年": 12, "年度": 12, "学年": 12, "半年": 6, "季度": 3, "季": 3, "月": 1, "月度": 1}
_DAYS = {"周": 7, "星期": 7, "日": 1, "天": 1}
_FREQUENCY = re.compile(
    rf"(?:[每按](?P<every>{_N})?个?(?P<unit>年度?|学年|半年|季度?|月|周|星期|日|天)"
    rf"|^(?P<bare>年度|半年|季度|月度)(?=[^，,。；;]))"
    rf"(?:[^，,。；;0-9０-９]{{0,12}}?(?P<times>{_N})(?:次|期|轮))?"
)
_LAST_DAY = 31
_BEFORE = re.compile(r"(?:之前|以前|前)$")
_AT_END = re.compile(r"(?:底|末)$")
_EVERY_MONTH = re.compile(rf"每个?月(?:(?P<day>{_N})[日号]|(?P<end>底|末))")
_EVERY_QUARTER = re.compile(r"每个?季度?(?:底|末)")
_YEAR_END = re.compile(r"(?P<every>每年(?:度)?)?年?(?:底|末)")
_DAY_OF_YEAR = re.compile(
    rf"(?P<month>{_N})月(?:份)?(?:(?P<day>{_N})[日号]|(?P<decade>[上中下])旬|(?P<end>底|末))?"
)
_EVERY_YEAR = re.compile(r"每年度?(?:的)?")


def frequency(words: Sequence[str]) -> Frequency | None:
    """每季度一次, 每年至少听取2次, 每周, 季度通报; 定期 and the like have no period."""
    if not words:
        return None
    text = words[0]
    found = _FREQUENCY.search(text)
    if found is None:
        return Frequency(text)
    try:
        every = int(parse_number(found["every"])) if found["every"] else 1
        times = int(parse_number(found["times"])) if found["times"] else 1
    except NumeralError:
        return Frequency(text)
    unit = found["unit"] or found["bare"]
    if unit in _DAYS:
        return Frequency(text, None, times, every * _DAYS[unit])
    return Frequency(text, every * _MONTHS[unit], times)


def deadline(written: n.Name) -> Deadline | Diagnostic:
    """A deadline as written. What begins like a date and is none is a mistake, never mended;
    words in 「」 are kept as they stand where they cannot be read."""
    try:
        return read_deadline(written.text)
    except NumeralError:
        # Text in 「」 is longer than its words by the two marks.
        quoted = written.span.end - written.span.start > len(written.text)
        if quoted or not written.text[:1].isdigit():
            return Deadline(written.text)
        return Diagnostic(
            Code.E105,
            f"“{written.text}”不是完整的日期",
            written.span,
            help="写成 2019年5月30日；原文另有说法的，用「」照录。",
        )


def read_deadline(text: str) -> Deadline:
    """2020年6月30日前, 2018年12月底前, 每月25日前, 9月20日前, 每年7月中旬、11月中旬.

    Raises ``NumeralError`` for words that name no days (十日内, 及时).
    """
    body = _BEFORE.sub("", text.strip())
    try:
        first, last = days_of(_AT_END.sub("", body))
    except NumeralError:
        return _recurring(text, body)
    return Deadline(text, last if _AT_END.search(body) else first, last)


def _recurring(text: str, body: str) -> Deadline:
    monthly = _EVERY_MONTH.fullmatch(body)
    if monthly:
        day = _LAST_DAY if monthly["end"] else _day(monthly["day"])
        return Deadline(text, every=1, points=(DayOfYear(None, day, day),))
    if _EVERY_QUARTER.fullmatch(body):
        points = tuple(DayOfYear(month, _LAST_DAY, _LAST_DAY) for month in (3, 6, 9, 12))
        return Deadline(text, every=3, points=points)
    year_end = _YEAR_END.fullmatch(body)
    if year_end:
        every = 12 if year_end["every"] else None
        return Deadline(text, every=every, points=(DayOfYear(12, _LAST_DAY, _LAST_DAY),))
    yearly = _EVERY_YEAR.match(body)
    rest = body[yearly.end() :] if yearly else body
    listed = [part for part in re.split("[、和]", rest) if part]
    if not listed:
        raise NumeralError(f"no deadline: {text!r}")
    points = tuple(_day_of_year(_BEFORE.sub("", part)) for part in listed)
    return Deadline(text, every=12 if yearly else None, points=points)


def _day_of_year(text: str) -> DayOfYear:
    found = _DAY_OF_YEAR.fullmatch(text)
    if found is None:
        raise NumeralError(f"no day of the year: {text!r}")
    month = month_number(found["month"])
    if found["day"]:
        day = _day(found["day"])
        return DayOfYear(month, day, day)
    if found["decade"]:
        return DayOfYear(month, *decade_days(found["decade"]))
    return DayOfYear(month, _LAST_DAY if found["end"] else 1, _LAST_DAY)


def _day(text: str) -> int:
    day = parse_number(text)
    if not isinstance(day, int) or not 1 <= day <= _LAST_DAY:
        raise NumeralError(f"no such day: {text!r}")
    return day
