"""A place where a file stops making sense, and what can be asked about it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field, frozen

from policyc.diagnostics import Code, Diagnostic, Label
from policyc.source.span import Span
from policyc.source.text import SourceText
from policyc.surface.automaton import Automaton, Stack
from policyc.surface.scan import Word

AHEAD = 6
"""How many words a repair is tried on."""


@frozen
class Resume:
    """Where reading can go on after a mistake, as if it had not been made.

    ``closes`` is set where that closes the innermost bracket.
    """

    stack: Stack
    at: int
    closes: bool = False


@frozen
class Found:
    """A mistake, and where to go on; ``None`` leaves out the rest of the sentence."""

    diagnostic: Diagnostic
    resume: Resume | None = None


@define
class Trouble:
    """The word ``at`` of a run of words, which cannot stand there.

    ``stacks`` holds the parser's states before each of the last words, the newest last;
    ``declared`` the names that the file declares.
    """

    source: SourceText
    machine: Automaton
    words: Sequence[Word]
    at: int
    stacks: Sequence[Stack]
    brackets: Sequence[int]
    declared: frozenset[str] = field(factory=frozenset)

    # -- words around
    def near(self, offset: int) -> Word | None:
        """A word some places on (or back) from the trouble."""
        at = self.at + offset
        return self.words[at] if 0 <= at < len(self.words) else None

    @property
    def word(self) -> Word | None:
        """The word that cannot stand; ``None`` at the end of the run."""
        return self.near(0)

    @property
    def before(self) -> Word | None:
        return self.near(-1)

    def kind(self, offset: int) -> str:
        """The kind of a word around, or an empty text."""
        word = self.near(offset)
        return "" if word is None else word.kind

    def text(self, offset: int) -> str:
        """The text of a word around, or an empty text."""
        word = self.near(offset)
        return "" if word is None else word.text

    # -- what the grammar would take
    @property
    def stack(self) -> Stack:
        return self.stacks[-1]

    def earlier(self, back: int) -> Stack | None:
        """The states before the word that stands ``back`` places before the trouble."""
        return self.stacks[-1 - back] if back < len(self.stacks) else None

    @property
    def expected(self) -> frozenset[str]:
        """The kinds of the words that could stand here."""
        return self.machine.expected(self.stack)

    def expects(self, *kinds: str) -> bool:
        return any(kind in self.expected for kind in kinds)

    def ahead(self, at: int, count: int = AHEAD) -> list[str]:
        """The kinds of the words from a place on, as many as a repair is tried on."""
        return [word.kind for word in self.words[at : at + count]]

    def goes_on(self, stack: Stack | None, at: int, least: int = 2) -> Resume | None:
        """A place to resume, if at least so many words (or all that are left) fit there."""
        if stack is None:
            return None
        kinds = self.ahead(at)
        wanted = min(least, len(kinds))
        return Resume(stack, at) if self.machine.accepted(stack, kinds) >= wanted else None

    def put(self, *kinds: str, at: int | None = None, least: int = 2) -> Resume | None:
        """Where to resume if these words stood before the trouble (or the word ``at``)."""
        stack = self.machine.after_all(self.stack, kinds)
        return self.goes_on(stack, self.at if at is None else at, least)

    # -- places
    def place(self, start: int, end: int) -> Span:
        return Span(self.source.name, start, end)

    def span(self, first: Word, last: Word | None = None) -> Span:
        """Where a word stands, or a run of words."""
        return self.place(first.start, (last or first).end)

    def line(self, word: Word) -> str:
        """The line from a word on, without its comment."""
        end = self.source.text.find("\n", word.start)
        written = self.source.text[word.start : len(self.source.text) if end < 0 else end]
        return written.partition("//")[0].rstrip()

    def here(self) -> Span:
        """Where the trouble is; after the last word at the end of the run."""
        word = self.word
        return self.after() if word is None else self.span(word)

    def after(self, back: int = 1) -> Span:
        """The place right after a word before the trouble, where something is missing."""
        word = self.near(-back)
        end = 0 if word is None else word.end
        return self.place(end, end)

    def together(self, first: Word, second: Word) -> bool:
        """Whether only blanks of one line stand between two words."""
        gap = self.source.text[first.end : second.start]
        return not gap.strip() and "\n" not in gap


def syntax(
    message: str, span: Span, help: str, *, code: Code = Code.E101, label: Label | None = None
) -> Diagnostic:
    """A syntax error."""
    return Diagnostic(code, message, span, help, labels=() if label is None else (label,))
