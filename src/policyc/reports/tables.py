"""What a document sets, as tables that people work from: who does what, by when, how much.

Every row cites its clause and quotes it. Nothing is filled in: what the text does not say is an
empty cell, or 未写明 where the code says that the text does not say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from policyc.analysis.condition_words import show_condition
from policyc.core.conditions import TRUE, Condition
from policyc.core.content import Duty, Sanction
from policyc.core.dates import Deadline, Frequency, Period, Point
from policyc.core.norms import Policy
from policyc.core.programme import (
    Division,
    Indicator,
    Move,
    Phase,
    Place,
    divisions_by_unit,
    unit_of,
)
from policyc.core.types import show_value
from policyc.source.provisions import ProvisionTree
from policyc.source.read_citation import parse_citation

UNSTATED = "未写明"
_NUMBER = re.compile("[0-9一二三四五六七八九十]")
QUOTE = "原文"
CITED = "条款"


@frozen
class Table:
    """A table with a name; every row has a cell for every column. ``main`` are the columns that a
    narrow screen has room for."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    main: tuple[str, ...]


def tables_of(
    policy: Policy, tree: ProvisionTree | None = None, dates: Mapping[str, date] | None = None
) -> tuple[Table, ...]:
    """All tables of a document, also those without rows, in their usual order.

    ``tree`` gives the titles of clauses; ``dates`` are the document's own dates by their names.
    """
    return (
        _divisions(policy, tree),
        _duties(policy),
        _indicators(policy),
        _calendar(policy, dates or {}),
        _sanctions(policy),
    )


NAMES = ("责任分工表", "任务台账", "指标表", "时间表", "追责表")
"""The names of the tables, in their usual order."""


def _divisions(policy: Policy, tree: ProvisionTree | None) -> Table:
    columns = (CITED, "任务", "牵头", "责任", "配合", QUOTE)
    rows = [
        (
            said.place.citation,
            said.task or _title(tree, said.place.citation),
            "、".join(said.lead),
            "、".join(said.responsible),
            "、".join(said.assist),
            said.place.quote,
        )
        for said in policy.content
        if isinstance(said, Division)
    ]
    return Table(NAMES[0], columns, tuple(rows), columns[:-1])


def _title(tree: ProvisionTree | None, citation: str) -> str:
    """The title that a clause of a plan opens with."""
    found = None if tree is None else tree.find(parse_citation(unit_of(citation)))
    return "" if found is None else found.heading.rstrip("。")


def _duties(policy: Policy) -> Table:
    divisions = divisions_by_unit(policy.content)
    details = ("向谁", "经谁同意", "何种情形", "频次", "期限", "按什么规定或标准")
    columns = (CITED, "类别", "谁", "规范词", "做什么", *details, QUOTE)
    rows = [
        (
            said.place.citation,
            "程序" if said.procedure else "职责",
            "、".join(said.bodies) or _nobody(said.place, divisions),
            "" if said.modality is None else said.modality.value,
            "；".join(said.acts),
            "、".join(said.towards),
            "、".join(said.consent),
            _when(policy, said.condition),
            "" if said.frequency is None else said.frequency.text,
            "" if said.deadline is None else said.deadline.text,
            "；".join(part for part in (said.under, said.criterion) if part),
            said.place.quote,
        )
        for said in policy.content
        if isinstance(said, Duty)
    ]
    return Table(NAMES[1], columns, tuple(rows), (CITED, "谁", "规范词", "做什么", "期限"))


def _nobody(place: Place, divisions: Mapping[str, Division]) -> str:
    """Who does what names nobody: those who lead and are responsible at its clause, if any."""
    shared = _shared(place, divisions)
    return f"{UNSTATED}（{shared}）" if shared else UNSTATED


def _shared(place: Place, divisions: Mapping[str, Division]) -> str:
    """Who leads and who is responsible at a clause."""
    here = divisions.get(unit_of(place.citation))
    if here is None:
        return ""
    shares = (("牵头", here.lead), ("责任", here.responsible))
    return "；".join(word + "、".join(who) for word, who in shares if who)


def _when(policy: Policy, condition: Condition) -> str:
    return "" if condition == TRUE else show_condition(policy, condition)


def _answering(place: Place, divisions: Mapping[str, Division]) -> str:
    """Who answers for a figure that is laid on nobody by name: the bodies of its clause."""
    shared = _shared(place, divisions)
    return f"（本条{shared}）" if shared else ""


