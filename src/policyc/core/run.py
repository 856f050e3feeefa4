"""Deciding one case under one choice of readings (``semantics.md`` §2–§4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import cast

from policyc.core.conditions import (
    HOLDS,
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    FactRef,
    Not,
    Op,
    OutcomeRef,
)
from policyc.core.cone import conditions_of_norm, outcome_refs, own_conditions
from policyc.core.effects import PROHIBITIONS, Conclusion, Effect, conclude_partial
from policyc.core.flags import Flag, FlagCode
from policyc.core.norms import Modality, Norm, Outcome, Policy, PriorityEffect
from policyc.core.results import Cause, Decision, Kind, NormTrace
from policyc.core.truth import Truth, conjoin, disjoin, negate
from policyc.core.types import Value, ValueType, order, show_value

Facts = Mapping[str, Value]
"""Known facts by name; a fact that is absent is unknown."""

Choices = Mapping[str, str]
"""A choice for readings, by name. A reading of priority that is absent is left open; one of meaning
may be absent as long as nothing depends on it (see ``OpenReading``)."""


class OpenReading(Exception):
    """What was asked depends on a reading of meaning that has no choice: ask again with one."""

    def __init__(self, reading: str) -> None:
        super().__init__(reading)
        self.reading = reading


def compare(kind: ValueType, op: Op, left: Value, right: Value) -> bool:
    """``left op right`` for two values of one type."""
    return bool(HOLDS[op](order(kind, left), order(kind, right)))


def priority_effect(policy: Policy, norm: Norm, choices: Choices) -> PriorityEffect | None:
    """What a norm's 直接 does under the choices; ``None`` where the reading is open."""
    if norm.direct is None or norm.direct not in choices:
        return None
    return policy.reading(norm.direct).effect(choices[norm.direct])


def defeaters(policy: Policy, norm: Norm, choices: Choices) -> tuple[Norm, ...]:
    """Declared winners over a norm, and the direct norms that replace it under a reading."""
    declared = policy.winners_over(norm.id)
    if norm.direct is not None:
        return declared
    rivals = policy.norms_for(norm.outcome, norm.subject)
    replacing = (n for n in rivals if priority_effect(policy, n, choices) is PriorityEffect.REPLACE)
    return tuple({n.id: n for n in (*declared, *replacing)}.values())


