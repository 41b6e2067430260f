"""What is edited: a guide in its folder, or a group's adaptation of one. Both take the same edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import Section
from moot.problems import GuideProblems, UsageProblem
from moot.resources import shipped_guides
from moot.yaml_file import read_yaml

if TYPE_CHECKING:
    from moot.edits.entries import EntryEdits

__all__ = ["Beside", "Edits", "Noun", "additions_to", "edits_of", "refuse_shipped"]

Noun = Literal["question", "reading"]


class Beside(NamedTuple):
    """The place next to another question, or another section."""

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


def additions_to(folder: Path | None, name: str | None, files: Sequence[Path]) -> EntryEdits:
    """For sections, claims, people and terms, which only a guide can have. Raises UsageProblem for an adaptation."""
    from moot.edits.entries import EntryEdits

    if files:
        raise _refuse_adaptation(files[0])
    assert folder is not None
    return EntryEdits(folder, name or folder.as_posix())


def refuse_shipped(name: str, copied: Path | None = None) -> UsageProblem:
    """That a guide which comes with moot is not edited, and what to do instead.

    copied: its folder, for an edit that an adaptation cannot make.
    """
    hint = f"write “extends: {name}” into a file such as tuesday.yaml and name that file instead"
    if copied:
        hint = f"copy its folder {copied} to a place of yours, and name the copy instead"
    return UsageProblem(f"“{name}” comes with moot and is not changed in place\n    help: {hint}")


def _refuse_adaptation(file: Path) -> UsageProblem:
    """That an adaptation has no sections, claims, people and terms of its own; where they go."""
    name = file.as_posix()
    try:
        data: Any = read_yaml(file, name).data
    except GuideProblems:
        data = None
    extends = str(data.get("extends") or "") if isinstance(data, dict) else ""
    extends = extends.partition("@")[0]
    own = bool(extends) and (file.parent / extends).exists()
    hint = "name the guide’s folder instead" + (f": {(file.parent / extends).as_posix()}" if own else "")
    if not own and extends in shipped_guides():
        hint = f"“{extends}” comes with moot; what a group adds to it are questions: “moot question add {name}”"
    message = f"{name} adapts a guide; sections, claims, people and terms are added to the guide itself"
    return UsageProblem(f"{message}\n    help: {hint}")
