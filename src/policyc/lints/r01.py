"""未定义。

检查什么
    原文使用而没有定义的词：级别、角色、单位、文件。编码时用“原文未定义 某词：第几条。”声明，
    这里列出使用它的条款和原文，并指出文件里相近的词。

为什么
    没有定义的级别谁也到不了，没有定义的角色无人承担。往往是起草时从别处抄来而忘了改的词。

反例
    第二条：整治分为重点整治、重点督办两级。
    第三条：仍未实现整治目标的，继续挂牌整治。
    “挂牌整治”不在两级之中，也没有另行定义。

正例
    第三条：仍未实现整治目标的，继续重点整治。

如何修改
    在文件里增加定义；如果是笔误，改为文件里已有的词；如果是引自上位文件，写明出处。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.core.content import Definition, Role
from policyc.core.norms import Policy, Term
from policyc.core.types import ChoiceType, ScaleType
from policyc.diagnostics import nearest
from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint
from policyc.lints.lint import Encoded, Lint
from policyc.source.citation import CitationError
from policyc.source.read_citation import parse_citation

CODE, NAME = "R01", "未定义"


def find(encoded: Encoded) -> Iterator[Finding]:
    """One finding for each term that the code declares as undefined in the text."""
    defined = _defined(encoded.policy)
    for term in encoded.policy.undefined_terms:
        cited = tuple(_cited(encoded, written) for written in term.citations)
        yield Finding(
            code=CODE,
            name=NAME,
            status=Status.PROVED,
            severity=Severity.NOTE if term.name in defined else Severity.MEDIUM,
            message=_message(term, cited, defined),
            documents=(encoded.name,),
            citations=cited,
            norms=term.citations,
            suggestion=_mend(term, defined),
            fingerprint=fingerprint(CODE, encoded.name, term.name),
        )


def _message(term: Term, cited: tuple[Cited, ...], defined: dict[str, str]) -> str:
    where = "、".join(term.citations)
    if term.name in defined:
        return f"代码声明原文没有定义“{term.name}”，但{defined[term.name]}已经有了。"
    message = f"原文使用了“{term.name}”（{where}），但没有定义它。"
    absent = [each.citation for each in cited if each.quote and term.name not in each.quote]
    if absent:
        message += f"{'、'.join(absent)}的原文中没有出现这个词，请核对。"
    near = _near(term, defined)
    if near:
        listed = "、".join(f"“{name}”（{defined[name]}）" for name in near)
        message += f"文件里相近的有{listed}。"
    return message


def _mend(term: Term, defined: dict[str, str]) -> str:
    if term.name in defined:
        return "删去“原文未定义”的声明。"
    near = _near(term, defined)
    mend = f"在文件里定义“{term.name}”，或者写明它引自哪一份文件"
    return f"{mend}；如果本意就是“{near[0]}”，改用同一个词。" if near else f"{mend}。"


def _near(term: Term, defined: dict[str, str]) -> list[str]:
    """Defined words that may have been meant; a mere part of the term is none of them."""
    return nearest(term.name, [word for word in defined if 2 * len(word) > len(term.name)])


def _defined(policy: Policy) -> dict[str, str]:
    """The words that the document does define, with what they are."""
    found: dict[str, str] = {}
    types = [(outcome.name, outcome.type) for outcome in policy.outcomes]
    types += [(fact.name, fact.type) for fact in policy.facts]
    for name, kind in types:
        match kind:
            case ScaleType(scale):
                found |= dict.fromkeys(scale.steps, f"级别“{scale.name}”的一档")
            case ChoiceType(_, options):
                found |= dict.fromkeys(options, f"“{name}”的一种")
    for said in policy.content:
        match said:
            case Definition(place, name, _):
                found[name] = f"{place.citation}定义"
            case Role(place, name, _):
                found[name] = f"{place.citation}的角色"
    return found


def _cited(encoded: Encoded, written: str) -> Cited:
    try:
        return encoded.cited(parse_citation(written))
    except CitationError:
        return Cited(encoded.name, written)


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
