"""An evaluation for a person: what came out, on which clauses, and what to ask next."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.core.flags import Flag, FlagCode
from policyc.core.norms import Fact, Modality, Outcome, Overlap, Policy
from policyc.core.results import Decision, Evaluation, Kind, NormTrace, OutcomeResult
from policyc.reports.evaluation_json import (
    how_causes_ended,
    in_force,
    label_of,
    shown_norms,
    why_asked,
)
from policyc.reports.layout import Screen, clip, paragraph, table, titled
from policyc.reports.values import show_domain, show_values

_COLOURS = {
    Kind.DECIDED: "green",
    Kind.UNKNOWN: "yellow",
    Kind.DISCRETION: "cyan",
    Kind.CONFLICT: "red",
    Kind.GAP: "red",
    Kind.NOT_APPLICABLE: "dim",
    Kind.DIVERGENT: "yellow",
}
_EXPLAINED = {
    Kind.CONFLICT: "几条规定同时生效，结果不同，文件没有规定以哪个为准",
    Kind.GAP: "应当有结果，却没有任何条款给出",
    Kind.DIVERGENT: "结果取决于怎样理解原文，见下表",
    Kind.NOT_APPLICABLE: "只有不得怎样的规定，没有条款给出结果",
}
_MAX_QUOTED = 6
"""Clauses not known to be in force that are quoted; of more only the places are given."""

_MAX_ASKED = 12
"""Missing facts that are shown as a table."""

_MAX_READINGS = 16
"""Combinations of readings that are shown."""

_QUOTE_WIDTH = 600
"""Display columns of a quoted clause that are shown."""


def evaluation_to_text(policy: Policy, evaluation: Evaluation, screen: Screen) -> str:
    """One block per outcome; what does not apply stands in one line at the end."""
    lines: list[str] = []
    for result in evaluation.outcomes:
        if not _has_nothing(result):
            lines += [*_block(policy, result, evaluation, screen), ""]
    lines += _not_applicable(evaluation, screen)
    lines += _flags(evaluation, screen)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _has_nothing(result: OutcomeResult) -> bool:
    """Whether an outcome does not apply and no prohibition about it is, or may be, in force."""
    return result.kind is Kind.NOT_APPLICABLE and all(e.force is False for e in result.trace)


def _block(
    policy: Policy, result: OutcomeResult, evaluation: Evaluation, screen: Screen
) -> list[str]:
    outcome = policy.outcome(result.outcome)
    kind = screen.paint(result.kind.value, "bold", _COLOURS[result.kind])
    label = screen.paint(label_of(result, evaluation), "bold")
    lines = [f"{label}：{kind}{_shown_value(outcome, result, screen)}"]
    explanation = _explanation(outcome, result, evaluation)
    if explanation:
        lines += paragraph(explanation, screen.width, "  ")
    if result.kind is Kind.GAP and outcome.trigger_citation:
        lines.append("  应当有结果的依据")
        lines += _clause(outcome.trigger_citation, "", outcome.trigger_quote, screen)
    lines += _norms(outcome, result, screen)
    lines += _by_reading(outcome, result, screen)
    lines += _missing(policy, result, evaluation, screen)
    if result.readings:
        chosen = "、".join(f"{name}={choice}" for name, choice in result.readings)
        lines.append(f"  指定的读法：{chosen}")
    return lines


def _shown_value(outcome: Outcome, result: OutcomeResult, screen: Screen) -> str:
    if result.kind not in (Kind.DECIDED, Kind.CONFLICT):
        return ""
    joint = " 与 " if result.kind is Kind.CONFLICT else "、"
    return "  " + screen.paint(show_values(result.values, outcome.type, joint), "bold")


def _explanation(outcome: Outcome, result: OutcomeResult, evaluation: Evaluation) -> str:
    match result.kind:
        case Kind.UNKNOWN if result.values:
            known = show_values(result.values, outcome.type)
            return f"已能确定的部分：{known}；其余取决于未知的事实"
        case Kind.UNKNOWN:
            return _unknown(result, evaluation)
        case Kind.DISCRETION:
            return _discretion(outcome, result)
        case Kind.DECIDED if outcome.overlap is Overlap.CUMULATIVE:
            return "几条规定的结果累加" if len(result.values) > 1 else ""
        case Kind.DECIDED if outcome.overlap in (Overlap.HIGHEST, Overlap.LOWEST):
            return _chosen(outcome, result)
        case _:
            return _EXPLAINED.get(result.kind, "")


def _chosen(outcome: Outcome, result: OutcomeResult) -> str:
    """By what the text says of several results, where there were several."""
    given = {v for each in result.trace if each.force is True for v in each.norm.values}
    ground = f"（{outcome.overlap_basis}）" if outcome.overlap_basis else ""
    return f"几条规定的结果不同，{outcome.overlap.value}{ground}" if len(given) > 1 else ""


def _unknown(result: OutcomeResult, evaluation: Evaluation) -> str:
    """Whether facts are missing, or something upstream is not decided by any facts."""
    if not result.causes:
        return "已知的事实还不足以确定结果"
    ended = "；".join(f"“{n}”{how}" for n, how in how_causes_ended(result, evaluation).items())
    if not result.missing:
        return f"取决于别的结论，而{ended}；不是缺事实，再查事实也定不下来"
    return f"取决于别的结论，而{ended}，由条文定不下来"


def _discretion(outcome: Outcome, result: OutcomeResult) -> str:
    """Between what, by whom, by which criterion."""
    norms = [entry.norm for entry in result.trace if entry.force is True]
    deciders = "、".join(dict.fromkeys(norm.decider for norm in norms if norm.decider))
    criteria = "；".join(dict.fromkeys(norm.criterion for norm in norms if norm.criterion))
    options = show_values(result.permitted, outcome.type)
    chooser = f"由{deciders}选择" if deciders else "原文没有写明由谁选择"
    standard = f"标准：{criteria}" if criteria else "原文没有写明选择的标准"
    return f"可在 {options} 中选择；{chooser}；{standard}"


def _norms(outcome: Outcome, result: OutcomeResult, screen: Screen) -> list[str]:
    shown = shown_norms(result.trace)
    undecided = [e for e in shown if e.force is None]
    by_reading = [e for e in undecided if _depends_on_reading(e, result)]
    groups: tuple[tuple[str, list[NormTrace]], ...] = (
        ("生效的条款", [e for e in shown if e.force is True]),
        ("是否生效取决于读法的条款", by_reading),
        (_undecided_title(result), [e for e in undecided if e not in by_reading]),
        ("被排除的条款", [e for e in shown if e.force is False]),
    )
    lines = []
    for title, entries in groups:
        if entries:
            lines.append(f"  {title}")
            quoted = entries[0].force is not None or len(entries) <= _MAX_QUOTED
            lines += _clauses(outcome, entries, screen, quoted)
    return lines


def _depends_on_reading(entry: NormTrace, result: OutcomeResult) -> bool:
    """Whether a norm's force differs between the readings, rather than hanging on facts."""
    forces = {
        each.force
        for under in result.by_reading
        for each in under.decision.trace
        if each.norm.id == entry.norm.id
    }
    return len(forces) > 1


