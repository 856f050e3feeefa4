"""The whole module: tables, one pair of functions for each question, and the runtime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from policyc import __version__
from policyc.core.norms import Policy
from policyc.core.types import listed_values
from policyc.plan.from_core import plan_of
from policyc.plan.partitions import Partition
from policyc.plan.plans import Plan, Question
from policyc.targets.common.lines import INDENT, Line, filled, indented, lines
from policyc.targets.common.module import (
    MARKER,
    SourceLine,
    commented,
    mapped,
    runtime_text,
    tidy,
)
from policyc.targets.common.questions import title
from policyc.targets.common.space import readings_of
from policyc.targets.python.literals import string, value, values
from policyc.targets.vectorized.answers import Answer, answer
from policyc.targets.vectorized.cuts import cut, edge, kind_of
from policyc.targets.vectorized.names import known_name, local
from policyc.targets.vectorized.program import Program
from policyc.targets.vectorized.registers import BOOL, BYTE, WORD

ROWS, ROWS_OF_LANES = 32768, 16384
"""Rows of a block, and where lanes make its buffers wider: they stay in the cache, and a call of
NumPy is worth its while."""

_RUNTIME = "policyc.targets.vectorized.runtime"

_IMPORTS = """
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy import bitwise_and as and_
from numpy import bitwise_or as or_
from numpy import bitwise_xor as xor
from numpy import equal
from numpy import greater as but_not  # x and not y
from numpy import greater_equal as at_least
from numpy import greater_equal as or_not  # x or not y
from numpy import invert as not_
from numpy import multiply as times
from numpy import uint8
"""

_LANES = """


def widen(truth: Any, lanes: Any) -> None:
    \"\"\"一个是否，在各种取法下都一样。\"\"\"
    np.copyto(lanes, truth)
    np.negative(lanes, lanes)


def all_lanes(lanes: Any, truth: Any) -> None:
    \"\"\"各种取法下都成立。\"\"\"
    np.equal(lanes, np.iinfo(lanes.dtype).max, truth)


def some_lane(lanes: Any, truth: Any) -> None:
    \"\"\"有一种取法下成立。\"\"\"
    np.not_equal(lanes, 0, truth)
"""

_CODES = """


def codes(fact: str, column: Any) -> Any:
    \"\"\"把一列各档的名称换成序号（int8，None 为 -1）；同一列要用几次的，先换一次快得多。\"\"\"
    key = next((key for key, each in FACTS.items() if fact in (key, each.name)), None)
    if key is None or FACTS[key].kind != "steps":
        raise ColumnError(f"“{fact}”不是分档的事实")
    data, known = _Column(FACTS[key], column, len(column)).block(0, len(column))
    return np.where(True if known is None else known, data, -1).astype(np.int8)


def decide(
    columns: Mapping[str, Any], outcome: str, *, n: int | None = None, as_of: date | None = None
) -> Decision:
    \"\"\"一个结论（中文名或英文名），每行一个案件。\"\"\"
    if outcome not in _DECIDE:
        raise ColumnError(f"没有“{outcome}”这个结论")
    return _DECIDE[outcome](columns, n=n, as_of=as_of)
"""


_PARAMETERS = "x: Any, k: Any, w: int, t: _Buffers, o: _Outputs"


@frozen
class VectorizedModule:
    """A generated module: its text, and which lines come from which norms."""

    text: str
    plan: Plan
    source_map: tuple[SourceLine, ...]


def vectorized_module(
    policy: Policy, readings: Mapping[str, str] | None = None
) -> VectorizedModule:
    """The module of a well-formed policy, ``readings`` fixed for good; ``Unsupported`` where
    NumPy's numbers are too small for it."""
    return _Writer(plan_of(policy, readings)).module()


