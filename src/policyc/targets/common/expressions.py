"""Conditions on facts as expressions of a target."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from attrs import define

from policyc.core.types import Value
from policyc.plan.conditions import AllOf, AnyOf, Logic, Within
from policyc.plan.partitions import Partition, Region
from policyc.plan.plans import Plan
from policyc.targets.common.lines import Expr, joined


@define
class Expressions(ABC):
    """Writes conditions on loaded facts; how a single test looks is up to the target."""

    AND: ClassVar[str] = "and"
    OR: ClassVar[str] = "or"

    plan: Plan

    def is_true(self, logic: Logic) -> Expr:
        """An expression that is true where a condition on loaded facts is."""
        return self._expression(logic, possible=False)

    def is_possible(self, logic: Logic) -> Expr:
        """An expression that is true where a condition on loaded facts is not false."""
        return self._expression(logic, possible=True)

    def _expression(self, logic: Logic, possible: bool) -> Expr:
        match logic:
            case Within():
                return self.test(logic, possible)
            case AllOf(parts):
                return joined(self.AND, (self._expression(part, possible) for part in parts))
            case AnyOf(parts):
                return joined(self.OR, (self._expression(part, possible) for part in parts))
            case _:
                raise AssertionError(logic)

    def inside(self, name: str, regions: Partition, mask: int) -> Expr:
        """An expression for a known number or day: that it lies in some regions."""
        outside = [run.value for run in regions.runs(regions.full & ~mask)]
        if len(outside) == 1 and outside[0] is not None:
            return self.differs(name, outside[0])
        return joined(self.OR, (self.within(name, run) for run in regions.runs(mask)))

    @abstractmethod
    def test(self, test: Within, possible: bool) -> Expr:
        """A test of one fact: that it is true, or possible."""

    @abstractmethod
    def within(self, name: str, region: Region) -> str:
        """An expression for a known value: that it lies in a region."""

    @abstractmethod
    def differs(self, name: str, item: Value) -> str:
        """An expression for a known value: that it is not a constant."""
