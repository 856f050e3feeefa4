"""A document as it is compared: its policy, its short name, its head and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import field, frozen

from policyc.core.norms import Norm, Outcome, Policy
from policyc.core.programme import Place
from policyc.core.types import ScaleType
from policyc.resolved.document import Head
from policyc.source.citation import CitationError
from policyc.source.provisions import ProvisionTree
from policyc.source.read_citation import parse_citation

HEAD = "文件头"
"""Where stands what the head of a policy file says and no clause is named for."""


@frozen
class Text:
    """One of the documents compared. ``short`` is unique among them; ``as_of`` is the day on which
    norms have to be in force."""

    policy: Policy
    short: str
    head: Head = field(factory=Head)
    tree: ProvisionTree | None = None
    as_of: date | None = None

    @property
    def title(self) -> str:
        return self.policy.title or self.policy.name

    def norms(self) -> Iterator[Norm]:
        """The norms in force on the day, in the order of the text."""
        return (norm for norm in self.policy.norms if norm.window.contains(self.as_of))

    def norms_of(self, outcome: str) -> Iterator[Norm]:
        """Those that answer an outcome, for whatever subject."""
        norms = self.policy.norms_of(outcome)
        return (norm for norm in norms if norm.window.contains(self.as_of))

    def scales(self) -> Iterator[Outcome]:
        """The outcomes that put a subject on a step of a scale."""
        for outcome in self.policy.outcomes:
            if isinstance(outcome.type, ScaleType) and any(self.norms_of(outcome.name)):
                yield outcome

    def place(self, citation: str) -> Place:
        """A clause with its words, where the source is at hand."""
        try:
            found = None if self.tree is None else self.tree.find(parse_citation(citation))
        except CitationError:
            found = None
        return Place(citation, "" if found is None else found.text)

    def places(self, citations: Iterable[str]) -> tuple[Place, ...]:
        """Several clauses with their words."""
        return tuple(map(self.place, citations))


def at(norm: Norm) -> Place:
    """Where a norm stands."""
    return Place(norm.citation or norm.id, norm.quote)


def short_names(policies: Sequence[Policy]) -> tuple[str, ...]:
    """For each document a short name that no other has: the place it is for, else its title."""
    regions = [policy.region.rsplit("/", 1)[-1] for policy in policies]
    titles = [policy.title or policy.name for policy in policies]
    mixed = [region or title for region, title in zip(regions, titles, strict=True)]
    for names in (mixed, titles):
        if len(set(names)) == len(names):
            return tuple(names)
    named = zip(titles, policies, strict=True)
    return tuple(f"{title}（{policy.name}）" for title, policy in named)


def listed(texts: Iterable[Text]) -> str:
    """The short names of some documents in a row."""
    return "、".join(text.short for text in texts)
