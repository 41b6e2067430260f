"""Sections shared out among sessions: against every other way to do it, and by hand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moot.start.sessions import minutes_to_read, split, split_by_minutes


def ranges(parts: Sequence[slice]) -> list[tuple[int, int]]:
    return [(part.start, part.stop) for part in parts]


def sums(weights: Sequence[float], parts: Sequence[slice]) -> list[float]:
    return [sum(weights[part]) for part in parts]


def best_by_trying_all(weights: Sequence[float], sessions: int) -> list[tuple[int, int]]:
    """The rule of the module, word by word: longest, then squared differences from the mean, then early and short."""
    mean = sum(map(Fraction, weights), Fraction()) / sessions

    def merit(cuts: tuple[int, ...]) -> tuple[Fraction, Fraction, tuple[int, ...]]:
        ends = (0, *cuts, len(weights))
        lengths = [sum(map(Fraction, weights[a:b]), Fraction()) for a, b in pairwise(ends)]
        return max(lengths), sum(((one - mean) ** 2 for one in lengths), Fraction()), cuts

    cuts = min(combinations(range(1, len(weights)), sessions - 1), key=merit)
    return list(zip((0, *cuts), (*cuts, len(weights)), strict=True))


# --- so many sessions ---


@pytest.mark.parametrize(
    ("weights", "sessions", "lengths"),
    [
        ([10, 10, 10, 10], 2, [20, 20]),
        ([40, 10, 10, 10], 2, [40, 30]),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9], 3, [15, 13, 17]),
        ([100, 1, 1, 1, 1, 1, 1], 4, [100, 2, 2, 2]),  # a long one does not leave the rest uneven
        ([5, 5, 5], 2, [5, 10]),  # alike both ways: the first is the shorter
        ([0, 0, 0], 2, [0, 0]),
        ([0.1, 0.2, 0.3], 2, [0.1 + 0.2, 0.3]),
        ([7], 1, [7]),
    ],
)
def test_reading_is_balanced(weights: list[float], sessions: int, lengths: list[float]) -> None:
    assert sums(weights, split(weights, sessions)) == lengths


def test_more_sessions_than_sections_are_as_many_as_there_are_sections() -> None:
    assert ranges(split([3, 1, 2], 5)) == [(0, 1), (1, 2), (2, 3)]
    assert split([], 4) == ()


WEIGHTS = st.lists(st.integers(0, 12) | st.floats(0, 40, width=32), min_size=1, max_size=10)


@given(WEIGHTS, st.integers(1, 10))
@example([5, 5, 5, 5, 5], 3)
@example([0, 0, 1, 0, 0, 1, 0, 0], 4)
@example([9, 1, 1, 1, 1, 1, 1, 1], 5)
def test_no_other_way_is_better(weights: list[float], sessions: int) -> None:
    assert ranges(split(weights, sessions)) == best_by_trying_all(weights, min(sessions, len(weights)))


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=80), st.integers(1, 90))
def test_every_section_is_in_one_session_in_its_place(weights: list[int], sessions: int) -> None:
    parts = ranges(split(weights, sessions))
    assert [index for start, stop in parts for index in range(start, stop)] == list(range(len(weights)))
    assert all(start < stop for start, stop in parts)
    assert len(parts) == min(sessions, len(weights))


@pytest.mark.parametrize("kind", ["even", "uneven", "one giant", "minutes"])
def test_a_very_long_text_takes_no_second(kind: str) -> None:
    dice = random.Random(2027)
    weights: list[float] = {
        "even": [300.0] * 2_000,
        "uneven": [float(dice.randint(20, 3_000)) for _ in range(2_000)],
        "one giant": [float(dice.randint(20, 3_000)) for _ in range(1_999)] + [5_000_000.0],
        "minutes": [dice.random() * 20 for _ in range(2_000)],
    }[kind]
    assert len(split(weights, 100)) == 100


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_what_is_no_amount_of_reading_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="no amount of reading"):
        split([1, weight], 2)


def test_no_session_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one session, not 0"):
        split([1], 0)


# --- so many minutes ---


@pytest.mark.parametrize(
    ("weights", "minutes", "lengths", "longer"),
    [
        ([10, 10, 10, 10], 20, [20, 20], ()),
        ([10, 10, 10, 10], 30, [20, 20], ()),  # two are enough, and then they are even
        ([10, 10, 10, 10], 40, [40], ()),
        ([10, 50, 10, 10], 20, [10, 50, 20], (1,)),
        ([50, 60], 20, [50, 60], (0, 1)),
        ([20, 20], 20, [20, 20], ()),
        ([0, 0], 5, [0], ()),
        ([], 5, [], ()),
    ],
)
def test_by_minutes(weights: list[float], minutes: float, lengths: list[float], longer: tuple[int, ...]) -> None:
    found = split_by_minutes(weights, minutes)
    assert (sums(weights, found.sessions), found.longer) == (lengths, longer)


@given(WEIGHTS, st.integers(1, 60))
def test_by_minutes_no_session_is_too_long_and_none_too_many(weights: list[float], minutes: int) -> None:
    found = split_by_minutes(weights, minutes)
    parts = ranges(found.sessions)
    assert [index for start, stop in parts for index in range(start, stop)] == list(range(len(weights)))
    assert found.longer == tuple(index for index, weight in enumerate(weights) if weight > minutes)
    exact = [sum(map(Fraction, weights[start:stop])) for start, stop in parts]
    alone = {(index, index + 1) for index in found.longer}
    assert alone <= set(parts)
    assert all(length <= minutes for length, part in zip(exact, parts, strict=True) if part not in alone)
    # Fewest: filling each session as far as it goes is never beaten.
    count, room = 0, Fraction(-1)
    for weight in map(Fraction, weights):
        count, room = (count + 1, minutes - weight) if weight > room or room < 0 else (count, room - weight)
    assert len(parts) == count


def test_minutes_below_one_are_refused() -> None:
    with pytest.raises(ValueError, match="some minutes"):
        split_by_minutes([1], 0)


def test_minutes_are_those_a_slow_reader_finds_on_the_handout() -> None:
    assert minutes_to_read([0, 1, 175, 1_750, 6_600]) == [0, 1, 1, 10, 40]
