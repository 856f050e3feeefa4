"""角色重叠。

检查什么
    规定了一个角色，后文的职责、程序、追责却从来没有用到它；同一个人可以身兼两个角色，而文件对两个角色的追责
    不同。只看文件写明的角色、任职和追责。

为什么
    写了不用的角色没有责任可言；一人兼两个角色而后果不同，出了问题按哪一个追责说不清。

反例
    第十七条：禁毒委员会主任是直接责任人，党委主要领导是第一责任人。
    第十六条：禁毒委员会主任由党委主要领导担任。
    第二十四条：第一责任人不得提拔。
    同一个人既是第一责任人又是直接责任人，只有一个身份不得提拔。

正例
    第二十四条：第一责任人、直接责任人不得提拔。

如何修改
    不用的角色删去，或者在追责条款里写明；身兼数职的，写明按哪一个身份追责。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.stated import stated
from policyc.analysis.words import listed
from policyc.core.content import (
    Application,
    Content,
    Definition,
    Delegation,
    Duty,
    Role,
    Sanction,
)
from policyc.core.norms import Norm, Policy
from policyc.findings.finding import (
    Cited,
    Finding,
    Severity,
    cite_all,
)

CODE, NAME = "R04", "角色重叠"


def find(ctx: Context) -> Iterator[Finding]:
    """Roles that nothing uses in one finding, then people in two roles with different sanctions."""
    roles: dict[str, list[Role]] = {}
    for clause in ctx.policy.content:
        if isinstance(clause, Role):
            roles.setdefault(clause.name, []).append(clause)
    unused = {
        name: places
        for name, places in roles.items()
        if not any(name in text for text in _texts(ctx.policy, places))
    }
    if unused:
        yield _unused(ctx, unused)
    for one, other in combinations(roles, 2):
        yield from _overlapping(ctx, roles, one, other)


def _texts(policy: Policy, places: Sequence[Role]) -> Iterator[str]:
    """Everything that may speak of a role, the clauses that define it left out."""
    for clause in policy.content:
        if clause not in places:
            yield from _words_of(clause)
    for norm in policy.norms:
        yield norm.decider
        yield norm.subject
    for outcome in policy.outcomes:
        yield outcome.subject


def _words_of(clause: Content) -> Iterator[str]:
    match clause:
        case Duty():
            yield from (*clause.bodies, *clause.acts, *clause.towards, *clause.consent)
        case Sanction():
            yield from (*clause.targets, *clause.measures, *clause.deciders)
        case Role():
            yield from clause.holders
        case Delegation() | Application():
            yield from clause.bodies
        case Definition():
            yield clause.meaning


def _unused(ctx: Context, unused: Mapping[str, Sequence[Role]]) -> Finding:
    told = "，".join(
        f"{listed(role.place.citation for role in places)}规定了“{name}”"
        for name, places in unused.items()
    )
    names = "、".join(f"“{name}”" for name in unused)
    return stated(
        ctx,
        CODE,
        NAME,
        severity=Severity.LOW,
        message=f"{told}，后文的职责、程序和追责都没有用到{'它' if len(unused) == 1 else '它们'}。",
        cited=_cited(ctx, [role for places in unused.values() for role in places]),
        suggestion=f"在追责或者职责条款里写明{names}承担什么责任，或者删去这一规定。",
        key="\x1f".join(unused),
    )


# One person in two roles ------------------------------------------------------------------


def _overlapping(
    ctx: Context, roles: Mapping[str, Sequence[Role]], one: str, other: str
) -> Iterator[Finding]:
    measures = {name: _measures(ctx.policy, name) for name in (one, other)}
    if {what for what, _ in measures[one]} == {what for what, _ in measures[other]}:
        return
    shared = list(_shared(ctx.policy, roles[one], roles[other]))
    if not shared:
        return
    persons = "；".join(dict.fromkeys(person for person, _ in shared))
    appointing = [norm for _, norm in shared if norm is not None]
    heavier, lighter = sorted((one, other), key=lambda name: -len(measures[name]))
    known = {what for what, _ in measures[lighter]}
    only = [(what, place) for what, place in measures[heavier] if what not in known]
    where = listed(dict.fromkeys(place for _, place in only))
    whats = "、".join(dict.fromkeys(what for what, _ in only))
    yield stated(
        ctx,
        CODE,
        NAME,
        severity=Severity.MEDIUM,
        message=(
            f"{persons}，可以既是“{one}”又是“{other}”，而两者的追责不同："
            f"{where}的追责（{whats}）只及于“{heavier}”。"
        ),
        cited=(*_cited(ctx, (*roles[one], *roles[other])), *cite_all(appointing)),
        suggestion=f"写明身兼“{one}”和“{other}”的按哪一个身份追责，或者使两者的追责一致。",
        key=f"{one}\x1f{other}",
    )


def _measures(policy: Policy, role: str) -> list[tuple[str, str]]:
    """What the text does to a role, with the place."""
    return [
        (measure, clause.place.citation)
        for clause in policy.content
        if isinstance(clause, Sanction) and role in clause.targets
        for measure in clause.measures
    ]


def _shared(
    policy: Policy, one: Sequence[Role], other: Sequence[Role]
) -> Iterator[tuple[str, Norm | None]]:
    """Who can hold both roles: named in both, or appointed to what the other names."""
    first = [holder for role in one for holder in role.holders]
    second = [holder for role in other for holder in role.holders]
    known = policy.bodies_behind(second)
    for holder in dict.fromkeys(first):
        if policy.body(holder) in known:
            yield holder, None
    for ours, theirs in ((first, second), (second, first)):
        for norm in policy.norms:
            if norm.outcome in ours:
                both = [v for v in map(str, norm.values) if any(h.endswith(v) for h in theirs)]
                if both:
                    office = f"{'、'.join(both)}担任{norm.outcome}的（{norm.citation or norm.id}）"
                    yield office, norm


def _cited(ctx: Context, roles: Sequence[Role]) -> tuple[Cited, ...]:
    own = ctx.own
    return tuple(Cited(own, role.place.citation, role.place.quote) for role in roles)


CHECK = Check(code=CODE, name=NAME, severity=Severity.LOW, find=find)
