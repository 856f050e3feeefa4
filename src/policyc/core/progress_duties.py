"""Duties with a time compared with what is reported as done. What was not reported is not taken for
done, nor for undone before its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve

from policyc.core.content import Content, Duty
from policyc.core.dates import Deadline
from policyc.core.norms import Modality, Policy
from policyc.core.programme import Phase, within
from policyc.core.reported import Done, DutyProgress, Reported, State, truth_of
from policyc.core.run import Choices
from policyc.core.types import show_value

_DAY = timedelta(days=1)
_NOT_DUE = (Modality.MUST_NOT, Modality.IN_PRINCIPLE_NOT, Modality.MAY)
_MOST = 6
"""Days that a reason names."""


def with_time(policy: Policy) -> Iterator[tuple[Duty, str]]:
    """The duties that are due at some time. One that says nothing of time but stands in a phase is
    due by the end of that phase; the second value says so."""
    phases = [each for each in policy.content if isinstance(each, Phase) and not each.whole]
    for duty in policy.content:
        if not isinstance(duty, Duty) or not must_be_done(duty):
            continue
        if _has_time(duty):
            yield duty, ""
        elif duty.deadline is None and duty.frequency is None:
            for phase in phases:
                days = phase.periods[-1].end.days
                if days and within(duty.place.citation, phase.place.citation):
                    due = Deadline(f"“{phase.name}”阶段结束", days[0], days[-1])
                    yield evolve(duty, deadline=due), f"（按所在阶段“{phase.name}”的止日）"
                    break


def must_be_done(content: Content) -> bool:
    """Whether something that a document sets is a duty to do something."""
    return isinstance(content, Duty) and content.modality not in _NOT_DUE


def _has_time(duty: Duty) -> bool:
    known = duty.frequency is not None and duty.frequency.known
    timed = duty.deadline is not None and duty.deadline.known
    return known or timed


def duty_progress(
    policy: Policy,
    duty: Duty,
    reported: Reported,
    as_of: date,
    issued: date | None,
    readings: Choices,
    ends: Deadline | None,
    note: str = "",
) -> DutyProgress:
    """How one duty stands; ``note`` says where its deadline comes from."""
    truth, _ = truth_of(policy, duty.condition, reported.facts, as_of, readings)
    if truth is False:
        return DutyProgress(duty, State.NOT_DUE, "所说的情形没有出现")
    days = sorted(day for each in reported.done if _about(each, duty) for day in each.days)
    found = _timed(duty, days, as_of, issued, ends, note)
    if truth is None and found.state is State.OVERDUE:
        why = f"不知道所说的情形有没有出现；出现了的，{found.why}"
        return DutyProgress(duty, State.UNKNOWN, why, found.missed, found.next)
    return found


def _about(done: Done, duty: Duty) -> bool:
    return done.citation == duty.place.citation and (not done.act or done.act in duty.acts)


def _timed(
    duty: Duty,
    days: list[date],
    as_of: date,
    issued: date | None,
    ends: Deadline | None,
    note: str,
) -> DutyProgress:
    due = duty.deadline
    if due is not None and due.fixed:
        assert due.first is not None and due.last is not None
        return _once(duty, days, as_of, (due.first, due.last), note)
    if issued is None:
        return DutyProgress(duty, State.UNKNOWN, "不知道文件何时印发，不能从那一天起算")
    if due is not None and due.points and due.every is None:
        later = date(min(issued.year + 2, date.max.year), 1, 1)
        coming = next(iter(due.between(issued, later)), None)
        if coming is not None:
            note = "（原文没有写年份，按印发以后的第一个算）"
            return _once(duty, days, as_of, coming, note)
    return _again(duty, days, as_of, issued, ends)


def _once(
    duty: Duty, days: list[date], as_of: date, due: tuple[date, date], note: str
) -> DutyProgress:
    first, last = due
    if days and days[0] <= last:
        return DutyProgress(duty, State.DONE, note)
    if days:
        return DutyProgress(duty, State.OVERDUE, f"迟到{show_value(days[0])}才完成{note}", (last,))
    if as_of > last:
        return DutyProgress(
            duty, State.OVERDUE, f"{show_value(last)}到期，没有上报完成{note}", (last,)
        )
    return DutyProgress(duty, State.NOT_DUE, f"{show_value(last)}到期{note}", next=(first, last))


def _again(
    duty: Duty, days: list[date], as_of: date, issued: date, ends: Deadline | None
) -> DutyProgress:
    """A duty that comes again: in every period between two days it must be done so many times, as
    long as the time of the plan lasts."""
    horizon = date(min(max(as_of, issued).year + 2, date.max.year - 1), 12, 31)
    over = ends is not None and ends.last is not None and ends.last <= horizon
    horizon = ends.last if over and ends is not None and ends.last is not None else horizon
    times = duty.frequency.times or 1 if duty.frequency is not None and not _points(duty) else 1
    dues = _dues(duty, issued, horizon)
    if not dues:
        return DutyProgress(duty, State.UNKNOWN, "推算不出哪一天到期")
    missed: list[date] = []
    start = issued
    coming: tuple[date, date] | None = None
    for first, last in dues:
        if last >= as_of:
            coming = (first, last)
            break
        if sum(start <= day <= last for day in days) < times:
            missed.append(last)
        start = last + _DAY
    if missed:
        return DutyProgress(duty, State.OVERDUE, _told(missed, times), tuple(missed), coming)
    why = f"{ends.text if ends else ''}已满，不再到期"
    if coming:
        why = f"下一次到期：{show_value(coming[1])}"
    past = coming is None or coming != dues[0]
    done = past or any(start <= day <= as_of for day in days)
    return DutyProgress(duty, State.DONE if done else State.NOT_DUE, why, (), coming)


def _told(missed: list[date], times: int) -> str:
    shown = "、".join(map(show_value, missed[:_MOST])) + ("……" if len(missed) > _MOST else "")
    count = f"每次应当做{times}次，" if times > 1 else ""
    return f"有 {len(missed)} 次到期没有上报完成：{count}{shown}"


def _points(duty: Duty) -> bool:
    return duty.deadline is not None and bool(duty.deadline.points)


def _dues(duty: Duty, issued: date, until: date) -> list[tuple[date, date]]:
    """The days by which it is due after the issue: those the text names, else the ends of the
    calendar periods (month, quarter, half year, year) or of runs of days from the issue on."""
    if duty.deadline is not None and duty.deadline.points:
        return list(duty.deadline.between(issued, until))
    frequency = duty.frequency
    assert frequency is not None
    found: list[tuple[date, date]] = []
    if frequency.days is not None:
        day = issued + timedelta(days=frequency.days - 1)
        while day <= until:
            found.append((day, day))
            day += timedelta(days=frequency.days)
        return found
    months = frequency.months or 12
    # 每两年 does not say which years, and a school year is none of the calendar.
    if 12 % months == 0 and "学年" not in frequency.text:
        for year in range(issued.year, until.year + 1):
            ends = (_month_end(year, month) for month in range(months, 13, months))
            found += [(last, last) for last in ends if last >= issued]
    return found


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - _DAY
