"""Where the grammar, the bundled policies and the user's cache are."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

CACHE_VARIABLE = "POLICYC_CACHE"
"""The environment variable that names the cache folder, or turns it ``off``."""

_cache_wanted: ContextVar[bool] = ContextVar("cache_wanted", default=True)


def grammar_dir() -> Path:
    """Return the folder with policy.lark, keywords.lark and literals.lark."""
    return _resource_dir("grammar")


def bundled_policies_dir() -> Path:
    """Return the folder with the policies that come with policyc."""
    return _resource_dir("policies")


def _resource_dir(name: str) -> Path:
    """Return ``policyc/<name>`` as installed, else the checkout's top-level ``<name>``."""
    package = Path(__file__).resolve().parent
    installed = package / name
    if installed.is_dir():
        return installed

    checkout = package.parents[1]
    in_checkout = checkout / name
    if (checkout / "pyproject.toml").is_file() and in_checkout.is_dir():
        return in_checkout

    raise FileNotFoundError(
        f"找不到 policyc 的资源目录 {name}/：安装包内没有（{installed}），"
        f"源码目录里也没有（{in_checkout}）。请重新安装 policyc。"
    )


@contextmanager
def without_cache() -> Iterator[None]:
    """Inside the block nothing of any document is kept, whatever the environment says."""
    token = _cache_wanted.set(False)
    try:
        yield
    finally:
        _cache_wanted.reset(token)


def cache_dir(*, of_documents: bool = True) -> Path | None:
    """The folder for what is kept between runs, made where it is missing; ``None`` for nowhere.

    ``without_cache`` holds for what is made ``of_documents``, not for what policyc makes of itself.

    ``POLICYC_CACHE`` names it or turns it ``off``; else it is ``policyc`` in the user's own cache
    folder. What is kept is pickled, so a folder that another user owns or can write to is refused.
    """
    named = os.environ.get(CACHE_VARIABLE, "").strip()
    if named.lower() == "off" or (of_documents and not _cache_wanted.get()):
        return None
    try:
        folder = Path(named) if named else _user_cache() / "policyc"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_private(folder) else None
    except (OSError, ValueError, RuntimeError):  # RuntimeError: a user without a home
        return None


def _user_cache() -> Path:
    """Where the system keeps what programs can make again."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = os.environ.get("XDG_CACHE_HOME", "")
    return Path(named) if os.path.isabs(named) else Path.home() / ".cache"


def _is_private(folder: Path) -> bool:
    """Whether nobody else can put anything there. Windows gives each user a folder of his own."""
    if sys.platform == "win32":
        return True
    stat = folder.stat()
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022
