"""程序: who applies, who appraises, who decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.texts import Text
from policyc.comparison.topics import topic, topic_rows
from policyc.comparison.values import Row

_TOPICS = (
    topic("提出申请、申报", "申请", "申报", "提请", "提出.*意见"),
    topic("评定、决定", "评定工作", "作出.*决定", "决定", "确定"),
    topic("评估、审核、验收", "评估", "审核", "验收", "考评", "综合评定"),
)


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    yield from topic_rows(texts, _TOPICS, lambda d: d.procedure, "其他程序", several=True)


DIMENSION = Dimension("程序", "由谁申请，由谁评估，由谁决定", _rows)
