"""Whether a session's minutes add up."""

from __future__ import annotations

from collections.abc import Iterator

from moot.load.guide_folder import Loaded
from moot.plan.agenda import agenda_of, least_buffer
from moot.plan.order import numbered_questions
from moot.problems import Problem

__all__ = ["minutes_add_up"]

_MOST_SPARE = 0.25
"""A quarter of the meeting without a plan is more than a buffer."""


def minutes_add_up(loaded: Loaded) -> Iterator[Problem]:
    """Questions, fixed parts and a buffer of at least 4 % make the session's minutes; an error where they do not."""
    for session in loaded.guide.sessions:
        origin = loaded.origins["session", session.id]
        agenda = agenda_of(session.minutes, numbered_questions(loaded.guide, session))
        least = least_buffer(session.minutes)
        if agenda.spare < least:
            over = least - agenda.spare
            yield origin.problem(
                "minutes",
                message=f"session “{session.id}” needs {session.minutes + over} minutes with a buffer of {least}, "
                f"{over} more than its {session.minutes}",
                hint="give it more minutes, give questions “priority: if-time”, or shorten some",
                rule="minutes",
            )
        elif agenda.spare > session.minutes * _MOST_SPARE:
            yield origin.warning(
                "minutes",
                message=f"session “{session.id}” plans only {agenda.planned} of its {session.minutes} minutes",
                hint="add questions, or make the session shorter",
                rule="minutes",
            )
