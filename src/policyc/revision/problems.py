"""Which findings of the checks the new version has that the old one had not, and the reverse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from policyc.findings.finding import Finding
from policyc.revision.align import pair_in_stages
from policyc.revision.renumbering import Renumbering

_SAME_PROBLEM = 0.5
"""From this share of clauses in common two findings of one check are the same problem."""


@frozen
class Problems:
    """Findings that came with the revision, and those that went; ``kept`` is how many stayed.
    Findings that the drafter accepted are among none of them."""

    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    kept: int = 0
    incomplete: bool = False


def compare_findings(
    old: Iterable[Finding],
    new: Iterable[Finding],
    renumbering: Renumbering,
    *,
    incomplete: bool = False,
) -> Problems:
    """Pair the findings of one check about the same clauses, however these are numbered."""
    was = [each for each in old if each.accepted is None]
    now = [each for each in new if each.accepted is None]

    def grade(one: Finding, other: Finding) -> float:
        if one.code != other.code:
            return 0.0
        places = {renumbering.written(cited.citation) for cited in one.citations}
        share = _share(places, {cited.citation for cited in other.citations})
        return share + (one.message == other.message) if share >= _SAME_PROBLEM else 0.0

    pairs, lost, gained = pair_in_stages(was, now, (grade,))
    return Problems(_gravest(gained), _gravest(lost), len(pairs), incomplete)


def _share(one: set[str | None], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def _gravest(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: each.severity.rank))