@frozen
class _Writer:
    plan: Plan

    def module(self) -> VectorizedModule:
        questions = [self.plan.questions[number] for number in self.plan.listing]
        found = [_Functions(self.plan, question).lines() for question in questions]
        body = [
            *self._head(questions),
            *_runtime("columns.py", "decisions.py"),
            *lines(_LANES),
            *_title("事实和日期"),
            *self._facts(),
            *self._periods(),
            *_title("条文"),
            *(line for each in found for line in each),
            *_title("求值"),
            *self._table(questions),
            *lines(_CODES),
        ]
        body = tidy(body, most=2)
        source_map = mapped(body)
        body += [Line(""), Line(""), *_source_map(source_map)]
        text = "\n".join(map(commented(self.plan, "#"), body)) + "\n"
        return VectorizedModule(text, self.plan, source_map)

    def _head(self, questions: Iterable[Question]) -> list[Line]:
        policy = self.plan.policy
        said = [
            f"# {MARKER}（{__version__}），请改政策文件后重新生成，不要手改。",
            f'"""{_safe(policy.title or policy.name)}（{_safe(policy.name)}），成批（NumPy）。',
            "",
            "    decide(columns, 结论)     columns 是事实名（中文或英文）到数组，一行一个案件",
            "    codes(事实, 一列名称)     各档的名称换成序号",
            *(f"    decide_{q.key}(columns)   {_safe(title(q))}" for q in questions),
            "",
            "未知：没有给的列、numpy.ma 遮住的、NaN、NaT、None、序号 -1。float64 按它写出来的最短",
            "十进制数理解：0.95 就是 0.95。值不检查范围和常理，外来的数据用 policyc batch。",
            *self._readings(),
            "没有生成的：所缺的事实、官方认定与推得不一致的说明、流程；用逐个案件的模块。",
            '"""',
        ]
        return [*map(Line, said), *lines(_IMPORTS)]

    def _readings(self) -> Iterable[str]:
        plan = self.plan
        if plan.fixed:
            fixed = "、".join(f"{name}={choice}" for name, choice in plan.fixed.items())
            yield f"已取定的读法：{_safe(fixed)}。"
        open_ = {name for question in plan.questions for name in readings_of(plan, question)}
        if open_:
            names = "、".join(r.name for r in plan.readings if r.name in open_)
            yield f"没有取定的读法：{_safe(names)}；影响结果的案件，种类为“读法分歧”。"

    def _facts(self) -> list[Line]:
        found = [Line(""), Line("FACTS = {")]
        for fact in self.plan.facts:
            steps = listed_values(fact.fact.type)
            shown = [string(fact.fact.name), string(fact.key), string(kind_of(fact.fact.type))]
            shown.append(values(steps))
            places = [] if fact.partition.is_finite else range(1, len(fact.partition.regions))
            edges = [_edge(fact.partition, k) for k in places]
            cuts = [repr(cut(fact.partition, k)) for k in places]
            shown += [_tuple(edges), _tuple(cuts)]
            row = filled(f"{string(fact.key)}: Fact(", shown, "),")
            found += indented(Line(text) for text in row)
        return [*found, Line("}")]

    def _periods(self) -> list[Line]:
        rows = [f"({value(p.start)}, {p.windows:#x}, {p.in_force})," for p in self.plan.periods]
        note = '"""从哪一天起，哪些规定（全文件的序号）在有效期内，文件是否施行。"""'
        kind = "tuple[tuple[date | None, int, bool], ...]"
        inner = [Line(INDENT + row) for row in rows]
        return [Line(""), Line(f"PERIODS: {kind} = ("), *inner, Line(")"), Line(note)]

    def _table(self, questions: Iterable[Question]) -> list[Line]:
        entries: dict[str, str] = {}
        for question in questions:
            entries[question.key] = f"decide_{question.key}"
            if question.subject == question.outcome.subject:
                entries.setdefault(question.outcome.name, f"decide_{question.key}")
        rows = [Line(f"{INDENT}{string(name)}: {call},") for name, call in entries.items()]
        kind = "dict[str, Callable[..., Decision]]"
        return [Line(""), Line(f"_DECIDE: {kind} = {{"), *rows, Line("}")]


