"""Tables through ``run_batch``: what is decided, what is kept aside, what is never touched."""

import csv
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest
from attrs import evolve
from openpyxl import Workbook, load_workbook
from tests.targets.small import SMALL

from policyc.batch.problem import BatchProblem, Mismatch
from policyc.batch.run import Summary, Wanted, run_batch
from policyc.core.evaluate import evaluate_one
from policyc.core.results import Kind

TIER = Wanted(outcomes=("整治级别",))
HEADER = ["编号", "已评定", "责任不落实", "plants", "态势", "备注"]
ADDED = ["结论", "结论种类", "依据", "各值", "未定条款"]


def ignored(what: str, share: float) -> None:
    """Nobody watches."""


def batch(path: Path, out: Path, wanted: Wanted = TIER) -> Summary:
    return run_batch(SMALL, path, out, wanted, ignored)


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write_csv(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, Path]:
    """One table with everything in it."""
    folder = tmp_path_factory.mktemp("batch")
    rows = [
        HEADER,
        ["甲", "是", "是", "12000", "平稳", "两\n行"],
        ["乙", "是", "是", "12,000株", "", '引"号'],
        ["丙", "true", "是", "一万", "蔓延", ""],
        ["丁", "是", "或许", "-5", "蔓延", "两处"],
        ["戊", "否", "", "未知", "不详", ""],
        ["己", "", " ", "", "", ""],
        ["庚", "是", "否", "5000", "平稳", "", "多一列"],
        ["辛", "是", "是", "3000", "胡写", "=1+1"],
        ["壬", "是", "是"],
        ["癸", "是", "是", "1" * 20, "平稳", ""],
    ]
    path = write_csv(folder / "in.csv", rows)
    return batch(path, folder / "out.csv"), folder


def test_results_beside_the_columns(messy: tuple[Summary, Path]) -> None:
    _, folder = messy
    header, *rows = read_csv(folder / "out.csv")
    assert header == [*HEADER, *ADDED]
    assert [row[0] for row in rows] == ["甲", "乙", "丙", "戊", "己"]
    by_name = {row[0]: row[len(HEADER) :] for row in rows}
    assert by_name["甲"] == ["挂牌", "定", "第三条第（一）项", "", "第四条"]
    assert by_name["乙"][:2] == ["挂牌", "定"]
    assert by_name["丙"][1] == "读法分歧"
    assert by_name["戊"][1] == "未知"
    assert by_name["己"][1] == "未知"
    assert rows[0][5] == "两\n行" and rows[1][5] == '引"号'


def test_what_is_wrong_is_kept_whole(messy: tuple[Summary, Path]) -> None:
    summary, folder = messy
    assert (summary.read, summary.decided, summary.rejected, summary.complaints) == (10, 5, 5, 6)
    header, *rows = read_csv(folder / "out.rejects.csv")
    assert header == ["行号", "列", "值", "原因", "原文", *HEADER]
    assert [row[:3] for row in rows] == [
        ["5", "责任不落实", "或许"],
        ["5", "plants", "-5"],
        ["8", "", ""],
        ["9", "态势", "胡写"],
        ["10", "", ""],
        ["11", "plants", "1" * 20],
    ]
    assert rows[0][5:] == ["丁", "是", "或许", "-5", "蔓延", "两处"]
    assert "超出范围" in rows[1][3] and "没有 “胡写” 这一档" in rows[3][3]
    assert (rows[2][3], rows[2][4]) == ("列数太多", "庚,是,否,5000,平稳,,多一列")
    assert (rows[4][3], rows[4][4]) == ("列数不够", "壬,是,是")


def test_columns_are_reported(messy: tuple[Summary, Path]) -> None:
    summary, _ = messy
    assert summary.others == ("编号", "备注")
    assert [fact.name for fact in summary.missing] == ["问题突出", "省级直接挂牌"]
    assert summary.verified == 8  # all that have the right columns
    assert summary.note == "CSV，编码 UTF-8"


def test_nothing_else_is_left(messy: tuple[Summary, Path]) -> None:
    _, folder = messy
    assert sorted(p.name for p in folder.iterdir()) == ["in.csv", "out.csv", "out.rejects.csv"]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8-sig", "编码 UTF-8，有 BOM"), ("gb18030", "编码 GB18030（不是 UTF-8")],
)
def test_encodings(tmp_path: Path, encoding: str, note: str) -> None:
    rows = [["已评定", "态势", "备注"], ["是", "恶化", "罂粟𠮷"]]
    path = write_csv(tmp_path / "in.csv", rows, encoding)
    summary = batch(path, tmp_path / "out.csv", evolve(TIER, sample=0))
    assert note in summary.note and summary.decided == 1
    assert read_csv(tmp_path / "out.csv")[1][2:4] == ["罂粟𠮷", ""]


