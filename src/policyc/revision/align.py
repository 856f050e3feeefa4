"""Pairing what stands in two lists of texts: same number and like words first.

Likeness is of pairs of neighbouring characters (Dice), which needs no dictionary and does not
care for order; the pairs are chosen greedily, the likest first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from policyc.source.text import is_blank

LIKE = 0.5
"""From here two texts are versions of one another."""
LIKE_AT_PLACE = 0.25
"""The same for two that stand under the same number."""
WITHIN = 0.7
"""This much of a text in another one: it was split off from it, or merged into it."""
_SHORT = 8
"""Texts with fewer characters are alike by chance."""


class Worded(Protocol):
    """Something with words, and a key for where it stands."""

    @property
    def words(self) -> str: ...

    @property
    def key(self) -> Hashable: ...


Unit = TypeVar("Unit", bound=Worded)
Item = TypeVar("Item")
Pair = tuple[int, int]


def bigrams(text: str) -> Counter[str]:
    """The pairs of neighbouring characters of a text, blanks aside."""
    plain = "".join(char for char in text if not is_blank(char))
    if len(plain) < 2:
        return Counter([plain]) if plain else Counter()
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """From 0 for nothing in common to 1 for the same words."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0


def share(part: Counter[str], whole: Counter[str]) -> float:
    """How much of a text stands in another one."""
    return (part & whole).total() / part.total() if part else 0.0


def pair_units(
    old: Sequence[Unit],
    new: Sequence[Unit],
    follows: Callable[[Unit, Unit], bool],
    *,
    like: float = LIKE,
) -> list[Pair]:
    """Pairs of indices into both lists, in the order of the new one.

    ``follows`` tells which units may be versions of one another at all.
    """
    paired = _same_words(old, new, follows)
    left = [i for i in range(len(old)) if i not in {a for a, _ in paired}]
    right = [j for j in range(len(new)) if j not in {b for _, b in paired}]
    grams = {i: bigrams(old[i].words) for i in left}, {j: bigrams(new[j].words) for j in right}
    ranked: list[tuple[float, int, int, int]] = []
    for i in left:
        for j in right:
            if not follows(old[i], new[j]):
                continue
            alike = likeness(grams[0][i], grams[1][j])
            here = old[i].key == new[j].key
            if alike >= (LIKE_AT_PLACE if here else like):
                ranked.append((-(alike + 0.1 * here), abs(i - j), i, j))
    paired += best_first((i, j) for _, _, i, j in sorted(ranked))
    return sorted(paired, key=lambda pair: pair[1])


def best_first(ranked: Iterable[Pair]) -> Iterator[Pair]:
    """Of pairs, the best first, those of which neither side was taken before."""
    taken: tuple[set[int], set[int]] = set(), set()
    for i, j in ranked:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield i, j


def pair_in_stages(
    old: Sequence[Item], new: Sequence[Item], stages: Iterable[Callable[[Item, Item], float]]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pairs of items in the order of the new ones, and those of each side that are left over.

    Every stage grades the pairs of what is left, 0 for none, and takes the best ones first.
    """
    left, right = list(old), list(new)
    pairs: list[tuple[Item, Item]] = []
    for grade in stages:
        graded = (
            (-worth, i, j)
            for i, was in enumerate(left)
            for j, now in enumerate(right)
            if (worth := grade(was, now)) > 0
        )
        taken = list(best_first((i, j) for _, i, j in sorted(graded)))
        pairs += [(left[i], right[j]) for i, j in taken]
        left = [item for i, item in enumerate(left) if i not in {a for a, _ in taken}]
        right = [item for j, item in enumerate(right) if j not in {b for _, b in taken}]
    order = {id(item): at for at, item in enumerate(new)}
    return sorted(pairs, key=lambda pair: order[id(pair[1])]), left, right


def _same_words(
    old: Sequence[Unit], new: Sequence[Unit], follows: Callable[[Unit, Unit], bool]
) -> list[Pair]:
    """Units whose words did not change: at the same place, else the first that is left."""
    places: dict[str, list[int]] = {}
    for i, unit in enumerate(old):
        places.setdefault(_plain(unit.words), []).append(i)
    found: dict[int, int] = {}
    for at_place in (True, False):
        for j, unit in enumerate(new):
            free = places.get(_plain(unit.words), [])
            fit = [
                i
                for i in free
                if j not in found
                and follows(old[i], unit)
                and (old[i].key == unit.key if at_place else True)
            ]
            if fit:
                found[j] = fit[0]
                free.remove(fit[0])
    return [(i, j) for j, i in found.items()]


def _plain(text: str) -> str:
    return "".join(char for char in text if not is_blank(char))


def out_of_order(pairs: Iterable[Pair]) -> set[Pair]:
    """The fewest pairs that must have been moved for the others to be in order."""
    ordered = sorted(pairs, key=lambda pair: pair[1])
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(ordered)
    for at, (i, _) in enumerate(ordered):
        slot = bisect_left(tails, i)
        before[at] = ends[slot - 1] if slot else -1
        tails[slot : slot + 1] = [i]
        ends[slot : slot + 1] = [at]
    kept: set[Pair] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(ordered[at])
        at = before[at]
    return set(ordered) - kept


def source_of(part: Worded, wholes: Sequence[tuple[int, Worded, Worded | None]]) -> int | None:
    """Of which text another is a part that the text's own version no longer has.

    ``wholes`` are (index, a text, its counterpart). ``None`` where it is of none.
    """
    own = bigrams(part.words)
    if own.total() < _SHORT:
        return None
    ranked = []
    for index, whole, counterpart in wholes:
        grams = bigrams(whole.words)
        rest = bigrams(counterpart.words) if counterpart is not None else Counter[str]()
        if share(own, grams) >= WITHIN and share(own, rest) < WITHIN:
            ranked.append((-share(own, grams), index))
    return min(ranked)[1] if ranked else None
