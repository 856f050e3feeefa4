"""Two made-up documents about rivers that differ in every dimension, and their comparison."""

from functools import cache

from policyc.comparison.compare import compare
from policyc.comparison.texts import Text, short_names
from policyc.comparison.values import Matrix, Row
from policyc.driver.compiled import Compiled
from policyc.driver.passes import compile_texts
from policyc.source.text import SourceText

FIRST_SOURCE = """甲县河道管护办法
第一条 本办法以乡镇为评定单位。
第二条 有下列情形之一的，列为问题河道：
（一）排污口3个以上的；
（二）群众反映强烈的。
第三条 问题河道分为重点管护、一般管护。排污口10个以上的，定为重点管护；排污口不足10个的，定为一般管护。
第四条 重点管护期限为3年，一般管护期限为1年，自决定作出之日起计算。
第五条 期限届满，未完成任务的，县河长办应当延期6个月，最多2次。
第六条 期限届满，水质达标、台账齐全的，县河长办可以取消管护。
第七条 取消管护后水质反弹的，县河长办应当列为问题河道。
第八条 市里定为重点管护的，县河长办应当直接定为重点管护。
第九条 乡镇主要领导是第一责任人。乡镇分管领导是具体责任人。
第十条 乡镇应当每季度向县河长办报告一次。
第十一条 未完成任务的，对第一责任人应当约谈、给予处分。
第十二条 护河员与河段之比不低于1:5。
第十三条 2026年，水质达标率达到95%以上。
第十四条 河长由乡镇书记或者乡镇长担任。
第十五条 本办法由县河长办负责解释，自2024年1月1日起施行。
"""

FIRST = """文件「甲县河道管护办法」
  文号：甲政发〔2023〕1号。
  制定机关：甲县人民政府。
  位阶：县级政府规范性文件。
  适用地区：某省/某市/甲县。
  状态：正式。
  施行：2024年1月1日。
  评定单位：乡镇，依据 第一条。

级别 管护级别：不列入 < 一般管护 < 重点管护，依据 第三条第一句。
程度 群众反映：较少 < 强烈，依据 第二条第（二）项。
结论 问题河道（listed）：布尔，对象 河道，依据 第二条。
结论 管护级别（tier）：级别 管护级别，对象 河道，依据 第三条。
结论 管护期限（term）：整数，单位 年，对象 河道，依据 第四条。
结论 期满处置（disposal）：选项（延期、取消管护），对象 河道，依据 第五条。
结论 河长（head）：选项（乡镇书记、乡镇长），对象 河道，依据 第十四条。
事实 已列入：布尔，官方认定 问题河道，依据 第二条。
事实 现级别：级别 管护级别，官方认定 管护级别，依据 第三条。
事实 排污口数（outfalls）：整数，单位 个，不少于 0，依据 第二条第（一）项、第三条第二句。
事实 期限届满：布尔，依据 第五条、第六条。
事实 未完成任务：布尔，依据 第五条。
认定 水质达标（clean）：依据 第六条。
认定 台账齐全：依据 第六条。
事实 已取消：布尔，依据 第七条。
认定 水质反弹：方面 反弹，依据 第七条。
事实 市级管护级别：级别 管护级别，来自 市级 管护级别，依据 第八条。
事实 护河员比例：小数，不少于 0，依据 第十二条。
读法「直接」，关于 优先：替代（替代）或 下限（下限），理由「没有写明」。

第一条
  宣示。
第二条
  有下列情形之一的，列为 问题河道：
  （一）排污口数 为 3个以上；
  （二）群众反映 为 强烈的。
第三条
  前提：问题河道。
  第一句：问题河道 应有 管护级别。
  第二句
    排污口数 为 10个以上的，将 管护级别 定为 重点管护。
    排污口数 低于 10个的，将 管护级别 定为 一般管护。
第四条
  按 管护级别 将 管护期限 定为：重点管护 3年；一般管护 1年。
  流程「管护」：状态 管护级别，期限 管护期限，届满 期限届满，起算「决定作出之日」。
第五条
  期限届满，未完成任务的，县河长办 应当 将 期满处置 定为 延期。
  变更 期满处置 为 延期：续期 6个月，至多 2次。
第六条
  期限届满，水质达标，台账齐全的，县河长办 可以 将 期满处置 定为 取消管护。
  变更 期满处置 为 取消管护：转为 不列入。
第七条
  已取消，水质反弹的，县河长办 应当 列为 问题河道。
第八条
  市级管护级别 为 重点管护的，县河长办 应当 直接 将 管护级别 定为 重点管护。
第九条
  第一句：角色 第一责任人：乡镇主要领导。
  第二句：角色 具体责任人：乡镇分管领导。
第十条
  职责：乡镇 应当 「向县河长办报告」，向 县河长办，频次「每季度一次」。
第十一条
  追责：未完成任务的，对 第一责任人 应当 「约谈」、「给予处分」。
第十二条
  护河员比例 不低于 1:5的，将 期满处置 定为 取消管护。
第十三条
  指标 水质达标率：为 95%以上，期限 2026年。
第十四条
  问题河道的，应当 视情 将 河长 定为 乡镇书记 或 乡镇长。
第十五条
  授权：县河长办 「负责解释」。
  施行日：「2024年1月1日」。
"""

