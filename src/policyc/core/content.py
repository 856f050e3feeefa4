"""What a text says besides deciding outcomes: duties, sanctions, roles, definitions.

Typed so that it can be listed, queried and checked; none of it changes an outcome. Every value
carries the citation of its unit and the unit's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import TypeAlias

from attrs import frozen

from policyc.core.conditions import TRUE, Condition
from policyc.core.dates import Deadline, Frequency
from policyc.core.norms import Modality
from policyc.core.programme import Division, Indicator, Phase, Place

__all__ = [
    "Application",
    "Commencement",
    "Content",
    "Definition",
    "Delegation",
    "Division",
    "Duty",
    "Frequency",
    "Indicator",
    "MarkKind",
    "Phase",
    "Place",
    "Repeal",
    "Role",
    "Sanction",
    "UnitMark",
    "offices",
]


@frozen
class Duty:
    """职责 or a step of 程序: who, 规范词, acts, to whom, when, how often, by when.

    ``modality`` is ``None`` where the text just tells what is done; ``bodies`` is empty where the
    text does not say who has to do it.
    """

    place: Place
    bodies: tuple[str, ...]
    acts: tuple[str, ...]
    modality: Modality | None = None
    condition: Condition = TRUE
    procedure: bool = False
    towards: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    frequency: Frequency | None = None
    deadline: Deadline | None = None
    under: str = ""
    criterion: str = ""


@frozen
class Sanction:
    """追责: measures on persons or bodies, who decides, under which other rule."""

    place: Place
    targets: tuple[str, ...]
    measures: tuple[str, ...]
    modality: Modality | None = None
    discretion: bool = False
    condition: Condition = TRUE
    deciders: tuple[str, ...] = ()
    under: str = ""


@frozen
class Role:
    """角色: a role and who holds it."""

    place: Place
    name: str
    holders: tuple[str, ...]


@frozen
class Definition:
    """定义: a term and its meaning in the text's words."""

    place: Place
    name: str
    meaning: str


@frozen
class Application:
    """适用: to whom the text also applies. 依照 applies as is; 参照 by analogy, which needs a
    mapping before it can be computed (``legal-facts.md``, Words)."""

    place: Place
    bodies: tuple[str, ...]
    by_analogy: bool
    text: str


@frozen
class Delegation:
    """授权: who may or shall issue or explain something; ``modality`` is ``None`` where the text
    just tells who does (由 … 负责解释)."""

    place: Place
    bodies: tuple[str, ...]
    acts: tuple[str, ...]
    modality: Modality | None = None


@frozen
class Commencement:
    """施行: the text's words, and the date where they are one."""

    place: Place
    text: str
    date: date | None = None


@frozen
class Repeal:
    """废止 of another document."""

    place: Place
    document: str


class MarkKind(Enum):
    """How a unit without executable effect is accounted for."""

    DECLARATORY = "宣示"
    DEFERRED = "暂缓"
    OPEN_TEXTURED = "开放"


@frozen
class UnitMark:
    """宣示, 暂缓 (with the reason) or 开放 (with what is open) on a whole unit."""

    place: Place
    kind: MarkKind
    reason: str = ""


Content: TypeAlias = (
    Duty
    | Sanction
    | Role
    | Definition
    | Application
    | Delegation
    | Commencement
    | Repeal
    | UnitMark
    | Phase
    | Indicator
    | Division
)


def offices(content: Iterable[Content]) -> frozenset[str]:
    """The offices whose holders have a role (禁毒委员会主任是主要责任人).

    An outcome of such a name says who is appointed: 由党委或政府主要领导担任 names who may be, and
    is no discretion over those whom the text governs.
    """
    return frozenset(
        holder for each in content if isinstance(each, Role) for holder in each.holders
    )
