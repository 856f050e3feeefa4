"""The parts that decisions play in the life of a subject: states, ways in, terms, changes.

They are found by what they do (a lifecycle's state, the outcome that a state rests on), never by
their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from policyc.comparison.align import Item, aligned, by_name_or_alias
from policyc.comparison.partial import steps_asked
from policyc.comparison.texts import Text
from policyc.core.conditions import All, Any, Condition, outcomes_of
from policyc.core.lifecycle import Change, ChangeKind, Lifecycle
from policyc.core.norms import Norm, Outcome
from policyc.core.types import BoolType, ScaleType, Value

Kept: TypeAlias = tuple[Lifecycle, Change]


def ladders(text: Text) -> tuple[Outcome, ...]:
    """The scales whose steps are the states of a life; without a life, all that are given."""
    scales = tuple(text.scales())
    states = {life.state for life in text.policy.lifecycles}
    return tuple(each for each in scales if each.name in states) or scales


def steps_of(text: Text, outcome: Outcome) -> tuple[str, ...]:
    """The steps that the document knows, the lightest first. A lightest step that no norm gives is
    not one of them: it is the unremarkable case, or where a life ends."""
    assert isinstance(outcome.type, ScaleType)
    steps = outcome.type.scale.steps
    given = {value for norm in text.norms_of(outcome.name) for value in norm.values}
    return steps if steps[0] in given else steps[1:]


def families(texts: Sequence[Text], among: Iterable[int]) -> list[list[int]]:
    """The documents among some whose ladders have to do with each other: one name or alias, or a
    step of one name. Subjects of different families are not of one kind."""
    items = [
        Item(at, each.name, frozenset(steps_of(texts[at], each)), each.alias)
        for at in among
        for each in ladders(texts[at]) or ()
    ]
    clusters = aligned(items, lambda a, b: by_name_or_alias(a, b) or bool(a.value & b.value))
    return [sorted(cluster.documents) for cluster in clusters]


def gates(text: Text) -> tuple[Outcome, ...]:
    """The yes-or-no outcomes on which a ladder rests: who is to be put on a step at all."""
    found: dict[str, Outcome] = {}
    for ladder in ladders(text):
        conditions = [norm.condition for norm in text.norms_of(ladder.name)]
        conditions += [] if ladder.trigger is None else [ladder.trigger]
        for name in (name for condition in conditions for name in outcomes_of(condition)):
            if isinstance(text.policy.outcome(name).type, BoolType):
                found[name] = text.policy.outcome(name)
    return tuple(found.values())


def terms(text: Text) -> Iterator[tuple[Lifecycle, Norm]]:
    """The norms that give the length of a term, with the life it belongs to."""
    for life in text.policy.lifecycles:
        if life.term is not None:
            for norm in text.norms_of(life.term):
                yield life, norm


def states_asked(text: Text, life: Lifecycle, condition: Condition) -> tuple[Value, ...]:
    """The states in which a condition can hold; none where it does not depend on the state."""
    kind = text.policy.outcome(life.state).type
    if not isinstance(kind, ScaleType):
        return ()
    return steps_asked(condition, frozenset((life.state, life.given)), kind)


def says_only_that_it_lives(text: Text, condition: Condition) -> bool:
    """Whether a condition says no more than that the subject is in some state that is not the
    first one: no condition of its own for leaving it."""
    for life in text.policy.lifecycles:
        kind = text.policy.outcome(life.state).type
        if isinstance(kind, ScaleType) and not isinstance(condition, (All, Any)):
            lived = tuple(step for step in kind.scale.steps if step != life.initial)
            if states_asked(text, life, condition) == lived:
                return True
    return False


def changes(text: Text, kinds: Iterable[ChangeKind]) -> Iterator[Kept]:
    """The changes of some kinds, that end the life or not."""
    wanted = set(kinds)
    for life in text.policy.lifecycles:
        for change in life.changes:
            if change.kind in wanted:
                yield life, change


def ends(kept: Kept) -> bool:
    """Whether a change ends the life."""
    life, change = kept
    return change.kind is ChangeKind.TURN and change.target in (*life.finals, life.initial)


def norms_giving(text: Text, change: Change) -> Iterator[Norm]:
    """The norms that let a change be decided."""
    for norm in text.norms_of(change.outcome):
        if change.value in norm.values:
            yield norm
