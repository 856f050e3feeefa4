"""From what norms in force do to a result, lane by lane, as ``core.effects`` says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from attrs import define, field, frozen

from policyc.core.effects import PROHIBITIONS, Effect
from policyc.core.norms import Modality, Outcome, Overlap
from policyc.core.results import STATUS_QUO
from policyc.core.types import Value, sort_key
from policyc.targets.common.circuit import Circuit, Gate

Gates = Mapping[Effect, Gate]
"""For each effect the lanes in which some norm with it is in force."""


@frozen
class Truths:
    """Where something is true, and where it is not false."""

    true: Gate
    possible: Gate


@frozen
class Verdict:
    """Where each kind of result holds, and with which values."""

    decided: Gate
    conflict: Gate
    discretion: Gate
    nothing: Gate
    values: Mapping[Value, Gate]
    permitted: Mapping[Value, Gate]


@frozen
class Concluded:
    """The result of an outcome in every lane: its kind, and its values: those of 定 and 冲突, the
    permitted ones of 裁量, the certain part of an unknown 累加. ``decided``: where it is 定 of one
    value alone."""

    kinds: Mapping[str, Gate]
    values: Mapping[Value, Gate]
    decided: Mapping[Value, Gate]


@define
class Conclusion:
    """What the effects of one outcome amount to. ``values`` are all there can be, in order."""

    circuit: Circuit
    outcome: Outcome
    effects: tuple[Effect, ...]
    values: tuple[Value, ...] = field(init=False)

    @values.default
    def _values(self) -> tuple[Value, ...]:
        return values_of(self.outcome, self.effects)

    def partial(self, forces: Mapping[Effect, Truths], trigger: Truths) -> Concluded:
        """``core.effects.conclude_partial``."""
        if self._is_plain():
            return self._of_duties(forces, trigger)
        c = self.circuit
        true = {effect: truth.true for effect, truth in forces.items()}
        maybe = {effect: c.both(t.possible, c.no(t.true)) for effect, t in forces.items()}
        first = self.verdict(true)
        kept = self._kept(first, true, maybe)
        kinds = {
            "定": c.both(first.decided, kept),
            "裁量": c.both(first.discretion, kept),
            "冲突": c.both(first.conflict, self._kept_conflict(true, maybe)),
            **self._nothing(c.both(first.nothing, kept), trigger),
        }
        unknown = kinds["未知"] = c.no(c.either(*kinds.values()))
        certain = self._certain(true, maybe) if self._is_cumulative() else {}
        answered = c.either(kinds["定"], kinds["冲突"])
        values = {
            value: c.either(
                c.both(answered, first.values[value]),
                c.both(kinds["裁量"], first.permitted[value]),
                c.both(unknown, certain.get(value, c.none)),
            )
            for value in self.values
        }
        decided = {}
        owed = {v for e in self.effects if e.modality is Modality.SHALL for v in e.values}
        for value in self.values:
            if value not in owed:  # 维持现状 may be none of the outcome's values
                decided[value] = c.none
                continue
            alone = [c.no(first.values[v]) for v in self.values if v != value]
            rest = alone if self._is_cumulative() else []
            decided[value] = c.both(kinds["定"], first.values[value], *rest)
        return Concluded(kinds, values, decided)

    def _nothing(self, nothing: Gate, trigger: Truths) -> dict[str, Gate]:
        c = self.circuit
        return {
            "空白": c.both(nothing, trigger.true),
            "不适用": c.both(nothing, c.no(trigger.possible)),
        }

    def _of_duties(self, forces: Mapping[Effect, Truths], trigger: Truths) -> Concluded:
        """The same where there is nothing but plain obligations: a clash always stays, and a value
        stands where nothing unknown can come before it."""
        c = self.circuit
        by_value = {effect.values[0]: truths for effect, truths in forces.items()}
        conflict = c.none
        decided: dict[Value, Gate] = {}
        for k, value in enumerate(self.values):
            match self.outcome.overlap:
                case Overlap.HIGHEST:
                    rivals = self.values[k + 1 :]
                case Overlap.LOWEST:
                    rivals = self.values[:k]
                case _:
                    rivals = tuple(v for v in self.values if v != value)
            beaten = (c.no(by_value[rival].possible) for rival in rivals)
            decided[value] = c.both(by_value[value].true, *beaten)
        if self.outcome.overlap in (Overlap.UNSTATED, Overlap.UNIQUE):
            conflict = self._two(truths.true for truths in by_value.values())
        none = c.both(*(c.no(truths.possible) for truths in by_value.values()))
        kinds = {
            "定": c.either(*decided.values()),
            "裁量": c.none,
            "冲突": conflict,
            **self._nothing(none, trigger),
        }
        kinds["未知"] = c.no(c.either(*kinds.values()))
        values = {
            value: c.either(decided[value], c.both(conflict, truths.true))
            for value, truths in by_value.items()
        }
        return Concluded(kinds, {value: values[value] for value in self.values}, decided)

    # -- all known
    def verdict(self, forces: Gates) -> Verdict:
        """``core.effects.conclude``."""
        c = self.circuit
        duties = self._duties(forces)
        chosen = [
            (gate, frozenset(effect.values))
            for effect, gate in forces.items()
            if effect.modality is Modality.SHALL_CHOOSE
        ]
        allowed = self._union(forces, (Modality.MAY,))
        any_allowed = c.either(*allowed.values())
        if STATUS_QUO in self.values:
            allowed[STATUS_QUO] = any_allowed
        forbidden = self._union(forces, PROHIBITIONS)
        any_duty = c.either(*duties.values())
        any_choice = c.either(*(gate for gate, _ in chosen))

        def is_choice(value: Value) -> Gate:
            return c.both(*(c.no(gate) for gate, options in chosen if value not in options))

        # 应当
        unlawful = [
            c.both(
                duty,
                c.either(
                    forbidden[value],
                    c.both(any_allowed, c.no(allowed[value])),
                    c.no(is_choice(value)),
                ),
            )
            for value, duty in duties.items()
        ]
        clash = c.either(*unlawful)
        if self.outcome.overlap in (Overlap.UNSTATED, Overlap.UNIQUE):
            clash = c.either(clash, self._two(duties.values()))
        # 应当视情, else 可以
        offered = {
            v: c.either(*(gate for gate, options in chosen if v in options)) for v in self.values
        }
        free = c.no(any_duty)
        choosing, allowing = c.both(free, any_choice), c.both(free, c.no(any_choice), any_allowed)
        permitted: dict[Value, Gate] = {}
        rivals: dict[Value, Gate] = {}
        for v in self.values:
            left = c.both(offered[v], is_choice(v), c.either(c.no(any_allowed), allowed[v]))
            open_ = c.either(c.both(choosing, left), c.both(allowing, allowed[v]))
            permitted[v] = c.both(open_, c.no(forbidden[v]))
            beside = offered[v] if v == STATUS_QUO else c.either(offered[v], allowed[v])
            rivals[v] = c.either(c.both(choosing, beside), c.both(allowing, allowed[v]))
        some = c.either(*permitted.values())
        empty = c.both(c.either(choosing, allowing), c.no(some))
        return Verdict(
            decided=c.both(any_duty, c.no(clash)),
            conflict=c.either(c.both(any_duty, clash), empty),
            discretion=some,
            nothing=c.both(free, c.no(any_choice), c.no(any_allowed)),
            values={v: c.either(duties[v], c.both(empty, rivals[v])) for v in self.values},
            permitted=permitted,
        )

    def _union(self, forces: Gates, modalities: Iterable[Modality]) -> dict[Value, Gate]:
        """The values that effects of some modalities are about."""
        return {
            value: self.circuit.either(
                *(g for e, g in forces.items() if e.modality in modalities and value in e.values)
            )
            for value in self.values
        }

    def _duties(self, forces: Gates) -> dict[Value, Gate]:
        """The values that obligations demand, lifted to the highest floor, and of these the one
        that 就高 or 就低 picks."""
        c = self.circuit
        plain = {e: g for e, g in forces.items() if e.modality is Modality.SHALL}
        own = self._union({e: g for e, g in plain.items() if not e.floor}, (Modality.SHALL,))
        floors = self._union({e: g for e, g in plain.items() if e.floor}, (Modality.SHALL,))
        lifted: dict[Value, Gate] = {}
        none = c.no(c.either(*own.values()))
        for k, value in enumerate(self.values):
            above = c.either(*(floors[w] for w in self.values[k + 1 :]))
            floor = c.both(floors[value], c.no(above))
            below = c.either(none, *(own[w] for w in self.values[: k + 1]))
            lifted[value] = c.either(c.both(floor, below), c.both(own[value], c.no(above)))
            # a duty below the highest floor is lifted to it, one above stays
        match self.outcome.overlap:
            case Overlap.HIGHEST:
                return self._foremost(lifted, list(reversed(self.values)))
            case Overlap.LOWEST:
                return self._foremost(lifted, list(self.values))
            case _:
                return lifted

    def _foremost(self, duties: dict[Value, Gate], order: list[Value]) -> dict[Value, Gate]:
        c = self.circuit
        return {
            value: c.both(duties[value], *(c.no(duties[before]) for before in order[:k]))
            for k, value in enumerate(order)
        }

    def _two(self, gates: Iterable[Gate]) -> Gate:
        c = self.circuit
        return c.either(*(c.both(one, other) for one, other in combinations(gates, 2)))

    # -- some unknown
    def _is_cumulative(self) -> bool:
        return self.outcome.overlap is Overlap.CUMULATIVE

    def _is_plain(self) -> bool:
        """Whether there is nothing but obligations to one value each, none of them a floor, and no
        more than one value in the end."""
        return not self._is_cumulative() and all(
            effect.modality is Modality.SHALL and not effect.floor and len(effect.values) == 1
            for effect in self.effects
        )

    def _kept(self, first: Verdict, true: Gates, maybe: Gates) -> Gate:
        """Where no single addition of an unknown effect changes what is no clash."""
        c = self.circuit
        kept = []
        for effect, unknown in maybe.items():
            other = self.verdict({**true, effect: c.all})
            kept.append(c.if_(unknown, self._agree(first, other)))
        return c.both(*kept)

    def _agree(self, one: Verdict, other: Verdict) -> Gate:
        c = self.circuit

        def same(part: Callable[[Verdict], Mapping[Value, Gate]]) -> Gate:
            return c.both(*(c.same(part(one)[v], part(other)[v]) for v in self.values))

        return c.either(
            c.both(one.decided, other.decided, same(lambda v: v.values)),
            c.both(one.discretion, other.discretion, same(lambda v: v.permitted)),
            c.both(one.nothing, other.nothing),
        )

    def _kept_conflict(self, true: Gates, maybe: Gates) -> Gate:
        """Where no addition removes a clash: see ``core.effects._telling_completions``."""
        c = self.circuit
        allowing = [effect for effect in true if effect.modality is Modality.MAY]
        allowed = c.either(*(true[effect] for effect in allowing))
        base = dict(true)
        for effect in allowing:
            base[effect] = c.either(true[effect], c.both(allowed, maybe[effect]))
        duties = [effect for effect in true if effect.modality is Modality.SHALL]
        kept = []
        for size in range(3):
            for added in combinations(duties, size):
                unknown = c.both(*(maybe[effect] for effect in added))
                other = self.verdict({**base, **dict.fromkeys(added, c.all)})
                kept.append(c.if_(unknown, other.conflict))
        return c.both(*kept)

    def _certain(self, true: Gates, maybe: Gates) -> dict[Value, Gate]:
        """The values of a cumulative outcome that no unknown effect takes away."""
        c = self.circuit
        found = self._duties(true)
        for effect, unknown in maybe.items():
            after = self._duties({**true, effect: c.all})
            for value in self.values:
                found[value] = c.both(found[value], c.if_(unknown, after[value]))
        return found


def values_of(outcome: Outcome, effects: Iterable[Effect]) -> tuple[Value, ...]:
    """All values that effects can lead to, from the lightest or smallest; a permission leaves
    维持现状 open, which need not be a value of the outcome."""
    found = dict.fromkeys(value for effect in effects for value in effect.values)
    ordered = sorted(
        (value for value in found if value != STATUS_QUO),
        key=lambda value: sort_key(outcome.type, value),
    )
    permits = any(effect.modality is Modality.MAY for effect in effects)
    if STATUS_QUO not in found and not permits:
        return tuple(ordered)
    try:
        rank = sort_key(outcome.type, STATUS_QUO)
    except (ValueError, AssertionError):
        return (*ordered, STATUS_QUO)
    below = [value for value in ordered if sort_key(outcome.type, value) < rank]
    return (*below, STATUS_QUO, *ordered[len(below) :])
