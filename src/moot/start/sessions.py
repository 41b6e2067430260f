"""A row of sections split into sessions, so that what has to be read is shared out evenly.

The sections stay in their order and whole. Of all ways to split them the best one is found, exactly:

1. the longest session is as short as can be;
2. among those, the sessions are as even as can be: the sum of the squared differences from their mean is smallest;
3. among those, the first session has the fewest sections, then the second, and so on: a group begins gently.

The sum of squared differences from the mean is smallest where the sum of squares is, because the mean is the same for
all ways to split. Weights are made whole numbers before anything is compared, so that no rounding decides.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from moot.plan.reading_time import reading_time

__all__ = ["ByMinutes", "minutes_to_read", "split", "split_by_minutes"]


class ByMinutes(NamedTuple):
    """Sessions as ranges of sections, and the indexes of the sections that are longer than the minutes on their own."""

    sessions: tuple[slice, ...]
    longer: tuple[int, ...]


def minutes_to_read(words: Sequence[int]) -> list[float]:
    """Minutes that each section takes a slow reader, 175 words a minute, as the handout prints them.

    A limit in minutes is kept for everybody only if the slower readers keep it; a fast reader is through sooner. The
    figures are those in print, rounded, so that no handout says more than was asked for.
    """
    times = [reading_time(count) for count in words]
    return [time.most if time else 0 for time in times]


def split(weights: Sequence[float], sessions: int) -> tuple[slice, ...]:
    """The sections of each session, as ranges of indexes, balanced as this module says.

    weights: words or minutes of required reading, a number of at least 0 for each section. sessions: how many are
    wanted, at least 1. Fewer come back only where there are fewer sections, for a section is not cut. Raises
    ValueError for other weights and numbers.
    """
    if sessions < 1:
        raise ValueError(f"a guide has at least one session, not {sessions}")
    whole = _whole(weights)
    return tuple(_balanced(whole, min(sessions, len(whole)))) if whole else ()


def split_by_minutes(weights: Sequence[float], minutes: float) -> ByMinutes:
    """The fewest sessions of which none has more than so many minutes of reading.

    A section that is longer on its own is a session on its own, and is named in `longer`. The sections between two of
    those are balanced among their sessions as this module says. Raises ValueError as `split` does.
    """
    *whole, most = _whole([*weights, minutes])
    if most <= 0:
        raise ValueError(f"a session needs some minutes of reading, not {minutes:g}")
    longer = tuple(index for index, weight in enumerate(whole) if weight > most)
    found: list[slice] = []
    begin = 0
    for index in (*longer, len(whole)):
        run = whole[begin:index]
        if run:
            balanced = _balanced(run, _fewest(run, most))
            found += [slice(begin + part.start, begin + part.stop) for part in balanced]
        if index < len(whole):
            found.append(slice(index, index + 1))
        begin = index + 1
    return ByMinutes(tuple(found), longer)


def _whole(weights: Sequence[float]) -> list[int]:
    """The weights as whole numbers in the same proportions."""
    for weight in weights:
        if not math.isfinite(weight) or weight < 0:
            raise ValueError(f"{weight} is no amount of reading")
    exact = [Fraction(weight) for weight in weights]
    common = math.lcm(*(one.denominator for one in exact))
    return [int(one * common) for one in exact]


def _fewest(weights: Sequence[int], most: int) -> int:
    """How many sessions it takes if none may have more than `most`; no weight is more."""
    count, room = 1, most
    for weight in weights:
        if weight > room:
            count, room = count + 1, most
        room -= weight
    return count


def _shortest_longest(weights: Sequence[int], sessions: int) -> int:
    """The length of the longest session where it is as short as can be: halving the range until one is left."""
    low, high = max(max(weights), -(-sum(weights) // sessions)), sum(weights)
    while low < high:
        middle = (low + high) // 2
        if _fewest(weights, middle) <= sessions:
            high = middle
        else:
            low = middle + 1
    return low


def _balanced(weights: Sequence[int], sessions: int) -> list[slice]:
    """The best split into exactly so many sessions, at most as many as there are weights."""
    ends = _Ends(weights, sessions)
    firsts = ends.all_first_ends()
    found, begin = [], 0
    for first in reversed(firsts):
        end = first[begin]
        found.append(slice(begin, end))
        begin = end
    return found


class _Ends:
    """Where to end the next session, by where it begins and how many sessions are left.

    From the last session to the first, `costs[begin]` is the smallest sum of squares for the sections from `begin` to
    the end in so many sessions. The best end never moves backwards where the begin moves on, since squares of sums
    over a row keep the quadrangle inequality; so each row is found by halves (divide and conquer), n · log n steps.
    """

    def __init__(self, weights: Sequence[int], sessions: int) -> None:
        self.count, self.sessions = len(weights), sessions
        self.sums = [0, *accumulate(weights)]
        most = _shortest_longest(weights, sessions)
        self.farthest = [bisect_right(self.sums, begin + most) - 1 for begin in self.sums]
        self.reach = [0]  # how far the first 1, 2, … sessions can go at most
        for _ in range(sessions):
            self.reach.append(self.farthest[self.reach[-1]])
        self.low = self.count  # the first section from which the sessions that are left can reach the end
        self.costs: list[int] = [0] * (self.count + 1)
        self.first: dict[int, int] = {}

    def all_first_ends(self) -> list[dict[int, int]]:
        """For 1, 2, … sessions that are left the best end of the first of them, by where it begins."""
        rows, next_low = [], self.count
        for left in range(1, self.sessions + 1):
            before = self.sessions - left
            while self.low > 0 and self.farthest[self.low - 1] >= next_low:
                self.low -= 1
            begin, last = max(self.low, before), min(self.reach[before], self.count - left)
            self.first = {}
            costs = self.costs[:]
            self._by_halves(begin, last, next_low, self.count - left + 1, costs)
            self.costs = costs
            rows.append(self.first)
            next_low = self.low
        return rows

    def _by_halves(self, begin: int, last: int, least: int, most: int, costs: list[int]) -> None:
        """Fills in the begins from `begin` to `last`, whose best ends are known to lie from `least` to `most`."""
        waiting = [(begin, last, least, most)]
        old, sums = self.costs, self.sums
        while waiting:
            begin, last, least, most = waiting.pop()
            if begin > last:
                continue
            middle = (begin + last) // 2
            start = sums[middle]
            ends = range(max(least, middle + 1), min(most, self.farthest[middle]) + 1)
            best, end = min((old[end] + (sums[end] - start) ** 2, end) for end in ends)
            costs[middle], self.first[middle] = best, end
            waiting += [(begin, middle - 1, least, end), (middle + 1, last, end, most)]
