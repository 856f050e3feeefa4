"""Writing files: never half, never over a file that could not be finished."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from policyc.diagnostics import Code, Diagnostic
from policyc.driver.files import unreadable


def write_whole(path: Path, text: str | bytes, shown: str) -> Diagnostic | None:
    """Write a file that the user named, with the folders above it; what stopped it, if anything."""
    try:
        if path.exists() and not path.is_file():
            what = "是目录，不是文件" if path.is_dir() else "不是普通文件"
            return Diagnostic(Code.E601, f"{shown} {what}", help="写到具体的文件。")
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text)
    except OSError as error:
        return unwritable(shown, error)
    return None


def unwritable(name: str, error: OSError) -> Diagnostic:
    """What to say where the system does not let us write."""
    found = unreadable(name, error)
    return Diagnostic(found.code, found.message.replace("读取", "写入", 1), help=found.help)


def replace_file(path: Path, text: str | bytes) -> None:
    """Write a file so that it is whole or as it was before; ``OSError`` where that cannot be."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8") if isinstance(text, str) else text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: Path) -> int:
    """The file's mode as it is, else that of any new file of this user."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
