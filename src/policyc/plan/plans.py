"""What a document computes: questions in order, rules with bit numbers, layouts over cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from policyc.core.norms import Axiom, Fact, Norm, Outcome, Policy, Reading
from policyc.plan.conditions import Fed, Logic
from policyc.plan.partitions import Partition


@frozen
class PlanFact:
    """A fact with an ASCII name of its own and the regions that all comparisons cut it into."""

    fact: Fact
    key: str
    partition: Partition


@frozen
class Cell:
    """A condition on facts alone, free of readings; two bits say its truth.

    ``position`` is the bit that is set where the cell is not false; the next one is set where it
    is true. ``gates`` are tests of upstream outcomes: where one is false the cell no longer
    matters. ``norms`` are the bit numbers of the norms that use it (none: a trigger).
    """

    number: int
    position: int
    logic: Logic
    gates: tuple[Fed, ...] = ()
    norms: tuple[int, ...] = ()

    @property
    def possible(self) -> int:
        """The bit that says: not false."""
        return 1 << self.position

    @property
    def true(self) -> int:
        """Both bits."""
        return 3 << self.position


@frozen
class Rule:
    """A norm as a question sees it.

    ``bit`` numbers the norm in its document. ``condition`` is the whole condition, exception and
    competence included; ``layout`` says the same over cells.
    """

    norm: Norm
    bit: int
    condition: Logic
    layout: Logic


@frozen
class Ref:
    """A place of a question's key that holds what an upstream outcome feeds.

    A code is even for something definite: 0 for unknown, twice the number of a region plus two.
    An odd code holds the upstream question's whole key, one bit up: what is fed then depends on
    readings, or is unknown for a reason that the key still knows.
    """

    outcome: str
    given: str | None
    question: int
    offset: int
    width: int


@frozen
class Question:
    """One outcome for one kind of subject.

    ``rules`` holds the norms that answer (the first ``own``) and those that can defeat them.
    ``facts`` are what its cells test, in order of declaration. Its key is a number: first the
    codes of ``refs``, then from ``base`` on the bits of ``cells``. ``noted`` names the upstream
    outcomes, with their official acts, whose difference is worth a note.
    """

    number: int
    key: str
    outcome: Outcome
    subject: str
    rules: tuple[Rule, ...]
    own: int
    trigger: Logic
    trigger_layout: Logic
    cells: tuple[Cell, ...]
    facts: tuple[str, ...]
    refs: tuple[Ref, ...]
    base: int
    noted: tuple[tuple[str, str], ...] = ()

    @property
    def width(self) -> int:
        """How many bits a key has at most."""
        return self.base + 2 * len(self.cells)

    @property
    def possible(self) -> int:
        """The bits of all cells that say: not false."""
        found = 0
        for cell in self.cells:
            found |= cell.possible
        return found


@frozen
class Period:
    """A span of as-of dates without change: which norms are in their window, as bits, and whether
    the document is in force. It ends where the next one starts."""

    start: date | None
    windows: int
    in_force: bool


@frozen
class Plan:
    """A document, ready for any target.

    ``fixed`` are the readings that were fixed beforehand; conditions mention only the others.
    ``questions`` stand upstream first; ``listing`` has their numbers in the order of declaration.
    The first of ``periods`` holds without an as-of date, the others from their start.
    """

    policy: Policy
    facts: tuple[PlanFact, ...]
    readings: tuple[Reading, ...]
    fixed: Mapping[str, str]
    outcomes: Mapping[str, Partition]
    questions: tuple[Question, ...]
    listing: tuple[int, ...]
    periods: tuple[Period, ...]
    axioms: tuple[tuple[Axiom, Logic], ...]
    by_name: Mapping[str, PlanFact] = field(init=False, repr=False, eq=False)

    @by_name.default
    def _by_name(self) -> Mapping[str, PlanFact]:
        return {each.fact.name: each for each in self.facts}

    def fact(self, name: str) -> PlanFact:
        """The fact of a Chinese name."""
        return self.by_name[name]

    def question_of(self, outcome: str) -> Question:
        """The question of an outcome about the kind of subject it is declared for."""
        return next(
            question
            for question in self.questions
            if question.outcome.name == outcome and question.subject == question.outcome.subject
        )

    def feeding(self, question: Question) -> bool:
        """Whether a question's result feeds others."""
        return any(ref.question == question.number for q in self.questions for ref in q.refs)
