"""时间断档／重叠。

检查什么
    期间里有没有哪一天不在任何阶段，有没有哪一天同在两个阶段。两头的日子都算在内；旬、月、年的一头是哪一天，按声明的读法
    逐一看，读法不同结果不同的，注明在哪种读法之下。期间没有写明起止的，只看第一个阶段到最后一个阶段之间；
    阶段有一头没有写明的，它可能有的日子不算断档。

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

from collections.abc import Iterable, Iterator

from policyc.core.timetable import Stretch, Timetable, show_days, timetables
from policyc.findings.finding import Finding, Readings, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, places_of

CODE, NAME = "G04", "时间断档／重叠"
_SAYER = Sayer(CODE, NAME)


def find(encoded: Encoded) -> Iterator[Finding]:
    """Gaps in one finding, overlaps in another, for each time that is parted into phases."""
    for timetable in timetables(encoded.policy):
        yield from _about(encoded, timetable)


def _about(encoded: Encoded, timetable: Timetable) -> Iterator[Finding]:
    whole, phases = timetable.whole, timetable.phases
    named = () if whole is None else (whole,)
    places = [each.place for each in (*named, *phases)]
    if timetable.gaps:
        time = "期间" if whole is None else f"“{whole.name}”的期间"
        yield _SAYER.say(
            encoded,
            Severity.MEDIUM,
            f"{time}里有的日子不在任何阶段：{'；'.join(map(_told, timetable.gaps))}。",
            places,
            "把相邻阶段的起止写成前后相接的日子，或者写明这几天做什么。",
            "断档",
            readings=_readings(timetable.gaps),
        )
    if timetable.overlaps:
        seen = timetable.overlaps
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


def _readings(seen: Iterable[Stretch]) -> tuple[Readings, ...]:
    """Under which readings a finding holds: none where a part of it holds under all."""
    found = list(seen)
    if any(not each.under for each in found):
        return ()
    unique = {tuple(sorted(r.items())): r for each in found for r in each.under}
    return tuple(unique.values())


def _told(seen: Stretch) -> str:
    told = show_days(*seen.days)
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


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
