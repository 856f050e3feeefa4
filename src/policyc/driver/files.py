"""Reading files: bytes to text, or one clear diagnostic. Files are never written here."""

from __future__ import annotations

import errno
from pathlib import Path

from policyc.diagnostics import Code, Diagnostic
from policyc.source.text import MAX_BYTES, DecodeProblem, DecodeReason, SourceText, decode

MAX_LINE = 20_000
"""Code points in one line; a longer one is not a policy file and would stall the terminal."""


_LONGEST_NAME = 80
"""Characters of a file name that a message repeats."""

_REASONS = {
    errno.EACCES: "没有读取权限",
    errno.EPERM: "没有读取权限",
    errno.ENOENT: "没有这个路径",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "这个磁盘只能读",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "符号链接成环",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EEXIST: "路径中有一段不是目录",
    errno.EIO: "读取磁盘出错",
}


def read_text(path: Path, shown: str | None = None) -> SourceText | Diagnostic:
    """The text of a file, named as the user named it."""
    name = shown or str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Diagnostic(Code.E001, f"找不到文件 {name}", help="核对路径和文件名。")
    except IsADirectoryError:
        return Diagnostic(Code.E004, f"{name} 是目录，不是文件", help="写到具体的文件。")
    except OSError as error:
        return unreadable(name, error)
    return text_of(name, data)


def text_of(name: str, data: bytes) -> SourceText | Diagnostic:
    """The text that bytes hold, under a name."""
    text = decode(name, data)
    if isinstance(text, DecodeProblem):
        return _undecodable(text)
    longest = max((len(line) for line in text.text.split("\n")), default=0)
    if longest > MAX_LINE:
        return Diagnostic(
            Code.E003,
            f"{name} 有一行长达 {longest} 个字符",
            help=f"每行不超过 {MAX_LINE} 个字符；核对是不是给错了文件。",
        )
    return text


def unreadable(name: str, error: OSError) -> Diagnostic:
    """What to say where the system does not let us read."""
    name = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
    reason = _REASONS.get(error.errno or 0, error.strerror or "未知原因")
    return Diagnostic(Code.E004, f"无法读取 {name}：{reason}", help="核对路径，检查权限。")


def _undecodable(problem: DecodeProblem) -> Diagnostic:
    name = problem.name
    match problem.reason:
        case DecodeReason.TOO_LARGE:
            return Diagnostic(
                Code.E003, f"{name} 过大", help="文件不应超过 8 MiB；核对是不是给错了文件。"
            )
        case DecodeReason.NUL_BYTE:
            return Diagnostic(
                Code.E002,
                f"{name} 不是文本文件（第 {problem.offset} 字节为空字节）",
                help="Word 文档请先另存为 UTF-8 纯文本。",
            )
        case _:
            likely = f"看起来是 {problem.likely} 编码。" if problem.likely else ""
            return Diagnostic(
                Code.E002,
                f"{name} 不是 UTF-8 文本（第 {problem.offset} 字节起无法辨认）",
                help=f"{likely}用编辑器另存为 UTF-8 后再试。",
            )
