"""What a source text cites: its own provisions, and other documents by their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import field, frozen

from policyc.source.citation import Citation, CitationError, Level
from policyc.source.provisions import ProvisionTree
from policyc.source.read_citation import parse_citation

_N = r"[〇○零一二三四五六七八九十百千两\d０-９]+"
_STEPS = rf"(?:第\s*(?:[（(]\s*{_N}\s*[）)]|{_N})\s*[款项目句])*"
_ARTICLE = rf"第\s*{_N}\s*条{_STEPS}"
_MORE = rf"(?:[、，,]|和|与|及|以及|或者?|至|到)\s*{_ARTICLE}"
_OWN_LIST = re.compile(rf"{_ARTICLE}(?:{_MORE})*")
_EACH = re.compile(_ARTICLE)
_PREVIOUS = re.compile(r"前([条款])(?=规定|所|的|第|和|、|，|,|或|及|与|中|情形)")
_TITLE = re.compile(r"《([^《》]{2,})》")
_BRACKETED = re.compile(r"[（(〔\[][^（()）〔〕\[\]]*[）)〕\]]\s*$")
_NAMED = re.compile(r"(?:法典|法|条例|规定|办法|细则|决定|通知|意见|方案|规则|章程|规范)$")
_OWN_NAME = re.compile(r"本[^，,。；;：:、《》]{0,12}$")
_ELSEWHERE = re.compile(r"(?:同|该|其|上述|原)\s*[^，,。；;：:、《》]{0,8}$")


@frozen
class Reference:
    """A place that cites a provision of the text itself. ``written`` is how, ``at`` where in the
    own text of the place."""

    place: Citation
    written: str
    target: Citation | None
    at: int = field(default=0, eq=False)


@frozen
class OtherDocument:
    """A title in 《》, with the first place that cites it (``None`` before the body)."""

    title: str
    place: Citation | None


def own_references(tree: ProvisionTree, title: str = "") -> Iterator[Reference]:
    """Every citation of the text's own provisions; ``title`` is the text's own title.

    A citation that comes after the name of another document (《…》第三条, 禁毒法第三条, 该法第三条)
    is not one. ``target`` is ``None`` for 前条 and 前款 where there is none.
    """
    for provision in tree.units():
        text, place = provision.own_text, provision.citation
        assert place is not None
        for listed in _OWN_LIST.finditer(text):
            if _is_own(text[: listed.start()], title):
                for each in _EACH.finditer(listed.group()):
                    target = _target(each.group(), place)
                    if target is not None:
                        at = listed.start() + each.start()
                        yield Reference(place, each.group(), target, at)
        if place.up_to(Level.ARTICLE) is not None:
            for found in _PREVIOUS.finditer(text):
                level = Level.ARTICLE if found[1] == "条" else Level.PARAGRAPH
                yield Reference(place, found.group(), _before(place, level), found.start())


def other_documents(tree: ProvisionTree, title: str = "") -> tuple[OtherDocument, ...]:
    """The documents that the text cites by title, each once, in order; its own title is none."""
    found: dict[str, OtherDocument] = {}
    for provision in tree.walk():
        for name in _TITLE.findall(provision.own_text):
            clean = "".join(name.split())
            own = title and clean in (
                title,
                f"关于印发〈{title}〉的通知",
                f"关于印发<{title}>的通知",
            )
            if clean and not own:
                found.setdefault(clean, OtherDocument(clean, provision.citation))
    return tuple(found.values())


def exists(tree: ProvisionTree, citation: Citation) -> bool:
    """Whether the text has a provision; an article may be that of an annex where the part that
    cites it has none of its own (a plan with 《…办法》 annexed)."""
    if tree.find(citation) is not None:
        return True
    if citation.steps[0].level is Level.ANNEX or _has_articles(tree):
        return False
    return any(
        annex.citation is not None
        and tree.find(Citation((*annex.citation.steps, *citation.steps))) is not None
        for annex in tree.annexes
    )


def _has_articles(tree: ProvisionTree) -> bool:
    return any(
        provision.level is Level.ARTICLE
        and provision.citation is not None
        and provision.citation.steps[0].level is Level.ARTICLE
        for provision in tree.walk()
    )


def _is_own(before: str, title: str) -> bool:
    """Whether a citation after these words is one of the text itself."""
    before = before.rstrip()
    while _BRACKETED.search(before):
        before = _BRACKETED.sub("", before).rstrip()
    if before.endswith("》"):
        names = _TITLE.findall(before)
        return bool(title and names) and "".join(names[-1].split()) == title
    if _NAMED.search(before):
        return _OWN_NAME.search(before) is not None
    return _ELSEWHERE.search(before) is None


def _target(written: str, place: Citation) -> Citation | None:
    """The provision meant, in the annex that the words stand in, if they do."""
    first = place.steps[0]
    base = Citation((first,)) if first.level is Level.ANNEX else None
    try:
        return parse_citation(written, base)
    except CitationError:
        return None


def _before(place: Citation, level: Level) -> Citation | None:
    """What 前条 or 前款 means at a place; ``None`` where there is nothing before."""
    here = place.up_to(level)
    if here is None or here.last.number == 1:
        return None
    return Citation((*here.steps[:-1], type(here.last)(level, here.last.number - 1)))
