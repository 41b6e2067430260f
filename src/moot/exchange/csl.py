"""CSL-JSON, the form in which Zotero and others export: a list of items with names and dates taken apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from moot.exchange.dates import NO_DATE, When, date_of
from moot.exchange.languages import in_language
from moot.exchange.record import Record, link_of
from moot.exchange.source import MOST_ENTRIES, refused
from moot.problems import Problem

__all__ = ["items_in"]

_PRIMARY = {
    "bill",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "patent",
    "personal_communication",
    "regulation",
    "treaty",
}
_TYPES = dict.fromkeys(_PRIMARY, "primary") | dict.fromkeys(
    ("entry", "entry-dictionary", "entry-encyclopedia"), "tertiary"
)
_SPACE = re.compile(r"[\s,]*")
_EXPORT = "export as CSL JSON, which is a list of items in square brackets"


def items_in(text: str, name: str, problems: list[Problem]) -> list[Record]:
    """A record for every item; what is no item is added to `problems`.

    Raises GuideProblems where the file is no CSL-JSON or holds too many entries.
    """
    found: list[Record] = []
    for count, (line, item) in enumerate(_values(text, name, problems), 1):
        if count > MOST_ENTRIES:
            raise refused(name, f"this file holds more than {MOST_ENTRIES:,} entries", "give only the part you need")
        if isinstance(item, dict) and ("title" in item or "type" in item):
            found.append(_record(item, line))
        else:
            message = f"entry {count} is not an item of CSL JSON"
            problems.append(Problem(name, line, 0, message, _EXPORT, rule="exchange"))
    if not found and not problems:
        raise refused(name, "there is no entry in this file", _EXPORT)
    return found


def _values(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, Any]]:
    """(line, value) of each value of the list, one after the other, so that a damaged one leaves those before it."""
    decoder = json.JSONDecoder()
    start = text.lstrip()[:1]
    if start == "{":
        whole = next(_decoded(decoder, text, len(text) - len(text.lstrip()), name, problems), None)
        if whole is None:
            return
        items = whole[1].get("items")
        if isinstance(items, list) and items and isinstance(items[0], dict) and "itemType" in items[0]:
            raise refused(name, "this is Zotero’s own kind of JSON", _EXPORT)
        yield from ((1, item) for item in items) if isinstance(items, list) else ((1, whole[1]),)
        return
    if start != "[":
        raise refused(name, "this file is not JSON", _EXPORT)
    yield from _decoded(decoder, text, text.index("[") + 1, name, problems)


def _decoded(
    decoder: json.JSONDecoder, text: str, at: int, name: str, problems: list[Problem]
) -> Iterator[tuple[int, Any]]:
    line, counted = 1, 0
    while True:
        at = _end(_SPACE, text, at)
        if text[at : at + 1] == "]":
            return
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            message = "from here on this file is not valid JSON; what stands before was taken"
            hint = "export it again; or look for a missing quotation mark, comma or bracket"
            problems.append(Problem(name, error.lineno, 0, message, hint, rule="exchange"))
            return
        except (RecursionError, ValueError):
            message = "brackets are nested too deeply here, or a number is too long; the rest was not read"
            problems.append(Problem(name, line, 0, message, _EXPORT, rule="exchange"))
            return
        yield line, value


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _record(item: dict[str, Any], line: int) -> Record:
    kind = _text(item, "type")
    container = _text(item, "container-title") or _text(item, "collection-title")
    translators = _people(item, "translator")
    made, edition, in_book = _when(item, kind)
    notes = [f"edition: {edition_}" if (edition_ := _text(item, "edition")) else ""]
    notes.append(in_language(_text(item, "language"), translated=bool(translators)))
    record = Record(
        key=_text(item, "citation-key") or _text(item, "id"),
        line=line,
        title=_text(item, "title"),
        authors=next(
            (found for key in ("author", "director", "composer", "interviewer") if (found := _people(item, key))), ()
        ),
        editors=_people(item, "editor") or _people(item, "collection-editor"),
        translators=translators,
        made=made,
        edition=edition,
        in_book=in_book,
        container=container,
        volume=_volume(item),
        pages=re.sub(r"(?<=[0-9])\s*[-–—]+\s*(?=[0-9])", "–", _text(item, "page")),
        publisher=_publisher(item, kind),
        place=_text(item, "event-place"),
        url=link_of(_text(item, "URL"), _text(item, "DOI")),
        type=_TYPES.get(kind, ""),
        notes=tuple(filter(None, notes)),
    )
    if not record.url and (written := _text(item, "URL")):
        record.left_out.append(f"“{written[:80]}” is not a web address with http or https and was left out")
    return record


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return str(value) if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)) else ""


def _people(item: dict[str, Any], key: str) -> tuple[str, ...]:
    """Names in the order in which they are said; a body has but one, the literal name."""
    people = item.get(key)
    if isinstance(people, str):
        return (people,) if people.strip() else ()
    names = []
    for one in people[:200] if isinstance(people, list) else ():
        if not isinstance(one, dict):
            continue
        parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
        name = _text(one, "literal") or " ".join(filter(None, (_text(one, part).strip() for part in parts)))
        if name.strip():
            names.append(name.strip())
    return tuple(names)


def _volume(item: dict[str, Any]) -> str:
    volume = _text(item, "volume") or ("" if item.get("container-title") else _text(item, "collection-number"))
    issue = _text(item, "issue")
    return ", ".join(filter(None, (volume, f"no. {issue}" if issue else "")))


def _publisher(item: dict[str, Any], kind: str) -> str:
    """Publisher and place; of a thesis or report its kind first; of what lies in an archive, where."""
    genre = _text(item, "genre") if kind in {"thesis", "report"} else ""
    body = _text(item, "publisher")
    if body or genre:
        return ", ".join(filter(None, (genre, body, _text(item, "publisher-place"))))
    return ", ".join(filter(None, (_text(item, "archive"), _text(item, "archive_location"))))


def _when(item: dict[str, Any], kind: str) -> tuple[When, When, bool]:
    """When it was made, when this edition came out, and whether it is a piece of a book, whose date alone is known."""
    out, origin = _date(item.get("issued")), _date(item.get("original-date"))
    if origin.date:
        return origin, out, False
    if kind == "chapter" and item.get("container-title"):
        return NO_DATE, out, True
    if item.get("translator") and not item.get("container-title"):
        return NO_DATE, out, False
    return out, NO_DATE, False


def _date(value: Any) -> When:
    if isinstance(value, str):
        return date_of(value)
    if not isinstance(value, dict):
        return When()
    parts = value.get("date-parts")
    dates = []
    for date in parts[:2] if isinstance(parts, list) else ():
        numbers = [str(part).strip() for part in date[:3]] if isinstance(date, list) else []
        if numbers and all(re.fullmatch(r"-?[0-9]{1,4}", number) for number in numbers):
            dates.append("-".join([numbers[0], *(number.zfill(2) for number in numbers[1:])]))
    if not dates:
        return date_of(_text(value, "literal") or _text(value, "raw"))
    circa = value.get("circa")
    return date_of(("c. " if circa and str(circa).lower() not in {"false", "0"} else "") + "/".join(dates))
