"""Duties, sanctions, roles and the other sentences of a text, as written."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import frozen

from policyc.source.span import Span
from policyc.surface.nodes.conditions import Expr, Name
from policyc.surface.nodes.declarations import Basis
from policyc.surface.nodes.lifecycles import Change, Lifecycle
from policyc.surface.nodes.plans import Division, Indicator, Phase
from policyc.surface.nodes.statements import ModalWord


@frozen
class Detail:
    """What follows a duty: to whom, how often, by when, with whose consent, under what rule."""

    kind: str
    values: tuple[Name, ...]
    basis: Basis | None
    span: Span


@frozen
class Duty:
    """职责, or (``procedure``) a step of 程序: who shall or may do what.

    ``bodies`` is empty for 主体未写明: the text does not say who.
    """

    procedure: bool
    when: Expr | None
    bodies: tuple[Name, ...]
    modal: ModalWord
    acts: tuple[Name, ...]
    details: tuple[Detail, ...]
    span: Span


@frozen
class Sanction:
    """追责: which measures on whom, decided by whom."""

    when: Expr | None
    deciders: tuple[Name, ...]
    targets: tuple[Name, ...]
    modal: ModalWord
    discretion: bool
    measures: tuple[Name, ...]
    details: tuple[Detail, ...]
    span: Span


@frozen
class Role:
    """角色: who holds a role of the text."""

    name: Name
    holders: tuple[Name, ...]
    details: tuple[Detail, ...]
    span: Span


@frozen
class Definition:
    """定义: a term and its meaning in the text's words."""

    name: Name
    meaning: Name
    details: tuple[Detail, ...]
    span: Span


@frozen
class Application:
    """适用: to whom a text also applies, as it stands (依照) or by analogy (参照)."""

    bodies: tuple[Name, ...]
    by_analogy: bool
    text: Name
    details: tuple[Detail, ...]
    span: Span


@frozen
class Delegation:
    """授权: who may or shall issue or explain something."""

    bodies: tuple[Name, ...]
    modal: ModalWord
    acts: tuple[Name, ...]
    details: tuple[Detail, ...]
    span: Span


@frozen
class Commencement:
    """施行日: a date, or the text's words for it."""

    when: Name
    span: Span


@frozen
class Repeal:
    """废止: a document that this one repeals."""

    document: Name
    span: Span


class MarkKind(Enum):
    """Why a unit has no executable effect here."""

    DECLARATORY = "宣示"
    DEFERRED = "暂缓"
    OPEN_TEXTURED = "开放"


@frozen
class UnitMark:
    """宣示/暂缓/开放 on a whole unit, with the reason where one is owed."""

    kind: MarkKind
    reason: Name | None
    span: Span


PlainSentence: TypeAlias = (
    Duty
    | Sanction
    | Role
    | Definition
    | Application
    | Delegation
    | Commencement
    | Repeal
    | UnitMark
    | Phase
    | Indicator
    | Division
)
Sentence: TypeAlias = PlainSentence | Lifecycle | Change
