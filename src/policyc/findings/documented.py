"""What every check and lint is: a code, a name, and the documentation in its file's docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from attrs import frozen

from policyc.findings.finding import Finding, Severity

HEADINGS = ("检查什么", "为什么", "反例", "正例", "如何修改")
"""The fixed headings of a check file's docstring, in order."""


@frozen
class Documented:
    """A code, its Chinese name and usual severity, and the function that looks.

    The docstring of the function's module is the documentation: one line, then the headings.
    """

    code: str
    name: str
    severity: Severity
    find: Callable[[Any], Iterable[Finding]]

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self._doc().split("\n", 1)[0].rstrip("。")

    @property
    def sections(self) -> dict[str, str]:
        """The documentation by heading, for ``policyc explain`` and the reference page."""
        found: dict[str, list[str]] = {}
        current: list[str] = []
        for line in self._doc().splitlines():
            if line.strip() in HEADINGS:
                current = found.setdefault(line.strip(), [])
            else:
                current.append(line)
        return {heading: inspect.cleandoc("\n".join(lines)) for heading, lines in found.items()}

    def _doc(self) -> str:
        module = inspect.getmodule(self.find)
        return inspect.getdoc(module) or ""
