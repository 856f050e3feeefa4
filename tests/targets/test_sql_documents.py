"""The generated queries of the real documents agree with the interpreter."""

import os
from random import Random

import pytest
import sqlglot
from tests.documents.loading import DOCUMENTS, findings_of, policy_of
from tests.strategies import candidates
from tests.targets.queries import disagreements, storable
from tests.targets.test_python_documents import cases

from policyc.core.types import Value
from policyc.targets.sql.query import DIALECTS, Asked, sql_query

PROFILE = os.environ.get("POLICYC_HYPOTHESIS", "dev")
COUNT = {"dev": 12, "ci": 100, "long": 1200}[PROFILE]
"""Fact sets for each document and database, with its readings open and with some fixed."""

DATABASES = ("duckdb", "sqlite")


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.long
def test_readings_open(name: str) -> None:
    """Random cases, and each fact at its thresholds while the others are as grave as can be."""
    policy = policy_of(name)
    drawn = [facts for facts, _ in cases(policy, COUNT, seed=20190530)]
    worst = {fact.name: candidates(policy, fact)[-1] for fact in policy.facts}
    checked = policy.facts if PROFILE != "dev" else Random(1).sample(policy.facts, 3)
    drawn += [{**worst, f.name: value} for f in checked for value in candidates(policy, f)]
    for dialect in DATABASES if PROFILE != "dev" else ("sqlite",):
        assert disagreements(policy, [storable(case) for case in drawn], dialect) == []


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.long
def test_readings_fixed(name: str) -> None:
    policy = policy_of(name)
    drawn = [storable(facts) for facts, _ in cases(policy, COUNT, seed=20190531)]
    chance = Random(name)
    fixed = {r.name: chance.choice(r.choices) for r in policy.readings if chance.random() < 0.6}
    for dialect in DATABASES if PROFILE != "dev" else ("duckdb",):
        assert disagreements(policy, [{}, *drawn], dialect, fixed) == []


@pytest.mark.parametrize("name", DOCUMENTS if PROFILE == "long" else ("nancheng-2017",))
@pytest.mark.long
@pytest.mark.z3
def test_every_witness(name: str) -> None:
    """The cases that the checks find, with readings open and under those that they name."""
    policy = policy_of(name)
    harmless = {f.name: f.harmless for f in policy.facts if f.harmless is not None}
    by_readings: dict[tuple[tuple[str, str], ...], list[dict[str, Value]]] = {(): []}
    for witness in (finding.witness for finding in findings_of(name)):
        for case in () if witness is None else witness.cases:
            key = tuple(sorted({**witness.readings, **case.readings}.items())) if witness else ()
            drawn = storable({**harmless, **case.facts})
            by_readings[()].append(drawn)
            by_readings.setdefault(key, []).append(drawn)
    assert by_readings[()]
    for chosen, cases_ in by_readings.items():
        for dialect in DATABASES:
            assert disagreements(policy, cases_, dialect, dict(chosen)) == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_parses_what_is_written_for_it(dialect: str) -> None:
    text = sql_query(policy_of("nancheng-2017"), Asked(dialect=dialect)).tree.sql(dialect)
    (parsed,) = sqlglot.parse(text, dialect=dialect)
    assert parsed is not None and parsed.sql(dialect) == text
