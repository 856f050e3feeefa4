"""A paper as a Word document (extra ``policyc[office]``: python-docx, resvg-py)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, RGBColor

from policyc.reports.paper.docx_notes import Endnotes
from policyc.reports.paper.docx_styles import (
    CELL,
    CELL_HEAD,
    FORM,
    FORM_HEAD,
    TABLE,
    as_chinese,
    dress,
    set_page,
    shading,
)
from policyc.reports.paper.flow import (
    NOTES,
    NOTHING,
    WHOLE,
    Heading,
    Pictured,
    Piece,
    Tabled,
    fitted,
    flow_of,
    is_group,
    legal,
    notes_of,
    spreads,
)
from policyc.reports.paper.model import Blank, Cell, Items, Line, Mark, Paper, Paragraph, Run
from policyc.reports.pictures.png import to_png, why_no_png
from policyc.reports.pictures.svg import WIDTH
from policyc.reports.same_bytes import EPOCH, without_times

_DEEPEST = 4
_FEW = 10
"""Rows up to which a table of short cells stays on one page."""
_ABOUT_NOTES = "正文和表格里右上角的数字所指的条款，依次列在下面。"
_HALF = 0.43
"""The part of a page's height that a picture may have for two to stand on it, each with its
caption."""
_PIXELS = 2.0
"""Pixels of a PNG for each of its picture: sharp in print."""


def to_docx(paper: Paper) -> bytes:
    """The document; the same paper gives the same bytes (pictures: on the same machine)."""
    return _Docx(paper).bytes()


class _Docx:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document: Any = Document()
        dress(self.document)
        # Asked for once: python-docx goes through all styles for every paragraph that names one.
        self.styles = {style.name: style.style_id for style in self.document.styles}
        self.notes = Endnotes(self.document, notes_of(paper))

    def bytes(self) -> bytes:
        paper, document = self.paper, self.document
        _properties(document, paper)
        _without_thumbnail(document)
        section = document.sections[0]
        set_page(section, wide=False)
        _footer(section, paper.footer)
        self._text(document.add_paragraph(style="Title"), paper.title)
        if paper.subtitle:
            self._text(document.add_paragraph(style="Subtitle"), paper.subtitle)
        if paper.particulars:
            self._particulars(paper.particulars)
        upright = True
        for wide, pieces in spreads(flow_of(paper)):
            if wide == upright:
                self._turn(wide=wide)
                upright = not wide
            for kind, together in groupby(pieces, lambda each: isinstance(each, Blank)):
                if kind:
                    self._form([each for each in together if isinstance(each, Blank)])
                else:
                    for piece in together:
                        self._piece(piece)
        if self.notes.notes.quotes:
            if not upright:
                self._turn(wide=False)
            self._text(document.add_paragraph(style="Heading 1"), NOTES)
            self._text(document.add_paragraph(style="Body Text"), _ABOUT_NOTES)
        self.notes.finish()
        out = io.BytesIO()
        document.save(out)
        return without_times(out.getvalue())

    def _turn(self, *, wide: bool) -> None:
        """Go on with a new page of another kind. Its mark stands in the last paragraph there is: an
        empty one of its own may fall on a page of its own."""
        set_page(self.document.add_section(), wide=wide)
        mark = self.document.element.body[-2]
        last = mark.getprevious()
        if last.tag == mark.tag and last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
            last.get_or_add_pPr().append(mark.pPr.find(qn("w:sectPr")))
            mark.getparent().remove(mark)

    # -- blocks
    def _piece(self, piece: Piece) -> None:
        add = self.document.add_paragraph
        match piece:
            case Heading():
                self._text(add(style=f"Heading {min(piece.depth, _DEEPEST)}"), piece.text)
            case Paragraph():
                for each in piece.lines:
                    self._line(add(style="Body Text"), each)
            case Items():
                self._items(piece)
            case Tabled():
                self._lead()
                if piece.caption:
                    self._text(add(style="Caption"), piece.caption)
                self._table(piece)
            case Pictured():
                self._figure(piece)

    def _lead(self) -> None:
        """Words that lead to a table do not stay behind on the page before it."""
        last = self.document.element.body[-2:-1]
        if last and last[0].tag == qn("w:p") and last[0].style == self.styles["Body Text"]:
            last[0].get_or_add_pPr().get_or_add_keepNext()

    def _items(self, items: Items) -> None:
        style = "List Number" if items.numbered else "List Bullet"
        restart = _new_list(self.document) if items.numbered else None
        for each in items.items:
            paragraph = self.document.add_paragraph(style=style)
            if restart is not None:
                _in_list(paragraph, restart)
            self._line(paragraph, each)

    def _particulars(self, pairs: Sequence[tuple[str, str]]) -> None:
        table = self._new_table(len(pairs), (1.0, 4.2))
        for row, (name, value) in zip(table.rows, pairs, strict=True):
            label, place = row.cells
            self._label(label, name)
            self._into(place, (Line((Run(value),)),), style=FORM)
            _keep_whole(row)
        self._after_table()

    def _form(self, blanks: Sequence[Blank]) -> None:
        """What people fill in, one under the other, with room to write."""
        table = self._new_table(len(blanks), (1.0, 4.2))
        for at, (row, blank) in enumerate(zip(table.rows, blanks, strict=True), 1):
            label, place = row.cells
            self._label(label, blank.label)
            place.paragraphs[0].style = FORM
            # All on one page, which can be signed.
            label.paragraphs[0].paragraph_format.keep_with_next = at < len(blanks)
            row.height = Pt(30 * blank.lines)
            _keep_whole(row)
        self._after_table()

    def _label(self, cell: Any, text: str) -> None:
        self._into(cell, (Line((Run(text),)),), style=FORM_HEAD)
        cell._tc.get_or_add_tcPr().append(shading())
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER

    def _table(self, piece: Tabled) -> None:
        found = piece.table
        rows = fitted(found)
        shares = [column.share for column in found.columns]
        table = self._new_table(1 + max(1, len(rows)), shares)
        # python-docx counts rows and cells anew for every question; all at once is quick.
        lines = [row.cells for row in table.rows]
        made = list(table.rows)
        for cell, column in zip(lines[0], found.columns, strict=True):
            self._into(cell, (Line((Run(column.title),)),), head=True)
            cell._tc.get_or_add_tcPr().append(shading())
        _repeat(made[0])
        short = len(rows) <= _FEW and all(len(cell.text) < WHOLE for row in rows for cell in row)
        for at, row in enumerate(rows, 1):
            self._row(made[at], lines[at], row, is_group(row, found))
            if short and at < len(rows):
                _with_next(lines[at])
        _with_next(lines[0])
        if not rows:
            whole = lines[1][0].merge(lines[1][-1])
            self._into(whole, (Line((Run(NOTHING),)),))
        self._after_table()

    def _row(self, row: Any, cells: Sequence[Any], made: Iterable[Cell], group: bool) -> None:
        at, longest = 0, 0
        for each in made:
            cell = cells[at]
            if each.span > 1:
                cell = cell.merge(cells[at + each.span - 1])
            self._into(cell, each.lines, head=group or each.header)
            if group:
                cell._tc.get_or_add_tcPr().append(shading())
                _with_next([cell])
            at += each.span
            longest = max(longest, len(each.text))
        if longest <= WHOLE:
            _keep_whole(row)

    def _new_table(self, rows: int, shares: Sequence[float]) -> Any:
        room, whole = self._room(), sum(shares)
        table = self.document.add_table(rows, len(shares), style=TABLE)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        widths = [Emu(round(room * share / whole)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        return table

    def _room(self) -> int:
        """The width between the margins, in Word's units."""
        section = self.document.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    def _after_table(self) -> None:
        """Two tables without a paragraph between them would be one."""
        paragraph = self.document.add_paragraph(style=CELL)
        paragraph.paragraph_format.space_after = Pt(0)

    def _figure(self, piece: Pictured) -> None:
        figure = piece.figure
        png = to_png(figure.svg, _PIXELS)
        if png is None:
            self._text(self.document.add_paragraph(style="Caption"), piece.caption)
            self._text(self.document.add_paragraph(style="Body Text"), figure.words)
            why = f"（{why_no_png()}。这里以文字代替。）"
            self._text(self.document.add_paragraph(style="Body Text"), why)
            return
        section = self.document.sections[-1]
        room = section.page_height - section.top_margin - section.bottom_margin
        paragraph = self.document.add_paragraph(style="Caption")
        # A line of fixed height would cut the picture off.
        paragraph.paragraph_format.line_spacing = 1.0
        shape = paragraph.add_run().add_picture(io.BytesIO(png))
        # As large on a page on its side as on an upright one.
        upright = min(section.page_width, section.page_height)
        across = min(self._room(), upright - section.left_margin - section.right_margin)
        wide = min(across, across * _png_width(png) / (_PIXELS * WIDTH))
        high = wide / shape.width * shape.height
        # One that is hardly too high to stand on a page with another is made to fit.
        most = room * (_HALF if room * _HALF < high < room * _HALF * 1.15 else 0.8)
        scale = min(wide / shape.width, most / shape.height)
        shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        shape._inline.docPr.set("descr", legal(figure.words))
        below = self.document.add_paragraph(style="Caption")
        below.paragraph_format.keep_with_next = False
        self._text(below, piece.caption)

    # -- text
    def _into(
        self,
        cell: Any,
        lines: Sequence[Line],
        *,
        head: bool = False,
        style: str = "",
    ) -> None:
        """Fill an empty cell, each line a paragraph."""
        for at, each in enumerate(lines or (Line(()),)):
            paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
            paragraph._p.style = self.styles[style or (CELL_HEAD if head else CELL)]
            self._line(paragraph, each)

    def _line(self, paragraph: Any, line: Line) -> None:
        for run in line.runs:
            if run.text:
                _marked(paragraph.add_run(), run)
        self.notes.sign(paragraph, line)

    def _text(self, paragraph: Any, text: str) -> None:
        _marked(paragraph.add_run(), Run(text))


