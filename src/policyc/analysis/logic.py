"""Formulas: Z3 booleans, folded in Python as far as constants go.

A ``Formula`` is a Python ``bool`` or a Z3 boolean, a ``Term`` a Z3 number. z3 is imported inside
the functions, so that nothing is loaded before the first formula is built.

Thousands of small formulas are built, taken apart and looked up in models. The wrappers of z3 check
and convert at every step, which takes longer than the step; here the C functions under them are
called directly (``calls``).
"""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import byref
from fractions import Fraction
from typing import Any, TypeAlias

from attrs import frozen

from policyc.analysis.calls import calls
from policyc.core.truth import Truth

Formula: TypeAlias = Any
Term: TypeAlias = Any


def conj(parts: Iterable[Formula]) -> Formula:
    """All parts; true for none."""
    kept: dict[int, Formula] = {}
    for part in parts:
        if part is False:
            return False
        if part is not True:
            kept[number_of(part)] = part
    return _joined(kept, True)


def disj(parts: Iterable[Formula]) -> Formula:
    """At least one part; false for none."""
    kept: dict[int, Formula] = {}
    for part in parts:
        if part is True:
            return True
        if part is not False:
            kept[number_of(part)] = part
    return _joined(kept, False)


def number_of(formula: Formula) -> int:
    """The number that z3 knows a formula by: the same for equal ones, as long as it lives."""
    z = calls()
    found: int = z.ast_id(z.ref, formula.ast)
    return found


def _joined(kept: dict[int, Formula], conjoined: bool) -> Formula:
    """The parts under one connective."""
    import z3

    if len(kept) < 2:
        return next(iter(kept.values()), conjoined)
    z = calls()
    make = z.make_and if conjoined else z.make_or
    return z3.BoolRef(make(z.ref, len(kept), array_of(kept.values())), z.context)


def array_of(parts: Iterable[Formula]) -> Any:
    """Formulas as the C functions take several."""
    import z3

    asts = [part.ast for part in parts]
    return (z3.Ast * len(asts))(*asts)


def neg(part: Formula) -> Formula:
    """Not the part."""
    import z3

    if isinstance(part, bool):
        return not part
    z, ast = calls(), part.ast
    if z.kind(z.ref, z.declaration(z.ref, ast)) == z3.Z3_OP_NOT:
        return z3.BoolRef(z.argument(z.ref, ast, 0), z.context)
    return z3.BoolRef(z.make_not(z.ref, ast), z.context)


def same(a: Formula, b: Formula) -> bool:
    """Whether two formulas are one and the same (not merely equivalent)."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    return bool(a.eq(b))


def differ(a: Formula, b: Formula) -> Formula:
    """One of two but not both."""
    import z3

    if isinstance(a, bool):
        return neg(b) if a else b
    if isinstance(b, bool):
        return neg(a) if b else a
    return False if same(a, b) else z3.Xor(a, b)


def at_most(parts: Iterable[Formula], bound: int) -> Formula:
    """No more than ``bound`` of the parts."""
    import z3

    listed = [part for part in parts if part is not False]
    open_parts = [part for part in listed if part is not True]
    bound -= len(listed) - len(open_parts)
    if bound < 0:
        return False
    if bound >= len(open_parts):
        return True
    context = z3.main_ctx()
    array = array_of(open_parts)
    return z3.BoolRef(z3.Z3_mk_atmost(context.ref(), len(open_parts), array, bound), context)


def at_least_two(parts: Iterable[Formula]) -> Formula:
    """Two or more of the parts."""
    seen: Formula = False
    twice: Formula = False
    for part in parts:
        twice = disj((twice, conj((seen, part))))
        seen = disj((seen, part))
    return twice


def is_true(model: Any, formula: Formula) -> bool:
    """Whether a formula holds in a model, whatever the model leaves open being false."""
    if isinstance(formula, bool):
        return formula
    z = calls()
    return bool(z.truth(z.ref, _in_model(model, formula)) == _TRUE)


_TRUE = 1
"""``Z3_L_TRUE``."""


def whole_number(model: Any, term: Term) -> int:
    """The value of a whole number in a model; what the model leaves open is 0."""
    z = calls()
    return int(z.numeral(z.ref, _in_model(model, term)))


def rational_number(model: Any, term: Term) -> Fraction:
    """The value of a rate in a model; what the model leaves open is 0."""
    z = calls()
    return Fraction(z.numeral(z.ref, _in_model(model, term)).decode())


def _in_model(model: Any, expression: Any) -> Any:
    """What an expression is in a model. It is z3's latest result: read it before the next call."""
    import z3

    z = calls()
    found = z3.Ast(None)
    z.in_model(z.ref, model.model, expression.ast, True, byref(found))
    return found


def total(terms: Iterable[Term]) -> Term:
    """The sum of some terms."""
    import z3

    listed = list(terms)
    return z3.Sum(listed) if listed else z3.IntVal(0)


@frozen(eq=False)
class Kleene:
    """A three-valued truth as two bits: certainly true, certainly false; neither is unknown.

    ``known`` says that one of the two always holds, so that ``f`` is the negation of ``t``.
    """

    t: Formula
    f: Formula
    known: bool = False

    @property
    def possible(self) -> Formula:
        """Not certainly false."""
        return self.t if self.known else neg(self.f)


def two_valued(formula: Formula) -> Kleene:
    """A truth that is never unknown."""
    return Kleene(formula, neg(formula), True)


TRUE = Kleene(True, False, True)
FALSE = Kleene(False, True, True)
UNKNOWN = Kleene(False, False)


def constant(truth: Truth) -> Kleene:
    """A truth value as a constant."""
    return UNKNOWN if truth is None else (TRUE if truth else FALSE)


def k_not(part: Kleene) -> Kleene:
    """不."""
    return Kleene(part.f, part.t, part.known)


def k_and(parts: Iterable[Kleene]) -> Kleene:
    """且."""
    listed = list(parts)
    if all(part.known for part in listed):
        return two_valued(conj(part.t for part in listed))
    return Kleene(conj(part.t for part in listed), disj(part.f for part in listed))


def k_or(parts: Iterable[Kleene]) -> Kleene:
    """或者."""
    return k_not(k_and(k_not(part) for part in parts))
