"""A finding that only a case with contrary words shows is no more certain than their independence.

Where there is any other case, that one is shown (``cases.best_case``); so contrary words in a
witness mean that every case needs them. C01 says so in words of its own.
"""

from __future__ import annotations

from attrs import evolve

from policyc.analysis.clash_words import CODED
from policyc.analysis.context import Context
from policyc.analysis.contrary import Contrary, stands_in
from policyc.findings.finding import Finding, Severity, Status

_MAX_PAIRS = 3
"""Pairs of contrary words that a finding names."""


def tempered(ctx: Context, finding: Finding) -> Finding:
    """The finding, 附条件 and low where all its cases hold contrary words; so each member of a
    group."""
    if finding.status in (Status.CONDITIONAL, Status.UNDECIDED) or not ctx.contrary:
        return finding
    parts = tuple(tempered(ctx, part) for part in finding.parts)
    members = finding.parts or (finding,)
    found = [_contrary(ctx, member) for member in members]
    if not all(found):
        return evolve(finding, parts=parts) if any(found) else finding
    pairs = dict.fromkeys(pair for each in found for pair in each)
    shown = "；".join(f"“{good}”与“{bad}”" for good, bad in list(pairs)[:_MAX_PAIRS])
    otherwise = f"如果可以并存：{finding.suggestion}" if finding.suggestion else ""
    lowest = max(finding.severity, Severity.LOW, key=lambda severity: severity.rank)
    return evolve(
        finding,
        status=Status.CONDITIONAL,
        severity=lowest,
        message=f"{finding.message}只有对同一地区同时作出{shown}这样相互抵触的认定，才会如此。",
        suggestion=(
            f"在原文里写明能不能同时认定：{shown}。不能并存的，写明认定了一项就不再认定另一项；"
            f"{CODED}写成常理。{otherwise}"
        ),
        parts=parts,
    )


def _contrary(ctx: Context, finding: Finding) -> tuple[Contrary, ...]:
    if not ctx.contrary or finding.witness is None:
        return ()
    return tuple(
        pair for case in finding.witness.cases for pair in stands_in(ctx.contrary, case.facts)
    )
