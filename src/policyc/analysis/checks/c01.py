"""结论冲突。

检查什么
    同一对象的同一结论，两个条款在同一情形下都生效，给出的结论却不能并存（两个不同的级别，或者“可以取消”
    对“应当视情延期”），而文件没有规定竞合时如何取舍，也没有规定谁优先于谁。

为什么
    同一个地区既符合挂牌整治的条件，又符合通报警示的条件，评定机关怎么定都有条文可依，也都有条文可驳。

反例
    第七条：非法种植罂粟10000株及以上的，予以挂牌整治。
    第八条：非法种植罂粟5000株（含）至10000株的，予以通报警示。
    “至10000株”如果包含10000株，恰好10000株时两条都适用。

正例
    第七条：非法种植罂粟10000株及以上的，予以挂牌整治。
    第八条：非法种植罂粟5000株以上不满10000株的，予以通报警示。

如何修改
    写明竞合规则（如“同时符合两项以上的，按较重一级确定”），或者使条件互相排斥，或者写明谁优先于谁。
    条款写有“直接”的，写明“直接”是替代本级评定、作为最低级别，还是只免除程序。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest

from attrs import evolve

from policyc.analysis.checks.check import Check
from policyc.analysis.clashes import Clash, Pair, clashing, examine, possible_pairs, smallest_of
from policyc.analysis.conditional import Phrases, is_plainly_real, unlinked
from policyc.analysis.context import Context
from policyc.analysis.logic import disj
from policyc.analysis.replay import show_result
from policyc.analysis.words import article, articles, listed, place, under, values_of
from policyc.core.norms import Fact, Modality, Norm, Outcome, Overlap
from policyc.core.results import Kind
from policyc.core.types import is_ordered
from policyc.findings.finding import Finding, Readings, Severity, Status, cite_all, fingerprint

CODE, NAME = "C01", "结论冲突"
MAX_PARTS = 20
"""Pairs that a finding shows with a case each; of further ones it gives the number."""

_MAX_COUNTS = 12
"""Pairs of 条 whose number of clashes a message gives."""

_MAX_LINKS = 6
"""Pairs of phrases that the suggestion of a conditional finding names."""


def find(ctx: Context) -> Iterator[Finding]:
    """Clashes, one finding for all that one mend removes."""
    for outcome in ctx.policy.outcomes:
        if outcome.overlap in (Overlap.UNSTATED, Overlap.UNIQUE):
            for subject in ctx.policy.subjects_of(outcome.name):
                yield from _clashes(ctx, outcome, subject)


def _clashes(ctx: Context, outcome: Outcome, subject: str) -> Iterator[Finding]:
    pairs, undecided = clashing(ctx, possible_pairs(ctx, outcome, subject))
    groups = _Groups(ctx, outcome, subject)
    for pair in pairs:
        groups.add(pair)
    yield from groups.findings()
    undecided += groups.undecided
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
        self.conditional: list[Pair] = []
        self.phrases: list[Phrases] = []
        self.undecided: list[Pair] = []
        self._clashes: dict[Pair, Clash] = {}

    def add(self, pair: Pair) -> None:
        phrases = None
        if not is_plainly_real(self.ctx, pair):
            clash = self._examined(pair)
            phrases = unlinked(self.ctx, clash) if clash else None
        readings = {norm.direct for norm in pair.norms}
        if phrases:
            self.conditional.append(pair)
            self.phrases.append(phrases)
        elif len(readings) == 2 and None in readings:
            (reading,) = readings - {None}
            assert reading is not None
            self.direct.setdefault(reading, []).append(pair)
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
        if self.plain:
            yield from self._group(self.plain, "竞合", self._message, self._mend())
        for reading, pairs in self.direct.items():
            message = partial(self._direct_message, reading)
            mend = self._direct_mend(reading, pairs)
            yield from self._group(pairs, f"直接\x1f{reading}", message, mend)
        if self.conditional:
            yield from self._group(
                self.conditional,
                "附条件",
                self._conditional_message,
                self._conditional_mend(),
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
        shown = [clash for pair in self._chosen(pairs) if (clash := self._examined(pair))]
        if not shown:
            return
        parts = tuple(
            self._part(clash, say([clash.pair], clash), status, severity) for clash in shown
        )
        best = min(range(len(shown)), key=lambda k: shown[k].found.cost)
        norms = _norms(pairs)
        message = say(pairs, shown[best])
        if len(pairs) > 1:
            message += _tally(pairs, len(pairs) - len(shown))
        holds = self._holding(pairs, shown)
        members = [f"{n.document}\x1f{place(n)}" for n in norms]
        policy = self.ctx.policy.name
        yield evolve(
            parts[best],
            message=message + under(holds),
            documents=self.ctx.documents(norms),
            citations=cite_all(norms),
            norms=tuple(dict.fromkeys(map(place, norms))),
            readings=holds,
            suggestion=mend,
            fingerprint=fingerprint(
                CODE, policy, self.outcome.name, self.subject, kind, members=members
            ),
            parts=parts,
        )

    def _chosen(self, pairs: Sequence[Pair]) -> list[Pair]:
        """The pairs to show: the one with the smallest case of all, then between every two 条 the
        one that needs the fewest facts, then the next."""
        chosen: dict[Pair, None] = {}
        if len(pairs) > MAX_PARTS:
            chosen = dict.fromkeys(smallest_of(self.ctx, pairs))
        queues = [sorted(each, key=lambda p: len(p.forced)) for each in _by_article(pairs).values()]
        for layer in zip_longest(*queues):
            chosen |= dict.fromkeys(pair for pair in layer if pair is not None)
        listed_first = list(chosen)[:MAX_PARTS]
        return [pair for pair in pairs if pair in listed_first]

    def _holding(self, pairs: Sequence[Pair], shown: Sequence[Clash]) -> tuple[Readings, ...]:
        """The readings under which any of the pairs clash, shown or not."""
        holds = self.ctx.union([clash.holds for clash in shown])
        if not holds or len(shown) == len(pairs):
            return holds
        names = {name for cover in holds for name in cover}
        query = disj(pair.query for pair in pairs)
        return self.ctx.holding(query, holds[0], names)

    def _part(self, clash: Clash, message: str, status: Status, severity: Severity) -> Finding:
        pair, ctx = clash.pair, self.ctx
        ctx.replay.shows(
            clash.found.facts,
            clash.needs,
            self.outcome.name,
            self.subject,
            kind=Kind.CONFLICT,
            in_force=pair.norms,
        )
        members = [f"{n.document}\x1f{place(n)}\x1f{values_of([n])}" for n in pair.norms]
        return Finding(
            code=CODE,
            name=NAME,
            status=status,
            severity=severity,
            message=message + under(clash.holds),
            documents=ctx.documents(pair.norms),
            citations=cite_all(pair.norms),
            witness=ctx.witness(clash.found.facts, clash.needs),
            replayed=True,
            norms=tuple(map(place, pair.norms)),
            axioms=ctx.axioms_about(clash.found),
            readings=clash.holds,
            fingerprint=fingerprint(
                CODE, ctx.policy.name, self.outcome.name, self.subject, "对", members=members
            ),
        )

    # Words ----------------------------------------------------------------------------

    def _message(self, pairs: Sequence[Pair], _best: Clash) -> str:
        silent = "文件没有规定如何取舍"
        if self.outcome.overlap is Overlap.UNIQUE:
            silent = "文件要求结论唯一，却没有规定以哪一个为准"
        values = values_of(_norms(pairs))
        name = self.outcome.name
        return f"{_between(pairs)}在同一情形下给出不同的“{name}”（{values}），{silent}。"

    def _mend(self) -> str:
        norms = articles(_norms(self.plain))
        if not all(norm.modality is Modality.SHALL for norm in _norms(self.plain)):
            return f"使{norms}的条件互相排斥，或者写明谁优先于谁。"
        if is_ordered(self.outcome.type):
            return (
                f"在{norms}之外增加一款：同时符合两项以上的，按较重一级确定；"
                "或者声明其他竞合规则，或者使各项条件互相排斥。"
            )
        return (
            f"在{norms}之外增加一款，写明同时符合两项以上时以哪一项为准；或者使各项条件互相排斥。"
        )

    def _direct_message(self, reading: str, pairs: Sequence[Pair], best: Clash) -> str:
        values = values_of(_norms(pairs))
        return (
            f"{_between(pairs)}在同一情形下给出不同的“{self.outcome.name}”（{values}）；"
            f"文件没有说明“{reading}”的含义，谁优先没有定论。"
            f"{'反例的情形下，' if len(pairs) > 1 else ''}{self._by_choice(reading, best)}。"
        )

    def _by_choice(self, reading: str, clash: Clash) -> str:
        """What each choice of the reading makes of a case."""
        replay, name, subject = self.ctx.replay, self.outcome.name, self.subject
        facts = clash.found.facts
        choices = [{reading: choice} for choice in self.ctx.policy.reading(reading).choices]
        needs = dict(clash.needs)
        for chosen in choices:
            needs |= replay.needed(
                facts, clash.found.readings, lambda run: run.conclusion(name, subject), chosen
            )
        results = [
            f"读作“{chosen[reading]}”，结果为"
            + show_result(replay.result(facts, {**needs, **chosen}, name, subject))
            for chosen in choices
        ]
        more = [f"“{n}”读作“{c}”" for n, c in needs.items() if n not in clash.needs]
        also = f"（{'、'.join(more)}时）" if more else ""
        return f"“{reading}”{also}" + "；".join(results)

    def _direct_mend(self, reading: str, pairs: Sequence[Pair]) -> str:
        choices = self.ctx.policy.reading(reading).choices
        norms = _norms(pairs)
        direct = articles(n for n in norms if n.direct is not None)
        others = articles(n for n in norms if n.direct is None)
        return (
            f"写明{direct}中“{reading}”的含义（{listed(choices, '，还是')}），"
            f"或者写明{direct}优先于{others}。"
        )

    def _conditional_message(self, pairs: Sequence[Pair], _best: Clash) -> str:
        return (
            f"{_between(pairs)}给出不同的“{self.outcome.name}”（{values_of(_norms(pairs))}）；"
            "只有把说法相近的认定看作互不相干，才会同时符合。"
        )

    def _conditional_mend(self) -> str:
        links = list(dict.fromkeys(_link(*phrases) for phrases in self.phrases))
        shown = "；".join(links[:_MAX_LINKS]) + ("等" if len(links) > _MAX_LINKS else "")
        return (
            "如果这些说法是同一事物的轻重之分，请列为同一程度的各档；"
            f"如果不能并存，请写成常理：{shown}。"
        )


def _norms(pairs: Sequence[Pair]) -> list[Norm]:
    """The norms of some pairs, in the order of the text."""
    placed = {k: n for pair in pairs for k, n in zip(pair.order, pair.norms, strict=True)}
    return [placed[k] for k in sorted(placed)]


def _between(pairs: Sequence[Pair]) -> str:
    if len(pairs) == 1:
        return f"{place(pairs[0].first)}与{place(pairs[0].second)}"
    return articles(_norms(pairs)) + "的有关规定"


def _by_article(pairs: Sequence[Pair]) -> dict[tuple[str, str], list[Pair]]:
    groups: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault((article(pair.first), article(pair.second)), []).append(pair)
    return groups


def _tally(pairs: Sequence[Pair], more: int) -> str:
    """How many pairs there are between which 条, and how many are not shown."""
    counts = [
        f"{one}与{two}{len(each)}对" if one != two else f"{one}之内{len(each)}对"
        for (one, two), each in _by_article(pairs).items()
    ]
    if len(counts) > _MAX_COUNTS:
        counts = [*counts[:_MAX_COUNTS], f"另在{len(counts) - _MAX_COUNTS}组条文之间"]
    rest = f"，其中{more}对未逐一列出" if more else ""
    return f"共{len(pairs)}对：{'，'.join(counts)}{rest}。"


def _link(one: Sequence[Fact], two: Sequence[Fact]) -> str:
    aspect = next((fact.aspect for fact in (*one, *two)), "")
    inside = f"（同属“{aspect}”）" if aspect else ""
    return f"{listed(f'“{f.name}”' for f in one)}与{listed(f'“{f.name}”' for f in two)}{inside}"


CHECK = Check(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
