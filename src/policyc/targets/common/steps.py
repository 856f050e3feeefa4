"""The steps that set the bits of cells, fast: gates first, one look at each fact.

Cells are taken apart into entries: all parts of an entry together set its bits, and several entries
may set the same bits. Entries that share a test go under one gate; entries that test one fact
become one switch over its regions; conjunctions over the same scales become a product of tables.
What a step looks like as a statement is up to each target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import evolve, frozen

from policyc.core.types import BoolType
from policyc.plan.conditions import AllOf, AnyOf, Logic, Within, walk
from policyc.plan.plans import Cell, Plan
from policyc.targets.common.tables import Norms, Table


@frozen
class Always:
    """Bits that are set whatever the facts."""

    bits: int
    norms: Norms


@frozen
class Switch:
    """All bits that hang on one fact alone."""

    table: Table


@frozen
class Group:
    """Steps that count only where none of some tests is false, and in full where all are true."""

    tests: tuple[Within, ...]
    steps: tuple[Step, ...]
    norms: Norms


@frozen
class Product:
    """The bits that all tables have in common, each looked up by its fact."""

    tables: tuple[Table, ...]
    norms: Norms


@frozen
class Direct:
    """One conjunction: plain tests, then whatever else it consists of."""

    tests: tuple[Within, ...]
    others: tuple[Logic, ...]
    true: int
    possible: int
    norms: Norms

    @property
    def facts_of_others(self) -> tuple[str, ...]:
        """The facts that the parts other than plain tests mention."""
        return tuple(
            node.fact for part in self.others for node in walk(part) if isinstance(node, Within)
        )


Step: TypeAlias = Always | Switch | Group | Product | Direct


@frozen
class _Entry:
    """Where all ``parts`` are true the bits of ``true`` are set, where none is false at least those
    of ``possible``. ``norms`` are the norms that look at the bits."""

    parts: tuple[Logic, ...]
    true: int
    possible: int
    norms: Norms


_Placed: TypeAlias = tuple[Norms, Step]


def steps_of(plan: Plan, cells: Iterable[Cell]) -> tuple[Step, ...]:
    """The steps that set the bits of some cells, in the order of their norms."""
    entries = [_Entry(_parts(c.logic), c.true, c.possible, c.norms) for c in cells]
    return _Stepper(plan).steps(entries)


@frozen
class _Stepper:
    plan: Plan

    def steps(self, entries: Iterable[_Entry]) -> tuple[Step, ...]:
        todo = [piece for entry in entries for piece in _taken_apart(entry)]
        found: list[_Placed] = [
            (_norms_of([entry]), Always(entry.true, entry.norms))
            for entry in todo
            if not entry.parts
        ]
        todo = [entry for entry in todo if entry.parts]
        found += self._switches([entry for entry in todo if _is_single(entry)])
        todo = [entry for entry in todo if not _is_single(entry)]
        todo = self._groups(todo, found, self._is_bool)
        todo = self._products(todo, found)
        todo = self._groups(todo, found, lambda part: isinstance(part, Within))
        found += [(_norms_of([entry]), _direct(entry)) for entry in todo]
        found.sort(key=lambda placed: placed[0][:1])
        return tuple(step for _, step in found)

    def _is_bool(self, part: Logic) -> bool:
        if not isinstance(part, Within):
            return False
        return isinstance(self.plan.fact(part.fact).partition.type, BoolType)

    # -- one fact
    def _switches(self, entries: list[_Entry]) -> list[_Placed]:
        by_fact: dict[str, list[_Entry]] = {}
        for entry in entries:
            test = entry.parts[0]
            assert isinstance(test, Within)
            by_fact.setdefault(test.fact, []).append(entry)
        return [
            (_norms_of(found), Switch(self._table(fact, found))) for fact, found in by_fact.items()
        ]

    def _table(self, fact: str, entries: Iterable[_Entry]) -> Table:
        """The bits for each region of a fact."""
        found = self.plan.fact(fact)
        masks = [0] * len(found.partition.regions)
        norms: list[set[int]] = [set() for _ in masks]
        unknown, unknown_norms = 0, set[int]()
        for entry in entries:
            for test in entry.parts:
                if isinstance(test, Within) and test.fact == fact:
                    unknown |= entry.possible
                    unknown_norms |= {*entry.norms}
                    for k in range(len(masks)):
                        if test.regions >> k & 1:
                            masks[k] |= entry.true
                            norms[k] |= {*entry.norms}
        by_region = tuple(tuple(sorted(each)) for each in norms)
        return Table(
            fact, found.key, tuple(masks), unknown, by_region, tuple(sorted(unknown_norms))
        )

    # -- shared tests
    def _groups(
        self, entries: list[_Entry], found: list[_Placed], may_share: Callable[[Logic], bool]
    ) -> list[_Entry]:
        """Entries with a common test as one step, as long as there are some."""
        while True:
            counts: dict[Logic, int] = {}
            for entry in entries:
                for part in entry.parts:
                    if may_share(part):
                        counts[part] = counts.get(part, 0) + 1
            shared = max(counts, key=lambda part: counts[part], default=None)
            if shared is None or counts[shared] < 2:
                return entries
            members = [entry for entry in entries if shared in entry.parts]
            entries = [entry for entry in entries if shared not in entry.parts]
            found.append((_norms_of(members), self._group(members)))

    def _group(self, members: list[_Entry]) -> Group:
        first = [part for part in members[0].parts if isinstance(part, Within)]
        common = [part for part in first if all(part in entry.parts for entry in members)]
        rest = [
            evolve(entry, parts=tuple(part for part in entry.parts if part not in common))
            for entry in members
        ]
        return Group(tuple(common), self.steps(rest), _norms_of(members))

    # -- products of tables
    def _products(self, entries: list[_Entry], found: list[_Placed]) -> list[_Entry]:
        by_facts: dict[frozenset[str], list[_Entry]] = {}
        for entry in entries:
            facts = self._scales(entry)
            if facts:
                by_facts.setdefault(facts, []).append(entry)
        for members in by_facts.values():
            if len(members) > 1:
                order = [part.fact for part in members[0].parts if isinstance(part, Within)]
                tables = tuple(self._table(fact, members) for fact in order)
                norms = _norms_of(members)
                found.append((norms, Product(tables, norms)))
                entries = [entry for entry in entries if entry not in members]
        return entries

    def _scales(self, entry: _Entry) -> frozenset[str]:
        """The facts of a conjunction of tests of scales; empty for any other."""
        for part in entry.parts:
            if not isinstance(part, Within) or self._is_bool(part):
                return frozenset()
            if not self.plan.fact(part.fact).partition.is_finite:
                return frozenset()
        return frozenset(part.fact for part in entry.parts if isinstance(part, Within))


def _direct(entry: _Entry) -> Direct:
    tests = tuple(part for part in entry.parts if isinstance(part, Within))
    others = tuple(part for part in entry.parts if not isinstance(part, Within))
    return Direct(tests, others, entry.true, entry.possible, entry.norms)


def _parts(logic: Logic) -> tuple[Logic, ...]:
    return logic.parts if isinstance(logic, AllOf) else (logic,)


def _norms_of(entries: Iterable[_Entry]) -> Norms:
    """The norms of some entries, in order."""
    return tuple(sorted({bit for entry in entries for bit in entry.norms}))


def _is_single(entry: _Entry) -> bool:
    return len(entry.parts) == 1 and isinstance(entry.parts[0], Within)


def _taken_apart(entry: _Entry) -> Iterable[_Entry]:
    """A disjunction as one entry for each of its parts: they set the same bits."""
    if len(entry.parts) == 1 and isinstance(entry.parts[0], AnyOf):
        for part in entry.parts[0].parts:
            yield from _taken_apart(evolve(entry, parts=_parts(part)))
    else:
        yield entry
