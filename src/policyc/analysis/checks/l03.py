"""无限延期。

检查什么
    延期或者继续整治可以一次又一次地作出，文件没有写明最多几次。

为什么
    没有次数的延期等于没有期限；期限长短的差别也就没有意义。

反例
    第十一条：期限届满，措施不得力的，应当延期。

正例
    第十一条：期限届满，措施不得力的，应当延期一次；延期届满仍不得力的，升级整治。

如何修改
    写明最多延期几次，以及用完以后怎样处理。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.moves import Move, Moves, lives
from policyc.analysis.words import listed, place, places
from policyc.core.lifecycle import Change, ChangeKind
from policyc.core.norms import Modality
from policyc.core.types import show_value
from policyc.findings.finding import Cited, Finding, Severity, Status, cite_all, fingerprint

CODE, NAME = "L03", "无限延期"
_STAYING = (ChangeKind.PROLONG, ChangeKind.STAY)


def find(ctx: Context) -> Iterator[Finding]:
    """The decisions that keep a state going and that nothing bounds."""
    for moves in lives(ctx):
        for change in moves.life.changes:
            if change.kind in _STAYING and change.times is None:
                endless = [
                    move
                    for state in moves.lived
                    if state in moves.paths
                    for move in moves.from_state(state)
                    if move.change == change
                ]
                if endless:
                    yield _finding(ctx, moves, change, endless)


def _finding(ctx: Context, moves: Moves, change: Change, endless: list[Move]) -> Finding:
    done = show_value(change.value)
    states = listed(show_value(move.state) for move in endless)
    norms = list(dict.fromkeys(move.norm for move in endless))
    bound = "写明次数不限" if change.unlimited else "没有写明最多几次"
    length = "，也没有写明多久" if change.kind is ChangeKind.PROLONG and not change.length else ""
    says = "要求" if all(norm.modality is Modality.SHALL for norm in norms) else "允许"
    whom = listed(dict.fromkeys(norm.subject for norm in norms))
    first = endless[-1]
    shown = moves.enabling(first.norm, first.state)
    again = (f"期限届满，{done}", f"再次届满，仍可以{done}")
    if moves.life.expired is None:
        again = (done, f"仍可以再次{done}")
    cited = Cited(ctx.documents(norms)[0], change.citation, change.quote)
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.WITNESSED if shown is not None else Status.PROVED,
        severity=Severity.MEDIUM,
        message=f"{places(norms)}{says}对{states}的{whom}{done}，{bound}{length}，可以一再{done}。",
        documents=ctx.documents(norms),
        citations=tuple(dict.fromkeys((*cite_all(norms), cited))),
        witness=None if shown is None else moves.witness(shown, first.state, *again),
        replayed=None if shown is None else True,
        norms=tuple(dict.fromkeys(map(place, norms))),
        suggestion=f"写明最多{done}几次{'、每次多久' if length else ''}，以及用完以后怎样处理。",
        fingerprint=fingerprint(CODE, ctx.policy.name, moves.life.name, done),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
