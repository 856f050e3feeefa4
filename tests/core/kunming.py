"""A policy of the size and shape of 昆明 第五至九条, for tests of speed."""

from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    FactRef,
    Op,
    OutcomeRef,
    holds,
)
from policyc.core.norms import (
    Fact,
    Norm,
    Outcome,
    Policy,
    PriorityEffect,
    Reading,
    ReadingSort,
)
from policyc.core.types import BoolType, Scale, ScaleType

TIERS = Scale("整治级别", ("未列入", "重点关注", "通报警示", "挂牌整治"))
LISTED = "市级毒品问题严重地区"
TIER = "整治级别"
PROVINCE = "省级整治级别"


def kunming(*, official: bool = True, shared_scales: bool = True) -> Policy:
    """A status with nine booleans, three tiers of three items, two direct norms.

    With ``shared_scales`` the tiers compare the same nine scales at different steps, as the text
    does (反映强烈／突出／较多); without, every item has scales of its own.
    """
    facts = [Fact(f"情形{n}") for n in range(1, 10)]
    norms = [
        Norm(f"5.{n}", LISTED, (True,), holds(f"情形{n}"), f"第五条第（{n}）项")
        for n in range(1, 10)
    ]
    given = None
    if official:
        given = "已评定"
        facts.append(Fact(given, BoolType(), harmless=None))
    readings = (
        Reading("程度", ("恰为", "达到")),
        Reading(
            "直接",
            ("替代", "下限", "仅免程序"),
            ReadingSort.PRIORITY,
            (PriorityEffect.REPLACE, PriorityEffect.FLOOR, PriorityEffect.PROCEDURE),
        ),
    )
    declared: dict[str, Fact] = {}
    premise = Compare(OutcomeRef(LISTED, given), Op.EQ, True)
    for article, tier in zip((6, 7, 8), reversed(TIERS.steps[1:]), strict=True):
        items = []
        for item in range(3):
            parts = []
            for part in range(2 if item == 1 else 3):
                name = f"程度{item}.{part}" if shared_scales else f"程度{article}.{item}.{part}"
                scale = Scale(name, ("无", "较轻", "较重", "严重"))
                declared[name] = Fact(name, ScaleType(scale), harmless="无")
                parts.append(degree(name, scale.steps[9 - article]))
            items.append(All(tuple(parts)))
        norms.append(Norm(f"{article}", TIER, (tier,), All((premise, Any(tuple(items))))))
    facts += declared.values()
    facts.append(Fact(PROVINCE, ScaleType(TIERS), harmless="未列入"))
    listed = FactRef(PROVINCE)
    norms.append(
        Norm("9.1", TIER, ("挂牌整治",), Compare(listed, Op.GE, "通报警示"), direct="直接")
    )
    norms.append(
        Norm("9.2", TIER, ("通报警示",), Compare(listed, Op.EQ, "重点关注"), direct="直接")
    )
    outcomes = (
        Outcome(LISTED, BoolType(), none_value=False, given=given),
        Outcome(TIER, ScaleType(TIERS), trigger=premise, none_value="未列入"),
    )
    return Policy("kunming", "", tuple(facts), readings, outcomes, tuple(norms))


def degree(name: str, step: str) -> Condition:
    """A degree of the text, exactly or at least."""
    exact, at_least = Compare(FactRef(name), Op.EQ, step), Compare(FactRef(name), Op.GE, step)
    return ByReading("程度", (("恰为", exact), ("达到", at_least)))
