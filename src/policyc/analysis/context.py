"""What a check works with: the policy, its encodings, a warm solver, the replay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from policyc.analysis.always import Always, combinations, projected, too_many
from policyc.analysis.contrary import Contrary, contrary_facts
from policyc.analysis.encode import Encoding
from policyc.analysis.logic import Formula, conj, disj, neg
from policyc.analysis.occurrences import Occurrences
from policyc.analysis.progress import parts_of
from policyc.analysis.reach import norm_facts, norm_readings
from policyc.analysis.replay import Replay
from policyc.analysis.solve import Answer, Found, Session
from policyc.analysis.variables import Variables
from policyc.analysis.words import documents_of, own_document, place
from policyc.core.conditions import facts_of
from policyc.core.norms import Norm, Outcome, Policy, Reading, ReadingSort
from policyc.core.types import Value
from policyc.findings.finding import (
    Case,
    Finding,
    Readings,
    Severity,
    Status,
    Witness,
    cite_all,
    fingerprint,
)


class Context:
    """One policy under examination.

    ``encoding`` leaves readings of priority open and ranges over readings of meaning;
    ``session`` assumes the axioms, ``bare`` does not.
    """

    def __init__(self, policy: Policy, timeout_ms: int, as_of: date | None = None) -> None:
        self.policy = policy
        self.timeout_ms = timeout_ms
        self.as_of = as_of
        self.incomplete = False
        self.consistent = True
        self.replay = Replay(policy, as_of)
        self.memo: dict[tuple[str, ...], Any] = {}
        """What several checks need, under names of their own."""
        self._facts: dict[str, frozenset[str]] = {}
        self._readings: dict[str, frozenset[str]] = {}
        self._encodings: dict[tuple[tuple[str, str], ...], Encoding] = {}

    @cached_property
    def variables(self) -> Variables:
        return Variables(self.policy)

    @cached_property
    def always(self) -> Always:
        return Always(self.variables, self.occurrences)

    @cached_property
    def occurrences(self) -> Occurrences:
        return Occurrences(self.variables)

    def outcomes(self) -> Iterator[Outcome]:
        """The outcomes one after the other, for a check that looks at each."""
        return parts_of(self.policy.outcomes, lambda outcome: outcome.name)

    @property
    def encoding(self) -> Encoding:
        return self.encoding_under({})

    def encoding_under(self, chosen: Mapping[str, str]) -> Encoding:
        """An encoding with some readings of priority chosen, the others open."""
        key = tuple(sorted(chosen.items()))
        if key not in self._encodings:
            priorities = (r for r in self.policy.readings if r.sort is ReadingSort.PRIORITY)
            fixed = {r.name: chosen.get(r.name) for r in priorities}
            self._encodings[key] = Encoding(self.variables, as_of=self.as_of, fixed=fixed)
        return self._encodings[key]

    @cached_property
    def session(self) -> Session:
        return Session(self.variables, self.encoding.axioms(), self.timeout_ms, self.occurrences)

    @cached_property
    def bare(self) -> Session:
        return Session(self.variables, {}, self.timeout_ms, self.occurrences)

    @property
    def timed_out(self) -> bool:
        """Whether any question ran out of time, be it one that only makes a case smaller."""
        sessions = (made for made in vars(self).values() if isinstance(made, Session))
        return any(session.timeouts for session in sessions)

    @cached_property
    def read_axioms(self) -> Formula:
        """The axioms that are themselves read in several ways: what holds under a reading must be
        a case that can be under it."""
        axioms = self.encoding.axioms().values()
        return conj(axiom for axiom in axioms if self.always.readings_in(axiom))

    def facts_of(self, norm: Norm) -> frozenset[str]:
        """The facts that decide whether a norm is in force."""
        if norm.id not in self._facts:
            self._facts[norm.id] = frozenset(norm_facts(self.policy, (norm,)))
        return self._facts[norm.id]

    def readings_of(self, norm: Norm) -> frozenset[str]:
        """The readings that decide whether a norm is in force."""
        if norm.id not in self._readings:
            self._readings[norm.id] = frozenset(norm_readings(self.policy, (norm,)))
        return self._readings[norm.id]

    # Contrary words -------------------------------------------------------------------

    @cached_property
    def contrary(self) -> tuple[Contrary, ...]:
        """The pairs of words that a reader does not expect of one case."""
        return contrary_facts(self.policy)

    def apart(self, facts: Collection[str]) -> Formula:
        """That contrary words do not stand together, among facts and those that axioms tie."""
        if not self.contrary:
            return True
        moving = self.session.moving(facts)
        off = {name: var.off for name, var in self.variables.facts.items() if name in moving}
        pairs = (pair for pair in self.contrary if pair[0] in off and pair[1] in off)
        return conj(neg(conj((off[good], off[bad]))) for good, bad in pairs)

    def smallest(self, query: Formula, facts: Collection[str]) -> tuple[Answer, Found | None]:
        """The smallest case of a query resting on some facts, without contrary words if it can
        be."""
        apart = self.apart(facts)
        if apart is not True:
            answer, found = self.session.smallest(conj((query, apart)), facts)
            if found is not None:
                return answer, found
        return self.session.smallest(query, facts)

    # Readings -------------------------------------------------------------------------

    def chosen(self, readings: Mapping[str, str]) -> Formula:
        """That readings of meaning have these choices."""
        return conj(self.encoding.chosen(name, choice) for name, choice in readings.items())

    def holding(
        self, query: Formula, needs: Mapping[str, str], names: Iterable[str]
    ) -> tuple[Readings, ...]:
        """Under which choices a query can be satisfied; empty for all.

        ``needs`` are the readings that one witness depends on, ``names`` those that can matter.
        Where these have too many combinations, only those of ``needs`` are told apart.
        """
        if not needs:
            return ()
        readings = self._meanings(names)
        if too_many(readings):
            readings = self._meanings(needs)
        return projected(self.possible(query, readings, needs), readings)

    def possible(
        self, query: Formula, readings: Sequence[Reading], known: Readings | None = None
    ) -> list[Readings]:
        """The combinations under which a query can be satisfied; ``known`` certainly is one."""
        every = list(combinations(readings))
        found = [known is not None and known.items() <= chosen.items() for chosen in every]
        variables = [self.variables.readings[reading.name] for reading in readings]
        with self.session.scope(query):
            while not all(found):
                left = [each for each, good in zip(every, found, strict=True) if not good]
                answer, model = self.session.assuming(disj(map(self.chosen, left)))
                if model is not None:
                    seen = {var.reading.name: var.decode(model) for var in variables}
                    found[next(at for at, each in enumerate(every) if each == seen)] = True
                elif answer is Answer.UNSAT:
                    break
                else:
                    self._ask_each(every, found)
                    break
        return [chosen for chosen, good in zip(every, found, strict=True) if good]

    def _ask_each(self, every: Sequence[Readings], found: list[bool]) -> None:
        """Find which other combinations are possible, one by one: a question of its own is
        easier."""
        for at, chosen in enumerate(every):
            if not found[at]:
                answer = self.session.check(self.chosen(chosen))
                found[at] = answer is Answer.SAT
                self.incomplete |= answer is Answer.UNKNOWN

    def meanings(self, readings: Readings) -> dict[str, str]:
        """Those of some readings that are of meaning; the others stay open."""
        wanted = {r.name for r in self.policy.readings if r.sort is ReadingSort.MEANING}
        return {name: choice for name, choice in readings.items() if name in wanted}

    def _meanings(self, names: Iterable[str]) -> list[Reading]:
        wanted = set(names)
        meanings = (r for r in self.policy.readings if r.sort is ReadingSort.MEANING)
        return [reading for reading in meanings if reading.name in wanted]

    def union(self, groups: Iterable[Sequence[Readings]]) -> tuple[Readings, ...]:
        """The choices under which one of several things holds; empty for all."""
        covers: list[Readings] = []
        for group in groups:
            if not group:
                return ()
            covers += group
        names = {name for cover in covers for name in cover}
        readings = [reading for reading in self.policy.readings if reading.name in names]
        good = [
            chosen
            for chosen in combinations(readings)
            if any(cover.items() <= chosen.items() for cover in covers)
        ]
        return projected(good, readings)

    # Findings -------------------------------------------------------------------------

    def witness(self, facts: Mapping[str, Value], readings: Mapping[str, str]) -> Witness:
        return Witness((Case(dict(facts)),), dict(readings))

    def axioms_about(self, found: Found) -> tuple[str, ...]:
        """The axioms that speak about facts of a witness and so had a part in it."""
        return tuple(
            axiom.name
            for axiom in self.policy.axioms
            if any(name in found.facts for name in facts_of(axiom.condition))
        )

    def documents(self, norms: Iterable[Norm]) -> tuple[str, ...]:
        return documents_of(self.policy, norms)

    @property
    def own(self) -> str:
        """The name under which the policy's own provisions are cited."""
        return own_document(self.policy)

    def witnessed(
        self,
        *,
        code: str,
        name: str,
        severity: Severity,
        message: str,
        norms: Sequence[Norm],
        found: Found,
        needs: Readings,
        holds: tuple[Readings, ...],
        fingerprint: str,
        suggestion: str = "",
        status: Status = Status.WITNESSED,
        places: Iterable[str] | None = None,
    ) -> Finding:
        """A finding about norms with one case, which the caller has replayed.

        ``needs`` are the readings that the case leans on, ``holds`` those under which any shows it.
        ``places`` names where the norms stand, if not by their citations alone.
        """
        return Finding(
            code=code,
            name=name,
            status=status,
            severity=severity,
            message=message,
            documents=self.documents(norms),
            citations=cite_all(norms),
            witness=self.witness(found.facts, needs),
            replayed=True,
            norms=tuple(map(place, norms) if places is None else places),
            axioms=self.axioms_about(found),
            readings=holds,
            suggestion=suggestion,
            fingerprint=fingerprint,
        )

    def undecided(self, code: str, name: str, severity: Severity, what: str) -> Finding:
        """A finding for a question that the solver could not answer in time."""
        self.incomplete = True
        return Finding(
            code=code,
            name=name,
            status=Status.UNDECIDED,
            severity=severity,
            message=f"在限定时间内未能判断：{what}。",
            documents=self.documents(()),
            suggestion="放宽时间上限（--timeout）后重试；在此之前不能认为没有问题。",
            fingerprint=fingerprint(code, self.policy.name, "存疑", what),
        )
