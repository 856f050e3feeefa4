"""An upper document over a lower one, as the checks between documents see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from policyc.analysis.words import articles, listed, place, places
from policyc.core.compose import Composed, Names
from policyc.core.levels import level_of
from policyc.core.norms import Norm, Outcome, Policy

WHO_DECIDES = (
    "是否抵触、怎样处理，由有权机关决定：按地方组织法第七十三条，县级以上的地方人民政府有权改变或者"
    "撤销下级人民政府不适当的决定；属于党委文件或者党政联合发文的，位阶是否可比另行判断。"
    "policyc 只指出差异，不作结论"
)
"""Who settles a difference between an upper and a lower document (legal-facts, Rank)."""


@frozen
class Stack:
    """Both documents as they stand alone, and composed. ``hypothetical``: the upper one is in
    truth not above the lower one."""

    upper: Policy
    lower: Policy
    composed: Composed
    hypothetical: bool = False

    @property
    def policy(self) -> Policy:
        return self.composed.policy

    def outcome(self, names: Names, name: str) -> Outcome:
        """An outcome of one of the documents, as it is in the composed policy."""
        return self.policy.outcome(names.of(name))

    def acts(self) -> tuple[str, ...]:
        """The official acts of both levels, by their names in the composed policy."""
        return tuple(dict.fromkeys(o.given for o in self.policy.outcomes if o.given is not None))

    def same_outcomes(self) -> Iterator[tuple[Outcome, Outcome]]:
        """Outcomes of the same name and kind of subject, the upper document's first."""
        above = {outcome.name: outcome for outcome in self.upper.outcomes}
        for lower in self.lower.outcomes:
            upper = above.get(lower.name)
            if upper is not None and upper.subject == lower.subject:
                names = self.composed
                yield self.outcome(names.upper, upper.name), self.outcome(names.lower, lower.name)

    @property
    def shared(self) -> tuple[str, ...]:
        """The facts that mean the same in both documents."""
        return tuple(self.composed.lower.shared.values())

    def is_upper(self, norm: Norm) -> bool:
        return norm.id in self._upper_ids

    @property
    def _upper_ids(self) -> frozenset[str]:
        return frozenset(self.composed.upper.norm(norm.id) for norm in self.upper.norms)

    # Words ----------------------------------------------------------------------------

    def short(self, upper: bool) -> str:
        names, policy = (
            (self.composed.upper, self.upper) if upper else (self.composed.lower, self.lower)
        )
        return names.prefix or policy.name

    def named(self, upper: bool) -> str:
        """吉林（省级）."""
        level = level_of(self.upper if upper else self.lower)
        return self.short(upper) + (f"（{level.value}）" if level is not None else "")

    def place(self, norm: Norm) -> str:
        """吉林第七条第（四）项."""
        return f"{self.short(self.is_upper(norm))}{place(norm)}"

    def places(self, norms: Iterable[Norm]) -> str:
        """The provisions of norms, each document's under its name."""
        found = list(norms)
        groups = [
            [n for n in found if self.is_upper(n)],
            [n for n in found if not self.is_upper(n)],
        ]
        shown = [
            self.short(side) + places(group)
            for side, group in zip((True, False), groups, strict=True)
            if group
        ]
        return listed(shown)

    def articles(self, norms: Iterable[Norm]) -> str:
        """The 条 of norms of one document under its name."""
        found = list(norms)
        return self.short(self.is_upper(found[0])) + articles(found) if found else ""
