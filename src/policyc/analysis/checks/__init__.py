"""The checks, one file per code. A file with a ``CHECK`` is all that a new check needs."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from policyc.analysis.checks.check import Check


@cache
def registry() -> dict[str, Check]:
    """All checks by code; what must run before the others comes first."""
    found: list[Check] = []
    for module in iter_modules(__path__, f"{__name__}."):
        check = getattr(import_module(module.name), "CHECK", None)
        if isinstance(check, Check):
            found.append(check)
    found.sort(key=lambda check: (not check.base, check.code))
    return {check.code: check for check in found}


__all__ = ["Check", "registry"]
