"""A picture as PNG, for formats that know no SVG (extra ``policyc[office]``: resvg-py)."""

from __future__ import annotations

from functools import cache

from policyc.reports.pictures.svg import FONTS

_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    f'<text x="4" y="30" font-size="28" font-family="{FONTS}">{{}}</text></svg>'
)


def to_png(svg: str, scale: float = 2.0) -> bytes | None:
    """The picture at ``scale`` pixels per pixel of the SVG, with the fonts of this machine.

    ``None`` where it cannot be drawn as it should be; ``why_no_png`` then says why. ``ValueError``
    for what is no SVG.
    """
    if why_no_png():
        return None
    return _drawn(svg, scale)


@cache
def why_no_png() -> str:
    """What keeps pictures from being made into PNG on this machine; empty for nothing.

    A machine without a Chinese font would draw empty places where the words are.
    """
    try:
        seen = {_drawn(_PROBE.format(character), 1.0) for character in ("国", "字")}
    except ImportError:
        return "没有装 resvg-py（pip install 'policyc[office]'），图不能转成 PNG"
    if len(seen) == 1:
        return "这台机器没有中文字体，图里的字画不出来；装上中文字体（如思源黑体）再生成"
    return ""


def _drawn(svg: str, scale: float) -> bytes:
    from resvg_py import svg_to_bytes

    return bytes(svg_to_bytes(svg_string=svg, zoom=scale, background="#fff"))
