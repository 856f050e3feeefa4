"""Collecting diagnostics, and cutting them down to what a person will read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import define, evolve, field

from policyc.diagnostics.codes import Code
from policyc.diagnostics.diagnostic import Diagnostic, Label, Severity

MOST_SHOWN = 10
"""Diagnostics shown for one file."""

_MOST_PLACES = 3
_WORTH_A_HINT = 2 * MOST_SHOWN


@define
class Collector:
    """Takes diagnostics one by one; call it with each.

    Working out what somebody may have meant is slow where there are many names. A file with so
    many mistakes that nobody reads them all gets no more hints.
    """

    found: list[Diagnostic] = field(factory=list)

    def __call__(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)

    def hint(self, make: Callable[[], str], usual: str = "") -> str:
        """What ``make`` says, or the usual advice where that is nothing or not worth it."""
        return (make() if len(self.found) < _WORTH_A_HINT else "") or usual


def shorten(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What to show: in the order of the files, one a mistake, and no more than can be read.

    The same mistake in several places is one diagnostic with the places; what is left out is
    counted.
    """
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        file = "" if diagnostic.span is None else diagnostic.span.file
        by_file.setdefault(file, []).append(diagnostic)
    shown: list[Diagnostic] = []
    for file, found in by_file.items():
        merged = _merge(sorted(found, key=_place))
        shown += merged[:MOST_SHOWN]
        left = len(merged) - MOST_SHOWN
        if left > 0:
            where = f" {file} " if file else ""
            shown.append(
                Diagnostic(
                    Code.E007,
                    f"{where}另有 {left} 处错误没有列出".strip(),
                    help="先改正上面这些，再检查一遍。",
                    severity=Severity.NOTE,
                )
            )
    return tuple(shown)


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    span = diagnostic.span
    return (-1, -1) if span is None else (span.start, span.end)


def _merge(found: list[Diagnostic]) -> list[Diagnostic]:
    """One diagnostic for the same words at several places."""
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for d in found:
        group = groups.setdefault((d.code, d.severity, d.message, d.help, d.labels), [])
        if not any(d.span == other.span for other in group[-1:]):
            group.append(d)
    return [_one(group) for group in groups.values()]


def _one(group: list[Diagnostic]) -> Diagnostic:
    first = group[0]
    if len(group) == 1 or first.span is None:
        return first
    message = f"{first.message}（共 {len(group)} 处）"
    more = tuple(Label(d.span, "还有这里") for d in group[1:_MOST_PLACES] if d.span is not None)
    return evolve(first, message=message, labels=(*first.labels, *more))
