"""Which question sets are asked: the guide's usual one, or those named on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moot.guide.guide import Guide, GuideFile
from moot.problems import UsageProblem, nearest

__all__ = ["INSIDE", "asking", "known_sets", "usual_sets"]

INSIDE = ""
"""The set of the questions that stand inside their section; they are asked whatever the set."""

Sets = Mapping[str, tuple[str, ...]]
"""Ids of questions by name of their set."""


def known_sets(about: GuideFile, sets: Sets) -> tuple[str, ...]:
    """The names of the sets that can be asked for, the usual one first."""
    return tuple(about.sets) or tuple(name for name in sets if name != INSIDE)


def usual_sets(about: GuideFile, sets: Sets) -> tuple[str, ...]:
    """The set that is used where none is asked for: the first the guide names, or all where it names none."""
    return tuple(about.sets)[:1] or known_sets(about, sets)


def asking(guide: Guide, sets: Sets, wanted: Sequence[str] = ()) -> Guide:
    """`guide`, which holds the questions of all sets, with those of the `wanted` sets only, and their minutes.

    Raises UsageProblem for a set the guide does not have.
    """
    known = known_sets(guide.about, sets)
    for name in wanted:
        if name not in known:
            close = nearest(name, known)
            hint = f"did you mean “{close}”?" if close else f"its sets: {', '.join(known) or 'none'}"
            raise UsageProblem(f"--set {name}: this guide has no such question set\n    help: {hint}")
    names = tuple(dict.fromkeys(wanted)) or usual_sets(guide.about, sets)
    chosen = {question for name in (INSIDE, *names) for question in sets.get(name, ())}
    described = [guide.about.sets[name] for name in names if name in guide.about.sets]
    minutes = next((one.minutes for one in described if one.minutes), None)
    sessions = guide.sessions
    if minutes:
        sessions = tuple(session.model_copy(update={"minutes": minutes}) for session in sessions)
    return guide.model_copy(
        update={
            "questions": {name: question for name, question in guide.questions.items() if name in chosen},
            "sessions": sessions,
            "asked": names,
        }
    )
