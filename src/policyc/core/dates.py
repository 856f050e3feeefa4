"""Time as plans write it: ends that are a day or less exact, periods, deadlines, frequencies.

A day is a ``date``. Nothing is guessed: what the text leaves open stays open (``None``, or a
reading that says which day is meant).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from policyc.source.dates import month_length

Choices = Mapping[str, str]
"""A choice for some readings, by name."""


@frozen
class Point:
    """An end of a period. ``text`` is empty for 未写明; ``day`` is ``None`` for that, for a damaged
    date, and where a reading decides (``by_choice``: the day under each choice of ``reading``)."""

    text: str
    day: date | None = None
    reading: str = ""
    by_choice: tuple[tuple[str, date], ...] = ()

    def on(self, choices: Choices) -> date | None:
        """The day that is meant under some choices of readings."""
        if not self.by_choice:
            return self.day
        return dict(self.by_choice).get(choices.get(self.reading, ""))

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that may be meant, the earliest first; none where that is unknown."""
        if self.by_choice:
            return tuple(sorted({day for _, day in self.by_choice}))
        return () if self.day is None else (self.day,)


@frozen
class Period:
    """From one day to another, both included (``semantics.md`` §5). ``text`` is how it is written
    where it has no two ends (2023年12月)."""

    start: Point
    end: Point
    text: str = ""

    @property
    def shown(self) -> str:
        """As the text has it; 未写明 where it does not say."""
        if self.text:
            return self.text
        return "至".join(point.text or "未写明" for point in (self.start, self.end))

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings that decide about an end."""
        return tuple(dict.fromkeys(p.reading for p in (self.start, self.end) if p.reading))


@frozen
class DayOfYear:
    """A day or a few days of every year (9月20日, 7月中旬) or, without ``month``, of every month
    (25日). A ``last`` of 31 is the month's last day."""

    month: int | None
    first: int
    last: int

    def days(self, year: int, month: int) -> tuple[date, date]:
        """The days in one month of a year."""
        length = month_length(year, month)
        return date(year, month, min(self.first, length)), date(year, month, min(self.last, length))


@frozen
class Deadline:
    """By when something is to be done, and how the text says so.

    ``first`` and ``last`` are the days between which a fixed deadline lies (the same for an exact
    day; the whole year for 2020年). ``points`` are days of the year: with ``every`` (months) the
    deadline comes again, without it the text names no year. With neither it is words alone
    (十日内).
    """

    text: str
    first: date | None = None
    last: date | None = None
    every: int | None = None
    points: tuple[DayOfYear, ...] = ()

    @property
    def fixed(self) -> bool:
        return self.last is not None

    @property
    def known(self) -> bool:
        """Whether the text says on which days."""
        return self.fixed or bool(self.points)

    def between(self, start: date, end: date) -> Iterator[tuple[date, date]]:
        """The deadlines that end within some days, both included, in order."""
        if self.fixed:
            assert self.first is not None and self.last is not None
            if start <= self.last <= end:
                yield self.first, self.last
            return
        found = []
        for year in range(start.year, end.year + 1):
            for point in self.points:
                months = range(1, 13) if point.month is None else (point.month,)
                found += [point.days(year, month) for month in months]
        yield from sorted(days for days in found if start <= days[1] <= end)


@frozen
class Frequency:
    """每季度一次. ``months`` (or ``days``) is the period, both ``None`` where the text only says
    定期; ``times`` is how often in each period."""

    text: str
    months: int | None = None
    times: int | None = None
    days: int | None = None

    @property
    def known(self) -> bool:
        """Whether the text says how often."""
        return self.months is not None or self.days is not None
