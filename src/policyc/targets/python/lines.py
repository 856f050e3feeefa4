"""Conditions of Python over one line or several."""

from __future__ import annotations

from policyc.targets.common.lines import WIDTH, Expr, Line, flat, indented, tall, width


def condition(opening: str, expr: Expr, closing: str, norms: tuple[int, ...]) -> list[Line]:
    """``opening expr closing``: on one line where there is room, else over several."""
    one = f"{opening} {flat(expr)}{closing}"
    if width(one) <= WIDTH - 24:
        return [Line(one, norms, cited=True)]
    first = Line(f"{opening} (", norms, cited=True)
    inner = [Line(text, norms) for text in tall(expr)]
    return [first, *indented(inner), Line(f"){closing}", norms)]
