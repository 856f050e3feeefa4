"""The explained call of a generated ESM module, and the checking of facts."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from policyc.core.conditions import facts_of
from policyc.core.norms import Axiom
from policyc.plan.conditions import Logic
from policyc.plan.plans import Plan, Question
from policyc.targets.common.axioms import in_some_reading, told
from policyc.targets.common.lines import INDENT, Line, filled, flat, indented, lines, width
from policyc.targets.common.questions import NOTE, needed
from policyc.targets.typescript.literals import Literals, fetched, local, string
from policyc.targets.typescript.names import Names
from policyc.targets.typescript.statements import condition

_EVALUATE = """
/**
 * 一个案件的全部结论及依据；写明 outcome 的，只推它和它的上游。
 *
 * facts 用中文名或英文名都可以，没有给出的、为 null 的算未知；值须是各自的类型，外来的先交给
 * checkFacts。没有指定的读法，凡对本案有影响的都分别推演。
 */
export function evaluate(facts, asked = {}) {
    const { outcome = null, asOf = null, readings = null } = _asks(asked, _EVALUATE_ASKED);
    const v = asOf === null && readings === null ? OPEN : views({ readings, asOf });
    const run = outcome === null ? _evaluate : _BY_OUTCOME.get(outcome);
    if (run === undefined) throw new RangeError(`没有结论“${outcome}”`);
    return new Evaluation(run(_direct(_byName(facts)) ?? _FACTS.complete(facts), v));
}

/**
 * 检查外来的事实：名称、类型、单位、范围、常理。得到以英文名为键的事实，和有错之处。
 *
 * restHarmless：没有提到的事实取平常值，否则未知。
 */
export function checkFacts(raw, asked = {}) {
    const { restHarmless = false } = _asks(asked, ["restHarmless"]);
    const { facts, problems } = _FACTS.read(raw, restHarmless);
    return { facts, problems: problems.length ? problems : _broken(facts) };
}

/** 指定读法和日期，交给 decide… 的 v；同样的只造一次。 */
export function views(asked = {}) {
    const { readings = null, asOf = null } = _asks(asked, ["readings", "asOf"]);
    const fixed = DOCUMENT.choices(readings);
    const period = DOCUMENT.period(asOf);
    const key = JSON.stringify([[...fixed], period]);
    let found = _VIEWS.get(key);
    if (found === undefined) {
        if (_VIEWS.size >= 64) _VIEWS.clear();
        found = new Views(fixed, period, DOCUMENT.questions.length);
        _VIEWS.set(key, found);
    }
    return found;
}

const _EVALUATE_ASKED = ["outcome", "asOf", "readings"];
const _VIEWS = new Map();
"""


@frozen
class Calls:
    """Writes ``evaluate``, ``checkFacts``, ``views`` and what they need."""

    plan: Plan
    literals: Literals
    names: Names

    def lines(self) -> list[Line]:
        """All of them."""
        found = [*lines(_EVALUATE.strip("\n")), *self._chain("_evaluate", self.plan.questions)]
        entries: list[str] = []
        for outcome in self.plan.policy.outcomes:
            wanted = needed(self.plan, outcome)
            name = f"_evaluate{wanted[-1].number}"
            found += self._chain(name, wanted)
            first = self.plan.question_of(outcome.name)
            for key in dict.fromkeys((outcome.name, first.key)):
                entries.append(f"[{string(key)}, {name}],")
        table = indented(Line(entry) for entry in entries)
        by_outcome = [Line(""), Line("const _BY_OUTCOME = new Map(["), *table, Line("]);")]
        return [*found, *by_outcome, *self._axioms()]

    def _chain(self, name: str, questions: Iterable[Question]) -> list[Line]:
        """One call after the other, upstream results fed downstream."""
        asked = list(questions)
        acts: dict[str, str] = {}
        body: list[Line] = []
        for question in asked:
            given = [*(r.given for r in question.refs), *(act for _, act in question.noted)]
            for act in given:
                if act is not None and act not in acts:
                    acts[act] = f"a{len(acts)}"
                    body.append(Line(f"const {acts[act]} = f.{self.plan.fact(act).key};"))
            body += self._call(question, acts)
        numbers = {question.number for question in asked}
        listed = ", ".join(f"r{number}" for number in self.plan.listing if number in numbers)
        return [
            Line(""),
            Line(f"function {name}(f, v) {{"),
            *indented([*body, Line(f"return [{listed}];")]),
            Line("}"),
        ]

    def _call(self, question: Question, acts: dict[str, str]) -> list[Line]:
        arguments = ["f"] if question.facts else []
        for ref in question.refs:
            fed = f"r{ref.question}"
            arguments.append(fed if ref.given is None else f"{acts[ref.given]} ?? {fed}")
        result = f"r{question.number}"
        word = "let" if question.noted else "const"
        call = filled(
            f"{word} {result} = {self.names.function(question)}(", [*arguments, "v"], ");"
        )
        found = [Line(text) for text in call]
        for upstream, given in question.noted:
            act, derived = acts[given], f"r{self.plan.question_of(upstream).number}"
            note = string(NOTE.format(given=given, outcome=upstream))
            found.append(Line(f"if ({act} !== null && !_only({derived}, {act})) {{"))
            found.append(Line(f"{INDENT}{result} = {result}.noted({note});"))
            found.append(Line("}"))
        return found

    # -- axioms
    def _axioms(self) -> list[Line]:
        """``_broken``: the axioms that facts violate, whatever the readings."""
        body = [line for axiom, logic in self.plan.axioms for line in self._axiom(axiom, logic)]
        return [
            Line(""),
            Line("/** 违反的常理。 */"),
            Line("function _broken(f) {"),
            Line(f"{INDENT}const found = [];"),
            *indented(body),
            Line(f"{INDENT}return found;"),
            Line("}"),
        ]

    def _axiom(self, axiom: Axiom, logic: Logic) -> list[Line]:
        names = list(dict.fromkeys(facts_of(axiom.condition)))
        keys = [self.plan.fact(name).key for name in names]
        possible = self.literals.is_possible(in_some_reading(self.plan, logic))
        shown = [f"[{string(n)}, {local(k)}]" for n, k in zip(names, keys, strict=True)]
        yielded = filled(
            f"found.push(_violated({string(axiom.name)}, {string(told(axiom))}, [", shown, "]));"
        )
        one = f"if (!({flat(possible)})) {{"
        refused = [Line(one)]
        if width(one) > 80:
            refused = [*condition("if", possible, " {", ()), Line("} else {")]
        inner = [
            *(Line(text) for text in filled("const { ", fetched(keys), " } = f;") if keys),
            *refused,
            *indented(Line(text) for text in yielded),
            Line("}"),
        ]
        return [Line("{"), *indented(inner), Line("}")]
