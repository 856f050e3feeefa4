"""Sentences: 的 before a result, 或 beside 或者, lists of 项, and what is left unfinished."""

from __future__ import annotations

from policyc.diagnostics import Code, Label, did_you_mean
from policyc.surface.automaton import END
from policyc.surface.mistakes.trouble import Found, Resume, Trouble, syntax
from policyc.surface.mistakes.wording import (
    AND_WORDS,
    ANNOUNCING,
    ATTRIBUTES,
    COMPARATORS,
    DECLARATIONS,
    EXAMPLES,
    MODALS,
    SCALES,
    SYNONYMS,
    TYPES,
    describe,
    show,
)

_SOME_ATTRIBUTES = "可写：单位、不少于、不超过、统计期、方面、无害、含义、依据、理由等。"
_NUMERALS = frozenset("一二三四五六七八九十")
_LIST_WORDS = "“具有下列情形之一的”或“同时具备下列条件的”"


def missing_de(t: Trouble) -> Found | None:
    """甲 为 乙，应当 …: the condition of a rule ends in 的."""
    word = t.word
    if word is None or word.kind not in MODALS or word.kind in t.expected:
        return None
    for back in (1, 2):
        stack = t.earlier(back)
        if t.kind(-back) == "_COMMA" and stack is not None:
            resume = _after_de(t, stack, t.at - back + 1)
            if resume is not None:
                comma = t.near(-back)
                assert comma is not None
                return Found(
                    syntax(
                        "条件写完了，逗号前面缺少“的”",
                        t.place(comma.start, comma.start),
                        f"写成：…… 的，{' '.join(t.text(-k) for k in range(back - 1, -1, -1))} ……",
                    ),
                    resume,
                )
    before = t.before
    if before is not None and before.kind == "NAME" and before.text.endswith("的"):
        stack = t.earlier(1)
        following = None if stack is None else t.machine.after_all(stack, ("NAME", "_DE", "_COMMA"))
        if following is not None:
            return Found(
                syntax("“的”后面缺少“，”", t.after(), f"写成：{before.text}，{word.text} ……"),
                t.goes_on(following, t.at),
            )
    resume = _after_de(t, t.stack, t.at)
    if resume is not None:
        return Found(
            syntax(
                f"条件与“{word.text}”之间缺少“的，”",
                t.after(),
                f"写成：…… 的，{word.text} ……",
            ),
            resume,
        )
    return None


def _after_de(t: Trouble, stack: tuple[int, ...], at: int) -> Resume | None:
    return t.goes_on(t.machine.after_all(stack, ("_DE", "_COMMA")), at)


def by_whom(t: Trouble) -> Found | None:
    """由 市禁毒委员会 应当 …: who decides stands without 由."""
    if t.kind(0) != "由" or t.kind(1) not in ("NAME", "QUOTED") or t.kind(2) not in MODALS:
        return None
    resume = t.goes_on(t.stack, t.at + 1)
    if resume is None:
        return None
    rest = f"{t.text(1)} {t.text(2)}"
    return Found(syntax("写由谁决定时不用“由”", t.here(), f"写成：{rest} ……"), resume)


def exclusion(t: Trouble) -> Found | None:
    """除 … without its 外."""
    opener = t.words[0]
    if opener.kind != "除" or any(word.kind == "外" for word in t.words[: t.at]):
        return None
    if not t.expects("外"):
        return None
    return Found(
        syntax(
            "“除”后面缺少“外，”",
            t.after(),
            "写成：除 某种情形 外，…… 的，应当 ……",
            label=Label(t.span(opener), "这里的“除”"),
        )
    )


def or_between_conditions(t: Trouble) -> Found | None:
    """或 where 或者 belongs: it joins values of one fact only."""
    help = "“或”只连接同一事实的几个值；连接两个条件用“或者”。"
    if t.kind(0) == "或者" and t.expects("或"):
        return Found(syntax("几个值之间不用“或者”", t.here(), help), t.put("或", at=t.at + 1))
    if t.kind(0) == "或" and t.expects("或者"):
        return Found(syntax("“或”不能连接两个条件", t.here(), help), t.put("或者", at=t.at + 1))
    stack = t.earlier(2)
    if t.kind(0) in COMPARATORS and t.kind(-2) == "或" and stack is not None:
        joiner = t.near(-2)
        assert joiner is not None
        following = t.machine.after_all(stack, ("或者", t.kind(-1)))
        if following is not None:
            return Found(
                syntax("“或”不能连接两个条件", t.span(joiner), help),
                t.goes_on(following, t.at),
            )
    return None


