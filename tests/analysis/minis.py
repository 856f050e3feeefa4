"""Small policies built by hand, after articles of the real documents."""

from policyc.analysis.run_checks import check_policy
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
    Axiom,
    Defeat,
    Fact,
    Modality,
    Norm,
    Outcome,
    Overlap,
    Policy,
    PriorityEffect,
    Reading,
    ReadingSort,
)
from policyc.core.types import BoolType, ChoiceType, IntType, Scale, ScaleType, Value

TIERS = Scale("整治级别", ("未列入", "重点关注", "通报警示", "挂牌整治"))
WATCH, WARN, LIST = TIERS.steps[1:]
TREND = Scale("毒品问题态势", ("平稳", "正在发展", "快速蔓延", "长期泛滥"))
DIRECT = Reading(
    "直接",
    ("替代本市评定", "作为下限", "仅免程序"),
    ReadingSort.PRIORITY,
    (PriorityEffect.REPLACE, PriorityEffect.FLOOR, PriorityEffect.PROCEDURE),
)
TO = Reading("至", ("含", "不含"))
DEGREE = Reading("程度", ("恰为", "达到"))

LISTED = Outcome("毒品问题严重地区", BoolType(), none_value=False, given="已评定")
IS_LISTED = Compare(OutcomeRef("毒品问题严重地区", "已评定"), Op.EQ, True)
TIER = Outcome("整治级别", ScaleType(TIERS), none_value="未列入")
DUE = Outcome(
    "整治级别",
    ScaleType(TIERS),
    none_value="未列入",
    trigger=IS_LISTED,
    trigger_citation="第三条",
    trigger_quote="毒品问题严重地区实行三级整治。",
)
OFFICIAL = Fact("已评定", harmless=None)


def at_least(fact: str, value: Value) -> Compare:
    return Compare(FactRef(fact), Op.GE, value)


def below(fact: str, value: Value) -> Compare:
    return Compare(FactRef(fact), Op.LT, value)


def equal(fact: str, value: Value) -> Compare:
    return Compare(FactRef(fact), Op.EQ, value)


def up_to(fact: str, value: Value) -> ByReading:
    """至 with its edge in or out."""
    return ByReading(
        "至",
        (("含", Compare(FactRef(fact), Op.LE, value)), ("不含", below(fact, value))),
    )


def reaches(fact: str, step: str) -> ByReading:
    """恰为 a step, or 达到 it."""
    return ByReading("程度", (("恰为", equal(fact, step)), ("达到", at_least(fact, step))))


def codes(a_policy: Policy) -> set[str]:
    """The codes of all findings of all checks."""
    result = check_policy(a_policy)
    assert not result.incomplete
    return {finding.code for finding in result.findings}


def only(a_policy: Policy, code: str):
    """The one finding of a code."""
    result = check_policy(a_policy, codes=(code,))
    assert not result.incomplete
    (finding,) = result.findings
    return finding


def none(a_policy: Policy, code: str) -> bool:
    """Whether a check finds nothing."""
    result = check_policy(a_policy, codes=(code,))
    return not result.incomplete and not result.findings


def norm(citation: str, value: Value, condition: Condition, **more) -> Norm:
    """A norm on 整治级别 that quotes itself."""
    defaults = {
        "id": citation,
        "outcome": "整治级别",
        "values": (value,),
        "condition": condition,
        "citation": citation,
        "document": "实施细则",
        "quote": f"{citation}的原文。",
    }
    return Norm(**{**defaults, **more})


def policy(*norms: Norm, **more) -> Policy:
    """A policy on 整治级别 over the facts that it is given."""
    return Policy(**{"name": "mini", "outcomes": (TIER,), "norms": norms, **more})


# Jilin: 第七条第（四）项 and 第八条第（五）项.

