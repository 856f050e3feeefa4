"""无目标。

检查什么
    规定允许升级或者降级，可是已经在最高一级、最低一级，没有哪一级可升、可降。
    同一规定还允许作别的处理的，仍能执行，程度降为低。

为什么
    这样的规定在这一级执行不了：要么落空，要么各自理解成别的措施。

反例
    第四条：实行挂牌整治、通报警示两级整治。
    第十一条：期限届满，措施不得力的，应当升级整治。
    已经挂牌整治的地区，没有更高的一级。

正例
    第十一条：期限届满，措施不得力的，通报警示的升级为挂牌整治，挂牌整治的延期一年。

如何修改
    写明最高一级（最低一级）的怎样处理。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.moves import Move, Moves, lives
from policyc.analysis.words import listed, place
from policyc.core.lifecycle import ChangeKind
from policyc.core.types import show_value
from policyc.findings.finding import Cited, Finding, Severity, Status, cite_all, fingerprint

CODE, NAME = "L04", "无目标"


def find(ctx: Context) -> Iterator[Finding]:
    """升级 that can be decided in the top state, 降级 in the lowest one of the life."""
    for moves in lives(ctx):
        for state in moves.lived:
            if state in moves.paths:
                decided = moves.from_state(state)
                for move in decided:
                    if _leads_nowhere(moves, move):
                        others = [
                            other
                            for other in decided
                            if other.norm.id == move.norm.id and not _leads_nowhere(moves, other)
                        ]
                        yield from _finding(ctx, moves, move, others)


def _leads_nowhere(moves: Moves, move: Move) -> bool:
    return move.change is not None and not moves.life.has_target(
        move.change, move.state, moves.steps
    )


def _finding(ctx: Context, moves: Moves, move: Move, others: Sequence[Move]) -> Iterator[Finding]:
    """``others``: what the same norm lets be decided instead, so that it does not fail as such."""
    shown = moves.enabling(move.norm, move.state)
    if shown is None or move.change is None:
        return
    rises = move.change.kind is ChangeKind.RAISE
    state, done = show_value(move.state), show_value(move.value)
    end, further = ("最高", "更高的级别可升") if rises else ("最低", "更低的级别可降")
    instead = listed(f"“{show_value(other.value)}”" for other in others)
    left = f"；同一规定的{instead}仍可作出" if others else ""
    mend = f"写明{state}的怎样处理，例如延期，或者改作其他措施。"
    if others:
        mend = f"写明“{done}”不适用于{state}，或者写明{state}的“{done}”指什么。"
    cited = Cited(ctx.documents([move.norm])[0], move.change.citation, move.change.quote)
    yield Finding(
        code=CODE,
        name=NAME,
        status=Status.WITNESSED,
        severity=Severity.LOW if others else Severity.MEDIUM,
        message=(
            f"{place(move.norm)}允许对{state}的{moves.subject}作出“{done}”，"
            f"但{state}已是{end}一级，没有{further}{left}。"
        ),
        documents=ctx.documents([move.norm]),
        citations=tuple(dict.fromkeys((*cite_all([move.norm]), cited))),
        witness=moves.witness(shown, move.state, f"期限届满，{done}", f"没有{further}"),
        replayed=True,
        norms=(place(move.norm),),
        readings=shown.holds,
        suggestion=mend,
        fingerprint=fingerprint(CODE, ctx.policy.name, moves.life.name, state, done),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
