"""适用与评定单位: what the document assesses, and to whom it applies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import row_of
from policyc.comparison.texts import HEAD, Text
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import words
from policyc.core.content import Application
from policyc.core.programme import Place

_PARTS = re.compile("[。；;\n]")


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    units = {at: list(_units(text)) for at, text in enumerate(texts)}
    if any(units.values()):
        yield row_of("评定单位", texts, units, Basis(why="都是评定单位的规定"))
    for title, by_analogy in (("适用于", False), ("参照执行", True)):
        said = {at: list(_applications(text, by_analogy)) for at, text in enumerate(texts)}
        if any(said.values()):
            yield row_of(title, texts, said, Basis(Comparability.SIMILAR, "适用的对象各有写法"))


def _units(text: Text) -> Iterator[Entry]:
    """The clauses' own words, which may be 一般 or 原则上; the head's where no clause is named."""
    units = text.policy.units
    for place in text.policy.units_at:
        parts = [part for part in _PARTS.split(place.quote) if any(unit in part for unit in units)]
        said = words("；".join(parts or [place.quote]))
        yield Entry(f"{'、'.join(units)}：“{said}”", (place,), units)
    if units and not text.policy.units_at:
        yield Entry("、".join(units), (Place(HEAD, ""),), units)


def _applications(text: Text, by_analogy: bool) -> Iterator[Entry]:
    verb = "参照" if by_analogy else "适用"
    for said in text.policy.content:
        if isinstance(said, Application) and said.by_analogy is by_analogy:
            yield Entry(f"{'、'.join(said.bodies)}：{verb}{said.text}", (said.place,))


DIMENSION = Dimension("适用范围", "评定的是哪一类单位，对谁适用", _rows)
