"""Indicators and 分工: a figure without its comparison, a share without its sentence."""

from __future__ import annotations

from policyc.surface.grammar import words_of
from policyc.surface.mistakes.trouble import Found, Trouble, syntax
from policyc.surface.mistakes.wording import EXAMPLES, show

_SHARES = words_of("leads", "is_responsible", "assists")


def bare_figure(t: Trouble) -> Found | None:
    """指标 知晓率：95%以上: nothing says how the figure compares."""
    word = t.word
    if t.words[0].kind != "指标" or t.kind(-1) != "_COLON" or word is None:
        return None
    if word.kind != "QUANTITY":
        return None
    return Found(
        syntax(
            f"{show(word)}前面没有写要怎样",
            t.span(word),
            f"原文写“以上”“达到”的，写成：达到 {word.text}；"
            "还可以写 不少于、超过、不超过、上升、下降、零发生。",
        ),
        t.put("达到", at=t.at),
    )


def share_alone(t: Trouble) -> Found | None:
    """牵头：甲、乙。: a sentence of shares begins with 分工."""
    first = t.words[0]
    if t.at != 0 or first.kind not in _SHARES:
        return None
    return Found(
        syntax(
            f"“{first.text}”前面缺少“分工：”",
            t.place(first.start, first.start),
            f"写成一句，例如：{EXAMPLES['分工']}",
        )
    )
