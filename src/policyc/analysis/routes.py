"""Further cases of a clash, where its norms count several things.

A norm on plants or plots clashes with another on plants or plots in more than one way: by plants
against plots, by plots against plants, by years. The best case shows one of them, and whoever mends
only that has not mended the clash.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from policyc.analysis.cases import Shown, best_case
from policyc.analysis.clashes import Clash
from policyc.analysis.conditional import own_facts
from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, conj, disj

_COUNTED = 2
"""Numbers that each norm of a pair looks at, where it is worth asking for other cases."""

_MAX_ROUTES = 2
"""Further cases of one pair."""


def other_routes(ctx: Context, clash: Clash) -> list[Clash]:
    """Cases of a pair that rest on other numbers than its best case, and as surely."""
    sides = [_numbers(ctx, side) for side in own_facts(ctx, clash.pair)]
    if any(len(side) < _COUNTED for side in sides):
        return []
    numbers = sides[0] | sides[1]
    claim = clash.pair.claim(ctx)
    found: list[Clash] = []
    blocked: list[Formula] = []
    shown = clash.shown
    while len(found) < _MAX_ROUTES:
        blocked.append(disj(ctx.variables.fact(name).calm for name in _route(shown, numbers)))
        _, other = best_case(ctx, evolve(claim, query=conj((claim.query, *blocked))))
        if other is None or (clash.shown.robust and not other.robust):
            break
        shown = other
        found.append(Clash(clash.pair, shown, route=_route(shown, numbers)))
    return found


def _numbers(ctx: Context, facts: Collection[str]) -> set[str]:
    return {name for name in facts if ctx.variables.fact(name).is_number}


def _route(shown: Shown, numbers: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in shown.found.facts if name in numbers)
