"""失效的接受。

检查什么
    政策文件里的每一句“接受”是否还与一个发现相符：代码相同，所列条款都在发现所引的条款之中；写了指纹的，
    指纹也相同。没有写指纹的，只对单独的一个发现有效，而且要把它牵涉的条款写全；几对、几组合在一起的发现，
    接受时要写指纹。

为什么
    接受是对某一个问题的判断。问题变了，判断就要重新作；问题没有了，这句话就成了误导。合在一起的发现日后会
    并入新的情形，没有指纹的接受会把它们一并遮住。

反例
    接受 C01 第六条、第八条，理由「由评定机关酌定」。
    后来第六条改了，与第八条不再冲突；或者第八条又多了一项与第六条冲突。

正例
    接受 C01 第六条、第八条，指纹 2f2bd710，理由「由评定机关酌定」。
    指纹与 policyc check 在这个发现后面显示的相同。

如何修改
    问题已经没有的，删去这句接受。问题变了的，重新看一遍：仍可接受的，照抄现在的指纹；不能接受的，删去这句接受，
    改条文。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.findings.acceptances import SHOWN, Unmatched, Why
from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint
from policyc.lints.lint import Encoded, Lint
from policyc.lints.standing import show_lines
from policyc.source.citation import CitationError, Level
from policyc.source.read_citation import parse_citation

CODE, NAME = "S03", "失效的接受"
_MOST = 3
"""So many findings are named as what may have been meant."""

_MOST_PLACES = 5
"""So many articles of a finding are named."""


def find(encoded: Encoded) -> Iterator[Finding]:
    """One finding for each acceptance that covers nothing."""
    for unmatched in encoded.unmatched:
        yield _finding(encoded, unmatched)


def _finding(encoded: Encoded, unmatched: Unmatched) -> Finding:
    acceptance = unmatched.acceptance
    said = f"接受 {acceptance.code} {acceptance.written}"
    if acceptance.fingerprint:
        said += f"，指纹 {acceptance.fingerprint}"
    where = show_lines(acceptance.span, encoded.texts) if acceptance.span else "政策文件"
    beside = f"（与 {unmatched.with_other} 一起审查）" if unmatched.with_other else ""
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.READ,
        severity=Severity.LOW,
        message=f"{where}的“{said}”没有生效{beside}：{_reason(unmatched)}",
        documents=(encoded.name,),
        citations=tuple(_cited(encoded, place) for place in acceptance.places),
        norms=acceptance.places,
        suggestion=_mend(unmatched),
        fingerprint=fingerprint(
            CODE,
            encoded.name,
            acceptance.code,
            acceptance.fingerprint,
            acceptance.about,
            unmatched.why.name,
            members=acceptance.places,
        ),
    )


def _reason(unmatched: Unmatched) -> str:
    code, near = unmatched.acceptance.code, unmatched.near
    match unmatched.why:
        case Why.GONE if near:
            return f"这里现在没有 {code}；别处有：{_listed(near)}。"
        case Why.GONE:
            return f"现在没有 {code} 这样的发现。"
        case Why.CHANGED:
            return (
                f"问题与接受时不同了，牵涉的条款或者其中的情形有增减。现在这里的 {code} 是："
                f"{_listed(near)}。"
            )
        case Why.GROUP:
            return (
                f"这里的 {code} 是 {len(near[0].parts)} 组情形合在一起的一个发现。"
                "不写指纹，日后并入的情形也会被一并接受，所以要写明是现在这些。"
            )
        case Why.SEVERAL:
            return f"这里有 {len(near)} 个 {code}，没有写明是哪一个：{_listed(near)}。"
        case Why.PARTLY:
            return f"这里的 {code} 还牵涉别的条款（{_places(near[0])}），接受里没有写全。"
        case Why.REPEATED:
            return "同一个发现在前面已经接受过了。"


def _mend(unmatched: Unmatched) -> str:
    near = unmatched.near
    match unmatched.why:
        case Why.GONE:
            alone = not near and not unmatched.with_other
            about = "；说的是两份文件之间的发现的，写明：关于 另一份文件" if alone else ""
            return f"问题已经解决的，删去这句接受；代码或者条款写错的，改正{about}。"
        case Why.CHANGED:
            return f"重新看一遍这个发现；仍可接受的，写成：{_sentence(unmatched, near[0])}"
        case Why.REPEATED:
            return "删去其中一句。"
        case Why.SEVERAL:
            return f"写明指纹，例如：{_sentence(unmatched, near[0])}"
        case _:
            return f"看过其中全部情形、确实可以接受的，写成：{_sentence(unmatched, near[0])}"


def _sentence(unmatched: Unmatched, finding: Finding) -> str:
    """The acceptance as it would cover a finding."""
    acceptance = unmatched.acceptance
    about = f"，关于 {acceptance.about}" if acceptance.about else ""
    return (
        f"接受 {acceptance.code} {acceptance.written}，指纹 {finding.fingerprint[:SHOWN]}{about}，"
        f"理由「{acceptance.reason}」。"
    )


def _listed(findings: tuple[Finding, ...]) -> str:
    shown = [
        f"{_places(each)}（{each.severity.value}，指纹 {each.fingerprint[:SHOWN]}）"
        for each in findings[:_MOST]
    ]
    more = "等" if len(findings) > _MOST else ""
    return "；".join(shown) + more


def _places(finding: Finding) -> str:
    """The articles of a finding, short enough to be read."""
    named = finding.norms or tuple(cited.citation for cited in finding.citations)
    articles = list(dict.fromkeys(map(_article, named)))
    shown = "、".join(articles[:_MOST_PLACES])
    return f"{shown}等 {len(articles)} 处" if len(articles) > _MOST_PLACES else shown


def _article(place: str) -> str:
    try:
        citation = parse_citation(place)
    except CitationError:
        return place
    return str(citation.up_to(Level.ARTICLE) or citation)


def _cited(encoded: Encoded, place: str) -> Cited:
    citation = parse_citation(place)
    found = encoded.tree.find(citation)
    return encoded.cited(citation, "" if found is None else found.own_text)


LINT = Lint(code=CODE, name=NAME, severity=Severity.LOW, find=find)
