"""Statements of Python that set the bits of cells: one look at each fact, loaded late."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, evolve, field

from policyc.plan.conditions import Within
from policyc.plan.plans import Cell, Plan
from policyc.targets.common.lines import (
    INDENT,
    WIDTH,
    Expr,
    Line,
    flat,
    indented,
    joined,
    width,
)
from policyc.targets.common.steps import (
    Always,
    Direct,
    Group,
    Product,
    Step,
    Switch,
    steps_of,
)
from policyc.targets.common.tables import Table
from policyc.targets.python.lines import condition
from policyc.targets.python.literals import Literals, local
from policyc.targets.python.switches import Switches


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

    def write(self, cells: Iterable[Cell], into: str, loaded: set[str]) -> list[Line]:
        """Statements that add the bits of cells to a variable. ``loaded`` facts are in their
        variables already; more may be afterwards."""
        return self._steps(steps_of(self.plan, cells), into, loaded, 1)

    def _steps(self, steps: Iterable[Step], into: str, loaded: set[str], depth: int) -> list[Line]:
        found: list[Line] = []
        for step in steps:
            match step:
                case Always(bits, norms):
                    found.append(Line(f"{into} |= {bits:#x}", norms, cited=True))
                case Switch(table):
                    found += self._switch(table, into, loaded)
                case Group():
                    found += self._group(step, into, loaded, depth)
                case Product():
                    found += self._product(step, into, loaded)
                case Direct():
                    found += self._directly(step, into, loaded)
        return found

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
        self, tests: Iterable[Within], loaded: set[str], norms: tuple[int, ...]
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

    # -- each kind of step
    def _switch(self, table: Table, into: str, loaded: set[str]) -> list[Line]:
        fact = self.plan.fact(table.fact)
        before = self._load([table.fact], loaded)
        switches = Switches(self.literals, local(fact.key), fact.partition, into, self._named)
        return [*before, *switches.write(table)]

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

    def _group(self, step: Group, into: str, loaded: set[str], depth: int) -> list[Line]:
        gate, inside = self._gate(step.tests, loaded, step.norms)
        variable = f"s{depth}"
        known = joined("and", (self.literals.known(test) for test in step.tests))
        inner = [
            Line(f"{variable} = 0"),
            *self._steps(step.steps, variable, inside, depth + 1),
            *self._set(into, variable, known, f"{variable} & {self.possible}"),
        ]
        return [*gate, *indented(inner)]

    def _product(self, step: Product, into: str, loaded: set[str]) -> list[Line]:
        norms = step.norms
        looked_up = [self._looked_up(table, loaded) for table in step.tables]
        found = [Line(f"if t := {looked_up[0]}:", norms, cited=True)]
        found += [Line(f"{INDENT}t &= {factor}", norms) for factor in looked_up[1:-1]]
        return [*found, Line(f"{INDENT}{into} |= t & {looked_up[-1]}", norms)]

    def _looked_up(self, table: Table, loaded: set[str]) -> str:
        fact = table.fact
        return f"{self._named(table)}[{self._local(fact) if fact in loaded else self._fetch(fact)}]"

    def _directly(self, step: Direct, into: str, loaded: set[str]) -> list[Line]:
        parts = [
            *(self.literals.known(test) for test in step.tests),
            *map(self.literals.is_true, step.others),
        ]
        known = joined("and", parts)
        gate, inside = self._gate(step.tests, loaded, step.norms) if step.tests else ([], loaded)
        inner = self._load(step.facts_of_others, inside)
        put = self._set(into, f"{step.true:#x}", known, f"{step.possible:#x}")
        put = [evolve(line, norms=step.norms) for line in put]
        if step.others:
            possible = joined("and", (self.literals.is_possible(part) for part in step.others))
            put = [*condition("if", possible, ":", step.norms), *indented(put)]
        return [*gate, *indented([*inner, *put])] if gate else [*inner, *put]
