"""永不适用。

检查什么
    一个条款（规定、职责、追责）的条件自相矛盾，任何情形、任何读法下都不能成立。因常理而不能成立的，由
    D05 报告。

为什么
    条文写了却永远用不上，本来要管的情形就没有人管；多半是数字写反了，或者前后两个条件不能并存。

反例
    第七条：种植罂粟10000株以上并且不满5000株的，予以挂牌整治。

正例
    第七条：种植罂粟5000株以上并且不满10000株的，予以挂牌整治。

如何修改
    改正互相矛盾的条件；确实用不上的条款删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.condition_words import show_condition
from policyc.analysis.context import Context
from policyc.analysis.solve import Answer
from policyc.analysis.words import listed, place
from policyc.core.conditions import TRUE, All, Condition
from policyc.core.content import Duty, Sanction
from policyc.findings.finding import Cited, Finding, Severity, Status, cite, fingerprint

CODE, NAME = "D01", "永不适用"


def find(ctx: Context) -> Iterator[Finding]:
    """Conditions that contradict themselves."""
    own = ctx.own
    for norm in ctx.policy.norms:
        yield from _examined(ctx, norm.condition, cite(norm), place(norm))
    for clause in ctx.policy.content:
        if isinstance(clause, (Duty, Sanction)) and clause.condition != TRUE:
            cited = Cited(own, clause.place.citation, clause.place.quote)
            yield from _examined(ctx, clause.condition, cited, clause.place.citation)


def _examined(ctx: Context, condition: Condition, cited: Cited, where: str) -> Iterator[Finding]:
    answer = ctx.bare.check(ctx.encoding.truth(condition).t)
    if answer is Answer.UNKNOWN:
        yield ctx.undecided(CODE, NAME, Severity.MEDIUM, f"{where}的条件能否成立")
    if answer is not Answer.UNSAT:
        return
    clashing = _core(ctx, condition)
    named = listed(show_condition(ctx.policy, part, True) for part in clashing)
    why = f"{named}不能同时成立" if len(clashing) > 1 else f"{named}不可能成立"
    yield Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.MEDIUM,
        message=f"{where}永远不能适用：{why}。",
        documents=(cited.document,),
        citations=(cited,),
        norms=(where,),
        suggestion=f"改正{where}中互相矛盾的条件；确实用不上的，删去这一条款。",
        fingerprint=fingerprint(CODE, ctx.policy.name, cited.document, where, named),
    )


def _core(ctx: Context, condition: Condition) -> list[Condition]:
    """Conditions joined by 且 that contradict each other, none of which can be left out."""
    needed = _flat(condition)
    for part in tuple(needed):
        rest = [other for other in needed if other is not part]
        if ctx.bare.check(*(ctx.encoding.truth(other).t for other in rest)) is Answer.UNSAT:
            needed = rest
    return needed


def _flat(condition: Condition) -> list[Condition]:
    if not isinstance(condition, All):
        return [condition]
    return [inner for part in condition.parts for inner in _flat(part)]


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
