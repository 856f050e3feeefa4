"""一名多指／多名同指。

检查什么
    一个角色或者术语在两处各指不同的人或事；两个角色的名称不同，指的却是同一些人。只看文件写明的角色和定义。

为什么
    追责、报告、考核都按名称找人，名称对不准，责任就落空或者重复。

反例
    第十七条第二句：分管领导是直接责任人。
    第十七条第三句：禁毒委员会委员是直接责任人。
    后文追究直接责任人时，不知道是哪一些。

正例
    第十七条第二句：分管领导是主要责任人。
    第十七条第三句：禁毒委员会委员是直接责任人。

如何修改
    不同的人用不同的名称，同一些人用同一个名称；确实都包括的，在一处一并列举。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.words import listed
from policyc.core.content import Definition, Place, Role
from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint

CODE, NAME = "R02", "一名多指／多名同指"


def find(ctx: Context) -> Iterator[Finding]:
    """One name for different things, then two names for one."""
    roles = [clause for clause in ctx.policy.content if isinstance(clause, Role)]
    by_name: dict[str, list[tuple[Place, str, object]]] = {}
    for role in roles:
        shown = "、".join(role.holders)
        by_name.setdefault(role.name, []).append((role.place, shown, frozenset(role.holders)))
    for clause in ctx.policy.content:
        if isinstance(clause, Definition):
            meaning = clause.meaning.strip("。 ")
            by_name.setdefault(clause.name, []).append((clause.place, meaning, meaning))
    for name, said in by_name.items():
        if len({meaning for _, _, meaning in said}) > 1:
            yield _one_name(ctx, name, said)
    yield from _two_names(ctx, roles)


def _one_name(ctx: Context, name: str, said: Sequence[tuple[Place, str, object]]) -> Finding:
    own = ctx.own
    told = "；".join(f"{place.citation}指{shown}" for place, shown, _ in said)
    where = listed(place.citation for place, _, _ in said)
    return _finding(
        ctx,
        message=f"“{name}”一名多指：{told}。",
        cited=[Cited(own, place.citation, place.quote) for place, _, _ in said],
        suggestion=f"在{where}用不同的名称；都包括的，在一处一并写明。",
        key=name,
    )


def _two_names(ctx: Context, roles: Sequence[Role]) -> Iterator[Finding]:
    """Roles of different names with the same holders; roles with several places are left out."""
    own = ctx.own
    names = [role.name for role in roles]
    single = [role for role in roles if names.count(role.name) == 1]
    for one, other in combinations(single, 2):
        if set(one.holders) == set(other.holders):
            yield _finding(
                ctx,
                message=(
                    f"“{one.name}”（{one.place.citation}）与“{other.name}”"
                    f"（{other.place.citation}）多名同指：都是{'、'.join(one.holders)}。"
                ),
                cited=[Cited(own, r.place.citation, r.place.quote) for r in (one, other)],
                suggestion=f"只用一个名称；确有区别的，写明“{one.name}”与“{other.name}”各负什么责任。",
                key=f"{one.name}\x1f{other.name}",
            )


def _finding(
    ctx: Context, message: str, cited: Sequence[Cited], suggestion: str, key: str
) -> Finding:
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.MEDIUM,
        message=message,
        documents=(ctx.own,),
        citations=tuple(dict.fromkeys(cited)),
        norms=tuple(dict.fromkeys(each.citation for each in cited)),
        suggestion=suggestion,
        fingerprint=fingerprint(CODE, ctx.policy.name, key),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
