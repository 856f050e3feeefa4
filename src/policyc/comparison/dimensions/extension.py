"""延期: when a term is prolonged, by how much, how often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import row_of
from policyc.comparison.life import changes
from policyc.comparison.moves import basis_of, place_of, when_rows
from policyc.comparison.texts import Text, at
from policyc.comparison.values import Entry, Row
from policyc.comparison.wording import condition_words
from policyc.core.conditions import TRUE
from policyc.core.lifecycle import Change, ChangeKind
from policyc.core.types import show_value


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    moves = {i: list(changes(text, (ChangeKind.PROLONG,))) for i, text in enumerate(texts)}
    if not any(moves.values()):
        return
    basis = basis_of(texts, moves)
    long = {i: [e for _, c in kept for e in _length(texts[i], c)] for i, kept in moves.items()}
    yield row_of("每次延长多久", texts, long, basis, key=True)
    times = {i: [_times(change) for _, change in kept] for i, kept in moves.items()}
    yield row_of("最多延长几次", texts, times, basis, key=True)
    yield from when_rows("延长", texts, moves, basis)


def _length(text: Text, change: Change) -> Iterator[Entry]:
    name = change.value
    if change.length is None:
        yield Entry(f"没有写{name}多久", (place_of(change),), open=True)
    elif isinstance(change.length, str):
        kind = text.policy.outcome(change.length).type
        for norm in text.norms_of(change.length):
            length = "或者".join(show_value(value, kind) for value in norm.values)
            case = norm.condition
            said = "" if case == TRUE else f"（{condition_words(text, case)}）"
            yield Entry(f"{name}：{length}{said}", (at(norm),), length)
    else:
        yield Entry(f"{name}：{change.length}", (place_of(change),), str(change.length))


def _times(change: Change) -> Entry:
    if change.times is not None:
        return Entry(f"{change.value}：最多{change.times}次", (place_of(change),), change.times)
    if change.unlimited:
        return Entry(f"{change.value}：不限次数", (place_of(change),), "不限")
    return Entry(f"没有写{change.value}最多几次，也没有写上限", (place_of(change),), open=True)


DIMENSION = Dimension("延期", "什么情形延长，每次多久，最多几次", _rows)
