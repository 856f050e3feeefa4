"""规范词冲突。

检查什么
    同一情形下，一个条款应当作出某种处理，另一个条款不得作出；职责和追责中，同一主体的同一件事，一处写应当，
    一处写不得，也在此列。文件写明谁优先、写明例外的，不算。

为什么
    做也违规，不做也违规。

反例
    第十条：期限届满的，应当取消整治。
    第十一条：未完成任务的，不得取消整治。
    期限届满而未完成任务的，两条都适用。

正例
    第十条：期限届满的，应当取消整治，但未完成任务的除外。
    第十一条：未完成任务的，不得取消整治。

如何修改
    在应当的一条里把不得的情形除外，或者写明谁优先于谁。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.analysis.acts import Act, act_pairs
from policyc.analysis.cases import Claim, best_case
from policyc.analysis.checks.check import Check
from policyc.analysis.clashes import Clash, examine
from policyc.analysis.context import Context
from policyc.analysis.grouping import clash_finding, grouped, once
from policyc.analysis.logic import conj
from policyc.analysis.reach import condition_facts
from policyc.analysis.solve import Answer, Found
from policyc.analysis.sorting import sorted_clashes
from policyc.analysis.words import articles, listed, place, under
from policyc.core.effects import PROHIBITIONS
from policyc.core.norms import Modality, Norm, Outcome
from policyc.core.run import Run
from policyc.core.types import show_value
from policyc.findings.finding import Cited, Finding, Readings, Severity, Status, fingerprint

CODE, NAME = "C02", "规范词冲突"


def find(ctx: Context) -> Iterator[Finding]:
    """应当 against 不得: among outcomes, then among duties and sanctions."""
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            yield from _of_norms(ctx, outcome, subject)
    for one, other in act_pairs(ctx.policy):
        modalities = {one.modality, other.modality}
        if Modality.SHALL in modalities and modalities & set(PROHIBITIONS):
            yield from _of_acts(ctx, one, other)


# Outcomes ---------------------------------------------------------------------------------


def _of_norms(ctx: Context, outcome: Outcome, subject: str) -> Iterator[Finding]:
    clashes: list[Clash] = []
    for pair in sorted_clashes(ctx, outcome, subject).forbidden:
        clash = examine(ctx, pair)
        if clash is None:
            what = f"{listed(map(place, pair.norms))}的应当与不得是否冲突"
            yield ctx.undecided(CODE, NAME, Severity.HIGH, what)
        else:
            clashes.append(clash)
    if clashes:
        norms = once(norm for clash in clashes for norm in clash.pair.norms)
        message = (
            f"{articles(norms)}的有关规定，同一情形下有的应当、有的不得作出同一种“{outcome.name}”，"
            f"共{len(clashes)}对。"
        )
        best = min(range(len(clashes)), key=lambda k: clashes[k].shown.found.cost)
        mend = "在应当的一条里把不得的情形除外，或者写明谁优先于谁。"
        yield grouped(ctx, [_part(ctx, clash) for clash in clashes], best, message, mend)


def _part(ctx: Context, clash: Clash) -> Finding:
    forbids = [norm for norm in clash.pair.norms if norm.modality in PROHIBITIONS]
    bids = [norm for norm in clash.pair.norms if norm not in forbids]
    name = clash.pair.outcome.name
    told = "，".join(map(_words, (*bids, *forbids)))
    message = f"同一情形下，{told}（“{name}”），无法同时遵守。"
    mend = (
        f"在{listed(map(place, bids))}里把{listed(map(place, forbids))}的情形除外，"
        "或者写明谁优先于谁。"
    )
    severity = _severity([norm.modality for norm in forbids])
    return clash_finding(ctx, clash, CODE, NAME, Status.WITNESSED, severity, message, mend)


def _words(norm: Norm) -> str:
    values = "或".join(map(show_value, norm.values))
    return f"按{place(norm)}{norm.modality.value}{values}"


def _severity(modalities: Sequence[Modality]) -> Severity:
    return Severity.HIGH if Modality.MUST_NOT in modalities else Severity.MEDIUM


# Duties and sanctions ---------------------------------------------------------------------


def _of_acts(ctx: Context, one: Act, other: Act) -> Iterator[Finding]:
    conditions = [one.condition, other.condition]
    query = conj(ctx.encoding.truth(condition).t for condition in conditions)
    both = f"{one.place.citation}与{other.place.citation}"

    def probe(run: Run) -> list[object]:
        return [run.truth(condition) for condition in conditions]

    def needs(found: Found) -> Readings:
        return ctx.replay.needed(found.facts, found.readings, probe)

    facts = condition_facts(ctx.policy, conditions)
    answer, shown = best_case(ctx, Claim(query, facts, needs))
    if answer is Answer.UNKNOWN:
        yield ctx.undecided(CODE, NAME, Severity.HIGH, f"{both}能否同时适用")
    if shown is None:
        return
    found = shown.found
    for _, truths in ctx.replay.everywhere(found.facts, shown.needs, probe):
        if truths != [True, True]:
            ctx.replay.mismatch(found.facts, shown.needs, f"{both}应当同时适用")
    bid, forbid = (one, other) if one.modality is Modality.SHALL else (other, one)
    own = ctx.own
    yield Finding(
        code=CODE,
        name=NAME,
        status=Status.WITNESSED,
        severity=_severity([forbid.modality]),
        message=(
            f"“{bid.who}”的同一件事（{bid.what}），{bid.place.citation}写应当，"
            f"{forbid.place.citation}写{forbid.modality.value}，同一情形下无法同时遵守。{under(shown.holds)}"
        ),
        documents=(ctx.own,),
        citations=tuple(Cited(own, a.place.citation, a.place.quote) for a in (one, other)),
        witness=ctx.witness(found.facts, shown.needs),
        replayed=True,
        norms=(one.place.citation, other.place.citation),
        axioms=ctx.axioms_about(found),
        readings=shown.holds,
        suggestion=(
            f"在{bid.place.citation}里把{forbid.place.citation}的情形除外，或者写明谁优先于谁。"
        ),
        fingerprint=fingerprint(
            CODE, ctx.policy.name, *bid.key, members=[a.place.citation for a in (one, other)]
        ),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
