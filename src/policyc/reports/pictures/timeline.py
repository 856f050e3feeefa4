"""The phases of a plan on an axis of days: what no phase covers, what two do, and what is due when.

A day that the text does not say, or that is damaged, stays open; where readings decide about a day,
the stretch between them is hollow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from policyc.comparison.texts import short_names
from policyc.core.content import Duty, Indicator
from policyc.core.dates import Deadline, Period, Point
from policyc.core.norms import Policy
from policyc.core.programme import Phase
from policyc.core.timetable import Stretch, Timetable, show_days, timetables
from policyc.reports.paper.model import Figure
from policyc.reports.pictures.svg import (
    GUIDE,
    INK,
    MARGIN,
    WIDTH,
    Drawing,
    fold,
    shade,
    width_of,
)

_LABELS = 170.0
_LEFT, _RIGHT = MARGIN + _LABELS + 14, WIDTH - MARGIN - 6.0
_BAR, _THIN, _MARK = 14.0, 5.0, 18.0
_MOST_MARKS, _MOST_DEADLINES, _MOST_TICKS = 12, 6, 5
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600)
"""Months from one named tick to the next."""
_YEAR = 12
_DAY = timedelta(days=1)
_GAP, _DOUBLE = "不在任何阶段", "同在两个阶段"
_LEGENDS = ("空心段：读法不同，日子不同", "虚线、？：原文没有写明或者残缺，不推测")


@frozen
class _Due:
    """Something that is due on some days of the plan, told once for all that are due alike."""

    text: str
    what: str
    days: tuple[tuple[date, date], ...]


def timelines(policies: Sequence[Policy], names: Sequence[str] | None = None) -> tuple[Figure, ...]:
    """A picture for every plan that is parted into phases; ``names`` are the short names of the
    documents."""
    known = names or short_names(policies)
    found = [
        (name, timetable, tuple(_dues(policy, timetable)))
        for policy, name in zip(policies, known, strict=True)
        for timetable in timetables(policy)
    ]
    return tuple(_figure(*each, several=len(policies) > 1) for each in found)


def _figure(name: str, timetable: Timetable, dues: Sequence[_Due], *, several: bool) -> Figure:
    whole = timetable.whole
    title = "各阶段的时间" if whole is None else f"{whole.name}的各阶段"
    title = f"{name}：{title}" if several else title
    return Figure(_Picture(timetable, dues).svg(title), title, _told(timetable, dues))


def _dues(policy: Policy, timetable: Timetable) -> Iterator[_Due]:
    """The deadlines that fall into the time and are few enough to be marked."""
    days = _days(timetable)
    if not days:
        return
    found: dict[Deadline, list[str]] = {}
    for said in policy.content:
        if isinstance(said, (Duty, Indicator)) and said.deadline is not None:
            what = "、".join(said.acts) if isinstance(said, Duty) else said.name
            # Days of a year that the text does not name are no days of this plan.
            if said.deadline.fixed or said.deadline.every is not None:
                found.setdefault(said.deadline, []).append(f"{what}（{said.place.citation}）")
    shown = 0
    for deadline, whats in found.items():
        when = tuple(deadline.between(min(days), max(days)))
        if when and len(when) <= _MOST_MARKS and shown < _MOST_DEADLINES:
            shown += 1
            yield _Due(deadline.text, "；".join(whats), when)


def _all(timetable: Timetable) -> tuple[Phase, ...]:
    """The whole time, where the text sets it, and its phases."""
    whole = () if timetable.whole is None else (timetable.whole,)
    return (*whole, *timetable.phases)


def _days(timetable: Timetable) -> list[date]:
    """Every day that the time or a phase may begin or end with."""
    return [day for phase in _all(timetable) for point in phase.points for day in point.days]


def _told(timetable: Timetable, dues: Sequence[_Due]) -> str:
    said = [
        f"{_label(phase)}，{_shown(phase)}（{phase.place.citation}）" for phase in _all(timetable)
    ]
    for label, found in ((_GAP, timetable.gaps), (_DOUBLE, timetable.overlaps)):
        said += [f"{label}：{'；'.join(map(_stretch, found))}"] if found else []
    said += [f"{due.text}：{due.what}" for due in dues]
    return f"{'；'.join(said)}。"


def _label(phase: Phase) -> str:
    return f"期间：{phase.name}" if phase.whole else phase.name


def _shown(phase: Phase) -> str:
    return "、".join(f"{period.shown}{_problem(period)}" for period in phase.periods)


def _problem(period: Period) -> str:
    """What keeps a period from being drawn: an end that is told but no day, or ends turned over."""
    damaged = [p.text for p in (period.start, period.end) if p.text and not p.days]
    if damaged:
        return f"（{'、'.join(damaged)}不是确切的日期）"
    return "（止在起之前）" if _is_turned(period) else ""


def _is_turned(period: Period) -> bool:
    start, end = period.start.days, period.end.days
    return bool(start and end) and start[0] > end[-1]


def _stretch(each: Stretch) -> str:
    """2018年5月2日至5月4日（3天）, the phases that share the days, and the readings."""
    about = ["与".join(phase.name for phase in each.phases)]
    about += [
        "且".join(f"「{name}」读作“{choice}”" for name, choice in choices.items()) + "时"
        for choices in each.under
    ]
    told = "，".join(part for part in about if part)
    return f"{show_days(*each.days)}：{told}" if told else show_days(*each.days)


class _Picture:
    """One plan on its axis."""

    def __init__(self, timetable: Timetable, dues: Sequence[_Due]) -> None:
        self.drawing, self.timetable, self.dues = Drawing(), timetable, dues
        days = _days(timetable)
        self.first, self.last = (min(days), max(days)) if days else (date.min, date.min)
        self.known = bool(days)

    def svg(self, title: str) -> str:
        y = self.drawing.title(title) + 10
        if self.known:
            y = self._axis(y + 10)
        top = y
        for number, phase in enumerate(_all(self.timetable)):
            y = self._phase(phase, y, shade(0 if phase.whole else 1 + number % 2, 5)[0])
        y = self._stretches(_GAP, self.timetable.gaps, top, y, crossed=False)
        y = self._stretches(_DOUBLE, self.timetable.overlaps, top, y, crossed=True)
        for due in self.dues:
            y = self._due(due, y)
        points = [point for phase in _all(self.timetable) for point in phase.points]
        used = (any(len(p.days) > 1 for p in points), any(not p.days for p in points))
        legend = "；".join(words for words, is_used in zip(_LEGENDS, used, strict=True) if is_used)
        if legend:
            y = self.drawing.lines(MARGIN, y + 14, fold(legend, WIDTH - 2 * MARGIN)) - 12
        return self.drawing.svg(title, y + 6)

    def _x(self, day: date) -> float:
        """Where a day begins."""
        span = (self.last - self.first).days + 1
        return _LEFT + (_RIGHT - _LEFT) * (day - self.first).days / span

    def _after(self, day: date) -> float:
        """Where a day ends."""
        return _RIGHT if day >= self.last else self._x(day + _DAY)

    def _axis(self, y: float) -> float:
        """Months or years, as many as can be named."""
        self.drawing.line((_LEFT, y + 8), (_RIGHT, y + 8), stroke=INK, thick=1.4)
        months = (self.last.year - self.first.year) * _YEAR + self.last.month - self.first.month
        step = next((each for each in _STEPS if months / each < _MOST_TICKS), _STEPS[-1])
        free = 0.0
        for month in _months(self.first, self.last, step):
            x = self._x(month)
            words = f"{month.year}年" if step >= _YEAR else f"{month.year}年{month.month}月"
            half = width_of(words) / 2
            middle = min(x, _RIGHT - half)
            self.drawing.line((x, y + 4), (x, y + 12), stroke=INK, thick=1.4)
            if middle - half >= free:
                self.drawing.text(middle, y, words, anchor="middle")
                free = middle + half + 8
        return y + 22

    def _phase(self, phase: Phase, y: float, fill: str) -> float:
        below = self.drawing.lines(
            MARGIN, y + 14, fold(_label(phase), _LABELS, bold=True), bold=True
        )
        below = self.drawing.lines(MARGIN, below, fold(phase.place.citation, _LABELS))
        unknown: list[float] = []
        for period in phase.periods:
            if not _is_turned(period):
                unknown += self._period(period, y + 2, fill)
        marked = -_MARK
        for x in sorted(unknown):
            if x - marked >= _MARK:
                self.drawing.text(x, y + 14, "？", anchor="middle", bold=True)
                marked = x
        starts = [period.start.days[0] for period in phase.periods if period.start.days]
        left = min(map(self._x, starts), default=_LEFT)
        lines = fold(_shown(phase), _RIGHT - _LEFT)
        left = max(_LEFT, min(left, _RIGHT - max(map(width_of, lines))))
        after = self.drawing.lines(left, y + _BAR + 18, lines, halo=True)
        return max(after, below) - 6

    def _period(self, period: Period, y: float, fill: str) -> Iterator[float]:
        """Solid where the phase is for sure, hollow where readings differ, dashed where nothing
        is known of an end; yields where such an end would be."""
        start, end = self._ends(period.start, self._x), self._ends(period.end, self._after)
        unknown = start is None or end is None
        left, right = start[1] if start else _LEFT, end[0] if end else _RIGHT
        if right > left:
            own = "none" if unknown else fill
            self.drawing.rect(left, y, right - left, _BAR, fill=own, dashed=unknown)
        for sure in (start, end):
            if sure is not None and sure[1] > sure[0]:
                self.drawing.rect(sure[0], y, sure[1] - sure[0], _BAR)
        if start is None:
            yield left + _MARK / 2
        if end is None:
            yield max(left, right - _MARK) + _MARK / 2

    def _ends(self, point: Point, place: Callable[[date], float]) -> tuple[float, float] | None:
        """Between which places an end lies; ``None`` where no day is known."""
        return (place(point.days[0]), place(point.days[-1])) if point.days else None

    def _stretches(
        self, label: str, found: Sequence[Stretch], top: float, y: float, *, crossed: bool
    ) -> float:
        """Days that are wrong: marked in a row of their own, with lines up to the phases."""
        if not found:
            return y
        self.drawing.lines(MARGIN, y + 14, fold(label, _LABELS, bold=True), bold=True)
        for each in found:
            left, right = self._x(each.days[0]), self._after(each.days[1])
            self.drawing.guide(left, top, y + 2)
            self.drawing.guide(right, top, y + 2)
            width = max(right - left, _THIN)
            self.drawing.rect(left, y + 2, width, _BAR)
            self.drawing.hatch(left, y + 2, width, _BAR, gap=5, crossed=crossed)
        y += _BAR + 18
        for each in found:
            y = self.drawing.lines(_LEFT, y, fold(_stretch(each), _RIGHT - _LEFT))
        return y - 6

    def _due(self, due: _Due, y: float) -> float:
        below = self.drawing.lines(MARGIN, y + 14, fold(due.text, _LABELS, bold=True), bold=True)
        self.drawing.line((_LEFT, y + 16), (_RIGHT, y + 16), stroke=GUIDE)
        for first, last in due.days:
            left, right = max(_LEFT, self._x(max(first, self.first))), self._after(last)
            if last > first:
                self.drawing.line((left, y + 16), (right, y + 16), thick=3)
            self.drawing.line((right, y + 2), (right, y + 16), arrow=True, stroke=INK)
        after = self.drawing.lines(_LEFT, y + _BAR + 20, fold(due.what, _RIGHT - _LEFT))
        return max(after, below) - 6


def _months(first: date, last: date, step: int) -> Iterator[date]:
    """The first days of every so many months that lie within some days, counted from January."""
    at = first.year * _YEAR + (first.month - 1 if first.day == 1 else first.month)
    at += -at % step
    while at <= last.year * _YEAR + last.month - 1:
        yield date(at // _YEAR, at % _YEAR + 1, 1)
        at += step
