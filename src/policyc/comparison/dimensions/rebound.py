"""反弹: what follows when it gets worse again after the end.

Found by the word: a fact, or its aspect (方面), that speaks of 反弹 or 复发.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import row_of
from policyc.comparison.texts import Text
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import effect_words, norm_entry
from policyc.core.conditions import facts_of
from policyc.core.norms import Fact, Norm

_WORDS = ("反弹", "复发")


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    found = {i: list(_norms(text)) for i, text in enumerate(texts)}
    if any(found.values()):
        basis = Basis(
            Comparability.SIMILAR, "都是结束以后反弹的规定，反弹由谁认定、列为什么各有写法"
        )
        said = {i: [norm_entry(texts[i], norm) for norm in found[i]] for i in found}
        yield row_of("结束以后反弹的", texts, said, basis)
        then = {i: [_effect(texts[i], norm) for norm in found[i]] for i in found}
        yield row_of("反弹以后怎样处置", texts, then, basis, key=True)


def _norms(text: Text) -> Iterator[Norm]:
    for norm in text.norms():
        if any(speaks(text.policy.fact(name)) for name in facts_of(norm.condition)):
            yield norm


def speaks(fact: Fact) -> bool:
    """Whether a fact speaks of getting worse again."""
    return any(word in fact.name or word in fact.aspect for word in _WORDS)


def _effect(text: Text, norm: Norm) -> Entry:
    who = f"{norm.decider}：" if norm.decider else ""
    effect = effect_words(text, norm)
    return Entry(f"{who}{effect}", norm_entry(text, norm).places, effect)


DIMENSION = Dimension("反弹", "取消以后又反弹的怎么办", _rows)
