"""The body of a Word document to records: paragraphs with how they look, and tables, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

from moot.text.docx.lists import Lists
from moot.text.docx.package import Package, W, value
from moot.text.docx.styles import Look, Styles, look_of
from moot.text.docx.words import Reader, Span
from moot.text.imported import refused
from moot.text.runs import Run, markdown_of

__all__ = ["Body", "Record"]

_MOST_LETTERS = 10 * 1024 * 1024
_DEEPEST = 20  # tables and boxes within one another
_LONG_CELL = 400  # letters in a cell, on average: then the table only lays out the page
_ALL = 0.95  # of the letters: a full stop that was missed is no difference
_CONTENTS_GALLERY = "table of contents"


@dataclass(slots=True)
class Record:
    """A paragraph, or a table."""

    spans: list[Span]
    look: Look
    """Of the paragraph: its style, and what it says itself."""
    marker: str | None = None
    """Of a list item, as Word prints it; None for what is in no list."""
    depth: int = 0
    """Of a list item, from 0."""
    rows: list[list[str]] = field(default_factory=list)
    """Of a table: its cells, Markdown inline source."""
    in_table: bool = False

    @property
    def words(self) -> str:
        """As they are, without notes; line breaks and tabulators stay."""
        return "".join(span.text for span in self.spans)

    def share(self, name: str) -> float:
        """How much of its words is bold, italic, caps or underlined: 0 to 1."""
        sizes = [(len(span.text.strip()), bool(getattr(span.look, name))) for span in self.spans]
        total = sum(size for size, _ in sizes)
        return sum(size for size, has in sizes if has) / total if total else 0.0

    @property
    def size(self) -> float:
        """In points, of most of its letters."""
        sizes: dict[float, int] = {}
        for span in self.spans:
            points = span.look.size or 10.0  # what Word takes where nothing is said
            sizes[points] = sizes.get(points, 0) + len(span.text.strip())
        return max(sizes, key=lambda points: sizes[points], default=10.0)

    def markdown(self, labels: dict[str, str], is_styled: bool = False) -> str:
        """Markdown inline source. What its style says is no emphasis; is_styled: nor is what all its words share."""
        bold = bool(self.look.bold) or (is_styled and self.share("bold") > _ALL)
        italic = bool(self.look.italic) or (is_styled and self.share("italic") > _ALL)
        return markdown_of(
            Run(
                span.text,
                bool(span.look.italic) and not italic,
                bool(span.look.bold) and not bold,
                span.link,
                labels.get(span.note, "") if span.note else "",
            )
            for span in self.spans
        )


class Body:
    """Reads a document once; `records` are what it holds, `labels` the numbers of the notes referred to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.styles = Styles(package.part("styles"))
        self._numbering = package.part("numbering")
        self.labels: dict[str, str] = {}
        """Key of a note (`footnotes 3`) → its number in the order of the text."""
        body = package.body()
        for drop_fields in (True, False):
            self.reader = Reader(package, self.styles, drop_fields)
            self._lists = Lists(self._numbering)
            self.records = list(self._blocks(body, 0))
            if not self.reader.open_fields:
                break

    def notes(self) -> dict[str, list[Record]]:
        """Paragraphs of each note that the text refers to, by key."""
        found: dict[str, list[Record]] = {}
        for kind in ("footnotes", "endnotes"):
            root = self._package.part(kind)
            reader = replace(self.reader, package=self._package.links_of(kind), _fields=[])
            self.reader, kept = reader, self.reader
            for note in () if root is None else root:
                key = f"{kind} {value(note, 'id')}"
                if key in self.labels:
                    found[key] = list(self._blocks(note, 1))
            self.reader = kept
        return found

    def _blocks(self, parent: Iterable[ElementTree.Element], depth: int) -> Iterator[Record]:
        """Records of a body, a cell, a box or a note."""
        if depth > _DEEPEST:
            return
        pending: Record | None = None  # a paragraph whose end was deleted goes on in the next
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                record, is_joined = self._paragraph(child)
                if pending is not None:
                    record = replace(pending, spans=[*pending.spans, *record.spans])
                pending = record if is_joined else None
                if pending is None and record.spans:  # empty ones are not worth their memory
                    yield record
                boxes, self.reader.boxes = self.reader.boxes, []
                for box in boxes:
                    yield from self._blocks(box, depth + 1)
            elif tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif tag == f"{W}sdt":
                gallery = value(child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
                if gallery.casefold() == _CONTENTS_GALLERY:
                    self.reader.left_out["contents"] += 1
                else:
                    content = child.find(f"{W}sdtContent")
                    yield from self._blocks(() if content is None else content, depth + 1)
            elif tag in {f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}:
                yield from self._blocks(child, depth + 1)
            elif tag == f"{W}altChunk":
                self.reader.left_out["chunks"] += 1
        if pending is not None:
            yield pending

    def _paragraph(self, element: ElementTree.Element) -> tuple[Record, bool]:
        """The paragraph, and whether the change that deletes its end is tracked."""
        properties = element.find(f"{W}pPr")
        name = value(None if properties is None else properties.find(f"{W}pStyle")) or self.styles.usual
        style = self.styles.look(name)
        look = look_of(properties).over(style) if properties is not None else style
        was_in_contents = self.reader.in_contents
        spans = self.reader.spans(element, style.over(self.styles.defaults))
        if self.reader.letters > _MOST_LETTERS:
            hint = "Keep only the part that your group reads, or save it as plain text in pieces."
            raise refused(self._package.name, "the text of this document is longer than 10 million letters", hint)
        if was_in_contents or self.reader.in_contents:
            self.reader.left_out["contents"] += 1
        for span in spans:
            if span.note:
                self.labels.setdefault(span.note, str(len(self.labels) + 1))
        record = Record(spans, look)
        if look.number and look.number != "0" and record.words.strip():
            record.marker = self._lists.marker(look.number, look.depth or 0)
            record.depth = look.depth or 0
        return record, properties is not None and properties.find(f"{W}rPr/{W}del") is not None

    def _table(self, table: ElementTree.Element, depth: int) -> Iterator[Record]:
        """A table; one that has a single column, or holds whole pages, only lays out: its paragraphs."""
        grid: list[list[list[Record]]] = []
        for row in _inner(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.reader.left_out["deletions"] += 1
                continue
            cells: list[list[Record]] = []
            for cell in _inner(row, f"{W}tc"):
                cells.append(list(self._blocks(cell, depth + 1)))
                span = value(cell.find(f"{W}tcPr/{W}gridSpan"))
                cells += [[]] * (min(int(span), 60) - 1 if re.fullmatch(r"\d{1,3}", span) else 0)
            grid.append(cells)
        flat = [record for row in grid for cell in row for record in cell if record.words.strip() or record.rows]
        filled = sum(1 for row in grid for cell in row if any(record.words.strip() for record in cell))
        letters = sum(len(record.words) for record in flat)
        columns = [
            any(record.words.strip() or record.rows for row in grid for record in _at(row, i)) for i in range(60)
        ]
        if filled < 2 or sum(columns) < 2 or letters > _LONG_CELL * filled or _has_headings(flat):
            for record in flat:
                yield replace(record, in_table=True)
            return
        rows = [[self._cell(_at(row, i)) for i, used in enumerate(columns) if used] for row in grid]
        rows = [row for row in rows if any(row)]
        yield Record([span for record in flat for span in record.spans], Look(), rows=rows)

    def _cell(self, records: list[Record]) -> str:
        """The paragraphs of a cell on one line, its lists and inner tables too."""
        said: list[str] = []
        for record in records:
            if record.rows:
                said += [" ".join(filter(None, row)) for row in record.rows]
            else:
                marker = f"{record.marker} " if record.marker else ""
                said.append(marker + record.markdown(self.labels).replace("\\\n", " "))
        return " ".join(one for one in said if one.strip()).replace("|", "\\|")


def _at(row: list[list[Record]], column: int) -> list[Record]:
    return row[column] if column < len(row) else []


def _has_headings(records: list[Record]) -> bool:
    return any(record.look.role == "heading" and record.look.level for record in records)


def _inner(parent: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    """Children of that kind, also where they are wrapped in a content control or a tracked change."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _inner(child, tag)
