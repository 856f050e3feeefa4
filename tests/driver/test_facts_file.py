"""Reading a facts file: agrees with ``json`` on what is valid, never raises on anything."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from policyc.driver.facts_file import read_entries
from policyc.source.text import SourceText

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(-1e9, 1e9).map(lambda number: round(number, 6))
    | st.text(max_size=8)
)
WORDS = '{ } " "株数" : , 1 - 1.5 1e9 true null NaN [ ] \\ \\u00 \\ud83d ： “ \' // 1e99999'
PIECES = st.sampled_from([*WORDS.split(" "), " ", "\n", "\t", "\u3000", "9" * 50])


@given(st.dictionaries(st.text(max_size=6), SCALARS, max_size=5), st.sampled_from([None, 2]))
def test_agrees_with_json(data: dict[str, object], indent: int | None) -> None:
    text = SourceText("案.json", json.dumps(data, ensure_ascii=False, indent=indent))
    entries, problems = read_entries(text)
    assert problems == []
    assert [entry.name for entry in entries] == list(data)
    for entry in entries:
        value = entry.value
        assert value == data[entry.name] or float(str(value)) == data[entry.name]
        assert entry.name_span is not None and entry.value_span is not None
        assert json.loads(text.slice(entry.name_span)) == entry.name
        assert json.loads(text.slice(entry.value_span)) == data[entry.name]


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40))
@example('{"a":1e' + "9" * 30 + "}")
@example('{"a": "\\')
def test_never_raises_and_always_points_into_the_text(written: str) -> None:
    text = SourceText("案.json", written)
    entries, problems = read_entries(text)
    for problem in problems:
        assert problem.span is not None
        text.slice(problem.span)
        assert problem.message and problem.help
    try:
        valid = json.loads(written)
    except (ValueError, RecursionError):
        assert problems
    else:
        if not isinstance(valid, dict):
            assert problems
        elif not problems:
            assert valid.keys() == {entry.name for entry in entries}
