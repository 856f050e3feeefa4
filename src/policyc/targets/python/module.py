"""The whole module: what the document says, what decides it, and the map back to its articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from policyc import __version__
from policyc.core.norms import Policy
from policyc.core.types import RealType
from policyc.plan.from_core import plan_of
from policyc.plan.plans import Plan
from policyc.targets.common.lines import Line, filled, indented, lines
from policyc.targets.common.module import (
    MARKER,
    SourceLine,
    commented,
    mapped,
    runtime,
    tidy,
)
from policyc.targets.python.calls import calls
from policyc.targets.python.literals import Literals, local, string
from policyc.targets.python.lives import lives_table
from policyc.targets.python.questions import Questions, function_name
from policyc.targets.python.runtime import AFTER, BEFORE, LIVES
from policyc.targets.python.tables import (
    document_table,
    facts_table,
    norms_table,
    readings_table,
)

_RUNTIME = "policyc.targets.python.runtime"
_FIXED = "fixed: tuple[tuple[int, int], ...]"


@frozen
class PythonModule:
    """A generated module: its text, and which lines come from which norms."""

    text: str
    plan: Plan
    source_map: tuple[SourceLine, ...]


def python_module(policy: Policy, readings: Mapping[str, str] | None = None) -> PythonModule:
    """The module of a well-formed policy. ``readings`` are fixed for good, which makes it quicker
    and takes the choice from those who call it."""
    return _Writer(plan_of(policy, readings)).module()


class _Writer:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def module(self) -> PythonModule:
        literals = Literals(self.plan)
        questions = Questions(self.plan, literals)
        functions = questions.functions()
        body = [
            *self._head(),
            *_runtime(BEFORE),
            *_title("事实"),
            *facts_table(self.plan),
            *_title("规范：序号就是结果里的位"),
            *norms_table(self.plan),
            *_title("条文"),
            *self._types(literals),
            *self._views(),
            *_constants(literals),
            *questions.code_tables(),
            *questions.tables,
            *functions,
            *_title("求值"),
            *calls(self.plan, literals),
            *_title("推演：各文件相同"),
            *_runtime(AFTER),
            *_title("本文件"),
            *readings_table(self.plan),
            *document_table(self.plan),
            Line("_FACTS = _Facts(FACTS)"),
            *self._lives(),
        ]
        body = tidy(body, most=2)
        source_map = mapped(body)
        body += [*_title("生成的每一行出自哪几条规范（NORMS 的序号）"), *_source_map(source_map)]
        text = "\n".join(map(commented(self.plan, "#"), body)) + "\n"
        return PythonModule(text, self.plan, source_map)

    def _lives(self) -> list[Line]:
        if not self.plan.policy.lifecycles:
            return []
        title = _title("流程：一步一步地走")
        return [*title, *_runtime(LIVES), Line(""), Line(""), *lives_table(self.plan)]

    def _head(self) -> list[Line]:
        policy = self.plan.policy
        title = policy.title or policy.name
        alive = ("Callable, ", ", timedelta") if policy.lifecycles else ("", "")
        checking = "" if self._has_reals() else "TYPE_CHECKING, "
        say = [
            f"# {MARKER}（{__version__}），请改政策文件后重新生成，不要手改。",
            f'"""{_safe(title)}（{_safe(policy.name)}）。',
            "",
            _usage(self.plan),
            '"""',
            "",
            '# mypy: disable-error-code="comparison-overlap"',
            "from __future__ import annotations",
            "",
            "import re",
            "from bisect import bisect_right",
            f"from collections.abc import {alive[0]}Iterable, Iterator, Mapping",
            f"from datetime import date{alive[1]}",
            *(["from fractions import Fraction"] if self._has_reals() else []),
            "from functools import lru_cache",
            "from itertools import combinations, product",
            "from operator import itemgetter",
            f"from typing import {checking}Any, Literal, NamedTuple, TypeAlias",
            "",
        ]
        if not self._has_reals():
            say += ["if TYPE_CHECKING:", "    from fractions import Fraction", ""]
        return [each for part in say for each in lines(part)]

    def _has_reals(self) -> bool:
        kinds = [fact.fact.type for fact in self.plan.facts]
        kinds += [outcome.type for outcome in self.plan.policy.outcomes]
        return any(isinstance(kind, RealType) for kind in kinds)

    def _types(self, literals: Literals) -> list[Line]:
        found = []
        for options, name in literals.types.items():
            literal = ", ".join(string(option) for option in options)
            found.append(Line(f"{name}: TypeAlias = Literal[{literal}]"))
        return [*found, Line("")] if found else []

    def _views(self) -> list[Line]:
        keys = [local(question.key) for question in self.plan.questions]
        slots = filled("__slots__ = (", [string(key) for key in keys], ")")
        if len(keys) == 1:
            slots = [f"__slots__ = ({string(keys[0])},)"]
        return [
            Line(""),
            Line("class Views(_Views):"),
            *indented(
                [
                    *(Line(text) for text in slots),
                    Line(""),
                    Line(f"def __init__(self, {_FIXED}, period: int) -> None:"),
                    Line("    super().__init__(fixed, period)"),
                    *(Line(f"    self.{key}: dict[int, Result] = {{}}") for key in keys),
                ]
            ),
            Line(""),
            Line(""),
            Line(f"OPEN = Views({self._fixed_numbers()}, 0)"),
            Line('"""没有另行指定读法、不问日期时用的。"""'),
        ]

    def _fixed_numbers(self) -> str:
        numbers = {reading.name: k for k, reading in enumerate(self.plan.readings)}
        chosen = [
            f"({numbers[name]}, {self.plan.policy.reading(name).choices.index(choice)}), "
            for name, choice in self.plan.fixed.items()
        ]
        return f"({''.join(sorted(chosen)).rstrip()})"


