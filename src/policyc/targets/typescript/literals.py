"""Values, names and tests as JavaScript source."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from typing import ClassVar

from attrs import define, field

from policyc.core.types import BoolType, RealType, Value
from policyc.plan.conditions import Within
from policyc.plan.partitions import Partition, Region
from policyc.targets.common.expressions import Expressions
from policyc.targets.common.lines import Expr, joined

_RESERVED = frozenset(
    {"arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger"}
    | {"default", "delete", "do", "e", "else", "enum", "eval", "export", "extends", "f"}
    | {"false", "finally", "for", "function", "h", "if", "implements", "import", "in"}
    | {"instanceof", "interface", "let", "new", "null", "package", "private", "protected"}
    | {"public", "return", "static", "super", "switch", "this", "throw", "true", "try"}
    | {"typeof", "undefined", "v", "var", "void", "while", "with", "yield"}
)
_NUMBERED = re.compile(r"[kmqstu][0-9]+(_[0-9]+)?")
_INHERITED = frozenset(
    {"constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"}
    | {"toLocaleString", "toString", "valueOf"}
)
_SAFE = 2**53 - 1
"""The largest integer up to which a JavaScript number is exact (Number.MAX_SAFE_INTEGER)."""


def string(text: str) -> str:
    """A string literal in double quotes."""
    body = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in body)


def local(key: str) -> str:
    """The name of a variable: never a word of the language, nor one that the function uses."""
    return f"{key}_" if key in _RESERVED or _NUMBERED.fullmatch(key) else key


def fetched(keys: list[str]) -> list[str]:
    """The parts of ``const { … } = f`` that fetch facts; those that every object inherits come
    from the row itself alone, see ``inherited``."""
    return [key if local(key) == key else f"{key}: {local(key)}" for key in keys]


def is_inherited(key: str) -> bool:
    """Whether every object has a property of this name, whatever it was given."""
    return key in _INHERITED


def number(item: Fraction) -> str:
    """A fraction as the JavaScript number whose decimal text it is; empty where there is none."""
    near = _near(item)
    return repr(near).removesuffix(".0") if Fraction(repr(near)) == item else ""


def _near(item: Fraction) -> float:
    """The nearest number; for one beyond all numbers, the largest there is."""
    try:
        return item.numerator / item.denominator
    except OverflowError:
        return 1.7976931348623157e308 * (1 if item > 0 else -1)


@define
class Literals(Expressions):
    """Tests of facts as expressions; fractions are made once, at the top of the module."""

    AND: ClassVar[str] = "&&"
    OR: ClassVar[str] = "||"

    constants: dict[str, str] = field(factory=dict)
    decimals: frozenset[str] = field(init=False)
    """The variables of facts that are compared as exact decimals."""

    @decimals.default
    def _decimals(self) -> frozenset[str]:
        kinds = [(fact.key, fact.partition.type) for fact in self.plan.facts]
        return frozenset(local(key) for key, kind in kinds if isinstance(kind, RealType))

    # -- values
    def value(self, item: Value | None) -> str:
        """A value in full: days as ISO text, integers beyond 2⁵³ as BigInt."""
        match item:
            case None:
                return "null"
            case bool():
                return "true" if item else "false"
            case int():
                return str(item) if abs(item) <= _SAFE else f"{item}n"
            case Fraction():
                return number(item) or self._fraction(item)
            case date():
                return string(item.isoformat())
            case _:
                return string(item)

    def values(self, items: tuple[Value, ...]) -> str:
        """A list of values."""
        return f"[{', '.join(self.value(item) for item in items)}]"

    def _fraction(self, item: Fraction) -> str:
        return self._made("", item, f"new Fraction({item.numerator}n, {item.denominator}n)")

    def _cut(self, item: Value) -> str:
        """A number of the text that facts of decimals are compared with."""
        exact = Fraction(item)  # type: ignore[arg-type]
        near = repr(_near(exact)).removesuffix(".0")
        return self._made("_CUT", exact, f"_cut({exact.numerator}n, {exact.denominator}n, {near})")

    def _made(self, stem: str, item: Fraction, source: str) -> str:
        sign = "_MINUS" if item < 0 else ""
        name = f"{stem}{sign}_{abs(item.numerator)}_{item.denominator}"
        self.constants[name] = source
        return name

    # -- tests
    def test(self, test: Within, possible: bool) -> Expr:
        """A test of one fact: that it is true, or possible."""
        fact = self.plan.fact(test.fact)
        name, regions, mask = local(fact.key), fact.partition, test.regions
        if mask == regions.full:
            return "true" if possible else f"{name} != null"
        if mask == 0:
            return f"{name} == null" if possible else "false"
        if isinstance(regions.type, BoolType):
            if mask == 2:
                return f"{name} !== false" if possible else name
            return f"!{name}" if possible else f"{name} === false"
        if regions.is_finite:
            return self._one_of(name, regions, mask, possible)
        inside = self.inside(name, regions, mask)
        if possible:
            return joined(self.OR, (f"{name} == null", inside))
        return joined(self.AND, (f"{name} != null", inside))

    def known(self, test: Within) -> Expr:
        """That a test is true, where it is known to be possible."""
        fact = self.plan.fact(test.fact)
        name = local(fact.key)
        plainly = isinstance(fact.partition.type, BoolType) and test.regions == 2
        return name if plainly else f"{name} != null" if test.regions else "false"

    def _one_of(self, name: str, fact: Partition, mask: int, possible: bool) -> Expr:
        """That a scale or choice has one of some values, by the fewer comparisons."""
        inside = [self._step(r) for k, r in enumerate(fact.regions) if mask >> k & 1]
        outside = [self._step(r) for k, r in enumerate(fact.regions) if not mask >> k & 1]
        if len(inside) <= len(outside):
            tests = [f"{name} === {step}" for step in inside]
            return joined(self.OR, [*tests, *([f"{name} == null"] if possible else [])])
        tests = [f"{name} !== {step}" for step in outside]
        return joined(self.AND, [*tests, *([] if possible else [f"{name} != null"])])

    def _step(self, region: Region) -> str:
        assert region.value is not None
        return self.value(region.value)

    def differs(self, name: str, item: Value) -> str:
        """An expression for a known value: that it is not a constant."""
        return self._against(name, "!==", item)

    def within(self, name: str, region: Region) -> str:
        """An expression for a known value: that it lies in a region."""
        if region.value is not None:
            return self._against(name, "===", region.value)
        found = []
        if region.low is not None:
            found.append(self._against(name, ">=" if region.has_low else ">", region.low))
        if region.high is not None:
            found.append(self._against(name, "<=" if region.has_high else "<", region.high))
        return " && ".join(found) or "true"

    def _against(self, name: str, op: str, item: Value) -> str:
        """A comparison with a constant: decimals exactly, integers however they come."""
        if isinstance(item, Fraction) or name in self.decimals:
            return f"_compare({name}, {self._cut(item)}) {op} 0"
        if isinstance(item, int) and not isinstance(item, bool) and abs(item) > _SAFE:
            op = op.removesuffix("=") if op in ("===", "!==") else op  # a number may equal a BigInt
        return f"{name} {op} {self.value(item)}"
