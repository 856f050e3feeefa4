"""Whether a figure meets a target: the conditions of ``programme.Aim`` decided for one number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, product

from policyc.core.conditions import (
    HOLDS,
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    Not,
    atoms,
)
from policyc.core.norms import Policy

Number = int | Fraction
Choices = Mapping[str, str]


def meets(condition: Condition, figure: Number, choices: Choices) -> bool:
    """Whether a figure is what a condition about it says, under some choices of readings."""
    match condition:
        case Constant(value):
            return value
        case Compare(_, op, value):
            assert isinstance(value, (int, Fraction))
            return HOLDS[op](figure, value)
        case Not(part):
            return not meets(part, figure, choices)
        case All(parts):
            return all(meets(part, figure, choices) for part in parts)
        case Any(parts):
            return any(meets(part, figure, choices) for part in parts)
        case ByReading(reading):
            return meets(condition.branch(choices[reading]), figure, choices)


def telling_figures(conditions: Iterable[Condition]) -> list[Fraction]:
    """Figures that tell conditions apart: every bound, and one between and beside all of them."""
    found = {atom.value for condition in conditions for atom in atoms(condition)}
    bounds = sorted({Fraction(b) for b in found if isinstance(b, (int, Fraction))})
    if not bounds:
        return [Fraction(0)]
    between = [(a + b) / 2 for a, b in pairwise(bounds)]
    return sorted({*bounds, *between, bounds[0] - 1, bounds[-1] + 1})


def all_choices(policy: Policy, readings: Iterable[str]) -> Iterator[dict[str, str]]:
    """Every assignment of choices to some readings; one, empty, for none."""
    names = tuple(dict.fromkeys(readings))
    options = [policy.reading(name).choices for name in names]
    return (dict(zip(names, chosen, strict=True)) for chosen in product(*options))
