"""Names and conditions as written."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import frozen

from policyc.source.span import Span


@frozen
class Name:
    """A name, number or text as written, without its 「」."""

    text: str
    span: Span


class Comparator(Enum):
    """Comparison words, synonyms folded."""

    EQUALS = "为"
    DIFFERS = "不为"
    EXACTLY = "恰为"
    REACHES = "不少于"
    EXCEEDS = "超过"
    BELOW = "少于"
    AT_MOST = "不超过"


@frozen
class Mark:
    """〔依「…」〕: the reading that governs a phrase."""

    reading: Name


@frozen
class Bounded:
    """10000株及以上: a quantity with a boundary word, and （含）/（不含） where written."""

    quantity: Name
    word: Name
    inclusive: bool | None
    span: Span


@frozen
class Range:
    """5000株（含）至10000株, with （含）/（不含） where written."""

    low: Name
    low_inclusive: bool | None
    high: Name
    high_inclusive: bool | None
    span: Span


ComparedValue: TypeAlias = Name | Bounded | Range


@frozen
class Bare:
    """A name alone: a boolean fact or a boolean outcome."""

    name: Name
    span: Span


@frozen
class Comparison:
    name: Name
    comparator: Comparator
    values: tuple[ComparedValue, ...]
    mark: Mark | None
    span: Span


@frozen
class Negation:
    part: Expr
    span: Span


@frozen
class And:
    """且, or (``wide``) ，."""

    parts: tuple[Expr, ...]
    span: Span
    wide: bool = False


@frozen
class Or:
    parts: tuple[Expr, ...]
    span: Span


@frozen
class Apposition:
    """并列（…、…）: a list whose joining the text leaves open."""

    parts: tuple[Expr, ...]
    mark: Mark | None
    span: Span


@frozen
class Met:
    """符合 第十条第二款: the conditions that another clause lists."""

    citation: Name
    span: Span


@frozen
class ReadingIs:
    """读法「…」取 …: true under one choice of a reading."""

    reading: Name
    choice: Name
    span: Span


Expr: TypeAlias = Bare | Comparison | Negation | And | Or | Apposition | Met | ReadingIs
