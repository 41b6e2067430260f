"""BibTeX files to entries in plain Unicode: the only module that knows bibtexparser.

The library splits a file into entries and fields, with their lines, reads names, and turns LaTeX into letters. What a
field's value means (`"Progress" # " Publishers"`) is worked out here, so that a missing comma is not taken for part of
a title.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ParsingFailedBlock,
)

from moot.exchange.latex import LATEX, prepared, untexed
from moot.exchange.source import MOST_ENTRIES, refused
from moot.plan.dates import MONTHS
from moot.problems import Problem, nearest

__all__ = ["NAMES", "BibEntry", "entries_in"]

NAMES = ("author", "editor", "translator", "bookauthor", "shortauthor", "editora")
"""Fields that hold names of people and bodies."""

_ADDRESSES = ("url", "doi", "crossref", "xdata")
_RAW = (*_ADDRESSES, "date", "origdate", "howpublished", "note")
"""Fields in which a ~ or a % is no LaTeX: addresses, dates, keys. (Of two of them LaTeX is read as well.)"""

_UNUSED = frozenset(["abstract", "annote", "annotation", "file", "keywords", "timestamp", "owner", "isbn"])
_LONGEST, _LONGEST_NAMES, _DEPTH = 20_000, 5_000, 40
# Decoding takes ten seconds and more for a million characters; ten thousand ordinary entries have half as many.
_LONGEST_LATEX, _MOST_LATEX = 3_000, 1_000_000

_START = re.compile(r"@(?!string|comment|preamble)\w+[ \t]*[{(]", re.IGNORECASE)
_PIECE = re.compile(r"\s*(?:(?P<number>[0-9]+)|(?P<name>[^\s\"#%'(),={}]+)|(?P<open>[{\"]))")
_NEXT_FIELD = re.compile(r"\s*(\w+)\s*=\s*(?=[{\"\w])")
_SIGN = re.compile(r"(?<!\\)[{}\"]")  # as the library counts them


@dataclass
class BibEntry:
    """One entry: `fields` and `names` in Unicode by the field's name in small letters, and the line of each field."""

    kind: str  # book, article, …
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)  # addresses, dates and keys, with TeX's signs taken off
    lines: dict[str, int] = field(default_factory=dict)


def entries_in(text: str, name: str, problems: list[Problem]) -> list[BibEntry]:
    """Every entry of a BibTeX file that can be read; what cannot is added to `problems`.

    Raises GuideProblems where nothing can: too many entries, or none at all.
    """
    if len(_START.findall(text)) > MOST_ENTRIES:
        raise refused(name, f"this file holds more than {MOST_ENTRIES:,} entries", "give only the part you need")
    with _quiet():
        library = parse_string(_without_comments(text), parse_stack=[])
    abbreviations = {month[:3].lower(): month for month in MONTHS}
    found: list[BibEntry] = []
    for one in library.strings:
        value, _, wrong = _value(one.value, abbreviations)
        if wrong:
            problems.append(_wrong(name, one.start_line, f"the abbreviation “{one.key}”: {wrong}"))
        abbreviations[one.key.lower()] = value
    for entry in _entries(library.blocks, name, problems):
        if entry.entry_type.lower() not in {"control", "bstctl", "ieeetranbstctl", "set"}:
            found.append(_read(entry, abbreviations, name, problems))
    if not found and not problems:
        raise refused(name, "there is no BibTeX entry in this file", "an entry begins like “@book{a-key,”")
    with _quiet():
        _decode(found, name, problems)
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """The libraries log what we report ourselves, with its place."""
    loggers = [logging.getLogger(name) for name in ("bibtexparser", "pylatexenc")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _without_comments(text: str) -> str:
    """`text` with what stands in `@comment{…}` blanked, line by line: entries in there are not meant to be read."""
    waiting: list[int] = []
    spans: list[tuple[int, int]] = []
    for found in re.finditer(r"(@comment[ \t]*)?([{}])", text, re.IGNORECASE):
        if found[2] == "{":
            waiting.append(found.start() if found[1] else -1)
        elif waiting and (start := waiting.pop()) >= 0:
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, found.end()))
    at, kept = 0, []
    for start, end in spans:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end
    return "".join([*kept, text[at:]])


