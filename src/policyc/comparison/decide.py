"""One case put through one text: what it says, on which clauses, and what it does not ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from policyc.analysis.decode import complete_facts
from policyc.analysis.replay import show_result
from policyc.analysis.words import own_document
from policyc.comparison.cases import Decision
from policyc.comparison.several import Several
from policyc.core.conditions import facts_of
from policyc.core.cone import conditions_of_norm, cone_facts, upstream_of
from policyc.core.evaluate import evaluate_one
from policyc.core.inputs import broken_axioms
from policyc.core.norms import Norm, Outcome, Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import IntType, RealType, ScaleType, Value, show_value
from policyc.findings.finding import Cited, cite_all

Owned = tuple[int, str, Value]
"""A fact of a case: the number of the document whose name for it this is, the name, its value."""

_FEW = 3
"""Clauses that are named where none is in force."""


@frozen
class _Taken:
    """A case in the words of one text."""

    facts: dict[str, Value]
    asked: set[str]
    """Its own names of the facts that the outcome depends on."""
    unasked: tuple[str, ...]
    akin: tuple[str, ...]
    unlike: tuple[str, ...]
    worded: tuple[tuple[str, str], ...]
    defined_apart: tuple[str, ...]


class Decider:
    """Puts cases through several texts."""

    def __init__(self, several: Several, as_of: date | None = None) -> None:
        self.several = several
        self.policies = several.policies
        self.as_of = as_of

    def decide(
        self,
        at: int,
        outcome: str,
        facts: Sequence[Owned],
        readings: Mapping[int, Mapping[str, str]],
    ) -> Decision:
        """What one text says to a case; ``readings`` are those that other texts were read under
        (by number), of which those it shares are its own."""
        policy = self.policies[at]
        subject = policy.outcome(outcome).subject
        taken = self._taken(at, outcome, facts)
        if broken_axioms(policy, complete_facts(policy, taken.facts)):
            words = "这些事实按这份文件写明的常理不能并存"
            return Decision(
                self.several.names[at], outcome, subject, Kind.UNKNOWN, words, unasked=taken.unasked
            )
        chosen: dict[str, str] = {}
        result = self._result(at, outcome, taken.facts, chosen)
        if result.kind is Kind.DIVERGENT:
            chosen = self._readings(at, readings)
            result = self._result(at, outcome, taken.facts, chosen)
            chosen = {
                name: choice
                for name, choice in chosen.items()
                if self._matters(at, outcome, taken.facts, chosen, name)
            }
        in_force = [entry.norm for entry in result.trace if entry.force is True]
        near = [] if in_force else _nearest(policy, outcome, subject, taken)
        return evolve(
            decision_of(self.several.names[at], policy, result),
            asking=cite_all(near),
            wanting=tuple(_wanting(policy, near[:1], taken, result)),
            unasked=taken.unasked,
            akin=taken.akin,
            unlike=taken.unlike,
            worded=taken.worded,
            defined_apart=taken.defined_apart,
            following=tuple(self._following(at, outcome, taken.facts, chosen, result)),
            readings=tuple(chosen.items()),
        )

    def _taken(self, at: int, outcome: str, facts: Sequence[Owned]) -> _Taken:
        cone = set(cone_facts(self.policies[at], outcome))
        own: dict[str, Value] = {}
        asked: set[str] = set()
        unasked, unlike, worded, apart = [], [], [], []
        aspects: set[str] = set()
        for owner, name, value in facts:
            mine = self.several.counterpart(owner, at, name)
            if mine is not None:
                own[mine] = value
            if mine in cone:
                asked.add(str(mine))
                if mine != name:
                    worded.append((name, str(mine)))
                if self.several.defined_apart(owner, at, name):
                    apart.append(name)
            elif self.several.graded_apart(owner, at, name) in cone:
                unlike.append(name)
            else:
                unasked.append(name)
                aspects |= {self.policies[owner].fact(name).aspect} if owner != at else set()
        akin = _about(self.policies[at], cone - asked, aspects - {""})
        return _Taken(own, asked, tuple(unasked), akin, tuple(unlike), tuple(worded), tuple(apart))

    def _readings(self, at: int, readings: Mapping[int, Mapping[str, str]]) -> dict[str, str]:
        found = dict(readings.get(at, {}))
        for other, chosen in readings.items():
            if other != at:
                shared = self.several.shared_readings(at, other)
                for name, choice in chosen.items():
                    if name in shared:
                        found.setdefault(name, choice)
        return found

    def _matters(
        self,
        at: int,
        outcome: str,
        facts: Mapping[str, Value],
        chosen: Mapping[str, str],
        reading: str,
    ) -> bool:
        """Whether the result is known only because a reading was chosen."""
        rest = {name: choice for name, choice in chosen.items() if name != reading}
        return self._result(at, outcome, facts, rest).kind is Kind.DIVERGENT

    def _result(
        self, at: int, outcome: str, facts: Mapping[str, Value], chosen: Mapping[str, str]
    ) -> OutcomeResult:
        policy = self.policies[at]
        subject = policy.outcome(outcome).subject
        complete = complete_facts(policy, facts)
        return evaluate_one(policy, complete, outcome, subject, as_of=self.as_of, readings=chosen)

    def _following(
        self,
        at: int,
        outcome: str,
        facts: Mapping[str, Value],
        chosen: Mapping[str, str],
        result: OutcomeResult,
    ) -> list[str]:
        """The numbers, such as a term, that a text hangs on a tier."""
        policy = self.policies[at]
        if result.kind is not Kind.DECIDED or not isinstance(
            policy.outcome(outcome).type, ScaleType
        ):
            return []
        words = []
        for other in policy.outcomes:
            hangs = outcome in upstream_of(policy, other.name)
            if hangs and isinstance(other.type, (IntType, RealType)):
                found = self._result(at, other.name, facts, chosen)
                if found.kind is Kind.DECIDED:
                    words.append(f"{other.name}{shown(other, found)}")
        return words


def _about(policy: Policy, names: set[str], aspects: set[str]) -> tuple[str, ...]:
    """Facts about some aspects, or about wider or narrower ones (走私, 走私买卖运输)."""
    return tuple(
        fact.name
        for fact in policy.facts
        if fact.name in names
        and fact.aspect
        and any(fact.aspect.startswith(a) or a.startswith(fact.aspect) for a in aspects)
    )


def shown(outcome: Outcome, result: OutcomeResult) -> str:
    """A result in a few words, with units."""
    if result.kind is Kind.DECIDED:
        return "、".join(show_value(value, outcome.type) for value in result.values)
    return show_result(result)


def decision_of(document: str, policy: Policy, result: OutcomeResult) -> Decision:
    """A result as the decision of a document, which is called so among those compared."""
    outcome = policy.outcome(result.outcome)
    gap = result.kind is Kind.GAP
    in_force = [entry.norm for entry in result.trace if entry.force is True]
    return Decision(
        document=document,
        outcome=result.outcome,
        subject=result.subject,
        kind=result.kind,
        shown=shown(outcome, result),
        values=result.permitted if result.kind is Kind.DISCRETION else result.values,
        clauses=_owing(policy, outcome) if gap else cite_all(in_force),
        because=tuple(f"“{cause.outcome}”{cause.kind.value}" for cause in result.causes),
        by_reading=tuple(_under(outcome, result)),
    )


def chosen_words(readings: Iterable[tuple[str, str]]) -> str:
    """How readings were chosen: 「至」取“含”、「直接」取“不设下限”."""
    return "、".join(f"「{name}」取“{choice}”" for name, choice in readings)


def _under(outcome: Outcome, result: OutcomeResult) -> list[str]:
    """What each way of reading leads to, where they differ."""
    if result.kind is not Kind.DIVERGENT:
        return []
    lines = []
    for under in result.by_reading:
        read = chosen_words(under.readings)
        decision = under.decision
        values = decision.permitted if decision.kind is Kind.DISCRETION else decision.values
        words = "、".join(show_value(value, outcome.type) for value in values)
        kind = "" if decision.kind is Kind.DECIDED else decision.kind.value
        lines.append(f"{read}：{kind}{f'（{words}）' if kind and words else words}")
    return lines


def _owing(policy: Policy, outcome: Outcome) -> tuple[Cited, ...]:
    """The clause by which an answer is owed."""
    if not outcome.trigger_citation:
        return ()
    return (Cited(own_document(policy), outcome.trigger_citation, outcome.trigger_quote),)


def _nearest(policy: Policy, outcome: str, subject: str, taken: _Taken) -> list[Norm]:
    """The clauses that ask for most of a case and are yet not in force."""
    acts = {each.given for each in policy.outcomes}
    mine = taken.asked - acts
    norms = [
        (len(_asked(norm) & mine), -len(_asked(norm) - mine), norm)
        for norm in policy.norms_for(outcome, subject)
    ]
    near = sorted((each for each in norms if each[0]), key=lambda each: each[:2], reverse=True)
    best = [norm for hits, _, norm in near if hits == near[0][0]]
    return best[:_FEW]


def _asked(norm: Norm) -> set[str]:
    return {name for condition in conditions_of_norm(norm) for name in facts_of(condition)}


def _wanting(
    policy: Policy, near: Sequence[Norm], taken: _Taken, result: OutcomeResult
) -> list[str]:
    """The facts that the nearest clause asks for besides; of acts, only those that an unknown
    result waits for."""
    told = {*taken.facts, *taken.unlike}
    asked = {name for norm in near for name in _asked(norm)} - told
    if result.kind is Kind.UNKNOWN:
        known = complete_facts(policy, taken.facts)
        return list(policy.in_order(asked - set(known)))
    return list(policy.in_order(asked - {each.given for each in policy.outcomes}))
