"""``policyc verify``: a result decided again, as its receipt says."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Policyc


@pytest.fixture
def receipt(policyc: Policyc, workspace: Path) -> Path:
    """A case of the sample, decided and written down."""
    facts = json.loads(policyc("facts", "示例", "--format", "json").stdout)["facts"]
    given = [f"--fact={f['name']}=是" for f in facts if f["type"] == "布尔"][:1]
    result = policyc(
        "eval", "示例", *given, "--rest", "harmless", "--as-of", "2021-06-01", "--receipt", "r.json"
    )
    assert result.exit_code == 0, result.output
    return workspace / "r.json"


def changed(receipt: Path, **parts: object) -> None:
    data = json.loads(receipt.read_text("utf-8"))
    data["receipt"].update(parts)
    receipt.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def test_the_same_again(policyc: Policyc, receipt: Path) -> None:
    said: Any = json.loads(receipt.read_text("utf-8"))
    assert said["receipt"]["as_of"] == "2021-06-01"
    assert said["receipt"]["meaning"].startswith("sha256:")
    assert {"示例/policy.policy"} <= set(said["receipt"]["files"])
    result = policyc("verify", "r.json")
    assert result.exit_code == 0
    assert "个结论都与当时相同" in result.stdout
    assert "规则与当时相同；文件没有改动。" in result.stdout


def test_a_comment_changes_the_file_and_not_the_rules(
    policyc: Policyc, receipt: Path, workspace: Path
) -> None:
    with (workspace / "示例" / "policy.policy").open("a", encoding="utf-8") as file:
        file.write("\n// 以后加的注释\n")
    result = policyc("verify", "r.json")
    assert result.exit_code == 0
    assert "规则与当时相同；改动过的文件：示例/policy.policy。" in result.stdout


def test_another_outcome_is_shown_then_and_now(policyc: Policyc, receipt: Path) -> None:
    data = json.loads(receipt.read_text("utf-8"))
    first = data["outcomes"][0]
    first["kind"], first["value"] = "定", "别的"
    receipt.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    result = policyc("verify", "r.json")
    assert result.exit_code == 1
    assert "1 个结论与当时不同。" in result.stdout and "当时  定 别的" in result.stdout
    told = json.loads(policyc("verify", "r.json", "--format", "json").stdout)
    assert (told["confirmed"], told["same_meaning"], len(told["differing"])) == (False, True, 1)
    assert told["differing"][0]["then"]["value"] == "别的"


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"format": "policyc-receipt/9"}, "不认识的收据格式"),
        ({"facts": {"没有的事实": 1}}, "未声明"),
        ({"facts": [1]}, "facts 应为对象"),
        ({"as_of": "2021-02-30"}, "不存在"),
        ({"readings": {"没有": "甲"}}, "没有"),
        ({"files": []}, "应为对象"),
        ({"document": "没有的文档"}, "没有的文档"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_receipt_that_cannot_be_used(
    policyc: Policyc, receipt: Path, parts: dict[str, object], says: str
) -> None:
    changed(receipt, **parts)
    result = policyc("verify", "r.json")
    assert result.exit_code == 2
    assert says in result.stderr and "怎么办" in result.stderr


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"receipt": 1, "outcomes": []}', '{"receipt": {']
)
def test_no_receipt(policyc: Policyc, workspace: Path, text: str) -> None:
    (workspace / "x.json").write_text(text, "utf-8")
    result = policyc("verify", "x.json")
    assert result.exit_code == 2 and "错误[" in result.stderr


def test_the_receipt_without_the_result(policyc: Policyc, receipt: Path, workspace: Path) -> None:
    alone = json.loads(receipt.read_text("utf-8"))["receipt"]
    (workspace / "x.json").write_text(json.dumps(alone), "utf-8")
    result = policyc("verify", "x.json")
    assert result.exit_code == 2
    assert "只有收据" in result.stderr and "整个结果" in result.stderr


def test_the_receipt_never_goes_over_what_is_read(policyc: Policyc, workspace: Path) -> None:
    (workspace / "f.json").write_text("{}", "utf-8")
    for target in ("f.json", "示例/policy.policy"):
        before = (workspace / target).read_bytes()
        result = policyc("eval", "示例", "--facts", "f.json", "--receipt", target)
        assert result.exit_code == 2 and (workspace / target).read_bytes() == before
    assert policyc("eval", "示例", "--receipt", "-").exit_code == 2
