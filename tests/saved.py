"""Saved pages and books, what is truly in them, and how well an importer finds it.

Beside each page stands its truth: a block a line, its kind, then a heading's level (1 the highest below the title), an
item's or a note's marker, and its words; ` … ` stands for words in the middle. A block is right when it begins and
ends with the words of the truth.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from moot.markdown import plain
from moot.text.tree import Part

PAGES = Path(__file__).parent / "saved_pages"
BOOKS = Path(__file__).parent / "saved_books"
_ROW = re.compile(r"(heading) (\d) (.*)|(item|note) (\S+) (.*)|(\w+) (.*)")


class True_(NamedTuple):
    """A block as it truly is."""

    kind: str
    level: int
    marker: str
    words: str

    def fits(self, text: str) -> bool:
        """Whether a block of this text is this one, whole."""
        first, dots, last = self.words.partition(" … ")
        return text.startswith(first) and text.endswith(last) if dots else text == first


def truth(file: Path) -> list[True_]:
    """The blocks a file of truth has."""
    rows = []
    for line in file.read_text(encoding="utf-8").splitlines():
        found = _ROW.fullmatch(line)
        assert found, line
        if found[1]:
            rows.append(True_("heading", int(found[2]), "", found[3]))
        elif found[4]:
            rows.append(True_(found[4], 0, "" if found[5] == "-" else found[5], found[6]))
        else:
            rows.append(True_(found[7], 0, "", found[8]))
    return rows


def page(name: str) -> bytes:
    """A saved page in the encoding that it says it is in."""
    text = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    return text.encode("cp1252" if "charset=windows-1252" in text else "utf-8")


def book(name: str) -> bytes:
    """A saved book, packed."""
    return packed((BOOKS / f"{name}.txt").read_text(encoding="utf-8"))


def packed(text: str) -> bytes:
    """An EPUB of members, each after a line `=== its/name`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for member in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
            name, _, body = member.partition("\n")
            folder.writestr(name, body)
    return out.getvalue()


@dataclass
class Score:
    """How many were found, and rightly."""

    headings: int = 0
    found: int = 0
    right: int = 0
    levels: int = 0
    paragraphs: int = 0
    whole: int = 0
    quoted: int = 0
    quoted_found: int = 0
    quoted_right: int = 0
    blocks: int = 0
    kinds: int = 0
    extra: int = 0

    def __str__(self) -> str:
        return (
            f"headings P {self.right}/{self.found} R {self.right}/{self.headings}, levels {self.levels}/{self.right}; "
            f"paragraphs {self.whole}/{self.paragraphs}; quotations P {self.quoted_right}/{self.quoted_found} "
            f"R {self.quoted_right}/{self.quoted}; blocks right {self.kinds}/{self.blocks}, too many {self.extra}"
        )


def words_of(part: Part) -> str:
    """Its words on one line; of a table, those of its cells."""
    if part.kind == "table":
        return " ".join(re.sub(r"\\?\||---", " ", plain(part.text)).split())
    return " ".join(plain(part.text).split())


def score(rows: Sequence[True_], parts: Iterable[Part]) -> tuple[Score, list[str]]:
    """The truth against what was found, in order, and what differs."""
    parts = list(parts)
    raised = min((part.level for part in parts if part.kind == "heading"), default=1) - 1
    result, wrong, used = Score(), [], set()
    for row in rows:
        fits = [i for i, part in enumerate(parts) if i not in used and row.fits(words_of(part))]
        at = next((i for i in fits if parts[i].kind == row.kind), fits[0] if fits else None)
        used.add(at)
        part = parts[at] if at is not None else None
        level = part.level - raised if part and row.kind == "heading" else 0
        good = part is not None and part.kind == row.kind
        marked = (
            bool(part) and row.marker in {part.marker if part else "", ""} if row.kind in {"item", "note"} else True
        )
        result.blocks += 1
        result.kinds += good and marked
        result.headings += row.kind == "heading"
        result.right += row.kind == "heading" and good
        result.levels += row.kind == "heading" and good and level == row.level
        result.paragraphs += row.kind == "paragraph"
        result.whole += row.kind == "paragraph" and good
        result.quoted += row.kind == "quotation"
        result.quoted_right += row.kind == "quotation" and good
        if not good or not marked or (row.kind == "heading" and level != row.level):
            what = f"{part.kind} {part.level} {part.marker}" if part else "lost"
            wrong.append(f"- {row.kind} {row.level or row.marker}: {row.words[:60]} ({what})")
    for i, part in enumerate(parts):
        result.found += part.kind == "heading"
        result.quoted_found += part.kind == "quotation"
        if i not in used:
            result.extra += 1
            wrong.append(f"+ {part.kind} {part.level or part.marker}: {words_of(part)[:80]}")
    return result, wrong
