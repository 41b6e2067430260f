"""What is edited: a guide in its folder, or a group's adaptation of one. Both take the same edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import Section
from moot.problems import UsageProblem

__all__ = ["Beside", "Edits", "Noun", "edits_of", "refuse_shipped"]

Noun = Literal["question", "reading"]


class Beside(NamedTuple):
    """The place next to another question."""

    id: str
    after: bool


class Edits(Protocol):
    """Edits by id. Each gives a line that says what is done; nothing is written before `finish`.

    All raise UsageProblem for an id that there is not, EditRefused where a file cannot be edited.
    """

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, of all sets."""

    @property
    def readings(self) -> Mapping[str, Reading]:
        """Every reading by id."""

    @property
    def sections(self) -> Mapping[str, Section]:
        """Every section by id."""

    @property
    def gone(self) -> Mapping[str, str]:
        """What an adaptation drops, by id, with the file that does."""

    def add_question(self, data: dict[str, Any], beside: Beside | None, question_set: str | None) -> str:
        """A new question with its id in `data`; its section is that of the one beside it where it names none."""

    def add_reading(self, data: dict[str, Any], section: str, role: str, use: dict[str, Any]) -> str:
        """A new reading with its id in `data`, which `section` uses as `role`."""

    def edit(self, noun: Noun, name: str, fields: dict[str, Any]) -> str:
        """Other values for some fields; None takes a field away."""

    def drop(self, noun: Noun, name: str) -> str:
        """Without this question or reading, and without what names it."""

    def move(self, name: str, beside: Beside) -> str:
        """A question next to another one."""

    def finish(self, write: bool = True) -> None:
        """Tries whether the guide would load, then writes. Raises GuideProblems where it would have a new error."""


def edits_of(folder: Path | None, name: str | None, files: Sequence[Path], set_folders: Sequence[Path]) -> Edits:
    """The edits of a guide's folder, or of the adaptation file where one is given."""
    if files:
        from moot.edits.group import GroupEdits

        return GroupEdits(files[0], set_folders)
    from moot.edits.guide import GuideEdits

    assert folder is not None
    return GuideEdits(folder, name or folder.as_posix())


def refuse_shipped(name: str) -> UsageProblem:
    """That a guide which comes with moot is not edited, and what to do instead."""
    return UsageProblem(
        f"“{name}” comes with moot and is not changed in place\n"
        f"    help: write “extends: {name}” into a file such as tuesday.yaml and name that file instead"
    )
