"""From the text of a policy file to syntax nodes, or to one clear diagnostic."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from attrs import frozen
from lark import Lark
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from policyc import __version__
from policyc.diagnostics import Code, Diagnostic
from policyc.resources import grammar_dir
from policyc.source.span import Span
from policyc.source.text import SourceText
from policyc.surface import nodes as n
from policyc.surface.build import NodeBuilder
from policyc.surface.syntax_errors import explain

GRAMMAR_FILES = ("policy.lark", "keywords.lark", "literals.lark")


@frozen
class Parsed:
    """A parsed file, or ``None`` with the diagnostics that say why."""

    file: n.PolicyFile | None
    diagnostics: tuple[Diagnostic, ...]


def grammar_text() -> str:
    """The whole grammar: rules, keywords and literals, one after the other."""
    return "\n".join((grammar_dir() / name).read_text(encoding="utf-8") for name in GRAMMAR_FILES)


@cache
def parser() -> Lark:
    """The parser, built once a process; its tables are kept in the user's cache folder.

    The basic lexer keeps keywords out of names; the contextual one would let them pass.
    Building the tables takes longer than most commands, reading them back does not; lark
    keys them by grammar, version and options, and builds anew where the cache cannot be used.
    """
    return Lark(
        grammar_text(),
        parser="lalr",
        lexer="basic",
        propagate_positions=True,
        cache=cache_file() or False,
    )


def cache_file() -> str | None:
    """Where the parser's tables are kept: a folder of the user's own, or nowhere.

    Never a shared temporary folder: the tables are pickled, and another user could put theirs.
    """
    root = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(root, "policyc")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    return os.path.join(folder, f"parser-{__version__}.tables")


def parse(source: SourceText) -> Parsed:
    """Parse one policy file. Never raises on any text."""
    try:
        tree = parser().parse(source.text)
    except (UnexpectedToken, UnexpectedCharacters) as error:
        return Parsed(None, (explain(error, source),))
    except UnexpectedInput as error:  # pragma: no cover - the two kinds above are all there are
        place = Span(source.name, error.pos_in_stream or 0, error.pos_in_stream or 0)
        return Parsed(None, (Diagnostic(Code.E101, "语法错误", place),))
    except RecursionError:
        place = Span(source.name, 0, 0)
        return Parsed(
            None,
            (Diagnostic(Code.E101, "括号或条件嵌套过深", place, help="把条件拆成几项来写。"),),
        )
    return _assemble(source.name, NodeBuilder(source.name).transform(tree).children)


class _Assembler:
    """Gives every statement its headings and every case line its case."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.kind = n.FileKind.FRAGMENT
        self.title: n.Name | None = None
        self.fields: tuple[n.Field, ...] = ()
        self.placed: list[n.Placed] = []
        self.cases: list[_CaseParts] = []
        self.diagnostics: list[Diagnostic] = []
        self.heading: n.Name | None = None
        self.paragraph: n.Name | None = None
        self.item: n.Name | None = None
        self.sentence: n.Name | None = None

    def add(self, element: Any) -> None:
        match element:
            case ("head", (kind, title, fields)):
                self.kind, self.title, self.fields = kind, title, fields
            case ("heading", name):
                self.heading = name
                self.paragraph = self.item = self.sentence = None
            case ("unit", name):
                self._unit(name)
            case ("case", name):
                self.cases.append(_CaseParts(name))
            case (str(key), value):
                self._case_line(key, value)
            case _:
                self.placed.append(
                    n.Placed(self.heading, self.paragraph, self.item, self.sentence, element)
                )

    def _unit(self, name: n.Name) -> None:
        if self.heading is None:
            self.diagnostics.append(
                Diagnostic(
                    Code.E101, f"“{name.text}”之前没有条的标题", name.span, "先写“第几条”，顶格。"
                )
            )
        elif name.text.endswith("款"):
            self.paragraph, self.item, self.sentence = name, None, None
        elif name.text.endswith("项"):
            self.item, self.sentence = name, None
        else:
            self.sentence = name

    def _case_line(self, key: str, value: Any) -> None:
        if not self.cases:
            span = _first_span(value) or Span(self.file, 0, 0)
            self.diagnostics.append(
                Diagnostic(Code.E602, "这一行不在任何用例之中", span, "先写一行：用例「名称」")
            )
            return
        self.cases[-1].add(key, value)


class _CaseParts:
    """The lines of one 用例, as they come."""

    def __init__(self, name: n.Name) -> None:
        self.name = name
        self.given: list[n.Given] = []
        self.rest: bool | None = None
        self.as_of: n.Name | None = None
        self.readings: list[tuple[n.Name, n.Name]] = []
        self.expectations: list[n.Expectation] = []

    def add(self, key: str, value: Any) -> None:
        match key:
            case "given":
                self.given += [item for item in value if isinstance(item, n.Given)]
                for item in value:
                    if isinstance(item, bool):
                        self.rest = item
            case "as_of":
                self.as_of = value
            case "readings":
                self.readings += value
            case _:
                self.expectations.append(value)

    def done(self) -> n.TestCase:
        span = self.name.span
        for part in [g.span for g in self.given] + [e.span for e in self.expectations]:
            span = span.cover(part)
        return n.TestCase(
            self.name,
            tuple(self.given),
            self.rest,
            self.as_of,
            tuple(self.readings),
            tuple(self.expectations),
            span,
        )


def _first_span(value: Any) -> Span | None:
    if isinstance(value, (list, tuple)):
        return next((found for item in value if (found := _first_span(item))), None)
    span = getattr(value, "span", None)
    return span if isinstance(span, Span) else None


def _assemble(file: str, elements: list[Any]) -> Parsed:
    assembler = _Assembler(file)
    for element in elements:
        assembler.add(element)
    result = n.PolicyFile(
        assembler.kind,
        assembler.title,
        assembler.fields,
        tuple(assembler.placed),
        tuple(parts.done() for parts in assembler.cases),
        file,
    )
    return Parsed(result, tuple(assembler.diagnostics))
