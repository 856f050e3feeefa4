"""Phases, indicators and who does what as core values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from attrs import define, evolve, field

from policyc.core.conditions import Any, Compare, Condition, FactRef, Op
from policyc.core.dates import Deadline, Period, Point
from policyc.core.from_resolved.attributes import basis_text, stray_attributes
from policyc.core.from_resolved.comparisons import fits
from policyc.core.from_resolved.expressions import Expressions
from policyc.core.from_resolved.schedules import deadline
from policyc.core.from_resolved.values import ValueProblem, split_quantity
from policyc.core.programme import (
    Aim,
    Body,
    Division,
    Indicator,
    Move,
    Pace,
    Phase,
    Place,
    Planned,
    Target,
)
from policyc.core.types import RealType
from policyc.diagnostics import Code, Collector, Diagnostic, Label
from policyc.resolved.document import Located, ResolvedDocument
from policyc.source.dates import days_of
from policyc.source.numerals import NumeralError
from policyc.source.span import Span
from policyc.surface import nodes as n

_FIRST, _LAST, _WHOLE = "首日", "末日", "全部"
_ENDS = {_FIRST: _FIRST, _LAST: _LAST, _WHOLE: _WHOLE}
"""Choices of a reading (or the word in brackets after one) that say which day an end means."""

_SHARE = re.compile(r"[%％﹪‰]|分之")
_DASH = re.compile("[—－–~～到-]+")
_NO_YEAR = re.compile(r"[0-9０-９一二三四五六七八九十]{1,3}月")
_MEASURES = {
    "words": "表述",
    "share_of": "分母",
    "base": "基期",
    "window": "统计期",
    "due": "期限",
    "answerable": "责任",
    "whose": "对象",
}


@define
class Programme:
    """Lowers what a plan says beyond duties, sentence by sentence."""

    expressions: Expressions
    report: Collector
    used: set[str] = field(factory=set)
    """The readings that ends of periods and targets rest on."""

    def lower(self, place: Place, located: Located, node: n.Planned) -> Planned:
        match node:
            case n.Phase():
                return self._phase(place, node)
            case n.Indicator():
                return self._indicator(place, located, node)
            case n.Division():
                return self._division(place, node)

    # -- phases
    def _phase(self, place: Place, node: n.Phase) -> Phase:
        self._stray(node.attributes, "期间" if node.whole else "阶段")
        periods = tuple(self._period(period) for period in node.periods)
        return Phase(place, node.name.text, periods, node.whole)

    def _stray(self, attributes: tuple[n.Attribute, ...], what: str) -> None:
        for problem in stray_attributes(attributes, what):
            self.report(problem)

    def _period(self, node: n.Period) -> Period:
        if node.end is not None:
            return Period(self._end(node.start, True), self._end(node.end, False))
        text = "" if node.start.text is None else node.start.text.text
        if node.start.mark is not None:
            self._idle(node.start.mark)
        days = self._days(node.start)
        first, last = days if days is not None else (None, None)
        return Period(Point(text, first), Point(text, last), text)

    def _days(self, node: n.Point) -> tuple[date, date] | None:
        """The days that a point covers; ``None`` where the text does not say or is damaged."""
        if node.text is None or node.quoted:
            return None
        try:
            return days_of(node.text.text)
        except NumeralError:
            self.report(_no_date(node.text))
            return None

    def _end(self, node: n.Point, starts: bool) -> Point:
        """An end of a range; which day a 旬, month or year means there is for a reading to say."""
        text = "" if node.text is None else node.text.text
        days = self._days(node)
        if days is None or days[0] == days[1]:
            if node.mark is not None:
                self._idle(node.mark)
            return Point(text, None if days is None else days[0])
        name = node.mark.reading if node.mark is not None else self._usual(node, text)
        if name is None:
            return Point(text)
        reading = self.expressions.readings.use(name, _example(text))
        if reading is None:
            return Point(text)
        found = self.expressions.readings.roles(reading, _ENDS, node.span)
        if found is None:
            return Point(text)
        self.used.add(reading.name)
        first = {_FIRST: True, _LAST: False, _WHOLE: starts}
        by_choice = tuple((choice, days[0] if first[role] else days[1]) for choice, role in found)
        return Point(text, None, reading.name, by_choice)

    def _usual(self, node: n.Point, text: str) -> n.Name | None:
        """The reading that bears the words of an end, with or without the year."""
        for name in (text, text.partition("年")[2]):
            if name in self.expressions.declared.readings:
                return n.Name(name, node.span)
        self.report(
            Diagnostic(
                Code.E306,
                f"“{text}”作为起止的一端，没有写明是其中的哪一天",
                node.span,
                help=f"原文写明的，写那一天；没有写明的，先声明，{_example(text)}",
            )
        )
        return None

    def _idle(self, mark: n.Mark) -> None:
        self.report(
            Diagnostic(
                Code.E404,
                f"〔依「{mark.reading.text}」〕在这里不起作用",
                mark.reading.span,
                help="它只能跟在作为起止一端的旬、月、年后面；删去它。",
            )
        )

    # -- indicators
    def _indicator(self, place: Place, located: Located, node: n.Indicator) -> Indicator:
        found: dict[str, n.Attribute] = {}
        for attribute in node.attributes:
            if attribute.kind == "basis":
                continue
            earlier = found.setdefault(attribute.kind, attribute)
            if earlier is not attribute:
                word = _MEASURES[attribute.kind]
                message, labels = f"“{word}”这一项写了两次", (Label(earlier.span, "先在这里写过"),)
                self.report(
                    Diagnostic(Code.E202, message, attribute.span, "只留一处。", labels=labels)
                )
        texts = {kind: tuple(v.text for v in a.values) for kind, a in found.items()}
        return Indicator(
            place,
            node.name.text,
            self._target(node, located),
            words="".join(texts.get("words", ())),
            share_of="".join(texts["share_of"]) if "share_of" in texts else None,
            base="".join(texts["base"]) if "base" in texts else None,
            window="".join(texts.get("window", ())),
            deadline=self._deadline(found.get("due")),
            answerable=texts.get("answerable", ()),
            whose=texts.get("whose", ()),
        )

    def _deadline(self, written: n.Attribute | None) -> Deadline | None:
        if written is None:
            return None
        found = deadline(written.values[0])
        if isinstance(found, Diagnostic):
            self.report(found)
            return None
        return found

    def _target(self, node: n.Indicator, located: Located) -> Target:
        match node.target:
            case n.Never():
                return Aim("零发生", Compare(FactRef(node.name.text), Op.EQ, 0), never=True)
            case n.Aim(written, comparator, values, mark, span):
                aim = self._aim(node, located, comparator, values, mark, span)
                return evolve(aim, text=written.text + "或".join(map(_written, values)))
            case n.Move(written, rises, pace, values, mark, span):
                amount = None
                if values:
                    exact = mark is None and all(isinstance(value, n.Name) for value in values)
                    comparator = n.Comparator.REACHES if exact else n.Comparator.EQUALS
                    amount = self._aim(node, located, comparator, values, mark, span)
                elif mark is not None:
                    self._idle(mark)
                shown = pace.value + written.text + "或".join(map(_written, values))
                return Move(shown, rises, amount, Pace(pace.value))

    def _aim(
        self,
        node: n.Indicator,
        located: Located,
        comparator: n.Comparator,
        values: tuple[n.ComparedValue, ...],
        mark: n.Mark | None,
        span: Span,
    ) -> Aim:
        fact = FactRef(node.name.text)
        text = comparator.value + "或".join(map(_written, values))
        unit = self._unit(values[0])
        expr = n.Comparison(node.name, comparator, values, mark, span)
        condition: Condition = Any(())
        if unit is not None:
            condition = self.expressions.comparisons.lower(
                expr, fact, RealType(unit), located.citation
            )
        if mark is not None:
            self.used.add(mark.reading.text)
        return Aim(text, condition, unit or "", double=_double(comparator, values))

    def _unit(self, value: n.ComparedValue) -> str | None:
        """The unit that a target is written in; ``None``, with a diagnostic, for no number."""
        written = next(_quantities(value))
        try:
            number, unit = split_quantity(written)
        except ValueProblem as problem:
            self.report(problem.diagnostic)
            return None
        if number is None:
            self.report(
                Diagnostic(
                    Code.E301,
                    f"指标要写数量，“{written.text}”不是",
                    written.span,
                    help="写成 达到 100%、不少于 1个、下降 10%以上；"
                    "只有方向的，写 上升 或者 下降。",
                )
            )
            return None
        return "%" if _SHARE.search(written.text) else unit

    # -- who does what
    def _division(self, place: Place, node: n.Division) -> Division:
        self._stray(node.attributes, "分工")
        bodies: dict[n.ShareWord, tuple[str, ...]] = {}
        for share in node.shares:
            if share.word in bodies:
                message = f"“{share.word.value}”写了两次"
                self.report(Diagnostic(Code.E202, message, share.span, "合成一处，用“、”隔开。"))
            bodies.setdefault(share.word, tuple(name.text for name in share.bodies))
        return Division(
            place,
            node.task.text if node.task else "",
            lead=bodies.get(n.ShareWord.LEAD, ()),
            responsible=bodies.get(n.ShareWord.RESPONSIBLE, ()),
            assist=bodies.get(n.ShareWord.ASSIST, ()),
        )


def bodies(document: ResolvedDocument, report: Collector) -> Iterator[Body]:
    """The bodies with several names; each name belongs to one body, and says why it does."""
    owners: dict[str, n.Name] = {}
    for located in document.located:
        node = located.node
        if not isinstance(node, n.BodyDecl):
            continue
        basis = basis_text(node.attributes)
        if not basis:
            message = f"机关“{node.name.text}”没有写明凭什么是同一个"
            help = "在句末的“。”前面加上：，依据 第几条；或者：，理由「……」。"
            report(Diagnostic(Code.E207, message, node.name.span, help=help))
        for name in (node.name, *node.others):
            earlier = owners.setdefault(name.text, name)
            if earlier is not name:
                message = f"“{name.text}”写了两次"
                labels = (Label(earlier.span, "先在这里写过"),)
                help = "一个名称只属于一个机关；删去一处。"
                report(Diagnostic(Code.E202, message, name.span, help, labels=labels))
        others = tuple(name.text for name in node.others)
        alias = node.alias.text if node.alias else ""
        yield Body(node.name.text, others, basis, alias, node.span)


def _no_date(written: n.Name) -> Diagnostic:
    """A point that is no date: without its year, two with a dash between them, or damaged."""
    help = (
        "写到年：2018年5月2日、2023年7月中旬、2023年12月；"
        "原文残缺的，用「」照录，不要推测；没有写的，写“未写明”。"
    )
    ends = _DASH.split(written.text)
    if len(ends) == 2 and all(ends):
        help = f"起止之间用“至”：写成 {ends[0]}至{ends[1]}。"
    elif _NO_YEAR.match(written.text):
        help = (
            f"前面的话里有年份的，把它写上：……年{written.text}；"
            "全文都看不出是哪一年的，用「」照录，不要推测。"
        )
    return Diagnostic(Code.E105, f"“{written.text}”不是完整的日期", written.span, help=help)


def _example(text: str) -> str:
    name = text.partition("年")[2] or text
    return f"例如：读法「{name}」：首日 或 末日，理由「原文没有写明是哪一天」。"


def _quantities(value: n.ComparedValue) -> Iterator[n.Name]:
    match value:
        case n.Name():
            yield value
        case n.Bounded(quantity):
            yield quantity
        case n.Range(low, _, high):
            yield low
            yield high


def _written(value: n.ComparedValue) -> str:
    """A value as the text has it."""
    match value:
        case n.Name(text):
            return text
        case n.Bounded(quantity, word, inclusive):
            return quantity.text + word.text + _inclusion(inclusive)
        case n.Range(low, low_in, high, high_in):
            return f"{low.text}{_inclusion(low_in)}至{high.text}{_inclusion(high_in)}"


def _inclusion(inclusive: bool | None) -> str:
    return {None: "", True: "（含）", False: "（不含）"}[inclusive]


def _double(comparator: n.Comparator, values: tuple[n.ComparedValue, ...]) -> bool:
    """Whether two words bound a number differently (超过95%以上)."""
    return any(
        isinstance(value, n.Bounded)
        and comparator is not n.Comparator.EQUALS
        and not fits(comparator, value.word.text)
        for value in values
    )
