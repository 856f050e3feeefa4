"""What each error code means and what to do, for ``policyc explain`` and the reference page."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from policyc.diagnostics.codes import Code


@frozen
class Advice:
    """``meaning`` says what is wrong, ``mend`` what to do. Plain Chinese sentences."""

    meaning: str
    mend: str


def _files() -> dict[Code, Advice]:
    return {
        Code.E001: Advice(
            "命令行或者政策文件里写的文件、文档找不到。",
            "核对路径和名称；文档可以写名称（如 kunming-2019）、目录或者 .policy 文件。",
        ),
        Code.E002: Advice(
            "文件不是 UTF-8 编码的纯文本。",
            "用编辑器另存为 UTF-8；Word 文档先另存为纯文本。",
        ),
        Code.E003: Advice(
            "文件超过 8 MiB，或者有一行过长。",
            "核对是不是给错了文件；政策文件和原文都是普通的文本。",
        ),
        Code.E004: Advice(
            "文件在那里，但是读不了或者写不了。",
            "核对权限、磁盘空间，以及给的是不是文件（而不是目录）。",
        ),
        Code.E005: Advice(
            "目录里缺少必需的文件，或者给的不是政策文件。",
            "一个文档一个目录，内含 source.txt 和 policy.policy。",
        ),
        Code.E006: Advice(
            "事实文件或者 policy.lock 不是有效的 JSON。",
            "按提示的位置改正；policy.lock 用 policyc coverage 文档 --write-lock 重写，不要手改。",
        ),
        Code.E007: Advice(
            "一个文件里的错误太多，后面的不再列出。",
            "先改前面列出的几处；后面的错误往往由它们引起。",
        ),
    }


def _syntax() -> dict[Code, Advice]:
    return {
        Code.E101: Advice(
            "这一处不合政策文件的写法，读不下去。",
            "照“怎么办”里的例子改；标题顶格，句子以“。”结束。",
        ),
        Code.E102: Advice(
            "句子、括号、引号或者列举没有写完。",
            "补上缺少的“。”“；”“）”或者“」”。",
        ),
        Code.E103: Advice(
            "出现了政策文件里不用的符号。",
            "删去它，或者把带符号的名称用「」括起来。",
        ),
        Code.E104: Advice(
            "数字的写法读不出唯一的值。",
            "写成 123、一百二十三、50%、1:20；不写“二百五”这样的省略形式。",
        ),
        Code.E105: Advice(
            "日期不完整，或者不存在。",
            "写成 2019年5月30日；原文空白或者破损的，写“空白”，不要推测。",
        ),
        Code.E106: Advice(
            "这里应当引用条款，所写的却不是条款引用，或者“至”的两头不并列。",
            "写成 第八条第（四）项、第九条第二句、四（二）1 的样子；几处用“、”隔开，每处从条写起。",
        ),
        Code.E107: Advice(
            "这一行放错了地方，例如款、句的标题之前没有条的标题。",
            "移到所属的标题之下。",
        ),
    }


def _names() -> dict[Code, Advice]:
    return {
        Code.E201: Advice(
            "用到的名称没有声明。",
            "核对是否写错；确实要用的，先用“事实”“认定”“级别”“结论”等声明。",
        ),
        Code.E202: Advice(
            "同一个名称、级别的档次或者文件头的一项写了两次。",
            "删去一处，或者另起名称。",
        ),
        Code.E203: Advice(
            "引用的条款在原文中不存在，或者那里没有可引用的内容，或者句子没有写在任何条款之下。",
            "核对原文的条款编号；“怎么办”里列有相近的条款。",
        ),
        Code.E204: Advice(
            "“使用”的词汇找不到。",
            "核对名称；词汇文件放在 policies/vocabulary/ 里。",
        ),
        Code.E205: Advice(
            "“符合第几条”绕了一圈又引用到自己。",
            "把其中一处写成具体的条件。",
        ),
        Code.E206: Advice(
            "英文名不能用作程序里的名称，或者与别的重复。",
            "用小写英文字母开头，只含小写字母、数字和下划线，各不相同。",
        ),
        Code.E207: Advice(
            "常理没有写明依据，或者接受没有写明理由。",
            "加上 ，依据 第几条 或者 ，理由「…」：没有根据的常理、没有理由的接受会掩盖漏洞。",
        ),
    }


def _types() -> dict[Code, Advice]:
    return {
        Code.E301: Advice(
            "值与声明的类型不符，或者说明与所说明的东西不配。",
            "按声明的类型写值，或者改声明。",
        ),
        Code.E302: Advice(
            "值的单位与声明的单位不符，或者不是确切的数。", "换算成声明的单位，或者改声明。"
        ),
        Code.E303: Advice("值超出声明的范围。", "核对原文的数字，或者改声明的范围。"),
        Code.E304: Advice("级别或者程度里没有这一档。", "从已声明的档次中选；缺少的，补进声明。"),
        Code.E305: Advice(
            "这两样东西不能比较大小。", "只有数、日期和有高低之分的级别、程度可以比较。"
        ),
        Code.E306: Advice(
            "边界是否包括本数没有写明，也没有声明读法。",
            "原文写明的，写（含）或者（不含）；没有写明的，声明读法，或者用“边界词”说明。",
        ),
    }


def _norms() -> dict[Code, Advice]:
    return {
        Code.E401: Advice("优先关系绕成了圈，谁也不能优先。", "核对原文，删去其中一个“优先于”。"),
        Code.E402: Advice(
            "几个结论互相依赖，算不出先后。", "把其中一处改为官方已经作出的认定（事实）。"
        ),
        Code.E403: Advice(
            "规范词与结论不配，例如“应当”后面有几个结果。",
            "有选择余地的写 应当 视情 或者 可以；没有的分成几条写。",
        ),
        Code.E404: Advice(
            "读法、竞合没有声明，或者写法不对。",
            "先声明，例如：读法「至」：含 或 不含，理由「…」；至少要有两种读法。",
        ),
        Code.E405: Advice(
            "同一条款在一个文件里写了两次。", "编号写错的，改正编号；是同一条款的，合并到一处。"
        ),
    }


def _facts() -> dict[Code, Advice]:
    return {
        Code.E501: Advice("给出的事实没有声明过。", "用 policyc facts 文档 查看全部事实。"),
        Code.E502: Advice(
            "事实的值与它的类型不符。", "改为该类型的值；不知道的写 null 或者“未知”。"
        ),
        Code.E503: Advice("事实的单位与声明的单位不符。", "按声明的单位换算后再填。"),
        Code.E504: Advice("事实的值超出声明的范围。", "核对数字；范围见 policyc facts 文档。"),
        Code.E505: Advice(
            "几项事实合起来违反了一条常理。",
            "核对事实，改正其中一项；如果事实无误，就是常理没有依据。",
        ),
        Code.E506: Advice("同一项事实给了两次。", "只留一个；中文名与英文名算同一项。"),
        Code.E601: Advice("命令行的参数或者选项有误。", "用 policyc 命令 --help 查看用法。"),
        Code.E602: Advice("用例写得不对，不能运行。", "照“怎么办”改；用例以 用例「名称」 开头。"),
    }


ADVICE: Mapping[Code, Advice] = {
    **_files(),
    **_syntax(),
    **_names(),
    **_types(),
    **_norms(),
    **_facts(),
}
"""Every code of the register."""
