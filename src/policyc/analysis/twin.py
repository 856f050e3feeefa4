"""A second case beside the first: the same in everything but one fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, Term, conj, disj, neg
from policyc.analysis.variables import FactVar, compare_term, harmless_of, number
from policyc.core.conditions import Op, facts_of
from policyc.core.norms import Fact, Policy, Worse
from policyc.core.types import BoolType, Value, sort_key


class Twin:
    """A fact of a second case; all its other facts, and the readings, are those of the first.

    The fact must be one that no case lacks.
    """

    def __init__(self, ctx: Context, fact: str, label: str = "twin") -> None:
        import z3

        self.ctx = ctx
        self.var: FactVar = ctx.variables.facts[fact]
        assert self.var.known is True
        self.term: Term = z3.Const(f"{label}:{fact}", self.var.term.sort())

    def moved(self, formula: Formula) -> Formula:
        """What a formula about the first case says about the second."""
        import z3

        if isinstance(formula, bool):
            return formula
        return z3.substitute(formula, (self.var.term, self.term))

    def domain(self) -> Formula:
        """That the second case is one: its fact in range, no axiom broken."""
        axioms = self.ctx.encoding.axioms()
        about = [
            axioms[axiom.name]
            for axiom in self.ctx.policy.axioms
            if self.var.fact.name in facts_of(axiom.condition)
        ]
        return conj(self.moved(formula) for formula in (*self.var.domain, *about))

    def is_at(self, value: Value) -> Formula:
        """That the fact of the second case has a value."""
        return compare_term(self.var.fact, self.term, Op.EQ, value)

    def steps(self, pairs: Iterable[tuple[Value, Value]]) -> Formula:
        """That the fact goes from one value of a pair (first case) to the other (second)."""
        return disj(conj((self.var.equals(here), self.is_at(there))) for here, there in pairs)

    def higher(self) -> Formula:
        """That the second case has more of the fact."""
        a, b = self.var.term, self.term
        return conj((neg(a), b)) if isinstance(self.var.fact.type, BoolType) else b > a

    def lower(self) -> Formula:
        """That the second case has less of the fact."""
        a, b = self.var.term, self.term
        return conj((a, neg(b))) if isinstance(self.var.fact.type, BoolType) else b < a

    def graver(self) -> Formula:
        """That the second case is worse in the fact, as the fact declares."""
        return self.higher() if self.var.fact.worse is Worse.MORE else self.lower()

    def milder(self) -> Formula:
        """That the second case is better in the fact, as the fact declares."""
        return self.lower() if self.var.fact.worse is Worse.MORE else self.higher()


def put(formula: Formula, var: FactVar, value: Value) -> Formula:
    """A formula where a fact has a value."""
    import z3

    if isinstance(formula, bool):
        return formula
    key = sort_key(var.fact.type, value)
    is_bool = isinstance(var.fact.type, BoolType)
    constant = z3.BoolVal(bool(key)) if is_bool else number(key, var.fact)
    found = z3.simplify(z3.substitute(formula, (var.term, constant)))
    if z3.is_true(found):
        return True
    return False if z3.is_false(found) else found


def is_directed(fact: Fact) -> bool:
    """Whether the fact says which way is worse."""
    return fact.worse is not Worse.NEITHER


def with_fact(
    policy: Policy, facts: Mapping[str, Value], name: str, value: Value
) -> dict[str, Value]:
    """The facts of a case with one changed; only those off their harmless value are named."""
    found = {**facts, name: value}
    if value == harmless_of(policy.fact(name)):
        del found[name]
    return found


def holds_axioms(ctx: Context, facts: Mapping[str, Value], readings: Mapping[str, str]) -> bool:
    """Whether a case breaks no axiom under some readings."""
    run = ctx.replay.run(facts, readings)
    return all(run.truth(axiom.condition) is not False for axiom in ctx.policy.axioms)
