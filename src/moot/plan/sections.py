"""The sections of a session as they are printed, with ¶ numbers and glosses where the group has the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from moot import markdown
from moot.guide.lists import Term
from moot.guide.section import Section
from moot.load.guide_folder import Loaded
from moot.plan.notes import SectionNotes, TextNotes
from moot.plan.pieces import PlannedImage, PlannedSection, TextBlock
from moot.plan.reading_time import reading_time
from moot.plan.text_pieces import PlannedTable
from moot.text.tree import Block
from moot.tongue import ngettext

__all__ = ["planned_sections"]

_GLOSSED = {"paragraph", "quotation", "epigraph"}


def planned_sections(loaded: Loaded, sections: Sequence[Section]) -> tuple[PlannedSection, ...]:
    """The sections in print. A term is glossed once in a session, where it first occurs."""
    glossed: set[str] = set()
    notes = TextNotes(loaded.text.blocks if loaded.text else ())
    return tuple(_planned(loaded, section, glossed, notes) for section in sections)


def _planned(loaded: Loaded, section: Section, glossed: set[str], of_text: TextNotes) -> PlannedSection:
    place = loaded.located.places.get(section.id) if loaded.located else None
    own = place.blocks if place else ()
    terms = [loaded.guide.glossary[name] for name in section.terms]
    opening = _opening(loaded, section)
    below = _without_own_heading(section, own)
    shown = [*(block for block in opening if block.kind not in _FURNITURE), *below]
    hidden = [*(block for block in opening if block.kind in _FURNITURE), *own[: len(own) - len(below)]]
    notes = of_text.of(section.id, [*opening, *own], hidden)
    rows = _with_glosses([block for block in shown if not of_text.is_note(block)], terms, glossed)
    printed = _below_their_headings(rows, notes)
    words = sum(block.words for block in own) if own else section.words
    return PlannedSection(
        id=section.id,
        title=section.name,
        path=place.blocks[0].path[:-1] if place and place.blocks and section.heading else section.heading[:-1],
        summary=(loaded.guide.plain and section.plain) or section.summary or "",
        background=section.background or "",
        focus=section.focus or "",
        blocks=printed,
        span=_span(loaded, section),
        minutes=reading_time(words),
        images=tuple(PlannedImage(i.file, i.alt, i.caption or "", i.credit or "") for i in section.images),
        notes=notes.notes,
    )


_FURNITURE = {"title", "byline", "heading"}


def _opening(loaded: Loaded, section: Section) -> Sequence[Block]:
    """What stands before the first section of the text, such as an epigraph: it is printed with that section."""
    if loaded.located is None or next(iter(loaded.located.places), None) != section.id:
        return ()
    return loaded.located.opening


def _without_own_heading(section: Section, blocks: Sequence[Block]) -> Sequence[Block]:
    """The section's title is printed above it, so its first heading would say the same twice."""
    if blocks and blocks[0].kind == "heading" and _plain(blocks[0].text) == _plain(section.name):
        return blocks[1:]
    return blocks


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _with_glosses(blocks: Sequence[Block], terms: Sequence[Term], glossed: set[str]) -> list[tuple[Block, list[Term]]]:
    """The blocks, each with the glosses that stand beside it.

    Glosses that are longer than their paragraph would tear a hole into the text, so those that do not fit wait for
    the next paragraph; those still waiting at the end of the section stand beside its last.
    """
    waiting: list[Term] = []
    rows: list[tuple[Block, list[Term]]] = []
    for block in blocks:
        if block.kind not in _GLOSSED:
            rows.append((block, []))
            continue
        for term in terms:
            if term.id not in glossed and _occurs(term, block.text):
                glossed.add(term.id)
                waiting.append(term)
        beside: list[Term] = []
        room = _text_height(block.text)
        while waiting and (_gloss_height(waiting[0]) <= room or len(waiting) > _MOST_WAITING):
            room -= _gloss_height(waiting[0])
            beside.append(waiting.pop(0))
        rows.append((block, beside))
    last = next((beside for block, beside in reversed(rows) if block.kind in _GLOSSED), [])
    last.extend(waiting)
    return rows


