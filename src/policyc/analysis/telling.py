"""The members of a group in an order that tells a reader most with the first few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from attrs import frozen

T = TypeVar("T")

_STRANGERS = 2
"""What it costs, in facts, that the two sides of a clash have nothing to do with each other."""


@frozen
class Trait:
    """What is telling about a member.

    ``weak`` is higher for a case that a reader can argue away, ``where`` the provisions it stands
    between, ``facts`` what its case rests on beyond a common premise. ``related`` says that its
    provisions speak of one matter, ``cost`` orders cases by their size.
    """

    weak: int
    where: tuple[str, ...]
    facts: frozenset[str]
    related: bool
    cost: tuple[Any, ...]


def telling_first(members: Sequence[T], trait: Callable[[T], Trait]) -> list[T]:
    """The member with the smallest of the strongest cases, then one after the other: strong
    cases first, and of these what stands between provisions, and rests on facts, not shown yet."""
    left = [(trait(member), at) for at, member in enumerate(members)]
    chosen: list[int] = []
    places: Counter[tuple[str, ...]] = Counter()
    known: Counter[frozenset[str]] = Counter()

    def smallest(one: tuple[Trait, int]) -> tuple[Any, ...]:
        return one[0].weak, one[0].cost, one[1]

    def freshest(one: tuple[Trait, int]) -> tuple[Any, ...]:
        found, at = one
        stale = sum(times for facts, times in known.items() if found.facts <= facts)
        size = len(found.facts) + stale + (0 if found.related else _STRANGERS)
        return found.weak, places[found.where], size, stale, at

    while left:
        best = min(left, key=freshest if chosen else smallest)
        left.remove(best)
        chosen.append(best[1])
        places[best[0].where] += 1
        known[best[0].facts] += 1
    return [members[at] for at in chosen]
