"""The lock of a document's source text on disk."""

from __future__ import annotations

from pathlib import Path

from policyc.diagnostics import Code, Diagnostic
from policyc.driver.files import read_text
from policyc.driver.pipeline import Loaded
from policyc.driver.replace import replace_file
from policyc.lints.lock import Lock, LockError, lock_from_text, lock_of, lock_to_text
from policyc.source.span import Span

LOCK_FILE = "policy.lock"


def lock_path(loaded: Loaded) -> Path:
    """Where the lock stands: beside the source text."""
    return loaded.files.source.parent / LOCK_FILE


def shown_lock_path(loaded: Loaded, base: Path | None = None) -> str:
    """The path as the user would write it."""
    path, base = lock_path(loaded), (base or Path.cwd()).resolve()
    return str(path.relative_to(base)) if path.is_relative_to(base) else str(path)


def read_lock(loaded: Loaded) -> Lock | Diagnostic | None:
    """The lock of a document, ``None`` where it has none."""
    path = lock_path(loaded)
    if not path.exists():
        return None
    text = read_text(path, shown_lock_path(loaded))
    if isinstance(text, Diagnostic):
        return text
    try:
        return lock_from_text(text.text)
    except LockError as error:
        return Diagnostic(
            Code.E006,
            f"{text.name} 不能用：{error}",
            Span(text.name, 0, 0),
            help=f"核对原文与代码之后，运行 policyc coverage {loaded.name} --write-lock 重写。",
        )


def write_lock(loaded: Loaded) -> Lock:
    """Lock a document's source text as it is now: the file is whole or as it was before.

    Raises ``OSError`` where the folder cannot be written.
    """
    assert loaded.document is not None and loaded.document.provisions is not None
    lock = lock_of(loaded.document.provisions)
    replace_file(lock_path(loaded), lock_to_text(lock))
    return lock
