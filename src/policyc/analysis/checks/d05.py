"""常理矛盾。

检查什么
    常理之间是否互相矛盾；常理是否使某个结论的触发条件、某一条款的条件永远不能成立。本项最先检查：常理
    自相矛盾时，其他检查的结论都没有意义，不再进行。

为什么
    常理是证明时的前提。前提互相矛盾，就什么都能“证明”；前提排除了某一条款本要管的情形，这一条款就形同
    虚设，而错处不在条文，在常理。

反例
    常理「甲」：被通报 则 已列入。常理「乙」：非 已列入。
    第七条：被通报的，予以挂牌整治。
    两条常理合起来使“被通报”永远不成立，第七条因此不可能适用。

正例
    常理「甲」：被通报 则 已列入。
    第七条：被通报的，予以挂牌整治。

如何修改
    逐条核对所列常理的依据，删去或者放宽没有依据的一条。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, conj
from policyc.analysis.reach import condition_facts
from policyc.analysis.solve import Answer
from policyc.analysis.words import listed, place, under
from policyc.core.conditions import Condition, readings_of
from policyc.core.norms import ReadingSort
from policyc.findings.finding import (
    Cited,
    Finding,
    Readings,
    Severity,
    Status,
    cite,
    fingerprint,
)

_MAX_COMBINATIONS = 64
"""Combinations of the axioms' own readings that are looked at one by one."""


def find(ctx: Context) -> Iterator[Finding]:
    """Contradictions among the axioms, then conditions that they rule out."""
    axioms = ctx.encoding.axioms()
    if not axioms:
        return
    answer = ctx.bare.check(*axioms.values())
    if answer is Answer.UNKNOWN:
        yield ctx.undecided("D05", "常理矛盾", Severity.HIGH, "各项常理能否同时成立")
        return
    if answer is Answer.UNSAT:
        ctx.consistent = False
        yield _contradiction(ctx, _core(ctx, (), axioms), ())
        return
    yield from _under_readings(ctx, axioms)
    yield from _ruled_out(ctx, axioms)


def _core(ctx: Context, given: Sequence[Formula], axioms: Mapping[str, Formula]) -> list[str]:
    """Axioms that are enough for the contradiction, none of which can be left out."""
    needed = list(axioms)
    for name in axioms:
        rest = [axioms[other] for other in needed if other != name]
        if ctx.bare.check(*given, *rest) is Answer.UNSAT:
            needed.remove(name)
    return needed


def _under_readings(ctx: Context, axioms: Mapping[str, Formula]) -> Iterator[Finding]:
    """Choices of the axioms' own readings under which they contradict each other."""
    used = {name for axiom in ctx.policy.axioms for name in readings_of(axiom.condition)}
    readings = [r for r in ctx.policy.readings if r.name in used]
    readings = [r for r in readings if r.sort is ReadingSort.MEANING]
    combinations = list(product(*(r.choices for r in readings)))
    if not readings or len(combinations) > _MAX_COMBINATIONS:
        return
    bad: dict[tuple[str, ...], list[Readings]] = {}
    for combination in combinations:
        chosen = dict(zip([r.name for r in readings], combination, strict=True))
        given = ctx.chosen(chosen)
        if ctx.bare.check(given, *axioms.values()) is Answer.UNSAT:
            bad.setdefault(tuple(_core(ctx, (given,), axioms)), []).append(chosen)
    for core, under_these in bad.items():
        yield _contradiction(ctx, core, tuple(under_these))


def _contradiction(ctx: Context, core: Sequence[str], readings: tuple[Readings, ...]) -> Finding:
    named = listed(f"“{name}”" for name in core)
    what = f"常理{named}不能同时成立" if len(core) > 1 else f"常理{named}不可能成立"
    tail = "其他检查因此没有进行。" if not readings else ""
    return Finding(
        code="D05",
        name="常理矛盾",
        status=Status.PROVED,
        severity=Severity.HIGH,
        message=f"{what}：没有任何情形符合。{under(readings)}{tail}",
        documents=ctx.documents(()),
        citations=_grounds(ctx, core),
        axioms=tuple(core),
        readings=readings,
        suggestion=f"核对{named}的依据，删去或者放宽其中一条。",
        fingerprint=fingerprint("D05", ctx.policy.name, "矛盾", members=core),
    )


def _grounds(ctx: Context, core: Sequence[str]) -> tuple[Cited, ...]:
    own = ctx.documents(())[0]
    axioms = [axiom for axiom in ctx.policy.axioms if axiom.name in core]
    return tuple(Cited(own, a.basis or f"常理“{a.name}”") for a in axioms)


def _ruled_out(ctx: Context, axioms: Mapping[str, Formula]) -> Iterator[Finding]:
    """Triggers and conditions that hold somewhere, but nowhere the axioms hold."""
    spoken = condition_facts(ctx.policy, (axiom.condition for axiom in ctx.policy.axioms))
    for what, citation, condition, places in _conditions(ctx):
        if not spoken & condition_facts(ctx.policy, (condition,)):
            continue
        formula = ctx.encoding.truth(condition).t
        answer = ctx.session.check(formula)
        if answer is Answer.UNKNOWN:
            yield ctx.undecided("D05", "常理矛盾", Severity.HIGH, f"{what}能否成立")
        if answer is not Answer.UNSAT or ctx.bare.check(formula) is not Answer.SAT:
            continue
        core = _core(ctx, (conj((formula,)),), axioms)
        named = listed(f"“{name}”" for name in core)
        yield Finding(
            code="D05",
            name="常理矛盾",
            status=Status.PROVED,
            severity=Severity.HIGH,
            message=f"常理{named}使{what}永远不能成立。",
            documents=ctx.documents(()),
            citations=(citation, *_grounds(ctx, core)),
            norms=places,
            axioms=tuple(core),
            suggestion=f"核对{named}的依据：条文既然规定了这种情形，常理就不应当把它排除。",
            fingerprint=fingerprint("D05", ctx.policy.name, citation.citation, what, members=core),
        )


def _conditions(ctx: Context) -> Iterator[tuple[str, Cited, Condition, tuple[str, ...]]]:
    own = ctx.documents(())[0]
    for outcome in ctx.policy.outcomes:
        if outcome.trigger is not None:
            where = outcome.trigger_citation or outcome.name
            cited = Cited(own, where, outcome.trigger_quote)
            yield f"“{outcome.name}”的触发条件（{where}）", cited, outcome.trigger, ()
    for norm in ctx.policy.norms:
        yield f"{place(norm)}的条件", cite(norm), norm.condition, (place(norm),)


CHECK = Check(code="D05", name="常理矛盾", severity=Severity.HIGH, find=find, base=True)
