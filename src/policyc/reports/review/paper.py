"""审查报告: what was found in a document, as a worksheet for who reviews its legality.

Conclusion, opinion and signature are left to people, and every finding is worded 疑似.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policyc import __version__
from policyc.core.norms import Policy
from policyc.core.types import show_value
from policyc.diagnostics import Severity as DiagnosticSeverity
from policyc.findings.finding import Finding, Severity, Status
from policyc.lints.coverage import coverage
from policyc.reports.findings_json import by_severity
from policyc.reports.paper.model import (
    Blank,
    Block,
    Figure,
    Items,
    Line,
    Mark,
    Paper,
    Section,
    line,
    paragraph,
)
from policyc.reports.report import Report
from policyc.reports.report import Section as Part
from policyc.reports.review.basis import (
    axioms_blocks,
    coverage_blocks,
    judged_blocks,
    limits,
    readings_blocks,
    statuses_table,
)
from policyc.reports.review.rows import Numbered, accepted_table, findings_table

_APART = (Status.CONDITIONAL, Status.UNDECIDED)
"""What is not yet a finding: it needs a person's judgement, or more time."""

_BETWEEN = ("C06", "V01")
"""Checks that say nothing of a document alone."""

_UNSAID = "没有写明"
_UNFIXED = "没有能够确定的日期"


def review_paper(
    report: Report, hashes: Mapping[str, str], pictures: Sequence[Figure] = ()
) -> Paper:
    """The review of the first document of a report, alone and against those it was looked at with.

    ``hashes`` are the SHA-256 sums of the source files, by the documents' names; ``pictures`` show
    what the document says.
    """
    return _Review(report, hashes, pictures).paper()


