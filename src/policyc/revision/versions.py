"""Two versions of one document, and what corresponds in them: clauses, facts, outcomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen

from policyc.analysis.compare import Alignment, align
from policyc.core.norms import Policy
from policyc.core.programme import unit_of
from policyc.revision.conditions import Conditions
from policyc.revision.renumbering import Renumbering
from policyc.source.text import is_blank

_CITED = re.compile(
    r"第[〇零一二三四五六七八九十百千0-9]+条(?:第[（(]?[一二三四五六七八九十0-9]+[）)]?[款项])*"
)


@frozen(eq=False)
class Versions:
    """An old and a new policy with the way from the clauses of the one to those of the other."""

    old: Policy
    new: Policy
    renumbering: Renumbering = field(factory=lambda: Renumbering({}))

    @cached_property
    def alignment(self) -> Alignment:
        """Facts and outcomes that correspond, by name or alias."""
        return align(self.old, self.new)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What the facts and outcomes of the new text are called in the old one."""
        outcomes = {new: old for old, new in self.alignment.outcomes}
        facts = {name: name for name in self.alignment.apart}
        return {**outcomes, **facts, **self.alignment.facts}

    @cached_property
    def conditions(self) -> Conditions:
        """Compares conditions of both."""
        return Conditions(self.old, self.new, self.names)

    def now(self, citation: str) -> str | None:
        """What a clause of the old text is called in the new one, ``None`` where it is gone."""
        return self.renumbering.written(citation) if citation else ""

    def same_words(self, old: str, new: str) -> bool:
        """Whether two wordings say the same: blanks aside, and citations that follow."""
        one, other = _plain(old), _plain(new)
        return one == other or _CITED.sub(lambda m: self.now(m.group()) or "", one) == other

    def same_place(self, old: str, new: str) -> bool:
        """Whether a clause of the new text is one of the old text."""
        return self.now(old) == new

    def near(self, old: str, new: str) -> bool:
        """Whether a clause of the new text belongs to the 条 of one of the old text."""
        now = self.now(old)
        return now is not None and unit_of(now) == unit_of(new)


def _plain(text: str) -> str:
    return "".join(char for char in text if not is_blank(char))
