"""追责: measures on bodies and persons, kind by kind, on whom and in which case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import row_of
from policyc.comparison.texts import Text, listed
from policyc.comparison.topics import Topic, topic
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import BRIEF, case_words, readings_note
from policyc.comparison.wording import words as in_line
from policyc.core.content import Sanction

_KINDS = (
    topic("约谈", "约谈"),
    topic("提拔、交流", "提拔", "交流重用", "晋升"),
    topic("评先评优、评比资格", "评先", "评优", "评比", "资格", key=True),
    topic("组织调整、组织处理", "组织调整", "组织处理"),
    topic("处分", "处分", "降级", "撤职"),
    topic("通报批评、责令整改", "通报", "整改"),
    topic("追究责任、从严处理", "追究", "追责", "问责", "倒查", "严惩", "惩治", "处理"),
)
_OTHER = topic("其他措施", "")


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    found: dict[str, dict[int, list[Entry]]] = {kind.title: {} for kind in (*_KINDS, _OTHER)}
    for i, text in enumerate(texts):
        for said in text.policy.content:
            if isinstance(said, Sanction):
                for kind, measures in _by_kind(said):
                    entry = _entry(text, said, measures)
                    found[kind.title].setdefault(i, []).append(entry)
    for kind in (*_KINDS, _OTHER):
        said_of = found[kind.title]
        if said_of:
            why = f"同一类措施，对谁、何种情形各有写法{_undefined(texts, kind)}"
            basis = Basis(Comparability.SIMILAR, why)
            yield row_of(kind.title, texts, said_of, basis, key=kind.key)


def _undefined(texts: Sequence[Text], kind: Topic) -> str:
    """Which of the persons that the measures are for some text does not define: where the words
    are the same, those whom they reach need not be."""
    open_: dict[str, list[Text]] = {}
    for text in texts:
        terms = {term.name for term in text.policy.undefined_terms}
        for said in text.policy.content:
            if isinstance(said, Sanction) and kind in (each for each, _ in _by_kind(said)):
                for whom in said.targets:
                    if whom in terms and text not in open_.setdefault(whom, []):
                        open_[whom].append(text)
    found = (f"“{whom}”{listed(those)}没有定义" for whom, those in open_.items() if those)
    return "".join(f"；{each}" for each in found)


def _by_kind(said: Sanction) -> Iterator[tuple[Topic, list[str]]]:
    """The measures of each kind; one that could be of several is of the first."""
    sorted_: dict[str, list[str]] = {}
    kinds = {kind.title: kind for kind in (*_KINDS, _OTHER)}
    for measure in said.measures:
        kind = next(k for k in kinds.values() if k.pattern.search(measure))
        sorted_.setdefault(kind.title, []).append(measure)
    for title, measures in sorted_.items():
        yield kinds[title], measures


def _entry(text: Text, said: Sanction, measures: Sequence[str]) -> Entry:
    whom = f"对{'、'.join(said.targets)}" if said.targets else "没有写对谁"
    force = ("" if said.modality is None else said.modality.value) + "视情" * said.discretion
    words = f"{whom}{f'（{force}）' if force else ''}：{'、'.join(measures)}"
    case = case_words(text, said.condition)
    if len(case) > BRIEF and said.place.quote:
        case = f"原文“{in_line(said.place.quote)}”{readings_note(said.condition)}"
    who = "、".join(said.deciders)
    details = [f"情形：{case}" if case else "", f"由{who}" if who else "没有写由谁决定"]
    details.append(f"按{said.under}" if said.under else "")
    return Entry(f"{words}（{'；'.join(filter(None, details))}）", (said.place,))


DIMENSION = Dimension("追责", "对谁，什么情形，采取什么措施", _rows)
