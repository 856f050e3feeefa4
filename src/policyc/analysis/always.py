"""Under every reading at once: formulas without the readings that they range over.

“For all readings” distributes over 且, so each part is spelled out only over the readings that
stand in it, and a norm's part is worked out once however many questions it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from policyc.analysis.logic import Formula, conj, neg, number_of
from policyc.analysis.occurrences import Occurrences
from policyc.analysis.variables import Variables
from policyc.core.norms import Reading, ReadingSort
from policyc.findings.finding import Readings

MAX_COMBINATIONS = 16
"""Combinations of readings that are told apart one by one."""


def combinations(readings: Sequence[Reading]) -> Iterator[dict[str, str]]:
    """Every choice of some readings."""
    names = [reading.name for reading in readings]
    for picked in product(*(reading.choices for reading in readings)):
        yield dict(zip(names, picked, strict=True))


def too_many(readings: Iterable[Reading]) -> bool:
    """Whether some readings have too many combinations to tell them apart."""
    return prod(len(reading.choices) for reading in readings) > MAX_COMBINATIONS


def projected(good: Sequence[Readings], readings: Sequence[Reading]) -> tuple[Readings, ...]:
    """Some combinations without the readings that make no difference to them: left out
    altogether, or from those combinations of the others with which every choice is good."""
    left = list(good)
    for reading in readings:
        without = [{n: c for n, c in each.items() if n != reading.name} for each in left]
        counts = [without.count(each) for each in without]
        if all(count == len(reading.choices) for count in counts):
            left = [each for k, each in enumerate(without) if each not in without[:k]]
    if left == [{}]:
        return ()
    for reading in readings:
        left = _merged(left, reading)
    return tuple(left)


def _merged(covers: Sequence[Readings], reading: Reading) -> list[Readings]:
    """Combinations that differ in all choices of one reading and nothing else, as one."""
    rests = [{n: c for n, c in each.items() if n != reading.name} for each in covers]
    merged: list[Readings] = []
    for each, rest in zip(covers, rests, strict=True):
        named = reading.name in each
        if named and sum(
            reading.name in o and r == rest for o, r in zip(covers, rests, strict=True)
        ) == len(reading.choices):
            each = rest
        if each not in merged:
            merged.append(each)
    return merged


class Always:
    """Formulas of one policy under all of the readings of meaning that stand in them."""

    def __init__(self, variables: Variables, occurrences: Occurrences) -> None:
        self.variables = variables
        self._occurrences = occurrences
        self._meanings = [
            reading
            for reading in variables.policy.readings
            if reading.sort is ReadingSort.MEANING and len(reading.choices) > 1
        ]
        self._bits = [occurrences.readings[reading.name] for reading in self._meanings]
        self._everywhere: dict[int, Formula | None] = {}
        self._at: dict[tuple[int, tuple[tuple[str, str], ...]], Formula] = {}
        self._parts: dict[int, list[Formula]] = {}
        self._kept: list[Formula] = []
        """Formulas that the tables above know by number: as long as they live, it is theirs."""

    @property
    def usual(self) -> Readings:
        """The first choice of every reading, for where one must be named and any would do."""
        return {reading.name: reading.choices[0] for reading in self._meanings}

    def readings_in(self, formula: Formula) -> list[Reading]:
        """The readings of meaning that stand in a formula, in order of declaration."""
        found = self._occurrences.within(formula)
        pairs = zip(self._meanings, self._bits, strict=True)
        return [reading for reading, bit in pairs if found & bit]

    def at(self, formula: Formula, chosen: Mapping[str, str]) -> Formula:
        """A formula with some readings chosen."""
        import z3

        if isinstance(formula, bool):
            return formula
        inside, bits = self._occurrences.within(formula), self._occurrences.readings
        said = tuple((name, choice) for name, choice in chosen.items() if inside & bits[name])
        if not said:
            return formula
        key = number_of(formula), said
        if key not in self._at:
            parts = self._conjuncts(formula)
            if len(parts) > 1:  # a part knows few of the readings, and stands in many questions
                self._at[key] = conj(self.at(part, chosen) for part in parts)
            else:
                fixed = []
                for name, choice in said:
                    var = self.variables.readings[name]
                    fixed.append((var.term, var.numbers[var.reading.choices.index(choice)]))
                found = z3.simplify(z3.substitute(formula, *fixed))
                constant = z3.is_true(found) or z3.is_false(found)
                self._at[key] = bool(z3.is_true(found)) if constant else found
            self._kept.append(formula)
        return self._at[key]

    def under(self, formula: Formula, combinations: Iterable[Mapping[str, str]]) -> Formula:
        """That a formula holds under each of some combinations of readings."""
        return conj(self.at(formula, chosen) for chosen in combinations)

    def everywhere(self, formula: Formula) -> Formula | None:
        """That a formula holds under all readings; ``None`` where there are too many of them."""

        if isinstance(formula, bool):
            return formula
        key = number_of(formula)
        if key not in self._everywhere:
            parts = self._conjuncts(formula)
            if not self.readings_in(formula):
                found: Formula | None = formula
            elif len(parts) > 1:
                found = self._all_of(parts)
            else:
                readings = self.readings_in(formula)
                found = None if too_many(readings) else self.under(formula, combinations(readings))
            self._everywhere[key] = found
            self._kept.append(formula)
        return self._everywhere[key]

    def _conjuncts(self, formula: Formula) -> list[Formula]:
        key = number_of(formula)
        if key not in self._parts:
            self._parts[key] = _conjuncts(formula)
            self._kept.append(formula)
        return self._parts[key]

    def _all_of(self, parts: Iterable[Formula]) -> Formula | None:
        found = [self.everywhere(part) for part in parts]
        return None if any(part is None for part in found) else conj(found)


def _conjuncts(formula: Formula) -> list[Formula]:
    """The parts that a formula joins by 且; 不（甲 或者 乙）is 不甲 且 不乙."""
    import z3

    if z3.is_and(formula):
        return list(formula.children())
    if z3.is_not(formula) and z3.is_or(formula.arg(0)):
        return [neg(part) for part in formula.arg(0).children()]
    return [formula]
