"""What changes of meaning do to cases: each by itself, and all of them together.

A change by itself is the old text with this one change made in it (``hybrid``). It is compared
with the old text over all cases; that it changes nothing is said only where that was proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from itertools import chain, combinations, islice

from attrs import evolve, frozen

from policyc.analysis.compare import Comparison, Difference, align, compare_policies
from policyc.analysis.progress import checks_of
from policyc.analysis.replay import Replay
from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS
from policyc.core.cone import cone
from policyc.core.norms import Policy
from policyc.core.results import OutcomeResult
from policyc.revision.amendments import Amendment, Kind
from policyc.revision.hybrid import Hybrids
from policyc.revision.versions import Versions

_MOST_TOGETHER, _MOST_TRIED = 3, 200
"""How many changes, and how many choices of them, are tried to see which are needed together."""


class Reach(Enum):
    """What is known of the effect of a change by itself."""

    CASES = "改变案件的结论"
    NONE = "不改变任何案件的结论"
    OPEN = "没有查完"
    APART = "不能单独比较"


@frozen
class Effect:
    """What some changes do that belong to one norm and so cannot be told apart.

    ``amendments`` are their places in the list. ``why`` says why they could not be compared by
    themselves. ``direct`` are the outcomes that they are about; others follow from these.
    """

    amendments: tuple[int, ...]
    reach: Reach
    differences: tuple[Difference, ...] = ()
    why: str = ""
    direct: tuple[str, ...] = ()


@frozen
class Together:
    """A pair of different results of the old and the new text, with what brings it about.

    ``effects`` are places in the list of effects: each alone suffices, or where ``joint`` they do
    only together. None: no few changes alone have this result.
    """

    difference: Difference
    effects: tuple[int, ...] = ()
    joint: bool = False


@frozen
class Effects:
    """The effects of the changes one by one, and of all of them together."""

    old: Policy
    """The old text with the facts of the new one besides: what cases are described by."""
    single: tuple[Effect, ...]
    together: tuple[Together, ...]
    comparison: Comparison

    @property
    def incomplete(self) -> bool:
        """Whether some question was left undecided."""
        return self.comparison.incomplete or any(e.reach is Reach.OPEN for e in self.single)

    def of(self, amendment: int) -> Effect | None:
        """The effect that an amendment has a part in, ``None`` for one that decides nothing."""
        return next((each for each in self.single if amendment in each.amendments), None)


def effects_of(
    versions: Versions,
    amendments: Sequence[Amendment],
    *,
    timeout_ms: int | None = None,
    as_of: date | None = None,
) -> Effects:
    """Compare both texts, and the old one with each change made in it."""
    milliseconds = DEFAULT_TIMEOUT_MS if timeout_ms is None else timeout_ms
    return _Comparing(versions, amendments, milliseconds, as_of).all()


class _Comparing:
    """Makes the texts with one change, and compares them with the old one."""

    def __init__(
        self,
        versions: Versions,
        amendments: Sequence[Amendment],
        timeout_ms: int,
        as_of: date | None,
    ) -> None:
        self.amendments = amendments
        self.timeout_ms, self.as_of = timeout_ms, as_of
        self.hybrids = Hybrids(versions)
        self.old, self.new = self.hybrids.old, self.hybrids.new
        self.groups = _groups(amendments)

    def all(self) -> Effects:
        comparison = self._compare(self.old, self.new, None)
        groups = checks_of(self.groups, lambda group: f"第{group[0] + 1}项修改")
        single = tuple(map(self._single, groups))
        together = tuple(self._together(each, single) for each in comparison.differences)
        return Effects(self.old, single, together, comparison)

    def _compare(self, old: Policy, new: Policy, outcomes: Iterable[str] | None) -> Comparison:
        alignment = align(old, new)
        if outcomes is not None:
            wanted = set(outcomes)
            pairs = tuple(pair for pair in alignment.outcomes if pair[0] in wanted)
            alignment = evolve(alignment, outcomes=pairs)
        return compare_policies(
            old,
            new,
            alignment=alignment,
            timeout_ms=self.timeout_ms,
            as_of=self.as_of,
            versions=True,
        )

    # One change -----------------------------------------------------------------------

    def _single(self, group: tuple[int, ...]) -> Effect:
        changes = [self.amendments[at] for at in group]
        direct = self.hybrids.outcomes(changes)
        hybrid = self.hybrids.make(changes)
        if isinstance(hybrid, str):
            return Effect(group, Reach.APART, why=hybrid, direct=direct)
        known = {outcome.name for outcome in self.old.outcomes}
        if not set(direct) <= known:
            why = "旧文本没有这一结论，无从对照"
            return Effect(group, Reach.APART, why=why, direct=direct)
        reached = [
            outcome.name
            for outcome in self.old.outcomes
            if not direct
            or set(direct) & {*cone(self.old, outcome.name), *cone(hybrid, outcome.name)}
        ]
        found = self._compare(self.old, hybrid, reached)
        differences = sorted(found.differences, key=lambda each: each.outcome[0] not in direct)
        if differences:
            return Effect(group, Reach.CASES, tuple(differences), direct=direct)
        return Effect(group, Reach.OPEN if found.incomplete else Reach.NONE, direct=direct)

    # All changes ----------------------------------------------------------------------

    def _together(self, difference: Difference, single: Sequence[Effect]) -> Together:
        """Which changes a difference comes from: one of them alone, or the fewest together."""
        outcome = difference.outcome[0]
        above = {*cone(self.old, outcome), *cone(self.new, outcome)}
        able = [
            at
            for at, each in enumerate(single)
            if each.reach is not Reach.APART and set(each.direct) & above
        ]
        alone = tuple(at for at in able if self._brings((at,), difference))
        if alone:
            return Together(difference, alone)
        sizes = range(2, min(_MOST_TOGETHER, len(able)) + 1)
        groups = chain.from_iterable(combinations(able, size) for size in sizes)
        for some in islice(groups, _MOST_TRIED):
            if self._brings(some, difference):
                return Together(difference, some, joint=True)
        return Together(difference)

    def _brings(self, effects: Sequence[int], difference: Difference) -> bool:
        """Whether the old text with some changes has the new text's result in a case."""
        outcome = difference.outcome[0]
        changes = [self.amendments[at] for each in effects for at in self.groups[each]]
        hybrid = self.hybrids.make(changes)
        if isinstance(hybrid, str):
            return False
        own = {fact.name for fact in hybrid.facts}
        facts = {n: v for n, v in difference.first.facts.items() if n in own}
        known = {reading.name for reading in hybrid.readings}
        both = {**difference.second.readings, **difference.first.readings}
        readings = {name: choice for name, choice in both.items() if name in known}
        result = Replay(hybrid, self.as_of).result(facts, readings, outcome, difference.subject)
        return _same(result, difference.second.result)


def _same(one: OutcomeResult, other: OutcomeResult) -> bool:
    values = one.values == other.values and set(one.permitted) == set(other.permitted)
    return one.kind is other.kind and values


def _groups(amendments: Sequence[Amendment]) -> tuple[tuple[int, ...], ...]:
    """The amendments that decide cases, those of one norm or one declaration together."""
    groups: list[tuple[set[object], list[int]]] = []
    for at, each in enumerate(amendments):
        if not each.deciding:
            continue
        marks: set[object] = {*each.norms, *each.outcomes}
        if not marks:
            marks = (
                {each.kind} if each.kind is Kind.PRIORITY else {(each.kind, each.about, each.of)}
            )
        joined = [group for group in groups if group[0] & marks]
        groups = [group for group in groups if not group[0] & marks]
        places = [place for _, own in joined for place in own]
        groups.append((marks.union(*(own for own, _ in joined)), [*places, at]))
    return tuple(sorted(tuple(sorted(places)) for _, places in groups))
