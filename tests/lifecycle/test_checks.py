"""L01–L07 and M02: a complete lifecycle gives nothing, each defect its own code."""

import pytest
from tests.lifecycle.sample import compiled, policy_of, written

from policyc.analysis.run_checks import check_policy
from policyc.diagnostics import Code
from policyc.findings.finding import Finding, Severity

pytestmark = pytest.mark.z3

CODES = ("L01", "L02", "L03", "L04", "L05", "L06", "L07", "M02")
TO_CITY = "    期限届满，非 验收合格，已经延期，现级别 为 挂牌整治的，应当 将 期满处置 定为 移送市级整治。\n"
DEFECTS = {
    "L01 no rule for the top tier": ({"L01"}, [(TO_CITY, "")]),
    "L01 an exception without a rule of its own": (
        {"L01"},
        [("应当 将 期满处置 定为 延期。", "应当 将 期满处置 定为 延期，但 毒情 为 严重的除外。")],
    ),
    "L02 no way out": (
        {"L02"},
        [
            ("取消整治：转为 未列入", "取消整治：不变，至多 1次"),
            ("移送市级整治：转为 未列入", "移送市级整治：不变，至多 1次"),
        ],
    ),
    "L03 as often as one likes": ({"L03"}, [("续期 1年，至多 1次", "续期 1年")]),
    "L03 the text says without limit": (
        {"L03"},
        [("续期 1年，至多 1次", "续期 1年，次数不限")],
    ),
    "L04 up from the top": (
        {"L04"},
        [("，已经延期，现级别 为 通报警示的", "，已经延期，现级别 为 通报警示 或 挂牌整治的")],
    ),
    "L05 a tier nothing leads to": (
        {"L05"},
        [
            ("未列入 < 通报警示", "未列入 < 重点关注 < 通报警示"),
        ],
    ),
    "L05 only step by step": (
        {"L05"},
        [("毒情 为 严重的，应当", "毒情 为 严重，现级别 为 通报警示 或 挂牌整治的，应当")],
    ),
    "L06 how long is not said": ({"L06"}, [("续期 1年，至多 1次", "续期 未写明，至多 1次")]),
    "L06 a tier without a term": ({"L06"}, [("挂牌整治 2年；通报警示 1年", "挂牌整治 2年")]),
    "L06 up to which tier is not said": (
        {"L06"},
        [("升到 上一级，期限重新起算", "升到 未写明，期限重新起算")],
    ),
    "L06 to which tier is not said": (
        {"L06"},
        [("升到 上一级，期限重新起算", "转为 未写明，期限重新起算")],
    ),
    "L07 from which day is not said": ({"L07"}, [("起算「评定决定作出之日」", "起算 未写明")]),
    "L07 not restated": ({"L07"}, [("升到 上一级，期限重新起算", "升到 上一级")]),
    "M02 the lighter tier longer": (
        {"M02"},
        [("挂牌整治 2年；通报警示 1年", "挂牌整治 1年；通报警示 2年")],
    ),
}


def findings(*changes: tuple[str, str]) -> tuple[Finding, ...]:
    return check_policy(policy_of(*changes), codes=CODES).findings


def test_a_complete_lifecycle_gives_nothing() -> None:
    assert findings() == ()


@pytest.mark.parametrize("name", DEFECTS)
def test_each_defect_is_found(name: str) -> None:
    expected, changes = DEFECTS[name]
    found = findings(*changes)
    assert {finding.code for finding in found} == expected, [f.message for f in found]
    for finding in found:
        assert finding.citations and finding.suggestion
        assert finding.witness is None or finding.replayed is not False


def test_a_deadlock_shows_the_way_there() -> None:
    (found,) = findings((TO_CITY, ""))
    assert found.witness is not None and found.replayed is True
    (case,) = found.witness.cases
    assert case.facts["现级别"] == "挂牌整治"
    assert case.history == (
        "依第一条定为挂牌整治",
        "挂牌整治的期限届满",
        "没有规定可以适用",
    )


