"""Which clause of the old text is which of the new one."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from policyc.source.citation import Citation, CitationError
from policyc.source.read_citation import parse_citation


@frozen
class Renumbering:
    """The clauses of an old text and what they are called in the new one.

    ``gone`` are those that the new text no longer has. Without any of it every clause keeps its
    number (documents without a source text).
    """

    forward: Mapping[Citation, Citation]
    gone: frozenset[Citation] = frozenset()

    def of(self, citation: Citation) -> Citation | None:
        """The clause in the new text, ``None`` where it is gone.

        What the alignment does not know by itself (a 第一款 that usage leaves out) goes with the
        nearest clause above it.
        """
        for size in range(len(citation.steps), 0, -1):
            above = Citation(citation.steps[:size])
            if above in self.gone:
                return None
            if above in self.forward:
                return _continued(self.forward[above], citation, size)
        return citation

    def written(self, citation: str) -> str | None:
        """``of`` for a citation as it is printed; what is no citation stays as it is."""
        try:
            parsed = parse_citation(citation)
        except CitationError:
            return citation
        new = self.of(parsed)
        return None if new is None else str(new)


def _continued(new: Citation, old: Citation, size: int) -> Citation:
    try:
        return Citation((*new.steps, *old.steps[size:]))
    except CitationError:
        return new
