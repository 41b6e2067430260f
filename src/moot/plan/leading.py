"""The values of the facilitator's own page; apart from the others, so that no participant's plan can hold them."""

from __future__ import annotations

from dataclasses import dataclass, field

from moot.plan.agenda import AgendaItem, CutStep

__all__ = ["Facilitation", "ShortForm", "Size"]


@dataclass(frozen=True)
class Size:
    """So many people: minutes each could speak if all sit in one circle, and the size of group they are run like."""

    people: int
    minutes: str
    like: int


@dataclass(frozen=True)
class ShortForm:
    """The same meeting in fewer minutes: what it is made of, what is left out, which questions get less time."""

    minutes: int
    agenda: tuple[AgendaItem, ...]
    questions: tuple[tuple[str, int], ...]
    left_out: tuple[str, ...]
    shortened: tuple[str, ...]


@dataclass(frozen=True)
class Facilitation:
    """What only the facilitator gets, beside the notes at each question.

    drafts_left_out: how many questions about its sections are not printed, because they are drafts.
    """

    prepare: tuple[str, ...]
    cut_plan: tuple[CutStep, ...]
    if_all_agree: tuple[str, ...]
    words_by_position: tuple[tuple[str, int], ...]
    minutes_for: int
    minutes_against: int
    sizes: tuple[Size, ...]
    short_form: ShortForm | None = field(default=None)
    left_out: tuple[str, ...] = ()
    online: bool = False
    drafts_left_out: int = 0
    tables: tuple[int, ...] = ()
    """Numbers of the tables, where the group is so large that it sits at several."""
