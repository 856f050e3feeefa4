"""The history of a region from a JSON file: every complaint names the event it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from attrs import evolve, frozen

from policyc.core.inputs import InputError, read_value
from policyc.core.lifecycle import Lifecycle
from policyc.core.norms import Fact, Outcome, Policy
from policyc.core.types import Value
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.driver.facts_file import bind_entries, entries_of, fact_name
from policyc.driver.json_file import Complaints, Form, Member, Node, Object, read_json
from policyc.lifecycle.history import Event
from policyc.source.numerals import NumeralError, parse_date
from policyc.source.text import SourceText

DATE, WORDS, FACTS, DECISIONS = "日期", "事件", "事实", "决定"
TERM_START, TERM_END = "起算", "到期"
_KEYS = {
    DATE: DATE,
    "date": DATE,
    WORDS: WORDS,
    "event": WORDS,
    FACTS: FACTS,
    "facts": FACTS,
    DECISIONS: DECISIONS,
    "decide": DECISIONS,
    TERM_START: TERM_START,
    "term_start": TERM_START,
    TERM_END: TERM_END,
    "term_end": TERM_END,
}
_FILE_KEYS = {WORDS: WORDS, "events": WORDS, FACTS: FACTS, "facts": FACTS}
_FORM = Form(
    '写成 {"事件": [{"日期": "2019-07-01", "事实": {…}, "决定": {"整治级别": "挂牌整治"}}, …]}。',
    list_too=True,
)
_HOW_DATES = "写成 2019-05-30 或者 2019年5月30日。"


@frozen
class Events:
    """What a file tells: facts that hold from the start, then the events by day."""

    facts: Mapping[str, Value]
    events: tuple[Event, ...]


def read_events(
    text: SourceText, policy: Policy, life: Lifecycle, *, rest_harmless: bool
) -> tuple[Events, list[Diagnostic]]:
    """The events of a file, checked against a policy, and what is wrong with them."""
    root, problems = read_json(text, _FORM)
    if root is None:
        return Events({}, ()), problems
    reader = _Reader(policy, life)
    found = reader.read(root, rest_harmless)
    return found, [*problems, *reader.problems]


class _Reader(Complaints):
    def __init__(self, policy: Policy, life: Lifecycle) -> None:
        super().__init__(_FORM)
        self.policy = policy
        self.life = life

    def read(self, root: Node, rest_harmless: bool) -> Events:
        start: tuple[Member, ...] = ()
        listed: Node | None = root
        if isinstance(root.value, Object):
            named = self.named(root, "文件", _FILE_KEYS)
            listed = named.get(WORDS)
            if FACTS in named:
                start = tuple(self.members(named[FACTS], "开头的事实").values())
            if listed is None:
                self.say(Code.E006, f"没有写“{WORDS}”", _FORM.example, root.span)
        facts = self._bound(start, "开头的事实：", rest_harmless)
        for own in (self.life.given, self.life.expired):
            # State and expiry follow from the events, unless the file itself tells them.
            told = {member.name for member in start}
            if own is not None and not {own, self.policy.fact(own).alias} & told:
                facts.pop(own, None)
        nodes = () if listed is None else self.items(listed, f"“{WORDS}”")
        found = [self._event(number, each) for number, each in enumerate(nodes, 1)]
        for number, (one, other) in enumerate(pairwise(found), 2):
            if one is not None and other is not None and other.day < one.day:
                message = f"第 {number} 个事件的日期早于前一个"
                self.say(Code.E502, message, "事件按日期先后排列。", nodes[number - 1].span)
        return Events(facts, tuple(event for event in found if event is not None))

    def _event(self, number: int, node: Node) -> Event | None:
        where = f"第 {number} 个事件"
        named = self.named(node, where, _KEYS)
        if not isinstance(node.value, Object):
            return None
        if DATE not in named:
            self.say(Code.E502, f"{where}的日期没有写", _HOW_DATES, node.span)
        day = self._day(named.get(DATE), f"{where}的日期")
        begun = self._day(named.get(TERM_START), f"{where}的起算日")
        ends = self._day(named.get(TERM_END), f"{where}的到期日")
        words = self.words(named.get(WORDS), f"{where}的“{WORDS}”", "例如：整治期满验收。")
        facts = self._facts(named.get(FACTS), where)
        decisions = self._decisions(named.get(DECISIONS), where)
        return None if day is None else Event(day, words, facts, decisions, begun, ends)

    def _day(self, node: Node | None, what: str) -> date | None:
        if node is None or node.value is None:
            return None
        if isinstance(node.value, str):
            try:
                return parse_date(node.value)
            except NumeralError:
                pass
        shown = f"“{node.value}”" if isinstance(node.value, (str, int)) else ""
        self.say(Code.E502, f"{what}{shown}不是完整的日期", _HOW_DATES, node.span)
        return None

    def _facts(self, node: Node | None, where: str) -> dict[str, Value | None]:
        if node is None:
            return {}
        members = tuple(self.members(node, f"{where}的“{FACTS}”").values())
        values = self._bound(members, f"{where}：", rest_harmless=False)
        names = [fact_name(self.policy, member.name) for member in members]
        return {name: values.get(name) for name in names}

    def _bound(
        self, members: Sequence[Member], where: str, rest_harmless: bool
    ) -> dict[str, Value]:
        entries, problems = entries_of(members)
        facts, found = bind_entries(self.policy, entries, rest_harmless=rest_harmless)
        self.problems += [
            evolve(each, message=f"{where}{each.message}") for each in (*problems, *found)
        ]
        return facts

    def _decisions(self, node: Node | None, where: str) -> dict[str, Value]:
        if node is None:
            return {}
        found: dict[str, Value] = {}
        for name, member in self.members(node, f"{where}的“{DECISIONS}”").items():
            outcome = self._outcome(member, where)
            if outcome is None:
                continue
            what, item, span = f"{where}的决定“{name}”", member.node.value, member.node.span
            if isinstance(item, (tuple, Object)):
                self.say(Code.E502, f"{what}只能有一个值", f'写成 {{"{name}": "…"}}。', span)
                continue
            try:
                # A decision is read as a fact of the outcome's type would be.
                value = read_value(Fact(outcome.name, outcome.type), item)
            except InputError as error:
                self.say(error.code, f"{what}：{error}", error.help, span)
            else:
                if value is not None:
                    found[outcome.name] = value
        return found

    def _outcome(self, member: Member, where: str) -> Outcome | None:
        name, deciding = member.name, self.life.deciders
        for each in deciding:
            outcome = self.policy.outcome(each)
            if name in (outcome.name, outcome.alias):
                return outcome
        hint = did_you_mean(name, deciding) or f"可写：{'、'.join(deciding)}。"
        message = f"{where}的决定“{name}”不改变流程「{self.life.name}」"
        self.say(Code.E501, message, hint, member.name_span)
        return None
