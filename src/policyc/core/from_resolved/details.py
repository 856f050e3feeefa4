"""Details of duties and other sentences: each once, and only where they are kept."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.diagnostics import Code, Diagnostic, Label
from policyc.surface import nodes as n

_WORDS = {
    "to": "向",
    "frequency": "频次",
    "deadline": "期限",
    "consent": "经 … 同意",
    "under": "按规定",
    "criterion": "标准",
}
_SEVERAL = {"to": "合成一处：向 甲、乙。", "consent": "合成一处：经 甲、乙 同意。"}
_KEPT: dict[type, tuple[str, frozenset[str]]] = {
    n.Duty: ("职责、程序", frozenset(_WORDS)),
    n.Sanction: ("追责", frozenset({"under"})),
    n.Role: ("角色", frozenset()),
    n.Definition: ("定义", frozenset()),
    n.Application: ("适用", frozenset()),
    n.Delegation: ("授权", frozenset()),
}
"""What each kind of sentence keeps of its details; all keep their ground."""


def check_details(node: n.Sentence) -> Iterator[Diagnostic]:
    """What is written twice, or would be lost: nothing that the drafter wrote is passed over."""
    if type(node) not in _KEPT:
        return
    what, kept = _KEPT[type(node)]
    seen: dict[str, n.Detail] = {}
    details: tuple[n.Detail, ...] = getattr(node, "details", ())
    for detail in details:
        if detail.kind == "basis":
            continue
        word = _WORDS[detail.kind]
        if detail.kind not in kept:
            help = "写进「」里照录，例如：「于十日内约谈」；或者另写一句 职责。"
            yield Diagnostic(Code.E301, f"{what}后面不能写“{word}”", detail.span, help)
        earlier = seen.setdefault(detail.kind, detail)
        if earlier is not detail:
            help = _SEVERAL.get(detail.kind, "只留一处；原文两处都有的，分成两句写。")
            labels = (Label(earlier.span, "先在这里写过"),)
            yield Diagnostic(Code.E202, f"一句里“{word}”写了两次", detail.span, help, labels=labels)
