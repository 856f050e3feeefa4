"""Findings for a drafter: a short list, then each with its clauses, its case and its mend."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.findings.acceptances import SHOWN
from policyc.findings.finding import Finding, Severity
from policyc.reports.finding_words import (
    ALL_HARMLESS,
    case_name,
    chosen,
    joined,
    only_a_course,
    other_parts,
    others_title,
    short_case,
    shown_in,
    shown_part,
    side_by_side,
    where,
)
from policyc.reports.findings_json import Between, Examined, at_or_above, by_severity, ranked
from policyc.reports.layout import Screen, clip, first_sentence, paragraph, table, titled

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


def findings_to_text(
    examined: Sequence[Examined],
    severity: Severity,
    screen: Screen,
    *,
    everything: bool = False,
    top: int | None = None,
) -> str:
    """All documents, one after the other. ``top`` is how many findings of each are told in full,
    by default all that are grave enough."""
    return "\n".join(_Document(each, severity, screen, everything, top).text() for each in examined)


class _Document:
    """The findings of one document. ``everything`` leaves no list short."""

    def __init__(
        self,
        examined: Examined,
        severity: Severity,
        screen: Screen,
        everything: bool,
        top: int | None,
    ) -> None:
        self.policy = examined.policy
        self.incomplete = examined.incomplete
        self.between = examined.between
        self.without_axioms = examined.without_axioms
        found = ranked(examined.findings)
        self.findings = [finding for finding in found if finding.accepted is None]
        self.accepted = [finding for finding in found if finding.accepted is not None]
        self.grave = at_or_above(self.findings, severity)
        self.detailed = self.grave[:top]
        self.severity = severity
        self.screen = screen
        self.everything = everything

    def text(self) -> str:
        lines = [*self._head(), ""]
        if self.findings:
            lines += [*self._list(), ""]
        for number, finding in enumerate(self.detailed, 1):
            lines += [*self._details(number, finding), ""]
        lines += self._accepted()
        lines += self._tail()
        while lines and not lines[-1]:
            lines.pop()
        return "\n".join(lines) + "\n"

    # -- head, list and tail
    def _head(self) -> list[str]:
        policy = self.policy
        title = titled(policy.title, policy.name, self.screen)
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
        if self.without_axioms:
            return self._verdict_without_axioms()
        if not self.findings:
            verdict = "没有发现问题。" if not self.incomplete else "没有查完，尚不能说没有问题。"
            return [self.screen.paint(verdict, "yellow" if self.incomplete else "green")]
        counts = [f"{word} {n}" for word, n in by_severity(self.findings).items() if n]
        what = "问题"
        if self.between is not None:
            what = "差异" if self.between.peers else "问题"
        supposed = "（假设）" if self.between is not None and self.between.hypothetical else ""
        return [f"发现 {len(self.findings)} 个{what}{supposed}：{'，'.join(counts)}"]

    def _verdict_without_axioms(self) -> list[str]:
        axioms = len(self.policy.axioms)
        if not axioms:
            return ["文件没有用到常理，没有什么可以被它掩盖。"]
        if not self.findings:
            verdict = f"去掉 {axioms} 条常理以后，没有多出问题：常理没有掩盖什么。"
            if self.incomplete:
                verdict = "没有查完，尚不能说常理没有掩盖什么。"
            return [self.screen.paint(verdict, "yellow" if self.incomplete else "green")]
        counts = [f"{word} {n}" for word, n in by_severity(self.findings).items() if n]
        return [
            f"去掉 {axioms} 条常理以后，多出 {len(self.findings)} 个问题：{'，'.join(counts)}",
            "它们在平常的审查里不出现，因为常理说那些情形不会有。请核对常理的依据是否站得住。",
        ]

    def _list(self) -> list[str]:
        rows = [
            [str(number), f.code, f.severity.value, first_sentence(f.message, _SUMMARY_WIDTH)]
            for number, f in enumerate(self.findings, 1)
        ]
        header = ("编号", "代码", "严重程度", "问题")
        return table(rows, self.screen.width, header=header, indent="  ", screen=self.screen)

    def _tail(self) -> list[str]:
        lines = []
        if len(self.detailed) < len(self.grave):
            further = len(self.grave) - len(self.detailed)
            lines.append(f"未展开的 {further} 个：不写 --top 就逐个展开。")
        hidden = len(self.findings) - len(self.grave)
        if hidden:
            lowest = self.findings[-1].severity.value
            lines.append(
                f"另有 {hidden} 个低于“{self.severity.value}”的问题未展开，"
                f"用 --severity {lowest} 查看。"
            )
        if self.incomplete:
            lines.append("有的问题没有查完（求解超时）：用 --timeout 给更多秒数再试。")
        return lines

    def _accepted(self) -> list[str]:
        """What the policy file lets stand, with the reason it gives."""
        if not self.accepted:
            return []
        lines = [self.screen.paint(f"已接受 {len(self.accepted)} 个，不计入上面的问题", "bold")]
        for finding in self.accepted:
            accepted = finding.accepted
            assert accepted is not None
            mark = finding.severity.value + _fingerprint(finding)
            lines.append(f"  {finding.code} {accepted.citation}  {mark}")
            what = first_sentence(finding.message, _SUMMARY_WIDTH)
            lines += paragraph(what, self.screen.width, "    ")
            lines += paragraph(accepted.reason, self.screen.width, "    理由：")
        return [*lines, ""]

    # -- one finding
    def _details(self, number: int, finding: Finding) -> list[str]:
        colour = _COLOURS[finding.severity]
        also = f"（兼 {'、'.join(finding.also)}）" if finding.also else ""
        title = f"[{number}] {finding.code} {finding.name}{also}"
        status = f"  {finding.severity.value} · {finding.status.value}"
        status += " · 假设" if finding.hypothetical else ""
        status += "" if self.without_axioms else _fingerprint(finding)
        lines = [self.screen.paint(title, "bold", colour) + status]
        lines += paragraph(finding.message, self.screen.width, "  ")
        lines += self._citations(finding)
        lines += self._witness(finding)
        lines += self._parts(finding)
        if finding.hidden_by:
            lines += self._paragraph("掩盖它的常理：", self._grounds(finding.hidden_by))
        if finding.axioms:
            named = "、".join(f"“{name}”" for name in finding.axioms)
            lines += self._paragraph("用到的常理：", named)
        if finding.readings and "仅当" not in finding.message:
            lines += self._paragraph("成立的读法：", "；或 ".join(map(chosen, finding.readings)))
        if finding.suggestion:
            lines += self._paragraph("怎么改：", finding.suggestion)
        return lines

    def _grounds(self, names: Sequence[str]) -> str:
        """Axioms with their grounds."""
        basis = {axiom.name: axiom.basis for axiom in self.policy.axioms}
        return "；".join(f"“{name}”（{basis.get(name, '')}）" for name in names)

    def _paragraph(self, title: str, text: str) -> list[str]:
        return paragraph(text, self.screen.width, f"  {title}")

    def _citations(self, finding: Finding) -> list[str]:
        """The clauses that the case below is about, quoted; of a group's others the places."""
        shown = finding.citations
        if not self.everything:
            shown = shown_part(finding).citations[:_MAX_CITED]
        if not shown:
            return []
        several = len({cited.document for cited in finding.citations}) > 1
        rows = []
        for cited in shown:
            quote = cited.quote if self.everything else clip(cited.quote, _QUOTE_WIDTH)
            rows.append([where(cited, several), f"“{quote}”" if quote else ""])
        lines = ["  条款", *table(rows, self.screen.width, indent="    ")]
        rest = [where(cited, several) for cited in finding.citations if cited not in shown]
        if rest:
            lines += paragraph(joined(rest), self.screen.width, "    还涉及：")
        return lines

    def _more(self, count: int, unit: str) -> list[str]:
        return [f"    另有 {count} {unit}（--all 全部列出）"] if count > 0 else []

    def _witness(self, finding: Finding) -> list[str]:
        witness = finding.witness
        if witness is None:
            return []
        replayed = "；已用解释器复演" if finding.replayed else ""
        names = list(dict.fromkeys(name for case in witness.cases for name in case.facts))
        rows = [
            [name, *(shown_in(self.policy, case, name) for case in witness.cases)] for name in names
        ]
        rows += side_by_side(witness.cases)
        header: tuple[str, ...] = ()
        if len(witness.cases) > 1:
            header = ("事实", *(case_name(at) for at in range(len(witness.cases))))
        lines = []
        if rows or not only_a_course(finding):
            lines.append(f"  反例（没有列出的事实都取平常值{replayed}）")
            lines += table(
                rows, self.screen.width, header=header, indent="    ", screen=self.screen
            ) or [f"    {ALL_HARMLESS}"]
        for at, case in enumerate(witness.cases):
            if case.history:
                whose = f"{case_name(at)}的" if len(witness.cases) > 1 else ""
                steps = " → ".join(case.history)
                indent, how = ("    ", "") if lines else ("  ", replayed.strip("；"))
                how = f"（{how}）" if how else ""
                lines += paragraph(steps, self.screen.width, f"{indent}{whose}经过{how}：")
        if witness.readings:
            lines.append(f"    读法：{chosen(witness.readings)}")
        return lines

    def _parts(self, finding: Finding) -> list[str]:
        """The members of a group but the one whose case stands above."""
        others = other_parts(finding)
        if not others:
            return []
        shown = others if self.everything else others[:_MAX_PARTS]
        lines = [f"  {others_title(finding)}"]
        for part in shown:
            members = " 与 ".join(part.norms) or part.message
            case = "" if part.witness is None else f"：{short_case(self.policy, part.witness)}"
            lines += paragraph(f"{members}{case}", self.screen.width, "    · ")
        return lines + self._more(len(others) - len(shown), "组")


def _fingerprint(finding: Finding) -> str:
    """What an acceptance of the finding is to name."""
    return f" · 指纹 {finding.fingerprint[:SHOWN]}" if finding.fingerprint else ""
