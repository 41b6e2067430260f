"""Questions as a table for a spreadsheet, and back: comma-separated values, a row for each question.

The columns are the fields of a question. Whatever a spreadsheet program does to such a file on the way is understood:
semicolons or tabs for commas, other encodings, other orders and capitals of the headings.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from moot.exchange.cells import cell_of, guarded, items_of, look_for_cell, look_fors_of, unguarded
from moot.exchange.source import MAX_BYTES, MOST_ENTRIES, refused, text_of
from moot.guide.question import Question
from moot.guide.words import KINDS
from moot.load.entries import Origin, validated
from moot.problems import Problem, Severity, nearest, sorted_problems

__all__ = ["COLUMNS", "ENCODING", "KNOWN", "questions_in_table", "questions_to_table"]

COLUMNS = (
    "id",
    "section",
    "kind",
    "ask",
    "setup",
    "refs",
    "readings",
    "claims",
    "best_case",
    "minutes",
    "priority",
    "level",
    "tags",
    "protocol",
    "probes",
    "look_fors",
    "note",
    "answer_space",
)
KNOWN = (*COLUMNS, "draft")
"""Columns that are read; the last one is written only where a question is a draft."""

ENCODING = "utf-8-sig"
"""To write the table in: without the mark at its start, Excel takes UTF-8 for something else."""

_LISTS = {"refs", "readings", "claims", "level", "tags", "probes"}
_NAMES = {"readings", "claims", "level", "tags"}
"""Lists of ids and fixed words, which may stand on one line with commas between."""
_FIXED = {"kind", "best_case", "priority", "level", "draft"}
_ALSO = {
    "question": "ask",
    "type": "kind",
    "notes": "note",
    "look_for": "look_fors",
    "reference": "refs",
    "ref": "refs",
}

_WANTED = "save the table as CSV (comma-separated values, UTF-8) and give that file"
_STAND_IN = "a-question"


def questions_to_table(questions: Iterable[Question]) -> str:
    """The table, with a row of headings; write it in ENCODING and with its line ends as they are."""
    questions = list(questions)
    columns = KNOWN if any(question.draft for question in questions) else COLUMNS
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(columns)
    for question in questions:
        writer.writerow(guarded(_written(question, column)) for column in columns)
    return made.getvalue()


def _written(question: Question, column: str) -> str:
    value = getattr(question, column)
    if column == "look_fors":
        return look_for_cell(value)
    if column in _LISTS:
        return cell_of(value)
    if column == "draft":
        return "true" if value else ""
    return "" if value is None else str(value)


@dataclass(frozen=True)
class _Row:
    """A row as a person sees it: its number in the spreadsheet, and its cells by the name of their column."""

    file: str
    number: int
    cells: dict[str, str]
    places: dict[str, int]  # column → its number, from 1

    def problem(
        self,
        *path: str | int,
        message: str,
        hint: str = "",
        rule: str = "",
        on_key: bool = False,
        severity: Severity = "error",
    ) -> Problem:
        """A problem in the cell that `path` begins with, or in the row; made like that of load.entries.Origin."""
        column = str(path[0]) if path else ""
        at = self.places.get(column, 0)
        where = f"row {self.number}" + (f", column {_letter(at)} ({column})" if at else "")
        return Problem(
            self.file, self.number, at, f"{where}: {message}", hint, rule=rule or "exchange", severity=severity
        )


def questions_in_table(content: str | bytes, name: str) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """The data of a Question for each row with a question in it, and everything that is wrong, by row and column.

    content: a file's bytes in any usual encoding, or its text. A row without an id gives data without one. Line and
    column of a problem are the row and column of the spreadsheet. Raises GuideProblems where there is no table.
    """
    if isinstance(content, str) and len(content) <= MAX_BYTES:
        text, problems = content.removeprefix("\ufeff"), []
    else:
        text, noticed = text_of(content if isinstance(content, bytes) else content.encode("utf-8"), name, _WANTED)
        problems = list(noticed)
    rows = _rows(text, name, problems)
    if not rows:
        raise refused(name, "this table is empty", _WANTED)
    places = _headings(rows[0], name, problems)
    found: list[dict[str, Any]] = []
    first_rows: dict[str, int] = {}
    for number, cells in rows[1:]:
        row = _row(cells, number, places, name, problems)
        if row is None:
            continue
        if any(cell.strip() for cell in cells[len(rows[0][1]) :]):
            hint = "put quotation marks around a cell in which there is a comma; spreadsheet programs do so"
            problems.append(row.problem(message="this row has more cells than there are headings", hint=hint))
            continue
        data = _question(row, problems)
        if data is None:
            continue
        if (known := first_rows.setdefault(data.get("id", f"#{number}"), number)) != number:
            message = f"the id “{data['id']}” is also in row {known}; this row was left out"
            problems.append(row.problem("id", message=message, hint="give it another, or leave the cell empty"))
            continue
        found.append(data)
    return found, sorted_problems(problems)


def _rows(text: str, name: str, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """(number, cells) of every row that is not empty, the headings first."""
    start, sign = 0, ""
    if declared := re.match(r"sep=(.)\r?\n", text):  # what Excel writes to say it
        start, sign = declared.end(), declared[1]
    lines = io.StringIO(text[start:], newline="")
    reader = csv.reader(lines, delimiter=sign or _delimiter(text[start:]), strict=True)
    rows: list[tuple[int, list[str]]] = []
    number = 1 if start else 0
    try:
        for cells in reader:
            number += 1
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
            if len(rows) > MOST_ENTRIES + 1:
                raise refused(name, f"this table has more than {MOST_ENTRIES:,} rows", "give only the part you need")
    except csv.Error as error:
        message = f"from row {number + 1} on this table cannot be read: a quotation mark is not closed or not doubled"
        if "limit" in str(error):
            message = f"from row {number + 1} on this table cannot be read: a cell has more than 130,000 characters"
        hint = (
            "save it again from the spreadsheet program; in a cell with quotation marks around it, each one is doubled"
        )
        problems.append(Problem(name, number + 1, 0, message, hint, rule="exchange"))
    return rows


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab: with which the first row has the most headings that are known."""
    line = next((line for line in text[:10_000].splitlines() if line.strip()), "")
    return max(",;\t", key=lambda sign: sum(_column(cell) in KNOWN for cell in line.split(sign)))


