"""阈值断档。

检查什么
    应当有结论的情形下，一个数在某处得不到结论，而它旁边的数有结论：两档之间漏掉了一段或者一个数；或者写了
    “2次”的一档之后再无规定，3次反而没有结论。逐个读法检查。

为什么
    档与档之间不衔接，落在缝里的地区无法评定；写明数字却没有写“及以上”的，情形更重的反而不受约束。

反例
    第七条：非法种植罂粟10000株以上的，予以挂牌整治。
    第八条：非法种植罂粟不满9000株的，予以通报警示。
    种植9000株至9999株的，两条都不适用。

正例
    第七条：非法种植罂粟10000株以上的，予以挂牌整治。
    第八条：非法种植罂粟不满10000株的，予以通报警示。

如何修改
    使前一档的上限与后一档的下限衔接；最后一档写“及以上”；“几次”“几年”写明是恰为还是至少。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from policyc.analysis.cases import Claim, Shown, best_case
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.gaps import NumberLine, number_lines
from policyc.analysis.grouping import grouped, norms_fingerprint, once
from policyc.analysis.logic import conj, neg
from policyc.analysis.profile import Profile, Stretch, profile, result_words
from policyc.analysis.solve import Answer, Found
from policyc.analysis.twin import is_directed, with_fact
from policyc.analysis.variables import harmless_of
from policyc.analysis.words import listed, place, places, under
from policyc.core.cone import cone_facts
from policyc.core.norms import Fact, Norm, Outcome, Worse
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.core.types import Value, show_value
from policyc.findings.finding import (
    Case,
    Finding,
    Readings,
    Severity,
    Status,
    Witness,
    cite_all,
)

CODE, NAME = "G02", "阈值断档"


@frozen(eq=False)
class _Hole:
    """A hole along a number: the answered value before it, the hole, and what comes after."""

    fact: Fact
    facts: Mapping[str, Value]
    line: Profile
    before: Stretch
    hole: Stretch
    after: Stretch | None
    needs: Readings
    holds: tuple[Readings, ...]
    cost: tuple[object, ...]

    @property
    def norms(self) -> tuple[Norm, ...]:
        after = self.after.norms if self.after else ()
        return tuple(dict.fromkeys((*self.before.norms, *after)))


def find(ctx: Context) -> Iterator[Finding]:
    """Holes along numbers, one finding for each way of reading that opens them."""
    for outcome in ctx.outcomes():
        if outcome.trigger is None:
            continue
        search = _Search(ctx, outcome)
        holes = list(search.holes())
        yield from search.grouped(holes)
        if search.undecided:
            named = listed(f"“{name}”" for name in search.undecided)
            yield ctx.undecided(CODE, NAME, Severity.HIGH, f"“{outcome.name}”沿{named}是否断档")


class _Search:
    """The holes of one outcome."""

    def __init__(self, ctx: Context, outcome: Outcome) -> None:
        self.ctx = ctx
        self.outcome = outcome
        self.undecided: list[str] = []

    def holes(self) -> Iterator[_Hole]:
        """A smallest hole beyond every clause that is the last to answer."""
        for line in number_lines(self.ctx, self.outcome):
            told: dict[str, Norm] = {}
            while (hole := self._beyond(line, told.values())) is not None:
                told |= {norm.id: norm for norm in hole.before.norms}
                yield hole

    def _beyond(self, line: NumberLine, told: Iterable[Norm]) -> _Hole | None:
        """A hole beyond other clauses than those that are told."""
        ctx, outcome = self.ctx, self.outcome
        query = line.hole(conj(neg(ctx.encoding.force(norm).t) for norm in told))
        facts = cone_facts(ctx.policy, outcome.name)

        def needs(found: Found) -> Readings:
            return self._needs(line.fact, found)

        answer, case = best_case(ctx, Claim(query, facts, needs))
        if answer is Answer.UNKNOWN:
            self.undecided.append(line.fact.name)
        return None if case is None else self._seen(line.fact, case)

    def _needs(self, fact: Fact, found: Found) -> Readings:
        """The readings that the interpreter asks for anywhere along the number."""
        needs: dict[str, str] = {}
        for value in self.ctx.variables.points(fact.name):
            case = with_fact(self.ctx.policy, found.facts, fact.name, value)
            needs |= self.ctx.replay.needed(case, found.readings, self._probe)
        return needs

    def _seen(self, fact: Fact, case: Shown) -> _Hole:
        """The hole as the interpreter sees it."""
        ctx, outcome, found = self.ctx, self.outcome, case.found
        readings = ctx.meanings(found.readings)
        line = profile(ctx, found.facts, readings, fact, outcome, outcome.subject)
        value = found.facts.get(fact.name, harmless_of(fact))
        assert value is not None
        here = line.at(value)
        back = 1 if fact.worse is Worse.LESS else -1
        around = [here + back, here - back]
        before, after = (
            line.stretches[k] if 0 <= k < len(line.stretches) else None for k in around
        )
        hole = line.stretches[here]
        beyond = after if after is not None and after.answered else None
        shown = before is not None and before.answered and bool(before.norms)
        if hole.result.kind is not Kind.GAP or not shown:
            ctx.replay.mismatch(found.facts, readings, f"“{fact.name}”应当在此断档")
        assert before is not None
        if beyond is None and not is_directed(fact):
            ctx.replay.mismatch(found.facts, readings, f"“{fact.name}”断档的另一侧应当有结论")
        needs: dict[str, str] = {}
        for stretch in filter(None, (before, hole, beyond)):
            at = with_fact(ctx.policy, found.facts, fact.name, stretch.values[0])
            needs |= ctx.replay.needed(at, readings, self._probe)
        return _Hole(fact, found.facts, line, before, hole, beyond, needs, case.holds, found.cost)

    def _probe(self, run: Run) -> object:
        return run.decide(self.outcome.name, self.outcome.subject)

    # Findings -------------------------------------------------------------------------

    def grouped(self, holes: Sequence[_Hole]) -> Iterator[Finding]:
        groups: dict[object, list[_Hole]] = {}
        for hole in holes:
            key = tuple(tuple(sorted(r.items())) for r in hole.holds) or hole.fact.name
            groups.setdefault(key, []).append(hole)
        for group in groups.values():
            yield self._group(group)

    def _group(self, holes: Sequence[_Hole]) -> Finding:
        parts = [self._part(hole) for hole in holes]
        best = min(range(len(holes)), key=lambda k: holes[k].cost)
        told = "；".join(once(self._tell(hole) for hole in holes))
        by_mend: dict[str, list[str]] = {}
        for hole in holes:
            where, what = self._mend(hole)
            by_mend.setdefault(what, []).append(where)
        mends = "".join(f"在{listed(where)}{what}" for what, where in by_mend.items())
        return grouped(self.ctx, parts, best, f"{told}。", mends)

    def _part(self, hole: _Hole) -> Finding:
        ctx, outcome = self.ctx, self.outcome
        stretches = [s for s in (hole.before, hole.hole, hole.after) if s is not None]
        return Finding(
            code=CODE,
            name=NAME,
            status=Status.WITNESSED,
            severity=Severity.MEDIUM if hole.holds else Severity.HIGH,
            message=f"{self._tell(hole)}。{under(hole.holds)}",
            documents=ctx.documents(hole.norms),
            citations=cite_all(hole.norms),
            witness=Witness(tuple(self._case(hole, s) for s in stretches), hole.needs),
            replayed=True,
            norms=tuple(map(place, hole.norms)),
            readings=hole.holds,
            suggestion="在{}{}".format(*self._mend(hole)),
            fingerprint=norms_fingerprint(
                ctx, f"{CODE} {hole.fact.name}", outcome, outcome.subject, hole.before.norms
            ),
            # A hole at the graver end is an inversion too (semantics.md §7): one cause, told once.
            also=("M01",) if hole.after is None else (),
        )

    def _case(self, hole: _Hole, stretch: Stretch) -> Case:
        """The value of a stretch that lies nearest to the hole."""
        below = stretch.last < hole.hole.first
        value = stretch.values[-1 if below else 0]
        facts = with_fact(self.ctx.policy, hole.facts, hole.fact.name, value)
        return Case(facts, result=result_words(self.outcome, stretch.result))

    # Words ----------------------------------------------------------------------------

    def _tell(self, hole: _Hole) -> str:
        line, name = hole.line, self.outcome.name
        before = f"“{hole.fact.name}”为{line.words(hole.before)}时，{self._answer(hole.before)}"
        gap = f"为{line.words(hole.hole)}时却没有一条规定“{name}”"
        if hole.after is not None:
            return f"{before}；{gap}；为{line.words(hole.after)}时，又{self._answer(hole.after)}"
        return f"{before}；{gap}，情形更重，反而没有结论"

    def _answer(self, stretch: Stretch) -> str:
        return f"按{places(stretch.norms)}{result_words(self.outcome, stretch.result)}"

    def _mend(self, hole: _Hole) -> tuple[str, str]:
        """Which clauses to mend, and how."""
        if hole.after is not None:
            gap = hole.line.words(hole.hole)
            return places(hole.norms), f"使数字衔接，把{gap}归入其中一档。"
        edge = hole.before.values[0 if hole.fact.worse is Worse.LESS else -1]
        shown = show_value(edge, hole.fact.type)
        word = "以下（含）" if hole.fact.worse is Worse.LESS else "及以上"
        return places(hole.before.norms), f"写明“{shown}{word}”，或者写明超出之后如何处理。"


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
