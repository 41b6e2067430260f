"""Pages onto sheets of paper: booklets to be folded, and one file for the printer out of many.

What comes out is for paper alone: it has no tags and no links within itself, so the file that is read stays beside it.
The same input gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pikepdf

from moot.render.how_to_print import PAPER_NAMES, Gathered, GatheredPart, Imposed, Part, how_to_print

__all__ = ["Gathered", "GatheredPart", "Imposed", "Part", "booklet", "gather", "how_to_print", "sides"]

_POINTS_A_MM = 72 / 25.4
_PAPERS = {
    "a4": (210 * _POINTS_A_MM, 297 * _POINTS_A_MM),
    "letter": (612.0, 792.0),
    "a5": (148 * _POINTS_A_MM, 210 * _POINTS_A_MM),
    "half-letter": (396.0, 612.0),
}
"""Width and height in points, upright."""
_HALVES = {"a4": "a5", "letter": "half-letter"}
_SLACK = 1.5  # points; half of A4 is half a millimetre wider than A5


def sides(pages: int, right_to_left: bool = False) -> list[tuple[int, int]]:
    """The sides of the sheets of a booklet, front and back in turn: (page on the left, page on the right).

    Pages count from 1; those after the last are empty. The sheet that lies outside comes first.
    """
    whole = -(-pages // 4) * 4
    found = []
    for sheet in range(whole // 4):
        found += [(whole - 2 * sheet, 1 + 2 * sheet), (2 + 2 * sheet, whole - 1 - 2 * sheet)]
    return [(right, left) for left, right in found] if right_to_left else found


def booklet(pdf: bytes, sheet: str, thickness_mm: float = 0.1, right_to_left: bool = False) -> Imposed:
    """A booklet of A5 pages on A4, or of half-letter pages on Letter, to be printed on both sides, folded and stapled.

    thickness_mm: of one sheet of paper; the inner sheets stand out by it at the open edge, so what is on them moves
    towards the fold. right_to_left: bound on the right, as books in Hebrew and Arabic are.
    Raises ValueError for pages of another size, for none, and for a paper that is not "a4" or "letter".
    """
    if sheet not in _HALVES:
        raise ValueError(f"a booklet is printed on a4 or letter, not on {sheet!r}")
    if not 0 <= thickness_mm <= 1:
        raise ValueError(f"a sheet of paper is 0 to 1 mm thick, not {thickness_mm:g} mm")
    height, width = _PAPERS[sheet]
    with _opened(pdf, "the booklet") as source, pikepdf.new() as out:
        count = len(source.pages)
        forms = [_form(page, number, sheet) for number, page in enumerate(source.pages, 1)]
        copied = [out.copy_foreign(form) for form in forms]
        for side, pair in enumerate(sides(count, right_to_left)):
            creep = side // 2 * thickness_mm * _POINTS_A_MM
            _add_side(out, (width, height), [copied[n - 1] if n <= count else None for n in pair], pair, creep)
        _describe(out, _title(source), source.Root.get("/Lang"), "/DuplexFlipShortEdge")
        if right_to_left:
            out.Root.ViewerPreferences["/Direction"] = pikepdf.Name("/R2L")
        sheets = len(out.pages) // 2
        return Imposed(_saved(out), sheets, sheets * 4 - count, count, sheet, right_to_left)


def gather(parts: Sequence[Part], title: str = "To print") -> Gathered:
    """One file for a printer that prints on both sides: every copy of every part begins on a new sheet.

    The pages of a copy are those of the first again, so that copies hardly make the file larger. Pages across are
    turned upright, back and front so that both are read from the same side of the sheet.
    Raises ValueError for no parts, a part without pages, fewer than one copy, or another paper than the first page's.
    """
    if not parts:
        raise ValueError("there is nothing to print")
    made: list[GatheredPart] = []
    labels: list[Any] = []
    paper, language = (0.0, 0.0), None
    with pikepdf.new() as out:
        for part in parts:
            if part.copies < 1:
                raise ValueError(f"{part.name}: {part.copies} copies cannot be printed")
            with _opened(part.pdf, part.name) as source:
                language = language or source.Root.get("/Lang")
                paper = paper if made else _upright(source.pages[0])
                for number, page in enumerate(source.pages, 1):
                    _check_paper(page, paper, f"{part.name}, page {number}")
                    _prepare(page)
                first = len(out.pages)
                _add_copies(out, source, part, paper, labels)
                sheets = (len(out.pages) - first) // 2
                made.append(GatheredPart(part.name, part.copies, len(source.pages), sheets, first + 1, part.after))
        with out.open_outline() as outline:
            for one in made:
                name = f"{one.name} ({one.copies} copies)" if one.copies > 1 else one.name
                outline.root.append(pikepdf.OutlineItem(name, one.first_page - 1))
        out.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
        _describe(out, title, language, "/DuplexFlipLongEdge")
        pages = len(out.pages)
        return Gathered(_saved(out), pages // 2, pages, tuple(made), _paper_name(paper))


@contextmanager
def _opened(pdf: bytes, name: str) -> Iterator[pikepdf.Pdf]:
    try:
        source = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError:
        raise ValueError(f"{name}: this is no PDF file, or it is damaged") from None
    with source:
        if not len(source.pages):
            raise ValueError(f"{name}: there are no pages")
        yield source


def _form(page: pikepdf.Page, number: int, sheet: str) -> Any:
    """A page as a picture of itself, cut to its trim."""
    half = _HALVES[sheet]
    box = page.trimbox
    width, height = float(box[2] - box[0]), float(box[3] - box[1])
    wanted = _PAPERS[half]
    if page.obj.get("/Rotate", 0) or abs(width - wanted[0]) > _SLACK or abs(height - wanted[1]) > _SLACK:
        raise ValueError(
            f"page {number} is {_millimetres((width, height))}; a booklet on {PAPER_NAMES[sheet]} is made of upright "
            f"{PAPER_NAMES[half]} pages, {_millimetres(wanted)}"
        )
    return page.as_form_xobject()


def _add_side(
    out: pikepdf.Pdf, size: tuple[float, float], forms: Sequence[Any], numbers: Sequence[int], creep: float
) -> None:
    """One side of a sheet, with two pages that meet at the fold; creep is in points."""
    width, height = size
    resources, content = pikepdf.Dictionary(), []
    for right, (form, number) in enumerate(zip(forms, numbers, strict=True)):
        if form is None:
            continue
        # Names of our own, for those that the library would find are different each time.
        name = f"/Page{number}"
        resources[name] = form
        left, bottom, end, top = (float(value) for value in form.BBox)
        at = width / 2 - creep if right else width / 2 - (end - left) + creep
        move = f"1 0 0 1 {at - left:.3f} {(height - (top - bottom)) / 2 - bottom:.3f} cm"
        content.append(f"q {right * width / 2:.3f} 0 {width / 2:.3f} {height:.3f} re W n {move} {name} Do Q")
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([0, 0, _number(width), _number(height)]),
        Resources=pikepdf.Dictionary(XObject=resources),
        Contents=pikepdf.Stream(out, "\n".join(content).encode("ascii")),
    )
    out.pages.append(pikepdf.Page(out.make_indirect(page)))


def _add_copies(
    out: pikepdf.Pdf, source: pikepdf.Pdf, part: Part, paper: tuple[float, float], labels: list[Any]
) -> None:
    """Every copy of a part, filled up so that the next begins on a front; the labels say which page is which."""
    first: list[pikepdf.Page] = []
    for copy in range(part.copies):
        for number, page in enumerate(source.pages if not copy else first):
            lying = _size(page)[0] > _size(page)[1]
            out.pages.append(page)
            added = out.pages[-1]
            if not copy:
                if lying:
                    # The head of a page across is at the same edge of the sheet on its back as on its front.
                    back = part.duplex and number % 2
                    added.obj.Rotate = (int(added.obj.get("/Rotate", 0)) + (270 if back else 90)) % 360
                first.append(added)
            where = f"{part.name} {copy + 1}, " if part.copies > 1 else f"{part.name}, "
            _label(labels, len(out.pages) - 1, where, number + 1)
            if len(out.pages) % 2 and (not part.duplex or number + 1 == len(source.pages)):
                out.add_blank_page(page_size=paper)
                _label(labels, len(out.pages) - 1, "empty")


def _label(labels: list[Any], index: int, before: str, number: int = 0) -> None:
    label = pikepdf.Dictionary(P=pikepdf.String(before))
    if number:
        label.S, label.St = pikepdf.Name.D, number
    labels.extend([index, label])


def _prepare(page: pikepdf.Page) -> None:
    """Take off what leads out of the page into a file that is not there any more."""
    notes = [note for note in page.obj.get("/Annots", ()) if "/A" in note and note.A.get("/S") == "/URI"]
    _drop(page.obj, "/StructParents", "/Tabs", "/B", "/AA", "/Annots")
    for note in notes:
        _drop(note, "/StructParent", "/P", "/Parent")
    if notes:
        page.obj.Annots = pikepdf.Array(notes)


def _drop(thing: Any, *keys: str) -> None:
    for key in keys:
        if key in thing:
            del thing[key]


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height in points as the page is seen, which may be turned."""
    box = page.mediabox
    width, height = float(box[2] - box[0]), float(box[3] - box[1])
    return (height, width) if int(page.obj.get("/Rotate", 0)) % 180 else (width, height)


