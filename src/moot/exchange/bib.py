"""Bibliographies of other programs into readings: BibTeX, and CSL-JSON as Zotero exports it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from moot.exchange.record import Record, reading_of
from moot.exchange.source import bytes_of, refused, text_of
from moot.guide.reading import Reading
from moot.problems import Problem, sorted_problems

__all__ = ["Found", "readings_in"]

_WANTED = "give a BibTeX file (.bib) or CSL JSON (.json), as Zotero exports them"
_MOST_TOLD = 200


class Found(NamedTuple):
    """The data of readings, in the order of the file, each valid as a Reading; and what was noticed, by line."""

    readings: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]


def readings_in(file: Path, name: str) -> Found:
    """The data of a Reading for each entry of `file`, which messages call `name`.

    Where the file does not say whether a source is primary or secondary, `type` is not in the data: ask a person. An
    entry that cannot be understood is a problem and the others are still given. Raises GuideProblems, with one
    problem, where the file is no bibliography or goes beyond 5 MB or 10,000 entries.
    """
    if file.suffix.lower() not in {".bib", ".bibtex", ".biblatex", ".json"}:
        raise refused(name, "this is not a bibliography that can be read", _WANTED)
    text, noticed = text_of(bytes_of(file, name, _WANTED), name, _WANTED)
    problems = list(noticed)
    records = _records(text, name, file.suffix.lower() == ".json", problems)
    readings: dict[str, dict[str, Any]] = {}
    for record in records:
        called = f"“{record.key[:80]}”" if record.key else "this entry"
        try:
            data = reading_of(record, readings)
            Reading.model_validate(data)
        except ValueError as error:  # pydantic's is one of them; it has many lines, of which none is for people
            reason = str(error) if "\n" not in str(error) else "something in it cannot be taken over"
            problems.append(Problem(name, record.line, 0, f"{called} was left out: {reason}", rule="exchange"))
            continue
        readings[data["id"]] = data
        for message in record.left_out:
            message = f"{called}: {message}"
            problems.append(Problem(name, record.line, 0, message, rule="exchange", severity="warning"))
    return Found(tuple(readings.values()), _told(name, problems))


def _records(text: str, name: str, is_json: bool, problems: list[Problem]) -> list[Record]:
    # Imported only for the file that needs it: the BibTeX library takes longer to start than a small file to read.
    if is_json:
        from moot.exchange.csl import items_in

        return items_in(text, name, problems)
    from moot.exchange.bibtex import entries_in
    from moot.exchange.fields import records_of

    return records_of(entries_in(text, name, problems), name, problems)


def _told(name: str, problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems by line, no more than a person can use."""
    found = sorted_problems(problems)
    if len(found) <= _MOST_TOLD:
        return found
    more = f"and {len(found) - _MOST_TOLD:,} more of this kind in this file"
    return (*found[:_MOST_TOLD], Problem(name, 0, 0, more, rule="exchange", severity="note"))
