"""``policyc report``: a review is written, whatever it finds; and where it cannot be."""

import io
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Policyc

from policyc.driver import examine as examining


def test_on_the_screen(policyc: Policyc) -> None:
    result = policyc("report", "示例")
    assert result.exit_code == 0
    assert result.stdout.startswith("审查报告\n《")
    assert "三、疑似问题" in result.stdout and "审查人：＿" in result.stdout


@pytest.mark.parametrize(
    ("name", "begins"),
    [("报告.docx", b"PK"), ("报告.xlsx", b"PK"), ("报告.html", b"<!DOCTYPE"), ("报告.md", b"# ")],
)
def test_the_name_of_the_file_says_the_format(
    policyc: Policyc, workspace: Path, name: str, begins: bytes
) -> None:
    result = policyc("report", "示例", "-o", name)
    assert result.exit_code == 0 and f"已写入 {name}" in result.stdout
    made = (workspace / name).read_bytes()
    assert made.startswith(begins)
    assert policyc("report", "示例", "-o", name).exit_code == 0
    assert (workspace / name).read_bytes() == made


def test_word_has_the_table_that_reviewers_use(policyc: Policyc, workspace: Path) -> None:
    docx = pytest.importorskip("docx")
    assert policyc("report", "示例", "-o", "报告.docx").exit_code == 0
    document = docx.Document(io.BytesIO((workspace / "报告.docx").read_bytes()))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert ["序号", "条款", "问题", "类别", "对方条款原文", "反例", "修改建议"] in heads


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "docx"), "不能写到标准输出"),
        (("--format", "xlsx", "-o", "-"), "不能写到标准输出"),
        (("-o", "报告"), "看不出要写成什么格式"),
        (("-o", "报告.pdf"), "后缀“.pdf”看不出"),
        (("--format", "pdf"), "没有“pdf”这个值"),
        (("-o", "示例/policy.policy"), "看不出要写成什么格式"),
        (("--format", "md", "-o", "示例/policy.policy"), "没有覆盖"),
        (("--upper", "示例"), "位阶不高于"),
    ],
)
def test_what_cannot_be_written(policyc: Policyc, options: tuple[str, ...], said: str) -> None:
    result = policyc("report", "示例", *options)
    assert result.exit_code == 2 and said in result.stderr


def test_word_without_its_library(policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    for module in ("docx", "docx_notes", "docx_styles"):
        monkeypatch.delitem(sys.modules, f"policyc.reports.paper.{module}", raising=False)
    result = policyc("report", "示例", "-o", "报告.docx")
    assert result.exit_code == 2
    assert "pip install python-docx" in result.stderr and "policyc[office]" in result.stderr


def test_a_question_that_was_not_answered_is_said(
    policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    from attrs import evolve

    examine = examining.examine

    def unfinished(*args: object, **options: object) -> object:
        found = examine(*args, **options)  # type: ignore[arg-type]
        assert found is not None
        return evolve(found, incomplete=True)

    monkeypatch.setattr("policyc.cli.report.examine", unfinished)
    result = policyc("report", "示例")
    assert result.exit_code == 3
    assert "没有查完：有的问题求解超时" in result.stdout
