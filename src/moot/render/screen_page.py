"""A page made for paper, put in order for a screen: landmarks, headings, contents, and boxes to type notes into.

What is told apart is told apart by the classes of our own parts. A part of a group's own that has other classes stays
as it is: it is read in its place, in plain boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from moot.render.screen_tables import unfold_tables
from moot.render.screen_tree import classes_of, cut, new, with_class, words_in

__all__ = ["arrange", "furnish"]

_HEADING = re.compile(r"h([1-6])$")
_TALL = re.compile(r"height:\s*([\d.]+)mm")
_PITCH = 8.5
_FEWEST, _MOST = 2, 20
_LONG_NAME = 70


def arrange(root: Element) -> None:
    """Puts the tree of a printed page in order, in its place: landmarks, headings of questions and claims, names."""
    body = next(root.iter("body"))
    page = _Page(root)
    page.name_questions()
    unfold_tables(root)
    page.name_readings()
    page.frame(body)
    page.level_headings(body)


def furnish(root: Element, words: Mapping[str, str]) -> None:
    """Adds to an ordered page what only screens have: boxes to type notes into, contents, links back and past.

    words: what `parts/screen-words.html` says, by name: skip, contents, back, notes (with {what} in it), keep.
    """
    body = next(root.iter("body"))
    page = _Page(root, words)
    page.add_notes(body)
    page.drop_empty(body)
    page.add_contents(body)


class _Page:
    """The tree and the names that are taken in it."""

    def __init__(self, root: Element, words: Mapping[str, str] | None = None) -> None:
        self.root, self.words = root, words or {}
        self.taken = {element.get("id") for element in root.iter() if element.get("id")}

    def name(self, element: Element, wanted: str) -> str:
        """The name of a place; one that has none is given the wanted one, with a number where it is taken."""
        if not element.get("id"):
            name, number = wanted, 1
            while name in self.taken:
                number += 1
                name = f"{wanted}-{number}"
            self.taken.add(name)
            element.set("id", name)
        return element.get("id", "")

    def name_questions(self) -> None:
        """The label of a question is its heading: readers of screens go from heading to heading."""
        for question in with_class(self.root, "question"):
            for label in with_class(question, "question-label")[:1]:
                label.tag = "h3"
                self.name(question, "".join(words_in(label).casefold().split()))

    def name_readings(self) -> None:
        for reading in [*with_class(self.root, "reading"), *with_class(self.root, "further")]:
            for label in with_class(reading, "reading-label")[:1]:
                self.name(reading, "reading-" + "".join(words_in(label).casefold().split()))
        for label in [*with_class(self.root, "reading-label"), *with_class(self.root, "pn")]:
            if not (label.tail or "")[:1].isspace():
                label.tail = f" {label.tail or ''}"

    def frame(self, body: Element) -> None:
        """Landmarks: what stands above the first smaller heading is the header, the colophon the footer."""
        header, main, footer = new("header"), new("main", id="main", tabindex="-1"), new("footer")
        for element in list(body):
            if element.tag == "header" and not len(main):
                rest = new("section", class_="glance")
                for child in list(element):
                    (rest if len(rest) or "h2" in {one.tag for one in child.iter()} else header).append(child)
                header.attrib.update(element.attrib)
                main.extend([rest] if len(rest) else [])
            elif element.tag == "footer":
                footer.attrib.update(element.attrib)
                footer.extend(element)
            else:
                main.append(element)
        body[:] = [part for part in (header, main, footer) if len(part)]
        body.text = None

    def level_headings(self, body: Element) -> None:
        """No level is skipped, whatever a part of a group's own begins with."""
        before = 0
        for element in body.iter():
            found = _HEADING.match(element.tag) if isinstance(element.tag, str) else None
            if found:
                before = min(int(found[1]), before + 1)
                element.tag = f"h{before}"

    def add_notes(self, body: Element) -> None:
        """Ruled lines and empty cells become boxes, each with a label that says what the notes are on."""
        used: dict[str, int] = {}
        for element, what, place in list(_places_for_notes(body)):
            name = self.words["notes"].replace("{what}", what)
            used[name] = used.get(name, 0) + 1
            name += f" ({used[name]})" if used[name] > 1 else ""
            if element.tag == "table":
                self._unfold_cells(element, name, place)
                continue
            tall = _TALL.search(element.get("style", ""))
            rows = round(float(tall[1]) / _PITCH) if tall else _FEWEST
            element.tag, element.text, element.attrib = "div", None, {"class": "answer"}
            element[:] = self._box(place, rows, new("label", name))

    def _box(self, place: str, rows: int, label: Element) -> list[Element]:
        box = new("textarea", rows=str(max(_FEWEST, min(rows, _MOST))))
        label.set("for", self.name(box, f"notes-{place or 'page'}"))
        return [label, box]

    def _unfold_cells(self, table: Element, name: str, place: str) -> None:
        """A table to fill in becomes a group of boxes a row; the name of the column is the visible part of a label."""
        heads, *rows = [list(row) for row in table.iter("tr")]
        groups = []
        for first, *cells in rows:
            group = new("fieldset", "", [new("legend", words_in(first))])
            for head, _ in zip(heads[1:], cells, strict=False):
                far = new("span", f"{name}: {words_in(first)} – ", class_="unseen")
                far.tail = words_in(head)
                group.append(new("div", "", self._box(place, _FEWEST, new("label", "", [far])), class_="answer"))
            groups.append(group)
        table.tag, table.text, table[:] = "div", None, groups

    def drop_empty(self, body: Element) -> None:
        """Boxes that hold nothing are there for the columns of paper only."""
        for parent in list(body.iter()):
            for child in list(parent):
                if child.tag in {"div", "span"} and not len(child) and not (child.text or "").strip():
                    cut(parent, child)

    def add_contents(self, body: Element) -> None:
        """A list of all that has a heading, links back to it, and a link past it for whoever uses the keyboard."""
        rows: list[Element] = []
        titled = {child: parent for parent in body.iter() for child in parent}
        for element in body.iter():
            if element.tag == "h2":
                named = titled[element] if titled[element].tag in {"section", "footer"} else element
                if next(named.iter("h2")) is not element or not classes_of(named):
                    named = element
                name = self.name(named, next(iter(classes_of(named)), "part"))
                rows.append(new("li", "", [_link(name, words_in(element))]))
            elif element.tag == "h3" and rows:
                holder = _named_above(element, titled)
                name = self.name(element, "place") if holder is None else holder.get("id", "")
                if len(rows[-1]) == 1:
                    rows[-1].append(new("ul"))
                rows[-1][1].append(new("li", "", [_link(name, _called(element, holder))]))
        heading = new("h2", self.words["contents"], id="contents")
        nav = new("nav", "", [heading, new("ul", "", rows)], aria_labelledby="contents")
        at = 1 if len(body) and body[0].tag == "header" else 0
        boxes = next(body.iter("textarea"), None) is not None
        body.insert(at, nav)
        if boxes:
            nav.append(new("p", self.words["keep"], class_="keep"))
        for part in [*next(body.iter("main"), []), *body.findall("footer")]:
            if part.tag in {"section", "footer"}:
                part.append(new("p", "", [_link("contents", self.words["back"])], class_="back"))
        body.insert(0, new("a", self.words["skip"], class_="skip", href="#main"))


