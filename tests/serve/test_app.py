"""The service: decisions with receipts, everything else refused in words, nothing leaking."""

import io
import json
import time
from collections.abc import Iterator
from typing import Any

import anyio
import httpx
import jsonschema
import pytest
from openapi_spec_validator import validate

from policyc.driver.pipeline import load
from policyc.driver.project import find_documents
from policyc.driver.receipts import identity_of, read_receipt, verify
from policyc.serve import app as service
from policyc.serve.app import Limits, application
from policyc.serve.decide import Served
from policyc.serve.log import Log
from policyc.source.text import SourceText
from policyc.targets.data.schema import result_schema

JILIN = "/documents/jilin-2019-draft"
LISTED = {"已评定": True, "禁种铲毒责任落实不到位": True, "poppy_plants": 12000}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    files = find_documents("jilin-2019-draft", tmp_path_factory.mktemp("empty"))
    assert isinstance(files, list)
    loaded = load(files[0])
    assert loaded.policy is not None
    return Served(loaded.policy, identity_of(loaded))


class Client:
    """The service for one document, and its log."""

    def __init__(self, served: Served, **limits: Any) -> None:
        self.log = io.StringIO()
        made = application([served], Limits(**limits), Log(self.log))
        self.transport = httpx.ASGITransport(made, raise_app_exceptions=False)

    def get(self, path: str) -> httpx.Response:
        return self.request("GET", path)

    def post(self, **more: Any) -> httpx.Response:
        return self.request("POST", f"{JILIN}/decisions", **more)

    def decide(self, **body: Any) -> httpx.Response:
        return self.post(json=body)

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self.transport, base_url="http://test") as http:
                return await http.request(method, path, **more)

        return anyio.run(ask)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


@pytest.fixture
def client(served: Served) -> Iterator[Client]:
    yield Client(served)


def test_what_there_is(client: Client) -> None:
    assert client.get("/health").json()["status"] == "ok"
    (only,) = client.get("/documents").json()["documents"]
    assert only["name"] == "jilin-2019-draft" and only["meaning"].startswith("sha256:")
    assert client.get(JILIN).json()["facts"][0]["name"] == "已评定"
    schema = client.get(f"{JILIN}/schema").json()
    jsonschema.Draft202012Validator.check_schema(schema)
    validate(client.get("/openapi.json").json())


def test_a_decision_with_its_receipt(client: Client, served: Served) -> None:
    answer = client.decide(facts=LISTED, rest="harmless", readings={"至": "含"})
    assert answer.status_code == 200
    data = answer.json()
    jsonschema.Draft202012Validator(result_schema(served.policy)).validate(data)
    tier = next(each for each in data["outcomes"] if each["name"] == "整治级别")
    assert (tier["kind"], tier["value"]) == ("定", "挂牌整治")
    assert tier["norms"][0]["citation"] == "第七条第（四）项"
    (line,) = client.lines()
    assert line["event"] == "decision" and line["request"] == answer.headers["x-request-id"]
    assert line["meaning"] == served.identity.meaning == data["receipt"]["meaning"]
    assert "12000" not in client.log.getvalue()  # facts are not logged


def test_what_was_decided_can_be_verified(client: Client, tmp_path_factory: Any) -> None:
    text = client.decide(facts=LISTED, rest="harmless").text
    receipt, problems = read_receipt(SourceText("结果", text))
    assert receipt is not None and not problems
    files = find_documents(receipt.document, tmp_path_factory.mktemp("again"))
    assert isinstance(files, list)
    found, problems = verify(load(files[0]), receipt)
    assert found is not None and found.confirmed and found.same_meaning and not found.changed


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"facts": {"没有": 1}}, "未声明"),
        ({"facts": {"poppy_plants": "多"}}, "不是整数"),
        ({"facts": {"poppy_plants": -1}}, "超出范围"),
        ({"facts": {"poppy_plants": 1, "罂粟株数": 2}}, "给了两次"),
        ({"facts": [1]}, "facts 应为对象"),
        ({"fact": {}}, "没有“fact”这一项"),
        ({"rest": "其余"}, "没有“其余”这个值"),
        ({"as_of": "2020-02-30"}, "不是存在的日期"),
        ({"as_of": 3}, "应为文字"),
        ({"readings": {"至": "都行"}}, "都行"),
        ({"readings": []}, "应为对象"),
        ({"missing": "no"}, "true 或者 false"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_wrong_is_said(client: Client, body: dict[str, Any], says: str) -> None:
    answer = client.post(json=body)
    assert answer.status_code == 422
    (error, *_) = answer.json()["errors"]
    assert says in error["message"] and error["help"]
    assert client.lines()[-1]["status"] == 422


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"facts": {"\xff": 1}}', "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
        (b'{"facts": {"x": "' + b"y" * 70_000 + b'"}}', "application/json", 413),
        (b"[" * 60_000, "application/json", 400),
        (b'{"facts": {"poppy_plants": 1e999999999}}', "application/json", 422),
        (b'{"facts": {"poppy_plants": NaN}}', "application/json", 400),
    ],
    ids=str,
)
def test_bodies_that_are_no_request(client: Client, body: bytes, kind: str, status: int) -> None:
    headers = {"content-type": kind} if kind else {}
    answer = client.post(content=body, headers=headers)
    assert answer.status_code == status
    assert answer.json()["errors"] and "Traceback" not in answer.text


def test_other_places(client: Client) -> None:
    assert client.get("/nowhere").status_code == 404
    assert client.get("/documents/没有").status_code == 404
    assert client.get(f"{JILIN}/decisions").status_code == 405
    for line in client.lines():
        assert line["event"] == "refused"


def test_a_decision_that_takes_too_long(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> list[Any]:
        time.sleep(0.4)
        return []

    monkeypatch.setattr(service, "decide", slow)
    answer = Client(served, seconds=0.05).decide(facts={})
    assert answer.status_code == 503 and "0.05 秒" in answer.json()["errors"][0]["message"]


def test_a_bug_of_ours_shows_nothing_of_the_inside(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(service, "decide", broken)
    client = Client(served)
    answer = client.decide(facts={})
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text
    (line,) = client.lines()
    assert line["error"] == "RuntimeError" and line["request"] in answer.text
