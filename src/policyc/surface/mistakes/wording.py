"""The grammar's words in the words of a drafter. No name of the grammar is ever shown."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.surface.automaton import END
from policyc.surface.grammar import words_of
from policyc.surface.scan import Word

MARKS = {
    "_DE": "的",
    "_COMMA": "，",
    "_PERIOD": "。",
    "_SEMICOLON": "；",
    "_COLON": "：",
    "_DUNHAO": "、",
    "_LPAR": "（",
    "_RPAR": "）",
    "_LMARK": "〔",
    "_RMARK": "〕",
    "_LESS": "<",
    "_TO": "至",
}
"""Marks and the two glued words, as they are written."""

SYNONYMS = {
    "大于": "超过",
    "大于等于": "不少于",
    "大于或等于": "不少于",
    "不小于": "不少于",
    "小于": "少于",
    "小于等于": "不超过",
    "小于或等于": "不超过",
    "不大于": "不超过",
    "不足": "少于",
    "未达到": "少于",
    "是": "为",
    "属于": "为",
    "即": "为",
    "应该": "应当",
    "须": "应当",
    "必需": "应当",
    "需要": "应当",
    "要": "应当",
    "能": "可以",
    "可视情": "可以",
    "不能": "不得",
    "不可以": "不得",
    "严禁": "不得",
    "原则上不": "原则上不得",
    "设为": "定为",
    "列入": "列为",
    "按照": "按",
    "和": "且",
    "与": "且",
    "以及": "且",
    "同时": "且",
    "那么": "则",
    "否则": "但",
    "高过": "高于",
    "牵头单位": "牵头",
    "牵头部门": "牵头",
    "责任单位": "责任",
    "责任部门": "责任",
    "配合单位": "配合",
    "协办单位": "协办",
    "情形之一": "具有下列情形之一",
    "下列情形之一": "具有下列情形之一",
    "具有下列情形": "具有下列情形之一",
    "符合下列情形之一": "具有下列情形之一",
    "有下列情形": "有下列情形之一",
    "同时具备": "同时具备下列条件",
    "具备下列条件": "同时具备下列条件",
    "符合下列条件": "同时符合下列条件",
}
"""What people write, and the keyword that stands for it in policy files."""

PHRASES = {
    "介于": "范围写成：为 5次（含）至10次（含）。",
    "之间": "范围写成：为 5次（含）至10次（含）。",
    "如果": "条件前面不写这个词，直接写条件。",
    "如": "条件前面不写这个词，直接写条件。",
    "若": "条件前面不写这个词，直接写条件。",
    "当": "条件前面不写这个词，直接写条件。",
    "凡": "条件前面不写这个词，直接写条件。",
    "凡是": "条件前面不写这个词，直接写条件。",
    "则应当": "条件以“的，”结束，后面直接写“应当”。",
    "明显": "删去它；原文的话照录在 表述「……」里。",
    "显著": "删去它；原文的话照录在 表述「……」里。",
    "进一步": "删去它；原文的话照录在 表述「……」里。",
    "-": "删去它；各项写成（一）……；（二）……。",
    "—": "删去它；各项写成（一）……；（二）……。",
    "•": "删去它；各项写成（一）……；（二）……。",
    "#": "注释写成：// ……",
}
"""Common words and marks that have no place in policy files, and what to do."""

EXAMPLES = {
    "级别": "级别 风险等级：无 < 低 < 中 < 高。",
    "程度": "程度 群众反映：较少 < 较多 < 强烈，由 主管部门 认定。",
    "事实": "事实 通报次数：整数，单位 次，不少于 0。",
    "认定": "认定 整改不力：由 主管部门 认定，越高越重，依据 第五条。",
    "结论": "结论 整改期限：整数，单位 年，依据 第十条。",
    "读法": "读法「至」：含 或 不含，理由「原文没有写明」。",
    "常理": "常理「好转与恶化不并存」：好转 则 非 恶化，依据 第十条。",
    "边界词": "边界词 以上 含、以下 不含。",
    "原文未定义": "原文未定义 重点单位：第十三条、第二十条。",
    "接受": "接受 C01 第六条、第八条，理由「由评定机关酌定」。",
    "机关": "机关 县应急管理局：又称 县应急局，理由「各条混用」。",
    "前提": "前提：毒品问题严重地区。",
    "按": "按 风险等级 将 整改期限 定为：高 3年；中 2年。",
    "职责": "职责：主管部门 应当 「制定整改方案」，频次「每季度一次」。",
    "程序": "程序：申报单位 可以 「申请延期」，向 主管部门。",
    "追责": "追责：对 第一责任人 不得 「评先受奖」、「提拔」。",
    "角色": "角色 第一责任人：县委书记、县长。",
    "定义": "定义 重点单位：「列入名录的单位」。",
    "适用": "适用：开发区 参照 「本办法」。",
    "授权": "授权：主管部门 应当 「负责解释」。",
    "施行日": "施行日：2019年5月30日。",
    "期间": "期间「专项工作」：2018年5月2日 至 2019年12月31日。",
    "阶段": "阶段「动员部署」：2018年5月5日 至 2018年5月29日。",
    "指标": "指标 强制隔离戒毒执行率：达到 85%，期限 2019年12月31日，责任 县公安局。",
    "分工": "分工：牵头 县公安局；责任 县司法局；配合 县民政局。",
    "废止": "废止：「原办法」。",
    "宣示": "宣示：「不产生可执行的效果」。",
    "暂缓": "暂缓：「尚未编码」。",
    "开放": "开放：「由评定机关掌握」。",
    "用例": "用例「六项条件同时具备」",
    "已知": "已知：已公告；通报次数 为 3次；其余 无害。",
    "截至": "截至：2019年5月30日。",
    "应得": "应得：风险等级 为 高，条款 第六条第（二）项。",
}
"""A whole sentence of each kind, for where nothing more exact can be said."""

COMPARATORS = words_of(
    "equals", "differs", "exactly", "reaches", "exceeds", "below", "at_most"
)  # fmt: skip
MODALS = words_of(
    "shall", "may", "must_not", "in_principle_not", "at_discretion", "directly", "_take",
    "_recognise_as", "_towards",
)  # fmt: skip
"""Words that open what a rule decides."""

AND_WORDS = words_of("_and_word")
ANNOUNCING = frozenset(words_of("any_of_following", "all_of_following"))
"""Words that announce a list of 项."""

TELLING = frozenset(
    word for word in (*MODALS, *COMPARATORS, *ANNOUNCING, "定为", "应有", "优先于") if len(word) > 1
)
"""Keywords that hardly any name has in it."""

TYPES = words_of(
    "bool_type", "int_type", "real_type", "percent_type", "date_type", "_level_word", "choice_type"
)  # fmt: skip
SCALES = words_of("_level_word", "_degree_word")
HEADS = words_of("_file_word", "_vocabulary_word")
DECLARATIONS = frozenset(
    words_of(
        "_level_word", "_degree_word", "_fact_word", "_finding_word", "_outcome_word",
        "_axiom_word", "_boundary_word", "_undefined_word", "_accept_word",
        "_institution_word",
    )
)  # fmt: skip
"""Words that open a declaration; 读法 opens other things too."""

SENTENCES = frozenset(
    words_of(
        "_premise_word", "_duty_word", "_procedure_word", "_sanction_word", "_role_word",
        "_definition_word", "_application_word", "_delegation_word", "_commencement_word",
        "_repeal_word", "_lifecycle_word", "_change_word", "_whole_word", "_phase_word",
        "_indicator_word", "_division_word", "declaratory", "deferred", "open_textured",
        "_given_word", "_as_of_word", "_expect_word",
    )
)  # fmt: skip
"""Words that open a sentence or a line of a case."""

ATTRIBUTES = words_of(
    "_unit_word", "_window_word", "_aspect_word", "_subject_word", "_overlap_word",
    "_official_word", "_harmless_word", "_none_word", "_meaning_word", "more_is_worse",
    "less_is_worse", "neither_is_worse", "_basis_word", "_reason_word",
)  # fmt: skip
"""Words that open what is said about a declared name."""

_PHRASES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"NAME", "QUANTITY"}), "值"),
    (frozenset({"NAME"}), "名称"),
    (frozenset({"QUANTITY"}), "数量（如 10次）"),
    (frozenset({"CITATION"}), "条款引用（如 第八条第（四）项）"),
    (frozenset({"为", "超过"}), "“为”“不少于”之类的比较词"),
    (frozenset({"应当", "将"}), "“应当”“可以”“将 … 定为 …”之类的规定"),
    (frozenset({"布尔", "整数"}), "类型（布尔、整数、小数、百分比、日期、级别或选项）"),
    (frozenset({"单位", "依据"}), "“单位”“依据”之类的说明"),
    (frozenset({"依据", "理由"}), "依据或者理由"),
    (frozenset({"HEADING"}), "条款标题、声明或者规定"),
)
_FEW = 4


def show(word: Word) -> str:
    """A word in quotation marks, cut where it is long."""
    text = word.text if len(word.text) <= 20 else word.text[:20] + "……"
    return f"“{text}”"


def describe(expected: Iterable[str]) -> str:
    """What may stand at a place, the most telling first; empty where there is nothing to say."""
    left = set(expected) - {END}
    found: list[str] = []
    for kinds, phrase in _PHRASES:
        if kinds <= left:
            found.append(phrase)
            if phrase == "值":
                left -= {*kinds, "QUOTED"}
            if "HEADING" in kinds:
                return phrase
    if "QUOTED" in left and "NAME" not in left:
        found.append("用「」括起来的文字")
    if not found:
        found += [f"“{kind}”" for kind in sorted(left) if not kind.isascii()]
    found += [f"“{MARKS[kind]}”" for kind in MARKS if kind in left]
    shown = list(dict.fromkeys(found))
    return "、".join(shown[:_FEW]) + ("等" if len(shown) > _FEW else "")
