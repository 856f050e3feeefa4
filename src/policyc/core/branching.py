"""Branching over the readings that matter to a case (``semantics.md`` §5).

A case is first evaluated with no choice at all. Where it depends on a reading it says so, and is
evaluated again under each choice of that reading; and so on. What comes out is a tree whose leaves
are results, and readings that do not bear on the case never appear in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product

from attrs import frozen

from policyc.core.cone import cone, norms_with_winners
from policyc.core.norms import Norm, Policy, Reading, ReadingSort
from policyc.core.results import Decision, UnderReading
from policyc.core.run import Choices, Facts, OpenReading, Run

_Chosen = Mapping[str, str | None]
"""Choices on the way to a leaf; ``None`` is a reading of priority deliberately left open."""


@frozen
class _Leaf:
    chosen: _Chosen
    decision: Decision


@frozen
class Branches:
    """The decisions of one outcome under the readings that bear on the case.

    ``open`` holds the decisions under the readings of meaning, those of priority left open;
    ``by_reading`` one decision per choice of every reading that changes the result.
    """

    open: tuple[Decision, ...]
    by_reading: tuple[UnderReading, ...]


class Brancher:
    """Decides the outcomes of one case; runs are shared between outcomes."""

    def __init__(self, policy: Policy, facts: Facts, as_of: date | None, fixed: Choices) -> None:
        self.policy = policy
        self.facts = facts
        self.as_of = as_of
        self.fixed = fixed
        self._runs: dict[frozenset[tuple[str, str]], Run] = {}

    def open(self, outcome: str, subject: str) -> Branches:
        """Decide an outcome with the readings of priority left open, and look no further."""
        leaves = self._leaves(outcome, subject, contested=False)
        return Branches(tuple(leaf.decision for leaf in leaves), ())

    def branch(self, outcome: str, subject: str) -> Branches:
        """Decide an outcome under every choice of the readings that can change it."""
        leaves = list(self._leaves(outcome, subject))
        relevant = {name for a, b in combinations(leaves, 2) for name in _difference(a, b)}
        readings = [self.policy.reading(r.name) for r in self.policy.readings if r.name in relevant]
        readings.sort(key=lambda reading: reading.sort is ReadingSort.PRIORITY)
        under = []
        for choices in product(*(reading.choices for reading in readings)) if readings else ():
            chosen = dict(zip([reading.name for reading in readings], choices, strict=True))
            under.append(UnderReading(tuple(chosen.items()), self._leaf(leaves, chosen).decision))
        undecided = (leaf.decision for leaf in leaves if self._leaves_priority_open(leaf.chosen))
        return Branches(tuple(undecided), tuple(under))

    def _leaves(self, outcome: str, subject: str, *, contested: bool = True) -> Iterator[_Leaf]:
        todo: list[_Chosen] = [{}]
        while todo:
            chosen = todo.pop()
            run = self._run(chosen)
            try:
                decision = run.decide(outcome, subject)
                asked = self._contested(run, outcome, chosen) if contested else None
            except OpenReading as open_reading:
                asked = self.policy.reading(open_reading.reading)
            if asked is None:
                yield _Leaf(chosen, decision)
            else:
                todo += [{**chosen, asked.name: choice} for choice in reversed(_options(asked))]

    def _run(self, chosen: _Chosen) -> Run:
        key = frozenset((name, choice) for name, choice in chosen.items() if choice is not None)
        if key not in self._runs:
            choices = {**self.fixed, **dict(key)}
            self._runs[key] = Run(self.policy, self.facts, choices, self.as_of)
        return self._runs[key]

    def _contested(self, run: Run, outcome: str, chosen: _Chosen) -> Reading | None:
        """A reading of priority, not chosen yet, whose direct norm may meet another norm."""
        for name in cone(self.policy, outcome):
            for norm in norms_with_winners(self.policy, name):
                reading = norm.direct
                if reading is None or reading in chosen or reading in self.fixed:
                    continue
                if run.applies(norm) is not False and self._has_rival(run, norm):
                    return self.policy.reading(reading)
        return None

    def _has_rival(self, run: Run, norm: Norm) -> bool:
        rivals = self.policy.norms_for(norm.outcome, norm.subject)
        return any(other is not norm and run.applies(other) is not False for other in rivals)

    def _leaves_priority_open(self, chosen: _Chosen) -> bool:
        return all(
            choice is None
            for name, choice in chosen.items()
            if self.policy.reading(name).sort is ReadingSort.PRIORITY
        )

    def _leaf(self, leaves: list[_Leaf], chosen: Mapping[str, str]) -> _Leaf:
        """The leaf under some choices, every other reading at its first option."""

        def holds(name: str, choice: str | None) -> bool:
            return choice == chosen.get(name, _options(self.policy.reading(name))[0])

        return next(x for x in leaves if all(holds(*choice) for choice in x.chosen.items()))


def _options(reading: Reading) -> tuple[str | None, ...]:
    """The choices of a reading; one of priority can also be left open, and is by default."""
    if reading.sort is ReadingSort.PRIORITY:
        return (None, *reading.choices)
    return reading.choices


def _difference(a: _Leaf, b: _Leaf) -> tuple[str, ...]:
    """The one reading whose choice alone makes the results of two leaves differ, if there is."""
    if a.decision.same_result(b.decision):
        return ()
    names = [n for n, choice in a.chosen.items() if n in b.chosen and b.chosen[n] != choice]
    return tuple(names) if len(names) == 1 else ()
