"""A small policy that has one of everything, for golden files and examples."""

from datetime import date
from fractions import Fraction

from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    FactRef,
    Not,
    Op,
    OutcomeRef,
    holds,
)
from policyc.core.norms import (
    Axiom,
    Defeat,
    Fact,
    Modality,
    Norm,
    Outcome,
    Policy,
    PriorityEffect,
    Reading,
    ReadingSort,
    Window,
)
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    Scale,
    ScaleType,
)

TIERS = Scale("级别", ("未列入", "关注", "警示", "挂牌"))
TREND = Scale("态势", ("平稳", "蔓延", "恶化"))
PLANTS, TREND_FACT = FactRef("株数"), FactRef("态势")
SEVERE = Compare(OutcomeRef("严重地区", "已评定"), Op.EQ, True)


def at_least(fact: FactRef, value: int) -> Compare:
    return Compare(fact, Op.GE, value)


SMALL = Policy(
    name="small-policy",
    title="示例办法",
    facts=(
        Fact("已评定", BoolType(), "listed", None, determined_by="评定机关"),
        Fact("问题突出", BoolType(), "prominent"),
        Fact("责任不落实", BoolType(), "duty_failed"),
        Fact("株数", IntType("株", 0), "plants", 0, determined_by="市禁毒委员会"),
        Fact("态势", ScaleType(TREND), "trend", "平稳"),
        Fact("知晓率", RealType("%", Fraction(0), Fraction(1)), "awareness", Fraction(1)),
        Fact("起始日", DateType(), "since", None),
        Fact("期限届满", BoolType(), "expired"),
        Fact("省级直接挂牌", BoolType(), "provincial"),
    ),
    readings=(
        Reading("至", ("含", "不含"), basis="没有写明上端"),
        Reading(
            "直接",
            ("替代", "下限", "程序"),
            ReadingSort.PRIORITY,
            (PriorityEffect.REPLACE, PriorityEffect.FLOOR, PriorityEffect.PROCEDURE),
        ),
    ),
    outcomes=(
        Outcome("严重地区", BoolType(), "severe", given="已评定", none_value=False),
        Outcome("整治级别", ScaleType(TIERS), "tier", trigger=SEVERE, none_value="未列入"),
        Outcome("期满处置", ChoiceType("", ("取消", "延期")), "disposal"),
    ),
    norms=(
        Norm("第二条", "严重地区", (True,), holds("问题突出"), "第二条", quote="问题突出的。"),
        Norm(
            "第三条第（一）项",
            "整治级别",
            ("挂牌",),
            All((SEVERE, holds("责任不落实"), at_least(PLANTS, 10000))),
            "第三条第（一）项",
            quote="株数10000株及以上的。",
        ),
        Norm(
            "第三条第（二）项",
            "整治级别",
            ("警示",),
            All(
                (
                    SEVERE,
                    holds("责任不落实"),
                    at_least(PLANTS, 5000),
                    ByReading(
                        "至",
                        (
                            ("含", Compare(PLANTS, Op.LE, 10000)),
                            ("不含", Compare(PLANTS, Op.LT, 10000)),
                        ),
                    ),
                )
            ),
            "第三条第（二）项",
            quote="株数5000株（含）至10000株的。",
        ),
        Norm(
            "第三条第（三）项",
            "整治级别",
            ("关注",),
            All(
                (
                    SEVERE,
                    Any((Compare(TREND_FACT, Op.EQ, "蔓延"), Compare(TREND_FACT, Op.EQ, "恶化"))),
                )
            ),
            "第三条第（三）项",
        ),
        Norm(
            "第四条",
            "整治级别",
            ("挂牌",),
            holds("省级直接挂牌"),
            "第四条",
            direct="直接",
            decider="市禁毒委员会",
            window=Window(date(2020, 1, 1), None),
        ),
        Norm(
            "第五条第一句",
            "期满处置",
            ("取消",),
            All((holds("期限届满"), Compare(FactRef("知晓率"), Op.GT, Fraction(19, 20)))),
            "第五条第一句",
            modality=Modality.MAY,
            exception=Compare(FactRef("起始日"), Op.GE, date(2019, 5, 30)),
        ),
        Norm(
            "第五条第二句",
            "期满处置",
            ("取消",),
            Not(Compare(TREND_FACT, Op.EQ, "平稳")),
            "第五条第二句",
            modality=Modality.IN_PRINCIPLE_NOT,
        ),
    ),
    defeats=(Defeat("第三条第（一）项", "第三条第（三）项"),),
    axioms=(
        Axiom("挂牌必有责任", Any((Not(holds("省级直接挂牌")), holds("责任不落实"))), "第四条"),
    ),
    effective=date(2019, 5, 30),
)
