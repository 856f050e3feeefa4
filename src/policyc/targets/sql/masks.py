"""Norms as bits of two numbers: which are in force, and which may be. What several norms amount to
is then one test of a number instead of one for each norm."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from attrs import frozen
from sqlglot import exp

from policyc.targets.common.circuit import Both, Circuit, Column, Gate, Lanes
from policyc.targets.common.effects import Truths
from policyc.targets.sql.lanes import Writer, integer
from policyc.targets.sql.literals import both, case, column, is_known

FEWEST = 4
"""Of how many norms a number is worth it."""


@frozen
class Masks:
    """The columns of the two numbers."""

    true: str
    possible: str

    def open(self) -> exp.Expression:
        """The bits of the norms whose force is unknown."""
        return exp.Sub(this=column(self.possible), expression=column(self.true))

    def some(self, writer: Writer, bits: int) -> Truths:
        """That one of some norms is in force."""
        return Truths(*(_test(writer, name, bits) for name in (self.true, self.possible)))


def masks_of(writer: Writer, forces: Sequence[Truths]) -> Masks:
    """The numbers of some norms in the one lane of a plain circuit."""
    writer.count_uses(gate for truths in forces for gate in (truths.true, truths.possible))
    true = writer.sheet.common("_m", _bits(writer, [truths.true for truths in forces]))
    possible = _bits(writer, [truths.possible for truths in forces])
    settled = _settled(writer, forces)
    if settled is not None:  # most cases: nothing is unknown, and the second number is the first
        possible = case([(settled, true.copy())], possible)
    return Masks(true.name, writer.sheet.common("_m", possible).name)


def _settled(writer: Writer, forces: Sequence[Truths]) -> exp.Expression | None:
    """That what all norms have in common holds, and that nothing else of them is unknown; none
    where the rest of a norm is more than one column."""
    c = writer.circuit
    true, possible = [t.true for t in forces], [t.possible for t in forces]
    shared, maybe = _shared(c, true), _shared(c, possible)
    known = []
    for one, other in zip(true, possible, strict=True):
        own, weak = (
            [c.nodes[gate] for gate in _factors(c, whole) - common]
            for whole, common in ((one, shared), (other, maybe))
        )
        match own, weak:
            case [Column(name, False, False)], [Column(same, True, False)] if name == same:
                known.append(is_known(column(name)))
            case _:
                return None
    return both([*(writer.write(gate) for gate in sorted(shared)), *known])


def _test(writer: Writer, name: str, bits: int) -> Gate:
    chosen = exp.BitwiseAnd(this=column(name), expression=integer(bits, bits > 1 << 30))
    test = exp.NEQ(this=exp.paren(chosen, copy=False), expression=integer(0))
    return writer.circuit.whole(writer.sheet.common("_e", test).name)


def _bits(writer: Writer, gates: Sequence[Gate]) -> exp.Expression:
    """A bit for each gate that holds; what all gates have in common is asked only once."""
    c = writer.circuit
    common = _shared(c, gates)
    found: exp.Expression | None = None
    for number, gate in enumerate(gates):
        rest = c.both(*(part for part in _factors(c, gate) if part not in common))
        bit = _bit(writer, rest, integer(1 << number, number > 30))
        if bit is not None:
            found = bit if found is None else exp.BitwiseOr(this=found, expression=bit)
    if found is None:
        return integer(0)
    shared = c.both(*common)
    if c.nodes[shared] == Lanes(c.full):
        return found
    return case([(writer.write(shared), found)], integer(0))


def _shared(c: Circuit, gates: Sequence[Gate]) -> set[Gate]:
    """What all gates have in common."""
    return reduce(set.intersection, (_factors(c, gate) for gate in gates))


def _factors(c: Circuit, gate: Gate) -> set[Gate]:
    node = c.nodes[gate]
    return set(node.parts) if isinstance(node, Both) else {gate}


def _bit(writer: Writer, gate: Gate, bit: exp.Expression) -> exp.Expression | None:
    node = writer.circuit.nodes[gate]
    match node:
        case Lanes(mask):
            return bit if mask else None
        case Column(name, True, False):
            return case([(exp.not_(column(name), copy=False), integer(0))], bit)
        case Column(name, False, False):
            return case([(column(name), bit)], integer(0))
        case _:
            return case([(writer.write(gate), bit)], integer(0))
