"""What a review rests on: how the text is covered, what was assumed, what the text leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyc.analysis.condition_words import show_axiom
from policyc.core.norms import Policy
from policyc.findings.finding import Finding, Status
from policyc.lints.coverage import Coverage, coverage
from policyc.lints.lint import Encoded
from policyc.lints.references import other_documents
from policyc.lints.standing import Status as Standing
from policyc.reports.finding_words import joined
from policyc.reports.paper.model import (
    SILENT,
    Block,
    Column,
    Line,
    Mark,
    Table,
    cell,
    line,
    paragraph,
)

_MEANING = {
    Status.PROVED: "求解器证明：在全部情形下都是如此",
    Status.WITNESSED: "求解器给出具体情形，并用解释器按条文重新演算，结果相符",
    Status.READ: "对照原文和编码逐处查得，不涉及演算",
    Status.CONDITIONAL: "只在把几个没有说明关系的开放用语看作互不相干时才成立，须由人判断",
    Status.UNDECIDED: "求解超时，没有定论",
}
_COVERED = {
    Standing.ENCODED: "已写成可以演算的规定，参加全部审查",
    Standing.DEFINITION: "定义，供其他规定使用",
    Standing.DECLARATORY: "宣示性规定，没有可以演算的内容",
    Standing.OPEN_TEXTURED: "开放用语，须先由有权的人认定，才能演算",
    Standing.DEFERRED: "暂缓，没有参加审查",
    Standing.UNMARKED: "没有着落，没有参加审查",
}
_UNEXPLAINED = {Standing.OPEN_TEXTURED: "写成的规定，条件全是开放用语"}
_LISTED = (Standing.UNMARKED, Standing.DEFERRED, Standing.OPEN_TEXTURED, Standing.DECLARATORY)
"""What a reviewer has to look at without the help of proofs."""
_IN_LINE = 4
"""Numbers of findings in a line of a narrow column."""


def statuses_table(findings: Sequence[Finding]) -> Table:
    """How the findings are known, and what that means."""
    rows = []
    for status, meaning in _MEANING.items():
        count = sum(1 for finding in findings if finding.status is status)
        rows.append((cell(status.value, header=True), cell(str(count)), cell(meaning)))
    columns = (Column("依据", 1), Column("个数", 0.6), Column("含义", 5))
    return Table("依据", columns, tuple(rows), "问题是怎样得出的")


def axioms_blocks(policy: Policy, used: Mapping[str, Sequence[int]]) -> Iterator[Block]:
    """The relations between facts that no clause states, and which findings rest on them."""
    if not policy.axioms:
        yield paragraph("审查没有用到原文以外的常理。")
        return
    yield paragraph(
        "下列事实之间的关系原文没有写，审查时当作常理；站不住的，与它有关的问题须重新审查"
        "（policyc check --without-axioms 列出每条常理掩盖的问题）。"
    )
    rows = tuple(
        (
            cell(axiom.name, header=True),
            cell(show_axiom(policy, axiom)),
            cell(axiom.basis) if axiom.basis else cell(SILENT),
            cell(*_numbers(used.get(axiom.name, ()))),
        )
        for axiom in policy.axioms
    )
    columns = (
        Column("常理", 1.6),
        Column("内容", 2.6),
        Column("依据", 2.2),
        Column("相关问题", 1.5),
    )
    yield Table("常理", columns, rows, "审查用到的常理")


def readings_blocks(policy: Policy, used: Mapping[str, Sequence[int]]) -> Iterator[Block]:
    """What the words leave open: every declared choice was tried."""
    if not policy.readings:
        yield paragraph("没有登记含义未定的用语。")
        return
    yield paragraph("下列用语原文没有说清，审查逐一试过各种读法，没有替起草单位选定其中一种。")
    rows = tuple(
        (
            cell(f"“{reading.name}”", header=True),
            cell(*(f"· {choice}" for choice in reading.choices)),
            cell(reading.basis) if reading.basis else cell(SILENT),
            cell(*_numbers(used.get(reading.name, ()))),
        )
        for reading in policy.readings
    )
    columns = (
        Column("用语", 1.1),
        Column("各种读法", 1.4),
        Column("理由", 4.6),
        Column("相关问题", 1.7),
    )
    yield Table("读法", columns, rows, "含义未定的用语")


def coverage_blocks(encoded: Encoded) -> Iterator[Block]:
    """How far the text is encoded, and every unit that a proof says nothing about."""
    found = coverage(encoded.tree, encoded.document, encoded.policy)
    counts = tuple(
        (cell(status.value, header=True), cell(str(count)), cell(_COVERED[status]))
        for status, count in found.counts.items()
    )
    yield paragraph(f"原文共 {len(found.units)} 个条款项（按最小的可引用单元计）。")
    columns = (Column("状态", 1), Column("个数", 0.6), Column("含义", 5))
    yield Table("覆盖", columns, counts, "条款的着落")
    yield from _left_to_people(found)


def _left_to_people(found: Coverage) -> Iterator[Block]:
    groups: dict[tuple[Standing, str], list[str]] = {}
    for covered in found.units:
        if covered.status in _LISTED:
            given = dict.fromkeys(each.reason for each in covered.by if each.reason)
            reason = "；".join(given) or _UNEXPLAINED.get(covered.status, "")
            groups.setdefault((covered.status, reason), []).append(str(covered.unit.citation))
    if not groups:
        return
    order = sorted(groups.items(), key=lambda each: _LISTED.index(each[0][0]))
    rows = tuple(
        (cell(status.value, header=True), cell(joined(places)), cell(reason or SILENT))
        for (status, reason), places in order
    )
    columns = (Column("状态", 0.7), Column("条款", 3), Column("说明", 3))
    yield Table("人工审查", columns, rows, "须由人逐条审查的条款")


def judged_blocks(policy: Policy) -> Iterator[Block]:
    """The facts that somebody has to judge, by who does."""
    judges: dict[str, list[str]] = {}
    for fact in policy.facts:
        if fact.open_textured:
            judges.setdefault(fact.determined_by, []).append(fact.name)
    if not judges:
        yield paragraph("没有须经认定的开放用语。")
        return
    count = sum(map(len, judges.values()))
    yield paragraph(
        f"有 {count} 项事实用的是开放用语，条文没有给出可以计量的标准。审查把它们当作可以任意"
        "认定，只看认定之后条文的结果是否一致。"
    )
    rows = tuple(
        (
            cell(judge, header=True) if judge else cell(SILENT),
            cell(str(len(names))),
            cell("、".join(names)),
        )
        for judge, names in judges.items()
    )
    columns = (Column("由谁认定", 1.2), Column("项数", 0.5), Column("事实", 5))
    yield Table("开放用语", columns, rows, "须经认定的事实")


def limits(encoded: Encoded | None, *, as_of: str, incomplete: bool) -> Iterator[Line]:
    """What the review does not say."""
    if incomplete:
        yield line("有的问题求解超时，没有查完；在查完之前不能认为没有其他问题。", mark=Mark.STRONG)
    yield line("审查的是条文写成可演算规定以后的内容；写得是否忠实于原文，应当对照原文复核。")
    yield line("没有列出问题，只表示在上述范围和方法之内没有发现，不表示文件合法或者适当。")
    yield line("制定权限、制定程序、是否合乎上位法、必要性和可行性，须由审核人判断。")
    yield line(as_of)
    if encoded is None:
        return
    missing = [each.title for each in encoded.document.head.uppers if not each.obtained]
    if missing:
        yield line(f"上位文件没有取得原文，没有对照：{_titles(missing)}。")
    cited = [each.title for each in other_documents(encoded.tree, encoded.policy.title)]
    others = [title for title in cited if title not in missing]
    if others:
        yield line(f"原文引用的其他文件没有对照：{_titles(others)}。")


def _titles(titles: Iterable[str]) -> str:
    return "、".join(f"《{title}》" for title in titles)


def _numbers(numbers: Sequence[int]) -> tuple[Line, ...]:
    """The numbers of findings, some to a line: in a narrow column one would be torn apart."""
    if not numbers:
        return (SILENT,)
    parts = [numbers[at : at + _IN_LINE] for at in range(0, len(numbers), _IN_LINE)]
    told = ["、".join(map(str, part)) for part in parts]
    return (*(line(f"{each}、") for each in told[:-1]), line(told[-1]))
