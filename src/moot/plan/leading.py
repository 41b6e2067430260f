"""The values of the facilitator's own page; apart from the others, so that no participant's plan can hold them."""

from __future__ import annotations

from dataclasses import dataclass, field

from moot.plan.agenda import AgendaItem, CutStep

__all__ = ["Facilitation", "ShortForm"]


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
    """What only the facilitator gets, beside the notes at each question."""

    prepare: tuple[str, ...]
    cut_plan: tuple[CutStep, ...]
    if_all_agree: tuple[str, ...]
    words_by_position: tuple[tuple[str, int], ...]
    minutes_for: int
    minutes_against: int
    talk_minutes: int
    short_form: ShortForm | None = field(default=None)
