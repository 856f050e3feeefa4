"""Acceptances as core values: what a drafter lets stand, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyc.core.norms import Acceptance
from policyc.diagnostics import Code, Collector, Diagnostic, Label
from policyc.resolved.document import ResolvedDocument
from policyc.resolved.from_surface import citations_of
from policyc.surface import nodes as n

_FINGERPRINT = re.compile(r"[0-9a-f]{6,16}\Z")
_EXAMPLE = "例如：接受 C01 第六条、第八条，理由「由评定机关酌定」。"


def lower_acceptances(document: ResolvedDocument, report: Collector) -> Iterator[Acceptance]:
    """The acceptances of a document, in its order; each has a reason."""
    for located in document.located:
        if isinstance(located.node, n.Acceptance):
            yield _lower(located.node, document, report)


def _lower(node: n.Acceptance, document: ResolvedDocument, report: Collector) -> Acceptance:
    details: dict[str, n.AcceptanceDetail] = {}
    for detail in node.remarks:
        earlier = details.setdefault(detail.kind, detail)
        if earlier is not detail:
            report(
                Diagnostic(
                    Code.E202,
                    f"“{detail.kind}”这一项写了两次",
                    detail.span,
                    help="只留一处。",
                    labels=(Label(earlier.span, "先在这里写过"),),
                )
            )
    texts = {kind: detail.value.text.strip() for kind, detail in details.items()}
    if not texts.get("理由"):
        report(
            Diagnostic(
                Code.E207,
                f"接受 {node.code.text} 没有写明理由",
                node.span,
                help=f"在句末的“。”前面加上：，理由「……」。{_EXAMPLE}",
            )
        )
    fingerprint = texts.get("指纹", "").lower()
    if fingerprint and not _FINGERPRINT.match(fingerprint):
        report(
            Diagnostic(
                Code.E106,
                f"“{texts['指纹']}”不是指纹",
                details["指纹"].value.span,
                help="照抄审查结果里这个发现后面的指纹，至少写前 6 位。",
            )
        )
    return Acceptance(
        code=node.code.text,
        places=tuple(dict.fromkeys(_places(node, document))),
        written="、".join(map(_written, node.citations)),
        reason=texts.get("理由", ""),
        fingerprint=fingerprint,
        about=texts.get("关于", ""),
        span=node.span,
    )


def _places(node: n.Acceptance, document: ResolvedDocument) -> Iterator[str]:
    """The citations as the source numbers them, which is how findings cite."""
    for citation in citations_of(node.citations):
        found = None if document.provisions is None else document.provisions.find(citation)
        yield str(citation if found is None else found.citation or citation)


def _written(part: n.CitationRange) -> str:
    return part.first.text if part.last is None else f"{part.first.text}至{part.last.text}"
