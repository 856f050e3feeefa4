"""Files that a command is given beside the document: a case, a history, a report."""

from __future__ import annotations

import sys
from pathlib import Path

from policyc.cli.output import words
from policyc.cli.problem import Problem
from policyc.diagnostics import Code, Diagnostic
from policyc.driver.files import read_text, text_of
from policyc.source.text import MAX_BYTES, SourceText

_STDIN = "标准输入"


def read_input(file: str, option: str) -> SourceText:
    """The text of a file, named as the user named it, or of standard input (``-``).

    Raises ``Problem`` where it cannot be read; ``option`` is what gave the name.
    """
    text = _read(file, option)
    if isinstance(text, Diagnostic):
        raise Problem([text])
    return text


def _read(file: str, option: str) -> SourceText | Diagnostic:
    if not words(file).strip():
        help = "写一个文件名，或者 - 表示标准输入。"
        return Diagnostic(Code.E601, f"选项 {option} 的文件名是空的", help=help)
    if file != "-":
        return read_text(Path(file), words(file))
    if sys.stdin is None:
        return Diagnostic(Code.E004, "没有标准输入可读", help=f"用 {option} 给出文件。")
    return text_of(_STDIN, sys.stdin.buffer.read(MAX_BYTES + 1))
