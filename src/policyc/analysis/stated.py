"""Findings about what the text says outright: its roles, bodies and names."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.analysis.context import Context
from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint


def stated(
    ctx: Context,
    code: str,
    name: str,
    *,
    message: str,
    cited: Sequence[Cited],
    suggestion: str,
    key: str,
    severity: Severity,
) -> Finding:
    """A finding that rests on clauses alone; ``key`` tells it from others of its code."""
    return Finding(
        code=code,
        name=name,
        status=Status.READ,
        severity=severity,
        message=message,
        documents=(ctx.own,),
        citations=tuple(dict.fromkeys(cited)),
        norms=tuple(dict.fromkeys(each.citation for each in cited)),
        suggestion=suggestion,
        fingerprint=fingerprint(code, ctx.policy.name, key),
    )
