"""Checks between an upper and a lower document, composed into one policy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from attrs import evolve, frozen

from policyc.analysis.checks import Check, registry
from policyc.analysis.conclude import TooLarge
from policyc.analysis.context import Context
from policyc.analysis.progress import checks_of
from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS, CheckResult
from policyc.analysis.stack import Stack
from policyc.core.compose import find_links, stack
from policyc.core.norms import Policy
from policyc.findings.finding import Finding

HYPOTHETICAL = "【假设】"
"""Begins every message about a stack that does not exist."""


@frozen
class StackResult:
    """The composed policy and what was found between its two documents."""

    stack: Stack
    result: CheckResult


def stacked(upper: Policy, lower: Policy, *, hypothetical: bool = False) -> Stack:
    """Put one document over another, linked as the lower one declares (来自)."""
    return Stack(upper, lower, stack(upper, lower, find_links(upper, lower)), hypothetical)


def check_stack(
    upper: Policy,
    lower: Policy,
    *,
    hypothetical: bool = False,
    timeout_ms: int = DEFAULT_TIMEOUT_MS,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
) -> StackResult:
    """Run the checks between documents; what each of them says alone is not repeated.

    With ``hypothetical`` every finding says that the one is not in truth above the other.
    """
    both = stacked(upper, lower, hypothetical=hypothetical)
    ctx = Context(both.policy, timeout_ms, as_of)
    findings: list[Finding] = []
    for check in checks_of(list(registry().values()), lambda each: f"{each.code} {each.name}"):
        wanted = codes is None or check.code in codes
        if check.base:
            found = list(check.find(ctx))
            findings += found if not ctx.consistent else []
        elif wanted and ctx.consistent and check.between is not None:
            findings += _run(check, ctx, both)
    if hypothetical:
        findings = list(marked(findings))
    result = CheckResult(tuple(findings), ctx.incomplete, ctx.timed_out, ctx.consistent)
    return StackResult(both, result)


def _run(check: Check, ctx: Context, both: Stack) -> Sequence[Finding]:
    assert check.between is not None
    try:
        return list(check.between(ctx, both))
    except TooLarge as outcome:
        what = f"结论“{outcome}”的裁量组合过多，无法逐一检查"
        return [ctx.undecided(check.code, check.name, check.severity, what)]


def marked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that say of themselves and of their members that they are hypothetical."""
    return tuple(
        evolve(
            finding,
            message=f"{HYPOTHETICAL}{finding.message}",
            hypothetical=True,
            parts=marked(finding.parts),
        )
        for finding in findings
    )
