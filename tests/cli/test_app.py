"""The program as a whole: help pages, real processes, locales and pipes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policyc import __version__
from policyc.cli import app as program
from policyc.cli.app import COMMANDS, app
from policyc.source.columns import display_width

GOLDEN = Path(__file__).parent / "golden" / "help"
SAMPLE = Path(__file__).parent / "sample"
Golden = Callable[[Path, str], None]

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def start(*args: str, env: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_", "LANG"))}
    return subprocess.Popen(
        [sys.executable, "-m", "policyc.cli", *args],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**clean, **(env or {})},
        cwd=SAMPLE.parent,
    )


@pytest.mark.parametrize("name", ["check", "eval", "facts", "test"])
def test_help(golden: Golden, name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])
    golden(GOLDEN / f"{name}.txt", result.stdout)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_chinese_and_fits(name: str) -> None:
    result = CliRunner().invoke(app, [name, "-h"] if name else ["-h"])
    assert result.exit_code == 0
    assert max(map(display_width, result.stdout.splitlines())) <= 100
    assert not any(word in result.stdout for word in ("Usage", "Options", "Show this", "Commands"))


def test_without_a_command_help_is_shown() -> None:
    result = CliRunner().invoke(app, [])
    assert result.exit_code == 0
    assert "命令" in result.stdout


def test_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"policyc {__version__}\n"


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["facts", str(SAMPLE)]])
def test_light_commands_do_not_load_the_solver(args: list[str]) -> None:
    code = (
        "import sys; from policyc.cli.app import run; "
        f"code = run({args!r}); sys.exit(code or 'z3' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("env", [{}, C_LOCALE, {"PYTHONIOENCODING": "latin-1"}])
def test_output_is_utf8_in_every_locale(env: dict[str, str]) -> None:
    pair = "重点地区=是"
    args = ("eval", "sample", "--fact", pair, "--rest", "harmless", "--reading", "至=含")
    process = start(*args, "--format", "json", env=env)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    outcomes = json.loads(out.decode("utf-8"))["outcomes"]
    assert [outcome["kind"] for outcome in outcomes[:2]] == ["空白", "不适用"]


@pytest.mark.parametrize("env", [{}, C_LOCALE])
def test_errors_are_utf8_in_every_locale(env: dict[str, str]) -> None:
    process = start("facts", "没有这个", env=env)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, b"")
    assert "找不到文档 没有这个" in err.decode("utf-8")


def test_a_broken_pipe_is_silent() -> None:
    process = start("facts", "sample", "--format", "json")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "policyc.cli", "facts", str(SAMPLE)],
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert done.returncode == 2
    assert "读写失败" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_an_interrupt_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> Result:
        raise KeyboardInterrupt

    monkeypatch.setattr("policyc.cli.facts.load_one", interrupt)
    result = CliRunner().invoke(app, ["facts", "x"])
    assert result.exit_code == program.INTERRUPTED
    assert result.stderr.strip() == "已中断。"
