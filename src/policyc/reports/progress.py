"""How far a plan has come, as text and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from policyc.core.norms import Policy
from policyc.core.programme import Aim, Place
from policyc.core.reported import (
    DutyProgress,
    Progress,
    SanctionProgress,
    State,
    TargetProgress,
)
from policyc.core.types import RealType, show_value
from policyc.reports.layout import Screen, clip, paragraph, table
from policyc.reports.values import Json, json_value

_QUOTE_WIDTH = 300
_MOST_FACTS = 8
"""Missing facts that a line names."""

_TARGETS = ("条款", "指标", "要求", "上报", "情况", "说明", "责任")
_FINE = (State.MET, State.NOT_DUE)
"""Where nobody has to answer for anything yet."""

_DUTIES = ("条款", "谁", "做什么", "情况", "说明")
_SANCTIONS = ("条款", "对谁", "措施", "由谁决定、按什么规定")


def progress_to_json(policy: Policy, found: Progress) -> Json:
    """Everything as data, in the order of the text."""
    return {
        "document": policy.name,
        "as_of": found.as_of.isoformat(),
        "targets": [_target_to_json(each) for each in found.targets],
        "duties": [_duty_to_json(each) for each in found.duties],
        "sanctions": [
            {
                **_at(each.sanction.place),
                "on": list(each.sanction.targets),
                "measures": list(each.sanction.measures),
                "modality": each.sanction.modality.value if each.sanction.modality else None,
                "decided_by": list(each.sanction.deciders),
                "under": each.sanction.under,
                "applies": each.truth,
                "readings": list(each.readings),
                "missing": list(each.missing),
            }
            for each in found.sanctions
        ],
        "untimed_duties": found.untimed,
    }


def _at(place: Place) -> Json:
    return {"citation": place.citation, "quote": place.quote}


def _target_to_json(each: TargetProgress) -> Json:
    figure = each.figure
    return {
        **_at(each.indicator.place),
        "indicator": each.indicator.name,
        "target": each.indicator.target.text,
        "value": None if figure is None else json_value(Fraction(figure.value)),
        "base": None
        if figure is None or figure.base is None
        else json_value(Fraction(figure.base)),
        "whose": "" if figure is None else figure.whose,
        "state": each.state.value,
        "why": each.why,
        "answerable": list(each.answerable),
    }


def _duty_to_json(each: DutyProgress) -> Json:
    duty = each.duty
    return {
        **_at(duty.place),
        "bodies": list(duty.bodies),
        "answerable": list(each.answerable),
        "acts": list(duty.acts),
        "frequency": None if duty.frequency is None else duty.frequency.text,
        "deadline": None if duty.deadline is None else duty.deadline.text,
        "state": each.state.value,
        "why": each.why,
        "missed": [day.isoformat() for day in each.missed],
        "next": None if each.next is None else [day.isoformat() for day in each.next],
    }


def progress_to_text(found: Progress, screen: Screen) -> str:
    """Three tables: targets, duties with a time, sanctions."""
    blocks = [f"截至 {show_value(found.as_of)}\n"]
    if found.targets:
        title = f"指标：{_count(found.targets)}"
        blocks.append(_block(title, _TARGETS, map(_target_row, found.targets), screen))
    if found.duties:
        title = f"有期限的职责：{_count(found.duties)}"
        blocks.append(_block(title, _DUTIES, map(_duty_row, found.duties), screen))
    blocks += _untimed(found, screen)
    blocks += _sanctions(found.sanctions, screen)
    quotes = _quotes(found, screen)
    if quotes:
        blocks.append(quotes)
    if len(blocks) == 1:
        blocks.append("文件里没有指标、有期限的职责和附情形的追责，没有可对照的。\n")
    return "\n".join(blocks)


def _sanctions(found: Sequence[SanctionProgress], screen: Screen) -> Iterator[str]:
    """Those whose case has come up in a table, those where nobody knows in a line."""
    sure = [each for each in found if each.truth]
    if sure:
        yield _block("追责：情形成立的", _SANCTIONS, map(_sanction_row, sure), screen)
    unsure = dict.fromkeys(each.sanction.place.citation for each in found if not each.truth)
    if unsure:
        title = f"追责：{len(unsure)} 处的情形成立不成立，还不知道"
        rows = [[where, _unsure(found, where)] for where in unsure]
        yield _block(title, ("条款", "还须知道"), rows, screen)


def _unsure(found: Sequence[SanctionProgress], where: str) -> str:
    """What would have to be known to say whether the sanctions of a clause apply."""
    here = [each for each in found if not each.truth and each.sanction.place.citation == where]
    facts = list(dict.fromkeys(name for each in here for name in each.missing))
    readings = dict.fromkeys(name for each in here for name in each.readings)
    more = f"等 {len(facts)} 项事实" if len(facts) > _MOST_FACTS else ""
    told = "、".join(facts[:_MOST_FACTS]) + more
    chosen = "、".join(f"「{name}」" for name in readings)
    return "；".join(part for part in (told, f"读法{chosen}" if chosen else "") if part)


def _untimed(found: Progress, screen: Screen) -> Iterator[str]:
    """That some duties, or all of them, cannot be held to a day."""
    if found.untimed:
        rest = "另有" if found.duties else "文件的"
        said = (
            f"{rest} {found.untimed} 项职责没有写明能够推算到哪一天的期限、频次，看不出是否逾期。"
        )
        title = "" if found.duties else "有期限的职责：没有。"
        yield "\n".join(paragraph(title + said, screen.width)) + "\n"


def _sanction_row(each: SanctionProgress) -> list[str]:
    said = each.sanction
    measures = "；".join(said.measures)
    if said.modality is not None:
        measures = f"{said.modality.value}：{measures}"
    return [
        said.place.citation,
        "、".join(said.targets) or "未写明",
        measures,
        "、".join(said.deciders) or said.under or "未写明",
    ]


def _block(title: str, header: Sequence[str], rows: Iterable[list[str]], screen: Screen) -> str:
    lines = table(rows, screen.width, header=header, indent="  ", screen=screen)
    return "\n".join([screen.paint(title, "bold"), *lines]) + "\n"


def _count(found: tuple[TargetProgress, ...] | tuple[DutyProgress, ...]) -> str:
    counts = Counter(each.state for each in found)
    return "，".join(f"{state.value} {counts[state]}" for state in State if counts[state])


def _target_row(each: TargetProgress) -> list[str]:
    indicator, figure = each.indicator, each.figure
    reported = ""
    if figure is not None:
        reported = _number(each, figure.value)
        if figure.base is not None:
            reported += f"（基期 {_number(each, figure.base)}）"
        if figure.whose:
            reported = f"{figure.whose}：{reported}"
    return [
        indicator.place.citation,
        indicator.name,
        indicator.target.text,
        reported,
        each.state.value,
        each.why,
        "" if each.state in _FINE else "、".join(each.answerable),
    ]


def _number(each: TargetProgress, value: int | Fraction) -> str:
    target = each.indicator.target
    unit = target.unit if isinstance(target, Aim) else ""
    exact = Fraction(value)
    if not unit and ":" in target.text and exact.numerator == 1:
        return f"1:{exact.denominator}"
    return show_value(exact, RealType(unit))


def _duty_row(each: DutyProgress) -> list[str]:
    bodies = "、".join(each.duty.bodies) or "未写明"
    if each.answerable:
        bodies += f"（本条牵头、责任：{'、'.join(each.answerable)}）"
    return [each.duty.place.citation, bodies, "；".join(each.duty.acts), each.state.value, each.why]


def _quotes(found: Progress, screen: Screen) -> str:
    """The words of the clauses that were missed or are overdue, and of sanctions that apply."""
    places = [e.indicator.place for e in found.targets if e.state is State.MISSED]
    places += [e.duty.place for e in found.duties if e.state is State.OVERDUE]
    places += [e.sanction.place for e in found.sanctions if e.truth]
    unique = {place.citation: place.quote for place in places}
    rows = [[where, f"“{clip(q, _QUOTE_WIDTH)}”"] for where, q in unique.items()]
    if not rows:
        return ""
    lines = table(rows, screen.width, indent="  ")
    return "\n".join([screen.paint("原文", "bold"), *lines]) + "\n"
