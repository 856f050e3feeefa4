"""The generated queries on PostgreSQL and Spark: in the long profile, where they are installed."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.loading import DOCUMENTS, policy_of
from tests.strategies import policies
from tests.targets import servers
from tests.targets.queries import Run, disagreements, storable
from tests.targets.test_python_documents import cases
from tests.targets.test_sql_generated import cases_for

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        os.environ.get("POLICYC_HYPOTHESIS") != "long",
        reason="启动数据库很慢，由 make test-long 运行；Spark 要有 Java 17",
    ),
]
EXAMPLES = {"postgres": 450, "spark": 60}
"""Twelve cases each."""


@pytest.fixture(scope="module", params=["postgres", "spark"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Run]]:
    folder: Path = tmp_path_factory.mktemp("server")
    with ExitStack() as stack:
        started = servers.postgres(folder) if request.param == "postgres" else servers.spark()
        yield request.param, stack.enter_context(started)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents(server: tuple[str, Run], name: str) -> None:
    dialect, run = server
    policy = policy_of(name)
    drawn = [storable(facts) for facts, _ in cases(policy, 1000, seed=50)]
    assert disagreements(policy, drawn, dialect, run=run) == []


def test_generated(server: tuple[str, Run]) -> None:
    dialect, run = server

    @settings(
        max_examples=EXAMPLES[dialect], deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def agrees(data: st.DataObject) -> None:
        policy = data.draw(policies())
        drawn, as_of, readings = data.draw(cases_for(policy, 12))
        assert disagreements(policy, drawn, dialect, readings, as_of, run) == []

    agrees()