class _Review:
    def __init__(
        self, report: Report, hashes: Mapping[str, str], pictures: Sequence[Figure]
    ) -> None:
        self.report = report
        self.hashes = hashes
        self.pictures = tuple(pictures)
        self.own, *self.pairs = report.sections
        self.policy: Policy = self.own.examined.policy
        place = self.own.places.get(self.policy.name)
        self.encoded = None if place is None else place.encoded
        numbered = list(self._numbered())
        self.numbered = numbered
        self.all = [each.finding for each in numbered]

    def _numbered(self) -> Iterator[Numbered]:
        """Every finding once, in the order in which the tables show them."""
        number = 0
        for chosen in (_is_open, _is_apart, _is_accepted):
            for part in self.report.sections:
                for finding in part.findings:
                    if chosen(finding):
                        number += 1
                        yield Numbered(number, finding, part.examined.policy, self._below(part))

    def _below(self, part: Part) -> str:
        return "" if part.examined.between is None else self.policy.name

    def paper(self) -> Paper:
        policy = self.policy
        return Paper(
            title="审查报告",
            subtitle=f"《{policy.title}》" if policy.title else policy.name,
            particulars=tuple(self._particulars()),
            blocks=(
                Section("审查结果", tuple(self._summary())),
                Section("审查范围和方法", tuple(self._method())),
                Section("疑似问题", tuple(self._findings())),
                Section("存疑和附条件的问题", tuple(self._apart())),
                Section("已接受的问题", tuple(self._accepted())),
                Section("条款覆盖和开放用语", tuple(self._coverage())),
                *([Section("图示", self.pictures)] if self.pictures else ()),
                Section("局限", (Items(tuple(self._limits()), numbered=True),)),
                Section("审查意见（由审核人填写）", _TO_FILL_IN),
            ),
            footer="本报告由 policyc 生成，所列均为疑似问题，供审核人判断，不是法律意见。",
        )

    # -- what was reviewed
    def _particulars(self) -> Iterator[tuple[str, str]]:
        policy = self.policy
        yield "文件", policy.title or policy.name
        if self.encoded is not None:
            head = self.encoded.document.head
            yield "文号", head.number or _UNSAID
            yield "制定机关", "、".join(head.issuers) or _UNSAID
            yield "位阶", policy.level or _UNSAID
            yield "适用地区", policy.region or _UNSAID
            yield "状态", policy.status or _UNSAID
            yield "成文日期", _day(head.written, "成文" in head.fields)
            if head.published is not None:
                yield "公布日期", _day(head.published)
            yield "施行日期", _day(policy.effective, "施行" in head.fields)
            if head.expires is not None:
                yield "失效日期", _day(head.expires)
            if head.uppers:
                yield "上位文件", "\n".join(each.noted for each in head.uppers)
            yield "条款", self._units()
        if found := self.hashes.get(policy.name):
            yield "原文校验值", f"SHA-256：{found}"
        yield "在 policyc 中", policy.name

    def _units(self) -> str:
        """78 个条款项：已编码 50，定义 7."""
        assert self.encoded is not None
        found = coverage(self.encoded.tree, self.encoded.document, self.policy)
        counts = "，".join(f"{status.value} {n}" for status, n in found.counts.items() if n)
        return f"{len(found.units)} 个条款项：{counts}"

    # -- 一
    def _summary(self) -> Iterator[Block]:
        found = [finding for finding in self.all if _is_open(finding)]
        apart = sum(1 for finding in self.all if _is_apart(finding))
        accepted = sum(1 for finding in self.all if _is_accepted(finding))
        if self.report.incomplete:
            text = "没有查完：有的问题求解超时。在查完之前不能认为没有其他问题。"
            yield paragraph(line(text, mark=Mark.STRONG))
        if found:
            counts = "，".join(f"{word} {n} 个" for word, n in by_severity(found).items() if n)
            said = f"发现疑似问题 {len(found)} 个：{counts}。"
        else:
            said = "在本报告的范围和方法之内，没有发现问题。"
        if apart:
            said += f"另有存疑或者附条件的 {apart} 个，列在第四部分。"
        if accepted:
            said += f"起草单位已写明理由接受的 {accepted} 个，列在第五部分。"
        yield paragraph(said)
        grave = [each for each in self.numbered if each.finding.severity is Severity.HIGH]
        grave = [each for each in grave if _is_open(each.finding)]
        if grave:
            yield paragraph("其中严重程度为高的：")
            yield Items(tuple(line(_headline(each)) for each in grave))
        yield from self._said()

    def _said(self) -> Iterator[Block]:
        """What was said about the files themselves."""
        shown = [d for d in self.report.problems if d.severity is not DiagnosticSeverity.ERROR]
        if shown:
            yield paragraph("读文件时的提示：")
            yield Items(tuple(line(f"{said.message}{said.help}") for said in shown))

    # -- 二
    def _method(self) -> Iterator[Block]:
        policy = self.policy
        judged = sum(1 for fact in policy.facts if fact.open_textured)
        codes = "、".join(
            check.name
            for code, check in self.report.checks.items()
            if self.pairs or code not in _BETWEEN
        )
        scope = [
            line(
                f"条文写成规范 {len(policy.norms)} 条、事实 {len(policy.facts)} 项"
                f"（其中用开放用语、须经认定的 {judged} 项）、结论 {len(policy.outcomes)} 个、"
                f"未定的读法 {len(policy.readings)} 种、常理 {len(policy.axioms)} 条。"
            ),
            line(f"检查的问题：{codes}。"),
        ]
        for part in self.pairs:
            if part.examined.between is not None:
                scope.append(line(part.examined.between.note))
        yield Section("范围", (paragraph(*scope),))
        yield Section(
            "方法",
            (
                paragraph(
                    "条文逐条写成可以演算的规定，由求解器在全部可能的情形中查找矛盾、空白和其他"
                    "问题；每个反例都按条文重新演算一遍，不符的不报。反例只列出要紧的事实，其余取平常值，"
                    "也就是没有问题时的值（是非取否，数取最接近零的，级别、程度取最轻的，另有写明的除外）。"
                    "条款的引用、期限、分工等"
                    f"另对照原文逐处核对。所用程序：policyc {__version__}。"
                ),
                statuses_table(self.all),
            ),
        )
        yield Section("常理", tuple(axioms_blocks(policy, self._by_axiom())))
        yield Section("未定的读法", tuple(readings_blocks(policy, self._by_reading())))

    def _by_axiom(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for each in self.numbered:
            for name in each.finding.axioms:
                found.setdefault(name, []).append(each.number)
        return found

    def _by_reading(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for each in self.numbered:
            for name in _readings_of(each.finding):
                found.setdefault(name, []).append(each.number)
        return found

    # -- 三 to 五
    def _findings(self) -> Iterator[Block]:
        found = [each for each in self.numbered if _is_open(each.finding)]
        if not found:
            yield paragraph("没有发现问题。")
            return
        yield paragraph(
            "下表每行一个问题，同一原因的合为一行，只举其中一组；“对方条款”指与所列条款相互矛盾、"
            "重叠或者使其落空的条款，没有的记“—”。所列均为疑似，是否成立由审核人判断。"
        )
        yield findings_table("疑似问题", "疑似问题", found, self.report.as_of)

    def _apart(self) -> Iterator[Block]:
        found = [each for each in self.numbered if _is_apart(each.finding)]
        if not found:
            yield paragraph("没有存疑或者附条件的问题。")
            return
        yield paragraph(
            "附条件的，只在把几个没有说明关系的开放用语看作互不相干时才成立；存疑的，求解超时，没有定论。"
        )
        yield findings_table("存疑和附条件", "存疑和附条件的问题", found, self.report.as_of)

    def _accepted(self) -> Iterator[Block]:
        found = [each for each in self.numbered if _is_accepted(each.finding)]
        if found:
            yield accepted_table(found)
        else:
            yield paragraph("起草单位没有写明接受的问题。")

    # -- 六, 七
    def _coverage(self) -> Iterator[Block]:
        if self.encoded is not None:
            yield Section("条款覆盖", tuple(coverage_blocks(self.encoded)))
        yield Section("开放用语", tuple(judged_blocks(self.policy)))

    def _limits(self) -> Iterator[Line]:
        day = self.report.as_of
        as_of = "没有指定截至日期，审查不看施行和失效日期。"
        if day is not None:
            as_of = f"审查截至 {show_value(day)}，只看当日有效的规定。"
        yield from limits(self.encoded, as_of=as_of, incomplete=self.report.incomplete)


_TO_FILL_IN = (
    Blank("审查结论", 4),
    Blank("审查意见", 8),
    Blank("审查人"),
    Blank("复核人"),
    Blank("审查单位（盖章）", 2),
    Blank("审查日期"),
)


def _is_open(finding: Finding) -> bool:
    return finding.accepted is None and finding.status not in _APART


def _is_apart(finding: Finding) -> bool:
    return finding.accepted is None and finding.status in _APART


def _is_accepted(finding: Finding) -> bool:
    return finding.accepted is not None


def _headline(each: Numbered) -> str:
    return f"第 {each.number} 号，{each.finding.name}：{each.finding.message.split('。', 1)[0]}。"


def _readings_of(finding: Finding) -> Sequence[str]:
    """The readings that a finding hangs on."""
    names: dict[str, None] = {}
    for choices in finding.readings:
        names.update(dict.fromkeys(choices))
    if finding.witness is not None:
        names.update(dict.fromkeys(finding.witness.readings))
        for case in finding.witness.cases:
            names.update(dict.fromkeys(case.readings))
    return list(names)


def _day(day: date | None, spoken_of: bool = False) -> str:
    """``spoken_of``: the head says that the day is blank or damaged, or that none is fixed."""
    if day is None:
        return _UNFIXED if spoken_of else _UNSAID
    return show_value(day)
