"""The clashes of an outcome by what they are: each pair of norms is reported under one code.

不得 against 应当 is C02; a pair of which one norm never holds without the other is C04; a pair that
clashes at touching ends of two ranges only is G03; the rest is C01.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from policyc.analysis.clashes import Pair, clashing, possible_pairs
from policyc.analysis.context import Context
from policyc.analysis.edges import Edge, edges
from policyc.analysis.implied import implies
from policyc.analysis.logic import conj, disj, neg
from policyc.analysis.solve import Answer
from policyc.core.effects import PROHIBITIONS
from policyc.core.norms import Norm, Outcome, Overlap


@frozen(eq=False)
class Sorted:
    """The clashes of one outcome for one kind of subject. Every pair is in one of ``plain``,
    ``forbidden``, ``inevitable`` and ``touching``; ``edges`` has those of plain pairs as well."""

    plain: list[Pair] = field(factory=list)
    forbidden: list[Pair] = field(factory=list)
    inevitable: list[Pair] = field(factory=list)
    touching: list[Pair] = field(factory=list)
    edges: list[Edge] = field(factory=list)
    undecided: list[Pair] = field(factory=list)


def sorted_clashes(ctx: Context, outcome: Outcome, subject: str) -> Sorted:
    """The clashes of an outcome; found once for all checks that ask."""
    key = ("clashes", outcome.name, subject)
    if key not in ctx.memo:
        ctx.memo[key] = _sorted(ctx, outcome, subject)
    found: Sorted = ctx.memo[key]
    return found


def _sorted(ctx: Context, outcome: Outcome, subject: str) -> Sorted:
    silent = outcome.overlap in (Overlap.UNSTATED, Overlap.UNIQUE)
    possible = possible_pairs(ctx, outcome, subject)
    asked = [pair for pair in possible if silent or _forbids(pair)]
    pairs, undecided = clashing(ctx, asked)
    found = Sorted(undecided=list(undecided))
    for pair in pairs:
        met = [edge for edge in edges(ctx, pair) if _is_met(ctx, edge)]
        if _forbids(pair):
            found.forbidden.append(pair)
        elif met and _clashes_nowhere_else(ctx, pair, met):
            found.touching.append(pair)
        elif inevitable(ctx, pair) is not None:
            found.inevitable.append(pair)
        else:
            found.plain.append(pair)
        found.edges.extend(met)
    return found


def _forbids(pair: Pair) -> bool:
    return any(norm.modality in PROHIBITIONS for norm in pair.norms)


def _is_met(ctx: Context, edge: Edge) -> bool:
    answer = ctx.session.check(edge.query)
    if answer is Answer.UNKNOWN:
        ctx.incomplete = True
    return answer is Answer.SAT


def _clashes_nowhere_else(ctx: Context, pair: Pair, met: Sequence[Edge]) -> bool:
    elsewhere = conj((pair.query, neg(disj(edge.query for edge in met))))
    return ctx.session.check(elsewhere) is Answer.UNSAT


def inevitable(ctx: Context, pair: Pair) -> tuple[Norm, Norm] | None:
    """The norm of a pair that never holds without the other, first; ``None`` for none.

    A norm written 直接 is left to C01: there the mend is to say what 直接 means.
    """
    if any(norm.direct is not None for norm in pair.norms):
        return None
    for one, other in (pair.norms, pair.norms[::-1]):
        if implies(ctx, one, other):
            return one, other
    return None
