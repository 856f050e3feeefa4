"""The unknowns of a question: one number or bit per fact, one number per open reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from attrs import frozen

from policyc.analysis.logic import (
    Formula,
    Kleene,
    Term,
    conj,
    disj,
    is_true,
    neg,
    rational_number,
    two_valued,
    whole_number,
)
from policyc.core.conditions import Compare, Condition, Op
from policyc.core.cone import conditions_of_norm
from policyc.core.norms import Fact, Policy, Reading, ReadingSort
from policyc.core.regions import comparisons, stand_ins
from policyc.core.run import compare
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    ScaleType,
    Value,
    sort_key,
)

_SOME_DAY = date(2000, 1, 1)


def harmless_of(fact: Fact) -> Value | None:
    """The value of an unremarkable case; ``None`` where it lacks the fact.

    A declared 否 on a fact that is no boolean means nothing was declared: 0 or the nearest
    number in range, the lowest step, the first option.
    """
    declared = fact.harmless
    if declared is None or declared is not False:
        return declared
    match fact.type:
        case ScaleType(scale):
            return scale.steps[0]
        case ChoiceType(_, options):
            return options[0]
        case IntType(_, low, high):
            return int(_clamp(Fraction(0), low, high))
        case RealType(_, minimum, maximum):
            return _clamp(Fraction(0), minimum, maximum)
        case DateType():
            return None
        case _:
            return False


@frozen(eq=False)
class FactVar:
    """A fact in the solver.

    ``term`` is the fact's number (a day's ordinal, the rank of a step or option) or, for a
    boolean, its bit; where the fact is absent it keeps its reference value. ``off`` says that it
    has left its harmless value; a fact without one is off when it is present.
    """

    fact: Fact
    known: Formula
    term: Term
    reference: Fraction
    off: Formula
    calm: Formula
    """The negation of ``off``."""
    domain: tuple[Formula, ...]

    @property
    def is_number(self) -> bool:
        """Whether its size can be made small."""
        return isinstance(self.fact.type, (IntType, RealType, DateType))

    def compare(self, op: Op, constant: Value) -> Kleene:
        """``fact op constant``, unknown where the fact is absent."""
        hit = compare_term(self.fact, self.term, op, constant)
        if self.known is True:
            return two_valued(hit)
        return Kleene(conj((self.known, hit)), conj((self.known, neg(hit))))

    def equals(self, value: Value | None) -> Formula:
        """That the fact has a value, or for ``None`` that it is absent."""
        if value is None:
            return neg(self.known)
        return conj((self.known, compare_term(self.fact, self.term, Op.EQ, value)))

    def distance(self) -> Term:
        """How far the number is from the reference."""
        import z3

        centre = number(self.reference, self.fact)
        return z3.If(self.term >= centre, self.term - centre, centre - self.term)

    def decode(self, model: Any) -> Value | None:
        """The value in a model; ``None`` where the fact is absent."""
        if not is_true(model, self.known):
            return None
        match self.fact.type:
            case BoolType():
                return is_true(model, self.term)
            case RealType():
                return rational_number(model, self.term)
            case _:
                return from_number(self.fact, whole_number(model, self.term))


def from_number(fact: Fact, rank: int) -> Value:
    """The value that an integer stands for."""
    match fact.type:
        case ScaleType(scale):
            return scale.steps[rank]
        case ChoiceType(_, options):
            return options[rank]
        case DateType():
            return date.fromordinal(rank)
        case _:
            return rank


def number(value: Fraction, fact: Fact) -> Term:
    """A numeral of the fact's sort."""
    import z3

    if isinstance(fact.type, RealType):
        return z3.Q(value.numerator, value.denominator)
    return z3.IntVal(int(value))


def compare_term(fact: Fact, term: Term, op: Op, constant: Value) -> Formula:
    """``term op constant`` for a fact that is present."""
    kind = fact.type
    if isinstance(kind, BoolType):
        when = (compare(kind, op, False, constant), compare(kind, op, True, constant))
        if when[0] == when[1]:
            return when[0]
        return term if when[1] else neg(term)
    bound = sort_key(kind, constant)
    if not isinstance(kind, RealType) and bound.denominator != 1:
        if op in (Op.EQ, Op.NE):
            return op is Op.NE
        if op in (Op.LT, Op.LE):
            op, bound = Op.LE, Fraction(floor(bound))
        else:
            op, bound = Op.GE, Fraction(ceil(bound))
    numeral = number(bound, fact)
    match op:
        case Op.EQ:
            return term == numeral
        case Op.NE:
            return term != numeral
        case Op.LT:
            return term < numeral
        case Op.LE:
            return term <= numeral
        case Op.GT:
            return term > numeral
        case Op.GE:
            return term >= numeral


def policy_conditions(policy: Policy) -> list[Condition]:
    """Every condition of a policy: of norms, triggers and axioms."""
    found = [c for norm in policy.norms for c in conditions_of_norm(norm)]
    found += [o.trigger for o in policy.outcomes if o.trigger is not None]
    return [*found, *(axiom.condition for axiom in policy.axioms)]


@frozen(eq=False)
class ReadingVar:
    """A reading in the solver: 0, 1, … for its choices; one of priority may also be open, -1."""

    reading: Reading
    term: Term
    domain: Formula
    numbers: tuple[Term, ...]
    """The number of every choice, as it stands in formulas."""
    choices: Mapping[str, Formula]
    """That the reading has a choice, for every one."""

    def chosen(self, choice: str) -> Formula:
        """That the reading has a choice."""
        if len(self.reading.choices) == 1 and self.reading.sort is ReadingSort.MEANING:
            return True
        return self.choices[choice]

    def decode(self, model: Any) -> str | None:
        """The choice in a model; ``None`` for a reading of priority left open."""
        index = whole_number(model, self.term)
        return None if index < 0 else self.reading.choices[index]


