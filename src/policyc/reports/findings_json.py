"""Findings as data, and what a list of findings amounts to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from policyc.core.norms import Policy
from policyc.findings.finding import Finding, Severity, finding_to_json
from policyc.reports.values import Json


@frozen
class Between:
    """Two documents looked at together: one above the other, or side by side (``peers``).

    ``hypothetical``: the one is in truth not above the other; ``note`` says how they stand.
    """

    documents: tuple[str, str]
    note: str
    hypothetical: bool = False
    peers: bool = False


@frozen
class Examined:
    """A document and what the checks said about it; or two, where ``between`` is set.

    ``without_axioms``: only what the axioms of the document hide.
    """

    policy: Policy
    findings: tuple[Finding, ...]
    incomplete: bool = False
    between: Between | None = None
    without_axioms: bool = False


def findings_to_json(examined: Sequence[Examined], severity: Severity) -> Json:
    """All findings of all documents, and their summary."""
    findings = [finding for each in examined for finding in ranked(each.findings)]
    return {
        "findings": [finding_to_json(finding) for finding in findings],
        "summary": {
            "documents": [each.policy.name for each in examined if not each.between],
            "total": len(findings),
            "by_code": dict(sorted(Counter(finding.code for finding in findings).items())),
            "by_severity": by_severity(findings),
            "severity": severity.value,
            "at_or_above": len(at_or_above(findings, severity)),
            "accepted": sum(finding.accepted is not None for finding in findings),
            "incomplete": any(each.incomplete for each in examined),
        },
        "between": [_between(each) for each in examined if each.between is not None],
    }


def _between(examined: Examined) -> Json:
    between = examined.between
    assert between is not None
    return {
        "name": examined.policy.name,
        "documents": list(between.documents),
        "relation": "并列" if between.peers else "上下级",
        "hypothetical": between.hypothetical,
        "note": between.note,
        "findings": [finding.fingerprint for finding in examined.findings],
    }


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, otherwise in the order they came."""
    return sorted(findings, key=lambda finding: finding.severity.rank)


def at_or_above(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """The findings that are at least this grave and that nobody has accepted."""
    return [
        finding
        for finding in findings
        if finding.severity.rank <= severity.rank and finding.accepted is None
    ]


def by_severity(findings: Iterable[Finding]) -> Mapping[str, int]:
    """How many there are of each severity, the gravest first; none left out."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}
