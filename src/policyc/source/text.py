"""A text with its name, and the way from bytes to it."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum, unique
from functools import cached_property

from attrs import frozen

from policyc.source.span import Span

MAX_BYTES = 8 * 1024 * 1024
"""Largest accepted text, in bytes."""

_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad")


def is_blank(char: str) -> bool:
    """Whether a character is whitespace or has no shape of its own (BOM, zero-width space)."""
    return char.isspace() or char in _INVISIBLE


@frozen
class SourceText:
    """A decoded text.  ``name`` is what spans and messages call it; ``text`` has ``\\n`` ends only.

    Lines are what ``\\n`` separates; a text ending in ``\\n`` has an empty last line.
    """

    name: str
    text: str

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return tuple(starts)

    @property
    def line_count(self) -> int:
        """The number of lines, at least 1."""
        return len(self._starts)

    def line_col(self, offset: int) -> tuple[int, int]:
        """Zero-based line and code-point column of ``offset`` (0 up to and with the length).

        Raises ``ValueError`` outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} outside {self.name!r} (length {len(self.text)})")
        line = bisect_right(self._starts, offset) - 1
        return line, offset - self._starts[line]

    def line_text(self, line0: int) -> str:
        """The text of a zero-based line without its ``\\n``; ``ValueError`` if there is none."""
        if not 0 <= line0 < len(self._starts):
            raise ValueError(f"no line {line0} in {self.name!r}")
        start = self._starts[line0]
        last = line0 + 1 == len(self._starts)
        return self.text[start:] if last else self.text[start : self._starts[line0 + 1] - 1]

    def line_start(self, line0: int) -> int:
        """The offset at which a zero-based line begins; ``ValueError`` if there is none."""
        if not 0 <= line0 < len(self._starts):
            raise ValueError(f"no line {line0} in {self.name!r}")
        return self._starts[line0]

    def span(self, start: int, end: int) -> Span:
        """A span of this text."""
        return Span(self.name, start, end)

    def slice(self, span: Span) -> str:
        """The characters of a span; ``ValueError`` for a span of another text or beyond the end."""
        if span.file != self.name or span.end > len(self.text):
            raise ValueError(f"{span} is not a place in {self.name!r}")
        return self.text[span.start : span.end]


@unique
class DecodeReason(Enum):
    """Why bytes are not a text."""

    NOT_UTF8 = "not-utf8"
    NUL_BYTE = "nul-byte"
    TOO_LARGE = "too-large"
    UTF16_BOM = "utf16-bom"


@frozen
class DecodeProblem:
    """Bytes that are no text.

    ``offset`` counts bytes from the start of the data.  ``likely`` names the encoding the data
    probably has (``"GB18030"``, ``"UTF-16LE"`` …), where there is ground for a guess.
    """

    name: str
    offset: int
    reason: DecodeReason
    likely: str | None = None


def _looks_gb18030(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def decode(name: str, data: bytes) -> SourceText | DecodeProblem:
    """Decode UTF-8, with or without a byte order mark, into a ``SourceText``.

    The mark is dropped, and CRLF and lone CR become ``\\n``.  Every offset anywhere in policyc
    counts code points of the text *after* this normalisation, so offsets are right against
    ``SourceText.text`` and need not be right against the bytes on disk.

    Never raises: bytes that are too many (over ``MAX_BYTES``), marked as UTF-16 or UTF-32, hold
    a NUL, or are not UTF-8 come back as a ``DecodeProblem``.
    """
    if len(data) > MAX_BYTES:
        return DecodeProblem(name, MAX_BYTES, DecodeReason.TOO_LARGE)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        likely = "UTF-16LE" if data[0] == 0xFF else "UTF-16BE"
        if data.startswith(b"\xff\xfe\x00\x00"):
            likely = "UTF-32LE"
        return DecodeProblem(name, 0, DecodeReason.UTF16_BOM, likely)
    nul = data.find(b"\x00")
    if nul >= 0:
        return DecodeProblem(name, nul, DecodeReason.NUL_BYTE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        guess = "GB18030" if _looks_gb18030(data) else None
        return DecodeProblem(name, error.start + mark, DecodeReason.NOT_UTF8, guess)
    return SourceText(name, text.replace("\r\n", "\n").replace("\r", "\n"))
