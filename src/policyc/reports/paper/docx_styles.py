"""How a paper looks in Word: fonts for Chinese, real styles, A4, a table of rules.

Sizes are those that Chinese offices name: 二号 22pt, 三号 16, 四号 14, 小四 12, 五号 10.5, 小五 9.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

LATIN = "Times New Roman"
SONG, HEI, FANG = "宋体", "黑体", "仿宋"

TABLE = "policyc 表格"
CELL = "表格文字"
CELL_HEAD = "表格标题"
FORM = "表单文字"
FORM_HEAD = "表单标题"
NOTE = "endnote text"
NOTE_SIGN = "endnote reference"

_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@frozen
class _Look:
    """How one paragraph style looks."""

    font: str
    size: float
    bold: bool = False
    before: float = 0
    after: float = 0
    centred: bool = False
    indent: bool = False
    keep: bool = False
    spacing: float = 1.0
    exactly: float = 0
    """Points from line to line, whatever font there is; 0 leaves it to ``spacing``."""


_LOOKS = {
    "Normal": _Look(SONG, 12, exactly=22),
    "Body Text": _Look(SONG, 12, exactly=22, indent=True),
    "Title": _Look(HEI, 22, before=6, after=6, centred=True, keep=True),
    "Subtitle": _Look(FANG, 14, after=12, centred=True),
    "Heading 1": _Look(HEI, 16, before=14, after=6, keep=True),
    "Heading 2": _Look(HEI, 14, before=10, after=4, keep=True),
    "Heading 3": _Look(HEI, 12, before=8, after=4, keep=True),
    "Heading 4": _Look(SONG, 12, bold=True, before=6, after=4, keep=True),
    "Caption": _Look(HEI, 10.5, before=8, after=4, centred=True, keep=True),
    "List Bullet": _Look(SONG, 12, exactly=22),
    "List Number": _Look(SONG, 12, exactly=22),
    "Footer": _Look(SONG, 9, centred=True),
    CELL: _Look(SONG, 9, exactly=13),
    CELL_HEAD: _Look(HEI, 9, exactly=13),
    FORM: _Look(SONG, 10.5, before=1, after=1),
    FORM_HEAD: _Look(HEI, 10.5, before=1, after=1),
    NOTE: _Look(FANG, 10.5, exactly=16, after=3),
}


def dress(document: Any) -> None:
    """Give a new document its styles, page and languages."""
    for name, look in _LOOKS.items():
        _style(document, name, look)
    sign = document.styles.add_style(NOTE_SIGN, WD_STYLE_TYPE.CHARACTER)
    sign.font.superscript = True
    sign.hidden = False
    _table_style(document)
    _defaults(document)


def _style(document: Any, name: str, look: _Look) -> None:
    styles = document.styles
    known = [style.name for style in styles]
    style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name not in known:
        style.base_style = styles["Normal"]
        style.quick_style = True
    font = style.font
    font.size, font.bold, font.italic = Pt(look.size), look.bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    set_fonts(style.element.get_or_add_rPr(), look.font)
    _plain(style.element)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing = Pt(look.exactly) if look.exactly else look.spacing
    shape.keep_with_next = look.keep
    shape.first_line_indent = Pt(2 * look.size) if look.indent else None
    if look.centred:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _plain(element: Any) -> None:
    """Without the rules, spacing of letters and kerning that the template's styles have."""
    for tag in ("w:pBdr", "w:contextualSpacing"):
        for found in element.findall(f".//{qn(tag)}"):
            found.getparent().remove(found)
    for tag in ("w:spacing", "w:kern"):
        for found in element.findall(f"{qn('w:rPr')}/{qn(tag)}"):
            found.getparent().remove(found)


def set_fonts(properties: Any, chinese: str) -> None:
    """Name the fonts of a run or style, without the theme's."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in _THEMED:
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), chinese)


def as_chinese(run: Any) -> None:
    """Quotation marks and dashes, which Latin and Chinese share, in the Chinese font."""
    run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _defaults(document: Any) -> None:
    """Fonts and languages of whatever has no style of its own."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    properties = defaults.find(qn("w:rPr"))
    set_fonts(properties, SONG)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:eastAsia"), "zh-CN")


def _table_style(document: Any) -> None:
    """A grid of thin rules."""
    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    style.quick_style = True
    element = style.element
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    properties.append(borders)
    properties.append(_margins())
    element.append(properties)


def _margins() -> Any:
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 30), ("left", 85), ("bottom", 30), ("right", 85)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def shading() -> Any:
    """The grey of heads, light enough to be copied."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E7E6E6")):
        shade.set(qn(f"w:{name}"), value)
    return shade


def set_page(section: Any, *, wide: bool) -> None:
    """A4, on its side where ``wide``."""
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    section.top_margin = Cm(2.0 if wide else 3.0)
    section.bottom_margin = Cm(1.9 if wide else 2.6)
    section.left_margin = Cm(1.6 if wide else 2.7)
    section.right_margin = Cm(1.6 if wide else 2.5)
    section.header_distance = Cm(1.2)
    section.footer_distance = Cm(1.0)
