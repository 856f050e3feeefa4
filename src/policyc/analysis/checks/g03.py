"""阈值重叠。

检查什么
    两档的数字在端点上相接，端点同时落在两档里，两档的结论又不同：低于它只适用前一档，高于它只适用后一档，恰好
    等于它时两档都适用。逐个读法检查。

为什么
    “5000株（含）至10000株”与“10000株及以上”，恰好10000株时两头都有依据。端点只差一个字，改起来也最容易。

反例
    第七条：非法种植罂粟10000株及以上的，予以挂牌整治。
    第八条：非法种植罂粟5000株（含）至10000株的，予以通报警示。
    “至10000株”如果包含10000株，恰好10000株时两条都适用。

正例
    第七条：非法种植罂粟10000株及以上的，予以挂牌整治。
    第八条：非法种植罂粟5000株以上不满10000株的，予以通报警示。

如何修改
    把端点只归入一档，例如写成“不满10000株”或者“至10000株（不含）”。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from policyc.analysis.cases import Claim, Shown, best_case
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.edges import Edge
from policyc.analysis.grouping import grouped, norms_fingerprint
from policyc.analysis.solve import Found
from policyc.analysis.sorting import sorted_clashes
from policyc.analysis.words import listed, place, under, values_of
from policyc.core.norms import Norm, Outcome
from policyc.core.results import Kind
from policyc.core.types import show_value
from policyc.findings.finding import (
    Finding,
    Readings,
    Severity,
)

CODE, NAME = "G03", "阈值重叠"


@frozen(eq=False)
class _Overlap:
    """An edge with its smallest case."""

    edge: Edge
    case: Shown

    @property
    def norms(self) -> tuple[Norm, ...]:
        return self.edge.pair.norms

    @property
    def shown(self) -> str:
        return f"“{self.edge.fact.name}”恰为{show_value(self.edge.value, self.edge.fact.type)}"


def find(ctx: Context) -> Iterator[Finding]:
    """Shared ends of ranges, one finding for each way of reading that makes them shared."""
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            yield from _Search(ctx, outcome, subject).findings()


class _Search:
    """The shared ends of one outcome."""

    def __init__(self, ctx: Context, outcome: Outcome, subject: str) -> None:
        self.ctx = ctx
        self.outcome = outcome
        self.subject = subject

    def findings(self) -> Iterator[Finding]:
        groups: dict[object, list[_Overlap]] = {}
        for edge in sorted_clashes(self.ctx, self.outcome, self.subject).edges:
            overlap = self._examined(edge)
            if overlap is None:
                what = f"{listed(map(place, edge.pair.norms))}是否在端点上重叠"
                yield self.ctx.undecided(CODE, NAME, Severity.HIGH, what)
            else:
                key = tuple(tuple(sorted(r.items())) for r in overlap.case.holds)
                groups.setdefault(key, []).append(overlap)
        for group in groups.values():
            yield self._group(group)

    def _examined(self, edge: Edge) -> _Overlap | None:
        pair = edge.pair

        def needs(found: Found) -> Readings:
            return self.ctx.replay.needed(found.facts, found.readings, pair.probe)

        _, case = best_case(self.ctx, Claim(edge.query, pair.facts, needs, pair.forced))
        return None if case is None else _Overlap(edge, case)

    def _group(self, overlaps: Sequence[_Overlap]) -> Finding:
        parts = [self._part(each) for each in overlaps]
        best = min(range(len(parts)), key=lambda k: overlaps[k].case.found.cost)
        ends: dict[tuple[str, str], list[_Overlap]] = {}
        for each in overlaps:
            ends.setdefault((each.edge.lower.id, each.edge.upper.id), []).append(each)
        shown = "；".join(self._tell(*group) for group in ends.values())
        return grouped(self.ctx, parts, best, f"{shown}。", self._mend(overlaps))

    def _part(self, overlap: _Overlap) -> Finding:
        ctx, found = self.ctx, overlap.case.found
        ctx.replay.shows(
            found.facts,
            overlap.case.needs,
            self.outcome.name,
            self.subject,
            kind=Kind.CONFLICT,
            in_force=overlap.norms,
        )
        return ctx.witnessed(
            code=CODE,
            name=NAME,
            severity=Severity.MEDIUM if overlap.case.holds else Severity.HIGH,
            message=f"{self._tell(overlap)}。{under(overlap.case.holds)}",
            norms=overlap.norms,
            found=found,
            needs=overlap.case.needs,
            holds=overlap.case.holds,
            suggestion=self._mend([overlap]),
            fingerprint=norms_fingerprint(
                ctx, f"{CODE} {overlap.shown}", self.outcome, self.subject, overlap.norms
            ),
        )

    # Words ----------------------------------------------------------------------------

    def _tell(self, *overlaps: _Overlap) -> str:
        """Overlaps of the same two norms in one sentence."""
        lower, upper = (
            f"{place(norm)}（{values_of([norm], self.outcome.type)}）"
            for norm in (overlaps[0].edge.lower, overlaps[0].edge.upper)
        )
        ends = "或者".join(each.shown for each in overlaps)
        return f"{ends}时，{lower}与{upper}同时适用"

    def _mend(self, overlaps: Sequence[_Overlap]) -> str:
        ends = listed(show_value(each.edge.value, each.edge.fact.type) for each in overlaps)
        lower = listed(dict.fromkeys(place(each.edge.lower) for each in overlaps))
        first = show_value(overlaps[0].edge.value, overlaps[0].edge.fact.type)
        return f"把{ends}各只归入一档，例如在{lower}写成“至{first}（不含）”或者“不满{first}”。"


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
