"""Lowering: types checked, boundary words scoped, nothing dropped and nothing said twice."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from tests.cases.documents import common, compile_text, policy_of, source
from tests.cases.dumps import show

from policyc.core.content import Duty, Sanction
from policyc.core.norms import Modality, Norm, Worse
from policyc.diagnostics import Code, Diagnostic
from policyc.driver.passes import compile_texts
from policyc.source.text import SourceText

HEAD = "文件「甲县禁毒整治办法」\n  使用：词汇「公共」。\n"
RULE = "将 整治级别 定为 挂牌整治"
READING_TO = "读法「至」：含 或 不含，理由「没有写明」。\n"


def problems(text: str) -> list[Diagnostic]:
    return list(compile_text("例.policy", HEAD + text).diagnostics)


def messages(text: str) -> list[str]:
    return [problem.message for problem in problems(text)]


def norms(text: str) -> tuple[Norm, ...]:
    return policy_of(HEAD + text).norms


def condition(written: str, before: str = "") -> str:
    (norm,) = norms(f"{before}第四条\n  {written}的，{RULE}。\n")
    return show(norm.condition)


# ---------------------------------------------------------------------------- comparisons


def test_a_range_of_dates_needs_no_reading() -> None:
    """至 is ambiguous for thresholds only; between two days both ends count, whatever 至 means."""
    written = "起算日 为 2020年1月1日至2020年6月30日"
    assert condition(written, READING_TO) == condition(written)
    assert "〔至｜" in condition(f"{written}〔依「至」〕", READING_TO)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("罂粟株数 为 10株以上", "罂粟株数 不少于 10"),
        ("罂粟株数 为 10株以下", "罂粟株数 不超过 10"),
        ("罂粟株数 为 10株以内", "罂粟株数 不超过 10"),
        ("罂粟株数 为 10株以外", "罂粟株数 超过 10"),
        ("罂粟株数 为 10株以上（不含）", "罂粟株数 超过 10"),
        ("罂粟株数 达到 10株以上", "罂粟株数 不少于 10"),
        ("罂粟株数 不为 3株 或 5株", "罂粟株数 不为 3 且 罂粟株数 不为 5"),
        ("罂粟株数 为 3株 或 5株以上", "罂粟株数 为 3 或者 罂粟株数 不少于 5"),
        ("知晓率 为 0", "知晓率 为 0"),
        ("问题突出 为 是", "问题突出"),
        ("问题突出 为 否", "问题突出 为 否"),
        ("问题突出 不为 是", "问题突出 不为 是"),
        (
            "起算日 为 2020年1月1日至2020年6月30日",
            "起算日 不少于 2020年1月1日 且 起算日 不超过 2020年6月30日",
        ),
        (
            "起算日 为 2020年1月1日（不含）至2020年6月30日",
            "起算日 超过 2020年1月1日 且 起算日 不超过 2020年6月30日",
        ),
    ],
)
def test_comparisons(written: str, expected: str) -> None:
    assert condition(written) == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("罂粟株数 不少于 100株以下", Code.E306),
        ("罂粟株数 不超过 100株以上", Code.E306),
        ("罂粟株数 不为 100株以上", Code.E306),
        ("罂粟株数 超过 1株（含）至2株（含）", Code.E306),
        ("罂粟株数 达到 1株（含）至2株（含）", Code.E306),
        ("罂粟株数 为 1株至2株", Code.E306),
        ("罂粟株数 为 2株（含）至1株（含）", Code.E303),
        ("知晓率 为 120%", Code.E303),
        ("知晓率 为 95", Code.E302),
        ("知晓率 为 95个", Code.E302),
        ("罂粟株数 为 95%", Code.E302),
        ("罂粟株数 为 1.5株", Code.E301),
        ("罂粟株数 为 很多", Code.E301),
        ("罂粟株数 为 一千二株", Code.E104),
        ("起算日 为 2023年2月30日", Code.E105),
        ("起算日 早于 七月", Code.E105),
        ("问题突出 为 真", Code.E301),
        ("社会危害 为 很大", Code.E304),
        ("社会危害 不低于 很大", Code.E304),
        ("处理方式 不低于 警告", Code.E305),
        ("处理方式 为 5株（含）至6株（含）", Code.E305),
        ("问题突出 为 5株以上", Code.E305),
        ("处理方式", Code.E301),
        ("没有的", Code.E201),
        ("罂粟株数 为 1株〔依「没有」〕", Code.E404),
    ],
)
def test_what_does_not_compare(written: str, code: Code) -> None:
    found = problems(f"第四条\n  {written}的，{RULE}。\n")
    assert [problem.code for problem in found] == [code], [p.message for p in found]


def test_the_narrowest_boundary_rule_counts() -> None:
    text = """\
