"""Joining broken lines into paragraphs, and cutting paragraphs into 句."""

from __future__ import annotations

from attrs import frozen

from policyc.source.span import Span
from policyc.source.text import SourceText, is_blank

_OPEN = {"（": "）", "《": "》", "〈": "〉", "“": "”", "‘": "’", "「": "」", "『": "』", "【": "】"}
_OPEN |= {"〔": "〕", "［": "］"}
_TWIN = {"(": "（", ")": "）", "[": "［", "]": "］"}
_CLOSE = {close: open_ for open_, close in _OPEN.items()}
_ENDS = frozenset("。！？!?")
_CLOSING_QUOTES = frozenset("”’」』")
_TERMINAL = frozenset("。；：！？;:!?…") | _CLOSING_QUOTES
_LIST_END = frozenset("、，,")


def brackets(text: str) -> tuple[dict[int, int], tuple[int, ...]]:
    """Pairs of brackets and quotation marks: index of opener → index of closer; and the openers
    left without one.

    Half- and full-width round brackets match each other.  A closer without an opener counts for
    nothing, and an opener skipped over by a later pair stays open without swallowing the rest.
    """
    pairs: dict[int, int] = {}
    waiting = dict.fromkeys(_OPEN, 0)
    open_: list[tuple[str, int]] = []
    left: list[int] = []
    for index, raw in enumerate(text):
        char = _TWIN.get(raw, raw)
        if char in _OPEN:
            open_.append((char, index))
            waiting[char] += 1
        elif char in _CLOSE and waiting[_CLOSE[char]]:
            while True:
                other, position = open_.pop()
                waiting[other] -= 1
                if other == _CLOSE[char]:
                    pairs[position] = index
                    break
                left.append(position)
    left.extend(position for _, position in open_)
    return pairs, tuple(sorted(left))


def is_terminated(text: str) -> bool:
    """Whether a paragraph's text comes to an end: 。；：！？ or a closing quotation mark."""
    return text[-1:] in _TERMINAL


def goes_on(text: str) -> bool:
    """Whether a text certainly is not finished: it ends in a 顿号 or comma, or within a bracket."""
    return text[-1:] in _LIST_END or bool(brackets(text)[1])


@frozen
class Healed:
    """A paragraph put together from the lines it was broken into.

    ``text`` is the paragraph without the breaks; ``pieces`` pairs the index in ``text`` at which
    each line begins with the line's span.
    """

    text: str
    pieces: tuple[tuple[int, Span], ...]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where in the source ``text[start:end]`` stands, one span for each line it touches."""
        found: list[Span] = []
        for at, span in self.pieces:
            low, high = max(start, at), min(end, at + len(span))
            if low < high:
                begin = span.start + low - at
                found.append(Span(span.file, begin, begin + high - low))
        return tuple(found)


def _needs_blank(left: str, right: str) -> bool:
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()


def heal(source: SourceText, lines: list[Span]) -> Healed:
    """Join the lines of one paragraph.

    The break between two lines vanishes, as Chinese has no blank between words; only between two
    ASCII letters or digits it becomes one blank.  Blanks inside a line stay as they are.
    """
    text = ""
    pieces: list[tuple[int, Span]] = []
    for span in lines:
        line = source.slice(span)
        if text and line and _needs_blank(text[-1], line[0]):
            text += " "
        pieces.append((len(text), span))
        text += line
    return Healed(text, tuple(pieces))


def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Where each 句 of a paragraph begins and ends, blanks at either end left out.

    A 句 ends at 。！？ outside brackets and quotation marks, together with any closing marks that
    follow.  What is left after the last one is a 句 too.
    """
    closer_of, _ = brackets(text)
    bounds: list[tuple[int, int]] = []
    start = index = 0
    while index < len(text):
        if index in closer_of:
            index = closer_of[index] + 1
            continue
        if text[index] in _ENDS:
            index += 1
            while index < len(text) and _absorbed(text[index]):
                index += 1
            bounds.append((start, index))
            start = index
            continue
        index += 1
    bounds.append((start, len(text)))
    return tuple(trimmed for low, high in bounds if (trimmed := _trim(text, low, high)))


def _absorbed(char: str) -> bool:
    return char in _ENDS or _TWIN.get(char, char) in _CLOSE


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and is_blank(text[start]):
        start += 1
    while start < end and is_blank(text[end - 1]):
        end -= 1
    return (start, end) if start < end else None