class Run:
    """One case under one choice of readings; forces and decisions are remembered."""

    def __init__(
        self, policy: Policy, facts: Facts, choices: Choices, as_of: date | None = None
    ) -> None:
        self.policy = policy
        self.facts = facts
        self.choices = choices
        self.as_of = as_of
        self._applies: dict[str, Truth] = {}
        self._forces: dict[str, Truth] = {}
        self._decisions: dict[tuple[str, str], Decision] = {}
        self._conclusions: dict[tuple[str, str], Conclusion] = {}

    def truth(self, condition: Condition) -> Truth:
        """The truth of a condition in Kleene's logic."""
        match condition:
            case Compare(operand, op, value):
                kind, known = self._operand(operand)
                return None if known is None else compare(kind, op, known, value)
            case All(parts):
                return self._join(parts, conjoin, False)
            case Any(parts):
                return self._join(parts, disjoin, True)
            case Not(part):
                return negate(self.truth(part))
            case ByReading(reading, branches):
                if reading in self.choices:
                    return self.truth(condition.branch(self.choices[reading]))
                truths = {self.truth(part) for _, part in branches}
                if len(truths) > 1:
                    raise OpenReading(reading)
                return truths.pop()
            case Constant(value):
                return value

    def _join(
        self, parts: Iterable[Condition], join: Callable[[Iterable[Truth]], Truth], settled: bool
    ) -> Truth:
        """Join parts; an open reading in one does not matter where another settles the whole."""
        truths: list[Truth] = []
        asked = ""  # not the exception: it knows this frame, and both would wait to be collected
        for part in parts:
            try:
                truth = self.truth(part)
            except OpenReading as open_reading:
                asked = asked or open_reading.reading
                continue
            if truth is settled:
                return truth
            truths.append(truth)
        if asked:
            raise OpenReading(asked)
        return join(truths)

    def _operand(self, operand: FactRef | OutcomeRef) -> tuple[ValueType, Value | None]:
        if isinstance(operand, FactRef):
            return self.policy.fact(operand.name).type, self.facts.get(operand.name)
        kind = self.policy.outcome(operand.outcome).type
        if operand.given is not None and operand.given in self.facts:
            return kind, self.facts[operand.given]
        return kind, self.derived(operand.outcome)

    def derived(self, name: str) -> Value | None:
        """What an outcome feeds downstream: the value of 定, the none-value of 不适用."""
        outcome = self.policy.outcome(name)
        conclusion = self.conclusion(name, outcome.subject)
        if conclusion.kind is Kind.DECIDED and len(conclusion.values) == 1:
            return conclusion.values[0]
        return outcome.none_value if conclusion.kind is Kind.NOT_APPLICABLE else None

    def force(self, norm: Norm) -> Truth:
        """``condition ∧ in window ∧ competent ∧ ¬exception ∧ ¬⋁ force(defeater)``."""
        if norm.id not in self._forces:
            self._forces[norm.id] = self._force(norm)
        return self._forces[norm.id]

    def _force(self, norm: Norm) -> Truth:
        own = self.applies(norm)
        if own is False:
            return False
        beaten = (self.force(d) for d in defeaters(self.policy, norm, self.choices))
        return conjoin((own, negate(disjoin(beaten))))

    def applies(self, norm: Norm) -> Truth:
        """Force before defeat by other norms: competence, window, condition, own exception."""
        if norm.id not in self._applies:
            self._applies[norm.id] = self._condition_of(norm)
        return self._applies[norm.id]

    def _condition_of(self, norm: Norm) -> Truth:
        if not norm.competent or not norm.window.contains(self.as_of):
            return False
        if norm.exception is None:
            return self.truth(norm.condition)
        return self.truth(All((norm.condition, Not(norm.exception))))

    def conclusion(self, name: str, subject: str) -> Conclusion:
        """The bare result of an outcome for a kind of subject."""
        key = (name, subject)
        if key not in self._conclusions:
            norms = self.policy.norms_for(name, subject)
            self._conclusions[key] = self.conclude(name, subject, norms)
        return self._conclusions[key]

    def conclude(self, name: str, subject: str, norms: Iterable[Norm]) -> Conclusion:
        """The result that some of an outcome's norms give, taken alone."""
        outcome = self.policy.outcome(name)
        in_force: list[Effect] = []
        undecided: list[Effect] = []
        for norm in norms:
            force = self.force(norm)
            if force is not False:
                (in_force if force else undecided).append(self.effect(norm))
        return conclude_partial(outcome, in_force, undecided, self.trigger(outcome, subject))

    def effect(self, norm: Norm) -> Effect:
        """What a norm does where it is in force, under the choices of the run."""
        priority = priority_effect(self.policy, norm, self.choices)
        return Effect(norm.modality, norm.values, priority is PriorityEffect.FLOOR)

    def trigger(self, outcome: Outcome, subject: str) -> Truth:
        """Whether the document owes an answer."""
        if outcome.trigger is None or subject != outcome.subject:
            return False
        return self.truth(outcome.trigger)

    def decide(self, name: str, subject: str) -> Decision:
        """The result of an outcome for a kind of subject, with its trace."""
        key = (name, subject)
        if key not in self._decisions:
            self._decisions[key] = self._decide(self.policy.outcome(name), subject)
        return self._decisions[key]

    def _decide(self, outcome: Outcome, subject: str) -> Decision:
        norms = self.policy.norms_for(outcome.name, subject)
        conclusion = self.conclusion(outcome.name, subject)
        unknown = conclusion.kind is Kind.UNKNOWN
        return Decision(
            kind=conclusion.kind,
            values=conclusion.values,
            permitted=conclusion.permitted,
            trace=tuple(self._trace(norm) for norm in norms),
            trigger=self.trigger(outcome, subject),
            causes=self._causes(outcome, subject) if unknown else (),
            notes=(
                *self._official_notes(outcome, norms),
                *self._prohibition_notes(norms, conclusion),
            ),
        )

    def _trace(self, norm: Norm) -> NormTrace:
        applies = self.applies(norm)
        beaten: tuple[Norm, ...] = ()
        if applies is not False:
            winners = defeaters(self.policy, norm, self.choices)
            beaten = tuple(d for d in winners if self.force(d) is True)
        return NormTrace(norm, self.force(norm), applies, beaten)

    def _causes(self, outcome: Outcome, subject: str) -> tuple[Cause, ...]:
        """The upstream outcomes that feed nothing into what is still undetermined."""
        causes: list[Cause] = []
        for condition in self._undetermined(outcome, subject):
            for ref in outcome_refs(self.pending(condition)):
                upstream = self.decide(ref.outcome, self.policy.outcome(ref.outcome).subject)
                if upstream.kind is Kind.UNKNOWN:
                    causes += upstream.causes
                else:
                    causes.append(Cause(ref.outcome, upstream.kind))
        return tuple(dict.fromkeys(causes))

    def _undetermined(self, outcome: Outcome, subject: str) -> Iterator[Condition]:
        """The conditions that keep norms of an outcome, or else its trigger, unknown."""
        norms = self.policy.norms_for(outcome.name, subject)
        todo = [norm for norm in norms if self.force(norm) is None]
        owed = outcome.trigger is not None and subject == outcome.subject
        if owed and not any(self.force(norm) for norm in norms):
            yield from own_conditions(outcome, ())
        seen: set[str] = set()
        while todo:
            norm = todo.pop(0)
            if norm.id not in seen:
                seen.add(norm.id)
                yield from conditions_of_norm(norm)
                winners = defeaters(self.policy, norm, self.choices)
                todo += [winner for winner in winners if self.force(winner) is None]

    def pending(self, condition: Condition) -> Iterator[Compare]:
        """The unknown comparisons that can still matter to a condition."""
        if self.truth(condition) is not None:
            return
        match condition:
            case Compare():
                yield condition
            case All(parts) | Any(parts):
                for part in parts:
                    yield from self.pending(part)
            case Not(part):
                yield from self.pending(part)
            case ByReading(reading, branches):
                chosen = self.choices.get(reading)
                for choice, part in branches:
                    if chosen in (choice, None):
                        yield from self.pending(part)
            case _:
                return

    def _official_notes(self, outcome: Outcome, norms: tuple[Norm, ...]) -> tuple[Flag, ...]:
        """Notes where an official act differs from what the criteria give."""
        notes: list[Flag] = []
        for ref in self._officially_given(outcome, norms):
            given = self.facts.get(ref.given) if ref.given is not None else None
            derived = None if given is None else self.derived(ref.outcome)
            if derived is not None and derived != given:
                what = f"官方认定“{ref.given}”与按条文推得的“{ref.outcome}”不一致"
                notes.append(Flag(FlagCode.N02, f"{what}，以官方认定为准"))
        return tuple(dict.fromkeys(notes))

    def _officially_given(
        self, outcome: Outcome, norms: tuple[Norm, ...]
    ) -> tuple[OutcomeRef, ...]:
        """The upstream outcomes in an outcome's own conditions, remembered with the policy."""
        key = "officially given", f"{outcome.name}\0{norms[0].subject if norms else ''}"
        if key not in self.policy.memo:
            self.policy.memo[key] = outcome_refs(own_conditions(outcome, norms))
        return cast(tuple[OutcomeRef, ...], self.policy.memo[key])

    def _prohibition_notes(self, norms: Iterable[Norm], conclusion: Conclusion) -> Iterator[Flag]:
        """Notes on prohibitions in force: 原则上 whose exceptions the text leaves unstated, and
        those that stand alone, where the kind of result alone would not show them."""
        alone = conclusion.kind in (Kind.GAP, Kind.NOT_APPLICABLE)
        for norm in norms:
            if norm.modality not in PROHIBITIONS or not self.force(norm):
                continue
            banned = "、".join(show_value(value) for value in norm.values)
            what = f"“{norm.citation or norm.id}”{norm.modality.value}“{banned}”"
            if norm.modality is Modality.IN_PRINCIPLE_NOT and norm.exception is None:
                yield Flag(FlagCode.N04, f"{what}，例外情形原文未列明")
            elif alone:
                yield Flag(FlagCode.N05, f"{what}，此外没有规定")
