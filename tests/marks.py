"""Texts marked by hand (tests/marked), the same text in many layouts, and how well an importer finds the marks.

A file begins with `kind:` and `language:`; then each block has its kind, and its level if it is a heading, in the
margin: `heading 2 | Words`. Rows with an empty margin go on with the block; in verse they are its further lines.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "marked"
WIDTH = 72


class Mark(NamedTuple):
    """A block and what it truly is; `rows` has one line, of verse more."""

    kind: str
    level: int
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """A text marked by hand."""

    name: str
    kind: str
    language: str
    marks: tuple[Mark, ...]


def marked_texts(folder: Path = FOLDER) -> list[Marked]:
    """All texts in the folder, by name."""
    return [read_marks(file) for file in sorted(folder.glob("*.txt"))]


def read_marks(file: Path) -> Marked:
    """One of them."""
    head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
    about = dict(line.split(": ", 1) for line in head.splitlines())
    marks: list[Mark] = []
    for row in filter(str.strip, body.splitlines()):
        margin, _, words = row.partition("|")
        words = words.strip()
        kind, _, level = margin.strip().partition(" ")
        if kind:
            marks.append(Mark(kind, int(level or 0), (words,)))
        elif marks[-1].kind == "verse":
            marks[-1] = marks[-1]._replace(rows=(*marks[-1].rows, words))
        else:
            marks[-1] = marks[-1]._replace(rows=(f"{marks[-1].rows[0]} {words}",))
    return Marked(file.stem, about["kind"], about["language"], tuple(marks))


def one_a_line(marks: Sequence[Mark]) -> str:
    """A line for each paragraph, nothing between; stanzas stand apart, as they do everywhere."""
    return "\n".join(
        ("\n" if "verse" in {mark.kind, before} else "") + "\n".join(mark.rows)
        for mark, before in zip(marks, ["", *(mark.kind for mark in marks)], strict=False)
    )


def blanks_between(marks: Sequence[Mark]) -> str:
    """A line for each paragraph, an empty one between."""
    return "\n\n".join("\n".join(mark.rows) for mark in marks)


def wrapped(marks: Sequence[Mark]) -> str:
    """Lines of 72 characters, an empty one between paragraphs; items of a list follow each other."""
    blocks = [(mark.kind, "\n".join(textwrap.fill(row, WIDTH) for row in mark.rows)) for mark in marks]
    pairs = zip(blocks, [("", ""), *blocks], strict=False)
    return "".join(("\n" if kind == before == "item" else "\n\n") + text for (kind, text), (before, _) in pairs)


def indented(marks: Sequence[Mark]) -> str:
    """Lines of 72 characters without empty ones; the first line of a paragraph stands further in."""
    rows = []
    for mark in marks:
        inner = "    " if mark.kind in {"paragraph", "quotation", "item", "note"} else ""
        rows += (
            ["", *mark.rows, ""] if mark.kind == "verse" else [textwrap.fill(mark.rows[0], WIDTH, initial_indent=inner)]
        )
    return "\n".join(rows)


def capitals(marks: Sequence[Mark]) -> str:
    """As wrapped, the headings in capital letters."""
    return wrapped([mark._replace(rows=tuple(map(str.upper, mark.rows))) if mark.kind in {"heading", "title"} else mark
                    for mark in marks])  # fmt: skip


def straight(marks: Sequence[Mark]) -> str:
    """As wrapped, typed on a plain keyboard: straight quotation marks, hyphens for dashes."""
    keys = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "–": "-", "—": "-"})
    return re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', wrapped(marks).translate(keys))


def carriage(marks: Sequence[Mark]) -> str:
    """As wrapped, with the line ends of Windows."""
    return wrapped(marks).replace("\n", "\r\n")


LAYOUTS: dict[str, Callable[[Sequence[Mark]], str]] = {
    "lines": one_a_line, "blanks": blanks_between, "wrapped": wrapped, "indented": indented,
    "CAPITALS": capitals, "straight": straight, "CRLF": carriage,
}  # fmt: skip


class Found(NamedTuple):
    """A block as an importer found it: `words` with its marker."""

    kind: str
    level: int
    words: str


@dataclass
class Score:
    """How many were right; scores add up."""

    headings: int = 0
    found: int = 0
    right: int = 0
    levels: int = 0
    blocks: int = 0
    kinds: int = 0
    quotations: int = 0
    quoted: int = 0
    quoted_right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, key) + getattr(other, key) for key in self.__dataclass_fields__))

    @property
    def precision(self) -> float:
        """Of the lines taken for headings, how many are."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the headings, how many were found."""
        return self.right / self.headings if self.headings else 1.0

    @property
    def kinds_right(self) -> float:
        """Of all blocks, how many came out whole and as what they are."""
        return self.kinds / self.blocks if self.blocks else 1.0


def score(marks: Sequence[Mark], found: Iterable[Found]) -> Score:
    """Marks against what was found, block by block by their letters and digits; case does not count."""
    truth = list(_keyed((mark.kind, mark.level, " ".join(mark.rows)) for mark in marks))
    seen = {key: (kind, level) for key, kind, level in _keyed(found)}
    result = Score(blocks=len(truth), found=sum(kind == "heading" for kind, _ in seen.values()))
    result.quoted = sum(kind in _QUOTED for kind, _ in seen.values())
    for key, kind, level in truth:
        kind_there, level_there = seen.get(key, ("", 0))
        same = kind == kind_there
        result.kinds += same
        result.headings += kind == "heading"
        result.right += kind == "heading" and same
        result.levels += kind == "heading" and same and level == level_there
        result.quotations += kind in _QUOTED
        result.quoted_right += kind in _QUOTED and same
    return result


_QUOTED = {"quotation", "epigraph"}


def differences(marks: Sequence[Mark], found: Iterable[Found]) -> list[str]:
    """What did not come out as it is marked, a line each."""
    seen = {key: (kind, level) for key, kind, level in _keyed(found)}
    truth = {key: (kind, level) for key, kind, level in _keyed((m.kind, m.level, " ".join(m.rows)) for m in marks)}
    lines = [f"- {kind} {level or ''}: {key[0][:60]} ({seen.get(key, ('lost', 0))})"
             for key, (kind, level) in truth.items() if seen.get(key, ("", 0)) != (kind, level)
             and not (kind == seen.get(key, ("", 0))[0] != "heading")]  # fmt: skip
    return lines + [f"+ {kind} {level or ''}: {key[0][:60]}" for key, (kind, level) in seen.items() if key not in truth]


def _keyed(blocks: Iterable[tuple[str, int, str]]) -> Iterable[tuple[tuple[str, int], str, int]]:
    """(letters and digits, how many times they stood there before), kind, level."""
    times: Counter[str] = Counter()
    for kind, level, words in blocks:
        letters = "".join(filter(str.isalnum, words.casefold()))
        yield (letters, times[letters]), kind, level
        times[letters] += 1
