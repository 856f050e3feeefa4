"""Declarations as written: levels, facts, outcomes, readings, axioms."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import frozen

from policyc.source.span import Span
from policyc.surface.nodes.conditions import Expr, Name


@frozen
class CitationRange:
    """第六条, or 第六条至第八条."""

    first: Name
    last: Name | None


@frozen
class Basis:
    """依据/理由: citations of the document, or a reason in words."""

    citations: tuple[CitationRange, ...]
    text: str
    span: Span


@frozen
class Attribute:
    """One attribute of a declaration; ``values`` holds its words, if it has any."""

    kind: str
    values: tuple[Name, ...]
    span: Span
    basis: Basis | None = None


class TypeWord(Enum):
    BOOL = "布尔"
    INT = "整数"
    REAL = "小数"
    PERCENT = "百分比"
    DATE = "日期"
    LEVEL = "级别"
    OPTIONS = "选项"


@frozen
class TypeExpr:
    word: TypeWord
    names: tuple[Name, ...]
    span: Span


@frozen
class LevelDecl:
    """级别: an ordered scale."""

    name: Name
    alias: Name | None
    steps: tuple[Name, ...]
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class DegreeDecl:
    """程度: an ordered scale and the fact that is graded on it."""

    name: Name
    alias: Name | None
    steps: tuple[Name, ...]
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class FactDecl:
    """事实."""

    name: Name
    alias: Name | None
    type: TypeExpr
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class FindingDecl:
    """认定: an open-textured boolean, with who determines it."""

    name: Name
    alias: Name | None
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class OutcomeDecl:
    """结论."""

    name: Name
    alias: Name | None
    type: TypeExpr
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class ReadingDecl:
    """读法; each choice may name, in brackets, what it does."""

    name: Name
    about: Name | None
    choices: tuple[tuple[Name, Name | None], ...]
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class AxiomDecl:
    """常理「…」：… 则 …."""

    name: Name
    premise: Expr
    conclusion: Expr
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class BoundaryDecl:
    """边界词: which boundary words include their number, for the text it stands in.

    ``whole``: it stands under the clause that says so and holds for the whole text (全文).
    """

    rules: tuple[tuple[Name, bool], ...]
    whole: bool
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class UndefinedDecl:
    """原文未定义: a term that the source uses and never defines."""

    name: Name
    citations: tuple[CitationRange, ...]
    span: Span


@frozen
class BodyDecl:
    """机关: a body and the other names that the text has for it."""

    name: Name
    alias: Name | None
    others: tuple[Name, ...]
    attributes: tuple[Attribute, ...]
    span: Span


@frozen
class AcceptanceDetail:
    """理由, 指纹 or 关于 of an acceptance."""

    kind: str
    value: Name
    span: Span


@frozen
class Acceptance:
    """接受: a finding that the drafter lets stand, by code and place; ``remarks`` say why."""

    code: Name
    citations: tuple[CitationRange, ...]
    remarks: tuple[AcceptanceDetail, ...]
    span: Span


Declaration: TypeAlias = (
    LevelDecl
    | DegreeDecl
    | FactDecl
    | FindingDecl
    | OutcomeDecl
    | ReadingDecl
    | AxiomDecl
    | BoundaryDecl
    | UndefinedDecl
    | Acceptance
    | BodyDecl
)
