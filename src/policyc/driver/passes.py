"""All passes on one screen: texts → nodes → resolved document → core policy."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.core.from_resolved.lower import lower
from policyc.diagnostics import Code, Diagnostic, did_you_mean, has_errors, shorten
from policyc.driver.acceptances import check_codes
from policyc.driver.compiled import Compiled
from policyc.resolved.from_surface import resolve
from policyc.resolved.heads import check_heads, check_source, vocabulary_names
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText
from policyc.surface.from_text import parse
from policyc.surface.nodes import FileKind, PolicyFile

MAX_POLICY = 500_000
"""Characters of one policy file; the longest real ones have some ten thousand."""


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
    found += [] if source is None else check_source(parsed, source.name)
    used = _vocabularies(parsed, vocabularies, found, unread)
    provisions = None if source is None else read_provisions(source)
    document, policy = None, None
    if not has_errors(found):
        document, unbound = resolve(name, parsed, used, provisions)
        lowered = lower(document)
        found += [*unbound, *lowered.diagnostics, *check_codes(document)]
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
