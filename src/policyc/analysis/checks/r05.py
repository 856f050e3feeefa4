"""单位不符。

检查什么
    一个条款对某一类单位作出认定，而文件写明的评定单位里没有这一类；或者全文整治、分级的那一类单位，本身就不在评定单位之内。
    一个流程从一类对象开始，中途的处置说的却是另一类，而没有写明前者怎样成为后者的，也在此列。

为什么
    评定单位之外的地区被列入以后，分几级、由谁评、期限多长都没有规定；也可能与评定单位的规定自相矛盾。

反例
    第四条：以县级、乡镇（街道）为评定单位。
    第四条第三句：辖区内有3个以上的，该市（州）被列为毒品问题严重地区。

正例
    第四条：以县级、乡镇（街道）为评定单位；市（州）按本条第三款列入。

如何修改
    在评定单位里写明这一类，并写明列入以后怎样分级、由谁评定；或者改为对评定单位作出规定。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyc.analysis.cases import Claim, best_case
from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.grouping import norms_fingerprint
from policyc.analysis.logic import disj
from policyc.analysis.solve import Found
from policyc.analysis.words import listed, place, places, under
from policyc.core.lifecycle import Lifecycle
from policyc.core.norms import Norm, Outcome
from policyc.core.run import Run
from policyc.findings.finding import (
    Cited,
    Finding,
    Readings,
    Severity,
    Status,
    cite_all,
    fingerprint,
)

CODE, NAME = "R05", "单位不符"

_ANY = "地区"
"""What an outcome is about that names no kind of unit."""

_NOTE = re.compile(r"（[^（）]*）")


def find(ctx: Context) -> Iterator[Finding]:
    """Norms about kinds of unit that the document does not assess.

    Most outcomes are about things of their own (考核等级 of a 部门). What a life goes through is
    what is assessed, so there the outcome's own subject has to be among the units too.
    """
    for life in ctx.policy.lifecycles:
        yield from _renamed(ctx, life)
    if not ctx.policy.units:
        return
    lived = {life.state for life in ctx.policy.lifecycles}
    for outcome in ctx.outcomes():
        for subject in ctx.policy.subjects_of(outcome.name):
            norms = ctx.policy.norms_for(outcome.name, subject)
            other = subject != outcome.subject
            own = outcome.name in lived and subject != _ANY and bool(norms)
            if (other or own) and not _is_assessed(subject, ctx.policy.units):
                yield _finding(ctx, outcome, subject, norms)


def _renamed(ctx: Context, life: Lifecycle) -> Iterator[Finding]:
    """Decisions of a life that speak of another kind of subject than the one that lives it."""
    begun = ctx.policy.outcome(life.state).subject
    for name in life.deciders:
        subject = ctx.policy.outcome(name).subject
        norms = ctx.policy.norms_for(name, subject)
        if subject != begun and norms:
            first = ctx.policy.norms_for(life.state, begun)
            yield Finding(
                code=CODE,
                name=NAME,
                status=Status.READ,
                severity=Severity.MEDIUM,
                message=(
                    f"流程「{life.name}」从“{begun}”开始，{places(norms)}的“{name}”说的却是“{subject}”："
                    "前者怎样成为后者，文件没有写明。"
                ),
                documents=ctx.documents(norms),
                citations=cite_all((*first, *norms)),
                norms=tuple(dict.fromkeys(map(place, norms))),
                suggestion=f"自始至终说同一类对象；确要换的，写明“{begun}”怎样成为“{subject}”，是哪一个。",
                fingerprint=fingerprint(CODE, ctx.policy.name, life.name, name, subject),
            )


def _is_assessed(subject: str, units: Sequence[str]) -> bool:
    """Whether a kind of subject is one of the units, written as a whole or without its note."""
    names = {name for unit in units for name in _names(unit)}
    return bool(names & set(_names(subject)))


def _names(unit: str) -> list[str]:
    """县级（含开发区） as such, without the note, and what the note names: 乡镇（街道）."""
    inside = [note.strip("（）").removeprefix("含") for note in _NOTE.findall(unit)]
    return [name for name in (unit, _NOTE.sub("", unit), *inside) if name]


def _finding(ctx: Context, outcome: Outcome, subject: str, norms: Sequence[Norm]) -> Finding:
    query = disj(ctx.encoding.force(norm).t for norm in norms)
    facts = frozenset().union(*map(ctx.facts_of, norms))

    def probe(run: Run) -> list[object]:
        return [run.force(norm) for norm in norms]

    def needs(found: Found) -> Readings:
        return ctx.replay.needed(found.facts, found.readings, probe)

    _, case = best_case(ctx, Claim(query, facts, needs))
    if case is not None:
        for _, forces in ctx.replay.everywhere(case.found.facts, case.needs, probe):
            if True not in forces:
                ctx.replay.mismatch(case.found.facts, case.needs, f"{places(norms)}应当生效")
    holds = () if case is None else case.holds
    said = ctx.policy.units_at
    units = "、".join(ctx.policy.units)
    if said:
        units += f"（{listed(each.citation for each in said)}）"
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.WITNESSED if case is not None else Status.READ,
        severity=Severity.MEDIUM,
        message=(
            f"{places(norms)}对“{subject}”作出“{outcome.name}”的认定，"
            f"但文件的评定单位是{units}，不包括“{subject}”。{under(holds)}"
        ),
        documents=ctx.documents(norms),
        citations=(*cite_all(norms), *(Cited(ctx.own, p.citation, p.quote) for p in said)),
        witness=None if case is None else ctx.witness(case.found.facts, case.needs),
        replayed=None if case is None else True,
        norms=tuple(dict.fromkeys([*map(place, norms), *(each.citation for each in said)])),
        axioms=() if case is None else ctx.axioms_about(case.found),
        readings=holds,
        suggestion=(
            f"写明“{subject}”是不是评定单位，列入以后怎样分级、由谁评定、期限多长；"
            "或者改为对评定单位作出规定。"
        ),
        fingerprint=norms_fingerprint(ctx, CODE, outcome, subject, norms),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
