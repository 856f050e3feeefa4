"""What stands above a query: what its columns mean, in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policyc import __version__
from policyc.core.norms import ReadingSort
from policyc.core.types import DateType, IntType, RealType, show_type, show_value
from policyc.plan.plans import Plan, PlanFact
from policyc.targets.common.module import MARKER
from policyc.targets.sql.answers import Answer
from policyc.targets.sql.literals import sql_type

if TYPE_CHECKING:
    from policyc.targets.sql.query import Asked


def heading(
    plan: Plan, asked: Asked, database: str, answers: Iterable[Answer], facts: Iterable[str]
) -> str:
    """The comment above the query."""
    policy = plan.policy
    said = [
        f"{MARKER}（{__version__}），请改政策文件后重新生成，不要手改。",
        f"{policy.title or policy.name}（{policy.name}），{database}。",
        "",
        *_dates(plan, asked),
        *_readings(plan, answers),
        "",
        f"读表 {asked.table}，一行一个案件；NULL 是未知。值不检查：外来的数据用 policyc batch。",
        *_kept(asked),
        "列：",
        *(f"  {line}" for line in _facts(plan, asked, set(facts))),
        "",
        "得到的列：结论（只有种类为“定”而且只有一个值的有值，其余为 NULL）、",
        "_kind 种类（定、裁量、冲突、空白、不适用、未知、读法分歧）、_values 涉及的值的位、",
        "_norms 生效的规定的位、_open 是否生效未知或者随读法不同的规定的位。",
        "_values：定的值，冲突的各个值，裁量可以选的，未知而累加的是其中已经确定的部分。",
    ]
    for answer in answers:
        said += ["", *_answer(answer)]
    return "\n".join(f"-- {line}".rstrip() for line in said)


def _dates(plan: Plan, asked: Asked) -> Iterator[str]:
    policy = plan.policy
    if asked.as_of is not None:
        yield f"截至 {show_value(asked.as_of)}；要问别的日子，重新生成。"
        in_force = policy.effective is not None and policy.effective <= asked.as_of
    else:
        yield "不看施行和失效日期；要截至某一天的，生成时写 --as-of。"
        in_force = policy.effective is not None
    if not in_force:
        yield "未施行。"


def _readings(plan: Plan, answers: Iterable[Answer]) -> Iterator[str]:
    if plan.fixed:
        listed = "、".join(f"{name}={choice}" for name, choice in plan.fixed.items())
        yield f"已取定的读法：{listed}。"
    open_ = dict.fromkeys(name for answer in answers for name in answer.readings)
    if open_:
        yield f"没有取定的读法：{'、'.join(open_)}；影响结果的案件，种类为“读法分歧”。"
    priority = [
        r.name for r in plan.readings if r.sort is ReadingSort.PRIORITY and r.name not in plan.fixed
    ]
    if priority:
        yield f"没有取定的优先读法：{'、'.join(priority)}；没有取定就谁也不优先，相抵触的是“冲突”。"


def _kept(asked: Asked) -> Iterator[str]:
    if asked.kept:
        yield f"{'、'.join(asked.kept)} 原样带到结果里。"


def _facts(plan: Plan, asked: Asked, used: set[str]) -> Iterator[str]:
    for fact in plan.facts:
        if fact.key in used:
            kind = sql_type(fact.partition, asked.dialect)
            yield f"{fact.key} {kind}：{fact.fact.name}，{_values(fact, asked.dialect)}"


def _values(fact: PlanFact, dialect: str) -> str:
    kind = fact.fact.type
    if isinstance(kind, DateType) and dialect == "sqlite":
        return "日期，写成 2019-05-30"
    if isinstance(kind, RealType) and kind.unit == "%":
        return f"{show_type(kind)}，写成小数：95% 是 0.95"
    if isinstance(kind, (IntType, RealType)):
        return show_type(kind)
    return show_type(kind)


def _answer(answer: Answer) -> Iterator[str]:
    question = answer.question
    yield f"{question.key}：{question.outcome.name}，对象 {question.subject}"
    shown = [
        f"{1 << bit} {show_value(value, question.outcome.type)}"
        for bit, value in enumerate(answer.values)
    ]
    yield f"  {question.key}_values：{'，'.join(shown)}"
    yield f"  {question.key}_norms、{question.key}_open："
    for bit, norm in enumerate(answer.norms):
        values = "、".join(show_value(value) for value in norm.values)
        yield f"    {1 << bit} {norm.citation or norm.id} {norm.modality.value} {values}"
