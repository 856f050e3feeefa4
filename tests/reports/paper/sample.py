"""A paper with one of everything, and papers that hold a text in every place."""

from policyc.reports.paper.model import (
    SILENT,
    Blank,
    Column,
    Figure,
    Items,
    Line,
    Mark,
    Paper,
    Quote,
    Run,
    Section,
    Table,
    cell,
    line,
    paragraph,
)

SIXTH = Quote("昆明", "第六条", "有下列情形之一的，列为重点整治地区：\n（一）毒品问题长期泛滥的。")
EIGHTH = Quote("吉林", "第八条第（二）项", "非法种植罂粟500株以上的。")
NAMED = Quote("吉林", "第九条")

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" viewBox="0 0 200 40">'
    "<style>text{font-size:16px}</style>"
    '<rect width="200" height="40" fill="#eee"/><text x="8" y="26">挂牌 → 重点</text></svg>'
)

WIDE = Table(
    "疑似问题",
    (Column("序号", 0.5), Column("条款"), Column("问题", 3), Column("修改")),
    (
        (cell("严重程度：高", span=4, header=True),),
        (
            cell("1", header=True),
            cell(line("第六条", SIXTH), line("第八条", EIGHTH, SIXTH)),
            cell("同时符合两个等级。"),
            cell(
                Line(
                    (
                        Run("第六条", Mark.STRONG),
                        Run("改为"),
                        Run("500株", Mark.REMOVED),
                        Run("600株", Mark.ADDED),
                        Run("（建议）", Mark.QUIET),
                    )
                )
            ),
        ),
        (cell("严重程度：低", span=4, header=True),),
        (cell("2", header=True), cell("第九条"), cell("跨两栏", span=2)),
        (cell("3", header=True), cell(SILENT)),
    ),
    caption="发现的问题",
    wide=True,
)

SAMPLE = Paper(
    title="审查报告",
    subtitle="《示例办法》",
    particulars=(("文号", "示办〔2019〕1号"), ("上位文件", "《甲》\n《乙》")),
    blocks=(
        Section(
            "范围",
            (
                paragraph("逐条审查。", line("依据如下。", SIXTH, NAMED)),
                Section(
                    "方法",
                    (
                        Items((line("先看。"), line("后算。", EIGHTH)), numbered=True),
                        Items((line("不设序号"),)),
                        Section("细目", (Section("再细", (paragraph("到此为止。"),)),)),
                    ),
                ),
            ),
        ),
        Section("问题", (paragraph("见下表。"), WIDE)),
        Section(
            "附表和图",
            (
                Table("没有行", (Column("甲"), Column("乙")), ()),
                Figure(SVG, "等级", "挂牌升为重点。"),
            ),
        ),
        Section("意见", (Blank("审查意见", 3), Blank("审查人"))),
    ),
    footer="由 policyc 生成，供人判断。",
)


def everywhere(text: str) -> Paper:
    """A paper that says one text wherever a paper can say something."""
    quote = Quote(text, text, text)
    marked = Line(tuple(Run(text, mark) for mark in Mark))
    table = Table(
        text,
        (Column(text), Column("乙")),
        ((cell(text, span=2),), (cell(line(text, quote)), cell(text, marked))),
        caption=text,
    )
    blocks = (
        paragraph(line(text, quote), text),
        Items((line(text, quote),)),
        table,
        Figure(SVG, text, text),
        Blank(text, 2),
    )
    return Paper(text, text, ((text, text),), (Section(text, blocks),), text)