def _entries(blocks: Iterable[Block], name: str, problems: list[Problem]) -> Iterator[Entry]:
    """The entries of the file, those with a repeated field or key among them."""
    seen: set[str] = set()
    for block in blocks:
        repeated = isinstance(block, DuplicateFieldKeyBlock | DuplicateBlockKeyBlock)
        inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) and repeated else block
        if isinstance(inner, Entry) and inner.key and inner.key in seen:
            message = f"a second entry has the key “{inner.key}”; it is taken under another id"
            problems.append(_wrong(name, inner.start_line, message, severe=False))
        if isinstance(inner, Entry):
            seen.add(inner.key)
            yield inner
        elif isinstance(block, ParsingFailedBlock) and not repeated:
            raw = block.raw or ""
            if not raw.lower().startswith("@comment"):
                start = re.match(r"@\w+[ \t]*[{(][ \t]*[^\s,{}=]*", raw)
                message = f"the entry that begins “{(start[0] if start else raw)[:60]}” cannot be read"
                hint = "look for a brace or quotation mark that is not closed, a missing comma or a missing key"
                problems.append(_wrong(name, block.start_line, message, hint))


def _wrong(name: str, line: int | None, message: str, hint: str = "", severe: bool = True) -> Problem:
    """A problem on a line that is counted from 0."""
    return Problem(name, (line or 0) + 1, 0, message, hint, rule="exchange", severity="error" if severe else "warning")


def _read(entry: Entry, abbreviations: Mapping[str, str], name: str, problems: list[Problem]) -> BibEntry:
    """The entry with the values of its fields put together, still in LaTeX."""
    made = BibEntry(entry.entry_type.lower(), entry.key, (entry.start_line or 0) + 1)
    for one in entry.fields:
        key, value, line = one.key.lower(), str(one.value), one.start_line or 0
        while True:
            text, rest, wrong = _value(value, abbreviations)
            if key in made.fields:
                wrong = wrong or "this field stands here twice; the first is taken"
            elif text and key not in _UNUSED:
                made.fields[key], made.lines[key] = text, line + 1
            following = _NEXT_FIELD.match(rest)
            if following:
                wrong = f"a comma is missing before “{following[1]}”"
            elif rest.strip():
                wrong = wrong or f"“{rest.strip()[:40]}” after the value is not understood"
            if wrong and (key not in _UNUSED or following):
                problems.append(_wrong(name, line, f"“{key}” of “{made.key}”: {wrong}", severe=False))
            if not following:
                break
            line += value[: len(value) - len(rest) + following.start(1)].count("\n")
            key, value = following[1].lower(), rest[following.end() :]
    return made


def _value(written: str, abbreviations: Mapping[str, str]) -> tuple[str, str, str]:
    """The text of a value such as `"Progress" # pub`, what stands after it, and what is wrong with it."""
    parts: list[str] = []
    at, size, wrong = 0, 0, ""
    while found := _PIECE.match(written, at):
        at = found.end()
        if found["open"]:
            end = _closing(written, at, found["open"])
            if end < 0:
                return "", "", "braces and quotation marks do not match, or are nested too deeply"
            parts.append(written[at:end])
            at = end + 1
        elif found["name"]:
            known = abbreviations.get(found["name"].lower())
            if known is None:
                close = nearest(found["name"], abbreviations)
                asked = f"; did you mean “{close}”?" if close else ""
                wrong = f"there is no abbreviation “{found['name'][:60]}”; it is taken as it stands{asked}"
            parts.append(found["name"] if known is None else known)
        else:
            parts.append(found["number"])
        size += len(parts[-1])
        if size > _LONGEST:
            return "", "", f"it has more than {_LONGEST:,} characters and was left out"
        sign = re.compile(r"\s*#").match(written, at)
        if not sign:
            break
        at = sign.end()
    return "".join(parts), written[at:], wrong


