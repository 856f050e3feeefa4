"""What the axioms hide: the findings that appear only where they are dropped.

An axiom says that some cases never occur. If it says too much, it takes real findings away, and
nothing in an ordinary check shows that. Here the checks run once more without any axiom; what is
new is put down to axioms by putting them back: one that makes the finding go away by itself, else
a set of which none can be spared.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from attrs import define, evolve, field, frozen

from policyc.analysis.checks import registry
from policyc.analysis.grouping import once
from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS, CheckResult, check_policy
from policyc.analysis.words import listed
from policyc.core.norms import Policy
from policyc.findings.finding import Finding, fingerprint

_Told = frozenset[tuple[str, object]]
"""What tells a finding, or a member of one, again: its code and fingerprint; or, for axioms can
turn one kind of clash into another, the letter of its code and its clauses."""


def hidden_findings(
    policy: Policy,
    *,
    timeout_ms: int = DEFAULT_TIMEOUT_MS,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
) -> CheckResult:
    """The findings that appear only without the axioms, each with those that hide it.

    Members of one group that different axioms hide become findings of their own.
    """
    runs = _Runs(policy, timeout_ms, as_of)
    everything = frozenset(axiom.name for axiom in policy.axioms)
    if not everything:
        return CheckResult((), False)
    found: list[Finding] = []
    for finding in runs.findings(frozenset(), codes):
        by_axioms: dict[_Hiding, list[Finding]] = {}
        for part in _members(finding):
            if not runs.tells(part, everything):
                by_axioms.setdefault(runs.hiding(part, everything), []).append(part)
        found += (_hidden(finding, parts, hiding) for hiding, parts in by_axioms.items())
    return CheckResult(tuple(found), runs.incomplete, runs.timed_out)


@frozen
class _Hiding:
    """The axioms that hide something: each by itself, or only all of them (``jointly``)."""

    axioms: tuple[str, ...]
    jointly: bool = False


@define
class _Runs:
    """Runs of the checks with some axioms, each set once."""

    policy: Policy
    timeout_ms: int
    as_of: date | None
    incomplete: bool = False
    timed_out: bool = False
    _told: dict[tuple[frozenset[str], str], _Told] = field(factory=dict)

    def findings(
        self, axioms: frozenset[str], codes: Collection[str] | None
    ) -> tuple[Finding, ...]:
        """What is found with some of the axioms."""
        kept = tuple(axiom for axiom in self.policy.axioms if axiom.name in axioms)
        policy = evolve(self.policy, axioms=kept)
        result = check_policy(policy, timeout_ms=self.timeout_ms, codes=codes, as_of=self.as_of)
        self.incomplete |= result.incomplete
        self.timed_out |= result.timed_out
        return result.findings

    def hiding(self, part: Finding, everything: frozenset[str]) -> _Hiding:
        """The axioms of which each alone hides a finding; else a set without one to spare."""
        names = [axiom.name for axiom in self.policy.axioms]
        alone = [name for name in names if not self.tells(part, frozenset((name,)))]
        if alone:
            return _Hiding(tuple(alone))
        needed = everything
        for name in names:
            if not self.tells(part, needed - {name}):
                needed -= {name}
        return _Hiding(tuple(name for name in names if name in needed), jointly=True)

    def tells(self, part: Finding, axioms: frozenset[str]) -> bool:
        """Whether a finding, or a member of one, is also found with some of the axioms."""
        letter = part.code[0]
        if (axioms, letter) not in self._told:
            codes = [code for code in registry() if code[0] == letter]
            found = self.findings(axioms, codes)
            members = (member for finding in found for member in _members(finding))
            self._told[axioms, letter] = frozenset(each for m in members for each in _marks(m))
        return not self._told[axioms, letter].isdisjoint(_marks(part))


def _hidden(finding: Finding, parts: list[Finding], hiding: _Hiding) -> Finding:
    """A finding without axioms, or some of its members, as what axioms hide."""
    together = "单独一条常理不足以掩盖它，是几条合起来掩盖的。" if hiding.jointly else ""
    if len(parts) == len(_members(finding)):
        return evolve(finding, message=finding.message + together, hidden_by=hiding.axioms)
    first = parts[0]
    message = first.message
    if len(parts) > 1:
        others = once(place for part in parts[1:] for place in part.norms)
        message += f"同样被掩盖的还有 {len(parts) - 1} 组，涉及{listed(others)}。"
    return evolve(
        first,
        message=message + together,
        citations=once(cited for part in parts for cited in part.citations),
        norms=once(norm for part in parts for norm in part.norms),
        suggestion=finding.suggestion,
        fingerprint=fingerprint(
            finding.code, finding.fingerprint, members=[part.fingerprint for part in parts]
        ),
        parts=tuple(parts) if len(parts) > 1 else (),
        hidden_by=hiding.axioms,
    )


def _members(finding: Finding) -> tuple[Finding, ...]:
    return finding.parts or (finding,)


def _marks(part: Finding) -> _Told:
    own: tuple[str, object] = (part.code, part.fingerprint)
    return frozenset((own, (part.code[0], frozenset(part.norms))) if part.norms else (own,))
