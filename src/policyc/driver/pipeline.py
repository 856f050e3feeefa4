"""All passes on one screen: files → nodes → resolved document → core policy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from policyc.core.from_resolved import lower
from policyc.core.norms import Policy
from policyc.diagnostics import Code, Diagnostic, did_you_mean, has_errors
from policyc.driver.files import read_text
from policyc.driver.project import SUFFIX, DocumentFiles
from policyc.resolved.document import ResolvedDocument
from policyc.resolved.from_surface import resolve
from policyc.resolved.heads import vocabulary_names
from policyc.source.provisions import ProvisionTree
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText
from policyc.surface.from_text import parse
from policyc.surface.nodes import FileKind, PolicyFile


@frozen
class Loaded:
    """A document after all passes. ``policy`` is ``None`` where there are errors;
    ``texts`` holds every file read, for showing diagnostics."""

    name: str
    document: ResolvedDocument | None
    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, SourceText]


def load(files: DocumentFiles, base: Path | None = None) -> Loaded:
    """Run every pass over one document."""
    loader = _Loader(base or Path.cwd())
    parsed = [file for path in files.policies if (file := loader.parse(path)) is not None]
    vocabularies = loader.vocabularies(parsed, files.vocabulary_dirs)
    provisions = loader.provisions(files.source)
    document, policy = None, None
    if not has_errors(loader.diagnostics):
        document, problems = resolve(files.name, parsed, vocabularies, provisions)
        loader.diagnostics += problems
        lowered = lower(document)
        loader.diagnostics += lowered.diagnostics
        policy = None if has_errors(loader.diagnostics) else lowered.policy
    return Loaded(files.name, document, policy, tuple(loader.diagnostics), loader.texts)


class _Loader:
    """Reads and parses files, and keeps their texts for diagnostics."""

    def __init__(self, base: Path) -> None:
        self.base = base.resolve()
        self.texts: dict[str, SourceText] = {}
        self.diagnostics: list[Diagnostic] = []

    def read(self, path: Path) -> SourceText | None:
        text = read_text(path, self._shown(path))
        if isinstance(text, Diagnostic):
            self.diagnostics.append(text)
            return None
        self.texts[text.name] = text
        return text

    def _shown(self, path: Path) -> str:
        """The path as the user would write it."""
        absolute = path.resolve()
        if absolute.is_relative_to(self.base):
            return str(absolute.relative_to(self.base))
        return str(path)

    def parse(self, path: Path) -> PolicyFile | None:
        text = self.read(path)
        if text is None:
            return None
        parsed = parse(text)
        self.diagnostics += parsed.diagnostics
        return parsed.file

    def provisions(self, path: Path) -> ProvisionTree | None:
        text = self.read(path)
        return None if text is None else read_provisions(text)

    def vocabularies(self, files: list[PolicyFile], folders: tuple[Path, ...]) -> list[PolicyFile]:
        """The vocabularies that files use, each once; an unknown one is an error."""
        names = [name for file in files for name in vocabulary_names(file)]
        if not names:
            return []
        known: dict[str, PolicyFile] = {}
        for folder in folders:
            for path in sorted(folder.glob(f"*{SUFFIX}")):
                file = self.parse(path)
                if file is not None and file.kind is FileKind.VOCABULARY and file.title:
                    known.setdefault(file.title.text, file)
        used: dict[str, PolicyFile] = {}
        for name in names:
            if name.text in known:
                used[name.text] = known[name.text]
                continue
            hint = did_you_mean(name.text, known) or "词汇文件放在 policies/vocabulary/ 里。"
            self.diagnostics.append(
                Diagnostic(Code.E204, f"词汇「{name.text}」不存在", name.span, help=hint)
            )
        return list(used.values())
