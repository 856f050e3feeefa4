"""The units of a source text: what coverage counts.

A **unit** is a smallest piece of the text that can be cited at the level of 条、款、项、目 (in
plans 一、（一）1. and their paragraphs):

1. A 条 with several 款 counts its 款; a 款 (or a 条 without 款) with 项 counts its 项; and so on
   down. What has nothing below it but 句 is one unit.
2. The words before a list (the lead-in) are a unit of their own, cited as the 条 or 款 they open,
   if they say more than what the list is of: a condition or a consequence. 禁毒重点整治工作责任
   追究的主要方式有： is no more than the list's head; 具有下列情形之一的，应当予以挂牌整治：
   is a unit. A lead-in says more if it holds a comma, a semicolon or a full stop before its end,
   or one of the words of ``_WORDS``.
3. Where the code goes down to 句, so does the count: as soon as something is encoded or marked at
   one 句 of a unit, each 句 of that unit (or of that lead-in) is a unit instead of the whole; but
   an item of a title and one 句 more (组织领导到位。当地党委和政府……。) stays one unit.

Titles are no units: chapters, annexes, the title of a plan's section, and the short 句 that opens
an item as its title, where 句 are counted. Neither is what stands before and after the body: cover
letters, signatures, colophons. Both are listed, so that no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import Enum

from attrs import frozen

from policyc.source.citation import HEADINGS, Citation, Level
from policyc.source.provisions import Provision, ProvisionTree

_STOP_WITHIN = re.compile(r"[，,；;。！？!?]")
_WORDS = re.compile(r"应当|必须|可以|不得|禁止|严禁|予以|属于|视为|是指")
_ENDS = "：:。；; "


class Piece(Enum):
    """What a piece of the text is to coverage."""

    UNIT = "单元"
    LEAD = "列举之前"
    HEADING = "标题"
    FRONT = "文前"
    BACK = "文后"

    @property
    def counts(self) -> bool:
        """Whether the piece has to be encoded or marked."""
        return self in (Piece.UNIT, Piece.LEAD)


@frozen
class Unit:
    """A piece of the text.

    ``citation`` is ``None`` only before and after the body. ``above`` are the citations of what
    the unit stands in, nearest first, chapters and annexes included; ``sentences`` those of its
    句, where they are not counted one by one.
    """

    piece: Piece
    citation: Citation | None
    words: str
    above: tuple[Citation, ...] = ()
    sentences: tuple[Citation, ...] = ()

    @property
    def cited(self) -> str:
        """The citation in print; 文前 or 文后 for what has none."""
        return self.piece.value if self.citation is None else str(self.citation)


def units_of(tree: ProvisionTree, standing: Collection[Citation] = ()) -> tuple[Unit, ...]:
    """All pieces of a text in its order. ``standing`` are the citations at which the code says
    something; only those of 句 matter here."""
    return tuple(_Cutter(frozenset(standing)).below(tree.root, ()))


@frozen
class _Cutter:
    standing: frozenset[Citation]

    def below(self, provision: Provision, above: tuple[Citation, ...]) -> Iterator[Unit]:
        for child in provision.children:
            yield from self._piece(child, above)

    def _piece(self, provision: Provision, above: tuple[Citation, ...]) -> Iterator[Unit]:
        if provision.citation is None:
            piece = Piece.BACK if provision.level is Level.BACK else Piece.FRONT
            yield Unit(piece, None, provision.text, above)
        elif provision.level in HEADINGS or provision.level is Level.ANNEX:
            title = " ".join(part for part in (provision.label, provision.own_text) if part)
            if title:
                yield Unit(Piece.HEADING, provision.citation, title, above)
            yield from self.below(provision, (provision.citation, *above))
        else:
            yield from self._unit(provision, provision.citation, above)

    def _unit(
        self, provision: Provision, citation: Citation, above: tuple[Citation, ...]
    ) -> Iterator[Unit]:
        title, own = _title_and_rest(provision)
        sentences = [child for child in provision.children if child.level is Level.SENTENCE]
        others = [child for child in provision.children if child.level is not Level.SENTENCE]
        refined = any(sentence.citation in self.standing for sentence in sentences)
        inner = (citation, *above)
        if not others and (not refined or len(_untitled(provision, sentences)) < 2):
            within = tuple(s.citation for s in sentences if s.citation is not None)
            yield Unit(Piece.UNIT, citation, provision.text, above, within)
            return
        if title:
            yield Unit(Piece.HEADING, citation, title, above)
        if refined:
            yield from self._sentences(provision, sentences, inner, leads=bool(others))
        elif others:
            said = [s.own_text for s in _untitled(provision, sentences)]
            if len(said) < len(sentences):
                yield Unit(Piece.HEADING, citation, sentences[0].own_text, above)
            words = "".join([own, *said])
            if words:
                yield Unit(
                    Piece.HEADING if says_little(words) else Piece.LEAD, citation, words, above
                )
        for child in others:
            yield from self._piece(child, inner)

    def _sentences(
        self,
        provision: Provision,
        sentences: list[Provision],
        above: tuple[Citation, ...],
        *,
        leads: bool,
    ) -> Iterator[Unit]:
        for sentence in sentences:
            head = leads and sentence is sentences[-1] and says_little(sentence.own_text)
            free = sentence.citation not in self.standing
            title = free and (head or _is_title(provision, sentence))
            piece = Piece.HEADING if title else Piece.UNIT
            yield Unit(piece, sentence.citation, sentence.own_text, above)


def says_little(lead: str) -> bool:
    """Whether the words before a list say no more than what the list is of."""
    words = lead.rstrip(_ENDS)
    return _STOP_WITHIN.search(words) is None and _WORDS.search(words) is None


def _title_and_rest(provision: Provision) -> tuple[str, str]:
    """The title line of a plan's unit, where it has one, and the rest of its own text."""
    first, _, rest = provision.own_text.partition("\n")
    if provision.heading and first.rstrip(_ENDS) == provision.heading:
        return first, rest
    return "", provision.own_text


def _untitled(provision: Provision, sentences: list[Provision]) -> list[Provision]:
    return [sentence for sentence in sentences if not _is_title(provision, sentence)]


def _is_title(provision: Provision, sentence: Provision) -> bool:
    first = provision.children[0] if provision.children else None
    titled = bool(provision.heading) and sentence.own_text.rstrip(_ENDS) == provision.heading
    return titled and sentence is first
