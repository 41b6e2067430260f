"""Words in quotation marks: those of the text have to be its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

from moot.guide.reference import parse_reference
from moot.load.entries import Origin
from moot.load.guide_folder import Loaded
from moot.markdown import plain
from moot.problems import Problem
from moot.text.decode import composed

if TYPE_CHECKING:
    from moot.text.tree import Block

__all__ = ["quotations_stand"]

FEWEST = 4
"""Words that a quotation has at least; fewer are names, titles, and words that somebody doubts."""

NEAR = 0.75
"""So much alike, letter by letter, that the text is meant."""

_SHORT, _SURELY = 6, 0.85
"""Fewer words than these, and less alike, are sometimes another's words: of a hundred of another text, three were."""

_SHARED = 0.6  # so many of its words have to be there: letters alone are alike by chance
_MOST = 200  # of one guide; comparing takes time
_LONGEST = 400  # letters that are compared
# Quotation marks may stand within others: “the “Left” wing of it”.
_QUOTED = re.compile(r"“((?:[^“”]|“[^“”]*”){1,2000})”|\"([^\"]{1,2000})\"|«([^«»]{1,2000})»|„([^„“”]{1,2000})[“”]")
_LEFT_OUT = re.compile(r"\[[^\[\]]{0,80}\]|…|\.\.\.|\s/\s")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Said:
    """A piece of prose that may quote the text, and where it is written."""

    origin: Origin
    path: tuple[str | int, ...]
    prose: str
    from_readings: bool
    """Whether it is about readings too, of which there is no copy: then it may quote those."""


def quotations_stand(loaded: Loaded) -> Iterator[Problem]:
    """Quotations of four words or more that are nearly, but not quite, those of the text; and the text's quotations."""
    if loaded.text is None or loaded.located is None:
        return
    titles = [_letters(title) for title in _titles(loaded)]
    found = (one for said in _prose(loaded) for one in _of(loaded, said, titles))
    yield from islice(found, _MOST)
    yield from _checked_quotations(loaded)


def _of(loaded: Loaded, said: _Said, titles: Sequence[str]) -> Iterator[Problem]:
    assert loaded.text is not None
    for words in _quotations(said.prose):
        letters = _letters(words)
        if any(letters in title for title in titles):
            continue
        stretch, number, like = _nearest(words, loaded.text.blocks)
        if not NEAR <= like < 1:
            continue
        where = f"¶{number} of the text" if number else "the text"
        message = f"the quotation “{words}” is not in the text as it stands; {where} has “{stretch}”"
        problem = said.origin.problem(*said.path, message=message, hint=_differing(words, stretch), rule="quotation")
        # What quotes a reading as well may have it from there, in other words.
        doubtful = len(letters.split()) < _SHORT and like < _SURELY
        yield replace(problem, severity="note" if said.from_readings else "warning" if doubtful else "error")


def _prose(loaded: Loaded) -> Iterator[_Said]:
    guide = loaded.guide
    for section in guide.sections.values():
        origin = loaded.origins["section", section.id]
        for key, claim in section.claims.items():
            for field in ("says", "evidence"):
                if said := getattr(claim, field):
                    yield _Said(origin, ("claims", key, field), said, False)
    for question in guide.questions.values():
        origin = loaded.origins["question", question.id]
        reads = bool(question.readings)
        for field in ("setup", "ask"):
            if said := getattr(question, field):
                yield _Said(origin, (field,), said, reads)
        for index, said in enumerate(question.probes):
            yield _Said(origin, ("probes", index), said, reads)
        for index, look_for in enumerate(question.look_fors):
            other = reads or (look_for.ref or "") in guide.readings
            yield _Said(origin, ("look_fors", index, "says"), look_for.says, other)


