"""From tree to nodes: headings, heads of files, test cases."""

from __future__ import annotations

import re
from typing import Any

from lark import Token
from lark.tree import Meta

from policyc.source.span import Span
from policyc.surface import nodes as n
from policyc.surface.build.base import BaseBuilder

_COMMENT = re.compile(r"(?:^|\s)//|(?<=。)//")
"""A comment after a field; // within a word belongs to it (https://…)."""


class FileBuilder(BaseBuilder):
    """Structure of a file; each element comes as a pair of a key and a node."""

    def heading(self, meta: Meta, children: list[Token]) -> tuple[str, n.Name]:
        return "heading", self._name(children[0])

    def unit_label(self, meta: Meta, children: list[Token]) -> tuple[str, n.Name]:
        return "unit", self._name(children[0])

    def _head(self, kind: n.FileKind, children: list[Token]) -> tuple[str, Any]:
        title, *fields = children
        return "head", (kind, self._name(title), tuple(self._field(f) for f in fields))

    def document_head(self, meta: Meta, children: list[Token]) -> tuple[str, Any]:
        return self._head(n.FileKind.DOCUMENT, children)

    def vocabulary_head(self, meta: Meta, children: list[Token]) -> tuple[str, Any]:
        return self._head(n.FileKind.VOCABULARY, children)

    def _field(self, token: Token) -> n.Field:
        assert token.start_pos is not None
        text = _COMMENT.split(str(token), maxsplit=1)[0]
        colon = min(i for i, char in enumerate(text) if char in "：:")
        value = text[colon + 1 :]
        start = token.start_pos + colon + 1 + len(value) - len(value.lstrip())
        value = value.strip().rstrip("。")
        name = n.Name(value, Span(self.file, start, start + len(value)))
        whole = Span(self.file, token.start_pos, start + len(value))
        return n.Field(text[:colon].strip(), name, whole)

    def case_head(self, meta: Meta, children: list[Token]) -> tuple[str, n.Name]:
        return "case", self._name(children[0])

    def given_true(self, meta: Meta, children: list[Any]) -> n.Given:
        return n.Given(children[0], True, self._span(meta))

    def given_false(self, meta: Meta, children: list[Any]) -> n.Given:
        return n.Given(children[-1], False, self._span(meta))

    def given_value(self, meta: Meta, children: list[Any]) -> n.Given:
        return n.Given(children[0], children[-1], self._span(meta))

    def given_unknown(self, meta: Meta, children: list[Any]) -> n.Given:
        return n.Given(children[0], None, self._span(meta))

    def given_rest(self, meta: Meta, children: list[Any]) -> tuple[bool, Span]:
        return children[0].data == "rest_harmless", self._span(meta)

    def case_given(self, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return "given", children

    def case_as_of(self, meta: Meta, children: list[Token]) -> tuple[str, Any]:
        return "as_of", self._name(children[0])

    def reading_choice(self, meta: Meta, children: list[Any]) -> tuple[n.Name, n.Name]:
        return self._name(children[0]), children[1]

    def case_readings(self, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return "readings", tuple(children)

    def result_value(self, meta: Meta, children: list[Any]) -> n.Result:
        values = tuple(child for child in children if isinstance(child, n.Name))
        return n.Result("定", values, self._span(meta))

    def result_kind(self, meta: Meta, children: list[Any]) -> n.Result:
        kind, *values = children
        names = tuple(value for value in values if value is not None)
        return n.Result(str(kind), names, self._span(meta))

    def result_unknown(self, meta: Meta, children: list[Any]) -> n.Result:
        return n.Result("未知", (), self._span(meta))

    def expect_clauses(self, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return "clauses", children[0]

    def expect_missing(self, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return "missing", tuple(children)

    def expect_reading(self, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        (reading, choice), result = children
        return "reading", (reading, choice, result)

    def expectation(self, meta: Meta, children: list[Any]) -> n.Expectation:
        subject, outcome, result, *details = children
        clauses = tuple(c for kind, found in details if kind == "clauses" for c in found)
        missing = tuple(m for kind, found in details if kind == "missing" for m in found)
        readings = tuple(found for kind, found in details if kind == "reading")
        span = self._span(meta)
        return n.Expectation(outcome, result, clauses, missing, readings, span, subject)

    def case_expect(self, meta: Meta, children: list[n.Expectation]) -> tuple[str, Any]:
        return "expect", children[0]
