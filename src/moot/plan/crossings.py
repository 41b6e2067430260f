"""Finding one's place: from a question or claim to its passage, and from the passage back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moot.plan.pieces import Asked, PlannedClaim, PlannedQuestion, PlannedSection

__all__ = ["places_of", "with_askers"]


def places_of(sections: Sequence[PlannedSection]) -> frozenset[str]:
    """The places on the pages that references can lead to: `section-ID`, and `p12` for a paragraph that is printed."""
    numbers = {f"p{block.number}" for section in sections for block in section.blocks if block.number is not None}
    return frozenset(numbers | {f"section-{section.id}" for section in sections})


def with_askers(
    sections: Sequence[PlannedSection], questions: Sequence[PlannedQuestion], claims: Sequence[PlannedClaim]
) -> tuple[PlannedSection, ...]:
    """The sections, each paragraph and each section with the questions and claims that refer to it, in their order."""
    askers: dict[str, list[Asked]] = {}
    for claim in claims:
        for place in dict.fromkeys(passage.place for passage in claim.passages if passage.place):
            askers.setdefault(place, []).append(Asked(claim.label, claim.place))
    for question in questions:
        for place in dict.fromkeys(passage.place for passage in question.passages if passage.place):
            askers.setdefault(place, []).append(Asked(question.label, question.place))
    return tuple(
        replace(
            section,
            asked=tuple(askers.get(f"section-{section.id}", ())),
            blocks=tuple(replace(block, asked=tuple(askers.get(f"p{block.number}", ()))) for block in section.blocks),
        )
        for section in sections
    )
