"""冗余条件。

检查什么
    一个条款的条件中有一部分，删去以后任何情形、任何读法下都不影响它是否适用：它已经包含在别的条件里，或者但书
    所说的情形从来碰不上。同一条几项共用的前提，只有对各项都多余时才报告；依常理才看得出多余的，只作提示。

为什么
    多余的条件让人以为它有作用，反过来怀疑别的条款也要具备它。

反例
    第七条：种植罂粟10000株以上，且种植罂粟5000株以上的，予以挂牌整治。

正例
    第七条：种植罂粟10000株以上，且禁种铲毒责任落实不到位的，予以挂牌整治。

如何修改
    删去多余的条件，或者核对它的数字：本意也许是另一个数。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.analysis.checks.check import Check
from policyc.analysis.condition_words import show_condition
from policyc.analysis.context import Context
from policyc.analysis.implied import is_impossible, sample
from policyc.analysis.logic import Formula, conj, differ, disj
from policyc.analysis.parts import Part, parts_of
from policyc.analysis.reach import condition_facts
from policyc.analysis.solve import Answer
from policyc.analysis.words import article, listed, place
from policyc.core.conditions import Condition, OutcomeRef, atoms, readings_of
from policyc.core.content import Duty, Sanction
from policyc.core.norms import Norm
from policyc.findings.finding import Cited, Finding, Severity, Status, cite, fingerprint

CODE, NAME = "D04", "冗余条件"


def find(ctx: Context) -> Iterator[Finding]:
    """Parts of conditions that change nothing."""
    norms = [norm for norm in ctx.policy.norms if sample(ctx, norm) is not None]
    idle = {norm.id: _idle(ctx, norm.condition) for norm in norms}
    for norm in norms:
        found = [part for part in idle[norm.id] if not _serves_others(norm, part, norms, idle)]
        named = [show_condition(ctx.policy, part.condition, True) for part in found]
        changed = [_change(ctx, norm.condition, part) for part in found]
        if norm.exception is not None:
            both = (ctx.encoding.truth(norm.condition).t, ctx.encoding.truth(norm.exception).t)
            if is_impossible(ctx, conj(both)):
                named.append(f"除外的{show_condition(ctx.policy, norm.exception, True)}")
                changed.append(conj(both))
        if named:
            yield _finding(ctx, cite(norm), place(norm), named, changed)
    own = ctx.documents(())[0]
    for clause in ctx.policy.content:
        if isinstance(clause, (Duty, Sanction)):
            found = _idle(ctx, clause.condition)
            if found and not is_impossible(ctx, ctx.encoding.truth(clause.condition).t):
                named = [show_condition(ctx.policy, part.condition, True) for part in found]
                changed = [_change(ctx, clause.condition, part) for part in found]
                cited = Cited(own, clause.place.citation, clause.place.quote)
                yield _finding(ctx, cited, clause.place.citation, named, changed)


def _change(ctx: Context, condition: Condition, part: Part) -> Formula:
    """That it matters whether a part is there."""
    return differ(ctx.encoding.truth(condition).t, ctx.encoding.truth(part.without).t)


def _idle(ctx: Context, condition: Condition) -> list[Part]:
    """The parts that can go one by one; of two that say the same only the later."""
    found: list[Part] = []
    for part in reversed(list(parts_of(condition))):
        if _names_an_outcome(part):
            continue
        if not _is_touched(ctx, part):
            continue
        idle = is_impossible(ctx, _change(ctx, condition, part))
        if idle and not _is_other_way_round(ctx, part, found):
            found.append(part)
    return found[::-1]


def _names_an_outcome(part: Part) -> bool:
    """A premise such as 问题供水点 says whom an article is about; to find it implied is no news."""
    return any(isinstance(atom.operand, OutcomeRef) for atom in atoms(part.condition))


def _is_other_way_round(ctx: Context, part: Part, found: list[Part]) -> bool:
    """Whether a part is idle only because of one that was already found to be."""
    mine = ctx.encoding.truth(part.condition).t
    return any(
        other.condition in part.siblings
        and is_impossible(ctx, differ(mine, ctx.encoding.truth(other.condition).t))
        for other in found
    )


def _is_touched(ctx: Context, part: Part) -> bool:
    """Whether the rest of the condition speaks about the same facts at all."""
    own = condition_facts(ctx.policy, [part.condition])
    if not own:
        return not any(True for _ in readings_of(part.condition))
    rest = condition_facts(ctx.policy, [part.without])
    return bool(own & rest) or any(ctx.session.linked(a, b) for a in own for b in rest)


def _serves_others(norm: Norm, part: Part, norms: list[Norm], idle: dict[str, list[Part]]) -> bool:
    """Whether a common lead-in does matter to another item of its 条."""
    if not part.top:
        return False
    for other in norms:
        if other is norm or article(other) != article(norm):
            continue
        shared = any(p.top and p.condition == part.condition for p in parts_of(other.condition))
        if shared and not any(p.condition == part.condition for p in idle[other.id]):
            return True
    return False


def _axioms(ctx: Context, changed: Sequence[Formula]) -> tuple[str, ...]:
    """Axioms without which the parts would matter, none of which can be left out."""
    change = disj(changed)
    axioms = ctx.encoding.axioms()
    needed = list(axioms)
    for name in axioms:
        rest = [axioms[other] for other in needed if other != name]
        if ctx.bare.check(change, *rest) is Answer.UNSAT:
            needed.remove(name)
    return tuple(needed)


def _finding(
    ctx: Context, cited: Cited, where: str, named: list[str], changed: Sequence[Formula]
) -> Finding:
    axioms = _axioms(ctx, changed)
    given = f"（依常理{listed(f'“{name}”' for name in axioms)}）" if axioms else ""
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.PROVED,
        severity=Severity.NOTE if axioms else Severity.LOW,
        message=f"{where}中的条件{listed(named)}多余：删去以后，适用的情形不变{given}。",
        documents=(cited.document,),
        citations=(cited,),
        norms=(where,),
        axioms=axioms,
        suggestion=f"删去{listed(named)}，或者核对它的范围：本意也许与此不同。",
        fingerprint=fingerprint(CODE, ctx.policy.name, cited.document, where, members=named),
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.LOW, find=find)
