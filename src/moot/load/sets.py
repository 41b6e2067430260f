"""Which question sets are asked: the guide's usual one, those named, what they extend, and sets for any guide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from moot.guide.guide import Guide, GuideFile
from moot.guide.question import Question
from moot.load.entries import Origin, entries_of, validated
from moot.problems import GuideProblems, Problem, UsageProblem, nearest
from moot.resources import shipped
from moot.yaml_file import read_yaml

__all__ = ["INSIDE", "asking", "dealt", "known_sets", "shared_sets", "usual_sets"]

INSIDE = ""
"""The set of the questions that stand inside their section; they are asked whatever the set."""

Sets = Mapping[str, tuple[str, ...]]
"""Ids of questions by name of their set."""


def known_sets(about: GuideFile, sets: Sets) -> tuple[str, ...]:
    """The names of the guide's own sets that can be asked for, the usual one first."""
    return tuple(about.sets) or tuple(name for name in sets if name != INSIDE)


def usual_sets(about: GuideFile, sets: Sets) -> tuple[str, ...]:
    """The set that is used where none is asked for: the first the guide names, or all where it names none."""
    return tuple(about.sets)[:1] or known_sets(about, sets)


def shared_sets(folders: Iterable[Path]) -> dict[str, Path]:
    """Files of questions that any guide can ask, by name: those in these folders, then those that come with moot."""
    own = shipped("guides") / "shared" / "questions"
    found: dict[str, Path] = {}
    for folder in (*folders, own):
        if not folder.is_dir():
            raise UsageProblem(f"--sets {folder.as_posix()}: there is no such folder")
        for file in sorted(folder.glob("*.yaml")):
            found.setdefault(file.stem, file)
    return found


def asking(guide: Guide, sets: Sets, wanted: Sequence[str] = (), shared: Sequence[str] = ()) -> Guide:
    """`guide`, which holds the questions of all sets, with those of the `wanted` sets only, and their minutes.

    shared: names of sets for any guide, which may be among the wanted; their questions come later.
    Raises UsageProblem for a set that there is not.
    """
    known = (*known_sets(guide.about, sets), *shared)
    for name in wanted:
        if name not in known:
            close = nearest(name, known)
            hint = f"did you mean “{close}”?" if close else f"its sets: {', '.join(known) or 'none'}"
            raise UsageProblem(f"--set {name}: this guide has no such question set\n    help: {hint}")
    names = tuple(dict.fromkeys(wanted)) or usual_sets(guide.about, sets)
    chosen: set[str] = set(sets.get(INSIDE, ()))
    for name in names:
        chosen |= _questions_of(name, guide.about, sets)
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


def _questions_of(name: str, about: GuideFile, sets: Sets, seen: tuple[str, ...] = ()) -> set[str]:
    """The questions of a set with those of the sets it extends, less those it leaves out; a circle ends by itself."""
    found = set(sets.get(name, ()))
    described = about.sets.get(name)
    for other in described.extends if described else ():
        if other not in (*seen, name):
            found |= _questions_of(other, about, sets, (*seen, name))
    return found - set(described.without if described else ())


def dealt(guide: Guide, name: str, file: Path) -> dict[str, tuple[Question, Origin]]:
    """The questions of a shared set, dealt to the sessions: each is given one of each kind, in turn.

    A question gets the id of its session behind its own, and belongs to the session's first section.
    Raises GuideProblems where the file is wrong.
    """
    read = read_yaml(file, file.as_posix())
    problems: list[Problem] = []
    entries = [
        (entry.origin, validated(Question, entry.data, entry.origin, problems))
        for entry in entries_of(Origin(read), read.data, "question", problems)
    ]
    if problems:
        raise GuideProblems(problems)
    by_kind: dict[str, list[tuple[Origin, Question]]] = {}
    for origin, question in entries:
        if question is not None:
            by_kind.setdefault(question.kind, []).append((origin, question))
    found: dict[str, tuple[Question, Origin]] = {}
    for turn, session in enumerate(guide.sessions):
        for questions in by_kind.values():
            origin, question = questions[turn % len(questions)]
            made = question.model_copy(
                update={
                    "id": f"{question.id}-{session.id}",
                    "section": session.sections[0],
                    "tags": (*question.tags, name),
                }
            )
            found[made.id] = (made, origin)
    return found
