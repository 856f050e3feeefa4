"""All checks over one policy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cached_property, partial

from attrs import frozen

from policyc.analysis.checks import Check, registry
from policyc.analysis.conclude import TooLarge
from policyc.analysis.context import Context
from policyc.analysis.progress import begin
from policyc.analysis.tempered import tempered
from policyc.core.norms import Policy
from policyc.findings.finding import Finding
from policyc.spread import spread

DEFAULT_TIMEOUT_MS = 5_000
"""Time for a single query; an ordinary one takes about a millisecond."""


_BESIDE = (
    ("C01", "C02", "C04", "G03"),
    ("M01",),
    ("C08",),
    ("U01",),
    ("W02",),
    ("G01",),
    ("G02",),
    ("D01", "D02", "D03", "D04", "D05", "D06"),
    ("L01", "L02", "L03", "L04", "L05", "L06", "L07"),
)
"""Checks that ask the same things first, and so are best done by one process; those that take
longest come first (``bench/bench_check.py``). A check that is not named is done after them."""


@frozen
class CheckResult:
    """What was found. ``incomplete`` says that some question was left undecided; ``timed_out``
    that the solver gave up on one, so that another run may do better. Not ``consistent``: the
    axioms contradict each other, and nothing else was looked for."""

    findings: tuple[Finding, ...]
    incomplete: bool
    timed_out: bool = False
    consistent: bool = True


def prepare() -> None:
    """Load all that checking needs; a process that is copied afterwards need not do it again.
    The solver has no threads before its first question."""
    import z3

    z3.main_ctx()
    registry()


def check_policy(
    policy: Policy,
    *,
    timeout_ms: int = DEFAULT_TIMEOUT_MS,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
    jobs: int = 1,
) -> CheckResult:
    """Run the checks of some codes (all by default) on a well-formed policy.

    Axioms that contradict each other are reported whatever ``codes`` says, and then nothing else
    is. With several ``jobs`` the checks are spread over processes; what is found is the same.
    Raises ``replay.ReplayMismatch`` where the interpreter does not confirm a witness.
    """
    checks = PolicyChecks(policy, timeout_ms=timeout_ms, codes=codes, as_of=as_of)
    return checks.result(spread(checks.tasks(), jobs, piles=[checks.turns()]))


@frozen
class Outcome:
    """What one check found, and what has shown by then of the solver and of the axioms."""

    findings: tuple[Finding, ...]
    incomplete: bool = False
    timed_out: bool = False
    consistent: bool = True


class PolicyChecks:
    """The checks of one policy as tasks, which may be done in any order and in any process.

    A solver cannot be shared, so each process has a context of its own, made when it is needed.
    """

    def __init__(
        self,
        policy: Policy,
        *,
        timeout_ms: int = DEFAULT_TIMEOUT_MS,
        codes: Collection[str] | None = None,
        as_of: date | None = None,
    ) -> None:
        self.policy = policy
        self.timeout_ms = timeout_ms
        self.codes = codes
        self.as_of = as_of
        wanted = (each for each in registry().values() if each.base or self._wants(each))
        self.checks = tuple(wanted)

    @cached_property
    def _context(self) -> Context:
        return Context(self.policy, self.timeout_ms, self.as_of)

    def _wants(self, check: Check) -> bool:
        return self.codes is None or check.code in self.codes

    def tasks(self, before: int = 0, of: int = 0) -> list[Callable[[], Outcome]]:
        """A task for every check; ``before`` others, ``of`` all, for whoever watches."""
        whole = of or len(self.checks)
        return [
            partial(self._run, check, number, whole)
            for number, check in enumerate(self.checks, before)
        ]

    def turns(self) -> list[list[int]]:
        """The tasks by number, in the order in which they are best begun, and those together that
        one process had better do one after the other."""
        numbers = {check.code: number for number, check in enumerate(self.checks)}
        named = [[numbers.pop(code) for code in turn if code in numbers] for turn in _BESIDE]
        return [turn for turn in (*named, *([number] for number in numbers.values())) if turn]

    def _run(self, check: Check, number: int, of: int) -> Outcome:
        begin(f"{check.code} {check.name}", number, of)
        ctx = self._context
        try:
            found = tuple(tempered(ctx, finding) for finding in check.find(ctx))
        except TooLarge as outcome:
            what = f"结论“{outcome}”的裁量组合过多，无法逐一检查"
            found = (ctx.undecided(check.code, check.name, check.severity, what),)
        return Outcome(found, ctx.incomplete, ctx.timed_out, ctx.consistent)

    def result(self, outcomes: Iterable[Callable[[], Outcome]]) -> CheckResult:
        """What was found, of the outcomes of ``tasks`` in their order.

        Where axioms contradict each other, what other checks say or fail on is never looked at.
        """
        findings: list[Finding] = []
        incomplete = timed_out = False
        consistent = True
        for check, come in zip(self.checks, outcomes, strict=True):
            if not consistent and not check.base:
                continue
            outcome = come()
            consistent = consistent and outcome.consistent
            incomplete |= outcome.incomplete
            timed_out |= outcome.timed_out
            if self._wants(check) or not consistent:
                findings += outcome.findings
        return CheckResult(tuple(findings), incomplete, timed_out, consistent)
