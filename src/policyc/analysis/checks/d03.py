"""冗余条款。

检查什么
    删去一个条款，任何情形、任何读法下的结论都不变：它管的每一种情形，别的条款都已经给出同样的结论。两个条款
    互相重复的，合成一项报告。被但书或者优先关系排除的，由 D02 报告。

为什么
    同一件事写两遍，修改时容易只改一处，从此不一致。

反例
    第七条：种植罂粟10000株以上的，予以挂牌整治。
    第八条：种植罂粟20000株以上的，予以挂牌整治。
    第八条管的情形，第七条都已经管到。

正例
    第七条：种植罂粟10000株以上的，予以挂牌整治。
    第八条：涉种地块500处以上的，予以挂牌整治。

如何修改
    删去多余的一条，或者核对它的数字和条件：本意也许是另一级。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.analysis.boxes import is_empty, meet, norm_box
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.grouping import norms_fingerprint
from policyc.analysis.implied import implies, sample
from policyc.analysis.words import listed, place
from policyc.core.norms import Modality, Norm, Outcome, Overlap
from policyc.core.types import sort_key
from policyc.findings.finding import Finding, Severity, Status, cite_all

CODE, NAME = "D03", "冗余条款"


def find(ctx: Context) -> Iterator[Finding]:
    """Norms that others make superfluous."""
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            yield from _of_outcome(ctx, outcome, subject)


def _of_outcome(ctx: Context, outcome: Outcome, subject: str) -> Iterator[Finding]:
    norms = ctx.policy.norms_for(outcome.name, subject)
    covers = {norm.id: cover for norm in norms if (cover := _cover(ctx, outcome, norm, norms))}
    told: set[str] = set()
    for norm in norms:
        if norm.id not in covers or norm.id in told:
            continue
        cover = covers[norm.id]
        mutual = len(cover) == 1 and covers.get(cover[0].id) == (norm,)
        if mutual:
            told.add(cover[0].id)
        yield _finding(ctx, outcome, norm, cover, mutual)


def _cover(ctx: Context, outcome: Outcome, norm: Norm, norms: Sequence[Norm]) -> tuple[Norm, ...]:
    """Norms that between them say all that a norm says, none of which can be left out.

    A norm written 直接 does more than answer; one that puts others out of force is covered by
    norms that put out the same.
    """
    if norm.direct is not None or sample(ctx, norm) is None:
        return ()
    box = norm_box(ctx.policy, norm)
    losers = _losers(ctx, norm)
    covering = [
        other
        for other in norms
        if other is not norm
        and _says_as_much(outcome, other, norm)
        and losers <= _losers(ctx, other)
        and not is_empty(meet(box, norm_box(ctx.policy, other)))
    ]
    if not covering or not implies(ctx, norm, *covering):
        return ()
    for other in tuple(covering):
        rest = [each for each in covering if each is not other]
        if rest and implies(ctx, norm, *rest):
            covering = rest
    return tuple(covering)


def _losers(ctx: Context, norm: Norm) -> set[str]:
    """The norms that a norm puts out of force."""
    return {defeat.loser for defeat in ctx.policy.defeats if defeat.winner == norm.id}


def _says_as_much(outcome: Outcome, other: Norm, norm: Norm) -> bool:
    """Whether a norm leaves nothing to another that is in force beside it."""
    if other.direct is not None or other.modality is not norm.modality:
        return False
    if norm.modality is Modality.SHALL_CHOOSE:
        return set(other.values) <= set(norm.values)
    if norm.modality is Modality.SHALL and outcome.overlap in (Overlap.HIGHEST, Overlap.LOWEST):
        theirs, own = (sort_key(outcome.type, each.values[0]) for each in (other, norm))
        return theirs >= own if outcome.overlap is Overlap.HIGHEST else theirs <= own
    return set(norm.values) <= set(other.values)


def _says_more(ctx: Context, norm: Norm) -> bool:
    """Whether the clause of a norm says other things too, which it would not do to delete."""
    others = (other for other in ctx.policy.norms if other.outcome != norm.outcome)
    places = [other.citation for other in others]
    places += [said.place.citation for said in ctx.policy.content]
    return norm.citation in places


def _finding(
    ctx: Context, outcome: Outcome, norm: Norm, cover: tuple[Norm, ...], mutual: bool
) -> Finding:
    others = listed(map(place, cover))
    name = outcome.name
    if mutual:
        message = f"{place(norm)}与{others}重复：适用的情形相同，给出的“{name}”也相同。"
    else:
        same = set(norm.values) == {value for each in cover for value in each.values}
        what = f"{place(norm)}关于“{name}”的规定" if _says_more(ctx, norm) else place(norm)
        given = f"已经给出同样的“{name}”" if same else f"给出优先的“{name}”"
        message = f"{what}没有作用：它管的情形，{others}都{given}。"
    norms = (norm, *cover)
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.LOW,
        message=message,
        documents=ctx.documents(norms),
        citations=cite_all(norms),
        norms=tuple(map(place, norms)),
        suggestion=(
            f"删去{place(norm)}{f'或者{others}' if mutual else ''}"
            f"{'的这一部分' if _says_more(ctx, norm) else ''}；"
            "或者核对它的条件和结论，本意也许与此不同。"
        ),
        fingerprint=norms_fingerprint(ctx, CODE, outcome, norm.subject, norms),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.LOW, find=find)
