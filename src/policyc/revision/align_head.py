"""What the heads of both versions say about the document itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policyc.core.types import show_value
from policyc.resolved.document import Head
from policyc.revision.align_norms import UNSAID
from policyc.revision.amendments import Amendment, Kind, amended


def head_amendments(old: Head, new: Head) -> Iterator[Amendment]:
    """Every line of the head that says something else."""
    for (name, was), (_, now) in zip(_lines(old), _lines(new), strict=True):
        if was != now:
            yield amended(Kind.HEAD, name, was or UNSAID, now or UNSAID, of="文件头")


def _lines(head: Head) -> tuple[tuple[str, str], ...]:
    uppers = (upper.named for upper in head.uppers)
    return (
        ("标题", head.title),
        ("文号", head.number),
        ("制定机关", "、".join(head.issuers)),
        ("位阶", head.level),
        ("适用地区", head.region),
        ("状态", head.status),
        ("成文", _day(head.written)),
        ("公布", _day(head.published)),
        ("施行", _day(head.effective)),
        ("失效", _day(head.expires)),
        ("评定单位", "、".join(head.units)),
        ("上位文件", "、".join(uppers)),
    )


def _day(day: date | None) -> str:
    return "" if day is None else show_value(day)
