"""Plain text without markup to parts: headings, lists, quotations and front matter found by their signs.

What is found is a proposal: with `plain_import` come the lines a person should look at, and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from moot.markdown import lightly_escaped
from moot.problems import Problem
from moot.text import signs
from moot.text.doubts import doubts_about, is_list_of_links
from moot.text.front import byline_of, is_date, is_imprint
from moot.text.headings import mark_headings
from moot.text.imported import Imported
from moot.text.layout import units
from moot.text.linking import linked
from moot.text.mail import without_mail
from moot.text.notes import mark_notes
from moot.text.outline import Heading, leveled
from moot.text.rows import LONG, Row
from moot.text.tree import Part, Text, grown
from moot.text.voices import letter_begins, mark_voices
from moot.text.words import WordList, language_of, words_of

__all__ = ["from_plain", "plain_import"]

_FRONT = 4  # rows: an epigraph stands among them
_TALKING, _SPOKEN = 2, 200  # paragraphs in which people talk; characters that somebody says in one go


def from_plain(text: str, source: str, words: WordList | None = None) -> Text:
    """The text of a plain text file, already decoded and cleaned (see moot.text.decode).

    words: those of its language; guessed where they are not given.
    """
    text = without_mail(text).text
    rows, authors = _read(text, words or words_of(language_of(text)))
    return grown(linked(tuple(map(_part, rows))), source, authors)


def plain_import(text: str, source: str, language: str = "") -> Imported:
    """The parts of a plain text, already decoded and cleaned, with what is doubtful about them.

    language: of the text, such as `de`; guessed from its small words where it is not given, and "" in the answer where
    it is none of those in moot.text.words. The doubts that matter most come first. A text that is mostly a list of
    links or entries gets a warning. The subject of an e-mail is the title as the document states it.
    """
    mail = without_mail(text)
    language = language or language_of(mail.text)
    words = words_of(language)
    rows, _ = _read(mail.text, words)
    problems = tuple(Problem(source, 0, 0, said, rule="text-mail", severity="note") for said in mail.notes)
    if is_list_of_links(rows):
        message = "most lines of this text are short: it looks like an index, a list of links or a table of contents"
        hint = "Is it the text itself? If it is, look at every heading: few of them can be told from entries here."
        problems += (Problem(source, 0, 0, message, hint, rule="text-list", severity="warning"),)
    parts = linked(tuple(map(_part, rows)))
    return Imported(parts, mail.subject, (), language, doubts_about(rows, words), problems)


def _read(text: str, words: WordList) -> tuple[list[Row], tuple[str, ...]]:
    """Every unit with what it is, and the authors."""
    rows = [Row(unit, "verse" if unit.lines else None) for unit in units(text)]
    _mark_lists(rows)
    _mark_quotations(rows, words)
    authors = _mark_front(rows, words)
    mark_voices(rows, words)
    mark_headings(rows, words)
    _mark_attributions(rows, words)
    _mark_epigraph(rows)
    mark_notes(rows, words)
    _set_levels(rows, words)
    return rows, authors


def _part(row: Row) -> Part:
    kind = row.kind or "paragraph"
    text = row.text
    if row.marker:
        text = text[len(row.marker) :].lstrip()
    if kind == "attribution":
        text = signs.without_dash(text)
    source = "\\\n".join(map(lightly_escaped, row.unit.lines)) if kind == "verse" else lightly_escaped(text)
    return Part(kind, source, row.unit.line, row.level, row.marker)


def _mark_lists(rows: Sequence[Row]) -> None:
    for start, end in signs.list_runs([row.text if row.kind is None else None for row in rows]):
        run = [(row, found) for row in rows[start:end] if (found := signs.list_marker(row.text))]
        if signs.are_theses([found for _, found in run]):
            for row, _ in run:
                row.never = True
            continue
        for row, found in run:
            row.kind, row.level, row.marker = "item", 1, found.text


def _mark_quotations(rows: Sequence[Row], words: WordList) -> None:
    """Whole paragraphs in quotation marks; also the old way, where each paragraph opens and only the last closes.

    In a story people talk: there, what somebody says in a paragraph of its own is no quotation.
    """
    talk = sum(_is_talk(row.text) for row in rows if row.kind is None) >= _TALKING
    continued = False
    for i, row in enumerate(rows):
        if row.kind is not None:
            continued = False
            continue
        follows = rows[i + 1].text if i + 1 < len(rows) and rows[i + 1].kind is None else ""
        led = i > 0 and rows[i - 1].text.endswith(":")
        if signs.opens_quotation(row.text) and follows[:1] == row.text[:1]:
            row.kind, continued = "quotation", True
        elif signs.is_whole_quotation(row.text, led, continued) and _is_quotation_length(row.text):
            in_front = i < _FRONT and all(len(other.text) <= LONG for other in rows[:i])
            alone = not (led or continued or in_front) and signs.attribution_signs(follows, words) < 2
            if not (talk and alone and len(row.text) < _SPOKEN):
                row.kind = "quotation"
            continued = False
        else:
            continued = False


def _is_talk(text: str) -> bool:
    """“Then we shall walk,” said my aunt."""
    return text[0] in '“„«"' and not signs.opens_quotation(text) and not signs.is_whole_quotation(text, False, False)


def _is_quotation_length(text: str) -> bool:
    """A few words in quotation marks with no full stop are a heading that quotes."""
    return len(text) > 80 or signs.ends_sentence(text)


def _mark_front(rows: Sequence[Row], words: WordList) -> tuple[str, ...]:
    """Title, byline and what stands between them; returns the authors."""
    if len(rows) < 2 or rows[0].kind is not None:
        return ()
    if above := letter_begins(rows, words):
        for row in rows[:above]:
            row.never = True
        return ()
    first = rows[0].text
    if (count := signs.numbering(first, words)) and any(signs.numbering(row.text, words) == count for row in rows[1:]):
        return ()  # Chapter 1, and there is a Chapter 2: no title of the whole
    if len(first) > 200 or signs.is_standing(first, words) or first[-1] in ",;:" or _is_sentence(first, words):
        return ()
    rows[0].kind = "title"
    authors: tuple[str, ...] = ()
    dated = sum(is_date(row.text) for row in rows) > 1  # a diary: its dates are headings
    below: list[Row] = []
    for before, row in pairwise(rows[:4]):
        if row.kind is not None or before.kind == "quotation":
            continue
        is_numbered = signs.numbering(row.text, words) and not is_date(row.text)
        if len(row.text) > 200 or signs.is_standing(row.text, words) or is_numbered:
            break
        names = () if authors else byline_of(row.text, words) or ()
        if not names and not authors and _is_lone_author(row, rows, words):
            names = (row.text,)
        if names or (is_imprint(row.text, words) and not (dated and is_date(row.text))):
            row.kind = "byline"
            authors = authors or names
            for between in below:  # a subtitle, or the deck of a news story
                between.never = True
        below.append(row)
    return authors


def _is_lone_author(row: Row, rows: Sequence[Row], words: WordList) -> bool:
    """A name alone on its line near the title; where headings are written like names, it is not taken for one."""
    if row not in rows[1:3] or not signs.is_lone_name(row.text, words):
        return False
    if not words.title_case:
        return words.language != "de"  # where nouns are capitalised, two of them look like a name
    short = [other.text for other in rows[3:] if len(other.text) <= 60 and not signs.ends_sentence(other.text, words)]
    topics = [text for text in short if " " in text and not signs.list_marker(text) and text[-1] not in ",;:"]
    return 2 * sum(signs.is_title_case(text, words) for text in topics) < len(topics)


def _is_sentence(text: str, words: WordList) -> bool:
    return (
        signs.ends_sentence(text, words)
        and not text.rstrip("”’»“\"'").endswith("?")
        and not (words.title_case and signs.is_title_case(text, words))
    )


def _mark_attributions(rows: Sequence[Row], words: WordList) -> None:
    for before, row in pairwise(rows):
        if before.kind == "quotation" and row.kind is None and signs.attribution_signs(row.text, words) >= 2:
            row.kind = "attribution"


def _mark_epigraph(rows: Sequence[Row]) -> None:
    """Quotations that stand before everything else."""
    for row in rows:
        if row.kind == "quotation":
            row.kind = "epigraph"
        elif row.kind not in {"title", "byline", "attribution"}:
            return


def _set_levels(rows: Sequence[Row], words: WordList) -> None:
    headings, found = [], []
    for i, row in enumerate(rows):
        if row.kind == "heading":
            before = rows[i - 1] if i else None
            under = before is not None and before.kind == "heading"
            colon = before is not None and before.kind in {None, "quotation"} and before.text.endswith(":")
            headings.append(Heading(row.text, under, colon))
            found.append(row)
    for row, (level, why) in zip(found, leveled(headings, words), strict=True):
        row.level, row.why = level, why
