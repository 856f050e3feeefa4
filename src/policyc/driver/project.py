"""Finding documents and vocabularies by name or path."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.resources import bundled_policies_dir

POLICY_FILE = "policy.policy"
SOURCE_FILE = "source.txt"
VOCABULARY_DIR = "vocabulary"
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
    that come with policyc.
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
    for folder in (path, base / "policies" / reference, bundled_policies_dir() / reference):
        if (folder / POLICY_FILE).is_file():
            return [_folder(folder)]
    if path.is_dir():
        inside = sorted(p.parent for p in path.glob(f"*/{POLICY_FILE}"))
        if inside:
            return [_folder(folder) for folder in inside]
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


def document_names(base: Path) -> list[str]:
    """Names of the documents in reach, nearest first."""
    found: dict[str, None] = {}
    for root in (base, base / "policies", bundled_policies_dir()):
        for path in sorted(root.glob(f"*/{POLICY_FILE}")):
            found[path.parent.name] = None
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
