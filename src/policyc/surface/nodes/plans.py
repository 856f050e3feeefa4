"""期间, 阶段, 指标 and 分工 as written: what a plan sets for when, how much and by whom."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import frozen

from policyc.source.span import Span
from policyc.surface.nodes.conditions import Comparator, ComparedValue, Mark, Name
from policyc.surface.nodes.declarations import Attribute


@frozen
class Point:
    """A day, 旬, month or year as written; ``text`` is ``None`` for 未写明. ``quoted`` where the
    words are the text's own, kept as they stand (a damaged date)."""

    text: Name | None
    quoted: bool
    mark: Mark | None
    span: Span


@frozen
class Period:
    """2018年5月5日 至 2018年5月29日, or (``end`` is ``None``) one day, 旬, month or year."""

    start: Point
    end: Point | None
    span: Span


@frozen
class Phase:
    """阶段, or (``whole``) 期间: the time that a plan takes, or one of its phases."""

    whole: bool
    name: Name
    periods: tuple[Period, ...]
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class Aim:
    """达到 100%, 超过 95%以上: what a figure shall be. ``word`` is the comparison as written."""

    word: Name
    comparator: Comparator
    values: tuple[ComparedValue, ...]
    mark: Mark | None
    span: Span


class Pace(Enum):
    """How a figure shall move on."""

    ONCE = ""
    YEARLY = "逐年"
    STEADY = "持续"


@frozen
class Move:
    """下降 10%以上, 逐年 上升: how a figure shall change. ``word`` is the direction as written."""

    word: Name
    rises: bool
    pace: Pace
    values: tuple[ComparedValue, ...]
    mark: Mark | None
    span: Span


@frozen
class Never:
    """零发生."""

    span: Span


Target: TypeAlias = Aim | Move | Never


@frozen
class Indicator:
    """指标: an indicator, what it shall reach, and what it is measured by."""

    name: Name
    target: Target
    attributes: tuple[Attribute, ...]
    span: Span


class ShareWord(Enum):
    """Who takes which part in a task."""

    LEAD = "牵头"
    RESPONSIBLE = "责任"
    ASSIST = "配合"


@frozen
class Share:
    """牵头 甲、乙."""

    word: ShareWord
    bodies: tuple[Name, ...]
    span: Span


@frozen
class Division:
    """分工: who leads, who is responsible, who assists; of a named task, or of its whole clause."""

    task: Name | None
    shares: tuple[Share, ...]
    attributes: tuple[Attribute, ...]
    span: Span


Planned: TypeAlias = Phase | Indicator | Division
