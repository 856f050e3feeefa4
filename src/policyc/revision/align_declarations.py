"""What both versions declare: facts, outcomes, readings, axioms, precedence, lives, the head."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import evolve

from policyc.analysis.condition_words import show_axiom, show_condition
from policyc.analysis.words import place
from policyc.core.compose import same_values
from policyc.core.lifecycle import Change, ChangeKind, Lifecycle
from policyc.core.norms import Axiom, Fact, Outcome, Policy, Reading
from policyc.core.types import show_type, show_value
from policyc.revision.align_norms import UNSAID
from policyc.revision.amendments import Amendment, Kind, Where, amended
from policyc.revision.versions import Versions

_T = TypeVar("_T")
_Tell = Callable[..., Amendment]


def declaration_amendments(versions: Versions) -> Iterator[Amendment]:
    """Everything that the new text declares otherwise."""
    for compare in (_outcomes, _facts, _readings, _axioms, _precedence, _lives, _terms, _bodies):
        yield from compare(versions)


def _named(
    old: Iterable[_T], new: Iterable[_T], name: Callable[[_T], str], renamed: Mapping[str, str]
) -> Iterator[tuple[_T | None, _T | None]]:
    """Items with their counterparts by name, those of the new text first."""
    left = {name(item): item for item in old}
    for item in new:
        yield left.pop(renamed.get(name(item), name(item)), None), item
    for item in left.values():
        yield item, None


# Facts and outcomes ------------------------------------------------------------------------


def _facts(versions: Versions) -> Iterator[Amendment]:
    """What is asked for and how it is counted. A fact of one text only is told where it is used."""
    for old, new in _named(
        versions.old.facts, versions.new.facts, lambda f: f.name, versions.names
    ):
        if old is not None and new is not None:
            yield from _fact(versions, old, new)


def _fact(versions: Versions, old: Fact, new: Fact) -> Iterator[Amendment]:
    where, of = Where(old.basis, new.basis), f"事实“{new.name}”"

    def tell(kind: Kind, about: str, was: str, now: str, deciding: bool = False) -> Amendment:
        shown = was or UNSAID, now or UNSAID
        return amended(kind, about, *shown, of=of, where=where, deciding=deciding)

    if not same_values(old.type, new.type):
        yield tell(Kind.DEFINITION, "可取的值", show_type(old.type), show_type(new.type), True)
    if versions.old.body(old.determined_by) != versions.new.body(new.determined_by):
        yield tell(Kind.BODY, "由谁认定", old.determined_by, new.determined_by)
    if old.window != new.window:
        yield tell(Kind.TERM, "统计期", old.window, new.window)
    if not versions.same_words(old.definition, new.definition):
        yield tell(Kind.DEFINITION, "含义", old.definition, new.definition)
    if old.fed_by != new.fed_by:
        words = [" ".join(fact.fed_by or ()) for fact in (old, new)]
        yield tell(Kind.SCOPE, "来自", words[0], words[1])
    if old.harmless != new.harmless:
        words = [show_value(fact.harmless, fact.type) for fact in (old, new)]
        yield tell(Kind.ENCODING, "平常值", words[0], words[1])
    if old.worse is not new.worse:
        yield tell(Kind.ENCODING, "轻重方向", old.worse.value, new.worse.value)


def _outcomes(versions: Versions) -> Iterator[Amendment]:
    for old, new in _named(
        versions.old.outcomes, versions.new.outcomes, lambda o: o.name, versions.names
    ):
        if old is not None and new is not None:
            yield from _outcome(versions, old, new)


def _outcome(versions: Versions, old: Outcome, new: Outcome) -> Iterator[Amendment]:
    of = f"结论“{new.name}”"

    def tell(kind: Kind, about: str, was: str, now: str, where: Where | None = None) -> Amendment:
        return amended(kind, about, was, now, of=of, where=where, deciding=True)

    if not same_values(old.type, new.type):
        yield tell(Kind.RESULT, "可取的值", show_type(old.type), show_type(new.type))
    if old.subject != new.subject:
        yield tell(Kind.BODY, "对象", old.subject, new.subject)
    for each in _declared(versions, old, new, tell):
        yield evolve(each, outcomes=(old.name,))


def _declared(versions: Versions, old: Outcome, new: Outcome, tell: _Tell) -> Iterator[Amendment]:
    """What the text says of an outcome that a case can be decided by."""
    if old.overlap is not new.overlap:
        yield tell(Kind.PRIORITY, "几条规定同时适用时", old.overlap.value, new.overlap.value)
    where = Where(old.trigger_citation, new.trigger_citation)
    if old.trigger is not None and new.trigger is not None:
        for shift in versions.conditions.shifts(old.trigger, new.trigger):
            yield tell(shift.kind, f"何时应有：{shift.about}", shift.old, shift.new, where)
    elif old.trigger is not new.trigger:
        words = [_when(*each) for each in ((versions.old, old), (versions.new, new))]
        yield tell(Kind.CONDITION, "何时应有", words[0] or UNSAID, words[1] or UNSAID, where)
    if (old.given or "") != versions.names.get(new.given or "", new.given or ""):
        yield tell(Kind.ENCODING, "官方认定", old.given or UNSAID, new.given or UNSAID)


def _when(policy: Policy, outcome: Outcome) -> str:
    return "" if outcome.trigger is None else show_condition(policy, outcome.trigger)


# Readings, axioms, precedence --------------------------------------------------------------


def _readings(versions: Versions) -> Iterator[Amendment]:
    """Ambiguities that came, went or are read otherwise."""
    for old, new in _named(versions.old.readings, versions.new.readings, lambda r: r.name, {}):
        either = new or old
        assert either is not None
        words = _choices(old), _choices(new)
        if words[0] != words[1]:
            yield amended(Kind.READING, f"“{either.name}”", *words, of="有歧义之处")


def _choices(reading: Reading | None) -> str:
    return "" if reading is None else " / ".join(reading.choices)


def _axioms(versions: Versions) -> Iterator[Amendment]:
    for old, new in _named(versions.old.axioms, versions.new.axioms, lambda a: a.name, {}):
        either = new or old
        assert either is not None
        if old and new and versions.conditions.same(old.condition, new.condition):
            continue
        words = _axiom(versions.old, old), _axiom(versions.new, new)
        yield amended(Kind.ENCODING, f"常理“{either.name}”", *words, deciding=True)


def _axiom(policy: Policy, axiom: Axiom | None) -> str:
    return "" if axiom is None else show_axiom(policy, axiom)


def _precedence(versions: Versions) -> Iterator[Amendment]:
    """Which norms the text puts before which."""
    known = _order(versions.old)
    now = {pair: (versions.now(pair[0]) or "", versions.now(pair[1]) or "") for pair in known}
    new = _order(versions.new)
    for pair in new:
        if pair not in now.values():
            yield _before(pair, Where("", pair[0]), old=False)
    for pair, follows in now.items():
        if follows not in new:
            yield _before(pair, Where(pair[0], ""), old=True)


def _before(pair: tuple[str, str], where: Where, *, old: bool) -> Amendment:
    words = f"{pair[0]}优先于{pair[1]}"
    shown = (words, "") if old else ("", words)
    return amended(Kind.PRIORITY, "优先关系", *shown, where=where, deciding=True)


def _order(policy: Policy) -> list[tuple[str, str]]:
    return [(place(policy.norm(d.winner)), place(policy.norm(d.loser))) for d in policy.defeats]


# Lives -------------------------------------------------------------------------------------


def _lives(versions: Versions) -> Iterator[Amendment]:
    for old, new in _named(versions.old.lifecycles, versions.new.lifecycles, lambda c: c.name, {}):
        if old is None or new is None:
            either = old or new
            assert either is not None
            words = ("有" if old else "", "有" if new else "")
            places = Where(old.citation if old else "", new.citation if new else "")
            yield amended(Kind.PROCEDURE, f"流程“{either.name}”", *words, where=places)
            continue
        yield from _life(versions, old, new)


def _life(versions: Versions, old: Lifecycle, new: Lifecycle) -> Iterator[Amendment]:
    where, of = Where(old.citation, new.citation), f"流程“{new.name}”"
    if not versions.same_words(old.start, new.start):
        shown = old.start or UNSAID, new.start or UNSAID
        yield amended(Kind.TERM, "期限从何时起算", *shown, of=of, where=where)
    if set(old.finals) != set(new.finals):
        shown = "、".join(map(show_value, old.finals)), "、".join(map(show_value, new.finals))
        yield amended(Kind.PROCEDURE, "到何处终止", *shown, of=of, where=where)
    for was, now in _named(old.changes, new.changes, _decision, versions.names):
        either = now or was
        assert either is not None
        places = Where(was.citation if was else "", now.citation if now else "")
        about = f"“{either.outcome}”为{show_value(either.value)}时"
        for kind, what, say in _CHANGES:
            before = say(was) if was else ""
            after = say(now) if now else ""
            if before != after:
                words = (before or UNSAID, after or UNSAID) if was and now else (before, after)
                yield amended(kind, f"{about}{what}", *words, of=of, where=places)


def _decision(change: Change) -> str:
    return f"{change.outcome} {change.value}"


def _leads(change: Change) -> str:
    if change.kind is ChangeKind.PROLONG:
        return "延长期限"
    if change.kind is ChangeKind.STAY:
        return "级别不变"
    target = "相邻一级" if change.step else UNSAID
    return f"{change.kind.value}{target if change.target is None else show_value(change.target)}"


def _length(change: Change) -> str:
    return "" if change.length is None else str(change.length)


def _times(change: Change) -> str:
    if change.unlimited:
        return "不限次数"
    return "" if change.times is None else f"{change.times}次"


def _restarts(change: Change) -> str:
    return "重新起算" if change.restarts else ""


_CHANGES: tuple[tuple[Kind, str, Callable[[Change], str]], ...] = (
    (Kind.PROCEDURE, "级别怎样变", _leads),
    (Kind.TERM, "续期的长短", _length),
    (Kind.TERM, "可以几次", _times),
    (Kind.TERM, "期限是否重新起算", _restarts),
)


# Words and bodies --------------------------------------------------------------------------


def _terms(versions: Versions) -> Iterator[Amendment]:
    """Words that a text uses without defining them."""
    terms = (versions.old.undefined_terms, versions.new.undefined_terms)
    for old, new in _named(*terms, lambda term: term.name, {}):
        if old is None or new is None:
            either = old or new
            assert either is not None
            words = "使用而未定义"
            cited = ["、".join(term.citations) if term else "" for term in (old, new)]
            places = Where(cited[0], cited[1])
            shown = (words if old else "", words if new else "")
            yield amended(Kind.DEFINITION, f"“{either.name}”", *shown, where=places)


def _bodies(versions: Versions) -> Iterator[Amendment]:
    for old, new in _named(versions.old.bodies, versions.new.bodies, lambda b: b.name, {}):
        either = new or old
        assert either is not None
        words = ("、".join(old.others) if old else "", "、".join(new.others) if new else "")
        if set(old.others if old else ()) != set(new.others if new else ()):
            yield amended(Kind.ENCODING, f"机关“{either.name}”又称", *words)
