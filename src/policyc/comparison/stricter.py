"""Who is stricter in a case, and by what order: only by one that the texts give."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from policyc.comparison.cases import Decision
from policyc.core.conditions import TRUE, outcomes_of
from policyc.core.norms import Outcome, Policy
from policyc.core.results import Kind
from policyc.core.types import BoolType, IntType, RealType, ScaleType

_NO_ORDER = "这几种结果，原文没有规定轻重"


def ranked(
    policies: Sequence[Policy],
    shorts: Sequence[str],
    names: Mapping[int, str],
    decisions: Sequence[Decision | None],
    deaf: Collection[int] = (),
) -> tuple[tuple[int, ...], str]:
    """Which texts are stricter in a case, by their numbers, and by what order; none, with the
    reason, where the texts give no order to go by. ``names`` are those of the outcome; who is
    ``deaf`` to all facts of the case is not ranked by it: it may say the same in other words."""
    every = {at: each for at, each in enumerate(decisions) if each is not None}
    said = {at: each for at, each in every.items() if at not in deaf}
    notes = _left_out(shorts, {at: each for at, each in every.items() if at in deaf})
    if len(said) < 2:
        return (), "；".join(notes)
    if len({(each.kind, frozenset(each.values)) for each in said.values()}) == 1:
        return (), "；".join(["其余各份相同" if notes else "各份相同", *notes])
    top, basis = _ranked(policies, shorts, names, said)
    return top, "；".join([basis, *notes])


def _left_out(shorts: Sequence[str], deaf: Mapping[int, Decision]) -> list[str]:
    """Why some texts are not ranked."""
    unlike = "、".join(shorts[at] for at, each in deaf.items() if each.unlike)
    silent = "、".join(shorts[at] for at, each in deaf.items() if not each.unlike)
    told = (
        f"{silent}没有问同样的事实" if silent else "",
        f"{unlike}的档次对不上" if unlike else "",
    )
    return [each for each in told if each]


def _ranked(
    policies: Sequence[Policy],
    shorts: Sequence[str],
    names: Mapping[int, str],
    said: Mapping[int, Decision],
) -> tuple[tuple[int, ...], str]:
    outcomes = {at: policies[at].outcome(names[at]) for at in said}
    kinds = [outcome.type for outcome in outcomes.values()]
    if all(isinstance(kind, ScaleType) for kind in kinds):
        return _by_steps(shorts, outcomes, said)
    if all(isinstance(kind, (IntType, RealType)) for kind in kinds):
        unit = next(kind.unit for kind in kinds if isinstance(kind, (IntType, RealType)))
        return (), _by_number(shorts, said, unit)
    if all(isinstance(kind, BoolType) for kind in kinds):
        burdens = {at: _burden(policies[at], outcomes[at]) for at in said}
        return _by_burden(shorts, said, burdens)
    return (), _NO_ORDER


def _by_steps(
    shorts: Sequence[str],
    outcomes: Mapping[int, Outcome],
    said: Mapping[int, Decision],
) -> tuple[tuple[int, ...], str]:
    """By the steps of the scale that most of the texts share."""
    scales: dict[tuple[str, ...], list[int]] = {}
    for at, outcome in outcomes.items():
        assert isinstance(outcome.type, ScaleType)
        scales.setdefault(outcome.type.scale.steps, []).append(at)
    steps, sharing = max(scales.items(), key=lambda each: len(each[1]))
    apart = [shorts[at] for at in said if at not in sharing]
    notes = [f"{'、'.join(apart)}的级别不同，原文没有写明怎样对应"] if apart else []
    if len(sharing) < 2:
        return (), "各份的级别不同，原文没有写明怎样对应"
    weights: dict[int, int] = {}
    for at in sharing:
        decision, none = said[at], outcomes[at].none_value
        if decision.kind is Kind.DECIDED:
            weights[at] = steps.index(str(decision.values[0]))
        elif decision.kind is Kind.NOT_APPLICABLE and none is not None:
            weights[at] = steps.index(str(none))
            notes.append(f"{shorts[at]}不适用，即“{none}”")
        else:
            notes.append(f"{shorts[at]}{_REASONS[decision.kind]}")
    if len(set(weights.values())) < 2:
        return (), "；".join(notes)
    most = max(weights.values())
    top = tuple(at for at, weight in weights.items() if weight == most)
    return top, "；".join([f"依共用的级别次序 {' < '.join(steps)}", *notes])


_REASONS = {
    Kind.GAP: "应有结论而没有条款给出",
    Kind.CONFLICT: "自己的条款互相冲突",
    Kind.DISCRETION: "可以裁量，结果不定",
    Kind.UNKNOWN: "定不下来",
    Kind.DIVERGENT: "的结果随读法不同",
    Kind.NOT_APPLICABLE: "不适用",
}


def _by_number(shorts: Sequence[str], said: Mapping[int, Decision], unit: str) -> str:
    """Numbers are larger or smaller, terms longer or shorter; which is stricter no text says."""
    numbers = {
        at: Fraction(each.values[0])
        for at, each in said.items()
        if each.kind is Kind.DECIDED and isinstance(each.values[0], (int, Fraction))
    }
    if len(numbers) < 2:
        return "给出数值的不到两份"
    if len(set(numbers.values())) < 2:
        return "数值相同"
    most = max(numbers.values())
    longest = "、".join(shorts[at] for at, number in numbers.items() if number == most)
    return f"{longest}较{'长' if unit in _TIME else '大'}；原文没有说这样是宽是严"


_TIME = ("年", "月", "个月", "日", "天", "工作日", "周", "季度")


def _burden(policy: Policy, outcome: Outcome) -> str:
    """The clause by which a listed area must be put on a step, if there is one."""
    for other in policy.outcomes:
        owed = isinstance(other.type, ScaleType) and other.trigger is not None
        if owed and outcome.name in outcomes_of(other.trigger or TRUE):
            return other.trigger_citation
    return ""


def _by_burden(
    shorts: Sequence[str],
    said: Mapping[int, Decision],
    burdens: Mapping[int, str],
) -> tuple[tuple[int, ...], str]:
    """To be listed is graver than not to be, where a listed area must be put on a step."""
    burdened = {at: each for at, each in said.items() if burdens[at]}
    listed = [at for at, each in burdened.items() if each.kind is Kind.DECIDED and each.values[0]]
    free = [at for at, each in burdened.items() if each.kind is Kind.NOT_APPLICABLE]
    if not listed or not free:
        return (), _NO_ORDER
    why = "、".join(f"{shorts[at]}{burdens[at]}" for at in listed)
    return tuple(listed), f"列入以后就要定级整治（{why}），没有列入的不须"
