"""时间断档／重叠。

检查什么
    期间里有没有哪一天不在任何阶段，有没有哪一天同在两个阶段。两头的日子都算在内；旬、月、年的一头是哪一天，按声明的读法
    逐一看，读法不同结果不同的，注明在哪种读法之下。期间没有写明起止的，只看第一个阶段到最后一个阶段之间。

为什么
    断开的几天没有部署，谁都可以不做；重叠的几天两步同时要求，例如边实施边验收，不知道先做哪一样。

反例
    第二条：整治时间为2018年5月2日至2018年6月30日。
    第三条：动员部署阶段，2018年5月5日至5月29日。
    第四条：全面整治阶段，2018年6月1日至2018年6月30日。

正例
    第二条：整治时间为2018年5月2日至2018年6月30日。
    第三条：动员部署阶段，2018年5月2日至5月31日。
    第四条：全面整治阶段，2018年6月1日至2018年6月30日。

如何修改
    把相邻阶段的起止写成前后相接的日子；有意重叠的（边实施边验收），写明两个阶段怎样衔接。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, islice

from attrs import frozen

from policyc.core.figures import all_choices
from policyc.core.programme import Phase, within
from policyc.core.types import show_value
from policyc.findings.finding import Finding, Readings, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, places_of

CODE, NAME = "G04", "时间断档／重叠"
_SAYER = Sayer(CODE, NAME)
_DAY = timedelta(days=1)
_MOST_READINGS = 4096
"""Combinations of readings that are looked at; no plan has so many ends that are open."""

Days = tuple[date, date]


@frozen
class _Seen:
    """Some days that are wrong, the phases concerned, and the readings under which they are."""

    days: Days
    phases: tuple[Phase, ...]
    under: tuple[Readings, ...]


def find(encoded: Encoded) -> Iterator[Finding]:
    """Gaps in one finding, overlaps in another, for each time that is parted into phases."""
    said = [each for each in encoded.policy.content if isinstance(each, Phase)]
    phases = [each for each in said if not each.whole]
    wholes = [each for each in said if each.whole]
    if not phases:
        return
    groups: list[tuple[Phase | None, list[Phase]]] = [(wholes[0] if wholes else None, phases)]
    if len(wholes) > 1:
        groups = [(whole, _belonging(whole, phases)) for whole in wholes]
    for whole, parts in groups:
        if parts:
            yield from _about(encoded, whole, parts)


def _belonging(whole: Phase, phases: Sequence[Phase]) -> list[Phase]:
    """Of several times, the phases that stand under the clause of one."""
    return [each for each in phases if within(each.place.citation, whole.place.citation)]


def _about(encoded: Encoded, whole: Phase | None, phases: Sequence[Phase]) -> Iterator[Finding]:
    everything = [*phases, whole] if whole is not None else list(phases)
    readings = [name for each in everything for name in each.readings]
    gaps: dict[Days, list[dict[str, str]]] = {}
    doubles: dict[tuple[Days, int, int], list[dict[str, str]]] = {}
    every = list(islice(all_choices(encoded.policy, readings), _MOST_READINGS))
    for choices in every:
        spans = [_spans(phase, choices) for phase in phases]
        covered = [days for span in spans for days in span]
        for gap in uncovered(_whole_days(whole, spans, choices), covered):
            gaps.setdefault(gap, []).append(choices)
        for one, other in combinations(range(len(phases)), 2):
            for days in _shared(spans[one], spans[other]):
                doubles.setdefault((days, one, other), []).append(choices)
    named = () if whole is None else (whole,)
    places = [each.place for each in (*named, *phases)]
    if gaps:
        seen = [_Seen(days, (), _under(found, every)) for days, found in sorted(gaps.items())]
        time = "期间" if whole is None else f"“{whole.name}”的期间"
        yield _SAYER.say(
            encoded,
            Severity.MEDIUM,
            f"{time}里有的日子不在任何阶段：{'；'.join(map(_told, seen))}。",
            places,
            "把相邻阶段的起止写成前后相接的日子，或者写明这几天做什么。",
            "断档",
            readings=_readings(seen),
        )
    if doubles:
        seen = [
            _Seen(days, (phases[one], phases[other]), _under(found, every))
            for (days, one, other), found in sorted(doubles.items(), key=lambda each: each[0])
        ]
        concerned = list(dict.fromkeys(phase.place for each in seen for phase in each.phases))
        yield _SAYER.say(
            encoded,
            Severity.LOW,
            f"有的日子同在两个阶段：{'；'.join(map(_told, seen))}。",
            concerned,
            f"在{places_of(concerned)}写明各阶段相接的日子；有意重叠的，写明两个阶段怎样衔接。",
            "重叠",
            readings=_readings(seen),
        )


def _spans(phase: Phase, choices: Mapping[str, str]) -> list[Days]:
    """The days of a phase; a period without one of its ends, or that ends before it begins, has
    none that could be counted."""
    found = []
    for period in phase.periods:
        start, end = period.start.on(choices), period.end.on(choices)
        if start is not None and end is not None and start <= end:
            found.append((start, end))
    return found


def _whole_days(
    whole: Phase | None, spans: Sequence[Sequence[Days]], choices: Mapping[str, str]
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


def uncovered(whole: Days | None, covered: Iterable[Days]) -> Iterator[Days]:
    """The days of a time that nothing covers, as runs in order."""
    if whole is None:
        return
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
) -> tuple[Readings, ...]:
    """Under which readings something is so, by one reading alone where that tells; none for all."""
    if len(found) == len(every):
        return ()
    for name in every[0]:
        chosen = {choices[name] for choices in found}
        if all(choices in found for choices in every if choices[name] in chosen):
            return tuple({name: choice} for choice in dict.fromkeys(c[name] for c in found))
    return tuple(dict(choices) for choices in found)


def _readings(seen: Iterable[_Seen]) -> tuple[Readings, ...]:
    """Under which readings a finding holds: none where a part of it holds under all."""
    found = list(seen)
    if any(not each.under for each in found):
        return ()
    unique = {tuple(sorted(r.items())): r for each in found for r in each.under}
    return tuple(unique.values())


def _told(seen: _Seen) -> str:
    told = _show_days(*seen.days)
    if seen.phases:
        told += "（" + "与".join(f"“{phase.name}”" for phase in seen.phases) + "）"
    if seen.under:
        told += (
            "——"
            + "、".join(
                "且".join(f"读法「{name}」取{choice}" for name, choice in each.items())
                for each in seen.under
            )
            + "时"
        )
    return told


def _show_days(first: date, last: date) -> str:
    """2018年5月2日至5月4日（3天）; what is the same is said once."""
    shown = show_value(first)
    if first == last:
        return shown
    year = f"{last.year}年" if last.year != first.year else ""
    return f"{shown}至{year}{last.month}月{last.day}日（{(last - first).days + 1}天）"


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