class Variables:
    """The facts and readings of a policy as Z3 constants.

    With ``partial`` every fact may be absent; without, only a fact whose harmless value is
    ``None`` (an official act that was never taken).
    """

    def __init__(self, policy: Policy, *, partial: bool = False) -> None:
        self.policy = policy
        self.partial = partial
        self._compared = comparisons(policy_conditions(policy))
        self.facts: dict[str, FactVar] = {f.name: self._fact(f) for f in policy.facts}
        self.readings: dict[str, ReadingVar] = {r.name: _reading(r) for r in policy.readings}
        self._points: dict[str, tuple[Value, ...]] = {}

    def fact(self, name: str) -> FactVar:
        """The variable of a fact, by name or alias."""
        return self.facts[self.policy.fact(name).name]

    def points(self, name: str) -> tuple[Value, ...]:
        """Values of a fact that stand for all, nearest to harmless first."""
        if name not in self._points:
            var = self.facts[name]
            values = set(stand_ins(var.fact, self._compared.get(name, ())))
            harmless = harmless_of(var.fact)
            values |= set() if harmless is None else {harmless}

            def size(value: Value) -> tuple[Fraction, Fraction]:
                key = sort_key(var.fact.type, value)
                return abs(key - var.reference), key

            self._points[name] = tuple(sorted(values, key=size))
        return self._points[name]

    def domain(self, without: Iterable[str] = ()) -> list[Formula]:
        """Ranges of all readings, and of all facts but some."""
        left_out = frozenset(without)
        facts = (var for name, var in self.facts.items() if name not in left_out)
        found = [formula for var in facts for formula in var.domain]
        found += [var.domain for var in self.readings.values()]
        return [formula for formula in found if formula is not True]

    def fixing(
        self, facts: Mapping[str, Value], readings: Mapping[str, str]
    ) -> list[tuple[Term, Term]]:
        """Every constant with the value it has in a case; facts left out are absent."""
        import z3

        found: list[tuple[Term, Term]] = []
        for name, var in self.facts.items():
            value = facts.get(name)
            if var.known is not True:
                found.append((var.known, z3.BoolVal(value is not None)))
            key = var.reference if value is None else sort_key(var.fact.type, value)
            is_bool = isinstance(var.fact.type, BoolType)
            found.append((var.term, z3.BoolVal(bool(key)) if is_bool else number(key, var.fact)))
        for name, reading in self.readings.items():
            choices = reading.reading.choices
            index = choices.index(readings[name]) if name in readings else -1
            found.append((reading.term, z3.IntVal(index)))
        return found

    def _fact(self, fact: Fact) -> FactVar:
        import z3

        harmless = harmless_of(fact)
        is_bool = isinstance(fact.type, BoolType)
        label = f"fact:{fact.name}"
        if is_bool:
            term = z3.Bool(label)
        else:
            term = z3.Real(label) if isinstance(fact.type, RealType) else z3.Int(label)
        optional = self.partial or harmless is None
        known = z3.Bool(f"known:{fact.name}") if optional else True
        reference = _reference(fact, harmless, self._compared.get(fact.name, ()))
        domain = _range(fact, term)
        home = compare_term(fact, term, Op.EQ, _value_at(fact, reference))
        if optional:
            domain.append(disj((known, home)))
        off = known if harmless is None else neg(home)
        return FactVar(fact, known, term, reference, off, neg(off), tuple(domain))


def _value_at(fact: Fact, reference: Fraction) -> Value:
    match fact.type:
        case BoolType():
            return bool(reference)
        case RealType():
            return reference
        case _:
            return from_number(fact, int(reference))


def _reference(fact: Fact, harmless: Value | None, compared: Iterable[Compare]) -> Fraction:
    """The point that distances are measured from; for a day, the first one that matters."""
    if harmless is not None:
        return sort_key(fact.type, harmless)
    match fact.type:
        case IntType(_, low, high) | RealType(_, low, high):
            return _clamp(Fraction(0), low, high)
        case DateType():
            days = (each.value for each in compared if isinstance(each.value, date))
            return Fraction(min(days, default=_SOME_DAY).toordinal())
        case _:
            return Fraction(0)


def _clamp(value: Fraction, low: int | Fraction | None, high: int | Fraction | None) -> Fraction:
    value = value if low is None else max(value, Fraction(low))
    return value if high is None else min(value, Fraction(high))


def _range(fact: Fact, term: Term) -> list[Formula]:
    match fact.type:
        case ScaleType(scale):
            return [term >= 0, term < len(scale.steps)]
        case ChoiceType(_, options):
            return [term >= 0, term < len(options)]
        case DateType():
            return [term >= date.min.toordinal(), term <= date.max.toordinal()]
        case IntType(_, low, high) | RealType(_, low, high):
            found = []
            if low is not None:
                found.append(term >= number(Fraction(low), fact))
            if high is not None:
                found.append(term <= number(Fraction(high), fact))
            return found
        case _:
            return []


def _reading(reading: Reading) -> ReadingVar:
    import z3

    term = z3.Int(f"reading:{reading.name}")
    lowest = -1 if reading.sort is ReadingSort.PRIORITY else 0
    numbers = tuple(z3.IntVal(k) for k in range(len(reading.choices)))
    pairs = zip(reading.choices, numbers, strict=True)
    return ReadingVar(
        reading=reading,
        term=term,
        domain=conj((term >= lowest, term < len(reading.choices))),
        numbers=numbers,
        choices={choice: term == number for choice, number in pairs},
    )
