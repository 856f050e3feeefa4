from tests.lints.minis import said

from policyc.findings.finding import Severity

SOURCE = """\
第一条 整治分为重点整治、重点督办两级。
第二条 仍未实现整治目标的，继续挂牌整治。
第三条 出现严重反弹的，直接挂牌整治。
"""
LEVELS = """\
文件「办法」
级别 整治级别：未列入 < 重点督办 < 重点整治。
事实 现级别（tier）：级别 整治级别，依据 第一条。
"""


def test_an_undefined_term_is_found_where_it_stands() -> None:
    [finding] = said("R01", SOURCE, LEVELS + "原文未定义 挂牌整治：第二条、第三条。\n")
    assert finding.severity is Severity.MEDIUM
    assert finding.message == (
        "原文使用了“挂牌整治”（第二条、第三条），但没有定义它。"
        "文件里相近的有“重点整治”（级别“整治级别”的一档）。"
    )
    assert [c.citation for c in finding.citations] == ["第二条", "第三条"]
    assert finding.citations[0].quote == "仍未实现整治目标的，继续挂牌整治。"
    assert "如果本意就是“重点整治”，改用同一个词" in finding.suggestion


def test_nothing_is_declared_nothing_is_found() -> None:
    assert said("R01", SOURCE.replace("挂牌整治", "重点整治"), LEVELS) == []


def test_no_near_miss_no_hint() -> None:
    [finding] = said("R01", SOURCE, LEVELS + "原文未定义 反弹：第三条。\n")
    assert "相近" not in finding.message and "本意" not in finding.suggestion


def test_a_term_that_is_defined_after_all_is_a_note() -> None:
    policy = LEVELS + "原文未定义 重点整治：第一条。\n"
    [finding] = said("R01", SOURCE, policy)
    assert finding.severity is Severity.NOTE
    assert finding.message == "代码声明原文没有定义“重点整治”，但级别“整治级别”的一档已经有了。"
    defined = LEVELS + "原文未定义 反弹：第三条。\n第三条\n  定义 反弹：「毒情回升」。\n"
    assert "第三条定义已经有了" in said("R01", SOURCE, defined)[0].message


def test_a_clause_that_does_not_use_the_term() -> None:
    [finding] = said("R01", SOURCE, LEVELS + "原文未定义 挂牌整治：第一条、第二条。\n")
    assert "第一条的原文中没有出现这个词" in finding.message


def test_a_mere_part_of_the_term_is_no_hint() -> None:
    policy = LEVELS.replace("未列入", "整治") + "原文未定义 整治目标：第二条。\n"
    [finding] = said("R01", SOURCE, policy)
    assert "“整治”（" not in finding.message


def test_what_may_be_decided_is_no_hint_nor_a_word_that_is_alike_in_the_middle() -> None:
    options = "结论 处置：选项（继续挂牌整治、取消整治）。\n"
    [finding] = said("R01", SOURCE, LEVELS + options + "原文未定义 挂牌整治：第二条。\n")
    assert finding.message.endswith("文件里相近的有“重点整治”（级别“整治级别”的一档）。")
    [finding] = said("R01", SOURCE, LEVELS + options + "原文未定义 整治目标：第二条。\n")
    assert "相近" not in finding.message and "本意" not in finding.suggestion


BODY = "第一条\n  职责：市禁毒委员会 应当 「分级」。\n"


def test_a_slip_of_the_pen_is_called_one() -> None:
    source = SOURCE.replace("出现严重反弹", "经市省禁毒委员会认定")
    [finding] = said("R01", source, LEVELS + "原文未定义 市省禁毒委员会：第三条。\n" + BODY)
    assert "疑为“市禁毒委员会”（第一条的机关）之误" in finding.message
    assert finding.suggestion.startswith("核对原意：是笔误的，改为“市禁毒委员会”")


def test_a_qualifier_at_an_end_is_no_slip() -> None:
    source = SOURCE.replace("出现严重反弹", "经县市禁毒委员会认定")
    [finding] = said("R01", source, LEVELS + "原文未定义 县市禁毒委员会：第三条。\n" + BODY)
    assert "之误" not in finding.message and "相近的有“市禁毒委员会”" in finding.message


def test_the_title_of_an_annex_is_a_word_of_the_text() -> None:
    source = "一、工作要求\n（一）按照整治办法办理。\n附件\n禁毒整治办法\n第一条 制定本办法。\n"
    [finding] = said("R01", source, "文件「方案」\n原文未定义 整治办法：一（一）。\n")
    assert "文件里相近的有“禁毒整治办法”（附件的标题）" in finding.message
