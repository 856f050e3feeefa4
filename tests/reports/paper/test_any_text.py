"""Whatever a text is, every format holds it, and no format does what it says."""

import io
import re

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.reports.paper.sample import everywhere
from tests.reports.test_html import Page

from policyc.reports.layout import Screen, clean
from policyc.reports.paper.docx import to_docx
from policyc.reports.paper.flow import legal
from policyc.reports.paper.html import to_html
from policyc.reports.paper.markdown import to_markdown
from policyc.reports.paper.terminal import to_terminal
from policyc.reports.paper.xlsx import to_xlsx

TAGS = ("ins", "del", "strong")
TEXTS = st.text(st.characters(), min_size=1, max_size=30)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


HARD = (
    "\t",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script></td></style>",
    "a | b `c` **d** _e_ ~~f~~ [g](h) ![i](j) # $k$ &amp; <k> \\",
    "1. 甲\n- 乙\n# 丙\n> 丁\n    戊\n===",
    "\x00\x0b\x1b[31m\ud800]]>\ufffe",
    "👩‍👩‍👧 é́ 𠀀",
    "字" * 10_000,
)


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_survive(text: str) -> None:
    check(text)


@given(TEXTS)
@settings(max_examples=8)
def test_any_text_survives(text: str) -> None:
    check(text)


def check(text: str) -> None:
    paper = everywhere(text)
    kept = legal(text)
    assert squeezed(clean(text)) in squeezed(to_terminal(paper, Screen(80)))
    check_markdown(to_markdown(paper), kept)
    check_page(to_html(paper), kept)
    check_word(to_docx(paper), kept)
    check_workbook(to_xlsx(paper), kept)


def check_markdown(made: str, text: str) -> None:
    # Not CommonMark's: footnotes.
    made = re.sub(r"(?m)(?<!\\)\[\^\d+\]:?", "", made)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(made)
    title = tokens[1].children or []
    assert squeezed("".join(each.content for each in title)) == squeezed(text)
    inside = [each for token in tokens for each in token.children or []]
    assert {each.type for each in inside} <= {
        "text",
        "softbreak",
        "hardbreak",
        "html_inline",
        "strong_open",
        "strong_close",
    }
    tags = {each.content for each in inside if each.type == "html_inline"}
    assert tags <= {"<br>", *(f"<{end}{tag}>" for end in ("", "/") for tag in TAGS)}
    kinds = [token.type for token in tokens]
    assert kinds.count("heading_open") == 3 and "code_block" not in kinds
    assert kinds.count("td_open") == 2 * (kinds.count("tr_open") - 1)


def check_page(made: str, text: str) -> None:
    page = Page(made)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert squeezed(page.shown).count(squeezed(text)) >= 10


def check_word(made: bytes, text: str) -> None:
    document = docx.Document(io.BytesIO(made))
    assert document.paragraphs[0].text == text
    assert document.tables[1].cell(1, 0).text == text


def check_workbook(made: bytes, text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made))
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [cell for cell in values if cell.data_type == "f"]
    assert squeezed(text) in {squeezed(str(cell.value)) for cell in values}
