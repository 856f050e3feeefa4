"""一名多指／多名同指。

检查什么
    一个角色或者术语在两处各指不同的人或事；两个角色的名称不同，指的却是同一些人；一个机关在文件里用了几个名称
    （代码用“机关 甲：又称 乙。”声明；原文写明“以下简称”的不算）；两处写的追责措施只差一个字。
    只看文件写明的角色、定义、追责措施和代码声明的机关。

为什么
    追责、报告、考核都按名称找人，名称对不准，责任就落空或者重复。

反例
    第十七条第二句：分管领导是直接责任人。
    第十七条第三句：禁毒委员会委员是直接责任人。
    后文追究直接责任人时，不知道是哪一些。

正例
    第十七条第二句：分管领导是主要责任人。
    第十七条第三句：禁毒委员会委员是直接责任人。

如何修改
    不同的人用不同的名称，同一些人用同一个名称；确实都包括的，在一处一并列举。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.stated import stated
from policyc.analysis.words import listed
from policyc.core.content import Definition, Place, Role, Sanction
from policyc.findings.finding import Cited, Finding, Severity

CODE, NAME = "R02", "一名多指／多名同指"

_NOT_AFTER = "(?<![国家省市县区旗州盟乡镇道级地])"
"""Before a name, these make it another body's: 国家禁毒委员会."""

_TITLE = re.compile("《[^《》]*》|[（(][^（）()]*〔[0-9]{4}〕[^（）()]*号[）)]")
"""The title and the number of a document: 《某办法》（禁毒委发〔2014〕2号）."""


_NAME = 5
"""Names shorter than this differ in a character without being taken for each other: 警告, 记过."""

_ORDINAL = re.compile("[0-9０-９一二三四五六七八九十百千万两甲乙丙丁上中下国省市州县区乡镇村]")


def find(ctx: Context) -> Iterator[Finding]:
    """One name for different things, then two names for one."""
    roles = [clause for clause in ctx.policy.content if isinstance(clause, Role)]
    by_name: dict[str, list[tuple[Place, str, object]]] = {}
    for role in roles:
        shown = "、".join(role.holders)
        by_name.setdefault(role.name, []).append((role.place, shown, frozenset(role.holders)))
    for clause in ctx.policy.content:
        if isinstance(clause, Definition):
            meaning = clause.meaning.strip("。 ")
            by_name.setdefault(clause.name, []).append((clause.place, meaning, meaning))
    for name, said in by_name.items():
        if len({meaning for _, _, meaning in said}) > 1:
            yield _one_name(ctx, name, said)
    yield from _two_names(ctx, roles)
    yield from _bodies(ctx)
    yield from _measures(ctx)


def _bodies(ctx: Context) -> Iterator[Finding]:
    """Bodies that the text itself calls by several names, all in one finding."""
    quotes = {said.place.citation: said.place.quote for said in ctx.policy.content}
    quotes |= {norm.citation: norm.quote for norm in ctx.policy.norms}
    told: list[str] = []
    cited: dict[str, Cited] = {}
    first = _first_uses(
        [name for body in ctx.policy.bodies for name in (body.name, *body.others)], quotes
    )
    for body in ctx.policy.bodies:
        used = {name: first[name] for name in (body.name, *body.others) if name in first}
        used = {name: where for name, where in used.items() if not _is_short(name, quotes.values())}
        if len(used) > 1:
            told.append("、".join(f"“{name}”（{where}）" for name, where in used.items()))
            cited |= {w: Cited(ctx.own, w, quotes[w]) for w in used.values()}
    if told:
        yield stated(
            ctx,
            CODE,
            NAME,
            message=f"同一个机关用了几个名称（多名同指）：{'；'.join(told)}。",
            cited=list(cited.values()),
            suggestion="一个机关只用一个名称；用简称的，在第一次出现的地方写明“以下简称”。",
            key="机关",
            severity=Severity.LOW,
        )


