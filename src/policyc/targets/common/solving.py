"""Questions as gates: what each norm does, and what all of them amount to, in every lane.

How a fact is tested, and what stands for a choice of readings, is up to each target.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field, frozen

from policyc.core.effects import Effect
from policyc.core.norms import PriorityEffect
from policyc.core.run import defeaters, priority_effect
from policyc.core.types import Value
from policyc.plan.conditions import AllOf, AnyOf, Bit, Choose, Const, Fed, Logic, Within
from policyc.plan.partitions import Partition
from policyc.plan.plans import Plan, Question
from policyc.targets.common.circuit import Circuit, Gate
from policyc.targets.common.effects import Concluded, Conclusion, Truths


@frozen
class Solved:
    """A question in every lane: where its norms apply and are in force, and its result."""

    applies: Mapping[str, Truths]
    forces: tuple[Truths, ...]
    concluded: Concluded
    fed: Mapping[Value, Gate]


@define
class Solver(ABC):
    """Solves questions and what is upstream of them in one circuit."""

    plan: Plan
    circuit: Circuit
    _solved: dict[int, Solved] = field(factory=dict)

    # -- what a target says
    @abstractmethod
    def test(self, fact: str, partition: Partition, regions: int, is_act: bool) -> Truths:
        """That a fact lies in some regions; ``is_act``: asked as an official act."""

    @abstractmethod
    def choices(self, reading: str) -> Sequence[Gate]:
        """For each choice of a reading the lanes that take it."""

    @abstractmethod
    def window(self, bit: int) -> Gate:
        """That a norm is in its window."""

    def cell(self, question: Question, number: int) -> Truths:
        """A cell of a question; a target may compute it apart."""
        return self._truths(question, question.cells[number].logic)

    def together(
        self, question: Question, forces: Sequence[Truths], numbers: Sequence[int]
    ) -> Truths:
        """That one of some norms of a question is in force."""
        return self._some(forces[number] for number in numbers)

    def settled(self, fed: Truths) -> Truths:
        """What is fed from upstream; a target may take it to be known, and check that it is."""
        return fed

    def derived(self, upstream: Question, partition: Partition, regions: int) -> Truths:
        """That what a question feeds downstream lies in some regions."""
        c = self.circuit
        inside: list[Gate] = []
        outside: list[Gate] = []
        for value, gate in self.solve(upstream).fed.items():
            chosen = regions >> partition.region_of(value) & 1
            (inside if chosen else outside).append(gate)
        return Truths(c.either(*inside), c.no(c.either(*outside)))

    # -- questions
    def solve(self, question: Question) -> Solved:
        """The result of a question."""
        if question.number not in self._solved:
            self._solved[question.number] = self._solve(question)
        return self._solved[question.number]

    def solved(self) -> Iterable[Solved]:
        """All questions that were solved on the way."""
        return self._solved.values()

    def _solve(self, question: Question) -> Solved:
        c = self.circuit
        policy, fixed = self.plan.policy, self.plan.fixed
        applies: dict[str, Truths] = {}
        for rule in question.rules:
            truths, window = self._truths(question, rule.layout), self.window(rule.bit)
            applies[rule.norm.id] = Truths(
                c.both(window, truths.true), c.both(window, truths.possible)
            )
        forces: dict[str, Truths] = {}

        def force(norm_id: str) -> Truths:
            if norm_id not in forces:
                own = applies[norm_id]
                winners = defeaters(policy, policy.norm(norm_id), fixed)
                beaten = [force(winner.id) for winner in winners]
                forces[norm_id] = Truths(
                    c.both(own.true, *(c.no(b.possible) for b in beaten)),
                    c.both(own.possible, *(c.no(b.true) for b in beaten)),
                )
            return forces[norm_id]

        own = [rule.norm for rule in question.rules[: question.own]]
        by_effect: dict[Effect, list[int]] = {}
        for number, norm in enumerate(own):
            floor = priority_effect(policy, norm, fixed) is PriorityEffect.FLOOR
            effect = Effect(norm.modality, norm.values, floor)
            by_effect.setdefault(effect, []).append(number)
        trigger = self._truths(question, question.trigger_layout)
        found = tuple(force(norm.id) for norm in own)
        joined = {
            effect: self.together(question, found, numbers) for effect, numbers in by_effect.items()
        }
        concluded = Conclusion(c, question.outcome, tuple(by_effect)).partial(joined, trigger)
        return Solved(applies, found, concluded, self._feeds(question, concluded))

    def _feeds(self, question: Question, found: Concluded) -> dict[Value, Gate]:
        """Where the question feeds which value downstream: 定 of one value, and 不适用."""
        c = self.circuit
        feeds = {value: gate for value, gate in found.decided.items() if gate != c.none}
        none_value = question.outcome.none_value
        if none_value is not None:
            before = feeds.get(none_value, c.none)
            feeds[none_value] = c.either(before, found.kinds["不适用"])
        return feeds

    # -- conditions
    def _truths(self, question: Question, logic: Logic) -> Truths:
        c = self.circuit
        match logic:
            case Const(held):
                gate = c.all if held else c.none
                return Truths(gate, gate)
            case Bit(cell):
                return self.cell(question, cell)
            case Within(fact, regions):
                return self.test(fact, self.plan.fact(fact).partition, regions, False)
            case AllOf(parts):
                return self._all(self._truths(question, part) for part in parts)
            case AnyOf(parts):
                return self._some(self._truths(question, part) for part in parts)
            case Choose(reading, branches):
                return self._some(
                    self._all((Truths(mask, mask), self._truths(question, branch)))
                    for mask, branch in zip(self.choices(reading), branches, strict=True)
                    if mask != c.none
                )
            case Fed():
                return self._fed(question, logic)

    def _all(self, parts: Iterable[Truths]) -> Truths:
        found = list(parts)
        c = self.circuit
        return Truths(c.both(*(t.true for t in found)), c.both(*(t.possible for t in found)))

    def _some(self, parts: Iterable[Truths]) -> Truths:
        found = list(parts)
        c = self.circuit
        return Truths(c.either(*(t.true for t in found)), c.either(*(t.possible for t in found)))

    def _fed(self, question: Question, fed: Fed) -> Truths:
        """What an upstream outcome feeds, unless an official act says otherwise."""
        c = self.circuit
        ref = next(r for r in question.refs if (r.outcome, r.given) == (fed.outcome, fed.given))
        partition = self.plan.outcomes[fed.outcome]
        derived = self.derived(self.plan.questions[ref.question], partition, fed.regions)
        if fed.given is None:
            return self.settled(derived)
        act = self.test(fed.given, partition, fed.regions, True)
        return self.settled(
            Truths(
                c.either(act.true, c.both(act.possible, derived.true)),
                c.either(act.true, c.both(act.possible, derived.possible)),
            )
        )