def _closing(text: str, at: int, opened: str) -> int:
    """Where the brace or quotation mark `opened` before `at` is closed; -1 where it is not."""
    depth = 0
    for found in _SIGN.finditer(text, at):
        if found[0] == "{":
            depth += 1
        elif depth and found[0] == "}":
            depth -= 1
        elif not depth and found[0] == ("}" if opened == "{" else '"'):
            return found.start()
        if depth > _DEPTH:
            return -1
    return -1


def _decode(entries: Sequence[BibEntry], name: str, problems: list[Problem]) -> None:
    """LaTeX to Unicode in every field of every entry, and names taken apart."""
    written = {text for entry in entries for key, text in entry.fields.items() if key not in _ADDRESSES}
    if sum(len(text) for text in written if LATEX.search(text)) > _MOST_LATEX:
        raise refused(name, "this file holds more LaTeX than can be read", "give only the part you need")
    decoder = LatexDecodingMiddleware(keep_math_mode=False)
    known: dict[str, str] = {}
    for entry in entries:
        entry.raw = {key: untexed(entry.fields[key]) for key in _RAW if key in entry.fields}
        people = {key: _people(entry, key, name, problems) for key in NAMES if key in entry.fields}
        plain = [key for key in entry.fields if key not in people and key not in _ADDRESSES]
        pieces = [prepared(entry.fields[key]) for key in plain]
        pieces += [prepared(part) for names in people.values() for part in names]
        needed = [piece for piece in dict.fromkeys(pieces) if LATEX.search(piece) and piece not in known]
        known |= _decoded(needed, decoder, entry, name, problems)
        clear = iter([" ".join(known.get(piece, piece).split()) for piece in pieces])
        entry.fields = {key: next(clear) for key in plain}
        entry.names = {key: tuple(filter(None, (next(clear) for _ in names))) for key, names in people.items()}


def _decoded(
    pieces: list[str], decoder: LatexDecodingMiddleware, entry: BibEntry, name: str, problems: list[Problem]
) -> dict[str, str]:
    """Each piece with its letters; none where the decoder gives up, which is told."""
    short = [piece for piece in pieces if len(piece) <= _LONGEST_LATEX]
    fields = [Field(str(number), piece) for number, piece in enumerate(short)]
    found = decoder.transform(Library([Entry("misc", "key", fields)]))
    if found.failed_blocks or len(short) < len(pieces):
        message = f"some of the LaTeX in “{entry.key}” is not understood, or too long, and stays as it is"
        problems.append(_wrong(name, entry.line - 1, message, severe=False))
    if found.failed_blocks:
        return {}
    return dict(zip(short, (str(one.value) for one in found.entries[0].fields), strict=True))


def _separate(names: str) -> Iterator[str]:
    """What stands between the words “and” that are not in braces; the library's own loses a backslash after one."""
    text = " ".join(names.split())
    depth, start = 0, 0
    for found in re.finditer(r"(?<!\\)[{}]| and ", text, re.IGNORECASE):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth <= 0 and found[0] not in "{}":
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _people(entry: BibEntry, key: str, name: str, problems: list[Problem]) -> list[str]:
    """The names in a field, each with first names first; what stands in braces is one name."""
    written, line = entry.fields[key], entry.lines[key] - 1
    if len(written) > _LONGEST_NAMES:
        message = f"“{key}” of “{entry.key}” has more than {_LONGEST_NAMES:,} characters and was left out"
        problems.append(_wrong(name, line, message, severe=False))
        return []
    names = []
    for one in _separate(written):
        if one.strip().lower() == "others":
            names.append("and others")
            continue
        parts = parse_single_name_into_parts(one, strict=False)
        bare = re.sub(r"\{[^{}]*\}", "", one)
        if bare.count(",") > 2 or ";" in bare:
            message = f"“{key}” of “{entry.key}”: is “{one.strip()[:80]}” one name?"
            problems.append(_wrong(name, line, message, "write “ and ” between two names", severe=False))
            names.append(one)
        else:
            names.append(" ".join([*parts.first, *parts.von, *parts.last, *parts.jr]))
    return names
