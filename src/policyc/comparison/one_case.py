"""One given case put through several texts (``compare --case``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from policyc.comparison.cases import Decision
from policyc.comparison.decide import decision_of
from policyc.comparison.several import Several
from policyc.core.cone import cone_facts
from policyc.core.evaluate import evaluate
from policyc.core.norms import Policy
from policyc.core.types import Value


@frozen
class Given:
    """A fact of the file, and what each text makes of it: its own name for it, or why none.

    ``names`` has ``None`` where a text does not know the fact; ``unlike`` says of each text
    whether it grades the fact in other steps, so that the value has no place in it.
    """

    name: str
    shown: str
    names: tuple[str | None, ...]
    unlike: tuple[bool, ...]


@frozen
class CaseRow:
    """An outcome, for one kind of subject, and what every text says; ``None`` where a text has
    no such outcome."""

    outcome: str
    decisions: tuple[Decision | None, ...]


@frozen
class OneCase:
    """A case and what several texts say to it. ``rest_harmless``: what is not given is harmless,
    else unknown. ``untouched`` are outcomes that no given fact bears on; ``impossible`` says for
    which texts the facts break an axiom, and which."""

    documents: tuple[str, ...]
    shorts: tuple[str, ...]
    facts: tuple[Given, ...]
    rows: tuple[CaseRow, ...]
    rest_harmless: bool
    untouched: tuple[str, ...] = ()
    impossible: tuple[tuple[str, str], ...] = ()
    as_of: date | None = None

    def short(self, document: str) -> str:
        """How a document is called in words."""
        return self.shorts[self.documents.index(document)]


def put_through(
    several: Several,
    facts: Sequence[Mapping[str, Value] | None],
    given: Sequence[Given],
    *,
    rest_harmless: bool,
    impossible: Sequence[tuple[str, str]] = (),
    as_of: date | None = None,
) -> OneCase:
    """Decide all outcomes of all texts. ``facts`` are those of each text in its own words, checked
    against it; ``None`` where they break an axiom of it."""
    every = [
        {} if case is None else _decided(several, at, case, as_of) for at, case in enumerate(facts)
    ]
    numbers = range(len(facts))
    rows: list[tuple[bool, CaseRow]] = []
    for group in several.groups:
        names = [group.names.get(at) for at in numbers]
        keys = [
            None if name is None else (name, several.policies[at].outcome(name).subject)
            for at, name in enumerate(names)
        ]
        touched = any(name and _bears_on(several, at, given, name) for at, name in enumerate(names))
        rows.append((touched, CaseRow(group.title, tuple(map(_taken, every, keys)))))
    for at, decided in enumerate(every):
        for (outcome, subject), decision in list(decided.items()):
            alone = tuple(decision if other == at else None for other in numbers)
            row = CaseRow(_title(several.policies[at], outcome, subject), alone)
            rows.append((_bears_on(several, at, given, outcome), row))
    return OneCase(
        several.names,
        several.shorts,
        tuple(given),
        tuple(row for touched, row in rows if touched),
        rest_harmless,
        tuple(dict.fromkeys(row.outcome for touched, row in rows if not touched)),
        tuple(impossible),
        as_of,
    )


def _bears_on(several: Several, at: int, given: Sequence[Given], outcome: str) -> bool:
    """Whether a given fact can matter to an outcome."""
    asked = set(cone_facts(several.policies[at], outcome))
    return any(each.names[at] in asked and not each.unlike[at] for each in given)


_Key = tuple[str, str]


def _taken(decided: dict[_Key, Decision], key: _Key | None) -> Decision | None:
    """A result that stands in a row, and so in no other."""
    return None if key is None else decided.pop(key, None)


def _title(policy: Policy, outcome: str, subject: str) -> str:
    several = len(policy.subjects_of(outcome)) > 1
    return f"{outcome}（{subject}）" if several else outcome


def _decided(
    several: Several, at: int, facts: Mapping[str, Value], as_of: date | None
) -> dict[_Key, Decision]:
    policy, name = several.policies[at], several.names[at]
    found = evaluate(policy, facts, as_of=as_of)
    return {
        (each.outcome, each.subject): evolve(
            decision_of(name, policy, each), wanting=tuple(fact.name for fact in each.missing)
        )
        for each in found.outcomes
    }