def test_another_treatment_in_the_same_clause_is_left() -> None:
    """延期或者升级 in the top state: the clause can be carried out, only one half of it fails."""
    both = "升为挂牌整治 或 移送市级整治。"
    changes = (
        (TO_CITY, ""),
        ("，已经延期，现级别 为 通报警示的，应当 将", "，已经延期的，应当 视情 将"),
        ("定为 升为挂牌整治。", f"定为 {both}"),
    )
    (found,) = findings(*changes)
    assert (found.code, found.severity) == ("L04", Severity.LOW)
    assert found.message.endswith("没有更高的级别可升；同一规定的“移送市级整治”仍可作出。")
    assert "“升为挂牌整治”不适用于挂牌整治" in found.suggestion


LADDER = """文件「示例街道实施意见」
  施行：2020年1月1日。
级别 问责级别：未问责 < 通报 < 约谈 < 挂牌整治，依据 第一条。
结论 措施：级别 问责级别，对象 部门，依据 第一条。
结论 处置：选项（延长、摘牌），对象 地区，依据 第三条。
事实 现措施：级别 问责级别，官方认定 措施，无害 未问责，与轻重无关，依据 第一条。
认定 不力：越高越重，依据 第一条。

第一条
  流程「问责」：状态 措施。
  非 现措施 不低于 通报，不力的，将 措施 定为 通报。
第二条
  现措施 为 通报，不力的，将 措施 定为 约谈。
  现措施 为 约谈，不力的，将 措施 定为 挂牌整治。
第三条
  第一款
    现措施 为 挂牌整治，不力的，将 处置 定为 延长。
    变更 处置 为 延长：续期 未写明。
  第二款
    宣示。
"""
WAY_OUT = """    现措施 为 挂牌整治，非 不力的，将 处置 定为 摘牌。
    变更 处置 为 摘牌：转为 未问责。"""


def ladder(text: str = LADDER, codes: tuple[str, ...] = CODES) -> dict[str, str]:
    found = compiled(text)
    assert found.policy is not None, [d.message for d in found.diagnostics]
    return {each.code: each.message for each in check_policy(found.policy, codes=codes).findings}


def test_a_ladder_without_terms_that_ends_in_a_trap() -> None:
    """The trap alone lacks a way out and a term; the steps before it are done in a day. What
    prolongs the last state speaks of 地区, the ladder of 部门: one life all the same."""
    found = ladder()
    assert set(found) == {"L02", "L03", "L05", "L06"}
    assert found["L02"].startswith("进入挂牌整治以后，")
    assert found["L06"].startswith("挂牌整治多久没有规定；第三条第一款的延长没有写明多久")
    assert "不先通报和约谈，事实再严重也不能挂牌整治" in found["L05"]


def test_a_way_out_of_the_last_step_frees_the_others() -> None:
    assert "L02" not in ladder(LADDER.replace("    宣示。", WAY_OUT))


def test_the_subject_changes_on_the_way() -> None:
    (told,) = ladder(codes=("R05",)).values()
    assert "流程「问责」从“部门”开始，第三条第一款的“处置”说的却是“地区”" in told
    one = LADDER.replace("摘牌），对象 地区", "摘牌），对象 部门")
    assert ladder(one, codes=("R05",)) == {}


def test_what_lives_is_a_unit_that_is_assessed() -> None:
    text = written().replace("对象 地区", "对象 乡镇").replace("单位 年，", "单位 年，对象 乡镇，")
    units = "  评定单位：县级，依据 第一条。\n级别"
    told = ladder(text.replace("级别", units, 1), codes=("R05",))["R05"]
    assert "对“乡镇”作出“整治级别”的认定，但文件的评定单位是县级（第一条），不包括“乡镇”" in told
    both = units.replace("县级", "县级、乡镇")
    assert ladder(text.replace("级别", both, 1), codes=("R05",)) == {}


def test_where_the_units_stand_is_checked() -> None:
    text = written().replace("级别", "  评定单位：县级，依据 第一条、第三十条。\n级别", 1)
    (problem,) = compiled(text).diagnostics
    assert problem.code is Code.E203 and problem.span is not None
    assert text[problem.span.start : problem.span.end] == "第三十条"