POPPY_FACTS = (
    Fact("禁种铲毒责任落实不到位"),
    Fact("罂粟株数", IntType("株", 0), harmless=0),
    Fact("涉种地块数", IntType("处", 0), harmless=0),
)
NEGLECT = holds("禁种铲毒责任落实不到位")
JILIN_7_4 = norm(
    "第七条第（四）项",
    LIST,
    All((NEGLECT, Any((at_least("罂粟株数", 10000), at_least("涉种地块数", 500))))),
)
JILIN_8_5 = norm(
    "第八条第（五）项",
    WARN,
    All(
        (
            NEGLECT,
            Any(
                (
                    All((at_least("罂粟株数", 5000), up_to("罂粟株数", 10000))),
                    All((at_least("涉种地块数", 200), up_to("涉种地块数", 500))),
                )
            ),
        )
    ),
)


def jilin(**more) -> Policy:
    found = policy(JILIN_7_4, JILIN_8_5, facts=POPPY_FACTS, readings=(TO,), name="jilin-mini")
    return found if not more else Policy(**{**_fields(found), **more})


# Kunming: 第五条 leads into 第六条 and 第八条; 第九条第二句 is direct.

KUNMING_FACTS = (
    OFFICIAL,
    Fact("制造问题突出", open_textured=True, aspect="制造"),
    Fact("其他毒品问题突出", open_textured=True, aspect="其他"),
    Fact("毒品问题态势", ScaleType(TREND), harmless="平稳", open_textured=True, aspect="毒情"),
    Fact("省级整治级别", ScaleType(TIERS), harmless="未列入"),
)
KUNMING_5_1 = norm("第五条第（一）项", True, holds("制造问题突出"), outcome="毒品问题严重地区")
KUNMING_5_8 = norm(
    "第五条第（八）项", True, at_least("省级整治级别", WATCH), outcome="毒品问题严重地区"
)
KUNMING_5_9 = norm("第五条第（九）项", True, holds("其他毒品问题突出"), outcome="毒品问题严重地区")
KUNMING_6 = norm("第六条第（一）项", LIST, All((IS_LISTED, reaches("毒品问题态势", "长期泛滥"))))
KUNMING_8 = norm("第八条第（一）项", WATCH, All((IS_LISTED, reaches("毒品问题态势", "正在发展"))))
KUNMING_9_1 = norm("第九条第一句", LIST, at_least("省级整治级别", WARN), direct="直接")
KUNMING_9_2 = norm("第九条第二句", WARN, equal("省级整治级别", WATCH), direct="直接")


def kunming(**more) -> Policy:
    found = Policy(
        "kunming-mini",
        facts=KUNMING_FACTS,
        readings=(DIRECT, DEGREE),
        outcomes=(LISTED, DUE),
        norms=(
            KUNMING_5_1,
            KUNMING_5_8,
            KUNMING_5_9,
            KUNMING_6,
            KUNMING_8,
            KUNMING_9_1,
            KUNMING_9_2,
        ),
    )
    return found if not more else Policy(**{**_fields(found), **more})


def _fields(value: Policy) -> dict:
    from attrs import fields

    return {a.name: getattr(value, a.name) for a in fields(Policy) if a.init}


# Discretion.

MEASURES = ChoiceType("期满处置", ("取消", "延期", "升级", "维持现状"))
DISPOSAL = Outcome("期满处置", MEASURES)
ENDED = Fact("期限届满")
FAILED = Fact("未完成任务")


def disposal(*norms: Norm, **more) -> Policy:
    return Policy(
        **{
            "name": "disposal",
            "outcomes": (DISPOSAL,),
            "facts": (ENDED, FAILED),
            "norms": norms,
            **more,
        }
    )


def measure(citation: str, modality: Modality, values: tuple[str, ...], condition: Condition):
    return norm(citation, "", condition, outcome="期满处置", modality=modality, values=values)


__all__ = [name for name in dir() if not name.startswith("__")] + ["Axiom", "Defeat", "Overlap"]
