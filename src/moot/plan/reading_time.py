"""Reading time from words.

Silent reading of English non-fiction runs from about 300 words a minute (fast adults) down to 175 (slower
adults, second-language readers): Brysbaert's review of 190 studies. A range is honest; a single figure is not.
"""

from __future__ import annotations

from collections.abc import Iterable

from moot.plan.view import Minutes

__all__ = ["FAST", "SLOW", "reading_time", "together"]

FAST, SLOW = 300, 175


def reading_time(words: int | None) -> Minutes | None:
    """Minutes to read `words` words, rounded: whole minutes below 20, steps of five above. None without words."""
    if not words:
        return None
    return Minutes(_rounded(words / FAST), _rounded(words / SLOW), words)


def together(parts: Iterable[Minutes | None]) -> Minutes | None:
    """The time for several readings one after the other, from the sum of their words."""
    return reading_time(sum(part.words for part in parts if part))


def _rounded(minutes: float) -> int:
    return max(1, round(minutes)) if minutes < 20 else 5 * round(minutes / 5)
