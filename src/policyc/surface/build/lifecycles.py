"""From tree to nodes: 流程 and 变更."""

from __future__ import annotations

from typing import Any

from lark import Token, Tree
from lark.tree import Meta

from policyc.surface import nodes as n
from policyc.surface.build.base import BaseBuilder

_EFFECTS = {
    "turn_effect": n.ChangeWord.TURN,
    "raise_effect": n.ChangeWord.RAISE,
    "lower_effect": n.ChangeWord.LOWER,
    "prolong_effect": n.ChangeWord.PROLONG,
    "stay_effect": n.ChangeWord.STAY,
}
_STEPS = ("one_up", "one_down")


class LifecycleBuilder(BaseBuilder):
    """Sentences about states over time."""

    def lifecycle(self, meta: Meta, children: list[Any]) -> n.Lifecycle:
        name, *parts = children
        return n.Lifecycle(
            self._name(name), tuple(self._part(part) for part in parts), self._span(meta)
        )

    def _part(self, part: n.Attribute | Tree[Any]) -> n.LifecyclePart:
        if isinstance(part, n.Attribute):
            return n.LifecyclePart("basis", (), part.basis, part.span)
        written = (c for c in part.children if isinstance(c, (Token, n.Name)))
        return n.LifecyclePart(
            str(part.data).removesuffix("_part"),
            tuple(map(self._written, written)),
            None,
            self._span(part.meta),
        )

    def change(self, meta: Meta, children: list[Any]) -> n.Change:
        outcome, _equals, *rest = children
        values = tuple(part for part in rest if isinstance(part, n.Name))
        effect, *details = rest[len(values) :]
        said = [str(part.data) for part in effect.children if isinstance(part, Tree)]
        found = {str(d.data): d for d in details if isinstance(d, Tree)}
        times = found.get("times_detail")
        return n.Change(
            outcome=outcome,
            values=values,
            word=_EFFECTS[str(effect.data)],
            target=self._target(effect),
            step=any(word in _STEPS for word in said),
            times=None if times is None else self._written(times.children[-1]),
            unlimited="unlimited_detail" in found,
            restarts="restart_detail" in found,
            span=self._span(meta),
        )

    def _target(self, effect: Tree[Any]) -> n.Name | None:
        written = (part for part in effect.children if isinstance(part, (Token, n.Name)))
        return next(map(self._written, written), None)

    def _written(self, part: Any) -> n.Name:
        return self._name(part) if isinstance(part, Token) else part
