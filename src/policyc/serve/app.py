"""The ASGI application: documents to ask, decisions with citations and receipts.

Whatever a request holds, the answer is JSON, and no traceback leaves the service: what goes wrong
inside is logged under the request's number, which the answer carries.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

import anyio
import anyio.to_thread
from attrs import frozen
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from policyc import __version__
from policyc.diagnostics import Code, Diagnostic
from policyc.reports.diagnostics import errors_to_json
from policyc.reports.facts import facts_to_json
from policyc.reports.json_text import json_text
from policyc.reports.values import Json
from policyc.serve.decide import Answer, Served, decide
from policyc.serve.log import Log
from policyc.source.text import SourceText
from policyc.targets.data.openapi import openapi_to_json
from policyc.targets.data.schema import schemas_to_json

REQUEST_ID = "x-request-id"


@frozen
class Limits:
    """``body``: bytes of a request; ``seconds`` for a decision; ``at_once``: how many decisions."""

    body: int = 64 * 1024
    seconds: float = 5.0
    at_once: int = 8


class _Refused(Exception):
    """A request that gets no decision: its status, and why."""

    def __init__(
        self, status: int, problems: Sequence[Diagnostic], texts: Mapping[str, SourceText] = {}
    ) -> None:
        super().__init__(status)
        self.status, self.problems, self.texts = status, problems, texts


def _refuse(status: int, message: str, help: str) -> _Refused:
    return _Refused(status, [Diagnostic(Code.E601, message, help=help)])


def application(documents: Sequence[Served], limits: Limits, log: Log) -> Starlette:
    """The service for some documents."""
    service = _Service({each.policy.name: each for each in documents}, limits, log)
    pages: dict[str, tuple[Callable[..., Awaitable[Response]], str]] = {
        "/health": (service.health, "GET"),
        "/documents": (service.listing, "GET"),
        "/documents/{name}": (service.document, "GET"),
        "/documents/{name}/schema": (service.schema, "GET"),
        "/documents/{name}/decisions": (service.decision, "POST"),
        "/openapi.json": (service.description, "GET"),
    }
    return Starlette(
        routes=[Route(path, page, methods=[verb]) for path, (page, verb) in pages.items()],
        exception_handlers={
            HTTPException: service.no_such_page,
            _Refused: service.refused,
            Exception: service.failed,
        },
    )


class _Service:
    def __init__(self, documents: Mapping[str, Served], limits: Limits, log: Log) -> None:
        self.documents, self.limits, self.log = documents, limits, log
        self._limiter: anyio.CapacityLimiter | None = None

    # -- what there is
    async def health(self, request: Request) -> Response:
        """Alive, with which version and how many documents."""
        data: Json = {"status": "ok", "compiler": __version__, "documents": len(self.documents)}
        return _answer(request, 200, data)

    async def listing(self, request: Request) -> Response:
        """The documents, each with its hash."""
        listed = [
            {
                "name": each.policy.name,
                "title": each.policy.title,
                "issuer": each.policy.issuer,
                "meaning": each.identity.meaning,
                "outcomes": [outcome.name for outcome in each.policy.outcomes],
            }
            for each in self.documents.values()
        ]
        return _answer(request, 200, {"documents": listed})

    async def document(self, request: Request) -> Response:
        """The facts, outcomes and readings of one document."""
        return _answer(request, 200, facts_to_json(self._served(request).policy))

    async def schema(self, request: Request) -> Response:
        """The JSON Schema of its facts and results."""
        return _answer(request, 200, schemas_to_json(self._served(request).policy))

    async def description(self, request: Request) -> Response:
        """The OpenAPI description of the whole service."""
        policies = [each.policy for each in self.documents.values()]
        return _answer(request, 200, openapi_to_json(policies))

    # -- decisions
    async def decision(self, request: Request) -> Response:
        """Decide one case."""
        started = time.perf_counter()
        served = self._served(request)
        text = await self._text(request)
        found = await self._in_time(partial(decide, served, text))
        if isinstance(found, list):
            status = 400 if any(each.code is Code.E006 for each in found) else 422
            raise _Refused(status, found, {"请求": SourceText("请求", text)})
        spent = round((time.perf_counter() - started) * 1000, 3)
        name = served.policy.name
        self.log.write("decision", _id(request), document=name, **found.logged, total_ms=spent)
        return _answer(request, 200, found.body)

    async def _in_time(
        self, work: Callable[[], Answer | list[Diagnostic]]
    ) -> Answer | list[Diagnostic]:
        if self._limiter is None:  # bound to the loop that runs it
            self._limiter = anyio.CapacityLimiter(self.limits.at_once)
        with anyio.move_on_after(self.limits.seconds):
            return await anyio.to_thread.run_sync(
                work, abandon_on_cancel=True, limiter=self._limiter
            )
        message = f"没有在 {self.limits.seconds:g} 秒以内办完"
        raise _refuse(503, message, '稍后再试；不需要知道还缺哪些事实的，写 "missing": false。')

    def _served(self, request: Request) -> Served:
        name = request.path_params["name"]
        if name not in self.documents:
            listed = "、".join(self.documents)
            raise _refuse(404, f"没有文档“{name}”", f"这里有：{listed}。")
        return self.documents[name]

    async def _text(self, request: Request) -> str:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise _refuse(415, "请求不是 application/json", "写明 Content-Type: application/json。")
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > self.limits.body:
                message = f"请求超过 {self.limits.body} 字节"
                raise _refuse(413, message, "一个请求只办一个案件；成批的用 policyc batch。")
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise _refuse(400, "请求不是 UTF-8", "用 UTF-8 编码。") from None

    # -- what goes wrong
    async def refused(self, request: Request, error: Exception) -> Response:
        """What is wrong with a request, one by one."""
        assert isinstance(error, _Refused)
        codes = [each.code.id for each in error.problems]
        path = request.url.path
        self.log.write("refused", _id(request), path=path, status=error.status, codes=codes)
        return _answer(request, error.status, errors_to_json(error.problems, error.texts))

    async def no_such_page(self, request: Request, error: Exception) -> Response:
        """No such path, or not by this method."""
        assert isinstance(error, HTTPException)
        message = "没有这个地址" if error.status_code == 404 else "这个地址不能这样用"
        refused = _refuse(error.status_code, message, "有哪些地址，见 GET /openapi.json。")
        response = await self.refused(request, refused)
        response.headers.update(error.headers or {})
        return response

    async def failed(self, request: Request, error: Exception) -> Response:
        """A bug of ours: its kind goes into the log, a number to who asked."""
        self.log.write("failed", _id(request), path=request.url.path, error=type(error).__name__)
        data: Json = {
            "code": "INTERNAL",
            "message": "policyc 内部错误",
            "help": f"这是 policyc 的缺陷。报告时写明编号 {_id(request)}。",
        }
        return _answer(request, 500, {"errors": [data]})


def _id(request: Request) -> str:
    """The number of a request; one given by the caller is not taken on trust."""
    if not hasattr(request.state, "number"):
        request.state.number = uuid.uuid4().hex
    return str(request.state.number)


def _answer(request: Request, status: int, data: Json) -> Response:
    headers = {REQUEST_ID: _id(request), "cache-control": "no-store"}
    return Response(json_text(data), status, headers, media_type="application/json")
