"""Conditions simplified by what is known, shared and numbered.

The search for missing facts tries thousands of answers to one case. Each formula is built once and
is a number; giving a variable a value yields the number of the simpler formula that is left. Only
Kleene's laws simplify: a formula is a constant exactly when its truth is known, so ``p 或者 不 p``
stays.

A variable is a fact, a reading of meaning, or an upstream outcome; its values are numbered too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from policyc.core.truth import Truth

Formula: TypeAlias = int
FALSE: Formula = 0
TRUE: Formula = 1
DEAD: Formula = 2
"""Unknown for good: it rests on an upstream outcome that feeds nothing downstream."""


class _Node(NamedTuple):
    """What a formula is. The parts of a ``table`` are what is left for each value of its variable;
    the other kinds have no variable."""

    kind: str
    variable: int
    parts: tuple[Formula, ...]


def truth_of(formula: Formula) -> Truth:
    """The truth of a formula as far as it is known."""
    return formula == TRUE if formula <= TRUE else None


class Formulas:
    """A store of formulas. ``support`` tells the variables of each, as bits."""

    def __init__(self) -> None:
        self._nodes = [_Node(kind, -1, ()) for kind in ("false", "true", "dead")]
        self._numbers: dict[_Node, Formula] = {node: n for n, node in enumerate(self._nodes)}
        self._left: dict[tuple[Formula, int, int], Formula] = {}
        self.support: list[int] = [0, 0, 0]

    def _number(self, kind: str, variable: int, parts: tuple[Formula, ...]) -> Formula:
        node = _Node(kind, variable, parts)
        found = self._numbers.get(node)
        if found is None:
            found = self._numbers[node] = len(self._nodes)
            self._nodes.append(node)
            self.support.append(self.support_of(parts) | (1 << variable if variable >= 0 else 0))
        return found

    def support_of(self, formulas: Iterable[Formula]) -> int:
        """The variables that occur in some formulas."""
        found = 0
        for formula in formulas:
            found |= self.support[formula]
        return found

    def table(self, variable: int, results: tuple[Formula, ...]) -> Formula:
        """What is left for each value of a variable; unknown as long as the variable is.

        Even a table with the same result for every value is unknown: whoever does not know the
        number of plots does not know, in Kleene's logic, that it is at least nought.
        """
        return self._number("table", variable, results)

    def choice(self, variable: int, branches: tuple[Formula, ...]) -> Formula:
        """What is left for each choice of a reading; one that changes nothing does not matter."""
        left = tuple(self.give(branch, variable, n) for n, branch in enumerate(branches))
        return left[0] if len(set(left)) == 1 else self.table(variable, left)

    def both(self, parts: Iterable[Formula]) -> Formula:
        """且 over any number of parts."""
        return self._join("all", parts, TRUE, FALSE)

    def either(self, parts: Iterable[Formula]) -> Formula:
        """或者 over any number of parts."""
        return self._join("any", parts, FALSE, TRUE)

    def _join(
        self, kind: str, parts: Iterable[Formula], neutral: Formula, settled: Formula
    ) -> Formula:
        kept: set[Formula] = set()
        for part in parts:
            if part == settled:
                return settled
            node = self._nodes[part]
            if node.kind == kind:
                kept.update(node.parts)
            elif part != neutral:
                kept.add(part)
        if len(kept) <= 1:
            return kept.pop() if kept else neutral
        return self._number(kind, -1, tuple(sorted(kept)))

    def negation(self, part: Formula) -> Formula:
        """不."""
        if part <= TRUE:
            return TRUE - part
        node = self._nodes[part]
        if node.kind == "not":
            return node.parts[0]
        return part if part == DEAD else self._number("not", -1, (part,))

    def give(self, formula: Formula, variable: int, value: int) -> Formula:
        """The formula that is left when a variable has the value of a number."""
        if not self.support[formula] >> variable & 1:
            return formula
        memo = (formula, variable, value)
        found = self._left.get(memo)
        if found is None:
            found = self._left[memo] = self._give(self._nodes[formula], variable, value)
        return found

    def _give(self, node: _Node, variable: int, value: int) -> Formula:
        if node.kind == "table" and node.variable == variable:
            return node.parts[value]
        parts = [self.give(part, variable, value) for part in node.parts]
        match node.kind:
            case "all":
                return self.both(parts)
            case "any":
                return self.either(parts)
            case "not":
                return self.negation(parts[0])
            case _:
                return self.choice(node.variable, tuple(parts))
