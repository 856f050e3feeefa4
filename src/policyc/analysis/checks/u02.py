"""裁量无准。

检查什么
    同一情形下可以在两种以上的处理中选择（维持现状不计），而文件没有写明按什么选择；追责写“视情”而列有几种措施、
    又没有依照的规定，也在此列。某一职务由谁担任的，是任职的资格，不在此列。

为什么
    同样的情形，这里取消、那里降级，谁都说得出道理；当事人也无从判断处理得对不对。

反例
    第十条：期限届满的，可以视情取消整治或者降低级别。

正例
    第十条：期限届满的，可以取消整治或者降低级别；三年内没有反弹的，取消整治，其他的，降低级别。

如何修改
    写明各种处理分别适用于什么情形，或者写明按什么标准、由谁、经什么程序选择。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from policyc.analysis.cases import Claim, Shown, best_case
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.grouping import grouped, norms_fingerprint
from policyc.analysis.logic import at_least_two, conj, neg
from policyc.analysis.replay import show_result
from policyc.analysis.solve import Found
from policyc.analysis.words import listed, places, under
from policyc.core.cone import cone_facts
from policyc.core.content import Sanction, offices
from policyc.core.norms import Modality, Norm, Outcome
from policyc.core.results import STATUS_QUO, Kind
from policyc.core.run import Run
from policyc.core.types import BoolType, show_value
from policyc.findings.finding import (
    Cited,
    Finding,
    Readings,
    Severity,
    Status,
    fingerprint,
)

CODE, NAME = "U02", "裁量无准"

_CHOOSING = (Modality.MAY, Modality.SHALL_CHOOSE)


def find(ctx: Context) -> Iterator[Finding]:
    """Choices without a criterion: among outcomes, then among sanctions."""
    appointed = offices(ctx.policy.content)
    for outcome in ctx.outcomes():
        if not isinstance(outcome.type, BoolType) and outcome.name not in appointed:
            for subject in ctx.policy.subjects_of(outcome.name):
                yield from _Search(ctx, outcome, subject).findings()
    for clause in ctx.policy.content:
        if isinstance(clause, Sanction):
            yield from _of_sanction(ctx, clause)


class _Search:
    """The free choices of one outcome."""

    def __init__(self, ctx: Context, outcome: Outcome, subject: str) -> None:
        self.ctx = ctx
        self.outcome = outcome
        self.subject = subject
        norms = ctx.policy.norms_for(outcome.name, subject)
        self.choosing = [norm for norm in norms if norm.modality in _CHOOSING]

    def findings(self) -> Iterator[Finding]:
        free = [norm for norm in self.choosing if not norm.criterion]
        alone = [(norm,) for norm in free if len(norm.values) > 1]
        single = [norm for norm in free if len(norm.values) == 1]
        together = [
            (a, b)
            for a, b in combinations(single, 2)
            if a.modality is b.modality is Modality.MAY and a.values != b.values
        ]
        found = [(norms, case) for norms in (*alone, *together) if (case := self._case(norms))]
        if found:
            parts = [self._part(norms, case) for norms, case in found]
            best = min(range(len(found)), key=lambda k: found[k][1].found.cost)
            named = places(list(dict.fromkeys(norm for norms, _ in found for norm in norms)))
            message = f"{named}都允许在几种“{self.outcome.name}”中选择，但没有写明按什么选择。"
            mend = f"在{named}写明各种处理分别适用于什么情形，或者写明按什么标准、由谁选择。"
            yield grouped(self.ctx, parts, best, message, mend)

    def _case(self, norms: Sequence[Norm]) -> Shown | None:
        """A smallest case in which several outcomes are open and nothing guides the choice."""
        ctx = self.ctx
        result = ctx.encoding.conclusion(self.outcome.name, self.subject)
        options = [bit for value, bit in result.permitted.items() if value != STATUS_QUO]
        guided = [ctx.encoding.force(norm).t for norm in self.choosing if norm.criterion]
        query = conj(
            (
                result.is_kind(Kind.DISCRETION),
                at_least_two(options),
                *(ctx.encoding.force(norm).t for norm in norms),
                *map(neg, guided),
            )
        )
        facts = cone_facts(ctx.policy, self.outcome.name)

        def needs(found: Found) -> Readings:
            return ctx.replay.needed(found.facts, found.readings, self._probe)

        return best_case(ctx, Claim(query, facts, needs))[1]

    def _probe(self, run: Run) -> object:
        return run.decide(self.outcome.name, self.subject)

    def _part(self, norms: Sequence[Norm], case: Shown) -> Finding:
        ctx, name, found = self.ctx, self.outcome.name, case.found
        needs = ctx.replay.needed(found.facts, found.readings, self._probe)
        result = ctx.replay.shows(
            found.facts, needs, name, self.subject, kind=Kind.DISCRETION, in_force=norms
        )
        values = "、".join(dict.fromkeys(show_value(v) for norm in norms for v in norm.values))
        who = listed(dict.fromkeys(norm.decider for norm in norms if norm.decider))
        verb = "同时适用时，可以" if len(norms) > 1 else f"允许{who}" if who else "允许"
        return ctx.witnessed(
            code=CODE,
            name=NAME,
            severity=Severity.LOW,
            message=(
                f"{places(norms)}{verb}在{values}中选择，但没有写明按什么选择"
                f"（“{name}”为{show_result(result)}）。{under(case.holds)}"
            ),
            norms=norms,
            found=found,
            needs=needs,
            holds=case.holds,
            suggestion=(
                f"在{places(norms)}写明什么情形作哪一种处理，或者写明按什么标准、由谁选择。"
            ),
            fingerprint=norms_fingerprint(ctx, CODE, self.outcome, self.subject, norms),
        )


def _of_sanction(ctx: Context, clause: Sanction) -> Iterator[Finding]:
    """视情 over several measures, with no rule to go by."""
    if not clause.discretion or len(clause.measures) < 2 or clause.under:
        return
    own, where = ctx.own, clause.place.citation
    yield Finding(
        code=CODE,
        name=NAME,
        status=Status.READ,
        severity=Severity.LOW,
        message=(
            f"{where}视情在{listed(f'“{each}”' for each in clause.measures)}中选择，"
            "但没有写明按什么选择，也没有写明依照哪一项规定。"
        ),
        documents=(own,),
        citations=(Cited(own, where, clause.place.quote),),
        norms=(where,),
        suggestion=f"在{where}写明什么情形给予哪一种措施，或者写明依照哪一项规定。",
        fingerprint=fingerprint(CODE, ctx.policy.name, where, members=clause.measures),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.LOW, find=find)
