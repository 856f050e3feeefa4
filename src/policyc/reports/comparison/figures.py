"""The pictures of a comparison: tiers and terms, numbers, phases, and the lives side by side."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.comparison.texts import Text
from policyc.comparison.values import Agreement, Group, Matrix
from policyc.reports.paper.model import Figure
from policyc.reports.pictures.documents import pictures_of
from policyc.reports.pictures.heat import Heat, HeatCell, heat_map


def figures_of(texts: Sequence[Text]) -> tuple[Figure, ...]:
    """The pictures that there is something to draw for, in the order of the matrix."""
    return pictures_of([text.policy for text in texts], [text.short for text in texts])


def heat_of(matrix: Matrix) -> tuple[Figure, ...]:
    """The matrix from afar: a row for every dimension, how much of it each document speaks of and
    whether it says the same as the others."""
    columns = [text.short for text in matrix.texts]
    rows = [
        (group.name, [_heat(group, at) for at in range(len(columns))]) for group in matrix.groups
    ]
    return heat_map("每个维度写了几项、是否相同", columns, rows)


def _heat(group: Group, at: int) -> HeatCell:
    spoken = [row for row in group.rows if not row.cells[at].silent]
    note = f"{len(spoken)}/{len(group.rows)}"
    if not spoken:
        return HeatCell(Heat.SILENT, note)
    if any(row.differs for row in spoken):
        return HeatCell(Heat.DIFFERENT, note)
    if any(row.comparable and row.agreement is Agreement.EQUAL for row in spoken):
        return HeatCell(Heat.SAME, note)
    return HeatCell(Heat.NONE, note)
