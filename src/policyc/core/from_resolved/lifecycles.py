"""流程 and 变更 as core values."""

from __future__ import annotations

from typing import TypeVar

from attrs import define, evolve, field

from policyc.core.from_resolved.declarations import Declarations
from policyc.core.from_resolved.values import ValueProblem, split_quantity, typed_value
from policyc.core.lifecycle import LENGTH_UNITS, Change, ChangeKind, Length, Lifecycle
from policyc.core.norms import Fact, Outcome
from policyc.core.types import BoolType, IntType, ScaleType, Value, listed_values
from policyc.diagnostics import Code, Collector, Diagnostic, did_you_mean
from policyc.resolved.document import Located, ResolvedDocument
from policyc.source.span import Span
from policyc.surface import nodes as n

Named = TypeVar("Named", Fact, Outcome)

_EXAMPLE = "例如：流程「限期整改」：状态 风险等级，期限 整改期限，届满 期限届满。"
_GIVEN = "先声明，例如：事实 现等级：级别 风险等级，官方认定 风险等级。"


@define
class Lifecycles:
    """The lives that a document describes, each with the changes of its decisions."""

    document: ResolvedDocument
    declared: Declarations
    report: Collector
    found: list[Lifecycle] = field(factory=list)

    def build(self) -> None:
        placed = [each for each in self.document.located if each.citation is not None]
        for located in placed:
            if isinstance(located.node, n.Lifecycle):
                self._lifecycle(located, located.node)
        for located in placed:
            if isinstance(located.node, n.Change):
                self._change(located, located.node)

    # -- 流程
    def _lifecycle(self, located: Located, node: n.Lifecycle) -> None:
        parts: dict[str, n.LifecyclePart] = {}
        for part in node.parts:
            if parts.setdefault(part.kind, part) is not part and part.kind != "basis":
                self._say(Code.E202, "这一项写了两次", part.span, "删去一处。")
        if "state" not in parts:
            message = f"流程「{node.name.text}」没有写明状态是哪一个结论"
            self._say(Code.E101, message, node.name.span, _EXAMPLE)
            return
        state = self._outcome(parts["state"].values[0])
        if state is None:
            return
        steps = self._steps(state, parts["state"].values[0])
        if state.given is None:
            message = f"“{state.name}”没有官方认定的事实，无从知道现在是哪一级"
            self._say(Code.E301, message, parts["state"].span, _GIVEN)
            return
        initial = self._one_state(state, parts.get("initial"))
        if initial is None and not isinstance(state.type, ScaleType):
            message = f"流程「{node.name.text}」没有写明从哪一种状态开始"
            self._say(Code.E101, message, node.name.span, "加上：，初始 某一种状态。")
        initial = steps[0] if initial is None and steps else initial
        finals = self._states(state, parts.get("final"))
        default = (initial,) if isinstance(state.type, ScaleType) and initial is not None else ()
        assert initial is not None or not steps
        self.found.append(
            Lifecycle(
                name=node.name.text,
                citation=located.cited,
                quote=located.quote,
                state=state.name,
                given=state.given,
                initial=initial if initial is not None else "",
                finals=finals or default,
                term=self._term(parts.get("term")),
                expired=self._expired(parts.get("expired")),
                start=_start(parts.get("start")),
                span=node.span,
            )
        )

    def _steps(self, state: Outcome, written: n.Name) -> tuple[str, ...]:
        steps = listed_values(state.type)
        if not steps:
            message = f"“{written.text}”的值不是一级一级的，不能作状态"
            self._say(Code.E301, message, written.span, "状态写 级别 或者 选项 类型的结论。")
        return steps

    def _one_state(self, state: Outcome, part: n.LifecyclePart | None) -> Value | None:
        return next(iter(self._states(state, part)), None)

    def _states(self, state: Outcome, part: n.LifecyclePart | None) -> tuple[Value, ...]:
        written = part.values if part is not None else ()
        values = (self._value(state, each) for each in written)
        return tuple(value for value in values if value is not None)

    def _value(self, outcome: Outcome, written: n.Name) -> Value | None:
        try:
            return typed_value(outcome.type, written, outcome.name)
        except ValueProblem as problem:
            self.report(problem.diagnostic)
            return None

    def _term(self, part: n.LifecyclePart | None) -> str | None:
        if part is None:
            return None
        outcome = self._outcome(part.values[0])
        return None if outcome is None else self._period(outcome, part.values[0])

    def _period(self, outcome: Outcome, written: n.Name) -> str | None:
        if isinstance(outcome.type, IntType) and outcome.type.unit in LENGTH_UNITS:
            return outcome.name
        message = f"“{outcome.name}”不是期限"
        help = "期限写成以 年、个月、日 为单位的整数，例如：结论 整改期限：整数，单位 年。"
        self._say(Code.E301, message, written.span, help)
        return None

    def _expired(self, part: n.LifecyclePart | None) -> str | None:
        if part is None:
            return None
        fact = self._find(part.values[0], self.declared.facts, "事实")
        if fact is not None and not isinstance(fact.type, BoolType):
            message = f"“{fact.name}”不是布尔，不能表示期限届满"
            self._say(Code.E301, message, part.span, "写成：事实 期限届满：布尔。")
            return None
        return None if fact is None else fact.name

    # -- 变更
    def _change(self, located: Located, node: n.Change) -> None:
        outcome = self._outcome(node.outcome)
        if outcome is None:
            return
        at = self._life_of(outcome, node)
        if at is None:
            return
        life = self.found[at]
        state = self.declared.outcomes[life.state]
        kind = ChangeKind(node.word.value)
        change = Change(
            citation=located.cited,
            quote=located.quote,
            outcome=outcome.name,
            value="",
            kind=kind,
            target=self._target(state, kind, node),
            step=node.step,
            length=self._length(node.target) if kind is ChangeKind.PROLONG else None,
            times=self._times(node.times),
            unlimited=node.unlimited,
            restarts=node.restarts,
            span=node.span,
        )
        for written in node.values:
            value = self._value(outcome, written)
            if value is None:
                continue
            if life.change_of(outcome.name, value) is not None:
                message = f"“{outcome.name}”为“{written.text}”的变更写了两次"
                self._say(Code.E202, message, written.span, "合并成一处。")
                continue
            life = evolve(life, changes=(*life.changes, evolve(change, value=value)))
        self.found[at] = life

    def _life_of(self, outcome: Outcome, node: n.Change) -> int | None:
        """The life of the same kind of subject; where there is but one life, that one, even if the
        text by then calls its subject something else (first 部门和社区, in the end 地区)."""
        for at, life in enumerate(self.found):
            if self.declared.outcomes[life.state].subject == outcome.subject:
                return at
        if len(self.found) == 1:
            return 0
        message = f"没有声明“{outcome.name}”变更的是哪一个流程"
        self._say(Code.E201, message, node.outcome.span, f"先声明对象相同的流程，{_EXAMPLE}")
        return None

    def _target(self, state: Outcome, kind: ChangeKind, node: n.Change) -> Value | None:
        if kind is ChangeKind.PROLONG or node.target is None:
            return None
        return self._value(state, node.target)

    def _length(self, written: n.Name | None) -> Length | str | None:
        if written is None:
            return None
        outcome = self.declared.outcomes.get(written.text)
        if outcome is not None:
            return self._period(outcome, written)
        number, unit = self._split(written)
        if number is not None and unit in LENGTH_UNITS and number > 0:
            return Length(number, LENGTH_UNITS[unit])
        message = f"“{written.text}”不是一段时间"
        help = "写成 1年、6个月、30日；原文没有写多久的，写 续期 未写明。"
        self._say(Code.E301, message, written.span, help)
        return None

    def _times(self, written: n.Name | None) -> int | None:
        if written is None:
            return None
        number, unit = self._split(written)
        if number is not None and unit == "次" and number > 0:
            return number
        self._say(Code.E301, f"“{written.text}”不是次数", written.span, "写成：至多 1次。")
        return None

    def _split(self, written: n.Name) -> tuple[int | None, str]:
        try:
            number, unit = split_quantity(written)
        except ValueProblem as problem:
            self.report(problem.diagnostic)
            return None, ""
        whole = number is not None and number.denominator == 1
        return (int(number), unit) if number is not None and whole else (None, unit)

    # -- names
    def _outcome(self, written: n.Name) -> Outcome | None:
        return self._find(written, self.declared.outcomes, "结论")

    def _find(self, written: n.Name, among: dict[str, Named], kind: str) -> Named | None:
        found = among.get(written.text)
        if found is None:
            hint = self.report.hint(
                lambda: did_you_mean(written.text, among), f"先声明这个{kind}。"
            )
            self._say(Code.E201, f"{kind}“{written.text}”未声明", written.span, hint)
        return found

    def _say(self, code: Code, message: str, span: Span, help: str) -> None:
        self.report(Diagnostic(code, message, span, help))


def _start(part: n.LifecyclePart | None) -> str:
    return part.values[0].text if part is not None and part.values else ""
