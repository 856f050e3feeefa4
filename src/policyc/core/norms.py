"""Facts, readings, norms, outcomes, axioms: the parts of a policy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import field, fields, frozen

from policyc.core.conditions import TRUE, Condition
from policyc.core.lifecycle import Lifecycle
from policyc.core.types import BoolType, Value, ValueType
from policyc.source.span import Span

if TYPE_CHECKING:
    from policyc.core.content import Content
    from policyc.core.programme import Body, Place


_UNSAID = frozenset({"span", "basis", "definition", "overlap_basis", "trigger_quote"})


def _brief(self: Any) -> str:
    """What is declared of something, as the ``repr`` has it: the name and all that differs from
    the defaults, without quotations and places in files, which are as long as the text."""
    said = [
        f"{each.name}={getattr(self, each.name)!r}"
        for each in fields(type(self))
        if each.name not in _UNSAID and getattr(self, each.name) != each.default
    ]
    return f"{type(self).__name__}({', '.join(said)})"


class Worse(Enum):
    """Which direction of a fact makes a case graver."""

    MORE = "越高越重"
    LESS = "越低越重"
    NEITHER = "与轻重无关"


@frozen
class Fact:
    """Something that is given about a subject, never decided by the policy.

    ``harmless`` is the value it has in an unremarkable case; ``None`` means that an
    unremarkable case simply lacks it (an official act that was never taken). Facts of one
    ``aspect`` (方面) speak of one matter in different words; facts of different aspects are
    independent of each other. ``fed_by`` names the level and the outcome of an upper document that
    gives the value; ``common`` marks a fact that a vocabulary declares for several documents.
    """

    name: str
    type: ValueType = BoolType()
    alias: str = ""
    harmless: Value | None = False
    worse: Worse = Worse.NEITHER
    determined_by: str = ""
    window: str = ""
    definition: str = ""
    basis: str = ""
    open_textured: bool = False
    aspect: str = ""
    fed_by: tuple[str, str] | None = None
    common: bool = False
    span: Span | None = field(default=None, eq=False)

    __repr__ = _brief


class ReadingSort(Enum):
    """What a reading decides (``semantics.md`` §5)."""

    MEANING = "含义"
    PRIORITY = "优先"


class PriorityEffect(Enum):
    """What one choice of a reading of 直接 does with the subject's own norms."""

    REPLACE = "替代"
    FLOOR = "下限"
    PROCEDURE = "程序"


@frozen
class Reading:
    """A named ambiguity with its declared choices; shared by every place of the phrase.

    ``joins``: each choice is 且 or 或者, whether several conditions must all be met or any.
    """

    name: str
    choices: tuple[str, ...]
    sort: ReadingSort = ReadingSort.MEANING
    effects: tuple[PriorityEffect, ...] = ()
    basis: str = ""
    joins: bool = False
    span: Span | None = field(default=None, eq=False)

    __repr__ = _brief

    def effect(self, choice: str) -> PriorityEffect:
        """The effect of a choice of a reading of priority."""
        return self.effects[self.choices.index(choice)]


class Modality(Enum):
    """规范词. ``SHALL_CHOOSE`` is 应当视情: an obligation to choose from a set."""

    SHALL = "应当"
    MAY = "可以"
    SHALL_CHOOSE = "应当视情"
    MUST_NOT = "不得"
    IN_PRINCIPLE_NOT = "原则上不得"


class Overlap(Enum):
    """竞合: what the text says for the case that several norms answer."""

    UNSTATED = "未规定"
    UNIQUE = "唯一"
    HIGHEST = "就高"
    LOWEST = "就低"
    CUMULATIVE = "累加"


