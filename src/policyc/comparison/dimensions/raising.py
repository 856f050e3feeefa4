"""升级: when a graver state follows, and which one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.life import changes
from policyc.comparison.moves import basis_of, target_row, when_rows
from policyc.comparison.texts import Text
from policyc.comparison.values import Row
from policyc.core.lifecycle import ChangeKind


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    moves = {i: list(changes(text, (ChangeKind.RAISE,))) for i, text in enumerate(texts)}
    if any(moves.values()):
        basis = basis_of(texts, moves)
        yield from when_rows("升级", texts, moves, basis)
        yield target_row("升级：升到哪一级", texts, moves, basis)


DIMENSION = Dimension("升级", "什么情形升级，升到哪一级", _rows)
