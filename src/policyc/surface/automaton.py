"""The parser's tables as a machine that only accepts or refuses, without building anything.

Recovery asks it what may stand at a place, and tries repairs on it. Lark's own list of expected
words leaves out every keyword in Chinese, which has no upper case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from lark.parsers.lalr_analysis import Shift

from policyc.surface.grammar import parser

END = "$END"
"""The kind of the end of a file."""

Stack = tuple[int, ...]


class Automaton:
    """The states of the parser and how words lead from one to the next."""

    def __init__(self, states: dict[Any, dict[str, Any]], start: Any, end: Any) -> None:
        self._states = states
        self._end = end
        self.start: Stack = (start,)
        self._expected: dict[Stack, frozenset[str]] = {}

    def after(self, stack: Stack, kind: str) -> Stack | None:
        """The stack after one more word, or ``None`` where the word cannot stand."""
        if kind not in self._states[stack[-1]]:
            return None
        states = list(stack)
        while True:
            found = self._states[states[-1]].get(kind)
            if found is None:
                return None
            action, argument = found
            if action is Shift:
                states.append(argument)
                return tuple(states)
            size = len(argument.expansion)
            if size:
                del states[-size:]
            states.append(self._states[states[-1]][argument.origin.name][1])
            if kind == END and states[-1] == self._end:
                return tuple(states)

    def after_all(self, stack: Stack, kinds: Iterable[str]) -> Stack | None:
        """The stack after several words."""
        current: Stack | None = stack
        for kind in kinds:
            if current is None:
                return None
            current = self.after(current, kind)
        return current

    def expected(self, stack: Stack) -> frozenset[str]:
        """The kinds of all words that may stand after a stack."""
        known = self._expected.get(stack)
        if known is None:
            kinds = (kind for kind in self._states[stack[-1]] if is_word(kind))
            known = frozenset(kind for kind in kinds if self.after(stack, kind) is not None)
            if len(self._expected) < _REMEMBERED:
                self._expected[stack] = known
        return known

    def accepted(self, stack: Stack, kinds: Sequence[str]) -> int:
        """How many of some words in a row may stand after a stack."""
        for count, kind in enumerate(kinds):
            following = self.after(stack, kind)
            if following is None:
                return count
            stack = following
        return len(kinds)


_REMEMBERED = 1000


def is_word(kind: str) -> bool:
    """Whether a symbol of the grammar is a word and not a rule: rules have lower-case names."""
    return not kind.isascii() or kind.isupper()


@cache
def automaton() -> Automaton:
    """The machine of the grammar."""
    conf = parser().parse_interactive("").parser_state.parse_conf
    return Automaton(conf.states, conf.start_state, conf.end_state)
