import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from policyc.analysis.replay import ReplayMismatch
from policyc.driver.pipeline import Loaded
from policyc.findings.finding import Cited, Finding, Severity, Status
from policyc.reports.findings_json import Examined

Policyc = Callable[..., Result]
pytestmark = pytest.mark.z3

CLEAN = """\
文件「干净」
  施行：2020年1月1日。
事实 株数（plants）：整数，单位 株，不少于 0，越多越重，依据 第一条。
级别 轻重（weight）：轻 < 重。
结论 定级（graded）：级别 轻重，竞合 未规定，依据 第一条。
第一条
  株数 不少于 10株 的，应当 将 定级 定为 重。
"""


def write(folder: Path, policy: str, source: str) -> None:
    folder.mkdir()
    (folder / "policy.policy").write_text(policy, encoding="utf-8")
    (folder / "source.txt").write_text(source, encoding="utf-8")


def finding(severity: Severity, **more: Any) -> Finding:
    cited = (Cited("示例", "第三条", "原文。"),)
    return Finding("X01", "某事", Status.PROVED, severity, "有一个问题。", citations=cited, **more)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """Let the checks say something, and note how they were called."""

    def say(*findings: Finding, incomplete: bool = False) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = []

        def examine_all(
            documents: Sequence[tuple[Loaded, object]], **options: Any
        ) -> Iterator[Examined | None]:
            for loaded, _ in documents:
                if loaded.policy is not None:
                    calls.append(options)
                policy = loaded.policy
                yield None if policy is None else Examined(policy, findings, incomplete)

        monkeypatch.setattr("policyc.cli.check.examine_all", examine_all)
        return calls

    return say


def test_findings_of_a_real_check(policyc: Policyc) -> None:
    result = policyc("check", "示例", "--only", "c01，G01", "--format", "json")
    assert result.exit_code == 1, result.output
    data = json.loads(result.stdout)
    assert data["summary"]["by_code"].keys() == {"C01", "G01"}
    assert data["summary"]["documents"] == ["示例"]
    assert data["summary"]["incomplete"] is False
    assert all(f["replayed"] for f in data["findings"])
    text = policyc("check", "示例", "--only", "C01").stdout
    assert "已用解释器复演" in text
    assert "第三条" in text and "10000株" in text


def test_a_clean_document(policyc: Policyc, workspace: Path) -> None:
    write(workspace / "干净", CLEAN, "第一条 种植十株以上的，从重。\n")
    result = policyc("check", "干净", "--only", "C01,G01")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "干净（干净）\n没有发现问题。\n"


@pytest.mark.parametrize(
    ("severity", "chosen", "code"),
    [
        (Severity.HIGH, None, 1),
        (Severity.LOW, None, 1),
        (Severity.NOTE, None, 0),
        (Severity.NOTE, "提示", 1),
        (Severity.MEDIUM, "高", 0),
        (Severity.HIGH, "高", 1),
    ],
)
def test_severity_decides_the_exit_code(
    policyc: Policyc,
    checked: Callable[..., object],
    severity: Severity,
    chosen: str | None,
    code: int,
) -> None:
    checked(finding(severity))
    args = [] if chosen is None else ["--severity", chosen]
    assert policyc("check", "示例", *args).exit_code == code
    data = json.loads(policyc("check", "示例", "--format", "json", *args).stdout)
    assert data["summary"]["total"] == 1
    assert data["summary"]["at_or_above"] == code
    assert data["summary"]["by_severity"][severity.value] == 1


def test_incomplete_is_never_clean(policyc: Policyc, checked: Callable[..., object]) -> None:
    checked(incomplete=True)
    result = policyc("check", "示例")
    assert result.exit_code == 3
    assert "没有发现问题" not in result.stdout
    assert "--timeout" in result.stdout
    checked(finding(Severity.HIGH), incomplete=True)
    assert policyc("check", "示例").exit_code == 3


