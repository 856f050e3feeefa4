"""From encoded forces to an encoded result: the table of ``semantics.md`` §4.

The table itself is not written again here. Where only plain obligations answer it has a closed
form over values; else every set of effects that can be in force is given to
``core.effects.conclude``, sets that no rule can tell apart being merged on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import evolve, field, frozen

from policyc.analysis.logic import Formula, Kleene, at_least_two, conj, disj, neg
from policyc.core.effects import Conclusion, Effect, conclude
from policyc.core.norms import Modality, Outcome, Overlap
from policyc.core.results import Kind
from policyc.core.types import Value, sort_key

_MAX_STATES = 4096
"""Distinguishable sets of effects an outcome may have before it counts as too large."""


class TooLarge(Exception):
    """An outcome whose discretion gives more combinations than are worth encoding."""


@frozen(eq=False)
class EncodedConclusion:
    """A result as bits: one for each kind, and one for each value under each kind that has any.

    ``values`` are those of 定, ``permitted`` those of 裁量, ``certain`` the part of a 未知 outcome
    under 累加 that is already decided.
    """

    outcome: Outcome
    kinds: Mapping[Kind, Formula]
    values: Mapping[Value, Formula]
    permitted: Mapping[Value, Formula]
    certain: Mapping[Value, Formula] = field(factory=dict)

    def is_kind(self, kind: Kind) -> Formula:
        """That the result is of a kind."""
        return self.kinds.get(kind, False)

    def decided(self, value: Value) -> Formula:
        """That the result is 定 with this value and no other."""
        others = [bit for other, bit in self.values.items() if other != value]
        if self.outcome.overlap is not Overlap.CUMULATIVE:
            others = []
        return conj((self.values.get(value, False), *(neg(bit) for bit in others)))


@frozen(eq=False)
class _Bits:
    """An effect that is certainly in force, and one that can be."""

    certain: Formula
    possible: Formula


def encode_conclusion(
    outcome: Outcome, effects: Iterable[tuple[Effect, Kleene]], trigger: Kleene
) -> EncodedConclusion:
    """The result of effects with their forces; ``TooLarge`` where discretion explodes."""
    bits = _by_effect(effects)
    if all(effect.modality is Modality.SHALL and not effect.floor for effect in bits):
        return _plain(outcome, bits, trigger)
    return _by_sets(outcome, bits, trigger)


def _by_effect(effects: Iterable[tuple[Effect, Kleene]]) -> dict[Effect, _Bits]:
    """Equal effects count once: in force when one norm with it is."""
    forces: dict[Effect, list[Kleene]] = {}
    for effect, force in effects:
        if force.possible is not False:
            forces.setdefault(effect, []).append(force)
    return {
        effect: _Bits(disj(f.t for f in each), disj(f.possible for f in each))
        for effect, each in forces.items()
    }


def _nothing(trigger: Kleene, none: Formula) -> dict[Kind, Formula]:
    return {
        Kind.GAP: conj((none, trigger.t)),
        Kind.NOT_APPLICABLE: conj((none, trigger.f)),
    }


# Plain obligations ------------------------------------------------------------------------


def _plain(outcome: Outcome, bits: Mapping[Effect, _Bits], trigger: Kleene) -> EncodedConclusion:
    """Obligations alone: value by value, as the table is written."""
    values = list(dict.fromkeys(v for effect in bits for v in effect.values))
    certain = {v: disj(b.certain for e, b in bits.items() if v in e.values) for v in values}
    possible = {v: disj(b.possible for e, b in bits.items() if v in e.values) for v in values}
    kinds = _nothing(trigger, neg(disj(possible.values())))
    decided: dict[Value, Formula]
    match outcome.overlap:
        case Overlap.UNSTATED | Overlap.UNIQUE:
            kinds[Kind.CONFLICT] = at_least_two(certain.values())
            decided = {
                v: conj((certain[v], *(neg(possible[w]) for w in values if w != v))) for v in values
            }
        case Overlap.HIGHEST | Overlap.LOWEST:
            sign = 1 if outcome.overlap is Overlap.HIGHEST else -1

            def rank(value: Value) -> Fraction:
                return sign * sort_key(outcome.type, value)

            decided = {
                v: conj((certain[v], *(neg(possible[w]) for w in values if rank(w) > rank(v))))
                for v in values
            }
        case Overlap.CUMULATIVE:
            settled = conj(disj((neg(possible[v]), certain[v])) for v in values)
            decided = {v: conj((settled, certain[v])) for v in values}
    kinds[Kind.DECIDED] = disj(decided.values())
    kinds[Kind.UNKNOWN] = neg(disj(kinds.values()))
    unknown = kinds[Kind.UNKNOWN]
    cumulative = outcome.overlap is Overlap.CUMULATIVE
    shown = {v: conj((unknown, certain[v])) for v in values} if cumulative else {}
    return EncodedConclusion(outcome, kinds, decided, {}, shown)


# Discretion and floors --------------------------------------------------------------------


@frozen
class _Set:
    """What the rules can tell about a set of effects."""

    own: frozenset[Value] = frozenset()
    floors: frozenset[Value] = frozenset()
    choices: frozenset[Value] | None = None
    allowed: frozenset[Value] = frozenset()
    forbidden: frozenset[Value] = frozenset()

    def add(self, effect: Effect) -> _Set:
        values = frozenset(effect.values)
        match effect.modality:
            case Modality.SHALL if effect.floor:
                return evolve(self, floors=self.floors | values)
            case Modality.SHALL:
                return evolve(self, own=self.own | values)
            case Modality.SHALL_CHOOSE:
                joined = values if self.choices is None else self.choices & values
                return evolve(self, choices=joined)
            case Modality.MAY:
                return evolve(self, allowed=self.allowed | values)
            case _:
                return evolve(self, forbidden=self.forbidden | values)

    def merged(self, outcome: Outcome, has_floors: bool) -> _Set:
        """A set with the same results, standing for all sets that have them."""

        def rank(value: Value) -> Fraction:
            return sort_key(outcome.type, value)

        if len(self.floors) > 1:
            self = evolve(self, floors=frozenset((max(self.floors, key=rank),)))
        if len(self.own) < 2 or outcome.overlap is Overlap.CUMULATIVE:
            return self
        if outcome.overlap in (Overlap.HIGHEST, Overlap.LOWEST):
            pick = max if outcome.overlap is Overlap.HIGHEST else min
            return evolve(self, own=frozenset((pick(self.own, key=rank),)))
        return self if has_floors else _Set(own=frozenset(sorted(self.own, key=rank)[:2]))

    def duties(self) -> list[Effect]:
        found = [Effect(Modality.SHALL, (v,)) for v in self.own]
        return found + [Effect(Modality.SHALL, (v,), floor=True) for v in self.floors]

    def effects(self) -> list[Effect]:
        found = self.duties()
        if self.choices is not None:
            found.append(Effect(Modality.SHALL_CHOOSE, tuple(self.choices)))
        if self.allowed:
            found.append(Effect(Modality.MAY, tuple(self.allowed)))
        if self.forbidden:
            found.append(Effect(Modality.MUST_NOT, tuple(self.forbidden)))
        return found


_Result = tuple[Kind, frozenset[Value], frozenset[Value]]


def _by_sets(outcome: Outcome, bits: Mapping[Effect, _Bits], trigger: Kleene) -> EncodedConclusion:
    """All completions, merged: the result is the one that all possible ones share."""
    sets = _possible_sets(outcome, bits)
    possible: dict[_Result, list[Formula]] = {}
    for found, formula in sets.items():
        for triggered, when in ((True, neg(trigger.f)), (False, neg(trigger.t))):
            result = conclude(outcome, found.effects(), triggered)
            idle = result.kind in (Kind.GAP, Kind.NOT_APPLICABLE)
            guard = conj((formula, when)) if idle else formula
            possible.setdefault(_key(result), []).append(guard)
    results = {result: disj(parts) for result, parts in possible.items()}
    unknown = at_least_two(results.values())
    only = {result: conj((formula, neg(unknown))) for result, formula in results.items()}
    kinds = {
        kind: disj(formula for result, formula in only.items() if result[0] is kind)
        for kind in dict.fromkeys(result[0] for result in only)
    }
    kinds[Kind.UNKNOWN] = unknown
    values = _members((result[1], formula) for result, formula in only.items())
    permitted = _members((result[2], formula) for result, formula in only.items())
    certain = _certain_part(outcome, sets, unknown)
    return EncodedConclusion(outcome, kinds, values, permitted, certain)


def _key(result: Conclusion) -> _Result:
    values = result.values if result.kind is Kind.DECIDED else ()
    return result.kind, frozenset(values), frozenset(result.permitted)


def _possible_sets(outcome: Outcome, bits: Mapping[Effect, _Bits]) -> dict[_Set, Formula]:
    """Every distinguishable set of effects, and when it can be the set in force."""
    has_floors = any(effect.floor for effect in bits)
    states: dict[_Set, Formula] = {_Set(): True}
    for effect, bit in bits.items():
        following: dict[_Set, list[Formula]] = {}
        for state, formula in states.items():
            without = conj((formula, neg(bit.certain)))
            with_it = conj((formula, bit.possible))
            if without is not False:
                following.setdefault(state, []).append(without)
            if with_it is not False:
                grown = state.add(effect).merged(outcome, has_floors)
                following.setdefault(grown, []).append(with_it)
        states = {state: disj(parts) for state, parts in following.items()}
        if len(states) > _MAX_STATES:
            raise TooLarge(outcome.name)
    return states


def _members(
    groups: Iterable[tuple[frozenset[Value], Formula]],
) -> dict[Value, Formula]:
    """For each value, when one of the groups it belongs to is the result."""
    found: dict[Value, list[Formula]] = {}
    for group, formula in groups:
        for value in group:
            found.setdefault(value, []).append(formula)
    return {value: disj(parts) for value, parts in found.items()}


def _certain_part(
    outcome: Outcome, sets: Mapping[_Set, Formula], unknown: Formula
) -> dict[Value, Formula]:
    """The values of a cumulative outcome that every set that can be in force gives."""
    if outcome.overlap is not Overlap.CUMULATIVE:
        return {}
    given = {found: set(conclude(outcome, found.duties(), False).values) for found in sets}
    values = {value for each in given.values() for value in each}
    return {
        value: conj((unknown, *(neg(f) for found, f in sets.items() if value not in given[found])))
        for value in values
    }
