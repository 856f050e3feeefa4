"""The SQL of a batch: cells to facts, facts to results, what is wrong kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from policyc.batch.cells import (
    ERROR,
    READER,
    Reader,
    is_blank,
    literal,
    named,
    quoted,
    sql_type,
    usual,
)
from policyc.batch.columns import Columns
from policyc.batch.source import Source, place
from policyc.core.conditions import facts_of
from policyc.core.inputs import UNKNOWN_WORDS
from policyc.core.norms import Axiom, Norm, Policy
from policyc.core.types import Value, show_value
from policyc.targets.common.axioms import in_some_reading
from policyc.targets.sql.answers import Answer
from policyc.targets.sql.literals import condition, without_absent
from policyc.targets.sql.query import SqlQuery

HEADINGS = ("结论", "结论种类", "依据", "各值", "未定条款")
"""The columns of a result: the value of 定; the kind; the clauses in force; the values of 冲突,
裁量 and 累加; the clauses whose force is unknown or differs between readings."""


def result_headings(policy: Policy, outcomes: Sequence[str]) -> tuple[str, ...]:
    """The columns that a batch adds: of several outcomes, or kinds of subject, each has its own, in
    the order of the declarations, as the query has them."""
    asked = [
        (outcome.name, subject)
        for outcome in policy.outcomes
        if not outcomes or outcome.name in outcomes
        for subject in policy.subjects_of(outcome.name)
    ]
    if len(asked) == 1:
        return HEADINGS
    return tuple(
        f"{title(policy, name, subject)}·{heading}"
        for name, subject in asked
        for heading in HEADINGS
    )


def title(policy: Policy, name: str, subject: str) -> str:
    """An outcome, with its subject where it is decided for several."""
    return name if len(policy.subjects_of(name)) == 1 else f"{name}（{subject}）"


@define
class Statements:
    """Writes the SQL over a source, or over a table of the same columns."""

    policy: Policy
    source: Source
    columns: Columns
    query: SqlQuery
    rest_harmless: bool
    headings: tuple[str, ...]
    reader: Reader = field(init=False)

    @reader.default
    def _reader(self) -> Reader:
        return Reader(tuple(fact for _, fact in self.columns.facts))

    @property
    def raw(self) -> list[str]:
        """The columns of the source."""
        return [named(place(k)) for k in range(len(self.columns.names))]

    # -- cells to facts
    def facts(self, relation: str, *, numbered: bool = False) -> str:
        """Rows with their facts as values; ``_bad`` tells that a cell, or the whole, is wrong."""
        texts = [f"{self.source.texts[k]} AS _t{k}" for k, _ in self.columns.facts]
        raw = self.raw
        number = ["row_number() OVER () AS _n"] if numbered else []
        passed = [*raw, *(["_n"] if numbered else [])]
        keys = [f"_t{k}" for k, _ in self.columns.facts]
        fast = [f"{usual(fact, f'_t{k}')} AS _f{k}" for k, fact in self.columns.facts]
        slow = [f"{self._slow(n, k)} AS _r{k}" for n, (k, _) in enumerate(self.columns.facts)]
        fasts = [f"_f{k}" for k, _ in self.columns.facts]
        slows = [f"_r{k}" for k, _ in self.columns.facts]
        values = [self._value(k) for k, _ in self.columns.facts]
        values += self._absent() if self.rest_harmless else []
        broken = [f"{self._broken(axiom)} AS _x{n}" for n, axiom in enumerate(self._axioms())]
        wrong = [f"starts_with(_r{k}, '{ERROR}')" for k, _ in self.columns.facts]
        wrong += [f"_x{n}" for n in range(len(broken))]
        bad = f"COALESCE({' OR '.join(wrong)}, FALSE)"
        told = [*passed, *keys, *slows]
        return (
            f"SELECT *, {bad} AS _bad FROM (SELECT *, {_listed(broken, 'TRUE AS _ok')} FROM ("
            f"SELECT {_listed([*told, *values])} FROM ("
            f"SELECT {_listed([*passed, *keys, *fasts, *slow])} FROM ("
            f"SELECT {_listed([*passed, *keys, *fast])} FROM ("
            f"SELECT {_listed([*raw, *number, *texts])} FROM {relation})))))"
        )

    def _slow(self, number: int, k: int) -> str:
        text = f"_t{k}"
        unknown = ", ".join(quoted(word) for word in UNKNOWN_WORDS)
        return (
            f"CASE WHEN _f{k} IS NOT NULL OR {is_blank(text)} OR {text} IN ({unknown}) THEN NULL"
            f" ELSE {READER}({number}, {text}) END"
        )

    def _value(self, k: int) -> str:
        """The value of a cell; of one that is wrong NULL, but then the row goes no further."""
        fact = next(fact for at, fact in self.columns.facts if at == k)
        value = f"COALESCE(_f{k}, TRY_CAST(substr(_r{k}, 2) AS {sql_type(fact)}))"
        if self.rest_harmless and fact.harmless is not None:
            blank = f"_r{k} IS NULL AND trim(COALESCE(_t{k}, '')) = ''"
            value = f"CASE WHEN {blank} THEN {literal(fact, fact.harmless)} ELSE {value} END"
        return f"{value} AS {named(self.query.plan.fact(fact.name).key)}"

    def _absent(self) -> Iterable[str]:
        """Facts without a column, at their ordinary value."""
        for fact in self.columns.missing(self.policy.facts):
            if fact.harmless is not None:
                key = self.query.plan.fact(fact.name).key
                yield f"{literal(fact, fact.harmless)} AS {named(key)}"

    def present(self) -> frozenset[str]:
        """The facts that ``facts`` has a column for, by their keys."""
        held = [fact for _, fact in self.columns.facts]
        if self.rest_harmless:
            absent = self.columns.missing(self.policy.facts)
            held += [fact for fact in absent if fact.harmless is not None]
        return frozenset(self.query.plan.fact(fact.name).key for fact in held)

    # -- axioms
    def _axioms(self) -> list[Axiom]:
        return [axiom for axiom, _ in self.query.plan.axioms]

    def _broken(self, axiom: Axiom) -> str:
        plan = self.query.plan
        logic = in_some_reading(plan, dict(plan.axioms)[axiom])
        test = without_absent(condition(plan, logic, "duckdb"), plan, self.present(), "duckdb")
        return f"NOT COALESCE({test.sql('duckdb')}, TRUE)"

    # -- facts to results
    def decided(self, facts: str) -> str:
        """The rows of a table of facts with the columns of the query."""
        return f"WITH facts AS ({facts}) SELECT * FROM ({self.query.tree.sql('duckdb')})"

    def results(self, decided: str) -> str:
        """Decided rows with the columns of their results."""
        columns = [
            f"{named(place(k))} AS {named(name)}" for k, name in enumerate(self.columns.names)
        ]
        headings = iter(self.headings)
        for answer in self.query.answers:
            for column in self._told(answer):
                columns.append(f"{column} AS {named(next(headings))}")
        return f"SELECT {_listed(columns)} FROM ({decided})"

    def _told(self, answer: Answer) -> Iterable[str]:
        kind, values, norms, open_ = (named(name) for name in answer.names[1:])
        shown = [(self._shown(answer, item), 1 << bit) for bit, item in enumerate(answer.values)]
        listed = _words(values, shown)
        yield f"CASE WHEN {kind} = '定' THEN {listed} END"
        yield kind
        yield _words(norms, _citations(answer.norms))
        yield f"CASE WHEN {kind} <> '定' THEN {listed} END"
        yield _words(open_, _citations(answer.norms))

    def _shown(self, answer: Answer, item: Value) -> str:
        kind = answer.question.outcome.type
        return item if isinstance(item, str) else show_value(item, kind)

    # -- what is wrong
    def wrong(self, relation: str) -> str:
        """One row for each thing that is wrong, with its row's number and the row."""
        entries = []
        for k, _ in self.columns.facts:
            name = quoted(self.columns.names[k])
            told = f"{{i: {k}, c: {name}, v: _t{k}, r: substr(_r{k}, 2)}}"
            entries.append(f"CASE WHEN starts_with(_r{k}, '{ERROR}') THEN {told} END")
        cells = " OR ".join(f"starts_with(_r{k}, '{ERROR}')" for k, _ in self.columns.facts)
        for n, axiom in enumerate(self._axioms()):
            alone = f"_x{n} AND NOT COALESCE({cells}, FALSE)"
            entries.append(f"CASE WHEN {alone} THEN {self._violation(axiom)} END")
        raw = self.raw
        return (
            "SELECT _n, _u.i AS _i, _u.c AS _column, _u.v AS _value, _u.r AS _reason,"
            f" {_listed(raw)} FROM ("
            f"SELECT _n, {_listed(raw)}, unnest([{_listed(entries)}]) AS _u"
            f" FROM ({self.facts(relation, numbered=True)}) WHERE _bad) WHERE _u IS NOT NULL"
        )

    def _violation(self, axiom: Axiom) -> str:
        held = {fact.name: k for k, fact in self.columns.facts}
        places = [held[name] for name in dict.fromkeys(facts_of(axiom.condition)) if name in held]
        columns = quoted("、".join(self.columns.names[k] for k in places))
        values = _listed([f"COALESCE(_t{k}, '')" for k in places], "''")
        reason = quoted(f"违反常理“{axiom.name}”（依据：{axiom.basis or '未注明'}）")
        last = len(self.columns.names)
        return f"{{i: {last}, c: {columns}, v: concat_ws('、', {values}), r: {reason}}}"


def _listed(items: Iterable[str], empty: str = "") -> str:
    return ", ".join(items) or empty


def _citations(norms: Sequence[Norm]) -> list[tuple[str, int]]:
    """The clauses of norms with their bits; a clause of several norms once."""
    found: dict[str, int] = {}
    for bit, norm in enumerate(norms):
        cited = norm.citation or norm.id
        found[cited] = found.get(cited, 0) | 1 << bit
    return list(found.items())


def _words(mask: str, words: Sequence[tuple[str, int]]) -> str:
    """The words whose bits are set, joined by 、."""
    parts = [
        f"CASE WHEN {mask} & {bit} <> 0 THEN {quoted('、' + word)} ELSE '' END"
        for word, bit in words
    ]
    if not parts:
        return "CAST(NULL AS VARCHAR)"
    return f"CASE WHEN {mask} <> 0 THEN substr(concat({_listed(parts)}), 2) END"
