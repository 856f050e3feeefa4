"""Statements as written, and where they stand."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import frozen

from policyc.source.span import Span
from policyc.surface.nodes.conditions import Expr, Mark, Name
from policyc.surface.nodes.declarations import Attribute, CitationRange


class ModalWord(Enum):
    """规范词, synonyms folded; ``NONE`` where the text just states the result."""

    SHALL = "应当"
    MAY = "可以"
    MUST_NOT = "不得"
    IN_PRINCIPLE_NOT = "原则上不得"
    NONE = ""


@frozen
class Consequence:
    """Who shall or may decide what; ``direct`` is set for 直接, with its mark if any."""

    actor: Name | None
    subject: Name | None
    modal: ModalWord
    discretion: bool
    direct: bool
    direct_mark: Mark | None
    outcome: Name
    values: tuple[Name, ...]
    span: Span


@frozen
class Premise:
    """前提: a condition on all norms of the 条 or 款 it opens."""

    condition: Expr
    span: Span


@frozen
class Rule:
    exclusion: Expr | None
    when: Expr | None
    consequence: Consequence
    exception: Expr | None
    criterion: Name | None
    span: Span


@frozen
class Item:
    """A 项 with its clauses; any one of them suffices."""

    label: Name
    clauses: tuple[Expr, ...]
    span: Span


@frozen
class ListedRule:
    """具有下列情形之一的 (``any_of``) or 同时具备下列条件的, with the 项 listed."""

    exclusion: Expr | None
    lead: Expr | None
    any_of: bool
    consequence: Consequence
    exception: Expr | None
    criterion: Name | None
    items: tuple[Item, ...]
    span: Span


@frozen
class Table:
    """按 X 将 Y 定为：a value of Y for each value of X; 对 … says whose Y."""

    key: Name
    subject: Name | None
    outcome: Name
    rows: tuple[tuple[Name, Name], ...]
    span: Span


@frozen
class Trigger:
    """… 应有 Y: when the document owes a result."""

    condition: Expr
    outcome: Name
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class Precedence:
    """第九条 优先于 第六条."""

    winner: Name
    losers: tuple[CitationRange, ...]
    attributes: tuple[Attribute, ...]
    span: Span


Statement: TypeAlias = Premise | Rule | ListedRule | Table | Trigger | Precedence
