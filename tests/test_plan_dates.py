"""Dates and clock times in print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from moot.guide.base import PartialDate
from moot.plan.dates import clock, date_order, printed_date

PRINTED = """
    1918                      1918
    476                       476
    1918-02                   February 1918
    1918-02-23                23 February 1918
    1918-03-01                1 March 1918
    c. 1918                   c. 1918
    c.1918-05                 c. May 1918
    1918/1920                 1918–1920
    410/476                   410–476
    c. 1918/1920              c. 1918–1920
    1918-05/1918-06           May – June 1918
    1917-12/1918-01           December 1917 – January 1918
    1918-03-14/1918-03-16     14–16 March 1918
    1918-03-30/1918-04-02     30 March – 2 April 1918
    1917-12-22/1918-03-03     22 December 1917 – 3 March 1918
    1918/1918-05              1918 – May 1918
    1918-05-01/1918-05-01     1 May 1918
    """


@pytest.mark.parametrize("row", PRINTED.strip().splitlines())
def test_printed_dates(row: str) -> None:
    date, words = (part.strip() for part in row.strip().split("   ", 1))
    assert TypeAdapter(PartialDate).validate_python(date) == date
    assert printed_date(date) == words


def test_no_date_is_nothing() -> None:
    assert printed_date(None) == printed_date("") == ""


@given(
    st.from_regex(
        r"(c\. ?)?[0-9]{1,4}(-[0-1][0-9](-[0-3][0-9])?)?(/[0-9]{1,4}(-[0-1][0-9](-[0-3][0-9])?)?)?", fullmatch=True
    )
)
def test_every_date_that_can_be_written_can_be_printed_and_sorted(date: str) -> None:
    try:
        TypeAdapter(PartialDate).validate_python(date)
    except ValueError:
        return
    assert printed_date(date)
    assert date_order(date)


def test_dates_sort_as_they_happened() -> None:
    dates = ["44", "c. 476", "1917", "1917/1918", "1917-02", "1917-02-23", "1917-10", "c. 1918"]
    backwards = dates[::-1]
    assert sorted(backwards, key=date_order) == dates


@pytest.mark.parametrize(
    ("start", "minutes", "then"),
    [
        ("19:00", 0, "19:00"),
        ("9:05", 55, "10:00"),
        ("19:30", 95, "21:05"),
        ("23:50", 20, "0:10"),
        ("00:00", 1440, "0:00"),
    ],
)
def test_the_clock_goes_round(start: str, minutes: int, then: str) -> None:
    assert clock(start, minutes) == then
