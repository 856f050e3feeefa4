"""``policyc eval``: decide one case."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import click

from policyc.cli.documents import load_one
from policyc.cli.named_values import fixed_readings, split_pair
from policyc.cli.options import (
    OneOf,
    as_of_option,
    document_argument,
    format_option,
    traceback_option,
)
from policyc.cli.output import Output, words
from policyc.cli.problem import CLEAN, Problem
from policyc.cli.words import Command, page
from policyc.core.evaluate import evaluate
from policyc.core.norms import Policy
from policyc.core.types import BoolType
from policyc.diagnostics import Code, Diagnostic
from policyc.driver.facts_file import Entry, bind_entries, fact_name, read_entries
from policyc.driver.files import read_text, text_of
from policyc.reports.evaluation_json import evaluation_to_json
from policyc.reports.evaluation_text import evaluation_to_text, heading
from policyc.source.text import MAX_BYTES, SourceText

_HELP = page("""
办一个案件：给出事实，得到文档的全部结论，以及每个结论所依据的条款和原文。
事实文件是一个 JSON 对象，名称（或英文名）对应值，例如 {"罂粟株数": 12000, "已评定": true}。
不知道的事实写 null，或者不写。
文档的全部事实用 policyc facts 查看。
""")
_REST = OneOf({"harmless": True, "unknown": False}, {"无害": True, "未知": False})
_NUMBER = re.compile(r"-?[0-9]{1,40}")
_STDIN = "标准输入"


@click.command(
    "eval",
    cls=Command,
    help=_HELP,
    short_help="办一个案件：给出事实，得到结论和依据",
    codes=(0, 2),
    examples=(
        "policyc eval kunming-2019 --facts case.json --rest harmless",
        "policyc eval kunming-2019 --fact 省级整治级别=重点关注",
        "echo '{\"罂粟株数\": 5000}' | policyc eval jilin-2019-draft --facts - --reading 至=含",
    ),
)
@document_argument
@click.option("--facts", "file", metavar="文件", help="事实文件（JSON）；写 - 则从标准输入读")
@click.option(
    "--fact",
    "pairs",
    multiple=True,
    metavar="名=值",
    help="再给一个事实，可重复；与文件重复时以此为准",
)
@click.option(
    "--rest",
    "rest_harmless",
    type=_REST,
    default="unknown",
    metavar="harmless|unknown",
    help="没有给出的事实：harmless 取平常值，unknown 算未知（默认）",
)
@click.option(
    "--reading", "choices", multiple=True, metavar="名=读法", help="指定一种读法，如 至=含，可重复"
)
@as_of_option
@format_option
@traceback_option
def command(
    document: str,
    file: str | None,
    pairs: tuple[str, ...],
    rest_harmless: bool,
    choices: tuple[str, ...],
    as_of: date | None,
    as_json: bool,
) -> int:
    """Evaluate one case."""
    output = Output(as_json)
    _, policy = load_one(document)
    readings = fixed_readings(policy, choices)
    extra = [_pair(policy, pair) for pair in pairs]
    entries, texts, wrong = _entries(file)
    overridden = {fact_name(policy, entry.name) for entry in extra}
    kept = [entry for entry in entries if fact_name(policy, entry.name) not in overridden]
    facts, problems = bind_entries(policy, [*kept, *extra], rest_harmless=rest_harmless)
    if wrong or problems:
        raise Problem(sorted([*wrong, *problems], key=_order), texts)
    result = evaluate(policy, facts, as_of=as_of, readings=readings)
    if as_json:
        output.json(evaluation_to_json(policy, result, as_of))
    else:
        details = _details(len(kept) + len(extra), rest_harmless, as_of)
        output.text(heading(policy, details, output.screen))
        output.text(evaluation_to_text(policy, result, output.screen))
    return CLEAN


def _details(given: int, rest_harmless: bool, as_of: date | None) -> list[str]:
    """How the case was read, in a line."""
    rest = "其余取平常值" if rest_harmless else "其余未知"
    facts = f"给出 {given} 项事实，{rest}" if given else f"没有给出事实（--facts、--fact），{rest}"
    day = "" if as_of is None else f"；截至 {as_of.year}年{as_of.month}月{as_of.day}日"
    return [facts + day]


def _order(diagnostic: Diagnostic) -> tuple[bool, int]:
    """The order of the file; what has no place comes last."""
    span = diagnostic.span
    return (span is None, 0 if span is None else span.start)


def _entries(
    file: str | None,
) -> tuple[tuple[Entry, ...], dict[str, SourceText], list[Diagnostic]]:
    """What a facts file says, its text for diagnostics, and what is wrong with it."""
    if file is None:
        return (), {}, []
    text = _read_stdin() if file == "-" else read_text(Path(file), words(file))
    if isinstance(text, Diagnostic):
        raise Problem([text])
    entries, problems = read_entries(text)
    return entries, {text.name: text}, problems


def _read_stdin() -> SourceText | Diagnostic:
    if sys.stdin is None:
        return Diagnostic(Code.E004, "没有标准输入可读", help="用 --facts 文件 给出事实。")
    return text_of(_STDIN, sys.stdin.buffer.read(MAX_BYTES + 1))


def _pair(policy: Policy, written: str) -> Entry:
    """``名=值``: numbers and true/false as in JSON, everything else as text."""
    name, value = split_pair(written, "--fact", "罂粟株数=12000")
    return Entry(name, _value(policy, name, value))


def _value(policy: Policy, name: str, written: str) -> object:
    if written == "null":
        return None
    if _NUMBER.fullmatch(written):
        return int(written)
    try:
        is_bool = isinstance(policy.fact(name).type, BoolType)
    except KeyError:
        return written
    return {"true": True, "false": False}.get(written, written) if is_bool else written
