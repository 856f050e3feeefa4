"""流程 and 变更, as written: a region's life under a document, and what decisions do to it."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from policyc.source.span import Span
from policyc.surface.nodes.conditions import Name
from policyc.surface.nodes.declarations import Basis


@frozen
class LifecyclePart:
    """One of 状态, 期限, 届满, 起算, 初始, 终止, 依据. ``values`` is empty for 未写明."""

    kind: str
    values: tuple[Name, ...]
    basis: Basis | None
    span: Span


@frozen
class Lifecycle:
    """流程: the outcome whose values are the states, and what its terms rest on."""

    name: Name
    parts: tuple[LifecyclePart, ...]
    span: Span


class ChangeWord(Enum):
    """What a decision does to the state."""

    TURN = "转为"
    RAISE = "升到"
    LOWER = "降到"
    PROLONG = "续期"
    STAY = "不变"


@frozen
class Change:
    """变更: what each of some values of an outcome does to the state.

    ``target`` is the state, or the length of a 续期; ``step`` stands for 上一级 and 下一级. Neither
    means that the text does not say. ``times`` bounds how often, ``None`` with ``unlimited`` false
    where the text does not say; ``restarts`` where it says that the term runs anew.
    """

    outcome: Name
    values: tuple[Name, ...]
    word: ChangeWord
    target: Name | None
    step: bool
    times: Name | None
    unlimited: bool
    restarts: bool
    span: Span
