"""期限缺失。

检查什么
    进入一级、或者延期、升级、降级以后，文件没有规定整治多久。

为什么
    没有期限就没有届满，取消、延期、升级都无从谈起。

反例
    第十条：挂牌整治三年，通报警示二年。
    第十一条：期限届满，措施不得力的，应当延期或者升级整治。
    延期多久、升级到哪一级、那一级多久，都没有写明。

正例
    第十一条：期限届满，措施不得力的，应当延期一年。

如何修改
    写明延期多久，升到、降到哪一级，以及那一级的期限。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.logic import conj, neg
from policyc.analysis.moves import Moves, lives
from policyc.analysis.solve import Answer
from policyc.analysis.words import listed
from policyc.core.lifecycle import Change, ChangeKind
from policyc.core.types import Value, show_value
from policyc.findings.finding import (
    Case,
    Cited,
    Finding,
    Severity,
    Status,
    Witness,
    fingerprint,
)

CODE, NAME = "L06", "期限缺失"


def find(ctx: Context) -> Iterator[Finding]:
    """For each life, the states and the changes for which the text sets no term."""
    for moves in lives(ctx):
        states = [state for state in moves.lived if state in moves.paths and _endless(moves, state)]
        changes = [change for change in moves.life.changes if _says_no_term(change)]
        if states or changes:
            yield _finding(ctx, moves, states, changes)


def _endless(moves: Moves, state: Value) -> bool:
    """Whether the text gives a state no term in any case."""
    if moves.life.term is None:
        return moves.lasts(state)
    encoding = moves.ctx.encoding
    norms = moves.norms_of([moves.life.term])
    answered = neg(conj(neg(encoding.force(norm).t) for norm in norms))
    return moves.ctx.session.check(moves.at(state), answered) is Answer.UNSAT


def _says_no_term(change: Change) -> bool:
    if change.kind is ChangeKind.PROLONG:
        return change.length is None
    return change.target_open


def _finding(ctx: Context, moves: Moves, states: list[Value], changes: list[Change]) -> Finding:
    said = []
    if states:
        said.append(f"{listed(map(show_value, states))}多久没有规定")
    said += [f"{change.citation}的{show_value(change.value)}{_lacks(change)}" for change in changes]
    document = ctx.documents(moves.norms_of(moves.life.deciders))[0]
    cited = [Cited(document, change.citation, change.quote) for change in changes]
    if states:
        cited.insert(0, Cited(document, moves.life.citation, moves.life.quote))
    reached = states[-1:] or [state for state in moves.lived if state in moves.paths][-1:]
    history = [*moves.history(reached[0])] if reached else []
    history += [f"{show_value(change.value)}以后的期限没有写明" for change in changes[:1]]
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.READ,
        severity=Severity.MEDIUM,
        message=f"{'；'.join(said)}：期限何时届满无从确定。",
        documents=(document,),
        citations=tuple(dict.fromkeys(cited)),
        witness=Witness((Case({}, tuple(history)),)),
        norms=tuple(dict.fromkeys(each.citation for each in cited)),
        suggestion=f"写明{_wanting(states, changes)}。",
        fingerprint=fingerprint(
            CODE,
            ctx.policy.name,
            moves.life.name,
            members=[*map(show_value, states), *(show_value(c.value) for c in changes)],
        ),
    )


def _wanting(states: list[Value], changes: list[Change]) -> str:
    """What is to be written, and nothing that the text has already."""
    wanted = [f"{listed(map(show_value, states))}多久"] if states else []
    kinds = {change.kind for change in changes}
    wanted += [f"{show_value(c.value)}多久" for c in changes if c.kind is ChangeKind.PROLONG]
    ends = {ChangeKind.RAISE: "升到", ChangeKind.LOWER: "降到", ChangeKind.TURN: "转为"}
    if where := [word for kind, word in ends.items() if kind in kinds]:
        wanted.append(f"{'、'.join(where)}哪一级，以及那一级的期限")
    return "；".join(wanted)


def _lacks(change: Change) -> str:
    match change.kind:
        case ChangeKind.PROLONG:
            return "没有写明多久"
        case ChangeKind.RAISE:
            return "没有写明升到哪一级"
        case ChangeKind.LOWER:
            return "没有写明降到哪一级"
        case _:
            return "没有写明转为哪一级"


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
