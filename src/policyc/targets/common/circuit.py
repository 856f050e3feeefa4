"""Truth under many readings at once: a circuit of and, or and not over lanes.

A lane is one choice for every open reading of meaning. What holds in which lanes is a set of lanes,
one bit each; where no reading is open there is one lane, and the circuit is plain logic. Equal
nodes are one node, so that a query says nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from attrs import define, field, frozen

Gate: TypeAlias = int
"""The number of a node in its circuit."""


@frozen
class Lanes:
    """A constant set of lanes, as bits."""

    mask: int


@frozen
class Column:
    """A column with a truth that is the same in all lanes: where it is true, or ``possible``:
    where it is not false. A ``whole`` one is never unknown."""

    name: str
    possible: bool = False
    whole: bool = False


@frozen
class Both:
    parts: tuple[Gate, ...]


@frozen
class Either:
    parts: tuple[Gate, ...]


@frozen
class No:
    part: Gate


Node: TypeAlias = Lanes | Column | Both | Either | No


@define
class Circuit:
    """Nodes by number, each once; a node stands after its parts. ``count`` is the number of
    lanes."""

    count: int = 1
    nodes: list[Node] = field(factory=list)
    _numbers: dict[Node, Gate] = field(factory=dict)

    @property
    def full(self) -> int:
        """All lanes, as bits."""
        return (1 << self.count) - 1

    def lanes(self, mask: int) -> Gate:
        """A constant."""
        return self._node(Lanes(mask & self.full))

    @property
    def none(self) -> Gate:
        """False in every lane."""
        return self.lanes(0)

    @property
    def all(self) -> Gate:
        """True in every lane."""
        return self.lanes(self.full)

    def column(self, name: str, possible: bool = False) -> Gate:
        """Where a column is true, or not false."""
        return self._node(Column(name, possible))

    def whole(self, name: str) -> Gate:
        """Where a column is true that is never unknown."""
        return self._node(Column(name, whole=True))

    def both(self, *parts: Gate) -> Gate:
        """Lanes in which all parts hold."""
        return self._join(Both, parts, neutral=self.full)

    def either(self, *parts: Gate) -> Gate:
        """Lanes in which some part holds."""
        return self._join(Either, parts, neutral=0)

    def no(self, part: Gate) -> Gate:
        """Lanes in which a part does not hold."""
        match self.nodes[part]:
            case Lanes(mask):
                return self.lanes(self.full & ~mask)
            case No(inner):
                return inner
            case _:
                return self._node(No(part))

    def if_(self, condition: Gate, then: Gate) -> Gate:
        """Where the condition holds, the other does too."""
        return self.either(self.no(condition), then)

    def same(self, one: Gate, other: Gate) -> Gate:
        """Lanes in which both hold or neither."""
        if one == other:
            return self.all
        return self.both(self.if_(one, other), self.if_(other, one))

    def _join(self, form: type[Both] | type[Either], parts: Iterable[Gate], neutral: int) -> Gate:
        constant = neutral
        kept: dict[Gate, None] = {}
        todo = list(parts)
        while todo:
            part = todo.pop(0)
            node = self.nodes[part]
            if isinstance(node, Lanes):
                constant = constant & node.mask if form is Both else constant | node.mask
            elif form is Both and isinstance(node, Both):
                todo = [*node.parts, *todo]  # alternatives stay as they are, to be shared
            else:
                kept[part] = None
        settled = self.full & ~neutral
        if constant == settled or any(self._is_denied(part, kept) for part in kept):
            return self.lanes(settled)
        for part in list(kept):
            if self._is_implied(form, part, kept):
                del kept[part]
        if constant != neutral:
            kept[self.lanes(constant)] = None
        if not kept:
            return self.lanes(neutral)
        return next(iter(kept)) if len(kept) == 1 else self._node(form(tuple(sorted(kept))))

    def _is_denied(self, part: Gate, others: Iterable[Gate]) -> bool:
        node = self.nodes[part]
        return isinstance(node, No) and node.part in others

    def _is_implied(self, form: type[Both] | type[Either], part: Gate, kept: object) -> bool:
        """Of true and possible of one column, the weaker one in Both, the stronger in Either."""
        node = self.nodes[part]
        if not isinstance(node, Column) or node.whole or node.possible is (form is Either):
            return False
        other = self._numbers.get(Column(node.name, not node.possible))
        return other is not None and isinstance(kept, dict) and other in kept

    def _node(self, node: Node) -> Gate:
        number = self._numbers.get(node)
        if number is None:
            number = self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return number

    def parts(self, gate: Gate) -> tuple[Gate, ...]:
        """What a node is made of."""
        match self.nodes[gate]:
            case Both(parts) | Either(parts):
                return parts
            case No(part):
                return (part,)
            case _:
                return ()
