"""Findings as data, and what a list of findings amounts to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from policyc.core.norms import Policy
from policyc.findings.finding import Finding, Severity, finding_to_json
from policyc.reports.values import Json


@frozen
class Examined:
    """A document and what the checks said about it."""

    policy: Policy
    findings: tuple[Finding, ...]
    incomplete: bool = False


def findings_to_json(examined: Sequence[Examined], severity: Severity) -> Json:
    """All findings of all documents, and their summary."""
    findings = [finding for each in examined for finding in ranked(each.findings)]
    return {
        "findings": [finding_to_json(finding) for finding in findings],
        "summary": {
            "documents": [each.policy.name for each in examined],
            "total": len(findings),
            "by_code": dict(sorted(Counter(finding.code for finding in findings).items())),
            "by_severity": by_severity(findings),
            "severity": severity.value,
            "at_or_above": len(at_or_above(findings, severity)),
            "incomplete": any(each.incomplete for each in examined),
        },
    }


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, otherwise in the order they came."""
    return sorted(findings, key=lambda finding: finding.severity.rank)


def at_or_above(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """The findings that are at least this grave."""
    return [finding for finding in findings if finding.severity.rank <= severity.rank]


def by_severity(findings: Iterable[Finding]) -> Mapping[str, int]:
    """How many there are of each severity, the gravest first; none left out."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}
