"""Pictures as PNG: for DOCX, and only where the words can be drawn."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from policyc.reports.pictures import png
from policyc.reports.pictures.svg import Drawing

SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    png.why_no_png.cache_clear()
    yield
    png.why_no_png.cache_clear()


def picture() -> str:
    drawing = Drawing()
    drawing.title("流程")
    return drawing.svg("流程", 40, width=120)


def test_twice_the_size() -> None:
    if png.why_no_png():
        pytest.skip(png.why_no_png())
    made = png.to_png(picture(), 2)
    assert made is not None and made.startswith(SIGNATURE)
    assert int.from_bytes(made[16:20], "big") == 240
    assert made == png.to_png(picture())


def test_without_a_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_drawn", lambda svg, scale: SIGNATURE)
    assert png.to_png(picture()) is None
    assert "没有中文字体" in png.why_no_png()


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert png.to_png(picture()) is None
    assert "policyc[office]" in png.why_no_png()
