"""What a generated module consists of, in any language: head, runtime, the map to the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib.resources import files

from attrs import frozen

from policyc.plan.plans import Plan
from policyc.targets.common.lines import WIDTH, Line, lines, width

MARKER = "由 policyc 生成"
"""Stands in the first line of every generated file; without it a file is not overwritten."""

_CUT = re.compile(r"^(?:#|//) -+ 8< -+\n", re.MULTILINE)
_MOST_CITED = 2


@frozen
class SourceLine:
    """A line of the generated module and the norms that it comes from, by their numbers."""

    line: int
    norms: tuple[int, ...]


def runtime_text(package: str, file: str) -> str:
    """A file that every module carries with it, without what stands above its cut."""
    source = files(package).joinpath(file).read_text("utf-8")
    return _CUT.split(source, maxsplit=1)[-1].strip("\n")


def runtime(package: str, names: Iterable[str]) -> list[Line]:
    """The lines of such files, one after the other."""
    return [
        line for name in names for line in (Line(""), Line(""), *lines(runtime_text(package, name)))
    ]


def tidy(found: Iterable[Line], most: int) -> list[Line]:
    """No more than so many blank lines in a row."""
    kept: list[Line] = []
    for line in found:
        if line.text or not all(not before.text for before in kept[-most:]):
            kept.append(line)
    return kept


def mapped(found: Iterable[Line]) -> tuple[SourceLine, ...]:
    """The lines that come from norms."""
    return tuple(SourceLine(n, line.norms) for n, line in enumerate(found, 1) if line.norms)


def commented(plan: Plan, mark: str) -> Callable[[Line], str]:
    """Writes a line of code with the articles it comes from, as far as there is room."""
    norms = plan.policy.norms

    def shown(line: Line) -> str:
        cited = list(dict.fromkeys(norms[bit].citation or norms[bit].id for bit in line.norms))
        if cited and line.cited and mark not in line.text:
            for words in ("、".join(cited), _short(cited)):
                if width(f"{line.text}  {mark} {words}") <= WIDTH:
                    return f"{line.text}  {mark} {words}"
        return line.text

    return shown


def _short(cited: list[str]) -> str:
    if len(cited) <= _MOST_CITED:
        return "、".join(cited)
    return f"{cited[0]}等{len(cited)}处"
