"""Holes along a number: no answer at k, though a neighbouring value has one.

Where more (or less) of a number is declared graver, a hole is one as soon as the value on its
milder side is answered; else only a hole between two answered values is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from policyc.analysis.context import Context
from policyc.analysis.directions import DOWN, UP, directions
from policyc.analysis.logic import Formula, conj, disj, neg
from policyc.analysis.twin import Twin, holds_axioms, is_directed, put, with_fact
from policyc.analysis.variables import compare_term, harmless_of
from policyc.analysis.weights import Weights
from policyc.core.conditions import Op, facts_of
from policyc.core.cone import cone_facts
from policyc.core.norms import Fact, Outcome, Worse
from policyc.core.results import Kind
from policyc.core.types import IntType, RealType, Value, sort_key

_SILENT = (Kind.GAP, Kind.NOT_APPLICABLE, Kind.UNKNOWN)


class NumberLine:
    """One number that an outcome which is owed depends on."""

    def __init__(self, ctx: Context, outcome: Outcome, fact: Fact) -> None:
        self.ctx = ctx
        self.outcome = outcome
        self.fact = fact
        conclusion = ctx.encoding.conclusion(outcome.name, outcome.subject)
        self._gap = conclusion.is_kind(Kind.GAP)
        self._answered = neg(disj(conclusion.is_kind(kind) for kind in _SILENT))
        self._milder = Twin(ctx, fact.name, "milder")
        self._beyond = Twin(ctx, fact.name, "beyond")

    def hole(self, cause: Formula = True) -> Formula:
        """That the case lies in a hole, just beyond a value at which ``cause`` holds."""
        answered = conj((self._answered, cause))
        parts = [self._gap, self._milder.domain(), self._milder.moved(answered)]
        parts.append(self._milder.steps(self._neighbours()))
        if not is_directed(self.fact):
            parts += [self._beyond.domain(), self._beyond.moved(self._answered)]
            parts.append(self._beyond.higher())
        return conj(parts)

    def _neighbours(self) -> list[tuple[Value, Value]]:
        """Each value that makes a difference with the one beside it on its milder side."""
        ordered = sorted(
            self.ctx.variables.points(self.fact.name), key=lambda v: sort_key(self.fact.type, v)
        )
        if self.fact.worse is Worse.LESS:
            ordered.reverse()
        return [(here, there) for there, here in pairwise(ordered)]


def number_lines(ctx: Context, outcome: Outcome) -> Sequence[NumberLine]:
    """The numbers along which an outcome can have a hole."""
    found: list[NumberLine] = []
    for name in cone_facts(ctx.policy, outcome.name):
        fact = ctx.policy.fact(name)
        if not isinstance(fact.type, (IntType, RealType)):
            continue
        if ctx.variables.facts[name].known is not True:
            continue
        ways = directions(ctx.policy, outcome.name, outcome.subject, fact)
        loses = UP if fact.worse is Worse.LESS else DOWN
        if loses in ways and (is_directed(fact) or len(ways) == 2):
            found.append(NumberLine(ctx, outcome, fact))
    return found


def explained(ctx: Context, outcome: Outcome) -> Formula:
    """That a case without an answer is one of a number line (G02), or of an inversion (M01)."""
    conclusion = ctx.encoding.conclusion(outcome.name, outcome.subject)
    answered = neg(disj(conclusion.is_kind(kind) for kind in _SILENT))
    axioms = ctx.encoding.axioms()
    parts: list[Formula] = []
    for fact in _explaining(ctx, outcome):
        about = [axioms[a.name] for a in ctx.policy.axioms if fact.name in facts_of(a.condition)]
        beside = {op: _some_value(ctx, fact, op, conj((answered, *about))) for op in (Op.GT, Op.LT)}
        if is_directed(fact):
            parts.append(beside[Op.GT if fact.worse is Worse.MORE else Op.LT])
        else:
            parts.append(conj(beside.values()))
    return disj(parts)


def _some_value(ctx: Context, fact: Fact, op: Op, formula: Formula) -> Formula:
    """That a formula holds at some value that the fact of the case is beyond, by ``op``."""
    var = ctx.variables.facts[fact.name]
    return disj(
        conj((compare_term(fact, var.term, op, value), put(formula, var, value)))
        for value in ctx.variables.points(fact.name)
    )


def is_explained(
    ctx: Context, outcome: Outcome, facts: Mapping[str, Value], readings: Mapping[str, str]
) -> bool:
    """The same of one case, without the solver."""
    return any(
        _is_answered_beside(ctx, outcome, fact, facts, readings)
        for fact in _explaining(ctx, outcome)
    )


def _is_answered_beside(
    ctx: Context,
    outcome: Outcome,
    fact: Fact,
    facts: Mapping[str, Value],
    readings: Mapping[str, str],
) -> bool:
    """Whether a milder value of a fact is answered; without a direction, a lower and a higher."""
    here = facts.get(fact.name, harmless_of(fact))
    assert here is not None
    level = sort_key(fact.type, here)
    wanted = {DOWN, UP}
    if is_directed(fact):
        wanted = {DOWN if fact.worse is Worse.MORE else UP}
    for value in ctx.variables.points(fact.name):
        key = sort_key(fact.type, value)
        side = DOWN if key < level else UP
        if key == level or side not in wanted:
            continue
        case = with_fact(ctx.policy, facts, fact.name, value)
        found = ctx.replay.run(case, readings).conclusion(outcome.name, outcome.subject)
        if found.kind not in _SILENT and holds_axioms(ctx, case, readings):
            wanted.discard(side)
    return not wanted


def _explaining(ctx: Context, outcome: Outcome) -> list[Fact]:
    """The facts along which G02 or M01 would report a missing answer."""
    key = ("explaining", outcome.name)
    if key not in ctx.memo:
        found = [line.fact for line in number_lines(ctx, outcome)]
        if Weights.apply_to(ctx, outcome, outcome.subject):
            inverting = Weights(ctx, outcome, outcome.subject).inverting_facts()
            found += [f for f in inverting if not isinstance(f.type, (IntType, RealType))]
        ctx.memo[key] = found
    facts: list[Fact] = ctx.memo[key]
    return facts
