"""Two documents as one policy: outcomes of the upper feed facts of the lower (semantics §6).

定 gives its value and 不适用 the outcome's value for it; anything else leaves the fact unknown,
with its cause. An official act of the upper level, where it is known, stands before what its
criteria give. Every name is told apart by the document it comes from (吉林·罂粟株数), except facts
that one vocabulary declares for both and that speak of the same subject.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from attrs import evolve, field, frozen

from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    FactRef,
    Not,
    OutcomeRef,
    facts_of,
)
from policyc.core.cone import conditions_of_norm
from policyc.core.content import Content, Duty, Sanction
from policyc.core.levels import level_of, short_name
from policyc.core.norms import Axiom, Defeat, Fact, Norm, Outcome, Policy, Reading
from policyc.core.types import ScaleType, ValueType

MARK = "·"
"""Between a document's short name and a name of it."""


@frozen
class Link:
    """An outcome of the upper document that gives the value of a fact of the lower one."""

    outcome: str
    fact: str


def find_links(upper: Policy, lower: Policy) -> tuple[Link, ...]:
    """The facts that the lower document says come from the upper's level, where they fit."""
    level = level_of(upper)
    found = []
    for fact in lower.facts:
        if fact.fed_by is None or level is None or fact.fed_by[0] != level.value:
            continue
        outcome = next((o for o in upper.outcomes if o.name == fact.fed_by[1]), None)
        if outcome is not None and same_values(outcome.type, fact.type):
            found.append(Link(outcome.name, fact.name))
    return tuple(found)


def same_values(one: ValueType, other: ValueType) -> bool:
    """Whether values of two types can stand for each other; scales by their steps."""
    if isinstance(one, ScaleType) and isinstance(other, ScaleType):
        return one.scale.steps == other.scale.steps
    return one == other


def shared_facts(upper: Policy, lower: Policy) -> tuple[str, ...]:
    """Facts of both that one vocabulary declares and that speak of the same subject.

    An official act is never shared: each level lists areas itself.
    """
    acts = {o.given for policy in (upper, lower) for o in policy.outcomes}
    others = {fact.name: fact for fact in lower.facts}
    found = []
    for fact in upper.facts:
        other = others.get(fact.name)
        if other is None or not (fact.common and other.common) or fact.name in acts:
            continue
        if same_values(fact.type, other.type) and _same_subject(fact.name, upper, lower):
            found.append(fact.name)
    return tuple(found)


def _same_subject(fact: str, upper: Policy, lower: Policy) -> bool:
    one, other = (_subjects(fact, policy) for policy in (upper, lower))
    return not one or not other or bool(one & other)


def _subjects(fact: str, policy: Policy) -> set[str]:
    """The kinds of subject of the norms that ask for a fact."""
    return {
        norm.subject
        for norm in policy.norms
        if any(fact in facts_of(condition) for condition in conditions_of_norm(norm))
    }


@frozen
class Names:
    """What the names of one document become in a composed policy."""

    prefix: str
    alias: str
    shared: Mapping[str, str] = field(factory=dict)
    """Facts of the document that the other one has too, with the name they have in common."""
    shared_readings: Collection[str] = ()

    def of(self, name: str) -> str:
        """An outcome, axiom, or anything else that is never shared."""
        return f"{self.prefix}{MARK}{name}" if self.prefix else name

    def fact(self, name: str) -> str:
        return self.shared.get(name) or self.of(name)

    def reading(self, name: str) -> str:
        return name if name in self.shared_readings else self.of(name)

    def norm(self, norm_id: str) -> str:
        return f"{self.alias}/{norm_id}" if self.alias else norm_id

    def english(self, alias: str) -> str:
        return f"{self.alias}_{alias}".replace("-", "_") if alias and self.alias else alias


@frozen
class Composed:
    """A composed policy, and what the names of both documents have become in it."""

    policy: Policy
    upper: Names
    lower: Names
    links: tuple[Link, ...] = ()
    outcomes: Mapping[str, str] = field(factory=dict)
    """Fact of the lower document → outcome of the composed policy that gives it."""


def compose(upper: Policy, lower: Policy, links: Iterable[Link]) -> Policy:
    """The upper document over the lower one. Norms keep their document and citation."""
    return stack(upper, lower, links).policy


def stack(upper: Policy, lower: Policy, links: Iterable[Link]) -> Composed:
    """``compose``, with the new names."""
    return join(upper, lower, links, {name: name for name in shared_facts(upper, lower)}, ())


