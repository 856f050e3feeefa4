"""摘要 of a comparison: what a reader has to know who reads no further."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policyc.comparison.cases import Cases, SameCase
from policyc.comparison.values import Agreement, Cell, Matrix, Row
from policyc.core.results import Kind
from policyc.reports.comparison.cases import TITLE as CASES
from policyc.reports.comparison.cases import quotes
from policyc.reports.comparison.matrix import count, rows_table
from policyc.reports.paper import model as m

_ANSWERS = (Kind.DECIDED, Kind.DISCRETION)
_MOST_CASES = 5
_MOST_GROUPS = 3
_LONGEST = 400
"""Characters of a row up to which it is told in the summary."""


def summary(matrix: Matrix, cases: Cases | None) -> m.Section:
    """The section: the numbers, the main rows, and the plainest of the cases that differ."""
    blocks: list[m.Block] = [m.paragraph(_counted(matrix), _where(matrix))]
    main = list(_told(matrix))
    if main:
        blocks.append(rows_table(matrix, "主要异同", "主要的相同和不同", main))
    longer = list(_longer(matrix))
    if longer:
        blocks.append(m.paragraph(f"其他不同的，内容较多，见矩阵：{'、'.join(longer)}。"))
    if cases is not None and cases.cases:
        blocks += _same_case(cases)
    return m.Section("摘要", tuple(blocks))


def _counted(matrix: Matrix) -> str:
    """How many matters there are, and how they turned out."""
    rows = [row for _, row in matrix.rows()]
    comparable = sum(row.comparable for row in rows)
    differing = sum(row.differs for row in rows)
    open_ = _comparable(matrix, Agreement.OPEN)
    alone = count(matrix, Agreement.ONE_SIDED)
    return (
        f"本报告把{len(matrix.texts)}份文件按{len(matrix.groups)}个维度、{len(rows)}个事项逐项对照。"
        f"可以对照的{comparable}项：不同的{differing}项"
        f"{f'（其中{open_}项有的没有写明）' if open_ else ''}，"
        f"一致的{_comparable(matrix, Agreement.EQUAL)}项，"
        f"都没有写明的{_comparable(matrix, Agreement.SILENT)}项。"
        f"不能对照的{len(rows) - comparable}项：只有一份写到的{alone}项，"
        f"各份说的不是一回事的{len(rows) - comparable - alone}项。"
    )


def _where(matrix: Matrix) -> str:
    """In which dimensions most differs, and which only one document has at all."""
    numbers = {each.name: sum(row.differs for row in each.rows) for each in matrix.groups}
    most = sorted((name for name in numbers if numbers[name]), key=lambda name: -numbers[name])
    shown = "、".join(f"{name}（{numbers[name]}项）" for name in most[:_MOST_GROUPS])
    said = [f"不同较多的是{shown}。"] if shown else []
    for text, cells in zip(matrix.texts, _columns(matrix), strict=True):
        alone = [name for name, is_alone in cells if is_alone]
        if alone:
            said.append(f"只有{text.short}写到的：{'、'.join(alone)}。")
    return "".join(said)


def _columns(matrix: Matrix) -> Iterator[list[tuple[str, bool]]]:
    """For each document, of every dimension whether no other speaks of it."""
    for at in range(len(matrix.texts)):
        yield [
            (
                group.name,
                all(
                    bool(cell.entries) is (number == at)
                    for row in group.rows
                    for number, cell in enumerate(row.cells)
                ),
            )
            for group in matrix.groups
        ]


def _same_case(cases: Cases) -> Iterator[m.Block]:
    """How many cases are decided differently, and the plainest of them."""
    plain = [case for case in cases.cases if _is_plain(case)]
    shown = plain[:_MOST_CASES]
    told = f"同样的事实，各份的结果不同的，共找出{len(cases.cases)}类，见“{CASES}”。"
    yield m.paragraph(f"{told}其中各份都有结论的{len(plain)}类，例如：" if shown else told)
    if shown:
        yield m.Items(tuple(_case(cases, case) for case in shown), numbered=True)


def _is_plain(case: SameCase) -> bool:
    """Whether every text has an answer, and not the same."""
    decided = [each for each in case.decisions if each is not None]
    return len(decided) > 1 and all(each.kind in _ANSWERS for each in decided)


def _case(cases: Cases, case: SameCase) -> m.Line:
    decided = [each for each in case.decisions if each is not None]
    results = "；".join(f"{cases.short(each.document)}：{each.shown}" for each in decided)
    cited = [at for each in decided for at in each.clauses]
    runs = (m.Run(f"{case.outcome}。", m.Mark.STRONG), m.Run(f"{case.shown}。{results}。"))
    return m.Line(runs, quotes(cases, cited))


def _comparable(matrix: Matrix, agreement: Agreement) -> int:
    return sum(row.comparable and row.agreement is agreement for _, row in matrix.rows())


_TOLD: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ("不同的", lambda row: row.differs),
    ("一致的", lambda row: row.comparable and row.agreement is Agreement.EQUAL),
    ("只有一份写到的", lambda row: row.agreement is Agreement.ONE_SIDED),
    ("都没有写明的", lambda row: row.agreement is Agreement.SILENT),
)
"""What is told of the rows that belong in a summary, under which heading."""


def _told(matrix: Matrix) -> Iterator[Row | str]:
    """The rows of the summary, and the headings over them."""
    for heading, wanted in _TOLD:
        rows = [row for _, row in matrix.rows() if _is_told(row) and wanted(row)]
        if rows:
            yield heading
            yield from rows


def _is_told(row: Row) -> bool:
    return row.key and sum(len(_words(cell)) for cell in row.cells) <= _LONGEST


def _words(cell: Cell) -> str:
    return "".join(entry.text for entry in cell.entries)


def _longer(matrix: Matrix) -> Iterator[str]:
    for group in matrix.groups:
        number = sum(row.differs and not _is_told(row) for row in group.rows)
        if number:
            yield f"{group.name}{number}项"
