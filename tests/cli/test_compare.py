"""``policyc compare``: what it writes where, and what it refuses."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Policyc
from tests.comparison.rivers import FIRST, FIRST_SOURCE, SECOND, SECOND_SOURCE


@pytest.fixture
def rivers(workspace: Path) -> Path:
    for name, policy, source in (("甲", FIRST, FIRST_SOURCE), ("乙", SECOND, SECOND_SOURCE)):
        folder = workspace / "河道" / name
        folder.mkdir(parents=True)
        (folder / "policy.policy").write_text(policy, "utf-8")
        (folder / "source.txt").write_text(source, "utf-8")
    return workspace


def test_on_the_screen(policyc: Policyc, rivers: Path) -> None:
    result = policyc("compare", "河道/甲", "河道/乙")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("法域比较报告\n甲县、乙县\n")
    headings = [line for line in result.output.splitlines() if line[:2] in ("一、", "二、", "三、")]
    assert headings == ["一、摘要", "二、看的时候要知道", "三、没有列出的"]
    told = result.output.partition("三、没有列出的")[2]
    assert "维度矩阵、图示、同案不同果、空白、结论与限制" in told and "--full" in told


def test_the_whole_report_on_the_screen(policyc: Policyc, rivers: Path) -> None:
    result = policyc("compare", "河道/甲", "河道/乙", "--full")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("法域比较报告\n甲县、乙县\n")
    titles = (
        "摘要",
        "文件信息",
        "可比性声明",
        "维度矩阵",
        "图示",
        "同案不同果",
        "空白",
        "结论与限制",
    )
    places = [result.output.index(f"、{title}\n") for title in titles]
    assert places == sorted(places)
    assert "没有列出的" not in result.output
    policyc("compare", "河道/甲", "河道/乙", "-o", "比较.txt")
    assert (rivers / "比较.txt").read_text("utf-8").count("\n") == result.output.count("\n")


@pytest.mark.parametrize("form", ["md", "html", "docx", "xlsx", "json", "txt"])
def test_into_a_file_by_its_suffix(policyc: Policyc, rivers: Path, form: str) -> None:
    result = policyc("compare", "河道", "-o", f"比较.{form}")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("对照 ") and f"比较.{form}" in result.output
    assert (rivers / f"比较.{form}").stat().st_size > 1000


def test_as_data(policyc: Policyc, rivers: Path) -> None:
    data = json.loads(policyc("compare", "河道", "--format", "json").output)
    assert [each["short"] for each in data["documents"]] == ["乙县", "甲县"]
    assert {"caveats", "dimensions", "same_case"} <= set(data)
    for group in data["dimensions"]:
        for row in group["rows"]:
            assert [cell["document"] for cell in row["cells"]] == ["乙", "甲"]
            assert all(e["clauses"] for cell in row["cells"] for e in cell["entries"])


def test_as_of_a_day(policyc: Policyc, rivers: Path) -> None:
    assert "2025年1月1日" in policyc("compare", "河道", "--as-of", "2025-01-01").output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "缺少参数 文档"),
        (("河道/甲",), "只有一份文档（甲）"),
        (("河道/甲", "河道/甲"), "有的文档写了不止一次"),
        (("河道/甲", "河道/乙", "河道/甲"), "有的文档写了不止一次"),
        (("河道/甲", "没有的"), "找不到文档 没有的"),
        (("河道/甲", "河道/乙", "--format", "docx"), "docx 不能写到标准输出"),
        (("河道/甲", "河道/乙", "-o", "比较.pdf"), "看不出要写成什么格式"),
        (("河道/甲", "河道/乙", "-o", "河道/甲/policy.policy"), "看不出要写成什么格式"),
        (("河道/甲", "河道/乙", "--format", "md", "-o", "河道/甲/source.txt"), "没有覆盖"),
        (("河道/甲", "河道/乙", "--rest", "harmless"), "--rest 要和 --case 一起用"),
        (("河道", "--full", "--case", "案件.json"), "--full 和 --case 不能一起用"),
    ],
)
def test_what_it_refuses(
    policyc: Policyc, rivers: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = policyc("compare", *arguments)
    assert result.exit_code == 2 and told in result.output


def test_a_document_with_errors_is_not_compared(policyc: Policyc, rivers: Path) -> None:
    (rivers / "河道" / "乙" / "policy.policy").write_text(
        SECOND.replace("第七条", "第九十条"), "utf-8"
    )
    result = policyc("compare", "河道")
    assert result.exit_code == 2 and "第九十条" in result.output
