"""Drafts of blocks to parts: lines within blocks, notes, headings that are only bold, and what is left out at last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from moot.text.html.draft import Draft
from moot.text.html.heads import with_headings
from moot.text.html.signs import LINK_HEADINGS
from moot.text.imported import Doubt
from moot.text.runs import Run, markdown_of
from moot.text.signs import list_marker
from moot.text.tree import BlockKind, Part

__all__ = ["as_parts", "shaped"]

_ORNAMENT = re.compile(r"[\s*•·⁂~_=#§–—-]*")
_TO_TOP = re.compile(
    r"[\W_]*(?:(?:back )?to (?:the )?top(?: of (?:the )?page)?|top(?: of (?:the )?page)?|back to .{0,40}|"
    r"next(?: page)?|previous(?: page)?|contents|index|home|nach oben|zurück|haut de page|arriba|наверх)[\W_]*",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*(?:—|–|―|--|- )\s*")
_EDITION = frozenset({"information", "updat", "linkback"})
_VERSE_LINE, _PROSE_LINE = 70, 110
_MOST_SOURCE = 200


def shaped(drafts: Iterable[Draft], shown: dict[str, str]) -> tuple[list[Draft], int]:
    """The drafts with each block as what it is, and how many lists of links were left out.

    shown: how the document itself writes the labels of notes, to take them off the notes' beginnings.
    """
    out: list[Draft] = []
    for draft in drafts:
        if draft.kind == "note":
            _add_note(out, draft, shown)
        elif draft.group and out and out[-1].group == draft.group and "\n" not in draft.text + out[-1].text[:0]:
            out[-1].runs += [Run("\n"), *draft.runs]
        else:
            out += _lines_of(draft)
    out = [draft for draft in out if not _is_nothing(draft)]
    out, dropped = _without_links(out)
    return with_headings(_sourced(out)), dropped


def as_parts(drafts: Sequence[Draft]) -> tuple[tuple[Part, ...], tuple[Doubt, ...]]:
    """Parts with their Markdown source; a doubt where a draft has a reason for one."""
    parts: list[Part] = []
    doubts: list[Doubt] = []
    for draft in drafts:
        source = draft.source or markdown_of(draft.runs)
        if draft.kind in {"heading", "title", "byline", "attribution"}:
            source = source.replace("\\\n", " ")
        if not source:
            continue
        kind: BlockKind = draft.kind  # type: ignore[assignment]
        marker = f"[^{draft.marker}]" if draft.kind == "note" else draft.marker
        level = draft.level if draft.kind in {"heading", "item"} else 0
        if draft.reason:
            doubts.append(Doubt(len(parts), draft.reason, 0.6))
        parts.append(Part(kind, source, 0, level, marker))
    return tuple(parts), tuple(doubts)


def _add_note(out: list[Draft], draft: Draft, shown: dict[str, str]) -> None:
    """A note without its own label in front; a further paragraph of it goes on in a new line."""
    if out and out[-1].kind == "note" and out[-1].marker == draft.marker:
        out[-1].runs += [Run("\n"), *draft.runs]
        return
    label = re.escape(shown.get(draft.marker, draft.marker))
    front = re.compile(rf"[\s^↑]*(?:[\[(]?\s*{label}\s*(?:[\])][.:)]?|[.:)]|(?=\s|$))|[\]).:,]+)?[\s^]*", re.IGNORECASE)
    runs = list(draft.runs)
    for i, run in enumerate(runs[:4]):
        if run.text.strip() and not run.note:
            runs[i] = replace(run, text=front.sub("", run.text, count=1))
            break
    out.append(replace(draft, runs=runs))


def _is_nothing(draft: Draft) -> bool:
    """Ornaments, lines about the edition, ways to the top of the page."""
    if draft.kind == "table":
        return False
    text = draft.text
    if any(run.note for run in draft.runs):
        return False
    if not _EDITION.isdisjoint(draft.words) or _ORNAMENT.fullmatch(text):
        return True
    if draft.kind != "paragraph" or not draft.linked:
        return False
    share = draft.linked / max(1, draft.letters)
    if share > 0.9 and len(text) < 80 and _TO_TOP.fullmatch(text):
        return True
    return share > 0.6 and len(text) < 300 and len(re.findall(r" [|·•—–>›»/] | \| ?", text)) >= 1


def _without_links(drafts: Sequence[Draft]) -> tuple[list[Draft], int]:
    """Without lists whose items are links and little else, and without headings that then head nothing."""
    out: list[Draft] = []
    dropped = start = 0
    while start < len(drafts):
        end = start + 1
        if drafts[start].kind == "item":
            while end < len(drafts) and drafts[end].kind == "item":
                end += 1
        run = drafts[start:end]
        heads = out and out[-1].kind == "heading"
        named = heads and out[-1].text.casefold().strip(" :") in LINK_HEADINGS
        if run[0].kind == "item" and _are_links(run, 0.3 if named else 0.6):
            dropped += 1
            following = drafts[end] if end < len(drafts) else None
            if heads and (following is None or (following.kind == "heading" and following.level <= out[-1].level)):
                out.pop()
        else:
            out += run
        start = end
    return _without_notes_headings(out), dropped


def _are_links(run: Sequence[Draft], share: float) -> bool:
    linked, letters = sum(item.linked for item in run), sum(item.letters for item in run)
    return all(item.linked for item in run) and linked >= share * letters and (len(run) > 1 or share < 0.5)


def _without_notes_headings(drafts: Sequence[Draft]) -> list[Draft]:
    """A heading with nothing but notes under it says “Notes”."""
    out: list[Draft] = []
    for draft in drafts:
        if draft.kind == "note" and out and out[-1].kind == "heading":
            out.pop()
        out.append(draft)
    return out


def _sourced(drafts: list[Draft]) -> list[Draft]:
    """Sources of quotations without their dash."""
    for draft in drafts:
        if draft.kind == "attribution" and draft.runs:
            first = next((i for i, run in enumerate(draft.runs) if run.text.strip()), 0)
            draft.runs[first] = replace(draft.runs[first], text=_DASH.sub("", draft.runs[first].text, count=1))
    return drafts


def split(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of each line."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text, note="")] for text in rest]
    return [line for line in lines if any(run.text.strip() or run.note for run in line)]


def _lines_of(draft: Draft) -> list[Draft]:
    """A block whose lines are broken by hand: verse, a list, paragraphs, or one paragraph after all."""
    if draft.kind in {"heading", "table", "note", "title"}:
        return [draft]
    lines = split(draft.runs)
    if len(lines) < 2:
        return [replace(draft, runs=lines[0])] if lines else []
    texts = ["".join(run.text for run in line).strip() for line in lines]
    quoted = draft.kind == "quotation" or (draft.kind == "paragraph" and texts[0][:1] in '“„«"')
    if quoted and _is_source(texts[-1]) and sum(map(_is_source, texts)) == 1:
        before = _lines_of(replace(draft, kind="quotation", runs=_rejoined(lines[:-1])))
        return [*before, replace(draft, kind="attribution", runs=lines[-1])]
    if draft.kind == "paragraph" and (items := _items(draft, lines, texts)):
        return items
    long = sum(len(text) > _PROSE_LINE for text in texts)
    if draft.kind in {"paragraph", "quotation"} and "pre" not in draft.words and long * 2 >= len(texts):
        return [replace(draft, runs=line) for line in lines]
    if draft.kind == "verse" or (draft.kind == "paragraph" and _is_verse(draft, texts)):
        return [replace(draft, kind="verse", runs=_rejoined(lines))]
    if draft.kind in {"quotation", "verse"} and max(map(len, texts)) <= _VERSE_LINE and "pre" not in draft.words:
        return [replace(draft, runs=_rejoined(lines))]
    return [replace(draft, runs=[replace(run, text=run.text.replace("\n", " ")) for run in draft.runs])]


def _items(draft: Draft, lines: Sequence[list[Run]], texts: Sequence[str]) -> list[Draft]:
    marks = [list_marker(text) for text in texts]
    if len(lines) < 2 or not all(marks):
        return []
    items = []
    for line, mark in zip(lines, marks, strict=True):
        assert mark
        first = next(i for i, run in enumerate(line) if run.text.strip())
        bare = line[first].text.lstrip()
        if not bare.startswith(mark.text):
            return []
        rest = [replace(line[first], text=bare[len(mark.text) :]), *line[first + 1 :]]
        items.append(replace(draft, kind="item", level=1, marker=mark.text, runs=rest))
    return items


def _is_verse(draft: Draft, texts: Sequence[str]) -> bool:
    """Short lines. In `<pre>`, where every line is broken, they must be shorter than a page is wide."""
    if "pre" in draft.words:
        return max(map(len, texts)) <= 50 and len(texts) > 1
    return max(map(len, texts)) <= _VERSE_LINE and not draft.is_bold and not draft.dated


def _is_source(text: str) -> bool:
    return len(text) <= _MOST_SOURCE and bool(re.match(r"(?:—|–|―|--)\s*\S", text))


def _rejoined(lines: Iterable[list[Run]]) -> list[Run]:
    runs: list[Run] = []
    for line in lines:
        runs += [Run("\n"), *line] if runs else line
    return runs
