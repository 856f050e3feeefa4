"""What a text says besides deciding cases, version against version: duties, sanctions, figures,
phases, definitions. None of it changes a decision; what it changes is said with each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from policyc.analysis.condition_words import show_condition
from policyc.core.conditions import TRUE
from policyc.core.content import (
    Application,
    Commencement,
    Content,
    Definition,
    Delegation,
    Division,
    Duty,
    Indicator,
    Phase,
    Repeal,
    Role,
    Sanction,
    UnitMark,
)
from policyc.core.norms import Policy
from policyc.core.types import show_value
from policyc.revision.align import bigrams, likeness, pair_in_stages
from policyc.revision.align_norms import UNSAID
from policyc.revision.amendments import Amendment, Kind, Where, amended
from policyc.revision.versions import Versions

_Show = Callable[[Any], str]
_SAME = 0.4
"""From here two sentences of one clause are versions of one another."""


@frozen
class _Field:
    """A part of a sentence that means something by itself."""

    name: str
    kind: Kind
    about: str
    show: _Show = str
    names: bool = False
    """Whether it is a list of bodies, whose order does not matter."""


def _joined(values: Sequence[str]) -> str:
    return "、".join(values)


def _acts(values: Sequence[str]) -> str:
    return "；".join(values)


def _text(value: Any) -> str:
    return "" if value is None else str(value.text)


def _word(value: Any) -> str:
    return "" if value is None else str(value.value)


def _dated(said: Commencement) -> str:
    return said.text if said.date is None else f"{said.text}（{show_value(said.date)}）"


def _periods(periods: Sequence[Any]) -> str:
    return "、".join(period.shown for period in periods)


def _bodies(name: str, about: str) -> _Field:
    return _Field(name, Kind.BODY, about, _joined, names=True)


_MODALITY = _Field("modality", Kind.MODALITY, "规范词", _word)
_ACTS = _Field("acts", Kind.ACT, "做什么", _acts)
_DEADLINE = _Field("deadline", Kind.TERM, "期限", _text)
_UNDER = _Field("under", Kind.SCOPE, "按什么规定")

_FIELDS: Mapping[type, tuple[_Field, ...]] = {
    Duty: (
        _MODALITY,
        _bodies("bodies", "由谁"),
        _bodies("towards", "向谁"),
        _bodies("consent", "经谁同意"),
        _ACTS,
        _Field("frequency", Kind.TERM, "频次", _text),
        _DEADLINE,
        _UNDER,
        _Field("criterion", Kind.ACT, "标准"),
    ),
    Sanction: (
        _MODALITY,
        _Field("discretion", Kind.MODALITY, "视情", lambda v: "视情" if v else "不视情"),
        _bodies("targets", "对谁"),
        _bodies("deciders", "由谁决定"),
        _Field("measures", Kind.ACT, "措施", _acts),
        _UNDER,
    ),
    Role: (_bodies("holders", "由谁担任"),),
    Definition: (_Field("meaning", Kind.DEFINITION, "含义"),),
    Application: (
        _bodies("bodies", "对谁适用"),
        _Field("by_analogy", Kind.SCOPE, "依照或者参照", lambda v: "参照" if v else "依照"),
        _Field("text", Kind.SCOPE, "适用什么"),
    ),
    Delegation: (_MODALITY, _bodies("bodies", "授权给谁"), _ACTS),
    Commencement: (_Field("date", Kind.TERM, "施行日", lambda v: show_value(v) if v else ""),),
    Repeal: (_Field("document", Kind.SCOPE, "废止的文件"),),
    UnitMark: (
        _Field("kind", Kind.ENCODING, "条款的标注", _word),
        _Field("reason", Kind.ENCODING, "标注的理由"),
    ),
    Phase: (
        _Field("periods", Kind.TERM, "起止", _periods),
        _Field("name", Kind.ACT, "名称"),
    ),
    Indicator: (
        _Field("target", Kind.THRESHOLD, "要求", _text),
        _Field("share_of", Kind.DEFINITION, "分母", lambda v: v or ""),
        _Field("base", Kind.DEFINITION, "基期", lambda v: v or ""),
        _Field("window", Kind.TERM, "统计期"),
        _DEADLINE,
        _bodies("answerable", "由谁负责"),
        _bodies("whose", "对象"),
    ),
    Division: (
        _bodies("lead", "牵头"),
        _bodies("responsible", "责任"),
        _bodies("assist", "配合"),
    ),
}


def content_amendments(versions: Versions) -> Iterator[Amendment]:
    """What the new text says otherwise about duties, sanctions, plans and words."""
    pairs, gone, come = _pair(versions)
    for old, new in pairs:
        yield from _compared(versions, old, new)
    for said in gone:
        where = Where(said.place.citation, "")
        yield amended(_kind(said), title(said), words_of(versions.old, said), "", where=where)
    for said in come:
        where = Where("", said.place.citation)
        yield amended(_kind(said), title(said), "", words_of(versions.new, said), where=where)


def _pair(
    versions: Versions,
) -> tuple[list[tuple[Content, Content]], list[Content], list[Content]]:
    """Sentences of one sort that belong together: at one clause the likest, then in one 条, then
    those that say the same anywhere."""
    same_sort = _of_one_sort
    return pair_in_stages(
        versions.old.content,
        versions.new.content,
        (
            same_sort(lambda a, b: 1 + _alike(a, b) if versions.same_place(_at(a), _at(b)) else 0),
            same_sort(lambda a, b: _like(a, b) if versions.near(_at(a), _at(b)) else 0),
            same_sort(lambda a, b: not any(_compared(versions, a, b))),
        ),
    )


def _of_one_sort(grade: Callable[[Content, Content], float]) -> Callable[[Content, Content], float]:
    return lambda old, new: grade(old, new) if type(old) is type(new) else 0.0


def _at(said: Content) -> str:
    return said.place.citation


def _alike(old: Content, new: Content) -> float:
    return likeness(bigrams(_plainly(old)), bigrams(_plainly(new)))


def _like(old: Content, new: Content) -> float:
    grade = _alike(old, new)
    return grade if grade >= _SAME else 0.0


def _plainly(said: Content) -> str:
    return title(said) + "".join(f.show(getattr(said, f.name)) for f in _FIELDS[type(said)])


def _compared(versions: Versions, old: Content, new: Content) -> Iterator[Amendment]:
    where, of = Where(_at(old), _at(new)), title(new)
    for each in _FIELDS[type(new)]:
        was, now = (getattr(said, each.name) for said in (old, new))
        if each.names:
            same = versions.old.bodies_behind(was) == versions.new.bodies_behind(now)
        else:
            same = versions.same_words(each.show(was), each.show(now))
        if not same:
            shown = each.show(was) or UNSAID, each.show(now) or UNSAID
            yield amended(each.kind, each.about, *shown, of=of, where=where)
    if isinstance(old, Commencement) and isinstance(new, Commencement):
        worded = old.date == new.date and not versions.same_words(old.text, new.text)
        if worded:
            yield amended(Kind.TERM, "施行日", _dated(old), _dated(new), of=of, where=where)
    if isinstance(old, (Duty, Sanction)) and isinstance(new, (Duty, Sanction)):
        for shift in versions.conditions.shifts(old.condition, new.condition):
            yield amended(shift.kind, shift.about, shift.old, shift.new, of=of, where=where)


# In words ----------------------------------------------------------------------------------

_TITLES: Mapping[type, str] = {
    Sanction: "追责",
    Role: "角色",
    Definition: "定义",
    Application: "适用",
    Delegation: "授权",
    Commencement: "施行",
    Repeal: "废止",
    UnitMark: "标注",
    Phase: "阶段",
    Indicator: "指标",
    Division: "分工",
}
_LONGEST = 24
"""Characters of an act that a title repeats."""


def title(said: Content) -> str:
    """Which sentence it is: 职责（加强禁毒委员会办公室建设……）, 指标“戒断三年以上率”."""
    match said:
        case Duty():
            word = "程序" if said.procedure else "职责"
            return f"{word}（{_short(_acts(said.acts))}）"
        case Sanction():
            return f"追责（{_short(_acts(said.measures))}）"
        case Role() | Definition() | Phase() | Indicator():
            return f"{_TITLES[type(said)]}“{said.name}”"
        case Delegation():
            return f"授权（{_short(_acts(said.acts))}）"
        case Division() if said.task:
            return f"分工（{_short(said.task)}）"
        case _:
            return _TITLES[type(said)]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"


def _kind(said: Content) -> Kind:
    """What is added or removed with a whole sentence."""
    kinds: Mapping[type, Kind] = {
        Role: Kind.BODY,
        Division: Kind.BODY,
        Definition: Kind.DEFINITION,
        Application: Kind.SCOPE,
        Commencement: Kind.TERM,
        Repeal: Kind.SCOPE,
        Phase: Kind.TERM,
        Indicator: Kind.THRESHOLD,
        UnitMark: Kind.ENCODING,
    }
    return kinds.get(type(said), Kind.ACT)


def words_of(policy: Policy, said: Content) -> str:
    """A whole sentence in words, part by part."""
    parts = [
        f"{each.about}：{shown}"
        for each in _FIELDS[type(said)]
        if (shown := each.show(getattr(said, each.name)))
    ]
    if isinstance(said, (Duty, Sanction)) and said.condition != TRUE:
        parts.insert(0, f"情形：{show_condition(policy, said.condition)}")
    if isinstance(said, Commencement):
        parts = [_dated(said)]
    return "；".join(parts) or title(said)
