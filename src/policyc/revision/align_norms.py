"""The norms of both versions, each with its new version, and what it decides otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from policyc.analysis.condition_words import show_condition
from policyc.analysis.words import place
from policyc.core.conditions import TRUE, Condition
from policyc.core.lifecycle import LENGTH_UNITS
from policyc.core.norms import Modality, Norm, Policy, Window
from policyc.core.types import BoolType, IntType, show_value
from policyc.revision.align import pair_in_stages
from policyc.revision.amendments import Action, Amendment, Kind, Touched, Where, amended
from policyc.revision.versions import Versions

UNSAID = "未写明"
"""What stands for what a text does not say."""


def norm_amendments(versions: Versions) -> Iterator[Amendment]:
    """What the norms of the new text say otherwise, in the order of the new text."""
    pairs, gone, come = pair_norms(versions)
    for old, new in pairs:
        touched = (Touched(old.id, new.id),)
        for each in _compared(versions, old, new):
            yield evolve(each, norms=touched, deciding=True)
    for norm in gone:
        yield _alone(versions.old, norm, old=True)
    for norm in come:
        yield _alone(versions.new, norm, old=False)


def pair_norms(versions: Versions) -> tuple[list[tuple[Norm, Norm]], list[Norm], list[Norm]]:
    """Pairs of norms, and those that are only in the old text, or only in the new one.

    At the same clause first, then in the same 条, then anywhere if nothing else changed.
    """
    return pair_in_stages(
        versions.old.norms,
        versions.new.norms,
        (
            lambda a, b: 1 + _alike(versions, a, b) if _same_place(versions, a, b) else 0.0,
            lambda a, b: _alike(versions, a, b) if _near(versions, a, b) else 0.0,
            lambda a, b: _same_question(versions, a, b) and _same_rule(versions, a, b),
        ),
    )


def _same_place(versions: Versions, old: Norm, new: Norm) -> bool:
    at_place = versions.same_place(old.citation, new.citation)
    return at_place and _same_question(versions, old, new)


def _near(versions: Versions, old: Norm, new: Norm) -> bool:
    near = versions.near(old.citation, new.citation)
    return near and _same_question(versions, old, new)


def _same_question(versions: Versions, old: Norm, new: Norm) -> bool:
    """Whether both answer the same outcome; for whom may have been changed."""
    return versions.names.get(new.outcome, new.outcome) == old.outcome


def _alike(versions: Versions, old: Norm, new: Norm) -> float:
    """How much two norms have in common: the values, the 规范词, what is asked for."""
    share = versions.conditions.share(old.condition, new.condition)
    share += 2 * versions.conditions.same(old.condition, new.condition)
    same = (set(old.values) == set(new.values)) + 0.5 * (old.modality is new.modality)
    return share + same if share or same >= 1 else 0.0


def _same_rule(versions: Versions, old: Norm, new: Norm) -> bool:
    return next(_compared(versions, old, new), None) is None


# What one norm says otherwise --------------------------------------------------------------


def _compared(versions: Versions, old: Norm, new: Norm) -> Iterator[Amendment]:
    where = Where(place(old), place(new))
    of = decides(versions.new, new)

    def tell(kind: Kind, about: str, was: str, now: str) -> Amendment:
        return amended(kind, about, was or UNSAID, now or UNSAID, of=of, where=where)

    if old.modality is not new.modality:
        yield tell(Kind.MODALITY, "规范词", old.modality.value, new.modality.value)
    if set(old.values) != set(new.values):
        kind = Kind.TERM if is_term(versions.new, new.outcome) else Kind.RESULT
        shown = _values(versions.old, old), _values(versions.new, new)
        yield tell(kind, f"“{new.outcome}”", *shown)
    if old.subject != new.subject:
        yield tell(Kind.BODY, "对谁", old.subject, new.subject)
    if old.decider != new.decider:
        yield tell(Kind.BODY, "由谁决定", old.decider, new.decider)
    if not versions.same_words(old.criterion, new.criterion):
        yield tell(Kind.CONDITION, "按什么选择", old.criterion, new.criterion)
    if (old.direct or "") != (new.direct or ""):
        words = ["有" if norm.direct else "没有" for norm in (old, new)]
        yield tell(Kind.PRIORITY, "“直接”二字", *words)
    if old.window != new.window:
        yield tell(Kind.TERM, "有效期间", _window(old.window), _window(new.window))
    if old.competent is not new.competent:
        words = ["有权" if norm.competent else "无权" for norm in (old, new)]
        yield tell(Kind.BODY, "制定权限", *words)
    for each in versions.conditions.shifts(old.condition, new.condition):
        yield amended(each.kind, each.about, each.old, each.new, of=of, where=where)
    for kind, about, was, now in _exceptions(versions, old.exception, new.exception):
        yield tell(kind, about, was, now)


def _exceptions(
    versions: Versions, old: Condition | None, new: Condition | None
) -> Iterator[tuple[Kind, str, str, str]]:
    """Changes of the 但书; where only one has it, all of it."""
    if old is not None and new is not None:
        for shift in versions.conditions.shifts(old, new):
            yield shift.kind, f"除外的情形：{shift.about}", shift.old, shift.new
    elif old is not new:
        was = "没有" if old is None else show_condition(versions.old, old)
        now = "没有" if new is None else show_condition(versions.new, new)
        yield Kind.CONDITION, "除外的情形", was, now


def _alone(policy: Policy, norm: Norm, *, old: bool) -> Amendment:
    """A norm of one text only."""
    kind = Kind.TERM if is_term(policy, norm.outcome) else Kind.CONDITION
    words = rule_words(policy, norm)
    where = Where(place(norm), "") if old else Where("", place(norm))
    touched = Touched(norm.id, None) if old else Touched(None, norm.id)
    action = Action.REMOVED if old else Action.ADDED
    return Amendment(
        kind,
        "一种情形" if kind is Kind.CONDITION else f"“{norm.outcome}”",
        words if old else "",
        "" if old else words,
        decides(policy, norm),
        (where,),
        action,
        (touched,),
        deciding=True,
    )


# In words ----------------------------------------------------------------------------------


def is_term(policy: Policy, outcome: str) -> bool:
    """Whether an outcome is a length of time: the term of a state, an extension."""
    if any(life.term == outcome for life in policy.lifecycles):
        return True
    kind = policy.outcome(outcome).type
    return isinstance(kind, IntType) and kind.unit in LENGTH_UNITS


def decides(policy: Policy, norm: Norm) -> str:
    """What a norm decides: 应当将“整治级别”定为挂牌整治."""
    to = "" if norm.subject == policy.outcome(norm.outcome).subject else f"对{norm.subject}"
    if isinstance(policy.outcome(norm.outcome).type, BoolType) and norm.values == (True,):
        return f"{to}定为“{norm.outcome}”"
    return f"{to}将“{norm.outcome}”定为{_values(policy, norm)}"


def rule_words(policy: Policy, norm: Norm) -> str:
    """A whole norm in words."""
    when = "" if norm.condition == TRUE else f"{show_condition(policy, norm.condition)}的，"
    unless = ""
    if norm.exception is not None:
        unless = f"；{show_condition(policy, norm.exception)}的除外"
    word = "" if norm.modality is Modality.SHALL else norm.modality.value
    return f"{when}{word}{decides(policy, norm)}{unless}"


def _values(policy: Policy, norm: Norm) -> str:
    kind = policy.outcome(norm.outcome).type
    return "、".join(show_value(value, kind) for value in norm.values)


def _window(window: Window) -> str:
    start = "" if window.start is None else f"{show_value(window.start)}起"
    end = "" if window.end is None else f"至{show_value(window.end)}"
    return f"{start}{end}" or "不限"
