"""A source text as rows of a table: one for each 条 or unit of a plan, in lines of 款 and 项."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from attrs import frozen

from policyc.lints.references import own_references
from policyc.source.citation import HEADINGS, PLAN_LEVELS, Citation, Level
from policyc.source.provisions import Provision, ProvisionTree

_TITLES = HEADINGS | {Level.ANNEX}
_MATTER = frozenset({Level.FRONT, Level.BACK})


@frozen(eq=False)
class Part:
    """Some of the own words of a provision, and the clauses of the same text that they cite, by
    where they stand."""

    provision: Provision
    words: str
    cited: Mapping[tuple[int, int], Citation | None]

    @property
    def key(self) -> Hashable:
        return self.provision.citation


@frozen(eq=False)
class Line:
    """A 款, a 项 or the words before a list: its mark, and its words 句 by 句.

    ``above`` is the 条 or unit of which it is the first 款, whose number it bears.
    """

    provision: Provision
    label: str
    parts: tuple[Part, ...]
    above: Provision | None = None

    @property
    def words(self) -> str:
        return "".join(part.words for part in self.parts)

    @property
    def key(self) -> Hashable:
        return self.provision.citation


@frozen(eq=False)
class Row:
    """A 条, a unit of a plan, a heading, or a paragraph before or after the body."""

    provision: Provision
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        return "\n".join(line.words for line in self.lines)

    @property
    def key(self) -> Hashable:
        return self.provision.citation

    @property
    def level(self) -> Level:
        return self.provision.level

    @property
    def is_title(self) -> bool:
        """Whether it is a heading, of a 章 or of an annex."""
        return self.level in _TITLES

    @property
    def is_matter(self) -> bool:
        """Whether it stands before or after the body."""
        return self.level in _MATTER

    @property
    def name(self) -> str:
        """How it is cited; 文前 and 文后 for what stands before and after the body."""
        return str(self.provision.citation) if self.provision.citation else self.level.value


def rows_of(tree: ProvisionTree, title: str = "") -> tuple[Row, ...]:
    """The rows of a text in its order; ``title`` is its own title, to tell what it cites."""
    cited: dict[Citation, dict[tuple[int, int], Citation | None]] = {}
    for reference in own_references(tree, title):
        place = (reference.at, reference.at + len(reference.written))
        cited.setdefault(reference.place, {})[place] = reference.target
    return tuple(row for child in tree.root.children for row in _rows(child, cited))


_Cited = Mapping[Citation, Mapping[tuple[int, int], Citation | None]]


def _rows(provision: Provision, cited: _Cited) -> Iterator[Row]:
    if provision.level in _TITLES:
        line = Line(provision, provision.label, (Part(provision, provision.own_text, {}),))
        yield Row(provision, (line,))
        below = provision.children
    else:
        lines = tuple(_lines(provision, cited))
        if lines:
            yield Row(provision, lines)
        below = tuple(child for child in provision.children if child.level in PLAN_LEVELS)
    for child in below:
        yield from _rows(child, cited)


def _lines(provision: Provision, cited: _Cited, above: Provision | None = None) -> Iterator[Line]:
    """The provision's own words with its 句 as a line, then the lines below it; 句 that come after
    a list are a line of their own. ``above`` is the unit whose number stands before the first."""
    label = provision.label if above is None else above.label
    parts = list(_own_parts(provision, cited))
    for child in provision.children:
        if child.level in PLAN_LEVELS and provision.level in PLAN_LEVELS:
            continue
        if child.level is Level.SENTENCE:
            parts += _own_parts(child, cited)
            continue
        if label and not parts and child.level is Level.PARAGRAPH:
            yield from _lines(child, cited, provision)
        else:
            if parts or label:
                yield Line(provision, label, tuple(parts), above)
            yield from _lines(child, cited)
        parts, label, above = [], "", None
    if parts or label:
        yield Line(provision, label, tuple(parts), above)


def _own_parts(provision: Provision, cited: _Cited) -> Iterator[Part]:
    if provision.own_text:
        here = cited.get(provision.citation, {}) if provision.citation is not None else {}
        yield Part(provision, provision.own_text, here)
