"""The same rules in other engines, written from policyc's plan; what is not installed is left out.

Each peer gets the record as a dict and gives the list of the 项 that are met; the tier follows from
the list. All of them are two-valued: every fact is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from policyc.plan.conditions import AllOf, AnyOf, Const, Fed, Logic, Within
from policyc.plan.plans import Plan, Question

_MONTH = "2020-01"
Record = dict[str, Any]
Peer = Callable[[Record], list[str]]


class Words:
    """How a language writes a condition."""

    def __init__(self, plan: Plan, conj: str, disj: str, name: Callable[[str], str]) -> None:
        self.plan = plan
        self.conj, self.disj, self.name = f" {conj} ", f" {disj} ", name

    def logic(self, logic: Logic, premise: str) -> str:
        match logic:
            case Const(value):
                return "true" if value else "false"
            case Fed():
                return premise
            case Within(fact, regions):
                return self.test(fact, regions)
            case AllOf(parts):
                return self.conj.join(f"({self.logic(part, premise)})" for part in parts)
            case AnyOf(parts):
                return self.disj.join(f"({self.logic(part, premise)})" for part in parts)
            case _:
                raise ValueError(logic)

    def test(self, fact: str, mask: int) -> str:
        found = self.plan.fact(fact)
        name = self.name(found.key)
        runs = []
        for k, region in enumerate(found.partition.regions):
            if mask >> k & 1:
                if region.value is not None:
                    runs.append(f"{name} == {literal(region.value)}")
                    continue
                ends = []
                if region.low is not None:
                    ends.append(f"({name} {'>=' if region.has_low else '>'} {literal(region.low)})")
                if region.high is not None:
                    ends.append(
                        f"({name} {'<=' if region.has_high else '<'} {literal(region.high)})"
                    )
                runs.append(self.conj.join(ends))
        return self.disj.join(f"({run})" for run in runs)


def literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def rules(words: Words, severe: Question, tier: Question) -> tuple[str, list[tuple[str, str]]]:
    """The premise, and citation and condition of every rule."""
    own = [
        (rule.norm.citation, rule.condition)
        for rule in severe.rules
        if rule.norm.modality.value == "应当"
    ]
    criteria = words.disj.join(f"({words.logic(logic, '')})" for _, logic in own)
    listed = words.name("listed")
    yes, unlisted = f'({listed} == "是")', f'({listed} == "未知")'
    premise = f"({yes}{words.disj}({unlisted}{words.conj}({criteria})))"
    found = [(citation, words.logic(logic, "")) for citation, logic in own]
    found += [(rule.norm.citation, words.logic(rule.condition, "premise")) for rule in tier.rules]
    return premise, found


def adapted(record: Record) -> Record:
    """Engines without unknowns get the listing as a word."""
    words = {True: "是", False: "否", None: "未知"}
    return {**record, "listed": words[record["listed"]]}


def peers(plan: Plan, severe: Question, tier: Question) -> Iterator[tuple[str, Peer]]:
    """Every peer that is installed."""
    for make in (_cel_rust, _zen, _rego, _cel_python, _openfisca):
        try:
            yield make(plan, severe, tier)
        except ImportError:
            continue


def _listing(premise: str, found: list[tuple[str, str]]) -> str:
    items = [
        f'(({logic.replace("premise", premise)}) ? ["{citation}"] : [])'
        for citation, logic in found
    ]
    return " + ".join(items)


def _cel_rust(plan: Plan, severe: Question, tier: Question) -> tuple[str, Peer]:
    import cel

    premise, found = rules(Words(plan, "&&", "||", str), severe, tier)
    program = cel.compile(_listing(premise, found))
    return "CEL（Rust）", lambda record: program.execute(record)


def _cel_python(plan: Plan, severe: Question, tier: Question) -> tuple[str, Peer]:
    import celpy
    from celpy.adapter import json_to_cel

    premise, found = rules(Words(plan, "&&", "||", str), severe, tier)
    environment = celpy.Environment()
    program = environment.program(environment.compile(_listing(premise, found)))

    def run(record: Record) -> list[str]:
        context = {name: json_to_cel(value) for name, value in record.items()}
        return [str(item) for item in program.evaluate(context)]

    return "cel-python", run


def _zen(plan: Plan, severe: Question, tier: Question) -> tuple[str, Peer]:
    import zen

    premise, found = rules(Words(plan, "and", "or", str), severe, tier)
    citations = [citation for citation, _ in found]
    listed = ", ".join(logic.replace("premise", premise) for _, logic in found)
    expression = zen.compile_expression(f"[{listed}]")

    def run(record: Record) -> list[str]:
        met = expression.evaluate(record)
        return [citation for citation, held in zip(citations, met, strict=True) if held]

    return "zen-engine（表达式）", run


def _rego(plan: Plan, severe: Question, tier: Question) -> tuple[str, Peer]:
    from regopy import Interpreter

    class Rego(Words):
        """Rego has no 或者 inside an expression: each disjunct is a rule of its own."""

        lines: ClassVar[list[str]] = []
        count = 0

        def logic(self, logic: Logic, premise: str) -> str:
            if isinstance(logic, AllOf):
                return "; ".join(self.logic(part, premise) for part in logic.parts)
            if isinstance(logic, AnyOf):
                return self.either(self.logic(part, premise) for part in logic.parts)
            return super().logic(logic, premise)

        def either(self, bodies: Any) -> str:
            Rego.count += 1
            name = f"d{Rego.count}"
            Rego.lines += [f"{name} if {{ {body} }}" for body in bodies]
            return name

        def test(self, fact: str, mask: int) -> str:
            text = super().test(fact, mask)
            runs = [
                run.replace("(", "").replace(")", "").replace(" && ", "; ")
                for run in text.split(" || ")
            ]
            return runs[0] if len(runs) == 1 else self.either(runs)

    words = Rego(plan, "&&", "||", lambda key: f"input.{key}")
    own = [rule for rule in severe.rules if rule.norm.modality.value == "应当"]
    lines = ["package policy", "import rego.v1"]
    bodies = [(rule.norm.citation, words.logic(rule.condition, "")) for rule in own]
    lines += ['premise if { input.listed == "是" }']
    lines += [f'premise if {{ input.listed == "未知"; {body} }}' for _, body in bodies]
    bodies += [(rule.norm.citation, words.logic(rule.condition, "premise")) for rule in tier.rules]
    lines += [f'met contains "{citation}" if {{ {body} }}' for citation, body in bodies]
    interpreter = Interpreter()
    interpreter.add_module("policy", "\n".join([*lines, *Rego.lines]) + "\n")
    order = {citation: place for place, (citation, _) in enumerate(bodies)}

    def run(record: Record) -> list[str]:
        interpreter.set_input(record)
        met = interpreter.query("x := data.policy.met").results[0].bindings["x"]
        return sorted(met, key=lambda citation: order[citation])

    return "Rego（regopy）", run


def _openfisca(plan: Plan, severe: Question, tier: Question) -> tuple[str, Peer]:
    from openfisca_core import entities, periods, simulation_builder, taxbenefitsystems, variables

    person = entities.Entity("region", "regions", "region", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    premise, found = rules(
        Words(plan, "&", "|", "({}('{{}}', period))".format("region").format), severe, tier
    )

    def declare(name: str, kind: type, formula: str | None = None) -> None:
        members: dict[str, Any] = {
            "value_type": kind,
            "entity": person,
            "definition_period": periods.DateUnit.MONTH,
        }
        if formula is not None:
            text = formula.replace("premise", premise).replace("true", "True")
            code = compile(text.replace("false", "False"), name, "eval")
            members["formula"] = lambda region, period: eval(
                code, {"region": region, "period": period}
            )
        system.add_variable(type(name, (variables.Variable,), members))

    used = {*severe.facts, *tier.facts}
    for fact in plan.facts:
        if fact.fact.name in used:
            sample = fact.fact.harmless
            declare(
                fact.key,
                bool if isinstance(sample, bool) else str if isinstance(sample, str) else int,
            )
    declare("listed", str)
    for number, (_, formula) in enumerate(found):
        declare(f"rule_{number}", bool, formula)
    names = [plan.fact(name).key for name in used] + ["listed"]

    def run(record: Record) -> list[str]:
        builder = simulation_builder.SimulationBuilder()
        situation = {"regions": {"one": {name: {_MONTH: record[name]} for name in names}}}
        simulation = builder.build_from_entities(system, situation)
        return [
            citation
            for number, (citation, _) in enumerate(found)
            if simulation.calculate(f"rule_{number}", _MONTH)[0]
        ]

    return "openfisca-core", run
