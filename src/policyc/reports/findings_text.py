"""Findings for a drafter: a short list, then each with its clauses, its case and its mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policyc.core.norms import Policy
from policyc.core.types import Value, show_value
from policyc.findings.finding import Case, Cited, Finding, Readings, Severity, Witness
from policyc.reports.findings_json import Between, Examined, at_or_above, by_severity, ranked
from policyc.reports.layout import Screen, clip, first_sentence, paragraph, table

_COLOURS = {
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.NOTE: "dim",
}
_MAX_CITED = 6
_MAX_PARTS = 3
_QUOTE_WIDTH = 240
_SUMMARY_WIDTH = 150
_ITEM = re.compile(r"(.+)第(（[^）]+）)项")
_CASES = ("甲", "乙", "丙", "丁")


def findings_to_text(
    examined: Sequence[Examined], severity: Severity, screen: Screen, *, everything: bool = False
) -> str:
    """All documents, one after the other."""
    return "\n".join(_Document(each, severity, screen, everything).text() for each in examined)


class _Document:
    """The findings of one document. ``everything`` leaves no list short."""

    def __init__(
        self, examined: Examined, severity: Severity, screen: Screen, everything: bool
    ) -> None:
        self.policy = examined.policy
        self.incomplete = examined.incomplete
        self.between = examined.between
        self.findings = ranked(examined.findings)
        self.detailed = at_or_above(self.findings, severity)
        self.severity = severity
        self.screen = screen
        self.everything = everything

    def text(self) -> str:
        lines = [*self._head(), ""]
        if self.findings:
            lines += [*self._list(), ""]
        for number, finding in enumerate(self.detailed, 1):
            lines += [*self._details(number, finding), ""]
        lines += self._tail()
        while lines and not lines[-1]:
            lines.pop()
        return "\n".join(lines) + "\n"

    # -- head, list and tail
    def _head(self) -> list[str]:
        policy = self.policy
        name = f"（{policy.name}）" if policy.title else ""
        title = self.screen.paint(policy.title or policy.name, "bold") + name
        if self.between is not None:
            return [*self._between(self.between), *self._verdict()]
        return [title, *self._verdict()]

    def _between(self, between: Between) -> list[str]:
        """How two documents stand to each other, before what is said about them."""
        mark = " 与 " if between.peers else " → "
        title = self.screen.paint(mark.join(between.documents), "bold")
        if between.hypothetical:
            title = self.screen.paint("【假设】", "bold", "yellow") + title
        return [title, *paragraph(between.note, self.screen.width, "")]

    def _verdict(self) -> list[str]:
        if not self.findings:
            verdict = "没有发现问题。" if not self.incomplete else "没有查完，尚不能说没有问题。"
            return [self.screen.paint(verdict, "yellow" if self.incomplete else "green")]
        counts = [f"{word} {n}" for word, n in by_severity(self.findings).items() if n]
        what = "问题"
        if self.between is not None:
            what = "差异" if self.between.peers else "问题"
        supposed = "（假设）" if self.between is not None and self.between.hypothetical else ""
        return [f"发现 {len(self.findings)} 个{what}{supposed}：{'，'.join(counts)}"]

    def _list(self) -> list[str]:
        rows = [
            [str(number), f.code, f.severity.value, first_sentence(f.message, _SUMMARY_WIDTH)]
            for number, f in enumerate(self.findings, 1)
        ]
        header = ("编号", "代码", "严重程度", "问题")
        return table(rows, self.screen.width, header=header, indent="  ", screen=self.screen)

    def _tail(self) -> list[str]:
        lines = []
        hidden = len(self.findings) - len(self.detailed)
        if hidden:
            lowest = self.findings[-1].severity.value
            lines.append(
                f"另有 {hidden} 个低于“{self.severity.value}”的问题未展开，"
                f"用 --severity {lowest} 查看。"
            )
        if self.incomplete:
            lines.append("有的问题没有查完（求解超时）：用 --timeout 给更多秒数再试。")
        return lines

    # -- one finding
    def _details(self, number: int, finding: Finding) -> list[str]:
        colour = _COLOURS[finding.severity]
        title = f"[{number}] {finding.code} {finding.name}"
        status = f"  {finding.severity.value} · {finding.status.value}"
        status += " · 假设" if finding.hypothetical else ""
        lines = [self.screen.paint(title, "bold", colour) + status]
        lines += paragraph(finding.message, self.screen.width, "  ")
        lines += self._citations(finding)
        lines += self._witness(finding)
        lines += self._parts(finding)
        if finding.axioms:
            named = "、".join(f"“{name}”" for name in finding.axioms)
            lines += self._paragraph("用到的常理：", named)
        if finding.readings and "仅当" not in finding.message:
            lines += self._paragraph("成立的读法：", "；或 ".join(map(_chosen, finding.readings)))
        if finding.suggestion:
            lines += self._paragraph("怎么改：", finding.suggestion)
        return lines

    def _paragraph(self, title: str, text: str) -> list[str]:
        return paragraph(text, self.screen.width, f"  {title}")

    def _citations(self, finding: Finding) -> list[str]:
        """The clauses that the case below is about, quoted; of a group's others the places."""
        shown = finding.citations
        if not self.everything:
            shown = _shown_part(finding).citations[:_MAX_CITED]
        if not shown:
            return []
        several = len({cited.document for cited in finding.citations}) > 1
        rows = []
        for cited in shown:
            quote = cited.quote if self.everything else clip(cited.quote, _QUOTE_WIDTH)
            rows.append([_where(cited, several), f"“{quote}”" if quote else ""])
        lines = ["  条款", *table(rows, self.screen.width, indent="    ")]
        rest = [_where(cited, several) for cited in finding.citations if cited not in shown]
        if rest:
            lines += paragraph(_joined(rest), self.screen.width, "    还涉及：")
        return lines

    def _more(self, count: int, unit: str) -> list[str]:
        return [f"    另有 {count} {unit}（--all 全部列出）"] if count > 0 else []

    def _witness(self, finding: Finding) -> list[str]:
        witness = finding.witness
        if witness is None:
            return []
        replayed = "；已用解释器复演" if finding.replayed else ""
        lines = [f"  反例（没有列出的事实都取平常值{replayed}）"]
        names = list(dict.fromkeys(name for case in witness.cases for name in case.facts))
        rows = [[name, *(self._shown(case, name) for case in witness.cases)] for name in names]
        rows += _side_by_side(witness.cases)
        header: tuple[str, ...] = ()
        if len(witness.cases) > 1:
            header = ("事实", *(f"情形{_CASES[at % 4]}" for at in range(len(witness.cases))))
        lines += table(
            rows, self.screen.width, header=header, indent="    ", screen=self.screen
        ) or ["    所有事实都取平常值"]
        for at, case in enumerate(witness.cases):
            if case.history:
                whose = f"情形{_CASES[at % 4]}的" if len(witness.cases) > 1 else ""
                steps = " → ".join(case.history)
                lines += paragraph(steps, self.screen.width, f"    {whose}经过：")
        if witness.readings:
            lines.append(f"    读法：{_chosen(witness.readings)}")
        return lines

    def _shown(self, case: Case, name: str) -> str:
        return self._value(name, case.facts[name]) if name in case.facts else "平常值"

    def _value(self, name: str, value: Value) -> str:
        return show_fact(self.policy, name, value)

    def _parts(self, finding: Finding) -> list[str]:
        """The members of a group but the one whose case stands above."""
        others = [part for part in finding.parts if part.witness != finding.witness]
        if not others:
            return []
        shown = others if self.everything else others[:_MAX_PARTS]
        lines = [f"  同一原因的其余 {len(others)} 组"]
        for part in shown:
            where = " 与 ".join(part.norms) or part.message
            case = "" if part.witness is None else f"：{self._short_case(part.witness)}"
            lines += paragraph(f"{where}{case}", self.screen.width, "    · ")
        return lines + self._more(len(others) - len(shown), "组")

    def _short_case(self, witness: Witness) -> str:
        """All cases in a line; of those after the first only what is different."""
        first = witness.cases[0]
        shown = []
        for case in witness.cases:
            names = dict.fromkeys((*first.facts, *case.facts))
            if case is not first:
                names = dict.fromkeys(n for n in names if first.facts.get(n) != case.facts.get(n))
            facts = [f"{name}={self._shown(case, name)}" for name in names]
            facts += [f"「{name}」取 {choice}" for name, choice in case.readings.items()]
            result = f" → {case.result}" if case.result else ""
            shown.append(("，".join(facts) or "所有事实都取平常值") + result)
        readings = f"（读法：{_chosen(witness.readings)}）" if witness.readings else ""
        return "；对比 ".join(shown) + readings


