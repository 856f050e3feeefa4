"""分工 that a text writes in paragraphs of their own: 牵头单位：……, and below it 责任单位：…….

Together they are the 分工 of the clause whose paragraphs they are.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from policyc.core.content import Content
from policyc.core.programme import Division, Place
from policyc.source.citation import Citation, Level
from policyc.source.read_citation import parse_citation


def join_divisions(content: Iterable[Content]) -> list[Content]:
    """The same content, with the parts of one 分工 made one: parts that follow one another in 款 of
    one clause, name no task of their own, and say nothing twice."""
    found: list[Content] = []
    open_clause: Citation | None = None
    for said in content:
        clause = _clause(said)
        last = found[-1] if found else None
        if (
            isinstance(said, Division)
            and isinstance(last, Division)
            and clause is not None
            and clause == open_clause
            and not _overlap(last, said)
        ):
            found[-1] = _join(clause, last, said)
        else:
            found.append(said)
        open_clause = clause
    return found


def _clause(said: Content) -> Citation | None:
    """The clause that a part of a 分工 is a paragraph of."""
    if not isinstance(said, Division) or said.task:
        return None
    citation = parse_citation(said.place.citation)
    return citation.parent if citation.level is Level.PARAGRAPH else None


def _overlap(one: Division, other: Division) -> bool:
    pairs = (
        (one.lead, other.lead),
        (one.responsible, other.responsible),
        (one.assist, other.assist),
    )
    return any(a and b for a, b in pairs)


def _join(clause: Citation, one: Division, other: Division) -> Division:
    quote = f"{one.place.quote}\n{other.place.quote}"
    return evolve(
        one,
        place=Place(str(clause), quote, one.place.span),
        lead=one.lead or other.lead,
        responsible=one.responsible or other.responsible,
        assist=one.assist or other.assist,
    )
