"""The old and the new source text, clause by clause: 条, then 款 and 项, then 句.

A clause that only has another number, or another place, is the same clause; so is a citation
that only follows the renumbering of what it cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import chain

from attrs import evolve, field, frozen

from policyc.revision.align import Pair, out_of_order, pair_units, source_of
from policyc.revision.renumbering import Renumbering
from policyc.revision.rows import Line, Part, Row, rows_of
from policyc.revision.words import Pieces, Sort, Token, compare_words, plainly, tokens, whole
from policyc.source.citation import Citation
from policyc.source.provisions import ProvisionTree

_MOVED = 0.75
"""From here a line that left one 条 is the line that came to another."""


class Fate(Enum):
    """What became of a clause."""

    SAME = "未改"
    RENUMBERED = "只改序号"
    CHANGED = "修改"
    ADDED = "增加"
    REMOVED = "删去"


@frozen(eq=False)
class LinePair:
    """A line and its new version, ``None`` for none; ``moved_to`` and ``moved_from`` are the
    clauses in which the other half of a line stands that changed its 条."""

    old: Line | None
    new: Line | None
    old_pieces: Pieces = ()
    new_pieces: Pieces = ()
    moved_to: str = ""
    moved_from: str = ""

    @property
    def fate(self) -> Fate:
        if self.old is None or self.new is None:
            return Fate.REMOVED if self.new is None else Fate.ADDED
        sorts = {piece.sort for piece in (*self.old_pieces, *self.new_pieces)}
        if Sort.CHANGED in sorts:
            return Fate.CHANGED
        labels = plainly(self.old.label) == plainly(self.new.label)
        same = labels and Sort.FOLLOWS not in sorts
        return Fate.SAME if same else Fate.RENUMBERED


@frozen(eq=False)
class RowPair:
    """A row of the old text and its version in the new one, ``None`` for none.

    ``moved`` where the order of the text changed; ``split_from`` and ``merged_into`` where an
    added row was part of another one before, or a removed one is now.
    """

    old: Row | None
    new: Row | None
    lines: tuple[LinePair, ...]
    moved: bool = False
    split_from: str = ""
    merged_into: str = ""

    @property
    def fate(self) -> Fate:
        if self.old is None or self.new is None:
            return Fate.REMOVED if self.new is None else Fate.ADDED
        fates = {line.fate for line in self.lines}
        if fates - {Fate.SAME, Fate.RENUMBERED}:
            return Fate.CHANGED
        same = self.old.name == self.new.name and Fate.RENUMBERED not in fates and not self.moved
        return Fate.SAME if same else Fate.RENUMBERED

    @property
    def names(self) -> tuple[str, str]:
        """How it is cited in the old text and in the new one; empty for none."""
        return (self.old.name if self.old else "", self.new.name if self.new else "")

    @property
    def renumbered(self) -> bool:
        """Whether a clause of the body has another number now."""
        if self.old is None or self.new is None or self.old.is_matter:
            return False
        return self.old.name != self.new.name


@frozen(eq=False)
class Astray:
    """A citation whose clause is another one now: the words are the same and what was meant by
    them moved on, or they name a clause that the renumbering does not lead to."""

    old_place: Citation
    new_place: Citation
    written: str
    meant: Citation
    now: Citation | None
    """What the words name in the new text."""
    follows: Citation | None
    """Where the clause that was meant stands now, ``None`` where it is gone."""


@frozen(eq=False)
class TextChanges:
    """Two source texts, aligned. ``rows`` are in the order of the new text."""

    rows: tuple[RowPair, ...]
    renumbering: Renumbering
    astray: tuple[Astray, ...] = ()
    lines: tuple[LinePair, ...] = field(init=False)

    @lines.default
    def _all_lines(self) -> tuple[LinePair, ...]:
        return tuple(chain.from_iterable(row.lines for row in self.rows))

    def __bool__(self) -> bool:
        return any(row.fate is not Fate.SAME for row in self.rows)


def compare_texts(
    old: ProvisionTree, new: ProvisionTree, titles: tuple[str, str] = ("", "")
) -> TextChanges:
    """Align two versions of a text; ``titles`` are their own titles."""
    return _Comparing(rows_of(old, titles[0]), rows_of(new, titles[1])).all()


class _Comparing:
    """Pairs rows, lines and 句, and then compares their words."""

    def __init__(self, old: Sequence[Row], new: Sequence[Row]) -> None:
        self.old, self.new = old, new
        self.rows = pair_units(old, new, _same_sort)
        self.inside = {pair: _pair_lines(old[pair[0]], new[pair[1]]) for pair in self.rows}
        self.parts: list[tuple[Part, Part]] = []
        for pair, lines in self.inside.items():
            for i, j in lines:
                one, other = old[pair[0]].lines[i], new[pair[1]].lines[j]
                self.parts += _pair_parts(one, other)
        self.moved_lines = dict(self._moved_lines())
        self.renumbering = self._renumbering()

    def all(self) -> TextChanges:
        moved = out_of_order((i, j) for i, j in self.rows if not self.old[i].is_matter)
        pairs = [
            RowPair(self.old[i], self.new[j], tuple(self._lines((i, j))), (i, j) in moved)
            for i, j in self.rows
        ]
        return TextChanges(tuple(self._in_order(pairs)), self.renumbering, tuple(self._astray()))

    # Which is which -------------------------------------------------------------------

    def _loose_lines(self, side: int) -> list[Line]:
        rows = (self.old, self.new)[side]
        paired = {
            id(rows[pair[side]].lines[each[side]])
            for pair, lines in self.inside.items()
            for each in lines
        }
        return [line for row in rows for line in row.lines if id(line) not in paired]

    def _moved_lines(self) -> Iterator[tuple[int, tuple[Line, Line]]]:
        """Lines that changed their 条, by either of the two."""
        old, new = (
            [line for line in self._loose_lines(side) if len(line.words) >= 10] for side in (0, 1)
        )
        for i, j in pair_units(old, new, lambda one, other: True, like=_MOVED):
            both = old[i], new[j]
            self.parts += _pair_parts(*both)
            yield id(old[i]), both
            yield id(new[j]), both

    def _renumbering(self) -> Renumbering:
        pairs: list[tuple[Citation | None, Citation | None]] = []
        for row_pair, lines in self.inside.items():
            one, other = self.old[row_pair[0]], self.new[row_pair[1]]
            pairs.append((one.provision.citation, other.provision.citation))
            for i, j in lines:
                line, twin = one.lines[i], other.lines[j]
                pairs.append((line.provision.citation, twin.provision.citation))
        moved = self.moved_lines.values()
        pairs += [(one.provision.citation, other.provision.citation) for one, other in moved]
        pairs += [(one.provision.citation, other.provision.citation) for one, other in self.parts]
        forward: dict[Citation, Citation] = {}
        for was, now in pairs:
            if was is not None and now is not None:
                forward.setdefault(was, now)
        known = {line.provision.citation for row in self.old for line in row.lines}
        known |= {row.provision.citation for row in self.old}
        gone = (each for each in known if each is not None and each not in forward)
        return Renumbering(forward, frozenset(gone))

    # The words ------------------------------------------------------------------------

    def _lines(self, pair: Pair) -> Iterator[LinePair]:
        one, other = self.old[pair[0]].lines, self.new[pair[1]].lines
        paired = {j: i for i, j in self.inside[pair]}
        before = {i for i, _ in self.inside[pair]}
        at = 0
        for j, line in enumerate(other):
            if j not in paired:
                yield self._alone(None, line)
                continue
            while at < paired[j]:
                if at not in before:
                    yield self._alone(one[at], None)
                at += 1
            at = max(at, paired[j] + 1)
            yield self._both(one[paired[j]], line)
        for i in range(at, len(one)):
            if i not in before:
                yield self._alone(one[i], None)

    def _both(self, old: Line, new: Line) -> LinePair:
        return LinePair(old, new, *compare_words(self._tokens(old, True), self._tokens(new, False)))

    def _alone(self, old: Line | None, new: Line | None) -> LinePair:
        """A line without its other half, or with it in another 条."""
        line = old or new
        assert line is not None
        if id(line) not in self.moved_lines:
            was = () if old is None else whole(self._tokens(old, True))
            now = () if new is None else whole(self._tokens(new, False))
            return LinePair(old, new, was, now)
        one, other = self.moved_lines[id(line)]
        was, now = compare_words(self._tokens(one, True), self._tokens(other, False))
        if old is not None:
            return LinePair(old, None, was, (), moved_to=str(other.provision.citation))
        return LinePair(None, new, (), now, moved_from=str(one.provision.citation))

    def _tokens(self, line: Line, old: bool) -> list[Token]:
        found: list[Token] = []
        for part in line.parts:
            keys = {place: self._cited(target, old) for place, target in part.cited.items()}
            found += tokens(part.words, keys)
        return found

    def _cited(self, target: Citation | None, old: bool) -> str:
        """A key under which a citation of the old text is the same as the one that follows it."""
        if target is None:
            return "→"
        now = self.renumbering.of(target) if old else target
        return f"→{now}" if now is not None else f"→（{target}）"

    def _astray(self) -> Iterator[Astray]:
        for one, other in self.parts:
            if one.provision.citation is None or other.provision.citation is None:
                continue
            for (place, target), (new_place, now) in zip(
                one.cited.items(), other.cited.items(), strict=False
            ):
                if target is None or len(one.cited) != len(other.cited):
                    continue
                written = one.words[place[0] : place[1]]
                again = other.words[new_place[0] : new_place[1]]
                follows = self.renumbering.of(target)
                if written == again and now != follows:
                    at = one.provision.citation, other.provision.citation
                    yield Astray(*at, written, target, now, follows)

    # The order of rows ----------------------------------------------------------------

    def _in_order(self, pairs: Sequence[RowPair]) -> Iterator[RowPair]:
        """All rows in the order of the new text, removed ones after what came before them."""
        by_new = {id(pair.new): pair for pair in pairs}
        paired = {id(pair.old) for pair in pairs}
        wholes_old = [(at, pair.old, pair.new) for at, pair in enumerate(pairs) if pair.old]
        wholes_new = [(at, pair.new, pair.old) for at, pair in enumerate(pairs) if pair.new]
        removed: dict[int | None, list[RowPair]] = {}
        before: int | None = None
        for row in self.old:
            if id(row) in paired:
                before = id(row)
                continue
            pair = RowPair(row, None, tuple(self._alone(line, None) for line in row.lines))
            whole_at = source_of(row, wholes_new)
            if whole_at is not None:
                pair = evolve(pair, merged_into=pairs[whole_at].names[1])
            removed.setdefault(before, []).append(pair)
        yield from removed.get(None, ())
        for row in self.new:
            found = by_new.get(id(row))
            if found is None:
                found = RowPair(None, row, tuple(self._alone(None, line) for line in row.lines))
                part_at = source_of(row, wholes_old)
                if part_at is not None:
                    found = evolve(found, split_from=pairs[part_at].names[0])
            yield found
            if found.old is not None:
                yield from removed.get(id(found.old), ())


def _same_sort(one: Row, other: Row) -> bool:
    """Headings answer headings, and what stands outside the body stays there."""
    if one.is_title or other.is_title or one.is_matter or other.is_matter:
        return one.level is other.level
    return True


def _pair_lines(one: Row, other: Row) -> list[Pair]:
    if len(one.lines) == 1 == len(other.lines):
        return [(0, 0)]
    return pair_units(one.lines, other.lines, lambda a, b: bool(a.label) == bool(b.label), like=0.4)


def _pair_parts(one: Line, other: Line) -> Iterable[tuple[Part, Part]]:
    if len(one.parts) == 1 == len(other.parts):
        return [(one.parts[0], other.parts[0])]
    pairs = pair_units(one.parts, other.parts, lambda a, b: True, like=0.4)
    return [(one.parts[i], other.parts[j]) for i, j in pairs]
