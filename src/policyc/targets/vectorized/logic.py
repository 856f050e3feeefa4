"""From lanes of readings to plain truths: which gates depend on readings at all, and what is asked
of those that do in the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from policyc.core.types import BoolType
from policyc.plan.partitions import Partition
from policyc.plan.plans import Plan
from policyc.targets.common.circuit import Both, Column, Either, Gate, Lanes, No
from policyc.targets.common.effects import Truths
from policyc.targets.common.solving import Solver
from policyc.targets.common.space import Space
from policyc.targets.vectorized.cuts import Cut, cut, only
from policyc.targets.vectorized.tight import Tight


@frozen
class Data:
    """A column of booleans."""

    fact: str


@frozen
class AtLeast:
    """A column compared with a constant."""

    fact: str
    cut: Cut


@frozen
class Equals:
    """A column that has one value."""

    fact: str
    value: Cut


@frozen
class Known:
    """That a fact is known."""

    fact: str


@frozen
class Window:
    """That a norm is in its window on the day that is asked about."""

    bit: int


@frozen
class Reduced:
    """What lanes come to: that a gate holds ``everywhere``, or else somewhere."""

    gate: Gate
    everywhere: bool


Leaf = Data | AtLeast | Equals | Known | Window | Reduced


@frozen
class _Test:
    fact: str
    partition: Partition
    regions: int
    is_act: bool


@define
class Gates(Solver):
    """Solves a question over the lanes of its readings.

    Where ``is_known``, every fact is taken to be but the official acts, which stand in for a result
    only where there is one, and every result upstream; where that is wrong one of ``doubts`` holds.
    """

    space: Space = field(kw_only=True)
    is_known: bool = field(kw_only=True)
    changing: int = field(kw_only=True)
    """The bits of the norms that are not in their window on every day."""
    doubts: dict[Gate, None] = field(factory=dict)
    tests: dict[str, _Test] = field(factory=dict)
    outer: dict[str, tuple[str, int]] = field(factory=dict)

    def test(self, fact: str, partition: Partition, regions: int, is_act: bool) -> Truths:
        name = f"{fact}|{regions}|{is_act}"
        self.tests[name] = _Test(fact, partition, regions, is_act)
        c = self.circuit
        if self.is_known and not is_act:
            gate = c.whole(name)
            return Truths(gate, gate)
        return Truths(c.column(name), c.column(name, possible=True))

    def settled(self, fed: Truths) -> Truths:
        if not self.is_known:
            return fed
        self.doubts[self.circuit.both(fed.possible, self.circuit.no(fed.true))] = None
        return Truths(fed.true, fed.true)

    def choices(self, reading: str) -> Sequence[Gate]:
        if any(name == reading for name, _ in self.space.inner):
            return [self.circuit.lanes(mask) for mask in self.space.choices(reading, 0)]
        found = []
        for k, _ in enumerate(self.plan.policy.reading(reading).choices):
            self.outer[f"{reading}|{k}|outer"] = (reading, k)
            found.append(self.circuit.whole(f"{reading}|{k}|outer"))
        return found

    def window(self, bit: int) -> Gate:
        if not self.changing >> bit & 1:
            inside = self.plan.periods[0].windows >> bit & 1
            return self.circuit.all if inside else self.circuit.none
        return self.circuit.whole(f"{bit}|window")

    def is_only_act(self, fact: str) -> bool:
        """Whether a fact is asked as an official act and nothing else."""
        return all(test.is_act for test in self.tests.values() if test.fact == fact)


def windows_that_change(plan: Plan) -> int:
    """The bits of the norms that are in their window on some days only."""
    always = some = plan.periods[0].windows
    for period in plan.periods:
        always, some = always & period.windows, some | period.windows
    return some & ~always


@define
class Plain:
    """The gates that say the same under every reading, over the columns themselves."""

    gates: Gates
    plan: Plan
    circuit: Tight = field(factory=Tight)
    leaves: dict[str, Leaf] = field(factory=dict)
    _made: dict[Gate, Gate] = field(factory=dict)
    _plain: dict[Gate, bool] = field(factory=dict)

    def is_plain(self, gate: Gate) -> bool:
        """Whether readings make no difference to a gate."""
        if gate not in self._plain:
            c = self.gates.circuit
            match c.nodes[gate]:
                case Lanes(mask):
                    found = mask in (0, c.full)
                case Column(name):
                    found = name not in self.gates.outer
                case _:
                    found = all(self.is_plain(part) for part in c.parts(gate))
            self._plain[gate] = found
        return self._plain[gate]

    def everywhere(self, gate: Gate) -> Gate:
        """That a gate holds in all lanes."""
        return self.of(gate) if self.is_plain(gate) else self._leaf(Reduced(gate, True))

    def somewhere(self, gate: Gate) -> Gate:
        """That a gate holds in some lane."""
        return self.of(gate) if self.is_plain(gate) else self._leaf(Reduced(gate, False))

    def of(self, gate: Gate) -> Gate:
        """A plain gate."""
        if gate not in self._made:
            self._made[gate] = self._of(gate)
        return self._made[gate]

    def _of(self, gate: Gate) -> Gate:
        c = self.circuit
        match self.gates.circuit.nodes[gate]:
            case Lanes(mask):
                return c.all if mask else c.none
            case Column(name, possible, whole):
                return self._column(name, possible, whole)
            case Both(parts):
                return c.both(*map(self.of, parts))
            case Either(parts):
                return c.either(*map(self.of, parts))
            case No(part):
                return c.no(self.of(part))

    def _column(self, name: str, possible: bool, whole: bool) -> Gate:
        c = self.circuit
        if name.endswith("|window"):
            return self._leaf(Window(int(name.partition("|")[0])))
        test = self.gates.tests[name]
        inside = self._inside(test)
        if whole:
            return inside
        known = self._leaf(Known(test.fact))
        return c.either(c.no(known), inside) if possible else c.both(known, inside)

    def _inside(self, test: _Test) -> Gate:
        c, partition = self.circuit, test.partition
        if isinstance(partition.type, BoolType):
            data = self._leaf(Data(test.fact))
            of_false, of_true = test.regions & 1, test.regions & 2
            return c.either(data if of_true else c.none, c.no(data) if of_false else c.none)
        runs: list[Gate] = []
        start: int | None = None
        for k in range(len(partition.regions) + 1):
            inside = bool(test.regions >> k & 1)
            if inside and start is None:
                start = k
            elif not inside and start is not None:
                runs.append(self._run(test, start, k))
                start = None
        return c.either(*runs)

    def _run(self, test: _Test, start: int, end: int) -> Gate:
        """That a value lies in neighbouring regions."""
        alone = only(test.partition, start) if end - start == 1 else None
        if alone is not None and 0 < start < len(test.partition.regions) - 1:
            return self._leaf(Equals(test.fact, alone))
        return self.circuit.both(self._above(test, start), self.circuit.no(self._above(test, end)))

    def _above(self, test: _Test, region: int) -> Gate:
        """That a value lies in a region or above it."""
        if region == 0:
            return self.circuit.all
        if region == len(test.partition.regions):
            return self.circuit.none
        return self._leaf(AtLeast(test.fact, cut(test.partition, region)))

    def _leaf(self, leaf: Leaf) -> Gate:
        name = repr(leaf)
        self.leaves[name] = leaf
        return self.circuit.whole(name)

    def leaf(self, gate: Gate) -> Leaf | None:
        """What a gate of this circuit reads, if it is one that reads."""
        node = self.circuit.nodes[gate]
        return self.leaves[node.name] if isinstance(node, Column) else None

    def reduced(self, roots: Iterable[Gate]) -> tuple[Reduced, ...]:
        """What must be known of lanes for some gates."""
        found: dict[Reduced, None] = {}
        seen: set[Gate] = set()
        todo = list(roots)
        for gate in todo:
            if gate not in seen:
                seen.add(gate)
                todo += self.circuit.parts(gate)
                leaf = self.leaf(gate)
                if isinstance(leaf, Reduced):
                    found[leaf] = None
        return tuple(found)
