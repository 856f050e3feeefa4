"""``policyc check`` with several documents, and with --stack."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Policyc = Callable[..., Result]
pytestmark = pytest.mark.z3

UPPER = """\
文件「省办法」
  位阶：省级文件。
  适用地区：{region}。
  施行：2020年1月1日。
事实 株数（plants）：整数，单位 株，不少于 0，依据 第一条。
级别 轻重（weight）：未列入 < 轻 < 重。
结论 定级（graded）：级别 轻重，竞合 未规定，依据 第一条。
第一条
  株数 不少于 10株 的，应当 将 定级 定为 轻。
"""
LOWER = """\
文件「市办法」
  位阶：市级文件。
  适用地区：甲省/乙市。
  施行：2020年1月1日。
读法「直接」，关于 优先：替代 或 下限 或 程序，理由「没有写明」。
级别 轻重（weight）：未列入 < 轻 < 重。
事实 省级定级（provincial）：级别 轻重，来自 省级 定级，依据 第二条。
事实 严重（severe）：布尔，依据 第一条。
结论 定级（graded）：级别 轻重，竞合 未规定，依据 第一条。
第一条
  严重 的，应当 将 定级 定为 重。
第二条
  省级定级 为 轻 的，应当 直接 将 定级 定为 轻。
"""


@pytest.fixture
def documents(workspace: Path) -> None:
    for name, text in (
        ("省", UPPER.format(region="甲省")),
        ("外省", UPPER.format(region="丙省")),
        ("市", LOWER),
    ):
        (workspace / name).mkdir()
        (workspace / name / "policy.policy").write_text(text, encoding="utf-8")
        (workspace / name / "source.txt").write_text("第一条 甲。\n第二条 乙。\n", encoding="utf-8")


@pytest.mark.usefixtures("documents")
def test_one_above_the_other(policyc: Policyc) -> None:
    result = policyc("check", "省", "市", "--only", "C08")
    assert "省 → 市" in result.stdout and "假设" not in result.stdout
    assert "甲省（省级）的评定经乙市第二条“直接”进入乙市（市级）" in result.stdout.replace(
        "\n  ", ""
    )


@pytest.mark.usefixtures("documents")
def test_a_stack_is_marked_throughout(policyc: Policyc) -> None:
    result = policyc("check", "--stack", "外省/市")
    assert result.exit_code == 1
    assert "【假设】外省 → 市" in result.stdout
    assert "发现 1 个问题（假设）" in result.stdout and "有反例 · 假设" in result.stdout
    data = json.loads(policyc("check", "--stack", "外省/市", "--format", "json").stdout)
    assert [f["hypothetical"] for f in data["findings"]] == [True]
    assert data["between"][0]["hypothetical"] is True
    assert all(part["message"].startswith("【假设】") for part in data["findings"][0]["parts"])


@pytest.mark.usefixtures("documents")
def test_peers_are_compared_and_never_in_conflict(policyc: Policyc) -> None:
    result = policyc("check", "外省", "市", "--only", "C06,C07,C08")
    assert "→" not in result.stdout
    data = json.loads(policyc("check", "外省", "省", "--only", "V01", "--format", "json").stdout)
    assert data["between"][0]["relation"] == "并列"
    assert data["findings"] == []


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize("stack", ["市/省", "市", "无/市", "省/无"])
def test_what_cannot_be_stacked(policyc: Policyc, stack: str) -> None:
    result = policyc("check", "--stack", stack)
    assert result.exit_code == 2 and "错误[" in result.stderr


def test_a_level_that_does_not_exist(policyc: Policyc, workspace: Path) -> None:
    (workspace / "错").mkdir()
    text = LOWER.replace("来自 省级", "来自 省里")
    (workspace / "错" / "policy.policy").write_text(text, encoding="utf-8")
    (workspace / "错" / "source.txt").write_text("第一条 甲。\n第二条 乙。\n", encoding="utf-8")
    assert "没有“省里”这一级文件" in policyc("check", "错").stderr


@pytest.mark.usefixtures("documents")
def test_peers_in_a_folder_are_not_compared_unless_named(policyc: Policyc) -> None:
    folder = json.loads(policyc("check", ".", "--only", "V01", "--format", "json").stdout)
    relations = [each["relation"] for each in folder.get("between", [])]
    assert "并列" not in relations and relations, "上下级的照样接在一起"
    named = json.loads(
        policyc("check", ".", "外省", "省", "--only", "V01", "--format", "json").stdout
    )
    assert [each["relation"] for each in named["between"]].count("并列") == 1


def test_a_folder_with_nothing_but_the_source(policyc: Policyc, workspace: Path) -> None:
    (workspace / "原文").mkdir()
    (workspace / "原文" / "source.txt").write_text("第一条 甲。\n", encoding="utf-8")
    result = policyc("check", "原文")
    assert result.exit_code == 2
    assert "原文 只有原文（source.txt），尚未编码" in result.stderr
    result = policyc("check", ".", "--only", "S01")
    assert result.exit_code == 0
    assert "有 1 份文件只有原文，尚未编码，没有审查：原文" in result.stderr
