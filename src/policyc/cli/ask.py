"""``policyc ask``: fill in a case at the keyboard, asked only what still matters."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

import click
from attrs import evolve

from policyc.cli.documents import load_one
from policyc.cli.named_values import fixed_readings
from policyc.cli.options import as_of_option, cache_option, document_argument, traceback_option
from policyc.cli.output import Output, words, write
from policyc.cli.problem import CLEAN, bad_option
from policyc.cli.report_file import checked_target, write_report
from policyc.cli.words import Command, page
from policyc.core.norms import Fact, Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import BoolType, listed_values
from policyc.diagnostics import did_you_mean
from policyc.driver.dialogue import Dialogue
from policyc.findings.finding import value_to_json
from policyc.reports.evaluation_json import label_of
from policyc.reports.evaluation_text import evaluation_to_text, heading
from policyc.reports.json_text import json_text
from policyc.reports.layout import Screen, clean, paragraph
from policyc.reports.values import show_domain, show_values

_HELP = page("""
一问一答办一个案件：只问还会影响结论的事实，每答一项就说明定下了什么，问完给出结论和依据。
不知道的直接回车；< 改上一项；q 到此为止。用 -o 把答案存成事实文件，以后用 policyc eval 再办。
""")
_LEAVE, _BACK = ("q", "Q", "退出"), ("<", "《", "＜")


@click.command(
    "ask",
    cls=Command,
    help=_HELP,
    short_help="一问一答办一个案件，只问还会影响结论的事实",
    codes=(0, 2),
    examples=(
        "policyc ask jilin-2019-draft --outcome 整治级别",
        "policyc ask kunming-2019 --outcome 整治级别 -o 案件.json",
    ),
)
@document_argument
@click.option(
    "--outcome", "names", multiple=True, metavar="结论", help="问哪个结论，可重复；不写则先问"
)
@click.option(
    "--reading", "choices", multiple=True, metavar="名=读法", help="指定一种读法，如 至=含，可重复"
)
@as_of_option
@click.option("-o", "--output", "out", metavar="文件", help="把答案写成事实文件（JSON）")
@cache_option
@traceback_option
def command(
    document: str,
    names: tuple[str, ...],
    choices: tuple[str, ...],
    as_of: date | None,
    out: str | None,
) -> int:
    """Ask for one case."""
    screen = Output().screen
    loaded, policy = load_one(document)
    readings = fixed_readings(policy, choices)
    path = checked_target(out, [loaded])
    if out is not None and path is None:
        raise bad_option("答案不写到标准输出", "用 -o 给一个文件名。")
    asked = _named(policy, names)
    write(heading(policy, ["不知道的直接回车；< 改上一项；q 到此为止"], screen))
    outcomes = asked or _chosen(policy)
    if outcomes is None:
        return CLEAN
    dialogue = Dialogue(policy, outcomes, as_of, readings)
    _converse(dialogue, screen)
    found = dialogue.evaluation
    shown = [each for each in found.outcomes if each.outcome in outcomes]
    write("\n" + evaluation_to_text(policy, evolve(found, outcomes=tuple(shown)), screen))
    if path is not None:
        facts = {name: value_to_json(value) for name, value in dialogue.known.items()}
        write_report(path, json_text(facts))
        write(f"答案写在 {words(str(path))}。\n")
    return CLEAN


def _named(policy: Policy, names: Sequence[str]) -> tuple[str, ...]:
    known = [outcome.name for outcome in policy.outcomes]
    for name in names:
        if words(name) not in known:
            hint = did_you_mean(words(name), known) or f"可写：{'、'.join(known)}。"
            raise bad_option(f"没有结论“{words(name)}”", hint)
    return tuple(words(name) for name in names)


def _chosen(policy: Policy) -> tuple[str, ...] | None:
    """Which outcomes to ask about; ``None`` where who is asked has left."""
    known = list(dict.fromkeys(outcome.name for outcome in policy.outcomes))
    lines = [f"  {number} {name}" for number, name in enumerate(known, 1)]
    write("\n".join(["问哪个结论？", *lines, "  0 全部", ""]))
    while True:
        written = _read("结论：")
        if written is None:
            return None
        if written in ("0", "全部"):
            return tuple(known)
        if written.isdecimal() and 1 <= int(written) <= len(known):
            return (known[int(written) - 1],)
        if written in known:
            return (written,)
        write(f"  没有“{clean(written)}”。写 0 至 {len(known)}，或者结论的名称。\n")


def _converse(dialogue: Dialogue, screen: Screen) -> None:
    """Ask until nothing is left to ask, or who is asked has left."""
    told = _say_settled(dialogue, {}, screen)
    while (turn := dialogue.next()) is not None:
        result, fact = turn
        left = sum(1 for each in result.missing if each.name not in dialogue.skipped)
        write("\n" + _question(len(dialogue.history) + 1, result, fact, left, dialogue, screen))
        written = _read("  答：")
        if written is None:
            return
        if written in _BACK:
            if not dialogue.back():
                write("  还没有答过。\n")
            continue
        wrong = dialogue.answer(fact, written)
        if wrong:
            write("\n".join(paragraph(f"{clean(wrong)}", screen.width, "  ")) + "\n")
            continue
        told = _say_settled(dialogue, told, screen)


def _question(
    number: int, result: OutcomeResult, fact: Fact, left: int, dialogue: Dialogue, screen: Screen
) -> str:
    about = f"{label_of(result, dialogue.evaluation)}，最多还问 {left} 项"
    lines = [f"{number}. {screen.paint(fact.name, 'bold')}（{about}）"]
    options = listed_values(fact.type)
    if isinstance(fact.type, BoolType):
        lines.append("  1 是   2 否")
    elif options:
        lines += paragraph(
            "   ".join(f"{n} {o}" for n, o in enumerate(options, 1)), screen.width, "  "
        )
    else:
        lines.append(f"  {show_domain(fact.type)}")
    notes = [
        fact.definition and f"“{fact.definition}”",
        fact.window and f"统计期 {fact.window}",
        fact.determined_by and f"由 {fact.determined_by} 认定",
        fact.basis,
    ]
    told = "；".join(note for note in notes if note)
    if told:
        lines += [screen.paint(line, "dim") for line in paragraph(told, screen.width, "  ")]
    return "\n".join(lines) + "\n"


def _say_settled(dialogue: Dialogue, told: dict[str, str], screen: Screen) -> dict[str, str]:
    """Say which outcomes are settled now; gives what has been said of each."""
    now: dict[str, str] = {}
    for result in dialogue.results:
        if result.kind is Kind.UNKNOWN or result.missing:
            continue
        outcome = dialogue.policy.outcome(result.outcome)
        label = label_of(result, dialogue.evaluation)
        value = show_values(result.values or tuple(result.permitted), outcome.type)
        cited = dict.fromkeys(e.norm.citation for e in result.trace if e.force is True)
        basis = f"（{'、'.join(each for each in cited if each)}）" if any(cited) else ""
        now[label] = f"{result.kind.value} {value}".strip() + basis
        if told.get(label) != now[label]:
            write(screen.paint(f"  → {label}：{now[label]}", "green") + "\n")
    return now


def _read(prompt: str) -> str | None:
    """A line from the keyboard; ``None`` where it ends, or who is asked leaves."""
    write(prompt)
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        write("\n")
        return None
    written = line.strip()
    return None if written in _LEAVE else written
