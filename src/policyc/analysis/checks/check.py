"""What a check file declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from attrs import frozen

from policyc.findings.documented import HEADINGS, Documented
from policyc.findings.finding import Finding, Severity

if TYPE_CHECKING:
    from policyc.analysis.context import Context
    from policyc.analysis.stack import Stack

__all__ = ["HEADINGS", "Check"]


@frozen
class Check(Documented):
    """A code, its Chinese name and usual severity, and the function that looks.

    ``base`` marks a check that must pass before any other is worth running. ``between`` looks at
    an upper and a lower document, composed into the policy of the context.
    """

    code: str
    name: str
    severity: Severity
    find: Callable[[Context], Iterable[Finding]]
    base: bool = False
    between: Callable[[Context, Stack], Iterable[Finding]] | None = None