@frozen
class _Functions:
    """The two functions of a question, what they take and what they give."""

    plan: Plan
    question: Question

    def lines(self) -> list[Line]:
        """All that belongs to a question."""
        programs = {
            name: Program(self.plan, answer(self.plan, self.question, name == "known"))
            for name in ("known", "unknown")
        }
        written = {name: program.write() for name, program in programs.items()}
        used = {name for program in programs.values() for name in program.uses()}
        facts = [fact.fact.name for fact in self.plan.facts if fact.fact.name in used]
        found: list[Line] = []
        for name, program in programs.items():
            body, counts = written[name]
            found += self._function(name, program, facts, body, counts)
        counts = {
            kind: max(made[kind] for _, made in written.values()) for kind in (BOOL, WORD, BYTE)
        }
        return [
            *self._words(programs["unknown"]),
            *found,
            *self._record(programs, facts, counts),
            *self._call(),
        ]

    def _function(
        self,
        name: str,
        program: Program,
        facts: list[str],
        body: list[Line],
        counts: dict[str, int],
    ) -> list[Line]:
        key = self.question.key
        says = "各项都已知" if name == "known" else "有的未知"
        loads = []
        for place, fact in enumerate(facts):
            own = self.plan.fact(fact).key
            if fact in program.facts:
                loads.append(Line(f"{local(own)} = x[{place}]  # {_safe(fact)}"))
            if fact in program.known:
                loads.append(Line(f"{known_name(own)} = k[{place}]"))
        loads += [Line(f"in_{bit} = bool(w >> {bit} & 1)", (bit,)) for bit in program.windows]
        for kind, buffers in ((BOOL, "bools"), (WORD, "words"), (BYTE, "bytes")):
            if counts[kind]:
                names = [f"{kind}{k}" for k in range(counts[kind])]
                row = filled("(", [*names, "*_"], f") = t.{buffers}")
                loads += map(Line, row)
        return [
            Line(""),
            Line(""),
            Line(f"def _{key}_{name}({_PARAMETERS}) -> {'bool' if name == 'known' else 'None'}:"),
            Line(f'{INDENT}"""{_safe(self.question.outcome.name)}，{says}。"""'),
            *indented([*loads, *body]),
        ]

    def _words(self, program: Program) -> list[Line]:
        if not program.answer.gates.outer:
            return []
        rows = [_tuple([hex(lanes) for lanes in word]) for word in program.words()]
        shown = filled(f"_{self.question.key.upper()}_WORDS = (", _closed(rows), ")")
        return [Line(""), *map(Line, shown)]

    def _record(
        self, programs: dict[str, Program], facts: list[str], counts: dict[str, int]
    ) -> list[Line]:
        question, found = self.question, programs["unknown"].answer
        keys = [string(self.plan.fact(fact).key) for fact in facts]
        acts = [string(self.plan.fact(fact).key) for fact in facts if self._is_act(programs, fact)]
        width = max(program.width for program in programs.values()) or 8
        rows = ROWS_OF_LANES if counts[WORD] else ROWS
        norms = [_norm(self.plan, found, k) for k in range(len(found.norms))]
        table = [value(item) for item in (None, *found.values)]
        inner = [
            Line(f"{string(question.outcome.name)},"),
            Line(f"{string(question.subject)},"),
            *map(Line, filled("table=(", _closed(table), "),")),
            Line("norms=("),
            *indented(norms),
            Line("),"),
            *map(Line, filled("facts=(", _closed(keys), "),")),
            *map(Line, filled("acts=frozenset((", _closed(acts), ")),")),
            Line(f"rows={rows},"),
            Line(f"buffers=({counts[BOOL]}, {counts[WORD]}, {counts[BYTE]}),"),
            Line(f"word=np.uint{width},"),
            Line(f"known=_{question.key}_known,"),
            Line(f"unknown=_{question.key}_unknown,"),
        ]
        name = f"_{question.key.upper()}"
        return [Line(""), Line(""), Line(f"{name} = _Question("), *indented(inner), Line(")")]

    def _is_act(self, programs: dict[str, Program], fact: str) -> bool:
        return all(program.answer.gates.is_only_act(fact) for program in programs.values())

    def _call(self) -> list[Line]:
        key = self.question.key
        return lines(f'''

def decide_{key}(
    columns: Mapping[str, Any], *, n: int | None = None, as_of: date | None = None
) -> Decision:
    """{_safe(title(self.question))}

    as_of：截至哪一天；不给的，不看施行和失效日期。
    """
    _, windows, in_force = _period(PERIODS, as_of)
    return _run(_{key.upper()}, FACTS, columns, n, windows, () if in_force else ("未施行",))''')


def _norm(plan: Plan, found: Answer, number: int) -> Line:
    norm = found.norms[number]
    shown = [string(norm.id), string(norm.citation or norm.id), string(norm.modality.value)]
    bit = found.question.rules[number].bit
    return Line(f"Norm({', '.join(shown)}, {values(norm.values)}),  # {number}", (bit,))


def _edge(partition: Partition, region: int) -> str:
    number, above = edge(partition, region)
    return f"(Fraction({number.numerator}, {number.denominator}), {above})"


def _tuple(items: list[str]) -> str:
    return f"({', '.join(_closed(items))})"


def _closed(items: list[str]) -> list[str]:
    """The items of a tuple: a single one needs its comma."""
    return [f"{items[0]},"] if len(items) == 1 else items


def _runtime(*names: str) -> list[Line]:
    return [
        line
        for name in names
        for line in (Line(""), Line(""), *lines(runtime_text(_RUNTIME, name)))
    ]


def _title(text: str) -> list[Line]:
    return [Line(""), Line(""), Line(f"# {'-' * 66} {text}")]


def _source_map(found_in: Iterable[SourceLine]) -> list[Line]:
    found = [Line("SOURCE_MAP: dict[int, tuple[int, ...]] = {")]
    for each in found_in:
        norms = ", ".join(str(bit) for bit in each.norms)
        found.append(Line(f"{INDENT}{each.line}: ({norms}{',' if len(each.norms) == 1 else ''}),"))
    return [*found, Line("}")]


def _safe(text: str) -> str:
    return text.replace("\\", "＼").replace('"""', "”").replace("\n", " ")
