"""Whether a session's minutes add up."""

from __future__ import annotations

from collections.abc import Iterator

from moot.guide.session import Session
from moot.load.entries import Origin
from moot.load.guide_folder import Loaded
from moot.load.sets import known_sets
from moot.plan.agenda import agenda_of, least_buffer
from moot.plan.order import numbered_questions
from moot.problems import Problem

__all__ = ["minutes_add_up"]

_MOST_SPARE = 0.25
"""A quarter of the meeting without a plan is more than a buffer."""


def minutes_add_up(loaded: Loaded) -> Iterator[Problem]:
    """Questions, fixed parts and a buffer of at least 4 % make the session's minutes; an error where they do not.

    Drafts fill a session as well, but one that they make too long can be printed without them.
    """
    ready, whole = loaded.guide.without_drafts(), loaded.guide.with_drafts()
    for session in loaded.guide.sessions:
        origin, path = _place(loaded, session)
        agenda = agenda_of(session.minutes, numbered_questions(ready, session))
        with_drafts = agenda_of(session.minutes, numbered_questions(whole, session))
        least = least_buffer(session.minutes)
        if agenda.spare < least:
            over = least - agenda.spare
            yield origin.problem(
                *path,
                message=f"session “{session.id}” needs {session.minutes + over} minutes with a buffer of {least}, "
                f"{over} more than its {session.minutes}",
                hint=_hint(loaded),
                rule="minutes",
            )
        elif with_drafts.spare < least:
            over = least - with_drafts.spare
            yield origin.warning(
                *path,
                message=f"with its drafts session “{session.id}” needs {session.minutes + over} minutes, {over} more "
                f"than its {session.minutes}",
                hint="drop some drafts, or give them “priority: if-time”",
                rule="minutes",
            )
        elif with_drafts.spare > session.minutes * _MOST_SPARE:
            yield origin.warning(
                *path,
                message=f"session “{session.id}” plans only {with_drafts.planned} of its {session.minutes} minutes",
                hint="add questions, or make the session shorter",
                rule="minutes",
            )


def _place(loaded: Loaded, session: Session) -> tuple[Origin, tuple[str, ...]]:
    """Where the minutes of the session are written: with it, or with the question set that is asked."""
    sets = loaded.guide.about.sets
    name = next((one for one in loaded.guide.asked if one in sets and sets[one].minutes), None)
    written = session.minutes == (sets[name].minutes if name else None)
    if name and written:
        return loaded.guide_file, ("sets", name, "minutes")
    return loaded.origins["session", session.id], ("minutes",)


def _hint(loaded: Loaded) -> str:
    if not loaded.guide.about.sets and len(known_sets(loaded.guide.about, loaded.sets)) > 1:
        return "all files in questions/ are asked together; to keep them apart, name them under “sets:” in guide.yaml"
    return "give it more minutes, give questions “priority: if-time”, or shorten some"
