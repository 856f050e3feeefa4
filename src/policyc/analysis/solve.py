"""Asking the solver, and making what it finds small.

One warm solver holds the ranges of all facts and the axioms; every question is pushed onto it and
popped again. A minimal witness is found with plain satisfiability and bounds that close in: first
the number of facts off their harmless value, then scale steps, then the size of numbers, and of
equals the one whose facts are declared first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from fractions import Fraction
from typing import Any as Model

from attrs import frozen

from policyc.analysis.decode import decode_facts, decode_readings
from policyc.analysis.logic import (
    Formula,
    Term,
    array_of,
    at_most,
    conj,
    disj,
    is_true,
    neg,
    total,
)
from policyc.analysis.occurrences import Occurrences
from policyc.analysis.reach import condition_facts
from policyc.analysis.variables import FactVar, Variables, harmless_of
from policyc.core.conditions import readings_of
from policyc.core.norms import ReadingSort
from policyc.core.types import ChoiceType, IntType, RealType, ScaleType, Value, sort_key

_FEW = 200
"""Facts up to which it does not pay to ask which of them a question mentions."""


class Answer(Enum):
    """What the solver says to a question; ``UNKNOWN`` is never clean."""

    SAT = "有"
    UNSAT = "无"
    UNKNOWN = "未决"


@frozen(eq=False)
class Found:
    """A model as a case: the facts off harmless, and the readings that were free."""

    facts: Mapping[str, Value]
    readings: Mapping[str, str]
    model: Model
    cost: tuple[int, Fraction, Fraction]
    """Facts off harmless, scale steps, size of numbers: what a witness is smallest by."""
    minimal: bool = True


class Session:
    """A warm solver over the variables of one policy.

    ``axioms`` are assumed by name. ``timeout_ms`` bounds every single query.
    """

    def __init__(
        self,
        variables: Variables,
        axioms: Mapping[str, Formula],
        timeout_ms: int,
        occurrences: Occurrences,
    ) -> None:
        import z3

        self.variables = variables
        self.policy = variables.policy
        self.queries = 0
        self.timeouts = 0
        reals = any(isinstance(fact.type, RealType) for fact in self.policy.facts)
        self._solver = z3.SolverFor("QF_LIRA" if reals else "QF_LIA")
        self._solver.set("timeout", timeout_ms)
        self._solver.set("random_seed", 0)
        self._solver.set("compact", False)  # models are read once, not kept for their size
        self._occurrences = occurrences
        self._later = self._stated_later()
        self._stated = 0
        """The facts whose range the solver knows where it stands."""
        self._add(variables.domain(self._occurrences.facts(self._later)))
        self._add(axioms.values())
        self._in_axioms = self._within(axioms.values())
        self._linked = _linked_facts(variables)
        self._axiom_facts = frozenset(name for group in self._linked.values() for name in group)
        self._harmless_is_consistent: bool | None = None
        self._stills: dict[int, Formula] = {}
        self._distances: dict[str, Term] = {}

    # Plain questions ------------------------------------------------------------------

    def check(self, *formulas: Formula) -> Answer:
        """Whether some axiom-consistent case satisfies the formulas."""
        with self.scope(*formulas):
            return self._check()

    def model(self, *formulas: Formula) -> tuple[Answer, Model | None]:
        """An answer with any model."""
        with self.scope(*formulas):
            answer = self._check()
            return answer, self._solver.model() if answer is Answer.SAT else None

    def assuming(self, formula: Formula) -> tuple[Answer, Model | None]:
        """``model`` for one more formula that is small: it is assumed, which is quicker than to
        state it and to take it back."""
        if isinstance(formula, bool):
            return self.model(formula)
        self._state_ranges((formula,))
        answer = self._check(formula)
        return answer, self._solver.model() if answer is Answer.SAT else None

    @contextmanager
    def scope(self, *formulas: Formula) -> Iterator[None]:
        """Formulas that hold inside the block."""
        stated = self._stated
        self._solver.push()
        try:
            self._add(formulas)
            yield
        finally:
            self._solver.pop()
            self._stated = stated

    def _add(self, formulas: Iterable[Formula]) -> None:
        """State formulas, with the ranges of facts in them."""
        listed = list(formulas)
        self._state(listed)
        self._state_ranges(listed)

    def _state_ranges(self, formulas: Iterable[Formula]) -> None:
        """State the ranges of facts in some formulas that were not stated yet."""
        new = self._within(formulas) & self._later & ~self._stated if self._later else 0
        if new:
            self._stated |= new
            facts = self.variables.facts
            self._state(f for name in self._occurrences.facts(new) for f in facts[name].domain)

    def _within(self, formulas: Iterable[Formula]) -> int:
        """The set of facts and readings that stand in some formulas."""
        found = 0
        for formula in formulas:
            found |= self._occurrences.within(formula)
        return found

    def _stated_later(self) -> int:
        """The facts whose range need not be known before they are mentioned: where a model says
        nothing of one, it is read as 0, and that is in its range. A large base has thousands,
        and every question would pay for all of them; where there are few, looking for those that
        are mentioned costs more."""
        if len(self.variables.facts) <= _FEW:
            return 0
        facts = self.variables.facts.items()
        later = (name for name, var in facts if var.known is True and _takes_zero(var))
        return self._occurrences.set_of(later)

    def _state(self, formulas: Iterable[Formula]) -> None:
        import z3

        solver = self._solver
        for formula in formulas:
            if formula is not True:
                said = z3.BoolVal(False) if formula is False else formula
                z3.Z3_solver_assert(solver.ctx.ref(), solver.solver, said.as_ast())

    def _check(self, *assumed: Formula) -> Answer:
        import z3

        self.queries += 1
        solver = self._solver
        answer = z3.Z3_solver_check_assumptions(
            solver.ctx.ref(), solver.solver, len(assumed), array_of(assumed)
        )
        if answer == z3.Z3_L_TRUE:
            return Answer.SAT
        if answer == z3.Z3_L_FALSE:
            return Answer.UNSAT
        self.timeouts += 1
        return Answer.UNKNOWN

    # Minimal witnesses ----------------------------------------------------------------

    def smallest(
        self, query: Formula, facts: Collection[str], forced: Collection[str] = ()
    ) -> tuple[Answer, Found | None]:
        """The smallest case that satisfies a query resting on some facts.

        All other facts keep harmless values as far as axioms let them. ``forced`` are facts that
        must be off, where the caller knows of any.
        """
        moving = self._occurrences.set_of(self.moving(facts))
        movers = [self.variables.facts[name] for name in self._occurrences.facts(moving)]
        with self.scope(query, self._still(query, moving), *self._grid(movers)):
            search = _Shrinking(self, movers, frozenset(forced))
            return search.answer, search.found() if search.answer is Answer.SAT else None

    def _still(self, query: Formula, moving: int) -> Formula:
        """That all other facts keep harmless values: where there are many, those of the query
        and of axioms; the rest stand nowhere, and keep them anyway."""
        others = self._occurrences.all_facts
        if len(self.variables.facts) > _FEW:
            others = self._occurrences.within(query) | self._in_axioms
        others &= ~moving
        if others not in self._stills:
            names = self._occurrences.facts(others)
            self._stills[others] = conj(self.variables.facts[name].calm for name in names)
        return self._stills[others]

    def distance(self, var: FactVar) -> Term:
        """How far a number or a step is from harmless."""
        name = var.fact.name
        if name not in self._distances:
            self._distances[name] = var.distance()
        return self._distances[name]

    def linked(self, one: str, other: str) -> bool:
        """Whether axioms tie two facts together."""
        return other in self._linked.get(one, frozenset())

    def moving(self, facts: Collection[str]) -> frozenset[str]:
        """Facts that may leave harmless: the query's own and those that axioms tie to them."""
        moving = set(facts)
        for name in facts:
            moving |= self._linked.get(name, frozenset())
        if self._harmless_is_consistent is None:
            calm = [var.calm for var in self.variables.facts.values()]
            fixed = not any(True for a in self.policy.axioms for _ in readings_of(a.condition))
            self._harmless_is_consistent = fixed and self.check(*calm) is Answer.SAT
        return frozenset(moving if self._harmless_is_consistent else moving | self._axiom_facts)

    def _grid(self, movers: Iterable[FactVar]) -> Iterator[Formula]:
        """Rates take one of finitely many values that stand for all: else none is smallest."""
        for var in movers:
            if isinstance(var.fact.type, RealType):
                points = self.variables.points(var.fact.name)
                harmless = harmless_of(var.fact)
                points = points if harmless is None else (harmless, *points)
                absent = [] if var.known is True else [neg(var.known)]
                yield disj((*absent, *(var.equals(point) for point in points)))


