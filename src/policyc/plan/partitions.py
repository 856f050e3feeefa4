"""The regions that comparisons cut the values of a fact or an outcome into.

All values of one region make every comparison come out alike, so a test is a set of regions, and a
target can look up a fact once for all rules that compare it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from attrs import evolve, frozen

from policyc.core.conditions import HOLDS, Op
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    ScaleType,
    Value,
    ValueType,
    sort_key,
)

Mask: TypeAlias = int
"""A set of regions, as bits."""

Comparison: TypeAlias = tuple[Op, Value]


@frozen
class Region:
    """Values from ``low`` to ``high``; ``None`` is an open end, ``has_*`` tell which ends belong.

    A single value, or a step of a scale, has both ends equal.
    """

    low: Value | None
    has_low: bool
    high: Value | None
    has_high: bool

    @property
    def value(self) -> Value | None:
        """The only value of the region, if it has but one written one."""
        return self.low if self.has_low and self.has_high and self.low == self.high else None


@frozen
class Partition:
    """The regions of one type, in order: steps from the lightest, numbers from the smallest."""

    type: ValueType
    regions: tuple[Region, ...]

    @property
    def full(self) -> Mask:
        """All regions."""
        return (1 << len(self.regions)) - 1

    @property
    def is_finite(self) -> bool:
        """Whether every region is one of finitely many declared values."""
        return isinstance(self.type, (BoolType, ScaleType, ChoiceType))

    def region_of(self, value: Value) -> int:
        """The region that a value lies in."""
        return next(k for k, region in enumerate(self.regions) if self._contains(region, value))

    def mask(self, op: Op, value: Value) -> Mask:
        """The regions whose values compare so with a constant."""
        found = 0
        for k, region in enumerate(self.regions):
            if HOLDS[op](_sample(self.type, region), sort_key(self.type, value)):
                found |= 1 << k
        return found

    def runs(self, mask: Mask) -> Iterator[Region]:
        """The regions of a mask, neighbours joined."""
        run: Region | None = None
        for k, region in enumerate(self.regions):
            if mask >> k & 1:
                if run is None:
                    run = region
                else:
                    run = evolve(run, high=region.high, has_high=region.has_high)
            elif run is not None:
                yield run
                run = None
        if run is not None:
            yield run

    def _contains(self, region: Region, value: Value) -> bool:
        key = sort_key(self.type, value)
        if region.low is not None:
            low = sort_key(self.type, region.low)
            if key < low or (key == low and not region.has_low):
                return False
        if region.high is not None:
            high = sort_key(self.type, region.high)
            if key > high or (key == high and not region.has_high):
                return False
        return True


def partition(kind: ValueType, comparisons: Iterable[Comparison]) -> Partition:
    """The coarsest regions in which each of the comparisons is either true or false."""
    match kind:
        case BoolType():
            return Partition(kind, tuple(_point(value) for value in (False, True)))
        case ScaleType(scale):
            return Partition(kind, tuple(_point(step) for step in scale.steps))
        case ChoiceType(_, options):
            return Partition(kind, tuple(_point(option) for option in options))
        case _:
            asked = tuple(dict.fromkeys(comparisons))
            cuts = sorted({value for _, value in asked}, key=lambda value: sort_key(kind, value))
            return Partition(kind, tuple(_joined(kind, _finest(kind, cuts), asked)))


def _point(value: Value) -> Region:
    return Region(value, True, value, True)


def _finest(kind: ValueType, cuts: list[Value]) -> Iterator[Region]:
    """Every cut, and what lies between and beside them."""
    if not cuts:
        yield Region(None, False, None, False)
        return
    yield Region(None, False, cuts[0], False)
    yield _point(cuts[0])
    for below, cut in pairwise(cuts):
        between = Region(below, False, cut, False)
        if not (isinstance(kind, (IntType, DateType)) and _gap(kind, below, cut) <= 1):
            yield between
        yield _point(cut)
    yield Region(cuts[-1], False, None, False)


def _gap(kind: ValueType, below: Value, above: Value) -> Fraction:
    return sort_key(kind, above) - sort_key(kind, below)


def _joined(
    kind: ValueType, regions: Iterable[Region], asked: tuple[Comparison, ...]
) -> Iterator[Region]:
    """Neighbours that no comparison tells apart, as one."""
    last: Region | None = None
    alike: tuple[bool, ...] = ()
    for region in regions:
        sample = _sample(kind, region)
        truths = tuple(HOLDS[op](sample, sort_key(kind, value)) for op, value in asked)
        if last is None:
            last, alike = region, truths
        elif truths == alike:
            last = evolve(last, high=region.high, has_high=region.has_high)
        else:
            yield last
            last, alike = region, truths
    if last is not None:
        yield last


def _sample(kind: ValueType, region: Region) -> Fraction:
    """The sort key of some point of a region; no value need have it."""
    low = None if region.low is None else sort_key(kind, region.low)
    high = None if region.high is None else sort_key(kind, region.high)
    if low is not None and (region.has_low or high is None):
        return low if region.has_low else low + 1
    if high is not None and (region.has_high or low is None):
        return high if region.has_high else high - 1
    return Fraction(0) if low is None or high is None else (low + high) / 2
