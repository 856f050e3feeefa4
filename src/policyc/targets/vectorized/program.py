"""The steps of one question: gates as operations in place on whole blocks of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TypeAlias

from attrs import define, field

from policyc.plan.plans import Plan
from policyc.targets.common.circuit import Both, Column, Either, Gate, Lanes, No
from policyc.targets.common.lines import Line
from policyc.targets.vectorized.answers import Answer
from policyc.targets.vectorized.factors import Factors
from policyc.targets.vectorized.logic import AtLeast, Data, Equals, Known, Leaf, Reduced, Window
from policyc.targets.vectorized.names import known_name, local
from policyc.targets.vectorized.registers import BOOL, BYTE, WORD, Register, Steps

Operand: TypeAlias = Register | str
"""A buffer, or the name of something that is there already."""

WIDTHS = (8, 16, 32, 64)


@define
class Program:
    """Writes the steps that compute an answer."""

    plan: Plan
    answer: Answer
    steps: Steps = field(factory=Steps)
    facts: dict[str, None] = field(factory=dict)
    known: dict[str, None] = field(factory=dict)
    windows: dict[int, None] = field(factory=dict)
    _plain: dict[Gate, Operand] = field(factory=dict)
    _lanes: dict[Gate, Operand] = field(factory=dict)
    _widened: dict[Gate, Register] = field(factory=dict)
    _parts: dict[Gate, tuple[Gate | None, tuple[Gate, ...]]] = field(factory=dict)
    _factored: dict[Gate, tuple[Gate, ...]] = field(factory=dict)
    _reduced: dict[Reduced, Register] = field(factory=dict)
    _norms: dict[Gate, tuple[int, ...]] = field(factory=dict)
    _lane_norms: dict[Gate, tuple[int, ...]] = field(factory=dict)

    @property
    def width(self) -> int:
        """Bits of a word of lanes; 0 where there are none."""
        if not self._reduced:
            return 0
        return next(width for width in WIDTHS if width >= self.answer.space.count)

    def write(self) -> tuple[list[Line], dict[str, int]]:
        """All steps, and how many buffers they need."""
        self._attribute()
        found = self.answer
        roots = [gate for _, gate in (*found.kind, *found.value)]
        roots += [*found.of_values, *found.in_force, *found.uncertain, found.doubt]
        reduced = found.plain.reduced(roots)
        self._factor([*roots, *self._starts(reduced)])
        if reduced:
            self._reduce(reduced)
        if found.gates.is_known:
            self._check()
        self._masks()
        self.steps.note("# 结论")
        self._mask("values", found.of_values)
        self._codes("value", found.value, 0)
        self._codes("kind", found.kind, found.otherwise)
        if found.gates.is_known:
            self.steps.note("return True")
        return self.steps.lines()

    def _factor(self, roots: Iterable[Gate]) -> None:
        """What plain gates have in common, computed once; it is about the norms of its users."""
        factors = Factors(self.answer.plain.circuit)
        factors.share(roots)
        self._factored = factors.parts
        for made, users in factors.users.items():
            norms = {bit for gate in (made, *users) for bit in self._norms.get(gate, ())}
            self._norms[made] = tuple(sorted(norms))

    def _check(self) -> None:
        """Give up where what is taken to be known is not."""
        if self.answer.doubt != self.answer.plain.circuit.none:
            self.steps.note("# 上游的结论没有定下来的，逐个未知地推演")
            self._into("if {}.any():", self._solid(self.answer.doubt))
            self.steps.note("    return False")

    def uses(self) -> set[str]:
        """The facts that the steps read."""
        return {*self.facts, *self.known}

    # -- which norms a gate is about
    def _attribute(self) -> None:
        """The norms whose conditions a gate is part of."""
        plain: dict[Gate, dict[int, None]] = {}
        lanes: dict[Gate, dict[int, None]] = {}
        bits = {norm.id: bit for bit, norm in enumerate(self.plan.policy.norms)}
        for solved in self.answer.gates.solved():
            for norm, truths in solved.applies.items():
                for gate in (truths.true, truths.possible):
                    self._mark(gate, bits[norm], plain, lanes)
        self._norms = {gate: tuple(sorted(found)) for gate, found in plain.items()}
        self._lane_norms = {gate: tuple(sorted(found)) for gate, found in lanes.items()}

    def _mark(
        self,
        root: Gate,
        bit: int,
        plain: dict[Gate, dict[int, None]],
        lanes: dict[Gate, dict[int, None]],
    ) -> None:
        todo, late = [root], list[Gate]()
        for gate in todo:
            if self.answer.plain.is_plain(gate):
                late.append(self.answer.plain.of(gate))
            elif bit not in lanes.setdefault(gate, {}):
                lanes[gate][bit] = None
                todo += self.answer.gates.circuit.parts(gate)
        for gate in late:
            if bit not in plain.setdefault(gate, {}):
                plain[gate][bit] = None
                late += self.answer.plain.circuit.parts(gate)

    # -- plain gates
    def plain(self, gate: Gate) -> Operand:
        """A truth for each row."""
        if gate not in self._plain:
            self._plain[gate] = self._make_plain(gate)
        return self._plain[gate]

    def _make_plain(self, gate: Gate) -> Operand:
        c = self.answer.plain.circuit
        norms = self._norms.get(gate, ())
        node = c.nodes[gate]
        match node:
            case Lanes(mask):
                return "True" if mask else "False"
            case Column():
                leaf = self.answer.plain.leaf(gate)
                assert leaf is not None
                return self._leaf(leaf, norms)
            case No(part):
                return self._apply(BOOL, "not_({1}, {0})", self.plain(part), norms=norms)
            case Both() | Either():
                is_both = isinstance(node, Both)
                parts = self._factored.get(gate) or c.parts(gate)
                held = [part for part in parts if not isinstance(c.nodes[part], No)]
                denied = [c.parts(part)[0] for part in parts if isinstance(c.nodes[part], No)]
                return self._joined(is_both, held, denied, norms)

    def _joined(
        self, is_both: bool, held: Sequence[Gate], denied: Sequence[Gate], norms: tuple[int, ...]
    ) -> Operand:
        """x & y & ~z: of truths ``x > z`` is ``x & ~z``, and ``x >= z`` is ``x | ~z``."""
        if not held:
            found = self._chain("or_" if is_both else "and_", denied, None, norms)
            return self._apply(BOOL, "not_({1}, {0})", found, norms=norms)
        found = self._chain("and_" if is_both else "or_", held, None, norms)
        return self._chain("but_not" if is_both else "or_not", denied, found, norms)

    def _chain(
        self, name: str, parts: Iterable[Gate], first: Operand | None, norms: tuple[int, ...]
    ) -> Operand:
        found = first
        for part in parts:
            operand = self.plain(part)
            text = f"{name}({{1}}, {{2}}, {{0}})"
            found = (
                operand if found is None else self._apply(BOOL, text, found, operand, norms=norms)
            )
        assert found is not None
        return found

    def _apply(
        self, kind: str, text: str, *operands: Operand, norms: tuple[int, ...] = ()
    ) -> Register:
        """A step over operands; ``{1}`` … stand for them."""
        registers: list[Register] = []
        shown = ["{0}"]
        for operand in operands:
            if isinstance(operand, Register):
                registers.append(operand)
                shown.append(f"{{{len(registers)}}}")
            else:
                shown.append(operand)
        return self.steps.make(kind, text.format(*shown), *registers, norms=norms)

    def _leaf(self, leaf: Leaf, norms: tuple[int, ...]) -> Operand:
        match leaf:
            case Data(fact):
                return self._data(fact)
            case AtLeast(fact, cut):
                return self.steps.make(
                    BOOL, f"at_least({self._data(fact)}, {cut!r}, {{0}})", norms=norms
                )
            case Equals(fact, value):
                return self.steps.make(
                    BOOL, f"equal({self._data(fact)}, {value!r}, {{0}})", norms=norms
                )
            case Known(fact):
                self.known[fact] = None
                return known_name(self.plan.fact(fact).key)
            case Window(bit):
                self.windows[bit] = None
                return f"in_{bit}"
            case Reduced():
                return self._reduced[leaf]

    def _data(self, fact: str) -> str:
        self.facts[fact] = None
        return local(self.plan.fact(fact).key)

    # -- lanes
    def _reduce(self, wanted: Sequence[Reduced]) -> None:
        """What lanes come to, word by word where there are several."""
        self.steps.note("# 读法：一个数的每一位是一种取法")
        for gate in self._starts(wanted):
            self.plain(gate)  # before any loop
        space = self.answer.space
        if space.words > 1:
            for reduced in wanted:
                start = "True" if reduced.everywhere else "False"
                self._reduced[reduced] = self.steps.make(BOOL, f"{{0}}.fill({start})")
            outer = ", ".join(self._outer_names().values())
            comma = "" if "," in outer else ","
            self.steps.begin_loop(
                f"for {outer}{comma} in _{self.answer.question.key.upper()}_WORDS:"
            )
        for reduced in wanted:
            norms = self._lane_norms.get(reduced.gate, ())
            lanes = self._lane(reduced.gate)
            text = "all_lanes({1}, {0})" if reduced.everywhere else "some_lane({1}, {0})"
            found = self._apply(BOOL, text, lanes, norms=norms)
            if space.words == 1:
                self._reduced[reduced] = found
            else:
                joined = "and_" if reduced.everywhere else "or_"
                before = self._reduced[reduced]
                self.steps.do(f"{joined}({{0}}, {{1}}, {{0}})", before, found, norms=norms)
        if space.words > 1:
            self.steps.end_loop()

    def _starts(self, reduced: Iterable[Reduced]) -> list[Gate]:
        """The plain gates that lanes start from."""
        todo = list(dict.fromkeys(each.gate for each in reduced))
        seen, found = set(todo), []
        for gate in todo:
            plain, rest = self._split(gate)
            if plain is not None:
                found.append(plain)
            todo += [part for part in dict.fromkeys(rest) if part not in seen]
            seen.update(rest)
        return found

    def _split(self, gate: Gate) -> tuple[Gate | None, tuple[Gate, ...]]:
        """The plain parts of a gate as one plain gate, and the others."""
        if gate not in self._parts:
            c, plain = self.answer.gates.circuit, self.answer.plain
            parts = c.parts(gate)
            same = [plain.of(part) for part in parts if plain.is_plain(part)]
            rest = tuple(part for part in parts if not plain.is_plain(part))
            join = plain.circuit.both if isinstance(c.nodes[gate], Both) else plain.circuit.either
            self._parts[gate] = (join(*same) if same else None, rest)
        return self._parts[gate]

    def _lane(self, gate: Gate) -> Operand:
        """A word of lanes for each row."""
        if gate not in self._lanes:
            self._lanes[gate] = self._make_lane(gate)
        return self._lanes[gate]

    def _make_lane(self, gate: Gate) -> Operand:
        norms = self._lane_norms.get(gate, ())
        node = self.answer.gates.circuit.nodes[gate]
        match node:
            case Lanes(mask):
                return self._constant(mask)
            case Column(name):
                return self._outer_names()[name]
            case No(part):
                return self._apply(WORD, "not_({1}, {0})", self._lane(part), norms=norms)
            case Both() | Either():
                plain, rest = self._split(gate)
                parts: list[Operand] = [self._lane(part) for part in rest]
                if plain is not None:
                    parts.insert(0, self._wide(plain, norms))
                parts.sort(key=lambda part: isinstance(part, str))
                text = "and_({1}, {2}, {0})" if isinstance(node, Both) else "or_({1}, {2}, {0})"
                first, *others = parts
                found = first
                if isinstance(first, str):  # nothing but scalars: they need a buffer
                    found = self.steps.make(WORD, f"{{0}}.fill({first})")
                for other in others:
                    found = self._apply(WORD, text, found, other, norms=norms)
                return found

    def _wide(self, gate: Gate, norms: tuple[int, ...]) -> Register:
        """A plain gate in all lanes."""
        if gate not in self._widened:
            made = self._apply(WORD, "widen({1}, {0})", self.plain(gate), norms=norms)
            self._widened[gate] = made
        return self._widened[gate]

    def _constant(self, mask: int) -> str:
        """Lanes as a number; what a word has beyond them repeats the first."""
        count = self.answer.space.count
        width = next(width for width in WIDTHS if width >= count)
        beyond = ((1 << width) - 1) & ~((1 << count) - 1)
        return hex(mask | beyond if mask & 1 else mask)

    def _outer_names(self) -> dict[str, str]:
        """The choices of readings that are told apart by words."""
        return {name: f"r{k}" for k, name in enumerate(self.answer.gates.outer)}

    def words(self) -> list[tuple[int, ...]]:
        """What each word takes those choices to be: all lanes, or none."""
        width = next(width for width in WIDTHS if width >= self.answer.space.count)
        ways = product(*(range(size) for _, size in self.answer.space.outer))
        names = [name for name, _ in self.answer.space.outer]
        return [
            tuple(
                (1 << width) - 1 if way[names.index(reading)] == choice else 0
                for reading, choice in self.answer.gates.outer.values()
            )
            for way in ways
        ]

    # -- results
    def _masks(self) -> None:
        """A bit for each norm that is in force, and for each whose force is open."""
        for name, gates in (
            ("in_force", self.answer.in_force),
            ("uncertain", self.answer.uncertain),
        ):
            cites = [f"# {norm.citation or norm.id}" for norm in self.answer.norms]
            self._mask(name, gates, cites if name == "in_force" else ())

    def _mask(self, name: str, gates: Sequence[Gate], notes: Sequence[str] = ()) -> None:
        """A number with a bit for each gate, byte by byte."""
        for start in range(0, len(gates), 8):
            number: Register | None = None
            for k, gate in enumerate(gates[start : start + 8]):
                if gate == self.answer.plain.circuit.none:
                    continue
                if notes:
                    self.steps.note(notes[start + k])
                norms = self._norms.get(gate, ())
                truth = self._solid(gate)
                text = (
                    f"times({{1}}.view(uint8), {1 << k}, {{0}})"  # a shift takes five times as long
                )
                shifted = self._apply(BYTE, text, truth, norms=norms)
                if number is None:
                    number = shifted
                else:
                    self.steps.do("or_({0}, {1}, {0})", number, shifted, norms=norms)
            if number is not None:
                self.steps.do(f"o.{name}[:, {start // 8}] = {{0}}", number)

    def _codes(self, name: str, found: Sequence[tuple[int, Gate]], otherwise: int) -> None:
        """A code where one of several gates holds, no two of which hold together."""
        for number, (code, gate) in enumerate(found):
            text = f"times({{}}.view(uint8), {code ^ otherwise}, {{}})"
            truth = self._solid(gate)
            if number == 0:
                self._into(text.format("{}", f"o.{name}"), truth)
            else:
                byte = self._apply(BYTE, text.format("{1}", "{0}"), truth)
                self.steps.do(f"xor(o.{name}, {{0}}, o.{name})", byte)
        if not found:
            self.steps.note(f"o.{name}.fill({otherwise})")
        elif otherwise:
            self.steps.note(f"xor(o.{name}, {otherwise}, o.{name})")

    def _into(self, text: str, operand: Operand) -> None:
        if isinstance(operand, Register):
            self.steps.do(text.format("{0}"), operand)
        else:
            self.steps.do(text.format(operand))

    def _solid(self, gate: Gate) -> Operand:
        """A truth for each row that is not one for all rows."""
        found = self.plain(gate)
        if isinstance(found, Register) or (found.isidentifier() and not self._is_scalar(found)):
            return found
        return self.steps.make(BOOL, f"{{0}}.fill({found})")

    def _is_scalar(self, name: str) -> bool:
        return name in ("True", "False", *(f"in_{bit}" for bit in self.windows))
