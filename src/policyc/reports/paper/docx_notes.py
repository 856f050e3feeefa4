"""The clauses of a paper as Word's own endnotes, which python-docx does not write."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

from policyc.reports.paper.docx_styles import NOTE, NOTE_SIGN
from policyc.reports.paper.flow import Notes, legal
from policyc.reports.paper.model import Line, Quote

_CHINESE = '<w:rFonts w:hint="eastAsia"/>'


class Endnotes:
    """Puts signs into a document, then the notes they belong to.

    A clause that is met again refers to the note it has: its number is a field of Word's, so that
    all stay right when somebody takes a line out.
    """

    def __init__(self, document: Any, notes: Notes) -> None:
        self.document = document
        self.notes = notes
        self.styles = {name: document.styles[name].style_id for name in (NOTE, NOTE_SIGN)}
        self.met: set[int] = set()

    def sign(self, paragraph: Any, line: Line) -> None:
        """The signs of a line's clauses, behind it."""
        for at, number in enumerate(self.notes.numbers(line)):
            if at:
                self._run(paragraph).text = "，"
            if number in self.met:
                self._again(paragraph, number)
            else:
                self._first(paragraph, number)
            self.met.add(number)

    def _first(self, paragraph: Any, number: int) -> None:
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), _bookmark(number))
        reference = OxmlElement("w:endnoteReference")
        reference.set(qn("w:id"), str(number))
        paragraph._p.append(start)
        self._run(paragraph)._r.append(reference)
        paragraph._p.append(end)

    def _again(self, paragraph: Any, number: int) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" NOTEREF {_bookmark(number)} \\f \\h ")
        paragraph._p.append(field)
        run = self._run(paragraph)
        run.text = str(number)
        field.append(run._r)

    def _run(self, paragraph: Any) -> Any:
        run = paragraph.add_run()
        run._r.style = self.styles[NOTE_SIGN]
        return run

    def finish(self) -> None:
        """Write the notes themselves."""
        if not self.notes.quotes:
            return
        separators = (
            '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            '</w:endnote><w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
            "<w:continuationSeparator/></w:r></w:p></w:endnote>"
        )
        notes = "".join(self._note(*each) for each in enumerate(self.notes.quotes, 1))
        xml = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:endnotes {nsdecls('w')}>{separators}{notes}</w:endnotes>"
        )
        main = self.document.part
        name = PackURI("/word/endnotes.xml")
        part = Part(name, CONTENT_TYPE.WML_ENDNOTES, xml.encode("utf-8"), main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
        self._set_up()

    def _note(self, number: int, quote: Quote) -> str:
        place = legal(f"{quote.document} {quote.place}".strip())
        text = f"：“{legal(quote.text)}”" if quote.text else ""
        note, sign = self.styles[NOTE], self.styles[NOTE_SIGN]
        return (
            f'<w:endnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{note}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{sign}"/></w:rPr><w:endnoteRef/></w:r>'
            f"<w:r>{_texts(' ')}</w:r>"
            f"<w:r><w:rPr>{_CHINESE}<w:b/></w:rPr>{_texts(place)}</w:r>"
            f"<w:r><w:rPr>{_CHINESE}</w:rPr>{_texts(text)}</w:r>"
            "</w:p></w:endnote>"
        )

    def _set_up(self) -> None:
        """Numbered 1, 2, 3, at the end of the document. Word asks the settings, others the
        sections; both want their children in order."""
        settings = _properties()
        for each in ("-1", "0"):
            child = OxmlElement("w:endnote")
            child.set(qn("w:id"), each)
            settings.append(child)
        # Every template has w:compat, which stands right behind.
        self.document.settings.element.find(qn("w:compat")).addprevious(settings)
        for section in self.document.sections:
            of_page = section._sectPr
            references = ("w:headerReference", "w:footerReference")
            before = [each for tag in references for each in of_page.findall(qn(tag))]
            of_page.insert(len(before), _properties())


def _properties() -> Any:
    found = OxmlElement("w:endnotePr")
    for tag, value in (("w:pos", "docEnd"), ("w:numFmt", "decimal")):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        found.append(child)
    return found


def _bookmark(number: int) -> str:
    return f"_Ref_note_{number}"


def _texts(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return "<w:br/>".join(lines)
