"""Compiling a document to a program: the file, and the map from its lines to the articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import Any

from attrs import field, frozen

from policyc.core.norms import Policy
from policyc.diagnostics import Code, Diagnostic
from policyc.driver.pipeline import Loaded
from policyc.driver.replace import unwritable, write_whole
from policyc.reports.json_text import json_text
from policyc.source.span import Span
from policyc.targets.common.module import MARKER, SourceLine
from policyc.targets.data.openapi import openapi_to_json
from policyc.targets.data.plan import plan_to_json
from policyc.targets.data.schema import schemas_to_json
from policyc.targets.python.module import python_module

Json = dict[str, object]


@frozen
class Built:
    """A generated program: its text, and which lines come from which norms. ``beside`` are the
    files that belong to it, by how their names end."""

    document: str
    target: str
    text: str
    source_map: tuple[SourceLine, ...]
    beside: Mapping[str, str] = field(factory=dict)


@frozen
class Target:
    """A kind of program: how its files end, and what makes one; ``in_folder``: it consists of
    several files, for which a folder is named."""

    suffix: str
    generate: Callable[[Policy, Mapping[str, str]], Built]
    in_folder: bool = False


def _python(policy: Policy, readings: Mapping[str, str]) -> Built:
    module = python_module(policy, readings)
    return Built(policy.name, "python", module.text, module.source_map)


def _typescript(policy: Policy, readings: Mapping[str, str]) -> Built:
    from policyc.targets.typescript.module import typescript_module

    made = typescript_module(policy, readings)
    beside = {".d.mts": made.declarations}
    return Built(policy.name, "typescript", made.text, made.source_map, beside)


def _web(policy: Policy, readings: Mapping[str, str]) -> Built:
    from policyc.reports.questionnaire import questionnaire_to_html

    return Built(policy.name, "web", questionnaire_to_html(policy, readings), ())


def _as_data(target: str, suffix: str, make: Callable[[Policy, Mapping[str, str]], Json]) -> Target:
    def generate(policy: Policy, readings: Mapping[str, str]) -> Built:
        data = {"generator": MARKER, **make(policy, readings)}
        return Built(policy.name, target, json_text(data), ())

    return Target(
        ".json" if target == "json" else f".{target.removeprefix('json-')}.json", generate
    )


TARGETS: dict[str, Target] = {
    "python": Target(".py", _python),
    "typescript": Target(".mjs", _typescript, in_folder=True),
    "web": Target(".html", _web),
    "json": _as_data("json", ".json", plan_to_json),
    "json-schema": _as_data("json-schema", ".schema.json", schemas_to_json),
    "sql": Target(".sql", lambda policy, readings: build_sql(policy, readings)),
    "openapi": _as_data("openapi", ".openapi.json", lambda policy, _: openapi_to_json([policy])),
}


ALIASES = {"ts": "typescript"}
"""Other names of targets."""


def build(policy: Policy, target: str, readings: Mapping[str, str]) -> Built:
    """The program of a policy in one of ``TARGETS``; ``readings`` are fixed for good."""
    return TARGETS[target].generate(policy, readings)


def build_sql(policy: Policy, readings: Mapping[str, str], **wanted: Any) -> Built:
    """The query of a policy; ``wanted`` as in ``targets.sql.query.Asked``. ``Unsupported`` where
    one query cannot say it."""
    from policyc.targets.sql.query import Asked, sql_query

    query = sql_query(policy, Asked(readings=readings, **wanted))
    return Built(policy.name, "sql", query.text, ())


def build_vectorized(policy: Policy, readings: Mapping[str, str]) -> Built:
    """The module on NumPy that decides columns of cases; ``Unsupported`` where its numbers are too
    small for the document."""
    from policyc.targets.vectorized.module import vectorized_module

    module = vectorized_module(policy, readings)
    return Built(policy.name, "python", module.text, module.source_map)


def default_path(policy: Policy, target: str, also: str = "") -> Path:
    """Where a program goes that is given no place: out/jilin_2019_draft.py; ``also`` tells its
    name from another one's."""
    return Path("out") / f"{file_stem(policy)}{also}{TARGETS[target].suffix}"


def path_in(policy: Policy, target: str, out: str) -> str:
    """The main file that an option names: for a program of several files the name of a folder, or
    of that file itself; standard output (-) stays what it is."""
    wanted = TARGETS[target]
    if not wanted.in_folder or out == "-" or not out.strip() or out.endswith(wanted.suffix):
        return out
    return str(Path(out) / f"{file_stem(policy)}{wanted.suffix}")


def beside(path: Path, built: Built) -> dict[Path, str]:
    """The files of a program beside its main one: out/jilin.mjs has out/jilin.d.mts."""
    main = TARGETS[built.target].suffix
    stem = path.name.removesuffix(main)
    return {path.with_name(f"{stem}{suffix}"): text for suffix, text in built.beside.items()}


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
    return in_the_way(path, shown, force=force) or write_whole(path, text, shown)


def in_the_way(path: Path, shown: str, *, force: bool) -> Diagnostic | None:
    """A file that stands where a generated one would go, and that policyc did not write."""
    try:
        if path.is_file() and not force and not _is_ours(path):
            return Diagnostic(
                Code.E601,
                f"{shown} 不是 policyc 生成的文件，没有覆盖",
                help="换一个文件名；确实要覆盖的，加 --force。",
            )
    except OSError as error:
        return unwritable(shown, error)
    return None


def _is_ours(path: Path) -> bool:
    """Whether the marker stands near the top of a file, or the file is empty."""
    with path.open("rb") as file:
        head = file.read(512).decode("utf-8", "replace")
    return not head.strip() or MARKER in head
