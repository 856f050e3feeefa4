"""What a change of the text means: one value for each thing that means something else now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from attrs import evolve, frozen

from policyc.core.programme import unit_of


class Kind(Enum):
    """What is changed. The first five are what a reviewer asks about a revision first."""

    THRESHOLD = "阈值"
    BODY = "主体"
    TERM = "期限"
    MODALITY = "规范词"
    CONDITION = "条件"
    RESULT = "结果"
    ACT = "事项"
    PROCEDURE = "程序"
    DEFINITION = "定义"
    SCOPE = "适用"
    READING = "读法"
    PRIORITY = "优先"
    HEAD = "文件信息"
    ENCODING = "编码约定"
    """How the policy file encodes the text; the text itself may be as it was."""


class Action(Enum):
    """Whether something was changed, or is there only in one of the texts."""

    CHANGED = "修改"
    ADDED = "增加"
    REMOVED = "删去"


@frozen
class Where:
    """A clause in the old text and in the new one; empty where it is in one of them alone."""

    old: str
    new: str

    @property
    def shown(self) -> str:
        """第十四条（原第十二条）; one name where both are the same or there is only one."""
        if self.old and self.new and self.old != self.new:
            return f"{self.new}（原{self.old}）"
        return self.new or f"原{self.old}"


@frozen
class Touched:
    """A norm of the old text and its new version, by their ids; ``None`` for none."""

    old: str | None
    new: str | None


@frozen
class Amendment:
    """One change of meaning.

    ``about`` says what is changed and ``of`` in which rule or duty; ``old`` and ``new`` what it
    was and is, in a drafter's words, one of them empty where it was added or removed. ``norms``
    are those through which it can decide cases otherwise, ``outcomes`` those whose declaration it
    changes (by their old names); ``deciding`` is set for them and for what norms rest on. ``note``
    is what follows from the values alone.
    """

    kind: Kind
    about: str
    old: str
    new: str
    of: str = ""
    places: tuple[Where, ...] = ()
    action: Action = Action.CHANGED
    norms: tuple[Touched, ...] = ()
    outcomes: tuple[str, ...] = ()
    deciding: bool = False
    note: str = ""


def amended(
    kind: Kind,
    about: str,
    old: str,
    new: str,
    *,
    of: str = "",
    where: Where | None = None,
    deciding: bool = False,
) -> Amendment:
    """A change of a value; added or removed where one of the two is empty."""
    action = Action.CHANGED
    if not old or not new:
        action = Action.REMOVED if old else Action.ADDED
    places = () if where is None else (where,)
    return Amendment(kind, about, old, new, of, places, action, deciding=deciding)


def merged(amendments: Iterable[Amendment]) -> tuple[Amendment, ...]:
    """Each change once: where the same words of one 条 make several norms say something else, they
    are one change, and so are a term and the change of state that runs for it."""
    found: list[Amendment] = []
    for each in amendments:
        at = next((i for i, other in enumerate(found) if _one(other, each)), None)
        if at is None:
            found.append(each)
        else:
            found[at] = joined(found[at], each)
    return tuple(found)


def _one(some: Amendment, other: Amendment) -> bool:
    """Whether two changes are told as one."""
    if (some.kind, some.action) != (other.kind, other.action):
        return False
    if (some.old, some.new) != (other.old, other.new):
        return False
    if some.about == other.about:
        return some.places == other.places or bool(_units(some.places) & _units(other.places))
    return some.kind is Kind.TERM and bool(some.places) and some.places == other.places


def _units(places: Sequence[Where]) -> set[str]:
    return {unit_of(place.new or place.old) for place in places}


def joined(some: Amendment, other: Amendment) -> Amendment:
    """Two changes that are one, with the places and norms of both."""
    ofs = dict.fromkeys(of for each in (some, other) for of in each.of.split("；") if of)
    return evolve(
        some,
        of="；".join(ofs),
        places=tuple(dict.fromkeys((*some.places, *other.places))),
        norms=tuple(dict.fromkeys((*some.norms, *other.norms))),
        outcomes=tuple(dict.fromkeys((*some.outcomes, *other.outcomes))),
        deciding=some.deciding or other.deciding,
        note=some.note or other.note,
    )