def test_what_cannot_be_decoded(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("已评定\n".encode() + b"\xff\xff\n")
    with pytest.raises(BatchProblem, match="不是 UTF-8、GB18030 编码（第 11 个字节"):
        batch(path, tmp_path / "out.csv")
    with pytest.raises(BatchProblem, match="不是 GB18030 编码"):
        batch(path, tmp_path / "out.csv", evolve(TIER, encoding="gb18030"))
    assert [p.name for p in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "是空的"),
        ("甲,乙\n1,2\n", "没有一列是"),
        ("已评定,已评定\n是,是\n", "第 1 列和第 2 列都叫“已评定”"),
        ("已评定,listed\n是,是\n", "有两列：“已评定”和“listed”"),
        ("已评定,\n是,是\n", "第 2 列没有列名"),
        ("已评定;态势\n是;平稳\n", "像是用分号隔开的"),
        ("已评定,结论种类\n是,定\n", "输入里已经有“结论种类”"),
    ],
)
def test_headers_that_will_not_do(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BatchProblem, match=message):
        batch(path, tmp_path / "out.csv")


def test_a_file_that_only_has_the_name_of_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_text("编号,罂粟株数\n1,2\n", "utf-8")
    (tmp_path / "in.parquet").write_text("编号,罂粟株数\n1,2\n", "utf-8")
    for name, says in (("in.xlsx", "不是能读的 XLSX"), ("in.parquet", "不是能读的 Parquet")):
        with pytest.raises(BatchProblem, match=says) as caught:
            batch(tmp_path / name, tmp_path / "out.csv")
        assert re.fullmatch("[^A-Za-z]*(Excel 或 WPS|CSV)[^A-Z]*", caught.value.diagnostic.help)


@pytest.mark.parametrize(
    ("part", "kept", "says"),
    [
        ("[Content_Types].xml", 400, "不是能读的 XLSX"),
        ("xl/worksheets/sheet1.xml", -20, "不是能读的 XLSX"),  # seen only while rows are read
        ("xl/worksheets/sheet1.xml", None, "没有能读的工作表"),
    ],
)
def test_a_workbook_that_is_damaged(tmp_path: Path, part: str, kept: int | None, says: str) -> None:
    Workbook().save(tmp_path / "whole.xlsx")
    with ZipFile(tmp_path / "whole.xlsx") as whole, ZipFile(tmp_path / "in.xlsx", "w") as parts:
        for name in whole.namelist():
            if name != part:
                parts.writestr(name, whole.read(name))
            elif kept is not None:
                parts.writestr(name, whole.read(name)[:kept])
    with pytest.raises(BatchProblem, match=says):
        batch(tmp_path / "in.xlsx", tmp_path / "out.csv")


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512))
    with pytest.raises(BatchProblem, match="设了打开密码"):
        batch(tmp_path / "in.xlsx", tmp_path / "out.csv")


def test_excel_both_ways(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "期限届满", "知晓率", "起始日", "态势"])
    sheet.append([7, True, 0.96, datetime(2019, 5, 29), "平稳"])
    sheet.append(["=1+1", "是", "96%", "2019年5月29日", "平稳"])
    sheet.append([None])
    sheet.append([9, 1, 2.5, datetime(2019, 5, 29, 8, 30), "平稳"])
    sheet.append([None, None, "", None])
    book.save(tmp_path / "表[1].xlsx")
    wanted = Wanted(outcomes=("期满处置",))
    summary = batch(tmp_path / "表[1].xlsx", tmp_path / "out.xlsx", wanted)
    assert (summary.decided, summary.rejected, summary.complaints) == (3, 1, 3)
    written: Any = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    rows = list(written.iter_rows(values_only=True))
    assert rows[1] == (7, "是", "0.96", "2019-05-29", "平稳", None, "裁量", *rows[1][7:])
    assert rows[1][7:] == ("第五条第一句", "取消、维持现状", None)
    assert rows[2][5:] == rows[1][5:]
    _, *rejected = read_csv(tmp_path / "out.rejects.csv")
    assert [row[:3] for row in rejected] == [
        ["5", "期限届满", "1"],
        ["5", "知晓率", "2.5"],
        ["5", "起始日", "2019-05-29 08:30:00"],
    ]


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    duckdb.connect().sql(
        "SELECT 1.5 AS 编号, TRUE AS listed, 12000 AS plants, TRUE AS 责任不落实,"
        " DATE '2020-01-01' AS 日子"
    ).write_parquet(str(tmp_path / "in.parquet"))
    batch(tmp_path / "in.parquet", tmp_path / "out.parquet")
    out = duckdb.connect().sql(f"SELECT * FROM '{tmp_path / 'out.parquet'}'")
    (row,) = out.fetchall()
    assert row[4] == date(2020, 1, 1) and row[1] is True
    assert row[5:7] == ("挂牌", "定")
    assert out.columns[5:] == ADDED


