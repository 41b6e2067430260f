"""Questions of a spreadsheet as edits: what is new is added, what differs is edited, nothing is dropped."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from moot.edits.target import Edits
from moot.exchange.source import bytes_of
from moot.exchange.table import ENCODING, KNOWN, questions_in_table, questions_to_table
from moot.files import publish
from moot.guide.question import Question
from moot.load.ids import made_id
from moot.problems import BuildProblem, GuideProblems, Problem, UsageProblem

__all__ = ["Taken", "table_of", "take_in", "write_table"]

_WANTED = "give a table as CSV, as “moot question export” writes it"


@dataclass
class Taken:
    """What was taken over, a line each, how many of each sort, and what was noticed in the table."""

    lines: list[str] = field(default_factory=list)
    added: int = 0
    edited: int = 0
    same: int = 0
    problems: tuple[Problem, ...] = ()


def table_of(questions: Iterable[Question]) -> str:
    """The table, to print."""
    return questions_to_table(questions).replace("\r\n", "\n")


def write_table(file: Path, questions: Iterable[Question], overwrite: bool) -> None:
    """The table as a file for spreadsheet programs. Raises UsageProblem where it is there, BuildProblem."""
    if file.exists() and not overwrite:
        raise UsageProblem(f"{file.as_posix()} is there already\n    help: name another file, or add --overwrite")
    with tempfile.TemporaryDirectory(prefix="moot-") as folder:
        made = Path(folder, "table")
        made.write_bytes(questions_to_table(questions).encode(ENCODING))
        try:
            publish([(made, file)])
        except BuildProblem as error:  # its advice is for a build
            raise BuildProblem(str(error).split("\n", 1)[0]) from error


def take_in(edits: Edits, file: Path, name: str) -> Taken:
    """Makes the edits for every row of the table in `file`, which messages call `name`.

    An empty cell changes nothing. Raises GuideProblems with all that is wrong in the table; nothing is taken then.
    """
    rows, problems = questions_in_table(bytes_of(file, name, _WANTED), name)
    errors = [one for one in problems if one.severity == "error"]
    taken = Taken(problems=problems)
    by_words = {one.ask: key for key, one in edits.questions.items()}
    new: set[str] = set()
    for data in rows:
        key = str(data.get("id") or by_words.get(data["ask"]) or made_id(data["ask"], {*edits.questions, *new}))
        if key in edits.gone:
            taken.lines.append(f"{key} was dropped by {edits.gone[key]} and stays out")
            taken.same += 1
            continue
        known = edits.questions.get(key)
        if known is None:
            new.add(key)
            if _lacks_section(edits, data, name, errors):
                continue
            ordered = {column: data[column] for column in KNOWN if column in data}
            taken.lines.append(edits.add_question({"id": key, **_numbers(ordered)}, None, None))
            taken.added += 1
            continue
        fields = _numbers(_differing(known, data))
        if fields:
            taken.lines.append(edits.edit("question", key, fields))
        taken.edited += bool(fields)
        taken.same += not fields
    if errors:
        raise GuideProblems([*errors, *(one for one in problems if one.severity == "warning")])
    return taken


def _numbers(data: dict[str, Any]) -> dict[str, Any]:
    return {key: int(value) if key == "minutes" else value for key, value in data.items()}


def _lacks_section(edits: Edits, data: dict[str, Any], name: str, errors: list[Problem]) -> bool:
    section = data.get("section")
    if section in edits.sections:
        return False
    what = f"there is no section “{section}”" if section else "it has no section"
    message = f"{what}, for the new question “{data['ask'][:60]}”"
    errors.append(Problem(name, 0, 0, message, f"sections of this guide: {', '.join(edits.sections)}", rule="exchange"))
    return True


def _differing(known: Question, data: dict[str, Any]) -> dict[str, Any]:
    """The fields of a row that say something else than the question does."""
    meant = Question.model_validate({**data, "id": known.id})
    given = [field for field in data if field != "id"]
    return {field: data[field] for field in given if getattr(meant, field) != getattr(known, field)}
