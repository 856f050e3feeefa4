"""无退出。

检查什么
    进了某一级整治，就没有一条规定能够让它出来：没有取消，也没有通向取消的降级。

为什么
    只进不出的整治，治好了也摘不掉牌子，等于没有期限。

反例
    第七条：约谈后仍无明显成效的，实行挂牌整治；整治不力的，延长整治期限。
    全文没有规定怎样结束挂牌整治。

正例
    在反例之外增加：期限届满，验收合格的，取消挂牌整治。

如何修改
    写明达到什么条件、由谁决定、可以结束整治。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.moves import Moves, lives
from policyc.analysis.words import articles, listed, place
from policyc.core.norms import Norm
from policyc.core.types import Value, show_value
from policyc.findings.finding import (
    Case,
    Finding,
    Severity,
    Status,
    Witness,
    cite_all,
    fingerprint,
)

CODE, NAME = "L02", "无退出"


def find(ctx: Context) -> Iterator[Finding]:
    """The states that can be reached and from which no way leads to an end."""
    for moves in lives(ctx):
        ends = {*moves.life.finals} or {moves.life.initial}
        reached = [state for state in moves.lived if state in moves.paths]
        caught = [state for state in reached if not moves.can_reach(state, ends)]
        # A step that is done in a day (通报, 约谈) is no state to be ended: it is freed with the
        # one that it leads to.
        traps = [s for s in caught if moves.lasts(s) or not _leads_on(moves, s, caught)]
        if traps and not ctx.incomplete:
            yield _finding(ctx, moves, traps)


def _leads_on(moves: Moves, state: Value, caught: list[Value]) -> bool:
    """Whether a state leads to another one from which there is no way back to it."""
    onward = (other for other in caught if moves.can_reach(state, {other}))
    return any(not moves.can_reach(other, {state}) for other in onward)


def _finding(ctx: Context, moves: Moves, caught: list[Value]) -> Finding:
    into = [path[-1].norm for state in caught if (path := moves.paths[state])]
    inside = [move.norm for state in caught for move in moves.from_state(state)]
    norms: list[Norm] = list(dict.fromkeys((*into, *inside)))
    states = listed(show_value(state) for state in caught)
    history = (*moves.history(caught[-1]), "没有规定能够结束")
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.HIGH,
        message=f"进入{states}以后，没有一条规定能够使它结束（{articles(norms)}只规定进入和延长）。",
        documents=ctx.documents(norms),
        citations=cite_all(norms),
        witness=Witness((Case({}, history),)),
        norms=tuple(dict.fromkeys(map(place, norms))),
        suggestion=f"写明{states}达到什么条件、由谁决定、可以取消。",
        fingerprint=fingerprint(
            CODE, ctx.policy.name, moves.life.name, members=map(show_value, caught)
        ),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
