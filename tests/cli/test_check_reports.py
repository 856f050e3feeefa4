"""``policyc check`` in the formats that stand alone, and into files."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from tests.reports.test_html import Page
from tests.reports.test_sarif import cut, valid

from policyc.driver.pipeline import Loaded
from policyc.findings.finding import Cited, Finding, Severity, Status
from policyc.reports.findings_json import Examined

Policyc = Callable[..., Result]
Checked = Callable[..., None]
pytestmark = pytest.mark.z3

FORMS = ("text", "json", "sarif", "html")
BAD = "文件「坏的」\n第一条\n  甲 乙 丙。\n"


def finding(severity: Severity) -> Finding:
    cited = (Cited("示例", "第三条", "原文。"),)
    return Finding("X01", "某事", Status.PROVED, severity, "有一个问题。", citations=cited)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Checked:
    """Let the checks say something."""

    def say(*findings: Finding, incomplete: bool = False) -> None:
        def examine_all(
            documents: Sequence[tuple[Loaded, object]], **_: object
        ) -> Iterator[Examined | None]:
            for loaded, _lock in documents:
                policy = loaded.policy
                yield None if policy is None else Examined(policy, findings, incomplete)

        monkeypatch.setattr("policyc.cli.check.examine_all", examine_all)

    return say


def test_a_real_check_in_each_format(policyc: Policyc, workspace: Path) -> None:
    for form in FORMS:
        args = ("check", "示例", "--only", "C01,R01", "--format", form)
        shown = policyc(*args)
        assert shown.exit_code == 1, shown.output
        written = policyc(*args, "-o", f"新/报告.{form}")
        assert written.exit_code == 1
        assert written.stdout.startswith("发现 ") and f"已写入 新/报告.{form}" in written.stdout
        text = (workspace / f"新/报告.{form}").read_text(encoding="utf-8")
        assert text == shown.stdout
    run = valid(json.loads((workspace / "新/报告.sarif").read_text(encoding="utf-8")))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["C01", "R01"]
    assert run["results"] and all(each["properties"]["replayed"] for each in run["results"])
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E7%A4%BA%E4%BE%8B/source.txt"
    assert cut(workspace / "示例/source.txt", place["region"]) == place["region"]["snippet"]["text"]
    page = Page((workspace / "新/报告.html").read_text(encoding="utf-8"))
    assert "第三条" in page.shown and "「直接」取 作为下限" in page.shown


@pytest.mark.parametrize("form", FORMS)
def test_exit_codes_are_the_same(
    policyc: Policyc, workspace: Path, checked: Checked, form: str
) -> None:
    args = ("check", "示例", "--format", form)
    checked()
    assert policyc(*args).exit_code == 0
    checked(finding(Severity.LOW))
    assert policyc(*args, "-o", "报告").exit_code == 1
    assert policyc(*args, "--severity", "高").exit_code == 0
    checked(finding(Severity.LOW), incomplete=True)
    assert policyc(*args).exit_code == 3
    (workspace / "坏的").mkdir()
    (workspace / "坏的/policy.policy").write_text(BAD, encoding="utf-8")
    (workspace / "坏的/source.txt").write_text("第一条 甲。\n", encoding="utf-8")
    result = policyc("check", ".", "--format", form)
    assert result.exit_code == 2
    assert "E101" in result.stdout + result.stderr
    if form == "sarif":
        (invocation,) = valid(json.loads(result.stdout))["invocations"]
        assert not invocation["executionSuccessful"]
        said = invocation["toolExecutionNotifications"][0]
        assert said["descriptor"] == {"id": "E101"}
        address = said["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert address == "%E5%9D%8F%E7%9A%84/policy.policy"
    if form == "html":
        assert "错误[E101]" in Page(result.stdout).shown


def test_a_report_is_written_whole_or_not_at_all(
    policyc: Policyc, workspace: Path, checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked()
    (workspace / "报告.html").write_text("从前的", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    result = policyc("check", "示例", "--format", "html", "-o", "报告.html")
    assert result.exit_code == 2 and "无法写入 报告.html" in result.stderr
    assert (workspace / "报告.html").read_text(encoding="utf-8") == "从前的"
    assert sorted(path.name for path in workspace.iterdir()) == ["报告.html", "示例"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("示例/source.txt", "正在读取的文件"),
        ("示例/../示例/policy.policy", "正在读取的文件"),
        ("示例/policy.lock", "正在读取的文件"),
        ("示例", "是目录"),
        ("示例/source.txt/报告", "无法写入"),
        (" ", "文件名是空的"),
    ],
)
def test_what_is_never_written(
    policyc: Policyc, workspace: Path, checked: Checked, target: str, said: str
) -> None:
    checked()
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    result = policyc("check", "示例", "-o", target)
    assert result.exit_code == 2 and said in result.stderr
    assert before == {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}


def test_a_page_without_jinja(
    policyc: Policyc, checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked()
    for module in ("html", "page_template"):
        monkeypatch.delitem(sys.modules, f"policyc.reports.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = policyc("check", "示例", "--format", "html")
    assert result.exit_code == 2 and "需要 jinja2" in result.stderr
    assert "pip install jinja2" in result.stderr
    assert policyc("check", "示例", "--format", "sarif").exit_code == 0
