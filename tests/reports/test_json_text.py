import json

from hypothesis import given
from hypothesis import strategies as st

from policyc.reports.json_text import json_text

PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=60)
DATA = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)


@given(DATA)
def test_round_trip(data: object) -> None:
    assert json.loads(json_text(data)) == data


def test_short_values_stand_on_one_line() -> None:
    data = {"名": ["甲", "乙"], "空": [], "长": ["很长的一段话" * 12, {"a": 1}]}
    long = "很长的一段话" * 12
    assert json_text(data) == (
        '{\n  "名": ["甲", "乙"],\n  "空": [],\n  "长": [\n'
        f'    "{long}",\n    {{"a": 1}}\n  ]\n}}\n'
    )
