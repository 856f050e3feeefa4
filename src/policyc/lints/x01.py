"""指标矛盾。

检查什么
    同一个指标（代码里名称相同、对象相同）在两处的要求：不能同时做到的（上升与下降，不超过三起与不少于五起），以及不一样的
    （90%与85%，零发生与下降）。期限、统计期写明不同的，是分步的要求，不在此列。方向与数值（上升，又要达到95%）可以并存，不在此列。

为什么
    不能同时做到的要求，做到一个就违反另一个；不一样的要求，考核时各按各的数，完成没有完成说不清。

反例
    第一条：吸毒人员管控率达到90%以上。
    第二条：吸毒人员管控率达到85%以上。

正例
    第一条：吸毒人员管控率2018年达到85%以上。
    第二条：吸毒人员管控率2019年达到90%以上。

如何修改
    两处写成一样；分步达到的，写明各到哪一年；说的不是同一个数的，写明区别。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from policyc.core.figures import all_choices, meets, telling_figures
from policyc.core.programme import Aim, Indicator, Move
from policyc.findings.finding import Finding, Readings, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, places_of

CODE, NAME = "X01", "指标矛盾"
_SAYER = Sayer(CODE, NAME)


def find(encoded: Encoded) -> Iterator[Finding]:
    """One finding for each two targets of one indicator that clash or differ."""
    by_name: dict[str, list[Indicator]] = {}
    for each in encoded.policy.content:
        if isinstance(each, Indicator):
            by_name.setdefault(each.name, []).append(each)
    for name, found in by_name.items():
        for one, other in combinations(found, 2):
            if _comparable(encoded, one, other):
                yield from _compare(encoded, name, one, other)


def _comparable(encoded: Encoded, one: Indicator, other: Indicator) -> bool:
    """Whether two targets ask the same thing of the same bodies at the same time."""
    whose = [encoded.policy.bodies_behind(each.whose) for each in (one, other)]
    if all(whose) and not whose[0] & whose[1]:
        return False
    due = [each.deadline.text for each in (one, other) if each.deadline is not None]
    windows = [each.window for each in (one, other) if each.window]
    return len(set(due)) < 2 and len(set(windows)) < 2


def _compare(encoded: Encoded, name: str, one: Indicator, other: Indicator) -> Iterator[Finding]:
    a, b = one.target, other.target
    match a, b:
        case Aim(), Aim():
            yield from _aims(encoded, name, one, other, a, b)
        case Move(), Move():
            if a.rises is not b.rises:
                yield _finding(
                    encoded, name, one, other, "一处要上升，一处要下降，不能同时做到", True
                )
            elif a.amount is not None and b.amount is not None:
                yield from _aims(encoded, name, one, other, a.amount, b.amount)
        case (Aim() as aim, Move() as move) | (Move() as move, Aim() as aim):
            if aim.never:
                way = "上升" if move.rises else "下降"
                why = f"零发生是一起也没有，{way}是与以前比多少，考核时以哪一个为准没有写明"
                yield _finding(encoded, name, one, other, why, move.rises)


def _aims(
    encoded: Encoded, name: str, one: Indicator, other: Indicator, a: Aim, b: Aim
) -> Iterator[Finding]:
    if a.unit != b.unit and not (a.never or b.never):
        yield _finding(encoded, name, one, other, "两处的单位不同，不能比较", False)
        return
    figures = telling_figures((a.condition, b.condition))
    apart: list[Readings] = []
    unlike: list[Readings] = []
    every = list(all_choices(encoded.policy, (*a.readings, *b.readings)))
    for choices in every:
        met = [(meets(a.condition, n, choices), meets(b.condition, n, choices)) for n in figures]
        if (True, True) not in met:
            apart.append(choices)
        elif any(left is not right for left, right in met):
            unlike.append(choices)
    for found, why, clash in (
        (apart, "没有一个数能同时做到", True),
        (unlike, "要求不一样", False),
    ):
        if found:
            under = () if len(found) == len(every) else tuple(found)
            yield _finding(encoded, name, one, other, why, clash, under)


def _finding(
    encoded: Encoded,
    name: str,
    one: Indicator,
    other: Indicator,
    why: str,
    clash: bool,
    under: tuple[Readings, ...] = (),
) -> Finding:
    told = [f"{each.place.citation}“{each.words or each.target.text}”" for each in (one, other)]
    if under:
        why += "（" + "；".join("，".join(f"读法「{n}」取{c}" for n, c in r.items()) for r in under)
        why += "）"
    return _SAYER.say(
        encoded,
        Severity.HIGH if clash else Severity.MEDIUM,
        f"“{name}”有两个要求：{'；'.join(told)}。{why}。",
        [one.place, other.place],
        f"在{places_of((one.place, other.place))}写成一样；"
        "说的不是同一些人或者分步达到的，写明各是谁的、各到什么时候。",
        name,
        one.target.text,
        other.target.text,
        readings=under,
    )


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
