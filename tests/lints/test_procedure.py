"""G06 and T03: what a procedure leaves out, and what a repeal leaves open."""

from __future__ import annotations

import pytest
from tests.lints.minis import said

SOURCE = """\
第一条 乡镇分一级、二级整治。
第二条 期限届满，验收合格的，可以取消整治。验收较好的，可以降低级别。
第三条 县禁毒委员会提出取消、延期的申请。
第四条 本办法自2020年5月1日起施行。《旧办法》同时废止。
"""
POLICY = """\
文件「办法」
  成文：2020年4月1日。
  施行：2020年5月1日。
级别 整治级别：未列入 < 二级 < 一级，依据 第一条。
结论 整治级别：级别 整治级别，依据 第一条。
结论 处置：选项（取消整治、降低级别），依据 第二条。
事实 现级别：级别 整治级别，官方认定 整治级别，理由「已经定的级别」。
认定 验收合格：越低越重，依据 第二条。
认定 验收较好：越低越重，依据 第二条。
第一条
  流程「整治」：状态 整治级别。
第二条
  第一句
    验收合格的，可以 将 处置 定为 取消整治。
    变更 处置 为 取消整治：转为 未列入。
  第二句
    验收较好的，可以 将 处置 定为 降低级别。
    变更 处置 为 降低级别：降到 下一级。
第三条
  程序：县禁毒委员会 「提出取消、延期的申请」。
第四条
  第一句：施行日：2020年5月1日。
  第二句：废止：「旧办法」。
"""


def test_a_decision_that_the_procedure_leaves_out() -> None:
    (finding,) = said("G06", SOURCE, POLICY)
    assert "第三条列举了可以申请的处置，没有列“降低级别”（第二条第二句）" in finding.message
    assert finding.norms == ("第二条第二句", "第三条")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("提出取消、延期的申请", "提出取消、降级的申请"),  # it is listed
        ("提出取消、延期的申请", "提出取消申请"),  # no list
        ("验收较好的，可以", "验收较好的，县禁毒委员会 可以"),  # who decides is said there
    ],
)
def test_a_complete_procedure(old: str, new: str) -> None:
    assert POLICY.count(old) == 1
    assert said("G06", SOURCE.replace(old, new), POLICY.replace(old, new)) == []


def test_a_repeal_without_a_word_about_what_is_under_way() -> None:
    (finding,) = said("T03", SOURCE, POLICY)
    assert "第四条第二句废止了“旧办法”，没有写明照它正在办理的怎样处理" in finding.message
    settled = SOURCE.replace("同时废止。", "同时废止；此前已经列入的，期限继续计算。")
    assert said("T03", settled, POLICY) == []


def test_a_commencement_in_the_past() -> None:
    early = POLICY.replace("成文：2020年4月1日", "成文：2020年6月1日")
    messages = [finding.message for finding in said("T03", SOURCE, early)]
    assert any("2020年5月1日施行，早于2020年6月1日成文、公布" in each for each in messages)
