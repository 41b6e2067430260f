"""Booklets are folded here without paper, and files for the printer turned over sheet by sheet."""

from __future__ import annotations

import io
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from moot.render.how_to_print import Gathered, Imposed, Part, how_to_print
from moot.render.impose import booklet, gather, sides

A5, HALF_LETTER, A4, ACROSS = (419.53, 595.28), (396.0, 612.0), (595.28, 841.89), (841.89, 595.28)
MM = 72 / 25.4


def pages(
    count: int, size: tuple[float, float] = A5, name: str = "Page", change: Callable[[Any], None] | None = None
) -> bytes:
    """A file whose pages say which they are: “Page 1”."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for number in range(1, count + 1):
            page = pdf.add_blank_page(page_size=size)
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.obj.Contents = pdf.make_stream(f"BT /F 20 Tf 60 100 Td ({name} {number}) Tj ET".encode())
            page.obj.StructParents = number
            if change:
                change(page.obj)
        pdf.docinfo["/Title"], pdf.Root.Lang = "Peace or war", pikepdf.String("en")
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


def placed(pdf: bytes) -> list[dict[str, tuple[float, int]]]:
    """For each side of a sheet: (its left edge in points, its number) of the pages on its left and right half."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            middle = float(page.mediabox[2]) / 2
            side = {"left": (0.0, 0), "right": (0.0, 0)}
            for x, name in re.findall(rb"1 0 0 1 (\S+) \S+ cm (/\w+) Do", page.obj.Contents.read_bytes()):
                form = page.obj.Resources.XObject[name.decode()]
                number = int(re.search(rb"\(Page (\d+)\)", form.read_bytes())[1])  # type: ignore[index]
                at = float(x) + float(form.BBox[0])
                side["left" if at + 100 < middle else "right"] = (at, number)
            found.append(side)
    return found


def read_folded(pdf: bytes, right_to_left: bool = False) -> list[int]:
    """The numbers met when the sheets are laid on each other, folded, and the leaves turned; 0 is an empty page."""
    near, far = ("left", "right") if right_to_left else ("right", "left")
    numbers = [{half: number for half, (_, number) in side.items()} for side in placed(pdf)]
    going_in: list[int] = []
    coming_out: list[int] = []
    for front, back in zip(numbers[::2], numbers[1::2], strict=True):
        # Flipped on the short edge, the left half of the back lies behind the right half of the front.
        going_in += [front[near], back[far]]
        coming_out = [back[near], front[far], *coming_out]
    return going_in + coming_out


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(right_to_left: bool) -> None:
    for count in range(1, 41):
        made = booklet(pages(count), "a4", right_to_left=right_to_left)
        assert read_folded(made.pdf, right_to_left) == [*range(1, count + 1), *[0] * made.blanks], count
        assert (made.pages, made.sheets * 4) == (count, count + made.blanks) and made.blanks < 4


def test_the_order_on_the_sheets_is_the_one_of_the_book() -> None:
    assert sides(11) == [(12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7)]
    assert sides(4, right_to_left=True) == [(1, 4), (3, 2)]


def test_what_poppler_sees_is_what_was_meant(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(booklet(pages(6), "a4").pdf)
    command = ["pdftotext", "-layout", "b.pdf", "-"]
    text = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, encoding="utf-8").stdout
    seen = [re.findall(r"Page \d", side) for side in text.split("\f")]
    assert seen[:4] == [["Page 1"], ["Page 2"], ["Page 6", "Page 3"], ["Page 4", "Page 5"]]


def test_inner_sheets_move_to_the_fold() -> None:
    found = placed(booklet(pages(12), "a4", thickness_mm=0.5).pdf)
    middle = 297 * MM / 2
    for side, halves in enumerate(found):
        creep = side // 2 * 0.5 * MM
        assert halves["right"][0] == pytest.approx(middle - creep, abs=0.01)
        assert halves["left"][0] == pytest.approx(middle - 148 * MM + creep, abs=0.02)


