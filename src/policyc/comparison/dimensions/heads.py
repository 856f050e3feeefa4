"""职务: which post has to be held by whom.

An outcome says so where it has the name of an office whose holders have a role in one of the
documents, or where all its values are posts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.align import Item, aligned
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import by_names, row_of
from policyc.comparison.texts import Text, at
from policyc.comparison.values import Entry, Row
from policyc.comparison.wording import condition_words
from policyc.core.content import offices
from policyc.core.norms import Norm, Outcome
from policyc.core.types import ChoiceType

_POSTS = ("领导", "负责人", "书记", "主任", "主席", "组长", "长")


def is_post(outcome: Outcome, names: frozenset[str]) -> bool:
    """Whether an outcome says who holds a post."""
    kind = outcome.type
    if not isinstance(kind, ChoiceType):
        return False
    return outcome.name in names or all(each.endswith(_POSTS) for each in kind.options)


def posts(texts: Sequence[Text]) -> Iterator[tuple[int, Outcome]]:
    """The posts of every document, with its number."""
    names = frozenset().union(*(offices(text.policy.content) for text in texts))
    for i, text in enumerate(texts):
        for outcome in text.policy.outcomes:
            if is_post(outcome, names):
                yield i, outcome


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    for cluster in aligned(Item(i, each.name, each, each.alias) for i, each in posts(texts)):
        said = {
            i: [_entry(texts[i], n) for each in cluster.of(i) for n in texts[i].norms_of(each.name)]
            for i in cluster.documents
        }
        yield row_of(f"{cluster.title}由谁担任", texts, said, by_names(cluster.names), key=True)


def _entry(text: Text, norm: Norm) -> Entry:
    who = "或者".join(str(value) for value in norm.values)
    case = condition_words(text, norm.condition)
    return Entry(f"{case}的：{who}", (at(norm),), (norm.values, case))


DIMENSION = Dimension("职务", "由什么人担任", _rows)
