"""Words to minutes, as a range that adds up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moot.plan.reading_time import FAST, SLOW, either, reading_time, together
from moot.plan.view import Minutes


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [(1, 1, 1), (300, 1, 2), (600, 2, 3), (1050, 4, 6), (3000, 10, 17), (3325, 11, 19), (3500, 12, 20), (6000, 20, 35),
     (6600, 20, 40), (10_000, 35, 55), (100_000, 335, 570)],
)  # fmt: skip
def test_three_hundred_to_a_hundred_and_seventy_five_words_a_minute(words: int, least: int, most: int) -> None:
    assert reading_time(words) == Minutes(least, most, words)


@pytest.mark.parametrize("words", [None, 0])
def test_without_words_there_is_no_time(words: int | None) -> None:
    assert reading_time(words) is None


@given(st.integers(1, 2_000_000), st.integers(1, 2_000_000))
def test_a_range_is_one_and_more_words_take_no_less_time(some: int, more: int) -> None:
    one = reading_time(some)
    other = reading_time(some + more)
    assert one
    assert other
    assert 1 <= one.least <= one.most
    assert one.least <= other.least
    assert one.most <= other.most
    # Rounded to whole minutes below twenty and to five above; never nothing.
    assert abs(one.least - some / FAST) <= 2.5 or one.least == 1
    assert abs(one.most - some / SLOW) <= 2.5 or one.most == 1


def test_together_is_the_sum_of_what_is_printed() -> None:
    parts = [reading_time(100), reading_time(100), reading_time(6600), None]
    assert together(parts) == Minutes(1 + 1 + 20, 1 + 1 + 40, 6800)
    assert together([None, None]) is None
    assert together([]) is None


def test_either_is_from_the_shortest_to_the_longest() -> None:
    assert either([reading_time(3000), None, reading_time(600)]) == Minutes(2, 17, 600)
    assert either([None]) is None


def test_halves_are_rounded_up() -> None:
    time = reading_time(750)  # 750 / 300 = 2.5
    assert time is not None and time.least == 3
