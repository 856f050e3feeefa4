"""结论冲突。

检查什么
    同一对象的同一结论，两个条款在同一情形下都生效，给出的结论却不能并存（两个不同的级别，或者“可以取消”
    对“应当视情延期”），而文件没有规定竞合时如何取舍，也没有规定谁优先于谁。
    应当对不得由 C02 报告；一条适用时另一条必定适用的，由 C04 报告；只在两档数字的端点上冲突的，由
    G03 报告。
    只在几个没有说明关系的词之间成立的冲突（同一方面的几种说法，或者对同一件事一好一坏的两种认定），记为
    “附条件”，严重程度为低，并说明缺的是哪一条常理。

为什么
    同一个地区既符合挂牌整治的条件，又符合通报警示的条件，评定机关怎么定都有条文可依，也都有条文可驳。

反例
    第七条：非法种植罂粟10000株以上的，予以挂牌整治。
    第八条：涉种地块200处以上的，予以通报警示。
    种了12000株、涉及300处地块的，两条都适用。

正例
    在反例之外增加一款：同时符合两项以上的，按较重一级确定。

如何修改
    写明竞合规则（如“同时符合两项以上的，按较重一级确定”），或者使条件互相排斥，或者写明谁优先于谁。
    条款写有“直接”的，写明“直接”是替代本级评定、作为最低级别，还是只免除程序。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest

from attrs import evolve

from policyc.analysis import clash_words as words
from policyc.analysis.checks.check import Check
from policyc.analysis.clashes import Clash, Pair, edges, examine, smallest_of
from policyc.analysis.conditional import Unlinked, is_plainly_real, own_facts, settled
from policyc.analysis.context import Context
from policyc.analysis.grouping import once
from policyc.analysis.logic import disj
from policyc.analysis.routes import other_routes
from policyc.analysis.sorting import sorted_clashes
from policyc.analysis.telling import Trait, telling_first
from policyc.analysis.words import article, listed, place, under, values_of
from policyc.core.norms import Outcome
from policyc.core.results import Kind
from policyc.findings.finding import Finding, Readings, Severity, Status, cite_all, fingerprint

CODE, NAME = "C01", "结论冲突"
_PLAIN = "竞合"
MAX_PARTS = 200
"""Pairs that a finding carries with a case each; of further ones it gives the number."""


def find(ctx: Context) -> Iterator[Finding]:
    """Clashes, one finding for all that one mend removes."""
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            yield from _clashes(ctx, outcome, subject)


def _clashes(ctx: Context, outcome: Outcome, subject: str) -> Iterator[Finding]:
    found = sorted_clashes(ctx, outcome, subject)
    groups = _Groups(ctx, outcome, subject)
    for pair in found.plain:
        groups.add(pair)
    yield from groups.findings()
    undecided = [*found.undecided, *groups.undecided]
    if undecided:
        named = listed(f"{place(p.first)}与{place(p.second)}" for p in undecided[:3])
        more = "等" if len(undecided) > 3 else ""
        what = f"{named}{more}在“{outcome.name}”上是否冲突"
        yield ctx.undecided(CODE, NAME, Severity.HIGH, what)


class _Groups:
    """The clashes of one outcome by the mend that removes them."""

    def __init__(self, ctx: Context, outcome: Outcome, subject: str) -> None:
        self.ctx = ctx
        self.outcome = outcome
        self.subject = subject
        self.plain: list[Pair] = []
        self.direct: dict[str, list[Pair]] = {}
        self.both_direct: list[Pair] = []
        self.conditional: dict[bool, list[tuple[Pair, Unlinked]]] = {}
        self.undecided: list[Pair] = []
        self._clashes: dict[Pair, Clash] = {}

    def add(self, pair: Pair) -> None:
        """Put a pair into its group."""
        unlinked = None
        if not is_plainly_real(self.ctx, pair):
            clash = self._examined(pair)
            if clash is not None:
                self._clashes[pair], unlinked = settled(self.ctx, clash)
        direct = [norm.direct for norm in pair.norms if norm.direct is not None]
        if unlinked:
            self.conditional.setdefault(unlinked.contrary, []).append((pair, unlinked))
        elif len(direct) == 2:
            self.both_direct.append(pair)
        elif direct:
            self.direct.setdefault(direct[0], []).append(pair)
        else:
            self.plain.append(pair)

    def _examined(self, pair: Pair) -> Clash | None:
        if pair not in self._clashes:
            clash = examine(self.ctx, pair)
            if clash is None:
                self.undecided.append(pair)
                return None
            self._clashes[pair] = clash
        return self._clashes[pair]

    def findings(self) -> Iterator[Finding]:
        """One finding for each group that has any pairs."""
        ctx = self.ctx
        if self.plain:
            yield from self._group(
                self.plain, _PLAIN, words.plain_message, words.plain_mend(self.plain)
            )
        for reading, pairs in self.direct.items():
            say = partial(words.direct_message, ctx, reading)
            mend = words.direct_mend(ctx, reading, pairs)
            yield from self._group(pairs, f"直接\x1f{reading}", say, mend)
        if self.both_direct:
            say = partial(words.both_direct_message, ctx)
            mend = words.both_direct_mend(self.both_direct)
            yield from self._group(self.both_direct, "直接之间", say, mend)
        for contrary, found in self.conditional.items():
            links = [unlinked for _, unlinked in found]
            yield from self._group(
                [pair for pair, _ in found],
                "相抵" if contrary else "附条件",
                words.contrary_message if contrary else words.unlinked_message,
                words.contrary_mend(links) if contrary else words.unlinked_mend(links),
                Status.CONDITIONAL,
                Severity.LOW,
            )

    # One group ------------------------------------------------------------------------

    def _group(
        self,
        pairs: Sequence[Pair],
        kind: str,
        say: Callable[[Sequence[Pair], Clash], str],
        mend: str,
        status: Status = Status.WITNESSED,
        severity: Severity = Severity.HIGH,
    ) -> Iterator[Finding]:
        ctx = self.ctx
        shown = [clash for pair in self._chosen(pairs) if (clash := self._examined(pair))]
        if not shown:
            return
        further = [more for clash in shown if kind == _PLAIN for more in other_routes(ctx, clash)]
        cases = [evolve(clash, edges=edges(ctx, clash)) for clash in (*shown, *further)]
        cases = telling_first(cases, self._trait)
        parts = tuple(
            self._part(clash, say([clash.pair], clash), status, severity) for clash in cases
        )
        norms = once((*cases[0].pair.norms, *words.norms_of(pairs)))
        message, holds = parts[0].message, parts[0].readings
        if len(pairs) > 1:
            holds = self._holding(pairs, shown)
            message = say(pairs, cases[0]) + words.tally(pairs, shown) + under(holds)
        yield evolve(
            parts[0],
            message=message,
            documents=self.ctx.documents(norms),
            citations=cite_all(norms),
            norms=once(map(place, norms)),
            readings=holds,
            suggestion=mend,
            fingerprint=self._fingerprint(kind, [self._pair_fingerprint(pair) for pair in pairs]),
            parts=parts,
        )

    def _pair_fingerprint(self, pair: Pair, route: Sequence[str] = ()) -> str:
        members = [f"{n.document}\x1f{place(n)}\x1f{values_of([n])}" for n in pair.norms]
        members += [f"另\x1f{name}" for name in route]
        return self._fingerprint("对", members)

    def _fingerprint(self, kind: str, members: Sequence[str]) -> str:
        policy = self.ctx.policy.name
        return fingerprint(CODE, policy, self.outcome.name, self.subject, kind, members=members)

    def _trait(self, clash: Clash) -> Trait:
        """What makes a clash worth showing before others."""
        pair, shown = clash.pair, clash.shown
        one, two = own_facts(self.ctx, pair)
        off = frozenset(shown.found.facts)
        aspects = [
            {a for name in side if (a := self.ctx.policy.fact(name).aspect)} for side in (one, two)
        ]
        return Trait(
            weak=2 * (not shown.robust) + bool(clash.edges),
            where=(article(pair.first), article(pair.second)),
            facts=off & (one | two),
            related=bool(one & two or aspects[0] & aspects[1]),
            cost=shown.found.cost,
        )

    def _chosen(self, pairs: Sequence[Pair]) -> Sequence[Pair]:
        """The pairs to carry, of very many: the one with the smallest case of all, then between
        every two 条 the one that needs the fewest facts, then the next."""
        if len(pairs) <= MAX_PARTS:
            return pairs
        chosen = dict.fromkeys(smallest_of(self.ctx, pairs))
        groups = words.by_article(pairs).values()
        queues = [sorted(each, key=lambda p: len(p.forced)) for each in groups]
        for layer in zip_longest(*queues):
            chosen |= dict.fromkeys(pair for pair in layer if pair is not None)
        return list(chosen)[:MAX_PARTS]

    def _holding(self, pairs: Sequence[Pair], shown: Sequence[Clash]) -> tuple[Readings, ...]:
        """The readings under which any of the pairs clash, shown or not."""
        holds = self.ctx.union([clash.shown.holds for clash in shown])
        if not holds or len(shown) == len(pairs):
            return holds
        names = {name for cover in holds for name in cover}
        query = disj(pair.query for pair in pairs)
        return self.ctx.holding(query, holds[0], names)

    def _part(self, clash: Clash, message: str, status: Status, severity: Severity) -> Finding:
        pair, shown, ctx = clash.pair, clash.shown, self.ctx
        ctx.replay.shows(
            shown.found.facts,
            shown.needs,
            self.outcome.name,
            self.subject,
            kind=Kind.CONFLICT,
            in_force=pair.norms,
        )
        return ctx.witnessed(
            code=CODE,
            name=NAME,
            status=status,
            severity=severity,
            message=message + words.how_sure(ctx, clash),
            norms=pair.norms,
            found=shown.found,
            needs=shown.needs,
            holds=shown.holds,
            fingerprint=self._pair_fingerprint(pair, clash.route),
        )


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
