"""A policy in Z3: the same questions as ``core.run.Run`` answers, with formulas for answers.

Whatever can be settled without the solver is settled in Python: windows, competence, readings
that are fixed. What is left are conditions over the variables of ``variables.Variables``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from policyc.analysis.conclude import EncodedConclusion, encode_conclusion
from policyc.analysis.logic import (
    FALSE,
    Formula,
    Kleene,
    conj,
    constant,
    disj,
    k_and,
    k_not,
    k_or,
    neg,
    two_valued,
)
from policyc.analysis.variables import Variables
from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    FactRef,
    Not,
    OutcomeRef,
)
from policyc.core.effects import Effect
from policyc.core.norms import Modality, Norm, Outcome, Policy, PriorityEffect
from policyc.core.results import Kind
from policyc.core.run import compare


class Encoding:
    """One policy over one set of variables.

    ``fixed`` settles readings from outside: a choice, or ``None`` for a reading of priority that
    stays open. Several encodings may share variables, so that a question can set the results
    under two readings side by side.
    """

    def __init__(
        self,
        variables: Variables,
        *,
        as_of: date | None = None,
        fixed: Mapping[str, str | None] | None = None,
    ) -> None:
        self.variables = variables
        self.policy: Policy = variables.policy
        self.as_of = as_of
        self.fixed = dict(fixed or {})
        self._direct: dict[tuple[str, str], tuple[Norm, ...]] = {}
        self._forces: dict[str, Kleene] = {}
        self._truths: dict[Condition, Kleene] = {}
        self._conclusions: dict[tuple[str, str], EncodedConclusion] = {}

    # Conditions -----------------------------------------------------------------------

    def chosen(self, reading: str, choice: str) -> Formula:
        """That a reading has a choice."""
        if reading in self.fixed:
            return self.fixed[reading] == choice
        return self.variables.readings[reading].chosen(choice)

    def truth(self, condition: Condition) -> Kleene:
        """The truth of a condition in Kleene's logic."""
        match condition:
            case Compare():
                if condition not in self._truths:
                    self._truths[condition] = self._compare(condition)
                return self._truths[condition]
            case All(parts):
                return k_and(map(self.truth, parts))
            case Any(parts):
                return k_or(map(self.truth, parts))
            case Not(part):
                return k_not(self.truth(part))
            case ByReading(reading, branches):
                return self._by_reading(reading, branches)
            case Constant(value):
                return constant(value)

    def _by_reading(self, reading: str, branches: Iterable[tuple[str, Condition]]) -> Kleene:
        chosen = [(self.chosen(reading, choice), part) for choice, part in branches]
        truths = [(when, self.truth(part)) for when, part in chosen if when is not False]
        t = disj(conj((when, truth.t)) for when, truth in truths)
        if all(truth.known for _, truth in truths):
            return two_valued(t)
        return Kleene(t, disj(conj((when, truth.f)) for when, truth in truths))

    def _compare(self, atom: Compare) -> Kleene:
        if isinstance(atom.operand, FactRef):
            return self.variables.fact(atom.operand.name).compare(atom.op, atom.value)
        derived = self._compare_derived(atom, atom.operand)
        if atom.operand.given is None:
            return derived
        given = self.variables.fact(atom.operand.given)
        act = given.compare(atom.op, atom.value)
        absent = neg(given.known)
        if absent is False:
            return act
        return Kleene(
            disj((act.t, conj((absent, derived.t)))), disj((act.f, conj((absent, derived.f))))
        )

    def _compare_derived(self, atom: Compare, operand: OutcomeRef) -> Kleene:
        outcome = self.policy.outcome(operand.outcome)
        result = self.conclusion(outcome.name, outcome.subject)
        bits = [(value, result.decided(value)) for value in result.values]
        if outcome.none_value is not None:
            bits.append((outcome.none_value, result.is_kind(Kind.NOT_APPLICABLE)))
        hits = [
            (compare(outcome.type, atom.op, value, atom.value), bit)
            for value, bit in bits
            if bit is not False
        ]
        return Kleene(disj(bit for hit, bit in hits if hit), disj(b for hit, b in hits if not hit))

    # Norms ----------------------------------------------------------------------------

    def applies(self, norm: Norm) -> Kleene:
        """Force before defeat by other norms: competence, window, condition, own exception."""
        if not norm.competent or not norm.window.contains(self.as_of):
            return FALSE
        own = self.truth(norm.condition)
        if norm.exception is None:
            return own
        return k_and((own, k_not(self.truth(norm.exception))))

    def force(self, norm: Norm) -> Kleene:
        """That a norm applies and no norm in force defeats it."""
        if norm.id not in self._forces:
            own = self.applies(norm)
            if own.t is not False or own.f is not True:
                beaten = k_or(self._defeats(norm))
                own = k_and((own, k_not(beaten)))
            self._forces[norm.id] = own
        return self._forces[norm.id]

    def _defeats(self, norm: Norm) -> Iterable[Kleene]:
        """Declared winners over a norm, and the direct norms that replace it under a reading."""
        declared = {winner.id: winner for winner in self.policy.winners_over(norm.id)}
        for winner in declared.values():
            yield self.force(winner)
        if norm.direct is None:
            for other in self._direct_norms(norm.outcome, norm.subject):
                replaces = self.priority(other, PriorityEffect.REPLACE)
                if other.id not in declared and replaces is not False:
                    yield k_and((two_valued(replaces), self.force(other)))

    def _direct_norms(self, outcome: str, subject: str) -> tuple[Norm, ...]:
        key = (outcome, subject)
        if key not in self._direct:
            norms = self.policy.norms_for(outcome, subject)
            self._direct[key] = tuple(norm for norm in norms if norm.direct is not None)
        return self._direct[key]

    def priority(self, norm: Norm, effect: PriorityEffect) -> Formula:
        """That the reading of a norm's 直接 has an effect; false while the reading is open."""
        if norm.direct is None:
            return False
        reading = self.policy.reading(norm.direct)
        pairs = zip(reading.choices, reading.effects, strict=True)
        return disj(self.chosen(reading.name, choice) for choice, e in pairs if e is effect)

    # Outcomes -------------------------------------------------------------------------

    def trigger(self, outcome: Outcome, subject: str) -> Kleene:
        """That the document owes an answer."""
        if outcome.trigger is None or subject != outcome.subject:
            return FALSE
        return self.truth(outcome.trigger)

    def conclusion(self, name: str, subject: str) -> EncodedConclusion:
        """The result of an outcome for a kind of subject; ``TooLarge`` where it explodes."""
        key = (name, subject)
        if key not in self._conclusions:
            norms = self.policy.norms_for(name, subject)
            self._conclusions[key] = self.conclude(name, subject, norms)
        return self._conclusions[key]

    def conclude(self, name: str, subject: str, norms: Iterable[Norm]) -> EncodedConclusion:
        """The result that some of an outcome's norms give, taken alone."""
        outcome = self.policy.outcome(name)
        effects: list[tuple[Effect, Kleene]] = []
        for norm in norms:
            force = self.force(norm)
            floor = False
            if norm.modality is Modality.SHALL:
                floor = self.priority(norm, PriorityEffect.FLOOR)
            for is_floor, when in ((False, neg(floor)), (True, floor)):
                if when is not False:
                    effect = Effect(norm.modality, norm.values, is_floor)
                    effects.append((effect, k_and((two_valued(when), force))))
        return encode_conclusion(outcome, effects, self.trigger(outcome, subject))

    def axioms(self) -> dict[str, Formula]:
        """By name, that an axiom is not violated."""
        return {a.name: neg(self.truth(a.condition).f) for a in self.policy.axioms}
