"""结论空白。

检查什么
    文件说应当有结论（例如毒品问题严重地区应当有整治级别），却有的情形没有任何条款给出结论。只是两档数字没有
    衔接、或者更重的一档漏写的，由 G02、M01 报告。

为什么
    被评定为毒品问题严重地区、却够不上任何一级整治的条件，评定机关就无法落实，被评定的地区也不知道要承担
    什么。

反例
    第三条：毒品问题严重地区实行三级整治。
    第五条：其他毒品问题突出的，应当评定为毒品问题严重地区。
    第六条：毒品问题长期泛滥的，予以挂牌整治。
    只有“其他毒品问题突出”的地区符合第五条，却没有级别。

正例
    在反例之外增加第八条：符合第五条而不符合前条规定的，予以重点关注。

如何修改
    增加兜底的一级，或者写明由谁酌定，或者写明这种情形不予评定。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from policyc.analysis.cases import Claim, Shown, agreement, best_case, best_first
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.gaps import explained, is_explained
from policyc.analysis.logic import Formula, conj, neg
from policyc.analysis.solve import Answer, Found
from policyc.analysis.words import articles, place, places, under
from policyc.core.conditions import OutcomeRef
from policyc.core.cone import cone_facts, outcome_refs
from policyc.core.norms import Norm, Outcome
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.core.types import is_ordered, show_value, sort_key
from policyc.findings.finding import (
    Cited,
    Finding,
    Readings,
    Severity,
    Status,
    cite_all,
    fingerprint,
)

CODE, NAME = "G01", "结论空白"
MAX_PARTS = 200
"""Causes that a finding carries with a case each; of further ones it gives the number."""


@frozen(eq=False)
class _Hole:
    """A case without an answer; ``cause`` is the clause that makes one due."""

    cause: Norm | None
    shown: Shown


def find(ctx: Context) -> Iterator[Finding]:
    """For each outcome that is due under some condition, the cases where nothing answers."""
    for outcome in ctx.policy.outcomes:
        if outcome.trigger is None:
            continue
        gap = ctx.encoding.conclusion(outcome.name, outcome.subject).is_kind(Kind.GAP)
        answer = ctx.session.check(gap)
        if answer is Answer.UNKNOWN:
            what = f"“{outcome.name}”是否有空白"
            yield ctx.undecided(CODE, NAME, Severity.HIGH, what)
        elif answer is Answer.SAT:
            yield from _Holes(ctx, outcome, gap).findings()


class _Holes:
    """The cases of one outcome in which nothing answers."""

    def __init__(self, ctx: Context, outcome: Outcome, gap: Formula) -> None:
        self.ctx = ctx
        self.outcome = outcome
        self.gap = gap
        self.facts = cone_facts(ctx.policy, outcome.name)
        self.norms = ctx.policy.norms_for(outcome.name, outcome.subject)
        self.told_elsewhere = False

    def findings(self) -> Iterator[Finding]:
        """Nothing where every hole is told by G02 or M01."""
        causes = list(self._by_cause())
        holes = causes or [hole for hole in [self._hole(None, self.gap)] if hole]
        if holes:
            yield self._finding(causes, holes)
        elif not self.told_elsewhere:
            what = f"“{self.outcome.name}”的空白出现在何种情形"
            yield self.ctx.undecided(CODE, NAME, Severity.HIGH, what)

    def _finding(self, causes: Sequence[_Hole], holes: Sequence[_Hole]) -> Finding:
        norms = [hole.cause for hole in holes if hole.cause is not None]
        holds = self.ctx.union([hole.shown.holds for hole in holes])
        parts = [self._part(hole) for hole in best_first(holes, lambda hole: hole.shown)]
        listed_norms = [*norms, *self.norms]
        message = parts[0].message
        if len(parts) > 1:
            message = (
                self._message(norms, len(parts))
                + agreement([h.shown for h in holes], "项")
                + under(holds)
            )
        return evolve(
            parts[0],
            message=message,
            documents=self.ctx.documents(listed_norms),
            citations=tuple(dict.fromkeys((*self._due(), *cite_all(listed_norms)))),
            norms=tuple(dict.fromkeys(map(place, listed_norms))),
            readings=holds,
            suggestion=self._mend(),
            fingerprint=fingerprint(
                CODE,
                self.ctx.policy.name,
                self.outcome.name,
                self.outcome.subject,
                members=[place(norm) for norm in norms],
            ),
            parts=tuple(parts[:MAX_PARTS]) if causes else (),
        )

    # Cases ----------------------------------------------------------------------------

    def _by_cause(self) -> Iterator[_Hole]:
        """One hole for each clause of a derived status that the trigger rests on.

        The official act is left out: what is asked is where the criteria themselves lead.
        """
        assert self.outcome.trigger is not None
        for ref in outcome_refs([self.outcome.trigger]):
            status = self.ctx.policy.outcome(ref.outcome)
            for norm in self.ctx.policy.norms_for(status.name, status.subject):
                force = self.ctx.encoding.force(norm).t
                hole = self._hole(norm, conj((self.gap, force, self._without_act(ref))))
                if hole is not None:
                    yield hole

    def _without_act(self, ref: OutcomeRef) -> Formula:
        if ref.given is None:
            return True
        return neg(self.ctx.variables.fact(ref.given).known)

    def _hole(self, cause: Norm | None, query: Formula) -> _Hole | None:
        if query is False:
            return None

        def probe(run: Run) -> object:
            forced = None if cause is None else run.force(cause)
            return forced, run.conclusion(self.outcome.name, self.outcome.subject)

        def needs(found: Found) -> Readings:
            return self.ctx.replay.needed(found.facts, found.readings, probe)

        answer, shown = best_case(self.ctx, Claim(query, self.facts, needs))
        if shown is not None and self._is_told_elsewhere(shown.found):
            self.told_elsewhere = True
            query = conj((query, neg(explained(self.ctx, self.outcome))))
            answer, shown = best_case(self.ctx, Claim(query, self.facts, needs))
        if answer is Answer.UNKNOWN:
            self.ctx.incomplete = True
        return None if shown is None else _Hole(cause, shown)

    def _is_told_elsewhere(self, found: Found) -> bool:
        readings = self.ctx.meanings(found.readings)
        return is_explained(self.ctx, self.outcome, found.facts, readings)

    def _part(self, hole: _Hole) -> Finding:
        ctx, name, subject = self.ctx, self.outcome.name, self.outcome.subject
        facts, needs, holds = hole.shown.found.facts, hole.shown.needs, hole.shown.holds
        ctx.replay.shows(facts, needs, name, subject, kind=Kind.GAP)
        causes = [] if hole.cause is None else [hole.cause]
        for cause in causes:
            result = ctx.replay.result(facts, needs, cause.outcome, cause.subject)
            if not any(t.norm.id == cause.id and t.force is True for t in result.trace):
                ctx.replay.mismatch(facts, needs, f"{place(cause)}应当生效")
        return Finding(
            code=CODE,
            name=NAME,
            status=Status.WITNESSED,
            severity=Severity.HIGH,
            message=self._message(causes, 1) + (hole.shown.certainly or under(holds)),
            documents=ctx.documents([*causes, *self.norms]),
            citations=tuple(dict.fromkeys((*self._due(), *cite_all(causes)))),
            witness=ctx.witness(facts, needs),
            replayed=True,
            norms=tuple(map(place, causes)),
            axioms=ctx.axioms_about(hole.shown.found),
            readings=holds,
            fingerprint=fingerprint(
                CODE, ctx.policy.name, name, subject, "由", members=map(place, causes)
            ),
        )

    # Words ----------------------------------------------------------------------------

    def _due(self) -> tuple[Cited, ...]:
        """The clause that says an answer is due."""
        if not self.outcome.trigger_citation:
            return ()
        document = self.ctx.documents(self.norms)[0]
        return (Cited(document, self.outcome.trigger_citation, self.outcome.trigger_quote),)

    def _message(self, causes: Sequence[Norm], count: int) -> str:
        where = self.outcome.trigger_citation
        due = f"{where}要求有“{self.outcome.name}”" if where else f"应当有“{self.outcome.name}”"
        answering = articles(self.norms)
        none = f"却不符合{answering}的任何一项" if self.norms else "却没有一条作出规定"
        if not causes:
            return f"{due}，但有的情形符合这一前提，{none}，文件没有给出结论。"
        case = f"符合{places(causes)}"
        if count > 1:
            case = f"分别符合{places(causes)}（共{count}项）"
        return f"{due}，但有的情形{case}，{none}，文件没有给出结论。"

    def _mend(self) -> str:
        answering = articles(self.norms)
        values = [value for norm in self.norms for value in norm.values]
        where = f"在{answering}之后增加一款" if self.norms else "增加一条"
        if values and is_ordered(self.outcome.type):
            lightest = min(values, key=lambda value: sort_key(self.outcome.type, value))
            what = f"应有“{self.outcome.name}”而不符合以上各项的，定为{show_value(lightest)}"
        else:
            what = f"写明不符合以上各项时“{self.outcome.name}”如何确定"
        return f"{where}：{what}；或者写明由谁酌定；或者写明这种情形不在其列。"


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