def test_pages_are_cut_to_their_trim_and_do_not_cross_the_fold() -> None:
    def with_bleed(page: Any) -> None:
        page.MediaBox = [-20, -20, A5[0] + 20, A5[1] + 20]
        page.TrimBox = [0, 0, *A5]

    with pikepdf.open(io.BytesIO(booklet(pages(4, change=with_bleed), "a4").pdf)) as file:
        page = file.pages[0]
        assert [float(side) for side in page.mediabox] == pytest.approx([0, 0, 841.89, 595.276], abs=0.01)
        assert [float(side) for side in page.obj.Resources.XObject["/Page1"].BBox] == [0, 0, *A5]
        assert page.obj.Contents.read_bytes().count(b"re W n") == 2


@pytest.mark.parametrize(
    ("made", "sheet", "words"),
    [
        (pages(3, A4), "a4", "page 1 is 210 × 297 mm; a booklet on A4 is made of upright A5 pages, 148 × 210 mm"),
        (pages(3, HALF_LETTER), "a4", "page 1 is 140 × 216 mm; a booklet on A4"),
        (pages(3, A5), "letter", "a booklet on Letter is made of upright half Letter pages, 140 × 216 mm"),
        (pages(3, A5[::-1]), "a4", "page 1 is 210 × 148 mm"),
        (pages(3, (A5[0], A4[1])), "a4", "page 1 is 148 × 297 mm"),
        (pages(0), "a4", "there are no pages"),
        (b"no file", "a4", "this is no PDF file"),
        (pages(3), "a3", "a booklet is printed on a4 or letter, not on 'a3'"),
    ],
)
def test_what_cannot_be_a_booklet_is_refused_in_words(made: bytes, sheet: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        booklet(made, sheet)


def test_a_booklet_is_the_same_to_the_byte_and_tells_the_print_window() -> None:
    source = pages(9, HALF_LETTER)
    one = booklet(source, "letter", right_to_left=True)
    time.sleep(1.1)  # what is made from the clock changes with the second
    assert one == booklet(source, "letter", right_to_left=True)
    with pikepdf.open(io.BytesIO(one.pdf)) as file:
        wishes = file.Root.ViewerPreferences
        assert (wishes.Duplex, wishes.PrintScaling, wishes.Direction) == ("/DuplexFlipShortEdge", "/None", "/R2L")
        assert file.Root.Lang == "en" and file.docinfo["/Title"] == "Peace or war"
        assert [float(side) for side in file.pages[0].mediabox] == [0, 0, 792, 612]


def seen(made: Gathered) -> list[str]:
    """What is on each page of a file for the printer, "" where nothing is."""
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        words = [re.search(rb"\((.*)\)", page.obj.Contents.read_bytes()) for page in file.pages]
        return [word[1].decode() if word else "" for word in words]


def test_every_copy_begins_on_a_front() -> None:
    made = gather(
        [
            Part("Handout", pages(3, A4, "h"), 2),
            Part("Guide", pages(2, A4, "g")),
            Part("Signs", pages(2, A4, "s"), 1, False),
        ]
    )
    handout = ["h 1", "h 2", "h 3", ""]
    assert seen(made) == [*handout, *handout, "g 1", "g 2", "s 1", "", "s 2", ""]
    assert [(part.name, part.first_page, part.sheets) for part in made.parts] == [
        ("Handout", 1, 4),
        ("Guide", 9, 1),
        ("Signs", 11, 2),
    ]
    assert (made.sheets, made.pages, made.paper) == (7, 14, "a4")


def test_a_copy_is_the_same_pages_again() -> None:
    def heavy(page: Any) -> None:
        # Letters that cannot be packed.
        page.Contents.write(
            page.Contents.read_bytes() + b"%" + bytes((i * i * 7919 >> 5) % 94 + 33 for i in range(20000))
        )

    source = pages(5, A4, change=heavy)
    one, twelve = (gather([Part("Handout", source, copies)]) for copies in (1, 12))
    assert len(twelve.pdf) < len(one.pdf) * 1.3 and twelve.sheets == 36
    with pikepdf.open(io.BytesIO(twelve.pdf)) as file:
        assert len({page.obj.objgen for page in file.pages}) == 72
        assert len({page.obj.Contents.objgen for page in file.pages if b"Tj" in page.obj.Contents.read_bytes()}) == 5


def test_the_file_names_its_parts() -> None:
    made = gather([Part("Handout", pages(1, A4), 2), Part("Guide", pages(3, A4))], title="Tuesday")
    with pikepdf.open(io.BytesIO(made.pdf)) as file, file.open_outline() as marks:
        assert [mark.title for mark in marks.root] == ["Handout (2 copies)", "Guide"]
        assert [mark.destination[0].objgen for mark in marks.root] == [file.pages[at].obj.objgen for at in (0, 4)]
        labels = [page.label for page in file.pages]
        assert labels == [
            *("Handout 1, 1", "empty", "Handout 2, 1", "empty"),
            *("Guide, 1", "Guide, 2", "Guide, 3", "empty"),
        ]
        assert file.docinfo["/Title"] == "Tuesday" and file.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert not any("/StructParents" in page.obj for page in file.pages)


def test_links_into_the_web_stay_and_others_go() -> None:
    def linked(page: Any) -> None:
        def link(**action: Any) -> Any:
            return pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], StructParent=7, **action
            )

        web = link(A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/")))
        within = link(A=pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([page, pikepdf.Name.Fit])))
        page.Annots = pikepdf.Array([web, within, link(Dest=pikepdf.Array([page, pikepdf.Name.Fit]))])

    with pikepdf.open(io.BytesIO(gather([Part("Handout", pages(2, A4, change=linked), 2)]).pdf)) as file:
        for page in file.pages:
            (note,) = page.obj.Annots
            assert note.A.URI == "https://example.org/" and "/StructParent" not in note


