"""What turns on how some words are read: one finding for each reading that changes a result.

U01 takes readings of any words, W02 those of the words and marks that join conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from policyc.analysis.cases import Claim, best_case
from policyc.analysis.context import Context
from policyc.analysis.decode import show_facts
from policyc.analysis.encode import Encoding
from policyc.analysis.logic import Formula, conj, differ, disj, neg
from policyc.analysis.profile import result_words
from policyc.analysis.reach import condition_facts
from policyc.analysis.solve import Answer, Found
from policyc.analysis.words import cited, listed, under
from policyc.core.conditions import Condition, readings_of
from policyc.core.cone import (
    conditions_of_norm,
    cone_facts,
    direct_conditions,
    own_conditions,
)
from policyc.core.content import Duty, Sanction
from policyc.core.norms import Norm, Outcome, Reading, ReadingSort
from policyc.core.results import Kind, OutcomeResult
from policyc.core.run import Run
from policyc.findings.finding import (
    Case,
    Cited,
    Finding,
    Readings,
    Severity,
    Status,
    Witness,
    cite_all,
    fingerprint,
)


@frozen(eq=False)
class _Subject:
    """Something that can come out differently: an outcome, or whether a clause applies."""

    name: str
    facts: tuple[str, ...]
    differs: Callable[[Encoding, Encoding], Formula]
    settled: Callable[[Encoding], Formula]
    probe: Callable[[Run], object]
    result: Callable[[Mapping[str, object], Readings], tuple[object, str]]


@frozen
class Words:
    """How a check tells what it finds: its code and name, the codes that say the same more
    generally, and what to write, given the clauses and the reading."""

    code: str
    name: str
    mend: Callable[[str, Reading], str]
    also: tuple[str, ...] = ()


def sensitive(ctx: Context, readings: Iterable[Reading], words: Words) -> Iterator[Finding]:
    """One finding for each of some readings of meaning that a result turns on."""
    for reading in readings:
        if reading.sort is ReadingSort.MEANING:
            yield from _Search(ctx, reading, words).findings()


def choices_of(reading: Reading) -> str:
    """“且”还是“或者”."""
    return "还是".join(f"“{choice}”" for choice in reading.choices)


class _Search:
    """What one reading changes."""

    def __init__(self, ctx: Context, reading: Reading, words: Words) -> None:
        self.ctx = ctx
        self.reading = reading
        self.words = words
        self._encodings: dict[str, Encoding] = {}

    def findings(self) -> Iterator[Finding]:
        turning: list[tuple[_Subject, Formula, tuple[str, str]]] = []
        for subject in self._subjects():
            pair = self._turning(subject)
            if pair is not None:
                turning.append((subject, *pair))
        if turning:
            yield self._finding(*turning[0], [subject.name for subject, _, _ in turning[1:]])

    def _encoding(self, choice: str) -> Encoding:
        """The policy with the reading settled, those of priority open."""
        if choice not in self._encodings:
            priorities = (r for r in self.ctx.policy.readings if r.sort is ReadingSort.PRIORITY)
            fixed: dict[str, str | None] = {r.name: None for r in priorities}
            fixed[self.reading.name] = choice
            self._encodings[choice] = Encoding(
                self.ctx.variables, as_of=self.ctx.as_of, fixed=fixed
            )
        return self._encodings[choice]

    def _turning(self, subject: _Subject) -> tuple[Formula, tuple[str, str]] | None:
        """When a subject comes out differently, for the first two choices that can do it."""
        for one, other in combinations(self.reading.choices, 2):
            read = self._encoding(one), self._encoding(other)
            query = subject.differs(*read)
            answer = self.ctx.session.check(query)
            if answer is Answer.SAT:
                # 未知 beside another result tells little: shown only where nothing else differs.
                plain = conj((query, *map(subject.settled, read)))
                shown = self.ctx.session.check(plain) is Answer.SAT
                return plain if shown else query, (one, other)
            if answer is Answer.UNKNOWN:
                self.ctx.incomplete = True
        return None

    # What can come out differently ----------------------------------------------------

    def _subjects(self) -> Iterator[_Subject]:
        """Outcomes and clauses that use the reading themselves; what is downstream follows."""
        policy = self.ctx.policy
        for outcome in policy.outcomes:
            if self._uses(direct_conditions(policy, outcome.name)):
                for kind in policy.subjects_of(outcome.name):
                    yield self._outcome(outcome, kind)
        for clause in policy.content:
            if isinstance(clause, (Duty, Sanction)) and self._uses([clause.condition]):
                yield self._clause(clause)

    def _uses(self, conditions: Sequence[Condition]) -> bool:
        return any(self.reading.name in readings_of(condition) for condition in conditions)

    def _outcome(self, outcome: Outcome, kind: str) -> _Subject:
        policy, name = self.ctx.policy, outcome.name

        def differs(one: Encoding, other: Encoding) -> Formula:
            a, b = one.conclusion(name, kind), other.conclusion(name, kind)
            bits = []
            for first, second in (
                (a.kinds, b.kinds),
                (a.values, b.values),
                (a.permitted, b.permitted),
            ):
                keys = dict.fromkeys((*first, *second))
                bits += [differ(first.get(key, False), second.get(key, False)) for key in keys]
            return disj(bits)

        def result(facts: Mapping[str, object], readings: Readings) -> tuple[object, str]:
            found: OutcomeResult = self.ctx.replay.result(facts, readings, name, kind)  # type: ignore[arg-type]
            key = found.kind, found.values, frozenset(found.permitted)
            return key, f"“{name}”{result_words(outcome, found)}"

        return _Subject(
            name=f"“{name}”",
            facts=cone_facts(policy, name),
            differs=differs,
            settled=lambda e: neg(e.conclusion(name, kind).kinds.get(Kind.UNKNOWN, False)),
            probe=lambda run: run.decide(name, kind),
            result=result,
        )

    def _clause(self, clause: Duty | Sanction) -> _Subject:
        policy, condition = self.ctx.policy, clause.condition
        where = clause.place.citation

        def result(facts: Mapping[str, object], readings: Readings) -> tuple[object, str]:
            applies = self.ctx.replay.run(facts, readings).truth(condition)  # type: ignore[arg-type]
            return applies, f"{where}{'适用' if applies else '不适用'}"

        return _Subject(
            name=where,
            facts=tuple(condition_facts(policy, [condition])),
            differs=lambda one, other: differ(one.truth(condition).t, other.truth(condition).t),
            settled=lambda e: disj((e.truth(condition).t, e.truth(condition).f)),
            probe=lambda run: run.truth(condition),
            result=result,
        )

    # The finding ----------------------------------------------------------------------

    def _finding(
        self, subject: _Subject, query: Formula, pair: tuple[str, str], others: Sequence[str]
    ) -> Finding:
        ctx, reading, words = self.ctx, self.reading, self.words
        _, case = best_case(
            ctx, Claim(query, subject.facts, lambda found: self._needs(subject, found))
        )
        if case is None:
            return ctx.undecided(words.code, words.name, Severity.MEDIUM, f"“{reading.name}”的读法")
        found, holds = case.found, case.holds
        needs = self._needs(subject, found)
        results = {
            choice: subject.result(found.facts, {**needs, reading.name: choice})
            for choice in reading.choices
        }
        if results[pair[0]][0] == results[pair[1]][0]:
            ctx.replay.mismatch(found.facts, needs, f"“{reading.name}”的读法应当影响结果")
        norms = self._norms()
        places = tuple(dict.fromkeys((*cite_all(norms), *self._clauses())))
        cases = tuple(
            Case(dict(found.facts), readings={reading.name: choice}, result=shown)
            for choice, (_, shown) in results.items()
        )
        told = "；".join(f"读作“{choice}”，{shown}" for choice, (_, shown) in results.items())
        # A duty or sanction in the very provision of a rule goes with it: naming it tells nothing.
        named = {subject.name, *(norm.citation for norm in norms)}
        more = [each for each in dict.fromkeys(others) if each not in named]
        also = f"还影响{listed(more)}。" if more else ""
        why = f"{reading.basis}。" if reading.basis else ""
        return Finding(
            code=words.code,
            name=words.name,
            also=words.also,
            status=Status.WITNESSED,
            severity=Severity.MEDIUM,
            message=(
                f"{cited(each.citation for each in places)}的“{reading.name}”"
                f"读作{choices_of(reading)}，结果不同。{why}"
                f"例如{show_facts(ctx.policy, found.facts)}：{told}。{also}{under(holds)}"
            ),
            documents=ctx.documents(norms),
            citations=places,
            witness=Witness(cases, needs),
            replayed=True,
            norms=tuple(dict.fromkeys(each.citation for each in places)),
            axioms=ctx.axioms_about(found),
            readings=holds,
            suggestion=words.mend(cited(each.citation for each in places), reading),
            fingerprint=fingerprint(words.code, ctx.policy.name, reading.name),
        )

    def _needs(self, subject: _Subject, found: Found) -> dict[str, str]:
        """The other readings that the case depends on under some choice of this one."""
        needs: dict[str, str] = {}
        for choice in self.reading.choices:
            fixed = {self.reading.name: choice}
            needs |= self.ctx.replay.needed(found.facts, found.readings, subject.probe, fixed)
        return needs

    def _norms(self) -> list[Norm]:
        """The norms whose wording is read one way or the other."""
        policy = self.ctx.policy
        return [norm for norm in policy.norms if self._uses(conditions_of_norm(norm))]

    def _clauses(self) -> list[Cited]:
        """Triggers and other clauses with that wording."""
        policy, own = self.ctx.policy, self.ctx.own
        found = [
            Cited(own, o.trigger_citation, o.trigger_quote)
            for o in policy.outcomes
            if o.trigger_citation and self._uses(own_conditions(o, ()))
        ]
        return found + [
            Cited(own, c.place.citation, c.place.quote)
            for c in policy.content
            if isinstance(c, (Duty, Sanction)) and self._uses([c.condition])
        ]
