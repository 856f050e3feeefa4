"""From the text of cells to facts: the usual forms in SQL, every other form by the same reader as
``policyc eval``, which also says what is wrong with the ones that nobody can read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from policyc.core.inputs import UNKNOWN_WORDS, InputError, read_value
from policyc.core.norms import Fact
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    ScaleType,
    Value,
)
from policyc.diagnostics import Code

READER = "policyc_read"
"""The function that reads cells which are not written in the usual form."""

VALUE, ERROR = "V", "E"
"""What its answers start with."""

DIGITS = 18
_WORDS = {"true": True, "false": False}


def quoted(text: str) -> str:
    """A string in SQL."""
    return "'" + text.replace("'", "''") + "'"


def named(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def sql_type(fact: Fact) -> str:
    """The type of a fact's column in DuckDB."""
    match fact.type:
        case BoolType():
            return "BOOLEAN"
        case IntType():
            return "BIGINT"
        case RealType():
            return f"DECIMAL(38, {DIGITS})"
        case DateType():
            return "DATE"
        case _:
            return "VARCHAR"


def is_blank(text: str) -> str:
    """That a cell says nothing."""
    return f"({text} IS NULL OR {text} = '')"


def usual(fact: Fact, text: str) -> str:
    """The value of a cell written in the usual form and within its range, else NULL."""
    match fact.type:
        case BoolType():
            return f"CASE {text} WHEN '是' THEN TRUE WHEN '否' THEN FALSE END"
        case IntType(_, low, high):
            number = f"TRY_CAST({text} AS BIGINT)"
            tests = [f"CAST({number} AS VARCHAR) = {text}", f"length({text}) <= {DIGITS}"]
            tests += [] if low is None else [f"{number} >= {low}"]
            tests += [] if high is None else [f"{number} <= {high}"]
            return f"CASE WHEN {' AND '.join(tests)} THEN {number} END"
        case RealType():
            return f"CAST(NULL AS {sql_type(fact)})"  # exactness and range are left to the reader
        case DateType():
            day = f"TRY_CAST({text} AS DATE)"
            return (
                f"CASE WHEN CAST({day} AS VARCHAR) = {text} AND length({text}) = 10 THEN {day} END"
            )
        case ScaleType(scale):
            return _listed(text, scale.steps)
        case ChoiceType(_, options):
            return _listed(text, options)


def _listed(text: str, options: Sequence[str]) -> str:
    listed = ", ".join(quoted(option) for option in options)
    return f"CASE WHEN {text} IN ({listed}) THEN {text} END"


def literal(fact: Fact, value: Value) -> str:
    """A value of a fact in SQL."""
    return f"CAST({quoted(stored(value))} AS {sql_type(fact)})"


@frozen
class Reader:
    """Reads the cells of the facts of a file, by their number."""

    facts: tuple[Fact, ...]

    def read(self, number: int, text: str) -> Value | None:
        """The value of a cell, ``None`` for unknown; ``InputError`` says what is wrong."""
        written = text.strip()
        if not written or written in UNKNOWN_WORDS:
            return None
        fact = self.facts[number]
        item: object = written
        if isinstance(fact.type, BoolType):
            item = _WORDS.get(written.lower(), written)
        return read_value(fact, item)

    def answer(self, number: int, text: str) -> str | None:
        """The same for DuckDB: a value as text, or what is wrong."""
        try:
            value = self.read(number, text)
            return None if value is None else VALUE + stored(value)
        except InputError as error:
            help = error.help.rstrip("。").replace("写 null", "留空")
            return f"{ERROR}{error}" + (f"（{help}）" if help else "")


def stored(value: Value) -> str:
    """A value as DuckDB reads it; ``InputError`` for a number that no column holds exactly."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            if abs(value) >= 10**DIGITS:
                raise InputError(Code.E504, f"数太大，批量计算只到 {DIGITS} 位")
            return str(value)
        case Fraction():
            scaled = value * 10**DIGITS
            if scaled.denominator != 1 or abs(value) >= 10**DIGITS:
                raise InputError(Code.E504, f"批量计算只到 {DIGITS} 位小数，这个数写不完")
            sign = "-" if value < 0 else ""
            whole, part = divmod(abs(int(scaled)), 10**DIGITS)
            return f"{sign}{whole}.{part:0{DIGITS}d}"
        case date():
            return value.isoformat()
        case _:
            return value
