"""The small words of a finding: places, cases and readings, as every report says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policyc.core.norms import Policy
from policyc.core.types import Value, show_value
from policyc.findings.finding import Case, Cited, Finding, Readings, Status, Witness

ALL_HARMLESS = "所有事实都取平常值"
"""A case that is off the harmless value in nothing."""

_CASES = ("甲", "乙", "丙", "丁")
_ITEM = re.compile(r"(.+)第(（[^）]+）)项")


def case_name(at: int) -> str:
    """情形甲, for cases that are set side by side."""
    return f"情形{_CASES[at % len(_CASES)]}"


def show_fact(policy: Policy, name: str, value: Value) -> str:
    """A value with its unit, where the policy declares the fact."""
    try:
        kind = policy.fact(name).type
    except KeyError:
        return show_value(value)
    return show_value(value, kind)


def shown_in(policy: Policy, case: Case, name: str) -> str:
    """The value that a fact has in a case."""
    return show_fact(policy, name, case.facts[name]) if name in case.facts else "平常值"


def chosen(readings: Readings) -> str:
    """「至」取 含，「直接」取 作为下限."""
    return "，".join(f"「{name}」取 {choice}" for name, choice in readings.items())


def side_by_side(cases: Sequence[Case]) -> list[list[str]]:
    """What sets cases apart besides their facts: a reading each has of its own, its result."""
    names = dict.fromkeys(name for case in cases for name in case.readings)
    rows = [[f"读法「{name}」", *(case.readings.get(name, "") for case in cases)] for name in names]
    if any(case.result for case in cases):
        rows.append(["结果", *(case.result for case in cases)])
    return rows


def short_case(policy: Policy, witness: Witness) -> str:
    """All cases in a line; of those after the first only what is different."""
    first = witness.cases[0]
    shown = []
    for case in witness.cases:
        names = dict.fromkeys((*first.facts, *case.facts))
        if case is not first:
            names = dict.fromkeys(n for n in names if first.facts.get(n) != case.facts.get(n))
        facts = [f"{name}={shown_in(policy, case, name)}" for name in names]
        facts += [f"「{name}」取 {choice}" for name, choice in case.readings.items()]
        result = f" → {case.result}" if case.result else ""
        if case.history:
            facts.append(" → ".join(case.history))
        shown.append(("，".join(facts) or ALL_HARMLESS) + result)
    readings = f"（读法：{chosen(witness.readings)}）" if witness.readings else ""
    return "；对比 ".join(shown) + readings


def shown_part(finding: Finding) -> Finding:
    """The member of a group whose case the group shows, else the finding itself."""
    for part in finding.parts:
        if part.witness == finding.witness and part.citations:
            return part
    return finding


def other_parts(finding: Finding) -> list[Finding]:
    """The members of a group but the one whose case the group shows."""
    return [part for part in finding.parts if part.witness != finding.witness]


def others_title(finding: Finding) -> str:
    """What stands above ``other_parts``. One pair of clauses may have several cases: it says so,
    since the message counts the pairs."""
    others = other_parts(finding)
    cases = all(part.witness is not None for part in others)
    title = f"同一原因的其余{'反例' if cases else ''} {len(others)} 组"
    pairs = [frozenset(part.norms) for part in finding.parts if len(part.norms) == 2]
    repeated = len(set(pairs)) < len(pairs)
    return f"{title}（同样两个条款之间可以有几组）" if cases and repeated else title


def only_a_course(finding: Finding) -> bool:
    """Whether no facts are to be shown: a course of events says all, or what was read off the text
    needs no case."""
    witness = finding.witness
    if witness is None or any(case.facts for case in witness.cases):
        return False
    return finding.status is Status.READ or any(case.history for case in witness.cases)


def where(cited: Cited, several: bool) -> str:
    """A place; with its document where there are ``several``."""
    return f"{cited.document} {cited.citation}" if several else cited.citation


def joined(places: Iterable[str]) -> str:
    """Citations in a row, items of one provision together: 第七条第（一）（二）项."""
    groups: dict[str, list[str]] = {}
    for place in dict.fromkeys(places):
        item = _ITEM.fullmatch(place)
        groups.setdefault(item[1] if item else place, []).append(item[2] if item else "")
    return "、".join(
        f"{above}第{''.join(items)}项" if all(items) else above for above, items in groups.items()
    )
