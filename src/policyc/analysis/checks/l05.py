"""不可达级别。

检查什么
    有的级别没有任何规定能够进入；有的级别只能逐级进入，事实再严重也要先经过前面几级。

为什么
    进不去的级别等于没有；只能逐级进入的，最严重的情形也不能立即处理。

反例
    第七条：措施不力的，通报；通报后没有改观的，约谈；约谈后没有成效的，挂牌整治。
    毒情再严重，也要先通报、再约谈，才能挂牌整治。

正例
    在反例之外增加：情节特别严重的，直接挂牌整治。

如何修改
    写明什么情形进入这一级；确实只能逐级的，可以不改，接受这一发现并写明理由。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.moves import Moves, lives
from policyc.analysis.words import listed, place, places
from policyc.core.types import ScaleType, Value, show_value
from policyc.findings.finding import (
    Case,
    Cited,
    Finding,
    Severity,
    Status,
    Witness,
    cite_all,
    fingerprint,
)

CODE, NAME = "L05", "不可达级别"


def find(ctx: Context) -> Iterator[Finding]:
    """The states that nothing leads to, and those that are reached only step by step."""
    for moves in lives(ctx):
        if ctx.incomplete:
            continue
        lost = [state for state in moves.lived if state not in moves.paths]
        if lost:
            yield _lost(ctx, moves, lost)
        if isinstance(ctx.policy.outcome(moves.life.state).type, ScaleType):
            ladder = [state for state in moves.lived if len(moves.paths.get(state, ())) > 1]
            if ladder:
                yield _ladder(ctx, moves, ladder)


def _lost(ctx: Context, moves: Moves, lost: list[Value]) -> Finding:
    states = listed(map(show_value, lost))
    norms = moves.norms_of(moves.life.deciders)
    document, outcome = ctx.documents(norms)[0], ctx.policy.outcome(moves.life.state)
    cited = [Cited(document, moves.life.citation, moves.life.quote)]
    if outcome.trigger_citation:  # where the text names the levels, or comes nearest to it
        cited.insert(0, Cited(document, outcome.trigger_citation, outcome.trigger_quote))
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.MEDIUM,
        message=f"“{moves.life.state}”有{states}，但没有一条规定能够进入。",
        documents=ctx.documents(norms),
        citations=tuple(dict.fromkeys(cited)),
        norms=tuple(dict.fromkeys(each.citation for each in cited)),
        suggestion=f"写明什么情形进入{states}，或者删去。",
        fingerprint=fingerprint(
            CODE, ctx.policy.name, moves.life.name, members=map(show_value, lost)
        ),
    )


def _ladder(ctx: Context, moves: Moves, ladder: list[Value]) -> Finding:
    top = ladder[-1]
    path = moves.paths[top]
    norms = [move.norm for move in path]
    before = listed(show_value(move.value) for move in path[:-1])
    history = (*moves.history(top), "此前不能直接进入")
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.LOW,
        message=(
            f"{listed(map(show_value, ladder))}只能逐级进入：不先{before}，"
            f"事实再严重也不能{show_value(top)}（{places(norms)}）。"
        ),
        documents=ctx.documents(norms),
        citations=cite_all(norms),
        witness=Witness((Case({}, history),)),
        norms=tuple(dict.fromkeys(map(place, norms))),
        suggestion="写明情节特别严重的可以直接进入；本意就是逐级的，可以接受这一发现并写明理由。",
        fingerprint=fingerprint(CODE, ctx.policy.name, moves.life.name, "逐级"),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
