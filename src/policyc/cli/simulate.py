"""``policyc simulate``: replay a region's years."""

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
    rest_option,
    traceback_option,
)
from policyc.cli.output import Output, words
from policyc.cli.problem import CLEAN, Problem
from policyc.cli.report_file import checked_target, put
from policyc.cli.words import Command, UsageError, page
from policyc.core.lifecycle import Lifecycle
from policyc.core.norms import Policy
from policyc.diagnostics import did_you_mean
from policyc.driver.events_file import Events, read_events
from policyc.lifecycle.simulate import FROM_DECISION, HOLIDAY, START, simulate
from policyc.reports.evaluation_text import heading
from policyc.reports.pictures.lifecycle import lifecycle as draw
from policyc.reports.simulation import simulation_to_json, simulation_to_text

_HELP = page("""
把一个地区几年间的事逐日放进文档里看：何时评定、何时届满、届满时应当或者可以怎样，由谁决定。
事件文件是 JSON：
{"事件": [{"日期": "2019-07-01", "事实": {…}, "决定": {"整治级别": "挂牌整治"}}, …]}。
文件没有规定的，如实写明，不推测。期限从哪天起算没有写明的，用 --reading 起算=决定之日 指定。
""")
_YES_NO = {"是": True, "否": False}


@click.command(
    "simulate",
    cls=Command,
    help=_HELP,
    short_help="模拟一个地区几年间的级别、期限和处置",
    codes=(0, 2),
    examples=(
        "policyc simulate kunming-2019 --events events.json --rest harmless",
        "policyc simulate kunming-2019 --events events.json --reading 起算=决定之日",
        "policyc simulate kunming-2019 --picture kunming.svg",
    ),
)
@document_argument
@click.option("--events", "file", metavar="文件", help="事件文件（JSON）；写 - 则从标准输入读")
@click.option("--picture", metavar="文件", help="把流程画成图（SVG），写到这个文件")
@click.option("--lifecycle", "name", metavar="名称", help="文档有几个流程时，模拟哪一个")
@rest_option
@click.option(
    "--reading",
    "choices",
    multiple=True,
    metavar="名=读法",
    help="指定一种读法，可重复；另有 起算=决定之日、休假日顺延=是|否",
)
@click.option("--until", type=Date(), metavar="日期", help="一直看到哪一天（默认到最后一个事件）")
@format_option
@cache_option
@traceback_option
def command(
    document: str,
    file: str | None,
    picture: str | None,
    name: str | None,
    rest_harmless: bool,
    choices: tuple[str, ...],
    until: date | None,
    as_json: bool,
) -> int:
    """Replay one history."""
    output = Output(as_json)
    loaded, policy = load_one(document)
    life = _life(policy, name)
    own, from_decision, holidays = _calendar_readings(choices)
    readings = fixed_readings(policy, own)
    beside = [] if file is None else [file]
    target = checked_target(picture, [loaded], option="--picture", beside=beside)
    if file is None and picture is None:
        hint = "加上 --events 文件；只要流程图的，加上 --picture 文件。"
        raise UsageError("没有给出事件文件", hint)
    events = None if file is None else _events(file, policy, life, rest_harmless)
    if picture is not None:
        put(target, draw(policy, life).svg)
    if events is None:
        return CLEAN
    history = simulate(
        policy,
        life,
        events.events,
        facts=events.facts,
        readings=readings,
        from_decision=from_decision,
        holidays_move=holidays,
        until=until,
    )
    if as_json:
        output.json(simulation_to_json(policy, history))
    else:
        details = [f"流程「{life.name}」，{len(events.events)} 个事件"]
        output.text(heading(policy, details, output.screen))
        output.text(simulation_to_text(policy, life, history, output.screen))
    return CLEAN


def _events(file: str, policy: Policy, life: Lifecycle, rest_harmless: bool) -> Events:
    text = read_input(file, "--events")
    events, problems = read_events(text, policy, life, rest_harmless=rest_harmless)
    if problems:
        raise Problem(problems, {text.name: text})
    return events


def _life(policy: Policy, name: str | None) -> Lifecycle:
    names = [life.name for life in policy.lifecycles]
    if not names:
        hint = "模拟要有“流程”和“变更”；怎样写见语言参考的“流程”一节。"
        raise UsageError(f"“{policy.name}”没有写流程，无从模拟", hint)
    wanted = words(name) if name is not None else names[0]
    for life in policy.lifecycles:
        if life.name == wanted:
            return life
    hint = did_you_mean(wanted, names) or f"可写：{'、'.join(names)}。"
    raise UsageError(f"“{policy.name}”没有流程「{wanted}」", hint)


def _calendar_readings(choices: tuple[str, ...]) -> tuple[tuple[str, ...], bool, bool | None]:
    """The readings of the calendar, which are no document's own, apart from the others."""
    own: list[str] = []
    from_decision, holidays = False, None
    for choice in choices:
        name, _, value = words(choice).partition("=")
        if name == START:
            if value != FROM_DECISION:
                hint = f"写 {START}={FROM_DECISION}；另有起算日的，在事件里写 起算。"
                raise UsageError(f"“{START}”没有“{value}”这种读法", hint)
            from_decision = True
        elif name == HOLIDAY:
            if value not in _YES_NO:
                raise UsageError(f"“{HOLIDAY}”没有“{value}”这种读法", "写 是 或者 否。")
            holidays = _YES_NO[value]
        else:
            own.append(choice)
    return tuple(own), from_decision, holidays
