"""A case filled in question by question: only what still matters to the outcomes asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import define, field

from policyc.core.evaluate import evaluate
from policyc.core.inputs import InputError, broken_axioms, read_value
from policyc.core.norms import Fact, Policy
from policyc.core.results import Evaluation, OutcomeResult
from policyc.core.types import BoolType, Value, listed_values
from policyc.diagnostics import Diagnostic

_YES, _NO = ("是", "有", "y", "yes", "1"), ("否", "无", "没有", "n", "no", "2")


@define
class Dialogue:
    """``known`` are the answers; a fact that nobody knows is in ``skipped`` and not asked again.

    ``outcomes`` are the names asked about, ``history`` the facts in the order of their answers.
    """

    policy: Policy
    outcomes: tuple[str, ...]
    as_of: date | None = None
    readings: Mapping[str, str] = field(factory=dict)
    known: dict[str, Value] = field(factory=dict)
    skipped: set[str] = field(factory=set)
    history: list[str] = field(factory=list)
    _evaluation: Evaluation | None = None

    @property
    def evaluation(self) -> Evaluation:
        """What is so with the answers that there are."""
        if self._evaluation is None:
            self._evaluation = evaluate(
                self.policy, self.known, as_of=self.as_of, readings=self.readings
            )
        return self._evaluation

    @property
    def results(self) -> Sequence[OutcomeResult]:
        """The results of the outcomes asked about."""
        return [each for each in self.evaluation.outcomes if each.outcome in self.outcomes]

    def next(self) -> tuple[OutcomeResult, Fact] | None:
        """What to ask, and for which outcome; ``None`` when nothing is left that would help."""
        for result in self.results:
            for fact in result.missing:
                if fact.name not in self.skipped:
                    return result, fact
        return None

    def answer(self, fact: Fact, written: str) -> str:
        """Take an answer; empty, or what is wrong with it. ``written`` may be a value, the number
        of an option, or 未知."""
        try:
            value = read_value(fact, _read(fact, written.strip()))
        except InputError as error:
            return f"{error}。{error.help}"
        if value is None:
            self.skipped.add(fact.name)
        else:
            broken = self._breaks(fact, value)
            if broken:
                return f"{broken[0].message}。{broken[0].help}"
            self.known[fact.name] = value
        self.history.append(fact.name)
        self._evaluation = None
        return ""

    def back(self) -> bool:
        """Take the last answer back; whether there was one."""
        if not self.history:
            return False
        last = self.history.pop()
        self.known.pop(last, None)
        self.skipped.discard(last)
        self._evaluation = None
        return True

    def _breaks(self, fact: Fact, value: Value) -> list[Diagnostic]:
        return broken_axioms(self.policy, {**self.known, fact.name: value})


def _read(fact: Fact, written: str) -> object:
    """What a word at the keyboard means for a fact."""
    if written in ("?", "？", ""):
        return None
    if isinstance(fact.type, BoolType):
        word = written.lower()
        return True if word in _YES else False if word in _NO else written
    options = listed_values(fact.type)
    if options and written.isdecimal() and 1 <= int(written) <= len(options):
        return options[int(written) - 1]
    return written
