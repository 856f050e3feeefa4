"""规范强度不一。

检查什么
    同一种处理，一个条款写应当，另一个条款写可以，而写可以的情形全在写应当的情形之内：可以不做的余地其实没有。
    只在某种读法下如此的，写明是哪一种。职责和追责中同一主体的同一件事也照此检查。一般写可以、其中较重的情形写应当，是正常写法，不算。

为什么
    同一件事既是义务又是裁量，不作为的时候各执一词。

反例
    第十条：期限届满的，应当取消整治。
    第十二条：期限届满的，可以取消整治。

正例
    第十条：期限届满的，可以取消整治。
    第十二条：期限届满并且六项条件同时具备的，应当取消整治。

如何修改
    统一为应当或者可以；确有区别的，写明各自适用的情形。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.analysis.acts import Act, act_pairs
from policyc.analysis.always import combinations, projected, too_many
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.grouping import norms_fingerprint
from policyc.analysis.implied import implies, is_impossible, sample
from policyc.analysis.logic import conj, disj, neg
from policyc.analysis.reach import condition_facts
from policyc.analysis.words import listed, place, under
from policyc.core.norms import Modality, Norm, Outcome
from policyc.core.run import Run
from policyc.core.types import show_value
from policyc.findings.finding import (
    Cited,
    Finding,
    Readings,
    Severity,
    Status,
    cite_all,
    fingerprint,
)

CODE, NAME = "C03", "规范强度不一"


def find(ctx: Context) -> Iterator[Finding]:
    """可以 where 应当 says the same: among outcomes, then among duties and sanctions."""
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            norms = ctx.policy.norms_for(outcome.name, subject)
            for may in (norm for norm in norms if norm.modality is Modality.MAY):
                binding = [norm for norm in norms if _binds(norm, may)]
                holds = _inside(ctx, may, binding)
                if holds is not None:
                    yield _of_norms(ctx, outcome, may, binding, holds)
    for one, other in act_pairs(ctx.policy):
        if {one.modality, other.modality} == {Modality.SHALL, Modality.MAY}:
            first_permits = one.modality is Modality.MAY
            yield from _of_acts(ctx, *((one, other) if first_permits else (other, one)))


def _binds(norm: Norm, may: Norm) -> bool:
    return norm.modality is Modality.SHALL and norm.values[0] in may.values


def _inside(ctx: Context, may: Norm, binding: Sequence[Norm]) -> tuple[Readings, ...] | None:
    """Under which readings a permission is never in force without a duty to do the same: none
    for all, ``None`` where it is under no reading."""
    if not binding or sample(ctx, may) is None:
        return None
    if implies(ctx, may, *binding):
        return ()
    names = frozenset().union(*map(ctx.readings_of, (may, *binding)))
    meant = ctx.meanings(dict.fromkeys(names, ""))
    readings = [reading for reading in ctx.policy.readings if reading.name in meant]
    if too_many(readings):
        return None
    permitted = ctx.encoding.force(may).t
    alone = conj((permitted, neg(disj(ctx.encoding.force(norm).t for norm in binding))))
    good = []
    for choices in combinations(readings):
        chosen = ctx.chosen(choices)
        if not is_impossible(ctx, conj((permitted, chosen))) and is_impossible(
            ctx, conj((alone, chosen))
        ):
            good.append(choices)
    return projected(good, readings) if good else None


def _of_norms(
    ctx: Context, outcome: Outcome, may: Norm, binding: list[Norm], holds: tuple[Readings, ...]
) -> Finding:
    for norm in tuple(binding):
        rest = [other for other in binding if other is not norm]
        if rest and _inside(ctx, may, rest) == holds:
            binding = rest
    norms = (may, *binding)
    query = conj((ctx.encoding.force(may).t, ctx.chosen(holds[0] if holds else {})))
    _, found = ctx.smallest(query, frozenset().union(*map(ctx.facts_of, norms)))
    witness = None
    if found is not None:

        def probe(run: Run) -> object:
            return [run.force(norm) for norm in norms]

        needs = ctx.replay.needed(found.facts, found.readings, probe)
        run = ctx.replay.run(found.facts, needs)
        if run.force(may) is not True or not any(run.force(norm) for norm in binding):
            ctx.replay.mismatch(found.facts, needs, f"{listed(map(place, norms))}应当同时生效")
        witness = ctx.witness(found.facts, needs)
    values = listed(dict.fromkeys(show_value(norm.values[0]) for norm in binding))
    shall = listed(map(place, binding))
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.MEDIUM,
        message=(
            f"{place(may)}写“可以”（{outcome.name}：{values}），但它管的情形{shall}都写“应当”："
            f"可以不做的余地其实没有。{under(holds)}"
        ),
        documents=ctx.documents(norms),
        citations=cite_all(norms),
        witness=witness,
        replayed=None if witness is None else True,
        norms=tuple(map(place, norms)),
        readings=holds,
        suggestion=f"把{place(may)}与{shall}统一为“应当”或者“可以”；确有区别的，写明各自适用的情形。",
        fingerprint=norms_fingerprint(ctx, CODE, outcome, may.subject, norms),
    )


def _of_acts(ctx: Context, may: Act, shall: Act) -> Iterator[Finding]:
    permitted, owed = (ctx.encoding.truth(act.condition).t for act in (may, shall))
    if is_impossible(ctx, permitted) or not is_impossible(ctx, conj((permitted, neg(owed)))):
        return
    conditions = [may.condition, shall.condition]
    _, found = ctx.smallest(permitted, condition_facts(ctx.policy, conditions))
    witness = None
    if found is not None:

        def probe(run: Run) -> list[object]:
            return [run.truth(condition) for condition in conditions]

        needs = ctx.replay.needed(found.facts, found.readings, probe)
        if probe(ctx.replay.run(found.facts, needs)) != [True, True]:
            where = f"{may.place.citation}与{shall.place.citation}"
            ctx.replay.mismatch(found.facts, needs, f"{where}应当同时适用")
        witness = ctx.witness(found.facts, needs)
    own = ctx.own
    places = (may.place, shall.place)
    yield Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.MEDIUM,
        message=(
            f"“{may.who}”的同一件事（{may.what}），{may.place.citation}写“可以”，"
            f"{shall.place.citation}写“应当”，适用的情形没有分开。"
        ),
        documents=(ctx.own,),
        citations=tuple(Cited(own, p.citation, p.quote) for p in places),
        witness=witness,
        replayed=None if witness is None else True,
        norms=tuple(p.citation for p in places),
        suggestion="统一为“应当”或者“可以”；确有区别的，写明各自适用的情形。",
        fingerprint=fingerprint(
            CODE, ctx.policy.name, *may.key, members=[p.citation for p in places]
        ),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
