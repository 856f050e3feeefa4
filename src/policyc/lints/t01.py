"""时限不能。

检查什么
    期间、阶段的结束早于开始；期间、阶段或者有确定日期的期限早于文件印发；在印发之前就结束的阶段里，还要求做什么。
    印发的日子看文件头的成文日期（没有的，看公布日期）；都没有的不查。

为什么
    印发时已经过去的日子，谁也不能再照着做；要求在那时做的事，不是没有人做，就是早已做完，写进来没有作用。

反例
    第一条：本方案2023年9月1日印发。
    第二条：推进部署阶段，2023年7月10日至2023年7月20日，制定实施方案。

正例
    第一条：本方案2023年9月1日印发。
    第二条：推进部署阶段，2023年9月1日至2023年9月20日，制定实施方案。

如何修改
    改为印发之后的日子；确实是记述已经做过的工作的，写明“已于……完成”。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from policyc.core.content import Duty
from policyc.core.dates import Deadline, Period
from policyc.core.figures import all_choices
from policyc.core.programme import Indicator, Phase, Place, within
from policyc.core.types import show_value
from policyc.findings.finding import Finding, Readings, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, places_of, some

CODE, NAME = "T01", "时限不能"
_SAYER = Sayer(CODE, NAME)


def find(encoded: Encoded) -> Iterator[Finding]:
    """Ends before starts one by one; all that lies before the issue in one finding."""
    phases = [each for each in encoded.policy.content if isinstance(each, Phase)]
    for phase in phases:
        for period in phase.periods:
            yield from _reversed(encoded, phase, period)
    head = encoded.document.head
    issued = head.written or head.published
    if issued is not None:
        yield from _before_issue(encoded, phases, issued)


def _reversed(encoded: Encoded, phase: Phase, period: Period) -> Iterator[Finding]:
    wrong = [c for c in all_choices(encoded.policy, period.readings) if _ends_early(period, c)]
    if not wrong:
        return
    every = len(list(all_choices(encoded.policy, period.readings)))
    under: tuple[Readings, ...] = () if len(wrong) == every else tuple(wrong)
    where = f"（{_shown_readings(under)}）" if under else ""
    yield _SAYER.say(
        encoded,
        Severity.HIGH if not under else Severity.LOW,
        f"“{phase.name}”的结束早于开始：{period.shown}{where}。",
        [phase.place],
        "核对起止的日子，把写反的对调。",
        phase.name,
        period.shown,
        readings=under,
    )


def _ends_early(period: Period, choices: Mapping[str, str]) -> bool:
    start, end = period.start.on(choices), period.end.on(choices)
    return start is not None and end is not None and end < start


def _shown_readings(readings: tuple[Readings, ...]) -> str:
    return "；".join(
        "，".join(f"读法「{name}」取{choice}" for name, choice in each.items()) for each in readings
    )


def _before_issue(encoded: Encoded, phases: list[Phase], issued: date) -> Iterator[Finding]:
    told: list[str] = []
    places: list[Place] = []
    over = [phase for phase in phases if (last := _last(phase)) is not None and last < issued]
    for phase in over:
        told.append(f"“{phase.name}”（{_periods(phase)}）在印发之前就已经结束")
        places.append(phase.place)
        duties = [
            each
            for each in encoded.policy.content
            if isinstance(each, Duty) and within(each.place.citation, phase.place.citation)
        ]
        if duties:
            acts = "、".join(f"“{act}”" for duty in duties for act in duty.acts)
            told[-1] += f"，却还要求{acts}"
            places += [duty.place for duty in duties]
    begun = [phase for phase in phases if phase not in over and _begins_before(phase, issued)]
    for phase in begun:
        told.append(f"“{phase.name}”（{_periods(phase)}）从印发之前算起")
        places.append(phase.place)
    for place, what, deadline in _deadlines(encoded):
        if deadline.last is not None and deadline.last < issued:
            told.append(f"“{what}”的期限（{deadline.text}）在印发之前")
            places.append(place)
    if told:
        late = over or len(told) > len(begun)
        yield _SAYER.say(
            encoded,
            Severity.MEDIUM if late else Severity.LOW,
            f"文件于{show_value(issued)}印发，而{some(told)}。",
            places,
            f"把{places_of(places)}改为印发之后的日子；记述已经做过的工作的，写明已经完成。",
            "印发之前",
        )


def _last(phase: Phase) -> date | None:
    """The last day that a phase may have; ``None`` where an end is not known."""
    ends = [period.end.days for period in phase.periods]
    return max(days[-1] for days in ends) if all(ends) else None


def _begins_before(phase: Phase, issued: date) -> bool:
    """Whether a phase begins before the issue under every reading."""
    days = phase.periods[0].start.days
    return bool(days) and days[-1] < issued


def _periods(phase: Phase) -> str:
    return "、".join(period.shown for period in phase.periods)


def _deadlines(encoded: Encoded) -> Iterator[tuple[Place, str, Deadline]]:
    for said in encoded.policy.content:
        match said:
            case Duty(place, _, acts) if said.deadline is not None:
                yield place, "、".join(acts), said.deadline
            case Indicator(place, name) if said.deadline is not None:
                yield place, name, said.deadline


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
