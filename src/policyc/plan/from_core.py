"""From a policy to its plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import define, field

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
    atoms,
)
from policyc.core.cone import (
    conditions_of_norm,
    cone,
    outcome_refs,
    own_conditions,
    with_winners,
)
from policyc.core.norms import Norm, Outcome, Policy
from policyc.core.run import Choices
from policyc.plan.cells import TRIGGER, Cells
from policyc.plan.conditions import FALSE, Const, Fed, Logic, Within, both, choose, either, walk
from policyc.plan.names import ascii_names
from policyc.plan.partitions import Comparison, Partition, partition
from policyc.plan.plans import Period, Plan, PlanFact, Question, Ref, Rule


def plan_of(policy: Policy, readings: Choices | None = None) -> Plan:
    """The plan of a well-formed policy. ``readings`` are fixed for good: what is left of the
    conditions no longer mentions them."""
    return _Planner(policy, dict(readings or {})).plan()


@define
class _Planner:
    policy: Policy
    fixed: dict[str, str]
    facts: dict[str, Partition] = field(factory=dict)
    outcomes: dict[str, Partition] = field(factory=dict)
    bits: dict[str, int] = field(factory=dict)

    def plan(self) -> Plan:
        policy = self.policy
        self._partitions()
        self.bits = {norm.id: bit for bit, norm in enumerate(policy.norms)}
        questions = self._questions()
        numbers = {(q.outcome.name, q.subject): q.number for q in questions}
        names = ascii_names([(fact.name, fact.alias) for fact in policy.facts], "fact")
        return Plan(
            policy=policy,
            facts=tuple(
                PlanFact(fact, names[fact.name], self.facts[fact.name]) for fact in policy.facts
            ),
            readings=policy.readings,
            fixed=self.fixed,
            outcomes=dict(self.outcomes),
            questions=questions,
            listing=tuple(
                numbers[outcome.name, subject]
                for outcome in policy.outcomes
                for subject in policy.subjects_of(outcome.name)
            ),
            periods=tuple(_periods(policy)),
            axioms=tuple((axiom, self.lower(axiom.condition)) for axiom in policy.axioms),
        )

    def _partitions(self) -> None:
        facts: dict[str, list[Comparison]] = {fact.name: [] for fact in self.policy.facts}
        outcomes: dict[str, list[Comparison]] = {o.name: [] for o in self.policy.outcomes}
        for condition in _all_conditions(self.policy):
            for atom in atoms(condition):
                match atom.operand:
                    case FactRef(name):
                        facts[self.policy.fact(name).name].append((atom.op, atom.value))
                    case OutcomeRef(name):
                        outcomes[self.policy.outcome(name).name].append((atom.op, atom.value))
        for fact in self.policy.facts:
            self.facts[fact.name] = partition(fact.type, facts[fact.name])
        for outcome in self.policy.outcomes:
            self.outcomes[outcome.name] = partition(outcome.type, outcomes[outcome.name])

    # -- conditions
    def lower(self, condition: Condition, positive: bool = True) -> Logic:
        """The condition, or its negation, without a negation in it."""
        match condition:
            case Constant(value):
                return Const(value is positive)
            case Not(part):
                return self.lower(part, not positive)
            case All(parts) | Any(parts):
                join = both if isinstance(condition, All) is positive else either
                return join(self.lower(part, positive) for part in parts)
            case ByReading(reading, _):
                if reading in self.fixed:
                    return self.lower(condition.branch(self.fixed[reading]), positive)
                choices = self.policy.reading(reading).choices
                branches = [self.lower(condition.branch(c), positive) for c in choices]
                return choose(reading, branches)
            case Compare():
                return self._test(condition, positive)

    def _test(self, atom: Compare, positive: bool) -> Logic:
        match atom.operand:
            case FactRef(name):
                fact = self.policy.fact(name).name
                return Within(fact, _signed(self.facts[fact], atom, positive))
            case OutcomeRef(name, given):
                outcome = self.policy.outcome(name).name
                regions = _signed(self.outcomes[outcome], atom, positive)
                return Fed(outcome, given, regions)

    def _applies(self, norm: Norm) -> Logic:
        """The condition of a norm with its exception; windows are a matter of periods."""
        if not norm.competent:
            return FALSE
        condition = self.lower(norm.condition)
        if norm.exception is None:
            return condition
        return both((condition, self.lower(norm.exception, False)))

    # -- questions
    def _questions(self) -> tuple[Question, ...]:
        policy = self.policy
        names = ascii_names([(o.name, o.alias) for o in policy.outcomes], "outcome")
        order = dict.fromkeys(
            name for outcome in policy.outcomes for name in reversed(cone(policy, outcome.name))
        )
        found: list[Question] = []
        for name in order:
            outcome = policy.outcome(name)
            for k, subject in enumerate(policy.subjects_of(name)):
                key = names[outcome.name] + (f"_{k + 1}" if k else "")
                found.append(self._question(found, key, outcome, subject))
        return tuple(found)

    def _question(
        self, before: list[Question], key: str, outcome: Outcome, subject: str
    ) -> Question:
        policy = self.policy
        own = policy.norms_for(outcome.name, subject)
        norms = with_winners(policy, own)
        applies = [(norm, self._applies(norm)) for norm in norms]
        owed = outcome.trigger is not None and subject == outcome.subject
        trigger = self.lower(outcome.trigger) if owed and outcome.trigger is not None else FALSE
        conditions = [trigger, *(condition for _, condition in applies)]
        refs = self._refs(before, conditions)
        base = refs[-1].offset + refs[-1].width if refs else 0
        cells = Cells({reading.name: reading for reading in policy.readings})
        rules = tuple(
            Rule(norm, bit, condition, cells.layout(condition, bit))
            for norm, condition in applies
            for bit in (self.bits[norm.id],)
        )
        trigger_layout = cells.layout(trigger, TRIGGER)
        finished = cells.finish(base)
        tested = {n.fact for cell in finished for n in walk(cell.logic) if isinstance(n, Within)}
        return Question(
            number=len(before),
            key=key,
            outcome=outcome,
            subject=subject,
            rules=rules,
            own=len(own),
            trigger=trigger,
            trigger_layout=trigger_layout,
            cells=finished,
            facts=tuple(fact.name for fact in policy.facts if fact.name in tested),
            refs=refs,
            base=base,
            noted=tuple(
                (policy.outcome(ref.outcome).name, ref.given)
                for ref in outcome_refs(own_conditions(outcome, own))
                if ref.given is not None
            ),
        )

    def _refs(self, before: list[Question], conditions: list[Logic]) -> tuple[Ref, ...]:
        mentioned = dict.fromkeys(
            (node.outcome, node.given)
            for condition in conditions
            for node in walk(condition)
            if isinstance(node, Fed)
        )
        found: list[Ref] = []
        offset = 0
        for outcome, given in mentioned:
            upstream = next(
                q for q in before if q.outcome.name == outcome and q.subject == q.outcome.subject
            )
            definite = (2 * len(self.outcomes[outcome].regions)).bit_length()
            width = max(definite, upstream.width + 1)
            found.append(Ref(outcome, given, upstream.number, offset, width))
            offset += width
        return tuple(found)


def _signed(regions: Partition, atom: Compare, positive: bool) -> int:
    mask = regions.mask(atom.op, atom.value)
    return mask if positive else regions.full & ~mask


def _all_conditions(policy: Policy) -> Iterator[Condition]:
    for norm in policy.norms:
        yield from conditions_of_norm(norm)
    for outcome in policy.outcomes:
        if outcome.trigger is not None:
            yield outcome.trigger
    for axiom in policy.axioms:
        yield axiom.condition


def _periods(policy: Policy) -> Iterator[Period]:
    """Without a date every norm counts; then a period from each day on which something changes."""
    yield Period(None, _windows(policy.norms, None), policy.effective is not None)
    starts = {norm.window.start for norm in policy.norms} | {policy.effective}
    ends = {norm.window.end for norm in policy.norms}
    starts |= {end + timedelta(1) for end in ends if end is not None and end < date.max}
    for start in sorted({date.min} | {start for start in starts if start is not None}):
        in_force = policy.effective is not None and start >= policy.effective
        yield Period(start, _windows(policy.norms, start), in_force)


def _windows(norms: Iterable[Norm], day: date | None) -> int:
    found = 0
    for bit, norm in enumerate(norms):
        if norm.window.contains(day):
            found |= 1 << bit
    return found
