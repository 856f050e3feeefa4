"""From the text of a policy file to syntax nodes, or to clear diagnostics."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from lark import Token, Tree
from lark.exceptions import UnexpectedToken

from policyc.diagnostics import Code, Diagnostic
from policyc.source.span import Span
from policyc.source.text import SourceText
from policyc.surface import nodes as n
from policyc.surface.automaton import END
from policyc.surface.build import NodeBuilder
from policyc.surface.grammar import parser
from policyc.surface.mistakes.wording import MODALS, SYNONYMS
from policyc.surface.recover import mistakes, nested_too_deeply
from policyc.surface.scan import Word, scan


@frozen
class Parsed:
    """A parsed file, or ``None`` with the diagnostics that say why."""

    file: n.PolicyFile | None
    diagnostics: tuple[Diagnostic, ...]


def parse(source: SourceText) -> Parsed:
    """Parse one policy file. Never raises on any text."""
    words = scan(source.text)
    tree = _tree(words)
    if tree is None:
        return Parsed(None, tuple(mistakes(source, words)))
    builder = NodeBuilder(source.name)
    elements = builder.build(tree)
    if builder.too_deep is not None:
        return Parsed(None, (nested_too_deeply(builder.too_deep),))
    return _assemble(source.name, elements)


def _tree(words: list[Word]) -> Tree[Token] | None:
    """The tree that lark makes of the words of a file, or ``None`` where they do not fit."""
    state = parser().parse_interactive("").parser_state
    try:
        for word in words:
            start, end = word.start, word.end
            state.feed_token(Token(word.kind, word.text, start, 0, 0, 0, 0, end))
        tree = state.feed_token(Token(END, "", 0, 0, 0, 0, 0, 0), is_end=True)
    except UnexpectedToken:
        return None
    assert isinstance(tree, Tree)
    return tree


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
                self._check_actor(element)
                self.placed.append(
                    n.Placed(self.heading, self.paragraph, self.item, self.sentence, element)
                )

    def _check_actor(self, element: Any) -> None:
        """应该 将 …, 甲的 应当 …: what reads as the name of who decides, and is none."""
        actor = getattr(getattr(element, "consequence", None), "actor", None)
        if not isinstance(actor, n.Name):
            return
        if SYNONYMS.get(actor.text) in MODALS:
            message, help = f"这里不能用“{actor.text}”", f"改为“{SYNONYMS[actor.text]}”。"
            self.diagnostics.append(Diagnostic(Code.E101, message, actor.span, help))
        elif actor.text.endswith("的"):
            after = Span(self.file, actor.span.end, actor.span.end)
            help = f"写成：{actor.text}，应当 ……"
            self.diagnostics.append(Diagnostic(Code.E101, "“的”后面缺少“，”", after, help))

    def _unit(self, name: n.Name) -> None:
        if self.heading is None:
            self.diagnostics.append(
                Diagnostic(
                    Code.E107,
                    f"“{name.text}”前面没有条的标题",
                    name.span,
                    "先另起一行，顶格写“第几条”。",
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
        repeated = self.cases[-1].add(key, value)
        if repeated is not None:
            what, span = repeated
            self.diagnostics.append(
                Diagnostic(Code.E602, f"一个用例里“{what}”写了两次", span, "只留一处。")
            )


class _CaseParts:
    """The lines of one 用例, as they come."""

    def __init__(self, name: n.Name) -> None:
        self.name = name
        self.given: list[n.Given] = []
        self.rest: bool | None = None
        self.as_of: n.Name | None = None
        self.readings: list[tuple[n.Name, n.Name]] = []
        self.expectations: list[n.Expectation] = []

    def add(self, key: str, value: Any) -> tuple[str, Span] | None:
        """Take one line; what may stand once and stood before is given back with its place."""
        repeated: tuple[str, Span] | None = None
        match key:
            case "given":
                for item in value:
                    if isinstance(item, n.Given):
                        self.given.append(item)
                        continue
                    rest, span = item
                    repeated = repeated if self.rest is None else ("其余", span)
                    self.rest = rest
            case "as_of":
                repeated = None if self.as_of is None else ("截至", value.span)
                self.as_of = value
            case "readings":
                known = {reading.text for reading, _ in self.readings}
                for reading, choice in value:
                    if reading.text in known:
                        repeated = (f"读法「{reading.text}」", reading.span)
                    known.add(reading.text)
                    self.readings.append((reading, choice))
            case _:
                self.expectations.append(value)
        return repeated

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