def _is_short(name: str, quotes: Iterable[str]) -> bool:
    """Whether the text introduces a name as the short form of another: （以下简称县住建局）."""
    said = re.compile(rf"以下(?:统称|简称|称)为?[“‘「]?{re.escape(name)}[”’」]?[）)，,；;。]")
    return any(said.search(quote) for quote in quotes)


def _first_uses(names: Sequence[str], quotes: Mapping[str, str]) -> dict[str, str]:
    """The names that the text uses, each with the first clause that does. A name inside a longer
    one (旗禁毒委 in 旗禁毒委员会), or in what names a document, is not used there."""
    found: dict[str, str] = {}
    longest = sorted(names, key=lambda name: (-len(name), name))
    for citation, quote in quotes.items():
        rest = _TITLE.sub("\n", quote)
        for name in longest:
            if re.search(rf"{_NOT_AFTER}{re.escape(name)}(?!办)", rest):
                found.setdefault(name, citation)
            rest = rest.replace(name, "\n")
    return found


def _measures(ctx: Context) -> Iterator[Finding]:
    """Sanctions that are the same but for a word: 党纪政纪处分 beside 党纪政务处分."""
    said: dict[str, list[Place]] = {}
    for clause in ctx.policy.content:
        texts = clause.measures if isinstance(clause, Sanction) else ()
        if isinstance(clause, Definition):
            texts = (clause.meaning.strip("。 "),)
        for text in texts:
            said.setdefault(text.removeprefix("给予"), []).append(clause.place)
    for one, other in combinations(said, 2):
        if _differ_in_a_word(one, other):
            told = "与".join(
                f"“{name}”（{listed(dict.fromkeys(place.citation for place in said[name]))}）"
                for name in (one, other)
            )
            yield stated(
                ctx,
                CODE,
                NAME,
                message=f"{told}只差一个字，疑为同一种措施的两个名称（多名同指）。",
                cited=[
                    Cited(ctx.own, place.citation, place.quote)
                    for place in (*said[one], *said[other])
                ],
                suggestion=f"同一种措施只用一个名称；确有区别的，写明“{one}”与“{other}”各指什么。",
                key=f"措施\x1f{one}\x1f{other}",
                severity=Severity.LOW,
            )


def _differ_in_a_word(one: str, other: str) -> bool:
    """Whether two names of some length differ in one character that is neither a numeral nor says
    which of a series is meant."""
    if len(one) != len(other) or len(one) < _NAME:
        return False
    apart = [a + b for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 and not _ORDINAL.search(apart[0])


def _one_name(ctx: Context, name: str, said: Sequence[tuple[Place, str, object]]) -> Finding:
    own = ctx.own
    told = "；".join(f"{place.citation}指{shown}" for place, shown, _ in said)
    where = listed(place.citation for place, _, _ in said)
    return stated(
        ctx,
        CODE,
        NAME,
        message=f"“{name}”一名多指：{told}。",
        cited=[Cited(own, place.citation, place.quote) for place, _, _ in said],
        suggestion=f"在{where}用不同的名称；都包括的，在一处一并写明。",
        key=name,
        severity=Severity.MEDIUM,
    )


def _two_names(ctx: Context, roles: Sequence[Role]) -> Iterator[Finding]:
    """Roles of different names with the same holders; roles with several places are left out."""
    own, behind = ctx.own, ctx.policy.bodies_behind
    names = [role.name for role in roles]
    single = [role for role in roles if names.count(role.name) == 1]
    for one, other in combinations(single, 2):
        if behind(one.holders) == behind(other.holders):
            yield stated(
                ctx,
                CODE,
                NAME,
                message=(
                    f"“{one.name}”（{one.place.citation}）与“{other.name}”"
                    f"（{other.place.citation}）多名同指：都是{'、'.join(one.holders)}。"
                ),
                cited=[Cited(own, r.place.citation, r.place.quote) for r in (one, other)],
                suggestion=f"只用一个名称；确有区别的，写明“{one.name}”与“{other.name}”各负什么责任。",
                key=f"{one.name}\x1f{other.name}",
                severity=Severity.MEDIUM,
            )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
