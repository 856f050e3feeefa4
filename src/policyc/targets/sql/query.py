"""The whole query, with what it takes and what it gives written above it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from attrs import frozen
from sqlglot import exp

from policyc.core.norms import Outcome, Policy
from policyc.plan.from_core import plan_of
from policyc.plan.plans import Plan
from policyc.targets.sql.answers import Answer, Answers
from policyc.targets.sql.heading import heading
from policyc.targets.sql.literals import column
from policyc.targets.sql.questions import Questions

DIALECTS = {
    "duckdb": "DuckDB",
    "postgres": "PostgreSQL",
    "sqlite": "SQLite",
    "spark": "Spark SQL",
}
"""The databases, by the name that sqlglot has for them."""

FENCED = ("postgres", "sqlite")
"""These copy a step into every place that uses it, unless it is materialized."""


@frozen
class SqlQuery:
    """A generated query: its text, the tree it was written from, and its columns."""

    text: str
    tree: exp.Select
    plan: Plan
    answers: tuple[Answer, ...]
    facts: tuple[str, ...]
    """The columns of facts that it reads."""


@frozen
class Asked:
    """What a query is made for.

    ``readings`` are fixed for good, ``outcomes`` empty for all. ``as_of`` decides which norms are
    in their window; ``None`` counts all of them. ``kept`` columns of the table pass through;
    ``present`` are the columns of facts that the table has, ``None`` for all.
    """

    dialect: str = "duckdb"
    readings: Mapping[str, str] = {}
    outcomes: Collection[str] = ()
    as_of: date | None = None
    table: str = "facts"
    kept: tuple[str, ...] = ("id",)
    present: frozenset[str] | None = None


def sql_query(policy: Policy, asked: Asked) -> SqlQuery:
    """The query of a well-formed policy; ``Unsupported`` where one query cannot say it."""
    plan = plan_of(policy, asked.readings)
    shown = frozenset(outcome.name for outcome in _wanted(policy, asked.outcomes))
    questions = Questions(plan, asked.dialect, asked.as_of, asked.present, shown)
    answers = tuple(_answers(plan, questions, shown))
    facts = {fact.key for fact in plan.facts if asked.present is None or fact.key in asked.present}
    final = [*(column(name) for name in asked.kept), *(c for a in answers for c in a.columns)]
    table = _table(asked.table)
    tree = questions.sheet.select(table, asked.kept, final, asked.dialect in FENCED)
    used = {found.name for found in tree.find_all(exp.Column)} & facts
    read = tuple(fact.key for fact in plan.facts if fact.key in used)
    statement = tree.sql(dialect=asked.dialect, pretty=True, max_text_width=96)
    head = heading(plan, asked, DIALECTS[asked.dialect], answers, read)
    return SqlQuery(f"{head}\n{statement};\n", tree, plan, answers, read)


def _table(name: str) -> exp.Table:
    """A table of a name, with its schema before a point."""
    *schema, last = name.split(".")
    return exp.table_(last, db=schema[-1] if schema else None, quoted=True)


def _answers(plan: Plan, questions: Questions, wanted: Collection[str]) -> Iterable[Answer]:
    made = Answers(questions)
    for number in plan.listing:
        question = plan.questions[number]
        if question.outcome.name in wanted:
            yield made.answer(question)


def _wanted(policy: Policy, outcomes: Collection[str]) -> Iterable[Outcome]:
    return map(policy.outcome, outcomes) if outcomes else policy.outcomes
