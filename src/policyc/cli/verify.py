"""``policyc verify``: decide a result again, and say whether it comes out the same."""

from __future__ import annotations

import click

from policyc.cli.documents import load_one
from policyc.cli.input_file import read_input
from policyc.cli.options import cache_option, format_option, traceback_option
from policyc.cli.output import Output
from policyc.cli.problem import CLEAN, FOUND, Problem
from policyc.cli.words import Argument, Command, page
from policyc.driver.receipts import read_receipt, verify
from policyc.reports.verification import verification_to_json, verification_to_text

_HELP = page("""
复核办过的案件：eval --receipt 写下的结果、serve 的回应里，有当时的事实、读法、日期和规则的指纹；
这里照着再办一次，结论不同的逐个列出，规则、文件、版本有没有变一并写明。
""")


@click.command(
    "verify",
    cls=Command,
    help=_HELP,
    short_help="复核办过的案件：照当时的事实再办一次，看结论是否相同",
    codes=(0, 1, 2),
    examples=(
        "policyc eval kunming-2019 --fact 省级整治级别=重点关注 --receipt 结果.json",
        "policyc verify 结果.json",
        "policyc verify 结果.json --doc kunming-2019-修订",
    ),
)
@click.argument(
    "file",
    cls=Argument,
    metavar="结果文件",
    help="eval --receipt 写下的，或者 serve 的整个回应；- 为标准输入",
)
@click.option("--doc", metavar="文档", help="照哪一份文档复核，默认是收据里写的那一份")
@format_option
@cache_option
@traceback_option
def command(file: str, doc: str | None, as_json: bool) -> int:
    """Verify one result."""
    output = Output(as_json)
    text = read_input(file, "结果文件")
    texts = {text.name: text}
    receipt, problems = read_receipt(text)
    if receipt is None:
        raise Problem(problems, texts)
    loaded, _ = load_one(receipt.document if doc is None else doc)
    found, problems = verify(loaded, receipt)
    if found is None:
        raise Problem(problems, texts)
    if as_json:
        output.json(verification_to_json(found))
    else:
        output.text(verification_to_text(found, output.screen))
    return CLEAN if found.confirmed else FOUND
