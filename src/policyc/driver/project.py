"""Finding documents and vocabularies by name or path."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.resources import bundled_policies_dir

POLICY_FILE = "policy.policy"
SOURCE_FILE = "source.txt"
VOCABULARY_DIR = "vocabulary"
EXAMPLES_DIR = "examples"
"""Documents made up to show how things are written. They have mistakes on purpose, so a folder of
documents does not mean those of its ``examples``; these are named: examples/rent-subsidy."""

SUFFIX = ".policy"


@frozen
class DocumentFiles:
    """The files of one document: its policy files, its source text, its vocabulary folders."""

    name: str
    policies: tuple[Path, ...]
    source: Path
    vocabulary_dirs: tuple[Path, ...]


def find_documents(reference: str, base: Path) -> list[DocumentFiles] | Diagnostic:
    """The documents that a name or path means; a folder of documents means all of them.

    Paths are looked up from ``base``, then names in ``base/policies``, then in the documents
    that come with policyc. The folders below a folder of documents are not looked into.
    """
    path = base / reference
    if path.is_file():
        if path.suffix != SUFFIX:
            return Diagnostic(
                Code.E005,
                f"{reference} 不是政策文件",
                help=f"政策文件以 {SUFFIX} 结尾；也可以给出文档目录或名称。",
            )
        return [_single(path)]
    places = (path, base / "policies" / reference, bundled_policies_dir() / reference)
    for folder in places:
        if (folder / POLICY_FILE).is_file():
            return [_folder(folder)]
    for folder in places:
        if (folder / SOURCE_FILE).is_file():
            return Diagnostic(
                Code.E005,
                f"{reference} 只有原文（{SOURCE_FILE}），尚未编码",
                help=f"在同一目录里逐条写出 {POLICY_FILE} 以后再审查。",
            )
    for place in [path] if path.is_dir() else places[1:]:
        inside = sorted(p.parent for p in place.glob(f"*/{POLICY_FILE}"))
        if inside:
            return [_folder(folder) for folder in inside]
    if path.is_dir():
        return Diagnostic(
            Code.E005,
            f"目录 {reference} 里没有 {POLICY_FILE}",
            help="一个文档一个目录，内含 source.txt 和 policy.policy。",
        )
    known = document_names(base)
    nothing = "这里没有文档；写文档目录或 .policy 文件的路径。"
    listed = f"现有文档：{'、'.join(known)}。" if known else nothing
    hint = did_you_mean(reference, known) or listed
    return Diagnostic(Code.E001, f"找不到文档 {reference}", help=hint)


def unencoded(reference: str, base: Path) -> list[str]:
    """The names of documents in a folder of documents of which only the source text is there."""
    found = sorted(p.parent for p in (base / reference).glob(f"*/{SOURCE_FILE}"))
    return [folder.name for folder in found if not (folder / POLICY_FILE).is_file()]


def document_names(base: Path) -> list[str]:
    """Names of the documents in reach, nearest first."""
    found: dict[str, None] = {}
    for root in (base, base / "policies", bundled_policies_dir()):
        for path in sorted(root.glob(f"*/{POLICY_FILE}")):
            found[path.parent.name] = None
        for path in sorted(root.glob(f"{EXAMPLES_DIR}/*/{POLICY_FILE}")):
            found[f"{EXAMPLES_DIR}/{path.parent.name}"] = None
    return list(found)


def _folder(folder: Path) -> DocumentFiles:
    policies = sorted(folder.glob(f"*{SUFFIX}"), key=lambda p: (p.name != POLICY_FILE, p.name))
    folder = folder.resolve()
    return DocumentFiles(
        folder.name, tuple(policies), folder / SOURCE_FILE, _vocabulary_dirs(folder)
    )


def _single(path: Path) -> DocumentFiles:
    folder = path.resolve().parent
    name = folder.name if path.name == POLICY_FILE else path.stem
    return DocumentFiles(name, (path,), folder / SOURCE_FILE, _vocabulary_dirs(folder))


def _vocabulary_dirs(folder: Path) -> tuple[Path, ...]:
    """Vocabularies stand beside the document, beside its folder, or come with policyc."""
    places = (folder, folder.parent, bundled_policies_dir())
    return tuple(dict.fromkeys(place / VOCABULARY_DIR for place in places))
