"""Documents side by side: the matrix of all dimensions, and what it has to be read with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyc.comparison.dimensions import DIMENSIONS, Dimension
from policyc.comparison.life import ladders, steps_of
from policyc.comparison.texts import Text, listed
from policyc.comparison.values import Caveat, Group, Matrix, Row
from policyc.core.content import Duty

FINAL = ("正式", "")
"""What a document's status is, or is not given, where it is no draft."""


def compare(texts: Sequence[Text], dimensions: Sequence[Dimension] = DIMENSIONS) -> Matrix:
    """The matrix of two or more documents.

    A dimension of which none of them speaks has no rows and is left out.
    """
    groups = (Group(each.name, each.about, _spoken(each.rows(texts))) for each in dimensions)
    filled = tuple(group for group in groups if group.rows)
    return Matrix(tuple(texts), filled, tuple(_caveats(texts)))


def _spoken(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows in which some document says anything, be it that it leaves the matter open."""
    return tuple(row for row in rows if any(cell.entries for cell in row.cells))


def left_out(matrix: Matrix, text: Text) -> tuple[str, ...]:
    """The clauses of the duties of a document that stand in no row: they are about no topic that
    is compared."""
    at = matrix.texts.index(text)
    said = "\n".join(entry.text for _, row in matrix.rows() for entry in row.cells[at].entries)
    duties = (each for each in text.policy.content if isinstance(each, Duty))
    apart = (duty for duty in duties if not any(act in said for act in duty.acts))
    return tuple(dict.fromkeys(duty.place.citation for duty in apart))


def _caveats(texts: Sequence[Text]) -> Iterator[Caveat]:
    """What holds for every row: rank, status, what is assessed, and how steps are called."""
    yield _differing("位阶", texts, [text.policy.level for text in texts])
    yield _differing("状态", texts, [text.policy.status for text in texts])
    drafts = [text for text in texts if text.policy.status not in FINAL]
    if drafts:
        yield Caveat(f"{listed(drafts)}不是正式文件，内容还可能改动，不能当作现行规定引用。")
    undated = [text for text in texts if text.policy.effective is None]
    if undated:
        yield Caveat(f"{listed(undated)}没有能够确定的施行日期。")
    yield _differing("评定单位", texts, ["、".join(text.policy.units) for text in texts])
    yield _differing("分级", texts, [_ladder(text) for text in texts])
    cited = [text for text in texts if any(not upper.obtained for upper in text.head.uppers)]
    if cited:
        yield Caveat(
            f"{listed(cited)}所依据的上位文件没有取得原文，比较只看各份自己写了什么，"
            "上位文件另有规定的，看不出来。",
        )


def _differing(word: str, texts: Sequence[Text], values: Sequence[str]) -> Caveat:
    if len(set(values)) == 1:
        return Caveat(f"{word}相同：{values[0] or '都没有写'}。", apart=False)
    shown = "；".join(f"{t.short}：{v or '没有写'}" for t, v in zip(texts, values, strict=True))
    return Caveat(f"{word}不同。{shown}。")


def _ladder(text: Text) -> str:
    shown = ("、".join(reversed(steps_of(text, each))) for each in ladders(text))
    return "；".join(shown)
