"""What several conjunctions, or several alternatives, have in common is computed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import TypeAlias

from attrs import define, field

from policyc.targets.common.circuit import Both, Either, Gate, No
from policyc.targets.vectorized.tight import Tight

Form: TypeAlias = type[Both] | type[Either]
Pair: TypeAlias = tuple[Gate, Gate]


@define
class Factors:
    """The parts of each gate, common pairs of them made into gates of their own, the commonest
    first. ``users`` are the gates that a new one was made for."""

    circuit: Tight
    parts: dict[Gate, tuple[Gate, ...]] = field(factory=dict)
    users: dict[Gate, list[Gate]] = field(factory=dict)

    def share(self, roots: Iterable[Gate]) -> None:
        """Look at everything that some gates are made of."""
        found: dict[Gate, None] = dict.fromkeys(roots)
        todo = list(found)
        for gate in todo:
            for part in self.circuit.parts(gate):
                if part not in found:
                    found[part] = None
                    todo.append(part)
        for form in (Both, Either):
            gates = [gate for gate in found if isinstance(self.circuit.nodes[gate], form)]
            held = {gate: dict.fromkeys(self.circuit.parts(gate)) for gate in gates}
            self._share(form, held)
            self.parts |= {gate: tuple(parts) for gate, parts in held.items()}

    def _share(self, form: Form, held: dict[Gate, dict[Gate, None]]) -> None:
        users: dict[Pair, set[Gate]] = {}
        for gate, parts in held.items():
            for pair in _pairs(parts):
                users.setdefault(pair, set()).add(gate)
        heap = [(-len(gates), pair) for pair, gates in users.items() if len(gates) > 1]
        heapify(heap)
        while heap:
            count, pair = heappop(heap)
            gates = users.get(pair, set())
            if len(gates) != -count:
                if len(gates) > 1:
                    heappush(heap, (-len(gates), pair))
                continue
            made, stands_for = self._made(form, pair)
            for gate in sorted(gates):
                if gate == made:
                    continue
                for old in _pairs(held[gate]):
                    users[old].discard(gate)
                for part in pair:
                    del held[gate][part]
                held[gate][stands_for] = None
                self.users.setdefault(made, []).append(gate)
                for new in _pairs(held[gate]):
                    using = users.setdefault(new, set())
                    using.add(gate)
                    if len(using) > 1:
                        heappush(heap, (-len(using), new))
            users.pop(pair, None)

    def _made(self, form: Form, pair: Pair) -> tuple[Gate, Gate]:
        """A gate for a pair, and how it stands in place of the two: not x and not y is one gate for
        x or y, denied."""
        nodes = [self.circuit.nodes[part] for part in pair]
        if all(isinstance(node, No) for node in nodes):
            other: Form = Either if form is Both else Both
            inner = [node.part for node in nodes if isinstance(node, No)]
            made = self.circuit.as_it_is(other, inner)
            return made, self.circuit.no(made)
        made = self.circuit.as_it_is(form, pair)
        return made, made


def _pairs(parts: Iterable[Gate]) -> Iterator[Pair]:
    return combinations(sorted(parts), 2)
