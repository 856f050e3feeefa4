"""A place in a text: which text, and which code points of it."""

from __future__ import annotations

import attrs
from attrs import frozen


def _not_negative(_instance: object, attribute: attrs.Attribute[int], value: int) -> None:
    if value < 0:
        raise ValueError(f"{attribute.name} must not be negative: {value}")


@frozen(order=True)
class Span:
    """A half-open run of characters, ``start`` up to but without ``end``.

    ``file`` is the name of the text.  ``start`` and ``end`` are code-point offsets into the decoded
    text (never bytes, never UTF-16 units).  Spans order by file, then start, then end.

    Raises ``ValueError`` for a negative offset or an end before the start.
    """

    file: str
    start: int = attrs.field(validator=_not_negative)
    end: int = attrs.field()

    @end.validator
    def _end_after_start(self, _attribute: attrs.Attribute[int], value: int) -> None:
        if value < self.start:
            raise ValueError(f"span ends ({value}) before it starts ({self.start})")

    def __len__(self) -> int:
        """The number of code points in the span."""
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place even when it is empty, so it is always true."""
        return True

    def contains(self, offset: int) -> bool:
        """Whether the code point at ``offset`` lies inside."""
        return self.start <= offset < self.end

    def cover(self, other: Span) -> Span:
        """The smallest span holding both; ``ValueError`` if they lie in different texts."""
        if other.file != self.file:
            raise ValueError(f"spans of two texts: {self.file!r} and {other.file!r}")
        return Span(self.file, min(self.start, other.start), max(self.end, other.end))
