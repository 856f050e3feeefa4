"""A circuit that sees what a conjunction already says of its alternatives, and the other way round.

``x and not (x and y)`` is ``x and not y``; where facts are known most of what could be unknown
falls away like this.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define

from policyc.targets.common.circuit import Both, Circuit, Either, Gate, No


@define
class Tight(Circuit):
    """A circuit that simplifies each part of a gate by the others."""

    def both(self, *parts: Gate) -> Gate:
        return self._tight(Both, Either, parts)

    def either(self, *parts: Gate) -> Gate:
        return self._tight(Either, Both, parts)

    def as_it_is(self, form: type[Both] | type[Either], parts: Sequence[Gate]) -> Gate:
        """A gate that is not simplified."""
        return self._node(form(tuple(sorted(parts))))

    def _tight(
        self,
        form: type[Both] | type[Either],
        other: type[Both] | type[Either],
        parts: Sequence[Gate],
    ) -> Gate:
        flat = self._flat(form, parts)
        changed = True
        while changed:
            changed = False
            held = set(flat)
            for place, part in enumerate(flat):
                found = self._within(form, other, part, held)
                if found != part:
                    rest = [*flat[:place], *flat[place + 1 :]]
                    flat = self._flat(form, [*rest, found])
                    changed = True
                    break
        return self._join(form, flat, self.full if form is Both else 0)

    def _flat(self, form: type[Both] | type[Either], parts: Sequence[Gate]) -> list[Gate]:
        found: dict[Gate, None] = {}
        for part in parts:
            node = self.nodes[part]
            inner = node.parts if isinstance(node, form) else (part,)
            found |= dict.fromkeys(inner)
        return list(found)

    def _within(
        self,
        form: type[Both] | type[Either],
        other: type[Both] | type[Either],
        part: Gate,
        held: set[Gate],
    ) -> Gate:
        """A part, knowing that all the rest of ``held`` is true (of ``Either``: false)."""
        node = self.nodes[part]
        if isinstance(node, other):
            if any(q in held for q in node.parts):
                return self._neutral(form)
            left = [q for q in node.parts if not self._denied(q, held)]
            if len(left) < len(node.parts):
                return self.either(*left) if form is Both else self.both(*left)
        elif isinstance(node, No):
            inner = self.nodes[node.part]
            if isinstance(inner, form):
                if any(self._denied(q, held) for q in inner.parts):
                    return self._neutral(form)
                left = [q for q in inner.parts if q not in held]
                if len(left) < len(inner.parts):
                    return self.no(self.both(*left) if form is Both else self.either(*left))
            elif isinstance(inner, other) and any(q in held for q in inner.parts):
                return self._neutral(other)
        return part

    def _neutral(self, form: type[Both] | type[Either]) -> Gate:
        return self.all if form is Both else self.none

    def _denied(self, gate: Gate, held: set[Gate]) -> bool:
        node = self.nodes[gate]
        if isinstance(node, No):
            return node.part in held
        number = self._numbers.get(No(gate))
        return number is not None and number in held
