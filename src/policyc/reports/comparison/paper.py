"""法域比较报告: documents of several places side by side, as a report to hand in.

Peers are compared, never said to conflict; what a text does not say is a dash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.cases import Cases
from policyc.comparison.compare import left_out
from policyc.comparison.texts import Text
from policyc.comparison.values import Comparability, Matrix
from policyc.core.levels import is_above
from policyc.core.types import show_value
from policyc.reports.comparison.cases import cases_section
from policyc.reports.comparison.matrix import gaps_table, matrix_table
from policyc.reports.comparison.summary import summary
from policyc.reports.paper import model as m

TITLE = "法域比较报告"
_MOST_CLAUSES = 6
_UNWRITTEN = m.Line((*m.SILENT.runs, m.Run(" 没有能够确定的日期", m.Mark.QUIET)))
"""A date that the head of a policy file says is blank, damaged or missing."""

_MEANINGS = (
    ("相同", "同一个词、同一种东西，可以直接对照"),
    ("相近", "同一类规定，名称、范围或者层级不同，对照时要一并看说明"),
    ("不可比", "只有一份写到，或者各份说的不是一件事，不能对照"),
)


def comparison_paper(
    matrix: Matrix,
    *,
    cases: Cases | None = None,
    heat: Sequence[m.Figure] = (),
    pictures: Sequence[m.Figure] = (),
) -> m.Paper:
    """The whole report; ``heat`` pictures the matrix, ``pictures`` the documents."""
    sections = [
        summary(matrix, cases),
        _documents(matrix.texts),
        _comparability(matrix, heat),
        _matrix(matrix),
    ]
    if pictures:
        sections.append(m.Section("图示", tuple(pictures)))
    if cases is not None:
        sections.append(cases_section(cases))
    sections += [_gaps(matrix), _limits(matrix, cases is not None)]
    return m.Paper(
        title=TITLE,
        subtitle="、".join(text.short for text in matrix.texts),
        particulars=tuple(_particulars(matrix)),
        blocks=tuple(sections),
        footer="由 policyc 根据各份文件的原文和编码生成；每一格都注明条款，没有写的不补。",
    )


def _particulars(matrix: Matrix) -> Iterator[tuple[str, str]]:
    for text in matrix.texts:
        yield text.short, f"《{text.title}》"
    day = matrix.texts[0].as_of
    if day is not None:
        yield "截至", show_value(day)


# ---------------------------------------------------------------------------- 文件信息


def _documents(texts: Sequence[Text]) -> m.Section:
    columns = (m.Column("项目", 0.7), *(m.Column(text.short, 2.0) for text in texts))
    names = dict.fromkeys(name for text in texts for name, _ in _facts(text))
    given = [dict(_facts(text)) for text in texts]
    rows = [
        (m.cell(name), *(m.cell(*(each.get(name) or (m.SILENT,))) for each in given))
        for name in names
        if any(each.get(name) for each in given)
    ]
    table = m.Table("文件信息", columns, tuple(rows), "所比较的文件", wide=len(texts) > 3)
    return m.Section("文件信息", (table,))


def _facts(text: Text) -> Iterator[tuple[str, tuple[str | m.Line, ...]]]:
    head, policy = text.head, text.policy
    yield "名称", (f"《{text.title}》",)
    yield "文号", _some(head.number)
    yield "制定机关", head.issuers or _some(policy.issuer)
    yield "位阶", _some(policy.level)
    yield "状态", _some(policy.status)
    yield "适用地区", _some(policy.region.replace("/", "　"))
    for name, day in (
        ("成文", head.written),
        ("公布", head.published),
        ("施行", policy.effective),
        ("失效", head.expires),
    ):
        blank = (_UNWRITTEN,) if head.fields.get(name) else ()
        yield name, blank if day is None else (show_value(day),)
    yield "上位文件", tuple(upper.noted for upper in head.uppers)


def _few(places: Sequence[str]) -> str:
    """Some clauses, of many only the first and how many they are."""
    shown = "、".join(places[:_MOST_CLAUSES])
    return f"{shown}等{len(places)}处" if len(places) > _MOST_CLAUSES else shown


def _some(words: str) -> tuple[str, ...]:
    return (words,) if words else ()


# ---------------------------------------------------------------------------- 可比性


def _comparability(matrix: Matrix, heat: Sequence[m.Figure]) -> m.Section:
    blocks: list[m.Block] = [
        m.paragraph(
            f"{_standing(matrix.texts)}这里只比较各自写了什么，不判断谁对谁错，也不作冲突审查。"
            "事项按共用的名称、共用的别名或者同一种作用对齐，每一项都写明能不能比、为什么。"
        ),
        m.Items(tuple(_meaning(*each) for each in _MEANINGS)),
        m.paragraph("看每一项之前，先看各份文件本身的不同："),
        m.Items(tuple(m.line(caveat.text) for caveat in matrix.caveats), numbered=True),
    ]
    seen = "上图每格的数，是这份文件写明的事项数和这个维度的全部事项数。"
    picture: tuple[m.Block, ...] = (*heat, m.paragraph(seen)) if heat else ()
    return m.Section("可比性声明", (*blocks, _counts(matrix), *picture))


def _standing(texts: Sequence[Text]) -> str:
    """How the documents stand to each other."""
    over = [(a, b) for a in texts for b in texts if is_above(a.policy, b.policy)]
    if not over:
        return "这几份文件互不隶属，"
    said = "，".join(f"{upper.short}在{lower.short}之上" for upper, lower in over)
    return f"这几份文件里，{said}，下级是否符合上级的要求用 policyc check 审查。"


def _meaning(word: str, meaning: str) -> m.Line:
    return m.Line((m.Run(word, m.Mark.STRONG), m.Run(f"：{meaning}。")))


def _counts(matrix: Matrix) -> m.Table:
    kinds = tuple(Comparability)
    columns = (m.Column("维度", 1.2), *(m.Column(kind.value, 0.6) for kind in kinds))
    columns = (*columns, m.Column("其中不同的", 0.8))
    rows = tuple(
        (
            m.cell(group.name),
            *(m.cell(str(sum(r.comparability is kind for r in group.rows))) for kind in kinds),
            m.cell(str(sum(row.differs for row in group.rows))),
        )
        for group in matrix.groups
    )
    return m.Table("可比性", columns, rows, "每个维度可以对照的事项数")


def _matrix(matrix: Matrix) -> m.Section:
    told = m.paragraph(
        "一行一个事项，一份文件一栏。括号里是条款；“—”表示原文没有写，“—”后面的话说明写到了什么程度。"
    )
    return m.Section("维度矩阵", (told, matrix_table(matrix)))


def _gaps(matrix: Matrix) -> m.Section:
    told = m.paragraph(
        "原文没有写的，不等于不管：可能由上位文件规定，也可能有意留待另行规定。下表只列出没有写。"
    )
    return m.Section("空白", (told, gaps_table(matrix)))


# ---------------------------------------------------------------------------- 结论与限制


def _limits(matrix: Matrix, with_cases: bool) -> m.Section:
    blocks = (
        m.paragraph("结论由使用报告的人作出。以下是使用本报告时要知道的："),
        m.Items(tuple(m.line(each) for each in _limits_of(matrix, with_cases)), numbered=True),
        m.Blank("结论意见", 4),
        m.Blank("制作人、日期"),
    )
    return m.Section("结论与限制", blocks)


def _limits_of(matrix: Matrix, with_cases: bool) -> Iterator[str]:
    yield "每一格都来自各份文件的条款，可以按所注的条款核对；编码如果写错，这里也会跟着错。"
    yield "没有取得原文的上位文件、没有公布的附件，不在比较之列。"
    readings = [text for text in matrix.texts if text.policy.readings]
    if readings:
        said = "，".join(f"{text.short}{len(text.policy.readings)}处" for text in readings)
        yield f"原文有歧义的地方不替原文选择，格里写明“有不同读法”：{said}。"
    unsorted = [(text, left_out(matrix, text)) for text in matrix.texts]
    if any(where for _, where in unsorted):
        said = "，".join(f"{text.short}{_few(where)}" for text, where in unsorted if where)
        yield f"职责按主题归类，没有归入任何一类的没有列入：{said}。"
    yield "“一致”只说明条文所写的内容相同，执行的尺度、地方的情况可能不同。"
    if with_cases:
        yield "“更严”只按级别的高低、数值的大小来说，不代表更好。"
