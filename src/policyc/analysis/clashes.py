"""Pairs of norms that clash: which pairs can, which do, with a smallest case for each."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from policyc.analysis.boxes import Box, forced_off, meet, norm_box, overlapping
from policyc.analysis.cases import Claim, Shown, best_case
from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, conj, disj, is_true, neg
from policyc.analysis.solve import Answer, Found
from policyc.core.cone import cone_facts, cone_readings
from policyc.core.effects import Effect, conclude
from policyc.core.norms import Modality, Norm, Outcome
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.findings.finding import Readings


@frozen(eq=False)
class Pair:
    """Two norms whose effects do not go together, in the order of the text."""

    outcome: Outcome
    subject: str
    first: Norm
    second: Norm
    order: tuple[int, int]
    query: Formula
    facts: frozenset[str]
    readings: frozenset[str]
    forced: frozenset[str]
    """Facts that every case of the clash must have off their harmless value."""

    @property
    def norms(self) -> tuple[Norm, Norm]:
        return self.first, self.second

    def probe(self, run: Run) -> object:
        """What the interpreter must find out to see the clash."""
        if _plain(self.first) and _plain(self.second):
            return run.force(self.first), run.force(self.second)
        return run.decide(self.outcome.name, self.subject)

    def claim(self, ctx: Context) -> Claim:
        """That a case shows the clash."""

        def needs(found: Found) -> Readings:
            return ctx.replay.needed(found.facts, found.readings, self.probe)

        return Claim(self.query, self.facts, needs, self.forced)


@frozen(eq=False)
class Clash:
    """A pair with a case that shows it, and the facts that are at an edge in it.

    ``route`` names the numbers that the case rests on, where it is not the best one of its pair.
    """

    pair: Pair
    shown: Shown
    edges: tuple[str, ...] = ()
    route: tuple[str, ...] = ()


def _plain(norm: Norm) -> bool:
    return norm.modality is Modality.SHALL


def _effects_clash(outcome: Outcome, a: Norm, b: Norm) -> bool:
    effects = [Effect(norm.modality, norm.values) for norm in (a, b)]
    return conclude(outcome, effects, True).kind is Kind.CONFLICT


def _never_together(a: Norm, b: Norm) -> bool:
    """Whether the windows of two norms have no day in common."""
    starts = [w.start for w in (a.window, b.window) if w.start is not None]
    ends = [w.end for w in (a.window, b.window) if w.end is not None]
    return bool(starts and ends) and max(starts) > min(ends)


def possible_pairs(ctx: Context, outcome: Outcome, subject: str) -> list[Pair]:
    """Pairs that the cheap look does not clear: their values differ and their boxes meet."""
    everyone = ctx.policy.norms_for(outcome.name, subject)
    order = {norm.id: place for place, norm in enumerate(everyone)}
    norms = {norm.id: norm for norm in everyone if norm.competent}
    boxes = {key: norm_box(ctx.policy, norm) for key, norm in norms.items()}
    found = []
    for one, other in overlapping(boxes):
        a, b = norms[one], norms[other]
        if _effects_clash(outcome, a, b) and not _never_together(a, b):
            places = order[one], order[other]
            found.append(_pair(ctx, outcome, subject, places, meet(boxes[one], boxes[other])))
    found.sort(key=lambda pair: pair.order)
    return [pair for pair in found if pair.query is not False]


def _pair(ctx: Context, outcome: Outcome, subject: str, order: tuple[int, int], box: Box) -> Pair:
    norms = ctx.policy.norms_for(outcome.name, subject)
    a, b = norms[order[0]], norms[order[1]]
    parts = [ctx.encoding.force(a).t, ctx.encoding.force(b).t]
    facts = ctx.facts_of(a) | ctx.facts_of(b)
    readings = ctx.readings_of(a) | ctx.readings_of(b)
    if not (_plain(a) and _plain(b)):
        parts.append(ctx.encoding.conclusion(outcome.name, subject).is_kind(Kind.CONFLICT))
        facts |= frozenset(cone_facts(ctx.policy, outcome.name))
        readings |= frozenset(cone_readings(ctx.policy, outcome.name))
    return Pair(
        outcome=outcome,
        subject=subject,
        first=a,
        second=b,
        order=order,
        query=conj(parts),
        facts=facts,
        readings=readings,
        forced=frozenset(forced_off(ctx.policy, box)),
    )


def clashing(ctx: Context, pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The pairs that some case satisfies, and those left undecided.

    One question is asked for all pairs; each model settles every pair it satisfies.
    """
    left = list(pairs)
    hit: set[Pair] = set()
    while left:
        answer, model = ctx.session.model(disj(pair.query for pair in left))
        if model is None:
            if answer is Answer.UNKNOWN and len(left) > 1:
                alone = [clashing(ctx, [pair]) for pair in left]
                hit.update(pair for found, _ in alone for pair in found)
                left = [pair for _, undecided in alone for pair in undecided]
            elif answer is Answer.UNSAT:
                left = []
            break
        hit.update(pair for pair in left if is_true(model, pair.query))
        left = [pair for pair in left if pair not in hit]
    return [pair for pair in pairs if pair in hit], left


def examine(ctx: Context, pair: Pair) -> Clash | None:
    """The best case of a pair; ``None`` where the time is too short to find one."""
    _, shown = best_case(ctx, pair.claim(ctx))
    return None if shown is None else Clash(pair, shown)


def smallest_of(ctx: Context, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that clash in the smallest case in which any does."""
    query = disj(pair.query for pair in pairs)
    facts = frozenset().union(*(pair.facts for pair in pairs))
    forced = frozenset.intersection(*(pair.forced for pair in pairs))
    _, found = ctx.session.smallest(query, facts, forced)
    return [] if found is None else [p for p in pairs if is_true(found.model, p.query)]


def edges(ctx: Context, clash: Clash) -> tuple[str, ...]:
    """The numeric facts whose value in the case is the only one at which the two norms meet,
    though neither alone demands it."""
    pair, found = clash.pair, clash.shown.found
    edge = []
    for name, value in found.facts.items():
        var = ctx.variables.fact(name)
        if value is None or not var.is_number:
            continue
        elsewhere = neg(var.equals(value))
        if ctx.session.check(pair.query, elsewhere) is Answer.UNSAT and all(
            ctx.session.check(ctx.encoding.force(norm).t, elsewhere) is Answer.SAT
            for norm in pair.norms
        ):
            edge.append(name)
    return tuple(edge)
