"""条款被架空。

检查什么
    写有“直接”的条款（例如上级已挂牌的，本级直接挂牌）会使按本级自己的评定标准得出的哪些级别落空（被另一
    结论取代）或者悬而未决（两个结论冲突，没有定论）；对“直接”的每一种读法分别检查。
    同时审查上下级两份文件时，检查上级按它自己的条文得出的评定，经本级“直接”的条款使本级哪些级别落空。

为什么
    评定标准写得再细，如果“直接”一来就不算数，标准就成了摆设；更重的级别被改轻，尤其需要起草人知道。

反例
    第六条：毒品问题长期泛滥的，予以挂牌整治。
    第九条：省禁毒委员会重点关注的，应当直接予以通报警示。
    “直接”读作替代本市评定时，长期泛滥又被省重点关注的地区，由挂牌整治变为通报警示。

正例
    第九条：省禁毒委员会重点关注的，应当予以不低于通报警示的整治；符合第六条的，按第六条执行。

如何修改
    写明“直接”是替代本级评定、作为最低级别，还是只免除程序；写明两者不一致时以较重者为准还是以何者为准。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from attrs import evolve, frozen

from policyc.analysis import overridden
from policyc.analysis.cases import Claim, Shown, best_case, best_first
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.grouping import once
from policyc.analysis.logic import conj, disj, neg
from policyc.analysis.replay import show_result
from policyc.analysis.solve import Answer, Found
from policyc.analysis.words import articles, listed, place, places, under
from policyc.core.cone import cone_facts
from policyc.core.effects import Conclusion
from policyc.core.norms import Modality, Norm, Outcome
from policyc.core.results import Kind, OutcomeResult
from policyc.core.run import Run
from policyc.core.truth import Truth
from policyc.core.types import Value, is_ordered, show_value, sort_key
from policyc.findings.finding import (
    Finding,
    Readings,
    Severity,
    cite_all,
    fingerprint,
)

CODE, NAME = "C08", "条款被架空"

_FATES = {True: "落空", False: "悬而未决"}
_BECOMES = {True: "成为", False: "陷于"}


@frozen(eq=False)
class _Override:
    """A case in which the norms' own value does not stand, under one choice of the reading."""

    choice: str | None
    own: Value
    shown: Shown
    readings: Readings
    """What the replayed result below rests on."""
    result: OutcomeResult
    norms: tuple[Norm, ...]
    """The direct norms and the own norms that are in force in the case."""


def _fate(found: Sequence[_Override]) -> bool:
    """Whether an own value is replaced by another; if none is, they hang in a clash or the like."""
    return any(override.result.kind is Kind.DECIDED for override in found)


def find(ctx: Context) -> Iterator[Finding]:
    """For each reading of 直接 of an outcome, the own values that do not stand."""
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            norms = ctx.policy.norms_for(outcome.name, subject)
            for reading in dict.fromkeys(norm.direct for norm in norms):
                if reading is not None:
                    yield from _Direct(ctx, outcome, subject, reading).findings()


