"""程序僵局。

检查什么
    整治期限届满，却没有一条规定能够适用：既不符合取消、降低的条件，也不符合延期、升级的条件。

为什么
    期限到了，文件没有说接下来怎么办：整治是继续、是结束，谁也说不清，被整治的地区无所适从。

反例
    第十条：期限届满，符合取消条件的，可以取消整治。
    第十一条：期限届满，措施不得力的，应当延期。
    措施得力、但取消条件还差一项的地区，期限届满以后两条都不适用。

正例
    在反例之外增加一款：期限届满，不符合前两条规定的，继续整治一年。

如何修改
    增加兜底的一款，写明既不取消、也不延期的怎样处理，或者写明由谁酌定。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.cases import Shown
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.moves import Moves, lives
from policyc.analysis.words import articles, listed, place, under
from policyc.core.types import Value, show_value
from policyc.findings.finding import Finding, Severity, Status, cite_all, fingerprint

CODE, NAME = "L01", "程序僵局"


def find(ctx: Context) -> Iterator[Finding]:
    """For each life with terms, the states in which nothing is provided when the term is over."""
    for moves in lives(ctx):
        if moves.life.expired is not None and moves.endings:
            yield from _of_life(ctx, moves)


def _of_life(ctx: Context, moves: Moves) -> Iterator[Finding]:
    stuck: list[tuple[Value, Shown]] = []
    for state in moves.lived:
        if state not in moves.paths:
            continue
        _, shown = moves.case(moves.silent(state, moves.endings), moves.endings)
        if shown is None:
            continue
        if not moves.is_silent(shown, moves.endings):
            ctx.replay.mismatch(shown.found.facts, shown.needs, f"“{state}”期满应当无规定可用")
        stuck.append((state, shown))
    if not stuck:
        return
    norms = moves.norms_of(moves.endings)
    holds = ctx.union([shown.holds for _, shown in stuck])
    state, shown = min(stuck, key=lambda each: each[1].found.cost)
    where = articles(norms)
    yield Finding(
        code=CODE,
        name=NAME,
        status=Status.WITNESSED,
        severity=Severity.HIGH,
        message=(
            f"{listed(show_value(each) for each, _ in stuck)}的期限届满时，有的情形"
            f"不符合{where}的任何一项，文件没有规定接下来怎么办。{under(holds)}"
        ),
        documents=ctx.documents(norms),
        citations=cite_all(norms),
        witness=moves.witness(shown, state, f"{show_value(state)}的期限届满", "没有规定可以适用"),
        replayed=True,
        norms=tuple(dict.fromkeys(map(place, norms))),
        axioms=ctx.axioms_about(shown.found),
        readings=holds,
        suggestion=f"在{where}之后增加一款，写明期限届满而不符合以上各项的怎样处理，或者由谁酌定。",
        fingerprint=fingerprint(CODE, ctx.policy.name, moves.life.name),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
