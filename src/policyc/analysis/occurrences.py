"""Which facts and readings stand in a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policyc.analysis.calls import calls
from policyc.analysis.logic import Formula, number_of
from policyc.analysis.variables import Variables


class Occurrences:
    """Sets of facts and readings as whole numbers, a bit for each: the union of two is one step,
    however many facts there are. A formula is looked through once."""

    def __init__(self, variables: Variables) -> None:
        self._facts = tuple(variables.facts)
        self.readings: Mapping[str, int] = {
            name: 1 << len(self._facts) + k for k, name in enumerate(variables.readings)
        }
        """The bit of every reading."""
        self._bits = {name: 1 << k for k, name in enumerate(self._facts)}
        self.all_facts = (1 << len(self._facts)) - 1
        """The set of all facts."""
        self._known: dict[int, int] = {}
        self._kept: list[Formula] = []
        """Formulas that the table above knows by number: as long as they live, it is theirs."""
        for name, var in variables.facts.items():
            for term in (var.term, var.known):
                if term is not True:
                    self._known[number_of(term)] = self._bits[name]
        for name, reading in variables.readings.items():
            self._known[number_of(reading.term)] = self.readings[name]

    def within(self, formula: Formula) -> int:
        """The set of what stands in a formula."""
        if isinstance(formula, bool):
            return 0
        known, root = self._known, number_of(formula)
        if root in known:
            return known[root]
        self._kept.append(formula)
        z = calls()
        ref, argument, ast_id = z.ref, z.argument, z.ast_id
        todo = [(root, formula.ast)]
        while todo:
            key, part = todo[-1]
            if key in known:
                todo.pop()
                continue
            children = [argument(ref, part, k) for k in range(z.arguments(ref, part))]
            keys = [ast_id(ref, child) for child in children]
            missing = [pair for pair in zip(keys, children, strict=True) if pair[0] not in known]
            if missing:
                todo += missing
                continue
            todo.pop()
            found = 0
            for each in keys:
                found |= known[each]
            known[key] = found
        return known[root]

    def set_of(self, facts: Iterable[str]) -> int:
        """The set of some facts."""
        found = 0
        for name in facts:
            found |= self._bits[name]
        return found

    def facts(self, some: int) -> Iterator[str]:
        """The facts of a set, in order of declaration."""
        some &= self.all_facts
        while some:
            lowest = some & -some
            yield self._facts[lowest.bit_length() - 1]
            some ^= lowest
