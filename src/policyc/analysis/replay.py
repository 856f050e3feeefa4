"""Every witness is run through the interpreter and must show what its finding claims.

A witness that does not is a bug of policyc: the solver and the interpreter disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import evolve

from policyc.analysis.decode import complete_facts, show_facts
from policyc.core.cone import cone, norms_with_winners
from policyc.core.evaluate import evaluate
from policyc.core.norms import Norm, Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.run import OpenReading, Run
from policyc.core.types import Value, show_value


class ReplayMismatch(Exception):
    """The interpreter does not confirm a witness: a bug of policyc, not of the policy."""


class Replay:
    """Runs the cases of one policy."""

    def __init__(self, policy: Policy, as_of: date | None = None) -> None:
        self.policy = policy
        self.as_of = as_of
        self._cones: dict[str, Policy] = {}

    def needed(
        self,
        facts: Mapping[str, Value],
        readings: Mapping[str, str],
        probe: Callable[[Run], object],
        priority: Mapping[str, str] | None = None,
    ) -> dict[str, str]:
        """The readings of meaning that a probe of the case depends on, with their choices.

        Readings of priority are open but for those in ``priority``.
        """
        complete = complete_facts(self.policy, facts)
        chosen: dict[str, str] = {}
        while True:
            try:
                probe(Run(self.policy, complete, {**chosen, **(priority or {})}, self.as_of))
            except OpenReading as asked:
                chosen[asked.reading] = readings[asked.reading]
            else:
                return chosen

    def run(self, facts: Mapping[str, Value], readings: Mapping[str, str]) -> Run:
        """The case under some readings, for questions about single norms."""
        return Run(self.policy, complete_facts(self.policy, facts), readings, self.as_of)

    def result(
        self,
        facts: Mapping[str, Value],
        readings: Mapping[str, str],
        outcome: str,
        subject: str,
    ) -> OutcomeResult:
        """What the interpreter says about one outcome of a case."""
        evaluation = evaluate(
            self._cone(outcome),
            complete_facts(self.policy, facts),
            as_of=self.as_of,
            readings=readings,
            with_missing=False,
        )
        for result in evaluation.outcomes:
            if (result.outcome, result.subject) == (outcome, subject):
                return result
        raise ReplayMismatch(f"没有结论“{outcome}”（{subject}）")

    def _cone(self, outcome: str) -> Policy:
        """The policy without what the outcome does not depend on, which saves time."""
        if outcome not in self._cones:
            names = cone(self.policy, outcome)
            winners = {n.id for name in names for n in norms_with_winners(self.policy, name)}
            kept = {*names, *(n.outcome for n in self.policy.norms if n.id in winners)}
            self._cones[outcome] = evolve(
                self.policy,
                outcomes=tuple(o for o in self.policy.outcomes if o.name in kept),
                norms=tuple(n for n in self.policy.norms if n.outcome in kept),
                defeats=tuple(d for d in self.policy.defeats if {d.winner, d.loser} <= winners),
            )
        return self._cones[outcome]

    def shows(
        self,
        facts: Mapping[str, Value],
        readings: Mapping[str, str],
        outcome: str,
        subject: str,
        *,
        kind: Kind,
        in_force: Iterable[Norm] = (),
    ) -> OutcomeResult:
        """The result, which must be of a kind with certain norms of it in force."""
        result = self.result(facts, readings, outcome, subject)
        missing = [n for n in in_force if not _in_force(result, n)]
        if result.kind is not kind or missing:
            named = "、".join(n.citation or n.id for n in missing)
            self.mismatch(
                facts,
                readings,
                f"“{outcome}”应为{kind.value}，解释器得出{show_result(result)}"
                + (f"；应当生效而未生效：{named}" if named else ""),
            )
        return result

    def mismatch(self, facts: Mapping[str, Value], readings: Mapping[str, str], what: str) -> None:
        """Say that the interpreter and the solver disagree."""
        under = "、".join(f"{name}={choice}" for name, choice in readings.items()) or "无"
        shown = show_facts(self.policy, facts)
        raise ReplayMismatch(f"反例重演不符（{self.policy.name}；{shown}；读法 {under}）：{what}")


def _in_force(result: OutcomeResult, norm: Norm) -> bool:
    return any(entry.norm.id == norm.id and entry.force is True for entry in result.trace)


def show_result(result: OutcomeResult) -> str:
    """A result in a few words: 通报警示, 冲突（挂牌整治／通报警示）."""
    values = "／".join(map(show_value, result.values))
    if result.kind is Kind.DECIDED:
        return values
    if result.kind is Kind.DISCRETION:
        values = "、".join(map(show_value, result.permitted))
    return f"{result.kind.value}（{values}）" if values else str(result.kind.value)
