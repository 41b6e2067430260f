"""What became of the references of a guide when its text was edited: the lock beside the text as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from moot.load.lock import Lock
from moot.load.moved_sections import SectionDrift, section_drifts
from moot.load.references import Citation
from moot.load.standing import Cited, Standing
from moot.text.fingerprints import Fingerprint, Match, align, keys_of

__all__ = ["Drift", "DriftKind", "Drifts", "drifts"]

DriftKind = Literal["moved", "changed", "split", "merged", "apart", "perhaps", "gone", "homeless", "words"]


@dataclass(frozen=True)
class Drift:
    """What became of one reference.

    moved: the same paragraphs have other numbers. changed: they were edited. split, merged. apart: they no longer
    follow each other. perhaps: only something like them is there. gone: nothing is. homeless: they stand in no section
    of the guide. words: the words that were quoted are gone.
    """

    cited: Cited
    kind: DriftKind
    new: str | None
    """The reference to be written; None where none can be said, and as it is written where that is right."""
    sure: bool
    """Whether the words meant are all there unchanged, so that `new` is no guess."""
    was: tuple[Fingerprint, ...]
    now: tuple[int, ...]
    """Numbers, in the whole text, of the paragraphs that are meant or most like them."""
    above: int = 0
    """How many more paragraphs stand above them in the section than stood there."""

    @property
    def citation(self) -> Citation:
        """The reference and where it is written."""
        return self.cited.citation


@dataclass(frozen=True)
class Drifts:
    """All that drifted. standing: the guide with its sections where they are now."""

    sections: tuple[SectionDrift, ...]
    references: tuple[Drift, ...]
    standing: Standing
    edited: bool
    """Whether the text is another one than that of the lock, in a heading or a paragraph."""


def drifts(standing: Standing, lock: Lock, place: bool = True) -> Drifts:
    """What of the guide drifted since the lock was written. References written since are taken as they are.

    place: whether references are told for the sections that are missing too, as if they were mended.
    """
    paragraphs = lock.paragraphs
    matches = align(paragraphs, standing.prints)
    old = dict(zip(keys_of(paragraphs), zip(paragraphs, matches, strict=True), strict=True))
    sections = tuple(section_drifts(standing, lock, {key: match for key, (_, match) in old.items()}))
    where = {one.id: one.wanted for one in sections if one.wanted and place}
    placed = standing.placed(where) if where else standing
    edited = [one.hash for one in paragraphs] != [one.hash for one in standing.prints] or bool(sections)
    found = [one for cited in placed.cited() if (one := _drift(cited, placed, lock, old, edited))]
    return Drifts(sections, tuple(_unsure_where_edited(found, placed, lock)), placed, edited)


def _drift(
    cited: Cited, standing: Standing, lock: Lock, old: dict[str, tuple[Fingerprint, Match]], edited: bool
) -> Drift | None:
    keys = lock.references.get((cited.owner, cited.text), ())
    if not keys or any(key not in old for key in keys):
        return None
    if standing.section_of(cited) in {one.id for one in standing.located.missing}:
        return None  # told with the section
    was = tuple(old[key][0] for key in keys)
    matches = [old[key][1] for key in keys]
    if "¶" not in cited.text and re.search(r"[\"“”„«»‘’']", cited.text):
        return _by_words(cited, standing, was, matches)
    now = tuple(dict.fromkeys(place + 1 for match in matches for place in match.places))
    if any(match.kind == "gone" for match in matches):
        kind: DriftKind = "gone" if not now else "perhaps"
        return Drift(cited, kind, _written(cited, standing, now), False, was, now)
    on_end = all(b - a == 1 for a, b in pairwise(now))
    # So many others between them would be meant as well that two references say it better.
    new = _written(cited, standing, now) if max(now) - min(now) < len(now) + 2 else None
    exact = all(match.exact for match in matches) and on_end
    kind = _kind(matches, on_end)
    if new is None and kind != "apart":
        kind = "homeless"
    if new == cited.text and (exact or min(match.likeness for match in matches) == 1.0):
        return None
    return Drift(cited, kind, new, exact and new is not None, was, now, _above(cited, standing, now))


def _kind(matches: Sequence[Match], on_end: bool) -> DriftKind:
    kinds = {match.kind for match in matches}
    if "perhaps" in kinds:
        return "perhaps"
    if not on_end:
        return "apart"
    if "split" in kinds:
        return "split"
    if "merged" in kinds:
        return "merged"
    return "changed" if "changed" in kinds else "moved"


def _by_words(cited: Cited, standing: Standing, was: tuple[Fingerprint, ...], matches: Sequence[Match]) -> Drift | None:
    """A reference by words finds itself, unless the words are gone from its section."""
    if standing.meant(cited.text, cited.citation.section):
        return None
    from moot.guide.reference import parse_reference
    from moot.text.quoted import find_words

    now = tuple(dict.fromkeys(place + 1 for match in matches for place in match.places))
    words = parse_reference(cited.text).words or ""
    blocks = [standing.text.paragraphs[number - 1] for number in now]
    found = find_words(blocks, words)
    home = _home(standing, now)
    new = None
    if found.blocks and home:  # the words stand as they were, in another section
        new = _in_section(cited, home, re.sub(r"^[a-z0-9-]+\s+(?=[^\w\s])", "", cited.text.strip()))
        return Drift(cited, "words", new, all(match.exact for match in matches), was, now)
    if found.nearest and home:
        marked = f'"{found.nearest}"' if '"' not in found.nearest else f"“{found.nearest}”"
        candidate = _in_section(cited, home, marked)
        # Words that stand in other places too would be no reference.
        new = candidate if standing.meant(candidate, cited.citation.section) else None
    return Drift(cited, "words", new, False, was, now)


def _home(standing: Standing, numbers: Sequence[int]) -> str | None:
    """The section in which all of these paragraphs stand."""
    return next(
        (name for name, place in standing.located.places.items() if numbers and set(numbers) <= set(place.numbers)),
        None,
    )


def _written(cited: Cited, standing: Standing, numbers: Sequence[int]) -> str | None:
    """The reference to these paragraphs, in the way in which the old one is written; None where there is none."""
    home = _home(standing, range(min(numbers), max(numbers) + 1)) if numbers else None
    if home is None:
        return None
    inside = standing.located.places[home].numbers
    first, last = inside.index(min(numbers)) + 1, inside.index(max(numbers)) + 1
    sign = next((mark for mark in ("¶¶", "¶", "§") if mark in cited.text), "")
    dash = next(iter(re.findall(r"(?<=[0-9])\s?[-‐‑‒–—]\s?(?=[¶0-9])", cited.text)), "-")
    gap = " " if sign and re.search(rf"{sign} [0-9]", cited.text) else ""
    place = f"{sign}{gap}{first}" + (f"{dash}{last}" if last != first else "")
    new = _in_section(cited, home, place)
    # Written as before where it says the same: `¶3-3`, or `par. 3`.
    return cited.text if standing.meant(cited.text, cited.citation.section) == tuple(numbers) else new


def _in_section(cited: Cited, home: str, place: str) -> str:
    found = re.match(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?=[\s¶§“„\"«‘'])", cited.text.strip())
    names_it = bool(found) and cited.text.strip() != place and not cited.text.strip()[0].isdigit()
    return f"{home} {place}" if names_it or home != cited.citation.section else place


def _above(cited: Cited, standing: Standing, now: Sequence[int]) -> int:
    """How many more paragraphs stand above in the section: the number now less the number then."""
    from moot.guide.reference import parse_reference

    home = _home(standing, now)
    stated = parse_reference(cited.text)
    if home is None or home != standing.section_of(cited) or stated.first is None:
        return 0
    return standing.located.places[home].numbers.index(min(now)) + 1 - stated.first


def _unsure_where_edited(found: Sequence[Drift], standing: Standing, lock: Lock) -> Iterator[Drift]:
    """Where a person has changed a list of references since, the others in it may be right by now: asked, not taken."""
    written: dict[str, set[str]] = {}
    for cited in standing.cited():
        written.setdefault(cited.owner, set()).add(cited.text)
    locked: dict[str, set[str]] = {}
    for owner, text in lock.references:
        locked.setdefault(owner, set()).add(text)
    for drift in found:
        owner = drift.cited.owner
        numbered = {
            text for text in written[owner] if text in locked[owner] or standing.meant(text, drift.citation.section)
        }
        if numbered != locked[owner]:
            yield Drift(drift.cited, drift.kind, drift.new, False, drift.was, drift.now, drift.above)
        else:
            yield drift
