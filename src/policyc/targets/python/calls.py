"""The explained call of a generated module, and the checking of facts."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.core.conditions import facts_of
from policyc.core.norms import Axiom
from policyc.plan.conditions import Logic
from policyc.plan.plans import Plan, Question
from policyc.targets.common.axioms import in_some_reading, told
from policyc.targets.common.lines import (
    INDENT,
    WIDTH,
    Line,
    filled,
    flat,
    indented,
    lines,
    width,
)
from policyc.targets.common.questions import NOTE, needed
from policyc.targets.python.lines import condition
from policyc.targets.python.literals import Literals, local, string, value
from policyc.targets.python.questions import function_name, row_name

_EVALUATE = '''

def evaluate(
    facts: Mapping[str, Any],
    *,
    outcome: str | None = None,
    as_of: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> Evaluation:
    """一个案件的全部结论及依据；写明 outcome 的，只推它和它的上游。

    facts 用中文名或英文名都可以，没有给出的、为 None 的算未知；值须是各自的类型（check_facts
    负责检查）。没有指定的读法，凡对本案有影响的都分别推演。
    as_of 不是 datetime.date 的，是 DateError。
    """
    v = OPEN if as_of is None and readings is None else views(as_of=as_of, readings=readings)
    run = _evaluate if outcome is None else _BY_OUTCOME[outcome]
    try:
        return run(facts, v)
    except (KeyError, TypeError):  # 有的没有给出，用的是中文名，或者根本不是 dict
        complete = _FACTS.complete(facts)
    try:
        return run(complete, v)
    except KeyError as error:
        raise FactError(f"没有“{error.args[0]}”这一档") from None


def check_facts(
    raw: Mapping[str, object], *, rest_harmless: bool = False
) -> tuple[dict[str, Any], list[Problem]]:
    """检查外来的事实：名称、类型、单位、范围、常理。得到以英文名为键的事实，和有错之处。

    rest_harmless：没有提到的事实取平常值，否则未知。
    """
    facts, problems = _FACTS.read(raw, rest_harmless)
    return facts, problems or list(_broken(facts))


def views(*, readings: Mapping[str, str] | None = None, as_of: date | None = None) -> Views:
    """指定读法和日期，交给 decide_… 的 v。"""
    asked = (None if readings is None else tuple(readings.items()), as_of)
    found = _ASKED.get(asked)
    if found is None:
        fixed, period = DOCUMENT.choices(readings), DOCUMENT.period(as_of)
        if len(_VIEWS) >= 64 or len(_ASKED) >= 1024:
            _VIEWS.clear()
            _ASKED.clear()
        found = _ASKED[asked] = _VIEWS.setdefault((fixed, period), Views(fixed, period))
    return found


_ASKED: dict[object, Views] = {}
_VIEWS: dict[tuple[tuple[tuple[int, int], ...], int], Views] = {}
_NOTHING: Any = ()'''


def calls(plan: Plan, literals: Literals) -> list[Line]:
    """``evaluate``, ``check_facts``, ``views`` and what they need."""
    found = [*lines(_EVALUATE.removeprefix("\n")), Line("")]
    for question in plan.questions:
        if len(question.facts) > 1:
            keys = [string(plan.fact(name).key) for name in question.facts]
            row = filled(f"{_row(question)} = itemgetter(", keys, ")")
            found += [Line(text) for text in row]
    found += _chain(plan, "_evaluate", plan.questions)
    entries: list[str] = []
    for outcome in plan.policy.outcomes:
        wanted = needed(plan, outcome)
        name = f"_evaluate_{wanted[-1].key}"
        found += _chain(plan, name, wanted)
        first = plan.question_of(outcome.name)
        entries += [f"{string(key)}: {name}" for key in dict.fromkeys((outcome.name, first.key))]
    table = [Line(f"{INDENT}{entry},") for entry in entries]
    return [
        *found,
        Line(""),
        Line(""),
        Line("_BY_OUTCOME = {"),
        *table,
        Line("}"),
        *_axioms(plan, literals),
    ]


def _row(question: Question) -> str:
    return f"_{question.key.upper()}_FACTS"


def _chain(plan: Plan, name: str, questions: Iterable[Question]) -> list[Line]:
    """One call after the other, upstream results fed downstream."""
    asked = list(questions)
    acts: dict[str, str] = {}
    body: list[Line] = []
    for question in asked:
        for given in [*(ref.given for ref in question.refs), *(act for _, act in question.noted)]:
            if given is not None and given not in acts:
                acts[given] = f"a{len(acts)}"
                body.append(Line(f"{acts[given]} = f[{string(plan.fact(given).key)}]"))
        body += _call(plan, question, acts)
    listed = [f"r{number}" for number in plan.listing if number in {q.number for q in asked}]
    returned = f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"
    return [
        Line(""),
        Line(""),
        Line(f"def {name}(f: Mapping[str, Any], v: Views) -> Evaluation:"),
        *indented([*body, Line(f"return Evaluation({returned})")]),
    ]


def _call(plan: Plan, question: Question, acts: dict[str, str]) -> list[Line]:
    arguments = []
    if len(question.facts) == 1:
        only = plan.fact(question.facts[0]).key
        arguments.append(f"{row_name(question)}(f[{string(only)}])")
    elif question.facts:
        closed = _closed(plan, question, acts)
        arguments.append(
            f"_NOTHING if {closed} else {_row(question)}(f)" if closed else f"{_row(question)}(f)"
        )
    for ref in question.refs:
        fed = f"r{ref.question}"
        arguments.append(
            fed
            if ref.given is None
            else f"{fed} if {acts[ref.given]} is None else {acts[ref.given]}"
        )
    call = filled(f"r{question.number} = {function_name(question)}(", [*arguments, "v"], ")")
    found = [Line(text) for text in call]
    for upstream, given in question.noted:
        act, derived = acts[given], f"r{plan.question_of(upstream).number}"
        note = NOTE.format(given=given, outcome=upstream)
        result = f"r{question.number}"
        found.append(Line(f"if {act} is not None and not {derived}.feeds <= {{{act}}}:"))
        found.append(Line(f"{INDENT}{result} = {result}.noted({string(note)})"))
    return found


def _closed(plan: Plan, question: Question, acts: dict[str, str]) -> str:
    """That an upstream outcome makes all facts of a question pointless; empty where none can."""
    common = set(question.cells[0].gates).intersection(*(cell.gates for cell in question.cells))
    for ref in question.refs:
        regions = plan.outcomes[ref.outcome]
        for gate in common:
            if (gate.outcome, gate.given) == (ref.outcome, ref.given) and regions.is_finite:
                shut = [k for k in range(len(regions.regions)) if not gate.regions >> k & 1]
                derived = f"r{ref.question}.code in {_listed([str(2 * k + 2) for k in shut])}"
                if not shut or ref.given is None:
                    return derived if shut else ""
                steps = [value(regions.regions[k].value) for k in shut]
                act = acts[ref.given]
                return f"({derived} if {act} is None else {act} in {_listed(steps)})"
    return ""


def _listed(items: list[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


# ---------------------------------------------------------------------------- axioms


def _axioms(plan: Plan, literals: Literals) -> list[Line]:
    """``_broken``: the axioms that facts violate, whatever the readings."""
    found = [
        Line(""),
        Line(""),
        Line("def _broken(f: Mapping[str, Any]) -> Iterator[Problem]:"),
        Line(f'{INDENT}"""违反的常理。"""'),
    ]
    body: list[Line] = []
    for axiom, logic in plan.axioms:
        body += _axiom(plan, literals, axiom, logic)
    return [*found, *indented(body or [Line("yield from ()")])]


def _axiom(plan: Plan, literals: Literals, axiom: Axiom, logic: Logic) -> list[Line]:
    names = list(dict.fromkeys(facts_of(axiom.condition)))
    keys = [plan.fact(name).key for name in names]
    possible = literals.is_possible(in_some_reading(plan, logic))
    shown = [f"({string(n)}, {local(k)})" for n, k in zip(names, keys, strict=True)]
    yielded = filled(f"yield _violated({string(axiom.name)}, {string(told(axiom))}, [", shown, "])")
    refused = [Line(f"if not ({flat(possible)}):")]
    if width(refused[0].text) > WIDTH - 8:
        refused = [*condition("if", possible, ":", ()), Line(f"{INDENT}pass"), Line("else:")]
    return [
        *(Line(f"{local(key)} = f[{string(key)}]") for key in keys),
        *refused,
        *indented(Line(text) for text in yielded),
    ]
