"""Word documents (.docx) to the parts of a text, with the standard library alone.

Styles come first; where a document has none, what a paragraph looks like is taken for what it is, with a doubt. Nothing
in the document is executed, fetched or unpacked to disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import cast

from moot.problems import Problem
from moot.text.docx.body import Body, Record
from moot.text.docx.kinds import Found, Kinds
from moot.text.docx.package import Package
from moot.text.docx.words import Span
from moot.text.imported import Doubt, Imported, refused
from moot.text.tree import BlockKind, Part

__all__ = ["from_docx"]

_SENTENCES = 100  # letters a line must have to be a paragraph that was ended with a line break
_TITLE_ENDS = ".:?!…"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")

_LEFT_OUT = {
    "deletions": ("changes are tracked in it: what they delete was left out, what they add is in", "warning"),
    "hidden": ("words in hidden letters were left out", "warning"),
    "comments": ("comments were left out", "note"),
    "contents": ("the table of contents was left out: the headings are in the text", "note"),
    "pictures": ("pictures were left out; say in the text what matters in them", "warning"),
    "chunks": ("another document is embedded in it, which was left out", "warning"),
    "signs": ("signs of a font of symbols could not be read; they are printed as �", "warning"),
}  # fmt: skip


def from_docx(data: bytes, name: str) -> Imported:
    """The text of a Word document, transitional or strict; name is what messages call it.

    Notes stand after the block that refers to them. A subtitle is joined to the title. Raises GuideProblems where it
    is no Word document, damaged, locked, a bomb, or has no words.
    """
    package = Package(data, name)
    body = Body(package)
    notes = body.notes()
    title, authors, language = package.told()
    language = _language(body, language)
    records = [one for record in body.records for one in _paragraphs(record) if one.rows or one.words.strip()]
    kinds = Kinds(records, language)
    if not any(any(map(str.isalnum, one.record.words)) for one in kinds.found if one.kind):
        hint = "Is its text a picture? Then it has to be read by a program for OCR, or typed."
        raise refused(name, "there are no words in this document", hint)
    _settle_titles(kinds.found)
    parts, doubts = _written(kinds.found, body, notes)
    body.reader.left_out["contents"] += kinds.left_out_contents
    return Imported(tuple(parts), title, authors, language, tuple(doubts), tuple(_problems(body, name)))


def _language(body: Body, told: str) -> str:
    """What most of its letters are in, by the document's own word."""
    counts = body.reader.languages.copy()
    counts[body.styles.language] += body.reader.letters - sum(counts.values())
    most = max(counts, key=lambda language: counts[language], default="")
    found = told or most
    return found if _LANGUAGE.fullmatch(found) else ""


def _paragraphs(record: Record) -> Iterator[Record]:
    """The paragraph; or several, where line breaks were typed for the ends of paragraphs."""
    words = record.words
    if "\n" not in words or record.rows:
        yield record
        return
    rows = [row for row in words.split("\n") if row.strip()]
    is_text = len(rows) > 1 and all(len(row.strip()) >= _SENTENCES for row in rows)
    if not is_text and not re.search(r"\n\s*\n", words.strip()):
        yield record
        return
    pieces: list[list[Span]] = [[]]
    for span in record.spans:
        first, *others = (span.text.split("\n") if is_text else re.split(r"\n[^\S\n]*\n\s*", span.text)) or [""]
        pieces[-1].append(replace(span, text=first))
        pieces += ([replace(span, text=other, note="")] for other in others)
    yield replace(record, spans=pieces[0])
    yield from (replace(record, spans=piece, marker=None) for piece in pieces[1:])


def _settle_titles(found: list[Found]) -> None:
    """One title: lines of it that follow each other are joined; where chapters have titles, they are headings."""
    for above, one in pairwise([one for one in found if one.kind]):
        if above.kind == "title" and one.kind in {"title", "subtitle"}:
            text = above.record.words.rstrip()
            between = " " if one.kind == "title" or text[-1:] in _TITLE_ENDS else ": "
            glue = Span(between, above.record.look)
            one.record = replace(above.record, spans=[*above.record.spans, glue, *one.record.spans])
            one.kind, above.kind = "title", ""
    titles = [one for one in found if one.kind == "title"]
    for one in found:
        if len(titles) > 1 and one.kind == "heading":
            one.level += 1
    for one in titles[0 if len(titles) > 1 and _is_late(found, titles[0]) else 1 :]:
        one.kind, one.level = "heading", 1
        one.doubt("in the style of a title, but not the first: taken as a heading", 0.3)
    for one in found:
        if one.kind in {"subtitle", "byline"} and (one.kind == "subtitle" or _is_late(found, one)):
            one.kind = "paragraph"


def _is_late(found: list[Found], title: Found) -> bool:
    """Whether text stands before it."""
    before = found[: next(i for i, one in enumerate(found) if one is title)]
    return any(one.kind == "paragraph" and len(one.record.words) > _SENTENCES for one in before)


def _written(found: list[Found], body: Body, notes: dict[str, list[Record]]) -> tuple[list[Part], list[Doubt]]:
    parts: list[Part] = []
    doubts: list[Doubt] = []
    depths: list[int] = []  # the open levels of the list
    for one in found:
        if not one.kind:
            continue
        part = _part(one, body, depths)
        if not part.text:
            continue
        if one.reason:
            doubts.append(Doubt(len(parts), one.reason, one.weight))
        parts.append(part)
        for span in one.record.spans:
            if span.note in notes:
                text = " ".join(filter(None, (record.markdown(body.labels) for record in notes.pop(span.note))))
                parts.append(Part("note", text.replace("\\\n", " ") or "…", 0, marker=f"[^{body.labels[span.note]}]"))
    return parts, doubts


def _part(one: Found, body: Body, depths: list[int]) -> Part:
    record, kind = one.record, one.kind
    if kind != "item":
        depths.clear()
    if kind == "table":
        return Part("table", _pipes(record.rows), 0)
    if one.cut:
        record = _without(record, one.cut)
    styled = kind in {"title", "heading", "quotation", "verse", "attribution"}
    text = record.markdown(body.labels, styled)
    if kind == "heading" and record.marker and record.marker != "•":
        text = f"{record.marker} {text}"  # as it is printed
    if kind in {"title", "heading", "paragraph", "byline"} and "\n" in text:
        text = text.replace("\\\n", " ")
    level = one.level
    if kind == "item":
        while depths and depths[-1] >= record.depth:
            depths.pop()
        depths.append(record.depth)
        level = len(depths)
    return Part(cast(BlockKind, kind), text, 0, level, one.marker if kind == "item" else "")


def _without(record: Record, cut: int) -> Record:
    """Without so many characters at its beginning."""
    spans = []
    for span in record.spans:
        spans.append(replace(span, text=span.text[cut:]))
        cut = max(0, cut - len(span.text))
    return replace(record, spans=spans)


def _pipes(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _problems(body: Body, name: str) -> Iterator[Problem]:
    for what, (message, severity) in _LEFT_OUT.items():
        if count := body.reader.left_out[what]:
            told = message if what in {"contents", "deletions"} else f"{message} ({count})"
            yield Problem(name, 0, 0, told, rule="text-import", severity="warning" if severity == "warning" else "note")