def and_beside_or(t: Trouble) -> Found | None:
    """且 and 或者 side by side without brackets."""
    kind = t.kind(0)
    if kind not in (*AND_WORDS, "或者"):
        return None
    others = ("或者",) if kind in AND_WORDS else AND_WORDS
    depth = 0
    for at in range(t.at - 1, -1, -1):
        word = t.words[at]
        if word.kind == "_RPAR":
            depth += 1
        elif word.kind == "_LPAR":
            depth -= 1
            if depth < 0:
                return None
        elif word.kind == "_COMMA" and depth == 0:
            return None
        elif word.kind in others and depth == 0:
            return Found(
                syntax(
                    f"“{word.text}”与“{kind}”写在一起，分不清先后",
                    t.here(),
                    "用（）括出先算的部分，例如：甲 且 （乙 或者 丙）。",
                    label=Label(t.span(word), f"前面的“{word.text}”"),
                ),
                t.put(word.kind, at=t.at + 1),
            )
    return None


def enumeration(t: Trouble) -> Found | None:
    """甲、乙的: conditions with nothing but 、 between them."""
    if t.kind(0) != "_DUNHAO" or not t.expects("且") or not t.expects("或者"):
        return None
    return Found(
        syntax(
            "条件之间不能只写“、”",
            t.here(),
            "都要具备的用“且”，有一项即可的用“或者”；原文没有写明的，写 并列（甲、乙）。",
        ),
        t.put("且", at=t.at + 1),
    )


def result(t: Trouble) -> Found | None:
    """应当 定为 挂牌整治: what is decided is not named."""
    if t.kind(0) in COMPARATORS and t.expects("将") and t.kind(-1) in MODALS:
        return Found(
            syntax(
                f"“{t.text(-1)}”后面不直接写“{t.text(0)}”",
                t.here(),
                f"写成：{t.text(-1)} 将 某结论 定为 {t.text(1)}。",
            )
        )
    if t.kind(0) != "定为" or not t.expects("将"):
        return None
    return Found(
        syntax("“定为”前面缺少“将 某结论”", t.here(), "例如：应当 将 风险等级 定为 高。"),
        t.put("将", "NAME"),
    )


def on_whom(t: Trouble) -> Found | None:
    """追责 without 对."""
    if t.words[0].kind != "追责" or any(word.kind == "对" for word in t.words[: t.at]):
        return None
    before = t.before
    if t.kind(0) not in (*MODALS, "QUOTED") or before is None or before.text.startswith("对"):
        return None
    return Found(
        syntax(
            "追责的对象前面缺少“对”",
            t.place(before.start, before.start),
            f"写成：对 {before.text} {t.text(0)} ……",
        )
    )


def list_of_items(t: Trouble) -> Found | None:
    """项 without the words that announce them, or the words without 项."""
    kind = t.kind(0)
    announced = any(word.kind in ANNOUNCING for word in t.words[: t.at])
    numbered = kind == "QUANTITY" or (kind == "_LPAR" and t.kind(1) == "QUANTITY")
    numbered = numbered or (t.kind(1) == "_DUNHAO" and set(t.text(0)) <= _NUMERALS)
    if numbered and t.expects("ITEM_LABEL") and announced:
        return Found(
            syntax(
                "项号要写成（一）、（二）", t.here(), "用括号和中文数字：（一）…… 的；（二）…… 的。"
            )
        )
    for word in t.words[: t.at]:
        if not announced and word.kind == "NAME" and SYNONYMS.get(word.text) in ANNOUNCING:
            help = f"改为“{SYNONYMS[word.text]}”。"
            return Found(syntax(f"引语写得不对：{show(word)}", t.span(word), help))
    if kind == "_COLON" and t.kind(1) == "ITEM_LABEL" and t.expects("_PERIOD") and not announced:
        return Found(
            syntax(
                f"后面要列举各项，前面却没有写{_LIST_WORDS}",
                t.here(),
                f"在“应当”之类的词前面加上{_LIST_WORDS}，再接“，”。",
            )
        )
    if kind == "ITEM_LABEL" and not announced and not t.expects("ITEM_LABEL", "_SEMICOLON"):
        return Found(
            syntax(
                f"{show_label(t)}前面没有写{_LIST_WORDS}",
                t.here(),
                "各项之前先写引语，以“：”结束，例如：具有下列情形之一的，应当 将 … 定为 …：",
            )
        )
    if kind == "_PERIOD" and announced and t.expects("_COLON") and t.kind(1) != "ITEM_LABEL":
        return Found(
            syntax(
                "写了要列举各项，后面却没有列出",
                t.here(),
                "句末改为“：”，再逐项写（一）……；（二）……。",
            ),
            t.goes_on(t.machine.start, t.at + 1),
        )
    return None


def show_label(t: Trouble) -> str:
    """The label of a 项 in quotation marks."""
    return f"“{t.text(0)}”"


