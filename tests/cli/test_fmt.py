"""``policyc fmt`` on real files in a temporary folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyc.cli.app import run

UGLY = "文件「示例」\n  状态:正式。\n事实 株数:整数,单位 株。\n"
TIDY = "文件「示例」\n  状态：正式。\n事实 株数：整数，单位 株。\n"


def test_it_rewrites_only_the_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.policy"
    path.write_text(UGLY, encoding="utf-8")
    assert run(["fmt", "--check", str(path)]) == 1
    assert path.read_text(encoding="utf-8") == UGLY
    assert run(["fmt", "--diff", str(path)]) == 1
    assert "+事实 株数：整数，单位 株。" in capsys.readouterr().out
    assert run(["fmt", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == TIDY
    assert run(["fmt", "--check", str(path)]) == 0


def test_a_file_with_errors_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.policy"
    broken = UGLY + "第一条\n  株数 不少于"
    path.write_text(broken, encoding="utf-8")
    assert run(["fmt", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == broken
    assert "E1" in capsys.readouterr().err
