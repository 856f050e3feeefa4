"""Where two ranges touch: a clash at one number, below which only one norm holds and above which
only the other does (…至10000株, 10000株及以上)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from attrs import frozen

from policyc.analysis.clashes import Pair
from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, conj, neg
from policyc.analysis.reach import norm_conditions
from policyc.analysis.twin import put
from policyc.core.conditions import Op
from policyc.core.norms import Fact, Modality, Norm
from policyc.core.regions import comparisons
from policyc.core.types import IntType, RealType, Value, sort_key

_SIDES: dict[Op, tuple[int, ...]] = {Op.LE: (1,), Op.GT: (1,), Op.LT: (-1,), Op.GE: (-1,)}
"""Where a comparison turns from false to true or back; one for equality does on both sides."""


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
    for name in sorted(ctx.facts_of(pair.first) & ctx.facts_of(pair.second)):
        fact = ctx.policy.fact(name)
        if not isinstance(fact.type, (IntType, RealType)):
            continue
        if ctx.variables.facts[name].known is not True:
            continue
        turns = {norm.id: _turns(ctx, fact, norm) for norm in pair.norms}
        for lower, upper in (pair.norms, pair.norms[::-1]):
            for value in _touching(fact, turns[lower.id], turns[upper.id]):
                yield from _at(ctx, pair, fact, value, lower, upper)


def _touching(
    fact: Fact, ends: Collection[tuple[Fraction, int]], begins: Collection[tuple[Fraction, int]]
) -> list[Value]:
    """The values above which something of one norm ends, and at which of the other begins."""
    whole = isinstance(fact.type, IntType)
    found = sorted(
        at for at, side in ends if side == 1 and ((at - 1, 1) if whole else (at, -1)) in begins
    )
    return [int(at) for at in found] if whole else list(found)


def _turns(ctx: Context, fact: Fact, norm: Norm) -> set[tuple[Fraction, int]]:
    """Where comparisons of a norm turn: just above (1) or just below (-1) a number; for whole
    numbers just below one is just above the last."""
    key = ("turns", fact.name, norm.id)
    if key not in ctx.memo:
        found: set[tuple[Fraction, int]] = set()
        for atom in comparisons(norm_conditions(ctx.policy, (norm,))).get(fact.name, ()):
            at = sort_key(fact.type, atom.value)
            for side in _SIDES.get(atom.op, (1, -1)):
                below = side == -1 and isinstance(fact.type, IntType)
                found.add((at - 1, 1) if below else (at, side))
        ctx.memo[key] = found
    turns: set[tuple[Fraction, int]] = ctx.memo[key]
    return turns


def _at(
    ctx: Context, pair: Pair, fact: Fact, value: Value, lower: Norm, upper: Norm
) -> Iterator[Edge]:
    beside = _neighbours(ctx, fact, value)
    if beside is None:
        return
    var = ctx.variables.facts[fact.name]
    force = {norm.id: ctx.encoding.force(norm).t for norm in pair.norms}
    alone = []
    for point, (on, off) in zip(beside, ((lower, upper), (upper, lower)), strict=True):
        alone += [put(force[on.id], var, point), neg(put(force[off.id], var, point))]
    query = conj((var.equals(value), *force.values(), *alone))
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
