"""Pictures that would be taller than a page, parted into several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from policyc.reports.paper.model import Figure
from policyc.reports.pictures.svg import Drawing

T = TypeVar("T")
Draw = Callable[[str, Sequence[T]], tuple[Drawing, float]]
"""Draws some parts under a title; returns the drawing and its height."""

TALLEST = 780.0
"""What a page of A4 has room for, words keeping their size, with a caption below."""


def figures(
    title: str, parts: Sequence[T], draw: Draw[T], tell: Callable[[T], str]
) -> tuple[Figure, ...]:
    """The parts in as few pictures as have room for them, each part whole and in words too."""
    pages: list[list[T]] = []
    for part in parts:
        if pages and draw(title, [*pages[-1], part])[1] <= TALLEST:
            pages[-1].append(part)
        else:
            pages.append([part])
    found = []
    for number, page in enumerate(pages, 1):
        name = title if len(pages) == 1 else f"{title}（{number}/{len(pages)}）"
        drawing, height = draw(name, page)
        found.append(Figure(drawing.svg(name, height), name, "".join(map(tell, page))))
    return tuple(found)
