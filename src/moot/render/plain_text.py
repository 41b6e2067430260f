"""A handout as plain text: Markdown that reads well as it is, one paragraph a line.

It is made from the same page as the HTML for screens, so that numbers, words, languages and a group's own parts are the
same, and nothing can be forgotten. What cannot be written into it, the boxes for notes, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from moot.problems import GuideProblems
from moot.render.plain_lines import line_of
from moot.render.screen import dead_ends, page_tree
from moot.render.screen_tree import classes_of, cut, with_class, words_in

__all__ = ["markdown_file"]

_HEADING = re.compile(r"h([1-6])$")
_NUMBER = re.compile(r"[\d.,–/]+(?: \([\d.,–/]+\))?$")
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "main", "footer", "nav", "ul", "ol", "table", "dl", "hr"}
)
_BLOCKS |= {"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "svg", "fieldset", "figure", "figcaption", "pre", "aside"}
_WITH_REMARKS = frozenset({"byline", "agenda", "mark"})
"""Beside headings, where a remark in smaller letters follows: in brackets here, for letters are all of one size."""

_MARKED = re.compile(r"^(?:(\d{1,9})\\([.)] )|• )")
_STRESSED = frozenset({"label", "kicker", "ask", "table-number"})
_INDENTED = frozenset({"quotation", "epigraph", "verse", "attribution", "quoted"})


def markdown_file(
    plan: Mapping[str, Any],
    folders: Sequence[Path],
    settings: Mapping[str, Any],
    names: Sequence[str] = (),
    guide_folder: Path | None = None,
    label: str = "page",
) -> bytes:
    """One edition of one session as CommonMark, in UTF-8.

    plan: a SessionPlan as plain data. settings: a Look as plain data, of which only the theme matters. names: how
    messages call the folders; label: how they call this document. guide_folder is not read: of pictures the description
    is given. Raises GuideProblems, for templates as `page_html`, and for links that lead nowhere.
    """
    root, words = page_tree(plan, folders, settings, names)
    if problems := list(dead_ends(root, label)):
        raise GuideProblems(problems)
    body = next(root.iter("body"))
    blocks = [block for block in _Writer(words).blocks(body) if block.strip()]
    return ("\n\n".join(blocks) + "\n").encode()


class _Writer:
    """Blocks of the page, one after the other; each is Markdown without blank lines around it."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.depth = 0  # of the lists of the text that are open

    def blocks(self, parent: Element) -> Iterator[str]:
        """Everything in an element, in order; words that stand beside blocks are paragraphs."""
        run = Element("p")
        run.text = parent.text
        for child in parent:
            if child.tag not in _BLOCKS:
                copy = Element("span")
                copy.append(child)
                copy[0].tail, tail = None, child.tail
                copy.tail = tail
                run.append(copy)
                continue
            yield from self._paragraph(run)
            yield from self._block(child)
            run = Element("p")
            run.text = child.tail
        yield from self._paragraph(run)

    def _paragraph(self, element: Element, before: str = "") -> Iterator[str]:
        line = line_of(element, self.words)
        if line:
            yield "\n".join(before + row for row in line.split("\n"))

    def _block(self, element: Element) -> Iterator[str]:
        names = set(classes_of(element))
        if (
            _HEADING.match(element.tag)
            or element.tag in {"table", "ul", "ol"}
            or (element.tag == "p" and "item" not in names)
        ):
            self.depth = 0
        if _HEADING.match(element.tag) or names & _WITH_REMARKS:
            _in_brackets(element)
        if heading := _HEADING.match(element.tag):
            yield from self._paragraph(element, "#" * int(heading[1]) + " ")
        elif element.tag == "p":
            yield from self._of_paragraph(element, names)
        elif element.tag in {"ul", "ol"}:
            yield "\n".join(self._items(element))
        elif element.tag == "blockquote":
            yield "\n>\n".join(_behind("> ", block) for block in self.blocks(element))
        elif element.tag == "table":
            rows = self._cells if "text-table" in names else self._evidence if "evidence" in names else self._rows
            yield "\n".join(rows(element))
        elif element.tag == "svg":
            title = next((words_in(child) for child in element if child.tag == "title"), "")
            yield from self._paragraph(_plain(self.words["picture"].replace("{what}", title))) if title else ()
        elif "question" in names:
            yield from self._question(element)
        elif "side" in names:
            yield from self._beside(element)
        elif element.tag != "hr":
            yield from self.blocks(element)

    def _of_paragraph(self, element: Element, names: set[str]) -> Iterator[str]:
        if names & _STRESSED:
            element.tag = "b"
            yield from self._paragraph(_holding(element))
        elif "item" in names:
            yield from self._item_of_text(element, names)
        else:
            yield from self._paragraph(element, "> " if names & _INDENTED else "")

    def _item_of_text(self, element: Element, names: set[str]) -> Iterator[str]:
        """An item of a list of the text, as far in as it stands there; never two steps at once."""
        level = next((int(name[-1]) for name in names if re.fullmatch(r"level-\d", name)), 1)
        self.depth = level = min(level, self.depth + 1)
        for line in self._paragraph(element):
            marked = _MARKED.sub(lambda found: f"{found[1]}{found[2]}" if found[1] else "- ", line, count=1)
            yield _behind("    " * (level - ("of-item" not in names)), marked)

    def _question(self, question: Element) -> Iterator[str]:
        """Its number, kind and minutes are the heading, then what it is about, then what is asked and the notes."""
        sides = with_class(question, "question-side")
        facts = [child for side in sides for child in side if words_in(child)]
        labels = with_class(question, "question-label")
        parents = {child: parent for parent in question.iter() for child in parent}
        if labels and facts:
            first = facts.pop(0)
            labels[0].text = f"{words_in(labels[0])} ({', '.join(words_in(first).split(' · '))})"
            labels[0][:] = []
            for side in sides:
                cut(parents[side], side)
            yield from self._block(labels[0])
            cut(parents[labels[0]], labels[0])
            yield " · ".join(line for fact in facts for line in self._paragraph(fact))
        yield from self.blocks(question)

    def _beside(self, side: Element) -> Iterator[str]:
        """Who asks about a paragraph, and the words explained beside it, as a list."""
        lines = [(line, classes_of(child)) for child in side for line in self._block(child)]
        yield "\n".join(f"- ({line})" if "askers" in names else f"- {line}" for line, names in lines)

    def _items(self, parent: Element) -> Iterator[str]:
        number = 0
        for child in parent:
            if child.tag != "li":
                continue
            number += 1
            mark = f"{number}. " if parent.tag == "ol" else "- "
            blocks = list(self.blocks(child))
            yield (
                _behind(" " * len(mark), "\n".join(blocks)).replace(" " * len(mark), mark, 1)
                if blocks
                else mark.strip()
            )

    def _rows(self, table: Element) -> Iterator[str]:
        """A row an item: what it is about, then the other cells, with the name of their column where there are many."""
        heads = [line_of(head, self.words) for row in list(table.iter("tr"))[:1] for head in row if head.tag == "th"]
        for row in table.iter("tr"):
            cells = [line_of(cell, self.words).replace("\n", " ") for cell in row]
            if not any(cell.tag == "td" for cell in row) or not any(cells):
                continue
            mark = "  - " if "choice" in classes_of(row) else "- "
            if "timeline" in classes_of(table) and len(cells) > 2:
                yield mark + " · ".join(cells[:-1]) + ": " + cells[-1]
            elif len(cells) == 2:
                pairs = zip(cells, [*heads, "", ""], strict=False)
                yield mark + ": ".join(f"{cell} {head}" if cell.isdigit() else cell for cell, head in pairs)
            else:
                named = zip([*heads, *[""] * len(cells)], cells, strict=False)
                parts = [
                    f"{head}: {cell}" if head and (at or _NUMBER.match(cell)) else cell
                    for at, (head, cell) in enumerate(named)
                ]
                yield mark + " · ".join(part for part in parts if part)

    def _cells(self, table: Element) -> Iterator[str]:
        """A table of the text: as such, for what belongs to a row and to a column is all that it says."""
        for number, row in enumerate(table.iter("tr")):
            cells = [line_of(cell, self.words).replace("\\\n", " ").replace("|", "\\|") for cell in row]
            yield f"| {' | '.join(cells)} |"
            if number == 0:
                sides = ({"right": "--:", "center": ":-:"}.get(cell.get("class", ""), "---") for cell in row)
                yield f"| {' | '.join(sides)} |"

    def _evidence(self, table: Element) -> Iterator[str]:
        """What to compare: the sources, after what is to be said of each."""
        for number, row in enumerate(table.iter("tr")):
            cells = [line_of(cell, self.words) for cell in row if words_in(cell)]
            yield (" · ".join(cells) + "\n") if number == 0 else "- " + " · ".join(cells)


def _behind(margin: str, block: str) -> str:
    return "\n".join((margin + line).rstrip() for line in block.split("\n"))


def _in_brackets(element: Element) -> None:
    for remark in with_class(element, "quiet"):
        if words_in(remark)[:1] not in {"(", ",", ""}:
            remark.text = f"({(remark.text or '').lstrip()}"
            last = remark[-1] if len(remark) else None
            if last is None:
                remark.text = f"{remark.text.rstrip()})"
            else:
                last.tail = f"{(last.tail or '').rstrip()})"


def _plain(text: str) -> Element:
    paragraph = Element("p")
    paragraph.text = text
    return paragraph


def _holding(element: Element) -> Element:
    paragraph = Element("p")
    paragraph.append(element)
    element.tail = None
    return paragraph
