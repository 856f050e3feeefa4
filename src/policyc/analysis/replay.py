"""Every witness is run through the interpreter and must show what its finding claims.

A witness that does not is a bug of policyc: the solver and the interpreter disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from policyc.analysis.decode import complete_facts, show_facts
from policyc.core.evaluate import evaluate_one
from policyc.core.norms import Norm, Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.run import OpenReading, Run
from policyc.core.types import Value, show_value

T = TypeVar("T")


class ReplayMismatch(Exception):
    """The interpreter does not confirm a witness: a bug of policyc, not of the policy."""


class Replay:
    """Runs the cases of one policy."""

    def __init__(self, policy: Policy, as_of: date | None = None) -> None:
        self.policy = policy
        self.as_of = as_of

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

    def everywhere(
        self, facts: Mapping[str, Value], readings: Mapping[str, str], probe: Callable[[Run], T]
    ) -> Iterator[tuple[dict[str, str], T]]:
        """What a probe of the case finds under every choice of the readings left to choose."""
        complete = complete_facts(self.policy, facts)
        todo = [dict(readings)]
        while todo:
            chosen = todo.pop()
            try:
                yield chosen, probe(Run(self.policy, complete, chosen, self.as_of))
            except OpenReading as asked:
                choices = self.policy.reading(asked.reading).choices
                todo += [{**chosen, asked.reading: choice} for choice in reversed(choices)]

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
        """What the interpreter says about one outcome of a case, whatever the other readings."""
        complete = complete_facts(self.policy, facts)
        return evaluate_one(
            self.policy,
            complete,
            outcome,
            subject,
            as_of=self.as_of,
            readings=readings,
            by_reading=False,
        )

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
    against = result.permitted if result.kind is Kind.CONFLICT else ()
    values = "／".join(map(show_value, dict.fromkeys((*result.values, *against))))
    if result.kind is Kind.DECIDED:
        return values
    if result.kind is Kind.DISCRETION:
        values = "、".join(map(show_value, result.permitted))
    return f"{result.kind.value}（{values}）" if values else str(result.kind.value)
