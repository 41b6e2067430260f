"""How references survive eleven kinds of edit of the text: by number, by heading, by first words, by guide.lock.

    python bench/drift.py [TEXT …]          (without one: the text of a guide that comes with moot)

Every paragraph is a reference. Right is: the answer is the paragraph that was meant, or “gone” for one that was taken
out. Wrong is another paragraph; lost is no answer though it is there. Of the lock, “silent” counts the wrong answers
that would be written without asking; it has to be 0.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from moot.text.fingerprints import align, fingerprint
from moot.text.read import read_text

__all__ = ["EDITS", "METHODS", "Row", "Unit", "measured", "units_of"]

SEEDS = 3
FIRST = 6  # words, of the method that goes by first words
_POOL = [
    "anvil", "barley", "candle", "dapple", "ember", "fennel", "gravel", "harbor", "icicle", "juniper",
    "kettle", "lantern", "meadow", "nettle", "orchard", "pebble", "quarry", "ribbon", "saddle", "thistle",
    "umber", "velvet", "willow", "yarrow", "zephyr", "bramble", "copper", "driftwood", "feather", "garnet",
]  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


class Unit(NamedTuple):
    """A heading (level 1 or more) or a paragraph (level 0), with the numbers of the old paragraphs in it."""

    level: int
    words: str
    ids: tuple[int, ...] = ()


class Row(NamedTuple):
    """Counts of answers; silent: wrong ones that the method is sure of."""

    right: int
    wrong: int
    lost: int
    silent: int = 0


def units_of(file: Path) -> list[Unit]:
    """The headings and numbered paragraphs of a text."""
    text, _ = read_text(file, file.name)
    return [
        Unit(block.level, block.plain) if block.kind == "heading" else Unit(0, block.plain, (block.number or 0,))
        for block in text.blocks
        if block.kind == "heading" or block.number is not None
    ]


def _sentence(dice: random.Random) -> str:
    words = [dice.choice(_POOL) for _ in range(dice.randint(7, 16))]
    return " ".join(words).capitalize() + "."


def _paragraph(dice: random.Random) -> Unit:
    return Unit(0, " ".join(_sentence(dice) for _ in range(dice.randint(2, 6))))


# --- edits ---


def section_on_top(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """A heading and four paragraphs before all others."""
    return [Unit(1, "Read this before"), *(_paragraph(dice) for _ in range(4)), *units]


def five_inserted(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """Five new paragraphs anywhere."""
    new = list(units)
    for _ in range(5):
        new.insert(dice.randint(1, len(new)), _paragraph(dice))
    return new


def words_changed(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """15 % of all words are others."""

    def changed(words: str) -> str:
        return " ".join(dice.choice(_POOL) if dice.random() < 0.15 else word for word in words.split())

    return [unit if unit.level else unit._replace(words=changed(unit.words)) for unit in units]


def headings_renamed(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """Every heading is another one."""
    return [
        unit._replace(words=f"{dice.choice(_POOL)} and {dice.choice(_POOL)} {i}") if unit.level else unit
        for i, unit in enumerate(units)
    ]


def beginnings_rewritten(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """The first sentence of every paragraph is another one, where it has more than one."""

    def changed(words: str) -> str:
        parts = _SENTENCE.split(words)
        return " ".join([_sentence(dice), *parts[1:]]) if len(parts) > 1 else words

    return [unit if unit.level else unit._replace(words=changed(unit.words)) for unit in units]


def all_together(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """New section, new paragraphs, other headings, and 15 % of the words."""
    new = list(units)
    for edit in (section_on_top, five_inserted, headings_renamed, words_changed):
        new = edit(new, dice)
    return new


def deleted(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """One paragraph in eight is gone."""
    return [unit for unit in units if unit.level or dice.random() >= 0.125]


def split(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """One paragraph in four is two."""
    new = []
    for unit in units:
        parts = _SENTENCE.split(unit.words)
        if unit.level or len(parts) < 2 or dice.random() >= 0.25:
            new.append(unit)
            continue
        at = dice.randint(1, len(parts) - 1)
        new += [unit._replace(words=" ".join(parts[:at])), unit._replace(words=" ".join(parts[at:]))]
    return new


def merged(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """One paragraph in four is joined to the one before it."""
    new: list[Unit] = []
    for unit in units:
        if new and not unit.level and not new[-1].level and dice.random() < 0.25:
            new[-1] = Unit(0, f"{new[-1].words} {unit.words}", (*new[-1].ids, *unit.ids))
        else:
            new.append(unit)
    return new


def reordered(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """One paragraph in six stands somewhere else."""
    moving = [unit for unit in units if not unit.level and dice.random() < 1 / 6]
    new = [unit for unit in units if unit not in moving]
    for unit in moving:
        new.insert(dice.randint(1, len(new)), unit)
    return new


def shortened(units: Sequence[Unit], dice: random.Random) -> list[Unit]:
    """A third of the sentences is gone, of paragraphs that have three or more."""

    def changed(words: str) -> str:
        parts = _SENTENCE.split(words)
        gone = set(dice.sample(range(len(parts)), len(parts) // 3))
        return " ".join(part for i, part in enumerate(parts) if i not in gone)

    return [unit if unit.level else unit._replace(words=changed(unit.words)) for unit in units]


Edit = Callable[[Sequence[Unit], random.Random], list[Unit]]
EDITS: dict[str, Edit] = {
    "new section on top": section_on_top,
    "five paragraphs inserted": five_inserted,
    "15 % of words changed": words_changed,
    "headings renamed": headings_renamed,
    "first sentences rewritten": beginnings_rewritten,
    "all together": all_together,
    "paragraphs deleted": deleted,
    "paragraphs split": split,
    "paragraphs merged": merged,
    "paragraphs moved": reordered,
    "a third cut": shortened,
}


# --- ways to refer ---


class Answer(NamedTuple):
    """Indices of paragraphs in the new text; () for gone."""

    places: tuple[int, ...]
    sure: bool = True


def _paragraphs(units: Iterable[Unit]) -> list[Unit]:
    return [unit for unit in units if not unit.level]


def by_index(old: Sequence[Unit], new: Sequence[Unit]) -> list[Answer]:
    """The same number."""
    count = len(_paragraphs(new))
    return [Answer((i,) if i < count else ()) for i in range(len(_paragraphs(old)))]


def _addresses(units: Sequence[Unit]) -> list[tuple[tuple[str, ...], int]]:
    path: list[tuple[int, str]] = []
    number, found = 0, []
    for unit in units:
        if unit.level:
            path = [one for one in path if one[0] < unit.level] + [(unit.level, unit.words)]
            number = 0
        else:
            number += 1
            found.append((tuple(words for _, words in path), number))
    return found


def by_heading(old: Sequence[Unit], new: Sequence[Unit]) -> list[Answer]:
    """The same number below the same headings."""
    there = {address: i for i, address in reversed(list(enumerate(_addresses(new))))}
    return [Answer((there[one],) if one in there else ()) for one in _addresses(old)]


def by_first_words(old: Sequence[Unit], new: Sequence[Unit]) -> list[Answer]:
    """The one paragraph that begins with the same words."""
    there: dict[str, list[int]] = {}
    for i, unit in enumerate(_paragraphs(new)):
        there.setdefault(" ".join(unit.words.split()[:FIRST]), []).append(i)
    found = [there.get(" ".join(unit.words.split()[:FIRST]), []) for unit in _paragraphs(old)]
    return [Answer(tuple(places) if len(places) == 1 else ()) for places in found]


def by_lock(old: Sequence[Unit], new: Sequence[Unit]) -> list[Answer]:
    """What `moot relink` proposes."""
    sides = ([fingerprint(unit.words) for unit in _paragraphs(side)] for side in (old, new))
    return [Answer(match.places, match.exact) for match in align(*sides)]


METHODS = {"number": by_index, "heading and number": by_heading, "first words": by_first_words, "lock": by_lock}


def measured(units: Sequence[Unit], edit: Edit, seeds: int = SEEDS) -> dict[str, Row]:
    """By method, its answers for every paragraph of the text after so many runs of the edit."""
    rows = dict.fromkeys(METHODS, Row(0, 0, 0))
    for seed in range(seeds):
        new = edit(units, random.Random(seed))
        truth: dict[int, set[int]] = {}
        for place, unit in enumerate(_paragraphs(new)):
            for number in unit.ids:
                truth.setdefault(number, set()).add(place)
        for name, method in METHODS.items():
            answers = zip(_paragraphs(units), method(units, new), strict=True)
            rows[name] = _added(rows[name], [(truth.get(unit.ids[0], set()), answer) for unit, answer in answers])
    return rows


def _added(row: Row, answers: Iterable[tuple[set[int], Answer]]) -> Row:
    right, wrong, lost, silent = row
    for meant, (places, sure) in answers:
        if set(places) <= meant and bool(places) == bool(meant):
            right += 1
        elif places:
            wrong += 1
            silent += sure
        else:
            lost += 1
    return Row(right, wrong, lost, silent)


def main(files: Sequence[Path]) -> None:
    """Prints the table, and the totals last."""
    texts = [units_of(file) for file in files]
    print("right/wrong/lost".ljust(27) + "".join(f"{name:>20}" for name in METHODS) + f"{'silent':>8}")
    totals = dict.fromkeys(METHODS, Row(0, 0, 0))
    for name, edit in EDITS.items():
        rows = dict.fromkeys(METHODS, Row(0, 0, 0))
        for units in texts:
            for method, row in measured(units, edit).items():
                rows[method] = Row(*map(sum, zip(rows[method], row, strict=True)))
        totals = {key: Row(*map(sum, zip(totals[key], rows[key], strict=True))) for key in METHODS}
        _print(name, rows)
    _print("total", totals)


def _print(name: str, rows: dict[str, Row]) -> None:
    cells = [f"{row.right}/{row.wrong}/{row.lost}" for row in rows.values()]
    print(name.ljust(27) + "".join(f"{cell:>20}" for cell in cells) + f"{rows['lock'].silent:>8}")


if __name__ == "__main__":
    from moot.resources import shipped

    main([Path(one) for one in sys.argv[1:]] or [shipped("guides") / "reading-a-polemic" / "text.md"])
