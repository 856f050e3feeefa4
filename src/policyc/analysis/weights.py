"""How heavy a result on a scale is: for the solver and for the interpreter, by the same rule.

Several clashing values weigh from the lightest to the heaviest of them; no answer weighs least.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from policyc.analysis.context import Context
from policyc.analysis.directions import DOWN, UP, directions
from policyc.analysis.logic import Formula, conj, disj, neg
from policyc.core.cone import cone_facts
from policyc.core.norms import Fact, Modality, Outcome, Overlap, Worse
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.core.types import BoolType, ScaleType, Value, sort_key

NOTHING = Fraction(-1)
"""Lighter than every step of a scale."""

_SILENT = (Kind.GAP, Kind.NOT_APPLICABLE)


class Weights:
    """The weight of one outcome's result for one kind of subject."""

    def __init__(self, ctx: Context, outcome: Outcome, subject: str) -> None:
        self.ctx = ctx
        self.outcome = outcome
        self.subject = subject
        self.norms = ctx.policy.norms_for(outcome.name, subject)
        values = dict.fromkeys(value for norm in self.norms for value in norm.values)
        self.values: list[Value] = sorted(values, key=lambda v: sort_key(outcome.type, v))
        self._encoded = ctx.encoding.conclusion(outcome.name, subject)
        self._bits = {value: self._bit(value) for value in self.values}

    @staticmethod
    def apply_to(ctx: Context, outcome: Outcome, subject: str) -> bool:
        """Whether the outcome is a scale that plain obligations answer."""
        norms = ctx.policy.norms_for(outcome.name, subject)
        plain = all(norm.modality is Modality.SHALL for norm in norms)
        return isinstance(outcome.type, ScaleType) and plain and bool(norms)

    def inverting_facts(self) -> Iterator[Fact]:
        """Facts that say which way is worse, and that can put a norm out of force that way.

        A yes-or-no that only ever puts norms out of force is a mitigating circumstance.
        """
        for name in cone_facts(self.ctx.policy, self.outcome.name):
            fact = self.ctx.policy.fact(name)
            if fact.worse is Worse.NEITHER or self.ctx.variables.facts[name].known is not True:
                continue
            ways = directions(self.ctx.policy, self.outcome.name, self.subject, fact)
            loses = DOWN if fact.worse is Worse.MORE else UP
            if isinstance(fact.type, BoolType) and len(ways) < 2:
                continue
            if loses in ways or (ways and self.outcome.overlap is Overlap.LOWEST):
                yield fact

    def _bit(self, value: Value) -> Formula:
        """That a value is among those of the result."""
        if self.outcome.overlap in (Overlap.UNSTATED, Overlap.UNIQUE):
            giving = (norm for norm in self.norms if value in norm.values)
            return disj(self.ctx.encoding.force(norm).t for norm in giving)
        return self._encoded.values.get(value, False)

    def _speaks(self) -> Formula:
        return disj(self._encoded.is_kind(kind) for kind in (Kind.DECIDED, Kind.CONFLICT))

    def at_least(self, step: Fraction) -> Formula:
        """That the lightest value of the result is a step or heavier."""
        lighter = (neg(bit) for value, bit in self._bits.items() if self._key(value) < step)
        return conj((self._speaks(), *lighter))

    def below(self, step: Fraction) -> Formula:
        """That the heaviest value of the result is lighter than a step."""
        heavier = (neg(bit) for value, bit in self._bits.items() if self._key(value) >= step)
        silent = [self._encoded.is_kind(kind) for kind in _SILENT]
        return disj((*silent, conj((self._speaks(), *heavier))))

    def steps(self) -> list[Fraction]:
        """The weights that a result can have, nothing left out."""
        return [self._key(value) for value in self.values]

    def _key(self, value: Value) -> Fraction:
        return sort_key(self.outcome.type, value)

    def of(self, run: Run) -> tuple[Fraction, Fraction] | None:
        """The lightest and the heaviest value; ``None`` where the result is unknown."""
        found = run.conclusion(self.outcome.name, self.subject)
        if found.kind in _SILENT:
            return NOTHING, NOTHING
        if found.kind not in (Kind.DECIDED, Kind.CONFLICT):
            return None
        keys = [self._key(value) for value in found.values]
        return min(keys), max(keys)
