"""Threshold regions: finitely many values of a fact that stand for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from policyc.core.conditions import Compare, Condition, FactRef, atoms
from policyc.core.norms import Fact
from policyc.core.run import compare
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    ScaleType,
    Value,
)

_ANY_DAY = date(2000, 1, 1)
"""Stands for every day where no day is compared with."""


def comparisons(conditions: Iterable[Condition]) -> dict[str, tuple[Compare, ...]]:
    """The comparisons with a constant of every fact that is mentioned, each once, in order of
    appearance. What is said of an outcome for which a fact is the official act counts for it."""
    found: dict[str, dict[Compare, None]] = {}
    for condition in conditions:
        for atom in atoms(condition):
            ref = atom.operand
            name = ref.name if isinstance(ref, FactRef) else ref.given
            if name is not None:
                found.setdefault(name, {})[atom] = None
    return {name: tuple(each) for name, each in found.items()}


def thresholds(fact: str, conditions: Iterable[Condition]) -> list[Value]:
    """The constants a fact is compared with, each once, in order of appearance."""
    return _cuts(comparisons(conditions).get(fact, ()))


def _cuts(found: Iterable[Compare]) -> list[Value]:
    return list(dict.fromkeys(atom.value for atom in found))


def representatives(fact: Fact, conditions: Iterable[Condition]) -> tuple[Value, ...]:
    """One value for every region between and at the thresholds, the harmless value first."""
    return stand_ins(fact, comparisons(conditions).get(fact.name, ()))


def stand_ins(fact: Fact, found: Iterable[Compare]) -> tuple[Value, ...]:
    """The same, where the comparisons of the fact are at hand."""
    return _harmless_first(fact, _representatives(fact, _cuts(found)))


def _harmless_first(fact: Fact, values: Sequence[Value]) -> tuple[Value, ...]:
    if fact.harmless is not None and fact.harmless in values:
        values = [fact.harmless, *values]
    return tuple(dict.fromkeys(values))


def distinguished(fact: Fact, found: Iterable[Compare]) -> tuple[Value, ...]:
    """One value for every way in which the comparisons of a fact can turn out together.

    Fewer than ``representatives``: neighbouring regions that no comparison tells apart count once.
    """
    found = list(found)
    classes: dict[tuple[bool, ...], Value] = {}
    for value in _harmless_first(fact, _representatives(fact, _cuts(found))):
        turned_out = tuple(compare(fact.type, atom.op, value, atom.value) for atom in found)
        classes.setdefault(turned_out, value)
    return tuple(classes.values())


def _representatives(fact: Fact, cuts: list[Value]) -> Sequence[Value]:
    match fact.type:
        case BoolType():
            return [False, True]
        case ScaleType(scale):
            return list(scale.steps)
        case ChoiceType(_, options):
            return list(options)
        case IntType(_, low, high):
            beside = _beside([c for c in cuts if isinstance(c, int)])
            inside = [n for n in beside if _within(n, low, high)]
            if low is not None or not inside:
                inside.append(low if low is not None else high if high is not None else 0)
            return sorted(inside)
        case RealType(_, low, high):
            rates = [Fraction(c) for c in cuts if isinstance(c, (int, Fraction))]
            return _around(rates, low, high)
        case DateType():
            last = date.max.toordinal()
            beside = _beside([c.toordinal() for c in cuts if isinstance(c, date)])
            return [date.fromordinal(n) for n in beside if 0 < n <= last] or [_ANY_DAY]


def _beside(cuts: list[int]) -> list[int]:
    """The cuts and their neighbours: what lies further off is on the same side of every cut."""
    return sorted({cut + step for cut in cuts for step in (-1, 0, 1)})


def _around(cuts: list[Fraction], low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """The cuts and bounds, a point between each two, and one beyond each open end."""
    marks = {cut for cut in cuts if _within(cut, low, high)}
    marks |= {bound for bound in (low, high) if bound is not None}
    ordered = sorted(marks) or [Fraction(0)]
    points = {(a + b) / 2 for a, b in pairwise(ordered)} | set(ordered)
    if low is None:
        points.add(ordered[0] - 1)
    if high is None:
        points.add(ordered[-1] + 1)
    return sorted(points)


def _within(
    number: int | Fraction, low: int | Fraction | None, high: int | Fraction | None
) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)
