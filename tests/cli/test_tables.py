"""``policyc tables`` and ``policyc progress`` on a small plan."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from policyc.reports.tables import Table
from policyc.reports.tables_text import plain, tables_to_markdown

Policyc = Callable[..., Result]
Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden" / "tables"

SOURCE = """\
某县整治方案
一、工作目标
（一）提高知晓率。群众知晓率超过95%，外流贩毒人数下降50%。
（二）落实责任。县公安局每月25日前报送进展。
二、时间安排
整治时间为2018年5月2日至2019年12月31日。
三、责任追究
工作不力的，约谈责任人。
某县禁毒委员会
2018年5月2日
"""
POLICY = """\
文件「某县整治方案」
  成文：2018年5月2日。
认定 工作不力：越高越重，由 县禁毒委员会 认定。
一（一）
  指标 群众知晓率：超过 95%，表述「超过95%」，分母「常住人口」。
  指标 外流贩毒人数：下降 50%，基期 未写明。
  分工：牵头 县委宣传部；责任 县公安局、县教育局。
一（二）
  职责：县公安局 应当 「=报送进展」，向 县禁毒委员会，频次「每月一次」，期限「每月25日前」。
二
  期间「整治」：2018年5月2日至2019年12月31日。
三
  追责：工作不力的，由 县委 对 责任人 应当 「约谈」。
