"""Lanes in words: which bit of which word stands for which choice of readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from math import prod

from attrs import frozen

from policyc.plan.conditions import readings_in
from policyc.plan.plans import Plan, Question

WORD = 64
"""Bits of a number in every database, and of the largest in NumPy."""

MAX_WORDS = 64
"""How many words of lanes one outcome may need: 4096 ways to read it, or fewer."""


@frozen
class Space:
    """The lanes of some readings. ``inner`` are told apart within a word, ``outer`` by words; each
    with the number of its choices."""

    inner: tuple[tuple[str, int], ...]
    outer: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, names: Iterable[str], sizes: Mapping[str, int]) -> Space:
        """As many readings within a word as fit, the first ones before the others."""
        inner: list[tuple[str, int]] = []
        outer: list[tuple[str, int]] = []
        count = 1
        for name in names:
            fits = count * sizes[name] <= WORD
            (inner if fits else outer).append((name, sizes[name]))
            count *= sizes[name] if fits else 1
        return cls(tuple(inner), tuple(outer))

    @property
    def count(self) -> int:
        """Lanes of one word."""
        return prod(size for _, size in self.inner)

    @property
    def words(self) -> int:
        """How many words there are."""
        return prod(size for _, size in self.outer)

    def choices(self, reading: str, word: int) -> tuple[int, ...]:
        """For each choice of a reading the lanes of a word that take it."""
        return _choices(self, reading, word)


@cache
def _choices(space: Space, reading: str, word: int) -> tuple[int, ...]:
    for names, is_inner in ((space.inner, True), (space.outer, False)):
        for place, (name, size) in enumerate(names):
            if name != reading:
                continue
            all_ways = list(product(*(range(n) for _, n in names)))
            if not is_inner:
                chosen = all_ways[word][place]
                return tuple(-1 if k == chosen else 0 for k in range(size))
            return tuple(
                sum(1 << lane for lane, way in enumerate(all_ways) if way[place] == k)
                for k in range(size)
            )
    raise AssertionError(reading)


def readings_of(plan: Plan, question: Question) -> tuple[str, ...]:
    """The open readings of meaning that its result, or one upstream, can depend on."""
    found: set[str] = set()
    todo = [question]
    for each in todo:
        found |= {name for rule in each.rules for name in readings_in(rule.layout)}
        found |= set(readings_in(each.trigger_layout))
        todo += [plan.questions[ref.question] for ref in each.refs]
    return tuple(reading.name for reading in plan.readings if reading.name in found)


def space_of(plan: Plan, question: Question) -> Space:
    """The lanes of a question; those readings that most norms use inside a word."""
    names = readings_of(plan, question)
    uses = {
        name: sum(1 for rule in question.rules if name in readings_in(rule.layout))
        for name in names
    }
    sizes = {name: len(plan.policy.reading(name).choices) for name in names}
    return Space.of(sorted(names, key=lambda name: -uses[name]), sizes)
