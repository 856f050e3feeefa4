"""Statements that set the bits of cells, fast: gates first, one look at each fact, loaded late.

Cells are taken apart into entries: all parts of an entry together set its bits, and several entries
may set the same bits. Entries that share a test go under one ``if``; entries that test one fact
become one switch over its regions; conjunctions over the same scales become a product of tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import define, evolve, field, frozen

from policyc.core.types import BoolType
from policyc.plan.conditions import AllOf, AnyOf, Logic, Within, walk
from policyc.plan.plans import Cell, Plan
from policyc.targets.python.lines import (
    INDENT,
    WIDTH,
    Expr,
    Line,
    condition,
    flat,
    indented,
    joined,
    width,
)
from policyc.targets.python.literals import Literals, local
from policyc.targets.python.switches import Switches, Table


@frozen
class Entry:
    """Where all ``parts`` are true the bits of ``true`` are set, where none is false at least those
    of ``possible``. ``norms`` are the norms that look at the bits."""

    parts: tuple[Logic, ...]
    true: int
    possible: int
    norms: tuple[int, ...]


def entry_of(cell: Cell) -> Entry:
    """A whole cell as one entry."""
    return Entry(_parts(cell.logic), cell.true, cell.possible, cell.norms)


def _parts(logic: Logic) -> tuple[Logic, ...]:
    return logic.parts if isinstance(logic, AllOf) else (logic,)


@frozen
class _Piece:
    """Entries that one statement deals with."""

    write: Callable[[list[Entry], str, set[str], int], list[Line]]
    entries: list[Entry]

    @property
    def norms(self) -> tuple[int, ...]:
        return norms_of(self.entries)


def norms_of(entries: Iterable[Entry]) -> tuple[int, ...]:
    """The norms of some entries, in order."""
    return tuple(sorted({bit for entry in entries for bit in entry.norms}))


@define
class Statements:
    """Writes the statements of one function.

    ``places`` tells where in the row a fact stands; ``possible`` names the mask of all bits that
    say: not false. ``tables`` are the tables of the module that the statements look into.
    """

    plan: Plan
    literals: Literals
    prefix: str
    possible: str
    places: dict[str, int]
    tables: list[Table] = field(factory=list)

    def write(
        self, entries: Iterable[Entry], into: str, loaded: set[str], depth: int = 1
    ) -> list[Line]:
        """Statements that add the bits of entries to a variable. ``loaded`` facts are in their
        variables already; more may be afterwards."""
        todo = [piece for entry in entries for piece in _taken_apart(entry)]
        pieces = [_Piece(self._always, [entry]) for entry in todo if not entry.parts]
        todo = [entry for entry in todo if entry.parts]
        pieces += self._switches([entry for entry in todo if _is_single(entry)])
        todo = [entry for entry in todo if not _is_single(entry)]
        todo = self._groups(todo, pieces, self._is_bool)
        todo = self._products(todo, pieces)
        todo = self._groups(todo, pieces, lambda part: isinstance(part, Within))
        pieces += [_Piece(self._directly, [entry]) for entry in todo]
        pieces.sort(key=lambda piece: piece.norms[:1])
        found: list[Line] = []
        for piece in pieces:
            found += piece.write(piece.entries, into, loaded, depth)
        return found

    def _always(self, entries: list[Entry], into: str, _: set[str], depth: int) -> list[Line]:
        return [Line(f"{into} |= {entry.true:#x}", entry.norms, cited=True) for entry in entries]

    def _is_bool(self, part: Logic) -> bool:
        if not isinstance(part, Within):
            return False
        return isinstance(self.plan.fact(part.fact).partition.type, BoolType)

    # -- loading
    def _fetch(self, fact: str) -> str:
        return f"f[{self.places[fact]}]"

    def _load(self, facts: Iterable[str], loaded: set[str]) -> list[Line]:
        """Lines that fetch the facts that are not there yet."""
        wanted = [fact for fact in dict.fromkeys(facts) if fact not in loaded]
        loaded.update(wanted)
        return [Line(f"{self._local(fact)} = {self._fetch(fact)}") for fact in wanted]

    def _local(self, fact: str) -> str:
        return local(self.plan.fact(fact).key)

    def _gate(
        self, tests: list[Within], loaded: set[str], norms: tuple[int, ...]
    ) -> tuple[list[Line], set[str]]:
        """``if`` no test is false, fetching facts as far as the tests get; and what is loaded
        inside. The first fact stays loaded afterwards."""
        before = [t.fact for t in tests if t.regions == self.plan.fact(t.fact).partition.full]
        found = self._load(before, loaded)
        inside = set(loaded)
        shown: list[Expr] = []
        for k, test in enumerate(tests):
            loading = ""
            if test.fact not in inside:
                loading = f"({self._local(test.fact)} := {self._fetch(test.fact)})"
                inside.add(test.fact)
                if k == 0:
                    loaded.add(test.fact)
            shown.append(self.literals.test(test, possible=True, loading=loading))
        return [*found, *condition("if", joined("and", shown), ":", norms)], inside

    def _set(self, into: str, true: str, known: Expr, possible: str) -> list[Line]:
        """``into |= true if known else possible``."""
        one = f"{into} |= {true} if {flat(known)} else {possible}"
        if width(one) <= WIDTH - 24:
            return [Line(one)]
        return [
            *(evolve(line, cited=False) for line in condition("if", known, ":", ())),
            Line(f"{INDENT}{into} |= {true}"),
            Line("else:"),
            Line(f"{INDENT}{into} |= {possible}"),
        ]

    # -- one fact
    def _switches(self, entries: list[Entry]) -> list[_Piece]:
        by_fact: dict[str, list[Entry]] = {}
        for entry in entries:
            test = entry.parts[0]
            assert isinstance(test, Within)
            by_fact.setdefault(test.fact, []).append(entry)
        return [_Piece(self._switch, found) for found in by_fact.values()]

    def _switch(self, entries: list[Entry], into: str, loaded: set[str], depth: int) -> list[Line]:
        test = entries[0].parts[0]
        assert isinstance(test, Within)
        fact = self.plan.fact(test.fact)
        before = self._load([test.fact], loaded)
        switches = Switches(self.literals, local(fact.key), fact.partition, into, self._named)
        return [*before, *switches.write(self._table(test.fact, entries))]

    def _table(self, fact: str, entries: Iterable[Entry]) -> Table:
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

    def _named(self, table: Table) -> str:
        """The name of a table of the module; equal tables are one."""
        for known in self.tables:
            if evolve(known, name="") == table:
                return known.name
        stem = f"_{self.prefix}_BY_{table.key}".upper()
        name, number = stem, 1
        while any(known.name == name for known in self.tables):
            number += 1
            name = f"{stem}_{number}"
        self.tables.append(evolve(table, name=name))
        return name

    # -- shared tests
    def _groups(
        self, entries: list[Entry], pieces: list[_Piece], may_share: Callable[[Logic], bool]
    ) -> list[Entry]:
        """Entries with a common test as one piece, as long as there are some."""
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
            pieces.append(_Piece(self._group, members))

    def _group(self, members: list[Entry], into: str, loaded: set[str], depth: int) -> list[Line]:
        first = [part for part in members[0].parts if isinstance(part, Within)]
        common = [part for part in first if all(part in entry.parts for entry in members)]
        rest = [
            evolve(entry, parts=tuple(part for part in entry.parts if part not in common))
            for entry in members
        ]
        gate, inside = self._gate(common, loaded, norms_of(members))
        variable = f"s{depth}"
        known = joined("and", (self.literals.known(test) for test in common))
        inner = [
            Line(f"{variable} = 0"),
            *self.write(rest, variable, inside, depth + 1),
            *self._set(into, variable, known, f"{variable} & {self.possible}"),
        ]
        return [*gate, *indented(inner)]

    # -- products of tables
    def _products(self, entries: list[Entry], pieces: list[_Piece]) -> list[Entry]:
        by_facts: dict[frozenset[str], list[Entry]] = {}
        for entry in entries:
            facts = self._scales(entry)
            if facts:
                by_facts.setdefault(facts, []).append(entry)
        for members in by_facts.values():
            if len(members) > 1:
                pieces.append(_Piece(self._product, members))
                entries = [entry for entry in entries if entry not in members]
        return entries

    def _scales(self, entry: Entry) -> frozenset[str]:
        """The facts of a conjunction of tests of scales; empty for any other."""
        for part in entry.parts:
            if not isinstance(part, Within) or self._is_bool(part):
                return frozenset()
            if not self.plan.fact(part.fact).partition.is_finite:
                return frozenset()
        return frozenset(part.fact for part in entry.parts if isinstance(part, Within))

    def _product(self, members: list[Entry], into: str, loaded: set[str], depth: int) -> list[Line]:
        first, *others = [part.fact for part in members[0].parts if isinstance(part, Within)]
        norms = norms_of(members)
        looked_up = [self._looked_up(fact, members, loaded) for fact in (first, *others)]
        found = [Line(f"if t := {looked_up[0]}:", norms, cited=True)]
        found += [Line(f"{INDENT}t &= {factor}", norms) for factor in looked_up[1:-1]]
        return [*found, Line(f"{INDENT}{into} |= t & {looked_up[-1]}", norms)]

    def _looked_up(self, fact: str, members: list[Entry], loaded: set[str]) -> str:
        name = self._named(self._table(fact, members))
        return f"{name}[{self._local(fact) if fact in loaded else self._fetch(fact)}]"

    # -- the rest
    def _directly(
        self, entries: list[Entry], into: str, loaded: set[str], depth: int
    ) -> list[Line]:
        (entry,) = entries
        tests = [part for part in entry.parts if isinstance(part, Within)]
        others = [part for part in entry.parts if not isinstance(part, Within)]
        parts = [
            *(self.literals.known(test) for test in tests),
            *map(self.literals.is_true, others),
        ]
        known = joined("and", parts)
        gate, inside = self._gate(tests, loaded, entry.norms) if tests else ([], loaded)
        inner = self._load((fact for part in others for fact in _facts(part)), inside)
        put = self._set(into, f"{entry.true:#x}", known, f"{entry.possible:#x}")
        put = [evolve(line, norms=entry.norms) for line in put]
        if others:
            possible = joined("and", (self.literals.is_possible(part) for part in others))
            put = [*condition("if", possible, ":", entry.norms), *indented(put)]
        return [*gate, *indented([*inner, *put])] if gate else [*inner, *put]


def _facts(logic: Logic) -> list[str]:
    return [node.fact for node in walk(logic) if isinstance(node, Within)]


def _is_single(entry: Entry) -> bool:
    return len(entry.parts) == 1 and isinstance(entry.parts[0], Within)


def _taken_apart(entry: Entry) -> Iterable[Entry]:
    """A disjunction as one entry for each of its parts: they set the same bits."""
    if len(entry.parts) == 1 and isinstance(entry.parts[0], AnyOf):
        for part in entry.parts[0].parts:
            yield from _taken_apart(evolve(entry, parts=_parts(part)))
    else:
        yield entry
