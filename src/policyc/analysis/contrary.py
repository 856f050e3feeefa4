"""Words that a reader does not expect of one and the same area: one praises what the other blames.

Two assessments (认定, 程度) are contrary where by their declared directions one is good news and
the other bad (越低越重 against 越高越重), and both speak of one matter: they are declared under one
方面; or the bad one is worded as a negation, “领导不重视”, and what is spoken of there (“领导”)
stands in the name of the good one or in what the text says it means (组织领导到位：…压实工作责任…).

Not contrary are two that a norm itself demands together, and two that an axiom ties: there somebody
has thought about how they go together. A case with contrary words is shown only where there is no
other, and what rests on such cases alone is 附条件: the axiom that excludes them would remove it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeAlias

from policyc.analysis.variables import harmless_of
from policyc.core.compose import MARK
from policyc.core.conditions import All, Any, ByReading, Condition, Not, facts_of
from policyc.core.content import Definition
from policyc.core.norms import Fact, Norm, Policy, Worse
from policyc.core.types import BoolType, ScaleType, Value

Contrary: TypeAlias = tuple[str, str]
"""The names of a good and of a bad fact that do not go together."""

_COMMON = 2
"""Good facts in whose meaning a word may always stand."""

_NEGATED = re.compile(r"(?P<topic>.{2,}?)(?:不够|不|未|没有|得不到)(?P<said>.+)")
_NEGATION = re.compile(r"^(?:不够|不|未|没有|得不到)(?P<said>.+)$")


def contrary_facts(policy: Policy) -> tuple[Contrary, ...]:
    """All pairs of contrary words of a policy, in order of declaration."""
    assessed = [fact for fact in policy.facts if fact.open_textured]
    good = [fact for fact in assessed if _direction(fact) is Worse.LESS]
    bad = [fact for fact in assessed if _direction(fact) is Worse.MORE]
    if not good or not bad:
        return ()
    together = [demanded(norm) for norm in policy.norms]
    together += [set(facts_of(axiom.condition)) for axiom in policy.axioms]
    topics = _topics(policy, good, bad)
    return tuple(
        (one.name, other.name)
        for one, other in product(good, bad)
        if ((one.aspect and one.aspect == other.aspect) or one.name in topics[other.name])
        and not any({one.name, other.name} <= names for names in together)
    )


def stands_in(pairs: Collection[Contrary], facts: Mapping[str, Value]) -> tuple[Contrary, ...]:
    """The contrary words of a case, given by its facts off harmless."""
    return tuple(pair for pair in pairs if pair[0] in facts and pair[1] in facts)


def demanded(norm: Norm) -> set[str]:
    """The facts of which a norm's condition demands or allows something; what it denies is none."""
    return set(_said(norm.condition))


def _said(condition: Condition) -> Iterator[str]:
    match condition:
        case Not():
            return
        case All(parts) | Any(parts):
            for part in parts:
                yield from _said(part)
        case ByReading(_, branches):
            for _, part in branches:
                yield from _said(part)
        case _:
            yield from facts_of(condition)


def _direction(fact: Fact) -> Worse:
    """Whether leaving its harmless value makes a case graver (MORE) or milder (LESS)."""
    match fact.type:
        case BoolType():
            upward = harmless_of(fact) is False
        case ScaleType(scale) if harmless_of(fact) in (scale.steps[0], scale.steps[-1]):
            upward = harmless_of(fact) == scale.steps[0]
        case _:
            return Worse.NEITHER
    opposite = {Worse.MORE: Worse.LESS, Worse.LESS: Worse.MORE}
    return fact.worse if upward else opposite.get(fact.worse, Worse.NEITHER)


def _meanings(policy: Policy) -> dict[str, str]:
    """What each term means: what its declaration says and what the text defines."""
    found = {fact.name: fact.name + fact.definition for fact in policy.facts}
    for said in policy.content:
        if isinstance(said, Definition) and said.name in found:
            found[said.name] += said.meaning
    return found


def _topics(policy: Policy, good: Sequence[Fact], bad: Iterable[Fact]) -> dict[str, set[str]]:
    """For each bad fact the good ones that speak of what it negates something of. A word in the
    meaning of most of the good ones, like 工作, tells nothing."""
    meanings = _meanings(policy)
    found: dict[str, set[str]] = {}
    for fact in bad:
        topic = _topic(fact)
        speaking = {one.name for one in good if topic and topic in meanings[one.name]}
        telling = len(speaking) <= max(_COMMON, len(good) // 2)
        found[fact.name] = speaking if telling else set()
    return found


def _topic(fact: Fact) -> str:
    """What a negation is said of: 领导 in 领导不重视, and in 领导重视程度 with a step 不重视."""
    name = fact.name.rpartition(MARK)[2]
    if not isinstance(fact.type, ScaleType):
        found = _NEGATED.fullmatch(name)
        return found["topic"] if found else ""
    for step in fact.type.scale.steps:
        said = _NEGATION.match(step)
        if said and (at := name.find(said["said"])) >= 2:
            return name[:at]
    return ""
