"""What every target says of a question, whatever its syntax."""

from __future__ import annotations

from policyc.core.norms import Outcome
from policyc.core.types import Value
from policyc.plan.conditions import Fed
from policyc.plan.plans import Plan, Question, Ref, Rule

NOTE = "官方认定“{given}”与按条文推得的“{outcome}”不一致，以官方认定为准"
"""The note on a result where an official act and what is derived differ."""


def title(question: Question) -> str:
    """Outcome, subject and the articles that answer: 整治级别，对象地区（第七条、第八条）。"""
    cited = dict.fromkeys(rule.norm.citation for rule in question.rules[: question.own])
    articles = list(dict.fromkeys(_article(citation) for citation in cited if citation))
    where = f"（{'、'.join(articles)}）" if articles else ""
    return f"{question.outcome.name}，对象{question.subject}{where}。".replace("\\", "／")


def _article(citation: str) -> str:
    """第七条第（一）项 → 第七条."""
    head, mark, _ = citation.partition("条")
    return head + mark if mark else citation


def cited(question: Question) -> str:
    """The clauses that answer a question."""
    own = question.rules[: question.own]
    found = list(dict.fromkeys(rule.norm.citation or rule.norm.id for rule in own))
    return "、".join(found[:3]) + (f"等{len(found)}处" if len(found) > 3 else "")


def needed(plan: Plan, outcome: Outcome) -> tuple[Question, ...]:
    """The questions of an outcome and those upstream, in order."""
    numbers = {q.number for q in plan.questions if q.outcome.name == outcome.name}
    for question in reversed(plan.questions):
        if question.number in numbers:
            numbers |= {ref.question for ref in question.refs}
    return tuple(q for q in plan.questions if q.number in numbers)


def codes(plan: Plan, question: Question) -> dict[Value, int]:
    """The code of every value that a question can feed downstream; empty where it feeds nothing."""
    outcome = question.outcome
    if not plan.feeding(question):
        return {}
    regions = plan.outcomes[outcome.name]
    found = {v: None for rule in question.rules[: question.own] for v in rule.norm.values}
    if outcome.none_value is not None:
        found[outcome.none_value] = None
    return {item: 2 * regions.region_of(item) + 2 for item in found}


def beaten_by(plan: Plan, rule: Rule) -> tuple[int, ...]:
    """The bit numbers of the norms that are declared to stand before a rule."""
    bits = {norm.id: bit for bit, norm in enumerate(plan.policy.norms)}
    return tuple(bits[norm.id] for norm in plan.policy.winners_over(rule.norm.id))


def shut(plan: Plan, question: Question, gate: Fed) -> tuple[int, tuple[int, ...]]:
    """Which ref a gate looks at, and the definite codes that make the gate false."""
    places = [(ref.outcome, ref.given) for ref in question.refs]
    count = len(plan.outcomes[gate.outcome].regions)
    closed = tuple(2 * k + 2 for k in range(count) if not gate.regions >> k & 1)
    return places.index((gate.outcome, gate.given)), closed


def ref_key(plan: Plan, question: Question, ref: Ref) -> str:
    """A name for what an upstream outcome feeds, unlike those of the facts."""
    key = plan.questions[ref.question].key
    keys = {plan.fact(name).key for name in question.facts}
    name = f"{key}_result" if key in keys else key
    several = sum(1 for other in question.refs if other.question == ref.question) > 1
    return f"{name}_derived" if several and ref.given is None else name


def official_acts(plan: Plan) -> tuple[Question, ...]:
    """The questions for which an official act can be fed in place of the result."""
    fed = {ref.question for q in plan.questions for ref in q.refs if ref.given is not None}
    return tuple(question for question in plan.questions if question.number in fed)


def camel(key: str) -> str:
    """poppy_plants → PoppyPlants."""
    return "".join(word.capitalize() for word in key.split("_")) + "_" * key.endswith("_")
