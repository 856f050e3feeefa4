"""What a picture shows, measured without drawing it: its words, their boxes, and its marks."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from policyc.reports.pictures.svg import SIZE, width_of

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}
_ASCENT, _DESCENT = 0.82, 0.12
"""How far Chinese characters reach above and below the base line, in shares of the size."""


@frozen
class Words:
    """A line of words and the box it takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@frozen
class Seen:
    """A picture, parsed: what is not well-formed does not parse."""

    width: float
    height: float
    words: tuple[Words, ...]
    marks: Counter[str]

    @property
    def texts(self) -> list[str]:
        """The lines in reading order."""
        return [each.text for each in sorted(self.words, key=lambda w: (w.top, w.left))]

    def content(self) -> str:
        """The lines, and how many marks of each kind: what a golden file holds."""
        marks = [f"{name} {count}" for name, count in sorted(self.marks.items())]
        return "\n".join([*self.texts, "", *marks]) + "\n"


def seen(svg: str) -> Seen:
    root = ElementTree.fromstring(svg)
    words = tuple(_words(each) for each in root.iter(f"{_NAMESPACE}text"))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    return Seen(width, height, words, Counter(_marks(root)))


def _words(element: ElementTree.Element) -> Words:
    text, x, y = element.text or "", float(element.attrib["x"]), float(element.attrib["y"])
    bold = element.attrib.get("font-weight") == "bold"
    width = width_of(text, bold=bold)
    left = x - width * _SHARE[element.attrib.get("text-anchor", "start")]
    return Words(text, left, y - SIZE * _ASCENT, left + width, y + SIZE * _DESCENT)


def _marks(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        dashed = "虚线" if "stroke-dasharray" in element.attrib else ""
        match element.tag.removeprefix(_NAMESPACE):
            case "circle":
                yield "○" if element.attrib["fill"] == "#fff" else "●"
            case "rect" if element.attrib.get("stroke"):
                yield f"{dashed}方框"
            case "path" if element.attrib.get("fill") not in (None, "none"):
                yield "箭头"
            case "path" if element.attrib["d"].count("M") > 2 and "h1.6" not in element.attrib["d"]:
                yield "斜线"


def overlapping(found: Seen) -> list[tuple[str, str]]:
    """Words that lie over other words; a pixel is no overlap."""
    return [
        (one.text, other.text)
        for at, one in enumerate(found.words)
        for other in found.words[at + 1 :]
        if min(one.right, other.right) - max(one.left, other.left) > 1
        if min(one.bottom, other.bottom) - max(one.top, other.top) > 1
    ]


def cut(found: Seen) -> list[str]:
    """Words that reach beyond the picture."""
    return [
        each.text
        for each in found.words
        if min(each.left, each.top) < 0 or each.right > found.width or each.bottom > found.height
    ]


def assert_readable(svg: str) -> Seen:
    """Well-formed, nothing over another, nothing cut; and nothing that leads outside."""
    found = seen(svg)
    assert not overlapping(found), overlapping(found)
    assert not cut(found), cut(found)
    lowered = svg.replace('xmlns="http://www.w3.org/2000/svg"', "").lower()
    for forbidden in ("<script", "href", "url(", "<image", " id="):
        assert forbidden not in lowered
    return found
