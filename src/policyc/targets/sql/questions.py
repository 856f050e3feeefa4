"""The outcomes of a document as columns: what each norm does, and what all of them amount to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import define, field, frozen
from sqlglot import exp

from policyc.plan.partitions import Partition
from policyc.plan.plans import Plan, Question
from policyc.targets.common.circuit import Circuit, Gate
from policyc.targets.common.effects import Concluded, Truths
from policyc.targets.common.questions import cited
from policyc.targets.common.solving import Solver
from policyc.targets.common.space import MAX_WORDS, Space, readings_of, space_of
from policyc.targets.common.unsupported import Unsupported
from policyc.targets.sql.lanes import Writer
from policyc.targets.sql.literals import column, condition, within, without_absent
from policyc.targets.sql.masks import FEWEST, Masks, masks_of
from policyc.targets.sql.sheet import Sheet

MAX_BITS = 62
"""Norms or values of one outcome that fit into a number."""

PLAIN = Space.of((), {})
"""No reading, one lane."""


@frozen
class Solved:
    """A question in one word of lanes: the force of its norms, and its result."""

    forces: tuple[Truths, ...]
    masks: Masks | None
    concluded: Concluded


@define
class Questions:
    """Solves questions word by word. ``present`` are the facts that the table has columns for;
    ``None``: all."""

    plan: Plan
    dialect: str
    as_of: date | None
    present: frozenset[str] | None
    shown: frozenset[str]
    """The outcomes that the query answers, and not only needs."""
    sheet: Sheet = field(factory=Sheet)
    _spaces: dict[int, Space] = field(factory=dict)
    _words: dict[tuple[Space, int], _Word] = field(factory=dict)
    _writers: dict[Space, Writer] = field(factory=dict)
    _readings: dict[int, tuple[str, ...]] = field(factory=dict)

    # -- lanes
    def readings(self, question: Question) -> tuple[str, ...]:
        """The open readings of meaning that its result, or one upstream, can depend on."""
        if question.number not in self._readings:
            self._readings[question.number] = readings_of(self.plan, question)
        return self._readings[question.number]

    def space(self, question: Question) -> Space:
        """The lanes of a question; those readings that most norms use inside a word."""
        space = space_of(self.plan, question)
        if space.words > MAX_WORDS:
            names = self.readings(question)
            first = self.plan.policy.reading(names[0])
            raise Unsupported(
                f"“{question.outcome.name}”有 {len(names)} 种读法没有取定"
                f"（{'、'.join(names)}），共 {space.count * space.words} 种取法，一条查询里放不下",
                cited(question),
                f"用 --reading 取定其中几种，例如 --reading {first.name}={first.choices[0]}。",
            )
        return space

    def writer(self, space: Space) -> Writer:
        """What turns gates over the lanes of a space into columns."""
        if space not in self._writers:
            self._writers[space] = Writer(Circuit(space.count), self.sheet)
        return self._writers[space]

    # -- one word of lanes
    def solve(self, question: Question, space: Space, word: int) -> Solved:
        """The result of a question in the lanes of one word."""
        solver = self.solver(space, word)
        found = solver.solve(question)
        return Solved(found.forces, solver.masks.get(question.number), found.concluded)

    def solver(self, space: Space, word: int) -> _Word:
        """What solves questions in one word of lanes."""
        if (space, word) not in self._words:
            circuit = self.writer(space).circuit
            self._words[space, word] = _Word(self.plan, circuit, asked=self, space=space, word=word)
        return self._words[space, word]

    def windows(self) -> int:
        """The norms that are in their window, as bits."""
        day = self.as_of
        past = [p for p in self.plan.periods[1:] if day and p.start and p.start <= day]
        return (past[-1] if past else self.plan.periods[0]).windows

    def cell_column(self, question: Question, number: int) -> str:
        """The column of a cell, named by the articles that it is about."""
        cell = question.cells[number]
        norms = self.plan.policy.norms
        cited = dict.fromkeys(norms[bit].citation or norms[bit].id for bit in cell.norms)
        test = self.present_only(condition(self.plan, cell.logic, self.dialect))
        return self.sheet.common("_c", test, "、".join(cited)).name

    def present_only(self, test: exp.Expression) -> exp.Expression:
        """A test in which the facts that the table has no column for are unknown."""
        return without_absent(test, self.plan, self.present, self.dialect)


@define
class _Word(Solver):
    """Solves questions in one word of the lanes of some readings."""

    asked: Questions = field(kw_only=True)
    space: Space = field(kw_only=True)
    word: int = field(kw_only=True)
    masks: dict[int, Masks] = field(factory=dict)
    """The norms of a question as bits, where a query that has but one lane shows them anyway."""

    def test(self, fact: str, partition: Partition, regions: int, is_act: bool) -> Truths:
        tested = within(column(self.plan.fact(fact).key), partition, regions, self.asked.dialect)
        prefix = "_a" if is_act else "_c"
        found = self.asked.sheet.common(prefix, self.asked.present_only(tested), fact)
        return self._column(found.name)

    def cell(self, question: Question, number: int) -> Truths:
        return self._column(self.asked.cell_column(question, number))

    def _column(self, name: str) -> Truths:
        c = self.circuit
        return Truths(c.column(name), c.column(name, possible=True))

    def choices(self, reading: str) -> Sequence[Gate]:
        return [self.circuit.lanes(mask) for mask in self.space.choices(reading, self.word)]

    def window(self, bit: int) -> Gate:
        return self.circuit.all if self.asked.windows() >> bit & 1 else self.circuit.none

    def together(
        self, question: Question, forces: Sequence[Truths], numbers: Sequence[int]
    ) -> Truths:
        shown = question.outcome.name in self.asked.shown and self.space == PLAIN
        if shown and FEWEST <= len(forces) <= MAX_BITS and question.number not in self.masks:
            self.masks[question.number] = masks_of(self.asked.writer(self.space), forces)
        masks = self.masks.get(question.number)
        if masks is not None and len(numbers) > 1:
            writer = self.asked.writer(self.space)
            return masks.some(writer, sum(1 << number for number in numbers))
        return super().together(question, forces, numbers)

    def derived(self, upstream: Question, partition: Partition, regions: int) -> Truths:
        """What needs no reading is computed once for all lanes."""
        if self.space == PLAIN or self.asked.readings(upstream):
            return super().derived(upstream, partition, regions)
        plain = self.asked.solver(PLAIN, 0).derived(upstream, partition, regions)
        writer = self.asked.writer(PLAIN)
        names = [writer.column(gate) for gate in (plain.true, plain.possible)]
        return Truths(*map(self.circuit.column, names))
