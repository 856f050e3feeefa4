"""How far conditions reach along one number, whatever else they ask for being left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from attrs import frozen

from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    FactRef,
    Not,
)
from policyc.core.norms import Norm
from policyc.plan.partitions import Mask, Partition

Choices = Mapping[str, str]


class Reach(NamedTuple):
    """How far a condition reaches along one fact.

    ``through``: where a way to meet it that speaks of the fact is open; ``free``: whether it can be
    met without the fact; ``sure`` and ``never``: where it is met, or failed, by the fact alone.
    """

    through: Mask
    free: bool
    sure: Mask
    never: Mask


@frozen
class Along:
    """Reads conditions along one fact, by its regions."""

    fact: str
    regions: Partition

    def reach(
        self,
        node: Condition,
        choices: Choices,
        given: Condition | None = None,
        negated: bool = False,
    ) -> Reach:
        """How far a condition, or its negation, reaches under some choices of readings.

        Without a choice a reading leaves every way open. ``given`` is taken as met.
        """
        full = self.regions.full
        if node == given and not negated:
            return Reach(0, True, full, 0)
        match node:
            case Constant(value):
                holds = value is not negated
                return Reach(0, holds, full if holds else 0, 0 if holds else full)
            case Compare(FactRef(name), op, value) if name == self.fact:
                mask = self.regions.mask(op, value)
                mask = full & ~mask if negated else mask
                return Reach(mask, False, mask, full & ~mask)
            case Compare():
                return Reach(0, True, 0, 0)
            case Not(part):
                return self.reach(part, choices, given, not negated)
            case ByReading(reading, branches):
                if reading in choices:
                    return self.reach(node.branch(choices[reading]), choices, given, negated)
                ways = [self.reach(part, choices, given, negated) for _, part in branches]
                return self._any(ways)._replace(sure=self._all(ways).sure)
            case All(parts) | Any(parts):
                found = [self.reach(part, choices, given, negated) for part in parts]
                return (
                    self._all(found) if isinstance(node, All) is not negated else self._any(found)
                )

    def _all(self, found: Sequence[Reach]) -> Reach:
        through, free, sure, never = 0, True, self.regions.full, 0
        for each in found:
            with_both = through & each.through
            with_one = (through if each.free else 0) | (each.through if free else 0)
            through, free = with_both | with_one, free and each.free
            sure, never = sure & each.sure, never | each.never
        return Reach(through & ~never, free, sure, never)

    def _any(self, found: Sequence[Reach]) -> Reach:
        through, free, sure, never = 0, False, 0, self.regions.full
        for each in found:
            through, free = through | each.through, free or each.free
            sure, never = sure | each.sure, never & each.never
        return Reach(through, free, sure, never)


def whole_condition(norm: Norm) -> Condition:
    """What must hold for a norm, its own exception taken out."""
    if norm.exception is None:
        return norm.condition
    return All((norm.condition, Not(norm.exception)))


def required(node: Condition, choices: Choices) -> Iterator[Condition]:
    """What a condition cannot do without, as plain parts; readings are followed where chosen."""
    match node:
        case All(parts):
            for part in parts:
                yield from required(part, choices)
        case ByReading(reading, _) if reading in choices:
            yield from required(node.branch(choices[reading]), choices)
        case _:
            yield node
