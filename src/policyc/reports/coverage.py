"""How far a source text is encoded, as text and as data."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from policyc.findings.finding import Finding
from policyc.lints.coverage import Coverage, Covered
from policyc.lints.references import OtherDocument
from policyc.lints.standing import Status
from policyc.lints.units import Piece
from policyc.reports.layout import Screen, clip, paragraph, table, titled
from policyc.reports.values import Json

_COLOURS = {Status.UNMARKED: "red", Status.DEFERRED: "yellow"}
_MATTER = {Piece.HEADING: "heading", Piece.FRONT: "front_matter", Piece.BACK: "back_matter"}
_QUOTE_WIDTH = 80
_LOCKED, _NO_LOCK = "原文与 policy.lock 相符。", "还没有 policy.lock：用 --write-lock 锁定原文。"


@frozen
class Locked:
    """A lock that was just written."""

    path: str
    units: int


@frozen
class Accounted:
    """A document's coverage, what its lock says (``locked`` tells whether there is one), and the
    other documents that it cites."""

    coverage: Coverage
    changes: tuple[Finding, ...] = ()
    locked: bool = False
    others: tuple[OtherDocument, ...] = ()
    written: Locked | None = None

    @property
    def complete(self) -> bool:
        """Whether every unit is accounted for, and the text is as it was locked."""
        return not self.coverage.unmarked and not self.changes


def coverage_to_json(accounted: Sequence[Accounted], *, details: bool = False) -> Json:
    """All documents as data. Changes and written locks are told only where there are any."""
    data: Json = {"documents": [_document(each, details) for each in accounted]}
    changes = [(each, finding) for each in accounted for finding in each.changes]
    if changes:
        data["changes"] = [
            {
                "document": each.coverage.name,
                "message": finding.message,
                "citations": [cited.citation for cited in finding.citations],
            }
            for each, finding in changes
        ]
    written = [(each.coverage.name, each.written) for each in accounted if each.written]
    if written:
        data["locks"] = [
            {"document": name, "file": lock.path, "units": lock.units} for name, lock in written
        ]
    return data


def _document(accounted: Accounted, details: bool) -> Json:
    coverage = accounted.coverage
    data: Json = {
        "name": coverage.name,
        "units": len(coverage.units),
        **{status.key: count for status, count in coverage.counts.items()},
    }
    if details:
        data["details"] = _details(accounted)
    return data


def _details(accounted: Accounted) -> list[Json]:
    """The units, then titles and what stands around the body, then other documents."""
    coverage = accounted.coverage
    rows = [
        _row(each.unit.cited, each.status.key, each.unit.words, each.reason)
        for each in coverage.units
    ]
    rows += [_row(unit.cited, _MATTER[unit.piece], unit.words, "") for unit in coverage.others]
    rows += [
        _row(_place(other), "reference", f"《{other.title}》", "引用的其他文件，没有核对")
        for other in accounted.others
    ]
    return rows


def _row(citation: str, status: str, quote: str, reason: str) -> Json:
    return {"citation": citation, "status": status, "quote": quote, "reason": reason}


def coverage_to_text(accounted: Sequence[Accounted], screen: Screen, *, details: bool) -> str:
    """All documents, one after the other."""
    blocks = ["\n".join(_text(each, screen, details)) + "\n" for each in accounted]
    return "\n".join(blocks)


def _text(accounted: Accounted, screen: Screen, details: bool) -> list[str]:
    coverage = accounted.coverage
    lines = [titled(coverage.title, coverage.name, screen), _summary(coverage)]
    shown = coverage.units if details else _open(coverage)
    if shown:
        lines += ["", *_table(shown, screen)]
    if details:
        lines += _around(accounted, screen)
    lines += ["", *_lock(accounted, screen)]
    return lines


def _open(coverage: Coverage) -> list[Covered]:
    return [each for each in coverage.units if each.status in _COLOURS]


def _summary(coverage: Coverage) -> str:
    counts = [f"{status.value} {n}" for status, n in coverage.counts.items() if n]
    return f"原文 {len(coverage.units)} 个条款项：{'，'.join(counts) or '没有'}"


def _table(units: Sequence[Covered], screen: Screen) -> list[str]:
    rows = [
        [each.unit.cited, each.status.value, clip(each.unit.words, _QUOTE_WIDTH), each.reason]
        for each in units
    ]
    header = ("条款", "状态", "原文", "说明")
    return table(rows, screen.width, header=header, indent="  ", screen=screen)


def _around(accounted: Accounted, screen: Screen) -> list[str]:
    lines: list[str] = []
    others = accounted.coverage.others
    if others:
        rows = [
            [unit.cited, unit.piece.value if unit.citation else "", clip(unit.words, _QUOTE_WIDTH)]
            for unit in others
        ]
        lines += ["", "不计入条款项的文字", *table(rows, screen.width, indent="  ")]
    if accounted.others:
        rows = [[_place(other), f"《{other.title}》"] for other in accounted.others]
        title = "引用的其他文件（所引的条款没有核对）"
        lines += ["", title, *table(rows, screen.width, indent="  ")]
    return lines


def _place(other: OtherDocument) -> str:
    return Piece.FRONT.value if other.place is None else str(other.place)


def _lock(accounted: Accounted, screen: Screen) -> list[str]:
    lines = []
    for finding in accounted.changes:
        lines += paragraph(finding.message, screen.width, screen.paint("原文变动：", "yellow"))
    written = accounted.written
    if written is not None:
        if lines:
            lines.append("以上变动已一并锁定。")
        lines.append(f"已写入 {written.path}（{written.units} 个单元）。")
    elif not lines:
        lines.append(_LOCKED if accounted.locked else _NO_LOCK)
    return lines
