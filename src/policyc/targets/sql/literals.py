"""Values and tests of facts as SQL expressions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction

from sqlglot import exp

from policyc.core.types import BoolType, DateType, IntType, RealType, Value
from policyc.plan.conditions import AllOf, AnyOf, Const, Logic, Within
from policyc.plan.partitions import Mask, Partition, Region
from policyc.plan.plans import Plan

DIGITS = 18
"""Decimals of a threshold; one that does not terminate, such as 1/3, is cut there, and what lies
above the cut counts as above the threshold."""


def column(name: str) -> exp.Column:
    """A column, quoted."""
    return exp.column(name, quoted=True)


def number(value: int | Fraction) -> exp.Expression:
    """A number that terminates within ``DIGITS`` decimals."""
    scaled = abs(Fraction(value)) * 10**DIGITS
    assert scaled.denominator == 1
    whole, part = divmod(int(scaled), 10**DIGITS)
    digits = f"{part:0{DIGITS}d}".rstrip("0")
    text = f"{whole}.{digits}" if digits else str(whole)
    literal = exp.Literal.number(text)
    return exp.Neg(this=literal) if value < 0 else literal


def literal(value: Value, dialect: str) -> exp.Expression:
    """A value in full. SQLite keeps days as text."""
    match value:
        case bool():
            return exp.true() if value else exp.false()
        case int() | Fraction():
            return number(value)
        case date():
            text = exp.Literal.string(value.isoformat())
            return text if dialect == "sqlite" else exp.cast(text, "date")
        case _:
            return exp.Literal.string(value)


def named(found: exp.Expression, name: str) -> exp.Alias:
    """An expression as a column of a name."""
    return exp.Alias(this=found, alias=exp.to_identifier(name, quoted=True))


def both(parts: Iterable[exp.Expression]) -> exp.Expression:
    """Parts joined by AND, the first on top."""
    return _joined(exp.And, exp.true(), parts)


def either(parts: Iterable[exp.Expression]) -> exp.Expression:
    """Parts joined by OR."""
    return _joined(exp.Or, exp.false(), parts)


def _joined(
    form: type[exp.And] | type[exp.Or], empty: exp.Expression, parts: Iterable[exp.Expression]
) -> exp.Expression:
    found = list(parts)
    if not found:
        return empty
    joined = _bracketed(found[0]) if len(found) > 1 else found[0]
    for part in found[1:]:
        joined = form(this=joined, expression=_bracketed(part))
    return joined


def _bracketed(part: exp.Expression) -> exp.Expression:
    return exp.paren(part, copy=False) if isinstance(part, (exp.Connector, exp.Not)) else part


def case(
    arms: Sequence[tuple[exp.Expression, exp.Expression]], default: exp.Expression | None = None
) -> exp.Expression:
    """CASE WHEN … THEN … ELSE … END."""
    found = exp.Case()
    for test, value in arms:
        found = found.when(test, value, copy=False)
    return found if default is None else found.else_(default, copy=False)


def is_known(tested: exp.Expression) -> exp.Expression:
    """x IS NOT NULL."""
    return exp.not_(exp.Is(this=tested, expression=exp.null()), copy=False)


def within(
    tested: exp.Expression, partition: Partition, regions: Mask, dialect: str
) -> exp.Expression:
    """That a value lies in some regions: true or false where it is known, else NULL."""
    if regions in (0, partition.full):
        told = exp.true() if regions else exp.false()
        return case([(is_known(tested), told)])
    if isinstance(partition.type, BoolType):
        return tested if regions == 2 else exp.not_(tested, copy=False)
    if partition.is_finite:
        return _one_of(tested, partition, regions, dialect)
    runs = list(partition.runs(regions))
    gap = list(partition.runs(partition.full & ~regions))
    left_out = gap[0].value if len(runs) > 1 and len(gap) == 1 else None
    if left_out is not None and _cut(left_out) == left_out:
        return exp.NEQ(this=tested, expression=literal(left_out, dialect))
    return either(_between(tested, run, dialect) for run in runs)


def _one_of(
    tested: exp.Expression, partition: Partition, regions: Mask, dialect: str
) -> exp.Expression:
    chosen = [r.value for k, r in enumerate(partition.regions) if regions >> k & 1]
    options = [literal(value, dialect) for value in chosen if value is not None]
    if len(options) == 1:
        return exp.EQ(this=tested, expression=options[0])
    return exp.In(this=tested, expressions=options)


def _between(tested: exp.Expression, run: Region, dialect: str) -> exp.Expression:
    if run.value is not None and _cut(run.value) == run.value:
        return exp.EQ(this=tested.copy(), expression=literal(run.value, dialect))
    bounds: list[exp.Expression] = []
    if run.low is not None:
        cut = _cut(run.low)
        above = exp.GTE if run.has_low and cut == run.low else exp.GT
        bounds.append(above(this=tested.copy(), expression=literal(cut, dialect)))
    if run.high is not None:
        cut = _cut(run.high)
        below = exp.LTE if run.has_high or cut != run.high else exp.LT
        bounds.append(below(this=tested.copy(), expression=literal(cut, dialect)))
    return both(bounds)


def _cut(value: Value) -> Value:
    """A number as it can be written, rounded down."""
    if not isinstance(value, Fraction):
        return value
    return Fraction(value * 10**DIGITS // 1, 10**DIGITS)


def condition(plan: Plan, logic: Logic, dialect: str) -> exp.Expression:
    """A condition on facts alone, as a truth that may be NULL."""
    match logic:
        case Const(held):
            return exp.true() if held else exp.false()
        case Within(fact, regions):
            found = plan.fact(fact)
            return within(column(found.key), found.partition, regions, dialect)
        case AllOf(parts):
            return both(condition(plan, part, dialect) for part in parts)
        case AnyOf(parts):
            return either(condition(plan, part, dialect) for part in parts)
        case _:
            raise AssertionError(logic)


def without_absent(
    test: exp.Expression, plan: Plan, present: Collection[str] | None, dialect: str
) -> exp.Expression:
    """A test in which the facts that the table has no column for are unknown."""
    if present is None:
        return test
    facts = {fact.key: fact for fact in plan.facts}

    def unknown(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and node.name not in present:
            return exp.cast(exp.null(), sql_type(facts[node.name].partition, dialect))
        return node

    return test.transform(unknown)


def sql_type(partition: Partition, dialect: str) -> str:
    """The type of a column for values of a partition's type."""
    match partition.type:
        case BoolType():
            return "BOOLEAN"
        case IntType():
            return "BIGINT"
        case RealType():
            return "NUMERIC" if dialect == "sqlite" else "DECIMAL(38, 18)"
        case DateType():
            return "TEXT" if dialect == "sqlite" else "DATE"
        case _:
            return "STRING" if dialect == "spark" else "TEXT"
