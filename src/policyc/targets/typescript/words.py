"""Keys as 32-bit words, for languages whose fast integers have no more.

The first words hold the cells, each at an even bit, so that none straddles two words; bit 0 of the
first word is always set: it tells a key from the code of something definite, which is even. Every
upstream outcome then has as many words as the keys of its question.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from policyc.plan.plans import Plan, Question

BITS = 32
_MARK = 2
"""Cells begin beside the bit that marks a key."""


def in_words(plan: Plan) -> Plan:
    """The plan with all keys laid out in words."""
    found: list[Question] = []
    for question in plan.questions:
        found.append(_aligned(found, question))
    return evolve(plan, questions=tuple(found))


def words_of(question: Question) -> int:
    """How many words the key of a question laid out in words has."""
    ends = [_cell_words(question), *(-(-(r.offset + r.width) // BITS) for r in question.refs)]
    return max(ends)


def words_in(bits: int) -> Iterator[tuple[int, int]]:
    """The words of a mask in which bits are set, with those bits."""
    word = 0
    while bits:
        if part := bits & 0xFFFFFFFF:
            yield word, part
        bits >>= BITS
        word += 1


def _aligned(before: list[Question], question: Question) -> Question:
    offset = _cell_words(question) * BITS
    refs = []
    for ref in question.refs:
        width = words_of(before[ref.question]) * BITS
        refs.append(evolve(ref, offset=offset, width=width))
        offset += width
    cells = tuple(evolve(cell, position=_MARK + 2 * cell.number) for cell in question.cells)
    return evolve(question, base=_MARK, cells=cells, refs=tuple(refs))


def _cell_words(question: Question) -> int:
    return -(-(_MARK + 2 * len(question.cells)) // BITS)