class _Shrinking:
    """Closing in on the smallest model of what is on the solver's stack."""

    def __init__(self, session: Session, movers: list[FactVar], forced: frozenset[str]) -> None:
        self.session = session
        self.movers = movers
        self.forced = forced
        self.minimal = True
        self.answer = session._check()
        if self.answer is Answer.SAT:
            self.model = session._solver.model()
        self.scales = [v for v in movers if isinstance(v.fact.type, ScaleType)]
        self.numbers = [v for v in movers if v.is_number]

    def found(self) -> Found:
        with self.session.scope():
            self._fewest_off()
            self._nearest(self.scales)
            self._nearest(self.numbers)
            self._earliest()
            self._evenly(self.scales)
            self._evenly(self.numbers)
            self._usual()
        return self._decode()

    def _fewest_off(self) -> None:
        """As few facts off as can be; then rather what the criteria say than an official act."""
        offs = [var.off for var in self.movers]
        found = self._off()
        bound = min(len(self.forced), found)
        while bound < found and self.minimal:
            if self._try(at_most(offs, bound)) is Answer.SAT:
                found = self._off()
            else:
                bound += 1
        self._keep(at_most(offs, found))
        acts = [var for var in self.movers if var.known is not True]
        without = conj(var.calm for var in acts)
        taken = any(self._holds(var.off) for var in acts)
        if not taken or self._try(without) is Answer.SAT:
            self._keep(without)

    def _nearest(self, variables: list[FactVar]) -> None:
        """Least total distance from harmless: as long as there is less, snap one by one."""
        if not variables:
            return
        distance = total(self.session.distance(var) for var in variables)
        size = self._size(variables)
        while size > 0 and self._try(distance < _numeral(size)) is Answer.SAT:
            self._keep(distance < _numeral(size))
            self._snap(variables)
            size = self._size(variables)
        self._keep(distance <= _numeral(size))

    def _snap(self, variables: list[FactVar]) -> None:
        """Move one fact after the other to the nearest value that leaves the query satisfied."""
        with self.session.scope():
            for var in variables:
                here = self._gap(var)
                for value in self.session.variables.points(var.fact.name):
                    nearer = abs(sort_key(var.fact.type, value) - var.reference) < here
                    if not nearer or self._try(var.equals(value)) is Answer.SAT:
                        break
                self.session._add((var.equals(var.decode(self.model)),))

    def _earliest(self) -> None:
        """Of equally small cases the one whose facts are declared first: always the same one."""
        calm: list[Formula] = []
        for var in reversed(self.movers):
            if var.fact.name in self.forced:
                continue
            if not self._holds(var.off) or self._try(conj((*calm, var.calm))) is Answer.SAT:
                calm.append(var.calm)
        self._keep(conj(calm))

    def _evenly(self, variables: list[FactVar]) -> None:
        """Of equal totals the one whose first facts are nearest: always the same one."""
        apart = [var for var in variables if self._holds(var.off)]
        if len(apart) < 2:
            return
        here = conj(var.equals(var.decode(self.model)) for var in apart)
        if self.session.assuming(neg(here))[0] is Answer.SAT:
            self._snap(apart)

    def _usual(self) -> None:
        """For the case that was found, the first choice of every reading of meaning that leaves
        the query satisfied: what the solver picks depends on what it was asked before."""
        readings = self.session.variables.readings.values()
        firsts = [
            var.chosen(var.reading.choices[0])
            for var in readings
            if var.reading.sort is ReadingSort.MEANING and len(var.reading.choices) > 1
        ]
        if all(self._holds(first) for first in firsts):
            return
        self._keep(conj(var.equals(var.decode(self.model)) for var in self.movers))
        if self._try(conj(firsts)) is Answer.SAT:
            return
        for first in firsts:
            if self._holds(first) or self._try(first) is Answer.SAT:
                self._keep(first)

    def _keep(self, formula: Formula) -> None:
        """Hold a bound for the rest of the search."""
        self.session._add((formula,))

    def _try(self, formula: Formula) -> Answer:
        """Ask with one more formula; a model that is found becomes the current one."""
        answer, model = self.session.assuming(formula)
        if model is not None:
            self.model = model
        if answer is Answer.UNKNOWN:
            self.minimal = False
        return answer

    def _off(self) -> int:
        """How many facts are off in the current model."""
        return sum(self._holds(var.off) for var in self.movers)

    def _holds(self, formula: Formula) -> bool:
        return is_true(self.model, formula)

    def _gap(self, var: FactVar) -> Fraction:
        value = var.decode(self.model)
        if value is None:
            return Fraction(0)
        return abs(sort_key(var.fact.type, value) - var.reference)

    def _size(self, variables: Iterable[FactVar]) -> Fraction:
        return sum((self._gap(var) for var in variables), Fraction(0))

    def _decode(self) -> Found:
        facts = decode_facts(self.movers, self.model)
        readings = decode_readings(self.session.variables, self.model)
        cost = (len(facts), self._size(self.scales), self._size(self.numbers))
        return Found(facts, readings, self.model, cost, self.minimal)


def _takes_zero(var: FactVar) -> bool:
    """Whether 0 stands for a value of the fact."""
    match var.fact.type:
        case IntType(_, low, high):
            return (low is None or low <= 0) and (high is None or high >= 0)
        case ScaleType() | ChoiceType():
            return True
        case _:
            return False


def _numeral(size: Fraction) -> Term:
    import z3

    return int(size) if size.denominator == 1 else z3.Q(size.numerator, size.denominator)


def _linked_facts(variables: Variables) -> dict[str, frozenset[str]]:
    """For each fact in an axiom, all facts that axioms tie it to, directly or not."""
    groups: list[set[str]] = []
    for axiom in variables.policy.axioms:
        group = condition_facts(variables.policy, (axiom.condition,))
        joined = [other for other in groups if other & group]
        groups = [other for other in groups if not other & group]
        groups.append(group.union(*joined))
    return {name: frozenset(group) for group in groups for name in group}
