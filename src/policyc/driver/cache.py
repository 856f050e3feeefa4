"""Results kept between runs, each under the hash of everything that it depends on.

An entry is never out of date: its key covers the texts that were read, the options, the code of
policyc itself and the versions of Python and of the libraries that have a say. What is damaged,
foreign or cannot be read is as good as absent, and a folder that cannot be written is not used.

Entries are pickles, because reading them must cost less than compiling. Only values of policyc's
own data types are taken from them, the folder must be the user's own (``resources.cache_dir``),
and a digest finds what was cut short. See docs/decisions/0006-caching.md.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache as once
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import frozen

from policyc import __version__
from policyc.resources import cache_dir, grammar_dir

MAX_BYTES = 64 * 1024 * 1024
"""Size of all entries together; the ones not used for longest go first."""

_SUFFIX = ".entry"
_TABLES = ".tables"
"""The end of the parser's tables (``surface.grammar.cache_file``), one for every grammar."""

_MAGIC = b"policyc-entry-1\n"
_DIGEST = 16
_LENGTH = 8
_ABANDONED = 3600
"""Seconds after which a file that was never finished is removed."""

_LIBRARIES = {"z3": "z3_solver", "lark": "lark", "attr": "attrs", "cn2an": "cn2an"}
_DATA = (
    "source",
    "diagnostics",
    "surface",
    "resolved",
    "core",
    "findings",
    "lints",
    "comparison",
    "reports",
)
_PLAIN = {
    ("datetime", "date"),
    ("fractions", "Fraction"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
}


def cache_in_use() -> Cache | None:
    """The cache of this run; ``None`` where it is turned off or would not be safe."""
    folder = cache_dir()
    return None if folder is None or not code_stamp() else Cache(folder)


def key_of(kind: str, *parts: str) -> str:
    """The key of a result: what it is, what it was made from, and the code that made it."""
    digest = blake2b(digest_size=20, key=b"policyc")
    for part in (code_stamp(), kind, *parts):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(_LENGTH, "big"))
        digest.update(data)
    return f"{kind}-{digest.hexdigest()}"


@once
def code_stamp() -> str:
    """A hash of policyc's code and of the versions of what it runs on; empty if it is not known.

    The files themselves are read: times of change say nothing after an install or a checkout.
    """
    package = Path(__file__).resolve().parents[1]
    files = [*sorted(package.rglob("*.py")), *sorted(grammar_dir().glob("*.lark"))]
    digest = blake2b(digest_size=20)
    try:
        for path in files:
            data = path.read_bytes()
            digest.update(f"{os.path.relpath(path, package)}\0{len(data)}\0".encode())
            digest.update(data)
    except OSError:
        return ""
    versions = [_installed(module, project) for module, project in _LIBRARIES.items()]
    if not files or not all(versions):
        return ""
    digest.update("\n".join((__version__, sys.version, *versions)).encode())
    return digest.hexdigest()


def _installed(module: str, project: str) -> str:
    """Name and version of a library, from the name of its metadata folder: reading what is in
    it takes longer than reading an entry. Empty if there is none."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    found = sorted(Path(spec.origin).parents[1].glob(f"{project}-*.dist-info"))
    return "\n".join(path.name for path in found)


@frozen(eq=False)
class Kept:
    """An entry: its value, and a second one that is read only when it is asked for."""

    value: Any
    _rest: bytes

    def rest(self, otherwise: Callable[[], Any]) -> Any:
        """The second value, or what can be had instead where it cannot be read."""
        try:
            return _thaw(self._rest)
        except Exception:
            return otherwise()


@frozen(eq=False)
class Cache:
    """A folder of entries. No method raises, whatever the folder holds."""

    folder: Path

    def get(self, key: str) -> Kept | None:
        """The entry of a key."""
        path = self._path(key)
        try:
            parts = _unpacked(path.read_bytes())
            if parts is None:
                return None
            found = Kept(_thaw(parts[0]), parts[1])
        except Exception:  # whatever a foreign or damaged pickle does, it counts as absent
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return found

    def put(self, key: str, value: object, rest: object = None) -> None:
        """Keep an entry; silently not, where that is not possible."""
        try:
            data = _packed(_freeze(value), _freeze(rest))
        except Exception:  # too deep, or not plain data after all
            return
        with contextlib.suppress(OSError):
            self._write(self._path(key), data)
            self._prune()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"

    def _write(self, path: Path, data: bytes) -> None:
        """All at once: who reads meanwhile finds the old file, the new one, or none."""
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise

    def _prune(self) -> None:
        """Remove the entries used longest ago until the rest is small enough."""
        entries: list[tuple[float, int, str]] = []
        with os.scandir(self.folder) as listing:
            for item in listing:
                if item.name.endswith((_SUFFIX, _TABLES)):
                    stat = item.stat()
                    entries.append((stat.st_mtime, stat.st_size, item.path))
                elif item.name.endswith(".tmp") and _is_abandoned(item):
                    os.unlink(item.path)
        size = sum(each for _, each, _ in entries)
        for _, each, path in sorted(entries):
            if size <= MAX_BYTES:
                return
            with contextlib.suppress(OSError):
                os.unlink(path)
            size -= each


def _is_abandoned(item: os.DirEntry[str]) -> bool:
    return time.time() - item.stat().st_mtime > _ABANDONED


def _packed(value: bytes, rest: bytes) -> bytes:
    body = len(value).to_bytes(_LENGTH, "big") + value + rest
    return _MAGIC + blake2b(body, digest_size=_DIGEST).digest() + body


def _unpacked(data: bytes) -> tuple[bytes, bytes] | None:
    start = len(_MAGIC) + _DIGEST
    body = data[start:]
    if data[: len(_MAGIC)] != _MAGIC:
        return None
    if blake2b(body, digest_size=_DIGEST).digest() != data[len(_MAGIC) : start]:
        return None
    end = _LENGTH + int.from_bytes(body[:_LENGTH], "big")
    return body[_LENGTH:end], body[end:]


def _freeze(value: object) -> bytes:
    return pickle.dumps(value, protocol=5)


def _thaw(data: bytes) -> Any:
    return _Unpickler(io.BytesIO(data)).load()


class _Unpickler(pickle.Unpickler):
    """Makes values of policyc's data types and a few plain ones, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        room = module.split(".")[1:2] if module.startswith("policyc.") else []
        if (module, name) not in _PLAIN and not (room and room[0] in _DATA):
            raise pickle.UnpicklingError(f"{module}.{name}")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
