"""Walking written conditions."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.surface import nodes as n


def walk(condition: n.Expr) -> Iterator[n.Expr]:
    """The condition and everything in it, outermost first."""
    yield condition
    match condition:
        case n.Negation(part):
            yield from walk(part)
        case n.And(parts) | n.Or(parts) | n.Apposition(parts):
            for each in parts:
                yield from walk(each)


def names_in(condition: n.Expr) -> Iterator[str]:
    """The names of the facts and outcomes that a condition mentions itself."""
    for part in walk(condition):
        if isinstance(part, (n.Bare, n.Comparison)):
            yield part.name.text


def met_in(condition: n.Expr) -> Iterator[n.Met]:
    """The clauses whose conditions a condition borrows (符合 第十条第二款)."""
    return (part for part in walk(condition) if isinstance(part, n.Met))


def conditions_of(node: object) -> list[n.Expr]:
    """All conditions that a statement writes."""
    found: list[n.Expr | None] = []
    match node:
        case n.Premise(condition) | n.Trigger(condition):
            found = [condition]
        case n.Rule():
            found = [node.when, node.exclusion, node.exception]
        case n.ListedRule():
            found = [node.lead, node.exclusion, node.exception]
            found += [clause for item in node.items for clause in item.clauses]
        case n.Duty() | n.Sanction():
            found = [node.when]
    return [condition for condition in found if condition is not None]
