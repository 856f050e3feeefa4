"""What is said of one outcome: kind, value, values and norms, each as a plain gate."""

from __future__ import annotations

from attrs import frozen

from policyc.core.norms import Norm, Overlap
from policyc.core.types import Value
from policyc.plan.plans import Plan, Question
from policyc.targets.common.circuit import Gate
from policyc.targets.common.questions import cited
from policyc.targets.common.solving import Solved
from policyc.targets.common.space import MAX_WORDS, Space, readings_of, space_of
from policyc.targets.common.unsupported import Unsupported
from policyc.targets.vectorized.logic import Gates, Plain, windows_that_change
from policyc.targets.vectorized.tight import Tight

KINDS = ("定", "裁量", "冲突", "空白", "不适用", "未知", "读法分歧")
"""The kinds, by their codes."""

MAX_BITS = 64
"""Norms of one outcome that fit into the largest number of NumPy."""


@frozen
class Answer:
    """One question in one way to compute it: gates of ``plain`` for each kind and value and norm;
    what is never so is left out. ``otherwise`` is the code of the kind that is left where no gate
    of ``kind`` holds. Where ``doubt`` holds somewhere, none of this is so."""

    question: Question
    space: Space
    gates: Gates
    plain: Plain
    values: tuple[Value, ...]
    norms: tuple[Norm, ...]
    doubt: Gate
    otherwise: int
    kind: tuple[tuple[int, Gate], ...]
    value: tuple[tuple[int, Gate], ...]
    of_values: tuple[Gate, ...]
    in_force: tuple[Gate, ...]
    uncertain: tuple[Gate, ...]
    solved: Solved


def answer(plan: Plan, question: Question, is_known: bool) -> Answer:
    """The answer to a question; ``Unsupported`` where numbers are too small for it."""
    space = _space(plan, question)
    gates = Gates(
        plan,
        Tight(space.count),
        space=space,
        is_known=is_known,
        changing=windows_that_change(plan),
    )
    return _Writer(question, space, gates, Plain(gates, plan), gates.solve(question)).answer()


def _space(plan: Plan, question: Question) -> Space:
    space = space_of(plan, question)
    if space.words > MAX_WORDS:
        names = readings_of(plan, question)
        first = plan.policy.reading(names[0])
        raise Unsupported(
            f"“{question.outcome.name}”有 {len(names)} 种读法没有取定（{'、'.join(names)}），"
            f"共 {space.count * space.words} 种取法，逐行一并推演放不下",
            cited(question),
            f"用 --reading 取定其中几种，例如 --reading {first.name}={first.choices[0]}。",
        )
    return space


@frozen
class _Writer:
    question: Question
    space: Space
    gates: Gates
    plain: Plain
    solved: Solved

    def answer(self) -> Answer:
        values = tuple(self.solved.concluded.values)
        norms = tuple(rule.norm for rule in self.question.rules[: self.question.own])
        limits = (("条规定", len(norms), MAX_BITS), ("种结果", len(values), MAX_BITS))
        for what, count, most in limits:
            if count > most:
                raise Unsupported(
                    f"“{self.question.outcome.name}”有 {count} {what}，位掩码最多放 {most} 个",
                    cited(self.question),
                    "去掉 --vectorized，用逐个案件的模块。",
                )
        otherwise, kind, is_open = self._kind()
        c, plain = self.plain.circuit, self.plain
        in_force = tuple(plain.everywhere(truths.true) for truths in self.solved.forces)
        somewhere = tuple(plain.somewhere(truths.possible) for truths in self.solved.forces)
        return Answer(
            question=self.question,
            space=self.space,
            gates=self.gates,
            plain=plain,
            values=values,
            norms=norms,
            doubt=c.either(*(plain.somewhere(gate) for gate in self.gates.doubts)),
            otherwise=otherwise,
            kind=tuple((code, gate) for code, gate in kind if gate != c.none),
            value=tuple(
                (code, gate)
                for code, value in enumerate(values, 1)
                if (gate := self._decided(value)) != c.none
            ),
            of_values=tuple(self._of_value(value, is_open) for value in values),
            in_force=in_force,
            uncertain=tuple(
                c.both(maybe, c.no(sure)) for maybe, sure in zip(somewhere, in_force, strict=True)
            ),
            solved=self.solved,
        )

    # -- kinds
    def _all(self, kind: str) -> Gate:
        return self.plain.everywhere(self.solved.concluded.kinds[kind])

    @property
    def _has_one_lane(self) -> bool:
        return self.space.count * self.space.words == 1

    def _kind(self) -> tuple[int, list[tuple[int, Gate]], Gate]:
        """The kind that is left, the gates of all others, and that readings differ."""
        c = self.plain.circuit
        possible = [kind for kind in KINDS[:-1] if kind != "未知" or not self.gates.is_known]
        last = "空白" if self.gates.is_known else "未知"
        left = KINDS.index(last if self._has_one_lane else "读法分歧")
        codes = [KINDS.index(kind) for kind in possible]
        found = [(code, self._is(KINDS[code])) for code in codes if code != left]
        if self._has_one_lane:
            return left, found, c.none
        return left, found, c.no(c.either(*(gate for _, gate in found)))

    def _is(self, kind: str) -> Gate:
        """That the result is of a kind, and the same, under all readings."""
        c = self.plain.circuit
        values = self.solved.concluded.values
        if kind not in ("定", "裁量") or self._has_one_lane:
            return self._all(kind)
        if kind == "定" and self.question.outcome.overlap is not Overlap.CUMULATIVE:
            return c.either(*(self._decided(value) for value in values))
        return c.both(self._all(kind), *(self._settled(gate) for gate in values.values()))

    def _settled(self, gate: Gate) -> Gate:
        """That a value belongs to the result under all readings, or under none."""
        c = self.plain.circuit
        return c.either(self.plain.everywhere(gate), c.no(self.plain.somewhere(gate)))

    # -- values
    def _decided(self, value: Value) -> Gate:
        """That the result is 定 of this value alone."""
        return self.plain.everywhere(self.solved.concluded.decided[value])

    def _of_value(self, value: Value, is_open: Gate) -> Gate:
        c = self.plain.circuit
        gate = self.solved.concluded.values[value]
        found = self.plain.everywhere(gate)
        if self._has_one_lane:
            return found
        clash = c.both(self._all("冲突"), self.plain.somewhere(gate))
        return c.both(c.either(found, clash), c.no(is_open))