def _side_by_side(cases: Sequence[Case]) -> list[list[str]]:
    """What sets cases apart besides their facts: a reading each has of its own, its result."""
    names = dict.fromkeys(name for case in cases for name in case.readings)
    rows = [[f"读法「{name}」", *(case.readings.get(name, "") for case in cases)] for name in names]
    if any(case.result for case in cases):
        rows.append(["结果", *(case.result for case in cases)])
    return rows


def _shown_part(finding: Finding) -> Finding:
    """The member of a group whose case the group shows, else the finding itself."""
    for part in finding.parts:
        if part.witness == finding.witness and part.citations:
            return part
    return finding


def _where(cited: Cited, several: bool) -> str:
    return f"{cited.document} {cited.citation}" if several else cited.citation


def _joined(places: Iterable[str]) -> str:
    """Citations in a row, items of one provision together: 第七条第（一）（二）项."""
    groups: dict[str, list[str]] = {}
    for place in dict.fromkeys(places):
        item = _ITEM.fullmatch(place)
        groups.setdefault(item[1] if item else place, []).append(item[2] if item else "")
    return "、".join(
        f"{above}第{''.join(items)}项" if all(items) else above for above, items in groups.items()
    )


def _chosen(readings: Readings) -> str:
    return "，".join(f"「{name}」取 {choice}" for name, choice in readings.items())


def show_fact(policy: Policy, name: str, value: Value) -> str:
    """A value with its unit, where the policy declares the fact."""
    try:
        kind = policy.fact(name).type
    except KeyError:
        return show_value(value)
    return show_value(value, kind)
