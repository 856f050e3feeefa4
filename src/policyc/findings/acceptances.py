"""Which findings the acceptances of a policy file cover, and which acceptances cover none.

An acceptance covers one finding, never more, and never one that has grown since:

- the code is the same, and every place that it names is, or contains, a place that the finding
  cites in the acceptance's own document;
- with a fingerprint, the finding's own begins with it. That changes as soon as a place or a
  member (a pair of clauses, a case) joins the finding or leaves it;
- without one, the finding is the only one there, is no group, and all places of the document
  that it is about are named. What is later joined by another is covered no more.

What the solver left undecided is never covered. See docs/decisions/0010-acceptances.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import Enum

from attrs import evolve, frozen

from policyc.core.norms import Acceptance, Policy
from policyc.findings.finding import Accepted, Finding, Status
from policyc.source.citation import Citation, CitationError
from policyc.source.read_citation import parse_citation

SHOWN = 8
"""Digits of a fingerprint that are shown; enough to tell all findings of a document apart."""


class Why(Enum):
    """Why an acceptance covers nothing."""

    GONE = "没有这样的发现"
    CHANGED = "与接受时不同"
    GROUP = "合在一起的发现要写指纹"
    SEVERAL = "这一处有几个发现"
    PARTLY = "条款没有写全"
    REPEATED = "重复接受"


@frozen
class Unmatched:
    """An acceptance that covers nothing; ``near`` are the findings that it may have meant.

    ``with_other`` is the other document where findings between two were looked at.
    """

    acceptance: Acceptance
    why: Why
    near: tuple[Finding, ...] = ()
    with_other: str = ""


@frozen
class Settled:
    """Findings, the accepted ones marked; and by document what covers nothing."""

    findings: tuple[Finding, ...]
    unmatched: tuple[tuple[str, Unmatched], ...] = ()

    def unmatched_in(self, document: str) -> tuple[Unmatched, ...]:
        """The acceptances of one document that cover nothing."""
        return tuple(each for name, each in self.unmatched if name == document)


def settle(
    findings: Sequence[Finding], policies: Sequence[Policy], ran: Collection[str] | None
) -> Settled:
    """Mark what is accepted in one document, or in either of two that were looked at together.

    ``ran`` are the codes that were looked for (``None``: all); of the others, and of codes for
    which something is undecided, nothing can be said. In a document by itself an acceptance that
    speaks of another one (关于) has no say; between two documents one that does not name the other
    may cover a finding, but is missed only where a finding at its places is not the one it means.
    """
    undecided = {finding.code for finding in findings if finding.status is Status.UNDECIDED}
    marked = list(findings)
    unmatched: list[tuple[str, Unmatched]] = []
    for policy in policies:
        others = [other for other in policies if other is not policy]
        for acceptance in policy.acceptances:
            if acceptance.about and not any(_is(other, acceptance.about) for other in others):
                continue
            found = _covered(acceptance, policy, marked)
            if isinstance(found, int):
                accepted = Accepted(acceptance.reason, acceptance.written, policy.name)
                marked[found] = evolve(marked[found], accepted=accepted)
                continue
            known = (ran is None or acceptance.code in ran) and acceptance.code not in undecided
            elsewhere = bool(others) and not acceptance.about and found.why is Why.GONE
            if known and not elsewhere:
                other = others[0].name if others else ""
                unmatched.append((policy.name, evolve(found, with_other=other)))
    return Settled(tuple(marked), tuple(unmatched))


def _is(policy: Policy, name: str) -> bool:
    return name in (policy.name, policy.title)


def _covered(
    acceptance: Acceptance, policy: Policy, findings: Sequence[Finding]
) -> int | Unmatched:
    """The position of the finding that is covered, or why none is."""
    same = [
        at
        for at, finding in enumerate(findings)
        if finding.code == acceptance.code and finding.status is not Status.UNDECIDED
    ]
    here = [at for at in same if _is_at(acceptance, places_in(findings[at], policy))]
    if not here:
        return _unmatched(acceptance, Why.GONE, findings, same)
    meant = here
    if acceptance.fingerprint:
        meant = [at for at in here if findings[at].fingerprint.startswith(acceptance.fingerprint)]
        if not meant:
            return _unmatched(acceptance, Why.CHANGED, findings, here)
    elif len(here) > 1:
        return _unmatched(acceptance, Why.SEVERAL, findings, here)
    elif len(findings[here[0]].parts) > 1:
        return _unmatched(acceptance, Why.GROUP, findings, here)
    elif not _names_all(acceptance, findings[here[0]], policy):
        return _unmatched(acceptance, Why.PARTLY, findings, here)
    if findings[meant[0]].accepted is not None:
        return _unmatched(acceptance, Why.REPEATED, findings, meant)
    return meant[0]


def _unmatched(
    acceptance: Acceptance, why: Why, findings: Sequence[Finding], near: Iterable[int]
) -> Unmatched:
    return Unmatched(acceptance, why, tuple(findings[at] for at in near))


def _is_at(acceptance: Acceptance, cited: Collection[Citation]) -> bool:
    """Whether every place that is named is among those of a finding."""
    named = [parse_citation(place) for place in acceptance.places]
    return bool(named) and all(any(each.startswith(place) for each in cited) for place in named)


def _names_all(acceptance: Acceptance, finding: Finding, policy: Policy) -> bool:
    """Whether all places that a single finding is about are named."""
    named = [parse_citation(place) for place in acceptance.places]
    member = finding.parts[0] if finding.parts else finding
    return all(any(each.startswith(place) for place in named) for each in places_of(member, policy))


def places_in(finding: Finding, policy: Policy) -> tuple[Citation, ...]:
    """The provisions of one document that a finding cites."""
    return _citations(c.citation for c in finding.citations if _is(policy, c.document))


def places_of(finding: Finding, policy: Policy) -> tuple[Citation, ...]:
    """Those of them that the finding is about: its norms, where it has any."""
    cited = [c.citation for c in finding.citations if _is(policy, c.document)]
    norms = [citation for citation in cited if citation in finding.norms]
    return _citations(norms or cited)


def _citations(texts: Iterable[str]) -> tuple[Citation, ...]:
    """Citations read; a ground of several is read one by one, one in words is left out."""
    found: list[Citation] = []
    for text in texts:
        for part in text.split("、"):
            try:
                found.append(parse_citation(part))
            except CitationError:
                continue
    return tuple(dict.fromkeys(found))