def _link(name: str, text: str) -> Element:
    return new("a", text, href=f"#{name}")


def _named_above(heading: Element, parents: Mapping[Element, Element]) -> Element | None:
    """The question, claim, reading or section that a heading is the heading of, where it has a name."""
    element = heading
    for _ in range(3):
        if element.get("id"):
            return element
        element = parents[element]
        if element.tag not in {"div", "article", "section"} or next(element.iter("h3"), None) is not heading:
            return None
    return element if element.get("id") else None


def _called(heading: Element, holder: Element | None) -> str:
    """What the contents call it: of a question its number and kind, else the words of the heading."""
    return (holder.get("data-bookmark") if holder is not None else None) or words_in(heading, but="quiet")


def _places_for_notes(body: Element) -> Iterator[tuple[Element, str, str]]:
    """(what becomes a box, what the notes are on, the name of that place) in the order of the page."""

    def walk(element: Element, what: str, place: str) -> Iterator[tuple[Element, str, str]]:
        said = ""
        for child in element:
            names = classes_of(child)
            if "lines" in names or (child.tag == "table" and "evidence" in names and len(list(child.iter("tr")))):
                yield child, said or what, place
            else:
                inner, name = what, place
                if child.get("id") and (title := next(child.iter("h3"), None)) is not None:
                    inner, name = words_in(title, but="quiet"), child.get("id", "")
                elif child.tag == "section" and (title := next(child.iter("h2"), None)) is not None:
                    inner = words_in(title)
                if not place and ("label" in names or "ask" in names):
                    said = _short(words_in(child))
                yield from walk(child, inner, name)

    yield from walk(body, "", "")


def _short(text: str) -> str:
    return text if len(text) <= _LONG_NAME else text[: _LONG_NAME - 10].rsplit(" ", 1)[0] + " …"
