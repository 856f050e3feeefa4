"""Two versions of one document: their words, what these mean, and what that does to cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from policyc.core.norms import Policy
from policyc.resolved.document import Head
from policyc.revision.align_content import content_amendments
from policyc.revision.align_declarations import declaration_amendments
from policyc.revision.align_head import head_amendments
from policyc.revision.align_norms import norm_amendments
from policyc.revision.align_text import Astray, Fate, LinePair, TextChanges, compare_texts
from policyc.revision.amendments import Action, Amendment, Kind, Where, joined, merged
from policyc.revision.effects import Effects, effects_of
from policyc.revision.problems import Problems
from policyc.revision.renumbering import Renumbering
from policyc.revision.terms import term_note
from policyc.revision.versions import Versions
from policyc.revision.words import Touch, touched
from policyc.source.citation import Citation, CitationError
from policyc.source.provisions import ProvisionTree
from policyc.source.read_citation import parse_citation


@frozen(eq=False)
class Version:
    """One version: its source text, and its policy where there is one without errors; ``lacking``
    says why there is none."""

    name: str
    tree: ProvisionTree | None
    policy: Policy | None = None
    head: Head | None = None
    lacking: str = ""

    @property
    def title(self) -> str:
        """The document's own title, or its name."""
        return (self.head.title if self.head else "") or self.name


@frozen(eq=False)
class Unencoded:
    """Words with a meaning (a figure, a 规范词) that changed in the source text of a clause, while
    the policy files say the same as before."""

    line: LinePair
    where: Where
    words: tuple[tuple[Touch, tuple[str, ...]], ...]


@frozen(eq=False)
class Meaning:
    """What the changes mean: each once, with its effect; ``versions`` says what corresponds.

    ``recoded`` are the places in the list of those that stand in clauses whose words are as they
    were: the same text is encoded otherwise.
    """

    versions: Versions
    amendments: tuple[Amendment, ...]
    effects: Effects
    unencoded: tuple[Unencoded, ...] = ()
    recoded: frozenset[int] = frozenset()

    def at(self, line: LinePair) -> tuple[int, ...]:
        """The places in the list of the changes of meaning that stand in a line."""
        return tuple(i for i, each in enumerate(self.amendments) if _stands_in(each, line))


@frozen(eq=False)
class Revision:
    """An old and a new version, compared. ``text`` is ``None`` where there is no source text,
    ``meaning`` where ``why`` says what is missing, ``problems`` where nobody asked for them."""

    old: Version
    new: Version
    text: TextChanges | None
    meaning: Meaning | None
    why: str = ""
    problems: Problems | None = None

    @property
    def astray(self) -> tuple[Astray, ...]:
        """Citations that did not follow a renumbering."""
        return () if self.text is None else self.text.astray

    @property
    def incomplete(self) -> bool:
        """Whether some question was left undecided."""
        undecided = self.meaning is not None and self.meaning.effects.incomplete
        return undecided or (self.problems is not None and self.problems.incomplete)

    def __bool__(self) -> bool:
        return bool(self.text) or bool(self.meaning and self.meaning.amendments)


def revise(
    old: Version,
    new: Version,
    *,
    timeout_ms: int | None = None,
    as_of: date | None = None,
) -> Revision:
    """Compare two versions as far as there is something to compare."""
    text = None
    if old.tree is not None and new.tree is not None:
        text = compare_texts(old.tree, new.tree, (old.title, new.title))
    lacking = [each for each in (old, new) if each.policy is None]
    if lacking or old.policy is None or new.policy is None:
        why = "；".join(f"{each.name}：{each.lacking or '没有编码'}" for each in lacking)
        return Revision(old, new, text, None, why)
    renumbering = Renumbering({}) if text is None else text.renumbering
    versions = Versions(old.policy, new.policy, renumbering)
    heads = None if old.head is None or new.head is None else (old.head, new.head)
    amendments = amendments_of(versions, heads)
    unencoded: tuple[Unencoded, ...] = ()
    recoded: frozenset[int] = frozenset()
    if text is not None:
        amendments = _followed(amendments, text)
        unencoded = tuple(_unencoded(text, amendments))
        recoded = frozenset(i for i, each in enumerate(amendments) if _recoded(each, text))
    effects = effects_of(versions, amendments, timeout_ms=timeout_ms, as_of=as_of)
    meaning = Meaning(versions, amendments, effects, unencoded, recoded)
    return Revision(old, new, text, meaning)


