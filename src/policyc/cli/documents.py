"""Finding and loading the documents that a command names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from policyc.cli.output import words
from policyc.cli.problem import Problem, bad_option
from policyc.core.norms import Policy
from policyc.diagnostics import Code, Diagnostic, Severity
from policyc.driver import pipeline
from policyc.driver.cache import cache_in_use
from policyc.driver.files import unreadable
from policyc.driver.pipeline import Loaded, load
from policyc.driver.project import DocumentFiles, find_documents, unencoded
from policyc.source.text import SourceText
from policyc.spread import jobs_in_use


def load_one(reference: str) -> tuple[Loaded, Policy]:
    """The one document of a reference; a ``Problem`` where it is not one, or has errors."""
    found = _found([reference])
    if len(found) > 1:
        names = "、".join(files.name for files in found)
        raise bad_option(
            f"“{words(reference)}”里有 {len(found)} 个文档，这个命令一次只看一个",
            f"写其中一个：{names}。",
        )
    loaded = load(found[0], cache=cache_in_use())
    if loaded.policy is None:
        raise Problem(loaded.diagnostics, loaded.texts)
    return loaded, loaded.policy


def load_all(
    references: Sequence[str], meanwhile: Callable[[], object] | None = None
) -> list[Loaded]:
    """All documents of some references, each once; a ``Problem`` where one is not found.

    Where they are not known from before, other processes compile them, and this one does what else
    is to be done ``meanwhile``.
    """
    jobs = 1 if meanwhile is None else jobs_in_use()
    return pipeline.load_all(
        _found(references), cache=cache_in_use(), jobs=jobs, meanwhile=meanwhile
    )


def named_alone(references: Sequence[str], loaded: Sequence[Loaded]) -> list[Loaded]:
    """Those of some documents that a reference names by itself, and not as one of a folder."""
    found = [documents for each in references if isinstance(documents := _find(each), list)]
    alone = {documents[0].policies for documents in found if len(documents) == 1}
    return [each for each in loaded if each.files.policies in alone]


def only_sources(references: Sequence[str]) -> list[Diagnostic]:
    """For each folder of documents, which of them are not encoded yet."""
    found = {each: unencoded(each, Path.cwd()) for each in references}
    return [
        Diagnostic(
            Code.E005,
            f"{words(folder)} 里有 {len(names)} 份文件只有原文，尚未编码，没有审查："
            + "、".join(names),
            severity=Severity.WARNING,
            help="在各自的目录里逐条写出 policy.policy 以后再审查。",
        )
        for folder, names in found.items()
        if names
    ]


def load_stack(reference: str) -> tuple[Loaded, Loaded]:
    """The two documents of 上级/下级; a ``Problem`` where the first cannot be above the second.

    Paths hold slashes too: the reference is parted where both sides are documents.
    """
    slashes = [at for at, mark in enumerate(reference) if mark == "/"]
    parted = [(reference[:at], reference[at + 1 :]) for at in slashes]
    good = [
        pair for pair in parted if all(not isinstance(_find(side), Diagnostic) for side in pair)
    ]
    if len(good) != 1 and len(parted) != 1:
        raise bad_option(
            f"看不出“{reference}”是哪两份文档",
            "写成 上级/下级，例如：--stack jilin-2019-draft/kunming-2019。",
        )
    (upper, above), (lower, below) = (load_one(side) for side in (good or parted)[0])
    from policyc.driver.between import cannot_stack

    why = cannot_stack(above, below)
    if why:
        raise bad_option(why, "上级写在“/”前面，下级写在后面。")
    return upper, lower


def texts_of(documents: Sequence[Loaded]) -> dict[str, SourceText]:
    """Every text of every document, for showing places."""
    return {name: text for loaded in documents for name, text in loaded.texts.items()}


def _found(references: Sequence[str]) -> list[DocumentFiles]:
    found: dict[tuple[Path, ...], DocumentFiles] = {}
    problems: list[Diagnostic] = []
    for reference in references:
        documents = _find(reference)
        if isinstance(documents, Diagnostic):
            problems.append(documents)
            continue
        for files in documents:
            found.setdefault(tuple(path.resolve() for path in files.policies), files)
    if problems:
        raise Problem(problems)
    return list(found.values())


def _find(reference: str) -> list[DocumentFiles] | Diagnostic:
    if not reference.strip():
        return Diagnostic(Code.E601, "文档的名称是空的", help="写文档的名称、目录或 .policy 文件。")
    try:
        return find_documents(reference, Path.cwd())
    except OSError as error:
        return unreadable(words(reference), error)
    except ValueError:
        return Diagnostic(Code.E001, f"找不到文档 {words(reference)}", help="核对路径和文件名。")
