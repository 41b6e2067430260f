"""What the fields of BibTeX and biblatex mean for a reading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from moot.exchange.bibtex import BibEntry
from moot.exchange.dates import NO_DATE, When, date_of, joined_date
from moot.exchange.languages import in_language
from moot.exchange.record import Record, link_of
from moot.problems import Problem

__all__ = ["records_of"]

_PRIMARY = {"legislation", "jurisdiction", "legal", "letter", "patent"}
_TERTIARY = {"reference", "mvreference", "inreference"}
_IN_BOOK = {"incollection", "inbook", "bookinbook", "suppbook", "suppcollection"}
_OWN = {"title", "subtitle", "titleaddon", "shorttitle", "pages", "note", "doi", "url", "crossref", "xdata", "sortkey"}
_MOST_PARENTS = 6


def records_of(entries: Sequence[BibEntry], name: str, problems: list[Problem]) -> list[Record]:
    """A record for each entry that stands for a source; those of which others only take over fields are none."""
    by_key: dict[str, BibEntry] = {}
    for entry in entries:
        by_key.setdefault(entry.key.lower(), entry)
    whole = []
    for entry in entries:
        if entry.kind != "xdata":
            found, wrong = _with_inherited(entry, by_key)
            whole.append(found)
            if wrong:
                problems.append(Problem(name, entry.line, 0, wrong, rule="exchange", severity="warning"))
    return [_record(entry) for entry in whole]


def _with_inherited(entry: BibEntry, by_key: Mapping[str, BibEntry]) -> tuple[BibEntry, str]:
    """The entry with what it takes over from those it names under xdata and crossref; and what is wrong with that."""
    waiting = _parents(entry)
    for step in range(_MOST_PARENTS + 1):
        if not waiting:
            return entry, ""
        key, wanted = waiting.pop(0)
        parent = by_key.get(wanted.lower())
        if parent is None:
            return entry, f"“{key}” of “{entry.key}” names “{wanted[:60]}”, which is not in this file"
        if step < _MOST_PARENTS:
            waiting += _parents(parent)
            entry = _joined(entry, parent, key == "xdata")
    return entry, f"“{entry.key}” takes over fields from more than {_MOST_PARENTS} entries, or in a circle"


def _parents(entry: BibEntry) -> list[tuple[str, str]]:
    named = [(key, part.strip()) for key in ("xdata", "crossref") for part in entry.raw.get(key, "").split(",")]
    return [pair for pair in named if pair[1]][: _MOST_PARENTS + 1]


def _joined(entry: BibEntry, parent: BibEntry, everything: bool) -> BibEntry:
    if everything:
        return replace(
            entry,
            fields=parent.fields | entry.fields,
            names=parent.names | entry.names,
            raw=parent.raw | entry.raw,
        )
    own_date = entry.fields.keys() & {"year", "date", "month"}
    kept = {key: value for key, value in parent.fields.items() if key not in _OWN and not (own_date and _dates(key))}
    raw = {key: value for key, value in parent.raw.items() if key not in _OWN and not (own_date and _dates(key))}
    title = ": ".join(filter(None, (parent.fields.get("title"), parent.fields.get("subtitle"))))
    if title and not {"journal", "journaltitle"} & kept.keys():
        kept["journaltitle" if entry.kind in {"article", "suppperiodical"} else "booktitle"] = (
            kept.get("booktitle") or title
        )
    if own_date and (year := parent.fields.get("year") or parent.raw.get("date")):
        kept["bookdate"] = year
    names = {key: value for key, value in parent.names.items() if key != "author" or entry.kind == "inbook"}
    return replace(entry, fields=kept | entry.fields, names=names | entry.names, raw=raw | entry.raw)


def _dates(key: str) -> bool:
    return key in {"year", "date", "month", "day", "origdate", "origyear"}


def _record(entry: BibEntry) -> Record:
    has = entry.fields
    title = ": ".join(filter(None, (has.get("title") or has.get("shorttitle"), has.get("subtitle"))))
    container = _container(entry)
    translators = entry.names.get("translator", ()) or _translated_by(has.get("note", ""))
    made, edition = _when(entry, bool(container), bool(translators))
    notes = [f"edition: {has['edition']}"] if has.get("edition") else []
    language = has.get("language") or has.get("langid") or has.get("hyphenation") or ""
    notes.append(in_language(language, has.get("origlanguage", ""), bool(translators)))
    record = Record(
        key=entry.key,
        line=entry.line,
        title=title,
        authors=entry.names.get("author", ()) or _body(entry),
        editors=entry.names.get("editor", ()),
        translators=translators,
        made=made,
        edition=edition,
        in_book=entry.kind in _IN_BOOK and bool(container),
        container=container,
        volume=_volume(entry, bool(container)),
        pages=_pages(entry),
        publisher=_publisher(entry),
        place=has.get("venue") or ("" if _body_of(entry) else _town(entry)),
        url=_link(entry),
        type="primary" if entry.kind in _PRIMARY else "tertiary" if entry.kind in _TERTIARY else "",
        notes=tuple(filter(None, notes)),
    )
    if not record.url and (written := entry.raw.get("url")):
        record.left_out.append(f"“{written[:80]}” is not a web address with http or https and was left out")
    return record


def _body(entry: BibEntry) -> tuple[str, ...]:
    """The body that made it, where no person is named and none edited it."""
    if entry.names.get("editor"):
        return ()
    bodies = ("organization", "institution") if entry.kind != "article" else ()
    return tuple(entry.fields[key] for key in bodies if entry.fields.get(key))[:1]


def _container(entry: BibEntry) -> str:
    has = entry.fields
    for title, subtitle in (
        ("booktitle", "booksubtitle"),
        ("journaltitle", "journalsubtitle"),
        ("journal", ""),
        ("maintitle", "mainsubtitle"),
        ("series", ""),
    ):
        if has.get(title):
            return ": ".join(filter(None, (has[title], has.get(subtitle))))
    return ""


def _volume(entry: BibEntry, contained: bool) -> str:
    """Volume and number; of a book that stands alone only the volume, as its number counts within a series."""
    volume, number = entry.fields.get("volume", ""), entry.fields.get("number") or entry.fields.get("issue") or ""
    if not contained or not number:
        return volume
    return f"{volume}, no. {number}" if volume else f"no. {number}" if number[:1].isdigit() else number


def _pages(entry: BibEntry) -> str:
    pages = re.sub(r"(?<=[0-9])\s*(?:-|–|—|--)\s*(?=[0-9])", "–", entry.fields.get("pages", ""))
    chapter = entry.fields.get("chapter", "")
    return ", ".join(filter(None, (f"chapter {chapter}" if chapter else "", pages)))


def _publisher(entry: BibEntry) -> str:
    """Who brought it out, with the place; of a thesis its kind and the university."""
    has = entry.fields
    kinds = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "techreport": "Report"}
    body = _body_of(entry)
    codes = {"phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "techreport": "Report", "resreport": "Report"}
    kind = has.get("type") or kinds.get(entry.kind, "")
    kind = codes.get(kind.lower(), kind) if entry.kind in {*kinds, "thesis", "report"} else ""
    if not body and not kind:
        found = has.get("howpublished", "")
        return "" if re.search(r"https?:|www\.", found) else found
    if not kind and (body,) == _body(entry) and not entry.names.get("author"):
        return ""  # it is named as the author
    place = _town(entry)
    return ", ".join(filter(None, (kind, body, place if place not in body else "")))


def _body_of(entry: BibEntry) -> str:
    """The press; of a thesis or report first the body it was made for."""
    bodies = ["publisher", "school", "institution", "organization"]
    if entry.kind in {"phdthesis", "mastersthesis", "techreport", "thesis", "report"}:
        bodies.append(bodies.pop(0))
    return next((entry.fields[key] for key in bodies if entry.fields.get(key)), "")


def _town(entry: BibEntry) -> str:
    return entry.fields.get("address") or entry.fields.get("location") or ""


def _when(entry: BibEntry, contained: bool, translated: bool) -> tuple[When, When]:
    """When it was made, and when this edition came out."""
    has, raw = entry.fields, entry.raw
    if raw.get("date"):
        out = date_of(raw["date"])
    else:
        out = joined_date(has.get("year", ""), has.get("month", ""), has.get("day", ""))
    origin = date_of(raw.get("origdate") or has.get("origdate") or has.get("origyear") or "")
    if "bookdate" in has:
        return (origin if origin.date else out), date_of(has["bookdate"])
    if origin.date:
        return origin, out
    # A journal's date is that of the piece; of a piece in a book, or a translation, only this edition's is known.
    only_edition = entry.kind in _IN_BOOK if contained else translated
    return (NO_DATE, out) if only_edition else (out, NO_DATE)


def _translated_by(note: str) -> tuple[str, ...]:
    found = re.match(r"(?:translated|transl?\.|tr\.)\s+(?:by\s+)?([^,;:()]{3,80}?)\.?$", note.strip(), re.IGNORECASE)
    return (found[1],) if found else ()


def _link(entry: BibEntry) -> str:
    """The address, wherever it stands, or that of the DOI."""
    raw = entry.raw
    for key in ("url", "howpublished", "note"):
        found = re.search(r"https?://\S+[^\s.,;)]", raw.get(key, "")) if key != "url" else None
        if link := link_of(raw.get("url", "") if key == "url" else found[0] if found else ""):
            return link
    return link_of("", raw.get("doi", ""))
