"""Numbers and dates: exact or refused."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyc.source.numerals import NumeralError, chinese_numeral, parse_date, parse_number

DIGITS = "零一二三四五六七八九"


def spelled(n: int) -> str:
    """The numeral of 1..9999 by the rules of writing, without any library."""
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return out[1:] if out.startswith("一十") else out


@pytest.mark.parametrize("n", [1, 10, 12, 20, 110, 101, 1001, 1010, 9999])
def test_spelled(n: int) -> None:
    expected = {1: "一", 10: "十", 12: "十二", 20: "二十", 110: "一百一十", 101: "一百零一"}
    expected |= {1001: "一千零一", 1010: "一千零一十", 9999: "九千九百九十九"}
    assert spelled(n) == expected[n]


def test_round_trip_up_to_9999() -> None:
    for n in range(1, 10_000):
        assert chinese_numeral(n) == spelled(n)
        assert parse_number(spelled(n)) == n


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("123", 123),
        ("１２３", 123),
        ("٣٥", 35),
        ("10,000", 10_000),
        ("一百二十三", 123),
        ("一百〇五", 105),
        ("一〇五", 105),
        ("二〇一九", 2019),
        ("〇", 0),
        ("零", 0),
        ("两", 2),
        ("两千两百", 2200),
        ("十万", 100_000),
        ("一十二", 12),
        ("壹佰", 100),
        ("3.5万", 35_000),
        ("5万", 50_000),
        ("1万5千", 15_000),
        ("12万3千4百", 123_400),
        ("1亿2000万", 120_000_000),
        ("1/3", Fraction(1, 3)),
        ("2／3", Fraction(2, 3)),
        ("50%", Fraction(1, 2)),
        ("５０％", Fraction(1, 2)),
        ("0.2%", Fraction(1, 500)),
        ("3‰", Fraction(3, 1000)),
        ("百分之五十", Fraction(1, 2)),
        ("百分之零点二", Fraction(1, 500)),
        ("三分之一", Fraction(1, 3)),
        ("1:20", Fraction(1, 20)),
        ("1：20", Fraction(1, 20)),
        ("0.5", Fraction(1, 2)),
        ("三点五", Fraction(7, 2)),
        (" 12 ", 12),
    ],
)
def test_numbers(text: str, value: int | Fraction) -> None:
    read = parse_number(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "二百五",
            "一千二",
            "一万二",
            "一百十",
            "两十",
            "十十",
            "百",
            "零零",
            "〇五",
            "二三",
        ),
        *(
            "一二三",
            "1百23",
            "1万5",
            "5千1万",
            "1/0",
            "1/2/3",
            "1:0",
            "零分之一",
            "1:2:3",
            "50%%",
            "-5",
            "+5",
            "1,00",
            "1.",
            ".5",
            "五十%五",
        ),
        *(
            "三点",
            "点五",
            "abc",
            "第三",
            "²",
            "一" * 41,
            "9" * 5000,
            "一万零十",
            "百分之",
            "%",
            ":",
        ),
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(NumeralError):
        parse_number(text)


@given(st.text(alphabet="零〇一二三四五六七八九十百千万亿两点分之%:0123456789 .,廿", max_size=12))
def test_reading_a_number_gives_a_value_or_numeral_error(text: str) -> None:
    try:
        value = parse_number(text)
    except NumeralError:
        return
    assert value >= 0


@given(st.text(max_size=20))
def test_reading_any_text_as_a_date_gives_a_date_or_numeral_error(text: str) -> None:
    for body in (text, f"2019年{text}月3日"):
        try:
            parse_date(body)
        except NumeralError:
            continue


@given(st.integers(0, 10**16 - 1))
def test_large_round_trip(n: int) -> None:
    assert parse_number(chinese_numeral(n)) == n


@pytest.mark.parametrize("n", [-1, 10**16])
def test_no_numeral(n: int) -> None:
    with pytest.raises(NumeralError):
        chinese_numeral(n)


@pytest.mark.parametrize(
    "text",
    [
        *("2019年5月30日", "２０１９年５月３０日", "二〇一九年五月三十日", "二零一九年五月三十日"),
        *("二○一九年五月三十日", "2019-05-30", "2019-5-30", " 2019 年 5 月 30 日 "),
    ],
)
def test_dates(text: str) -> None:
    assert parse_date(text) == date(2019, 5, 30)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2023年91日",
            "2017322",
            "2019年  月   日",
            "2019年2月30日",
            "2019年13月1日",
            "19年5月3日",
        ),
        *(
            "2019年5月",
            "2019-5",
            "2019年〇月三日",
            "",
            "二千零一十九年五月三日",
            "2019年5月三分之一日",
        ),
        *("2019年7月中旬", "0000-01-01"),
    ],
)
def test_damaged_dates_are_refused(text: str) -> None:
    with pytest.raises(NumeralError):
        parse_date(text)
