"""Clashes that are only as real as two phrases are independent.

“违法犯罪活动严重” and “违法犯罪活动突出” as two unrelated booleans can both hold, and then clash;
whoever ranks them on one scale, or says in an axiom that one excludes the other, removes the clash.
Such a clash is 附条件. A clash is real as soon as one case shows it by facts of different aspects,
by a count, or by one and the same fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import evolve

from policyc.analysis.cases import smallest
from policyc.analysis.clashes import Clash, Pair
from policyc.analysis.context import Context
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


Phrases: TypeAlias = tuple[tuple[Fact, ...], tuple[Fact, ...]]
"""The facts of the two norms that a link would keep apart."""


def is_plainly_real(ctx: Context, pair: Pair) -> bool:
    """A quick look, without the solver: what every case of the clash rests on makes it real."""
    one, two = own_facts(ctx, pair)
    policy = ctx.policy
    aspects = [
        {policy.fact(n).aspect for n in side if policy.fact(n).open_textured} for side in (one, two)
    ]
    if not aspects[0] & aspects[1]:
        return True
    forced = [policy.fact(name) for name in pair.forced & (one | two)]
    return (
        bool(pair.forced & one & two)
        or any(not fact.open_textured for fact in forced)
        or len({fact.aspect for fact in forced}) > 1
    )


def settled(ctx: Context, clash: Clash) -> tuple[Clash, Phrases | None]:
    """A clash with a case that makes it real; else the phrases that a link would keep apart.

    Every smallest case is looked at, one after the other, until one is real or none is left:
    first those that show the clash as well as its own case does, then all others.
    """
    pair, shown = clash.pair, clash.shown
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
    one, two = (tuple(f for f in ctx.policy.facts if f.name in side) for side in first)
    return clash, (one, two)


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


def _rests_on_one_aspect(ctx: Context, resting: Sides) -> bool:
    one, two = resting
    if not one or not two or one & two:
        return False
    facts = [ctx.policy.fact(name) for name in one | two]
    if not all(fact.open_textured for fact in facts) or len({f.aspect for f in facts}) > 1:
        return False
    if any(ctx.session.linked(a, b) for a in one for b in two):
        return False
    return not (_scales(ctx, one) & _scales(ctx, two))


def _scales(ctx: Context, names: frozenset[str]) -> set[str]:
    kinds = (ctx.policy.fact(name).type for name in names)
    return {kind.scale.name for kind in kinds if isinstance(kind, ScaleType)}
