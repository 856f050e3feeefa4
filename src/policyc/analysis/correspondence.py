"""What corresponds in the texts of two places, and why it is held to be the same.

Wider than ``compare.align``, which is for two texts about one kind of subject: outcomes also
correspond where their subjects differ, and so does the tier that the level directly above each
place has given. Nothing corresponds without a basis that a reader can check and reject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import product

from attrs import field, frozen

from policyc.analysis.compare import Alignment, align
from policyc.core.compose import same_values
from policyc.core.content import Definition
from policyc.core.levels import Level, level_of
from policyc.core.norms import Fact, Outcome, Policy


class Basis(Enum):
    """Why two names stand for one thing."""

    VOCABULARY = "同一词汇表"
    NAME = "名称相同"
    ALIAS = "编码时标为同一件事"
    ABOVE = "都是上一级所定"
    ACT = "官方认定相同"


@frozen
class Pair:
    """A fact or an outcome of the first text and its counterpart in the second."""

    first: str
    second: str
    basis: Basis


@frozen
class OutcomePair(Pair):
    """``subjects`` are the kinds of subject that each text decides the outcome for."""

    subjects: tuple[str, str] = ("", "")


@frozen
class Correspondence:
    """All that corresponds in two texts.

    ``unlike`` are facts of one name whose steps or units differ (first, second): they are not one
    fact. ``defined_apart`` are corresponding facts (first, second) that each text defines itself,
    in other words.
    """

    facts: tuple[Pair, ...]
    outcomes: tuple[OutcomePair, ...]
    readings: tuple[str, ...]
    unlike: tuple[tuple[str, str], ...] = ()
    defined_apart: tuple[tuple[str, str], ...] = ()
    forth: Mapping[str, str] = field(init=False, repr=False)
    """Facts of the first text → of the second."""
    back: Mapping[str, str] = field(init=False, repr=False)
    """Facts of the second text → of the first."""

    @forth.default
    def _forth(self) -> dict[str, str]:
        return {pair.first: pair.second for pair in self.facts}

    @back.default
    def _back(self) -> dict[str, str]:
        return {pair.second: pair.first for pair in self.facts}


def correspond(first: Policy, second: Policy) -> Correspondence:
    """Everything that can be set side by side in two texts."""
    aligned = align(first, second)
    facts = [
        Pair(mine, theirs, _basis(first.fact(mine), second.fact(theirs)))
        for theirs, mine in aligned.facts.items()
    ]
    facts += _from_above(first, second, aligned)
    return Correspondence(
        facts=tuple(facts),
        outcomes=tuple(_outcomes(first, second, facts)),
        readings=aligned.readings,
        unlike=tuple((_named_alike(first, second.fact(name)), name) for name in aligned.apart),
        defined_apart=tuple(_defined_apart(first, second, facts)),
    )


def _named_alike(policy: Policy, fact: Fact) -> str:
    """The fact of a policy that has a foreign one's name, else its alias."""
    named = any(each.name == fact.name for each in policy.facts)
    return fact.name if named else policy.fact(fact.alias).name


def _basis(one: Fact | Outcome, other: Fact | Outcome) -> Basis:
    if one.name != other.name:
        return Basis.ALIAS
    common = isinstance(one, Fact) and isinstance(other, Fact) and one.common and other.common
    return Basis.VOCABULARY if common else Basis.NAME


def _from_above(first: Policy, second: Policy, aligned: Alignment) -> Iterator[Pair]:
    """昆明 asks for the province's tier and 吉林 for the nation's: each the one directly above."""
    known = {*aligned.facts, *aligned.facts.values()}
    new = [[f for f in policy.facts if f.name not in known] for policy in (first, second)]
    for mine, theirs in product(*new):
        if mine.fed_by is None or theirs.fed_by is None or not same_values(mine.type, theirs.type):
            continue
        (over_first, one), (over_second, other) = mine.fed_by, theirs.fed_by
        above = _is_directly_above(first, over_first) and _is_directly_above(second, over_second)
        if one == other and above:
            yield Pair(mine.name, theirs.name, Basis.ABOVE)


def _is_directly_above(policy: Policy, level: str) -> bool:
    own = level_of(policy)
    return own is not None and own.rank > 0 and list(Level)[own.rank - 1].value == level


def _outcomes(first: Policy, second: Policy, facts: list[Pair]) -> Iterator[OutcomePair]:
    acts = {pair.first: pair.second for pair in facts}
    taken: set[str] = set()
    for one in first.outcomes:
        found = next(_mates(one, second, acts), None)
        if found is not None and found[0].name not in taken:
            other, basis = found
            taken.add(other.name)
            yield OutcomePair(one.name, other.name, basis, (one.subject, other.subject))


def _mates(
    one: Outcome, second: Policy, acts: Mapping[str, str]
) -> Iterator[tuple[Outcome, Basis]]:
    """Outcomes of a type that can be the counterpart, the surest first."""
    fitting = [other for other in second.outcomes if type(other.type) is type(one.type)]
    yield from ((other, _basis(one, other)) for other in fitting if other.name == one.name)
    yield from ((o, Basis.ALIAS) for o in fitting if one.alias and o.alias == one.alias)
    if one.given is not None:
        yield from ((o, Basis.ACT) for o in fitting if o.given and acts.get(one.given) == o.given)


def _defined_apart(first: Policy, second: Policy, facts: list[Pair]) -> Iterator[tuple[str, str]]:
    one, other = (
        {c.name: c.meaning for c in policy.content if isinstance(c, Definition)}
        for policy in (first, second)
    )
    for pair in facts:
        mine, theirs = one.get(pair.first), other.get(pair.second)
        if mine is not None and theirs is not None and mine != theirs:
            yield pair.first, pair.second
