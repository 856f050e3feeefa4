"""Readings where they are used: what each choice does to a comparison, an end or a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from attrs import define, field

from policyc.core.conditions import FALSE, TRUE, ByReading, Condition, Op
from policyc.core.from_resolved.declarations import Declarations, role_of
from policyc.core.norms import Reading
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.source.span import Span
from policyc.surface import nodes as n

RANGE_READING = "至"
LIST_READING = "顿号"

COMPARING = {
    "恰为": Op.EQ,
    "达到": Op.GE,
    "至少": Op.GE,
    "不少于": Op.GE,
    "超过": Op.GT,
    "大于": Op.GT,
    "不超过": Op.LE,
    "少于": Op.LT,
    "为": Op.EQ,
    "恰": Op.EQ,
    "恰好": Op.EQ,
}
"""Choices of a reading (or the word in brackets after one) that say how to compare."""

INCLUDING = {"含": True, "不含": False}

EXAMPLES = {
    RANGE_READING: "例如：读法「至」：含 或 不含，理由「……」。",
    LIST_READING: "例如：读法「顿号」：且 或 或者，理由「……」。",
}
_EXAMPLE = "例如：读法「程度」：恰为 或 达到，理由「……」。"

Role = TypeVar("Role")


@define
class Readings:
    """The readings of one document, and which of them its conditions use."""

    declared: Declarations
    used: set[str] = field(factory=set)

    def use(self, name: n.Name, example: str = "") -> Reading | None:
        """The reading of a name, noted as used, or ``None`` with a diagnostic."""
        usual = example or EXAMPLES.get(name.text, _EXAMPLE)
        reading = self.declared.known_reading(name, usual)
        if reading is not None:
            self.used.add(reading.name)
        return reading

    def branch(
        self,
        reading: Reading,
        roles: Mapping[str, Role],
        make: Callable[[Role], Condition],
        span: Span,
    ) -> Condition:
        """A condition for each choice; ``FALSE`` where a choice does not say what it does."""
        found = self.roles(reading, roles, span)
        if found is None:
            return FALSE
        return ByReading(reading.name, tuple((choice, make(role)) for choice, role in found))

    def roles(
        self, reading: Reading, roles: Mapping[str, Role], span: Span
    ) -> list[tuple[str, Role]] | None:
        """What each choice of a reading does; ``None`` where one does not say it."""
        found: list[tuple[str, Role]] = []
        for choice in reading.choices:
            role = roles.get(self._role(reading, choice))
            if role is None:
                self._bad_role(reading, choice, list(roles), span)
                return None
            found.append((choice, role))
        return found

    def _role(self, reading: Reading, choice: str) -> str:
        symbol = self.declared.scope.reading(reading.name)
        if symbol is not None and isinstance(symbol.decl, n.ReadingDecl):
            return role_of(symbol.decl, choice)
        return choice

    def _bad_role(self, reading: Reading, choice: str, roles: list[str], span: Span) -> None:
        words = "、".join(roles[:5])
        self.declared.report(
            Diagnostic(
                Code.E404,
                f"读法「{reading.name}」的“{choice}”怎样用在这里，没有写明",
                span,
                help=f"在声明里给它加括号注明是哪一种：{words}，例如 {choice}（{roles[0]}）。",
            )
        )

    def is_choice(self, name: n.Name, choice: n.Name) -> Condition:
        """读法「…」取 …: true under one choice."""
        reading = self.use(name)
        if reading is None:
            return FALSE
        if choice.text not in reading.choices:
            choices = "、".join(reading.choices)
            hint = did_you_mean(choice.text, reading.choices) or f"可写：{choices}。"
            message = f"读法「{name.text}」没有“{choice.text}”这一种"
            self.declared.report(Diagnostic(Code.E404, message, choice.span, help=hint))
            return FALSE
        return ByReading(
            reading.name,
            tuple((c, TRUE if c == choice.text else FALSE) for c in reading.choices),
        )