class _Direct:
    """The direct norms of one outcome that share a reading, against the outcome's own norms."""

    def __init__(self, ctx: Context, outcome: Outcome, subject: str, reading: str) -> None:
        self.ctx = ctx
        self.outcome = outcome
        self.subject = subject
        self.reading = reading
        norms = ctx.policy.norms_for(outcome.name, subject)
        self.direct = [norm for norm in norms if norm.direct == reading]
        self.own = [norm for norm in norms if norm.direct is None]
        self.facts = cone_facts(ctx.policy, outcome.name)
        self.undecided: list[str] = []

    def findings(self) -> Iterator[Finding]:
        choices = (None, *self.ctx.policy.reading(self.reading).choices)
        found = [override for choice in choices for override in self._overrides(choice)]
        if found:
            yield self._group(found)
        if self.undecided:
            what = f"{articles(self.direct)}是否架空{listed(self.undecided)}"
            yield self.ctx.undecided(CODE, NAME, Severity.MEDIUM, what)

    def _own_values(self) -> list[Value]:
        values = dict.fromkeys(
            value for norm in self.own if norm.modality is Modality.SHALL for value in norm.values
        )
        if not is_ordered(self.outcome.type):
            return list(values)
        return sorted(values, key=lambda v: sort_key(self.outcome.type, v), reverse=True)

    # Cases ----------------------------------------------------------------------------

    def _overrides(self, choice: str | None) -> Iterator[_Override]:
        ctx, name, subject = self.ctx, self.outcome.name, self.subject
        under_choice = ctx.encoding_under({} if choice is None else {self.reading: choice})
        own = ctx.encoding.conclude(name, subject, self.own)
        final = under_choice.conclusion(name, subject)
        in_force = disj(under_choice.force(norm).t for norm in self.direct)
        for value in self._own_values():
            query = conj((own.decided(value), in_force, neg(final.decided(value))))
            needs = partial(self._needs, choice=choice)
            answer, shown = best_case(ctx, Claim(query, self.facts, needs))
            if answer is Answer.UNKNOWN:
                self.undecided.append(show_value(value))
            if shown is not None:
                yield self._replayed(choice, value, shown)

    def _needs(self, found: Found, choice: str | None) -> Readings:
        """The readings of meaning that the own result and the final one depend on."""
        name, subject, replay = self.outcome.name, self.subject, self.ctx.replay
        chosen = {} if choice is None else {self.reading: choice}
        return {
            **replay.needed(
                found.facts, found.readings, lambda run: run.conclude(name, subject, self.own)
            ),
            **replay.needed(
                found.facts, found.readings, lambda run: run.decide(name, subject), chosen
            ),
        }

    def _replayed(self, choice: str | None, value: Value, shown: Shown) -> _Override:
        """The override as the interpreter sees it; both sides of the claim are checked."""
        replay, facts, needs = self.ctx.replay, shown.found.facts, shown.needs
        name, subject = self.outcome.name, self.subject
        behind: list[Norm] = []
        for chosen, (alone, forces) in replay.everywhere(facts, needs, self._alone):
            if alone.kind is not Kind.DECIDED or alone.values != (value,):
                replay.mismatch(facts, chosen, f"本级条款应得出{show_value(value)}，得出{alone}")
            behind += [norm for norm, force in zip(self.own, forces, strict=True) if force is True]
        fixed = {} if choice is None else {self.reading: choice}
        readings = {**needs, **fixed}
        result = replay.result(facts, readings, name, subject)
        if result.kind is Kind.DIVERGENT:
            readings = {**self._needs(shown.found, choice), **fixed}
            result = replay.result(facts, readings, name, subject)
        acting = [t.norm for t in result.trace if t.norm in self.direct and t.force is True]
        if not acting or (result.kind is Kind.DECIDED and result.values == (value,)):
            replay.mismatch(facts, readings, f"结果应当不是{show_value(value)}")
        norms = tuple(n for n in (*self.own, *self.direct) if n in acting or n in behind)
        return _Override(choice, value, shown, readings, result, norms)

    def _alone(self, run: Run) -> tuple[Conclusion, list[Truth]]:
        """What the own norms give by themselves, and which of them are in force."""
        alone = run.conclude(self.outcome.name, self.subject, self.own)
        return alone, [run.force(norm) for norm in self.own]

    # Findings -------------------------------------------------------------------------

    def _group(self, found: Sequence[_Override]) -> Finding:
        found = sorted(found, key=lambda override: not _fate([override]))
        parts = [self._part(o) for o in best_first(found, lambda override: override.shown)]
        norms = [*self.own, *self.direct]
        readings = self.ctx.union([part.readings for part in parts])
        direct = articles(self.direct)
        choices = self.ctx.policy.reading(self.reading).choices
        message = (
            f"{direct}写明“{self.reading}”，使按{articles(self.own)}得出的"
            f"“{self.outcome.name}”{_FATES[_fate(found)]}：{self._tally(found)}。"
            f"例如，{parts[0].message}"
        )
        return evolve(
            parts[0],
            message=message,
            documents=self.ctx.documents(norms),
            citations=once((*parts[0].citations, *cite_all(norms))),
            norms=once((*parts[0].norms, *map(place, norms))),
            readings=readings,
            suggestion=(
                f"写明{direct}中“{self.reading}”的含义（{listed(choices, '，还是')}），"
                f"以及与{articles(self.own)}的结果不一致时以何者为准。"
            ),
            fingerprint=fingerprint(
                CODE,
                self.ctx.policy.name,
                self.outcome.name,
                self.subject,
                self.reading,
                members=[f"{n.document}\x1f{place(n)}" for n in self.direct],
            ),
            parts=tuple(parts),
        )

    def _tally(self, found: Sequence[_Override]) -> str:
        """What becomes of which own values, readings with one answer together."""
        lost: dict[str | None, dict[str, list[str]]] = {}
        for override in found:
            fates = lost.setdefault(override.choice, {})
            fates.setdefault(_FATES[_fate([override])], []).append(show_value(override.own))
        told: dict[str, list[str | None]] = {}
        for choice, fates in lost.items():
            text = "，".join(f"{listed(values)}{fate}" for fate, values in fates.items())
            told.setdefault(text, []).append(choice)
        return "；".join(f"{self._when(choices)}，{text}" for text, choices in told.items())

    def _when(self, choices: Sequence[str | None]) -> str:
        shown = ("含义未定" if c is None else f"读作“{c}”" for c in choices)
        return f"“{self.reading}”{listed(shown, '或者')}时"

    def _part(self, override: _Override) -> Finding:
        ctx, norms = self.ctx, override.norms
        behind = places([norm for norm in norms if norm.direct is None])
        acting = places([norm for norm in norms if norm.direct is not None])
        result = show_result(override.result)
        change = self._direction(override)
        fixed = {} if override.choice is None else {self.reading: override.choice}
        shown = override.shown
        holds = tuple({**fixed, **each} for each in (shown.holds or ({},)))
        certainly = f"“{self.reading}”以外的{shown.certainly}" if shown.certainly else ""
        own = show_value(override.own)
        return ctx.witnessed(
            code=CODE,
            name=NAME,
            severity=Severity.MEDIUM,
            message=(
                f"{self._when([override.choice])}，按{behind}应为{own}的，"
                f"因{acting}而{_BECOMES[_fate([override])]}{result}{change}。"
                f"{certainly or under(shown.holds)}"
            ),
            norms=norms,
            found=shown.found,
            needs=override.readings,
            holds=tuple(each for each in holds if each),
            fingerprint=fingerprint(
                CODE,
                ctx.policy.name,
                self.outcome.name,
                self.subject,
                self.reading,
                override.choice or "",
                own,
            ),
        )

    def _direction(self, override: _Override) -> str:
        """Whether the result is lighter or graver than the own value, where that can be said."""
        final = override.result.value
        if final is None or not is_ordered(self.outcome.type):
            return ""
        kind = self.outcome.type
        lighter = sort_key(kind, final) < sort_key(kind, override.own)
        return "（较轻）" if lighter else "（较重）"


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find, between=overridden.find)
