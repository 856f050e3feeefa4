"""Test cases and whole files as written."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from policyc.source.span import Span
from policyc.surface.nodes.conditions import Name
from policyc.surface.nodes.declarations import CitationRange, Declaration
from policyc.surface.nodes.duties import Sentence
from policyc.surface.nodes.statements import Statement


@frozen
class Placed:
    """A statement or declaration with the headings it stands under."""

    heading: Name | None
    paragraph: Name | None
    item: Name | None
    sentence: Name | None
    node: Statement | Sentence | Declaration


@frozen
class Given:
    """One fact of a case; ``value`` is ``None`` for 未知."""

    name: Name
    value: Name | bool | None
    span: Span


@frozen
class Result:
    """An expected result: a kind word, or a value (kind 定)."""

    kind: str
    values: tuple[Name, ...]
    span: Span


@frozen
class Expectation:
    """An expected result; ``subject`` for an outcome that is decided for several kinds."""

    outcome: Name
    result: Result
    clauses: tuple[CitationRange, ...]
    missing: tuple[Name, ...]
    by_reading: tuple[tuple[Name, Name, Result], ...]
    span: Span
    subject: Name | None = None


@frozen
class TestCase:
    """用例: facts and the expected results."""

    name: Name
    given: tuple[Given, ...]
    rest_harmless: bool | None
    as_of: Name | None
    readings: tuple[tuple[Name, Name], ...]
    expectations: tuple[Expectation, ...]
    span: Span


class FileKind(Enum):
    DOCUMENT = "文件"
    VOCABULARY = "词汇"
    FRAGMENT = "片段"


@frozen
class Field:
    """One line of a head: 文号：…; ``value`` without the closing 。."""

    key: str
    value: Name
    span: Span


@frozen
class PolicyFile:
    """A whole file; a fragment has no head (a file of test cases)."""

    kind: FileKind
    title: Name | None
    fields: tuple[Field, ...]
    placed: tuple[Placed, ...]
    cases: tuple[TestCase, ...]
    file: str
