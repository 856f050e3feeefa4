"""How far one citation is from another, for "did you mean"."""

from __future__ import annotations

from policyc.source.citation import Citation, Level, Step

_OMIT_ANNEX = 0.3
_OMIT = 0.6
_OTHER_LEVEL = 0.9

TOO_FAR = 1.2
"""Citations at this distance or beyond are no suggestion."""


def _replace(one: Step, other: Step) -> float:
    """The cost of having meant ``other`` where ``one`` was written."""
    if one == other:
        return 0.0
    if one.level is other.level:
        apart = abs(one.number - other.number)
        return 0.4 + 0.5 * apart / (apart + 10)
    return _OTHER_LEVEL if one.number == other.number else _OTHER_LEVEL + 0.5


def _omit(step: Step) -> float:
    return _OMIT_ANNEX if step.level is Level.ANNEX else _OMIT


def distance(one: Citation, other: Citation) -> float:
    """An edit distance over steps, 0 for the same citation.

    A forgotten 附件 costs least, then a 款 or 句 too many or too few, then a wrong number (the more
    the further), then a wrong level.  A slip in an outer step weighs double.
    """
    row = [0.0]
    for step in other.steps:
        row.append(row[-1] + _omit(step))
    for i, left in enumerate(one.steps):
        weight = 2.0 if i == 0 and len(one.steps) > 1 else 1.0
        above, row = row, [row[0] + _omit(left)]
        for j, right in enumerate(other.steps):
            row.append(
                min(
                    above[j] + weight * _replace(left, right),
                    above[j + 1] + _omit(left),
                    row[j] + _omit(right),
                )
            )
    return row[-1]