def _below_their_headings(rows: Sequence[tuple[Block, Sequence[Term]]], notes: SectionNotes) -> tuple[TextBlock, ...]:
    """The blocks for the page, each with the headings right above it."""
    planned: list[TextBlock] = []
    above: list[Block] = []
    followers = [block for block, _ in rows[1:]]
    for (block, beside), after in zip_longest(rows, followers):
        if block.kind == "heading":
            above.append(block)
            continue
        glosses = tuple((term.term, term.says) for term in beside)
        planned.append(replace(_text_block(block, glosses, above, notes), leads=_leads(block, after)))
        above = []
    return (*planned, *(_text_block(heading, (), (), notes) for heading in above))


def _text_block(
    block: Block, glosses: tuple[tuple[str, str], ...], above: Sequence[Block], notes: SectionNotes
) -> TextBlock:
    return TextBlock(
        block.kind,
        block.text,
        block.level,
        block.number,
        block.marker,
        glosses,
        tuple(heading.text for heading in above),
        table=_table(block),
        notes=tuple(label for each in (*above, block) for label in notes.labels.get(id(each), ())),
        place=notes.places.get(id(block), ""),
        heading_places=tuple(notes.places.get(id(heading), "") for heading in above),
    )


_WIDE, _MANY, _ROOM = 58, 5, 80
"""Letters of its longest words side by side beyond which a table needs smaller ones; and columns, where all that is in
them does not stand on a line of 80 letters."""


def _table(block: Block) -> PlannedTable | None:
    found = markdown.table(block.text) if block.kind == "table" else None
    if found is None:
        return None
    cells = [[len(markdown.plain(cell, notes=False)) for cell in row] for row in (found.head, *found.rows)]
    widest = sum(max(column) for column in zip(*cells, strict=True))
    words = [[_longest_word(cell) for cell in row] for row in (found.head, *found.rows)]
    narrowest = sum(max(column) + 2 for column in zip(*words, strict=True))
    wide = narrowest > _WIDE or (len(found.head) >= _MANY and widest > _ROOM)
    return PlannedTable(found.head, found.rows, found.align, wide, narrowest)


def _longest_word(cell: str) -> int:
    return max(map(len, markdown.plain(cell, notes=False).split()), default=0)


_TITLE_OF_TABLE = re.compile(r"\W{0,3}(?:Table|Tabelle|Tableau|Tabla|Tabela|Таблица|جدول)\s+[\dIVX]")


def _leads(block: Block, after: Block | None) -> bool:
    """Whether it is the title of the table that follows."""
    follows = after is not None and after.kind == "table" and block.kind == "paragraph"
    return follows and len(block.text) < 300 and bool(_TITLE_OF_TABLE.match(block.text))


_MOST_WAITING = 4
"""More glosses than these are not put off: a word explained a page later is not explained."""


def _text_height(text: str) -> float:
    """Height of a paragraph in points, estimated: 58 characters a line of 15 pt."""
    return (len(text) // 58 + 1) * 15 + 6


def _gloss_height(term: Term) -> float:
    """Height of a gloss in points, estimated: 34 characters a line of 11.5 pt."""
    return (len(term.term) + len(term.says)) // 34 * 11.5 + 15.5


def _occurs(term: Term, text: str) -> bool:
    """Whether the text uses the term in one of its forms, as whole words, whatever their capitals."""
    folded = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(form.casefold())}(?!\w)", folded) for form in (term.term, *term.also))


def _span(loaded: Loaded, section: Section) -> str:
    """Which paragraphs it is: ¶12–17 of the whole text, or how many there are to find."""
    place = loaded.located.places.get(section.id) if loaded.located else None
    numbers = place.numbers if place else ()
    if numbers:
        return f"¶{numbers[0]}" if len(numbers) == 1 else f"¶{numbers[0]}–{numbers[-1]}"
    if section.paragraphs:
        return ngettext("%(n)s paragraph", "%(n)s paragraphs", section.paragraphs)
    return ""
