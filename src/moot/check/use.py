"""Whether anything lies about unused."""

from __future__ import annotations

from collections.abc import Iterator

from moot.load.guide_folder import Loaded
from moot.problems import Problem

__all__ = ["everything_used"]


def everything_used(loaded: Loaded) -> Iterator[Problem]:
    """Sections no session reads, sessions without a focus question, readings no section uses."""
    guide = loaded.guide
    read = {name for session in guide.sessions for name in session.sections}
    for section in guide.sections.values():
        if section.id not in read and guide.sessions:
            yield loaded.origins["section", section.id].warning(
                message=f"no session reads section “{section.id}”",
                hint="add it to the “sections” of a session",
                rule="unused",
            )
    used = {use.reading for section in guide.sections.values() for _, _, use in section.uses()}
    used |= {name for question in guide.questions.values() for name in question.readings}
    used |= {name for _, claim in guide.claims().values() for name in claim.answered_by}
    used |= {check.reading for section in guide.sections.values() for check in section.quotations if check.reading}
    for key in guide.readings:
        if key not in used:
            yield loaded.origins["reading", key].warning(
                message=f"no section uses reading “{key}”",
                hint="name it under primary, counterpoint or another role",
                rule="unused",
            )
