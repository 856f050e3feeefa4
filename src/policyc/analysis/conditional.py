"""Clashes that are only as real as two phrases are independent.

“违法犯罪活动严重” and “违法犯罪活动突出” as two unrelated booleans can both hold, and then clash;
whoever ranks them on one scale, or says in an axiom that one excludes the other, removes the clash.
Such a clash is 附条件. A clash is real as soon as one case shows it by what is no assessment (a
count, an official act), by one and the same fact, or by assessments of which both norms have some
of an aspect that the other does not judge. A clash is 附条件 as well where every case of it holds
words against each other that nobody expects of one area (``contrary.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from attrs import evolve, frozen

from policyc.analysis.cases import smallest
from policyc.analysis.clashes import Clash, Pair
from policyc.analysis.context import Context
from policyc.analysis.contrary import stands_in
from policyc.analysis.logic import Formula, conj, disj
from policyc.analysis.reach import condition_facts
from policyc.analysis.solve import Found
from policyc.core.conditions import All, Condition
from policyc.core.norms import Fact, Norm
from policyc.core.types import ScaleType

_MAX_CASES = 12
"""Smallest cases that are looked at before a clash is taken for conditional."""

Sides: TypeAlias = tuple[frozenset[str], frozenset[str]]
"""The facts that the two norms rest on beyond what both demand."""


@frozen
class Unlinked:
    """The facts of the two norms that a link would keep apart; ``contrary`` says that the first
    are good news and the others bad, else they are words for one matter."""

    one: tuple[Fact, ...]
    two: tuple[Fact, ...]
    contrary: bool


def is_plainly_real(ctx: Context, pair: Pair) -> bool:
    """A quick look, without the solver: what every case of the clash rests on makes it real."""
    one, two = own_facts(ctx, pair)
    policy = ctx.policy
    if ctx.apart(pair.facts) is not True:
        return False
    aspects = [
        {policy.fact(n).aspect for n in side if policy.fact(n).open_textured} for side in (one, two)
    ]
    if not aspects[0] & aspects[1]:
        return True
    forced = [policy.fact(name) for name in pair.forced & (one | two)]
    return any(not fact.open_textured for fact in forced)


def settled(ctx: Context, clash: Clash) -> tuple[Clash, Unlinked | None]:
    """A clash with a case that makes it real; else the phrases that a link would keep apart.

    Every smallest case is looked at, one after the other, until one is real or none is left:
    first those that show the clash as well as its own case does, then all others.
    """
    pair, shown = clash.pair, clash.shown
    contrary = stands_in(ctx.contrary, shown.found.facts)
    if contrary:
        good, bad = zip(*contrary, strict=True)
        return clash, _unlinked(ctx, good, bad, contrary=True)
    claim = pair.claim(ctx)
    sides = own_facts(ctx, pair)
    first: Sides | None = None
    queries = [shown.query] if shown.query is pair.query else [shown.query, pair.query]
    for query in queries:
        found: Found | None = shown.found
        if query is not shown.query:
            _, found = smallest(ctx, claim, query)
        blocked: list[Formula] = []
        for _ in range(_MAX_CASES):
            if found is None:
                break
            resting = _resting(sides, found.facts)
            if not _rests_on_one_aspect(ctx, resting):
                return _with_case(ctx, clash, found, query), None
            first = first or resting
            variables = ctx.variables.facts
            blocked.append(disj(variables[name].calm for name in resting[0] | resting[1]))
            _, found = smallest(ctx, claim, conj((query, *blocked)))
    assert first is not None
    return clash, _unlinked(ctx, *_apart(first), contrary=False)


def _unlinked(
    ctx: Context, one: Collection[str], two: Collection[str], *, contrary: bool
) -> Unlinked:
    first, second = ([f for f in ctx.policy.facts if f.name in side] for side in (one, two))
    return Unlinked(tuple(first), tuple(second), contrary)


def _with_case(ctx: Context, clash: Clash, found: Found, query: Formula) -> Clash:
    """A clash with another case, found with a query."""
    pair, shown = clash.pair, clash.shown
    if found is shown.found:
        return clash
    needs = shown.needs
    if query is pair.query:
        needs = pair.claim(ctx).needs(found)
    return evolve(clash, shown=evolve(shown, found=found, needs=needs, query=query))


def own_facts(ctx: Context, pair: Pair) -> Sides:
    """What each norm rests on beyond the conditions that both share (a common premise)."""
    one, two = (list(conjuncts(norm)) for norm in pair.norms)
    return (
        frozenset(condition_facts(ctx.policy, (part for part in one if part not in two))),
        frozenset(condition_facts(ctx.policy, (part for part in two if part not in one))),
    )


def conjuncts(norm: Norm) -> Iterator[Condition]:
    """The conditions that a norm joins by 且 at the top."""
    todo: list[Condition] = [norm.condition]
    while todo:
        part = todo.pop(0)
        if isinstance(part, All):
            todo = [*part.parts, *todo]
        else:
            yield part


def _resting(sides: Sides, off: Iterable[str]) -> Sides:
    names = frozenset(off)
    return sides[0] & names, sides[1] & names


def _apart(sides: Sides) -> Sides:
    """What each side rests on that the other does not."""
    one, two = sides
    return one - two, two - one


def _rests_on_one_aspect(ctx: Context, resting: Sides) -> bool:
    one, two = resting
    if not all(ctx.policy.fact(name).open_textured for name in one | two):
        return False
    only = _apart(resting)
    if any(ctx.session.linked(a, b) for a in only[0] for b in only[1]):
        return False
    if _scales(ctx, only[0]) & _scales(ctx, only[1]):
        return False
    aspects = [{ctx.policy.fact(name).aspect for name in side} for side in only]
    return bool(aspects[0] and aspects[1]) and (
        aspects[0] <= aspects[1] or aspects[1] <= aspects[0]
    )


def _scales(ctx: Context, names: frozenset[str]) -> set[str]:
    kinds = (ctx.policy.fact(name).type for name in names)
    return {kind.scale.name for kind in kinds if isinstance(kind, ScaleType)}
