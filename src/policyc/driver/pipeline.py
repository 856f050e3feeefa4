"""From the files of a document to its policy: read them, and run the passes or recall the result.

The passes themselves are in ``passes``, imported only where something must be compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from policyc.core.norms import Policy
from policyc.diagnostics import Diagnostic
from policyc.driver.cache import Cache, key_of
from policyc.driver.files import read_text
from policyc.driver.project import SUFFIX, DocumentFiles
from policyc.source.text import SourceText
from policyc.spread import spread

if TYPE_CHECKING:
    from policyc.driver.compiled import Compiled
    from policyc.resolved.document import ResolvedDocument


@frozen(eq=False)
class Loaded:
    """A document after all passes. ``policy`` is ``None`` where there are errors;
    ``texts`` holds every file read, for showing diagnostics; ``files`` is where it came from.

    ``key`` stands for everything that was read and the code that read it; empty where something
    could not be read, or where nothing is kept between runs.
    """

    name: str
    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, SourceText]
    files: DocumentFiles
    key: str = ""
    _document: Callable[[], ResolvedDocument | None] = field(default=lambda: None, repr=False)

    @cached_property
    def document(self) -> ResolvedDocument | None:
        """What was written, resolved; most commands ask the policy alone."""
        return self._document()


def load(files: DocumentFiles, base: Path | None = None, cache: Cache | None = None) -> Loaded:
    """Read the files of one document and run every pass over them.

    With a ``cache`` the result of the same texts is taken from there, or put there.
    """
    return load_all([files], base, cache)[0]


def load_all(
    documents: Sequence[DocumentFiles],
    base: Path | None = None,
    cache: Cache | None = None,
    jobs: int = 1,
    meanwhile: Callable[[], object] | None = None,
) -> list[Loaded]:
    """``load`` for several documents. Where any must be compiled, that is spread over ``jobs``
    processes, of which this one first does what else is to be done ``meanwhile``."""
    opened = [_Opened(files, base or Path.cwd(), cache) for files in documents]
    new = [each for each in opened if each.recalled is None]
    compiled = spread([each.compile for each in new], jobs, meanwhile)
    made = {id(each): come for each, come in zip(new, compiled, strict=True)}
    return [each.loaded(made[id(each)]() if id(each) in made else None, cache) for each in opened]


class _Opened:
    """A document whose files were read, and the result of the passes if it is known."""

    def __init__(self, files: DocumentFiles, base: Path, cache: Cache | None) -> None:
        reader = _Reader(base)
        self.files = files
        self.policies = reader.read_all(files.policies)
        self.source = reader.read(files.source)
        self.problems = tuple(reader.problems)
        self.vocabularies = reader.read_all(_vocabulary_paths(files.vocabulary_dirs))
        self.unread = reader.problems[len(self.problems) :]
        self.texts = reader.texts
        usable = cache is not None and not reader.problems
        texts = self.policies, self.vocabularies, self.source
        self.key = _key(files.name, *texts) if usable else ""
        self.recalled = _recall(cache, self.key, self.compile) if cache and self.key else None

    def compile(self) -> Compiled:
        """Run the passes."""
        from policyc.driver.passes import compile_texts

        return compile_texts(
            self.files.name,
            self.policies,
            self.vocabularies,
            self.source,
            self.problems,
            self.unread,
        )

    def loaded(self, compiled: Compiled | None, cache: Cache | None) -> Loaded:
        """The document with what was compiled now, else with what was recalled."""
        files, texts, key = self.files, self.texts, self.key
        if compiled is None:
            assert self.recalled is not None
            policy, diagnostics, document = self.recalled
            return Loaded(files.name, policy, diagnostics, texts, files, key, document)
        if cache is not None and key:
            cache.put(key, (compiled.policy, compiled.diagnostics), compiled.document)
        policy, diagnostics = compiled.policy, compiled.diagnostics
        return Loaded(files.name, policy, diagnostics, texts, files, key, lambda: compiled.document)


def _key(
    name: str,
    policies: Sequence[SourceText],
    vocabularies: Sequence[SourceText],
    source: SourceText | None,
) -> str:
    """The key of everything that the passes are given."""
    groups = (policies, vocabularies, () if source is None else (source,))
    texts = [part for group in groups for text in group for part in (text.name, text.text)]
    return key_of("compiled", name, *(str(len(group)) for group in groups), *texts)


def _recall(
    cache: Cache, key: str, compile_now: Callable[[], Compiled]
) -> tuple[Policy | None, tuple[Diagnostic, ...], Callable[[], ResolvedDocument | None]] | None:
    """The kept result of the passes; the document itself is read only when it is asked for."""
    kept = cache.get(key)
    if kept is None:
        return None
    policy, diagnostics = kept.value
    return policy, diagnostics, lambda: kept.rest(lambda: compile_now().document)


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
