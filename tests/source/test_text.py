"""Spans, texts and columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from policyc.source.columns import (
    PLAIN,
    caret_line,
    display_column,
    display_width,
    expand_tabs,
    utf16_column,
)
from policyc.source.span import Span
from policyc.source.text import MAX_BYTES, DecodeProblem, DecodeReason, SourceText, decode


def test_span_covers_and_counts() -> None:
    one, other = Span("a", 2, 4), Span("a", 7, 9)
    assert one.cover(other) == other.cover(one) == Span("a", 2, 9)
    assert len(one) == 2
    assert Span("a", 3, 3)
    assert one.contains(3) and not one.contains(4)
    assert sorted([other, one]) == [one, other]


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3)])
def test_span_refuses_nonsense(start: int, end: int) -> None:
    with pytest.raises(ValueError):
        Span("a", start, end)


def test_span_of_two_texts() -> None:
    with pytest.raises(ValueError):
        Span("a", 0, 1).cover(Span("b", 0, 1))


def test_lines() -> None:
    text = SourceText("t", "一二\n\n三")
    assert [text.line_col(n) for n in (0, 2, 3, 4, 5)] == [(0, 0), (0, 2), (1, 0), (2, 0), (2, 1)]
    assert [text.line_text(n) for n in range(text.line_count)] == ["一二", "", "三"]
    assert text.line_start(2) == 4
    assert text.slice(text.span(1, 4)) == "二\n\n"
    for bad in (-1, 6):
        with pytest.raises(ValueError):
            text.line_col(bad)
    with pytest.raises(ValueError):
        text.line_text(3)
    with pytest.raises(ValueError):
        text.slice(Span("other", 0, 1))


@given(st.text(alphabet=st.sampled_from("ab\n条\t𠀀"), max_size=40))
def test_line_and_column_find_the_offset_again(raw: str) -> None:
    text = SourceText("t", raw)
    for offset in range(len(raw) + 1):
        line, col = text.line_col(offset)
        assert text.line_start(line) + col == offset
        assert col <= len(text.line_text(line))
    assert "\n".join(text.line_text(n) for n in range(text.line_count)) == raw


def test_decode_drops_the_mark_and_settles_line_ends() -> None:
    assert decode("t", b"\xef\xbb\xbf" + "一\r\n二\r三\n".encode()) == SourceText(
        "t", "一\n二\n三\n"
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("第一条".encode("gb18030"), DecodeProblem("t", 0, DecodeReason.NOT_UTF8, "GB18030")),
        (b"ab\xff", DecodeProblem("t", 2, DecodeReason.NOT_UTF8, None)),
        (b"\xef\xbb\xbfab\xff", DecodeProblem("t", 5, DecodeReason.NOT_UTF8, None)),
        ("条".encode("utf-16"), DecodeProblem("t", 0, DecodeReason.UTF16_BOM, "UTF-16LE")),
        (b"\xfe\xff\x67\x61", DecodeProblem("t", 0, DecodeReason.UTF16_BOM, "UTF-16BE")),
        (b"ab\x00c", DecodeProblem("t", 2, DecodeReason.NUL_BYTE, None)),
        (b"a" * (MAX_BYTES + 1), DecodeProblem("t", MAX_BYTES, DecodeReason.TOO_LARGE, None)),
    ],
)
def test_decode_says_what_is_wrong(data: bytes, problem: DecodeProblem) -> None:
    assert decode("t", data) == problem


@given(st.binary(max_size=60))
def test_decode_never_raises(data: bytes) -> None:
    decode("t", data)


def test_plain_characters_are_as_wide_as_wcwidth_says() -> None:
    for first, last, width in PLAIN:
        stretch = map(chr, range(ord(first), ord(last) + 1))
        assert {char: wcwidth(char) for char in stretch if wcwidth(char) != width} == {}


def test_columns() -> None:
    assert display_column("第a条", 2) == 3
    assert display_column("a\tb", 2) == 4
    assert display_width("e\u0301\u200b\x07") == 1
    assert utf16_column("𠀀条", 1) == 2
    assert utf16_column("𠀀条", 99) == 3


def test_carets_stand_under_their_characters() -> None:
    assert caret_line("省级挂牌整治", 2, 4) == "    ^^^^"
    assert caret_line("abc", 1, 1) == " ^"
    assert caret_line("\t条", 1, 2) == "    ^^"
    assert expand_tabs("a\t条\x07") == "a   条"


@given(st.text(max_size=30), st.integers(-3, 40), st.integers(-3, 40))
def test_carets_never_fail(line: str, start: int, end: int) -> None:
    assert caret_line(line, start, end).strip(" ").strip("^") == ""
    assert "^" in caret_line(line, start, end)
