"""Two texts side by side: where the same facts give different results, and through which norms.

For versions of one document and for documents of different places alike. Facts are aligned by
name or ASCII alias where their types agree; what has no counterpart keeps its harmless value, and
no official act has been taken. Every difference is minimal and replayed in both texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from attrs import frozen

from policyc.analysis.always import combinations, too_many
from policyc.analysis.conclude import EncodedConclusion, TooLarge
from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, conj, disj, neg
from policyc.analysis.replay import Replay, show_result
from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS
from policyc.analysis.solve import Answer, Found
from policyc.core.compose import Composed, Names, join, same_values
from policyc.core.conditions import facts_of
from policyc.core.cone import conditions_of_norm, cone_facts
from policyc.core.norms import Fact, Norm, Outcome, Overlap, Policy, ReadingSort
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import ScaleType, Value, sort_key

_VALUELESS = (Kind.GAP, Kind.NOT_APPLICABLE, Kind.CONFLICT)
_Class = tuple[Kind, Value | None]
Named = TypeVar("Named", Fact, Outcome)


@frozen
class Alignment:
    """What corresponds: facts (second text → first) and outcomes (first, second).

    ``apart`` are facts of the same name whose types differ; ``first_only`` and ``second_only``
    have no counterpart. None of these is part of a comparison.
    """

    facts: Mapping[str, str]
    outcomes: tuple[tuple[str, str], ...]
    readings: tuple[str, ...]
    apart: tuple[str, ...]
    first_only: tuple[str, ...]
    second_only: tuple[str, ...]


@frozen
class Side:
    """One text's part in a difference. ``norms`` are in force in the case, or else, where none is,
    those that ask for its facts."""

    facts: Mapping[str, Value]
    readings: Mapping[str, str]
    result: OutcomeResult
    norms: tuple[Norm, ...]


@frozen
class Difference:
    """A smallest case in which an outcome differs. ``stricter`` is 0 or 1, ``None`` for neither."""

    outcome: tuple[str, str]
    subject: str
    first: Side
    second: Side
    stricter: int | None = None

    @property
    def shown(self) -> tuple[str, str]:
        """Both results in a few words."""
        return show_result(self.first.result), show_result(self.second.result)


@frozen
class Comparison:
    """All pairs of different results, with a case for each. ``incomplete``: some are undecided."""

    alignment: Alignment
    differences: tuple[Difference, ...]
    incomplete: bool = False
    timed_out: bool = False


def align(first: Policy, second: Policy) -> Alignment:
    """Pair facts, outcomes and readings by name, or by alias where the names differ."""
    facts: dict[str, str] = {}
    apart = []
    for fact in second.facts:
        other = _counterpart(first.facts, fact)
        if other is None or other.name in facts.values():
            continue
        if same_values(fact.type, other.type):
            facts[fact.name] = other.name
        else:
            apart.append(fact.name)
    outcomes = []
    for outcome in first.outcomes:
        mate = _counterpart(second.outcomes, outcome)
        if mate is None or outcome.subject != mate.subject:
            continue
        if type(outcome.type) is type(mate.type):
            outcomes.append((outcome.name, mate.name))
    readings = [
        r.name
        for r in first.readings
        for s in second.readings
        if (r.name, r.choices, r.sort, r.effects) == (s.name, s.choices, s.sort, s.effects)
    ]
    return Alignment(
        facts,
        tuple(outcomes),
        tuple(readings),
        tuple(apart),
        tuple(f.name for f in first.facts if f.name not in (*facts.values(), *apart)),
        tuple(f.name for f in second.facts if f.name not in (*facts, *apart)),
    )


def _counterpart(items: Iterable[Named], wanted: Named) -> Named | None:
    listed = list(items)
    named = next((item for item in listed if item.name == wanted.name), None)
    if named is not None or not wanted.alias:
        return named
    return next((item for item in listed if item.alias == wanted.alias), None)


def compare_policies(
    first: Policy,
    second: Policy,
    *,
    alignment: Alignment | None = None,
    timeout_ms: int = DEFAULT_TIMEOUT_MS,
    as_of: date | None = None,
    versions: bool = False,
) -> Comparison:
    """Every pair of different results that the same facts can have, with its smallest case.

    For ``versions`` of one document official acts are facts like any other, for the same office
    takes them under both, and every kind of subject is compared that either text decides for,
    with the readings of priority open and under each of their choices.
    """
    alignment = alignment or align(first, second)
    return _Comparing(first, second, alignment, timeout_ms, as_of, versions).all()


class _Comparing:
    """Both texts in one policy, what is aligned being one and the same."""

    def __init__(
        self,
        first: Policy,
        second: Policy,
        alignment: Alignment,
        timeout_ms: int,
        as_of: date | None,
        versions: bool,
    ) -> None:
        self.texts = first, second
        self.alignment = alignment
        self.versions = versions
        self.known: set[tuple[tuple[str, str], str, tuple[_Class, _Class]]] = set()
        self.joined: Composed = join(first, second, (), alignment.facts, alignment.readings)
        self.ctx = Context(self.joined.policy, timeout_ms, as_of)
        self.replays = Replay(first, as_of), Replay(second, as_of)
        self.names: tuple[Names, Names] = self.joined.upper, self.joined.lower
        acts = set() if versions else {o.given for o in self.joined.policy.outcomes}
        self.shared = [name for name in alignment.facts.values() if name not in acts]

    def all(self) -> Comparison:
        found = [
            difference
            for pair in self.alignment.outcomes
            for kind in self._kinds(pair)
            for chosen in self._priorities()
            for difference in self._outcome(pair, kind, chosen)
        ]
        return Comparison(self.alignment, tuple(found), self.ctx.incomplete, self.ctx.timed_out)

    def _kinds(self, pair: tuple[str, str]) -> Iterable[str]:
        """The kinds of subject for which an outcome is compared."""
        kinds = (
            kind for text, n in zip(self.texts, pair, strict=True) for kind in text.subjects_of(n)
        )
        return dict.fromkeys(kinds) if self.versions else (self.texts[0].outcome(pair[0]).subject,)

    def _priorities(self) -> Iterator[Mapping[str, str]]:
        """The choices of readings of priority to compare under; first all of them open."""
        yield {}
        readings = [r for r in self.joined.policy.readings if r.sort is ReadingSort.PRIORITY]
        if self.versions and too_many(readings):
            self.ctx.incomplete = True
        elif self.versions and readings:
            yield from combinations(readings)

    def _outcome(
        self, pair: tuple[str, str], subject: str, chosen: Mapping[str, str]
    ) -> Iterator[Difference]:
        """The pairs of different results that are not known from other choices."""
        names = [side.of(name) for side, name in zip(self.names, pair, strict=True)]
        encoding = self.ctx.encoding_under(chosen)
        try:
            one, other = (encoding.conclusion(name, subject) for name in names)
        except TooLarge:
            self.ctx.incomplete = True
            return
        cones = {fact for name in names for fact in cone_facts(self.joined.policy, name)}
        facts = [name for name in self.shared if name in cones]
        others = (v for name, v in self.ctx.variables.facts.items() if name not in facts)
        still = conj(variable.calm for variable in others)
        for kinds, query in _queries(one, other):
            asked = conj((query, still))
            if asked is False or (pair, subject, kinds) in self.known:
                continue
            answer, found = self.ctx.smallest(asked, facts)
            if answer is Answer.UNKNOWN:
                self.ctx.incomplete = True
            if found is not None:
                self.known.add((pair, subject, kinds))
                yield self._difference(pair, subject, kinds, found, chosen)

    def _difference(
        self,
        pair: tuple[str, str],
        subject: str,
        kinds: tuple[_Class, _Class],
        found: Found,
        chosen: Mapping[str, str],
    ) -> Difference:
        first, second = (
            self._side(at, pair[at], subject, kinds[at], found, chosen) for at in (0, 1)
        )
        kind = self.texts[0].outcome(pair[0]).type
        values = [
            self._weight(text.outcome(name), side.result)
            for text, name, side in zip(self.texts, pair, (first, second), strict=True)
        ]
        stricter = None
        if isinstance(kind, ScaleType) and same_values(kind, self.texts[1].outcome(pair[1]).type):
            ranks = [None if value is None else sort_key(kind, value) for value in values]
            if ranks[0] is not None and ranks[1] is not None and ranks[0] != ranks[1]:
                stricter = 0 if ranks[0] > ranks[1] else 1
        return Difference(pair, subject, first, second, stricter)

    @staticmethod
    def _weight(outcome: Outcome, result: OutcomeResult) -> Value | None:
        return outcome.none_value if result.kind is Kind.NOT_APPLICABLE else result.value

    def _side(
        self,
        at: int,
        name: str,
        subject: str,
        expected: _Class,
        found: Found,
        chosen: Mapping[str, str],
    ) -> Side:
        """The case as one of the texts alone sees it."""
        text, names, replay = self.texts[at], self.names[at], self.replays[at]
        own = {names.fact(fact.name): fact.name for fact in text.facts}
        facts = {own[fact]: value for fact, value in found.facts.items() if fact in own}
        choices = {
            r.name: found.readings[names.reading(r.name)]
            for r in text.readings
            if names.reading(r.name) in found.readings
        }
        readings = {r.name: names.reading(r.name) for r in text.readings}
        priority = {own: chosen[here] for own, here in readings.items() if here in chosen}
        needs = replay.needed(facts, choices, lambda run: run.decide(name, subject), priority)
        needs = {**needs, **priority}
        result = replay.result(facts, needs, name, subject)
        kind, value = expected
        if result.kind is not kind or (value is not None and result.values != (value,)):
            replay.mismatch(facts, needs, f"应为{kind.value}，得出{show_result(result)}")
        norms = [trace.norm for trace in result.trace if trace.force is True]
        norms = norms or [n for n in text.norms_for(name, subject) if _asks(n, facts)]
        return Side(facts, needs, result, tuple(norms))


def _asks(norm: Norm, facts: Iterable[str]) -> bool:
    wanted = set(facts)
    return any(wanted & set(facts_of(condition)) for condition in conditions_of_norm(norm))


def _queries(
    one: EncodedConclusion, other: EncodedConclusion
) -> Iterator[tuple[tuple[_Class, _Class], Formula]]:
    """Every pair of different results. Two discretions differ in what they permit, and so do two
    results of several values (累加) in these."""
    left, right = _classes(one), _classes(other)
    several = (Kind.DECIDED, None) in (*left, *right)
    for a, first in left.items():
        for b, second in right.items():
            both_decided = a[0] is b[0] is Kind.DECIDED
            if a != b and not (several and both_decided):
                yield (a, b), conj((first, second))
    if several:
        yield _both(Kind.DECIDED, one, other, one.values, other.values)
    yield _both(Kind.DISCRETION, one, other, one.permitted, other.permitted)


def _both(
    kind: Kind,
    one: EncodedConclusion,
    other: EncodedConclusion,
    first: Mapping[Value, Formula],
    second: Mapping[Value, Formula],
) -> tuple[tuple[_Class, _Class], Formula]:
    """That both results are of a kind and some value belongs to one of them only."""
    bits = ((first.get(v, False), second.get(v, False)) for v in dict.fromkeys((*first, *second)))
    unlike = disj(disj((conj((p, neg(q))), conj((neg(p), q)))) for p, q in bits)
    same = kind, None
    return (same, same), conj((one.is_kind(kind), other.is_kind(kind), unlike))


def _classes(conclusion: EncodedConclusion) -> dict[_Class, Formula]:
    found: dict[_Class, Formula] = {}
    if conclusion.outcome.overlap is Overlap.CUMULATIVE:
        found[Kind.DECIDED, None] = conclusion.is_kind(Kind.DECIDED)
    else:
        found = {(Kind.DECIDED, v): conclusion.decided(v) for v in conclusion.values}
    for kind in (*_VALUELESS, Kind.DISCRETION):
        found[kind, None] = conclusion.is_kind(kind)
    return found
