"""The grammar's words in the words of a drafter. No name of the grammar is ever shown."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.surface.automaton import END
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
    "确定为": "定为",
    "列入": "列为",
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

COMPARATORS = (
    "为", "等于", "不为", "不等于", "恰为", "达到", "不少于", "不低于", "至少", "超过", "高于",
    "多于", "晚于", "少于", "低于", "不满", "早于", "不超过", "不高于", "不多于", "至多",
)  # fmt: skip
MODALS = (
    "应当", "必须", "应", "可以", "可", "不得", "禁止", "原则上不得", "视情", "视情况", "直接",
    "将", "评定为", "认定为", "列为", "对",
)  # fmt: skip
"""Words that open what a rule decides."""

ATTRIBUTES = ("单位", "统计期", "方面", "对象", "竞合", "官方认定", "含义", "依据", "理由")
TYPES = ("布尔", "整数", "小数", "百分比", "日期", "级别", "选项")

_PHRASES: tuple[tuple[frozenset[str], str], ...] = (
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
            if "HEADING" in kinds:
                return phrase
    if "QUOTED" in left and "NAME" not in left:
        found.append("用「」括起来的文字")
    if not found:
        found += [f"“{kind}”" for kind in sorted(left) if not kind.isascii()]
    found += [f"“{MARKS[kind]}”" for kind in MARKS if kind in left]
    shown = list(dict.fromkeys(found))
    return "、".join(shown[:_FEW]) + ("等" if len(shown) > _FEW else "")
