"""What C01 says about clashes, and how each kind of them is mended."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.analysis.cases import agreement
from policyc.analysis.clashes import Clash, Pair
from policyc.analysis.conditional import Unlinked
from policyc.analysis.context import Context
from policyc.analysis.replay import show_result
from policyc.analysis.words import article, articles, listed, place, under, values_of
from policyc.core.norms import Modality, Norm, Overlap
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import is_ordered, show_value

_MAX_COUNTS = 12
"""Pairs of 条 whose number of clashes a message gives."""

CODED = "原文写明以后再改编码："
"""Before what to do about the encoding: the text comes first."""

_MAX_LINKS = 6
"""Pairs of phrases that the suggestion of a conditional finding names."""


def norms_of(pairs: Sequence[Pair]) -> list[Norm]:
    """The norms of some pairs, in the order of the text."""
    placed = {k: n for pair in pairs for k, n in zip(pair.order, pair.norms, strict=True)}
    return [placed[k] for k in sorted(placed)]


def by_article(pairs: Sequence[Pair]) -> dict[tuple[str, str], list[Pair]]:
    """The pairs between every two 条."""
    groups: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault((article(pair.first), article(pair.second)), []).append(pair)
    return groups


def _between(pairs: Sequence[Pair]) -> str:
    if len(pairs) == 1:
        return f"{place(pairs[0].first)}与{place(pairs[0].second)}"
    return articles(norms_of(pairs)) + "的有关规定"


def _differ(pairs: Sequence[Pair]) -> str:
    values = values_of(norms_of(pairs), pairs[0].outcome.type)
    return f"在同一情形下给出不同的“{pairs[0].outcome.name}”（{values}）"


def _silent(pair: Pair) -> str:
    if pair.outcome.overlap is Overlap.UNIQUE:
        return "文件要求结论唯一，却没有规定以哪一个为准"
    return "文件没有规定如何取舍"


# How sure a clash is --------------------------------------------------------------------------


def how_sure(ctx: Context, clash: Clash) -> str:
    """Under which readings two norms clash, and whether they do at one point only."""
    shown = clash.shown
    points = [f"{name}恰为{_shown(ctx, clash, name)}" for name in clash.edges]
    if not points:
        return shown.certainly or under(shown.holds)
    only = under(shown.holds).removesuffix("时如此。")
    at = f"{only}，并且" if only else "只在"
    return f"{at}{'、'.join(points)}时如此。"


def _shown(ctx: Context, clash: Clash, name: str) -> str:
    return show_value(clash.shown.found.facts[name], ctx.policy.fact(name).type)


def tally(pairs: Sequence[Pair], shown: Sequence[Clash]) -> str:
    """How many pairs there are between which 条, how many of them no reading removes, and how
    many are not shown."""
    counts = [
        f"{one}与{two}{len(each)}对" if one != two else f"{one}之内{len(each)}对"
        for (one, two), each in by_article(pairs).items()
    ]
    if len(counts) > _MAX_COUNTS:
        counts = [*counts[:_MAX_COUNTS], f"另在{len(counts) - _MAX_COUNTS}组条文之间"]
    hidden = len(pairs) - len(shown)
    rest = f"，其中{hidden}对未逐一列出" if hidden else ""
    return (
        f"共{len(pairs)}对：{'，'.join(counts)}{rest}。{agreement([c.shown for c in shown], '对')}"
    )


# Two norms of the document's own ----------------------------------------------------------------


def plain_message(pairs: Sequence[Pair], _best: Clash) -> str:
    return f"{_between(pairs)}{_differ(pairs)}，{_silent(pairs[0])}。"


def plain_mend(pairs: Sequence[Pair]) -> str:
    norms = norms_of(pairs)
    shown = articles(norms)
    if not all(norm.modality is Modality.SHALL for norm in norms):
        return f"使{shown}的条件互相排斥，或者写明谁优先于谁。"
    if is_ordered(pairs[0].outcome.type):
        return (
            f"在{shown}之外增加一款：同时符合两项以上的，按较重一级确定；"
            "或者声明其他竞合规则，或者使各项条件互相排斥。"
        )
    return f"在{shown}之外增加一款，写明同时符合两项以上时以哪一项为准；或者使各项条件互相排斥。"


# 直接 -------------------------------------------------------------------------------------------


def direct_message(ctx: Context, reading: str, pairs: Sequence[Pair], best: Clash) -> str:
    """A direct norm against a norm that is none."""
    by_choice = _by_choice(ctx, reading, best)
    return (
        f"{_between(pairs)}{_differ(pairs)}；"
        f"文件没有说明“{reading}”的含义，谁优先没有定论。{_case(pairs)}{by_choice}。"
    )


def direct_mend(ctx: Context, reading: str, pairs: Sequence[Pair]) -> str:
    choices = ctx.policy.reading(reading).choices
    norms = norms_of(pairs)
    direct = articles(n for n in norms if n.direct is not None)
    others = articles(n for n in norms if n.direct is None)
    return (
        f"写明{direct}中“{reading}”的含义（{listed(choices, '，还是')}），"
        f"或者写明{direct}优先于{others}。"
    )


def both_direct_message(ctx: Context, pairs: Sequence[Pair], best: Clash) -> str:
    """Two direct norms against each other."""
    readings = dict.fromkeys(n.direct for n in best.pair.norms if n.direct is not None)
    named = listed(f"“{name}”" for name in readings)
    by_choice = "".join(f"{_by_choice(ctx, name, best)}。" for name in readings)
    return (
        f"{_between(pairs)}都写明{named}，{_differ(pairs)}，{_silent(pairs[0])}。"
        f"{_case(pairs)}{by_choice}"
    )


def both_direct_mend(pairs: Sequence[Pair]) -> str:
    which = _between(pairs).removesuffix("的有关规定")
    for_example = "（例如按较重一级确定）" if is_ordered(pairs[0].outcome.type) else ""
    return f"写明{which}同时适用时以哪一个为准{for_example}，或者使它们的条件互相排斥。"


def _case(pairs: Sequence[Pair]) -> str:
    return "反例的情形下，" if len(pairs) > 1 else ""


def _by_choice(ctx: Context, reading: str, clash: Clash) -> str:
    """What each choice of a reading of priority makes of a case."""
    results: dict[str, OutcomeResult] = {}
    also: dict[str, str] = {}
    pair, shown = clash.pair, clash.shown
    name, subject = pair.outcome.name, pair.subject
    for choice in ctx.policy.reading(reading).choices:
        chosen = {**shown.needs, reading: choice}
        result = ctx.replay.result(shown.found.facts, chosen, name, subject)
        if result.kind is Kind.DIVERGENT:
            more = ctx.replay.needed(
                shown.found.facts,
                shown.found.readings,
                lambda run: run.conclusion(name, subject),
                {reading: choice},
            )
            also |= {n: c for n, c in more.items() if n not in shown.needs}
            result = ctx.replay.result(shown.found.facts, {**more, **chosen}, name, subject)
        results[choice] = result
    when = "、".join(f"“{n}”读作“{c}”" for n, c in also.items())
    each = "；".join(f"读作“{c}”，结果为{show_result(r)}" for c, r in results.items())
    return f"“{reading}”{f'（{when}时）' if when else ''}{each}"


# Words that are not linked ------------------------------------------------------------------------


def unlinked_message(pairs: Sequence[Pair], _best: Clash) -> str:
    return f"{_apart(pairs)}；只有把说法相近的认定看作互不相干，才会同时符合。"


def unlinked_mend(unlinked: Sequence[Unlinked]) -> str:
    return (
        f"在原文里写明能不能同时认定：{_links(unlinked)}。只是轻重不同的，写明各档的次序；"
        "不能并存的，写明认定了一项就不再认定另一项；可以并存的，写明两条同时符合时以哪一条为准。"
        f"{CODED}轻重不同的列为同一程度的各档，不能并存的写成常理。"
    )


def contrary_message(pairs: Sequence[Pair], _best: Clash) -> str:
    return f"{_apart(pairs)}；只有对同一地区同时作出一好一坏、相互抵触的认定，才会同时符合。"


def contrary_mend(unlinked: Sequence[Unlinked]) -> str:
    return (
        f"在原文里写明能不能同时认定：{_links(unlinked)}。不能并存的，写明认定了一项就不再认定"
        f"另一项；可以并存的，写明两条同时符合时以哪一条为准。{CODED}不能并存的写成常理。"
    )


def _apart(pairs: Sequence[Pair]) -> str:
    values = values_of(norms_of(pairs), pairs[0].outcome.type)
    return f"{_between(pairs)}给出不同的“{pairs[0].outcome.name}”（{values}）"


def _links(unlinked: Sequence[Unlinked]) -> str:
    links = list(dict.fromkeys(map(_link, unlinked)))
    return "；".join(links[:_MAX_LINKS]) + ("等" if len(links) > _MAX_LINKS else "")


def _link(each: Unlinked) -> str:
    aspects = {fact.aspect for fact in (*each.one, *each.two)}
    inside = f"（同属“{aspects.pop()}”）" if len(aspects) == 1 and aspects != {""} else ""
    one, two = ([f"“{fact.name}”" for fact in side] for side in (each.one, each.two))
    if len(one) + len(two) == 2:
        return f"{one[0]}与{two[0]}{inside}"
    return f"{_any_of(one)}，与{_any_of(two)}{inside}"


def _any_of(names: Sequence[str]) -> str:
    return f"{'、'.join(names)}中的任一项" if len(names) > 1 else names[0]
