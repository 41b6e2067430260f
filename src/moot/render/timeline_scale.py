"""From dates to places on a line: how long they last, which times are left out, where the marks stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Scale", "When", "scale_of", "when_of"]

_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
_YEAR = 365.2425
_BREAK = 4.0  # mm of a break in the line
_MARGIN = 2.0  # mm above and below the line
_MOST_BREAKS = 3
_UNITS = (
    *((number, "day") for number in (1, 2, 5)),
    *((number, "month") for number in (1, 2, 3, 6)),
    *((number, "year") for number in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
_IN_DAYS = {"day": 1.0, "month": _YEAR / 12, "year": _YEAR}


@dataclass(frozen=True)
class When:
    """A date on the line, in days. kind: day, span (from its start to its end) or within (some time between them)."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True)
class Scale:
    """Where each day is. stretches: (first day, last day, top in mm, bottom in mm), one for each piece of the line."""

    stretches: tuple[tuple[float, float, float, float], ...]
    count: int
    unit: str
    ticks: tuple[float, ...]

    @property
    def pieces(self) -> tuple[tuple[float, float], ...]:
        """Top and bottom of each piece of the line."""
        return tuple((top, bottom) for _, _, top, bottom in self.stretches)

    def place(self, day: float) -> float:
        """Where the day is, in mm from the top."""
        first, last, top, bottom = next((one for one in self.stretches if day <= one[1]), self.stretches[-1])
        share = (day - first) / (last - first) if last > first else 0.5
        return top + min(max(share, 0.0), 1.0) * (bottom - top)


def when_of(when: str, until: str) -> When:
    """A date as guides write it: `1918-02-23`, `1918-02`, `c. 1918`, `1918/1920`."""
    about = when.startswith("c.") or until.startswith("c.")
    first, _, last = when.removeprefix("c.").strip().partition("/")
    last = until.removeprefix("c.").strip() or last
    start, end = _first_day(first), _day_after(last or first)
    if last and last != first:
        return When(start, max(end, start + 1), "span")
    return When(start, end, "within" if about or first.count("-") < 2 else "day")


def _parts(date: str) -> tuple[int, int, int]:
    year, month, day = ([int(part) for part in date.split("-")] + [0, 0])[:3]
    return year, month, day


def _first_day(date: str) -> float:
    year, month, day = _parts(date)
    return year * _YEAR + _DAYS_BEFORE[max(month, 1) - 1] + max(day, 1) - 1


def _day_after(date: str) -> float:
    year, month, day = _parts(date)
    if not month:
        return (year + 1) * _YEAR
    return year * _YEAR + (_DAYS_BEFORE[month - 1] + day if day else _DAYS_BEFORE[month])


def scale_of(whens: Sequence[When], height: float) -> Scale:
    """A scale of so many mm for these dates, with its breaks and marks."""
    stretches = _without_voids(whens)
    room = height - 2 * _MARGIN - _BREAK * (len(stretches) - 1)
    per_day = room / (sum(last - first for first, last in stretches) or 1)
    placed, top = [], _MARGIN
    for first, last in stretches:
        bottom = top + (last - first) * per_day
        placed.append((first, last, top, bottom))
        top = bottom + _BREAK
    count, unit = next((one for one in _UNITS if one[0] * _IN_DAYS[one[1]] * per_day >= 3.5), _UNITS[-1])
    bare = Scale(tuple(placed), count, unit, ())
    ticks = [bare.place(day) for first, last in stretches for day in _even_days(first, last, count, unit)]
    return Scale(bare.stretches, count, unit, tuple(ticks))


def _without_voids(whens: Sequence[When]) -> list[tuple[float, float]]:
    """The time that is drawn. A void is left out where it is a third of all there is and nearly twice the next."""
    covered: list[tuple[float, float]] = []
    for when in sorted(whens, key=lambda one: one.start):
        if covered and when.start <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], when.end))
        else:
            covered.append((when.start, when.end))
    voids = sorted(((after[0] - before[1], after[0]) for before, after in pairwise(covered)), reverse=True)
    total = covered[-1][1] - covered[0][0]
    breaks: set[float] = set()
    for number, (length, day) in enumerate(voids[: max(1, min(_MOST_BREAKS, len(whens) // 6))]):
        following = voids[number + 1][0] if number + 1 < len(voids) else 0.0
        if length < total / 3 or length < 1.8 * following:
            break
        breaks.add(day)
        total -= length
    stretches = [covered[0]]
    for first, last in covered[1:]:
        if first in breaks:
            stretches.append((first, last))
        else:
            stretches[-1] = (stretches[-1][0], last)
    return stretches


def _even_days(first: float, last: float, count: int, unit: str) -> Iterator[float]:
    """The beginnings of years or months, or every so many days, within a stretch."""
    if unit == "day":
        days = (first + number * count for number in range(int((last - first) / count) + 1))
    elif unit == "year":
        year = int(first / _YEAR) // count * count
        days = (number * _YEAR for number in range(year, int(last / _YEAR) + count + 1, count))
    else:
        months = range(int(first / _YEAR) * 12, (int(last / _YEAR) + 1) * 12 + 1, count)
        days = (month // 12 * _YEAR + _DAYS_BEFORE[month % 12] for month in months)
    yield from (day for day in days if first <= day <= last)
