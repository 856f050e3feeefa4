"""报告与频次: who reports what to whom, who is told, and how often the work is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.dimensions.removal import defined_conditions
from policyc.comparison.life import changes, ends
from policyc.comparison.texts import Text
from policyc.comparison.topics import topic, topic_rows
from policyc.comparison.values import Entry, Row
from policyc.comparison.wording import words
from policyc.core.content import Duty
from policyc.core.lifecycle import ChangeKind

_TOPICS = (
    topic("听取汇报、研究、例会", "听取", "例会", "研究", "召开.*会"),
    topic("向上报告、报送", "报告", "报送", "上报", "时报", "汇报", key=True),
    topic("通报", "通报", "发布"),
    topic("检查、考核、评估", "检查", "督导", "考核", "评估", "考评", "验收"),
)


_PARTS = re.compile("[，。；]")


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    rest = "其他写明对象或者频次的工作"
    yield from topic_rows(texts, _TOPICS, _timed, rest, besides=_as_condition)


def _timed(duty: Duty) -> bool:
    """Whether a duty says to whom, or how often; a step of a procedure only if it is about one of
    the topics, for it is compared as such too."""
    told = bool(duty.towards) or duty.frequency is not None
    return told and (not duty.procedure or any(each.acts(duty) for each in _TOPICS))


def _as_condition(text: Text) -> Iterator[tuple[str, Entry]]:
    """Where a text has such work not as a duty, but as a condition for the end."""
    kept = [each for each in changes(text, (ChangeKind.TURN,)) if ends(each)]
    for said in defined_conditions(text, kept):
        left = _PARTS.split(words(said.meaning))
        for each in _TOPICS:
            about = [part for part in left if each.pattern.search(part)]
            left = [part for part in left if part not in about]
            if about:
                shown = f"作为取消的条件（{said.name}）：{'，'.join(about)}"
                yield each.title, Entry(shown, (said.place,))


DIMENSION = Dimension("报告与频次", "向谁报告，多久一次", _rows)