"""


@pytest.fixture
def plan(workspace: Path) -> Path:
    folder = workspace / "方案"
    folder.mkdir()
    (folder / "source.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "policy.policy").write_text(POLICY, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_formats(policyc: Policyc, golden: Golden, form: str) -> None:
    result = policyc("tables", "方案", "--format", form)
    assert result.exit_code == 0
    golden(GOLDEN / f"plan.{form}", result.stdout)


def test_csv_is_one_table_a_file(policyc: Policyc, plan: Path) -> None:
    result = policyc("tables", "方案", "--table", "任务台账", "--format", "csv")
    assert result.stdout.startswith("\ufeff条款,类别,谁")
    (row,) = csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff")))
    assert row["做什么"] == "'=报送进展"
    several = policyc("tables", "方案", "--format", "csv")
    assert several.exit_code == 2
    assert "csv 一个文件只放一张表" in several.stderr
    assert policyc("tables", "方案", "--format", "csv", "-o", "表.csv").exit_code == 2
    assert policyc("tables", "方案", "--format", "csv", "-o", "表").exit_code == 0
    names = {path.name for path in (plan.parent / "表").iterdir()}
    assert "方案-时间表.csv" in names and len(names) == 5
    data = (plan.parent / "表" / "方案-指标表.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data


def test_workbook(policyc: Policyc, plan: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert policyc("tables", "方案", "--format", "xlsx").exit_code == 2
    out = plan.parent / "表.xlsx"
    assert policyc("tables", "方案", "--format", "xlsx", "-o", str(out)).exit_code == 0
    first = out.read_bytes()
    assert policyc("tables", "方案", "--format", "xlsx", "-o", str(out)).exit_code == 0
    assert out.read_bytes() == first
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["责任分工表", "任务台账", "指标表", "时间表", "追责表"]
    sheet = book["任务台账"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions
    cell = next(cell for cell in sheet[2] if cell.value == "=报送进展")
    assert cell.data_type == "s" and cell.quotePrefix


def test_workbook_without_its_library(
    policyc: Policyc, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for module in ("workbook", "sheets"):
        monkeypatch.delitem(sys.modules, f"policyc.reports.{module}", raising=False)
    result = policyc("tables", "方案", "--format", "xlsx", "-o", str(plan.parent / "表.xlsx"))
    assert result.exit_code == 2
    assert "policyc[office]" in result.stderr


@pytest.mark.usefixtures("plan")
def test_a_table_that_is_not_there(policyc: Policyc) -> None:
    result = policyc("tables", "方案", "--table", "分工")
    assert result.exit_code == 2
    assert "责任分工表" in result.stderr
    assert policyc("tables", "方案", "--table", "追责").exit_code == 0
    empty = policyc("tables", "示例", "--table", "指标表")
    assert "没有可列入指标表的内容" in empty.stdout


def test_nothing_that_is_read_is_overwritten(policyc: Policyc, plan: Path) -> None:
    result = policyc("tables", "方案", "-o", str(plan / "policy.policy"))
    assert result.exit_code == 2
    assert (plan / "policy.policy").read_text("utf-8") == POLICY


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1"])
def test_formulas_are_text(cell: str) -> None:
    assert plain(cell) == f"'{cell}"
    assert plain("甲") == "甲"


def test_markdown_keeps_its_columns() -> None:
    text = tables_to_markdown("题", [Table("表", ("一", "二"), (("甲|乙", "丙\n<丁>"),), ("一",))])
    assert text.splitlines()[-1] == "| 甲\\|乙 | 丙<br>&lt;丁> |"


# ---------------------------------------------------------------------------- progress

REPORT = {
    "指标": {"群众知晓率": "90%", "外流贩毒人数": {"值": 40, "基期值": 100}},
    "完成": [{"条款": "一（二）", "日期": ["2018-05-20", "2018年6月25日"]}],
    "事实": {"工作不力": True},
}


def report(folder: Path, data: object) -> str:
    path = folder / "上报.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("form", ["text", "json"])
def test_progress(policyc: Policyc, plan: Path, golden: Golden, form: str) -> None:
    file = report(plan.parent, REPORT)
    result = policyc(
        "progress", "方案", "--reported", file, "--as-of", "2020-01-31", "--format", form
    )
    assert result.exit_code == 1
    golden(GOLDEN / f"progress.{form}", result.stdout)
    early = policyc("progress", "方案", "--reported", file, "--as-of", "2018-06-30")
    assert early.exit_code == 0


@pytest.mark.usefixtures("plan")
def test_progress_needs_a_day(policyc: Policyc) -> None:
    assert policyc("progress", "方案").exit_code == 2
    assert policyc("progress", "方案", "--as-of", "2018-05-03").exit_code == 0
    nothing = policyc("progress", "示例", "--as-of", "2018-05-03")
    assert nothing.exit_code == 0 and "没有可对照的" in nothing.stdout


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("{", "没有写完"),
        ([], "最外层不是"),
        ({"目标": {}}, "没有“目标”这一项"),
        ({"指标": []}, "“指标”应为对象"),
        ({"指标": {"知晓率": 1}}, "文档里没有“知晓率”这个指标"),
        ({"指标": {"群众知晓率": 96}}, "没有写“%”"),
        ({"指标": {"群众知晓率": "很高"}}, "不是数"),
        ({"指标": {"群众知晓率": True}}, "不是数"),
        ({"指标": {"群众知晓率": {"数": 1}}}, "没有写“值”"),
        ({"完成": {}}, "“完成”应为列表"),
        ({"完成": [{}]}, "没有写“条款”"),
        ({"完成": [{"条款": "九（九）", "日期": ["2018-05-20"]}]}, "没有要做的事"),
        ({"完成": [{"条款": "一（二）", "日期": ["2018-05-32"]}]}, "不是存在的日期"),
        ({"完成": [{"条款": "一（二）", "日期": []}]}, "没有写哪一天"),
        (
            {"完成": [{"条款": "一（二）", "做什么": "报告", "日期": ["2018-05-20"]}]},
            "没有“报告”这件事",
        ),
        ({"事实": {"不力": True}}, "不力"),
        ({"事实": 1}, "“事实”应为对象"),
    ],
)
def test_wrong_reports(policyc: Policyc, plan: Path, data: object, told: str) -> None:
    file = report(plan.parent, data)
    result = policyc("progress", "方案", "--reported", file, "--as-of", "2020-01-31")
    assert result.exit_code == 2
    assert told in result.stderr
