"""Values, types and tests as Python source."""

from __future__ import annotations

import keyword
from datetime import date
from fractions import Fraction

from attrs import define, field

from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    ScaleType,
    Value,
    ValueType,
)
from policyc.plan.conditions import Within
from policyc.plan.partitions import Partition, Region
from policyc.targets.common.expressions import Expressions
from policyc.targets.common.lines import Expr, joined
from policyc.targets.common.questions import camel

_TAKEN = frozenset({"f", "m", "t", "v", "count", "index"})


MAX_COMPARED = 3
"""With how many steps of a scale a fact is compared one by one."""


def string(text: str) -> str:
    """A string literal in double quotes."""
    body = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    body = "".join(c if c.isprintable() or c == " " else ascii(c)[1:-1] for c in body)
    return f'"{body}"'


def value(item: Value | None) -> str:
    """A value in full."""
    match item:
        case None | bool() | int():
            return repr(item)
        case Fraction():
            return f"Fraction({item.numerator}, {item.denominator})"
        case date():
            return f"date({item.year}, {item.month}, {item.day})"
        case _:
            return string(item)


def values(items: tuple[Value, ...]) -> str:
    """A tuple of values."""
    return f"({', '.join(value(item) for item in items)}{',' if len(items) == 1 else ''})"


def local(key: str) -> str:
    """The name of a parameter for a fact: never one that the function itself uses."""
    taken = key in _TAKEN or keyword.iskeyword(key) or keyword.issoftkeyword(key)
    numbered = key[:1] in ("s", "u") and key[1:].isdecimal()  # the function's own locals
    return f"{key}_" if taken or numbered else key


@define
class Literals(Expressions):
    """Tests of facts as expressions; constants that are dear to make are made once."""

    constants: dict[str, str] = field(factory=dict)
    types: dict[tuple[str, ...], str] = field(factory=dict)
    """Names of the literal types of scales and choices, by their options."""

    def type_name(self, kind: ValueType, key: str) -> str:
        """The annotation of a value of a type; a new scale takes its name from a key."""
        match kind:
            case BoolType():
                return "bool"
            case IntType():
                return "int"
            case RealType():
                return "Fraction | int"
            case DateType():
                return "date"
            case ScaleType() | ChoiceType():
                options = kind.scale.steps if isinstance(kind, ScaleType) else kind.options
                return self._named(options, key)

    def _named(self, options: tuple[str, ...], key: str) -> str:
        if not options:
            return "str"
        if options not in self.types:
            name = camel(key)
            while name in self.types.values() or name in _CLASSES or name.endswith("Facts"):
                name += "_"
            self.types[options] = name
        return self.types[options]

    def constant(self, item: Value) -> str:
        """A value inside a rule."""
        match item:
            case Fraction():
                sign = "MINUS_" if item < 0 else ""
                name = f"_{sign}{abs(item.numerator)}_{item.denominator}"
            case date():
                name = f"_{item.year}_{item.month:02}_{item.day:02}"
            case _:
                return value(item)
        self.constants[name] = value(item)
        return name

    # -- tests
    def test(self, test: Within, possible: bool, loading: str = "") -> Expr:
        """A test of one fact: that it is true, or possible. ``loading`` is how its first mention
        fetches the fact, where it is not there yet."""
        fact = self.plan.fact(test.fact)
        name, regions, mask = local(fact.key), fact.partition, test.regions
        first = loading or name
        if mask == regions.full:
            return "True" if possible else f"{first} is not None"
        if mask == 0:
            return f"{first} is None" if possible else "False"
        if isinstance(regions.type, BoolType):
            if mask == 2:
                return f"{first} is not False" if possible else first
            return f"not {first}" if possible else f"{first} is False"
        if regions.is_finite:
            return self._one_of(first, name, regions, mask, possible)
        inside = self.inside(name, regions, mask)
        if possible:
            return joined("or", (f"{first} is None", inside))
        return joined("and", (f"{first} is not None", inside))

    def known(self, test: Within) -> Expr:
        """That a test is true, where it is known to be possible."""
        fact = self.plan.fact(test.fact)
        name = local(fact.key)
        plainly = isinstance(fact.partition.type, BoolType) and test.regions == 2
        return name if plainly else f"{name} is not None" if test.regions else "False"

    def _one_of(self, first: str, name: str, fact: Partition, mask: int, possible: bool) -> Expr:
        """That a scale or choice has one of some values: a few comparisons are quicker than ``in``,
        and the values of an unremarkable case fail the first."""
        inside = [self._step(r) for k, r in enumerate(fact.regions) if mask >> k & 1]
        outside = [self._step(r) for k, r in enumerate(fact.regions) if not mask >> k & 1]
        if len(inside) <= len(outside):
            if len(inside) > MAX_COMPARED:
                return f"{first} in ({', '.join([*(['None'] if possible else []), *inside])})"
            tests = [f"{n} == {v}" for n, v in zip((first, *[name] * 9), inside, strict=False)]
            return joined("or", [*tests, *([f"{name} is None"] if possible else [])])
        if len(outside) > MAX_COMPARED:
            return f"{first} not in ({', '.join([*([] if possible else ['None']), *outside])})"
        tests = [f"{n} != {v}" for n, v in zip((first, *[name] * 9), outside, strict=False)]
        return joined("and", [*tests, *([] if possible else [f"{name} is not None"])])

    def _step(self, region: Region) -> str:
        assert region.value is not None
        return value(region.value)

    def differs(self, name: str, item: Value) -> str:
        """An expression for a known value: that it is not a constant."""
        return f"{name} != {self.constant(item)}"

    def within(self, name: str, region: Region) -> str:
        """An expression for a known value: that it lies in a region."""
        if region.value is not None:
            return f"{name} == {self.constant(region.value)}"
        low, high = region.low, region.high
        below = "<=" if region.has_high else "<"
        if low is None:
            return f"{name} {below} {self.constant(high)}" if high is not None else "True"
        if high is None:
            return f"{name} {'>=' if region.has_low else '>'} {self.constant(low)}"
        above = "<=" if region.has_low else "<"
        return f"{self.constant(low)} {above} {name} {below} {self.constant(high)}"


_CLASSES = frozenset(
    {"Kind", "Modality", "Value", "Truth", "FactType", "Fact", "Problem", "FactError", "Norm"}
    | {"Trace", "Decision", "UnderReading", "Result", "Evaluation", "Views", "Reading"}
    | {"Document", "Literal", "NamedTuple", "TypeAlias", "Fraction", "Any", "Iterable", "Iterator"}
    | {"Mapping", "TYPE_CHECKING", "True", "False", "None"}
)
