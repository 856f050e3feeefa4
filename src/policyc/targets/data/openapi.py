"""OpenAPI 3.1 description of the service that answers for some documents (``policyc serve``)."""

from __future__ import annotations

from collections.abc import Sequence

from policyc import __version__
from policyc.core.norms import Policy
from policyc.targets.data.schema import facts_schema, result_schema

Json = dict[str, object]
_TEXT: Json = {"type": "string"}
_PLACE: Json = {"type": ["integer", "null"]}


def openapi_to_json(policies: Sequence[Policy]) -> Json:
    """The description; every document has its own path, with its own facts and outcomes."""
    paths: Json = {
        "/health": {"get": _read("健康检查", {"type": "object"})},
        "/documents": {"get": _read("有哪些文档", {"type": "object"})},
        "/openapi.json": {"get": _read("这份说明", {"type": "object"})},
    }
    schemas: Json = {"errors": _errors()}
    for number, policy in enumerate(policies, 1):
        facts, result = f"facts_{number}", f"result_{number}"
        schemas[facts], schemas[result] = facts_schema(policy), result_schema(policy)
        at, title = f"/documents/{policy.name}", policy.title or policy.name
        paths[at] = {"get": _read(f"{title}：要哪些事实、给出哪些结论", {"type": "object"})}
        paths[f"{at}/schema"] = {"get": _read(f"{title}：JSON Schema", {"type": "object"})}
        paths[f"{at}/decisions"] = {"post": _decide(policy, title, facts, result)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "policyc",
            "version": __version__,
            "description": "按政策文件办案：给出事实，得到结论、依据的条款和收据。",
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _read(summary: str, schema: Json) -> Json:
    return {
        "summary": summary,
        "responses": {"200": {"description": "内容", "content": _json(schema)}},
    }


def _decide(policy: Policy, title: str, facts: str, result: str) -> Json:
    readings = {
        reading.name: {"enum": list(reading.choices), "description": reading.basis}
        for reading in policy.readings
    }
    request: Json = {
        "type": "object",
        "properties": {
            "facts": {"$ref": f"#/components/schemas/{facts}"},
            "rest": {
                "enum": ["unknown", "harmless"],
                "default": "unknown",
                "description": "没有给出的事实：unknown 算未知，harmless 取平常值。",
            },
            "as_of": {"type": "string", "format": "date", "description": "截至哪一天。"},
            "readings": {
                "type": "object",
                "properties": readings,
                "additionalProperties": False,
                "description": "指定读法；没有指定而有影响的，结论是读法分歧。",
            },
            "missing": {
                "type": "boolean",
                "default": True,
                "description": "要不要求出还缺哪些事实。",
            },
        },
        "additionalProperties": False,
    }
    wrong: Json = {"$ref": "#/components/schemas/errors"}
    codes = {
        "400": "不是 JSON",
        "413": "请求过大",
        "415": "不是 application/json",
        "422": "事实、日期或者读法有误，逐条列出",
        "503": "没有在时限以内办完",
    }
    responses: Json = {
        "200": {
            "description": "结论、依据和收据",
            "content": _json({"$ref": f"#/components/schemas/{result}"}),
        },
        **{code: {"description": why, "content": _json(wrong)} for code, why in codes.items()},
    }
    return {
        "summary": f"按《{title}》办一个案件",
        "operationId": f"decide_{result.removeprefix('result_')}",
        "requestBody": {"required": True, "content": _json(request)},
        "responses": responses,
    }


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _errors() -> Json:
    texts = ("code", "name", "severity", "message", "help")
    properties: Json = {
        **dict.fromkeys(texts, _TEXT),
        "line": _PLACE,
        "column": _PLACE,
    }
    error = {"type": "object", "properties": properties, "required": ["code", "message", "help"]}
    return {
        "type": "object",
        "properties": {"errors": {"type": "array", "items": error, "minItems": 1}},
        "required": ["errors"],
    }
