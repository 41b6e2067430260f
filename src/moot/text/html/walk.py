"""Elements of a page to drafts of blocks, in the order in which they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from moot.text.html.draft import (
    Draft,
    Within,
    has_words_before,
    is_source_only,
    numbered,
    parted,
    styled,
    unbracket,
    unstrong,
)
from moot.text.html.notes import Notes
from moot.text.html.signs import CAPTIONS, INLINE, QUOTED, VERSE, named, text_in, words_of
from moot.text.html.table import is_data, table_rows
from moot.text.runs import Run, markdown_of

__all__ = ["Draft", "Walker"]

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_ATTRIBUTION = named("templatequotecite attribution source cite citation quotecite")
_LEVEL = re.compile(r"mso-list:[^;]{0,40}level(\d)")
_SUPER = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUB = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_HEADING = 60  # words


@dataclass
class Walker:
    """Walks once through a tree, no deeper than the page may be nested (see moot.text.html.page)."""

    notes: Notes
    out: list[Draft] = field(default_factory=list)
    pictures: int = 0
    _runs: list[Run] = field(default_factory=list)
    _counts: list[int] = field(default_factory=lambda: [0, 0, 0])
    _marker: str = ""
    _note: str = ""
    _groups: int = 0

    def walk(self, element: Any, within: Within) -> None:
        """Everything in an element, then `flush` what is left of it if it is a block."""
        if not isinstance(element.tag, str):
            return
        if element.tag in INLINE:
            self._inline(element, within)
        else:
            self.flush(within)
            self._block(element, within)

    def inside(self, element: Any, within: Within) -> None:
        """Its text and children."""
        self._say(element.text, within)
        for child in element:
            self.walk(child, within)
            self._say(child.tail, within)

    def flush(self, within: Within) -> None:
        """The words so far are a block; a line that is left empty parts two."""
        runs, self._runs = self._runs, []
        (linked, dated, named), self._counts = self._counts, [0, 0, 0]
        if not any(run.text.strip() or run.note for run in runs):
            return
        for piece in parted(runs):
            kind, marker, level = within.kind, "", within.depth
            note = self._note or within.note
            if note:
                kind, marker, level = "note", note, 0
            elif kind == "item" or self._marker:
                kind, marker, self._marker = "item", self._marker, ""
            draft = Draft(kind, piece, level, marker, within.words, within.centred, linked, dated, named)
            draft.group = within.group
            self.out.append(draft)

    def runs_of(self, element: Any, within: Within) -> list[Run]:
        """All words of an element on one line, for headings and the cells of tables."""
        inner = Walker(self.notes)
        inner.inside(element, within)
        inner.flush(within)
        runs: list[Run] = []
        for draft in inner.out:
            runs += [
                *([Run(" ")] if runs else []),
                *(replace(run, text=run.text.replace("\n", " ")) for run in draft.runs),
            ]
        return runs

    def _say(self, text: str | None, within: Within) -> None:
        if not text:
            return
        text = _UNSEEN.sub("", text)
        if not within.pre:
            text = re.sub(r"\s+", " ", text)
        count = len(text.strip())
        for i, holds in enumerate((within.linked, within.dated, within.named)):
            self._counts[i] += count * holds
        self._runs.append(Run(text, within.emphasis, within.strong, within.link))

    def _inline(self, element: Any, within: Within) -> None:
        tag = element.tag
        if element in self.notes.starts:
            self.flush(within)
            self._note = self.notes.starts[element]
        if element in self.notes.calls:
            unbracket(self._runs)
            self._runs.append(Run("", note=self.notes.calls[element]))
        elif element in self.notes.backs or tag == "del":
            return
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "img":
            self.pictures += 1
        elif tag == "cite" and within.kind == "quotation" and not has_words_before(self._runs):
            self.flush(within)
            self.inside(element, replace(within, kind="attribution"))
            self.flush(replace(within, kind="attribution"))
        elif tag == "span" and "mso-list:ignore" in (element.get("style") or "").lower().replace(" ", ""):
            mark = text_in(element)
            self._marker = "•" if mark in {"·", "o", "§", "-", "–", ""} else mark
        elif tag in {"sup", "sub"} and re.fullmatch(r"[\d+-]{1,8}", text_in(element)) and not len(element):
            self._say(text_in(element).translate(_SUPER if tag == "sup" else _SUB), within)
        elif tag == "q":
            self._say("“", within)
            self.inside(element, within)
            self._say("”", within)
        else:
            self.inside(element, styled(element, within))

    def _block(self, element: Any, within: Within) -> None:
        tag, words = element.tag, words_of(element)
        held = self._note
        inner = replace(within, words=words or within.words, centred=within.centred or tag == "center")
        inner = styled(element, inner)
        if element in self.notes.whole:
            inner = replace(inner, note=self.notes.whole[element])
        if tag in _HEADINGS and not inner.note:
            self._heading(element, inner)
        elif tag == "table":
            self._table(element, inner)
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._list(element, inner)
        elif tag == "dl":
            self._terms(element, inner)
        elif tag == "hr":
            self._note = ""
            return
        elif tag in {"figcaption"} or (not CAPTIONS.isdisjoint(words) and tag in {"p", "div"}):
            return
        else:
            inner = self._kind(element, inner, words)
            self.inside(element, inner)
            self.flush(inner)
        self._note = held if tag not in {"p", "div", "li", "td"} else ""

    def _kind(self, element: Any, inner: Within, words: frozenset[str]) -> Within:
        """What the paragraphs in a block are, as its name or its class says."""
        tag = element.tag
        if inner.kind == "quotation" and (
            tag == "footer" or is_source_only(element) or not _ATTRIBUTION.isdisjoint(words)
        ):
            return replace(inner, kind="attribution")
        if tag == "pre":
            return replace(inner, pre=True, words=inner.words | {"pre"})
        if tag == "blockquote" or not QUOTED.isdisjoint(words):
            return replace(inner, kind="quotation")
        if not VERSE.isdisjoint(words) and tag != "body":
            self._groups += 1
            return replace(inner, kind="verse", group=self._groups) if inner.kind in {"paragraph", "verse"} else inner
        if found := _LEVEL.search((element.get("style") or "").replace(" ", "")):
            return replace(inner, depth=int(found[1]) or 1)
        return inner

    def _heading(self, element: Any, inner: Within) -> None:
        if len(text_in(element).split()) > _LONGEST_HEADING:  # one that was never closed
            self.inside(element, replace(inner, strong=False))
            self.flush(inner)
            return
        bare = replace(inner, strong=False, emphasis=False, link="", kind="paragraph")
        runs = self.runs_of(element, bare)
        if any(run.text.strip() for run in runs):
            self.out.append(Draft("heading", runs, _HEADINGS[element.tag], words=inner.words))

    def _list(self, element: Any, inner: Within) -> None:
        items = [child for child in element if child.tag == "li"]
        try:
            number = int(element.get("start") or (len(items) if element.get("reversed") is not None else 1))
        except ValueError:
            number = 1
        step = -1 if element.get("reversed") is not None else 1
        item = replace(inner, kind="item", depth=inner.depth + 1 if inner.kind == "item" else 1)
        for child in element:
            if child.tag != "li":
                self.walk(child, item if child.tag in {"ul", "ol"} else inner)
                self.flush(inner)
                continue
            if re.fullmatch(r"-?\d{1,6}", child.get("value") or ""):
                number = int(child.get("value"))
            self._marker = numbered(number, element.get("type") or "") if element.tag == "ol" else "•"
            number += step
            note = self.notes.whole.get(child)
            one = replace(item, note=note) if note else item
            self.inside(child, styled(child, one))
            self.flush(one)
            self._marker = self._note = ""

    def _terms(self, element: Any, inner: Within) -> None:
        """Terms and what they mean are items; what is only set in by `<dd>` is as it would be without."""
        pairs = any(child.tag == "dt" for child in element.iter() if child.tag in {"dt", "dd"})
        item = replace(inner, kind="item", depth=inner.depth + 1) if pairs else inner
        for child in element:
            if child.tag == "dt" and pairs:
                self.flush(item)
                self._marker = "•"
                self.inside(child, item)
                self._runs.append(Run(": "))
            elif pairs and child.tag == "dd":
                self.inside(child, item)
                self.flush(item)
            else:
                self.walk(child, item)
        self.flush(item)
        self._marker = ""

    def _table(self, element: Any, inner: Within) -> None:
        if is_data(element):
            bare = replace(inner, kind="paragraph", strong=False)
            rows = table_rows(element, lambda cell: markdown_of(unstrong(self.runs_of(cell, bare), cell.tag)))
            if rows:
                self.out.append(Draft("table", [Run(text_in(element))], source=rows, words=inner.words))
            return
        for child in element:
            if child.tag != "caption":
                self.walk(child, inner)
                self.flush(inner)
