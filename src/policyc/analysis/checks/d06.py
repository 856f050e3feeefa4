"""无效事实。

检查什么
    声明了一项事实，却没有一个条款、触发条件、职责或者追责用到它；或者虽然用到，它怎样变化都不影响任何条款是否
    适用。官方认定的事实（已评定、现级别）不在此列。

为什么
    要么是条文漏写了本来要用它的一项，要么是编码时多列了一项，让人白白收集材料。

反例
    事实：涉种地块数。
    第七条：种植罂粟10000株以上的，予以挂牌整治。
    没有一条用到涉种地块数。

正例
    第七条：种植罂粟10000株以上或者涉种地块500处以上的，予以挂牌整治。

如何修改
    核对原文：漏写的，补上用到它的条款；用不上的，删去这项声明。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.decode import decode_readings
from policyc.analysis.implied import is_impossible, sample
from policyc.analysis.logic import conj, differ, disj
from policyc.analysis.twin import Twin
from policyc.analysis.words import cited as in_places
from policyc.analysis.words import listed
from policyc.core.conditions import Condition, facts_of
from policyc.core.cone import conditions_of_norm, own_conditions
from policyc.core.content import Duty, Sanction
from policyc.core.norms import Fact, Norm
from policyc.core.run import OpenReading, Run
from policyc.core.types import Value
from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint

CODE, NAME = "D06", "无效事实"


def find(ctx: Context) -> Iterator[Finding]:
    """Facts that no clause turns on: unused ones together, then each that is used in vain."""
    policy = ctx.policy
    official = {outcome.given for outcome in policy.outcomes}
    linked = {name for axiom in policy.axioms for name in facts_of(axiom.condition)}
    used = {name for condition in _conditions(ctx) for name in facts_of(condition)}
    asked = [fact for fact in policy.facts if fact.name not in official | linked]
    unused = [fact for fact in asked if fact.name not in used]
    if unused:
        yield _finding(ctx, unused, "没有一个条款用到")
    for fact in asked:
        if fact.name in used and _is_idle(ctx, fact):
            where = [place for place, c in _placed(ctx) if fact.name in facts_of(c)]
            yield _finding(ctx, [fact], f"虽然{in_places(where)}提到，却不影响任何条款")


def _conditions(ctx: Context) -> Iterator[Condition]:
    return (condition for _, condition in _placed(ctx))


def _placed(ctx: Context) -> Iterator[tuple[str, Condition]]:
    """Every condition of the text with its place."""
    policy = ctx.policy
    for norm in policy.norms:
        for condition in conditions_of_norm(norm):
            yield norm.citation or norm.id, condition
    for outcome in policy.outcomes:
        for condition in own_conditions(outcome, ()):
            yield outcome.trigger_citation or outcome.name, condition
    for clause in policy.content:
        if isinstance(clause, (Duty, Sanction)):
            yield clause.place.citation, clause.condition


def _is_idle(ctx: Context, fact: Fact) -> bool:
    """Whether no condition of the text can change with a fact."""
    if ctx.variables.facts[fact.name].known is not True:
        return False
    norms, conditions = _uses(ctx)[fact.name]
    if any(_turns_sample(ctx, fact, norm) for norm in norms):
        return False
    truths = [ctx.encoding.truth(condition).t for condition in conditions]
    if is_impossible(ctx, disj(truths)):
        return False  # told by D01
    twin = Twin(ctx, fact.name)
    changes = [differ(truth, twin.moved(truth)) for truth in truths]
    return is_impossible(ctx, conj((twin.domain(), disj(changes))))


def _uses(ctx: Context) -> Mapping[str, tuple[list[Norm], list[Condition]]]:
    """For every fact the norms and the conditions that mention it, in the order of the text."""
    key = ("uses of facts",)
    if key not in ctx.memo:
        found: dict[str, tuple[list[Norm], list[Condition]]] = {}
        for norm in ctx.policy.norms:
            mentioned = (name for c in conditions_of_norm(norm) for name in facts_of(c))
            for name in dict.fromkeys(mentioned):
                found.setdefault(name, ([], []))[0].append(norm)
        for condition in _conditions(ctx):
            for name in dict.fromkeys(facts_of(condition)):
                found.setdefault(name, ([], []))[1].append(condition)
        ctx.memo[key] = found
    uses: Mapping[str, tuple[list[Norm], list[Condition]]] = ctx.memo[key]
    return uses


def _turns_sample(ctx: Context, fact: Fact, norm: Norm) -> bool:
    """Whether the fact puts a norm out of force in a case at hand: a look without the solver."""
    known = _sample_case(ctx, norm)
    if known is None:
        return False
    facts, readings = known
    for value in ctx.variables.points(fact.name):
        run = Run(ctx.policy, {**facts, fact.name: value}, readings, ctx.as_of)
        try:
            if run.applies(norm) is False:
                return True
        except OpenReading:
            return False
    return False


def _sample_case(ctx: Context, norm: Norm) -> tuple[dict[str, Value], dict[str, str]] | None:
    """A case with a norm in force, for the interpreter, as far as the norm depends on it."""
    key = ("sample case", norm.id)
    if key not in ctx.memo:
        model = sample(ctx, norm)
        if model is not None:
            own = sorted(ctx.facts_of(norm))
            values = ((name, ctx.variables.facts[name].decode(model)) for name in own)
            facts = {name: value for name, value in values if value is not None}
            readings = ctx.meanings(decode_readings(ctx.variables, model))
            model = facts, readings
        ctx.memo[key] = model
    found: tuple[dict[str, Value], dict[str, str]] | None = ctx.memo[key]
    return found


def _finding(ctx: Context, facts: list[Fact], what: str) -> Finding:
    own = ctx.own
    named = listed(f"“{fact.name}”" for fact in facts)
    citations = tuple(dict.fromkeys(Cited(own, fact.basis) for fact in facts if fact.basis))
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.LOW,
        message=f"事实{named}{what}：它怎样变化，结论都不变。",
        documents=(own,),
        citations=citations,
        suggestion=f"核对原文：漏写的，补上用到{named}的条款；用不上的，删去这项声明。",
        fingerprint=fingerprint(CODE, ctx.policy.name, members=[fact.name for fact in facts]),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.LOW, find=find)
