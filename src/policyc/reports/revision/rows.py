"""The table of a revision: every clause before and after, and what its change means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from policyc.reports.paper.model import Cell, Column, Line, Mark, Run, Table, cell, line
from policyc.reports.revision.words import (
    NEW,
    OLD,
    amendment_line,
    fate_words,
    pieces_line,
    touch_words,
)
from policyc.revision.align_text import Fate, LinePair, RowPair, TextChanges
from policyc.revision.effects import Reach
from policyc.revision.revise import Meaning, Revision
from policyc.revision.rows import Line as SourceLine
from policyc.revision.rows import Part, Row
from policyc.revision.words import Sort, plainly, touched

NAME = "对照表"
_COLUMNS = (Column(f"修改前（{OLD}）", 4), Column(f"修改后（{NEW}）", 4))
_OPENING = 24
"""Characters by which a line is known that is not told in full."""
_STILL = (Fate.SAME, Fate.RENUMBERED)


def revision_table(
    revision: Revision, *, everything: bool = False, two_columns: bool = False
) -> Table:
    """The two texts side by side: the clauses that changed, or all of them. With ``two_columns``
    without what is said of them and each in full, the form in which drafts are handed in."""
    assert revision.text is not None
    told = [row for row in revision.text.rows if everything or row.fate is not Fate.SAME]
    whole = everything or two_columns
    groups = [[row] for row in told] if everything else _runs(told)
    rows = [
        _row(revision, group[0], whole) if len(group) == 1 else _run_row(group) for group in groups
    ]
    columns: tuple[Column, ...] = _COLUMNS
    if two_columns:
        rows = [row[:2] for row in rows]
    else:
        third = "含义变化" if revision.meaning is not None else "文字涉及"
        columns = (*_COLUMNS, Column(third, 2.6))
    caption = "新旧条文对照表"
    return Table(NAME, columns, tuple(rows), caption=caption, wide=not two_columns)


def _runs(rows: Sequence[RowPair]) -> list[list[RowPair]]:
    """Clauses one after the other that have only moved on by the same number."""
    runs: list[list[RowPair]] = []
    for row in rows:
        before = runs[-1][-1] if runs else None
        if before is not None and _follows(before, row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _follows(one: RowPair, other: RowPair) -> bool:
    return _step(one) is not None and _step(one) == _step(other) and not other.moved


def _step(row: RowPair) -> int | None:
    """By how many a clause moved on, where nothing else became of it."""
    only = row.fate is Fate.RENUMBERED and not any(_cites(pair) for pair in row.lines)
    if row.old is None or row.new is None or not only or row.moved:
        return None
    old, new = row.old.provision.citation, row.new.provision.citation
    if old is None or new is None or old.level is not new.level:
        return None
    return new.last.number - old.last.number


def _run_row(group: Sequence[RowPair]) -> tuple[Cell, ...]:
    cells = (_span(group, side) for side in (0, 1))
    note = line("依次改序，文字未改", mark=Mark.STRONG)
    return (*(cell(line(each, mark=Mark.STRONG)) for each in cells), cell(note))


def _row(revision: Revision, row: RowPair, everything: bool) -> tuple[Cell, ...]:
    pairs = list(_told(row.lines, everything or row.fate in (Fate.ADDED, Fate.REMOVED)))
    old = [each for pair in pairs for each in (pair[0],) if each is not None]
    new = [each for pair in pairs for each in (pair[1],) if each is not None]
    old = [*_head(row.old), *old]
    new = [*_head(row.new), *new]
    words = fate_words(row)
    if not old:
        old = [line(f"（{words or '新增'}）", mark=Mark.QUIET)]
    if not new:
        new = [line(f"（{words or '删去'}）", mark=Mark.QUIET)]
    return cell(*old), cell(*new), cell(*_meaning(revision, row))


def _head(row: Row | None) -> Iterator[Line]:
    """Where a row stands, if its own mark does not tell: 四（一）2, 文前."""
    if row is not None and row.name != plainly(row.provision.label):
        yield line(f"〔{row.name}〕", mark=Mark.QUIET)


# The words -------------------------------------------------------------------------------------

_Both = tuple[Line | None, Line | None]


def _told(lines: Sequence[LinePair], everything: bool) -> Iterator[_Both]:
    """Lines in full, those that did not change shortened between those that did."""
    for (still, _), run in groupby(lines, key=_how):
        group = list(run)
        if everything or not still:
            yield from map(_in_full, group)
        else:
            yield _shortened(group)


def _how(pair: LinePair) -> tuple[bool, bool]:
    """Whether a line is as it was, and whether it is one of a list; lists are shortened together,
    the words before them alone."""
    label = pair.new.label if pair.new is not None else ""
    still = pair.fate in _STILL and not _cites(pair)
    return still, label.startswith("第") or not label


def _cites(pair: LinePair) -> bool:
    """Whether a citation in it follows a renumbering."""
    return any(piece.sort is Sort.FOLLOWS for piece in pair.new_pieces)


def _in_full(pair: LinePair) -> _Both:
    old = new = None
    renumbered = bool(pair.old and pair.new and pair.old.label != pair.new.label)
    if pair.old is not None:
        label = pair.old.label
        old = pieces_line(label, pair.old_pieces, Mark.REMOVED, renumbered=renumbered)
        if pair.moved_to:
            old = _with(old, f"（移至{pair.moved_to}）")
    if pair.new is not None:
        label = pair.new.label
        new = pieces_line(label, pair.new_pieces, Mark.ADDED, renumbered=renumbered)
        if pair.moved_from:
            new = _with(new, f"（由原{pair.moved_from}移来）")
    return old, new


def _with(told: Line, note: str) -> Line:
    return Line((*told.runs, Run(note, Mark.QUIET)))


def _shortened(group: Sequence[LinePair]) -> _Both:
    """（二）至（六）……（未改）; of a single line its beginning."""
    first, last = group[0], group[-1]
    old = "".join(piece.text for pair in group for piece in pair.old_pieces)
    new = "".join(piece.text for pair in group for piece in pair.new_pieces)
    return _short(first.old, old, last.old), _short(first.new, new, last.new)


def _short(first: SourceLine | None, words: str, last: SourceLine | None) -> Line | None:
    if first is None or last is None:
        return None
    if first is not last and first.label and last.label:
        runs = (Run(f"{first.label}至{last.label}", Mark.STRONG), Run("　……（未改）", Mark.QUIET))
        return Line(runs)
    runs = (
        *((Run(f"{first.label}　", Mark.STRONG),) if first.label else ()),
        Run(words[:_OPENING]),
        Run("……（未改）" if len(words) > _OPENING else "", Mark.QUIET),
    )
    return Line(tuple(run for run in runs if run.text))


# What it means -----------------------------------------------------------------------------


def _meaning(revision: Revision, row: RowPair) -> Iterator[Line]:
    fate = fate_words(row)
    only_number = row.fate is Fate.RENUMBERED
    if fate:
        yield line(f"{fate}，文字未改" if only_number else fate, mark=Mark.STRONG)
    meaning = revision.meaning
    told: dict[int, None] = {}
    if meaning is not None:
        told = dict.fromkeys(at for each in row.lines for at in meaning.at(each))
        for at in told:
            yield _numbered(meaning, at)
    yield from _items(row)
    yield from _citations(row)
    stale = [
        each
        for each in revision.astray
        if any(part.provision.citation == each.new_place for part in _parts(row))
    ]
    for each in stale:
        yield line(f"引用“{each.written}”没有随之改动，请核对", mark=Mark.STRONG)
    if only_number and not fate:
        yield line("只随之改序", mark=Mark.QUIET)
    elif row.fate is Fate.CHANGED or (row.fate in (Fate.ADDED, Fate.REMOVED) and not told):
        yield from _words_alone(revision, row, bool(told or stale))


def _parts(row: RowPair) -> Iterator[Part]:
    lines = () if row.new is None else row.new.lines
    return (part for each in lines for part in each.parts)


def _numbered(meaning: Meaning, at: int) -> Line:
    amendment = meaning.amendments[at]
    effect = meaning.effects.of(at)
    reach = "，影响办案" if effect is not None and effect.reach is Reach.CASES else ""
    return Line(
        (*amendment_line(amendment).runs, Run(f"（含义变化第{at + 1}项{reach}）", Mark.QUIET))
    )


def _items(row: RowPair) -> Iterator[Line]:
    """款 and 项 of a clause that came, went, or have another number."""
    if row.fate is not Fate.CHANGED:
        return
    for pair in row.lines:
        if pair.old is None and pair.new is not None and not pair.moved_from:
            yield line(f"增加{pair.new.provision.citation}")
        elif pair.new is None and pair.old is not None and not pair.moved_to:
            yield line(f"删去原{pair.old.provision.citation}")
    numbers = [
        f"{pair.old.label}改为{pair.new.label}"
        for pair in row.lines
        if pair.old and pair.new and _renumbered(pair.old.label, pair.new.label)
    ]
    if numbers:
        yield line("，".join(numbers), mark=Mark.QUIET)


def _renumbered(old: str, new: str) -> bool:
    """Whether the mark of a 项 is another one, the width of its brackets aside; that of a 条 is
    told with the clause."""
    return plainly(old) != plainly(new) and not new.startswith("第")


def _citations(row: RowPair) -> Iterator[Line]:
    """Citations that only follow a renumbering."""
    old = [p.text for each in row.lines for p in each.old_pieces if p.sort is Sort.FOLLOWS]
    new = [p.text for each in row.lines for p in each.new_pieces if p.sort is Sort.FOLLOWS]
    if row.old is not None and row.new is not None:
        for was, now in dict.fromkeys(zip(old, new, strict=False)):
            yield line(f"引用随之改序：{was}改为{now}", mark=Mark.QUIET)


def _words_alone(revision: Revision, row: RowPair, told: bool) -> Iterator[Line]:
    """What is to be said of words that no change of meaning goes with."""
    if revision.meaning is None:
        pieces = [p for each in row.lines for p in (*each.old_pieces, *each.new_pieces)]
        shown = touch_words(tuple(touched(tuple(pieces)).items()))
        if shown or (row.fate is Fate.CHANGED and not told and not any(_items(row))):
            yield line(shown or "文字修改")
        return
    loose = [each for each in revision.meaning.unencoded if each.line in row.lines]
    for each in loose:
        shown = touch_words(each.words)
        yield line(f"文字改了（{shown}），代码没有相应的变化，请核对", mark=Mark.STRONG)
    if not loose and not told:
        yield line("只改文字；按编码，含义未变" if row.fate is Fate.CHANGED else "没有编码的内容")


def renumbered(text: TextChanges) -> Table:
    """The clauses that have another number or another place."""
    told = [row for row in text.rows if row.renumbered or row.moved]
    rows = [
        (
            *(cell(_span(group, side)) for side in (0, 1)),
            cell("位置移动" if group[0].moved else "顺序未变"),
            cell("文字未改" if group[0].fate is Fate.RENUMBERED else "文字也有修改"),
        )
        for group in _runs(told)
    ]
    columns = (Column("旧序号"), Column("新序号"), Column("位置"), Column("文字"))
    return Table("序号变化", columns, tuple(rows), caption="序号变化")


def _span(group: Sequence[RowPair], side: int) -> str:
    first, last = group[0].names[side], group[-1].names[side]
    return first if len(group) == 1 else f"{first}至{last}"
