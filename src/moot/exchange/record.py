"""What a bibliography says of one source, whatever its format, and the data of a reading made from it.

Nothing is invented: what the file does not say is left out, so that a person is asked for it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from moot.exchange.dates import NO_DATE, When
from moot.markdown import escaped, plain
from moot.text.decode import clean

__all__ = ["NOBODY", "Record", "id_from", "link_of", "prose", "reading_of"]

NOBODY = "no author named"
_LONGEST = 5_000

_TAG = re.compile(r"</?(?:i|em|b|strong|sup|sub|sc|span|nocase)\b[^<>]{0,200}>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"\ud800-\udfff\x00-\x1f]{1,2000}")
_ENTITY = re.compile(r"&(?:#[0-9]{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,20});", re.IGNORECASE)


@dataclass
class Record:
    """One source as its file has it; every text is plain, still without Markdown's signs."""

    key: str  # the citation key, as it is written
    line: int
    title: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    made: When = NO_DATE  # when it was made
    edition: When = NO_DATE  # when what it stands in, or this edition, came out
    in_book: bool = False  # a piece of a book, which may be older than the book
    container: str = ""
    volume: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    url: str = ""
    type: str = ""  # primary, secondary, tertiary, where the format says it
    notes: tuple[str, ...] = ()  # edition, language
    left_out: list[str] = field(default_factory=list)  # what could not be used, said to the person


def prose(text: str) -> str:
    """One line of Markdown that prints as `text`; the <i> of reference managers becomes emphasis."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    text = " ".join(clean(_ENTITY.sub(lambda found: html.unescape(found[0]), text))[0].split())
    tags = [tag.lower() for tag in _TAG.findall(text)]
    opened = sum(tag.startswith(("<i", "<em")) for tag in tags)
    slanted = bool(opened) and opened == sum(tag.startswith(("</i", "</em")) for tag in tags)
    made, at = "", 0
    for tag in _TAG.finditer(text):
        is_slant = slanted and re.match(r"</?(?:i|em)\b", tag[0], re.IGNORECASE)
        made += _literal(text[at : tag.start()]) + ("*" if is_slant else "")
        at = tag.end()
    return (made + _literal(text[at:])).strip()


def _literal(text: str) -> str:
    """`text` with backslashes only where Markdown would otherwise take something for a sign of its own."""
    return text if plain(text) == text else escaped(text)


def link_of(url: str, doi: str = "") -> str:
    """The web address, or that of the DOI; "" where there is none that can be opened with http or https."""
    found = re.search(r"10\.[0-9]{4,9}/[^\s<>\"]+", doi)
    for candidate in (url.strip(), f"https://doi.org/{found[0]}" if found else ""):
        try:
            if _ADDRESS.fullmatch(candidate) and urlsplit(candidate).hostname:
                return candidate
        except ValueError:  # brackets that are no address
            continue
    return ""


def reading_of(record: Record, taken: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a Reading, with an id that is not among `taken`. What is not known is not in it.

    Raises ValueError, with a message for a person, where there is no title.
    """
    title = _short(record, "title", record.title)
    if not title:
        raise ValueError("it has no title")
    data: dict[str, Any] = {"id": id_from(record, taken), "title": title, "authors": _authors(record)}
    made, edition = record.made, record.edition
    notes = [made.note, *record.notes]
    if not made.date and edition.date:
        made = edition
        if record.in_book:
            notes.append("the year of the book it stands in")
        elif record.translators:
            notes.append("the year of this translation")
    elif edition.date and not record.container and edition.date != made.date:
        notes.append(f"this edition {edition.date}")
    data["issued"] = made.date
    data["issued_note"] = "; ".join(dict.fromkeys(prose(note) for note in (*notes, edition.note) if note))
    data["place"] = _short(record, "place", record.place)
    publisher, pages = _short(record, "publisher", record.publisher), _short(record, "pages", record.pages)
    container = _short(record, "title of the book or journal", record.container)
    if container:
        inside = {
            "title": container,
            "editor": _names(record, "editors", record.editors) if record.authors else "",
            "publisher": publisher,
            "year": edition.date,
            "volume": _short(record, "volume", record.volume),
            "pages": pages,
        }
        data["in"] = {key: value for key, value in inside.items() if value}
    else:
        data |= {"pages": pages, "publisher": publisher}
        if record.volume:
            data["title"] += f", vol. {_short(record, 'volume', record.volume)}"
    data["url"] = record.url
    data["translator"] = _names(record, "translators", record.translators)
    data["type"] = record.type
    return {key: value for key, value in data.items() if value}


def _authors(record: Record) -> list[str]:
    """Who made it; where nobody is named, who edited it, and where nobody is at all, just that."""
    names = [_short(record, "author", name) for name in record.authors]
    names = names or [f"{_short(record, 'editor', name)} (ed.)" for name in record.editors]
    if not any(names):
        record.left_out.append(f"no author is given; write who made it in place of “{NOBODY}”")
    return [name for name in names if name] or [NOBODY]


def _names(record: Record, what: str, names: Iterable[str]) -> str:
    """Several names as one piece of text."""
    return _short(record, what, ", ".join(names).replace(", and others", " and others"))


def _short(record: Record, what: str, text: str) -> str:
    if len(text) > _LONGEST:
        record.left_out.append(f"the {what} has more than {_LONGEST} characters and was left out")
        return ""
    return prose(text)


_CYRILLIC = dict(zip("абвгдезийклмнопрстуфыэіїєґўё", "abvgdeziyklmnoprstufyeiiegue", strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
_LETTERS = _CYRILLIC | {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "þ": "th", "ð": "d"}


def id_from(record: Record, taken: Mapping[str, Any]) -> str:
    """An id from the citation key; from name and year where the key is a number or an address of a program."""
    made = _plain(record.key)
    if not made or made.isdigit() or "://" in record.key:
        year = re.search(r"[0-9]{4}", record.made.date or record.edition.date)
        name = (record.authors or record.editors or ("",))[0].split()[-1:]
        word = next((word for word in record.title.split() if len(_plain(word)) > 3), "")
        made = _plain(" ".join([*name, year[0] if year else "", word])) or made or "reading"
    base, number = made, 1
    while made in taken:
        number += 1
        made = f"{base[:55].strip('-')}-{number}"
    return made


def _plain(text: str) -> str:
    latin = "".join(_LETTERS.get(letter, letter) for letter in text[:500].lower())
    bare = "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-")
