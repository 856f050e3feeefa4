"""Splitting conditions into cells: what facts alone decide, apart from readings and outcomes.

A cell is computed once for a case and holds under every reading; the layout of a rule says how its
truth follows from cells, what is fed from upstream, and the choice of readings. A condition that
mentions readings becomes one cell for each distinct way to read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import prod
from typing import TypeAlias

from attrs import define, field

from policyc.core.norms import Reading
from policyc.plan.conditions import (
    AllOf,
    AnyOf,
    Bit,
    Choose,
    Const,
    Fed,
    Logic,
    both,
    choose,
    either,
    has_upstream,
    readings_in,
    under,
)
from policyc.plan.plans import Cell

MAX_WAYS = 16
"""In how many ways a condition may be read before it is split into smaller ones."""

Join: TypeAlias = Callable[[Iterable[Logic]], Logic]

TRIGGER = -1
"""Stands for the bit of a norm where a cell belongs to a trigger."""


@define
class _Draft:
    number: int
    logic: Logic
    gates: frozenset[Fed]
    norms: dict[int, None] = field(factory=dict)


@define
class Cells:
    """Collects the cells of one question while its conditions are laid out."""

    readings: Mapping[str, Reading]
    _drafts: dict[Logic, _Draft] = field(factory=dict)

    def layout(self, logic: Logic, bit: int) -> Logic:
        """The condition over cells, for a norm of a bit number or ``TRIGGER``."""
        return self._layout(logic, bit, frozenset())

    def finish(self, base: int) -> tuple[Cell, ...]:
        """All cells, from a bit of the key on."""
        return tuple(
            Cell(
                draft.number,
                base + 2 * draft.number,
                draft.logic,
                tuple(sorted(draft.gates, key=repr)),
                tuple(bit for bit in draft.norms if bit != TRIGGER),
            )
            for draft in self._drafts.values()
        )

    def _layout(self, logic: Logic, bit: int, gates: frozenset[Fed]) -> Logic:
        if isinstance(logic, (Const, Fed)):
            return logic
        if not has_upstream(logic):
            return self._of_facts(logic, bit, gates)
        match logic:
            case AllOf(parts):
                inner = gates | {part for part in parts if isinstance(part, Fed)}
                return self._parts(both, parts, bit, inner)
            case AnyOf(parts):
                return self._parts(either, parts, bit, gates)
            case Choose(reading, branches):
                return choose(reading, [self._layout(part, bit, gates) for part in branches])
            case _:
                raise AssertionError(logic)

    def _parts(
        self, join: Join, parts: tuple[Logic, ...], bit: int, gates: frozenset[Fed]
    ) -> Logic:
        """What rests on upstream outcomes part by part, the rest together."""
        late = [self._layout(part, bit, gates) for part in parts if has_upstream(part)]
        rest = join(part for part in parts if not has_upstream(part))
        return join([*late, self._layout(rest, bit, gates)])

    def _of_facts(self, logic: Logic, bit: int, gates: frozenset[Fed]) -> Logic:
        ways = self._ways(logic)
        groups = _by_readings(logic)
        apart = sum(self._ways(group) for group in groups)
        if len(groups) > 1 and (ways > MAX_WAYS or (isinstance(logic, AnyOf) and apart < ways)):
            found = [self._of_facts(group, bit, gates) for group in groups]
            return either(found) if isinstance(logic, AnyOf) else both(found)
        if ways <= MAX_WAYS:
            return self._variants(logic, bit, gates)
        match logic:
            case AllOf(parts):
                return both(self._of_facts(part, bit, gates) for part in parts)
            case AnyOf(parts):
                return either(self._of_facts(part, bit, gates) for part in parts)
            case Choose(reading, branches):
                return choose(reading, [self._of_facts(part, bit, gates) for part in branches])
            case _:
                raise AssertionError(logic)

    def _ways(self, logic: Logic) -> int:
        return prod(len(self.readings[name].choices) for name in readings_in(logic))

    def _variants(self, logic: Logic, bit: int, gates: frozenset[Fed]) -> Logic:
        """One cell for each way to read a condition, chosen by its readings."""
        names = readings_in(logic)
        if not names:
            return self._cell(logic, bit, gates)
        count = len(self.readings[names[0]].choices)
        return choose(
            names[0],
            [self._variants(under(logic, names[0], k), bit, gates) for k in range(count)],
        )

    def _cell(self, logic: Logic, bit: int, gates: frozenset[Fed]) -> Logic:
        if isinstance(logic, Const):
            return logic
        draft = self._drafts.get(logic)
        if draft is None:
            draft = self._drafts[logic] = _Draft(len(self._drafts), logic, gates)
        draft.gates &= gates
        draft.norms[bit] = None
        return Bit(draft.number)


def _by_readings(logic: Logic) -> list[Logic]:
    """The parts of a condition, those that share a reading together."""
    if not isinstance(logic, (AllOf, AnyOf)):
        return [logic]
    groups: list[tuple[set[str], list[Logic]]] = []
    for part in logic.parts:
        names, members = set(readings_in(part)), [part]
        free = not names
        for group in list(groups):
            if group[0] & names or (free and not group[0]):
                names |= group[0]
                members = [*group[1], *members]
                groups.remove(group)
        groups.append((names, members))
    join = both if isinstance(logic, AllOf) else either
    return [join(members) for _, members in groups]