def no_result(t: Trouble) -> Found | None:
    """A condition and nothing that follows from it."""
    if t.kind(0) != "_PERIOD" or t.words[0].kind in (*DECLARATIONS, "读法"):
        return None
    after_de = t.kind(-1) == "_DE" and t.expects("_COMMA")
    if not after_de and not (t.expects("_DE") and t.expects("应有")):
        return None
    return Found(
        syntax(
            "这句话只有条件，没有写结果",
            t.here(),
            "条件后面接结果，例如：…… 的，应当 将 某结论 定为 某值。",
        )
    )


_BODY = {"事实": "类型", "结论": "类型", "认定": "由谁认定", "原文未定义": "出处"}


def declaration(t: Trouble) -> Found | None:
    """What a declaration lacks: its type, its steps, its name."""
    opener = t.words[0].kind
    if t.kind(-1) == "_COLON" and set(TYPES[:2]) <= t.expected:
        return Found(
            syntax(
                f"{opener}的冒号后面要先写类型",
                t.here(),
                f"可写：{'、'.join(TYPES)}；级别、选项的写法是 级别 某级别、选项（甲、乙）。",
            ),
            t.put("布尔", at=t.at + 1 if t.kind(0) == "NAME" else t.at),
        )
    if t.kind(-1) == "选项" and t.expects("_LPAR"):
        return Found(
            syntax("“选项”后面要用括号列出各个选项", t.after(), "例如：选项（取消、延期、升级）。")
        )
    if {"单位", "依据"} <= t.expected and t.kind(0) in ("NAME", "QUOTED", "QUANTITY"):
        glued = any(t.text(0).startswith(key) for key in t.expected if not key.isascii())
        hint = did_you_mean(t.text(0), ATTRIBUTES) or _SOME_ATTRIBUTES
        if not glued:
            return Found(syntax(f"没有“{t.text(0)}”这一项说明", t.here(), hint))
    if opener == "认定" and t.kind(-1) == "_COLON" and t.kind(0) in TYPES:
        return Found(
            syntax(
                "认定不写类型",
                t.here(),
                "认定只有是、否两种；直接写由谁认定，例如：由 主管部门 认定。",
            )
        )
    if opener in _BODY and t.kind(0) == "_PERIOD" and t.expects("_COLON") and t.at == 2:
        return Found(
            syntax(
                f"这里只写了名称，没有写{_BODY[opener]}",
                t.here(),
                f"例如：{EXAMPLES[opener]}",
            )
        )
    if opener == "接受" and t.at == 1 and t.kind(0) == "CITATION":
        message = "“接受”后面要先写发现的代码"
        return Found(syntax(message, t.here(), f"例如：{EXAMPLES[opener]}"), t.put("NAME"))
    over = t.kind(0) in ("依据", "理由", "_PERIOD")
    if opener == "常理" and over and all(word.kind != "则" for word in t.words[: t.at]):
        return Found(
            syntax("常理里缺少“则”", t.here(), f"例如：{EXAMPLES[opener]}"),
        )
    if opener in SCALES and t.expected == {"_LESS"}:
        what = (
            "各档之间要用“<”隔开" if t.word is not None and t.kind(0) != "_PERIOD" else "只写了一档"
        )
        return Found(
            syntax(f"{opener}{what}", t.here(), "从轻到重写至少两档：甲 < 乙 < 丙。"),
            t.put("_LESS", at=t.at + 1) if t.kind(0) == "_DUNHAO" else None,
        )
    if opener == "读法" and t.kind(0) in ("_DUNHAO", "或者") and t.expects("或"):
        return Found(
            syntax("几种读法之间用“或”隔开", t.here(), "例如：读法「至」：含 或 不含。"),
            t.put("或", at=t.at + 1),
        )
    return None


def unfinished(t: Trouble) -> Found | None:
    """The run of words is over and the sentence is not."""
    if t.word is not None:
        return None
    if t.expects("_PERIOD"):
        return Found(syntax("这句话的末尾缺少“。”", t.after(), "在这里加上“。”。", code=Code.E102))
    last = t.before
    if last is not None and last.kind in ("_SEMICOLON", "_COMMA"):
        what = "最后一项" if any(w.kind == "ITEM_LABEL" for w in t.words) else "一句话"
        message = f"{what}的末尾不应是“{last.text}”"
        return Found(syntax(message, t.span(last), "改为“。”。", code=Code.E102))
    if last is not None and len(t.words) == 1 and last.kind in ("NAME", "QUOTED", "QUANTITY"):
        help = "删去它，或者把话写完，以“。”结束。"
        return Found(syntax(f"{show(last)}不是一句完整的话", t.span(last), help, code=Code.E102))
    what = describe(t.expected - {END})
    shown = show(last) if last is not None else "这里"
    help = f"{shown}后面还应有{what}。" if what else "把这句话写完，以“。”结束。"
    return Found(syntax("这句话没有写完", t.after(), help, code=Code.E102))
