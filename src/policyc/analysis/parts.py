"""The parts of a condition, each with what is left of the whole without it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from policyc.core.conditions import All, Any, Condition


@frozen
class Part:
    """A part that is joined to others by 且 or 或者. ``conjoined`` is false for 或者; ``top`` is
    true where the part is joined directly to the rest of the whole condition by 且."""

    condition: Condition
    without: Condition
    siblings: tuple[Condition, ...]
    conjoined: bool
    top: bool


def parts_of(condition: Condition) -> Iterator[Part]:
    """Every part, outermost first. What hangs on a reading or a negation is not taken apart."""
    yield from _parts(condition, True)


def _parts(condition: Condition, top: bool) -> Iterator[Part]:
    if not isinstance(condition, (All, Any)) or len(condition.parts) < 2:
        return
    make = type(condition)
    conjoined = isinstance(condition, All)
    for at, part in enumerate(condition.parts):
        before, after = condition.parts[:at], condition.parts[at + 1 :]
        siblings = (*before, *after)
        rest = siblings[0] if len(siblings) == 1 else make(siblings)
        yield Part(part, rest, siblings, conjoined, top and conjoined)
        for inner in _parts(part, top and conjoined):
            whole = make((*before, inner.without, *after))
            yield Part(inner.condition, whole, inner.siblings, inner.conjoined, inner.top)
