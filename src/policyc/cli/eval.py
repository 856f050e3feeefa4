"""``policyc eval``: decide one case."""

from __future__ import annotations

import re
from datetime import date

import click

from policyc.cli.documents import load_one
from policyc.cli.input_file import read_input
from policyc.cli.named_values import fixed_readings, split_pair
from policyc.cli.options import (
    as_of_option,
    cache_option,
    document_argument,
    format_option,
    rest_option,
    traceback_option,
)
from policyc.cli.output import Output
from policyc.cli.problem import CLEAN, Problem, bad_option
from policyc.cli.report_file import checked_target, write_report
from policyc.cli.words import Command, page
from policyc.core.evaluate import evaluate
from policyc.core.norms import Policy
from policyc.core.types import BoolType, show_value
from policyc.diagnostics import Diagnostic, shorten
from policyc.driver.facts_file import Entry, bind_entries, fact_name, read_entries
from policyc.reports.evaluation_json import evaluation_to_json
from policyc.reports.evaluation_text import evaluation_to_text, heading
from policyc.reports.json_text import json_text
from policyc.source.text import SourceText

_HELP = page("""
办一个案件：给出事实，得到文档的全部结论，以及每个结论所依据的条款和原文。
事实文件是一个 JSON 对象，名称（或英文名）对应值，例如 {"通报次数": 3, "已公告": true}。
不知道的事实写 null，或者不写。
文档的全部事实用 policyc facts 查看。
""")
_NUMBER = re.compile(r"-?[0-9]{1,40}")


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
@rest_option
@click.option(
    "--reading", "choices", multiple=True, metavar="名=读法", help="指定一种读法，如 至=含，可重复"
)
@as_of_option
@click.option(
    "--receipt",
    "receipt",
    metavar="文件",
    help="把结论连同收据（事实、读法、日期、规则的指纹）写到文件里，日后用 policyc verify 复核",
)
@format_option
@cache_option
@traceback_option
def command(
    document: str,
    file: str | None,
    pairs: tuple[str, ...],
    rest_harmless: bool,
    choices: tuple[str, ...],
    as_of: date | None,
    receipt: str | None,
    as_json: bool,
) -> int:
    """Evaluate one case."""
    output = Output(as_json)
    loaded, policy = load_one(document)
    beside = [] if file in (None, "-") else [file]
    path = checked_target(receipt, [loaded], option="--receipt", beside=beside)
    if receipt is not None and path is None:
        raise bad_option("收据不写到标准输出", "给 --receipt 一个文件名。")
    readings = fixed_readings(policy, choices)
    extra = [_pair(policy, pair) for pair in pairs]
    entries, texts, wrong = _entries(file)
    overridden = {fact_name(policy, entry.name) for entry in extra}
    kept = [entry for entry in entries if fact_name(policy, entry.name) not in overridden]
    facts, problems = bind_entries(policy, [*kept, *extra], rest_harmless=rest_harmless)
    if wrong or problems:
        raise Problem(shorten(sorted([*wrong, *problems], key=_order)), texts)
    result = evaluate(policy, facts, as_of=as_of, readings=readings)
    if path is not None:
        from policyc.driver.receipts import identity_of, receipt_of

        data = evaluation_to_json(policy, result, as_of)
        signed = {**data, "receipt": receipt_of(identity_of(loaded), facts, as_of, readings)}
        write_report(path, json_text(signed))
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
    day = "" if as_of is None else f"；截至 {show_value(as_of)}"
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
    text = read_input(file, "--facts")
    entries, problems = read_entries(text)
    return entries, {text.name: text}, problems


def _pair(policy: Policy, written: str) -> Entry:
    """``名=值``: numbers and true/false as in JSON, everything else as text."""
    name, value = split_pair(written, "--fact", "通报次数=3")
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
