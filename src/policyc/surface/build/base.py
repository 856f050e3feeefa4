"""What all builders share: spans, names, and the methods for names and values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lark import Token
from lark.tree import Meta, Tree

from policyc.source.span import Span
from policyc.surface import nodes as n

MAX_NESTING = 20
"""Conditions within conditions; deeper ones nobody can read, and would exhaust later passes."""


class BaseBuilder:
    """Makes the nodes of one file, from the leaves up, with the method named after each rule.

    Not recursive, for input must not exhaust our stack; and not one of lark's transformers, which
    take longer to find a method than to run it.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._methods: dict[str, Callable[[Meta, list[Any]], Any] | None] = {}
        self.too_deep: Span | None = None
        """The first condition nested deeper than ``MAX_NESTING``; later passes are recursive."""
        self._depths: dict[int, int] = {}

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
        joined = n.And(tuple(parts), parts[0].span.cover(parts[-1].span), wide=True)
        return self._nest(joined, parts)

    def _nest(self, whole: n.Expr, parts: Iterable[n.Expr]) -> n.Expr:
        """A condition made of others, its depth noted."""
        depth = 1 + max(self._depths.get(id(part), 0) for part in parts)
        self._depths[id(whole)] = depth
        if depth > MAX_NESTING and self.too_deep is None:
            self.too_deep = whole.span
        return whole

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

    def build(self, tree: Tree[Token]) -> list[Any]:
        """What the children of a tree become."""
        pending: list[Any] = [tree]
        order: list[Any] = []
        while pending:
            node = pending.pop()
            order.append(node)
            if isinstance(node, Tree):
                pending += node.children
        done: list[Any] = []
        for node in reversed(order[1:]):
            if isinstance(node, Tree):
                first = len(done) - len(node.children)
                children = done[first:]
                del done[first:]
                done.append(self._node(node, children))
            else:
                done.append(node)
        return done

    def _node(self, tree: Tree[Token], children: list[Any]) -> Any:
        name = str(tree.data)
        if name not in self._methods:
            self._methods[name] = getattr(self, name, None)
        method = self._methods[name]
        if method is not None:
            return method(tree.meta, children)
        if name.endswith("_attribute"):
            return self._attribute(name.removesuffix("_attribute"), tree.meta, children)
        return Tree(name, children, tree.meta)
