"""A plan's time and its phases: the days in no phase, and those in two.

Both ends of a phase belong to it. Where readings decide about an end, every combination of them is
looked at, and what is found says under which it is so. Unknown ends are never guessed: days that a
phase without an end may have are not told to be in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, islice

from attrs import frozen

from policyc.core.dates import Choices
from policyc.core.figures import all_choices
from policyc.core.norms import Policy
from policyc.core.programme import Phase, within

Days = tuple[date, date]
"""The first and the last of some days."""

_DAY = timedelta(days=1)
_MOST_READINGS = 4096
"""Combinations of readings that are looked at; no plan has so many ends that are open."""


@frozen
class Stretch:
    """Some days in no phase, or in the two named, and under which readings: none for all."""

    days: Days
    phases: tuple[Phase, ...] = ()
    under: tuple[Choices, ...] = ()


@frozen
class Timetable:
    """A time that is parted into phases. ``whole`` is ``None`` where the text does not set it: then
    it is that from the first phase to the last."""

    whole: Phase | None
    phases: tuple[Phase, ...]
    gaps: tuple[Stretch, ...]
    overlaps: tuple[Stretch, ...]


def timetables(policy: Policy) -> Iterator[Timetable]:
    """Every time of a document that is parted into phases."""
    said = [each for each in policy.content if isinstance(each, Phase)]
    phases = [each for each in said if not each.whole]
    wholes = [each for each in said if each.whole]
    if not phases:
        return
    groups: list[tuple[Phase | None, list[Phase]]] = [(wholes[0] if wholes else None, phases)]
    if len(wholes) > 1:
        groups = [(whole, _belonging(whole, phases)) for whole in wholes]
    for whole, parts in groups:
        if parts:
            yield _timetable(policy, whole, parts)


def _belonging(whole: Phase, phases: Sequence[Phase]) -> list[Phase]:
    """Of several times, the phases that stand under the clause of one."""
    return [each for each in phases if within(each.place.citation, whole.place.citation)]


def _timetable(policy: Policy, whole: Phase | None, phases: Sequence[Phase]) -> Timetable:
    everything = [*phases, whole] if whole is not None else list(phases)
    readings = [name for each in everything for name in each.readings]
    gaps: dict[Days, list[dict[str, str]]] = {}
    doubles: dict[tuple[Days, int, int], list[dict[str, str]]] = {}
    every = list(islice(all_choices(policy, readings), _MOST_READINGS))
    for choices in every:
        spans = [_spans(phase, choices) for phase in phases]
        time = _whole_days(whole, spans, choices)
        if time is not None:
            covered = [days for phase in phases for days in _spans(phase, choices, *time)]
            for gap in uncovered(time, covered):
                gaps.setdefault(gap, []).append(choices)
        for one, other in combinations(range(len(phases)), 2):
            for days in _shared(spans[one], spans[other]):
                doubles.setdefault((days, one, other), []).append(choices)
    return Timetable(
        whole,
        tuple(phases),
        tuple(Stretch(days, (), _under(found, every)) for days, found in sorted(gaps.items())),
        tuple(
            Stretch(days, (phases[one], phases[other]), _under(found, every))
            for (days, one, other), found in sorted(doubles.items(), key=lambda each: each[0])
        ),
    )


def _spans(
    phase: Phase, choices: Choices, first: date | None = None, last: date | None = None
) -> list[Days]:
    """The days of a phase. A period that ends before it begins has none. One without one of its
    ends has none that could be counted; with ``first`` and ``last``, those that it may have at
    most."""
    found = []
    for period in phase.periods:
        start, end = period.start.on(choices) or first, period.end.on(choices) or last
        if start is not None and end is not None and start <= end:
            found.append((start, end))
    return found


def _whole_days(
    whole: Phase | None, spans: Sequence[Sequence[Days]], choices: Choices
) -> Days | None:
    """The time to be covered; ends that are not known are those of the first and last phase."""
    known = [days for span in spans for days in span]
    if not known:
        return None
    start, end = min(a for a, _ in known), max(b for _, b in known)
    if whole is not None:
        first, last = whole.periods[0].start.on(choices), whole.periods[-1].end.on(choices)
        start, end = first or start, last or end
    return start, end


def uncovered(whole: Days, covered: Iterable[Days]) -> Iterator[Days]:
    """The days of a time that nothing covers, as runs in order."""
    at, last = whole
    for start, end in sorted(covered):
        if start > at and at <= last:
            yield at, min(start - _DAY, last)
        at = max(at, end + _DAY)
    if at <= last:
        yield at, last


def _shared(one: Sequence[Days], other: Sequence[Days]) -> Iterator[Days]:
    for a in one:
        for b in other:
            start, end = max(a[0], b[0]), min(a[1], b[1])
            if start <= end:
                yield start, end


def _under(
    found: Sequence[Mapping[str, str]], every: Sequence[Mapping[str, str]]
) -> tuple[Choices, ...]:
    """Under which readings something is so, by one reading alone where that tells; none for all."""
    if len(found) == len(every):
        return ()
    for name in every[0]:
        chosen = {choices[name] for choices in found}
        if all(choices in found for choices in every if choices[name] in chosen):
            return tuple({name: choice} for choice in dict.fromkeys(c[name] for c in found))
    return tuple(dict(choices) for choices in found)


def show_days(first: date, last: date) -> str:
    """2018年5月2日至5月4日（3天）; what is the same is said once."""
    shown = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return shown
    year = f"{last.year}年" if last.year != first.year else ""
    return f"{shown}至{year}{last.month}月{last.day}日（{(last - first).days + 1}天）"
