"""结论空白。

检查什么
    文件说应当有结论（例如毒品问题严重地区应当有整治级别），却有的情形没有任何条款给出结论。本来符合某一条、
    却被它的除外或者但书排除，又没有别的条款接住的，一并列出。只是两档数字没有衔接、或者更重的一档漏写的，由
    G02、M01 报告。

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
from functools import partial

from attrs import evolve, frozen

from policyc.analysis.cases import Claim, Shown, agreement, best_case, best_first
from policyc.analysis.checks.check import Check
from policyc.analysis.condition_words import show_condition
from policyc.analysis.context import Context
from policyc.analysis.gaps import explained, is_explained
from policyc.analysis.grouping import once
from policyc.analysis.logic import Formula, conj, neg
from policyc.analysis.solve import Answer, Found
from policyc.analysis.words import articles, listed, place, places, under
from policyc.core.conditions import Any, Condition, OutcomeRef, outcomes_of
from policyc.core.cone import cone_facts, outcome_refs
from policyc.core.effects import PROHIBITIONS
from policyc.core.norms import Norm, Outcome
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.core.types import ScaleType, show_value, sort_key
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
    """A case without an answer; ``cause`` is the clause that makes one due, ``premise`` what does
    without any clause (a listing by another level), ``waived`` the clause that would give the
    answer but for an exception or a clause that takes precedence."""

    cause: Norm | None
    shown: Shown
    premise: Condition | None = None
    waived: Norm | None = None


def find(ctx: Context) -> Iterator[Finding]:
    """For each outcome that is due under some condition, the cases where nothing answers."""
    for outcome in ctx.outcomes():
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
        causes = [*self._by_cause(), *self._by_premise(), *self._by_exception()]
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
        waived = [hole.waived for hole in holes if hole.waived is not None]
        premises = [hole.premise for hole in holes if hole.premise is not None]
        listed_norms = [*norms, *self.norms]
        message = parts[0].message
        if len(parts) > 1:
            message = (
                self._messages(norms, premises, waived)
                + agreement([h.shown for h in holes], "项")
                + under(holds)
            )
        return evolve(
            parts[0],
            message=message,
            documents=self.ctx.documents(listed_norms),
            citations=once((*parts[0].citations, *cite_all(listed_norms))),
            norms=once((*parts[0].norms, *map(place, listed_norms))),
            readings=holds,
            suggestion=self._mend(),
            fingerprint=fingerprint(
                CODE,
                self.ctx.policy.name,
                self.outcome.name,
                self.outcome.subject,
                members=[
                    *map(place, norms),
                    *(f"前提\x1f{self._shown(premise)}" for premise in premises),
                    *(f"除外\x1f{place(norm)}" for norm in waived),
                ],
            ),
            parts=tuple(parts[:MAX_PARTS]) if causes else (),
        )

    # Cases ----------------------------------------------------------------------------

    def _by_cause(self) -> Iterator[_Hole]:
        """One hole for each clause of a derived status that the trigger rests on: it is in force,
        and the part of the trigger that asks for the status holds.

        The official act is left out: what is asked is where the criteria themselves lead.
        """
        trigger = self.outcome.trigger
        assert trigger is not None
        encoding = self.ctx.encoding
        for part in trigger.parts if isinstance(trigger, Any) else (trigger,):
            due = conj((self.gap, encoding.truth(part).t))
            for ref in outcome_refs([part]):
                status = self.ctx.policy.outcome(ref.outcome)
                for norm in self.ctx.policy.norms_for(status.name, status.subject):
                    force = encoding.force(norm).t
                    hole = self._hole(norm, conj((due, force, self._without_act(ref))))
                    if hole is not None:
                        yield hole

    def _by_premise(self) -> Iterator[_Hole]:
        """One hole for each fact that by itself makes an answer due, beside a derived status."""
        trigger = self.outcome.trigger
        parts = trigger.parts if isinstance(trigger, Any) else ()
        for part in parts:
            if any(True for _ in outcomes_of(part)):
                continue
            others = (other for other in parts if other is not part)
            alone = conj(neg(self.ctx.encoding.truth(other).t) for other in others)
            query = conj((self.gap, self.ctx.encoding.truth(part).t, alone))
            hole = self._hole(None, query)
            if hole is not None:
                yield evolve(hole, premise=part)

    def _by_exception(self) -> Iterator[_Hole]:
        """One hole for each clause that would answer, had it not been set aside."""
        losers = {defeat.loser for defeat in self.ctx.policy.defeats}
        encoding = self.ctx.encoding
        for norm in self.norms:
            if norm.exception is None and norm.id not in losers:
                continue
            if norm.modality in PROHIBITIONS:
                continue  # set aside or not, it would give no answer
            met = encoding.truth(norm.condition).t
            query = conj((self.gap, met, encoding.force(norm).f))
            hole = self._hole(None, query, norm)
            if hole is not None:
                yield evolve(hole, waived=norm)

    def _without_act(self, ref: OutcomeRef) -> Formula:
        if ref.given is None:
            return True
        return neg(self.ctx.variables.fact(ref.given).known)

    def _hole(self, cause: Norm | None, query: Formula, waived: Norm | None = None) -> _Hole | None:
        if query is False:
            return None

        def probe(run: Run) -> object:
            forced = None if cause is None else run.force(cause)
            met = None if waived is None else (run.truth(waived.condition), run.force(waived))
            return forced, met, run.conclusion(self.outcome.name, self.outcome.subject)

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
        waived = [] if hole.waived is None else [hole.waived]
        for norm in waived:
            met = partial(_set_aside, norm)
            if not all(each for _, each in ctx.replay.everywhere(facts, needs, met)):
                ctx.replay.mismatch(facts, needs, f"{place(norm)}应当符合而不适用")
        premises = [] if hole.premise is None else [hole.premise]
        says = self._messages(causes, premises, waived)
        return Finding(
            code=CODE,
            name=NAME,
            status=Status.WITNESSED,
            severity=Severity.HIGH,
            message=says + (hole.shown.certainly or under(holds)),
            documents=ctx.documents([*causes, *self.norms]),
            citations=tuple(dict.fromkeys((*self._due(), *cite_all([*causes, *waived])))),
            witness=ctx.witness(facts, needs),
            replayed=True,
            norms=tuple(map(place, [*causes, *waived])) or self._due_places(),
            axioms=ctx.axioms_about(hole.shown.found),
            readings=holds,
            fingerprint=fingerprint(
                CODE,
                ctx.policy.name,
                name,
                subject,
                "除外" if waived else "前提" if premises else "由",
                members=[*map(place, [*causes, *waived]), *map(self._shown, premises)],
            ),
        )

    # Words ----------------------------------------------------------------------------

    def _due(self) -> tuple[Cited, ...]:
        """The clause that says an answer is due."""
        if not self.outcome.trigger_citation:
            return ()
        document = self.ctx.documents(self.norms)[0]
        return (Cited(document, self.outcome.trigger_citation, self.outcome.trigger_quote),)

    def _due_places(self) -> tuple[str, ...]:
        return tuple(cited.citation for cited in self._due())

    def _messages(
        self, causes: Sequence[Norm], premises: Sequence[Condition], waived: Sequence[Norm]
    ) -> str:
        """Each kind of hole in a sentence of its own."""
        where = self.outcome.trigger_citation
        due = f"{where}要求有“{self.outcome.name}”" if where else f"应当有“{self.outcome.name}”"
        answering = articles(self.norms)
        none = f"却不符合{answering}的任何一项" if self.norms else "却没有一条作出规定"
        cases: list[str] = []
        if causes:
            each = f"分别符合{places(causes)}（共{len(causes)}项）"
            each = each if len(causes) > 1 else f"符合{places(causes)}"
            cases.append(f"有的情形{each}，{none}")
        if premises:
            shown = listed(map(self._shown, premises), "或者")
            cases.append(f"有的情形只是{shown}，{none}")
        if waived:
            excepted = all(norm.exception is not None for norm in waived)
            by = "除外" if excepted else "除外或者优先的条款"
            cases.append(f"有的情形本来符合{places(waived)}，却被{by}排除，又没有别的条款接住")
        if not cases:
            cases.append(f"有的情形符合这一前提，{none}")
        return f"{due}，但{'；另外，'.join(cases)}，文件没有给出结论。"

    def _shown(self, premise: Condition) -> str:
        return show_condition(self.ctx.policy, premise)

    def _mend(self) -> str:
        answering = articles(self.norms)
        values = [value for norm in self.norms for value in norm.values]
        where = f"在{answering}之后增加一款" if self.norms else "增加一条"
        kind = self.outcome.type
        if values and isinstance(kind, ScaleType):  # a number has no lightest grade to fall to
            lightest = min(values, key=lambda value: sort_key(kind, value))
            what = f"应有“{self.outcome.name}”而不符合以上各项的，定为{show_value(lightest)}"
        else:
            what = f"写明不符合以上各项时“{self.outcome.name}”如何确定"
        return f"{where}：{what}；或者写明由谁酌定；或者写明这种情形不在其列。"


def _set_aside(norm: Norm, run: Run) -> bool:
    """Whether a clause's condition holds in a case and the clause is certainly not in force."""
    return run.truth(norm.condition) is True and run.force(norm) is False


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
