"""The words of a file one by one, bad characters among them.

The terminals are lark's, the loop is ours: it goes on behind a character that no word begins
with, and it looks keywords up instead of matching them one by one.
"""

from __future__ import annotations

from typing import NamedTuple

from lark.lexer import BasicLexer, LexerThread

from policyc.surface.grammar import keywords, parser

BAD = "BAD"
"""The kind of a run of characters that begin no word."""

_MOST_BAD = 200
"""After so many bad runs a text is no policy file, and the rest of it is one more bad run."""


class Word(NamedTuple):
    """A word or mark. ``kind`` is the grammar's name for it; a keyword's kind is the keyword.

    ``first`` is set for the first word on its line, ``margin`` if that is at the left margin.
    """

    kind: str
    text: str
    start: int
    end: int
    first: bool
    margin: bool

    @property
    def is_keyword(self) -> bool:
        return not self.kind.isascii()


def scan(text: str) -> list[Word]:
    """All words of a text, in order. Never raises."""
    lexer = parser().parser.lexer
    assert isinstance(lexer, BasicLexer)
    known = keywords()
    state = LexerThread.from_text(lexer, text).state
    assert state is not None
    words: list[Word] = []
    bad = at = last_end = 0
    while at < len(text):
        found = lexer.match(state.text, at)  # type: ignore[no-untyped-call]
        if found is None:
            bad += 1
            kind, end = BAD, _bad_end(text, at) if bad < _MOST_BAD else len(text)
        else:
            value, kind = found
            end = at + len(value)
            if kind == "NAME" and value in known:
                kind = value
        if kind not in lexer.ignore_types:
            line = text.rfind("\n", last_end, at)
            first = line >= 0 or not words
            words.append(Word(kind, text[at:end], at, end, first, first and at == line + 1))
            last_end = end
        at = end
    return words


def _bad_end(text: str, start: int) -> int:
    """Where a bad run ends. An open 「 spoils its line: what follows is text, not words."""
    if text[start] == "「":
        end = text.find("\n", start)
        return len(text) if end < 0 else end
    end = start + 1
    while end < len(text) and text[end] == text[start]:
        end += 1
    return end
