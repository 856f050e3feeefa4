"""Conditions as targets take them: no negation, tests as sets of regions, readings as parameters.

Everything here simplifies by Kleene's laws only, so that what is unknown stays unknown: a test
that every value passes is still unknown as long as the fact is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from attrs import frozen

from policyc.plan.partitions import Mask


@frozen
class Const:
    """True or false, whatever the facts."""

    value: bool


@frozen
class Within:
    """A fact lies in one of some regions; unknown where the fact is."""

    fact: str
    regions: Mask


@frozen
class Fed:
    """What an upstream outcome feeds lies in one of some regions.

    ``given`` is the fact with the official act, which stands before what is derived.
    """

    outcome: str
    given: str | None
    regions: Mask


@frozen
class Bit:
    """A cell (see ``cells``), by its number."""

    cell: int


@frozen
class AllOf:
    """All parts hold."""

    parts: tuple[Logic, ...]


@frozen
class AnyOf:
    """At least one part holds."""

    parts: tuple[Logic, ...]


@frozen
class Choose:
    """One condition for each choice of a reading, in the order of its declaration."""

    reading: str
    branches: tuple[Logic, ...]


Logic: TypeAlias = Const | Within | Fed | Bit | AllOf | AnyOf | Choose

TRUE = Const(True)
FALSE = Const(False)


def both(parts: Iterable[Logic]) -> Logic:
    """且: flat, each part once, tests of one fact joined."""
    return _join(AllOf, parts, neutral=TRUE, settled=FALSE)


def either(parts: Iterable[Logic]) -> Logic:
    """或者: flat, each part once, tests of one fact joined."""
    return _join(AnyOf, parts, neutral=FALSE, settled=TRUE)


def choose(reading: str, branches: Iterable[Logic]) -> Logic:
    """One branch per choice; where all are equal the reading does not matter."""
    found = tuple(branches)
    return found[0] if all(branch == found[0] for branch in found) else Choose(reading, found)


def _join(
    form: type[AllOf] | type[AnyOf], parts: Iterable[Logic], neutral: Const, settled: Const
) -> Logic:
    kept: dict[object, Logic] = {}
    for part in parts:
        for each in part.parts if isinstance(part, form) else (part,):
            if each == settled:
                return settled
            if each != neutral:
                key = _subject(each)
                known = kept.get(key)
                kept[key] = each if known is None else _merge(form, known, each)
    found = tuple(kept.values())
    if not found:
        return neutral
    return found[0] if len(found) == 1 else form(found)


def _subject(part: Logic) -> object:
    """Parts with equal subjects become one part."""
    match part:
        case Within(fact):
            return ("fact", fact)
        case Fed(outcome, given):
            return ("fed", outcome, given)
        case _:
            return part


def _merge(form: type[AllOf] | type[AnyOf], one: Logic, other: Logic) -> Logic:
    def joined(a: Mask, b: Mask) -> Mask:
        return a & b if form is AllOf else a | b

    match one, other:
        case Within(fact, a), Within(_, b):
            return Within(fact, joined(a, b))
        case Fed(outcome, given, a), Fed(_, _, b):
            return Fed(outcome, given, joined(a, b))
        case _:
            return one


def walk(logic: Logic) -> Iterator[Logic]:
    """The condition and everything in it, outermost first."""
    yield logic
    match logic:
        case AllOf(parts) | AnyOf(parts) | Choose(_, parts):
            for part in parts:
                yield from walk(part)


def readings_in(logic: Logic) -> tuple[str, ...]:
    """The readings that a condition mentions, each once, in order."""
    return tuple(dict.fromkeys(n.reading for n in walk(logic) if isinstance(n, Choose)))


def has_upstream(logic: Logic) -> bool:
    """Whether a condition mentions an upstream outcome."""
    return any(isinstance(node, Fed) for node in walk(logic))


def rebuilt(logic: Logic, leaf: Callable[[Logic], Logic]) -> Logic:
    """The condition with every leaf, and every choice, replaced by what ``leaf`` says."""
    match logic:
        case AllOf(parts):
            return both(rebuilt(part, leaf) for part in parts)
        case AnyOf(parts):
            return either(rebuilt(part, leaf) for part in parts)
        case _:
            return leaf(logic)


def under(logic: Logic, reading: str, choice: int) -> Logic:
    """The condition that is left when a reading has its choice of a number."""

    def leaf(node: Logic) -> Logic:
        if not isinstance(node, Choose):
            return node
        if node.reading == reading:
            return under(node.branches[choice], reading, choice)
        return choose(node.reading, [under(part, reading, choice) for part in node.branches])

    return rebuilt(logic, leaf)
