"""降级: when a lighter state follows, and which one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.life import changes
from policyc.comparison.moves import basis_of, target_row, when_rows
from policyc.comparison.texts import Text
from policyc.comparison.values import Row
from policyc.core.lifecycle import ChangeKind


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    moves = {i: list(changes(text, (ChangeKind.LOWER,))) for i, text in enumerate(texts)}
    if any(moves.values()):
        basis = basis_of(texts, moves)
        yield from when_rows("降级", texts, moves, basis, itemised=True)
        yield target_row("降级：降到哪一级", texts, moves, basis)


DIMENSION = Dimension("降级", "什么情形降级，降到哪一级", _rows)
