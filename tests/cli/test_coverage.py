import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from policyc.cli.app import run

Policyc = Callable[..., Result]
Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden" / "coverage"

SOURCE = """\
关于印发《办法》的通知
办法
第一条 为了禁毒，根据《上级办法》第三条，制定本办法。
第二条 有下列情形之一的，应当从重：
（一）反映强烈的；
（二）株数超过十株的。
第三条 由市禁毒委员会负责。每年研究一次。
第四条 情节严重的，另行处理。
某市禁毒委员会
2020年1月1日
"""
POLICY = """\
文件「办法」
事实 株数（plants）：整数，单位 株，不少于 0，依据 第二条。
认定 反映强烈（reaction）：由 市禁毒委员会 认定，依据 第二条。
级别 轻重（weight）：轻 < 重。
结论 定级（graded）：级别 轻重，竞合 未规定，依据 第二条。
第一条
  宣示。
第二条
  具有下列情形之一的，应当 将 定级 定为 重：
  （一）反映强烈的；
  （二）株数 超过 10株的。
第三条
  第二句
    职责：市禁毒委员会 应当 「研究」，频次「每年一次」。
第四条
  暂缓：「“情节严重”没有标准」。
"""
COUNTS = {
    "name": "办法",
    "units": 7,
    "encoded": 3,
    "definition": 0,
    "declaratory": 1,
    "open_textured": 1,
    "deferred": 1,
    "unmarked": 1,
}


@pytest.fixture
def draft(workspace: Path) -> Path:
    folder = workspace / "办法"
    folder.mkdir()
    (folder / "source.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "policy.policy").write_text(POLICY, encoding="utf-8")
    return folder


def complete(folder: Path) -> None:
    whole = POLICY.replace("  第二句\n", "  第一句\n    宣示。\n  第二句\n")
    (folder / "policy.policy").write_text(whole, encoding="utf-8")


def test_counts_as_data(policyc: Policyc, draft: Path) -> None:
    result = policyc("coverage", "办法", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {"documents": [COUNTS]}


def test_details_as_data(policyc: Policyc, draft: Path) -> None:
    data = json.loads(policyc("coverage", "办法", "--format", "json", "--details").stdout)
    [document] = data["documents"]
    details = document.pop("details")
    assert document == COUNTS
    assert all(list(row) == ["citation", "status", "quote", "reason"] for row in details)
    assert details[6] == {
        "citation": "第四条",
        "status": "deferred",
        "quote": "情节严重的，另行处理。",
        "reason": "“情节严重”没有标准",
    }
    assert [row["status"] for row in details[7:]] == [
        "front_matter",
        "front_matter",
        "back_matter",
        "back_matter",
        "reference",
    ]
    assert details[-1]["citation"] == "第一条" and details[-1]["quote"] == "《上级办法》"


def test_as_text(policyc: Policyc, draft: Path, golden: Golden) -> None:
    golden(GOLDEN / "short.txt", policyc("coverage", "办法").stdout)
    golden(GOLDEN / "details.txt", policyc("coverage", "办法", "--details").stdout)


def test_a_text_that_is_wholly_accounted_for(policyc: Policyc, draft: Path) -> None:
    complete(draft)
    result = policyc("coverage", "办法")
    assert result.exit_code == 0
    assert "未标注" not in result.stdout


def test_lock_then_change(policyc: Policyc, draft: Path, golden: Golden) -> None:
    complete(draft)
    written = policyc("coverage", "办法", "--write-lock")
    assert written.exit_code == 0
    assert written.stdout.endswith(f"已写入 {Path('办法') / 'policy.lock'}（7 个单元）。\n")
    assert policyc("coverage", "办法").stdout.endswith("原文与 policy.lock 相符。\n")
    assert "S02" not in policyc("check", "办法", "--only", "S02").stdout
    changed = SOURCE.replace("每年研究一次", "每年研究两次")
    (draft / "source.txt").write_text(changed, encoding="utf-8")
    result = policyc("coverage", "办法")
    assert result.exit_code == 1
    golden(GOLDEN / "changed.txt", result.stdout)
    data = json.loads(policyc("coverage", "办法", "--format", "json").stdout)
    assert data["changes"][0]["citations"] == ["第三条第二句"]
    found = policyc("check", "办法", "--only", "S02")
    assert found.exit_code == 1
    golden(GOLDEN / "check-changed.txt", found.stdout)
    again = policyc("coverage", "办法", "--write-lock", "--format", "json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["locks"] == [
        {"document": "办法", "file": str(Path("办法") / "policy.lock"), "units": 7}
    ]
    assert policyc("coverage", "办法").exit_code == 0


def test_a_damaged_lock(policyc: Policyc, draft: Path) -> None:
    complete(draft)
    (draft / "policy.lock").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    for command in (("coverage", "办法"), ("check", "办法", "--only", "S01")):
        result = policyc(*command)
        assert result.exit_code == 2
        assert "错误[E006]" in result.stderr and "policy.lock 不能用" in result.stderr
    assert policyc("eval", "办法", "--rest", "harmless").exit_code == 0
    assert policyc("coverage", "办法", "--write-lock").exit_code == 0
    assert policyc("check", "办法", "--only", "S01,S02").exit_code == 0


def test_a_document_with_errors(policyc: Policyc, draft: Path) -> None:
    (draft / "policy.policy").write_text("文件「办法」\n第九条\n  宣示。\n", encoding="utf-8")
    result = policyc("coverage", "办法", "--write-lock")
    assert result.exit_code == 2
    assert result.stdout == "" and "错误[E203]" in result.stderr
    assert not (draft / "policy.lock").exists()
    data = json.loads(policyc("coverage", ".", "--format", "json").stdout)
    assert data["errors"][0]["code"] == "E203"
    assert [document["name"] for document in data["documents"]] == ["示例"]


def test_a_folder_that_cannot_be_written(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", str(draft))

    monkeypatch.setattr("policyc.driver.replace.tempfile.mkstemp", refuse)
    assert run(["coverage", "办法", "--write-lock"]) == 2
    assert "错误[E004] " in capsys.readouterr().err


def test_unmarked_units_are_a_finding_of_check(policyc: Policyc, draft: Path) -> None:
    result = policyc("check", "办法", "--only", "S01", "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert data["summary"]["by_code"] == {"S01": 1}
    assert data["findings"][0]["citations"][0]["citation"] == "第三条第一句"


def test_lints_alone_do_not_load_the_solver(draft: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from policyc.cli.app import run; "
        "run(['check', '办法', '--only', 'S01']); sys.exit('z3' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True)
    assert done.returncode == 0, done.stderr
