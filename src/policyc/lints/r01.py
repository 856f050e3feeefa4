"""未定义。

检查什么
    原文使用而没有定义的词：级别、角色、单位、文件。编码时用“原文未定义 某词：第几条。”声明，
    这里列出使用它的条款和原文，并指出文件里相近的词；只差一两个字的，疑为笔误。

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

from policyc.core.content import Definition, Delegation, Duty, Role
from policyc.core.norms import Policy, Term
from policyc.core.types import ChoiceType, ScaleType
from policyc.diagnostics import nearest
from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint
from policyc.lints.lint import Encoded, Lint
from policyc.source.citation import CitationError, Level
from policyc.source.read_citation import parse_citation

CODE, NAME = "R01", "未定义"

_SLIP = 2
"""Characters too many or too few in what is taken for a slip of the pen."""

_LONG_ENOUGH = 4
"""Characters of a word in which such a slip can be told from another word."""

_OPTION = "的一种"
"""How an option of a choice is told from the words that the text defines."""


def find(encoded: Encoded) -> Iterator[Finding]:
    """One finding for each term that the code declares as undefined in the text."""
    defined = _titles(encoded) | _defined(encoded.policy)
    for term in encoded.policy.undefined_terms:
        cited = tuple(_cited(encoded, written) for written in term.citations)
        yield Finding(
            code=CODE,
            name=NAME,
            status=Status.READ,
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
    meant = _meant(term, defined)
    if meant:
        shown = "或者".join(f"“{name}”（{defined[name]}）" for name in meant)
        message += f"疑为{shown}之误。"
    elif near:
        listed = "、".join(f"“{name}”（{defined[name]}）" for name in near)
        message += f"文件里相近的有{listed}。"
    return message


def _mend(term: Term, defined: dict[str, str]) -> str:
    if term.name in defined:
        return "删去“原文未定义”的声明。"
    meant = _meant(term, defined)
    if meant:
        shown = "或者".join(f"“{name}”" for name in meant)
        return f"核对原意：是笔误的，改为{shown}；不是的，写明“{term.name}”指什么。"
    near = _near(term, defined)
    mend = f"在文件里定义“{term.name}”，或者写明它引自哪一份文件"
    return f"{mend}；如果本意就是“{near[0]}”，改用同一个词。" if near else f"{mend}。"


def _near(term: Term, defined: dict[str, str]) -> list[str]:
    """Defined words that may have been meant: they begin or end like the term. A mere part of
    the term is none of them, nor what may be decided: 继续挂牌整治 only uses 挂牌整治."""
    likely = [
        word
        for word, what in defined.items()
        if 2 * len(word) > len(term.name)
        and not what.endswith(_OPTION)
        and (word[0] == term.name[0] or word[-1] == term.name[-1])
    ]
    return nearest(term.name, likely)


def _meant(term: Term, defined: dict[str, str]) -> list[str]:
    """Known words that differ by so little that the term looks like a slip of the pen: a piece
    of it too many, or missing."""
    return [name for name in _near(term, defined) if _is_slip(term.name, name)]


def _is_slip(written: str, known: str) -> bool:
    """Whether a piece inside one of two words is all that the other lacks. At either end a piece
    would be a qualifier: 市级毒品问题严重地区 is no slip for 毒品问题严重地区."""
    longer, shorter = sorted((written, known), key=len, reverse=True)
    extra = len(longer) - len(shorter)
    if not 0 < extra <= _SLIP or len(shorter) < _LONG_ENOUGH:
        return False
    return any(longer[:at] + longer[at + extra :] == shorter for at in range(1, len(shorter)))


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
                found |= dict.fromkeys(options, f"“{name}”{_OPTION}")
    for said in policy.content:
        match said:
            case Definition(place, name, _):
                found[name] = f"{place.citation}定义"
            case Role(place, name, _):
                found[name] = f"{place.citation}的角色"
    for name, citation in _bodies(policy):
        found.setdefault(name, f"{citation}的机关")
    return found


def _titles(encoded: Encoded) -> dict[str, str]:
    """The document's own title and those of its annexes, by which it speaks of itself."""
    found = {encoded.policy.title: "本文件的标题"} if encoded.policy.title else {}
    for unit in encoded.tree.walk():
        if unit.level is Level.ANNEX and unit.citation is not None and unit.own_text.strip():
            found[unit.own_text.strip()] = f"{unit.citation}的标题"
    return found


def _bodies(policy: Policy) -> Iterator[tuple[str, str]]:
    """The bodies that decide or act, each with a provision that names it."""
    for said in policy.content:
        match said:
            case Duty(place, bodies) | Delegation(place, bodies):
                yield from ((name, place.citation) for name in bodies)
    for norm in policy.norms:
        if norm.decider and norm.citation:
            yield norm.decider, norm.citation


def _cited(encoded: Encoded, written: str) -> Cited:
    try:
        return encoded.cited(parse_citation(written))
    except CitationError:
        return Cited(encoded.name, written)


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