def join(
    upper: Policy,
    lower: Policy,
    links: Iterable[Link],
    shared: Mapping[str, str],
    shared_readings: Collection[str],
) -> Composed:
    """Put two documents into one policy.

    ``shared`` are the facts of the lower document that are also facts of the upper one, with their
    names there; ``shared_readings`` are readings of both.
    """
    links = tuple(links)
    above, below = _names(upper, lower, shared, shared_readings)
    fed = {
        link.fact: OutcomeRef(above.of(link.outcome), _official(upper.outcome(link.outcome), above))
        for link in links
    }
    one = _Renamed(above, {}).policy(upper)
    other = _Renamed(below, fed).policy(lower)
    both = (one, other)
    known = {fact.name for fact in one.facts}
    readings = {reading.name for reading in one.readings}
    dates = [policy.effective for policy in (upper, lower)]
    policy = Policy(
        name=f"{upper.name}/{lower.name}",
        title=f"{upper.title or upper.name} → {lower.title or lower.name}",
        facts=(*one.facts, *(fact for fact in other.facts if fact.name not in known)),
        readings=(*one.readings, *(r for r in other.readings if r.name not in readings)),
        outcomes=tuple(outcome for policy in both for outcome in policy.outcomes),
        norms=tuple(norm for policy in both for norm in policy.norms),
        defeats=tuple(defeat for policy in both for defeat in policy.defeats),
        axioms=tuple(axiom for policy in both for axiom in policy.axioms),
        undefined_terms=tuple(term for policy in both for term in policy.undefined_terms),
        content=tuple(content for policy in both for content in policy.content),
        effective=None if None in dates else max(day for day in dates if day is not None),
        issuer=lower.issuer,
        level=lower.level,
        region=lower.region,
        status=lower.status,
    )
    return Composed(policy, above, below, links, {fact: r.outcome for fact, r in fed.items()})


def _official(outcome: Outcome, names: Names) -> str | None:
    return None if outcome.given is None else names.fact(outcome.given)


def _names(
    upper: Policy, lower: Policy, shared: Mapping[str, str], readings: Collection[str]
) -> tuple[Names, Names]:
    """Short names that differ; a policy that is itself composed keeps the names it has."""
    shorts = short_name(upper), short_name(lower)
    if shorts[0] == shorts[1]:
        shorts = upper.name, lower.name
    if shorts[0] == shorts[1]:
        shorts = f"{shorts[0]}（甲）", f"{shorts[1]}（乙）"
    pairs = zip((upper, lower), shorts, strict=True)
    commons = {name: name for name in shared.values()}, dict(shared)
    one, other = (
        Names("", "", common, readings)
        if "/" in policy.name
        else Names(short, policy.name if upper.name != lower.name else short, common, readings)
        for (policy, short), common in zip(pairs, commons, strict=True)
    )
    return one, other


def renamed(policy: Policy, facts: Mapping[str, str]) -> Policy:
    """The document with other names for some of its facts."""
    return _Renamed(Names("", "", facts), {}).policy(policy)


@frozen
class _Renamed:
    """Gives everything in a document its new name; ``fed`` facts become what feeds them."""

    names: Names
    fed: Mapping[str, OutcomeRef]

    def policy(self, policy: Policy) -> Policy:
        return evolve(
            policy,
            facts=tuple(self._fact(fact) for fact in policy.facts if fact.name not in self.fed),
            readings=tuple(map(self._reading, policy.readings)),
            outcomes=tuple(map(self._outcome, policy.outcomes)),
            norms=tuple(self._norm(norm, policy.name) for norm in policy.norms),
            defeats=tuple(map(self._defeat, policy.defeats)),
            axioms=tuple(map(self._axiom, policy.axioms)),
            content=tuple(map(self._content, policy.content)),
        )

    def _fact(self, fact: Fact) -> Fact:
        name = self.names.fact(fact.name)
        alias = fact.alias if name == fact.name else self.names.english(fact.alias)
        return evolve(fact, name=name, alias=alias)

    def _reading(self, reading: Reading) -> Reading:
        return evolve(reading, name=self.names.reading(reading.name))

    def _outcome(self, outcome: Outcome) -> Outcome:
        given = outcome.given
        return evolve(
            outcome,
            name=self.names.of(outcome.name),
            alias=self.names.english(outcome.alias),
            trigger=None if outcome.trigger is None else self._condition(outcome.trigger),
            given=None if given is None or given in self.fed else self.names.fact(given),
        )

    def _norm(self, norm: Norm, document: str) -> Norm:
        return evolve(
            norm,
            id=self.names.norm(norm.id),
            outcome=self.names.of(norm.outcome),
            condition=self._condition(norm.condition),
            exception=None if norm.exception is None else self._condition(norm.exception),
            direct=None if norm.direct is None else self.names.reading(norm.direct),
            document=norm.document or document,
        )

    def _defeat(self, defeat: Defeat) -> Defeat:
        winner, loser = self.names.norm(defeat.winner), self.names.norm(defeat.loser)
        return evolve(defeat, winner=winner, loser=loser)

    def _axiom(self, axiom: Axiom) -> Axiom:
        name = self.names.of(axiom.name)
        return evolve(axiom, name=name, condition=self._condition(axiom.condition))

    def _content(self, content: Content) -> Content:
        if isinstance(content, (Duty, Sanction)):
            return evolve(content, condition=self._condition(content.condition))
        return content

    def _condition(self, condition: Condition) -> Condition:
        change: Callable[[Condition], Condition] = self._condition
        match condition:
            case Compare(FactRef(name), op, value):
                return Compare(self.fed.get(name) or FactRef(self.names.fact(name)), op, value)
            case Compare(OutcomeRef(outcome, given), op, value):
                act = None if given is None or given in self.fed else self.names.fact(given)
                return Compare(OutcomeRef(self.names.of(outcome), act), op, value)
            case Not(part):
                return Not(change(part))
            case All(parts):
                return All(tuple(map(change, parts)))
            case Any(parts):
                return Any(tuple(map(change, parts)))
            case ByReading(reading, branches):
                changed = tuple((choice, change(part)) for choice, part in branches)
                return ByReading(self.names.reading(reading), changed)
            case _:
                return condition
