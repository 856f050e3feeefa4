"""多条共同冲突。

检查什么
    三个以上的条款合在一起没有一种结果能同时满足，其中任何一部分却都能：例如应当在延期、升级中选择，又不得延期，
    又不得升级。两个条款之间的冲突由 C01、C02、C04 报告。

为什么
    逐条看、两两看都没有问题，凑到一起才发现无路可走，最难在审核时看出来。

反例
    第十条：期限届满的，应当视情延期或者升级。
    第十一条：已延期过的，不得延期。
    第十二条：已是最高一级的，不得升级。
    期限届满、已延期过、又是最高一级的，无路可走。

正例
    第十条：期限届满的，应当视情延期、升级或者报上级处理。
    第十一条、第十二条同上。

如何修改
    增加一种在这种情形下可以作出的处理，或者把其中一条的这种情形除外。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from policyc.analysis.cases import Claim, best_case
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.grouping import grouped, norms_fingerprint
from policyc.analysis.logic import Formula, conj, disj, neg
from policyc.analysis.solve import Answer, Found
from policyc.analysis.words import listed, place, under
from policyc.core.cone import cone_facts
from policyc.core.effects import Effect, conclude
from policyc.core.norms import Modality, Norm, Outcome
from policyc.core.results import Kind
from policyc.core.types import show_value
from policyc.findings.finding import Finding, Readings, Severity

CODE, NAME = "C05", "多条共同冲突"

_MAX_SIZE = 4
"""Norms that are looked at together."""

_MAX_EFFECTS = 14
"""Different effects of an outcome up to which all sets of them are tried."""


def find(ctx: Context) -> Iterator[Finding]:
    """Three or more effects that clash only all together."""
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            yield from _of_outcome(ctx, outcome, subject)


def _of_outcome(ctx: Context, outcome: Outcome, subject: str) -> Iterator[Finding]:
    norms = [norm for norm in ctx.policy.norms_for(outcome.name, subject) if norm.competent]
    if all(norm.modality is Modality.SHALL for norm in norms):
        return
    effects = list(dict.fromkeys(Effect(norm.modality, norm.values) for norm in norms))
    if len(effects) > _MAX_EFFECTS:
        what = f"“{outcome.name}”的{len(effects)}种规定是否共同冲突"
        yield ctx.undecided(CODE, NAME, Severity.HIGH, what)
        return
    pairs, larger = _minimal_clashes(outcome, effects)
    behind = {e: [n for n in norms if Effect(n.modality, n.values) == e] for e in effects}
    at_work = {e: disj(ctx.encoding.force(norm).t for norm in behind[e]) for e in effects}
    conflict = ctx.encoding.conclusion(outcome.name, subject).is_kind(Kind.CONFLICT)
    alone = conj((conflict, *(neg(conj((at_work[a], at_work[b]))) for a, b in pairs)))
    parts: list[tuple[Finding, Found]] = []
    for clashing in larger:
        for chosen in product(*(behind[effect] for effect in clashing)):
            query = conj((alone, *(ctx.encoding.force(norm).t for norm in chosen)))
            if query is not False and ctx.session.check(query) is not Answer.UNSAT:
                part = _part(ctx, outcome, subject, chosen, query)
                if part is not None:
                    parts.append(part)
    if parts:
        best = min(range(len(parts)), key=lambda k: parts[k][1].cost)
        message = f"有{len(parts)}组条款合在一起，“{outcome.name}”没有一种结果能同时满足。"
        mend = "增加一种在这种情形下可以作出的处理，或者把其中一条的这种情形除外。"
        yield grouped(ctx, [part for part, _ in parts], best, message, mend)


def _minimal_clashes(
    outcome: Outcome, effects: list[Effect]
) -> tuple[list[tuple[Effect, ...]], list[tuple[Effect, ...]]]:
    """Sets of effects that clash, every smaller set of them being fine: pairs, then larger ones."""
    clashing: list[frozenset[Effect]] = []
    pairs: list[tuple[Effect, ...]] = []
    larger: list[tuple[Effect, ...]] = []
    for size in range(2, _MAX_SIZE + 1):
        for chosen in combinations(effects, size):
            here = frozenset(chosen)
            if any(smaller < here for smaller in clashing):
                continue
            if conclude(outcome, chosen, True).kind is Kind.CONFLICT:
                clashing.append(here)
                (pairs if size == 2 else larger).append(chosen)
    return pairs, larger


def _part(
    ctx: Context, outcome: Outcome, subject: str, norms: tuple[Norm, ...], query: Formula
) -> tuple[Finding, Found] | None:

    def needs(found: Found) -> Readings:
        readings = found.readings
        return ctx.replay.needed(found.facts, readings, lambda r: r.decide(outcome.name, subject))

    facts = cone_facts(ctx.policy, outcome.name)
    answer, case = best_case(ctx, Claim(query, facts, needs))
    if case is None:
        ctx.incomplete = ctx.incomplete or answer is Answer.UNKNOWN
        return None
    found = case.found
    ctx.replay.shows(
        found.facts, case.needs, outcome.name, subject, kind=Kind.CONFLICT, in_force=norms
    )
    told = "，".join(map(_words, norms))
    finding = ctx.witnessed(
        code=CODE,
        name=NAME,
        severity=Severity.HIGH,
        message=(
            f"{told}：合在一起，“{outcome.name}”没有一种结果能同时满足。"
            f"{case.certainly or under(case.holds)}"
        ),
        norms=norms,
        found=found,
        needs=case.needs,
        holds=case.holds,
        suggestion=(
            f"在{listed(map(place, norms))}之外增加一种在这种情形下可以作出的处理，"
            "或者把其中一条的这种情形除外。"
        ),
        fingerprint=norms_fingerprint(ctx, CODE, outcome, subject, norms),
    )
    return finding, found


def _words(norm: Norm) -> str:
    values = "或".join(map(show_value, norm.values))
    return f"{place(norm)}{norm.modality.value}{values}"


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
