"""Parts of a document to the Markdown that a group keeps and corrects: text.md.

What is written here is read back by moot.text.markdown to the same blocks: a sign that would mean something at the
beginning of a line is written so that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from moot.markdown import lightly_escaped, plain
from moot.text.places import same_letters
from moot.text.tree import Part

__all__ = ["Written", "canonical"]

_DEEPEST = 6
_QUOTED = frozenset({"quotation", "epigraph", "attribution"})

_BLOCK_SIGN = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[=\-_|~]|\[\^?[^\[\]\s]{1,40}\]:(?=\s)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_NATIVE_NUMBER = re.compile(r"\d{1,9}[.)]")
_BULLETS = "•◦▪‣·*-–"
_REFERRED = re.compile(r"\[\^[^\[\]\s]{1,40}\]")


@dataclass(frozen=True, slots=True)
class Written:
    """A text as Markdown, and where each part of it stands."""

    text: str
    lines: tuple[int, ...]
    """1-based line of each part that was written, in their order."""
    indices: tuple[int, ...]
    """For each of them its index among the parts as they were given; -1 for a title only the document's data state."""


def canonical(parts: Sequence[Part], title: str = "", authors: Sequence[str] = (), language: str = "") -> Written:
    """The parts as Markdown. title, authors: as the document's own data state them, for where its parts do not.

    Authors and language stand before the text, between two lines `---`, where no line of the text says them.
    Levels are closed up: where a document has headings of levels 1, 2 and 4, those of 4 become 3.
    """
    given = [(i, part) for i, part in enumerate(parts) if part.text.strip()]
    titled = _titled([part for _, part in given], title)
    indices = [-1] * (len(titled) - len(given)) + [i for i, _ in given]
    if any(part.kind == "byline" for part in titled):
        authors = ()
    rows = _front(authors, language)
    lines: list[int] = []
    before: Part | None = None
    for part in _levelled(titled):
        if before is not None:
            rows += _between(before, part)
        lines.append(len(rows) + 1)
        rows += _rows(part, before)
        before = part
    return Written("\n".join(rows) + "\n", tuple(lines), tuple(indices))


def _front(authors: Sequence[str], language: str) -> list[str]:
    """What is known about the text and stands in none of its lines, as YAML."""
    rows = []
    if authors:
        rows.append(f"author: [{', '.join(map(_in_list, authors))}]")
    if language:
        rows.append(f"lang: {language}")
    return ["---", *rows, "---", ""] if rows else []


def _in_list(name: str) -> str:
    name = " ".join(name.split())
    return name if re.fullmatch(r"[^\W\d_][\w .’-]*", name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _titled(parts: list[Part], title: str) -> list[Part]:
    """With a title, where the document's data have one: the first heading, if it says the same, else a new part."""
    if not title.strip() or any(part.kind == "title" for part in parts):
        return parts
    first = next((i for i, part in enumerate(parts[:4]) if part.kind == "heading"), -1)
    if first >= 0 and same_letters(plain(parts[first].text)) == same_letters(title):
        return [*parts[:first], replace(parts[first], kind="title", level=0), *parts[first + 1 :]]
    return [Part("title", lightly_escaped(" ".join(title.split())), 0), *parts]


def _levelled(parts: list[Part]) -> list[Part]:
    used = sorted({part.level for part in parts if part.kind == "heading"})
    below = any(part.kind == "title" for part in parts)
    level = {old: min(new + below, _DEEPEST) for new, old in enumerate(used, 1)}
    return [replace(part, level=level[part.level]) if part.kind == "heading" else part for part in parts]


def _between(before: Part, part: Part) -> list[str]:
    """What parts two blocks: as a rule an empty line."""
    if before.kind in _QUOTED and part.kind in _QUOTED and (before.kind != "attribution" or part.kind == "attribution"):
        return [">"]
    if before.kind == part.kind == "item" and part.marker and _shape(before) == _shape(part):
        return []
    if before.kind == part.kind == "item" and part.marker and "own" not in {_shape(before), _shape(part)}:
        return []
    return [""]


def _rows(part: Part, before: Part | None) -> list[str]:
    text = part.text.strip("\n")
    if part.kind == "title":
        return [f"# {_heading(text)}"]
    if part.kind == "heading":
        return [f"{'#' * part.level} {_heading(text)}"]
    if part.kind in {"quotation", "epigraph"}:
        return [f"> {row}" for row in _guarded(text)]
    if part.kind == "attribution":
        source = _one_line(text)
        return [f"> — {source}"] if _follows_quotation(before) else list(_guarded(source))
    if part.kind == "item":
        return _item(part, text)
    if part.kind == "note" and not part.marker and before is not None and before.kind == "note":
        return [f"    {'> ' if part.level else ''}{next(_guarded(_one_line(text)))}"]  # a further paragraph of the note
    if part.kind == "note" and _REFERRED.fullmatch(part.marker):
        return [f"{part.marker}: {_one_line(text)}"]
    if part.kind == "note":
        return _typed_note(part, text)
    if part.kind == "table":
        return text.split("\n")
    return list(_guarded(text))


def _follows_quotation(before: Part | None) -> bool:
    return before is not None and before.kind in _QUOTED


def _heading(text: str) -> str:
    """On one line, and so that signs `#` at its end are not taken for the closing of a heading."""
    words = _one_line(text)
    bare = words.rstrip("#")
    closes = bare != words and (not bare or bare[-1] in " \\")
    return bare + "\\#" * (len(words) - len(bare)) if closes else words


def _one_line(text: str) -> str:
    return " ".join(text.replace("\\\n", " ").split())


def _guarded(text: str) -> Iterator[str]:
    """The lines of a block, none of which begins with a sign that would begin another block."""
    for row in text.split("\n"):
        row = row.strip(" \t") if not row.startswith("\u00a0") else row.rstrip(" \t")
        if _BLOCK_SIGN.match(row):
            yield f"\\{row}"
        elif found := _NUMBER.match(row):
            yield f"{found[1]}\\{found[2]}{row[found.end() :]}"
        else:
            yield row


def _shape(part: Part) -> str:
    """How Markdown sees its marker: as a number, as a bullet, or not at all."""
    if _NATIVE_NUMBER.fullmatch(part.marker):
        return "number"
    return "bullet" if not part.marker or part.marker in _BULLETS else "own"


def _item(part: Part, text: str) -> list[str]:
    indent = "    " * max(0, part.level - 1)
    shape = _shape(part)
    rows = list(_guarded(text))
    if not part.marker:  # a further paragraph of the item above
        return [f"{indent}    {row}" for row in rows]
    if shape == "own" and part.level <= 1:
        return [f"{part.marker} {_one_line(text)}"]
    marker = part.marker if shape == "number" else "-" if shape == "bullet" else f"- {part.marker}"
    rest = [f"{indent}    {row}" for row in rows[1:]]
    return [f"{indent}{marker} {rows[0]}", *rest]


def _typed_note(part: Part, text: str) -> list[str]:
    """A note that nothing refers to: as it was typed, so that it is printed where it stands."""
    if _NATIVE_NUMBER.fullmatch(part.marker) or not part.marker:
        return [f"{part.marker} {next(_guarded(_one_line(text)))}".strip()]
    return [f"{lightly_escaped(part.marker)} {_one_line(text)}"]
