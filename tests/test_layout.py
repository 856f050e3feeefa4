"""The habits of the house: one-way imports, small files, nothing of anyone's machine."""

import re
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

import policyc
from policyc.resources import bundled_policies_dir, grammar_dir

ROOT = Path(__file__).resolve().parents[1]
MAX_LINES = 420

# Not written out in one piece, or this file would be the first to be caught.
MACHINE_PATH = re.compile(
    r"(?<![\w.:/\-])/(?:" + "|".join(["home", "Users", "root", "work", "farm"]) + r")/[\w.]"
    r"|\b[A-Za-z]:\\" + r"Users\\"
)


def test_imports_follow_the_contracts() -> None:
    # As a program of its own: import-linter changes sys.path and caches the graph.
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_file_is_too_long() -> None:
    sources = [*ROOT.glob("src/**/*.py"), *ROOT.glob("grammar/*.lark")]
    lengths = {path.relative_to(ROOT): _line_count(path) for path in sources}
    too_long = {str(path): count for path, count in lengths.items() if count > MAX_LINES}
    assert not too_long, f"超过 {MAX_LINES} 行，请拆成两间屋子：{too_long}"


def test_no_file_names_a_path_of_a_machine() -> None:
    found = []
    for path in _files_in_git():
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if MACHINE_PATH.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert not found, "这些行带着某台机器的路径：\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("see " + "/ho" + "me/li/policyc", True),
        ('open("' + "/wo" + 'rk/main/x")', True),
        ("C:" + r"\Us" + r"ers\li", True),
        ("https://example.org/home/page", False),
        ("src/work/plan.py", False),
        ("/path/to/python3.11", False),
    ],
)
def test_machine_path_pattern(line: str, caught: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is caught


def test_resources_are_found() -> None:
    assert grammar_dir().is_dir()
    assert (bundled_policies_dir() / "kunming-2019" / "source.txt").is_file()


def test_version_has_one_source() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", policyc.__version__)
    assert policyc.__version__ not in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("module", ["policyc", "policyc.cli"])
def test_start_up_does_not_load_z3(module: str) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not built yet")
    program = f"import sys, {module}; sys.exit('z3' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert run.returncode == 0, f"import {module} 就装载了 z3。{run.stderr}"


def test_golden_tells_the_difference(
    golden: Callable[[Path, str], None], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    if pytestconfig.getoption("--update-golden"):
        pytest.skip("golden files are being rewritten")
    path = tmp_path / "输出.golden"
    with pytest.raises(pytest.fail.Exception, match="还不存在"):
        golden(path, "一\n")
    path.write_bytes("一\r\n".encode())
    golden(path, "一\r\n")
    with pytest.raises(pytest.fail.Exception, match=r"-一␍\n\+一\n.*make golden"):
        golden(path, "一\n")


def _line_count(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _files_in_git() -> list[Path]:
    """Return what is committed or would be: an sdist without a repository skips the test."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]