@frozen
class Window:
    """The days on which a norm is in force, both inclusive; ``None`` is open."""

    start: date | None = None
    end: date | None = None

    def contains(self, day: date | None) -> bool:
        """Whether a day lies in the window; without an as-of date every norm counts."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@frozen
class Norm:
    """``(citation, subject kind, outcome, values, condition, modality, flags, body, window)``.

    ``values`` holds one value for 应当/不得 and the set of outcomes for 可以/应当视情.
    ``exception`` is the norm's own 但书/除外: where it holds, the norm is not in force.
    ``direct`` names the reading of priority of a norm written 直接.
    """

    id: str
    outcome: str
    values: tuple[Value, ...]
    condition: Condition = TRUE
    citation: str = ""
    document: str = ""
    quote: str = ""
    modality: Modality = Modality.SHALL
    subject: str = "地区"
    exception: Condition | None = None
    direct: str | None = None
    decider: str = ""
    criterion: str = ""
    competent: bool = True
    window: Window = Window()
    span: Span | None = field(default=None, eq=False)


@frozen
class Defeat:
    """``winner`` 优先于 ``loser`` (ids of norms), as the cited words say."""

    winner: str
    loser: str
    basis: str = ""


@frozen
class Outcome:
    """A named result of a subject.

    ``trigger`` says when the document owes an answer; ``None`` means never (不适用 rather than
    空白 where nothing answers). ``none_value`` is what 不适用 means to a norm downstream.
    """

    name: str
    type: ValueType
    alias: str = ""
    subject: str = "地区"
    overlap: Overlap = Overlap.UNSTATED
    overlap_basis: str = ""
    trigger: Condition | None = None
    trigger_citation: str = ""
    trigger_quote: str = ""
    none_value: Value | None = None
    given: str | None = None
    span: Span | None = field(default=None, eq=False)

    __repr__ = _brief


@frozen
class Axiom:
    """常理: a relation between facts that every case obeys, with its ground."""

    name: str
    condition: Condition
    basis: str = ""
    span: Span | None = field(default=None, eq=False)


@frozen
class Term:
    """A used but undefined term of the text, for finding R01."""

    name: str
    citations: tuple[str, ...]
    span: Span | None = field(default=None, eq=False)


@frozen
class Acceptance:
    """接受: a finding that the drafter lets stand, by its code and the provisions it is about.

    ``places`` are citations, ranges spelled out; ``written`` is how the drafter put them.
    ``fingerprint`` is the beginning of the finding's own, where it is given. ``about`` names the
    other document, for a finding between two. None of it changes an outcome.
    """

    code: str
    places: tuple[str, ...]
    written: str
    reason: str
    fingerprint: str = ""
    about: str = ""
    span: Span | None = field(default=None, eq=False)


@frozen
class Policy:
    """A document ready to evaluate: everything a decision depends on, and nothing else."""

    name: str
    title: str = ""
    facts: tuple[Fact, ...] = ()
    readings: tuple[Reading, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    norms: tuple[Norm, ...] = ()
    defeats: tuple[Defeat, ...] = ()
    axioms: tuple[Axiom, ...] = ()
    undefined_terms: tuple[Term, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    content: tuple[Content, ...] = ()
    lifecycles: tuple[Lifecycle, ...] = ()
    bodies: tuple[Body, ...] = ()
    effective: date | None = None
    issuer: str = ""
    level: str = ""
    region: str = ""
    status: str = ""
    units: tuple[str, ...] = ()
    """评定单位: the kinds of unit that the document assesses."""
    units_at: tuple[Place, ...] = ()
    """The clauses that say so."""
    memo: dict[tuple[str, str], object] = field(factory=dict, init=False, eq=False, repr=False)
    """What other modules have derived from the policy alone (see ``cone.remembered``)."""

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return _index(self.facts)

    @cached_property
    def _outcomes(self) -> dict[str, Outcome]:
        return _index(self.outcomes)

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        return {reading.name: reading for reading in self.readings}

    @cached_property
    def _norms(self) -> dict[str, Norm]:
        return {norm.id: norm for norm in self.norms}

    @cached_property
    def _winners(self) -> dict[str, tuple[Norm, ...]]:
        groups: dict[str, dict[str, Norm]] = {}
        for defeat in self.defeats:
            groups.setdefault(defeat.loser, {})[defeat.winner] = self.norm(defeat.winner)
        return {loser: tuple(winners.values()) for loser, winners in groups.items()}

    @cached_property
    def _answers(self) -> dict[tuple[str, str], tuple[Norm, ...]]:
        groups: dict[tuple[str, str], list[Norm]] = {}
        for norm in self.norms:
            groups.setdefault((norm.outcome, norm.subject), []).append(norm)
        return {key: tuple(norms) for key, norms in groups.items()}

    @cached_property
    def _by_outcome(self) -> dict[str, tuple[Norm, ...]]:
        groups: dict[str, list[Norm]] = {}
        for norm in self.norms:
            groups.setdefault(norm.outcome, []).append(norm)
        return {outcome: tuple(norms) for outcome, norms in groups.items()}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {fact.name: place for place, fact in enumerate(self.facts)}

    @cached_property
    def _bodies(self) -> dict[str, str]:
        return {name: body.name for body in self.bodies for name in (body.name, *body.others)}

    def body(self, name: str) -> str:
        """The one name by which a body is compared, whichever of its names the text uses."""
        return self._bodies.get(name, name)

    def bodies_behind(self, names: Iterable[str]) -> set[str]:
        """The bodies that some names stand for, each by its one name."""
        return {self.body(name) for name in names}

    def fact(self, name: str) -> Fact:
        """The fact of a name or ASCII alias; ``KeyError`` for none."""
        return self._facts[name]

    def outcome(self, name: str) -> Outcome:
        """The outcome of a name or ASCII alias; ``KeyError`` for none."""
        return self._outcomes[name]

    def reading(self, name: str) -> Reading:
        """The reading of a name; ``KeyError`` for none."""
        return self._readings[name]

    def norm(self, norm_id: str) -> Norm:
        """The norm of an id; ``KeyError`` for none."""
        return self._norms[norm_id]

    def winners_over(self, norm_id: str) -> tuple[Norm, ...]:
        """The norms that the text puts before a norm, in the order of the declarations."""
        return self._winners.get(norm_id, ())

    def norms_for(self, outcome: str, subject: str) -> tuple[Norm, ...]:
        """The norms about one kind of subject that answer an outcome, in the order of the text."""
        return self._answers.get((outcome, subject), ())

    def subjects_of(self, outcome: str) -> tuple[str, ...]:
        """Kinds of subject an outcome is decided for; the declared one first."""
        kinds = [self.outcome(outcome).subject]
        kinds += [norm.subject for norm in self._by_outcome.get(outcome, ())]
        return tuple(dict.fromkeys(kinds))

    def norms_of(self, outcome: str) -> tuple[Norm, ...]:
        """The norms that answer an outcome, for whatever subject, in the order of the text."""
        return self._by_outcome.get(outcome, ())

    def in_order(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The names of facts, each once, in order of declaration; others are left out."""
        declared = {name for name in facts if name in self._places}
        return tuple(sorted(declared, key=self._places.__getitem__))


Named = TypeVar("Named", Fact, Outcome)


def _index(items: tuple[Named, ...]) -> dict[str, Named]:
    """By alias and by name; a name wins over another's alias."""
    by_alias = {item.alias: item for item in items if item.alias}
    return by_alias | {item.name: item for item in items}
