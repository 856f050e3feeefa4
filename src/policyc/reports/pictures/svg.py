"""Writing SVG: text of a known width, boxes, lines, hatching; nothing but paths and words.

A picture has no scripts, no ids, and refers to nothing outside: any number of them may stand in
one page. Lengths are pixels; at the width of a page of A4 one is about two thirds of a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from xml.sax.saxutils import escape

from policyc.reports.layout import clean, wrap
from policyc.source.columns import char_width

FONTS = (
    "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','SimHei',sans-serif"
)
WIDTH = 680
"""Of a picture that fills the width of a page."""
SIZE = 14
"""Of all words: 9 points on a page of A4."""
LINE = 20
"""From one line of words to the next."""
MARGIN = 12

INK, RULE, GUIDE, PALE, PAPER = "#111", "#444", "#bbb", "#f2f2f2", "#fff"
SHADES = ("#f4f7fa", "#d7e2ec", "#adc4d9", "#7da3c4", "#4c7fa9", "#2b5a80")
"""From light to dark: a graver step is darker, in print and in grey as on the screen."""
_WORDS_ON_SHADES = (INK, INK, INK, INK, PAPER, PAPER)
DASHED = "6 4"

_DIGIT, _CAPITAL, _WIDEST = 0.6, 0.72, 0.95
"""What characters of ASCII take at most, in shares of the size."""
_WIDE = frozenset("mwMW@%&")
_HALVING = 2

Anchor = Literal["start", "middle", "end"]


def width_of(words: str, size: float = SIZE, *, bold: bool = False) -> float:
    """How wide a line of words is at most: what is not ASCII is as wide as a Chinese character."""
    ems = sum(_ems(char) for char in words)
    return ems * size * (1.06 if bold else 1.0)


def _ems(char: str) -> float:
    if char.isascii():
        return _WIDEST if char in _WIDE else _CAPITAL if char.isupper() else _DIGIT
    return 1.0 if char_width(char) else 0.0


def fold(words: str, width: float, *, bold: bool = False) -> list[str]:
    """The words in lines that are at most so wide; one character always fits."""
    columns = max(_HALVING, int(_HALVING * width / SIZE))
    lines = wrap(clean(words), columns)
    while columns > _HALVING and any(width_of(line, bold=bold) > width for line in lines):
        columns -= 1
        lines = wrap(clean(words), columns)
    return lines


def shade(step: int, steps: int) -> tuple[str, str]:
    """The fill of a step of a scale, and of words on it; the lightest step is the lightest."""
    at = round(step * (len(SHADES) - 1) / max(1, steps - 1)) if steps > 1 else 2
    return SHADES[at], _WORDS_ON_SHADES[at]


def staggered(
    wanted: Sequence[tuple[float, float]], left: float, right: float, gap: float = 10
) -> list[tuple[float, int]]:
    """Where labels stand that are ``(middle, width)``: the middle of each, kept between the edges,
    and its row, counted from 0, so that none touches another."""
    ends: list[float] = []
    placed: dict[int, tuple[float, int]] = {}
    for at in sorted(range(len(wanted)), key=lambda k: wanted[k]):
        middle, width = wanted[at]
        middle = max(min(middle, right - width / 2), left + width / 2)
        row = next((r for r, end in enumerate(ends) if end + gap <= middle - width / 2), len(ends))
        if row == len(ends):
            ends.append(0)
        ends[row] = middle + width / 2
        placed[at] = (middle, row)
    return [placed[at] for at in range(len(wanted))]


class Drawing:
    """Collects the parts of a picture from back to front; words always stand before lines."""

    def __init__(self) -> None:
        self._behind: list[str] = []
        self._shapes: list[str] = []
        self._words: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: Anchor = "start",
        bold: bool = False,
        fill: str = INK,
        halo: bool = False,
    ) -> None:
        """One line of words on its base line; ``halo`` keeps it readable across lines."""
        if not words:
            return
        at = f' text-anchor="{anchor}"' if anchor != "start" else ""
        look = ' font-weight="bold"' if bold else ""
        look += f' fill="{fill}"' if fill != INK else ""
        if halo:
            look += f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"'
        self._words.append(f'<text x="{_n(x)}" y="{_n(y)}"{at}{look}>{escape(clean(words))}</text>')

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        anchor: Anchor = "start",
        bold: bool = False,
        fill: str = INK,
        halo: bool = False,
    ) -> float:
        """Lines of words below each other from a base line on; the base line after the last."""
        for line in lines:
            self.text(x, y, line, anchor=anchor, bold=bold, fill=fill, halo=halo)
            y += LINE
        return y

    def title(self, words: str) -> float:
        """The title at the top; returns where what is below it begins."""
        lines = fold(words, WIDTH - 2 * MARGIN, bold=True)
        return self.lines(MARGIN, MARGIN + SIZE, lines, bold=True) - SIZE

    def heading(self, words: str, y: float) -> float:
        """A bar across the picture that heads what follows; returns where that begins."""
        for line in fold(words, WIDTH - 2 * MARGIN - 12, bold=True):
            self.rect(MARGIN, y, WIDTH - 2 * MARGIN, LINE + 2, fill=PALE, stroke="none")
            self.text(MARGIN + 6, y + 16, line, bold=True)
            y += LINE + 2
        return y

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        stroke: str = RULE,
        dashed: bool = False,
        round_: float = 0,
        thick: float = 1,
    ) -> None:
        """A box; ``stroke`` may be "none"."""
        shape = f' rx="{_n(round_)}"' if round_ else ""
        self._shapes.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"{shape}'
            f' fill="{fill}"{_stroke(stroke, dashed, thick)}/>'
        )

    def line(
        self,
        *points: tuple[float, float],
        stroke: str = RULE,
        dashed: bool = False,
        thick: float = 1,
        arrow: bool = False,
    ) -> None:
        """A line through some points, with a head at the last where it is an ``arrow``."""
        path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        self._shapes.append(f'<path d="{path}" fill="none"{_stroke(stroke, dashed, thick)}/>')
        if arrow:
            self._head(points[-2], points[-1], stroke)

    def guide(self, x: float, top: float, bottom: float) -> None:
        """A thin line from top to bottom, behind everything else."""
        path = f"M{_n(x)} {_n(top)}V{_n(bottom)}"
        self._behind.append(f'<path d="{path}" stroke="{GUIDE}"/>')

    def _head(self, start: tuple[float, float], end: tuple[float, float], fill: str) -> None:
        (x, y), (x1, y1) = start, end
        length = ((x1 - x) ** 2 + (y1 - y) ** 2) ** 0.5 or 1
        dx, dy = (x1 - x) / length * 9, (y1 - y) / length * 9
        left, right = (x1 - dx - dy / 2, y1 - dy + dx / 2), (x1 - dx + dy / 2, y1 - dy - dx / 2)
        corners = "L".join(f"{_n(a)} {_n(b)}" for a, b in (end, left, right))
        self._shapes.append(f'<path d="M{corners}Z" fill="{fill}"/>')

    def dot(self, x: float, y: float, *, filled: bool, radius: float = 5) -> None:
        """The end of a range: filled where the value itself belongs to it, else empty."""
        self._shapes.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
            f' fill="{INK if filled else PAPER}"{_stroke(INK, False, 1.6)}/>'
        )

    def hatch(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        gap: float = 7,
        crossed: bool = False,
        stroke: str = RULE,
        thick: float = 1,
    ) -> None:
        """Diagonal lines within a box, ``crossed`` both ways."""
        ways = [_diagonals(width, height, gap)]
        if crossed:
            ways.append([(w - x0, y0, w - x1, y1) for w in (width,) for x0, y0, x1, y1 in ways[0]])
        path = "".join(
            f"M{_n(x + x0)} {_n(y + y0)}L{_n(x + x1)} {_n(y + y1)}"
            for way in ways
            for x0, y0, x1, y1 in way
        )
        self._shapes.append(f'<path d="{path}" fill="none"{_stroke(stroke, False, thick)}/>')

    def dots(self, x: float, y: float, width: float, height: float, *, gap: float = 8) -> None:
        """Small dots within a box."""
        across = [gap / 2 + gap * k for k in range(int((width - 1) // gap))]
        down = [gap / 2 + gap * k for k in range(int((height - 1) // gap))]
        path = "".join(f"M{_n(x + a)} {_n(y + b)}h1.6" for b in down for a in across)
        if path:
            self._shapes.append(f'<path d="{path}" fill="none"{_stroke(RULE, False, 1.6)}/>')

    def svg(self, title: str, height: float, width: float = WIDTH) -> str:
        """The whole picture as a self-contained document."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}"'
            f' viewBox="0 0 {_n(width)} {_n(height)}" role="img"'
            f' font-family="{FONTS}" font-size="{SIZE}" fill="{INK}">'
        )
        name = f"<title>{escape(clean(title))}</title>"
        ground = f'<rect width="{_n(width)}" height="{_n(height)}" fill="{PAPER}"/>'
        return (
            "\n".join([head, name, ground, *self._behind, *self._shapes, *self._words, "</svg>"])
            + "\n"
        )


def _diagonals(width: float, height: float, gap: float) -> list[tuple[float, float, float, float]]:
    """Lines from the lower left to the upper right, cut at the edges of a box."""
    found = []
    steps = int((width + height) / gap)
    for k in range(1, steps + 1):
        total = k * gap
        x0, x1 = max(0.0, total - height), min(width, total)
        if x1 > x0:
            found.append((x0, total - x0, x1, total - x1))
    return found


def _stroke(colour: str, dashed: bool, thick: float) -> str:
    if colour == "none":
        return ""
    dash = f' stroke-dasharray="{DASHED}"' if dashed else ""
    width = f' stroke-width="{_n(thick)}"' if thick != 1 else ""
    return f' stroke="{colour}"{width}{dash}'


def _n(number: float) -> str:
    """A length, to a tenth of a pixel."""
    return f"{number:.1f}".removesuffix(".0")