def _upright(page: pikepdf.Page) -> tuple[float, float]:
    short, long = sorted(_size(page))
    return short, long


def _check_paper(page: pikepdf.Page, paper: tuple[float, float], place: str) -> None:
    size = _size(page)
    if any(abs(one - other) > _SLACK for one, other in zip(sorted(size), paper, strict=True)):
        raise ValueError(
            f"{place} is {_millimetres(size)}, and the first page of the file {_millimetres(paper)}; "
            "print what goes on another paper as a file of its own"
        )


def _paper_name(paper: tuple[float, float]) -> str:
    for name, size in _PAPERS.items():
        if all(abs(one - other) <= _SLACK for one, other in zip(size, paper, strict=True)):
            return name
    return f"paper of {_millimetres(paper)}"


def _millimetres(size: tuple[float, float]) -> str:
    return f"{size[0] / _POINTS_A_MM:.0f} × {size[1] / _POINTS_A_MM:.0f} mm"


def _number(value: float) -> Decimal:
    return Decimal(f"{value:.3f}")


def _title(source: pikepdf.Pdf) -> str:
    return str(source.docinfo.get("/Title", ""))


def _describe(out: pikepdf.Pdf, title: str, language: Any, duplex: str) -> None:
    """Title and language; and what print windows should propose: this size, both sides, and this edge."""
    if title:
        out.docinfo["/Title"] = title
    if language is not None:
        out.Root.Lang = pikepdf.String(str(language))
    out.Root.ViewerPreferences = pikepdf.Dictionary(
        DisplayDocTitle=bool(title), PrintScaling=pikepdf.Name("/None"), Duplex=pikepdf.Name(duplex)
    )


def _saved(out: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate
    out.save(written, min_version="1.7", deterministic_id=True, object_stream_mode=mode)
    return written.getvalue()
