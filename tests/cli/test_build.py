import json
import os
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Policyc

from policyc.targets.common.module import MARKER


def test_build(policyc: Policyc, workspace: Path) -> None:
    result = policyc("build", "示例", "-t", "python", "-o", "gen.py")
    assert result.exit_code == 0, result.output
    assert "已生成 gen.py" in result.stdout
    text = (workspace / "gen.py").read_text("utf-8")
    assert MARKER in text.split("\n", 1)[0]
    space: dict[str, object] = {"__name__": "built"}
    sys.modules["built"] = sys.modules[__name__]
    exec(compile(text, "gen.py", "exec"), space)
    assert callable(space["evaluate"])


def test_default_place(policyc: Policyc, workspace: Path) -> None:
    assert policyc("build", "示例").exit_code == 0
    assert (workspace / "out" / "示例.py").is_file()


def test_standard_output(policyc: Policyc, workspace: Path) -> None:
    result = policyc("build", "示例", "-o", "-")
    assert result.stdout.startswith(f"# {MARKER}")
    assert not (workspace / "out").exists()


def test_again_over_its_own_file(policyc: Policyc, workspace: Path) -> None:
    for _ in range(2):
        assert policyc("build", "示例", "-o", "gen.py").exit_code == 0
    assert [path.name for path in workspace.iterdir() if path.name.startswith(".")] == []


def test_not_over_another_file(policyc: Policyc, workspace: Path) -> None:
    (workspace / "mine.py").write_text("print('我写的')\n", "utf-8")
    result = policyc("build", "示例", "-o", "mine.py")
    assert result.exit_code == 2
    assert "不是 policyc 生成的文件，没有覆盖" in result.stderr
    assert "--force" in result.stderr
    assert (workspace / "mine.py").read_text("utf-8") == "print('我写的')\n"
    assert policyc("build", "示例", "-o", "mine.py", "--force").exit_code == 0
    assert MARKER in (workspace / "mine.py").read_text("utf-8")


def test_a_typescript_folder(policyc: Policyc, workspace: Path) -> None:
    result = policyc("build", "示例", "-t", "typescript", "-o", "web")
    assert result.exit_code == 0, result.output
    assert f"已生成 {Path('web') / '示例.mjs'}、示例.d.mts（" in result.stdout
    for name in ("示例.mjs", "示例.d.mts"):
        assert MARKER in (workspace / "web" / name).read_text("utf-8").split("\n", 1)[0]
    named = policyc("build", "示例", "-t", "ts", "-o", "here.mjs", "--source-map", "here.json")
    assert named.exit_code == 0 and (workspace / "here.d.mts").is_file()
    data = json.loads((workspace / "here.json").read_text("utf-8"))
    assert (data["target"], data["file"]) == ("typescript", "here.mjs") and data["lines"]
    assert policyc("build", "示例", "-t", "ts").exit_code == 0
    assert (workspace / "out" / "示例.mjs").is_file()


def test_a_typescript_module_is_written_whole_or_not_at_all(
    policyc: Policyc, workspace: Path
) -> None:
    (workspace / "mine.d.mts").write_text("export {};\n", "utf-8")
    result = policyc("build", "示例", "-t", "ts", "-o", "mine.mjs")
    assert result.exit_code == 2 and "mine.d.mts 不是 policyc 生成的文件" in result.stderr
    assert not (workspace / "mine.mjs").exists()
    same = policyc("build", "示例", "-t", "ts", "-o", "a.mjs", "--source-map", "a.d.mts")
    assert same.exit_code == 2 and not (workspace / "a.mjs").exists()
    wrong = policyc("build", "示例", "-t", "ts", "-o", "a.js")
    assert wrong.exit_code == 2 and "写的是 .mjs，不是 a.js" in wrong.stderr
    assert policyc("build", "示例", "-t", "ts", "-o", "-").stdout.startswith(f"// {MARKER}")


def test_an_empty_file_is_nobodys(policyc: Policyc, workspace: Path) -> None:
    (workspace / "empty.py").touch()
    assert policyc("build", "示例", "-o", "empty.py").exit_code == 0


