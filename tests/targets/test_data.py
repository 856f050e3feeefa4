"""The plan as data decides as the interpreter does; the schemas describe what is read and written."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import policies
from tests.targets.from_data import policy_of
from tests.targets.generated import expected
from tests.targets.test_python_documents import DOCUMENTS, cases
from tests.targets.test_python_generated import cases_for, slow_to_draw

import policyc
from policyc.core.evaluate import evaluate
from policyc.core.inputs import check_facts
from policyc.core.norms import Policy
from policyc.core.types import Value
from policyc.findings.finding import value_to_json
from policyc.reports.evaluation_json import evaluation_to_json
from policyc.targets.data.plan import plan_to_json
from policyc.targets.data.schema import facts_schema, result_schema, schemas_to_json

ROOT = Path(__file__).resolve().parents[2]


def decisions(policy: Policy, *case: Any) -> list[object]:
    """What is decided, and which norms are in force. An exception stands in the condition."""
    return [
        (
            row["outcome"],
            row["kind"],
            row["values"],
            row["permitted"],
            row["by_reading"]
            and [
                (readings, made["kind"], made["values"], _forces(made["trace"]))
                for readings, made in row["by_reading"]
            ],
            _forces(row["trace"]),
        )
        for row in expected_rows(policy, *case)
    ]


def expected_rows(policy: Policy, *case: Any) -> list[Any]:
    return [*expected(policy, *case)]


def _forces(trace: Any) -> list[object]:
    return [(norm, force, beaten) for norm, force, _, beaten in trace]


def through_json(data: Any) -> Any:
    return json.loads(json.dumps(data, ensure_ascii=False, allow_nan=False))


@settings(slow_to_draw, max_examples=max(10, settings().max_examples // 4))
@given(st.data())
def test_a_policy_read_back_from_its_plan_decides_alike(data: st.DataObject) -> None:
    policy = data.draw(policies())
    again = policy_of(through_json(plan_to_json(policy)))
    for case in data.draw(cases_for(policy, 4)):
        assert decisions(again, *case) == decisions(policy, *case)


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> Policy:
    return policyc.load(request.param).core


def test_real_documents_read_back_decide_alike(document: Policy) -> None:
    again = policy_of(through_json(plan_to_json(document)))
    for facts, fixed in cases(document, 25, seed=7):
        assert decisions(again, facts, None, fixed) == decisions(document, facts, None, fixed)


def test_readings_fixed_for_good_are_gone(document: Policy) -> None:
    fixed = {r.name: r.choices[0] for r in document.readings if r.sort.value == "含义"}
    data = plan_to_json(document, fixed)
    assert data["fixed_readings"] == fixed
    left: Any = data["readings"]
    assert not set(fixed) & {each["name"] for each in left}
    assert not any(f'"reading": "{name}"' in json.dumps(data, ensure_ascii=False) for name in fixed)


def test_what_is_read_and_written_is_as_the_schemas_say(document: Policy) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas_to_json(document))
    asked = jsonschema.Draft202012Validator(facts_schema(document))
    told = jsonschema.Draft202012Validator(result_schema(document))
    properties: Any = facts_schema(document)["properties"]
    keys = {each["title"]: key for key, each in properties.items()}
    for facts, fixed in cases(document, 10, seed=3):
        given_as = {keys[name]: _written(value) for name, value in facts.items()}
        asked.validate(given_as)
        read, problems = check_facts(document, given_as)
        assert (read, problems) == (facts, []) or problems[0].code.id == "E505"
        found = evaluate(document, facts, readings=fixed)
        told.validate(through_json(evaluation_to_json(document, found)))


def _written(value: Value) -> object:
    return value_to_json(value)


def test_what_is_not_so_is_not_valid() -> None:
    policy = policyc.load("jilin-2019-draft").core
    asked = jsonschema.Draft202012Validator(facts_schema(policy))
    assert asked.is_valid({"poppy_plants": 5000, "listed": None})
    for wrong in ({"poppy_plants": -1}, {"poppy_plants": "5000"}, {"listed": "是"}, {"罂粟": 1}):
        assert not asked.is_valid(wrong), wrong
    told = jsonschema.Draft202012Validator(result_schema(policy))
    found: Any = through_json(evaluation_to_json(policy, evaluate(policy, {"已评定": True})))
    assert told.is_valid(found)
    found["outcomes"][0]["value"] = "挂牌整治"
    assert not told.is_valid(found)
