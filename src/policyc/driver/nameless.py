"""A document while it is checked: under a fixed name, so that fingerprints outlive its folder's.

The name of a document is that of its folder. A drafter's second version lies in another folder,
and what was accepted in the first must still be known there.
"""

from __future__ import annotations

from attrs import evolve

from policyc.core.norms import Policy
from policyc.findings.finding import Cited, Finding

_NAME = "\ue000"
"""A character for private use: no text of a document has it."""


def nameless(policy: Policy) -> Policy:
    """The policy under the fixed name."""
    norms = tuple(
        evolve(norm, document=_NAME) if norm.document == policy.name else norm
        for norm in policy.norms
    )
    return evolve(policy, name=_NAME, norms=norms)


def named(finding: Finding, name: str) -> Finding:
    """What was found about it, under the document's own name again."""
    return evolve(
        finding,
        message=finding.message.replace(_NAME, name),
        suggestion=finding.suggestion.replace(_NAME, name),
        documents=tuple(name if each == _NAME else each for each in finding.documents),
        citations=tuple(_named(cited, name) for cited in finding.citations),
        parts=tuple(named(part, name) for part in finding.parts),
    )


def _named(cited: Cited, name: str) -> Cited:
    return evolve(cited, document=name) if cited.document == _NAME else cited
