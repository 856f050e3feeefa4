"""From the norms in force to a result, as ``core.effects`` says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from policyc.targets.python.runtime.results import Kind, Modality, Truth, Value

# ------------------------------------------------------------------ 8< ------------------------
_STATUS_QUO = "维持现状"


class _Effect(NamedTuple):
    """生效的规范做什么；floor：只作为下限。"""

    modality: Modality
    values: tuple[Value, ...]
    floor: bool = False


class _Conclusion(NamedTuple):
    kind: Kind
    values: tuple[Value, ...] = ()
    permitted: tuple[Value, ...] = ()

    def agrees(self, other: _Conclusion) -> bool:
        if self.kind == other.kind == "冲突":
            return True
        return (
            self.kind == other.kind
            and set(self.values) == set(other.values)
            and set(self.permitted) == set(other.permitted)
        )


class _Overlap(NamedTuple):
    """一个结论的竞合，和各级从轻到重的次序（没有级别的按大小）。"""

    rule: str
    steps: tuple[str, ...] = ()

    def rank(self, value: Value) -> Any:
        return self.steps.index(str(value)) if self.steps else value

    def highest(self, values: Iterable[Value]) -> Value:
        return max(values, key=self.rank)

    def lowest(self, values: Iterable[Value]) -> Value:
        return min(values, key=self.rank)


def _conclude(overlap: _Overlap, effects: Iterable[_Effect], triggered: bool) -> _Conclusion:
    """全部生效与否都已知时的结果。"""
    effects = list(effects)
    duties = _duties(overlap, effects)
    choices = [e.values for e in effects if e.modality == "应当视情"]
    allowed = _union(e.values for e in effects if e.modality == "可以")
    forbidden = _union(e.values for e in effects if e.modality in ("不得", "原则上不得"))
    if allowed:
        allowed = _union([tuple(allowed), (_STATUS_QUO,)])
    if duties:
        return _obliged(overlap, duties, choices, allowed, forbidden)
    if choices:
        offered = _union(choices)
        common = [v for v in offered if all(v in choice for choice in choices)]
        left = [v for v in common if not allowed or v in allowed]
        rivals = [v for v in allowed if v not in offered and v != _STATUS_QUO]
        return _discretion(left, forbidden, [*offered, *rivals])
    if allowed:
        return _discretion(allowed, forbidden, allowed)
    return _Conclusion("空白" if triggered else "不适用")


def _union(groups: Iterable[tuple[Value, ...]]) -> list[Value]:
    return list(dict.fromkeys(value for group in groups for value in group))


def _duties(overlap: _Overlap, effects: Iterable[_Effect]) -> list[Value]:
    """应当的结果；有下限的，各自提到最高的下限。"""
    plain = [e for e in effects if e.modality == "应当"]
    floors = _union(e.values for e in plain if e.floor)
    own = _union(e.values for e in plain if not e.floor)
    if not floors:
        return own
    floor = overlap.highest(floors)
    return list(dict.fromkeys(overlap.highest([value, floor]) for value in own or [floor]))


def _obliged(
    overlap: _Overlap,
    duties: list[Value],
    choices: list[tuple[Value, ...]],
    allowed: list[Value],
    forbidden: list[Value],
) -> _Conclusion:
    if overlap.rule == "就高":
        duties = [overlap.highest(duties)]
    elif overlap.rule == "就低":
        duties = [overlap.lowest(duties)]
    elif overlap.rule != "累加" and len(duties) > 1:
        return _Conclusion("冲突", tuple(duties))
    lawful = [
        value
        for value in duties
        if value not in forbidden
        and (not allowed or value in allowed)
        and all(value in choice for choice in choices)
    ]
    return _Conclusion("定" if lawful == duties else "冲突", tuple(duties))


def _discretion(options: list[Value], forbidden: list[Value], offered: list[Value]) -> _Conclusion:
    left = [value for value in options if value not in forbidden]
    if not left:
        return _Conclusion("冲突", tuple(offered))
    return _Conclusion("裁量", permitted=tuple(left))


def _conclude_partial(
    overlap: _Overlap, in_force: list[_Effect], undecided: list[_Effect], trigger: Truth
) -> _Conclusion:
    """有的规范生效与否未知：不论补上什么都一样的结果，否则未知。"""
    certain = list(dict.fromkeys(in_force))
    free = [effect for effect in dict.fromkeys(undecided) if effect not in certain]
    first = _conclude(overlap, certain, trigger is True)
    agreed = trigger is not None or first.kind not in ("空白", "不适用")
    if agreed and all(
        _conclude(overlap, [*certain, *extra], trigger is True).agrees(first)
        for extra in _completions(first, certain, free)
    ):
        return first
    if overlap.rule == "累加":
        part = _duties(overlap, certain)
        for effect in free:
            part = [value for value in part if value in _duties(overlap, [*certain, effect])]
        return _Conclusion("未知", tuple(part))
    return _Conclusion("未知")


def _completions(
    first: _Conclusion, certain: list[_Effect], free: list[_Effect]
) -> Iterator[tuple[_Effect, ...]]:
    """足以看出结果会不会变的几种补法：不是冲突的逐一添加；是冲突的，添上至多两项应当。"""
    if first.kind != "冲突":
        yield from ((effect,) for effect in free)
        return
    permissions: tuple[_Effect, ...] = ()
    if any(effect.modality == "可以" for effect in certain):
        permissions = tuple(effect for effect in free if effect.modality == "可以")
    duties = [effect for effect in free if effect.modality == "应当"]
    for size in range(3):
        for added in combinations(duties, size):
            yield (*permissions, *added)
