from pathlib import Path

from tests.cli.conftest import Policyc


def table(workspace: Path, *lines: str) -> None:
    (workspace / "in.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_batch(policyc: Policyc, workspace: Path) -> None:
    table(workspace, "编号,重点地区", "甲,是", "乙,或许")
    result = policyc("batch", "示例", "in.csv", "-o", "out/结果.csv")
    assert result.exit_code == 1, result.output
    assert "读了 in.csv：2 行（CSV，编码 UTF-8）" in result.stdout
    assert "不是事实的列，原样带过去：编号" in result.stdout
    assert "有误的 1 行（1 处）没有推演，整行另存 out/结果.rejects.csv" in result.stdout
    assert (workspace / "out" / "结果.csv").is_file()
    table(workspace, "编号,重点地区", "甲,是")
    assert policyc("batch", "示例", "in.csv", "-o", "out/结果.csv").exit_code == 0
    assert not (workspace / "out" / "结果.rejects.csv").exists()


def test_never_over_the_input(policyc: Policyc, workspace: Path) -> None:
    table(workspace, "编号,甲")
    before = (workspace / "in.csv").read_bytes()
    (workspace / "link.csv").symlink_to("in.csv")
    for out in ("in.csv", "./in.csv", "link.csv"):
        result = policyc("batch", "示例", "in.csv", "-o", out)
        assert result.exit_code == 2 and "正在读取的文件" in result.stderr
    (workspace / "a.rejects.csv").write_bytes(before)
    result = policyc("batch", "示例", "a.rejects.csv", "-o", "a.csv")
    assert result.exit_code == 2 and "正在读取的文件" in result.stderr
    assert (workspace / "in.csv").read_bytes() == before


def test_what_will_not_do(policyc: Policyc, workspace: Path) -> None:
    table(workspace, "编号,甲")
    for arguments, message in (
        (("没有.csv", "-o", "out.csv"), "没有 没有.csv 这个文件"),
        (("in.csv", "-o", "out.txt"), "不认识的输出格式"),
        (("in.csv", "-o", "-"), "不认识的输出格式"),
        (("in.csv", "-o", "out.csv"), "没有一列是“示例”的事实"),
        (("in.csv", "-o", "out.csv", "--outcome", "胡写"), "没有“胡写”这个结论"),
    ):
        result = policyc("batch", "示例", *arguments)
        assert result.exit_code == 2, result.output
        assert message in result.stderr


def test_build_sql(policyc: Policyc, workspace: Path) -> None:
    result = policyc("build", "示例", "-t", "sql", "--dialect", "sqlite", "--keep", "编号")
    assert result.exit_code == 0, result.output
    text = (workspace / "out" / "示例.sql").read_text("utf-8")
    assert text.startswith("-- 由 policyc 生成") and '"编号"' in text and "SQLite" in text
    assert policyc("build", "示例", "-t", "sql").exit_code == 0  # over its own file


def test_build_sql_options(policyc: Policyc) -> None:
    for arguments, message in (
        (("--dialect", "sqlite"), "--dialect 只用于 -t sql"),
        (("--as-of", "2020-01-01"), "--as-of 只用于 -t sql"),
        (("--table", "案件"), "别的目标不读表"),
        (("-t", "sql", "--table", " "), "--table 没有写表名"),
        (("-t", "sql", "--keep", "id,县"), "重复写：--keep id --keep 县。"),
        (("-t", "sql", "--keep", ""), "--keep 没有写列名"),
        (("-t", "sql", "--dialect", "oracle"), "没有“oracle”这个值"),
        (("-t", "sql", "--source-map", "a.json"), "没有行到条款的对照"),
    ):
        result = policyc("build", "示例", *arguments)
        assert result.exit_code == 2, result.output
        assert message in result.stderr
