"""保障与制度: money, bodies and people, appraisal, aid: duties that such texts set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.texts import Text
from policyc.comparison.topics import topic, topic_rows
from policyc.comparison.values import Row
from policyc.core.content import Duty

_TOPICS = (
    topic("经费", "经费", "预算"),
    topic("机构和队伍", "队伍", "警力", "办公室.*建设", "机构.*建设", "专职.*人员", "人员力量"),
    topic("考评和责任追究制度", "责任追究", "问责", "政绩考核", "绩效考", "考核范畴", "考评"),
    topic("督导、考评结果的运用", "结果.*(作为|依据|参考|挂钩)", "作为.*依据"),
    topic("联系帮扶、扶持", "帮扶", "扶持", "对口"),
    topic("监测、通报制度", "监测", "通报制度", "通报机制"),
    topic("协同治理", "共同承担", "协同", "联合"),
)


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    yield from topic_rows(texts, _TOPICS, _untimed)


def _untimed(duty: Duty) -> bool:
    return not duty.procedure and duty.frequency is None and not duty.towards


DIMENSION = Dimension("保障与制度", "经费、队伍、考评、帮扶怎样安排", _rows)
