"""时间与附则: in force from when, phases, days that are fixed; who explains, what is repealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import row_of
from policyc.comparison.texts import HEAD, Text
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.core.content import Commencement, Delegation, Duty, Indicator, Phase, Repeal
from policyc.core.dates import Deadline, Period, Point
from policyc.core.programme import Place
from policyc.core.types import show_value

_EACH_ITS_OWN = Basis(Comparability.SIMILAR, "都是自己的时间安排，只能看长短先后")

_KEY = ("施行", "失效", "全程")


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    rows = (
        ("施行", _commencement, Basis(Comparability.SAME, "都是施行的时间")),
        ("失效", _expiry, Basis(Comparability.SAME, "都是有效期的止日")),
        ("全程", lambda text: _phases(text, whole=True), _EACH_ITS_OWN),
        ("阶段", lambda text: _phases(text, whole=False), _EACH_ITS_OWN),
        ("定有日期的任务和指标", _deadlines, _EACH_ITS_OWN),
        ("由谁解释", lambda text: _delegated(text, explains=True), Basis(why="都是解释权的规定")),
        (
            "授权下级或者其他机关",
            lambda text: _delegated(text, explains=False),
            Basis(Comparability.SIMILAR, "授权的事项各有写法"),
        ),
        ("废止", _repeals, Basis(Comparability.SIMILAR, "各自废止以前的文件")),
    )
    for title, entries, basis in rows:
        said = {i: list(entries(text)) for i, text in enumerate(texts)}
        if any(said.values()):
            yield row_of(title, texts, said, basis, key=title in _KEY)


def _commencement(text: Text) -> Iterator[Entry]:
    day = text.policy.effective
    shown = "" if day is None else show_value(day)
    found = [said for said in text.policy.content if isinstance(said, Commencement)]
    for said in found:
        dated = f"{said.text}（{shown}）" if shown and said.date is None else said.text
        undated = "" if shown or said.date else "（日期没有填写）"
        head = (Place(HEAD, ""),) if shown and said.date is None else ()
        yield Entry(f"{dated}{undated}", (said.place, *head))
    if shown and not found:
        yield Entry(shown, (Place(HEAD, ""),))


def _expiry(text: Text) -> Iterator[Entry]:
    if text.head.expires is not None:
        day = show_value(text.head.expires)
        where = [
            said.place
            for said in text.policy.content
            if isinstance(said, Commencement) and day in said.place.quote
        ]
        yield Entry(day, tuple(where) or (Place(HEAD, ""),))


def _phases(text: Text, *, whole: bool) -> Iterator[Entry]:
    for said in text.policy.content:
        if isinstance(said, Phase) and said.whole is whole:
            spans = "、".join(_period(period) for period in said.periods)
            yield Entry(f"{said.name}：{spans}", (said.place,))


def _period(period: Period) -> str:
    if period.text:
        return period.text
    return f"{_point(period.start)}至{_point(period.end)}"


def _point(point: Point) -> str:
    if not point.text:
        return "（没有写）"
    return point.text if point.day is None else show_value(point.day)


def _deadlines(text: Text) -> Iterator[Entry]:
    for said in text.policy.content:
        match said:
            case Indicator(deadline=Deadline() as due) if due.known:
                yield Entry(f"{due.text}：{said.name}{said.target.text}", (said.place,))
            case Duty(deadline=Deadline() as due) if due.known:
                who = "、".join(said.bodies) or "没有写由谁"
                yield Entry(f"{due.text}：{who}{'；'.join(said.acts)}", (said.place,))


def _delegated(text: Text, *, explains: bool) -> Iterator[Entry]:
    for said in text.policy.content:
        if isinstance(said, Delegation) and any("解释" in act for act in said.acts) is explains:
            modality = "" if said.modality is None else said.modality.value
            acts = "" if explains else f"：{modality}{'；'.join(said.acts)}"
            yield Entry(f"{'、'.join(said.bodies)}{acts}", (said.place,))


def _repeals(text: Text) -> Iterator[Entry]:
    for said in text.policy.content:
        if isinstance(said, Repeal):
            yield Entry(said.document, (said.place,))


DIMENSION = Dimension("时间与附则", "何时施行，分几个阶段，由谁解释", _rows)
