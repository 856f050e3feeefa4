"""What is reported about a plan, from a JSON file: figures, what was done, facts of the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from policyc.core.content import Duty
from policyc.core.figures import Number
from policyc.core.norms import Policy
from policyc.core.programme import Aim, Indicator
from policyc.core.reported import Done, Figure, Reported
from policyc.core.types import Value
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.driver.facts_file import bind_entries, entries_of
from policyc.driver.json_file import Complaints, Form, Member, Node, Object, read_json
from policyc.source.citation import CitationError
from policyc.source.numerals import NumeralError, parse_date, parse_number
from policyc.source.read_citation import parse_citation
from policyc.source.text import SourceText

FIGURES, DONE, FACTS = "指标", "完成", "事实"
VALUE, BASE, WHOSE = "值", "基期值", "对象"
CITATION, ACT, DAYS = "条款", "做什么", "日期"
_FORM = Form(
    '写成 {"指标": {"群众知晓率": "96%"}, '
    '"完成": [{"条款": "七（五）", "日期": ["2023-10-20"]}], "事实": {…}}。'
)
_PARTS = {name: name for name in (FIGURES, DONE, FACTS)}
_FIGURE = {name: name for name in (VALUE, BASE, WHOSE)}
_DONE = {name: name for name in (CITATION, ACT, DAYS)}


def read_reported(text: SourceText, policy: Policy) -> tuple[Reported, list[Diagnostic]]:
    """The report of a file, checked against a policy, and everything that is wrong with it."""
    root, problems = read_json(text, _FORM)
    if root is None:
        return Reported(), problems
    reader = _Reader(policy)
    found = reader.read(root)
    return found, [*problems, *reader.problems]


class _Reader(Complaints):
    def __init__(self, policy: Policy) -> None:
        super().__init__(_FORM)
        self.policy = policy
        self.indicators = {
            each.name: each for each in policy.content if isinstance(each, Indicator)
        }

    def read(self, root: Node) -> Reported:
        parts = self.named(root, "文件", _PARTS)
        return Reported(
            self._figures(parts[FIGURES]) if FIGURES in parts else {},
            self._done(parts[DONE]) if DONE in parts else (),
            self._facts(parts[FACTS]) if FACTS in parts else {},
        )

    # -- figures
    def _figures(self, node: Node) -> dict[str, tuple[Figure, ...]]:
        found: dict[str, tuple[Figure, ...]] = {}
        for name, member in self.members(node, f"“{FIGURES}”").items():
            if name not in self.indicators:
                hint = (
                    did_you_mean(name, self.indicators)
                    or "用 policyc tables 文档 --table 指标表 查看。"
                )
                self.say(Code.E501, f"文档里没有“{name}”这个指标", hint, member.name_span)
                continue
            written = member.node.value
            each = written if isinstance(written, tuple) else (member.node,)
            figures = [self._figure(name, one) for one in each]
            found[name] = tuple(figure for figure in figures if figure is not None)
        return found

    def _figure(self, name: str, node: Node) -> Figure | None:
        if not isinstance(node.value, Object):
            value = self._number(name, node)
            return None if value is None else Figure(value)
        what = f"指标“{name}”"
        parts = self.named(node, what, _FIGURE)
        if VALUE not in parts:
            help = f'例如：{{"{VALUE}": "96%"}}。'
            self.say(Code.E502, f"{what}没有写“{VALUE}”", help, node.span)
            return None
        value = self._number(name, parts[VALUE])
        base = parts.get(BASE)
        before = None if base is None or base.value is None else self._number(name, base)
        whose = self.words(parts.get(WHOSE), f"{what}的“{WHOSE}”", "写单位的名称。")
        return None if value is None else Figure(value, before, whose)

    def _number(self, name: str, node: Node) -> Number | None:
        written = node.value
        target = self.indicators[name].target
        share = isinstance(target, Aim) and target.unit == "%"
        help = '写成 "96%"。' if share else '写成数，例如 45；比写成 "1:20"。'
        value: Number
        match written:
            case bool() | None | tuple() | Object():
                self.say(Code.E502, f"指标“{name}”的值不是数", help, node.span)
                return None
            case str():
                unit = target.unit if isinstance(target, Aim) and not share else ""
                try:
                    value = parse_number(written.removesuffix(unit) if unit else written)
                except NumeralError:
                    message = f"指标“{name}”的值“{written}”不是数"
                    self.say(Code.E502, message, help, node.span)
                    return None
            case float():
                value = Fraction(repr(written))
            case _:
                value = written
        plain = not (isinstance(written, str) and any(mark in written for mark in "%％分"))
        if share and plain and not 0 <= value <= 1:
            message = f"指标“{name}”是百分比，“{written}”没有写“%”"
            self.say(Code.E503, message, help, node.span)
            return None
        return value

    # -- what was done
    def _done(self, node: Node) -> tuple[Done, ...]:
        found = (self._one(each) for each in self.items(node, f"“{DONE}”"))
        return tuple(done for done in found if done is not None)

    def _one(self, node: Node) -> Done | None:
        parts = self.named(node, f"“{DONE}”的一项", _DONE)
        if not isinstance(node.value, Object):
            return None
        cited = self.words(parts.get(CITATION), f"“{CITATION}”", _FORM.example)
        if not cited:
            if CITATION in parts and parts[CITATION].value:
                return None
            self.say(Code.E502, f"“{DONE}”里有一项没有写“{CITATION}”", _FORM.example, node.span)
            return None
        try:
            citation = str(parse_citation(cited))
        except CitationError:
            citation = cited
        there = [
            each
            for each in self.policy.content
            if isinstance(each, Duty) and each.place.citation == citation
        ]
        if not there:
            hint = "用 policyc tables 文档 --table 任务台账 查看各条的职责。"
            self.say(Code.E501, f"{citation}没有要做的事", hint, parts[CITATION].span)
            return None
        acts = [act for duty in there for act in duty.acts]
        act = self.words(parts.get(ACT), f"“{ACT}”", f"可写：{'、'.join(acts)}。")
        if act and act not in acts:
            hint = did_you_mean(act, acts) or f"可写：{'、'.join(acts)}。"
            self.say(Code.E501, f"{citation}没有“{act}”这件事", hint, parts[ACT].span)
            return None
        if not act and len(there) > 1:
            message = f"{citation}有 {len(there)} 件事，没有写明做了哪一件"
            help = f"加上“{ACT}”，可写：{'、'.join(acts)}。"
            self.say(Code.E502, message, help, node.span)
            return None
        return Done(citation, self._days(parts.get(DAYS), citation, node), act)

    def _days(self, node: Node | None, citation: str, item: Node) -> tuple[date, ...]:
        listed: tuple[Node, ...] = ()
        if node is not None:
            listed = node.value if isinstance(node.value, tuple) else (node,)
        if not listed:
            help = f'加上 "{DAYS}": ["2020-01-01"]。'
            self.say(Code.E502, f"{citation}没有写哪一天完成", help, item.span)
        found: list[date] = []
        for each in listed:
            try:
                found.append(parse_date(each.value if isinstance(each.value, str) else ""))
            except NumeralError:
                shown = f"“{each.value}”" if isinstance(each.value, (str, int)) else ""
                message = f"{citation}完成的日期{shown}不是存在的日期"
                self.say(Code.E502, message, "写成 2020-01-01 或 2020年1月1日。", each.span)
        return tuple(sorted(found))

    # -- facts
    def _facts(self, node: Node) -> Mapping[str, Value]:
        members: tuple[Member, ...] = tuple(self.members(node, f"“{FACTS}”").values())
        entries, problems = entries_of(members)
        facts, found = bind_entries(self.policy, entries, rest_harmless=False)
        self.problems += [*problems, *found]
        return facts
