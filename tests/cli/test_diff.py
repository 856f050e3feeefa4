"""``policyc diff`` on two versions of a small document."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Policyc = Callable[..., Result]


@pytest.fixture
def versions(workspace: Path) -> Path:
    """示例, and 新稿: another threshold, another bound of the exception, no precedence."""
    new = workspace / "新稿"
    shutil.copytree(workspace / "示例", new)
    edit(new / "source.txt", ("10000株以上", "8000株以上"))
    edit(new / "policy.policy", ("不少于 10000株", "不少于 8000株"), ("超过 95%", "超过 90%"))
    return workspace


def edit(path: Path, *edits: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_the_table_and_the_effects(versions: Path, policyc: Policyc) -> None:
    run = policyc("diff", "示例", "新稿")
    assert run.exit_code == 0
    assert "含义变化 2 项：阈值 2。" in run.stdout
    assert "［删：10000］株以上" in run.stdout and "［增：8000］株以上" in run.stdout
    assert "“株数” 不少于10000株 → 不少于8000株" in run.stdout
    assert "除外的情形：“知晓率” 超过95% → 超过90%" in run.stdout
    assert policyc("diff", "示例", "新稿", "--exit-code").exit_code == 1


def test_no_difference(workspace: Path, policyc: Policyc) -> None:
    run = policyc("diff", "示例", "示例", "--exit-code")
    assert run.exit_code == 0
    assert "两个文本没有差别：文字相同，编码的含义也相同。" in run.stdout
    assert "第三条" in policyc("diff", "示例", "示例", "--all").stdout


def test_the_code_lags_behind_the_text(versions: Path, policyc: Policyc) -> None:
    shutil.copy(versions / "示例" / "policy.policy", versions / "新稿" / "policy.policy")
    run = policyc("diff", "示例", "新稿")
    assert "第三条的文字改了（数字 10000、8000），代码没有相应的变化" in run.stdout
    # What is proved of the code is not said of the text: in the summary, and with each result.
    assert run.stdout.count("代码没有相应变化的 1 处没有算在内") == 3
    data = json.loads(policyc("diff", "示例", "新稿", "--format", "json").stdout)
    assert data["changes"] == []
    assert [each["new"] for each in data["unencoded"]] == ["第三条"]


def test_two_documents_taken_for_one(versions: Path, policyc: Policyc) -> None:
    assert "名称不同" not in policyc("diff", "示例", "新稿").stdout
    edit(versions / "新稿" / "policy.policy", ("示例市禁种铲毒办法", "别处的办法"))
    told = "".join(policyc("diff", "示例", "新稿").stdout.split())
    assert "两个文本的名称不同：《示例市禁种铲毒办法》、《别处的办法》。" in told
    assert "改用policyccompare比较" in told


def test_texts_alone(versions: Path, policyc: Policyc) -> None:
    (versions / "新稿" / "policy.policy").unlink()
    run = policyc("diff", "示例", "新稿")
    assert run.exit_code == 0
    assert "含义变化没有比较：新稿：只有原文，尚未编码。" in run.stdout
    assert "数字 10000、8000" in run.stdout
    texts = ("示例/source.txt", "新稿/source.txt", "--format", "md", "--exit-code")
    both = policyc("diff", *texts)
    assert both.exit_code == 1
    assert "<ins>8000</ins>株以上" in both.stdout


def test_a_policy_with_errors_still_has_its_text_compared(versions: Path, policyc: Policyc) -> None:
    edit(versions / "新稿" / "policy.policy", ("不少于 8000株", "不少于 8000处"))
    run = policyc("diff", "示例", "新稿", "--format", "md")
    assert run.exit_code == 2
    assert "<ins>8000</ins>株以上" in run.stdout and "错误[" in run.stderr
    data = json.loads(policyc("diff", "示例", "新稿", "--format", "json").stdout)
    assert data["errors"] and data["meaning_compared"] is False and data["clauses"]


def test_problems_that_come_and_go(versions: Path, policyc: Policyc) -> None:
    data = json.loads(policyc("diff", "示例", "新稿", "--check", "--format", "json").stdout)
    problems = data["problems"]
    assert problems["kept"] > 0
    assert all(each["code"] for each in (*problems["gained"], *problems["lost"]))


def test_two_columns_alone(versions: Path, policyc: Policyc) -> None:
    run = policyc("diff", "示例", "新稿", "--two-columns", "--format", "md")
    assert run.exit_code == 0
    assert "| 修改前（旧文本） | 修改后（新文本） |\n" in run.stdout
    assert "含义" not in run.stdout and "办案" not in run.stdout


def test_into_files(versions: Path, policyc: Policyc) -> None:
    run = policyc("diff", "示例", "新稿", "-o", "对照表.md")
    assert run.exit_code == 0
    assert "含义变化 2 项" in run.stdout and "已写入 对照表.md" in run.stdout
    assert "<del>10000</del>" in (versions / "对照表.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("示例", "没有"), "找不到文档 没有"),
        (("示例", ""), "文档的名称是空的"),
        (("示例", "."), "里有 2 个文档，一次只比较一个"),
        (("示例", "坏.txt"), "不是 UTF-8 文本"),
        (("示例", "空目录"), "目录 空目录 里没有 policy.policy"),
        (("示例", "新稿", "-o", "新稿/source.txt"), "是正在读取的文件，没有覆盖"),
        (("示例", "原文.txt", "-o", "原文.txt"), "是正在读取的文件，没有覆盖"),
        (("示例", "新稿", "--format", "docx"), "docx 不能写到标准输出"),
        (("示例", "新稿", "--two-columns", "--check"), "--two-columns 和 --check 不能一起用"),
        (("示例", "新稿", "-o", "表.pdf"), "看不出要写成什么格式"),
    ],
)
def test_bad_input(versions: Path, policyc: Policyc, arguments: tuple[str, ...], said: str) -> None:
    (versions / "坏.txt").write_bytes("第一条 种植罂粟的。".encode("gb18030"))
    (versions / "原文.txt").write_text("第一条 种植罂粟的。\n", encoding="utf-8")
    (versions / "空目录").mkdir()
    run = policyc("diff", *arguments)
    assert run.exit_code == 2
    assert said in run.stderr
