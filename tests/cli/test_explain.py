import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from policyc.analysis.run_checks import CheckResult
from policyc.findings.finding import Cited, Finding, Severity, Status

Policyc = Callable[..., Result]
Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden" / "explain"


def explained(policyc: Policyc, *args: str) -> dict[str, Any]:
    result = policyc("explain", *args, "--format", "json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert isinstance(data, dict)
    return data


def problem(policyc: Policyc, *args: str) -> tuple[str, str]:
    result = policyc("explain", *args, "--format", "json")
    assert result.exit_code == 2
    [error] = json.loads(result.stdout)["errors"]
    return error["message"], error["help"]


@pytest.mark.parametrize("code", ["S02", "s02", "原文变动"])
def test_a_check(policyc: Policyc, golden: Golden, code: str) -> None:
    result = policyc("explain", code)
    assert result.exit_code == 0
    golden(GOLDEN / "s02.txt", result.stdout)


def test_a_check_as_data(policyc: Policyc) -> None:
    data = explained(policyc, "G01")
    assert (data["code"], data["name"], data["severity"]) == ("G01", "结论空白", "高")
    assert list(data["sections"]) == ["检查什么", "为什么", "反例", "正例", "如何修改"]


@pytest.mark.parametrize("code", ["E203", "e203", "引用不存在"])
def test_an_error(policyc: Policyc, golden: Golden, code: str) -> None:
    golden(GOLDEN / "e203.txt", policyc("explain", code).stdout)
    assert explained(policyc, code)["sections"].keys() == {"意思", "怎么办"}


def test_a_clause(policyc: Policyc, golden: Golden) -> None:
    golden(GOLDEN / "clause.txt", policyc("explain", "示例:第六条").stdout)
    golden(GOLDEN / "clause-marked.txt", policyc("explain", "第一条", "--doc", "示例").stdout)


def test_a_clause_as_data(policyc: Policyc) -> None:
    data = explained(policyc, "示例：第四条")
    assert data["citation"] == "第四条"
    assert data["text"].startswith("第四条 非法种植")
    assert data["units"] == [{"citation": "第四条", "status": "encoded", "reason": "规则"}]
    [code] = data["code"]
    assert code["lines"] == [
        "  株数 为 5000株至10000株〔依「至」〕 的，应当 将 级别评定 定为 通报警示。"
    ]
    assert code["first_line"] == code["last_line"]
    assert data["decides"][0]["values"] == ["通报警示"]
    assert data["facts"] == ["株数"]
    assert data["readings"] == {"至": ["含", "不含"]}
    assert data["findings"] is None


def test_who_prevails(policyc: Policyc) -> None:
    assert explained(policyc, "示例:第六条")["prevails_over"] == ["第五条"]
    assert explained(policyc, "示例:第五条")["yields_to"] == ["第六条"]
    assert explained(policyc, "示例:第二条")["requires"] == ["级别评定"]


LADDER = """\
文件「梯」
事实 甲（a）：布尔，依据 第一条。
级别 轻重（weight）：轻 < 重。
结论 定级（graded）：级别 轻重，竞合 未规定，依据 第二条。
结论 年限（term）：整数，单位 年，竞合 未规定，依据 第三条。
第二条
  同时具备下列条件的，应当 将 定级 定为 重：
  （一）甲；
  （二）非 甲。
第三条
  定级 为 重的，应当 将 年限 定为 3年。
第四条
  非 符合 第二条 的，应当 将 年限 定为 1年。
"""
LADDER_SOURCE = """\
第一条 目的。
第二条 同时具备下列条件的，应当从重：
（一）甲；
（二）非甲。
第三条 从重的，期限三年。
第四条 不符合第二条的，期限一年。
"""


def test_what_depends_on_a_clause(policyc: Policyc, workspace: Path) -> None:
    (workspace / "梯").mkdir()
    (workspace / "梯" / "policy.policy").write_text(LADDER, encoding="utf-8")
    (workspace / "梯" / "source.txt").write_text(LADDER_SOURCE, encoding="utf-8")
    data = explained(policyc, "梯:第二条")
    assert data["used_by"] == [{"citation": "第三条", "outcome": "定级"}]
    assert data["conditions_used_by"] == ["第四条"]
    item = explained(policyc, "梯:第二条第二项")
    assert item["citation"] == "第二条第（二）项"
    assert item["code"][0]["lines"] == ["  （二）非 甲。"]
    assert [norm["citation"] for norm in item["decides"]] == ["第二条"]
    assert item["used_by"] == data["used_by"]
    nothing = explained(policyc, "梯:第一条")
    assert (nothing["code"], nothing["units"][0]["status"]) == ([], "unmarked")
    assert "没有代码编码这一条款" in policyc("explain", "梯:第一条").stdout


def test_findings_only_where_they_are_asked_for(
    policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    def finding(*citations: str) -> Finding:
        cited = tuple(Cited("示例", citation) for citation in citations)
        return Finding("X01", "某事", Status.PROVED, Severity.LOW, "有问题。", citations=cited)

    def result(*_: object) -> CheckResult:
        return CheckResult((finding("第四条"), finding("第五条"), finding("第四条第一句")), False)

    monkeypatch.setenv("POLICYC_CACHE", "off")  # another test may have kept the real ones
    monkeypatch.setattr("policyc.analysis.run_checks.PolicyChecks.result", result)
    data = explained(policyc, "示例:第四条", "--findings")
    assert [each["code"] for each in data["findings"]] == ["X01", "X01"]
    assert "X01" in policyc("explain", "示例:第四条", "--findings").stdout
    clean = policyc("explain", "示例:第七条", "--findings").stdout
    assert "没有发现关于这一条款的问题" in clean


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (("G77",), "没有“G77”这个代码", "现有：G01"),
        (("E23",), "没有“E23”这个代码", "“E203”"),
        (("结论空缺",), "“结论空缺”既不是代码，也不是条款引用", "“结论空白”"),
        (("你好",), "“你好”既不是代码，也不是条款引用", "条款写成 "),
        (("第三条",), "没有写明是哪个文档的第三条", "现有文档：示例"),
        (("示例:第九十九条",), "示例 的原文中没有 第九十九条", "相近的有：第九条"),
        (("示例:你好",), "“你好”既不是代码，也不是条款引用", ""),
        (("没有的:第三条",), "找不到文档 没有的", ""),
    ],
)
def test_what_cannot_be_explained(
    policyc: Policyc, args: tuple[str, ...], message: str, hint: str
) -> None:
    said, help = problem(policyc, *args)
    assert message in said
    assert hint in help
