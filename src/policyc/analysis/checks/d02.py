"""总被排除。

检查什么
    一个条款的条件能够成立，但每次成立时都被自己的但书、除外排除，或者被优先于它的条款排除，从来没有生效的时候；
    几个条款合起来把它排除完的，也在此列。

为什么
    这样的条款形同虚设。多半是除外写得太宽，或者优先关系写反了。

反例
    第七条：种植罂粟3000株以上的，予以重点关注，但种植1000株以上的除外。

正例
    第七条：种植罂粟3000株以上的，予以重点关注，但种植10000株以上的除外。

如何修改
    收窄除外的情形，核对谁优先于谁；确实用不上的条款删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.grouping import norms_fingerprint
from policyc.analysis.implied import is_impossible
from policyc.analysis.logic import conj, neg
from policyc.analysis.words import listed, place
from policyc.core.norms import Norm
from policyc.findings.finding import (
    Finding,
    Severity,
    Status,
    cite_all,
)

CODE, NAME = "D02", "总被排除"


def find(ctx: Context) -> Iterator[Finding]:
    """Norms whose condition can hold, but which are never in force."""
    for norm in ctx.policy.norms:
        if not norm.competent or not norm.window.contains(ctx.as_of):
            continue
        winners = ctx.policy.winners_over(norm.id)
        if norm.exception is None and not winners:
            continue
        can_hold = not is_impossible(ctx, ctx.encoding.truth(norm.condition).t)
        if can_hold and is_impossible(ctx, ctx.encoding.force(norm).t):
            yield _finding(ctx, norm, winners)


def _finding(ctx: Context, norm: Norm, winners: tuple[Norm, ...]) -> Finding:
    by_itself = is_impossible(ctx, ctx.encoding.applies(norm).t)
    behind = () if by_itself else _needed(ctx, norm, winners)
    others = listed(place(winner) for winner in behind)
    own = "自己的但书或者除外" if norm.exception is not None else ""
    by = own if by_itself else "以及".join(part for part in (others, own) if part)
    outcome = ctx.policy.outcome(norm.outcome)
    norms = (norm, *behind)
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.MEDIUM,
        message=f"{place(norm)}每次符合条件时都被{by}排除，从来没有生效的时候。",
        documents=ctx.documents(norms),
        citations=cite_all(norms),
        norms=tuple(map(place, norms)),
        suggestion=f"收窄{by}的范围，或者核对谁优先于谁；{place(norm)}确实用不上的，删去。",
        fingerprint=norms_fingerprint(ctx, CODE, outcome, norm.subject, (norm,)),
    )


def _needed(ctx: Context, norm: Norm, winners: tuple[Norm, ...]) -> tuple[Norm, ...]:
    """Winners that exclude the norm between them, none of which can be left out."""
    needed = list(winners)
    applies = ctx.encoding.applies(norm).t
    for winner in winners:
        rest = [other for other in needed if other is not winner]
        if is_impossible(ctx, conj((applies, *(neg(ctx.encoding.force(o).t) for o in rest)))):
            needed = rest
    return tuple(needed)


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
