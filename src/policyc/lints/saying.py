"""What the lints on plans, duties and words have in common when they say what they found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from policyc.core.programme import Place
from policyc.findings.finding import Cited, Finding, Readings, Severity, Status, fingerprint
from policyc.lints.lint import Encoded


@frozen
class Sayer:
    """A lint's code and name, put on everything that it says."""

    code: str
    name: str

    def say(
        self,
        encoded: Encoded,
        severity: Severity,
        message: str,
        places: Iterable[Place | Cited],
        suggestion: str,
        *key: str,
        readings: tuple[Readings, ...] = (),
    ) -> Finding:
        """A finding about some clauses; ``key`` tells it from others of the same code there."""
        cited = tuple(dict.fromkeys(_cited(encoded, place) for place in places))
        norms = tuple(dict.fromkeys(each.citation for each in cited))
        return Finding(
            code=self.code,
            name=self.name,
            status=Status.READ,
            severity=severity,
            message=message,
            documents=(encoded.name,),
            citations=cited,
            norms=norms,
            readings=readings,
            suggestion=suggestion,
            fingerprint=fingerprint(self.code, encoded.name, *key, members=norms),
        )


def _cited(encoded: Encoded, place: Place | Cited) -> Cited:
    if isinstance(place, Cited):
        return place
    return Cited(encoded.name, place.citation, place.quote)


def places_of(said: Iterable[Place]) -> str:
    """第三条、第五条第二款, each once, in order."""
    return "、".join(dict.fromkeys(place.citation for place in said))


def at(citations: Iterable[str], most: int = 6) -> str:
    """在第三条、第五条; 在上列各条 where they are too many to be told again."""
    unique = list(dict.fromkeys(citations))
    return f"在{'、'.join(unique)}" if len(unique) <= most else "在上列各处"


def around(words: str, start: int, end: int, room: int = 60) -> str:
    """The sentence that a place of a text stands in, cut where it is long."""
    before = max(words.rfind(mark, 0, start) for mark in "。；;\n")
    after = [at for mark in "。；;\n" if (at := words.find(mark, end)) >= 0]
    first, last = max(before + 1, start - room), min([*after, len(words) - 1, end + room])
    return words[first : last + 1].strip()


def some(items: Sequence[str], most: int = 8) -> str:
    """The first few of a list, and how many there are where that is not all."""
    if len(items) <= most:
        return "；".join(items)
    return f"{'；'.join(items[:most])}……（共 {len(items)} 处）"
