"""追责倒挂。

检查什么
    较轻的一级，整治期限反而比较重的一级长。

为什么
    轻的管得久、重的管得短，轻重就颠倒了。

反例
    第十条：挂牌整治一年，通报警示二年。

正例
    第十条：挂牌整治三年，通报警示二年，重点关注一年。

如何修改
    使较重一级的期限不短于较轻一级。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.moves import Moves, lives
from policyc.analysis.words import place, places
from policyc.core.norms import Norm
from policyc.core.types import ScaleType, Value, show_value
from policyc.findings.finding import (
    Case,
    Finding,
    Severity,
    Status,
    Witness,
    cite_all,
    fingerprint,
)

CODE, NAME = "M02", "追责倒挂"


def find(ctx: Context) -> Iterator[Finding]:
    """Neighbouring states of a graded life whose terms run against their gravity."""
    for moves in lives(ctx):
        graded = isinstance(ctx.policy.outcome(moves.life.state).type, ScaleType)
        if graded and moves.life.term is not None:
            terms = [(s, t) for s in moves.lived if (t := _term(ctx, moves, s)) is not None]
            for (light, longer), (grave, shorter) in pairwise(terms):
                if longer[0] > shorter[0]:
                    yield _finding(ctx, moves, (light, *longer), (grave, *shorter))


def _term(ctx: Context, moves: Moves, state: Value) -> tuple[int, Norm] | None:
    """The length of a state's term and the norm that gives it, as the interpreter has it."""
    assert moves.life.term is not None
    facts = {moves.life.given: state}
    result = ctx.replay.result(facts, {}, moves.life.term, moves.subject)
    given = [entry.norm for entry in result.trace if entry.force is True]
    return (result.value, given[0]) if isinstance(result.value, int) and given else None


def _finding(
    ctx: Context, moves: Moves, light: tuple[Value, int, Norm], grave: tuple[Value, int, Norm]
) -> Finding:
    norms = list(dict.fromkeys((light[2], grave[2])))
    assert moves.life.term is not None
    kind = ctx.policy.outcome(moves.life.term).type
    cases = tuple(
        Case({moves.life.given: state}, result=show_value(length, kind))
        for state, length, _ in (light, grave)
    )
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.WITNESSED,
        severity=Severity.MEDIUM,
        message=(
            f"{show_value(grave[0])}比{show_value(light[0])}重，“{moves.life.term}”却更短："
            f"{show_value(grave[1], kind)}，而{show_value(light[0])}是"
            f"{show_value(light[1], kind)}（{places(norms)}）。"
        ),
        documents=ctx.documents(norms),
        citations=cite_all(norms),
        witness=Witness(cases),
        replayed=True,
        norms=tuple(map(place, norms)),
        suggestion=f"使{show_value(grave[0])}的期限不短于{show_value(light[0])}。",
        fingerprint=fingerprint(
            CODE, ctx.policy.name, moves.life.name, show_value(light[0]), show_value(grave[0])
        ),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
