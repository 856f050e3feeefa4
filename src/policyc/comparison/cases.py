"""同案不同果: cases that several texts decide differently, as values for a report.

A case is put through every text by the reference interpreter. What a text does not ask, or grades
in steps of its own, stands with its result; who is stricter is said only with a basis.
"""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from policyc.core.results import Kind
from policyc.core.types import Value
from policyc.findings.finding import Cited


class Sort(Enum):
    """In what way the results differ, in the order of a report."""

    ABOVE = "上级已经定级"
    LEVEL = "结果不同"
    NUMBER = "数值不同"
    THRESHOLD = "门槛"
    DISCRETION = "有无裁量"
    CONDITION = "条件多少"
    PREMISE = "前提不同"
    UNLIKE = "分级不能对应"
    SILENT = "一方不问"
    GAP = "一方没有规定"
    CLASH = "一方自相冲突"


@frozen
class Stated:
    """A fact of a case, in the words of the text that ``document`` names."""

    document: str
    name: str
    value: Value
    shown: str


@frozen
class Threshold:
    """A number of a case at which the difference begins; ``until`` is the last one that gives the
    same results, ``None`` where they last upwards without end."""

    fact: str
    value: Value
    until: Value | None
    shown: str


@frozen
class Decision:
    """What one text says to a case.

    ``clauses`` are in force or, for 空白, owe the answer; where there are none, ``asking`` are
    those that ask for facts of the case, and ``wanting`` the facts that they ask for besides.
    ``unasked`` are facts of the case that the text does not ask for this outcome, ``akin`` its own
    facts about the same aspects (方面), that it asks instead; ``unlike`` are those that it grades
    in other steps; ``worded`` its own words for a fact of the case; ``defined_apart`` the facts
    that it defines in other words. ``following`` is what else comes of the result, such as its
    term; ``because`` why it is unknown beside missing facts.
    """

    document: str
    outcome: str
    subject: str
    kind: Kind
    shown: str
    values: tuple[Value, ...] = ()
    clauses: tuple[Cited, ...] = ()
    asking: tuple[Cited, ...] = ()
    wanting: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()
    akin: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    worded: tuple[tuple[str, str], ...] = ()
    defined_apart: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    by_reading: tuple[str, ...] = ()


@frozen
class Another:
    """A further case that differs in the same way: its facts in words, and the clauses."""

    shown: str
    clauses: tuple[Cited, ...]


@frozen
class SameCase:
    """A smallest case with what every text says to it, and further ones of its kind.

    ``decisions`` are in the order of the documents, ``None`` where a text has no such outcome.
    ``stricter`` names documents; ``basis`` says by what order, or why there is none.
    """

    outcome: str
    sort: Sort
    facts: tuple[Stated, ...]
    decisions: tuple[Decision | None, ...]
    thresholds: tuple[Threshold, ...] = ()
    stricter: tuple[str, ...] = ()
    basis: str = ""
    others: tuple[Another, ...] = ()

    @property
    def shown(self) -> str:
        """The facts in words."""
        return "，".join(fact.shown for fact in self.facts)


@frozen
class Alike:
    """What was proved the same in two texts: wherever a clause of the first is in force, or a tier
    was given from above; without a ``sample``, the whole outcome. ``sample`` is a smallest such
    case in words, ``result`` what both say to it; ``held`` is what was left out of the question.
    """

    outcome: str
    documents: tuple[str, str]
    held: str
    sample: str = ""
    result: str = ""
    clauses: tuple[Cited, ...] = ()


@frozen
class Ladder:
    """The steps of an outcome in one text, the gravest first; ``lacking`` are steps of another
    text that it has not, ``unused`` own ones that no clause of it gives."""

    outcome: str
    document: str
    steps: tuple[str, ...]
    lacking: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    clauses: tuple[Cited, ...] = ()


@frozen
class Counterpart:
    """Names of several texts that were held to be one thing, and why; a reader may object."""

    names: tuple[tuple[str, str], ...]
    basis: str


@frozen
class Alone:
    """An outcome that only one of the texts has, with its clauses."""

    document: str
    outcome: str
    subject: str
    clauses: tuple[Cited, ...]


@frozen
class Cases:
    """Everything about one and the same case in several texts.

    ``documents`` are names in order, ``shorts`` how they are called in words. ``undecided`` are
    outcomes about which some question was left open; ``contrary`` are pairs of documents whose
    axioms cannot all be true, so that nothing was asked about the two.
    """

    documents: tuple[str, ...]
    shorts: tuple[str, ...]
    cases: tuple[SameCase, ...]
    alike: tuple[Alike, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    alone: tuple[Alone, ...] = ()
    undecided: tuple[str, ...] = ()
    contrary: tuple[tuple[str, str], ...] = ()

    def short(self, document: str) -> str:
        """How a document is called in words."""
        return self.shorts[self.documents.index(document)]