def _undecided_title(result: OutcomeResult) -> str:
    if result.kind is Kind.CONFLICT:
        return "是否生效取决于读法或者未知的事实、但都不能消除冲突的条款"
    if result.kind in (Kind.DECIDED, Kind.DISCRETION):
        return "是否生效不能确定、但不影响结果的条款"
    return "是否生效尚不能确定的条款"


def _clauses(
    outcome: Outcome, entries: Sequence[NormTrace], screen: Screen, quoted: bool
) -> list[str]:
    """Each clause once, with all that it says; where there are many, without their words."""
    effects: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        place = (entry.norm.citation or entry.norm.id, entry.norm.quote if quoted else "")
        effects.setdefault(place, []).append(_effect(outcome, entry))
    lines = []
    for (citation, quote), found in effects.items():
        effect = f"→ {'；'.join(dict.fromkeys(found))}"
        lines += _clause(citation, effect, quote, screen)
    return lines


def _effect(outcome: Outcome, entry: NormTrace) -> str:
    norm = entry.norm
    values = show_values(norm.values, outcome.type)
    word = "" if norm.modality is Modality.SHALL else f"{norm.modality.value} "
    direct = "直接 " if norm.direct is not None else ""
    beaten = ""
    if entry.defeated_by:
        winners = "、".join(dict.fromkeys(w.citation or w.id for w in entry.defeated_by))
        beaten = f"（{winners}优先，本条不生效）"
    return f"{direct}{word}{values}{beaten}"


def _clause(citation: str, effect: str, quote: str, screen: Screen) -> list[str]:
    lines = [f"    {screen.paint(citation, 'cyan')} {effect}".rstrip()]
    if quote:
        lines += paragraph(f"“{clip(quote, _QUOTE_WIDTH)}”", screen.width, "      ")
    return lines


