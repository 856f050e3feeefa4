"""One key under every choice of the readings that matter, as ``core.branching`` says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, cast

from policyc.targets.python.runtime.document import (
    Document,
    _All,
    _Any,
    _Bit,
    _choice,
    _Choose,
    _Fed,
    _given,
    _join,
    _Logic,
    _open_readings,
    _Ref,
)
from policyc.targets.python.runtime.effects import _conclude_partial, _Conclusion, _Effect
from policyc.targets.python.runtime.results import Decision, Kind, Norm, Trace, Truth, Value

DOCUMENT = cast("Document", None)
"""Every generated module has its own."""


# ------------------------------------------------------------------ 8< ------------------------
class _Leaf(NamedTuple):
    """若干读法的取法，和在此之下的结果；没有列出的读法怎样取都一样。"""

    chosen: dict[int, int | None]
    decision: Decision
    fed: Value | None


class _Findings(NamedTuple):
    """一个键的各种读法下的结果；tree 是给下游的段号随读法怎样变。"""

    leaves: list[_Leaf]
    tree: _Logic | int


class _Case:
    """一个结论的一个键，推演它在各种读法下的结果。"""

    def __init__(
        self, number: int, key: int, fixed: tuple[tuple[int, int], ...], period: int
    ) -> None:
        self.document = DOCUMENT
        self.question = DOCUMENT.questions[number]
        self.key = key
        self.fixed = dict(fixed)
        self.period = period
        self.leaves: list[_Leaf] = []
        self._decided: dict[tuple[object, ...], tuple[Decision, Value | None]] = {}

    def findings(self) -> _Findings:
        windows = self.document.windows[self.period]
        applies = {
            bit: self.settled(rule.when) if windows >> bit & 1 else False
            for bit, rule in self.question.rules.items()
        }
        tree = self._grown(applies, self.settled(self.question.trigger), {})
        return _Findings(self.leaves, tree)

    # -- 条件
    def settled(self, logic: _Logic) -> _Logic:
        """键里的事实代入之后，只剩读法的条件。"""
        if isinstance(logic, _Bit):
            bits = self.key >> logic.position & 3
            return None if bits == 1 else bits == 3
        if isinstance(logic, _Fed):
            return self._fed(logic)
        if isinstance(logic, _Choose):
            chosen = self.fixed.get(logic.reading)
            if chosen is not None:
                return self.settled(logic.parts[chosen])
            found: _Logic = _choice(logic.reading, tuple(self.settled(p) for p in logic.parts))
            return found
        if isinstance(logic, (_All, _Any)):
            return _join(type(logic), (self.settled(part) for part in logic.parts))
        return logic

    def _fed(self, fed: _Fed) -> _Logic:
        ref = self.question.refs[fed.ref]
        code = self.key >> ref.offset & ref.mask
        if not code & 1:
            return bool(fed.regions >> (code // 2 - 1) & 1) if code else None
        tree = _findings(ref.question, code >> 1, tuple(self.fixed.items()), self.period).tree
        return self._tested(tree, fed.regions)

    def _tested(self, tree: _Logic | int, regions: int) -> _Logic:
        """上游给的段号是否在其中，随读法而变。"""
        if isinstance(tree, _Choose):
            parts = tuple(self._tested(part, regions) for part in tree.parts)
            found: _Logic = _choice(tree.reading, parts)
            return found
        assert isinstance(tree, int)
        return bool(regions >> (tree // 2 - 1) & 1) if tree else None

    # -- 读法
    def _grown(
        self, applies: dict[int, _Logic], trigger: _Logic, chosen: dict[int, int | None]
    ) -> Any:
        """逐一取定有影响的读法；得到给下游的段号。"""
        todo = (*applies.values(), trigger)
        reading = next((r for logic in todo for r in _open_readings(logic)), None)
        if reading is None:
            reading = self._contested(applies, chosen)
        if reading is None:
            return self._leaf(applies, trigger, chosen)
        parts = []
        for number, option in enumerate(self.document.options(reading)):
            left = {bit: _given(logic, reading, number) for bit, logic in applies.items()}
            after = _given(trigger, reading, number)
            parts.append(self._grown(left, after, {**chosen, reading: option}))
        return _choice(reading, tuple(parts))

    def _contested(self, applies: dict[int, _Logic], chosen: dict[int, int | None]) -> int | None:
        """还没有取定、而又有别的规范与之相遇的优先读法。"""
        for bit in applies:
            norm = self.document.norms[bit]
            if norm.direct and applies[bit] is not False:
                reading = self.document.reading(norm.direct)
                if reading in chosen or reading in self.fixed:
                    continue
                if any(applies[other] is not False for other in self._rivals(norm)):
                    return reading
        return None

    def _rivals(self, norm: Norm) -> Iterator[int]:
        """对同一结论、同一对象的其他规范。"""
        for bit in self.question.rules:
            other = self.document.norms[bit]
            if other is not norm and (other.outcome, other.subject) == (norm.outcome, norm.subject):
                yield bit

    # -- 一种读法之下
    def _leaf(
        self, applies: dict[int, _Logic], trigger: _Logic, chosen: dict[int, int | None]
    ) -> int:
        effects = {
            bit: self._effect(self.document.norms[bit], chosen)
            for bit in applies
            if self.document.norms[bit].direct
        }
        memo: tuple[object, ...] = (*applies.values(), trigger, *effects.values())
        if self.question.refs:  # 未知的原因随读法而变
            memo += tuple(chosen.items())
        if memo not in self._decided:
            assert trigger is None or isinstance(trigger, bool)
            truths = {bit: logic for bit, logic in applies.items() if isinstance(logic, bool)}
            known = {bit: truths.get(bit) for bit in applies}
            self._decided[memo] = self._decide(known, trigger, effects, chosen)
        decision, fed = self._decided[memo]
        self.leaves.append(_Leaf(chosen, decision, fed))
        return 0 if fed is None else self.question.codes.get(fed, 0)

    def _effect(self, norm: Norm, chosen: dict[int, int | None]) -> str:
        """“直接”在所取的读法下是什么意思；没有取定为空。"""
        reading = self.document.reading(norm.direct)
        choice = chosen.get(reading, self.fixed.get(reading))
        return "" if choice is None else self.document.readings[reading].effects[choice]

    def _decide(
        self,
        applies: dict[int, Truth],
        trigger: Truth,
        effects: dict[int, str],
        chosen: dict[int, int | None],
    ) -> tuple[Decision, Value | None]:
        norms = self.document.norms
        winners = {bit: self._winners(bit, effects) for bit in applies}
        forces: dict[int, Truth] = {}
        for bit in applies:
            self._force(bit, applies, winners, forces)
        in_force: list[_Effect] = []
        undecided: list[_Effect] = []
        trace = []
        for rule in self.question.own:
            norm, force = norms[rule.norm], forces[rule.norm]
            if force is not False:
                effect = _Effect(norm.modality, norm.values, effects.get(rule.norm) == "下限")
                (in_force if force else undecided).append(effect)
            beaten = tuple(norms[w] for w in winners[rule.norm] if forces[w])
            own = applies[rule.norm]
            trace.append(Trace(norm, force, own, beaten if own is not False else ()))
        conclusion = _conclude_partial(self.question.overlap, in_force, undecided, trigger)
        causes: tuple[tuple[str, Kind], ...] = ()
        if conclusion.kind == "未知":
            causes = tuple(dict.fromkeys(self._causes(forces, winners, chosen)))
        decision = Decision(
            conclusion.kind,
            conclusion.values,
            conclusion.permitted,
            tuple(trace),
            trigger,
            causes,
            tuple(_prohibition_notes(trace, conclusion)),
        )
        fed = self.question.none_value if conclusion.kind == "不适用" else None
        if conclusion.kind == "定" and len(conclusion.values) == 1:
            fed = conclusion.values[0]
        return decision, fed

    def _winners(self, bit: int, effects: dict[int, str]) -> tuple[int, ...]:
        """优先于一条规范的，和按读法替代它的。"""
        declared = self.question.rules[bit].beaten_by
        norm = self.document.norms[bit]
        if norm.direct:
            return declared
        replacing = (r for r in self._rivals(norm) if effects.get(r) == "替代")
        return tuple(dict.fromkeys((*declared, *replacing)))

    def _force(
        self,
        bit: int,
        applies: dict[int, Truth],
        winners: dict[int, tuple[int, ...]],
        forces: dict[int, Truth],
    ) -> Truth:
        if bit not in forces:
            force = applies[bit]
            for winner in winners[bit] if force is not False else ():
                beaten = self._force(winner, applies, winners, forces)
                if beaten is True:
                    force = False
                    break
                if beaten is None:
                    force = None
            forces[bit] = force
        return forces[bit]

    # -- 未知的原因
    def _causes(
        self,
        forces: dict[int, Truth],
        winners: dict[int, tuple[int, ...]],
        chosen: dict[int, int | None],
    ) -> Iterator[tuple[str, Kind]]:
        """哪些上游结论没有给出所需的值。"""
        own = [rule.norm for rule in self.question.own]
        if not any(forces[bit] for bit in own):
            yield from self._pending(self.question.trigger, chosen)
        todo = [bit for bit in own if forces[bit] is None]
        for bit in todo:
            yield from self._pending(self.question.rules[bit].when, chosen)
            todo += [w for w in winners[bit] if forces[w] is None and w not in todo]

    def _pending(self, logic: _Logic, chosen: dict[int, int | None]) -> Iterator[tuple[str, Kind]]:
        left = self.settled(logic)
        for reading, option in chosen.items():
            left = _given(left, reading, self.document.options(reading).index(option))
        if left is not None or isinstance(logic, _Bit):
            return
        if isinstance(logic, _Fed):
            yield from self._why(self.question.refs[logic.ref], chosen)
        elif isinstance(logic, _Choose):
            choice = chosen.get(logic.reading, self.fixed.get(logic.reading))
            for part in logic.parts if choice is None else [logic.parts[choice]]:
                yield from self._pending(part, chosen)
        elif isinstance(logic, (_All, _Any)):
            for part in logic.parts:
                yield from self._pending(part, chosen)

    def _why(self, ref: _Ref, chosen: dict[int, int | None]) -> Iterator[tuple[str, Kind]]:
        code = self.key >> ref.offset & ref.mask
        if not code & 1:
            return
        upstream = _findings(ref.question, code >> 1, tuple(self.fixed.items()), self.period)
        for leaf in upstream.leaves:
            if all(chosen.get(r, option) == option for r, option in leaf.chosen.items()):
                if leaf.decision.kind == "未知":
                    yield from leaf.decision.causes
                else:
                    yield self.document.questions[ref.question].outcome, leaf.decision.kind


@lru_cache(maxsize=4096)
def _findings(number: int, key: int, fixed: tuple[tuple[int, int], ...], period: int) -> _Findings:
    return _Case(number, key, fixed, period).findings()


def _prohibition_notes(trace: Iterable[Trace], conclusion: _Conclusion) -> Iterator[str]:
    for entry in trace:
        norm = entry.norm
        if norm.modality not in ("不得", "原则上不得") or not entry.force:
            continue
        values = "、".join(_shown(value) for value in norm.values)
        what = f"“{norm.citation}”{norm.modality}“{values}”"
        if norm.modality == "原则上不得" and not norm.stated_exception:
            yield f"{what}，例外情形原文未列明"
        elif conclusion.kind in ("空白", "不适用"):
            yield f"{what}，此外没有规定"


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)