def _marked(made: Any, run: Run) -> None:
    made.text = legal(run.text)
    as_chinese(made._r)
    match run.mark:
        case Mark.STRONG:
            made.bold = True
        case Mark.QUIET:
            made.font.color.rgb = RGBColor(0x59, 0x59, 0x59)
        case Mark.ADDED:
            made.underline = True
        case Mark.REMOVED:
            made.font.strike = True


def _png_width(png: bytes) -> int:
    """How many pixels wide a PNG is: the first number of its head."""
    return int.from_bytes(png[16:20], "big")


def _properties(document: Any, paper: Paper) -> None:
    core = document.core_properties
    core.title = legal(paper.title)[:255]
    core.subject = legal(paper.subtitle)[:255]
    core.author = core.last_modified_by = "policyc"
    core.language = "zh-CN"
    core.created = core.modified = EPOCH
    core.comments = core.keywords = core.category = ""
    core.revision = 1


def _without_thumbnail(document: Any) -> None:
    """The template's small picture of an empty page is none of this document."""
    relations = document.part.package.rels
    for name, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del relations[name]


def _footer(section: Any, text: str) -> None:
    """What the paper says there, and 第 1 页，共 3 页; the later sections follow the first."""
    paragraph = section.footer.paragraphs[0]
    if text:
        run = paragraph.add_run(legal(text))
        as_chinese(run._r)
        run.add_break()
    for before, instruction in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES")):
        paragraph.add_run(before)
        _field(paragraph, instruction)
    paragraph.add_run(" 页")


def _field(paragraph: Any, instruction: str) -> None:
    run = paragraph.add_run()
    for kind in ("begin", None, "separate", "text", "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = f" {instruction} "
        elif kind == "text":
            part = OxmlElement("w:t")
            part.text = "1"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _repeat(row: Any) -> None:
    """Stands again on every page of its table."""
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(tag))


def _with_next(cells: Iterable[Any]) -> None:
    """The row is not the last on its page."""
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _new_list(document: Any) -> int:
    """A list that begins with 1, counted as the style's list is."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    used = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    of_style = next(each for each in numbering.num_lst if str(each.numId) == used)
    made = numbering.add_num(of_style.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _in_list(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
