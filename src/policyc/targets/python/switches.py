"""One fact, all its bits: an ``if`` chain over regions, or a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from attrs import evolve, frozen

from policyc.core.types import BoolType
from policyc.plan.partitions import Partition, Region
from policyc.targets.python.lines import INDENT, Line, indented
from policyc.targets.python.literals import Literals

MAX_STEPS = 2
"""Of how many steps of a scale an ``if`` chain is quicker than a table."""

Norms: TypeAlias = tuple[int, ...]
_Run: TypeAlias = tuple[Region, int, Norms]
_Arm: TypeAlias = tuple[str, int, Norms]


@frozen
class Table:
    """The bits that each region of a fact sets, and those that it sets while unknown."""

    fact: str
    key: str
    masks: tuple[int, ...]
    unknown: int
    norms: tuple[Norms, ...]
    unknown_norms: Norms
    name: str = ""


@frozen
class Switches:
    """Writes the switch over one fact, which is in the variable ``name``.

    ``named`` gives a table of the module its name.
    """

    literals: Literals
    name: str
    regions: Partition
    into: str
    named: Callable[[Table], str]

    def write(self, table: Table) -> list[Line]:
        """Statements that add the bits of the fact."""
        if isinstance(self.regions.type, BoolType):
            return self._of_bool(table)
        if not self.regions.is_finite:
            return self._of_numbers(table)
        if sum(1 for mask in table.masks if mask) > MAX_STEPS:
            looked_up = f"{self.into} |= {self.named(table)}[{self.name}]"
            return [Line(looked_up, table.unknown_norms, cited=True)]
        return self._of_steps(table)

    def _of_bool(self, table: Table) -> list[Line]:
        no, yes = table.masks
        if no and yes:
            arms = [
                (self.name, yes, table.norms[1]),
                self._unknown(table),
                ("", no, table.norms[0]),
            ]
            return self._chain(arms)
        test = f"{self.name} is not False" if yes else f"not {self.name}"
        known = self.name if yes else f"{self.name} is False"
        put = f"{INDENT}{self.into} |= {yes or no:#x} if {known} else {table.unknown:#x}"
        norms = table.unknown_norms
        if not (yes or no):
            return self._chain([self._unknown(table)])
        return [Line(f"if {test}:", norms, cited=True), Line(put, norms)]

    def _unknown(self, table: Table) -> _Arm:
        return f"{self.name} is None", table.unknown, table.unknown_norms

    def _of_steps(self, table: Table) -> list[Line]:
        by_bits: dict[int, list[tuple[Region, Norms]]] = {}
        rows = zip(self.regions.regions, table.masks, table.norms, strict=True)
        for region, bits, norms in rows:
            if bits:
                by_bits.setdefault(bits, []).append((region, norms))
        arms: list[_Arm] = []
        for bits, found in by_bits.items():
            test = " or ".join(self.literals.within(self.name, region) for region, _ in found)
            arms.append((test, bits, tuple(sorted({n for _, norms in found for n in norms}))))
        return self._chain([*arms, self._unknown(table)])

    def _of_numbers(self, table: Table) -> list[Line]:
        arms = [self._unknown(table)]
        runs = self._runs(table)
        filled = [run for run in runs if run[1]]
        if len(filled) <= MAX_STEPS:
            arms += [(self.literals.within(self.name, run), bits, n) for run, bits, n in filled]
            return self._chain(_with_else(arms, len(filled) == len(runs)))
        if runs[0][1] == 0:
            above = evolve(runs[1][0], high=None, has_high=False)
            norms = tuple(sorted({bit for _, _, found in filled for bit in found}))
            test = Line(f"elif {self.literals.within(self.name, above)}:", norms)
            return [*self._chain(arms), test, *indented(self._ladder(runs[1:]))]
        ladder = self._ladder(runs)
        ladder[0] = evolve(ladder[0], text=f"el{ladder[0].text}")
        return [*self._chain(arms), *ladder]

    def _runs(self, table: Table) -> list[_Run]:
        """Neighbouring regions with the same bits as one."""
        found: list[_Run] = []
        for region, bits, norms in zip(self.regions.regions, table.masks, table.norms, strict=True):
            if found and found[-1][1] == bits:
                last = found[-1][0]
                last = evolve(last, high=region.high, has_high=region.has_high)
                found[-1] = (last, bits, norms)
            else:
                found.append((region, bits, norms))
        return found

    def _ladder(self, runs: Sequence[_Run]) -> list[Line]:
        """From the lowest run upwards: every arm needs only its upper end."""
        arms: list[_Arm] = []
        for run, bits, norms in runs[:-1]:
            end = run if run.value is not None else evolve(run, low=None)
            arms.append((self.literals.within(self.name, end), bits, norms))
        if runs[-1][1]:
            arms.append(("", *runs[-1][1:]))
        return self._chain(arms)

    def _chain(self, arms: Sequence[_Arm]) -> list[Line]:
        found: list[Line] = []
        for test, bits, norms in arms:
            word = "elif" if found else "if"
            put = f"{INDENT}{self.into} |= {bits:#x}" if bits else f"{INDENT}pass"
            found.append(Line(f"{word} {test}:" if test else "else:", norms))
            found.append(Line(put, norms, cited=True))
        return found


def _with_else(arms: list[_Arm], covered: bool) -> list[_Arm]:
    """Where the arms leave nothing out the last needs no test."""
    return [*arms[:-1], ("", *arms[-1][1:])] if covered and len(arms) > 1 else arms