def test_pages_across_are_turned_with_their_heads_at_one_edge() -> None:
    made = gather(
        [Part("Guide", pages(1, A4)), Part("Map", pages(2, ACROSS)), Part("Chart", pages(2, ACROSS), 1, False)]
    )
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        assert [int(page.obj.get("/Rotate", 0)) for page in file.pages] == [0, 0, 90, 270, 90, 0, 90, 0]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], "there is nothing to print"),
        ([Part("Handout", pages(1, A4), 0)], "Handout: 0 copies cannot be printed"),
        ([Part("Handout", pages(0))], "Handout: there are no pages"),
        (
            [Part("Handout", pages(1, A4)), Part("Cards", pages(1, (612, 792)))],
            "Cards, page 1 is 216 × 279 mm, and the first page of the file 210 × 297 mm",
        ),
    ],
)
def test_what_cannot_be_one_file_is_refused_in_words(parts: list[Part], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        gather(parts)


def test_a_gathered_file_is_the_same_to_the_byte() -> None:
    parts = [Part("Handout", pages(3, A4), 3), Part("Cards", pages(1, ACROSS))]
    assert gather(parts) == gather(parts)


def test_how_to_print_a_booklet() -> None:
    lines = how_to_print(Imposed(b"", 8, 1, 31, "letter", right_to_left=True), copies=12)
    assert lines[0] == (
        "Each booklet takes 8 sheets of Letter, 96 sheets for 12 booklets; it has 31 pages and 1 empty one at the end."
    )
    assert "“Actual size”" in lines[1] and "short edge" in lines[1] and "on the right" in lines[2]
    assert not any("hard to fold" in line for line in lines)
    thick = how_to_print(Imposed(b"", 16, 0, 64))
    assert thick[0].startswith("Each booklet takes 16 sheets of A4; it has 64 pages.") and "hard to fold" in thick[3]


def test_how_to_print_a_kit() -> None:
    cards = [Part(name, pages(1, A4), 1, False, "Cut along the marks") for name in ("Cards", "Roles")]
    lines = how_to_print(gather([Part("Handout", pages(3, A4), 12), *cards]))
    assert lines[:3] == (
        "The whole file takes 26 sheets of A4:",
        "- Handout: 12 copies, 24 sheets",
        "- Cards: 1 sheet",
    )
    assert "long edge" in lines[4] and "Cut along the marks: Cards, Roles." in lines
