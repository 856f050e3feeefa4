"""What became of a result that was decided again: for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from policyc.reports.layout import Screen, clean, titled
from policyc.reports.values import Json


@frozen
class Verified:
    """A result held against a document as it is now.

    ``compilers`` are the versions of policyc then and now; ``changed`` the files that differ, are
    new or are gone; ``differing`` the outcomes that come out otherwise: their label, then and now,
    either ``None`` where there is no such outcome.
    """

    document: str
    title: str
    compilers: tuple[str, str]
    same_meaning: bool
    changed: tuple[str, ...]
    outcomes: int
    differing: tuple[tuple[str, Json | None, Json | None], ...]

    @property
    def confirmed(self) -> bool:
        """Whether every outcome is what it was."""
        return not self.differing


def verification_to_json(found: Verified) -> Json:
    """The verdict as data."""
    then, now = found.compilers
    return {
        "document": found.document,
        "confirmed": found.confirmed,
        "same_meaning": found.same_meaning,
        "changed_files": list(found.changed),
        "compiler": {"then": then, "now": now},
        "outcomes": found.outcomes,
        "differing": [
            {"outcome": label, "then": then, "now": now} for label, then, now in found.differing
        ],
    }


def verification_to_text(found: Verified, screen: Screen) -> str:
    """The verdict first, then what differs, and what has changed since."""
    count = len(found.differing)
    verdict = (
        screen.paint(f"{found.outcomes} 个结论都与当时相同。", "green")
        if found.confirmed
        else screen.paint(f"{count} 个结论与当时不同。", "red")
    )
    lines = [titled(found.title, found.document, screen), verdict]
    for label, then, now in found.differing:
        lines += [f"  {clean(label)}", f"    当时  {_shown(then)}", f"    现在  {_shown(now)}"]
    rules = "规则与当时相同" if found.same_meaning else "规则与当时不同"
    changed = f"改动过的文件：{'、'.join(map(clean, found.changed))}"
    lines.append(f"{rules}；{changed if found.changed else '文件没有改动'}。")
    before, after = found.compilers
    if before != after:
        lines.append(f"当时用 policyc {clean(before)}，现在是 {after}。")
    return "\n".join(lines) + "\n"


def _shown(outcome: Mapping[str, object] | None) -> str:
    if outcome is None:
        return "没有这个结论"
    value, permitted, norms = (outcome.get(name) for name in ("value", "permitted", "norms"))
    told = [str(outcome.get("kind", ""))]
    told += [_values(value)] if value is not None else []
    told += [f"可选 {_values(permitted)}"] if permitted else []
    cited = [
        str(norm.get("citation"))
        for norm in (norms if isinstance(norms, list) else [])
        if isinstance(norm, Mapping) and norm.get("force") is True
    ]
    basis = f"（{'、'.join(dict.fromkeys(cited))}）" if cited else ""
    return clean(" ".join(told) + basis)


def _values(value: object) -> str:
    words = {True: "是", False: "否"}
    if isinstance(value, list):
        return "、".join(_values(each) for each in value)
    return words[value] if isinstance(value, bool) else str(value)
