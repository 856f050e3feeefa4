"""Which column of a file holds which fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from policyc.batch.problem import BatchProblem
from policyc.core.norms import Fact, Policy
from policyc.diagnostics import Code


@frozen
class Columns:
    """The columns of a file, in order, and the facts that some of them hold."""

    names: tuple[str, ...]
    facts: tuple[tuple[int, Fact], ...]

    @property
    def others(self) -> tuple[str, ...]:
        """Columns that hold no fact."""
        used = {place for place, _ in self.facts}
        return tuple(name for place, name in enumerate(self.names) if place not in used)

    def missing(self, asked: Iterable[Fact]) -> tuple[Fact, ...]:
        """Facts that no column holds."""
        held = {fact.name for _, fact in self.facts}
        return tuple(fact for fact in asked if fact.name not in held)


def match(policy: Policy, names: Sequence[str], added: Iterable[str]) -> Columns:
    """Columns matched with facts by Chinese or English name. ``added`` are the columns of the
    result, which the file must not have already; a fact given twice, a column without a name or no
    fact at all is a ``BatchProblem``."""
    _check_names(names, added)
    found: list[tuple[int, Fact]] = []
    taken: dict[str, str] = {}
    for place, name in enumerate(names):
        try:
            fact = policy.fact(name.strip())
        except KeyError:
            continue
        if fact.name in taken:
            message = f"事实“{fact.name}”有两列：“{taken[fact.name]}”和“{name}”"
            raise BatchProblem(Code.E506, message, "只留一列。")
        taken[fact.name] = name
        found.append((place, fact))
    if not found:
        shown = "、".join(f"“{name}”" for name in names[:8])
        raise BatchProblem(
            Code.E501,
            f"没有一列是“{policy.name}”的事实；表头是 {shown}",
            f"列名写事实的中文名或英文名（policyc facts {policy.name} 列出全部）；表头是乱码的，"
            "用 --encoding 写明编码。",
        )
    return Columns(tuple(names), tuple(found))


def _check_names(names: Sequence[str], added: Iterable[str]) -> None:
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        if not name.strip():
            raise BatchProblem(Code.E601, f"第 {place} 列没有列名", "给每一列写上列名。")
        if name in seen:
            message = f"第 {seen[name]} 列和第 {place} 列都叫“{name}”"
            raise BatchProblem(Code.E506, message, "列名不能重复。")
        seen[name] = place
    clashing = [name for name in added if name in seen]
    if clashing:
        raise BatchProblem(
            Code.E601,
            f"输入里已经有“{clashing[0]}”这一列，结果也要用这个列名",
            "先把输入里的这一列改名或者去掉。",
        )
