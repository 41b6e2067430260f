"""What is in a print kit: its parts in the order in which they are printed, and how many copies a group needs."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal

__all__ = ["KIT", "KitPart", "copies"]


@dataclass(frozen=True)
class KitPart:
    """One document of the kit.

    name is that of its file, says what it is in a few words; template makes it from a session plan. edition: whose
    plan it is made from. share: one copy is enough for so many people, 0 for all together; large_share is the same in
    large print, where fewer find room on a sheet. backs: each second page is the back of the one before, so that it
    has to be printed on both sides; without it, every copy begins on a sheet of its own. cut: it is cut into pieces.
    """

    name: str
    says: str
    template: str
    share: int
    large_share: int
    edition: Literal["participant", "facilitator"] = "participant"
    backs: bool = False
    cut: bool = False


KIT = (
    KitPart("handout", "handouts", "session.html", 1, 1),
    KitPart("facilitator", "the facilitator's guide", "session.html", 0, 0, edition="facilitator"),
    KitPart("cards", "question cards", "cards.html", 0, 0, backs=True, cut=True),
    KitPart("roles", "role cards", "roles.html", 0, 0, backs=True, cut=True),
    KitPart("placemat", "placemats for claims and evidence", "placemat.html", 4, 4),
    KitPart("sign-in", "the sign-in sheet", "sign-in.html", 0, 0),
    KitPart("feedback", "slips for what was good and what was not", "feedback.html", 2, 1, cut=True),
)
"""The parts, in the order of the stack of paper. Backs are there where the look has two sides."""


def copies(part: KitPart, people: int, large: bool = False) -> int:
    """How many copies of a part so many people need: at least one. Raises ValueError for fewer than one person."""
    if people < 1:
        raise ValueError(f"a kit is for at least one person, not for {people}")
    share = part.large_share if large else part.share
    return ceil(people / share) if share else 1
