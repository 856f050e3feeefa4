"""Opening the two versions of a document: as documents, or as far as there are texts to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from policyc.diagnostics import Code, Diagnostic
from policyc.driver.cache import Cache
from policyc.driver.examine import examine
from policyc.driver.files import read_text, unreadable
from policyc.driver.lock_file import read_lock
from policyc.driver.pipeline import Loaded, load
from policyc.driver.project import SOURCE_FILE, SUFFIX, DocumentFiles, find_documents
from policyc.reports.findings_json import Examined
from policyc.revision.problems import Problems, compare_findings
from policyc.revision.renumbering import Renumbering
from policyc.revision.revise import Revision, Version
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText


@frozen(eq=False)
class Opened:
    """One version, and what it was read from."""

    version: Version
    files: tuple[Path, ...]
    loaded: Loaded | None = None

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with its policy files."""
        return () if self.loaded is None else self.loaded.diagnostics

    @property
    def texts(self) -> Mapping[str, SourceText]:
        """Every text that was read for the policy, for showing what is wrong with it."""
        return {} if self.loaded is None else self.loaded.texts


def open_version(reference: str, base: Path, cache: Cache | None = None) -> Opened | Diagnostic:
    """The version that a name or path means: a document, a folder with a source text alone, or a
    text file. A policy with errors is left out, and its text is compared all the same."""
    path = base / reference
    try:
        if path.is_file() and path.suffix != SUFFIX:
            return _text_alone(path, reference, "只给了一个文本文件，没有编码")
        found = find_documents(reference, base)
        if isinstance(found, Diagnostic):
            source = path / SOURCE_FILE
            if not source.is_file():
                return found
            return _text_alone(source, f"{reference}/{SOURCE_FILE}", "只有原文，尚未编码")
    except OSError as error:
        return unreadable(reference, error)
    except ValueError:
        return Diagnostic(Code.E001, f"找不到文档 {reference}", help="核对路径和文件名。")
    if len(found) > 1:
        names = "、".join(files.name for files in found)
        message = f"“{reference}”里有 {len(found)} 个文档，一次只比较一个"
        return Diagnostic(Code.E601, message, help=f"写其中一个：{names}。")
    return _document(found[0], base, cache)


def problems_of(versions: Sequence[Opened], revision: Revision, **options: Any) -> Problems | None:
    """What the checks find in the new version and not in the old one, and the reverse; ``None``
    where one has no policy to check. ``options`` are those of ``examine``."""
    examined: list[Examined] = []
    for each in versions:
        if each.loaded is None:
            return None
        lock = read_lock(each.loaded)
        known = None if isinstance(lock, Diagnostic) else lock
        found = examine(each.loaded, known, **options)
        if found is None:
            return None
        examined.append(found)
    was, now = examined
    renumbering = Renumbering({}) if revision.text is None else revision.text.renumbering
    incomplete = was.incomplete or now.incomplete
    return compare_findings(was.findings, now.findings, renumbering, incomplete=incomplete)


def _text_alone(path: Path, shown: str, why: str) -> Opened | Diagnostic:
    text = read_text(path, shown)
    if isinstance(text, Diagnostic):
        return text
    name = path.parent.name if path.name == SOURCE_FILE else path.name
    return Opened(Version(name, read_provisions(text), lacking=why), (path,))


def _document(files: DocumentFiles, base: Path, cache: Cache | None) -> Opened | Diagnostic:
    loaded = load(files, base, cache)
    document = loaded.document
    tree = None if document is None else document.provisions
    if tree is None and files.source.is_file():
        text = read_text(files.source)
        if isinstance(text, SourceText):
            tree = read_provisions(text)
    why = "政策文件有错误，没有编译通过" if loaded.policy is None else ""
    head = None if document is None else document.head
    version = Version(loaded.name, tree, loaded.policy, head, why)
    return Opened(version, (*files.policies, files.source), loaded)
