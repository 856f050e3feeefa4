"""单调性倒挂。

检查什么
    同一结论下，只有一项事实更重、其他全同的两个情形，较重的一个得到的结果反而较轻，或者没有结论（按最轻计，
    并且写明）。哪一头算更重，以各项事实的声明为准，没有声明的不比。沿着数字的断档由 G02 报告，这里
    不再重复。

为什么
    情形更重而处理更轻，基层无所适从，被处理的地区也不服；多半是漏写了最重的一档，或者只写了“恰为”某一档。

反例
    第七条：被国家禁毒委员会通报警示的，予以挂牌整治。
    第八条：被国家禁毒委员会挂牌整治的，予以通报警示。
    国家由通报警示改为挂牌整治，本级反而由挂牌整治降为通报警示。

正例
    第七条：被国家禁毒委员会通报警示以上的，予以挂牌整治。
    第八条：被国家禁毒委员会重点关注的，予以通报警示。

如何修改
    把更重的情形写进不低于原来的一档，例如写成“通报警示以上”；用轻重不同的词分级的，写明更重的情形也算达到。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from policyc.analysis.cases import Claim, Shown, best_case, case_under
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.grouping import grouped
from policyc.analysis.logic import Formula, conj, disj
from policyc.analysis.profile import result_words
from policyc.analysis.solve import Answer, Found
from policyc.analysis.twin import Twin, holds_axioms, with_fact
from policyc.analysis.weights import NOTHING, Weights
from policyc.analysis.words import listed, place, places, under
from policyc.core.cone import cone_facts
from policyc.core.norms import Fact, Norm, Outcome, Worse
from policyc.core.results import Kind, OutcomeResult
from policyc.core.run import Run
from policyc.core.types import BoolType, IntType, RealType, Value, show_value, sort_key
from policyc.findings.finding import (
    Case,
    Finding,
    Readings,
    Severity,
    Status,
    Witness,
    cite_all,
    fingerprint,
)

CODE, NAME = "M01", "单调性倒挂"

_ANSWERLESS = (Kind.GAP, Kind.NOT_APPLICABLE)


@frozen(eq=False)
class _Inversion:
    """Two cases, the second worse in one fact and lighter in its result."""

    fact: Fact
    values: tuple[Value, Value]
    facts: tuple[Mapping[str, Value], Mapping[str, Value]]
    results: tuple[OutcomeResult, OutcomeResult]
    needs: Readings
    holds: tuple[Readings, ...]
    cost: tuple[object, ...]

    @property
    def norms(self) -> tuple[Norm, ...]:
        """What is in force in the first case, then in the second."""
        traces = (trace for result in self.results for trace in result.trace)
        return tuple(dict.fromkeys(t.norm for t in traces if t.force is True))

    @property
    def milder(self) -> tuple[Norm, ...]:
        return tuple(t.norm for t in self.results[0].trace if t.force is True)

    @property
    def answerless(self) -> bool:
        return self.results[1].kind in _ANSWERLESS


def find(ctx: Context) -> Iterator[Finding]:
    """Inversions of outcomes on a scale, one finding for each way of reading that makes them."""
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            if Weights.apply_to(ctx, outcome, subject):
                yield from _Search(ctx, outcome, subject).findings()


class _Search:
    """The inversions of one outcome."""

    def __init__(self, ctx: Context, outcome: Outcome, subject: str) -> None:
        self.ctx = ctx
        self.outcome = outcome
        self.subject = subject
        self.weights = Weights(ctx, outcome, subject)
        self.undecided: list[str] = []
        self.readings: list[Readings] = []
        """Choices under which something was found, to be tried first: the cause is often one."""

    def findings(self) -> Iterator[Finding]:
        groups: dict[object, list[_Inversion]] = {}
        for fact in self.weights.inverting_facts():
            inversion = self._inversion(fact)
            if inversion is not None:
                key = tuple(tuple(sorted(r.items())) for r in inversion.holds) or fact.name
                groups.setdefault(key, []).append(inversion)
        for group in groups.values():
            yield self._group(group)
        if self.undecided:
            named = listed(f"“{name}”" for name in self.undecided)
            what = f"“{self.outcome.name}”沿{named}是否倒挂"
            yield self.ctx.undecided(CODE, NAME, Severity.MEDIUM, what)

    # Cases ----------------------------------------------------------------------------

    def _inversion(self, fact: Fact) -> _Inversion | None:
        ctx = self.ctx
        twin = Twin(ctx, fact.name)
        query = conj((twin.graver(), twin.domain(), self._lighter(twin, fact)))
        if query is False:
            return None
        facts = cone_facts(ctx.policy, self.outcome.name)

        def needs(found: Found) -> Readings:
            pair = self._nearest_pair(fact, found, ctx.meanings(found.readings))
            return self._needs(self._cases(fact, found, pair), found)

        claim = Claim(query, facts, needs)
        for holds in self.readings:
            case = case_under(ctx, claim, holds)
            if case is not None:
                return self._seen(fact, case)
        answer, case = best_case(ctx, claim)
        if answer is Answer.UNKNOWN:
            self.undecided.append(fact.name)
        if case is not None and len(case.holds) == 1:
            self.readings += [each for each in case.holds if each not in self.readings]
        return None if case is None else self._seen(fact, case)

    def _cases(
        self, fact: Fact, found: Found, pair: tuple[Value, Value]
    ) -> tuple[dict[str, Value], dict[str, Value]]:
        one, other = (with_fact(self.ctx.policy, found.facts, fact.name, v) for v in pair)
        return one, other

    def _needs(self, cases: Iterable[Mapping[str, Value]], found: Found) -> dict[str, str]:
        needs: dict[str, str] = {}
        for case in cases:
            needs |= self.ctx.replay.needed(case, found.readings, self._probe)
        return needs

    def _lighter(self, twin: Twin, fact: Fact) -> Formula:
        """That everything said of the first case is heavier than all that is said of the second."""
        weights = self.weights
        formula = disj(
            conj((weights.at_least(step), twin.moved(weights.below(step))))
            for step in weights.steps()
        )
        if not self._is_elsewhere(fact):
            return formula
        conclusion = self.ctx.encoding.conclusion(self.outcome.name, self.subject)
        answered = disj(conclusion.is_kind(kind) for kind in (Kind.DECIDED, Kind.CONFLICT))
        return conj((formula, twin.moved(answered)))

    def _is_elsewhere(self, fact: Fact) -> bool:
        """Whether a missing answer along this fact is a G02."""
        owed = self.outcome.trigger is not None and self.subject == self.outcome.subject
        return owed and isinstance(fact.type, (IntType, RealType))

    def _seen(self, fact: Fact, case: Shown) -> _Inversion:
        """The two cases as the interpreter sees them, as near to each other as can be."""
        ctx, found = self.ctx, case.found
        pair = self._nearest_pair(fact, found, ctx.meanings(found.readings))
        cases = self._cases(fact, found, pair)
        needs = self._needs(cases, found)
        milder, graver = (
            ctx.replay.result(each, needs, self.outcome.name, self.subject) for each in cases
        )
        return _Inversion(fact, pair, cases, (milder, graver), needs, case.holds, found.cost)

    def _nearest_pair(
        self, fact: Fact, found: Found, readings: Mapping[str, str]
    ) -> tuple[Value, Value]:
        """The nearest values of the fact between which the result grows lighter."""
        ctx = self.ctx
        sign = 1 if fact.worse is Worse.MORE else -1
        points = sorted(
            ctx.variables.points(fact.name), key=lambda v: sign * sort_key(fact.type, v)
        )
        weights: list[tuple[Value, tuple[Fraction, Fraction]]] = []
        for value in points:
            case = with_fact(ctx.policy, found.facts, fact.name, value)
            weight = self.weights.of(ctx.replay.run(case, readings))
            if weight is not None and holds_axioms(ctx, case, readings):
                weights.append((value, weight))
        pairs = [
            (j - i, weights[i][0], weights[j][0])
            for i, j in combinations(range(len(weights)), 2)
            if weights[i][1][0] > weights[j][1][1]
            and not (self._is_elsewhere(fact) and weights[j][1][1] == NOTHING)
        ]
        if not pairs:
            ctx.replay.mismatch(found.facts, readings, f"“{fact.name}”更重时结果应当更轻")
        _, here, there = min(pairs, key=lambda pair: pair[0])
        return here, there

    def _probe(self, run: Run) -> object:
        return run.decide(self.outcome.name, self.subject)

    # Findings -------------------------------------------------------------------------

    def _group(self, inversions: Sequence[_Inversion]) -> Finding:
        parts = [self._part(each) for each in inversions]
        best = min(range(len(parts)), key=lambda k: inversions[k].cost)
        named = listed(f"“{each.fact.name}”" for each in inversions)
        message = (
            f"有{len(inversions)}项事实，情形更重而“{self.outcome.name}”反而更轻或者没有结论：{named}。"
            f"例如{self._tell(inversions[best])}。"
        )
        return grouped(self.ctx, parts, best, message, self._mend(inversions))

    def _part(self, inversion: _Inversion) -> Finding:
        ctx = self.ctx
        cases = tuple(
            Case(dict(facts), result=result_words(self.outcome, result))
            for facts, result in zip(inversion.facts, inversion.results, strict=True)
        )
        return Finding(
            code=CODE,
            name=NAME,
            status=Status.WITNESSED,
            severity=Severity.MEDIUM,
            message=f"{self._tell(inversion)}。{under(inversion.holds)}",
            documents=ctx.documents(inversion.norms),
            citations=cite_all(inversion.norms),
            witness=Witness(cases, inversion.needs),
            replayed=True,
            norms=tuple(map(place, inversion.norms)),
            readings=inversion.holds,
            suggestion=self._mend([inversion]),
            fingerprint=fingerprint(
                CODE, ctx.policy.name, self.outcome.name, self.subject, inversion.fact.name
            ),
            # Where an answer is owed, its absence is a hole too: one cause, one finding.
            also=("G01",) if inversion.results[1].kind is Kind.GAP else (),
        )

    # Words ----------------------------------------------------------------------------

    def _tell(self, inversion: _Inversion) -> str:
        fact, (here, there) = inversion.fact, inversion.values
        if isinstance(fact.type, BoolType):
            change = f"其他情形相同，{'增加' if there is True else '缺少'}“{fact.name}”时"
        else:
            a, b = show_value(here, fact.type), show_value(there, fact.type)
            change = f"其他情形相同，“{fact.name}”由{a}加重为{b}时"
        first, second = (
            result_words(self.outcome, result).removeprefix("为") for result in inversion.results
        )
        counted = "（按最轻计）" if inversion.answerless else ""
        by = places(inversion.milder)
        return f"{change}，“{self.outcome.name}”反而由{first}（{by}）变为{second}{counted}"

    def _mend(self, inversions: Sequence[_Inversion]) -> str:
        readings = list(dict.fromkeys(name for holds in inversions[0].holds for name in holds))
        if readings:
            named = listed(f"“{name}”" for name in readings)
            return (
                f"写明{named}怎样理解：更重的情形是否也算达到较轻一级；"
                "不算的，另行规定它属于哪一级。"
            )
        inversion = inversions[0]
        there = show_value(inversion.values[1], inversion.fact.type)
        case = inversion.fact.name
        if not isinstance(inversion.fact.type, BoolType):
            case += f"为{there}"
        where = places(inversion.milder)
        return f"在{where}把“{case}”的情形一并写入，或者另行规定不低于这一级的处理。"


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
