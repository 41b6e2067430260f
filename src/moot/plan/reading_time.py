"""Reading time from words.

Silent reading of English non-fiction runs from about 300 words a minute (fast adults) down to 175 (slower
adults, second-language readers): Brysbaert's review of 190 studies. A range is honest; a single figure is not.
"""

from __future__ import annotations

from collections.abc import Iterable

from moot.plan.pieces import Minutes

__all__ = ["FAST", "SLOW", "either", "reading_time", "together"]

FAST, SLOW = 300, 175


def reading_time(words: int | None) -> Minutes | None:
    """Minutes to read `words` words, rounded: whole minutes below 20, steps of five above. None without words."""
    if not words:
        return None
    return Minutes(_rounded(words / FAST), _rounded(words / SLOW), words)


def together(parts: Iterable[Minutes | None]) -> Minutes | None:
    """The time for several readings one after the other: the sum of what is printed for each, so that it adds up.

    Those of which nobody knows the length are left out; None where it is known of none.
    """
    known = [part for part in parts if part]
    if not known:
        return None
    return Minutes(sum(one.least for one in known), sum(one.most for one in known), sum(one.words for one in known))


def either(choices: Iterable[Minutes | None]) -> Minutes | None:
    """The time for one of several readings: what the shortest takes at least, and the longest at most."""
    known = [one for one in choices if one]
    if not known:
        return None
    return Minutes(min(one.least for one in known), max(one.most for one in known), min(one.words for one in known))


def _rounded(minutes: float) -> int:
    return max(1, int(minutes + 0.5)) if minutes < 20 else 5 * int(minutes / 5 + 0.5)
