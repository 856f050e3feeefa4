"""同案不同果 as a section of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from policyc.comparison.cases import (
    Alike,
    Cases,
    Counterpart,
    Decision,
    SameCase,
    Sort,
)
from policyc.comparison.decide import chosen_words
from policyc.comparison.one_case import OneCase
from policyc.core.results import Kind
from policyc.findings.finding import Cited
from policyc.reports.paper.model import (
    SILENT,
    Block,
    Cell,
    Column,
    Items,
    Line,
    Mark,
    Paragraph,
    Quote,
    Run,
    Section,
    Table,
    cell,
    line,
    paragraph,
)

TITLE = "同案不同果"

_FEW = 4
"""Names in a row before the rest are only counted."""

_MEANING = {
    Sort.ABOVE: "上级已经给这个地区定了级别，各份由此得出的结果不同",
    Sort.LEVEL: "各份都有结论，结论不同",
    Sort.NUMBER: "各份都有数值，数值不同",
    Sort.THRESHOLD: "一份写有数值门槛，达到以后结果就不同",
    Sort.DISCRETION: "一份已经定死，一份可以裁量，或者可以选的不同",
    Sort.CONDITION: "同样的情形一份已经够条件，另一份还要求别的",
    Sort.PREMISE: "一份不以先评定为前提，另一份要先评定",
    Sort.UNLIKE: "情形里有一项，另一份分级的档次不同，对不上",
    Sort.SILENT: "情形里的事实另一份不问；用别的词写了同一方面的，列在旁边，须由人对照",
    Sort.GAP: "一份问到这个情形，却没有条款给出结论",
    Sort.CLASH: "一份自己的条款互相冲突，另一份有结论",
}


def cases_section(cases: Cases) -> Section:
    """Everything about one and the same case in several documents."""
    blocks: list[Block] = [*_introduction(cases), _table(cases)]
    if cases.alike:
        blocks.append(Section("已证相同的", (_alike_words(cases), _alike(cases))))
    ladders = [ladder for ladder in cases.ladders if ladder.lacking or ladder.unused]
    if ladders:
        blocks.append(Section("级别的有无", (_ladders(cases),)))
    if cases.counterparts:
        blocks.append(Section("名称不同而按一件事比较的", (_counterparts(cases),)))
    if cases.alone:
        blocks.append(Section("只有一份文件有的结论", (_alone(cases),)))
    return Section(TITLE, tuple(blocks))


def _introduction(cases: Cases) -> Iterator[Paragraph | Items]:
    total = len(cases.cases)
    more = sum(len(case.others) for case in cases.cases)
    also = f"，另有 {more} 种情形与其中某一类的差别相同，列在同一行" if more else ""
    yield paragraph(
        f"共 {total} 类差别，每类举一个最小的情形{also}。情形是对每一条款逐一查找得出的，"
        "每个都在各份文件里按条文重新算过。没有写出的事实取平常值，没有写出的官方认定还没有作出。",
        "结果不同不是谁对谁错。谁较严只依文件自己写明的次序说；没有写明的，不比。",
    )
    counted = Counter(case.sort for case in cases.cases)
    kinds = [sort for sort in Sort if counted[sort]]
    if kinds:
        yield Items(
            tuple(line(f"{sort.value}（{counted[sort]} 类）：{_MEANING[sort]}。") for sort in kinds)
        )
    for pair in cases.contrary:
        shorts = "和".join(cases.short(document) for document in pair)
        yield paragraph(f"{shorts}写明的常理合在一起互相矛盾，没有一个情形两份都容得下，没有比较。")
    if cases.undecided and not cases.contrary:
        names = "、".join(cases.undecided)
        yield paragraph(f"“{names}”在限定时间内没有查完，可能还有别的差别。")


# The cases ------------------------------------------------------------------------------


def _table(cases: Cases) -> Table:
    columns = (
        Column("序号", 0.4),
        Column("差别", 0.8),
        Column("情形", 2.4),
        *(Column(short, 2.0) for short in cases.shorts),
        Column("谁较严", 1.4),
    )
    rows: list[tuple[Cell, ...]] = []
    counted = Counter(case.outcome for case in cases.cases)
    outcome = ""
    for number, case in enumerate(cases.cases, 1):
        if case.outcome != outcome:
            outcome = case.outcome
            head = f"{outcome}（{counted[outcome]} 类）"
            rows.append((cell(head, span=len(columns), header=True),))
        rows.append(_row(cases, number, case))
    return Table(TITLE, columns, tuple(rows), "同样的情形，各份的结果", wide=True)


def _row(cases: Cases, number: int, case: SameCase) -> tuple[Cell, ...]:
    return (
        cell(str(number)),
        cell(case.sort.value),
        cell(*_facts(cases, case)),
        *(cell(*_decision(cases, case, each)) for each in case.decisions),
        cell(*_stricter(cases, case)),
    )


def _facts(cases: Cases, case: SameCase) -> Iterator[Line]:
    yield line(f"{case.shown}，其余取平常值。")
    if case.thresholds and not _is_one_point(case):
        shown = "；".join(each.shown for each in case.thresholds)
        yield line(f"门槛：{shown}。", mark=Mark.QUIET)
    if case.others:
        yield line(f"同类还有 {len(case.others)} 种：", mark=Mark.QUIET)
        for other in case.others:
            words = f"{other.shown}{places(other.clauses)}。"
            yield line(words, *quotes(cases, other.clauses), mark=Mark.QUIET)


def _is_one_point(case: SameCase) -> bool:
    """Whether the threshold says no more than the facts."""
    return len(case.thresholds) == 1 and case.thresholds[0].until == case.thresholds[0].value


def _decision(cases: Cases, case: SameCase, decision: Decision | None) -> Iterator[Line]:
    if decision is None:
        yield SILENT
        yield line("没有这个结论", mark=Mark.QUIET)
        return
    following = f"（{'、'.join(decision.following)}）" if decision.following else ""
    where = places(decision.clauses)
    runs = (Run(result_words(decision), Mark.STRONG), Run(following), Run(where, Mark.QUIET))
    yield Line(tuple(run for run in runs if run.text), quotes(cases, decision.clauses))
    for words in (*decision.because, *decision.by_reading):
        yield line(words)
    if decision.readings:
        yield line(f"读法：{chosen_words(decision.readings)}", mark=Mark.QUIET)
    if decision.unlike:
        yield line(f"档次不同、对不上的：{few(decision.unlike)}", mark=Mark.QUIET)
    if decision.unasked:
        every = len(decision.unasked) == len(case.facts)
        alike = "没有问同样的事实" if decision.akin else "这些事实都不问"
        shown = alike if every else f"不问：{few(decision.unasked)}"
        yield line(shown, mark=Mark.QUIET)
    if decision.akin:
        yield line(f"同一方面问的是：{few(decision.akin)}", mark=Mark.QUIET)
    if decision.wanting:
        near = decision.asking[:1]
        word = "要知道" if decision.kind is Kind.UNKNOWN else "还问"
        words = f"{word}：{few(decision.wanting)}{places(near)}"
        yield line(words, *quotes(cases, near), mark=Mark.QUIET)
    elif decision.asking:
        words = f"问到而不成立{places(decision.asking)}"
        yield line(words, *quotes(cases, decision.asking), mark=Mark.QUIET)
    if decision.worded:
        shown = "；".join(f"“{one}”在这一份是“{own}”" for one, own in decision.worded)
        yield line(shown, mark=Mark.QUIET)
    if decision.defined_apart:
        yield line(f"另有定义、内容不同：{few(decision.defined_apart)}", mark=Mark.QUIET)


def _stricter(cases: Cases, case: SameCase) -> Iterator[Line]:
    if not case.stricter:
        yield line(case.basis if case.sort is Sort.NUMBER else f"不比：{case.basis}")
        return
    names = "、".join(cases.short(each) for each in case.stricter)
    yield line(names, mark=Mark.STRONG)
    if case.basis:
        yield line(case.basis, mark=Mark.QUIET)


def result_words(decision: Decision) -> str:
    """The result, told in full where it is none."""
    match decision.kind:
        case Kind.NOT_APPLICABLE:
            return "没有结论"
        case Kind.GAP:
            return "空白：应有结论而没有条款给出"
        case Kind.DIVERGENT:
            return "随读法不同"
        case _:
            return decision.shown


def few(names: Sequence[str]) -> str:
    """The first few names; of the rest only how many."""
    shown = "、".join(names[:_FEW])
    return shown if len(names) <= _FEW else f"{shown}等 {len(names)} 项"


def places(cited: Sequence[Cited]) -> str:
    """（第九条第一句、第十条）; empty for none."""
    return f"（{'、'.join(dict.fromkeys(each.citation for each in cited))}）" if cited else ""


def quotes(cases: Cases | OneCase, cited: Iterable[Cited]) -> tuple[Quote, ...]:
    """Clauses with their words, each by the short name of its document."""
    return tuple(Quote(_of(cases, each.document), each.citation, each.quote) for each in cited)


def _of(cases: Cases | OneCase, document: str) -> str:
    return cases.short(document) if document in cases.documents else document


# What is alike, and what cannot be set side by side --------------------------------------


def _alike_words(cases: Cases) -> Paragraph:
    whole = [each for each in cases.alike if not each.sample]
    lines = [
        "已经证明没有例外：只要前一份的条款成立，后一份的结果就与它一样；"
        "右栏写明证明时限定了什么。情形是其中最小的一例，两份的条款都列出。"
    ]
    for each in whole:
        shorts = "、".join(cases.short(document) for document in each.documents)
        lines.append(f"{shorts}的“{each.outcome}”在任何情形下都相同。{each.held}。")
    return paragraph(*lines)


def _alike(cases: Cases) -> Table:
    columns = (
        Column("结论", 0.9),
        Column("文件", 0.8),
        Column("情形", 2.2),
        Column("两份的结果", 2.4),
        Column("限定了什么", 1.2),
    )
    rows = tuple(
        (
            cell(each.outcome),
            cell("、".join(cases.short(document) for document in each.documents)),
            cell(f"{each.sample}。"),
            cell(_agreed(cases, each)),
            cell(each.held),
        )
        for each in cases.alike
        if each.sample
    )
    return Table("已证相同", columns, rows, "同样的情形，结果也同样的")


def _agreed(cases: Cases, alike: Alike) -> Line:
    words = f"{alike.result}{_by_document(cases, alike.clauses)}"
    return line(words, *quotes(cases, alike.clauses))


def _by_document(cases: Cases, cited: Sequence[Cited]) -> str:
    """（昆明市第十条第一款，吉林省第十条第二句）."""
    found: dict[str, dict[str, None]] = {}
    for each in cited:
        found.setdefault(_of(cases, each.document), {})[each.citation] = None
    shown = "，".join(f"{document}{'、'.join(places)}" for document, places in found.items())
    return f"（{shown}）" if shown else ""


def _ladders(cases: Cases) -> Table:
    columns = (
        Column("结论", 1.0),
        Column("文件", 1.0),
        Column("级别，从高到低", 2.0),
        Column("别的文件有而这一份没有的", 2.0),
        Column("没有条款给出的", 1.0),
    )
    rows = tuple(
        (
            cell(each.outcome),
            cell(cases.short(each.document)),
            cell(line("、".join(each.steps), *quotes(cases, each.clauses))),
            cell("、".join(each.lacking)) if each.lacking else cell(SILENT),
            cell("、".join(each.unused)) if each.unused else cell(SILENT),
        )
        for each in cases.ladders
    )
    caption = "次序只是各份自己的次序；不同的级别之间原文没有写明怎样对应，不互比。"
    return Table("级别的有无", columns, rows, caption)


def _counterparts(cases: Cases) -> Table:
    columns = (Column("名称", 3.0), Column("为什么当作一件事", 1.4))
    rows = tuple((cell(*_named(cases, each)), cell(each.basis)) for each in cases.counterparts)
    caption = "认为不是一件事的，有关情形就不能这样比。"
    return Table("名称的对应", columns, rows, caption)


def _named(cases: Cases, counterpart: Counterpart) -> Iterator[Line]:
    for document, name in counterpart.names:
        yield line(f"{cases.short(document)}：{name}")


def _alone(cases: Cases) -> Items:
    return Items(
        tuple(
            line(
                f"{cases.short(each.document)}：{each.outcome}（对{each.subject}）",
                *quotes(cases, each.clauses),
            )
            for each in cases.alone
        )
    )
