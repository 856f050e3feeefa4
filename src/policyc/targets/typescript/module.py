"""The whole ESM module and its declarations, from one plan."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from policyc import __version__
from policyc.core.norms import Policy
from policyc.plan.from_core import plan_of
from policyc.plan.plans import Plan
from policyc.targets.common.lines import Line, lines
from policyc.targets.common.module import (
    MARKER,
    SourceLine,
    commented,
    mapped,
    runtime,
    tidy,
)
from policyc.targets.typescript.calls import Calls
from policyc.targets.typescript.declarations import Declarations
from policyc.targets.typescript.functions import Functions
from policyc.targets.typescript.literals import Literals
from policyc.targets.typescript.lives import lives_table
from policyc.targets.typescript.names import Names
from policyc.targets.typescript.runtime import AFTER, BEFORE, LIVES
from policyc.targets.typescript.tables import Tables
from policyc.targets.typescript.words import in_words

RUNTIME = "policyc.targets.typescript.runtime"


@frozen
class TypeScriptModule:
    """A generated ESM module: its text, its declarations (.d.mts), which lines come from which
    norms."""

    text: str
    declarations: str
    plan: Plan
    source_map: tuple[SourceLine, ...]


def typescript_module(
    policy: Policy, readings: Mapping[str, str] | None = None
) -> TypeScriptModule:
    """The module of a well-formed policy. ``readings`` are fixed for good, which makes it quicker
    and takes the choice from those who call it."""
    plan = in_words(plan_of(policy, readings))
    literals, names = Literals(plan), Names(plan)
    tables = Tables(plan, literals)
    rules = [
        *_title("事实"),
        *tables.facts(),
        Line(""),
        *tables.empty(),
        Line(""),
        *tables.direct(),
        *_title("规范：序号就是 bit"),
        *tables.norms(),
        *_title("条文"),
        Line("/** 没有另行指定读法、不问日期时用的。 */"),
        Line(f"export const OPEN = new Views({_fixed(plan)}, 0, {len(plan.questions)});"),
        *Functions(plan, literals, names).functions(),
        *_title("求值"),
        *Calls(plan, literals, names).lines(),
        *_title("推演：各文件相同"),
        *runtime(RUNTIME, AFTER),
        *_title("本文件"),
        *tables.readings(),
        Line(""),
        *tables.document(),
        Line(""),
        Line("const _FACTS = new _Facts(FACTS, _empty);"),
        *_lives(plan, literals),
    ]
    body = tidy([*_head(plan), *runtime(RUNTIME, BEFORE), *_constants(literals), *rules], most=1)
    text = "\n".join(map(commented(plan, "//"), body)) + "\n"
    declared = _declared(plan, Declarations(plan, names).lines())
    return TypeScriptModule(text, declared, plan, mapped(body))


def _lives(plan: Plan, literals: Literals) -> list[Line]:
    if not plan.policy.lifecycles:
        return []
    title = _title("流程：一步一步地走")
    return [*title, *runtime(RUNTIME, LIVES), Line(""), *lives_table(plan, literals)]


def _first(plan: Plan) -> list[Line]:
    policy = plan.policy
    shown = f"{policy.title or policy.name}（{policy.name}）".replace("*/", "*／")
    shown = shown.replace("\n", " ")
    marked = f"// {MARKER}（{__version__}），请改政策文件后重新生成，不要手改。"
    return [Line(marked), Line("/**"), Line(f" * {shown}。")]


def _head(plan: Plan) -> list[Line]:
    names, alive = Names(plan), plan.policy.lifecycles
    say = [
        "",
        "evaluate(facts)            全部结论，各附条款、原文、读法；facts 用中文名或英文名",
        "checkFacts(raw)            先检查外来的事实：名称、类型、单位、范围、常理",
        "views({ readings, asOf })  指定读法、日期，交给下面各函数的 v",
        *(["LIVES                      流程：从一个状态和一件事到下一个状态"] if alive else []),
        "",
        "快路：事实是一个对象，键是英文名，没有的、null 为未知，不作检查；结果里 inForce 是生效的",
        "规范，kind 为“读法分歧”的，matters 是有影响的读法。数用 number（按它的十进制写法，0.1 就",
        "是 1/10）、bigint 或者 Fraction，日期用“2019-05-30”这样的文字。",
        "",
        *(
            f"    {names.function(q)}（{_safe(q.outcome.name)}，{_safe(q.subject)}）"
            for q in plan.questions
        ),
        "",
        "没有生成的：还缺哪些事实（Result 只说未知），由 policyc eval 求。",
    ]
    return [*_first(plan), *(Line(f" * {text}".rstrip()) for text in say), Line(" */")]


def _declared(plan: Plan, body: list[Line]) -> str:
    found = tidy([*_first(plan), Line(" */"), Line(""), *body], most=1)
    return "\n".join(line.text for line in found) + "\n"


def _safe(text: str) -> str:
    return text.replace("*/", "*／").replace("\n", " ")


def _fixed(plan: Plan) -> str:
    """The readings that were fixed beforehand, by number."""
    numbers = {reading.name: k for k, reading in enumerate(plan.readings)}
    chosen = sorted(
        (numbers[name], plan.policy.reading(name).choices.index(choice))
        for name, choice in plan.fixed.items()
    )
    return f"new Map([{', '.join(f'[{number}, {choice}]' for number, choice in chosen)}])"


def _constants(literals: Literals) -> list[Line]:
    """Must be written last: only then is it known which there are."""
    made = [f"const {name} = {source};" for name, source in sorted(literals.constants.items())]
    return [Line(""), *(line for text in made for line in lines(text))]


def _title(text: str) -> list[Line]:
    return [Line(""), Line(f"// {'-' * 66} {text}"), Line("")]
