"""What duties are about, by the words that such texts use for it.

An act belongs to the first topic that it speaks of; the acts of a duty that speak of none stand
with its first act. The words are those of administrative Chinese at large, not of any document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from policyc.comparison.judge import row_of
from policyc.comparison.texts import Text
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import case_words
from policyc.core.content import Duty
from policyc.core.programme import divisions_by_unit, unit_of

Wanted = Callable[[Duty], bool]
Besides = Callable[[Text], Iterable[tuple[str, Entry]]]
"""What a text says of topics elsewhere than in its duties, under their titles."""


@frozen
class Topic:
    """A title, and what an act of it says; ``key`` as of a row."""

    title: str
    pattern: re.Pattern[str]
    key: bool = False

    def acts(self, duty: Duty) -> tuple[str, ...]:
        """The acts of a duty that are about the topic."""
        return tuple(act for act in duty.acts if self.pattern.search(act))


def topic(title: str, *words: str, key: bool = False) -> Topic:
    """A topic by its words (regular expressions)."""
    return Topic(title, re.compile("|".join(words)), key)


def topic_rows(
    texts: Sequence[Text],
    topics: Sequence[Topic],
    wanted: Wanted,
    rest: str = "",
    *,
    several: bool = False,
    besides: Besides | None = None,
) -> Iterator[Row]:
    """A row for each topic that some document has; the others under ``rest`` if that is given.

    ``several``: an act stands under every topic that it speaks of, not only under the first.
    """
    found: dict[str, dict[int, list[Entry]]] = {each.title: {} for each in topics}
    found[rest] = {}
    for i, text in enumerate(texts):
        for said in text.policy.content:
            if isinstance(said, Duty) and wanted(said):
                for title, acts in _sorted(said, topics, rest, several):
                    found[title].setdefault(i, []).append(duty_entry(text, said, acts))
        for title, entry in besides(text) if besides is not None else ():
            found[title].setdefault(i, []).append(entry)
    for title, said_of in found.items():
        if title and said_of:
            why = "都是这一类工作，做的人和具体内容各有写法"
            basis = Basis(Comparability.SIMILAR, why)
            key = any(each.key for each in topics if each.title == title)
            yield row_of(title, texts, said_of, basis, key=key)


def _sorted(
    duty: Duty, topics: Sequence[Topic], rest: str, several: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    left = list(duty.acts)
    found: dict[str, set[str]] = {}
    for each in topics:
        acts = [act for act in each.acts(duty) if act in left]
        if acts:
            left = left if several else [act for act in left if act not in acts]
            found[each.title] = set(acts)
    told = set[str]().union(*found.values())
    for title, about in found.items():
        if duty.acts[0] in about:
            about.update(act for act in duty.acts if act not in told)
            told.update(about)
        yield title, tuple(act for act in duty.acts if act in about)
    if not found:
        yield rest, duty.acts


def _nobody(text: Text, duty: Duty) -> str:
    """Who does what names nobody: those who lead at its clause, where it has such."""
    shared = divisions_by_unit(text.policy.content).get(unit_of(duty.place.citation))
    lead = () if shared is None else shared.lead
    return f"没有写由谁，本项牵头的是{'、'.join(lead)}" if lead else "没有写由谁"


def duty_entry(text: Text, duty: Duty, acts: Sequence[str]) -> Entry:
    """Who, 规范词, what, to whom, how often, by when: 没有写 where the text does not say who, and
    nothing twice that the acts say themselves."""
    who = "、".join(duty.bodies) or _nobody(text, duty)
    force = "" if duty.modality is None else f"（{duty.modality.value}）"
    told = "；".join(acts)
    said = f"{who}{force}：{told}"
    details = [
        f"{word}{value}"
        for word, value in (
            ("情形：", case_words(text, duty.condition)),
            ("向", "、".join(each for each in duty.towards if each not in told)),
            ("经", "、".join(duty.consent) + "同意" if duty.consent else ""),
            ("频次：", "" if duty.frequency is None else duty.frequency.text),
            ("期限：", "" if duty.deadline is None else duty.deadline.text),
        )
        if value and value not in told
    ]
    return Entry(f"{said}（{'；'.join(details)}）" if details else said, (duty.place,))
