"""分工重叠。

检查什么
    一件任务负责的机关自己就是牵头的，没有别的机关；同一件任务，一个机关在一处牵头，在另一处只是协助、配合。
    一个机关的几个名称（代码用“机关”声明的）当作一个。

为什么
    牵头和负责是同一个，就没有人配合，也没有人督促；一处牵头一处协助，出了问题各推给对方。

反例
    第一条：由县禁毒委员会牵头、县委宣传部协助，做好预防教育。
    第二条：预防教育，牵头单位县委宣传部，责任单位县教育局。

正例
    第一条：由县委宣传部牵头、县教育局协助，做好预防教育。
    第二条：预防教育，牵头单位县委宣传部，责任单位县教育局。

如何修改
    一件任务只写一次分工；只有一个机关做的，不写牵头；文字和表格写成一致。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from policyc.core.programme import Division, unit_of
from policyc.findings.finding import Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, some

CODE, NAME = "X02", "分工重叠"
_SAYER = Sayer(CODE, NAME)


def find(encoded: Encoded) -> Iterator[Finding]:
    """Tasks that only those carry out who lead them in one finding; contradictions one by one."""
    divisions = [each for each in encoded.policy.content if isinstance(each, Division)]
    alone = [each for each in divisions if _alone(encoded, each)]
    if alone:
        told = [
            f"{each.place.citation}{_task(each)}（{'、'.join(each.responsible)}）" for each in alone
        ]
        yield _SAYER.say(
            encoded,
            Severity.LOW,
            f"负责的机关自己就是牵头的，没有别的机关：{some(told)}。",
            [each.place for each in alone],
            "只有一个机关做的，不写牵头；要别的机关配合的，写明是谁。",
            "独自",
        )
    for one, other in permutations(divisions, 2):
        if _same_task(one, other):
            yield from _contradiction(encoded, one, other)


def _alone(encoded: Encoded, division: Division) -> bool:
    behind = encoded.policy.bodies_behind
    lead, responsible = behind(division.lead), behind(division.responsible)
    return bool(responsible) and responsible <= lead and not division.assist


def _same_task(one: Division, other: Division) -> bool:
    """Divisions of one 条 or unit of a plan speak of one task unless both name theirs and the
    names differ; elsewhere only a shared name makes them one."""
    if one.task and other.task:
        return one.task == other.task
    return unit_of(one.place.citation) == unit_of(other.place.citation)


def _contradiction(encoded: Encoded, one: Division, other: Division) -> Iterator[Finding]:
    """``one`` has bodies assist that ``other`` has lead."""
    behind = encoded.policy.bodies_behind
    assisting, leading = behind(one.assist), behind(other.lead)
    both = [name for name in one.assist if encoded.policy.body(name) in assisting & leading]
    if both:
        names = "、".join(both)
        others = _without(encoded, other.lead, one.lead)
        more = f"；{'、'.join(one.lead)}在前一处牵头" if one.lead and others else ""
        yield _SAYER.say(
            encoded,
            Severity.MEDIUM,
            f"同一件任务，{one.place.citation}写{names}协助{_task(one)}，"
            f"{_again(one, other)}{names}牵头{_task(other)}{more}。",
            [one.place, other.place],
            f"核对{names}究竟是牵头还是协助，两处写成一致。",
            *both,
        )


def _without(encoded: Encoded, names: Sequence[str], known: Sequence[str]) -> list[str]:
    out = encoded.policy.bodies_behind(known)
    return [name for name in names if encoded.policy.body(name) not in out]


def _again(one: Division, other: Division) -> str:
    same = unit_of(one.place.citation) == unit_of(other.place.citation)
    return "所列的单位里却是" if same else f"{other.place.citation}写"


def _task(division: Division) -> str:
    return f"“{division.task}”" if division.task else ""


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
