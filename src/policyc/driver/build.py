"""Compiling a document to a program: the file, and the map from its lines to the articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from attrs import frozen

from policyc.core.norms import Policy
from policyc.diagnostics import Code, Diagnostic
from policyc.driver.pipeline import Loaded
from policyc.driver.replace import unwritable, write_whole
from policyc.source.span import Span
from policyc.targets.python.module import MARKER, SourceLine, python_module

Json = dict[str, object]


@frozen
class Built:
    """A generated program: its text, and which lines come from which norms."""

    document: str
    target: str
    text: str
    source_map: tuple[SourceLine, ...]


@frozen
class Target:
    """A kind of program: how its files end, and what makes one."""

    suffix: str
    generate: Callable[[Policy, Mapping[str, str]], Built]


def _python(policy: Policy, readings: Mapping[str, str]) -> Built:
    module = python_module(policy, readings)
    return Built(policy.name, "python", module.text, module.source_map)


TARGETS: dict[str, Target] = {"python": Target(".py", _python)}


def build(policy: Policy, target: str, readings: Mapping[str, str]) -> Built:
    """The program of a policy in one of ``TARGETS``; ``readings`` are fixed for good."""
    return TARGETS[target].generate(policy, readings)


def default_path(policy: Policy, target: str) -> Path:
    """Where a program goes that is given no place: out/jilin_2019_draft.py."""
    return Path("out") / f"{file_stem(policy)}{TARGETS[target].suffix}"


def file_stem(policy: Policy) -> str:
    """A name that can be imported."""
    stem = "".join(c if c.isalnum() else "_" for c in policy.name)
    return f"policy_{stem}" if not stem or stem[0].isdecimal() else stem


def source_map_to_json(built: Built, loaded: Loaded, shown: str) -> Json:
    """The map as data: each line with its articles, and where they stand in the policy file."""
    policy = loaded.policy
    assert policy is not None
    norms = [
        {
            "id": norm.id,
            "citation": norm.citation,
            "outcome": norm.outcome,
            **_place(loaded, norm.span),
        }
        for norm in policy.norms
    ]
    lines = [
        {
            "line": mapped.line,
            "norms": list(mapped.norms),
            "citations": list(dict.fromkeys(policy.norms[bit].citation for bit in mapped.norms)),
        }
        for mapped in built.source_map
    ]
    return {
        "generator": MARKER,
        "document": built.document,
        "target": built.target,
        "file": shown,
        "norms": norms,
        "lines": lines,
    }


def _place(loaded: Loaded, span: Span | None) -> Json:
    text = None if span is None else loaded.texts.get(span.file)
    if span is None or text is None:
        return {"file": None, "line": None}
    return {"file": _portable(span.file), "line": text.line_col(span.start)[0] + 1}


def _portable(file: str) -> str:
    """The name of a file as seen from the current folder; of one elsewhere, such as those that come
    with policyc, its folder and name alone, since the path is true on one machine only."""
    path = PurePath(file)
    return f"{path.parent.name}/{path.name}" if path.is_absolute() else file


def write_generated(path: Path, text: str, shown: str, *, force: bool) -> Diagnostic | None:
    """Write a generated file whole; never over a file that policyc did not write, unless forced."""
    try:
        if path.is_file() and not force and not _is_ours(path):
            return Diagnostic(
                Code.E601,
                f"{shown} 不是 policyc 生成的文件，没有覆盖",
                help="换一个文件名；确实要覆盖的，加 --force。",
            )
    except OSError as error:
        return unwritable(shown, error)
    return write_whole(path, text, shown)


def _is_ours(path: Path) -> bool:
    """Whether the marker stands near the top of a file, or the file is empty."""
    with path.open("rb") as file:
        head = file.read(512).decode("utf-8", "replace")
    return not head.strip() or MARKER in head
