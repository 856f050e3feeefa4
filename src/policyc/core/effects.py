"""From the norms in force to a result: the table of ``semantics.md`` §4.

``conclude`` says what a *known* set of effects means. ``conclude_partial`` lifts it to norms whose
force is unknown: the result is the one that all completions share, else 未知. A clash that every
completion keeps is a clash now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from attrs import frozen

from policyc.core.norms import Modality, Outcome, Overlap
from policyc.core.results import STATUS_QUO, Kind
from policyc.core.truth import Truth
from policyc.core.types import Value, sort_key

PROHIBITIONS = (Modality.MUST_NOT, Modality.IN_PRINCIPLE_NOT)
_NOTHING = (Kind.GAP, Kind.NOT_APPLICABLE)


@frozen
class Effect:
    """What one norm in force does to an outcome.

    A ``floor`` is a direct obligation under the reading of 直接 as a lower bound: it lifts the
    others instead of competing with them.
    """

    modality: Modality
    values: tuple[Value, ...]
    floor: bool = False


@frozen
class Conclusion:
    """A kind with the values that belong to it (see ``results.Decision``)."""

    kind: Kind
    values: tuple[Value, ...] = ()
    permitted: tuple[Value, ...] = ()

    def agrees(self, other: Conclusion) -> bool:
        """Equal for the purpose of completions: clashes are alike whatever clashes."""
        if self.kind is Kind.CONFLICT and other.kind is Kind.CONFLICT:
            return True
        return (
            self.kind is other.kind
            and set(self.values) == set(other.values)
            and set(self.permitted) == set(other.permitted)
        )


def conclude(outcome: Outcome, effects: Collection[Effect], triggered: bool) -> Conclusion:
    """The result of effects that are all known to be in force."""
    duties = _duties(outcome, effects)
    choices = [e.values for e in effects if e.modality is Modality.SHALL_CHOOSE]
    allowed = _union(e.values for e in effects if e.modality is Modality.MAY)
    forbidden = _union(e.values for e in effects if e.modality in PROHIBITIONS)
    if allowed:
        allowed = _union([tuple(allowed), (STATUS_QUO,)])
    if duties:
        return _obliged(outcome, duties, choices, allowed, forbidden)
    if choices:
        offered = _union(choices)
        common = [v for v in offered if all(v in choice for choice in choices)]
        left = [v for v in common if not allowed or v in allowed]
        rivals = [v for v in allowed if v not in offered and v != STATUS_QUO]
        return _discretion(left, forbidden, [*offered, *rivals])
    if allowed:
        return _discretion(allowed, forbidden, allowed)
    return Conclusion(Kind.GAP if triggered else Kind.NOT_APPLICABLE)


def _union(groups: Iterable[tuple[Value, ...]]) -> list[Value]:
    """Distinct values in order of first appearance."""
    return list(dict.fromkeys(value for group in groups for value in group))


def _duties(outcome: Outcome, effects: Iterable[Effect]) -> list[Value]:
    """Values that plain obligations demand, each lifted to the highest floor."""
    plain = [e for e in effects if e.modality is Modality.SHALL]
    floors = _union(e.values for e in plain if e.floor)
    own = _union(e.values for e in plain if not e.floor)
    if not floors:
        return own
    floor = _highest(outcome, floors)
    return list(dict.fromkeys(_highest(outcome, [value, floor]) for value in own or [floor]))


def _highest(outcome: Outcome, values: list[Value]) -> Value:
    return max(values, key=lambda value: sort_key(outcome.type, value))


def _lowest(outcome: Outcome, values: list[Value]) -> Value:
    return min(values, key=lambda value: sort_key(outcome.type, value))


def _obliged(
    outcome: Outcome,
    duties: list[Value],
    choices: list[tuple[Value, ...]],
    allowed: list[Value],
    forbidden: list[Value],
) -> Conclusion:
    match outcome.overlap:
        case Overlap.HIGHEST:
            duties = [_highest(outcome, duties)]
        case Overlap.LOWEST:
            duties = [_lowest(outcome, duties)]
        case Overlap.UNSTATED | Overlap.UNIQUE if len(duties) > 1:
            return Conclusion(Kind.CONFLICT, tuple(duties))
    lawful = [
        value
        for value in duties
        if value not in forbidden
        and (not allowed or value in allowed)
        and all(value in choice for choice in choices)
    ]
    return Conclusion(Kind.DECIDED if lawful == duties else Kind.CONFLICT, tuple(duties))


def _discretion(options: list[Value], forbidden: list[Value], offered: list[Value]) -> Conclusion:
    left = [value for value in options if value not in forbidden]
    if not left:
        return Conclusion(Kind.CONFLICT, tuple(offered))
    return Conclusion(Kind.DISCRETION, permitted=tuple(left))


def conclude_partial(
    outcome: Outcome,
    in_force: Collection[Effect],
    undecided: Collection[Effect],
    trigger: Truth,
) -> Conclusion:
    """The result when some norms' force, or the trigger, is unknown."""
    certain = list(dict.fromkeys(in_force))
    free = [effect for effect in dict.fromkeys(undecided) if effect not in certain]
    first = conclude(outcome, certain, trigger is True)
    agreed = trigger is not None or first.kind not in _NOTHING
    if agreed and all(
        conclude(outcome, [*certain, *extra], trigger is True).agrees(first)
        for extra in _telling_completions(first, certain, free)
    ):
        return first
    if outcome.overlap is Overlap.CUMULATIVE:
        return Conclusion(Kind.UNKNOWN, tuple(_certain_part(outcome, certain, free)))
    return Conclusion(Kind.UNKNOWN)


def _telling_completions(
    first: Conclusion, certain: list[Effect], free: list[Effect]
) -> Iterator[tuple[Effect, ...]]:
    """Subsets of the undecided effects that show whether any subset changes the result.

    What is no clash, and survives every single addition, survives all of them together: a duty
    that changes nothing alone neither adds nor lifts a value, and what permissions, choices and
    prohibitions add to or take from a set does not depend on each other.

    A clash can take several additions to remove. Choices and prohibitions never do; where a
    permission is in force more of them can only help; of the duties two are enough, one to come
    out on top and one to lift the rest.
    """
    if first.kind is not Kind.CONFLICT:
        yield from ((effect,) for effect in free)
        return
    permissions: tuple[Effect, ...] = ()
    if any(effect.modality is Modality.MAY for effect in certain):
        permissions = tuple(effect for effect in free if effect.modality is Modality.MAY)
    duties = [effect for effect in free if effect.modality is Modality.SHALL]
    for size in range(3):
        for added in combinations(duties, size):
            yield (*permissions, *added)


def _certain_part(outcome: Outcome, certain: list[Effect], free: list[Effect]) -> list[Value]:
    """The values of a cumulative outcome that no completion takes away (a floor may lift one)."""
    part = _duties(outcome, certain)
    for effect in free:
        part = [value for value in part if value in _duties(outcome, [*certain, effect])]
    return part
