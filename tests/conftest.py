"""What every test may use: golden files and the hypothesis profiles."""

import difflib
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

settings.register_profile("dev", max_examples=25, deadline=None)
# As many as leave the whole suite under four minutes on two cores; "long" has the rest.
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("POLICYC_HYPOTHESIS", "dev"))


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is recalled from an earlier session, and nothing kept in the user's own folder.

    Before any test module is imported, since some load documents; workers share the folder.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = TemporaryDirectory(prefix="policyc-tests-")
        config.add_cleanup(folder.cleanup)
        os.environ["POLICYC_CACHE"] = folder.name


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the golden files with what the code says now, then read git diff",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """``golden(path, actual)``: hold *actual* to the file's exact text, or rewrite the file."""
    update = request.config.getoption("--update-golden")
    root = request.config.rootpath

    def check(path: Path, actual: str) -> None:
        __tracebackhide__ = True
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="")
            return
        # newline="" on both sides: a changed line ending is a change.
        expected = ""
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                expected = file.read()
            if actual == expected:
                return
        pytest.fail(_explain(path, root, expected, actual), pytrace=False)

    return check


def _explain(path: Path, root: Path, expected: str, actual: str) -> str:
    name = path.relative_to(root) if path.is_relative_to(root) else path
    diff = difflib.unified_diff(
        _visible_lines(expected),
        _visible_lines(actual),
        f"{name}（期望 expected）",
        f"{name}（实得 actual）",
        lineterm="",
    )
    what = "与期望输出不同" if path.exists() else "期望输出文件还不存在"
    hint = "如果新输出是对的，请运行 make golden，再看 git diff。"
    return "\n".join([f"{name}：{what}", *diff, hint])


def _visible_lines(text: str) -> list[str]:
    """Split into lines, showing what a plain diff would hide at their ends."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    elif text:
        lines[-1] += "⟨文件末尾无换行 no newline at end⟩"
    return [line.replace("\r", "␍") for line in lines]
