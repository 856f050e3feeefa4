"""``policyc facts``: what a document asks, what it answers, where it is ambiguous."""

from __future__ import annotations

import click

from policyc.cli.documents import load_one
from policyc.cli.options import cache_option, document_argument, format_option, traceback_option
from policyc.cli.output import Output
from policyc.cli.problem import CLEAN
from policyc.cli.words import Command, page
from policyc.reports.facts import facts_to_json, facts_to_text

_HELP = page("""
列出一个文档的全部事实、结论和读法。
事实是办案时要填的；“平常值”是没有问题的地区的值，--rest harmless 用它填补没有给出的事实。
""")


@click.command(
    "facts",
    cls=Command,
    help=_HELP,
    short_help="列出文档要填的事实、给出的结论、有歧义的读法",
    codes=(0, 2),
    examples=(
        "policyc facts kunming-2019",
        "policyc facts kunming-2019 --format json",
    ),
)
@document_argument
@format_option
@cache_option
@traceback_option
def command(document: str, as_json: bool) -> int:
    """List facts, outcomes and readings."""
    output = Output(as_json)
    _, policy = load_one(document)
    if as_json:
        output.json(facts_to_json(policy))
        return CLEAN
    title = f"{policy.title}（{policy.name}）" if policy.title else policy.name
    output.text(f"{output.screen.paint(title, 'bold')}\n\n{facts_to_text(policy, output.screen)}")
    return CLEAN
