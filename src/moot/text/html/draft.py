"""What a walk through a page carries along and brings back: styles, drafts of blocks, lines and their ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from moot.text.html.signs import INLINE, style_of, words_of
from moot.text.runs import Run

__all__ = [
    "Draft",
    "Within",
    "has_words_before",
    "is_source_only",
    "numbered",
    "parted",
    "styled",
    "unbracket",
    "unstrong",
]

_DASH = re.compile(r"\s*(?:—|–|―|--|-)\s*")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass
class Draft:
    """A block as it was met; what it is may still change."""

    kind: str
    runs: list[Run]
    level: int = 0
    marker: str = ""
    words: frozenset[str] = frozenset()
    """Of the classes of the blocks it stands in, innermost first to count."""
    centred: bool = False
    linked: int = 0
    """Letters in links; `dated`: in `<time>`; `named`: said to be an author's."""
    dated: int = 0
    named: int = 0
    source: str = ""
    """For tables: the rows, as Markdown."""
    reason: str = ""
    """Why its kind is doubtful."""
    group: int = 0
    """The stanza it is a line of, where each line is a block."""

    @property
    def text(self) -> str:
        """Its words, line breaks and all, without notes."""
        return "".join(run.text for run in self.runs if not run.note).strip()

    @property
    def letters(self) -> int:
        """How many there are, as `linked` counts them."""
        return sum(len(run.text.strip()) for run in self.runs if not run.note)

    @property
    def is_bold(self) -> bool:
        """Whether every word is."""
        return bool(self.text) and all(run.strong or run.note or not run.text.strip() for run in self.runs)


@dataclass(frozen=True, slots=True)
class Within:
    """What is true of everything inside an element."""

    kind: str = "paragraph"
    emphasis: bool = False
    strong: bool = False
    link: str = ""
    linked: bool = False
    dated: bool = False
    named: bool = False
    centred: bool = False
    depth: int = 0
    pre: bool = False
    note: str = ""
    words: frozenset[str] = frozenset()
    group: int = 0


def styled(element: Any, within: Within) -> Within:
    tag = element.tag
    emphasis, strong, centred = style_of(element)
    if tag in {"i", "em", "cite", "dfn", "var"}:
        emphasis = True if emphasis is None else emphasis
    elif tag in {"b", "strong"}:
        strong = True if strong is None else strong
    href = element.get("href") if tag == "a" else None
    author = element.get("rel") == "author" or element.get("itemprop") == "author" or (
        tag in INLINE and not {"author", "fn", "byline"}.isdisjoint(words_of(element))
    )  # fmt: skip
    return replace(
        within,
        emphasis=within.emphasis if emphasis is None else emphasis,
        strong=within.strong if strong is None else strong,
        centred=within.centred or centred,
        link=(href if href.startswith(("http://", "https://", "mailto:")) else "") if href else within.link,
        linked=within.linked or bool(href),
        dated=within.dated or tag == "time",
        named=within.named or author,
    )


def parted(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of each paragraph, where two line ends part them; of `<pre>`, empty lines do."""
    pieces: list[list[Run]] = [[]]
    for run in _joined_breaks(runs):
        if run.note or "\n" not in run.text:
            pieces[-1].append(run)
            continue
        first, *rest = _BLANK.split(run.text)
        pieces[-1].append(replace(run, text=first))
        pieces += [[replace(run, text=text)] for text in rest]
    return [piece for piece in pieces if any(run.text.strip() or run.note for run in piece)]


def _joined_breaks(runs: Iterable[Run]) -> list[Run]:
    """Line ends that follow each other, with nothing but space between, in one run."""
    out: list[Run] = []
    for run in runs:
        if out and not run.note and not out[-1].note and not run.text.strip() and not out[-1].text.strip():
            out[-1] = Run(out[-1].text + run.text)
        else:
            out.append(run)
    return out


def has_words_before(runs: list[Run]) -> bool:
    """Whether words stand before on the same line."""
    return any(run.text.strip() for run in runs) and not "".join(run.text for run in runs[-2:]).rstrip(" ").endswith(
        "\n"
    )


def unbracket(runs: list[Run]) -> None:
    if runs and runs[-1].text.endswith("["):
        runs[-1] = replace(runs[-1], text=runs[-1].text[:-1])


def unstrong(runs: list[Run], tag: str) -> list[Run]:
    return [replace(run, strong=False) for run in runs] if tag == "th" else runs


def is_source_only(element: Any) -> bool:
    return len(element) == 1 and element[0].tag == "cite" and not _DASH.sub("", element.text or "", count=1).strip()


def numbered(number: int, kind: str) -> str:
    """The marker of an item: `3.`, `c.`, `iii.`."""
    if kind in {"a", "A"} and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    if kind in {"i", "I"} and 1 <= number <= 200:
        roman = ""
        for value, sign in (
            (100, "c"),
            (90, "xc"),
            (50, "l"),
            (40, "xl"),
            (10, "x"),
            (9, "ix"),
            (5, "v"),
            (4, "iv"),
            (1, "i"),
        ):
            roman += sign * (number // value)
            number %= value
        return f"{roman.upper() if kind == 'I' else roman}."
    return f"{number}."
