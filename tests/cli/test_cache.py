"""With and without the cache every command says the same, byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.cli.conftest import Policyc

from policyc.reports.findings_json import Examined

Commands = tuple[tuple[str, ...], ...]
QUICK: Commands = (
    ("eval", "示例", "--fact", "罂粟株数=12000", "--rest", "harmless"),
    ("facts", "示例"),
    ("test", "示例"),
    ("explain", "示例:第三条"),
    ("coverage", "示例"),
    ("check", "示例", "--only", "S01,R01"),
)
CHECK = ("check", "示例")
FORMATS = ((), ("--format", "json"))


@pytest.fixture
def folder(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, in use."""
    folder = workspace.parent / "缓存"
    monkeypatch.setenv("POLICYC_CACHE", str(folder))
    return folder


def said(result: Result) -> tuple[int, bytes, bytes]:
    return result.exit_code, result.stdout_bytes, result.stderr_bytes


def entries(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in folder.glob("*.entry")}


@pytest.mark.parametrize("options", FORMATS)
@pytest.mark.parametrize("command", QUICK, ids=lambda command: command[0])
def test_the_same_cold_and_kept(
    policyc: Policyc, folder: Path, command: tuple[str, ...], options: tuple[str, ...]
) -> None:
    without = policyc(*command, *options, "--no-cache")
    assert not folder.exists() or not entries(folder)
    cold = policyc(*command, *options)
    kept = entries(folder)
    assert kept
    again = policyc(*command, *options)
    assert said(without) == said(cold) == said(again)
    assert entries(folder) == kept  # nothing was made anew


def test_a_check_the_same_cold_and_kept(policyc: Policyc, folder: Path) -> None:
    cold = policyc(*CHECK)
    assert {name.split("-")[0] for name in entries(folder)} == {"compiled", "findings"}
    assert said(policyc(*CHECK)) == said(cold)
    as_json = policyc(*CHECK, "--format", "json")
    for path in folder.glob("*.entry"):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] + b"\xff" + data[len(data) // 2 + 1 :])
    assert said(policyc(*CHECK, "--format", "json")) == said(as_json)


def test_warnings_and_errors_come_back(policyc: Policyc, workspace: Path, folder: Path) -> None:
    path = workspace / "示例" / "policy.policy"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("第三条", "第三十三条", 1), encoding="utf-8")
    for command in (CHECK, ("facts", "示例"), ("eval", "示例", "--format", "json")):
        cold = policyc(*command)
        assert cold.exit_code == 2 and cold.output
        assert said(policyc(*command)) == said(cold) == said(policyc(*command, "--no-cache"))
    path.write_text(text, encoding="utf-8")
    assert policyc("facts", "示例").exit_code == 0


def test_a_changed_word_is_seen(policyc: Policyc, workspace: Path, folder: Path) -> None:
    before = policyc("facts", "示例").stdout
    path = workspace / "示例" / "policy.policy"
    path.write_text(path.read_text(encoding="utf-8").replace("罂粟株数", "罂粟棵数"), "utf-8")
    assert policyc("facts", "示例").stdout == before.replace("罂粟株数", "罂粟棵数")


def test_what_was_not_finished_is_not_kept(
    policyc: Policyc, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(give_up: Callable[[Examined], tuple[Examined, bool]]) -> None:
        real = "policyc.driver.examine._Examination.examined"

        def examined(_: object, loaded: object, *__: object) -> tuple[Examined, bool]:
            return give_up(Examined(loaded.policy, ()))  # type: ignore[attr-defined]

        monkeypatch.setattr(real, examined)

    def kept() -> set[str]:
        return {name.split("-")[0] for name in entries(folder)}

    run_out(lambda found: (Examined(found.policy, (), True), True))
    assert policyc(*CHECK).exit_code == 3
    run_out(lambda found: (Examined(found.policy, (), True), False))
    assert policyc(*CHECK).exit_code == 3
    run_out(lambda found: (found, True))
    assert policyc(*CHECK).exit_code == 0
    assert kept() == {"compiled"}
    run_out(lambda found: (found, False))
    assert policyc(*CHECK).exit_code == 0
    assert kept() == {"compiled", "findings"}


def test_options_are_part_of_the_key(policyc: Policyc, folder: Path) -> None:
    for options in ((), ("--as-of", "2020-01-01"), ("--timeout", "9"), ("--severity", "高")):
        policyc("check", "示例", "--only", "S01", *options)
    findings = [name for name in entries(folder) if name.startswith("findings")]
    assert len(findings) == 3  # --severity only sorts what is shown


def test_no_place_to_keep_anything(
    policyc: Policyc, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = said(policyc("facts", "示例", "--no-cache"))
    file = workspace.parent / "文件"
    file.write_bytes(b"")
    for place in ("off", str(file), str(file / "下面")):
        monkeypatch.setenv("POLICYC_CACHE", place)
        assert said(policyc("facts", "示例")) == whole
