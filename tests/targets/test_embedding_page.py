"""``docs/embedding.md`` says what is so."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.docs.blocks import ROOT, blocks_of
from tests.targets.node import node

import policyc
from policyc.cli.app import app


def test_the_sessions_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "jilin", raising=False)
    names: dict[str, object] = {}
    said: list[str] = []
    for block in blocks_of("docs/embedding.md"):
        if block.language == "console":
            command, wanted = block.text.removeprefix("$ policyc ").strip().split("\n")
            result = CliRunner().invoke(app, command.split(), catch_exceptions=False)
            before, _, after = wanted.partition("…")
            assert result.stdout.strip().startswith(before)
            assert result.stdout.strip().endswith(after)
        elif block.language == "pycon":
            session = doctest.DocTestParser().get_doctest(
                block.text, names, str(block), block.page, block.line
            )
            doctest.DocTestRunner(verbose=False).run(session, out=said.append, clear_globs=False)
            names |= session.globs
    monkeypatch.delitem(sys.modules, "jilin", raising=False)
    assert not said, "".join(said)
    assert (tmp_path / "jilin.py").is_file()
    assert ROOT.joinpath("docs", "embedding.md").is_file()
    assert policyc.load("jilin-2019-draft").name == "jilin-2019-draft"


def test_the_javascript_runs(tmp_path: Path) -> None:
    """What stands in the comment behind a ``console.log`` is what it prints."""
    programs = [b.text for b in blocks_of("docs/embedding.md") if b.language == "js"]
    made = ("build", "jilin-2019-draft", "-t", "typescript", "-o", str(tmp_path))
    assert CliRunner().invoke(app, made, catch_exceptions=False).exit_code == 0
    assert programs
    for program in programs:
        (tmp_path / "page.mjs").write_text(program, "utf-8")
        run = subprocess.run(
            [node(), "page.mjs"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
        )
        assert run.returncode == 0, run.stderr
        shown = re.findall(r"^console\.log\(.*\); // (.+)$", program, re.MULTILINE)
        assert run.stdout.strip().split("\n") == shown and shown