def _checked_quotations(loaded: Loaded) -> Iterator[Problem]:
    """The words by which a section's quotation is found have to stand where it says."""
    from moot.text.quoted import find_words

    assert loaded.text is not None
    for section in loaded.guide.sections.values():
        for index, check in enumerate(section.quotations):
            blocks = _blocks_at(loaded, check.ref, section.id)
            if not check.words or not blocks:
                continue
            missing = [part for part in _LEFT_OUT.split(check.words) if _WORD.search(part)]
            missing = [part for part in missing if not find_words(blocks, part).blocks]
            for part in missing[:1]:
                stretch, _, like = _nearest(part, blocks)
                elsewhere = find_words(loaded.text.blocks, part).numbers
                message = f"the words “{part.strip()}” are not in {check.ref}"
                hint = f"they stand in ¶{elsewhere[0]} of the text" if elsewhere else ""
                hint = hint or (f"the nearest there: “{stretch}”" if like >= 0.6 else "copy them from the text")
                yield loaded.origins["section", section.id].problem(
                    "quotations", index, "words", message=message, hint=hint, rule="quotation"
                )


def _blocks_at(loaded: Loaded, ref: str, section: str) -> tuple[Block, ...]:
    """The blocks of a reference, with those between them that bear no number."""
    assert loaded.text is not None and loaded.located is not None
    passage = loaded.passage(ref, section)
    if passage.numbered and passage.first is not None and passage.last is not None:
        blocks = loaded.text.blocks
        at = [i for i, block in enumerate(blocks) if block.number is not None]
        end = at[passage.last] if passage.last < len(at) else len(blocks)
        return blocks[at[passage.first - 1] : end]
    place = loaded.located.places.get(passage.section or "")
    return place.blocks if place else loaded.text.blocks if parse_reference(ref).whole else ()


def _titles(loaded: Loaded) -> Iterator[str]:
    """Names of works, which stand in quotation marks too."""
    assert loaded.text is not None
    guide = loaded.guide
    yield from (guide.about.title, guide.about.text.title, loaded.text.title)
    for reading in guide.readings.values():
        yield reading.title
        if reading.container:
            yield reading.container.title
    yield from (heading for section in guide.sections.values() for heading in section.heading)


def _quotations(prose: str) -> Iterator[str]:
    """What stands in quotation marks, in pieces where something is left out, if they have words enough."""
    for match in _QUOTED.finditer(plain(prose)):
        inside = next(part for part in match.groups() if part is not None)
        for piece in _LEFT_OUT.split(inside):
            if len(_WORD.findall(piece)) >= FEWEST:
                yield " ".join(piece.split()).strip(" ,;:.")


def _letters(words: str) -> str:
    return " ".join(_WORD.findall(composed(composed(words).casefold())))


def _nearest(words: str, blocks: Sequence[Block]) -> tuple[str, int | None, float]:
    """The stretch of the blocks most like the words, its ¶ number, and how much alike; 1 is: they stand there."""
    from moot.text.quoted import find_words

    found = find_words(blocks, words)
    if found.blocks:
        return words, found.numbers[0] if found.numbers else None, 1.0
    if not found.nearest:
        return "", None, 0.0
    wanted, stretch = _letters(words), _letters(found.nearest)
    shared = sum((Counter(wanted.split()) & Counter(stretch.split())).values()) / len(wanted.split())
    like = SequenceMatcher(None, wanted[:_LONGEST], stretch[:_LONGEST], autojunk=False).ratio()
    return found.nearest, found.nearest_number, like if shared >= _SHARED else 0.0


def _differing(words: str, stretch: str) -> str:
    """The words in which the two differ."""
    mine, theirs = words.split(), stretch.split()
    pairs = SequenceMatcher(None, [*map(_letters, mine)], [*map(_letters, theirs)], autojunk=False).get_opcodes()
    told = []
    for kind, a, b, c, d in pairs:
        if kind != "equal":
            here, there = " ".join(mine[a:b]), " ".join(theirs[c:d])
            told.append(
                f"“{there}” for “{here}”" if here and there else f"“{there}” as well" if there else f"no “{here}”"
            )
    return f"the text has {', '.join(told[:6])}" if told else ""