def test_options_reach_the_checks(policyc: Policyc, checked: Callable[..., Any]) -> None:
    calls = checked()
    policyc("check", "示例", "--timeout", "0.5", "--only", "G01", "--as-of", "2020-01-01")
    assert calls[0]["timeout_ms"] == 500
    assert calls[0]["codes"] == ["G01"]
    assert calls[0]["as_of"].isoformat() == "2020-01-01"


def test_the_first_findings_alone(policyc: Policyc, checked: Callable[..., object]) -> None:
    checked(finding(Severity.HIGH), finding(Severity.MEDIUM))
    shown = policyc("check", "示例", "--top", "1").stdout
    assert "[1] X01" in shown and "[2]" not in shown and "未展开的 1 个" in shown
    refused = policyc("check", "示例", "--top", "1", "--format", "json")
    assert refused.exit_code == 2 and "--top 不能和 --format json 一起用" in refused.stdout


def test_an_unknown_code_is_not_ignored(policyc: Policyc) -> None:
    for only in ("C01,Z99", "", "C01,"):
        result = policyc("check", "示例", "--only", only)
        assert result.exit_code == 2
        assert "没有“" in result.stderr and "C01" in result.stderr


def test_a_document_named_twice_is_checked_once(
    policyc: Policyc, checked: Callable[..., Any]
) -> None:
    calls = checked()
    policyc("check", "示例", "./示例", ".")
    assert len(calls) == 1


def test_errors_come_first_and_the_rest_is_checked(
    policyc: Policyc, workspace: Path, checked: Callable[..., object]
) -> None:
    checked(finding(Severity.HIGH))
    write(workspace / "坏的", "文件「坏的」\n第一条\n  甲 乙 丙。\n", "第一条 甲。\n")
    result = policyc("check", ".")
    assert result.exit_code == 2
    assert "错误[E101] 坏的/policy.policy:3:" in result.stderr
    assert "发现 1 个问题" in result.stdout
    data = json.loads(policyc("check", ".", "--format", "json").stdout)
    assert [error["file"] for error in data["errors"]] == ["坏的/policy.policy"]
    assert data["summary"]["documents"] == ["示例"]
    alone = json.loads(policyc("check", "坏的", "--format", "json").stdout)
    assert alone.keys() == {"errors"}


@pytest.mark.skipif(sys.platform != "linux", reason="forks only on Linux")
def test_the_same_in_several_processes(workspace: Path) -> None:
    def said(*options: str) -> tuple[int, bytes, bytes]:
        command = (sys.executable, "-m", "policyc.cli", "check", "示例", "--no-cache", *options)
        done = subprocess.run(command, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    assert said("--jobs", "3", "--format", "json") == said("--jobs", "1", "--format", "json")


def test_a_number_of_processes(policyc: Policyc) -> None:
    for wrong in ("0", "多", "65", "-1"):
        result = policyc("check", "示例", "--jobs", wrong)
        assert result.exit_code == 2
        assert "写一个 1 至 64 的整数" in result.stderr


def test_a_witness_that_does_not_replay_is_our_bug(
    policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    def examine_all(*_: object, **__: object) -> None:
        raise ReplayMismatch("反例重演不符")

    monkeypatch.setattr("policyc.cli.check.examine_all", examine_all)
    result = policyc("check", "示例")
    assert result.exit_code == 2
    assert "policyc 内部错误（ReplayMismatch: 反例重演不符）" in result.stderr
    assert "Traceback" not in result.output
    assert "Traceback" in policyc("check", "示例", "--traceback").stderr
    assert "Traceback" in policyc("--traceback", "check", "示例").stderr
    monkeypatch.setenv("POLICYC_DEBUG", "1")
    assert "Traceback" in policyc("check", "示例").stderr
    as_json = policyc("check", "示例", "--format", "json")
    assert json.loads(as_json.stdout)["errors"][0]["code"] == "INTERNAL"