def test_source_map(policyc: Policyc, workspace: Path) -> None:
    result = policyc("build", "示例", "-o", "gen.py", "--source-map", "map/gen.json")
    assert result.exit_code == 0, result.output
    data = json.loads((workspace / "map" / "gen.json").read_text("utf-8"))
    assert (data["document"], data["target"], data["file"]) == ("示例", "python", "gen.py")
    lines = (workspace / "gen.py").read_text("utf-8").split("\n")
    assert data["lines"]
    for line in data["lines"]:
        assert line["citations"] == list(
            dict.fromkeys(data["norms"][bit]["citation"] for bit in line["norms"])
        )
        assert lines[line["line"] - 1].strip()
    policy = (workspace / "示例" / "policy.policy").read_text("utf-8").split("\n")
    for norm in data["norms"]:
        assert norm["file"].endswith("policy.policy")
        assert policy[norm["line"] - 1].strip()
    again = policyc("build", "示例", "-o", "gen.py", "--source-map", "map/gen.json")
    assert again.exit_code == 0


def test_a_source_map_does_not_say_where_the_files_are(
    policyc: Policyc, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "随带")
    document = str(workspace / "示例" / "policy.policy")
    result = policyc("build", document, "-o", "gen.py", "--source-map", "gen.json")
    assert result.exit_code == 0, result.output
    written = Path("gen.json").read_text("utf-8")
    assert {norm["file"] for norm in json.loads(written)["norms"]} == {"示例/policy.policy"}
    assert str(tmp_path) not in written


def test_a_reading_fixed(policyc: Policyc, workspace: Path) -> None:
    readings = json.loads(policyc("facts", "示例", "--format", "json").stdout)["readings"]
    name, choice = readings[0]["name"], readings[0]["choices"][0]
    assert policyc("build", "示例", "-o", "gen.py", "--reading", f"{name}={choice}").exit_code == 0
    assert f'fixed={{"{name}": "{choice}"}}' in (workspace / "gen.py").read_text("utf-8")
    wrong = policyc("build", "示例", "-o", "gen.py", "--reading", f"{name}=没有")
    assert wrong.exit_code == 2
    assert "没有“没有”这一种" in wrong.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("build",), "缺少参数 文档"),
        (("build", "没有"), "找不到文档 没有"),
        (("build", "示例", "-t", "cobol"), "没有“cobol”这个值"),
        (("build", "示例", "-o", "示例"), "是目录"),
        (("build", "示例", "-t", "ts", "-o", "示例/policy.policy"), "有一段不是目录"),
    ],
)
def test_wrong_command_lines(policyc: Policyc, arguments: tuple[str, ...], says: str) -> None:
    result = policyc(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_folder_without_permission(policyc: Policyc, workspace: Path) -> None:
    closed = workspace / "closed"
    closed.mkdir(mode=0o500)
    result = policyc("build", "示例", "-o", "closed/gen.py")
    assert result.exit_code == 2
    assert "无法写入" in result.stderr


def test_a_source_is_never_overwritten(policyc: Policyc, workspace: Path) -> None:
    before = (workspace / "示例" / "policy.policy").read_text("utf-8")
    forced = policyc("build", "示例", "-o", "示例/policy.policy", "--force")
    assert forced.exit_code == 2 and "正在读取的文件" in forced.stderr
    assert (workspace / "示例" / "policy.policy").read_text("utf-8") == before
    same = policyc("build", "示例", "-o", "甲.py", "--source-map", "./甲.py")
    assert same.exit_code == 2 and not (workspace / "甲.py").exists()


def test_a_page(policyc: Policyc, workspace: Path) -> None:
    for _ in range(2):  # again over its own file
        result = policyc("build", "示例", "-t", "web", "-o", "办案.html")
        assert result.exit_code == 0, result.output
        assert "已生成 办案.html" in result.stdout
    assert MARKER in (workspace / "办案.html").read_text("utf-8").split("\n", 1)[0]
    assert policyc("build", "示例", "-t", "web").exit_code == 0
    assert (workspace / "out" / "示例.html").is_file()


def test_a_page_needs_jinja2(
    policyc: Policyc, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    for name in ("policyc.reports.questionnaire", "policyc.reports.page_template"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    result = policyc("build", "示例", "-t", "web")
    assert result.exit_code == 2
    assert "--target web 需要 jinja2" in result.stderr and "policyc[html]" in result.stderr
