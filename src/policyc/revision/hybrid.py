"""The old text with some changes of the new one made in it, as a policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import evolve

from policyc.core.compose import renamed
from policyc.core.conditions import Condition, facts_of, readings_of
from policyc.core.cone import conditions_of_norm
from policyc.core.norms import Defeat, Norm, Outcome, Policy
from policyc.revision.align_norms import pair_norms
from policyc.revision.amendments import Amendment, Kind
from policyc.revision.versions import Versions


class Hybrids:
    """Makes policies that lie between two versions.

    ``old`` and ``new`` are the two versions with the facts of the other one besides their own: a
    case is described by all facts that either of them asks for. The names are those of the old.
    """

    def __init__(self, versions: Versions) -> None:
        new = renamed(versions.new, versions.alignment.facts)
        self.old = _with_facts(versions.old, new)
        self.new = _with_facts(new, versions.old)
        self.versions = versions
        self._made: dict[tuple[int, ...], Policy | str] = {}

    def outcomes(self, changes: Iterable[Amendment]) -> tuple[str, ...]:
        """The outcomes that some changes are about, by the names of the old text."""
        found: dict[str, None] = {}
        for each in changes:
            found |= dict.fromkeys(each.outcomes)
            if each.kind is Kind.PRIORITY and not each.norms and not each.outcomes:
                found |= dict.fromkeys(self._ranked)
            for touched in each.norms:
                if touched.old is not None:
                    found[self.old.norm(touched.old).outcome] = None
                elif touched.new is not None:
                    name = self.new.norm(touched.new).outcome
                    found[self.versions.names.get(name, name)] = None
        return tuple(found)

    @cached_property
    def _ranked(self) -> tuple[str, ...]:
        """The outcomes whose norms some text puts before others."""
        norms = [policy.norm(d.loser) for policy in (self.old, self.new) for d in policy.defeats]
        return tuple(dict.fromkeys(self.versions.names.get(n.outcome, n.outcome) for n in norms))

    def make(self, changes: Sequence[Amendment]) -> Policy | str:
        """The old text with some changes, or why it cannot be made."""
        key = tuple(sorted(map(id, changes)))
        if key not in self._made:
            self._made[key] = self._why_not(changes) or self._make(changes)
        return self._made[key]

    # What stands in the way -----------------------------------------------------------

    def _why_not(self, changes: Sequence[Amendment]) -> str:
        if any(each.kind is Kind.ENCODING and not each.outcomes for each in changes):
            return "常理只说哪些案件会出现，不决定案件的结论"
        if any(not each.norms and not each.outcomes for each in changes):
            if all(each.kind is Kind.PRIORITY for each in changes):
                return ""
            return "可取的值变了，两个文本的案件不能逐一对应"
        conditions = list(self._conditions(changes))
        apart = set(self.versions.alignment.apart)
        asked = [name for c in conditions for name in facts_of(c) if name in apart]
        if asked:
            return f"事实“{asked[0]}”可取的值变了，两个文本的案件不能逐一对应"
        read = [name for c in conditions for name in readings_of(c) if name in self._torn]
        if read:
            return f"读法“{read[0]}”的选择变了，要与用到它的各条一起比较"
        names = {outcome.name for outcome in (*self.old.outcomes, *self._outcomes)}
        foreign = [o for o in self._decided(changes) if o not in names]
        return f"结论“{foreign[0]}”改了名称，要与其他修改一起比较" if foreign else ""

    def _conditions(self, changes: Iterable[Amendment]) -> Iterable[Condition]:
        for each in changes:
            for touched in each.norms:
                if touched.new is not None:
                    yield from conditions_of_norm(self.new.norm(touched.new))
            for name in each.outcomes:
                trigger = self._twin(name).trigger
                if trigger is not None:
                    yield trigger

    def _decided(self, changes: Iterable[Amendment]) -> Iterable[str]:
        touched = (norm for each in changes for norm in each.norms)
        return (self.new.norm(t.new).outcome for t in touched if t.new is not None)

    @cached_property
    def _torn(self) -> frozenset[str]:
        """Readings of one name that do not have the same choices in both texts."""
        shared = set(self.versions.alignment.readings)
        new = {reading.name for reading in self.new.readings}
        return frozenset(r.name for r in self.old.readings if r.name in new - shared)

    # The text itself ------------------------------------------------------------------

    @cached_property
    def _outcomes(self) -> tuple[Outcome, ...]:
        """Outcomes of the new text alone."""
        known = {outcome.name for outcome in self.old.outcomes}
        paired = {new for _, new in self.versions.alignment.outcomes}
        return tuple(o for o in self.new.outcomes if o.name not in known | paired)

    def _twin(self, outcome: str) -> Outcome:
        """The new version of an outcome of the old text."""
        names = dict(self.versions.alignment.outcomes)
        return self.new.outcome(names.get(outcome, outcome))

    @cached_property
    def _pairs(self) -> Mapping[str, str]:
        """The norms of the new text and their ids in the old one."""
        pairs, _, _ = pair_norms(self.versions)
        return {new.id: old.id for old, new in pairs}

    def _make(self, changes: Sequence[Amendment]) -> Policy:
        touched = [norm for each in changes for norm in each.norms]
        newer = {t.old: t.new for t in touched if t.old is not None}
        norms: list[Norm] = []
        for norm in self.old.norms:
            new = newer.get(norm.id, norm.id)
            if norm.id not in newer:
                norms.append(norm)
            elif new is not None:
                norms.append(evolve(self.new.norm(new), id=norm.id))
        added = [t.new for t in touched if t.old is None and t.new is not None]
        norms += [evolve(self.new.norm(new), id=_added(new)) for new in dict.fromkeys(added)]
        changed = {name for each in changes for name in each.outcomes}
        readings = {reading.name for reading in self.old.readings}
        return evolve(
            self.old,
            readings=(
                *self.old.readings,
                *(r for r in self.new.readings if r.name not in readings),
            ),
            outcomes=(
                *(self._outcome(o) if o.name in changed else o for o in self.old.outcomes),
                *self._outcomes,
            ),
            norms=tuple(norms),
            defeats=tuple(self._defeats(norms, set(added), changes)),
        )

    def _outcome(self, outcome: Outcome) -> Outcome:
        """What the new text says of an outcome, but for its values."""
        twin = self._twin(outcome.name)
        return evolve(
            outcome,
            overlap=twin.overlap,
            overlap_basis=twin.overlap_basis,
            trigger=twin.trigger,
            trigger_citation=twin.trigger_citation,
            trigger_quote=twin.trigger_quote,
            none_value=twin.none_value,
            given=twin.given,
        )

    def _defeats(
        self, norms: Iterable[Norm], added: set[str], changes: Iterable[Amendment]
    ) -> Iterable[Defeat]:
        """The old text's precedence, with that of the norms that were added; the new text's where
        precedence itself is changed."""
        here = {norm.id for norm in norms}
        ids = {**self._pairs, **{new: _added(new) for new in added}}
        all_new = any(each.kind is Kind.PRIORITY and not each.norms for each in changes)
        for defeat in () if all_new else self.old.defeats:
            if {defeat.winner, defeat.loser} <= here:
                yield defeat
        for defeat in self.new.defeats:
            if all_new or {defeat.winner, defeat.loser} & added:
                winner, loser = ids.get(defeat.winner), ids.get(defeat.loser)
                if winner in here and loser in here and winner and loser:
                    yield Defeat(winner, loser, defeat.basis)


def _with_facts(policy: Policy, other: Policy) -> Policy:
    """A version with the facts that only the other one has; none of its rules asks for them."""
    known = {fact.name for fact in policy.facts}
    more = tuple(fact for fact in other.facts if fact.name not in known)
    return evolve(policy, facts=(*policy.facts, *more)) if more else policy


def _added(new: str) -> str:
    """The id of a norm that only the new text has."""
    return f"+{new}"
