"""Statements of JavaScript that set the bits of cells, in words of 32 bits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from policyc.core.types import BoolType
from policyc.plan.conditions import Within
from policyc.plan.partitions import Partition
from policyc.plan.plans import Cell, Plan
from policyc.targets.common.lines import (
    INDENT,
    WIDTH,
    Expr,
    Line,
    filled,
    flat,
    indented,
    joined,
    tall,
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
from policyc.targets.common.tables import (
    Arm,
    Norms,
    Table,
    arms_of_numbers,
    arms_of_steps,
    unknown_arm,
)
from policyc.targets.typescript.literals import Literals, fetched, is_inherited, local, string
from policyc.targets.typescript.words import words_in

POSSIBLE = "0x55555555"
"""In every word, the bits that say of a cell: not false."""


def condition(opening: str, expr: Expr, closing: str, norms: Norms) -> list[Line]:
    """``opening (expr) closing``: on one line where there is room, else over several."""
    one = f"{opening} ({flat(expr)}){closing}"
    if width(one) <= WIDTH - 24:
        return [Line(one, norms, cited=True)]
    inner = [Line(text, norms) for text in tall(expr)]
    return [
        Line(f"{opening} (", norms, cited=True),
        *indented(inner),
        Line(f"){closing}", norms),
    ]


@frozen
class Statements:
    """Writes the statements of one function, whose facts are the properties of ``f``."""

    plan: Plan
    literals: Literals

    def write(self, cells: Iterable[Cell], into: str, loaded: set[str]) -> list[Line]:
        """Statements that add the bits of cells to variables, one a word. ``loaded`` facts are in
        their variables already; more are afterwards."""
        return self._block(steps_of(self.plan, cells), into, loaded, 1)

    def _block(self, steps: Sequence[Step], into: str, loaded: set[str], depth: int) -> list[Line]:
        """The statements of one block: first what it looks at itself, then each step."""
        wanted = [fact for step in steps for fact in _facts(step)]
        found = self._load(wanted, loaded)
        for step in steps:
            match step:
                case Always(bits, norms):
                    found.append(Line(_put(into, bits), norms, cited=True))
                case Switch(table):
                    found += self._switch(table, into)
                case Group():
                    found += self._group(step, into, loaded, depth)
                case Product():
                    found += self._product(step, into, depth)
                case Direct():
                    found += self._directly(step, into)
        return found

    def _load(self, facts: Iterable[str], loaded: set[str]) -> list[Line]:
        """Lines that fetch the facts that are not there yet."""
        wanted = [self.plan.fact(f).key for f in dict.fromkeys(facts) if f not in loaded]
        loaded.update(facts)
        plain = [key for key in wanted if not is_inherited(key)]
        found = [Line(text) for text in filled("const { ", fetched(plain), " } = f;") if plain]
        return found + [
            Line(f"const {local(key)} = _own(f, {string(key)});")
            for key in wanted
            if is_inherited(key)
        ]

    def _gate(self, tests: Iterable[Within], others: Iterable[Expr], norms: Norms) -> list[Line]:
        """``if`` no test is false; a bare block where none can be."""
        shown = [self.literals.test(test, possible=True) for test in tests]
        asked = [expr for expr in (*shown, *others) if expr != "true"]
        if not asked:
            return [Line("{", norms)]
        return condition("if", joined("&&", asked), " {", norms)

    def _set(self, into: str, true: int, known: Expr, possible: int, norms: Norms) -> list[Line]:
        """The bits of what is true where all is known, else of what is possible."""
        ((word, full),) = words_in(true)
        ((_, part),) = words_in(possible)
        one = f"{into}{word} |= {flat(known)} ? {full:#x} : {part:#x};"
        if width(one) <= WIDTH - 24:
            return [Line(one, norms)]
        return [
            *condition("if", known, " {", norms),
            Line(f"{INDENT}{_put(into, true)}", norms),
            Line("} else {", norms),
            Line(f"{INDENT}{_put(into, possible)}", norms),
            Line("}"),
        ]

    # -- each kind of step
    def _switch(self, table: Table, into: str) -> list[Line]:
        regions = self.plan.fact(table.fact).partition
        name = local(table.key)
        if isinstance(regions.type, BoolType):
            return self._of_bool(table, name, into)
        arms = arms_of_steps if regions.is_finite else arms_of_numbers
        return self._chain(name, regions, arms(regions, table), into)

    def _of_bool(self, table: Table, name: str, into: str) -> list[Line]:
        no, yes = table.masks
        regions = self.plan.fact(table.fact).partition
        if (no and yes) or len(list(words_in(no | yes | table.unknown))) > 1:
            arms = [
                Arm(regions.regions[1:], yes, table.norms[1]),
                unknown_arm(table),
                Arm((), no, table.norms[0]),
            ]
            return self._chain(name, regions, arms, into)
        if not (no or yes):
            return self._chain(name, regions, [unknown_arm(table)], into)
        test = f"{name} !== false" if yes else f"!{name}"
        known = name if yes else f"{name} === false"
        norms = table.unknown_norms
        return [
            Line(f"if ({test}) {{", norms, cited=True),
            *indented(self._set(into, yes or no, known, table.unknown, norms)),
            Line("}"),
        ]

    def _chain(self, name: str, regions: Partition, arms: Sequence[Arm], into: str) -> list[Line]:
        found: list[Line] = []
        kept = [arm for k, arm in enumerate(arms) if _matters(arms, k)]
        for arm in kept:
            test = self._test(name, regions, arm)
            before = "} else " if found else ""
            found.append(Line(f"{before}if ({test}) {{" if test else "} else {", arm.norms))
            if arm.inner:
                found += indented(self._chain(name, regions, arm.inner, into))
            elif arm.bits:
                found.append(Line(INDENT + _put(into, arm.bits), arm.norms, cited=True))
        return [*found, Line("}")]

    def _test(self, name: str, regions: Partition, arm: Arm) -> str:
        """The condition of an arm; empty where it takes all that is left."""
        if arm.unknown:
            return f"{name} == null"
        if isinstance(regions.type, BoolType):
            return name if arm.regions else ""
        return " || ".join(self.literals.within(name, region) for region in arm.regions)

    def _group(self, step: Group, into: str, loaded: set[str], depth: int) -> list[Line]:
        variable = f"s{depth}_"
        words = [word for word, _ in words_in(_bits(step.steps))]
        known = joined("&&", (self.literals.known(test) for test in step.tests))
        zeros = ", ".join(f"{variable}{word} = 0" for word in words)
        inner = [
            Line(f"let {zeros};"),
            *self._block(step.steps, variable, set(loaded), depth + 1),
            *self._passed_on(into, variable, words, known, depth, step.norms),
        ]
        return [*self._gate(step.tests, (), step.norms), *indented(inner), Line("}")]

    def _passed_on(
        self, into: str, variable: str, words: list[int], known: Expr, depth: int, norms: Norms
    ) -> list[Line]:
        """What a group has found, in full where its tests are known to be true."""
        if len(words) == 1:
            (word,) = words
            found = f"{variable}{word}"
            one = f"{into}{word} |= {flat(known)} ? {found} : {found} & {POSSIBLE};"
            if width(one) <= WIDTH - 24:
                return [Line(one, norms)]
        mask = f"k{depth}"
        first = Line(f"const {mask} = {flat(known)} ? -1 : {POSSIBLE};", norms)
        if width(first.text) <= WIDTH - 24:
            lines = [first]
        else:
            shown = [Line(text) for text in tall(known)]
            closing = Line(f") ? -1 : {POSSIBLE};", norms)
            lines = [Line(f"const {mask} = (", norms), *indented(shown), closing]
        put = " ".join(f"{into}{word} |= {variable}{word} & {mask};" for word in words)
        return [*lines, Line(put, norms)]

    def _product(self, step: Product, into: str, depth: int) -> list[Line]:
        first, *others = step.tables
        words = [word for word, _ in words_in(_bits([step]))]
        inner = self._looked_up(first, f"t{depth}_", words)
        for k, table in enumerate(others):
            name = f"q{depth + k}_"
            inner += self._looked_up(table, name, words)
            inner.append(Line(" ".join(f"t{depth}_{w} &= {name}{w};" for w in words), step.norms))
        put = " ".join(f"{into}{word} |= t{depth}_{word};" for word in words)
        inner.append(Line(put, step.norms))
        return [Line("{", step.norms), *indented(inner), Line("}")]

    def _looked_up(self, table: Table, variable: str, words: list[int]) -> list[Line]:
        """The bits that one fact of a product sets, in variables of their own."""
        zeros = ", ".join(f"{variable}{word} = 0" for word in words)
        return [Line(f"let {zeros};"), *self._switch(table, variable)]

    def _directly(self, step: Direct, into: str) -> list[Line]:
        parts = [
            *(self.literals.known(test) for test in step.tests),
            *map(self.literals.is_true, step.others),
        ]
        possible = [self.literals.is_possible(part) for part in step.others]
        put = self._set(into, step.true, joined("&&", parts), step.possible, step.norms)
        return [*self._gate(step.tests, possible, step.norms), *indented(put), Line("}")]


def _put(into: str, bits: int) -> str:
    """Statements that set bits, each in its word."""
    return " ".join(f"{into}{word} |= {part:#x};" for word, part in words_in(bits))


def _matters(arms: Sequence[Arm], place: int) -> bool:
    """Whether an arm does anything, or keeps a case from a later one that does."""
    return any(arm.bits or arm.inner for arm in arms[place:])


def _facts(step: Step) -> tuple[str, ...]:
    """The facts that a step looks at itself, not only inside a block of its own."""
    match step:
        case Switch(table):
            return (table.fact,)
        case Group(tests):
            return tuple(test.fact for test in tests)
        case Product(tables):
            return tuple(table.fact for table in tables)
        case Direct(tests):
            return (*(test.fact for test in tests), *step.facts_of_others)
        case _:
            return ()


def _bits(steps: Iterable[Step]) -> int:
    """All bits that some steps may set."""
    found = 0
    for step in steps:
        match step:
            case Always(bits):
                found |= bits
            case Switch(table):
                found |= _of_table(table)
            case Group():
                found |= _bits(step.steps)
            case Product(tables):
                for table in tables:
                    found |= _of_table(table)
            case Direct():
                found |= step.true | step.possible
    return found


def _of_table(table: Table) -> int:
    found = table.unknown
    for mask in table.masks:
        found |= mask
    return found
