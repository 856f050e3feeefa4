"""The names that a generated module exports for its questions, each once."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from policyc.plan.plans import Plan, Question, Ref
from policyc.targets.common.questions import camel, ref_key
from policyc.targets.typescript.literals import local


@define
class Names:
    """What the functions of questions are called, and the types that only declarations know."""

    plan: Plan
    _stems: dict[int, str] = field(init=False)

    @_stems.default
    def _made(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for question in self.plan.questions:
            found[question.number] = unlike(camel(question.key), found.values())
        return found

    def function(self, question: Question) -> str:
        """decideTierResult."""
        return f"decide{self._stems[question.number]}"

    def row(self, question: Question) -> str:
        """TierResultFacts."""
        return f"{self._stems[question.number]}Facts"

    def acts(self, question: Question) -> str:
        """What turns a result, or an official act, into words of a key."""
        return f"_ACTS_{question.number}"

    def parameter(self, question: Question, ref: Ref) -> str:
        """The parameter for an upstream outcome."""
        return local(ref_key(self.plan, question, ref))


def unlike(name: str, taken: Iterable[str]) -> str:
    """The name, lengthened until it is none of those taken."""
    known = set(taken)
    while name in known:
        name += "_"
    return name
