"""Dates as they are printed: `1918-02-23` is 23 February 1918."""

from __future__ import annotations

__all__ = ["clock", "printed_date"]

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def printed_date(date: str | None) -> str:
    """A partial date in words; a span as `14–16 March 1918`; "" for none."""
    if not date:
        return ""
    if date.startswith("c."):
        return f"c. {printed_date(date[2:].strip())}"
    if "/" in date:
        first, last = date.split("/", 1)
        return _span(first, last)
    return _single(date)


def _single(date: str) -> str:
    year, *rest = date.split("-")
    if not rest:
        return year
    if not 1 <= int(rest[0]) <= 12:
        return date
    month = _MONTHS[int(rest[0]) - 1]
    return f"{month} {year}" if len(rest) == 1 else f"{int(rest[1])} {month} {year}"


def _span(first: str, last: str) -> str:
    """Leaves out of the first date what both share."""
    if first[:4] == last[:4] and len(first) == len(last):
        if len(first) == 10 and first[:7] == last[:7]:
            return f"{int(first[8:])}–{_single(last)}"
        if len(first) >= 7:
            return f"{_single(first).removesuffix(' ' + first[:4])} – {_single(last)}"
    return (
        f"{_single(first)}–{_single(last)}" if len(first) == len(last) == 4 else f"{_single(first)} – {_single(last)}"
    )


def clock(start: str, minutes: int) -> str:
    """The time of day `minutes` after `start` (19:00), round the clock."""
    hour, minute = (int(part) for part in start.split(":"))
    total = (hour * 60 + minute + minutes) % (24 * 60)
    return f"{total // 60}:{total % 60:02}"
