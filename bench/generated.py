"""A made-up base of norms, as large as wanted and the same every time.

Ten norms to an outcome, each outcome with facts of its own and a few that all share: three bands of
a number, six attributes, two of them together. Most outcomes say which of several grades prevails;
one in ``FLAWED_EVERY`` does not, and has conditions that a graver case can fail: it has clashes and
inversions to show, as a real base has.
"""

from __future__ import annotations

from policyc.core.conditions import All, Any, Compare, Condition, FactRef, Not, Op, holds
from policyc.core.norms import Fact, Norm, Outcome, Overlap, Policy, Worse
from policyc.core.types import IntType, Scale, ScaleType

NORMS_PER_OUTCOME = 10
FLAWED_EVERY = 25
SHARED = 5
STEPS = ("未列入", "重点关注", "通报警示", "挂牌整治")


def generated(norms: int) -> Policy:
    """A policy of so many norms (a multiple of ten)."""
    count = norms // NORMS_PER_OUTCOME
    scale = ScaleType(Scale("级别", STEPS))
    facts = [Fact(f"共有情形{k}", worse=Worse.MORE) for k in range(SHARED)]
    outcomes: list[Outcome] = []
    rules: list[Norm] = []
    for number in range(count):
        own, outcome, added = _outcome(number, scale)
        facts += own
        outcomes.append(outcome)
        rules += added
    return Policy(
        f"generated-{norms}",
        f"生成的规则库（{norms}条）",
        facts=tuple(facts),
        outcomes=tuple(outcomes),
        norms=tuple(rules),
    )


def _outcome(number: int, scale: ScaleType) -> tuple[list[Fact], Outcome, list[Norm]]:
    name = f"级别{number}"
    size = Fact(f"数量{number}", IntType("个", 0, None), harmless=0, worse=Worse.MORE)
    signs = [Fact(f"情形{number}之{k}", worse=Worse.MORE) for k in range(6)]
    flawed = number % FLAWED_EVERY == FLAWED_EVERY - 1
    overlap = Overlap.UNSTATED if flawed else Overlap.HIGHEST
    base = 10 + number % 7
    bands = [(base, base * 4), (base * 4, base * 20), (base * 20, None)]
    conditions: list[tuple[str, Condition]] = [
        (STEPS[1 + k], _band(size.name, low, high)) for k, (low, high) in enumerate(bands)
    ]
    for k, sign in enumerate(signs):
        shared = holds(f"共有情形{(number + k) % SHARED}")
        also = Compare(FactRef(size.name), Op.GE, base * (k + 1))
        tail: Condition = Not(shared) if flawed and k % 2 else Any((shared, also))
        conditions.append((STEPS[1 + k % 3], All((holds(sign.name), tail))))
    conditions.append((STEPS[3], All(tuple(holds(sign.name) for sign in signs[:2]))))
    norms = [
        Norm(
            f"{number}.{k}",
            name,
            (step,),
            condition,
            f"第{number + 1}条第{k + 1}项",
            "生成的规则库",
            f"规则{number}之{k}",
        )
        for k, (step, condition) in enumerate(conditions)
    ]
    return [size, *signs], Outcome(name, scale, overlap=overlap), norms


def _band(name: str, low: int, high: int | None) -> Condition:
    start = Compare(FactRef(name), Op.GE, low)
    return start if high is None else All((start, Compare(FactRef(name), Op.LT, high)))
