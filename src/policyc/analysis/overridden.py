"""C08 between documents: what a listing by the upper level does to the lower one's own tiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from policyc.analysis.context import Context
from policyc.analysis.grouping import once
from policyc.analysis.logic import Formula, conj, disj, neg
from policyc.analysis.replay import show_result
from policyc.analysis.solve import Answer, Found
from policyc.analysis.stack import Stack
from policyc.analysis.words import articles, listed, place, under
from policyc.core.conditions import outcomes_of
from policyc.core.cone import cone_facts, cone_readings
from policyc.core.norms import Modality, Norm, Outcome
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import Value, is_ordered, show_value, sort_key
from policyc.findings.finding import (
    Finding,
    Readings,
    Severity,
    cite_all,
    fingerprint,
)

CODE, NAME = "C08", "条款被架空"


@frozen(eq=False)
class _Meeting:
    """A case in which the upper level's value sets the lower level's own value aside.

    ``results`` is the final result under every choice of the reading of 直接, ``None`` for open.
    """

    above: Value
    own: Value
    found: Found
    needs: Readings
    holds: tuple[Readings, ...]
    results: Mapping[str | None, OutcomeResult]
    norms: tuple[Norm, ...]

    def overrides(self, choice: str | None) -> bool:
        result = self.results[choice]
        return not (result.kind is Kind.DECIDED and result.values == (self.own,))


def find(ctx: Context, both: Stack) -> Iterator[Finding]:
    """For every outcome of the lower document that direct norms fed from above decide."""
    fed = set(both.composed.outcomes.values())
    for outcome in ctx.policy.outcomes:
        for subject in ctx.policy.subjects_of(outcome.name):
            norms = ctx.policy.norms_for(outcome.name, subject)
            for reading in dict.fromkeys(n.direct for n in norms if n.direct is not None):
                direct = [n for n in norms if n.direct == reading]
                for upstream in sorted(fed):
                    imposing = [n for n in direct if upstream in outcomes_of(n.condition)]
                    if imposing:
                        above = ctx.policy.outcome(upstream)
                        yield from _Imposed(
                            ctx, both, outcome, subject, reading, above, imposing
                        ).findings()


class _Imposed:
    """The direct norms that carry one outcome of the upper level into one of the lower."""

    def __init__(
        self,
        ctx: Context,
        both: Stack,
        outcome: Outcome,
        subject: str,
        reading: str,
        above: Outcome,
        imposing: Sequence[Norm],
    ) -> None:
        self.ctx = ctx
        self.both = both
        self.outcome = outcome
        self.subject = subject
        self.reading = reading
        self.above = above
        self.imposing = imposing
        norms = ctx.policy.norms_for(outcome.name, subject)
        self.own = [norm for norm in norms if norm.direct is None]
        self.others = [n for n in norms if n.direct is not None and n not in imposing]
        self.choices = (None, *ctx.policy.reading(reading).choices)
        cone = cone_facts(ctx.policy, outcome.name)
        self.facts = [name for name in cone if name not in both.acts()]
        self.undecided: list[str] = []

    def findings(self) -> Iterator[Finding]:
        above = _graded(self.above, self._above_norms())
        own = _graded(self.outcome, self.own)
        found = [m for u in above for t in own for m in self._meetings(u, t)]
        if found:
            yield self._group(found)
        if self.undecided:
            what = f"{self.both.articles(self.imposing)}是否架空{listed(self.undecided)}"
            yield self.ctx.undecided(CODE, NAME, Severity.MEDIUM, what)

    # Cases ----------------------------------------------------------------------------

    def _meetings(self, above: Value, own: Value) -> Iterator[_Meeting]:
        """Cases with both values that show, for each reading that allows it, an override."""
        ctx = self.ctx
        upper = ctx.encoding.conclusion(self.above.name, self.above.subject)
        alone = ctx.encoding.conclude(self.outcome.name, self.subject, self.own)
        base = conj(
            (
                upper.decided(above),
                alone.decided(own),
                disj(ctx.encoding.force(norm).t for norm in self.imposing),
                *(neg(ctx.encoding.force(norm).t) for norm in self.others),
                *self._no_acts(),
            )
        )
        shown: list[_Meeting] = []
        for choice in self.choices:
            if base is False or any(meeting.overrides(choice) for meeting in shown):
                continue
            query = conj((base, neg(self._final(choice).decided(own))))
            answer, found = Answer.UNSAT, None
            if query is not False:
                answer, found = ctx.smallest(query, self.facts)
            if answer is Answer.UNKNOWN:
                self.undecided.append(show_value(own))
            if found is not None:
                meeting = self._replayed(above, own, choice, found, query)
                shown.append(meeting)
                yield meeting

    def _final(self, choice: str | None) -> Formula:
        chosen = {} if choice is None else {self.reading: choice}
        under_choice = self.ctx.encoding_under(chosen)
        return under_choice.conclusion(self.outcome.name, self.subject)

    def _no_acts(self) -> Iterator[Formula]:
        """That neither level has listed the area yet: its criteria speak."""
        for name in self.both.acts():
            yield self.ctx.variables.fact(name).calm

    def _replayed(
        self, above: Value, own: Value, choice: str | None, found: Found, query: Formula
    ) -> _Meeting:
        """The case as the interpreter sees it, under every reading of 直接."""
        replay, name, subject = self.ctx.replay, self.outcome.name, self.subject
        needs: dict[str, str] = {}
        upper, upper_subject = self.above.name, self.above.subject
        for asked in self.choices:
            fixed = {} if asked is None else {self.reading: asked}
            needs |= replay.needed(
                found.facts,
                found.readings,
                lambda run: (
                    run.decide(upper, upper_subject),
                    run.conclude(name, subject, self.own),
                    run.decide(name, subject),
                ),
                fixed,
            )
        run = replay.run(found.facts, needs)
        values = [run.conclusion(upper, upper_subject), run.conclude(name, subject, self.own)]
        for conclusion, value in zip(values, (above, own), strict=True):
            if conclusion.kind is not Kind.DECIDED or conclusion.values != (value,):
                replay.mismatch(found.facts, needs, f"应得出{value}，得出{conclusion}")
        results = {}
        for asked in self.choices:
            fixed = {} if asked is None else {self.reading: asked}
            results[asked] = replay.result(found.facts, {**needs, **fixed}, name, subject)
        acting = [*self._above_norms(), *self.own, *self.imposing]
        norms = tuple(norm for norm in acting if run.force(norm) is True)
        holds = self.ctx.holding(query, needs, cone_readings(self.ctx.policy, name))
        meeting = _Meeting(above, own, found, needs, holds, results, norms)
        if not meeting.overrides(choice):
            replay.mismatch(found.facts, needs, f"结果应当不是{own}")
        return meeting

    # Findings -------------------------------------------------------------------------

    def _group(self, found: Sequence[_Meeting]) -> Finding:
        parts = [self._part(meeting) for meeting in found]
        striking = min(
            range(len(found)), key=lambda k: (self._grade(found[k]), found[k].found.cost)
        )
        head = parts[striking]
        upper = dict.fromkeys(n for m in found for n in m.norms if self.both.is_upper(n))
        norms = [*upper, *self.own, *self.imposing]
        one, other = self.both.short(True), self.both.short(False)
        own, acting = articles(self.own), self.both.articles(self.imposing)
        choices = self.ctx.policy.reading(self.reading).choices
        lost = list(self._undetermined())
        return evolve(
            head,
            message=(
                f"{self.both.named(True)}的评定经{acting}“{self._plain(self.reading)}”进入"
                f"{self.both.named(False)}，使{other}按{own}得出的“"
                f"{self._plain(self.outcome.name)}”落空。"
                f"{self._tally(found)}"
                + (f"{one}自己的结论冲突或者空白的，{other}的结论也可能随之未知。" if lost else "")
                + f"例如，{head.message}"
            ),
            documents=self.ctx.documents(norms),
            citations=once((*head.citations, *cite_all(norms))),
            norms=once((*head.norms, *map(self.both.place, norms))),
            readings=self.ctx.union([part.readings for part in parts]),
            suggestion=(
                f"在{acting}写明“{self._plain(self.reading)}”的含义"
                f"（{listed(choices, '，还是')}），以及与本级按{own}评定不一致时以何者为准。"
            ),
            fingerprint=fingerprint(CODE, self.ctx.policy.name, self.outcome.name, self.reading),
            parts=(*parts, *lost),
        )

    def _undetermined(self) -> Iterator[Finding]:
        """A case in which the upper level's own result is no value, and so the lower one's none."""
        upper = self.ctx.encoding.conclusion(self.above.name, self.above.subject)
        final = self._final(None)
        for kind in (Kind.CONFLICT, Kind.GAP):
            query = conj((upper.is_kind(kind), final.is_kind(Kind.UNKNOWN), *self._no_acts()))
            if query is False:
                continue
            _, found = self.ctx.smallest(query, self.facts)
            if found is not None:
                yield self._lost(kind, found, query)

    def _lost(self, kind: Kind, found: Found, query: Formula) -> Finding:
        replay, name, subject = self.ctx.replay, self.outcome.name, self.subject
        above = self.above.name, self.above.subject
        needs = replay.needed(
            found.facts, found.readings, lambda run: (run.decide(*above), run.decide(name, subject))
        )
        run = replay.run(found.facts, needs)
        upper, result = run.decide(*above), replay.result(found.facts, needs, name, subject)
        if upper.kind is not kind or result.kind is not Kind.UNKNOWN or not result.causes:
            replay.mismatch(found.facts, needs, f"上级{kind.value}时结果应当未知")
        behind = [norm for norm in self._above_norms() if run.force(norm) is True]
        norms = (*behind, *self.imposing)
        holds = self.ctx.holding(query, needs, cone_readings(self.ctx.policy, name))
        shown = self.both.articles(self.imposing)
        return self.ctx.witnessed(
            code=CODE,
            name=NAME,
            severity=Severity.MEDIUM,
            message=(
                f"{self.both.short(True)}的“{self.above.name.removeprefix(self._above_prefix)}”"
                f"{kind.value}，{shown}是否适用未知，{self.both.short(False)}的结论也未知。"
                f"{under(holds)}"
            ),
            norms=norms,
            found=found,
            needs=needs,
            holds=holds,
            places=once(map(self.both.place, norms)),
            fingerprint=fingerprint(CODE, self.ctx.policy.name, name, self.reading, kind.value),
        )

    def _above_norms(self) -> Sequence[Norm]:
        return self.ctx.policy.norms_for(self.above.name, self.above.subject)

    @property
    def _above_prefix(self) -> str:
        return self.both.composed.upper.of("")

    def _grade(self, meeting: _Meeting) -> int:
        """0 where some reading makes the own value lighter: what a drafter should see first."""
        results = [meeting.results[choice] for choice in self.choices]
        return 0 if any("较轻" in self._change(meeting, result) for result in results) else 1

    def _tally(self, found: Sequence[_Meeting]) -> str:
        """Per reading what becomes of the own values; readings with one outcome together."""
        texts: dict[str, list[str | None]] = {}
        for choice in self.choices:
            texts.setdefault(self._changes(found, choice), []).append(choice)
        shown = (
            f"“{self._plain(self.reading)}”{'或者'.join(map(_read_as, choices))}时，{text}。"
            for text, choices in texts.items()
        )
        return "".join(shown)

    def _changes(self, found: Sequence[_Meeting], choice: str | None) -> str:
        """挂牌整治或者通报警示 above turn 通报警示、重点关注 below into 挂牌整治."""
        by_above: dict[Value, dict[str, list[str]]] = {}
        for meeting in found:
            if meeting.overrides(choice):
                ends = by_above.setdefault(meeting.above, {})
                end = self._becomes(meeting, meeting.results[choice])
                ends.setdefault(end, []).append(show_value(meeting.own))
        alike: dict[str, list[str]] = {}
        for above, ends in by_above.items():
            text = "，".join(f"{listed(owns)}{end}" for end, owns in ends.items())
            alike.setdefault(text, []).append(show_value(above))
        one, other = self.both.short(True), self.both.short(False)
        groups = [
            f"{one}定为{listed(values, '或者')}的，{other}的{text}"
            for text, values in alike.items()
        ]
        return "；".join(groups) or f"{other}自己的评定不受影响"

    def _becomes(self, meeting: _Meeting, result: OutcomeResult) -> str:
        if result.kind is not Kind.DECIDED:
            return f"陷于{result.kind.value}"
        return f"变为{show_result(result)}{self._change(meeting, result)}"

    def _change(self, meeting: _Meeting, result: OutcomeResult) -> str:
        if result.value is None or not is_ordered(self.outcome.type):
            return ""
        kind = self.outcome.type
        final, own = sort_key(kind, result.value), sort_key(kind, meeting.own)
        return "" if final == own else "（较轻）" if final < own else "（较重）"

    def _plain(self, name: str) -> str:
        """A name of the lower document without its prefix."""
        return name.removeprefix(self.both.composed.lower.of(""))

    def _part(self, meeting: _Meeting) -> Finding:
        own = [n for n in meeting.norms if n in self.own]
        upper = [n for n in meeting.norms if self.both.is_upper(n)]
        results = "；".join(
            f"“{self._plain(self.reading)}”{_read_as(choice)}时为"
            f"{show_result(result)}{self._change(meeting, result)}"
            for choice, result in meeting.results.items()
        )
        return self.ctx.witnessed(
            code=CODE,
            name=NAME,
            severity=Severity.MEDIUM,
            message=(
                f"按{self.both.places(upper)}为{show_value(meeting.above)}、"
                f"按{self.both.places(own)}应为{show_value(meeting.own)}的，{results}。"
                f"{under(meeting.holds)}"
            ),
            norms=meeting.norms,
            found=meeting.found,
            needs=meeting.needs,
            holds=meeting.holds,
            places=once(map(self.both.place, meeting.norms)),
            fingerprint=fingerprint(
                CODE,
                self.ctx.policy.name,
                self.outcome.name,
                self.reading,
                show_value(meeting.above),
                show_value(meeting.own),
                *(place(norm) for norm in own),
            ),
        )


def _read_as(choice: str | None) -> str:
    return "含义未定" if choice is None else f"读作“{choice}”"


def _graded(outcome: Outcome, norms: Iterable[Norm]) -> list[Value]:
    """The values that norms oblige to, the gravest first."""
    values = dict.fromkeys(
        value for norm in norms if norm.modality is Modality.SHALL for value in norm.values
    )
    if not is_ordered(outcome.type):
        return list(values)
    return sorted(values, key=lambda value: sort_key(outcome.type, value), reverse=True)