def _by_reading(outcome: Outcome, result: OutcomeResult, screen: Screen) -> list[str]:
    if not result.by_reading:
        return []
    names = [name for name, _ in result.by_reading[0].readings]
    rows = [
        [
            *(choice for _, choice in under.readings),
            short_result(outcome, under.decision),
            "、".join(in_force(under.decision.trace)),
        ]
        for under in result.by_reading[:_MAX_READINGS]
    ]
    unlisted = len(result.by_reading) - len(rows)
    more = [f"    另有 {unlisted} 种组合，用 --reading 指定几种读法，或看 --format json"]
    header = [*(f"「{name}」读作" for name in names), "结果", "生效的条款"]
    return [
        "  读法不同，结果如下",
        *table(rows, screen.width, header=header, indent="    ", screen=screen),
        *(more if unlisted else []),
    ]


def short_result(outcome: Outcome, decision: Decision | OutcomeResult) -> str:
    """A result in a few words: 通报警示, 冲突：挂牌整治 与 通报警示."""
    match decision.kind:
        case Kind.DECIDED:
            return show_values(decision.values, outcome.type)
        case Kind.CONFLICT:
            return f"冲突：{show_values(decision.values, outcome.type, ' 与 ')}"
        case Kind.DISCRETION:
            return f"裁量：{show_values(decision.permitted, outcome.type)}"
        case _:
            return str(decision.kind.value)


def _missing(
    policy: Policy, result: OutcomeResult, evaluation: Evaluation, screen: Screen
) -> list[str]:
    if not result.missing:
        return []
    count = f"{len(result.missing)} 项事实"
    smallest = "" if result.missing_is_smallest else "（可能不必全部查明）"
    title = f"  要确定结果，还须查明 {count}{smallest}"
    reasons = [(fact.name, why_asked(policy, result, fact, evaluation)) for fact in result.missing]
    notes = [
        line
        for name, reason in reasons
        if reason
        for line in paragraph(f"{reason}。", screen.width, f"    为什么问“{name}”：", " " * 6)
    ]
    if len(result.missing) > _MAX_ASKED:
        return [title, *_by_body(result.missing, screen), *notes]
    rows = [
        [fact.name, show_domain(fact.type), fact.determined_by or "未写明"]
        for fact in result.missing
    ]
    header = ["事实", "可填", "由谁认定"]
    return [title, *table(rows, screen.width, header=header, indent="    ", screen=screen), *notes]


def _by_body(facts: Sequence[Fact], screen: Screen) -> list[str]:
    """Many facts, only named, each with the others that the same body determines."""
    groups: dict[str, list[str]] = {}
    for fact in facts:
        groups.setdefault(fact.determined_by or "未写明由谁认定", []).append(fact.name)
    lines = []
    for body, names in groups.items():
        lines += paragraph("、".join(names), screen.width, f"    {body}：", " " * 6)
    return lines


def _not_applicable(evaluation: Evaluation, screen: Screen) -> list[str]:
    names = [label_of(result, evaluation) for result in evaluation.outcomes if _has_nothing(result)]
    if not names:
        return []
    return [*paragraph("、".join(names), screen.width, "不适用："), ""]


def _flags(evaluation: Evaluation, screen: Screen) -> list[str]:
    """Notes that every outcome shares once, the others with the outcome they are about."""
    shown: dict[Flag, list[str]] = {}
    for result in evaluation.outcomes:
        for flag in result.flags:
            unsettled = flag.code is FlagCode.N03 and result.kind is Kind.UNKNOWN
            if unsettled or flag.code is FlagCode.N05:
                continue  # the block of the outcome says so
            shown.setdefault(flag, []).append(label_of(result, evaluation))
    lines = []
    for flag, labels in shown.items():
        shared = len(labels) == len(evaluation.outcomes)
        title = "注意：" if shared else f"注意（{'、'.join(labels)}）："
        lines += paragraph(_FLAG_WORDS.get(flag.code, flag), screen.width, title, "      ")
    return lines


_FLAG_WORDS = {
    FlagCode.N01: "未施行：文件没有写明施行日期，或截至日在施行之前；结果仅供研究，不能作为依据。"
}


def heading(policy: Policy, details: Sequence[str], screen: Screen) -> str:
    """The document's title with a line under it; further lines say how it was evaluated."""
    title = titled(policy.title, policy.name, screen)
    return "\n".join([title, *(screen.paint(line, "dim") for line in details), ""]) + "\n"
