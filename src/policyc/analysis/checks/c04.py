"""必然冲突。

检查什么
    两个条款的结论不能并存，而且只要其中一条适用，另一条必定也适用：这一条从来没有单独适用的时候。偶尔碰在
    一起的，由 C01 报告。

为什么
    这样的一条写了等于没有写清：凡是用到它，必有另一条给出不同的结论。多半是特殊情形忘了写成例外。

反例
    第七条：非法种植罂粟3000株以上的，予以重点关注。
    第八条：非法种植罂粟10000株以上的，予以挂牌整治。
    10000株以上的都在3000株以上，第八条一适用，第七条必然适用。

正例
    第七条：非法种植罂粟3000株以上不满10000株的，予以重点关注。
    第八条：非法种植罂粟10000株以上的，予以挂牌整治。

如何修改
    把较特殊的一条写成较一般的一条的例外，或者写明按较重一级确定，或者写明谁优先于谁。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.clashes import Clash, examine
from policyc.analysis.context import Context
from policyc.analysis.grouping import clash_finding, grouped, once
from policyc.analysis.sorting import inevitable, sorted_clashes
from policyc.analysis.words import articles, listed, place, values_of
from policyc.core.norms import Norm, Outcome
from policyc.core.types import ValueType
from policyc.findings.finding import Finding, Severity, Status

CODE, NAME = "C04", "必然冲突"


def find(ctx: Context) -> Iterator[Finding]:
    """Clashes that are there whenever one of the two norms is in force."""
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            yield from _of_outcome(ctx, outcome, subject)


def _of_outcome(ctx: Context, outcome: Outcome, subject: str) -> Iterator[Finding]:
    clashes: list[Clash] = []
    for pair in sorted_clashes(ctx, outcome, subject).inevitable:
        clash = examine(ctx, pair)
        if clash is None:
            what = f"{listed(map(place, pair.norms))}是否必然冲突"
            yield ctx.undecided(CODE, NAME, Severity.HIGH, what)
        else:
            clashes.append(clash)
    if clashes:
        norms = once(norm for clash in clashes for norm in clash.pair.norms)
        values = values_of(norms, outcome.type)
        message = (
            f"{articles(norms)}中有{len(clashes)}对条款，一条适用时另一条必定同时适用，"
            f"给出的“{outcome.name}”却不同（{values}），文件没有规定如何取舍。"
        )
        best = min(range(len(clashes)), key=lambda k: clashes[k].shown.found.cost)
        parts = [_part(ctx, clash) for clash in clashes]
        mend = "把较特殊的一条写成较一般的一条的例外，或者写明竞合规则（如“按较重一级确定”）。"
        yield grouped(ctx, parts, best, message, mend)


def _part(ctx: Context, clash: Clash) -> Finding:
    known = inevitable(ctx, clash.pair)
    assert known is not None
    special, general = known
    outcome = clash.pair.outcome
    kind = outcome.type
    message = (
        f"只要适用{_words(special, kind)}，就必定同时适用{_words(general, kind)}，“{outcome.name}”"
        "有两个不能并存的结论，文件没有规定如何取舍。"
    )
    mend = (
        f"在{place(general)}里把{place(special)}的情形除外，或者写明{place(special)}优先于"
        f"{place(general)}，或者写明按较重一级确定。"
    )
    return clash_finding(ctx, clash, CODE, NAME, Status.PROVED, Severity.HIGH, message, mend)


def _words(norm: Norm, kind: ValueType) -> str:
    return f"{place(norm)}（{values_of([norm], kind)}）"


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
