"""``policyc progress``: targets and duties compared with what is reported."""

from __future__ import annotations

from datetime import date

import click

from policyc.cli.documents import load_one
from policyc.cli.input_file import read_input
from policyc.cli.named_values import fixed_readings
from policyc.cli.options import (
    Date,
    cache_option,
    document_argument,
    format_option,
    traceback_option,
)
from policyc.cli.output import Output
from policyc.cli.problem import CLEAN, FOUND, Problem
from policyc.cli.words import Command, page
from policyc.core.norms import Policy
from policyc.core.progress import progress
from policyc.core.reported import Reported, State
from policyc.driver.reported_file import read_reported
from policyc.reports.progress import progress_to_json, progress_to_text

_HELP = page("""
把文件的指标、有期限的职责与上报的数字对照：截至某一天，哪些达到了，哪些没有，哪些还没有到期，
哪些说不清（写明为什么）；到期没有上报完成的职责；由谁负责；给出事实的，哪些追责的情形成立。
上报文件是 JSON：{"指标": {"群众知晓率": "96%", "外流贩毒人数": {"值": 45, "基期值": 100}},
"完成": [{"条款": "七（五）", "做什么": "报送进展", "日期": ["2023-10-20"]}], "事实": {…}}。
三项都可以不写。有没有达到的指标或者逾期的职责的，退出码为 1。
没有上报的不当作做了，也不当作没有做：到期的说没有上报。原文没有写基期的，不替它选，是未知。
""")


@click.command(
    "progress",
    cls=Command,
    help=_HELP,
    short_help="对照上报的数字：哪些指标达到了，哪些职责逾期",
    codes=(0, 1, 2),
    examples=(
        "policyc progress hengyang-2018 --as-of 2018-12-31",
        "policyc progress hengyang-2018 --reported 上报.json --as-of 2019-12-31 --format json",
    ),
)
@document_argument
@click.option("--reported", "file", metavar="文件", help="上报的数字（JSON）；写 - 则从标准输入读")
@click.option(
    "--as-of", type=Date(), required=True, metavar="日期", help="截至哪一天，如 2020-01-01"
)
@click.option("--reading", "choices", multiple=True, metavar="名=读法", help="指定一种读法，可重复")
@format_option
@cache_option
@traceback_option
def command(
    document: str, file: str | None, as_of: date, choices: tuple[str, ...], as_json: bool
) -> int:
    """Compare one document with a report."""
    output = Output(as_json)
    loaded, policy = load_one(document)
    head = None if loaded.document is None else loaded.document.head
    issued = None if head is None else head.written or head.published
    reported = _reported(file, policy)
    readings = fixed_readings(policy, choices)
    found = progress(policy, reported, as_of, issued or policy.effective, readings)
    if as_json:
        output.json(progress_to_json(policy, found))
    else:
        title = f"{policy.title or policy.name}（{policy.name}）"
        heading = output.screen.paint(title, "bold")
        output.text(f"{heading}\n{progress_to_text(found, output.screen)}")
    wrong = any(each.state is State.MISSED for each in found.targets)
    wrong = wrong or any(each.state is State.OVERDUE for each in found.duties)
    return FOUND if wrong else CLEAN


def _reported(file: str | None, policy: Policy) -> Reported:
    if file is None:
        return Reported()
    text = read_input(file, "--reported")
    reported, problems = read_reported(text, policy)
    if problems:
        raise Problem(problems, {text.name: text})
    return reported
