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
    "介于": "范围写成：为 5000株（含）至10000株。",
    "之间": "范围写成：为 5000株（含）至10000株。",
    "如果": "条件前面不写这个词，直接写条件。",
    "如": "条件前面不写这个词，直接写条件。",
    "若": "条件前面不写这个词，直接写条件。",
    "当": "条件前面不写这个词，直接写条件。",
    "凡": "条件前面不写这个词，直接写条件。",
    "凡是": "条件前面不写这个词，直接写条件。",
    "则应当": "条件以“的，”结束，后面直接写“应当”。",
    "-": "删去它；各项写成（一）……；（二）……。",
    "—": "删去它；各项写成（一）……；（二）……。",
    "•": "删去它；各项写成（一）……；（二）……。",
    "#": "注释写成：// ……",
}
"""Common words and marks that have no place in policy files, and what to do."""

EXAMPLES = {
    "级别": "级别 整治级别：未列入 < 重点关注 < 挂牌整治。",
    "程度": "程度 社会危害：一般 < 较大 < 严重，由 县级禁毒委员会 认定。",
    "事实": "事实 罂粟株数：整数，单位 株，不少于 0。",
    "认定": "认定 毒品滥用问题突出：由 县级禁毒委员会 认定，依据 第五条。",
    "结论": "结论 整治期限：整数，单位 年，依据 第十条。",
    "读法": "读法「至」：含 或 不含，理由「原文没有写明」。",
    "常理": "常理「好转与恶化不并存」：好转 则 非 恶化，依据 第十条。",
    "边界词": "边界词 以上 含、以下 不含。",
    "原文未定义": "原文未定义 挂牌整治：第十三条、第二十条。",
    "前提": "前提：毒品问题严重地区。",
    "按": "按 整治级别 将 整治期限 定为：挂牌整治 3年；通报警示 2年。",
    "职责": "职责：县级禁毒委员会 应当 「制定整治方案」，频次「每季度一次」。",
    "程序": "程序：县级禁毒委员会 可以 「申请延期」，向 市禁毒委员会。",
    "追责": "追责：对 第一责任人 不得 「评先受奖」、「提拔」。",
    "角色": "角色 第一责任人：县委书记、县长。",
    "定义": "定义 厂点：「制造毒品的场所」。",
    "适用": "适用：开发区 参照 「本办法」。",
    "授权": "授权：市禁毒委员会 应当 「负责解释」。",
    "施行日": "施行日：2019年5月30日。",
    "废止": "废止：「原办法」。",
    "宣示": "宣示：「不产生可执行的效果」。",
    "暂缓": "暂缓：「尚未编码」。",
    "开放": "开放：「由评定机关掌握」。",
    "用例": "用例「六项条件同时具备」",
    "已知": "已知：已评定；罂粟株数 为 5000株；其余 无害。",
    "截至": "截至：2019年5月30日。",
    "应得": "应得：整治级别 为 挂牌整治，条款 第六条第（二）项。",
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

TYPES = words_of(
    "bool_type", "int_type", "real_type", "percent_type", "date_type", "_level_word", "choice_type"
)  # fmt: skip
SCALES = words_of("_level_word", "_degree_word")
HEADS = words_of("_file_word", "_vocabulary_word")
DECLARATIONS = frozenset(
    words_of(
        "_level_word", "_degree_word", "_fact_word", "_finding_word", "_outcome_word",
        "_axiom_word", "_boundary_word", "_undefined_word",
    )
)  # fmt: skip
"""Words that open a declaration; 读法 opens other things too."""

SENTENCES = frozenset(
    words_of(
        "_premise_word", "_duty_word", "_procedure_word", "_sanction_word", "_role_word",
        "_definition_word", "_application_word", "_delegation_word", "_commencement_word",
        "_repeal_word", "declaratory", "deferred", "open_textured", "_given_word", "_as_of_word",
        "_expect_word",
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
    (frozenset({"QUANTITY"}), "数量（如 10株）"),
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
