"""起算不明。

检查什么
    期限从哪一天起算没有写明；升级、降级、延期以后，期限是接着算还是重新算没有写明。

为什么
    同一个三年，从评定之日、公布之日还是下一年一月一日起算，届满的日子不同；升级后已经过去的时间算不算，更会
    相差一年以上。

反例
    第十条：挂牌整治三年。

正例
    第十条：挂牌整治三年，自评定决定作出之日起计算；升级、降级的，自新的决定作出之日起重新计算。

如何修改
    写明起算日；写明升级、降级、延期以后怎样计算。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.moves import Moves, lives
from policyc.analysis.words import listed
from policyc.core.lifecycle import Change, ChangeKind
from policyc.core.types import show_value
from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint

CODE, NAME = "L07", "起算不明"
_MOVING = (ChangeKind.TURN, ChangeKind.RAISE, ChangeKind.LOWER)


def find(ctx: Context) -> Iterator[Finding]:
    """For each life with terms, the days from which the text does not say that they run."""
    for moves in lives(ctx):
        if moves.life.term is None:
            continue
        changes = [change for change in moves.life.changes if _is_open(moves, change)]
        if not moves.life.start or changes:
            yield _finding(ctx, moves, changes)


def _is_open(moves: Moves, change: Change) -> bool:
    ends = change.kind is ChangeKind.TURN and change.target in moves.life.finals
    return change.kind in _MOVING and not ends and not change.restarts


def _finding(ctx: Context, moves: Moves, changes: list[Change]) -> Finding:
    life = moves.life
    document = ctx.documents(moves.norms_of(life.deciders))[0]
    said, cited = [], []
    if not life.start:
        said.append(f"“{life.term}”从哪一天起算没有写明")
        cited.append(Cited(document, life.citation, life.quote))
    if changes:
        done = listed(show_value(change.value) for change in changes)
        said.append(f"{done}以后，期限是接着计算还是重新计算没有写明")
        cited += [Cited(document, change.citation, change.quote) for change in changes]
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.READ,
        severity=Severity.MEDIUM,
        message=f"{'；'.join(said)}。",
        documents=(document,),
        citations=tuple(dict.fromkeys(cited)),
        norms=tuple(dict.fromkeys(each.citation for each in cited)),
        suggestion="写明期限自哪一天起计算，以及升级、降级以后是否重新计算。",
        fingerprint=fingerprint(
            CODE, ctx.policy.name, life.name, members=(show_value(c.value) for c in changes)
        ),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
