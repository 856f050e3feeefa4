"""One clause explained, as text and as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policyc.core.norms import Fact, Norm, Reading
from policyc.core.types import show_value
from policyc.findings.finding import Finding
from policyc.reports.clause import Clause, Excerpt
from policyc.reports.layout import Screen, paragraph, table
from policyc.reports.values import Json, json_value


def clause_to_json(clause: Clause) -> Json:
    """A clause as data; ``findings`` is ``null`` where nothing was checked."""
    return {
        "document": clause.document,
        "citation": str(clause.citation),
        "text": clause.words,
        "units": [
            {"citation": u.unit.cited, "status": u.status.key, "reason": u.reason}
            for u in clause.units
        ],
        "code": [
            {"file": e.file, "first_line": e.first, "last_line": e.last, "lines": list(e.lines)}
            for e in clause.code
        ],
        "decides": [
            {
                "citation": norm.citation,
                "outcome": norm.outcome,
                "modality": norm.modality.value,
                "values": [json_value(value) for value in norm.values],
            }
            for norm in clause.norms
        ],
        "requires": [outcome.name for outcome in clause.due],
        "facts": [fact.name for fact in clause.facts],
        "readings": {r.name: list(r.choices) for r in clause.readings},
        "axioms": [axiom.name for axiom in clause.axioms],
        "used_by": [{"citation": place, "outcome": name} for place, name in clause.used_by],
        "conditions_used_by": list(clause.met_by),
        "prevails_over": list(clause.beats),
        "yields_to": list(clause.beaten_by),
        "findings": None if clause.findings is None else [_finding(f) for f in clause.findings],
    }


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
    }


def clause_to_text(clause: Clause, screen: Screen) -> str:
    """A clause on the screen."""
    name = f"{clause.title}（{clause.document}）" if clause.title else clause.document
    blocks = [
        [screen.paint(f"{name} {clause.citation}", "bold"), *_words(clause, screen)],
        _block("状态", _units(clause), screen),
        _code(clause.code, screen),
        _block("给出的结论", map(_norm, clause.norms), screen),
        _block("要求有的结论", ([outcome.name] for outcome in clause.due), screen),
        _block("用到的事实", map(_fact, clause.facts), screen),
        _block("有歧义的读法", map(_reading, clause.readings), screen),
        _block("有关的常理", ([a.name, a.basis] for a in clause.axioms), screen),
        _block("依赖这里的结论", _used_by(clause), screen),
        _block("借用这里的条件", _row(clause.met_by), screen),
        _block("优先于", _row(clause.beats), screen),
        _block("让位于", _row(clause.beaten_by), screen),
        _findings(clause.findings, screen),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _words(clause: Clause, screen: Screen) -> list[str]:
    return [
        line for part in clause.words.split("\n") for line in paragraph(part, screen.width, "  ")
    ]


def _block(title: str, rows: Iterable[Sequence[str]], screen: Screen) -> list[str]:
    lines = table(rows, screen.width, indent="  ")
    return [screen.paint(title, "bold"), *lines] if lines else []


def _units(clause: Clause) -> Iterable[Sequence[str]]:
    if not clause.units:
        return [["标题、列举的引语，或者属于更大的单元，不单独计"]]
    return [[u.unit.cited, u.status.value, u.reason] for u in clause.units]


def _code(code: Sequence[Excerpt], screen: Screen) -> list[str]:
    if not code:
        return [screen.paint("编码", "bold"), "  没有代码编码这一条款。"]
    lines = [screen.paint("编码", "bold")]
    for excerpt in code:
        lines.append(f"  {excerpt.file}:{excerpt.first}")
        for number, line in enumerate(excerpt.lines, excerpt.first):
            lines.append(screen.paint(f"{number:>6} │ ", "dim") + line)
    return lines


def _norm(norm: Norm) -> Sequence[str]:
    values = "、".join(show_value(value) for value in norm.values)
    reading = f"（直接，读法「{norm.direct}」未定）" if norm.direct else ""
    return [norm.citation, f"{norm.modality.value} {norm.outcome}：{values}{reading}"]


def _fact(fact: Fact) -> Sequence[str]:
    kind = "需要认定" if fact.open_textured else ""
    return [fact.name, f"由{fact.determined_by}认定" if fact.determined_by else "", kind]


def _used_by(clause: Clause) -> list[Sequence[str]]:
    places: dict[str, list[str]] = {}
    for place, outcome in clause.used_by:
        places.setdefault(outcome, []).append(place)
    return [[outcome, "、".join(each)] for outcome, each in places.items()]


def _row(places: Sequence[str]) -> list[Sequence[str]]:
    return [["、".join(places)]] if places else []


def _reading(reading: Reading) -> Sequence[str]:
    return [f"「{reading.name}」", " / ".join(reading.choices), reading.basis]


def _findings(findings: Sequence[Finding] | None, screen: Screen) -> list[str]:
    if findings is None:
        return []
    if not findings:
        return [screen.paint("问题", "bold"), "  没有发现关于这一条款的问题。"]
    rows = [[f.code, f.severity.value, f.message + _accepted(f)] for f in findings]
    return _block("问题", rows, screen)


def _accepted(finding: Finding) -> str:
    return "" if finding.accepted is None else f"（已接受：{finding.accepted.reason}）"
