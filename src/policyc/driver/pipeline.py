"""All passes on one screen: files → nodes → resolved document → core policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from policyc.core.from_resolved.lower import lower
from policyc.core.norms import Policy
from policyc.diagnostics import Code, Diagnostic, did_you_mean, has_errors, shorten
from policyc.driver.files import read_text
from policyc.driver.project import SUFFIX, DocumentFiles
from policyc.resolved.document import ResolvedDocument
from policyc.resolved.from_surface import resolve
from policyc.resolved.heads import check_heads, vocabulary_names
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText
from policyc.surface.from_text import parse
from policyc.surface.nodes import FileKind, PolicyFile

MAX_POLICY = 500_000
"""Characters of one policy file; the longest real ones have some ten thousand."""


@frozen
class Loaded:
    """A document after all passes. ``policy`` is ``None`` where there are errors;
    ``texts`` holds every file read, for showing diagnostics; ``files`` is where it came from."""

    name: str
    document: ResolvedDocument | None
    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, SourceText]
    files: DocumentFiles


@frozen
class Compiled:
    """What the passes make of the texts of one document."""

    document: ResolvedDocument | None
    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]


def load(files: DocumentFiles, base: Path | None = None) -> Loaded:
    """Read the files of one document and run every pass over them."""
    reader = _Reader(base or Path.cwd())
    policies = reader.read_all(files.policies)
    source = reader.read(files.source)
    problems = tuple(reader.problems)
    vocabularies = reader.read_all(_vocabulary_paths(files.vocabulary_dirs))
    unread = reader.problems[len(problems) :]
    compiled = compile_texts(files.name, policies, vocabularies, source, problems, unread)
    return Loaded(
        files.name,
        compiled.document,
        compiled.policy,
        compiled.diagnostics,
        reader.texts,
        files,
    )


def compile_texts(
    name: str,
    policies: Sequence[SourceText],
    vocabularies: Sequence[SourceText],
    source: SourceText | None,
    problems: Sequence[Diagnostic] = (),
    unread: Sequence[Diagnostic] = (),
) -> Compiled:
    """Run every pass over texts. Never raises on any text.

    ``problems`` are what reading the files found wrong; ``unread`` are vocabularies that could
    not be read, which matters only if one that is used is missing.
    """
    found = list(problems)
    parsed = [file for text in policies if (file := _parsed(text, found)) is not None]
    found += check_heads(parsed) if len(parsed) == len(policies) else []
    used = _vocabularies(parsed, vocabularies, found, unread)
    provisions = None if source is None else read_provisions(source)
    document, policy = None, None
    if not has_errors(found):
        document, unbound = resolve(name, parsed, used, provisions)
        lowered = lower(document)
        found += [*unbound, *lowered.diagnostics]
        policy = None if has_errors(found) else lowered.policy
    return Compiled(document, policy, shorten(found))


def _parsed(text: SourceText, found: list[Diagnostic]) -> PolicyFile | None:
    if len(text.text) > MAX_POLICY:
        message = f"{text.name} 有 {len(text.text)} 个字符，太长了"
        help = f"一个政策文件不超过 {MAX_POLICY} 个字符；核对是不是给错了文件。"
        found.append(Diagnostic(Code.E003, message, help=help))
        return None
    parsed = parse(text)
    found += parsed.diagnostics
    return parsed.file


def _vocabularies(
    files: Sequence[PolicyFile],
    texts: Sequence[SourceText],
    found: list[Diagnostic],
    unread: Sequence[Diagnostic],
) -> list[PolicyFile]:
    """The vocabularies that files use, and those that these use, each once, the nearest first.

    What is wrong with a vocabulary that nobody uses is not said here.
    """
    wanted = [name for file in files for name in vocabulary_names(file)]
    known: dict[str, tuple[PolicyFile, list[Diagnostic]]] = {}
    broken = list(unread)
    for text in texts if wanted else ():
        problems: list[Diagnostic] = []
        file = _parsed(text, problems)
        if file is None:
            broken += problems
        elif file.kind is FileKind.VOCABULARY and file.title is not None:
            known.setdefault(file.title.text, (file, problems))
    used: dict[str, PolicyFile] = {}
    for name in wanted:
        if name.text in used:
            continue
        if name.text in known:
            used[name.text], problems = known[name.text]
            found += problems
            wanted += vocabulary_names(used[name.text])
            continue
        hint = did_you_mean(name.text, known) or "词汇文件放在 policies/vocabulary/ 里。"
        found.append(Diagnostic(Code.E204, f"词汇「{name.text}」不存在", name.span, help=hint))
        found += broken
        broken = []
    return list(used.values())


def _vocabulary_paths(folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.glob(f"*{SUFFIX}"))]


class _Reader:
    """Reads files, and keeps their texts for diagnostics."""

    def __init__(self, base: Path) -> None:
        self.base = base.resolve()
        self.texts: dict[str, SourceText] = {}
        self.problems: list[Diagnostic] = []

    def read(self, path: Path) -> SourceText | None:
        text = read_text(path, self._shown(path))
        if isinstance(text, Diagnostic):
            self.problems.append(text)
            return None
        self.texts[text.name] = text
        return text

    def read_all(self, paths: Sequence[Path]) -> list[SourceText]:
        return [text for path in paths if (text := self.read(path)) is not None]

    def _shown(self, path: Path) -> str:
        """The path as the user would write it."""
        absolute = path.resolve()
        if absolute.is_relative_to(self.base):
            return str(absolute.relative_to(self.base))
        return str(path)
