"""Where two ranges touch: a clash at one number, below which only one norm holds and above which
only the other does (…至10000株, 10000株及以上)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from policyc.analysis.clashes import Pair
from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, conj, neg
from policyc.analysis.twin import put
from policyc.analysis.variables import FactVar
from policyc.core.cone import conditions_of_norm
from policyc.core.norms import Fact, Modality, Norm
from policyc.core.regions import thresholds
from policyc.core.types import IntType, RealType, Value, sort_key


@frozen(eq=False)
class Edge:
    """A number at which both norms of a pair hold, with the norms below and above it."""

    pair: Pair
    fact: Fact
    value: Value
    lower: Norm
    upper: Norm
    query: Formula


def edges(ctx: Context, pair: Pair) -> Iterator[Edge]:
    """The numbers at which the ranges of a pair may touch; the solver has the last word."""
    if any(norm.modality is not Modality.SHALL for norm in pair.norms):
        return
    conditions = [conditions_of_norm(norm) for norm in pair.norms]
    for name in sorted(ctx.facts_of(pair.first) & ctx.facts_of(pair.second)):
        fact = ctx.policy.fact(name)
        var = ctx.variables.facts[name]
        if not isinstance(fact.type, (IntType, RealType)) or var.known is not True:
            continue
        cuts = [set(thresholds(name, found)) for found in conditions]
        if not (cuts[0] and cuts[1]):
            continue
        for value in sorted(cuts[0] | cuts[1], key=lambda v: sort_key(fact.type, v)):
            yield from _at(ctx, pair, fact, var, value)


def _at(ctx: Context, pair: Pair, fact: Fact, var: FactVar, value: Value) -> Iterator[Edge]:
    beside = _neighbours(ctx, fact, value)
    if beside is None:
        return
    force = {norm.id: ctx.encoding.force(norm).t for norm in pair.norms}
    both = conj((var.equals(value), *force.values()))
    for lower, upper in ((pair.first, pair.second), (pair.second, pair.first)):
        alone = []
        for point, (on, off) in zip(beside, ((lower, upper), (upper, lower)), strict=True):
            alone += [put(force[on.id], var, point), neg(put(force[off.id], var, point))]
        query = conj((both, *alone))
        if query is not False:
            yield Edge(pair, fact, value, lower, upper, query)


def _neighbours(ctx: Context, fact: Fact, value: Value) -> tuple[Value, Value] | None:
    """The values just below and just above, as far as any comparison can tell."""
    points = sorted(ctx.variables.points(fact.name), key=lambda v: sort_key(fact.type, v))
    keys = [sort_key(fact.type, point) for point in points]
    here = sort_key(fact.type, value)
    lower = [point for point, key in zip(points, keys, strict=True) if key < here]
    upper = [point for point, key in zip(points, keys, strict=True) if key > here]
    return (lower[-1], upper[0]) if lower and upper else None