边界词 以上 不含。
第四条
  罂粟株数 为 1株以上的，将 整治期限 定为 1年。
第五条
  边界词 以上 含。
  第一款：罂粟株数 为 1株以上的，将 整治期限 定为 1年。
  第二款
    边界词 以上 不含。
    罂粟株数 为 1株以上的，将 整治期限 定为 1年。
    罂粟株数 为 1株及以上的，将 整治期限 定为 1年。
"""
    assert [show(norm.condition) for norm in norms(text)] == [
        "罂粟株数 超过 1",
        "罂粟株数 不少于 1",
        "罂粟株数 超过 1",
        "罂粟株数 不少于 1",
    ]
    assert messages("边界词 以上 含、以上 不含。\n") == ["“以上”又写含，又写不含"]
    twice = "边界词 以上 含。\n第五条\n  边界词 全文 以上 不含。\n"
    assert messages(twice) == ["“以上”又写含，又写不含"]


def test_a_boundary_rule_of_the_whole_text_stands_under_its_clause() -> None:
    text = """\
第四条
  罂粟株数 为 1株以上的，将 整治期限 定为 1年。
第五条
  边界词 {}以上 不含。
"""
    assert [show(norm.condition) for norm in norms(text.format("全文 "))] == ["罂粟株数 超过 1"]
    (problem,) = problems(text.format(""))
    assert problem.code is Code.E107
    assert problem.message == "这里的边界词只管第五条，那里没有用到它"
    assert "边界词 全文" in problem.help


def test_a_mark_that_decides_nothing_is_an_error() -> None:
    reading = "读法「程度」：恰为 或 达到，理由「没有写明」。\n" + READING_TO
    for written in (
        "社会危害 超过 较大〔依「程度」〕",
        "罂粟株数 为 1株以上〔依「至」〕",
    ):
        found = problems(f"{reading}第四条\n  {written}的，{RULE}。\n")
        assert [p.code for p in found] == [Code.E404]
        assert "不起作用" in found[0].message
    assert condition("罂粟株数 为 1株至2株〔依「至」〕", READING_TO)


def test_a_bare_value_after_或者() -> None:
    found = problems(f"第四条\n  社会危害 为 较大 或者 严重的，{RULE}。\n")
    assert [p.code for p in found] == [Code.E304]
    assert "或" in found[0].help


# ---------------------------------------------------------------------------- declarations


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("级别 甲：一 < 二，单位 次。", ["级别“甲”不能写“单位”"]),
        ("程度 甲：一 < 二，不少于 3。", ["程度“甲”不能写“不少于”"]),
        ("认定 甲：由 乙 认定，竞合 就高。", ["认定“甲”不能写“竞合”"]),
        ("事实 甲：布尔，单位 次。", ["布尔事实“甲”不能写“单位”"]),
        ("事实 甲：百分比，单位 次。", ["百分比事实“甲”不能写“单位”"]),
        ("事实 甲：日期，不少于 3。", ["日期事实“甲”不能写“不少于”"]),
        ("事实 甲：布尔，不适用时 是。", ["事实“甲”不能写“不适用时”"]),
        ("结论 甲：布尔，统计期 年内。", ["结论“甲”不能写“统计期”"]),
        ("读法「甲」：含 或 不含，方面 乙。", ["读法“甲”不能写“方面”"]),
        ("常理「甲」：问题突出 则 措施不力，依据 第三条，单位 次。", ["常理“甲”不能写“单位”"]),
        ("边界词 以上 含，单位 次。", ["边界词不能写“单位”"]),
        ("事实 甲：整数，越高越重，越低越重。", ["“越低越重”这一项写了两次"]),
        ("事实 甲：整数，不少于 5，不超过 3。", ["最小的值比最大的值还大"]),
        ("事实 甲：整数，不少于 0.5。", ["“范围”是整数，“0.5”不是"]),
        ("事实 甲：百分比，不超过 100。", ["“范围”是百分比，这里没有写“%”"]),
        ("事实 甲：整数，不少于 3，无害 1。", ["“1”超出了“甲”的范围"]),
        ("事实 甲：选项（乙、丙、乙）。", ["“甲”的选项里“乙”出现了两次"]),
        ("读法「甲」：含 或 不含 或 含。", ["读法「甲」里“含”出现了两次"]),
        (
            "读法「甲」：含 或 含。",
            ["读法「甲」至少要有两种不同的读法", "读法「甲」里“含”出现了两次"],
        ),
        ("读法「甲」，关于 先后：替代 或 下限。", ["没有关于“先后”的读法"]),
        ("事实 甲：布尔，读法「乙」。", ["读法「乙」未声明"]),
        ("事实 甲：布尔，官方认定 丙。", ["结论“丙”未声明"]),
        ("事实 甲：布尔，官方认定 严重地区。", ["结论“严重地区”的官方认定已写在“已评定”上"]),
    ],
)
def test_what_declarations_cannot_say(written: str, expected: list[str]) -> None:
    assert sorted(messages(written + "\n")) == sorted(expected)


def test_grounds_may_be_given_twice() -> None:
    assert messages("事实 甲：布尔，依据 第三条，理由「乙」，依据 第四条。\n") == []


def test_an_unknown_level_is_reported_once() -> None:
    text = "事实 甲：级别 无此。\n结论 乙：级别 无此，不适用时 丙。\n第四条\n  甲 为 丁的，将 乙 定为 戊。\n  按 甲 将 乙 定为：己 庚。\n"
    assert messages(text) == ["级别“无此”未声明（共 2 处）"]


def test_percentages_are_exact() -> None:
    policy = policy_of(HEAD + "事实 甲：百分比，不少于 0.1%，不超过 １００％，无害 99.9%。\n")
    fact = policy.fact("甲")
    assert fact.harmless == Fraction(999, 1000)
    assert fact.type.minimum == Fraction(1, 1000)  # type: ignore[union-attr]
    assert fact.type.maximum == 1  # type: ignore[union-attr]


# ---------------------------------------------------------------------------- statements


def test_all_that_is_wrong_with_a_rule_is_said_at_once() -> None:
    text = "第四条\n  甲 或者 乙 为 丙的，直接 将 丁 定为 戊，但 己的除外。\n"
    assert sorted(messages(text)) == sorted(
        ["“甲”未声明", "“乙”未声明", "“己”未声明", "结论“丁”未声明", "读法「直接」未声明"]
    )


def test_what_is_wrong_with_a_list_is_said_once() -> None:
    text = "第三条\n  具有下列情形之一的，将 甲 定为 乙，但 丙的除外：\n  （一）问题突出；\n  （二）措施不力。\n"
    assert sorted(messages(text)) == ["“丙”未声明", "结论“甲”未声明"]


@pytest.mark.parametrize(
    ("written", "modality", "count"),
    [
        ("应当 将 期满处置 定为 取消", Modality.SHALL, 1),
        ("将 期满处置 定为 取消", Modality.SHALL, 1),
        ("应当 视情 将 期满处置 定为 取消 或 延期", Modality.SHALL_CHOOSE, 2),
        ("可以 将 期满处置 定为 取消", Modality.MAY, 1),
        ("可 视情况 将 期满处置 定为 取消 或 延期", Modality.MAY, 2),
        ("不得 将 期满处置 定为 取消 或 延期", Modality.MUST_NOT, 2),
        ("禁止 将 期满处置 定为 取消", Modality.MUST_NOT, 1),
        ("原则上不得 将 期满处置 定为 取消", Modality.IN_PRINCIPLE_NOT, 1),
    ],
)
def test_modalities(written: str, modality: Modality, count: int) -> None:
    (norm,) = norms(f"第八条\n  问题突出的，{written}。\n")
    assert (norm.modality, len(norm.values)) == (modality, count)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("应当 将 期满处置 定为 取消 或 延期", "“应当”后面有几个结果，没有写明可以选择"),
        ("将 期满处置 定为 取消 或 延期", "这里有几个结果，没有写明可以选择"),
        ("不得 视情 将 期满处置 定为 取消", "“不得”不能与“视情”连用"),
        ("评定为 期满处置", "“期满处置”不只是、否两种结果，要写明定为什么"),
        ("将 罂粟株数 定为 3株", "“罂粟株数”是事实，不是结论，条文不能决定它"),
        ("措施不力 将 期满处置 定为 取消", "“措施不力”是认定，不能作决定"),
        ("须 将 期满处置 定为 取消", "这里不能用“须”"),
    ],
)
def test_what_rules_cannot_say(written: str, message: str) -> None:
    assert messages(f"第八条\n  问题突出的，{written}。\n") == [message]


def test_several_exceptions_and_criteria_are_all_kept() -> None:
    (norm,) = norms(
        "第九条\n  除 问题突出 外，已评定的，可以 将 期满处置 定为 取消，但 措施不力的除外，"
        "标准「一」，但 重视不够的除外，标准「二」。\n"
    )
    assert norm.exception is not None
    assert show(norm.exception) == "问题突出 或者 （措施不力 或者 重视不够）"
    assert norm.criterion == "一；二"


def test_ids_are_unique() -> None:
    found = norms(
        f"第四条\n  问题突出的，{RULE}。\n  措施不力的，{RULE}。\n  重视不够的，{RULE}。\n"
    )
    assert [norm.id for norm in found] == ["第四条", "第四条#2", "第四条#3"]
    assert {norm.citation for norm in found} == {"第四条"}


# ---------------------------------------------------------------------------- 符合, 优先于


def test_met_clauses_may_refer_to_each_other_but_not_for_ever() -> None:
    rules = [
        f"第{k}条\n  具有下列情形之一的，将 整治期限 定为 1年：（一）符合 第{k + 1}条。\n"
        for k in range(1, 8)
    ]
    text = (
        HEAD
        + "".join(rules)
        + "第8条\n  具有下列情形之一的，将 整治期限 定为 1年：（一）问题突出。\n"
    )
    articles = "\n".join(f"第{n}条　有下列情形：\n（一）甲。" for n in "一二三四五六七八")
    found = compile_text("例.policy", text, SourceText("source.txt", f"办法\n{articles}\n"))
    assert {problem.code for problem in found.diagnostics} == {Code.E205}
    assert "一层套一层" in found.diagnostics[0].message


def test_mistakes_in_a_met_clause_are_reported_once() -> None:
    text = """\
