import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policyc.reports.layout import (
    ELLIPSIS,
    Screen,
    clean,
    clip,
    first_sentence,
    paragraph,
    table,
    wrap,
)
from policyc.source.columns import display_width

TEXT = st.text(alphabet="中文，。（）“”《》：；abc XYZ-_/12%\t", max_size=120)


@given(TEXT, st.integers(2, 60))
@example("（（（（（", 4)
@example("a" * 50, 7)
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(display_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXT, st.integers(20, 80))
def test_paragraph_fits_with_its_title(text: str, width: int) -> None:
    for hanging in (None, "    "):
        lines = paragraph(text, width, "怎么办：", hanging)
        assert lines[0].startswith("怎么办：")
        assert all(display_width(line) <= width for line in lines)


def test_closing_marks_do_not_begin_a_line() -> None:
    assert wrap("应当挂牌整治，但是（除外）。", 12) == ["应当挂牌整", "治，但是（除", "外）。"]


def test_words_stay_together() -> None:
    assert wrap("用 --reading 指定", 12) == ["用 --reading", "指定"]


@given(st.text(max_size=60), st.integers(6, 40))
def test_clipped_text_fits(text: str, width: int) -> None:
    shown = clip(text, width)
    assert display_width(shown) <= width
    assert shown == " ".join(text.split()) or shown.endswith(ELLIPSIS)


def test_first_sentence() -> None:
    assert first_sentence("第一句。第二句。", 20) == "第一句"
    assert first_sentence("第一段话，第二段话，第三段话很长很长", 24) == "第一段话，第二段话……"


def test_table_aligns_wide_characters() -> None:
    rows = [["株数", "10000株"], ["反映强烈", "是"]]
    assert table(rows, 40, indent="  ") == ["  株数      10000株", "  反映强烈  是"]


def test_table_leaves_out_empty_columns() -> None:
    lines = table([["甲", "", "乙"]], 40, header=("一", "二", "三"))
    assert lines == ["一  三", "──  ──", "甲  乙"]


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=5))
def test_tables_fit(rows: list[list[str]]) -> None:
    cells = [[cell.replace("\t", " ") for cell in row] for row in rows]
    for line in table(cells, 60, header=("一", "二", "三"), indent="  "):
        assert display_width(line) <= 60


@pytest.mark.parametrize("text", ["\x1b[31m红", "退\x08格", "响\x07"])
def test_control_characters_do_not_reach_the_screen(text: str) -> None:
    assert "�" in clean(text)
    assert clean(text).isprintable()


def test_colours() -> None:
    assert Screen().paint("红", "red") == "红"
    assert Screen(colour=True).paint("红", "bold", "red") == "\x1b[1;31m红\x1b[0m"
    assert Screen(colour=True).paint("", "red") == ""
