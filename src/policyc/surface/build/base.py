"""What all builders share: spans, names, and the methods for names and values."""

from __future__ import annotations

from typing import Any

from lark import Token, v_args
from lark.tree import Meta, Tree
from lark.visitors import Transformer_NonRecursive

from policyc.source.span import Span
from policyc.surface import nodes as n


@v_args(meta=True)
class BaseBuilder(Transformer_NonRecursive[Token, Any]):
    """Spans and names of one file. Not recursive: input must not exhaust our stack."""

    def __init__(self, file: str) -> None:
        super().__init__(visit_tokens=False)
        self.file = file

    def _span(self, meta: Meta) -> Span:
        if meta.empty:
            return Span(self.file, 0, 0)
        return Span(self.file, meta.start_pos, meta.end_pos)

    def _name(self, token: Token) -> n.Name:
        assert token.start_pos is not None and token.end_pos is not None
        text = str(token)
        if token.type == "QUOTED":
            text = text[1:-1]
        return n.Name(text, Span(self.file, token.start_pos, token.end_pos))

    def _series(self, parts: list[n.Expr]) -> n.Expr:
        """Conditions joined by ，; one alone stays as it is."""
        if len(parts) == 1:
            return parts[0]
        return n.And(tuple(parts), parts[0].span.cover(parts[-1].span), wide=True)

    def name(self, meta: Meta, children: list[Token]) -> n.Name:
        return self._name(children[0])

    def value(self, meta: Meta, children: list[n.Name | Token]) -> n.Name:
        child = children[0]
        return self._name(child) if isinstance(child, Token) else child

    def choice_name(self, meta: Meta, children: list[Any]) -> n.Name:
        child = children[0]
        if isinstance(child, Token):
            return self._name(child)
        return self._name(child.children[0])

    def _attribute(self, kind: str, meta: Meta, children: list[Any]) -> n.Attribute:
        found: list[n.Name] = []
        for child in children:
            if isinstance(child, n.Name):
                found.append(child)
            elif isinstance(child, Token):
                found.append(self._name(child))
        return n.Attribute(kind, tuple(found), self._span(meta))

    def __default__(self, data: Any, children: list[Any], meta: Meta) -> Any:
        if str(data).endswith("_attribute"):
            return self._attribute(str(data).removesuffix("_attribute"), meta, children)
        return Tree(data, children, meta)
