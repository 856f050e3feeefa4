"""Laying out policy files: which files, and what they would become."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from policyc.diagnostics import Code, Diagnostic
from policyc.driver.files import read_text
from policyc.driver.project import SUFFIX, find_documents
from policyc.source.text import SourceText
from policyc.surface.format import format_source
from policyc.surface.from_text import parse


@frozen
class LaidOut:
    """One file as it is and as it would be; ``result`` is ``None`` where it does not parse."""

    path: Path
    text: SourceText
    result: str | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> bool:
        return self.result is not None and self.result != self.text.text


def policy_files(reference: str, base: Path) -> list[Path] | Diagnostic:
    """The policy files of a document, a folder of documents, or one file of any kind."""
    path = base / reference
    if path.is_file() and path.suffix == SUFFIX:
        return [path]
    if path.is_dir() and not any(path.glob(f"*/*{SUFFIX}")) and any(path.glob(f"*{SUFFIX}")):
        return sorted(path.glob(f"*{SUFFIX}"))
    if path.is_dir() and (inside := sorted(path.glob(f"*/*{SUFFIX}"))):
        return inside
    found = find_documents(reference, base)
    if isinstance(found, Diagnostic):
        return found
    return [policy for files in found for policy in files.policies]


def lay_out(path: Path, shown: str) -> LaidOut | Diagnostic:
    """Read and lay out one file; the file is not written."""
    text = read_text(path, shown)
    if isinstance(text, Diagnostic):
        return text
    parsed = parse(text)
    if parsed.file is None or parsed.diagnostics:
        found = parsed.diagnostics or (Diagnostic(Code.E101, f"{shown} 有语法错误"),)
        return LaidOut(path, text, None, found)
    return LaidOut(path, text, format_source(text))