def _constants(literals: Literals) -> list[Line]:
    made = [Line(f"{name} = {source}") for name, source in sorted(literals.constants.items())]
    return [Line(""), *made] if made else []


def _title(text: str) -> list[Line]:
    return [Line(""), Line(""), Line(f"# {'-' * 66} {text}")]


def _runtime(names: Iterable[str]) -> list[Line]:
    """What the module carries with it, without the imports."""
    return runtime(_RUNTIME, [f"{name}.py" for name in names])


def _source_map(found_in: Iterable[SourceLine]) -> list[Line]:
    found = [Line("SOURCE_MAP: dict[int, tuple[int, ...]] = {")]
    for each in found_in:
        norms = ", ".join(str(bit) for bit in each.norms)
        found.append(Line(f"    {each.line}: ({norms}{',' if len(each.norms) == 1 else ''}),"))
    return [*found, Line("}")]


def _safe(text: str) -> str:
    return text.replace("\\", "＼").replace('"""', "”").replace("\n", " ")


def _usage(plan: Plan) -> str:
    """What the module offers, for its docstring."""
    alive = plan.policy.lifecycles
    say = [
        "evaluate(facts)         全部结论，各附条款、原文、读法；facts 用中文名或英文名",
        "check_facts(raw)        先检查外来的事实：名称、类型、单位、范围、常理",
        "views(readings, as_of)  指定读法、日期，交给下面各函数的 v",
        *(["LIVES                   流程：从一个状态和一件事到下一个状态"] if alive else []),
        "",
        "快路：事实按次序给出（元组），None 为未知，不作检查；结果里 in_force 是生效规范的位，",
        "kind 为“读法分歧”的，matters 是有影响的读法。",
        "",
        *(
            f"    {function_name(q)}（{_safe(q.outcome.name)}，{_safe(q.subject)}）"
            for q in plan.questions
        ),
        "",
        "没有生成的：还缺哪些事实（Result 只说未知），由 policyc eval 求。",
    ]
    return "\n".join(say)
