"""Which source of the time stands opposite which reply: what everybody reads, about the same claims."""

from __future__ import annotations

from collections.abc import Sequence

from moot.plan.pieces import PlannedReading

__all__ = ["opposite_readings"]


def opposite_readings(
    primary: Sequence[PlannedReading], counterpoint: Sequence[PlannedReading]
) -> tuple[tuple[PlannedReading, PlannedReading], ...]:
    """Pairs of (primary source, counterpoint), each reading in one pair at most, in the order of the primary sources.

    Only what is required: a choice cannot be set against anything. The pairs that share most claims are made first; of
    those that share equally many, the readings named first. Readings without a common claim are not set opposite.
    """
    sources = [one for one in primary if one.need == "required"]
    replies = [one for one in counterpoint if one.need == "required"]
    shared = {
        (i, j): len({claim for claim, _ in source.stances} & {claim for claim, _ in reply.stances})
        for i, source in enumerate(sources)
        for j, reply in enumerate(replies)
    }
    pairs: dict[int, int] = {}
    for i, j in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if shared[i, j] and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return tuple((sources[i], replies[j]) for i, j in sorted(pairs.items()))
