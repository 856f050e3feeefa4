"""超出授权。

检查什么
    上级文件就某一结论只授权在几种办法里选择，或者规定不得采用某种办法；下级文件就同一结论、在同样的事实下，
    规定了不在其中的办法。只比较两份文件取自同一词汇、含义相同的事实；上级把决定权交给某个机关，
    而下级条款由另一机关作决定的，是两项不同的职权，不作比较。

为什么
    授权到哪里，权力就到哪里。超出授权的规定即使写得合理，也可能因为没有依据而被改变或者撤销。

反例
    省办法第五条：期限届满的，市禁毒委员会可以决定取消整治或者延期。
    市办法第六条：期限届满的，市禁毒委员会应当升级整治。

正例
    市办法第六条：期限届满的，市禁毒委员会可以延期。

如何修改
    改用上级授权的办法；确有必要采用其他办法的，先请上级修改授权。是否越权由有权机关决定。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.decode import show_facts
from policyc.analysis.grouping import once
from policyc.analysis.logic import Formula, conj, neg
from policyc.analysis.solve import Answer, Found
from policyc.analysis.stack import WHO_DECIDES, Stack
from policyc.analysis.words import under
from policyc.core.cone import cone_facts, cone_readings
from policyc.core.effects import PROHIBITIONS
from policyc.core.norms import Modality, Norm, Outcome
from policyc.core.results import STATUS_QUO, Kind
from policyc.core.types import Value, show_value
from policyc.findings.finding import Finding, Severity, fingerprint

CODE, NAME = "C07", "超出授权"
_CHOICES = (Modality.MAY, Modality.SHALL_CHOOSE)


def find(ctx: Context) -> Iterator[Finding]:
    """Nothing: a delegation and what is done with it stand in two documents."""
    return iter(())


def between(ctx: Context, both: Stack) -> Iterator[Finding]:
    """For each outcome of both documents, norms below that do what those above do not allow."""
    for above, below in both.same_outcomes():
        if type(above.type) is type(below.type):
            yield from _Beyond(ctx, both, above, below).findings()


class _Beyond:
    """The choices that the upper document leaves on an outcome, and what the lower one makes."""

    def __init__(self, ctx: Context, both: Stack, above: Outcome, below: Outcome) -> None:
        self.ctx = ctx
        self.both = both
        self.above = above
        self.below = below
        shared = set(both.shared)
        cones = (*cone_facts(ctx.policy, above.name), *cone_facts(ctx.policy, below.name))
        self.facts = [name for name in dict.fromkeys(cones) if name in shared]
        self.upper_norms = ctx.policy.norms_for(above.name, above.subject)

    def findings(self) -> Iterator[Finding]:
        for norm in self.ctx.policy.norms_for(self.below.name, self.below.subject):
            if norm.modality in PROHIBITIONS:
                continue
            for value in norm.values:
                if value != STATUS_QUO:
                    yield from self._forbidden(norm, value)
                    yield from self._not_among(norm, value)

    def _forbidden(self, norm: Norm, value: Value) -> Iterator[Finding]:
        """The upper document says 不得."""
        for other in self.upper_norms:
            if other.modality in PROHIBITIONS and value in other.values:
                encoding = self.ctx.encoding
                query = conj((encoding.force(other).t, encoding.force(norm).t))
                yield from self._shown(norm, value, query, forbidden=True)

    def _not_among(self, norm: Norm, value: Value) -> Iterator[Finding]:
        """The upper document leaves a choice to the same body, and the value is not in it."""
        granting = [n for n in self.upper_norms if n.modality in _CHOICES and _same_body(n, norm)]
        if not granting or any(
            n.modality in _CHOICES and n not in granting for n in self.upper_norms
        ):
            return
        encoding = self.ctx.encoding
        upper = encoding.conclusion(self.above.name, self.above.subject)
        allowed = upper.permitted.get(value, False)
        query = conj((upper.is_kind(Kind.DISCRETION), neg(allowed), encoding.force(norm).t))
        yield from self._shown(norm, value, query, forbidden=False)

    def _shown(
        self, norm: Norm, value: Value, query: Formula, *, forbidden: bool
    ) -> Iterator[Finding]:
        ctx = self.ctx
        others = (v for name, v in ctx.variables.facts.items() if name not in self.facts)
        query = conj((query, *(variable.calm for variable in others)))
        if query is False:
            return
        answer, found = ctx.smallest(query, self.facts)
        if answer is Answer.UNKNOWN:
            what = f"{self.both.place(norm)}是否超出{self.both.named(True)}的授权"
            yield ctx.undecided(CODE, NAME, Severity.MEDIUM, what)
        if found is not None:
            yield self._finding(norm, value, found, query, forbidden)

    def _finding(
        self, norm: Norm, value: Value, found: Found, query: Formula, forbidden: bool
    ) -> Finding:
        ctx, replay = self.ctx, self.ctx.replay
        name, subject = self.above.name, self.above.subject
        needs = replay.needed(
            found.facts, found.readings, lambda run: (run.decide(name, subject), run.force(norm))
        )
        run = replay.run(found.facts, needs)
        behind = [n for n in self.upper_norms if run.force(n) is True]
        if forbidden:
            behind = [n for n in behind if n.modality in PROHIBITIONS and value in n.values]
        upper = run.decide(name, subject)
        outside = upper.kind is Kind.DISCRETION and value not in upper.permitted
        if run.force(norm) is not True or not (behind if forbidden else outside):
            replay.mismatch(found.facts, needs, f"{value}应当不在上级允许之列")
        norms = (*behind, norm)
        names = (*cone_readings(ctx.policy, name), *cone_readings(ctx.policy, self.below.name))
        holds = ctx.holding(query, needs, dict.fromkeys(names))
        given, does = self.both.places(behind), self.both.place(norm)
        permitted = "、".join(map(show_value, upper.permitted))
        allows = f"规定不得{show_value(value)}" if forbidden else f"只授权{permitted}"
        return ctx.witnessed(
            code=CODE,
            name=NAME,
            severity=Severity.MEDIUM,
            message=(
                f"{does}疑似超出授权：{show_facts(ctx.policy, found.facts)}的，{given}{allows}，"
                f"{does}{norm.modality.value}{show_value(value)}。{under(holds)}{WHO_DECIDES}。"
            ),
            norms=norms,
            found=found,
            needs=needs,
            holds=holds,
            places=once(map(self.both.place, norms)),
            suggestion=f"使{does}不超出{given}允许的范围，或者写明另有的依据。",
            fingerprint=fingerprint(CODE, ctx.policy.name, norm.id, show_value(value)),
        )


def _same_body(one: Norm, other: Norm) -> bool:
    """Whether two norms give a decision to one body, as far as they name any."""
    return not one.decider or not other.decider or one.decider == other.decider


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find, between=between)
