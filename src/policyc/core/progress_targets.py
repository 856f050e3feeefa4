"""Targets compared with the figures that are reported. No base period is made up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from policyc.core.conditions import Condition
from policyc.core.dates import Deadline
from policyc.core.figures import Number, all_choices, meets
from policyc.core.norms import Policy
from policyc.core.programme import Aim, Division, Indicator, Move, Phase, Place, same_part, unit_of
from policyc.core.reported import Figure, Reported, State, TargetProgress
from policyc.core.run import Choices
from policyc.core.truth import Truth


def end_of_time(policy: Policy, place: Place) -> Deadline | None:
    """The end of the plan's whole time: what a target without a deadline of its own is due by. The
    time of a plan says nothing about its annexes, nor theirs about it."""
    for each in policy.content:
        if isinstance(each, Phase) and each.whole and same_part(each.place, place):
            days = each.periods[-1].end.days
            if days:
                return Deadline(f"“{each.name}”的期间", days[0], days[-1])
    return None


def target_progress(
    policy: Policy,
    indicator: Indicator,
    reported: Reported,
    as_of: date,
    readings: Choices,
    divisions: Mapping[str, Division],
) -> Iterable[TargetProgress]:
    """One answer for each figure reported; one, unknown, for none."""
    ends = end_of_time(policy, indicator.place)
    who = indicator.answerable or answerable_for(policy, indicator.place, divisions)
    figures = [
        each
        for each in reported.figures.get(indicator.name, ())
        if not indicator.whose
        or not each.whose
        or policy.body(each.whose) in policy.bodies_behind(indicator.whose)
    ]
    if not figures:
        due = indicator.deadline if indicator.deadline and indicator.deadline.fixed else ends
        state, why = State.UNKNOWN, "没有上报这个数"
        if due is not None and due.last is not None and as_of <= due.last:
            state, why = State.NOT_DUE, f"没有上报这个数；{_named(indicator, due)}未满"
        yield TargetProgress(indicator, state, why, None, who)
    for figure in figures:
        state, why = _target(policy, indicator, figure, as_of, readings, ends)
        yield TargetProgress(indicator, state, why, figure, who)


def answerable_for(
    policy: Policy, place: Place, divisions: Mapping[str, Division]
) -> tuple[str, ...]:
    """Who leads and who is responsible at a clause, each under the name it has first."""
    here = divisions.get(unit_of(place.citation))
    names = () if here is None else (*here.lead, *here.responsible)
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(policy.body(name), name)
    return tuple(first.values())


def _target(
    policy: Policy,
    indicator: Indicator,
    figure: Figure,
    as_of: date,
    readings: Choices,
    ends: Deadline | None,
) -> tuple[State, str]:
    met, why = _met(policy, indicator, figure, readings)
    if met is None:
        return State.UNKNOWN, why
    if met:
        return State.MET, why
    if isinstance(indicator.target, Aim) and indicator.target.never:
        return State.MISSED, "已经发生，期限之前也补不回来"
    due = indicator.deadline
    if due is not None and not due.fixed:
        return State.UNKNOWN, f"目前没有达到；期限“{due.text}”推算不出是哪一天"
    basis = "" if due is not None else "（原文没有另写期限）"
    due = due or ends
    if due is None:
        return State.UNKNOWN, "目前没有达到；原文没有写到什么时候达到"
    assert due.last is not None
    if as_of <= due.last:
        return State.NOT_DUE, f"目前没有达到；{_named(indicator, due)}未满{basis}"
    return State.MISSED, f"{_named(indicator, due)}已满{basis}"


def _named(indicator: Indicator, due: Deadline) -> str:
    """A deadline of the target's own, or the time of the whole plan, in words."""
    return f"期限“{due.text}”" if due is indicator.deadline else due.text


def _met(
    policy: Policy, indicator: Indicator, figure: Figure, readings: Choices
) -> tuple[Truth, str]:
    """Whether a figure meets the target, and why that is not known."""
    match indicator.target:
        case Aim() as aim:
            return _under_readings(policy, aim.condition, aim.readings, figure.value, readings)
        case Move() as move:
            if not indicator.base and move.pace.value != "逐年":
                return None, "原文没有写基期，不知道与什么时候的数比"
            if figure.base is None:
                since = indicator.base or "上一年"
                return None, f"没有上报基期（{since}）的数，不知道变了多少"
            return _moved(policy, move, figure, readings)


def _moved(policy: Policy, move: Move, figure: Figure, readings: Choices) -> tuple[Truth, str]:
    assert figure.base is not None
    change = Fraction(figure.value) - Fraction(figure.base)
    change = change if move.rises else -change
    if move.amount is None:
        return change > 0, ""
    if move.amount.unit == "%":
        if figure.base == 0:
            return None, "基期的数是零，算不出变了百分之几"
        change /= abs(Fraction(figure.base))
    return _under_readings(policy, move.amount.condition, move.amount.readings, change, readings)


def _under_readings(
    policy: Policy, condition: Condition, names: Iterable[str], value: Number, fixed: Choices
) -> tuple[Truth, str]:
    """The answer that all readings agree on; unknown, with the readings, where they do not."""
    answers = {}
    for choices in all_choices(policy, names):
        if all(choices[name] == fixed.get(name, choices[name]) for name in choices):
            answers[tuple(choices.items())] = meets(condition, value, choices)
    if len(set(answers.values())) == 1:
        return next(iter(answers.values())), ""
    told = "；".join(
        "、".join(f"读法「{n}」取{c}" for n, c in chosen) + ("时达到" if met else "时没有达到")
        for chosen, met in answers.items()
    )
    return None, told
