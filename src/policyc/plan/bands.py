"""Which values of a number give which result: the bands of a numeric fact, clause by clause.

A band tells where a norm can be in force as far as one fact says: its own comparisons with the fact
are met, and whatever else it asks is left open. So bands are read from the text's conditions and
never weigh one fact against another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import inf, prod

from attrs import evolve, field, frozen

from policyc.core.conditions import (
    Compare,
    FactRef,
    Not,
    Op,
    Operand,
    OutcomeRef,
    atoms,
    facts_of,
    readings_of,
)
from policyc.core.effects import PROHIBITIONS
from policyc.core.norms import Fact, Norm, Outcome, Overlap, Policy, Worse
from policyc.core.run import compare
from policyc.core.types import (
    BoolType,
    IntType,
    RealType,
    ScaleType,
    Value,
    ValueType,
    listed_values,
    order,
    sort_key,
)
from policyc.plan.partitions import Comparison, Mask, Partition, Region, partition
from policyc.plan.reach import Along, Choices, required, whole_condition

_MOST_READINGS = 256
"""Ways to read the conditions of one lane that are looked at, all readings together."""


@frozen
class Band:
    """Where one norm can be in force, and of that where nothing else is asked (but what the outcome
    presupposes): regions of the axis."""

    norm: Norm
    mask: Mask
    alone: Mask = field(eq=False)


@frozen
class Overlapping:
    """A stretch in which bands of different values meet, the lightest value first; ``alone`` where
    two of them ask for nothing else."""

    region: Region
    bands: tuple[Band, ...]
    values: tuple[Value, ...]
    alone: bool


@frozen
class Lane:
    """The bands of one outcome for one kind of subject, under some choices of readings.

    ``under`` names the readings on which the bands turn: each of its maps leads to these bands, and
    there is none where every reading does. Bands stand in the order of the text. A hole is what no
    band covers although a number that is no graver is covered.
    """

    policy: Policy
    outcome: Outcome
    subject: str
    under: tuple[Choices, ...]
    bands: tuple[Band, ...]
    holes: tuple[Region, ...]
    overlaps: tuple[Overlapping, ...]


@frozen
class Axis:
    """A numeric fact, its regions, and the lanes of every document that compares it."""

    fact: Fact
    regions: Partition
    lanes: tuple[Lane, ...]


def axes(policies: Sequence[Policy]) -> tuple[Axis, ...]:
    """An axis for every number on which results turn, in the order of declaration.

    Documents share an axis where a fact of theirs has the same name, type and unit.
    """
    found: dict[tuple[str, ValueType], list[Policy]] = {}
    for policy in policies:
        for fact in policy.facts:
            if isinstance(fact.type, (IntType, RealType)):
                found.setdefault((fact.name, fact.type), []).append(policy)
    built = (_axis(name, users) for (name, _), users in found.items())
    return tuple(axis for axis in built if axis.lanes)


def _axis(name: str, users: Sequence[Policy]) -> Axis:
    fact = users[0].fact(name)
    asked = [(policy, *each) for policy in users for each in _asking(policy, name)]
    compared = (c for *_, norms in asked for norm in norms for c in _comparisons(norm, name))
    regions = partition(fact.type, compared)
    lanes = [
        lane
        for policy, outcome, subject, norms in asked
        for lane in _Reader(policy, policy.fact(name), regions).lanes(outcome, subject, norms)
    ]
    return Axis(fact, regions, tuple(lanes))


def _asking(policy: Policy, fact: str) -> Iterator[tuple[Outcome, str, list[Norm]]]:
    """The outcomes that a number helps to settle, for each kind of subject: tiers, listings, and
    whatever else has several values by it. How a life goes on is no tier."""
    steering = {change.outcome for life in policy.lifecycles for change in life.changes}
    for outcome in policy.outcomes:
        for subject in policy.subjects_of(outcome.name):
            norms = [
                norm
                for norm in policy.norms_for(outcome.name, subject)
                if norm.modality not in PROHIBITIONS and any(_comparisons(norm, fact))
            ]
            is_tier = isinstance(outcome.type, (BoolType, ScaleType))
            values = {value for norm in norms for value in norm.values}
            if norms and outcome.name not in steering and (is_tier or len(values) > 1):
                yield outcome, subject, norms


def _comparisons(norm: Norm, fact: str) -> Iterator[Comparison]:
    for atom in atoms(whole_condition(norm)):
        if atom.operand == FactRef(fact):
            yield atom.op, atom.value


class _Reader:
    """Reads the norms of one policy along one fact."""

    def __init__(self, policy: Policy, fact: Fact, regions: Partition) -> None:
        self.policy, self.fact, self.regions = policy, fact, regions
        self.along = Along(fact.name, regions)

    def lanes(self, outcome: Outcome, subject: str, norms: Sequence[Norm]) -> Iterator[Lane]:
        """One lane for every different set of bands that the readings lead to."""
        found: dict[tuple[Band, ...], list[tuple[Choices, tuple[Band, ...]]]] = {}
        every = self._choices(outcome, norms)
        for choices in every:
            bands = self._bands(outcome, norms, choices)
            found.setdefault(bands, []).append((choices, bands))
        for ways in found.values():
            bands = tuple(_in_all(same) for same in zip(*(found for _, found in ways), strict=True))
            under = [choices for choices, _ in ways]
            told = _turning(every, under) if len(found) > 1 else ()
            overlaps = self._overlaps(outcome, bands, under[0])
            yield Lane(self.policy, outcome, subject, told, bands, self._holes(bands), overlaps)

    def _choices(self, outcome: Outcome, norms: Sequence[Norm]) -> list[Choices]:
        """Every choice of the readings on which some band may turn."""
        names = list(dict.fromkeys(r for n in norms for r in readings_of(whole_condition(n))))
        options = {name: self.policy.reading(name).choices for name in names}
        if prod(map(len, options.values())) > _MOST_READINGS:
            # Each reading by itself: the others left open, every way with them.
            options = {
                name: choices
                for name, choices in options.items()
                if len({self._bands(outcome, norms, {name: choice}) for choice in choices}) > 1
            }
        return [dict(zip(options, each, strict=True)) for each in product(*options.values())]

    def _bands(self, outcome: Outcome, norms: Sequence[Norm], choices: Choices) -> tuple[Band, ...]:
        bands = (self._band(outcome, norm, choices) for norm in norms)
        return tuple(band for band in bands if band.mask)

    def _band(self, outcome: Outcome, norm: Norm, choices: Choices) -> Band:
        presupposed = outcome.trigger
        if presupposed is not None and self.fact.name in facts_of(presupposed):
            presupposed = None
        reach = self.along.reach(whole_condition(norm), choices, presupposed)
        within = self.regions.full
        for part in required(whole_condition(norm), choices):
            match part:
                case Compare(OutcomeRef(name, None), Op.EQ, True):
                    within &= self._upstream(name, choices)
        return Band(norm, reach.through & within, reach.sure & within)

    def _upstream(self, name: str, choices: Choices) -> Mask:
        """Where what a norm presupposes can hold: 补贴对象 ends at 4000元, and so do the grades.
        Not asked where an official act may stand in for it."""
        found = 0
        for norm in self.policy.norms_of(name):
            reach = self.along.reach(whole_condition(norm), choices)
            found |= self.regions.full if reach.free else reach.through
        return found

    def _holes(self, bands: Sequence[Band]) -> tuple[Region, ...]:
        covered = 0
        for band in bands:
            covered |= band.mask
        if not covered:
            return ()
        low, high = covered & -covered, 1 << (covered.bit_length() - 1)
        above, below = self.regions.full & ~(low - 1), (high << 1) - 1
        match self.fact.worse:
            case Worse.MORE:
                expected = above
            case Worse.LESS:
                expected = below
            case Worse.NEITHER:
                expected = above & below
        return tuple(self.regions.runs(expected & ~covered))

    def _overlaps(
        self, outcome: Outcome, bands: Sequence[Band], choices: Choices
    ) -> tuple[Overlapping, ...]:
        if outcome.overlap is Overlap.CUMULATIVE:
            return ()
        pairs = [
            (a, b)
            for a, b in combinations(bands, 2)
            if a.norm.values != b.norm.values and not self._apart(a.norm, b.norm, choices)
        ]
        groups: dict[tuple[tuple[Band, ...], bool], Mask] = {}
        for at in range(len(self.regions.regions)):
            meeting = [(a, b) for a, b in pairs if (a.mask & b.mask) >> at & 1]
            if meeting:
                held = tuple(band for band in bands if any(band in pair for pair in meeting))
                alone = any((a.alone & b.alone) >> at & 1 for a, b in meeting)
                groups[held, alone] = groups.get((held, alone), 0) | 1 << at
        found = [
            Overlapping(region, held, _values(outcome, held), alone)
            for (held, alone), mask in groups.items()
            for region in self.regions.runs(mask)
        ]
        return tuple(sorted(found, key=lambda met: self._begin(met.region)))

    def _begin(self, region: Region) -> tuple[int | Fraction | float, bool]:
        low = -inf if region.low is None else order(self.fact.type, region.low)
        return low, not region.has_low

    def _apart(self, one: Norm, other: Norm, choices: Choices) -> bool:
        """Whether the two never meet: one goes before the other, or what both plainly ask for
        cannot hold together."""
        if one in self.policy.winners_over(other.id) or other in self.policy.winners_over(one.id):
            return True
        asked: dict[Operand, list[tuple[Compare, bool]]] = {}
        for norm in (one, other):
            for part in required(whole_condition(norm), choices):
                atom = part.part if isinstance(part, Not) else part
                if isinstance(atom, Compare) and atom.operand != FactRef(self.fact.name):
                    asked.setdefault(atom.operand, []).append((atom, atom is part))
        return any(not self._can_hold(operand, each) for operand, each in asked.items())

    def _can_hold(self, operand: Operand, asked: Sequence[tuple[Compare, bool]]) -> bool:
        if isinstance(operand, FactRef):
            kind = self.policy.fact(operand.name).type
        else:
            kind = self.policy.outcome(operand.outcome).type
        values = (False, True) if isinstance(kind, BoolType) else listed_values(kind)
        return not values or any(
            all(compare(kind, atom.op, value, atom.value) is so for atom, so in asked)
            for value in values
        )


def _values(outcome: Outcome, bands: Iterable[Band]) -> tuple[Value, ...]:
    values = {value for band in bands for value in band.norm.values}
    return tuple(sorted(values, key=lambda value: sort_key(outcome.type, value)))


def _in_all(same: Iterable[Band]) -> Band:
    """One band for the same under several readings: alone only where it is under all of them."""
    first, *others = same
    alone = first.alone
    for each in others:
        alone &= each.alone
    return evolve(first, alone=alone)


def _turning(every: Sequence[Choices], under: Sequence[Choices]) -> tuple[Choices, ...]:
    """Under which choices some bands hold: of as few readings as tell."""
    for size in range(1, len(every[0]) + 1):
        for told in combinations(every[0], size):
            chosen = {tuple((name, each[name]) for name in told): None for each in under}
            if all(
                each in under
                for each in every
                if tuple((name, each[name]) for name in told) in chosen
            ):
                return tuple(dict(each) for each in chosen)
    return tuple(under)
