"""Checks that need no solver, one file per code. A file with a ``LINT`` is all a new one needs."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from policyc.findings.finding import Finding
from policyc.lints.lint import Encoded, Lint


@cache
def registry() -> dict[str, Lint]:
    """All lints by code."""
    found: list[Lint] = []
    for module in iter_modules(__path__, f"{__name__}."):
        lint = getattr(import_module(module.name), "LINT", None)
        if isinstance(lint, Lint):
            found.append(lint)
    return {lint.code: lint for lint in sorted(found, key=lambda lint: lint.code)}


def run_lints(encoded: Encoded, codes: Collection[str] | None = None) -> tuple[Finding, ...]:
    """The findings of the lints of some codes (all by default) on one document."""
    wanted = [lint for lint in registry().values() if codes is None or lint.code in codes]
    return tuple(finding for lint in wanted for finding in lint.find(encoded))


__all__ = ["Encoded", "Lint", "registry", "run_lints"]
