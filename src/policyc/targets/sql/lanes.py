"""The columns that hold lanes: a truth where there is but one, else the bits of a number."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field
from sqlglot import exp

from policyc.targets.common.circuit import Both, Circuit, Column, Either, Gate, Lanes, No
from policyc.targets.common.space import WORD
from policyc.targets.sql.literals import both, case, column, either
from policyc.targets.sql.sheet import Sheet

MAX_TERMS = 12
"""How large an expression grows before it becomes a column of its own."""


@define
class Writer:
    """Writes the gates of a circuit as expressions; what is used more than once, or grows large,
    becomes a column. One lane is a truth, more are the bits of a number."""

    circuit: Circuit
    sheet: Sheet
    _written: dict[Gate, exp.Expression] = field(factory=dict)
    _uses: dict[Gate, int] = field(factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether there is but one lane."""
        return self.circuit.count == 1

    def count_uses(self, gates: Iterable[Gate]) -> None:
        """Look at everything that is going to be written, so that what is shared is known."""
        todo = list(gates)
        for gate in todo:
            self._uses[gate] = self._uses.get(gate, 0) + 1
            if self._uses[gate] == 1:
                todo += self.circuit.parts(gate)

    def column(self, gate: Gate) -> str:
        """A column that holds a gate."""
        found = self.write(gate)
        if not isinstance(found, exp.Column):
            found = self.sheet.common("_g", found)
            self._written[gate] = found
        return found.name

    def write(self, gate: Gate) -> exp.Expression:
        """An expression for a gate."""
        if gate not in self._written:
            found = self._expression(gate)
            node = self.circuit.nodes[gate]
            shared = self._uses.get(gate, 0) > 1 and isinstance(node, (Both, Either))
            shared = shared or (isinstance(node, Column) and not self.is_plain)
            if shared or sum(1 for _ in found.find_all(exp.Column)) > MAX_TERMS:
                found = self.sheet.common("_g", found)
            self._written[gate] = found
        return self._written[gate].copy()

    def _expression(self, gate: Gate) -> exp.Expression:
        node = self.circuit.nodes[gate]
        match node:
            case Lanes(mask):
                return self._constant(mask)
            case Column(name, possible, whole):
                return column(name) if whole else self._of_column(name, possible)
            case Both(parts) | Either(parts):
                unknown = self._unknown(parts) if isinstance(node, Both) else None
                if unknown is not None:
                    return exp.Is(this=column(unknown), expression=exp.null())
                return self._joined(isinstance(node, Both), [self.write(part) for part in parts])
            case No(part):
                known = self.circuit.nodes[part]
                if self.is_plain and isinstance(known, Column) and known.possible:
                    return exp.Is(this=column(known.name), expression=exp.false())
                inner = self.write(part)
                if self.is_plain:
                    return exp.not_(inner, copy=False)
                flipped = exp.BitwiseNot(this=_wrapped(inner))
                if self.circuit.count == WORD:
                    return flipped
                return exp.BitwiseAnd(this=flipped, expression=self._constant(-1))
            case _:
                raise AssertionError(node)

    def _unknown(self, parts: tuple[Gate, ...]) -> str | None:
        """The column that two parts say is possible and not true."""
        if not self.is_plain or len(parts) != 2:
            return None
        nodes = [self.circuit.nodes[part] for part in parts]
        for one, other in (nodes, reversed(nodes)):
            if isinstance(one, Column) and one.possible and isinstance(other, No):
                denied = self.circuit.nodes[other.part]
                if denied == Column(one.name):
                    return one.name
        return None

    def _constant(self, mask: int) -> exp.Expression:
        if self.is_plain:
            return exp.true() if mask else exp.false()
        return integer(_signed(mask & self.circuit.full), self.circuit.count > 31)

    def _of_column(self, name: str, possible: bool) -> exp.Expression:
        tested = column(name)
        if self.is_plain:
            if possible:
                return exp.not_(exp.Is(this=tested, expression=exp.false()), copy=False)
            return exp.Is(this=tested, expression=exp.true())
        full, none = self._constant(-1), self._constant(0)
        if possible:
            return case([(exp.not_(tested, copy=False), none)], full)
        return case([(tested, full)], none)

    def _joined(self, is_both: bool, parts: list[exp.Expression]) -> exp.Expression:
        if self.is_plain:
            return (both if is_both else either)(parts)
        form = exp.BitwiseAnd if is_both else exp.BitwiseOr
        joined = _wrapped(parts[0])
        for part in parts[1:]:
            joined = form(this=joined, expression=_wrapped(part))
        return joined

    # -- all words of a gate
    def everywhere(self, words: Iterable[Gate]) -> exp.Expression:
        """That a gate holds in all lanes; a truth."""
        return self._over(True, list(dict.fromkeys(words)))

    def somewhere(self, words: Iterable[Gate]) -> exp.Expression:
        """That a gate holds in some lane; a truth."""
        return self._over(False, list(dict.fromkeys(words)))

    def _over(self, is_all: bool, words: list[Gate]) -> exp.Expression:
        c = self.circuit
        gate = c.both(*words) if is_all else c.either(*words)
        match c.nodes[gate]:
            case Lanes(mask):
                held = mask == c.full if is_all else mask != 0
                return exp.true() if held else exp.false()
        if self.is_plain:
            return self.write(gate)
        wanted = self._constant(-1) if is_all else self._constant(0)
        form = exp.EQ if is_all else exp.NEQ
        return form(this=_wrapped(self.write(gate)), expression=wanted)


def _wrapped(part: exp.Expression) -> exp.Expression:
    return (
        exp.paren(part, copy=False)
        if isinstance(part, (exp.Binary, exp.Neg, exp.BitwiseNot))
        else part
    )


def _signed(mask: int) -> int:
    return mask - (1 << WORD) if mask >> (WORD - 1) else mask


def integer(value: int, is_wide: bool = False) -> exp.Expression:
    """A whole number, a ``wide`` one of 64 bits; the least one has no literal of its own."""
    if value == -(1 << (WORD - 1)):
        return exp.paren(exp.BitwiseNot(this=integer(-value - 1, True)), copy=False)
    number = exp.Literal.number(str(abs(value)))
    found = exp.paren(exp.Neg(this=number), copy=False) if value < 0 else number
    return exp.cast(found, "bigint", copy=False) if is_wide else found
