"""指标: figures to reach. Those of one name side by side, the others kind by kind.

How many people there have to be is compared as 人员配备.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.align import Item, aligned, parted
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import row_of
from policyc.comparison.texts import Text
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.core.content import Indicator
from policyc.core.programme import Aim, Move

PEOPLE = ("员", "警力", "专职", "专干", "社工", "编制", "人数")
"""Words of a name that speaks of people."""
_UNITS = ("名", "人", "")
_KINDS = ("零发生的", "达到一定比例的", "达到一定数量的", "比以前上升、下降的")


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    shared, alone = parted(
        aligned(
            Item(i, said.name, said)
            for i, text in enumerate(texts)
            for said in text.policy.content
            if isinstance(said, Indicator)
        )
    )
    alone = [each for each in alone if not any(is_staffing(i.value) for i in each.items)]
    for cluster in shared:
        said = {i: [entry_of(each) for each in cluster.of(i)] for i in cluster.documents}
        kinds = {_kind(item.value) for item in cluster.items}
        basis = Basis(Comparability.SAME, "同一名称的指标")
        if len(kinds) > 1:
            why = "同一名称的指标，有的定数值，有的只定方向"
            basis = Basis(Comparability.SIMILAR, why)
        yield row_of(f"指标：{cluster.title}", texts, said, basis, key=True)
    for kind in _KINDS:
        said = {
            i: [entry_of(e) for c in alone for e in c.of(i) if _kind(e) == kind]
            for i in range(len(texts))
        }
        if any(said.values()):
            why = "名称都不相同，只按要求的种类放在一起"
            yield row_of(f"其他指标：{kind}", texts, said, Basis(Comparability.NONE, why))


def is_staffing(said: Indicator) -> bool:
    """Whether a figure says how many people there have to be."""
    if not isinstance(said.target, Aim) or said.target.never or said.target.unit not in _UNITS:
        return False
    return any(word in said.name for word in PEOPLE)


def _kind(said: Indicator) -> str:
    match said.target:
        case Move():
            return _KINDS[3]
        case Aim(never=True):
            return _KINDS[0]
        case Aim(unit="%"):
            return _KINDS[1]
        case _:
            return _KINDS[2]


def entry_of(said: Indicator) -> Entry:
    """A figure, what it shall be in the text's own words, whose it is and by when."""
    reach = said.target.text
    details = [
        f"原文“{said.words}”" if said.words and said.words != reach else "",
        f"对象：{'、'.join(said.whose)}" if said.whose else "",
        f"分母：{said.share_of}" if said.share_of else "",
        f"统计期：{said.window}" if said.window else "",
        f"期限：{said.deadline.text}" if said.deadline is not None else "",
        "没有写与什么时候比" if isinstance(said.target, Move) and not said.base else "",
    ]
    shown = "；".join(filter(None, details))
    words = f"{said.name}：{reach}（{shown}）" if shown else f"{said.name}：{reach}"
    return Entry(words, (said.place,), (said.name, reach))


DIMENSION = Dimension("指标", "要达到什么数", _rows)