def _indicators(policy: Policy) -> Table:
    divisions = divisions_by_unit(policy.content)
    columns = (
        CITED,
        "指标",
        "要求",
        "表述",
        "对象",
        "分母",
        "基期",
        "统计期",
        "期限",
        "责任",
        QUOTE,
    )
    rows = [
        (
            said.place.citation,
            said.name,
            said.target.text,
            said.words,
            "、".join(said.whose),
            UNSTATED if said.share_of == "" else said.share_of or "",
            _base(said),
            said.window,
            "" if said.deadline is None else said.deadline.text,
            "、".join(said.answerable) or _answering(said.place, divisions),
            said.place.quote,
        )
        for said in policy.content
        if isinstance(said, Indicator)
    ]
    return Table(NAMES[2], columns, tuple(rows), (CITED, "指标", "要求", "期限"))


def _base(said: Indicator) -> str:
    """The base period; a change against a base that nobody states is said to have none."""
    if said.base:
        return said.base
    return UNSTATED if said.base is not None or isinstance(said.target, Move) else ""


def _sanctions(policy: Policy) -> Table:
    columns = (CITED, "何种情形", "对谁", "规范词", "措施", "由谁决定", "按什么规定", QUOTE)
    rows = [
        (
            said.place.citation,
            _when(policy, said.condition),
            "、".join(said.targets) or UNSTATED,
            ("" if said.modality is None else said.modality.value) + "视情" * said.discretion,
            "；".join(said.measures),
            "、".join(said.deciders) or UNSTATED,
            said.under,
            said.place.quote,
        )
        for said in policy.content
        if isinstance(said, Sanction)
    ]
    return Table(NAMES[4], columns, tuple(rows), (CITED, "对谁", "规范词", "措施"))


# ---------------------------------------------------------------------------- the calendar


@frozen
class _Entry:
    """A line of the calendar; ``day`` puts it in order, ``None`` comes last."""

    day: date | None
    cells: tuple[str, ...]


def _calendar(policy: Policy, dates: Mapping[str, date]) -> Table:
    columns = ("起", "止", "类别", "事项", "谁", CITED, QUOTE)
    entries = [*_own_dates(dates), *_entries(policy)]
    dated = sorted((e for e in entries if e.day is not None), key=lambda e: e.day or date.max)
    undated = [e for e in entries if e.day is None]
    rows = tuple(entry.cells for entry in (*dated, *undated))
    return Table(NAMES[3], columns, rows, columns[:-1])


def _own_dates(dates: Mapping[str, date]) -> Iterator[_Entry]:
    for name, day in dates.items():
        yield _Entry(day, ("", show_value(day), "文件", name, "", "文件头", ""))


def _entries(policy: Policy) -> Iterator[_Entry]:
    for said in policy.content:
        match said:
            case Phase(place, name, periods, whole):
                kind = "期间" if whole else "阶段"
                for period in periods:
                    day = _first(period, whole)
                    yield _Entry(day, (*_ends(period), kind, name, "", *_at(place)))
            case Indicator(place, name) if said.deadline is not None:
                what, who = f"{name} {said.target.text}", "、".join(said.answerable)
                yield _due(said.deadline, "指标", what, who, _at(place))
            case Duty(place, bodies, acts) if _tells(said.deadline) or _known(said.frequency):
                what, who = "；".join(acts), "、".join(bodies) or UNSTATED
                often = "" if said.frequency is None else said.frequency.text
                kind = "期限" if _tells(said.deadline) else "频次"
                due = said.deadline or Deadline(often)
                yield _due(due, kind, what, who, _at(place), often)


def _tells(deadline: Deadline | None) -> bool:
    """Whether a deadline says when; 及时 does not."""
    return deadline is not None and (deadline.known or bool(_NUMBER.search(deadline.text)))


def _known(frequency: Frequency | None) -> bool:
    return frequency is not None and frequency.known


def _at(place: Place) -> tuple[str, str]:
    return place.citation, place.quote


def _due(
    due: Deadline, kind: str, what: str, who: str, at: tuple[str, str], often: str = ""
) -> _Entry:
    shown = due.text
    if often and often not in shown and shown not in often:
        shown = f"{often}，{shown}"
    return _Entry(due.last, ("", shown, kind, what, who, *at))


def _first(period: Period, whole: bool) -> date | None:
    """Where a period stands in the order of time; the whole time comes first if it has no start."""
    days = period.start.days or ((date.min,) if whole else period.end.days)
    return days[0] if days else None


def _ends(period: Period) -> tuple[str, str]:
    if period.text and period.start.day is None:
        return period.text, period.text
    return show_point(period.start), show_point(period.end)


def show_point(point: Point) -> str:
    """An end of a period: its day, or its words with the days that a reading may make of them."""
    if not point.text:
        return UNSTATED
    if point.by_choice:
        days = "、".join(f"{choice} {show_value(day)}" for choice, day in point.by_choice)
        return f"{point.text}（读法不同：{days}）"
    return point.text if point.day is None else show_value(point.day)
