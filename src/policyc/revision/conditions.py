"""What was changed in a condition: bounds, what is asked besides, how the parts are joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from policyc.analysis.condition_words import show_condition
from policyc.core.conditions import (
    TRUE,
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    FactRef,
    Not,
    Op,
    Operand,
    facts_of,
    outcomes_of,
)
from policyc.core.norms import Policy
from policyc.core.types import BoolType, ChoiceType, ValueType, show_value
from policyc.revision.amendments import Kind

_Group: TypeAlias = All | Any
_DIRECTION = {Op.GE: 1, Op.GT: 1, Op.LE: -1, Op.LT: -1, Op.EQ: 0, Op.NE: 0}


@frozen
class Shift:
    """One difference between two conditions; empty words where it is in one of them alone."""

    kind: Kind
    about: str
    old: str
    new: str


@frozen(eq=False)
class Conditions:
    """Compares conditions of two policies; ``names`` are the old names of what the new text calls
    otherwise."""

    old: Policy
    new: Policy
    names: Mapping[str, str]

    def same(self, old: Condition, new: Condition) -> bool:
        """Whether two conditions ask the same, in whatever order."""
        return self._key(old, {}) == self._key(new, self.names)

    def shifts(self, old: Condition, new: Condition) -> tuple[Shift, ...]:
        """Every difference once."""
        return tuple(dict.fromkeys(self._shifts(old, new)))

    def share(self, old: Condition, new: Condition) -> float:
        """How much of what is asked for is asked for by both."""
        one = {*facts_of(old), *outcomes_of(old)}
        other = {self.names.get(n, n) for n in (*facts_of(new), *outcomes_of(new))}
        return len(one & other) / len(one | other) if one or other else 1.0

    def _key(self, condition: Condition, names: Mapping[str, str]) -> Hashable:
        match condition:
            case Constant(value):
                return value
            case Compare(operand, op, value):
                return (*_operand(operand, names), op, type(value).__name__, value)
            case Not(part):
                return "not", self._key(part, names)
            case All(parts) | Any(parts) if len(parts) == 1:
                return self._key(parts[0], names)
            case All(parts) | Any(parts):
                return type(condition).__name__, frozenset(self._key(p, names) for p in parts)
            case ByReading(reading, branches):
                return reading, tuple((c, self._key(part, names)) for c, part in branches)

    def _shifts(self, old: Condition, new: Condition) -> Iterator[Shift]:
        if self.same(old, new):
            return
        match old, new:
            case Compare(), Compare() if self._same_operand(old, new):
                yield self._atom(old, new)
                return
            case ByReading(), ByReading() if _reading(old) == _reading(new):
                one, other = _one_value(old), _one_value(new)
                if one and other and self._same_operand(one, other):
                    yield self._atom(one, other, f"（依“{old.reading}”）")
                else:
                    for (_, part), (_, twin) in zip(old.branches, new.branches, strict=True):
                        yield from self._shifts(part, twin)
                return
            case (ByReading(), _) | (_, ByReading()) if self.share(old, new) == 1.0:
                yield self._whole(Kind.READING, old, new)
                return
            case Not(part), Not(twin):
                yield from self._shifts(part, twin)
                return
        group = _common_group(old, new)
        if group is not None:
            yield from self._parts(group, _parts(group, old), _parts(group, new))
        elif self._same_parts(old, new):
            yield Shift(Kind.CONDITION, "各项条件的关系", _joint(old), _joint(new))
        else:
            yield self._whole(Kind.CONDITION, old, new)

    def _same_parts(self, old: Condition, new: Condition) -> bool:
        """Whether only what joins the parts is another word."""
        if not isinstance(old, (All, Any)) or not isinstance(new, (All, Any)):
            return False
        one = {self._key(part, {}) for part in old.parts}
        return one == {self._key(part, self.names) for part in new.parts}

    def _parts(
        self, group: type[_Group], old: Sequence[Condition], new: Sequence[Condition]
    ) -> Iterator[Shift]:
        """The parts of one conjunction or disjunction, the equal ones left out."""
        keys = Counter(self._key(part, self.names) for part in new)
        left = [part for part in old if not _take(keys, self._key(part, {}))]
        keys = Counter(self._key(part, {}) for part in old)
        right = [part for part in new if not _take(keys, self._key(part, self.names))]
        ranked = sorted(
            (
                (-grade, i, j)
                for i, part in enumerate(left)
                for j, twin in enumerate(right)
                if (grade := self._grade(part, twin)) > 0
            ),
        )
        paired: dict[int, int] = {}
        for _, i, j in ranked:
            if i not in paired and j not in paired.values():
                paired[i] = j
        rest = [i for i in range(len(left)) if i not in paired]
        more = [j for j in range(len(right)) if j not in paired.values()]
        if len(rest) == len(more) == 1:
            paired[rest.pop()] = more.pop()
        for i, j in sorted(paired.items()):
            yield from self._shifts(left[i], right[j])
        about = "须同时具备的条件" if group is All else "可选的情形"
        for i in rest:
            yield Shift(Kind.CONDITION, about, self._shown(left[i], old=True), "")
        for j in more:
            yield Shift(Kind.CONDITION, about, "", self._shown(right[j], old=False))

    def _grade(self, old: Condition, new: Condition) -> float:
        """How likely a part is the version of another; 0 for not."""
        if isinstance(old, Compare) and isinstance(new, Compare):
            if not self._same_operand(old, new):
                return 0.0
            return 4.0 if old.op is new.op else 2.0 + (_DIRECTION[old.op] == _DIRECTION[new.op])
        share = self.share(old, new)
        if isinstance(old, ByReading) and isinstance(new, ByReading):
            return share + (old.reading == new.reading) if share else 0.0
        return share + (type(old) is type(new)) if share >= 0.5 else 0.0

    def _same_operand(self, old: Compare, new: Compare) -> bool:
        return _operand(old.operand, {}) == _operand(new.operand, self.names)

    def _atom(self, old: Compare, new: Compare, read: str = "") -> Shift:
        name, kind = _named(self.old, old.operand)
        twin = _named(self.new, new.operand)[1]
        about = f"“{name}”"
        if isinstance(kind, (BoolType, ChoiceType)):
            words = self._shown(old, old=True), self._shown(new, old=False)
            return Shift(Kind.CONDITION, about, *words)
        if read:
            words = show_value(old.value, kind) + read, show_value(new.value, twin) + read
        else:
            words = _bound(old, kind), _bound(new, twin)
        return Shift(Kind.THRESHOLD, about, *words)

    def _whole(self, kind: Kind, old: Condition, new: Condition) -> Shift:
        return Shift(kind, "条件", self._shown(old, old=True), self._shown(new, old=False))

    def _shown(self, condition: Condition, *, old: bool) -> str:
        return show_condition(self.old if old else self.new, condition)


def _operand(operand: Operand, names: Mapping[str, str]) -> tuple[str, str]:
    if isinstance(operand, FactRef):
        return "fact", names.get(operand.name, operand.name)
    return "outcome", names.get(operand.outcome, operand.outcome)


def _named(policy: Policy, operand: Operand) -> tuple[str, ValueType]:
    if isinstance(operand, FactRef):
        return operand.name, policy.fact(operand.name).type
    return operand.outcome, policy.outcome(operand.outcome).type


def _joint(condition: Condition) -> str:
    return "须同时具备" if isinstance(condition, All) else "具备其一即可"


def _bound(atom: Compare, kind: ValueType) -> str:
    return f"{atom.op.value}{show_value(atom.value, kind)}"


def _reading(condition: ByReading) -> tuple[str, tuple[str, ...]]:
    return condition.reading, tuple(choice for choice, _ in condition.branches)


def _one_value(condition: ByReading) -> Compare | None:
    """The comparison of a graded word, of which a reading leaves open only how it is compared."""
    atoms = [part for _, part in condition.branches if isinstance(part, Compare)]
    if len(atoms) != len(condition.branches):
        return None
    return atoms[0] if len({(atom.operand, atom.value) for atom in atoms}) == 1 else None


def _common_group(old: Condition, new: Condition) -> type[_Group] | None:
    """How the parts of both are joined, one of them having perhaps a single part."""
    kinds = [type(each) for each in (old, new) if isinstance(each, (All, Any))]
    if not kinds or len(set(kinds)) > 1 or TRUE in (old, new):
        return None
    return kinds[0]


def _parts(group: type[_Group], condition: Condition) -> Sequence[Condition]:
    return condition.parts if isinstance(condition, group) else (condition,)


def _take(keys: Counter[Hashable], key: Hashable) -> bool:
    if not keys[key]:
        return False
    keys[key] -= 1
    return True
