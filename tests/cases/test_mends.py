"""The mend that a message proposes is valid as it stands and changes nothing that was meant."""

from __future__ import annotations

import re

import pytest
from tests.cases.documents import compile_text
from tests.cases.dumps import show

from policyc.diagnostics import Diagnostic

HEAD = (
    "文件「甲县禁毒整治办法」\n  使用：词汇「公共」。\n"
    "事实 通报次数：整数，单位 次，不少于 0。\n事实 配比：小数，不少于 0。\n"
    "程度 群众反映：较少 < 较多 < 强烈，由 县禁毒委员会 认定。\n第四条\n  "
)
RESULT = "将 整治级别 定为 挂牌整治"
_MEND = re.compile(r"(?:改为|写成：?) ?(“.+?”|.+?)(?:。|；|，并且|，或者)")


def problem_of(written: str) -> Diagnostic:
    found = compile_text("例.policy", HEAD + written).diagnostics
    assert len(found) == 1, found
    return found[0]


def mended(written: str) -> str:
    """What the text becomes if the mend is put in the place that the message points to."""
    problem = problem_of(written)
    mend = _MEND.search(problem.help)
    assert mend is not None and problem.span is not None, problem
    text = HEAD + written
    new = mend[1].strip("“”")
    after = text[: problem.span.start] + new + text[problem.span.end :]
    return after[len(HEAD) :]


def meaning(written: str) -> str:
    compiled = compile_text("例.policy", HEAD + written)
    assert compiled.policy is not None, compiled.diagnostics
    (norm,) = compiled.policy.norms
    assert norm.values == ("挂牌整治",)
    return show(norm.condition)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("罂粟株数 不少于 1万", "罂粟株数 不少于 10000"),
        ("罂粟株数 不少于 1万5千", "罂粟株数 不少于 15000"),
        ("罂粟株数 不少于 1.5万个", "罂粟株数 不少于 15000"),
        ("罂粟株数 为 一万株以上", "罂粟株数 不少于 10000"),
        ("罂粟株数 为 一百零五株及以下", "罂粟株数 不超过 105"),
        ("通报次数 为 10及以上", "通报次数 不少于 10"),
        ("知晓率 不低于 95", "知晓率 不少于 0.95"),
        ("知晓率 不低于 三成", "知晓率 不少于 0.3"),
        ("知晓率 为 三分之二以上", "知晓率 不少于 2/3"),
        ("配比 为 三分之一以下", "配比 不超过 1/3"),
        ("配比 不少于 1234567.8个", "配比 不少于 1234567.8"),
        ("群众反映强烈", "群众反映 为 强烈"),
        ("通报次数 为 5次以上10次以下", "通报次数 不少于 5 且 通报次数 不超过 10"),
        ("通报次数 为 5次以上、10次以下", "通报次数 不少于 5 且 通报次数 不超过 10"),
        ("通报次数 为 5次以上不满10次", "通报次数 不少于 5 且 通报次数 低于 10"),
        ("通报次数 超过 5次 不足 10次", "通报次数 超过 5 且 通报次数 低于 10"),
        ("问题突出 或者 通报次数 为 5次及以上10次以下", None),
    ],
)
def test_the_mend_of_a_condition_means_the_same(written: str, meant: str | None) -> None:
    found = meaning(mended(f"{written}的，{RESULT}。"))
    if meant is None:
        meant = "问题突出 或者 （通报次数 不少于 5 且 通报次数 不超过 10）"
    assert found == meant


@pytest.mark.parametrize(
    "written",
    [
        "问题突出的，应当将整治级别定为挂牌整治。",
        "问题突出的，应当 将整治级别定为挂牌整治。",
        "问题突出的应当将整治级别定为挂牌整治。",
        "问题突出的，县禁毒委员会应当直接将整治级别定为挂牌整治。",
        "具有下列情形之一的，将 整治级别 定为 挂牌整治：（三）问题突出的，（四）措施不力的。",
    ],
)
def test_the_mend_of_a_rule_is_valid(written: str) -> None:
    after = mended(written)
    found = compile_text("例.policy", HEAD + after).diagnostics
    assert not [problem for problem in found if problem.code.name.startswith("E1")], (after, found)


@pytest.mark.parametrize(
    "written",
    ["罂粟株数 不少于 1万5", "罂粟株数 不少于 1万5株", "通报次数 不少于 10%", "通报次数 为 1/3以上",
     "罂粟株数 不少于 十万余株", "罂粟株数 不少于 近万株", "知晓率 不低于 0.95"],
)  # fmt: skip
def test_no_number_is_made_up(written: str) -> None:
    """Where the text does not say which number is meant, none is proposed in its place."""
    problem = problem_of(f"{written}的，{RESULT}。")
    assert "改为" not in problem.help


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("问题突出应有整治级别。", "问题突出 应有 整治级别。"),
        ("问题突出的不得列为先进。", "问题突出的，不得 列为 先进。"),
        ("第四条优先于第五条，依据第四条。", "第四条 优先于 第五条，依据 第四条。"),
        ("县文化局应当 列为重点地区。", "县文化局 应当 列为 重点地区。"),
        ("追责：对责任人不得「评优」。", "追责：对 责任人 不得「评优」。"),
        ("事实 面积：整数，单位平方米，不少于0。", "事实 面积：整数，单位 平方米，不少于 0。"),
        ("认定 措施有力：由县文化局认定。", "认定 措施有力：由 县文化局 认定。"),
        ("认定 措施有力：由县文化局 认定。", "认定 措施有力：由 县文化局 认定。"),
        (
            f"通报次数不少于5次且问题突出 的，{RESULT}。",
            f"通报次数 不少于 5次 且 问题突出 的，{RESULT}。",
        ),
    ],
)
def test_all_blanks_of_a_line_are_put_in_at_once(written: str, meant: str) -> None:
    assert mended(written) == meant
    found = compile_text("例.policy", HEAD + meant).diagnostics
    assert not [problem for problem in found if problem.code.name.startswith("E1")], found


@pytest.mark.parametrize(
    "written",
    [
        "通报五次以上的县应当列为重点整治地区。",
        "问题突出的县禁毒委员会应当将整治级别定为挂牌整治。",
        "通报不足5次的县，由县禁毒委员会责令改正。",
    ],
)
def test_a_copied_sentence_is_not_mended_by_guessing(written: str) -> None:
    problem = problem_of(written)
    assert "照抄" in problem.message and "空格" in problem.help and "写成：" not in problem.help


@pytest.mark.parametrize("written", ["5次到10次", "5-10次", "5次～10次"])
def test_a_range_is_joined_by_至(written: str) -> None:
    help = problem_of(f"通报次数 为 {written}的，{RESULT}。").help
    example = re.search(r"例如 (.+?)；", help)
    assert example is not None
    found = meaning(f"通报次数 为 {example[1]}的，{RESULT}。")
    assert found == "通报次数 不少于 5 且 通报次数 不超过 10"


def test_the_example_for_copied_text_is_valid() -> None:
    help = problem_of("通报五次以上的县应当列为重点整治地区。").help
    example = re.search(r"例如：(.+?。)", help)
    assert example is not None
    declared = "级别 风险等级：低 < 高。\n认定 整改不力：由 主管部门 认定。\n"
    declared += "结论 风险等级：级别 风险等级，竞合 就高，依据 第四条。\n"
    head = HEAD.replace("第四条\n", declared + "第四条\n")
    compiled = compile_text("例.policy", head + example[1])
    assert compiled.policy is not None, compiled.diagnostics
