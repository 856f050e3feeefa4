"""Wrong input, one mistake each as a drafter would make it, and what policyc says to it.

Read the golden files as somebody who has never programmed: is it clear what is wrong, where, and
what to do?
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cases.documents import HERE, problems_of, render

from policyc.diagnostics import Diagnostic

BAD = HERE / "bad"
FILES = sorted(BAD.glob("*.policy"))

RULE = "第四条\n  问题突出的，应当 将 整治级别 定为 挂牌整治。\n"

BYTES = {
    "字节-UTF-16": ("文件「甲」\n" + RULE).encode("utf-16"),
    "字节-国标": ("文件「甲」\n" + RULE).encode("gb18030"),
    "字节-空字节": "文件「甲」\n".encode() + b"\x00\x00" + RULE.encode(),
    "字节-半个字": ("文件「甲」\n" + RULE).encode()[:-2],
    "字节-十兆一行": b"\xe4\xb8\x80" * (10 * 1024 * 1024 // 3),
    "字节-长行": ("文件「甲」\n" + "甲" * 30_000 + "\n").encode(),
    "字节-太长": ("文件「甲」\n" + RULE * 20_000).encode(),
}
"""Input that does not belong into a repository, or that an editor would mend."""

FOREIGN = re.compile(r"[A-Za-z_]{3,}")
ALLOWED = {
    "UTF",
    "GB18030",
    "LE",
    "MiB",
    "policy",
    "source",
    "txt",
    "cases",
    "vocabulary",
    "policies",
}
ALLOWED |= {"Word", "poppy_plants", "policyc", "facts", "class_"}


def _name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_file(path: Path, golden: Callable[[Path, str], None]) -> None:
    problems, read = problems_of(path.name, path.read_bytes())
    _check(problems, path.read_text("utf-8"))
    golden(path.with_suffix(".expected"), render(problems, read))


@pytest.mark.parametrize("name", BYTES)
def test_bytes(name: str, golden: Callable[[Path, str], None]) -> None:
    problems, read = problems_of(f"{name}.policy", BYTES[name])
    _check(problems, "")
    golden(BAD / f"{name}.expected", render(problems, read))


def _check(problems: list[Diagnostic], written: str) -> None:
    """What every message keeps to: Chinese, one plain sentence, and what to do."""
    assert problems, "没有报告任何错误"
    for problem in problems:
        assert problem.help, problem
        assert not problem.message.endswith("。"), problem.message
        for text in (problem.message, problem.help):
            words = set(FOREIGN.findall(text)) - ALLOWED
            assert all(word in written for word in words), (words, text)


def test_there_are_enough() -> None:
    assert len(FILES) + len(BYTES) >= 60


def test_every_golden_file_has_its_input() -> None:
    known = {path.stem for path in FILES} | set(BYTES)
    assert {path.stem for path in BAD.glob("*.expected")} <= known
