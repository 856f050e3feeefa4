"""The result of an outcome along one fact, all others kept: 2次为通报警示，3次以上没有结论."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from attrs import frozen

from policyc.analysis.context import Context
from policyc.analysis.replay import show_result
from policyc.analysis.twin import holds_axioms, with_fact
from policyc.analysis.variables import policy_conditions
from policyc.core.norms import Fact, Norm, Outcome
from policyc.core.regions import thresholds
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import BoolType, IntType, RealType, ScaleType, Value, show_value, sort_key


@frozen
class Stretch:
    """A run of neighbouring values with one result. ``norms`` are those in force."""

    values: tuple[Value, ...]
    first: int
    last: int
    result: OutcomeResult
    norms: tuple[Norm, ...]

    @property
    def answered(self) -> bool:
        return self.result.kind not in (Kind.GAP, Kind.NOT_APPLICABLE, Kind.UNKNOWN)


@frozen
class Profile:
    """The stretches of one fact, from its lowest value to its highest."""

    fact: Fact
    points: tuple[Value, ...]
    cuts: frozenset[Value]
    """Those of the points that something is compared with, and the ends of the range."""
    stretches: tuple[Stretch, ...]

    def at(self, value: Value) -> int:
        """The number of the stretch that a value lies in."""
        place = self.points.index(value)
        return next(k for k, s in enumerate(self.stretches) if s.first <= place <= s.last)

    def words(self, stretch: Stretch) -> str:
        """The values of a stretch: 2次, 3次以上（含）, 5000株至10000株."""
        return _words(self, stretch)


def profile(
    ctx: Context,
    facts: Mapping[str, Value],
    readings: Mapping[str, str],
    fact: Fact,
    outcome: Outcome,
    subject: str,
) -> Profile:
    """Run the interpreter over every value of a fact that makes a difference."""
    points = sorted(ctx.variables.points(fact.name), key=lambda v: sort_key(fact.type, v))
    seen: list[tuple[Value, OutcomeResult]] = []
    for value in points:
        case = with_fact(ctx.policy, facts, fact.name, value)
        if holds_axioms(ctx, case, readings):
            seen.append((value, ctx.replay.result(case, readings, outcome.name, subject)))
    stretches = []
    place = 0
    for _, group in groupby(seen, key=lambda item: _key(item[1])):
        run = list(group)
        result = run[0][1]
        norms = tuple(t.norm for t in result.trace if t.force is True)
        last = place + len(run) - 1
        stretches.append(Stretch(tuple(v for v, _ in run), place, last, result, norms))
        place = last + 1
    cuts = {*thresholds(fact.name, policy_conditions(ctx.policy)), *_ends(fact)}
    return Profile(fact, tuple(value for value, _ in seen), frozenset(cuts), tuple(stretches))


def _ends(fact: Fact) -> list[Value]:
    if not isinstance(fact.type, RealType):
        return []
    return [end for end in (fact.type.minimum, fact.type.maximum) if end is not None]


def _key(result: OutcomeResult) -> tuple[object, ...]:
    acting = tuple(t.norm.id for t in result.trace if t.force is True)
    return result.kind, result.values, result.permitted, acting


def result_words(outcome: Outcome, result: OutcomeResult) -> str:
    """A result in a sentence: 为通报警示, 没有结论, 成立."""
    if isinstance(outcome.type, BoolType) and result.kind is Kind.DECIDED:
        return "成立" if result.values == (True,) else "不成立"
    match result.kind:
        case Kind.GAP:
            return "没有结论"
        case Kind.NOT_APPLICABLE:
            return "不成立" if isinstance(outcome.type, BoolType) else "不适用"
        case Kind.DECIDED:
            shown = "／".join(show_value(value, outcome.type) for value in result.values)
            return f"为{shown}"
        case _:
            return show_result(result)


def _words(found: Profile, stretch: Stretch) -> str:
    first, last = stretch.values[0], stretch.values[-1]
    kind = found.fact.type
    ends = stretch.last == len(found.points) - 1
    match kind:
        case IntType(_, _, high):
            if ends and high is None:
                return f"{show_value(first, kind)}以上（含）"
            return _span([show_value(first, kind), show_value(last, kind)])
        case RealType():
            return _rates(found, stretch)
        case ScaleType(scale):
            steps = scale.steps[scale.rank(str(first)) : scale.rank(str(last)) + 1]
            return "或".join(steps)
        case _:
            return _span([show_value(first, kind), show_value(last, kind)])


def _span(ends: Sequence[str]) -> str:
    return ends[0] if ends[0] == ends[-1] else f"{ends[0]}至{ends[-1]}"


def _rates(found: Profile, stretch: Stretch) -> str:
    """Rates stand for what lies between: an end that is no threshold reaches to the next one."""
    kind = found.fact.type
    assert isinstance(kind, RealType)
    first, last = stretch.values[0], stretch.values[-1]
    if first == last and first in found.cuts:
        return show_value(first, kind)
    parts = []
    if first in found.cuts:
        parts += [] if first == kind.minimum else [f"不低于{show_value(first, kind)}"]
    elif stretch.first:
        parts.append(f"超过{show_value(found.points[stretch.first - 1], kind)}")
    if last in found.cuts:
        parts += [] if last == kind.maximum else [f"不超过{show_value(last, kind)}"]
    elif stretch.last + 1 < len(found.points):
        parts.append(f"低于{show_value(found.points[stretch.last + 1], kind)}")
    return "而".join(parts) or "任何数"