第三条
  具有下列情形之一的，评定为 严重地区：
  （一）甲；
  （二）措施不力。
第八条
  符合 第三条，非 符合 第三条的，将 期满处置 定为 延期。
  符合 第三条的，将 期满处置 定为 升级。
"""
    assert messages(text) == ["“甲”未声明"]


@pytest.mark.parametrize("cited", ["第九十条", "前款", "第三条第（九）项"])
def test_met_clauses_must_exist(cited: str) -> None:
    (found,) = problems(f"第八条\n  符合 {cited}的，将 期满处置 定为 延期。\n")
    assert found.code in (Code.E203, Code.E106)


def test_precedence_needs_one_outcome() -> None:
    text = f"第四条\n  问题突出的，{RULE}。\n第五条\n  第一款：措施不力的，将 整治期限 定为 1年。\n第四条 优先于 第五条。\n"
    assert messages(text) == ["“第四条”与后面的条款没有对同一个结论作出规定，谈不上优先"]


# ---------------------------------------------------------------------------- time

MANY = {
    "规定": lambda k: f"  甲{k}的，将 整治级别 定为 挂牌整治。\n",
    "事实": lambda k: f"事实 甲{k}：布尔。\n",
    "认定重复": lambda k: "认定 甲：由 乙 认定。\n",
    "条": lambda k: f"第{k + 100}条\n  问题突出的，将 整治级别 定为 挂牌整治。\n",
    "依据": lambda k: f"事实 甲{k}：布尔，依据 第{k + 100}条。\n",
    "前提": lambda k: "  前提：问题突出。\n",
    "优先": lambda k: "  第四条 优先于 第六条。\n",
    "结论": lambda k: f"结论 甲{k}：选项（一、二）。\n",
    "用例": lambda k: f"用例「甲{k}」\n  已知：乙。\n  应得：丙 为 丁，条款 第四条。\n",
    "读法": lambda k: f"读法「甲{k}」，关于 优先：替代 或 下限。\n",
    "英文名": lambda k: f"事实 甲{k}（a）：布尔。\n",
}


@pytest.mark.parametrize("kind", MANY)
def test_many_mistakes_take_no_time(kind: str) -> None:
    make = MANY[kind]
    lines = [make(k) for k in range(200 * 1024 // len(make(1000).encode()))]
    text = HEAD + ("" if kind in ("事实", "结论", "读法") else "第四条\n") + "".join(lines)
    begun = time.process_time()
    compile_texts("例", [SourceText("例.policy", text)], [common()], source())
    assert time.process_time() - begun < 15  # some seconds here; what is not linear takes minutes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", Worse.NEITHER),
        ("，越高越重", Worse.MORE),
        ("，越低越重", Worse.LESS),
        ("，与轻重无关", Worse.NEITHER),
    ],
)
def test_whether_yes_is_graver_is_never_assumed(written: str, expected: Worse) -> None:
    policy = policy_of(f"{HEAD}认定 整治到位：由 县禁毒委员会 认定{written}。\n")
    assert policy.fact("整治到位").worse is expected


def test_a_premise_holds_for_what_is_to_be_done_and_for_measures_too() -> None:
    text = f"{HEAD}第四条\n  前提：问题突出。\n  追责：措施不力的，对 县长 应当 「约谈」。\n  职责：县政府 应当 「整改」。\n"
    sanction, duty = policy_of(text).content
    assert isinstance(sanction, Sanction) and isinstance(duty, Duty)
    assert show(sanction.condition) == "问题突出 且 措施不力"
    assert show(duty.condition) == "问题突出"