def _column(heading: str) -> str:
    """The column a heading means, as far as capitals, spaces and plurals go."""
    plain = re.sub(r"[\s_-]+", "_", heading.strip().strip("\"'*:?").lower()).strip("_")
    return _ALSO.get(plain, plain)


def _headings(row: tuple[int, list[str]], name: str, problems: list[Problem]) -> dict[str, int]:
    """Which column stands where, from 1. Raises GuideProblems where none holds questions."""
    number, cells = row
    places: dict[str, int] = {}
    unknown = []
    for at, cell in enumerate(cells, 1):
        column = _column(unguarded(cell))
        if column in KNOWN and column not in places:
            places[column] = at
        elif column:
            unknown.append((at, column in places, cell.strip()[:60]))
    if "ask" not in places:
        close = nearest("ask", [cell for _, _, cell in unknown]) or nearest(
            "question", [cell for _, _, cell in unknown]
        )
        hint = f"rename the column “{close}” to “ask”" if close else f"headings: {', '.join(COLUMNS)}"
        raise refused(name, f"row {number} has no column “ask”, which holds the questions", hint, number)
    if "kind" not in places:
        hint = f"add one, with the sort of each question: {', '.join(KINDS)}"
        raise refused(name, f"row {number} has no column “kind”", hint, number)
    for at, twice, cell in unknown:
        where = f"row {number}, column {_letter(at)}"
        close = nearest(_column(cell), [column for column in COLUMNS if column not in places])
        hint = f"did you mean “{close}”?" if close else f"known: {', '.join(COLUMNS)}"
        what = f"a second column “{cell}”" if twice else f"the column “{cell}” is not known and"
        message = f"{where}: {what} was left out" if not twice else f"{where}: {what}, which was left out"
        problems.append(Problem(name, number, at, message, hint, rule="exchange", severity="warning"))
    return places


def _row(cells: Sequence[str], number: int, places: dict[str, int], name: str, problems: list[Problem]) -> _Row | None:
    """The row, where there is a question in it."""
    named = {
        column: re.sub("\r\n?", "\n", unguarded(cells[at - 1])).strip()
        for column, at in places.items()
        if at <= len(cells)
    }
    row = _Row(name, number, {column: cell for column, cell in named.items() if cell}, places)
    if not row.cells.get("ask"):
        problems.append(row.problem("ask", message="no question here; the row was left out", severity="note"))
        return None
    return row


def _question(row: _Row, problems: list[Problem]) -> dict[str, Any] | None:
    """The data of a question, valid as a Question but for an id that is not there; None where it cannot be one."""
    before = len(problems)
    data: dict[str, Any] = {}
    for column, cell in row.cells.items():
        if column == "look_fors":
            data[column], wrong = look_fors_of(cell)
            for line in wrong:
                hint = "write “side | ref | answer”; side and ref may be empty: “| | answer”"
                message = f"“{line[:60]}” is not clear as a good answer to listen for"
                problems.append(row.problem(column, message=message, hint=hint))
        elif column in _LISTS:
            items = items_of(cell)
            if column in _NAMES:
                items = [part.strip() for item in items for part in re.split("[,;]", item) if part.strip()]
            data[column] = [_fixed(item) for item in items] if column in _FIXED else items
        else:
            data[column] = _fixed(cell) if column in _FIXED else _number(cell) if column == "minutes" else cell
    if "kind" not in data:
        hint = f"possible: {', '.join(KINDS)}"
        problems.append(row.problem("kind", message="what kind of question is it?", hint=hint))
        return None
    # It asks nothing of an origin but to make a problem of a path and words.
    made = validated(Question, {"id": _STAND_IN, **data}, cast(Origin, row), problems)
    if made is None or len(problems) > before:
        return None
    return {**data, "kind": made.kind}


def _fixed(cell: str) -> str:
    """One of the fixed words, whatever its capitals, and with spaces for hyphens."""
    return re.sub(r"[\s_]+", "-", cell.strip().lower())


def _number(cell: str) -> str:
    """Minutes as a spreadsheet or a person writes them: `8`, `8.0`, `8 min`."""
    found = re.fullmatch(r"([0-9]{1,4})(?:[.,]0+)?\s*(?:min|minutes?|min\.|')?", cell.lower())
    return found[1] if found else cell


def _letter(number: int) -> str:
    """The letter of a column: A, B, … Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
