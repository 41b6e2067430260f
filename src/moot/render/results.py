"""What comes back from laying out a document: plain values, which may travel between processes.

Nothing here knows of the page engine, so that the command line can read results without loading it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from moot.problems import Problem, Severity

__all__ = ["Fault", "FaultKind", "Rendered", "Result", "Run", "problem_from", "severity_of"]

FaultKind = Literal[
    "lost text",
    "doubled text",
    "outside the page",
    "outside its box",
    "ink at the edge",
    "faint text",
    "clipped text",
    "overlapping text",
    "stranded heading",
    "missing character",
    "split question",
    "split block",
    "long question",
    "empty page",
    "nearly empty page",
    "not checked",
]

_SEVERITIES: Mapping[str, Severity] = {
    "stranded heading": "warning",
    "split question": "warning",
    "split block": "warning",
    "long question": "note",
    "faint text": "warning",
    "empty page": "warning",
    "not checked": "warning",
    "nearly empty page": "note",
}


def severity_of(kind: FaultKind) -> Severity:
    """How bad a fault of this kind is: what spoils the words is an error, what spoils the looks is not."""
    return _SEVERITIES.get(kind, "error")


@dataclass(frozen=True)
class Fault:
    """Something a reader of the printed page would stumble over.

    page counts from 1, 0 where the fault belongs to no single page; words is a short excerpt.
    """

    kind: FaultKind
    page: int
    words: str
    severity: Severity

    @classmethod
    def of(cls, kind: FaultKind, page: int, words: str) -> Fault:
        """A fault with the severity its kind has, and at most some ten of its words."""
        flat = " ".join(words.split())
        return cls(kind, page, flat if len(flat) <= 80 else flat[:79] + "…", severity_of(kind))


@dataclass(frozen=True)
class Run:
    """A piece of a line as the page engine was given it: its text in the order of reading, and its language or ""."""

    text: str
    language: str


@dataclass(frozen=True)
class Rendered:
    """One laid-out document. problems is empty when the page engine had nothing to complain about."""

    pdf: bytes
    pages: int
    log: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Result:
    """What became of one job: `ok` means that there is a PDF file, even if it has faults or problems.

    pdf lies in the pool's temporary folder: move it before the pool is closed.
    broken holds the message of a fault of the machine (no memory, no time), else "". notes says what was done to save
    paper.
    """

    id: str
    ok: bool
    pdf: Path | None = None
    pages: int = 0
    log: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: str = ""
    notes: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The result as data that JSON can carry."""
        return asdict(self) | {"pdf": None if self.pdf is None else str(self.pdf)}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Result:
        """The opposite of `plain`; keys that are not there keep their defaults."""
        return cls(
            id=str(data["id"]),
            ok=bool(data["ok"]),
            pdf=Path(data["pdf"]) if data.get("pdf") else None,
            pages=int(data.get("pages", 0)),
            log=tuple(data.get("log", ())),
            faults=tuple(Fault(**fault) for fault in data.get("faults", ())),
            problems=tuple(problem_from(problem) for problem in data.get("problems", ())),
            broken=str(data.get("broken", "")),
            notes=tuple(data.get("notes", ())),
        )


def problem_from(data: Mapping[str, Any]) -> Problem:
    """A problem that travelled as JSON."""
    return Problem(**data)
