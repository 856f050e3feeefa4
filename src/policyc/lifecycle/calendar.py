"""Terms by the calendar (民法典 第201–203条, see ``legal-facts.md``: Periods)."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen
from dateutil.relativedelta import relativedelta

from policyc.core.lifecycle import Length, LengthUnit

LONGEST_HOLIDAY = timedelta(days=31)
"""No holiday lasts longer: after it a term is over even where no table tells the days."""


class NoHolidayTable(Exception):
    """No table of holidays reaches the day, or none is installed: whether it is one is unknown."""


@frozen
class End:
    """The last day of a term, and ``moved`` where it is a holiday: the day after the holiday.

    ``moved`` is the same day where it is none, ``None`` where no table of holidays tells.
    """

    day: date
    moved: date | None

    def has_passed(self, day: date, moves: bool | None) -> bool | None:
        """Whether the term is over on a day. ``moves`` is the reading of 第203条: it is law from
        elsewhere, so with ``None`` both readings count, and the days between are unknown."""
        plain = day > self.day
        if moves is False or not plain:
            return plain
        if self.moved is None:
            return True if day - self.day > LONGEST_HOLIDAY else None
        late = day > self.moved
        return late if moves or late == plain else None


def end_of(start: date, length: Length) -> End:
    """When a term ends: the first day is not counted (第201条), a term of months or years ends on
    the corresponding day, or on the month's last day where there is none (第202条)."""
    try:
        match length.unit:
            case LengthUnit.YEAR:
                day = start + relativedelta(years=length.number)
            case LengthUnit.MONTH:
                day = start + relativedelta(months=length.number)
            case LengthUnit.DAY:
                day = start + timedelta(days=length.number)
    except (OverflowError, ValueError):
        day = date.max  # beyond the calendar: on no day it is over
    return end_on(day)


def end_on(day: date) -> End:
    """A term whose last day is known."""
    try:
        return End(day, after_holiday(day))
    except NoHolidayTable:
        return End(day, None)


def after_holiday(day: date) -> date:
    """The first day from a day on that is no holiday (第203条); ``NoHolidayTable`` beyond the last
    published table."""
    try:
        from chinese_calendar import is_holiday
    except ModuleNotFoundError:
        raise NoHolidayTable from None
    try:
        while is_holiday(day):
            day += timedelta(days=1)
    except NotImplementedError:
        raise NoHolidayTable from None
    return day
