"""All checks over one policy."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from attrs import frozen

from policyc.analysis.checks import Check, registry
from policyc.analysis.conclude import TooLarge
from policyc.analysis.context import Context
from policyc.core.norms import Policy
from policyc.findings.finding import Finding

DEFAULT_TIMEOUT_MS = 5_000
"""Time for a single query; an ordinary one takes about a millisecond."""


@frozen
class CheckResult:
    """What was found. ``incomplete`` says that some question was left undecided."""

    findings: tuple[Finding, ...]
    incomplete: bool


def check_policy(
    policy: Policy,
    *,
    timeout_ms: int = DEFAULT_TIMEOUT_MS,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
) -> CheckResult:
    """Run the checks of some codes (all by default) on a well-formed policy.

    Axioms that contradict each other are reported whatever ``codes`` says, and then nothing else
    is. Raises ``replay.ReplayMismatch`` where the interpreter does not confirm a witness.
    """
    ctx = Context(policy, timeout_ms, as_of)
    findings: list[Finding] = []
    for check in registry().values():
        wanted = codes is None or check.code in codes
        if check.base:
            found = list(_run(check, ctx))
            findings += found if wanted or not ctx.consistent else []
        elif wanted and ctx.consistent:
            findings += _run(check, ctx)
    return CheckResult(tuple(findings), ctx.incomplete)


def _run(check: Check, ctx: Context) -> list[Finding]:
    try:
        return list(check.find(ctx))
    except TooLarge as outcome:
        what = f"结论“{outcome}”的裁量组合过多，无法逐一检查"
        return [ctx.undecided(check.code, check.name, check.severity, what)]
