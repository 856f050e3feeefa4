"""One paper in every format: what it says, and that equal papers give equal bytes."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from tests.reports.paper.sample import SAMPLE, SVG, WIDE
from tests.reports.test_html import Page

from policyc.reports.layout import Screen
from policyc.reports.paper.docx import to_docx
from policyc.reports.paper.html import to_html
from policyc.reports.paper.markdown import to_markdown
from policyc.reports.paper.model import Column, Figure, Paper, Section, Table, cell, line
from policyc.reports.paper.terminal import to_terminal
from policyc.reports.paper.xlsx import to_xlsx

Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", autouse=True)
def drawn_anyway() -> Iterator[None]:
    """Pictures are drawn, if with empty places, also where there is no Chinese font."""
    with pytest.MonkeyPatch.context() as patch:
        for room in ("pictures.png", "paper.docx"):
            patch.setattr(f"policyc.reports.{room}.why_no_png", lambda: "")
        yield


@cache
def word() -> Any:
    import docx

    return docx.Document(io.BytesIO(to_docx(SAMPLE)))


@cache
def book() -> Any:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(to_xlsx(SAMPLE)))


def test_terminal(golden: Golden) -> None:
    golden(GOLDEN / "sample.txt", to_terminal(SAMPLE, Screen(80)))


def test_markdown(golden: Golden) -> None:
    golden(GOLDEN / "sample.md", to_markdown(SAMPLE))


def test_page(golden: Golden) -> None:
    golden(GOLDEN / "sample.html.txt", Page(to_html(SAMPLE)).shown)


def test_the_page_is_whole_and_nothing_in_it_can_act() -> None:
    text = to_html(SAMPLE)
    page = Page(text)
    ids = page.all("id")
    assert len(set(ids)) == len(ids)
    assert set(page.all("href")) <= {f"#{each}" for each in ids}
    assert not page.all("src") and not page.all("style") and "@import" not in text
    policy = next(
        attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") and tag == "meta"
    )
    assert policy is not None and "unsafe" not in policy
    # The page's own style, that of the picture, and the script.
    assert policy.count("'sha256-") == 3
    assert "@page wide { size: A4 landscape" in text
    assert page.all("class").count("wide") == 1


def test_word_says_everything(golden: Golden) -> None:
    from docx.table import Table as WordTable

    lines = []
    for block in word().iter_inner_content():
        if isinstance(block, WordTable):
            for row in block.rows:
                cells = dict.fromkeys((cell._tc, cell.text) for cell in row.cells)
                lines.append(" | ".join(text.replace("\n", " / ") for _, text in cells))
        else:
            lines.append(f"[{block.style.name}] {block.text}")
    golden(GOLDEN / "sample.docx.txt", "\n".join(lines) + "\n")


def test_word_styles_are_real_and_chinese() -> None:
    document = word()
    for name, font in {"Heading 1": "黑体", "Normal": "宋体", "endnote text": "仿宋"}.items():
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(f"{W}eastAsia") == font
        assert fonts.get(f"{W}ascii") == "Times New Roman"
        assert not [key for key in fonts if "Theme" in key]
    defaults = document.styles.element.find(f"{W}docDefaults//{W}lang")
    assert defaults.get(f"{W}eastAsia") == "zh-CN"
    properties = document.core_properties
    assert (properties.title, properties.language) == ("审查报告", "zh-CN")
    assert {table.style.name for table in document.tables} == {"policyc 表格"}


def test_word_pages() -> None:
    document = word()
    assert [section.orientation for section in document.sections] == [0, 1, 0]
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer and "NUMPAGES" in footer and "供人判断" in footer
    wide = next(table for table in document.tables if table.cell(0, 0).text == "序号")
    assert wide.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
    assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in wide.rows)


def test_words_that_lead_to_a_table_stay_with_it() -> None:
    kept = {p.text: p.paragraph_format.keep_with_next for p in word().paragraphs}
    assert kept["见下表。"] and not kept["到此为止。"]


def test_a_picture_is_as_large_on_a_page_on_its_side() -> None:
    import docx

    figure = Figure(SVG, "等级", "挂牌升为重点。")
    beside = Section("题", (WIDE, figure))
    upright, lying = (
        docx.Document(io.BytesIO(to_docx(Paper("题", blocks=blocks)))).inline_shapes[0].width
        for blocks in ((figure,), (beside,))
    )
    assert abs(lying - upright) < upright * 0.2


def test_words_notes_are_its_own() -> None:
    with ZipFile(io.BytesIO(to_docx(SAMPLE))) as archive:
        body = archive.read("word/document.xml").decode()
        notes = archive.read("word/endnotes.xml").decode()
    assert re.findall(r'<w:endnoteReference w:id="(\d+)"', body) == ["1", "2", "3"]
    assert body.count("NOTEREF _Ref_note_") == 3  # clauses that are met again
    assert "吉林 第八条第（二）项" in notes and "非法种植罂粟500株以上的。" in notes
    # The order that Word wants: the footer, the notes, then the page.
    assert body.index("<w:footerReference") < body.index("<w:endnotePr") < body.index("<w:pgSz")


def test_word_pictures_have_words() -> None:
    document = word()
    assert len(document.inline_shapes) == 1
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "挂牌升为重点。"


def test_word_without_a_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    import docx

    for name, value in (("to_png", None), ("why_no_png", "没有中文字体")):
        monkeypatch.setattr(f"policyc.reports.paper.docx.{name}", lambda *_, said=value: said)
    paper = Paper("题", blocks=(Figure(SVG, "等级", "挂牌升为重点。"),))
    document = docx.Document(io.BytesIO(to_docx(paper)))
    said = "".join(paragraph.text for paragraph in document.paragraphs)
    assert not document.inline_shapes
    assert "挂牌升为重点。" in said and "没有中文字体" in said


def test_workbook(golden: Golden) -> None:
    lines = []
    for sheet in book().worksheets:
        lines.append(f"== {sheet.title} {sheet.freeze_panes} {sheet.auto_filter.ref}")
        for row in sheet.iter_rows():
            for at in row:
                if at.value is not None:
                    note = f" 〔{at.comment.text}〕" if at.comment else ""
                    lines.append(f"{at.coordinate} {at.value}{note}".replace("\n", " / "))
    golden(GOLDEN / "sample.xlsx.txt", "\n".join(lines) + "\n")


def test_workbook_marks_and_prints() -> None:
    import openpyxl

    rich = openpyxl.load_workbook(io.BytesIO(to_xlsx(SAMPLE)), rich_text=True)["疑似问题"][
        "D3"
    ].value
    fonts = {str(block.text): block.font for block in rich}
    assert fonts["600株"].u == "single" and fonts["500株"].strike
    sheet = book()["疑似问题"]
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in sheet[1])


def test_sheets_have_names_that_excel_takes() -> None:
    import openpyxl

    names = ("甲/乙:*?[]" * 9, "报告", "引文", "Ab", "aB", "''", "")
    tables = tuple(Table(name, (Column("甲"),), ((cell("一"),),)) for name in names)
    made = openpyxl.load_workbook(io.BytesIO(to_xlsx(Paper("题", blocks=tables))))
    titles = made.sheetnames
    assert len(titles) == 1 + len(names) == len({title.casefold() for title in titles})
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


@pytest.mark.parametrize("render", [to_docx, to_xlsx])
def test_equal_papers_give_equal_bytes(render: Any) -> None:
    assert render(SAMPLE) == render(SAMPLE)


def test_a_long_table() -> None:
    import docx
    import openpyxl

    rows = tuple((cell(str(at)), cell(line("行"))) for at in range(300))
    paper = Paper(
        "题", blocks=(Section("节", (Table("长表", (Column("号"), Column("文")), rows),)),)
    )
    assert len(docx.Document(io.BytesIO(to_docx(paper))).tables[0].rows) == 301
    assert openpyxl.load_workbook(io.BytesIO(to_xlsx(paper)))["长表"].max_row == 301
    assert to_markdown(paper).count("| 行 |") == to_html(paper).count("<td>行</td>") == 300


def test_a_narrow_screen_tells_a_row_line_by_line() -> None:
    rows = ((cell("一"), cell("字" * 200), cell("尾" * 100)),)
    table = Table("表", (Column("甲"), Column("乙"), Column("丙")), rows)
    shown = to_terminal(Paper("题", blocks=(table,)), Screen(60))
    assert "  甲  一\n  乙  字字" in shown
    assert WIDE.name not in shown


@pytest.mark.slow
def test_an_office_opens_it(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("没有 LibreOffice（soffice），没有试着打开 Word 文件")
    (tmp_path / "样.docx").write_bytes(to_docx(SAMPLE))
    if not _converted(office, tmp_path, "样.docx"):
        (tmp_path / "空.txt").write_text("空", encoding="utf-8")
        if not _converted(office, tmp_path, "空.txt"):
            pytest.skip("LibreOffice 在这里连文字文件也打不开，没有试着打开 Word 文件")
        pytest.fail("LibreOffice 打不开生成的 Word 文件")
    text = (tmp_path / "out" / "样.txt").read_text(encoding="utf-8")
    assert "审查报告" in text and "同时符合两个等级。" in text


def _converted(office: str, folder: Path, name: str) -> bool:
    """Whether LibreOffice turned a file into text, in the folder out."""
    command = [
        office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        *("--convert-to", "txt:Text (encoded):UTF8"),
        *("--outdir", str(folder / "out"), str(folder / name)),
    ]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0 and (folder / "out" / name).with_suffix(".txt").is_file()
