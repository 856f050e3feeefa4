"""Terms by 民法典 第201–203条."""

from datetime import date

import pytest

from policyc.core.lifecycle import Length, LengthUnit
from policyc.lifecycle.calendar import End, NoHolidayTable, after_holiday, end_of

YEAR, MONTH, DAY = LengthUnit.YEAR, LengthUnit.MONTH, LengthUnit.DAY


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2019-07-01", Length(3, YEAR), "2022-07-01"),  # the corresponding day
        ("2020-02-29", Length(1, YEAR), "2021-02-28"),  # none such: the month's last day
        ("2020-02-29", Length(4, YEAR), "2024-02-29"),
        ("2023-01-31", Length(1, MONTH), "2023-02-28"),
        ("2023-01-31", Length(3, MONTH), "2023-04-30"),
        ("2023-12-31", Length(2, MONTH), "2024-02-29"),
        ("2023-01-01", Length(30, DAY), "2023-01-31"),  # the first day is not counted
    ],
)
def test_the_last_day(start: str, length: Length, end: str) -> None:
    assert end_of(date.fromisoformat(start), length).day == date.fromisoformat(end)


def test_a_holiday_moves_the_last_day() -> None:
    assert after_holiday(date(2022, 10, 1)) == date(2022, 10, 8)
    assert after_holiday(date(2022, 10, 10)) == date(2022, 10, 10)


def test_beyond_the_last_table_nothing_is_known() -> None:
    with pytest.raises(NoHolidayTable):
        after_holiday(date(2100, 1, 1))
    assert end_of(date(2099, 1, 1), Length(1, YEAR)).moved is None


def test_whether_a_term_has_passed_is_a_reading() -> None:
    end = End(date(2022, 10, 1), date(2022, 10, 8))
    assert end.has_passed(date(2022, 10, 1), None) is False
    assert end.has_passed(date(2022, 10, 3), None) is None
    assert end.has_passed(date(2022, 10, 3), False) is True
    assert end.has_passed(date(2022, 10, 3), True) is False
    assert end.has_passed(date(2022, 10, 9), None) is True
    untold = End(date(2100, 1, 1), None)
    assert untold.has_passed(date(2100, 1, 3), None) is None
    assert untold.has_passed(date(2100, 3, 1), None) is True
