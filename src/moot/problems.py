"""What can be wrong, as values: a problem has a place, a message and a way out.

This module imports nothing of ours, so that every other may use it. The error tree:

    MootError
    ├── GuideProblems   the guide is at fault: a list of problems, exit code 1
    ├── UsageProblem    the command line is at fault, exit code 2
    └── BuildProblem    the machine is at fault (disk full, read-only folder, no Pango), exit code 1

A traceback is always our bug.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "BuildProblem",
    "GuideProblems",
    "MootError",
    "Problem",
    "Severity",
    "UsageProblem",
    "nearest",
    "printed",
    "shown",
    "sorted_problems",
]

Severity = Literal["error", "warning", "note"]

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_LONGEST_NAME = 200
_MOST_COMPARED = 200


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one place.

    line and column are 1-based and counted in characters; 0 means "the file as a whole".
    source is the line itself, width how many characters of it the caret underlines.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    rule: str = ""
    severity: Severity = "error"
    source: str = ""
    width: int = 1


class MootError(Exception):
    """Root of everything that this program reports without a traceback."""


class GuideProblems(MootError):
    """The guide, the text or a template cannot be used as it is; `problems` says why and where."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted_problems(problems)
        super().__init__(self.problems)  # the argument again, so that a worker process can hand it to its parent

    def __str__(self) -> str:
        return "\n".join(printed(problem) for problem in self.problems)


class UsageProblem(MootError):
    """The command line asks for something that does not exist or cannot be combined."""


class BuildProblem(MootError):
    """The machine refused: a folder cannot be written, a library is missing, a limit was reached."""


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file, line and column: the order in which a person mends them."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line, p.column, p.message)))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or "" where none is near enough to be meant."""
    import difflib  # only where something was not found

    if len(name) > _LONGEST_NAME:  # no name; comparing it would take seconds
        return ""
    folded = {unicodedata.normalize("NFC", word).casefold(): word for word in known}
    wanted = unicodedata.normalize("NFC", name).casefold()
    if len(folded) > _MOST_COMPARED:  # comparing takes long: those of about its length are likelier to be meant
        likely = sorted(folded, key=lambda word: (word[:1] != wanted[:1], abs(len(word) - len(wanted)), word))
        folded = {word: folded[word] for word in likely[:_MOST_COMPARED]}
    close = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def shown(text: str) -> str:
    """`text` safe for a terminal: control and bidirectional characters become <U+001B>."""
    return "".join(f"<U+{ord(c):04X}>" if _is_hidden(c) else c for c in text)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN and character not in "\n\t\u200d\u200c\u00ad"


def printed(problem: Problem) -> str:
    """The problem as a person reads it: `file:line:col: message`, the line, a caret, a hint.

    Only what this function adds begins at the left edge after a line break, so that nothing quoted from a guide can
    look like a message of ours.
    """
    place = shown(problem.file.replace("\n", "␊"))
    if problem.line:
        place += f":{problem.line}:{problem.column}" if problem.column else f":{problem.line}"
    label = "" if problem.severity == "error" else f"{problem.severity}: "
    rows = [f"{place}: {label}{_set(problem.message, 4)}"]
    if problem.column and problem.source and not problem.source.isspace():
        rows += _excerpt(problem)
    if problem.hint:
        rows.append(f"    help: {_set(problem.hint, 10)}")
    return "\n".join(rows)


def _set(text: str, margin: int, most: int = 2_000) -> str:
    """`text` safe to show, not endless, with the lines after its first indented."""
    cut = text if len(text) <= most else text[:most] + "…"
    return shown(cut).replace("\n", "\n" + " " * margin)


def _excerpt(problem: Problem, room: int = 100) -> list[str]:
    """The source line, cut to `room` characters around the caret, and the caret under its place."""
    source = problem.source
    at = min(problem.column - 1, len(source))
    start = max(0, min(at - room // 2, len(source) - room))
    visible = source[start : start + room].replace("\t", " ").replace("\n", " ").rstrip()
    lead, tail = ("…" if start else ""), ("…" if source[start + room :].strip() else "")
    number = str(problem.line)
    before, marked = visible[: at - start], visible[at - start : at - start + problem.width]
    indent = " " * (_columns(lead + before) + at - start - len(before))
    carets = "^" * max(1, _columns(marked))
    return [f" {number} | {lead}{shown(visible)}{tail}", f" {' ' * len(number)} | {indent}{carets}"]


def _columns(text: str) -> int:
    """How many columns of a terminal `text` takes once shown: none for accents, two for Chinese letters."""
    return sum(map(_width, shown(text)))


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
