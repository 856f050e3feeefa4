"""``policyc compare --case``: one case through all documents."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Policyc
from tests.comparison.rivers import FIRST, FIRST_SOURCE, SECOND, SECOND_SOURCE

TWO = ("compare", "河道/甲", "河道/乙")


@pytest.fixture(autouse=True)
def rivers(workspace: Path) -> Path:
    for name, policy, source in (("甲", FIRST, FIRST_SOURCE), ("乙", SECOND, SECOND_SOURCE)):
        folder = workspace / "河道" / name
        folder.mkdir(parents=True)
        (folder / "policy.policy").write_text(policy, "utf-8")
        (folder / "source.txt").write_text(source, "utf-8")
    return workspace


def test_results_stand_side_by_side(policyc: Policyc) -> None:
    result = policyc(*TWO, "--case", "-", "--rest", "harmless", stdin='{"outfalls": 12}')
    assert result.exit_code == 0, result.output
    assert result.output.startswith("同一个案件在各份文件里的结果\n甲县、乙县\n")
    assert "排污口数为12个" in result.output
    assert "第二条第（一）项" in result.output


def test_as_data(policyc: Policyc) -> None:
    result = policyc(*TWO, "--case", "-", "--format", "json", stdin='{"排污口数": 12}')
    data = json.loads(result.output)
    assert data["documents"] == ["甲", "乙"]
    assert data["facts"][0]["name"] == "排污口数"
    assert {row["outcome"] for row in data["rows"]}.isdisjoint(data["untouched"])


def test_a_fact_that_none_knows_is_shown_in_the_file(policyc: Policyc, rivers: Path) -> None:
    (rivers / "案件.json").write_text('{"排污口": 12}', "utf-8")
    result = policyc(*TWO, "--case", "案件.json")
    assert result.exit_code == 2
    assert "案件.json:1:2" in result.output and "排污口数" in result.output


def test_the_case_itself_is_never_overwritten(policyc: Policyc, rivers: Path) -> None:
    (rivers / "案件.json").write_text("{}", "utf-8")
    result = policyc(*TWO, "--case", "案件.json", "-o", "案件.json", "--format", "json")
    assert result.exit_code == 2 and "没有覆盖" in result.output
    assert (rivers / "案件.json").read_text("utf-8") == "{}"
