"""Several texts with what corresponds in every two of them: names carried from one to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import combinations

from attrs import frozen

from policyc.analysis.correspondence import Correspondence, correspond
from policyc.comparison.texts import short_names
from policyc.core.norms import Policy

Found = Mapping[tuple[int, int], Correspondence]
"""What corresponds in the document of the first number and that of the second, a greater one."""


@frozen
class Group:
    """An outcome with its counterparts: the number of a document → its name there."""

    names: Mapping[int, str]

    @property
    def title(self) -> str:
        return "／".join(dict.fromkeys(self.names.values()))


@frozen(slots=False)
class Several:
    """Documents by their numbers. ``found`` has every two of them."""

    policies: tuple[Policy, ...]
    found: Found

    @staticmethod
    def of(policies: Sequence[Policy]) -> Several:
        """Some documents, every two of them set against each other."""
        pairs = combinations(range(len(policies)), 2)
        found = {(a, b): correspond(policies[a], policies[b]) for a, b in pairs}
        return Several(tuple(policies), found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the documents, told apart where several have one."""
        names = [policy.name for policy in self.policies]
        return tuple(
            name if names.count(name) == 1 else f"{name}（{at}）"
            for at, name in enumerate(names, 1)
        )

    @cached_property
    def shorts(self) -> tuple[str, ...]:
        """How the documents are called in words."""
        return short_names(self.policies)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The outcomes that several of the documents have, in the order of the first."""
        groups: list[dict[int, str]] = []
        for at, policy in enumerate(self.policies):
            for outcome in policy.outcomes:
                if not any(group.get(at) == outcome.name for group in groups):
                    groups.append(self._group(at, outcome.name))
        return tuple(Group(dict(sorted(each.items()))) for each in groups if len(each) > 1)

    def _group(self, at: int, outcome: str) -> dict[int, str]:
        """All that corresponds to an outcome, or to what corresponds to it: one of a document."""
        names = {at: outcome}
        todo = [(at, outcome)]
        while todo:
            for other, name in self._mates(*todo.pop(0)).items():
                if other not in names:
                    names[other] = name
                    todo.append((other, name))
        return names

    def _mates(self, at: int, outcome: str) -> dict[int, str]:
        mates = {}
        for (a, b), found in self.found.items():
            for pair in found.outcomes:
                if a == at and pair.first == outcome:
                    mates[b] = pair.second
                elif b == at and pair.second == outcome:
                    mates[a] = pair.first
        return mates

    def counterpart(self, owner: int, at: int, fact: str) -> str | None:
        """The name that a fact of one document has in another."""
        if owner == at:
            return fact
        if owner < at:
            return self.found[owner, at].forth.get(fact)
        return self.found[at, owner].back.get(fact)

    def graded_apart(self, owner: int, at: int, fact: str) -> str | None:
        """The fact of another document that has the name but other steps."""
        if owner < at:
            return dict(self.found[owner, at].unlike).get(fact)
        pairs = self.found[at, owner].unlike if owner > at else ()
        return {theirs: mine for mine, theirs in pairs}.get(fact)

    def defined_apart(self, owner: int, at: int, fact: str) -> bool:
        """Whether another document defines a fact too, in other words."""
        if owner < at:
            return any(pair[0] == fact for pair in self.found[owner, at].defined_apart)
        return owner > at and any(p[1] == fact for p in self.found[at, owner].defined_apart)

    def shared_readings(self, one: int, other: int) -> tuple[str, ...]:
        """The readings that two documents have in common."""
        return self.found[min(one, other), max(one, other)].readings
