"""The small words of a revision: cases, results before and after, what became of a clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policyc.analysis.compare import Difference, Side
from policyc.analysis.decode import show_facts
from policyc.core.norms import Norm, Outcome
from policyc.core.programme import unit_of
from policyc.core.results import Kind
from policyc.core.types import Value
from policyc.reports.evaluation_text import short_result
from policyc.reports.paper.model import Line, Mark, Quote, Run, line
from policyc.reports.values import show_values
from policyc.revision.align_norms import is_term
from policyc.revision.align_text import Fate, RowPair
from policyc.revision.amendments import Action, Amendment
from policyc.revision.effects import Effects
from policyc.revision.words import Pieces, Sort, Touch, compare_words, tokens

OLD, NEW = "旧文本", "新文本"
"""What the two versions are called."""

_LONG = 40
"""Characters from which only the changed part of a wording is told."""
_AROUND = 10
"""Characters on either side of it."""
_MOST_PLACES = 3
"""Clauses of one 条 that are named one by one."""

_BECAME: Mapping[tuple[Kind | None, Kind | None], str] = {
    (None, Kind.GAP): "出现空白",
    (None, Kind.CONFLICT): "出现冲突",
    (None, Kind.DISCRETION): "变为裁量",
    (None, Kind.NOT_APPLICABLE): "不再有结论",
    (Kind.GAP, None): "空白补上",
    (Kind.CONFLICT, None): "冲突消除",
    (Kind.DISCRETION, None): "不再裁量",
    (Kind.NOT_APPLICABLE, None): "新有结论",
}


def case_of(effects: Effects, difference: Difference) -> str:
    """The case in which two results differ, with the readings it rests on."""
    facts = {**difference.second.facts, **difference.first.facts}
    told = show_facts(effects.old, facts)
    readings = {**difference.second.readings, **difference.first.readings}
    chosen = "，".join(f"「{name}」取“{choice}”" for name, choice in readings.items())
    return f"{told}（{chosen}）" if chosen else told


def results_of(effects: Effects, difference: Difference) -> tuple[str, str]:
    """Both results in a few words, with their units."""
    outcome = effects.old.outcome(difference.outcome[0])
    return _result(outcome, difference.first), _result(outcome, difference.second)


def _result(outcome: Outcome, side: Side) -> str:
    match side.result.kind:
        case Kind.NOT_APPLICABLE:
            return "没有结论"
        case Kind.CONFLICT:
            values = dict.fromkeys(value for norm in side.norms for value in norm.values)
            return f"冲突：{show_values(values or side.result.values, outcome.type, ' 与 ')}"
        case _:
            return short_result(outcome, side.result)


def direction(effects: Effects, difference: Difference) -> str:
    """What the change means for who is judged: 变严, 变宽, 出现空白; empty where neither."""
    if difference.stricter is not None:
        return "变严" if difference.stricter == 1 else "变宽"
    before, after = difference.first.result.kind, difference.second.result.kind
    if before is after is Kind.DECIDED and is_term(effects.old, difference.outcome[0]):
        values = [side.result.values[0] for side in (difference.first, difference.second)]
        was, now = (value if isinstance(value, int) else 0 for value in values)
        return "期限延长" if now > was else "期限缩短"
    if before is after is Kind.DISCRETION:
        return _choice(
            set(difference.first.result.permitted), set(difference.second.result.permitted)
        )
    for key in ((before, after), (None, after), (before, None)):
        if key in _BECAME:
            return _BECAME[key]
    return ""


def _choice(before: set[Value], after: set[Value]) -> str:
    """How what may be chosen changed."""
    if before < after:
        return "可选的多了"
    return "可选的少了" if after < before else "可选的变了"


def subject_of(effects: Effects, difference: Difference) -> str:
    """The outcome, and for whom where that is not its usual kind of subject."""
    name = difference.outcome[0]
    usual = effects.old.outcome(name).subject == difference.subject
    return name if usual else f"{name}（对{difference.subject}）"


def by_weight(differences: Sequence[Difference]) -> list[Difference]:
    """Two definite results first, those without readings first, and the shortest case."""

    def grade(each: Difference) -> tuple[int, int, int]:
        kinds = [side.result.kind is Kind.DECIDED for side in (each.first, each.second)]
        readings = len({**each.first.readings, **each.second.readings})
        return 2 - sum(kinds), readings, len(each.first.facts)

    return sorted(differences, key=grade)


def quotes_of(norms: Sequence[Norm], document: str) -> tuple[Quote, ...]:
    """The clauses of norms, each once."""
    found = (Quote(document, norm.citation, norm.quote) for norm in norms if norm.citation)
    return tuple(dict.fromkeys(found))


def amendment_line(amendment: Amendment) -> Line:
    """阈值：“打掉厂点数” 不少于2个 → 不少于3个."""
    about = "" if amendment.about == amendment.kind.value else amendment.about
    runs = [Run(f"{amendment.kind.value}：", Mark.STRONG)]
    if amendment.action is Action.CHANGED:
        runs.append(Run(f"{about} " if about else ""))
        old, new = amendment.old, amendment.new
        if min(len(old), len(new)) > _LONG:
            old, new = map(_excerpt, compare_words(tokens(old), tokens(new)))
        runs += [Run(old), Run(" → ", Mark.STRONG), Run(new)]
    else:
        runs.append(Run(f"{amendment.action.value}{about}：", Mark.STRONG))
        runs.append(Run(amendment.new or amendment.old))
    return Line(tuple(run for run in runs if run.text))


def _excerpt(pieces: Pieces) -> str:
    """The words that changed, with a few around them."""
    shown = []
    for at, piece in enumerate(pieces):
        text = piece.text
        first, last = at == 0, at == len(pieces) - 1
        if piece.sort is Sort.SAME and len(text) > (1 if first or last else 2) * _AROUND + 2:
            before = "" if first else text[:_AROUND]
            after = "" if last else text[-_AROUND:]
            text = f"{before}……{after}"
        shown.append(text)
    return "".join(shown)


def places_of(amendment: Amendment) -> str:
    """Where a change stands; the head or the declarations where it stands in no clause."""
    places = [place for place in amendment.places if place.old or place.new]
    shown = list(dict.fromkeys(place.shown for place in places))
    units = {unit_of(place.new or place.old) for place in places}
    if len(shown) > _MOST_PLACES and len(units) == 1:
        return f"{units.pop()}（{len(shown)}处）"
    return "、".join(shown) or amendment.of or "全文"


_MARKS = {Sort.SAME: Mark.PLAIN, Sort.FOLLOWS: Mark.QUIET}


def pieces_line(label: str, pieces: Pieces, mark: Mark, *, renumbered: bool = False) -> Line:
    """The words of a line, the changed ones under a mark; the number of a clause before them."""
    runs = []
    if label:
        blank = "　" if label.startswith("第") else ""
        runs.append(Run(f"{label}{blank}", Mark.QUIET if renumbered else Mark.STRONG))
    runs += [Run(piece.text, _MARKS.get(piece.sort, mark)) for piece in pieces]
    return Line(tuple(runs)) if runs else line("")


def fate_words(row: RowPair) -> str:
    """What became of a clause as a whole, where that is not seen from its words."""
    told = []
    if row.fate is Fate.REMOVED:
        told.append(f"并入{row.merged_into}" if row.merged_into else "删去")
    if row.fate is Fate.ADDED:
        told.append(f"由原{row.split_from}分出" if row.split_from else "新增")
    if row.renumbered:
        told.append(f"{row.names[0]}改为{row.names[1]}")
    if row.moved:
        told.append("位置移动")
    return "，".join(told)


def touch_words(words: Sequence[tuple[Touch, Sequence[str]]]) -> str:
    """数字 2、3；规范词 可以."""
    return "；".join(f"{touch.value} {'、'.join(some)}" for touch, some in words)
