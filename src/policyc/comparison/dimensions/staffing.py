"""人员配备: how many people, or one to how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.dimensions.targets import PEOPLE, entry_of, is_staffing
from policyc.comparison.dimensions.thresholds import entries, numeric_facts
from policyc.comparison.judge import row_of
from policyc.comparison.texts import Text
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.core.content import Indicator
from policyc.core.norms import Fact
from policyc.core.types import RealType


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    ratios: dict[int, list[Entry]] = {i: [] for i in range(len(texts))}
    counts: dict[int, list[Entry]] = {i: [] for i in range(len(texts))}
    for i, text in enumerate(texts):
        for fact, uses in numeric_facts(text):
            if _is_ratio(fact):
                for each in entries(text, fact, uses):
                    ratios[i].append(Entry(f"{fact.name}{each.text}", each.places, each.key))
        for said in text.policy.content:
            if isinstance(said, Indicator) and is_staffing(said):
                ratio = "比" in said.name and ":" in said.target.text
                (ratios if ratio else counts)[i].append(entry_of(said))
    why = "都是人员配备的要求，所比的人数、是条件还是指标各有写法"
    for title, said_of in (("人员配备比例", ratios), ("人员配备数量", counts)):
        if any(said_of.values()):
            yield row_of(title, texts, said_of, Basis(Comparability.SIMILAR, why), key=True)


def _is_ratio(fact: Fact) -> bool:
    people = any(word in fact.name for word in PEOPLE)
    return people and isinstance(fact.type, RealType) and not fact.type.unit


DIMENSION = Dimension("人员配备", "配多少人，按什么比例", _rows)
