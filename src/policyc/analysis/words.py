"""Turns of phrase for findings: lists, citations, outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from policyc.core.norms import Norm, Policy
from policyc.core.types import ValueType, show_value
from policyc.source.citation import Citation, CitationError, Level
from policyc.source.read_citation import parse_citation


def place(norm: Norm) -> str:
    """Where a norm stands: its citation, or its id where the policy gives none."""
    return norm.citation or norm.id


def article(norm: Norm) -> str:
    """The 条 a norm stands in; for a plan without 条, its （一）."""
    unit = _article(place(norm))
    return place(norm) if unit is None else str(unit)


@cache
def _article(citation: str) -> Citation | None:
    try:
        parsed = parse_citation(citation)
    except CitationError:
        return None
    return parsed.up_to(Level.ARTICLE) or parsed.up_to(Level.CLAUSE) or parsed


def listed(items: Iterable[str], last: str = "和") -> str:
    """甲、乙和丙; each item once."""
    names = list(dict.fromkeys(items))
    if len(names) < 2:
        return "".join(names)
    return "、".join(names[:-1]) + last + names[-1]


def articles(norms: Iterable[Norm]) -> str:
    """The 条 of norms, a run of three or more as 第六条至第八条."""
    return _runs(dict.fromkeys(article(norm) for norm in norms))


def cited(citations: Iterable[str], limit: int = 4) -> str:
    """Provisions in a row; from some number on, their 条 alone."""
    names = dict.fromkeys(citations)
    if len(names) <= limit:
        return listed(names)
    return _runs(dict.fromkeys(str(_article(name) or name) for name in names))


def _runs(found: Iterable[str]) -> str:
    names = list(found)
    runs: list[list[tuple[str, Citation | None]]] = []
    for name in names:
        unit = _article(name)
        if runs and _follows(runs[-1][-1][1], unit):
            runs[-1].append((name, unit))
        else:
            runs.append([(name, unit)])
    shown: list[str] = []
    for run in runs:
        ends = [name for name, _ in run]
        shown += [f"{ends[0]}至{ends[-1]}"] if len(run) > 2 else ends
    return listed(shown)


def _follows(one: Citation | None, next_one: Citation | None) -> bool:
    if one is None or next_one is None or one.level is not Level.ARTICLE:
        return False
    same_place = one.parent == next_one.parent and next_one.level is Level.ARTICLE
    return same_place and next_one.last.number == one.last.number + 1


def places(norms: Sequence[Norm], limit: int = 4) -> str:
    """The provisions of norms; from some number on, their 条 alone."""
    names = list(dict.fromkeys(place(norm) for norm in norms))
    return listed(names) if len(names) <= limit else articles(norms)


def values_of(norms: Iterable[Norm], kind: ValueType | None = None) -> str:
    """The values that norms give: 挂牌整治／通报警示; with their unit where ``kind`` has one."""
    return "／".join(dict.fromkeys(show_value(v, kind) for norm in norms for v in norm.values))


def under(readings: Sequence[Mapping[str, str]]) -> str:
    """For which readings something holds, as a sentence; empty for all."""
    if not readings:
        return ""
    shown = ["、".join(f"“{n}”读作“{c}”" for n, c in each.items()) for each in readings]
    return f"仅当{'，或者'.join(shown)}时如此。"


def own_document(policy: Policy) -> str:
    """The name under which the policy's own provisions are cited, duties and sanctions included."""
    return next((norm.document for norm in policy.norms if norm.document), policy.name)


def documents_of(policy: Policy, norms: Iterable[Norm]) -> tuple[str, ...]:
    """The documents that norms stand in, the policy's own where none is named."""
    own = own_document(policy)
    return tuple(dict.fromkeys(norm.document or own for norm in norms)) or (own,)