def amendments_of(
    versions: Versions, heads: tuple[Head, Head] | None = None
) -> tuple[Amendment, ...]:
    """What the new version says otherwise, in the order of its text; first what its head says."""
    found: list[Amendment] = [] if heads is None else list(head_amendments(*heads))
    found += norm_amendments(versions)
    found += content_amendments(versions)
    found += declaration_amendments(versions)
    noted = (evolve(each, note=term_note(each)) for each in merged(found))
    return tuple(sorted(noted, key=_order))


def _order(amendment: Amendment) -> tuple[bool, bool, tuple[Citation, ...]]:
    """The head, then in the order of the new text; what stands nowhere comes last."""
    cited = [c for place in amendment.places if (c := _cited(place.new or place.old)) is not None]
    return amendment.kind is not Kind.HEAD, not cited, tuple(cited[:1])


def _cited(written: str) -> Citation | None:
    try:
        return parse_citation(written.split("、")[0])
    except CitationError:
        return None


def _stands_in(amendment: Amendment, line: LinePair) -> bool:
    for place in amendment.places:
        for written, side in ((place.old, line.old), (place.new, line.new)):
            if side is None or not written:
                continue
            clauses = {part.provision.citation for part in side.parts}
            clauses.add(side.provision.citation)
            if side.above is not None:
                clauses.add(side.above.citation)
            if any(_cited(one) in clauses for one in written.split("、")):
                return True
    return False


def _recoded(amendment: Amendment, text: TextChanges) -> bool:
    """Whether a change of meaning stands only in 条 whose words did not change: a rule may be
    changed by the words before a list or by any 项 of it."""
    here = (row for row in text.rows if any(_stands_in(amendment, line) for line in row.lines))
    fates = {row.fate for row in here}
    return bool(fates) and fates <= {Fate.SAME, Fate.RENUMBERED}


def _followed(amendments: Sequence[Amendment], text: TextChanges) -> tuple[Amendment, ...]:
    """The changes, each with those that follow from it: a clause that borrows the conditions of a
    changed one (符合 第十条) changes with it, its own words being as they were."""
    found = [each for each in amendments if not _recoded(each, text)]
    origins = {_told(each): at for at, each in reversed(list(enumerate(found)))}
    for each in amendments:
        if not _recoded(each, text):
            continue
        at = origins.get(_told(each))
        if at is None:
            found.append(each)
        else:
            found[at] = joined(found[at], each)
    return tuple(sorted(found, key=_order))


def _told(amendment: Amendment) -> tuple[Kind, Action, str, str, str]:
    return amendment.kind, amendment.action, amendment.about, amendment.old, amendment.new


def _unencoded(text: TextChanges, amendments: Sequence[Amendment]) -> Iterator[Unencoded]:
    for row in text.rows:
        told = {e.kind for e in amendments if any(_stands_in(e, each) for each in row.lines)}
        for line in row.lines:
            if line.fate is not Fate.CHANGED or line.old is None or line.new is None:
                continue
            cited = line.old.provision.citation, line.new.provision.citation
            found = touched((*line.old_pieces, *line.new_pieces))
            words = tuple((t, some) for t, some in found.items() if not _explained(t, told))
            if words and None not in cited:
                yield Unencoded(line, Where(str(cited[0]), str(cited[1])), words)


def _explained(touch: Touch, told: set[Kind]) -> bool:
    """Whether words can have made one of the changes of meaning that stand in the same 条."""
    if touch is Touch.MODAL:
        return Kind.MODALITY in told
    if touch is Touch.NUMBER:
        return bool(told - {Kind.MODALITY, Kind.BODY, Kind.PRIORITY})
    return bool(told)
