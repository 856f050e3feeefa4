"""The line that says what a long check is doing."""

import io
import sys
from collections.abc import Iterator

import pytest

from policyc.analysis.progress import checks_of, parts_of
from policyc.cli import waiting
from policyc.cli.waiting import watched


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def steps() -> Iterator[int]:
    for check in checks_of(["C01 结论冲突", "G01 结论空白"], str):
        for part in parts_of(["级别", "处置"], str):
            assert check and part
    yield 1
    yield 2


def terminals(monkeypatch: pytest.MonkeyPatch) -> tuple[Terminal, Terminal]:
    """Both streams on a terminal; not as a fixture, since pytest puts its own in their place."""
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setenv("TERM", "xterm")
    return out, err


def test_it_says_which_check_is_at_what_and_goes_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    monkeypatch.setattr(waiting, "_PAUSE", 0.0)
    out, err = terminals(monkeypatch)
    assert list(watched(steps())) == [1, 2]
    assert out.getvalue() == ""
    shown = err.getvalue().split("\r\x1b[2K")
    assert shown == [
        "",
        "正在审查（0%）C01 结论冲突",
        "正在审查（0%）C01 结论冲突：级别",
        "正在审查（25%）C01 结论冲突：处置",
        "正在审查（50%）G01 结论空白",
        "正在审查（50%）G01 结论空白：级别",
        "正在审查（75%）G01 结论空白：处置",
        "",
    ]


def test_a_short_run_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = terminals(monkeypatch)
    assert list(watched(steps())) == [1, 2]
    assert err.getvalue() == ""


@pytest.mark.parametrize("piped", ["stdout", "stderr"])
def test_a_pipe_gets_nothing(monkeypatch: pytest.MonkeyPatch, piped: str) -> None:
    _, err = terminals(monkeypatch)
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    monkeypatch.setattr(sys, piped, io.StringIO())
    assert list(watched(steps())) == [1, 2]
    assert err.getvalue() == ""