SECOND_SOURCE = """乙县河道管护办法
第一条 有下列情形之一的，列为问题河道：
（一）排污口5个以上的；
（二）垃圾成堆的。
第二条 问题河道分为重点管护、一般管护。排污口10个以上的，定为重点管护；排污口不足10个的，定为一般管护。
第三条 重点管护期限为2年，一般管护期限为1年。
第四条 期限届满，未完成任务的，延长管护期限。
第五条 期限届满，水质达标的，可以取消管护。
第六条 乡镇应当定期向县河长办报告。未完成任务的，对第一责任人应当约谈。
第七条 水质达标率达到90%以上。
"""

SECOND = """文件「乙县河道管护办法」
  位阶：县级政府规范性文件。
  适用地区：某省/某市/乙县。
  状态：征求意见稿。

原文未定义 第一责任人：第六条第二句。
级别 管护级别：不列入 < 一般管护 < 重点管护，依据 第二条第一句。
结论 问题河道（listed）：布尔，对象 河道，依据 第一条。
结论 管护级别（tier）：级别 管护级别，对象 河道，依据 第二条。
结论 管护期限（term）：整数，单位 年，对象 河道，依据 第三条。
结论 期满处置（disposal）：选项（延长期限、取消管护），对象 河道，依据 第四条。
事实 已列入：布尔，官方认定 问题河道，依据 第一条。
事实 现级别：级别 管护级别，官方认定 管护级别，依据 第二条。
事实 排污口数（outfalls）：整数，单位 个，不少于 0，依据 第一条第（一）项、第二条第二句。
认定 垃圾成堆：依据 第一条第（二）项。
事实 期限届满：布尔，依据 第四条、第五条。
事实 未完成任务：布尔，依据 第四条。
认定 水质达标（clean）：依据 第五条。

第一条
  有下列情形之一的，列为 问题河道：
  （一）排污口数 为 5个以上；
  （二）垃圾成堆的。
第二条
  前提：问题河道。
  第一句：问题河道 应有 管护级别。
  第二句
    排污口数 为 10个以上的，将 管护级别 定为 重点管护。
    排污口数 低于 10个的，将 管护级别 定为 一般管护。
第三条
  按 管护级别 将 管护期限 定为：重点管护 2年；一般管护 1年。
  流程「管护」：状态 管护级别，期限 管护期限，届满 期限届满，起算 未写明。
第四条
  期限届满，未完成任务的，将 期满处置 定为 延长期限。
  变更 期满处置 为 延长期限：续期 未写明。
第五条
  期限届满，水质达标的，可以 将 期满处置 定为 取消管护。
  变更 期满处置 为 取消管护：转为 不列入。
第六条
  第一句：职责：乡镇 应当 「向县河长办报告」，向 县河长办，频次「定期」。
  第二句：追责：未完成任务的，对 第一责任人 应当 「约谈」。
第七条
  指标 水质达标率：为 90%以上。
"""


def compiled(name: str, policy: str, source: str) -> Compiled:
    return compile_texts(
        name, [SourceText(f"{name}.policy", policy)], [], SourceText(f"{name}.txt", source)
    )


def text_of(found: Compiled, short: str) -> Text:
    assert found.policy is not None, [d.message for d in found.diagnostics]
    assert found.document is not None
    return Text(found.policy, short, found.document.head, found.document.provisions)


def texts(*documents: tuple[str, str, str]) -> tuple[Text, ...]:
    found = [compiled(*each) for each in documents]
    policies = [each.policy for each in found if each.policy is not None]
    assert len(policies) == len(found), [d.message for f in found for d in f.diagnostics]
    named = zip(found, short_names(policies), strict=True)
    return tuple(text_of(each, short) for each, short in named)


@cache
def rivers() -> Matrix:
    return compare(texts(("甲", FIRST, FIRST_SOURCE), ("乙", SECOND, SECOND_SOURCE)))


def row(matrix: Matrix, group: str, title: str) -> Row:
    found = [r for g, r in matrix.rows() if (g.name, r.title) == (group, title)]
    assert len(found) == 1, [(g.name, r.title) for g, r in matrix.rows()]
    return found[0]


def said(found: Row) -> list[list[str]]:
    """What every document says in a row, what is left open after a dash."""
    return [[f"{'—' * e.open}{e.text}" for e in cell.entries] for cell in found.cells]


def shown(matrix: Matrix) -> str:
    """The whole matrix, a line for everything that a document says."""
    lines = []
    for group in matrix.groups:
        lines.append(f"# {group.name}")
        for each in group.rows:
            lines.append(
                f"- {each.title}｜{each.comparability.value}｜{each.why}｜{each.agreement.value}"
            )
            for text, cell in zip(matrix.texts, each.cells, strict=True):
                for entry in cell.entries:
                    at = "；".join(place.citation for place in entry.places)
                    lines.append(f"    {text.short}：{'— ' * entry.open}{entry.text}〔{at}〕")
                if not cell.entries:
                    lines.append(f"    {text.short}：—")
    return "\n".join(lines) + "\n"
