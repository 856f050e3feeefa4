"""What is changed is told by its kind, with what it was and what it is."""

from functools import cache

import pytest
from tests.revision.versions import edited, jilin, jilin_texts, version

from policyc.revision.amendments import Amendment
from policyc.revision.revise import amendments_of
from policyc.revision.versions import Versions

# One line for each: what is edited in the policy file, and what must be told of it. --------------

CHANGES: dict[str, tuple[tuple[str, str], tuple[str, str, str, str]]] = {
    "threshold": (
        ("罂粟株数 为 10000株及以上", "罂粟株数 为 8000株及以上"),
        ("阈值", "“罂粟株数”", "不少于10000株", "不少于8000株"),
    ),
    "strict bound": (
        ("辖区内毒品问题严重地区数 为 3个以上（含）的", "辖区内毒品问题严重地区数 超过 3个的"),
        ("阈值", "“辖区内毒品问题严重地区数”", "不少于3个", "超过3个"),
    ),
    "graded word": (
        ("毒品问题态势 为 发展蔓延，群众反映 为 较多", "毒品问题态势 为 发展蔓延，群众反映 为 突出"),
        ("阈值", "“群众反映”", "较多（依“程度”）", "突出（依“程度”）"),
    ),
    "condition taken out": (
        ("倒查属实次数 为 2次〔依「2次」〕的。", "倒查属实次数 为 3次及以上的。"),
        ("读法", "条件", "“倒查属实次数”为2次（依“2次”）", "“倒查属实次数”不少于3次"),
    ),
    "condition added": (
        ("本地未发现厂点，打掉厂点数 恰为 1个的", "本地未发现厂点，打掉厂点数 恰为 1个，重视不够的"),
        ("条件", "须同时具备的条件", "", "“重视不够”"),
    ),
    "whole item": (
        ("  （七）其他毒品问题突出的。", "  （七）其他毒品问题突出，走私问题突出的。"),
        ("条件", "须同时具备的条件", "", "“走私问题突出”"),
    ),
    "modality of a duty": (
        (
            "职责：毒品问题严重地区 应当 「加强禁毒委员会办公室建设",
            "职责：毒品问题严重地区 可以 「加强禁毒委员会办公室建设",
        ),
        ("规范词", "规范词", "应当", "可以"),
    ),
    "modality of a sanction": (
        ("对 第一责任人、主要责任人 原则上不得", "对 第一责任人、主要责任人 不得"),
        ("规范词", "规范词", "原则上不得", "不得"),
    ),
    "frequency": (("频次「每季度一次」", "频次「每月一次」"), ("期限", "频次", "每季度一次", "每月一次")),
    "body of a duty": (
        (
            "职责：省禁毒委员会 「负责组织、指导、监督毒品问题严重地区",
            "职责：省禁毒委员会、省公安厅 「负责组织、指导、监督毒品问题严重地区",
        ),
        ("主体", "由谁", "省禁毒委员会", "省禁毒委员会、省公安厅"),
    ),
    "who decides": (
        ("的，省禁毒委员会 可以 确定为 毒品问题严重地区", "的，省公安厅 可以 确定为 毒品问题严重地区"),
        ("主体", "由谁决定", "省禁毒委员会", "省公安厅"),
    ),
    "measure": (
        ("可以 「给予组织调整或者组织处理」", "可以 「给予组织处理」"),
        ("事项", "措施", "给予组织调整或者组织处理", "给予组织处理"),
    ),
    "definition": (
        ("定义 「责任追究的主要方式（二）」：「取消评先受奖资格」", "定义 「责任追究的主要方式（二）」：「取消评优资格」"),
        ("定义", "含义", "取消评先受奖资格", "取消评优资格"),
    ),
    "target of a state change": (
        ("变更 期满处置 为 取消整治：转为 未列入。", "变更 期满处置 为 取消整治：转为 重点关注。"),
        ("程序", "“期满处置”为取消整治时级别怎样变", "转为未列入", "转为重点关注"),
    ),
    "term and its change": (
        ("已决定延期的，将 延长期限 定为 1年。", "已决定延期的，将 延长期限 定为 2年。"),
        ("期限", "“延长期限”", "1年", "2年"),
    ),
    "window of a count": (
        ("统计期 年内，越多越重，\n  由 省禁毒委 认定", "统计期 一年内，越多越重，\n  由 省禁毒委 认定"),
        ("期限", "统计期", "年内", "一年内"),
    ),
    "status": (("状态：征求意见稿。", "状态：正式。"), ("文件信息", "状态", "征求意见稿", "正式")),
}  # fmt: skip
ALSO = (("变更 期满处置 为 延期：续期 1年。", "变更 期满处置 为 延期：续期 2年。"),)
"""Said in the same clause as the term: no change of its own."""


@cache
def found() -> tuple[Amendment, ...]:
    source, policy = jilin_texts()
    edits = tuple(edit for edit, _ in CHANGES.values())
    new = version("新", source, edited(policy, (*edits, *ALSO)), vocabulary=True)
    old = jilin()
    assert old.policy and new.policy and old.head and new.head
    return amendments_of(Versions(old.policy, new.policy), (old.head, new.head))


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_by_its_kind(name: str) -> None:
    told = [(each.kind.value, each.about, each.old, each.new) for each in found()]
    assert told.count(CHANGES[name][1]) == 1


def test_nothing_else_is_told() -> None:
    expected = {told for _, told in CHANGES.values()}
    others = [e for e in found() if (e.kind.value, e.about, e.old, e.new) not in expected]
    assert others == []
