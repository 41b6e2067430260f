"""What somebody who could not read before the meeting can read in ten minutes, out of the handout itself."""

from __future__ import annotations

from collections.abc import Sequence

from moot.plan.pieces import Fallback, PlannedClaim, PlannedSection
from moot.plan.reading_time import SLOW, reading_time

__all__ = ["fallback_of"]

_MOST_WORDS = 10 * SLOW
"""Ten minutes of a slow reader."""


def fallback_of(sections: Sequence[PlannedSection], claims: Sequence[PlannedClaim]) -> Fallback | None:
    """The summaries, and as many claims with their replies, in order, as ten minutes allow; None without summaries."""
    words = sum(_words(section.summary) for section in sections)
    if not words:
        return None
    labels: list[str] = []
    for claim in claims:
        more = sum(_words(text) for text in (claim.says, claim.evidence, claim.counterpoint))
        if words + more > _MOST_WORDS:
            break
        words += more
        labels.append(claim.label)
    minutes = reading_time(words)
    assert minutes is not None, "there are words"
    return Fallback(minutes, labels[0] if labels else "", labels[-1] if labels else "", len(labels))


def _words(text: str) -> int:
    return len(text.split())
