"""A comparison for the screen: its summary and caveats, and what else the whole report holds."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.comparison.values import Caveat
from policyc.reports.paper import model as m

_WHOLE = "全部在屏幕上看，加 --full；写成文件，用 -o 比较.docx（或 html、xlsx、md、txt）。"


def digest(paper: m.Paper, caveats: Sequence[Caveat]) -> m.Paper:
    """The first section of a whole report, the differences between the documents themselves, and
    the names of the sections that are left out: a report of many pages is not read on a screen."""
    first, *others = [each for each in paper.blocks if isinstance(each, m.Section)]
    blocks: list[m.Block] = [first]
    if caveats:
        told = m.Items(tuple(m.line(each.text) for each in caveats), numbered=True)
        blocks.append(m.Section("看的时候要知道", (told,)))
    names = "、".join(each.title for each in others)
    blocks.append(m.Section("没有列出的", (m.paragraph(f"{names}。{_WHOLE}"),)))
    return m.Paper(paper.title, paper.subtitle, paper.particulars, tuple(blocks), paper.footer)
