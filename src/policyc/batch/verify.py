"""A sample of the rows, held against the reference interpreter before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from policyc.batch.cells import stored
from policyc.batch.problem import Mismatch
from policyc.batch.source import place
from policyc.batch.statements import Statements
from policyc.core.evaluate import evaluate_one
from policyc.core.inputs import InputError, broken_axioms
from policyc.core.norms import Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import Value

if TYPE_CHECKING:
    from policyc.batch.run import Wanted
    from policyc.targets.sql.answers import Answer


def verify(statements: Statements, database: Any, policy: Policy, wanted: Wanted) -> int:
    """How many rows were checked; ``Mismatch`` where the two differ."""
    if wanted.sample == 0:
        return 0
    raw = ", ".join(place(k) for k in range(len(statements.columns.names)))
    chosen = f"USING SAMPLE reservoir({wanted.sample} ROWS) REPEATABLE (1)"
    texts = ", ".join(f"{text} AS _text{k}" for k, text in enumerate(statements.source.texts))
    database.execute(
        f"CREATE TEMP TABLE sampled AS SELECT {raw} FROM {statements.source.relation} {chosen}"
    )
    rows = database.execute(f"SELECT {texts} FROM sampled ORDER BY rowid").fetchall()
    facts = statements.facts("sampled")
    told = database.execute(f"SELECT _bad FROM ({facts})").fetchall()
    answers = database.execute(statements.decided(facts))
    names = [column[0] for column in answers.description]
    for row, (bad,), answer in zip(rows, told, answers.fetchall(), strict=True):
        _check(statements, policy, wanted, row, bool(bad), dict(zip(names, answer, strict=True)))
    database.execute("DROP TABLE sampled")
    return len(rows)


def _check(
    statements: Statements,
    policy: Policy,
    wanted: Wanted,
    row: tuple[str | None, ...],
    is_bad: bool,
    said: Mapping[str, Any],
) -> None:
    facts = _facts(statements, policy, wanted, row)
    if (facts is None) != is_bad:
        raise Mismatch(f"抽查的一行，一边说有误、一边说无误：{_shown(statements, row)}")
    if facts is None:
        return
    for answer in statements.query.answers:
        question = answer.question
        result = evaluate_one(
            policy,
            facts,
            question.outcome.name,
            question.subject,
            as_of=wanted.as_of,
            readings=wanted.readings,
        )
        should = _expected(answer, result)
        if should != tuple(said[name] for name in answer.names[1:]):
            raise Mismatch(
                f"抽查的一行，“{question.outcome.name}”与参考解释器不同"
                f"（应为{result.kind.value}）：{_shown(statements, row)}"
            )


def _facts(
    statements: Statements, policy: Policy, wanted: Wanted, row: tuple[str | None, ...]
) -> dict[str, Value] | None:
    """The facts of a row as ``policyc eval`` has them; ``None`` where something is wrong."""
    facts: dict[str, Value] = {}
    mentioned: set[str] = set()
    for number, (k, fact) in enumerate(statements.columns.facts):
        text = row[k]
        if text is None or not text.strip():
            continue
        mentioned.add(fact.name)
        try:
            value = statements.reader.read(number, text)
            if value is not None:
                stored(value)
                facts[fact.name] = value
        except InputError:
            return None
    if wanted.rest_harmless:
        for fact in policy.facts:
            if fact.name not in mentioned and fact.harmless is not None:
                facts[fact.name] = fact.harmless
    return None if broken_axioms(policy, facts) else facts


def _expected(answer: Answer, result: OutcomeResult) -> tuple[str, int, int, int]:
    values = result.permitted if result.kind is Kind.DISCRETION else result.values
    return (
        result.kind.value,
        sum(1 << answer.values.index(value) for value in values),
        sum(1 << bit for bit, entry in enumerate(result.trace) if entry.force is True),
        sum(1 << bit for bit, entry in enumerate(result.trace) if entry.force is None),
    )


def _shown(statements: Statements, row: tuple[str | None, ...]) -> str:
    named = zip(statements.columns.names, row, strict=True)
    return "，".join(f"{name}={text}" for name, text in named if text)
