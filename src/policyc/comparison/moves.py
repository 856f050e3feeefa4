"""What the dimensions about changes of state (延期, 升级, 降级, 取消) have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyc.comparison.judge import by_names, row_of
from policyc.comparison.life import Kept, families, norms_giving, says_only_that_it_lives
from policyc.comparison.texts import Text, at, listed
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import (
    BRIEF,
    case_words,
    compared_words,
    condition_words,
    effect_words,
    opening,
    shares_clause,
)
from policyc.core.conditions import Condition, conjuncts, facts_of
from policyc.core.content import Duty
from policyc.core.lifecycle import Change
from policyc.core.norms import Norm
from policyc.core.programme import Place, unit_of

Moves = Mapping[int, Sequence[Kept]]
"""The changes of one sort, by the number of the document."""


def basis_of(texts: Sequence[Text], moves: Moves) -> Basis:
    """Put beside each other by what they do, whatever they are called, as far as the steps of the
    lives have anything to do with each other."""
    found = {at: [str(change.value) for _, change in kept] for at, kept in moves.items() if kept}
    kin = families(texts, found)
    if len(found) > 1 and len(kin) == len(found):
        return Basis(Comparability.NONE, "各份的级别没有相同之处，不是同一类对象")
    alone = [texts[at] for each in kin if len(each) == 1 and len(kin) > 1 for at in each]
    rest = f"；{listed(alone)}的级别与别份没有相同之处，只供参考" if alone else ""
    shared = set.intersection(*map(set, found.values())) if found else set()
    if shared:
        names = "、".join(name for name in next(iter(found.values())) if name in shared)
        return Basis(Comparability.SAME, f"都有“{names}”{rest}")
    basis = by_names((name for names in found.values() for name in names), "同一种处置")
    return Basis(basis.comparability, f"{basis.why}{rest}")


def basis_by_name(moves: Moves) -> Basis:
    """Put beside each other only under one name: what they do has nothing else in common."""
    found = [{str(change.value) for _, change in kept} for kept in moves.values() if kept]
    if found and set.intersection(*found):
        return Basis(Comparability.SAME, "处置的名称相同")
    return Basis(Comparability.NONE, "各份自己的处置，不是一回事")


def when_rows(
    word: str, texts: Sequence[Text], moves: Moves, basis: Basis, *, itemised: bool = False
) -> Iterator[Row]:
    """何种情形, 由谁决定: of a sort of change; ``itemised`` with its conditions one by one."""
    norms = {i: list(_norms(texts[i], kept)) for i, kept in moves.items()}
    cases = {i: [_case(texts[i], *each) for each in norms[i]] for i in norms}
    yield row_of(f"{word}：何种情形", texts, cases, basis, key=itemised)
    if itemised:
        yield row_of(f"{word}：须具备的条件", texts, _all_needed(texts, norms), basis)
    who = {i: [_decider(texts[i], *each) for each in norms[i]] for i in norms}
    yield row_of(f"{word}：由谁决定", texts, who, basis)


def _all_needed(
    texts: Sequence[Text], norms: Mapping[int, Sequence[tuple[Change, Norm]]]
) -> dict[int, list[Entry]]:
    return {i: list(_needed(texts[i], [norm for _, norm in norms[i]])) for i in norms}


def _norms(text: Text, kept: Iterable[Kept]) -> Iterator[tuple[Change, Norm]]:
    seen = set()
    for _, change in kept:
        for norm in norms_giving(text, change):
            if norm.id not in seen:
                seen.add(norm.id)
                yield change, norm


def _case(text: Text, change: Change, norm: Norm) -> Entry:
    """By the words of the clause; by its condition where the clause holds several results and the
    condition can be read at a glance."""
    case = case_words(text, norm.condition) if shares_clause(text, norm) else ""
    brief = 0 < len(case) <= BRIEF
    said = f"{case}：{effect_words(text, norm)}" if brief else opening(norm.quote)
    return Entry(said, (at(norm),), compared_words(said))


def _needed(text: Text, norms: Sequence[Norm]) -> Iterator[Entry]:
    """The conditions one by one, those of each further norm as another way to the same."""
    for number, norm in enumerate(norms):
        own = [p for p in conjuncts(norm.condition) if not says_only_that_it_lives(text, p)]
        for at_part, part in enumerate(own):
            said = condition_words(text, part)
            other = "或者：" if number and not at_part else ""
            places = _own_places(text, norm, part)
            yield Entry(f"{other}{said}", places, (number, compared_words(said)))


def _own_places(text: Text, norm: Norm, part: Condition) -> tuple[Place, ...]:
    """The items of a norm's 条 where the facts of a part of its condition stand, as far as they
    are named; else where the norm stands."""
    own = at(norm)
    facts = (text.policy.fact(name) for name in facts_of(part))
    cited = [each for fact in facts for each in fact.basis.split("、") if each]
    near = dict.fromkeys(c for c in cited if unit_of(c) == unit_of(own.citation))
    found = [each for each in text.places(near) if each.quote]
    return tuple(found) if len(found) == len(near) and near else (own,)


def _decider(text: Text, change: Change, norm: Norm) -> Entry:
    """Who decides, at the norm's own clause or at those of the procedure that name the body."""
    if not norm.decider:
        return Entry(f"没有写由谁决定{change.value}", (at(norm),), open=True)
    if any(name in norm.quote for name in _names(text, norm.decider)):
        return Entry(norm.decider, (at(norm),))
    steps = tuple(_steps(text, norm.decider, str(change.value)[:2]))
    where = "见评定程序" if steps else "见其他各条"
    return Entry(f"{norm.decider}（本条没有写，{where}）", (at(norm), *steps), norm.decider)


def _steps(text: Text, body: str, word: str) -> Iterator[Place]:
    """The clauses of the procedure by which a body decides on a change, as its ``word`` says;
    where none has the word, those by which it decides at all and by which it is asked."""
    steps = [said for said in text.policy.content if isinstance(said, Duty) and said.procedure]
    named = [said for said in steps if word in "".join(said.acts)]
    own = [said for said in named if body in said.bodies]
    deciding = [s for s in steps if body in s.bodies and _DECIDES.search("".join(s.acts))]
    asked = [said for said in named if body in said.towards]
    yield from dict.fromkeys(said.place for said in own or (*deciding, *asked))


_DECIDES = re.compile("决定|评定|确定")


def _names(text: Text, body: str) -> tuple[str, ...]:
    """Every name of a body."""
    found = (each for each in text.policy.bodies if body in (each.name, *each.others))
    return (body, *(name for each in found for name in (each.name, *each.others)))


def place_of(change: Change) -> Place:
    """Where a change stands."""
    return Place(change.citation, change.quote)


def target_row(title: str, texts: Sequence[Text], moves: Moves, basis: Basis) -> Row:
    """To which state a change leads."""
    said = {i: [_target(change) for _, change in kept] for i, kept in moves.items()}
    return row_of(title, texts, said, basis, key=True)


def _target(change: Change) -> Entry:
    if change.target is not None:
        return Entry(f"{change.value}：{change.target}", (place_of(change),), change.target)
    if change.step:
        word = "下一级" if change.kind.value == "降到" else "上一级"
        return Entry(f"{change.value}：{word}", (place_of(change),), word)
    return Entry(f"没有写{change.value}以后是哪一级", (place_of(change),), open=True)
