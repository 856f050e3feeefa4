"""One fact, all its bits, in Python: an ``if`` chain over regions, or a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from policyc.core.types import BoolType
from policyc.plan.partitions import Partition
from policyc.targets.common.lines import INDENT, Line, indented
from policyc.targets.common.tables import (
    MAX_STEPS,
    Arm,
    Table,
    arms_of_numbers,
    arms_of_steps,
    unknown_arm,
)
from policyc.targets.python.literals import Literals


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
            return self._chain(arms_of_numbers(self.regions, table))
        if sum(1 for mask in table.masks if mask) > MAX_STEPS:
            looked_up = f"{self.into} |= {self.named(table)}[{self.name}]"
            return [Line(looked_up, table.unknown_norms, cited=True)]
        return self._chain(arms_of_steps(self.regions, table))

    def _of_bool(self, table: Table) -> list[Line]:
        no, yes = table.masks
        unknown = unknown_arm(table)
        if no and yes:
            held = (self.regions.regions[1],)
            arms = [Arm(held, yes, table.norms[1]), unknown, Arm((), no, table.norms[0])]
            return self._chain(arms)
        test = f"{self.name} is not False" if yes else f"not {self.name}"
        known = self.name if yes else f"{self.name} is False"
        put = f"{INDENT}{self.into} |= {yes or no:#x} if {known} else {table.unknown:#x}"
        norms = table.unknown_norms
        if not (yes or no):
            return self._chain([unknown])
        return [Line(f"if {test}:", norms, cited=True), Line(put, norms)]

    def _chain(self, arms: Sequence[Arm]) -> list[Line]:
        found: list[Line] = []
        for arm in arms:
            test = self._test(arm)
            word = "elif" if found else "if"
            found.append(Line(f"{word} {test}:" if test else "else:", arm.norms))
            if arm.inner:
                found += indented(self._chain(arm.inner))
            else:
                put = f"{INDENT}{self.into} |= {arm.bits:#x}" if arm.bits else f"{INDENT}pass"
                found.append(Line(put, arm.norms, cited=True))
        return found

    def _test(self, arm: Arm) -> str:
        """The condition of an arm; empty where it takes all that is left."""
        if arm.unknown:
            return f"{self.name} is None"
        if isinstance(self.regions.type, BoolType):
            return self.name if arm.regions else ""
        return " or ".join(self.literals.within(self.name, region) for region in arm.regions)