def test_parquet_with_rows_that_are_wrong(tmp_path: Path) -> None:
    duckdb.connect().sql(
        "SELECT * FROM (VALUES (1, 5000.0, TIMESTAMP '2020-02-29 00:00:00', 0.5),"
        " (2, 1.5, TIMESTAMP '2020-02-29 01:00:00', 7)) AS t(编号, plants, since, awareness)"
    ).write_parquet(str(tmp_path / "in.parquet"))
    summary = batch(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert (summary.read, summary.decided, summary.complaints) == (2, 1, 3)
    _, *rows = read_csv(tmp_path / "out.rejects.csv")
    assert [row[:3] for row in rows] == [
        ["2", "plants", "1.5"],
        ["2", "since", "2020-02-29 01:00:00"],
        ["2", "awareness", "7.0"],
    ]


def test_several_outcomes_and_the_rest_harmless(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", [["问题突出", "起始日"], ["是", ""], ["否", "2020-2-29"]])
    summary = batch(path, tmp_path / "out.csv", Wanted(rest_harmless=True))
    header, first, second = read_csv(tmp_path / "out.csv")
    assert summary.rejected == 0 and len(header) == 2 + 3 * len(ADDED)
    assert header[2:4] == ["严重地区·结论", "严重地区·结论种类"]
    assert (first[2:4], second[2:4]) == (["是", "定"], ["", "不适用"])


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"plants,trend\r\n1,x\n2,y\r\n", 2),
        (b"plants,trend\r1,x\r2,y", 2),
        (b'plants,trend\r\n1,"x\r\ny"\r\n2,y\r\n', 2),
        (b"plants,trend\n\n1,x\n2,y\n\n", 2),
        (b'plants,trend\n1,"x\n2,y\n3,z\n', 1),
    ],
)
def test_no_row_is_lost_however_lines_end(tmp_path: Path, data: bytes, rows: int) -> None:
    (tmp_path / "in.csv").write_bytes(data)
    assert batch(tmp_path / "in.csv", tmp_path / "out.csv").read == rows


def test_outcomes_in_any_order(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", [["已评定", "态势"], ["是", "蔓延"]])
    batch(path, tmp_path / "out.csv", Wanted(("期满处置", "整治级别"), rest_harmless=True))
    (header, row) = read_csv(tmp_path / "out.csv")
    told = dict(zip(header, row, strict=True))
    assert (told["整治级别·结论"], told["整治级别·依据"]) == ("关注", "第三条第（三）项")
    assert told["期满处置·结论种类"] == "不适用"


def test_axioms(tmp_path: Path) -> None:
    rows = [["省级直接挂牌", "责任不落实"], ["是", "否"], ["是", "是"]]
    summary = batch(write_csv(tmp_path / "in.csv", rows), tmp_path / "out.csv")
    assert (summary.decided, summary.rejected) == (1, 1)
    _, row = read_csv(tmp_path / "out.rejects.csv")
    assert row[1:3] == ["省级直接挂牌、责任不落实", "是、否"] and "挂牌必有责任" in row[3]


def test_a_difference_is_loud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "in.csv", [["已评定", "态势"], ["是", "恶化"]])
    (tmp_path / "out.csv").write_text("以前的", encoding="utf-8")
    monkeypatch.setattr(
        "policyc.batch.verify.evaluate_one",
        lambda *given, **rest: evolve(evaluate_one(*given, **rest), kind=Kind.GAP),
    )
    with pytest.raises(Mismatch, match="与参考解释器不同"):
        batch(path, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "以前的"


def test_an_empty_table_and_old_rejects(tmp_path: Path) -> None:
    bad = write_csv(tmp_path / "in.csv", [["已评定"], ["胡写"]])
    assert batch(bad, tmp_path / "out.csv").rejected == 1
    assert read_csv(tmp_path / "out.csv") == [["已评定", *ADDED]]
    empty = write_csv(tmp_path / "in.csv", [["已评定"]])
    assert batch(empty, tmp_path / "out.csv").read == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "out.csv"]
