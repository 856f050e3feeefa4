"""A folder with one small document, and policyc run in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policyc.cli.app import app

SAMPLE = Path(__file__).parent / "sample"
Policyc = Callable[..., Result]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the document 示例; no other document is in reach."""
    for variable in ("NO_COLOR", "POLICYC_DEBUG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("POLICYC_JOBS", "1")  # what a test puts in place must be asked here
    bundled = tmp_path / "随带"
    bundled.mkdir()
    monkeypatch.setattr("policyc.driver.project.bundled_policies_dir", lambda: bundled)
    folder = tmp_path / "工作"
    shutil.copytree(SAMPLE, folder / "示例")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def policyc(workspace: Path) -> Policyc:
    """``policyc("eval", "示例", …)`` in the workspace."""

    def run(*args: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(args), input=stdin, catch_exceptions=False)

    return run
