"""疑似低于上位要求。

检查什么
    上级、下级两份文件就同一件事给出有轻重之分的同一种结论时，在完全相同的事实下，下级的结论是否比上级的轻：
    级别较低、没有结论，或者可以选择较轻的一级。只比较两份文件取自同一词汇、含义相同的事实；其余事实都取平常值。

为什么
    下级可以把标准定得更细、更严；定得更宽，上级要求管住的地方就会从下级的标准里漏掉。

反例
    省办法第三条：年内发现种植罂粟5000株以上的，应当定为挂牌整治。
    市办法第三条：年内发现种植罂粟10000株以上的，应当定为挂牌整治。
    种植5000株的，省里应当挂牌整治，市里没有结论。

正例
    市办法第三条：年内发现种植罂粟3000株以上的，应当定为挂牌整治。

如何修改
    使下级的标准不宽于上级；确有特殊情况的，写明上级的哪一条允许另行规定。是否抵触由有权机关决定。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.decode import show_facts
from policyc.analysis.grouping import once
from policyc.analysis.logic import Formula, conj, disj
from policyc.analysis.replay import show_result
from policyc.analysis.solve import Answer, Found
from policyc.analysis.stack import WHO_DECIDES, Stack
from policyc.analysis.words import listed, under
from policyc.core.compose import same_values
from policyc.core.conditions import facts_of
from policyc.core.cone import conditions_of_norm, cone_facts, cone_readings
from policyc.core.norms import Norm, Outcome
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import ScaleType, Value, show_value, sort_key
from policyc.findings.finding import Finding, Severity, fingerprint

CODE, NAME = "C06", "疑似低于上位要求"
_NOTHING = (Kind.GAP, Kind.NOT_APPLICABLE)


def find(ctx: Context) -> Iterator[Finding]:
    """Nothing: one document alone is not below another."""
    return iter(())


def between(ctx: Context, both: Stack) -> Iterator[Finding]:
    """For each graded outcome of both documents, cases that the lower one treats more lightly."""
    for above, below in both.same_outcomes():
        if isinstance(below.type, ScaleType) and same_values(above.type, below.type):
            yield from _Laxer(ctx, both, above, below).findings()


class _Laxer:
    """One outcome of the upper document against the same outcome of the lower one."""

    def __init__(self, ctx: Context, both: Stack, above: Outcome, below: Outcome) -> None:
        self.ctx = ctx
        self.both = both
        self.above = above
        self.below = below
        shared = set(both.shared)
        self.facts = [name for name in cone_facts(ctx.policy, below.name) if name in shared]
        self.upper_norms = ctx.policy.norms_for(above.name, above.subject)
        self.lower_norms = ctx.policy.norms_for(below.name, below.subject)
        self.undecided: list[str] = []

    def findings(self) -> Iterator[Finding]:
        values = dict.fromkeys(value for norm in self.upper_norms for value in norm.values)
        graded = sorted(values, key=self._rank, reverse=True)
        parts = [part for value in graded if self.facts for part in self._part(value)]
        if parts:
            yield self._group(parts)
        if self.undecided:
            what = f"下级的“{self._plain()}”是否低于上级的{listed(self.undecided)}"
            yield self.ctx.undecided(CODE, NAME, Severity.MEDIUM, what)

    def _rank(self, value: Value) -> float:
        return float(sort_key(self.above.type, value))

    def _plain(self) -> str:
        return self.below.name.removeprefix(self.both.composed.lower.of(""))

    # Cases ----------------------------------------------------------------------------

    def _query(self, value: Value) -> Formula:
        """The upper document decides on a value, and the lower one on less or on nothing."""
        ctx = self.ctx
        upper = ctx.encoding.conclusion(self.above.name, self.above.subject)
        lower = ctx.encoding.conclusion(self.below.name, self.below.subject)
        lighter = [lower.decided(v) for v in lower.values if self._rank(v) < self._rank(value)]
        chosen = [b for v, b in lower.permitted.items() if self._is_lighter(v, value)]
        discretion = conj((lower.is_kind(Kind.DISCRETION), disj(chosen)))
        nothing = [lower.is_kind(kind) for kind in _NOTHING]
        others = (v for name, v in ctx.variables.facts.items() if name not in self.facts)
        laxer = disj((*lighter, *nothing, discretion))
        return conj((upper.decided(value), laxer, *(variable.calm for variable in others)))

    def _is_lighter(self, one: Value, other: Value) -> bool:
        steps = self.above.type.scale.steps if isinstance(self.above.type, ScaleType) else ()
        return one in steps and self._rank(one) < self._rank(other)

    def _part(self, value: Value) -> Iterator[Finding]:
        none = self.below.none_value
        if none is not None and self._rank(none) >= self._rank(value):
            return
        query = self._query(value)
        answer, found = Answer.UNSAT, None
        if query is not False:
            answer, found = self.ctx.smallest(query, self.facts)
        if answer is Answer.UNKNOWN:
            self.undecided.append(show_value(value))
        if found is not None:
            yield self._finding(value, found, query)

    def _finding(self, value: Value, found: Found, query: Formula) -> Finding:
        ctx, replay = self.ctx, self.ctx.replay
        one, other = (o.name for o in (self.above, self.below))
        subject = self.below.subject
        needs = replay.needed(
            found.facts,
            found.readings,
            lambda run: (run.decide(one, subject), run.decide(other, subject)),
        )
        upper = replay.result(found.facts, needs, one, subject)
        lower = replay.result(found.facts, needs, other, subject)
        if upper.value != value or not self._is_laxer(lower, value):
            replay.mismatch(found.facts, needs, f"下级应当轻于{value}，得出{show_result(lower)}")
        run = replay.run(found.facts, needs)
        behind = [norm for norm in self.upper_norms if run.force(norm) is True]
        acting = [norm for norm in self.lower_norms if run.force(norm) is True]
        acting = acting or list(_about(self.lower_norms, found.facts))
        norms = (*behind, *acting)
        names = dict.fromkeys((*cone_readings(ctx.policy, one), *cone_readings(ctx.policy, other)))
        holds = ctx.holding(query, needs, names)
        shown = f"为{show_result(lower)}"
        if lower.kind in _NOTHING:
            shown = "没有结论" if lower.kind is Kind.GAP else "不作评定"
        return ctx.witnessed(
            code=CODE,
            name=NAME,
            severity=Severity.MEDIUM,
            message=(
                f"{show_facts(ctx.policy, found.facts)}的，按{self.both.places(behind)}为"
                f"{show_value(value)}，{self.both.short(False)}{shown}。{under(holds)}"
            ),
            norms=norms,
            found=found,
            needs=needs,
            holds=holds,
            places=once(map(self.both.place, norms)),
            fingerprint=fingerprint(CODE, ctx.policy.name, self.below.name, show_value(value)),
        )

    def _is_laxer(self, result: OutcomeResult, value: Value) -> bool:
        if result.kind is Kind.DECIDED and result.value is not None:
            return self._rank(result.value) < self._rank(value)
        if result.kind is Kind.DISCRETION:
            return any(self._is_lighter(each, value) for each in result.permitted)
        return result.kind in _NOTHING

    def _group(self, parts: list[Finding]) -> Finding:
        head = parts[0]
        norms = dict.fromkeys(name for part in parts for name in part.norms)
        documents = dict.fromkeys(name for part in parts for name in part.documents)
        return evolve(
            head,
            message=(
                f"{self.both.named(False)}的“{self._plain()}”疑似低于{self.both.named(True)}的要求："
                f"{head.message}{WHO_DECIDES}。"
            ),
            documents=tuple(documents),
            citations=tuple(dict.fromkeys(c for part in parts for c in part.citations)),
            norms=tuple(norms),
            readings=self.ctx.union([part.readings for part in parts]),
            suggestion="使下级的标准不宽于上级；上级允许另行规定的，写明依据上级的哪一条。",
            fingerprint=fingerprint(CODE, self.ctx.policy.name, self.below.name),
            parts=tuple(parts) if len(parts) > 1 else (),
        )


def _about(norms: Iterable[Norm], facts: Iterable[str]) -> Iterator[Norm]:
    """The norms that ask for some of the facts, though none of them is in force."""
    wanted = set(facts)
    for norm in norms:
        if any(wanted & set(facts_of(condition)) for condition in conditions_of_norm(norm)):
            yield norm


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find, between=between)
