"""What a longer or shorter term means on the calendar: an example day, before and after."""

from __future__ import annotations

import re
from datetime import date

from policyc.core.lifecycle import LENGTH_UNITS, Length
from policyc.core.types import show_value
from policyc.lifecycle.calendar import end_of
from policyc.revision.amendments import Amendment, Kind

_LENGTH = re.compile(rf"(\d+)({'|'.join(LENGTH_UNITS)})")
EXAMPLE = date(2024, 1, 15)
"""From which day a term runs in the example; any day would do."""


def term_note(amendment: Amendment) -> str:
    """When a term of the old and of the new length ends; empty for any other change."""
    lengths = [_length(words) for words in (amendment.old, amendment.new)]
    if amendment.kind is not Kind.TERM or None in lengths:
        return ""
    ends = [end_of(EXAMPLE, length).day for length in lengths if length is not None]
    days = [show_value(day) for day in ends]
    longer = "晚" if ends[1] > ends[0] else "早"
    apart = abs((ends[1] - ends[0]).days)
    return (
        f"例：自{show_value(EXAMPLE)}起算的，届满日由{days[0]}变为{days[1]}，{longer}{apart}日"
        "（起算当日不计，未计节假日顺延）"
    )


def _length(words: str) -> Length | None:
    found = _LENGTH.fullmatch(words)
    return None if found is None else Length(int(found[1]), LENGTH_UNITS[found[2]])
