"""PDFs: how well texts marked by hand are found again, the work of each rule, and hostile files."""

from __future__ import annotations

import io
import re
import sys
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from marks import Found, Score, marked_texts, score
from moot.problems import BuildProblem, GuideProblems
from moot.text.imported import Imported
from moot.text.pdf import from_pdf
from moot.text.pdf.blocks import Chunk, chunks_of
from moot.text.pdf.lines import Line, lines_of
from moot.text.pdf.words import is_broken, vocabulary
from pdf_marked import PDF_LAYOUTS, printed_pdf
from word_marked import found_in

pytestmark = pytest.mark.xdist_group("import-pdf")

REACHED = {
    "bookmarks": (1.0, 1.0, 1.0, 0.87, 0.85),
    "sizes only": (1.0, 1.0, 1.0, 0.87, 0.85),
    "two columns": (1.0, 1.0, 1.0, 0.82, 0.70),
}
"""Layout → least precision and recall of headings, and shares of levels, of blocks and of quotations that are right."""


@pytest.mark.parametrize("layout", PDF_LAYOUTS)
def test_marked_texts_are_found_again(layout: str) -> None:
    total = Score()
    for text in marked_texts():
        found = found_in(from_pdf(PDF_LAYOUTS[layout](text.marks, text.language), "a.pdf"))
        without = [Found(one.kind, one.level, re.sub(r"\[\^\d+\]", "", one.words)) for one in found]
        total += score(text.marks, without)
    quoted = total.quoted_right / total.quotations
    reached = (total.precision, total.recall, total.levels / total.right, total.kinds_right, quoted)
    assert all(got >= least for got, least in zip(reached, REACHED[layout], strict=True)), (layout, reached, total)


LONG = (
    "The ferry was painted every spring by whoever had lost at cards, which explains the colours. "
    "Nobody on the island remembers who held the brush in the year of the storm, or admits to it. "
)
PAGE = (
    "@page { size: A5; margin: 20mm } body { font: 10pt/1.4 serif; text-align: justify }"
    " p { margin: 0; text-indent: 1em }"
)


WHO = ("painter", "ferryman", "miller", "widow of the smith", "clerk", "youngest of the bakers", "teacher")
DID = ("kept", "lost", "painted over", "found", "sold", "carried home", "forgot")
WHAT = ("a rope", "the blue lamp", "two oars", "an account of it all", "her own boat", "the winter", "nothing", "bread")


def told(sentences: int, start: int = 0) -> str:
    """So many sentences, of which few are alike."""
    rows = range(start, start + sentences)
    return " ".join(
        f"The {WHO[i % 7]} {DID[i // 2 % 7]} {WHAT[i // 3 % 8]}{'.' if i % 3 else ', it is said.'}" for i in rows
    )


def read(html: str, css: str = "") -> Imported:
    return from_pdf(printed_pdf(html, PAGE + css), "a.pdf")


def lines(imported: Imported) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in imported.parts]


def test_it_always_asks_to_be_checked() -> None:
    assert "compare" in read(f"<p>{LONG}").problems[0].message


def test_a_paragraph_goes_on_over_pages_and_running_heads_are_left_out() -> None:
    css = (
        "@page { @top-center { content: 'The Ferry'; font-size: 8pt } @bottom-center { content: counter(page) ' / '"
        " counter(pages); font-size: 8pt } @bottom-left { content: 'draft'; font-size: 10pt } }"
    )
    first, second, third = told(400), told(380, 7), told(20, 3)
    imported = read(f"<p>{first}<p>{second}<p>{third}", css)
    assert [text for _, text in lines(imported)] == [first, second, third]
    assert "running heads" in imported.problems[-1].message


def test_words_broken_at_the_ends_of_lines_are_whole_again() -> None:
    words = (
        "The non-smokers’ well-known organisation unquestionably outmanoeuvred the self-appointed representatives. " * 8
    )
    imported = read(f"<p>{words}", "body { hyphens: auto; width: 45mm }")
    assert [text.split() for _, text in lines(imported)] == [words.split()]


def test_notes_stand_after_the_paragraph_that_refers_to_them() -> None:
    note = "<span class=n>A note of the ferryman, from the second book of his accounts.</span>"
    css = ".n { float: footnote; font-size: 8pt }"
    imported = read(f"<p>{LONG}{note} And so on.<p>{LONG}<p>{LONG}{note}", css)
    assert [part.kind for part in imported.parts] == ["paragraph", "note", "paragraph", "paragraph", "note"]
    assert [part.marker for part in imported.parts if part.kind == "note"] == ["[^1]", "[^2]"]
    assert "[^1] And so on." in imported.parts[0].text and imported.parts[3].text.endswith("[^2]")
    assert imported.parts[1].text == "A note of the ferryman, from the second book of his accounts."


def test_a_raised_mark_that_is_hardly_smaller_does_not_cut_its_line() -> None:
    mark = "<span style='font-size: 8.9pt; vertical-align: 5pt; line-height: 0'>{}</span>"
    html = f"<p>{LONG}{mark.format(1)} {LONG}<p>{LONG}{LONG.strip()}{mark.format(2)}<p>{LONG}"
    imported = read(html, "p { margin: 1em 0; text-indent: 0; line-height: 2; text-align: left }")
    assert [part.kind for part in imported.parts] == ["paragraph"] * 3
    assert "admits to it. ¹ The" in imported.parts[0].text or "admits to it.¹ The" in imported.parts[0].text
    assert imported.parts[1].text.endswith("admits to it.²")


def test_a_compound_keeps_its_hyphen_at_the_end_of_a_line() -> None:
    rows = [
        "He kept sixty-",
        "two boats and a water-",
        "wheel by the tall moun-",
        "tain; the wheel in",
        "water by a tram-line.",
    ]
    known = vocabulary([Chunk("paragraph", [Line(0, 0, 0, 10, [], 0, row) for row in rows])])
    assert {"moun", "tain", "sixty", "two"}.isdisjoint(known)
    halves = [("sixty", "two"), ("water", "wheel"), ("tram", "line"), ("self", "made")]
    assert not any(is_broken(start, rest, known) for start, rest in halves)
    assert is_broken("moun", "tain", known) and is_broken("boats", "wain", known) and is_broken("no", "body", known)


@pytest.mark.parametrize(("last", "paragraphs"), [("A word had room on this very line.", 2), ("", 1)])
def test_where_a_page_ends_a_paragraph_does_if_the_next_word_had_room(last: str, paragraphs: int) -> None:
    full = "here are the letters of a line that is full"
    rows = [*[full] * 9, last or f"{full}.", *[full] * 9]
    page = [Line(i // 10, 50, 700 - 14 * (i % 10), 10, [], 0, row) for i, row in enumerate(rows)]
    assert len(chunks_of(page, 10, {})) == paragraphs


def test_items_whose_bullets_are_drawn() -> None:
    items = "".join(f"<p class=i>{text}" for text in ("a rope;", "the lamp of the ferryman;", "two oars;", "a name."))
    css = "p { margin: 1em 0; text-indent: 0 } p.i { margin: 0 0 0 2em }"
    imported = read(f"<p>{LONG} He left:{items}<p>{LONG}", css)
    found = [(part.kind, part.marker, part.text) for part in imported.parts[1:-1]]
    assert found == [("item", "•", each) for each in ("a rope;", "the lamp of the ferryman;", "two oars;", "a name.")]


def test_quotations_lists_and_emphasis() -> None:
    quoted = (
        "Whoever paints the ferry may name it, but only until the next spring, and never after a relative of theirs."
    )
    html = f"<p>{LONG}<p>{LONG}<p>{LONG} It was <em>green</em>:<blockquote>{quoted}</blockquote><p>{LONG}"
    html += "<ol><li>a rope<li>a lamp</ol>"
    imported = read(html, "blockquote { margin: 1em 3em }")
    kinds = [part.kind for part in imported.parts]
    assert kinds == ["paragraph"] * 3 + ["quotation", "paragraph", "item", "item"]
    assert "*green*" in imported.parts[2].text and imported.parts[3].text == quoted
    assert [(part.marker, part.text) for part in imported.parts[-2:]] == [("1.", "a rope"), ("2.", "a lamp")]


def test_bookmarks_say_more_than_sizes() -> None:
    css = "h1, h2, h3 { font: bold 10pt serif; margin: 1em 0 } h3 { bookmark-level: 1 }"
    html = f"<h1>The ferry</h1><p>{LONG}<h2>Its colours</h2><p>{LONG}<h3>Its names</h3><p>{LONG}"
    imported = read(html, css)
    headings = [(part.kind, part.level, part.text) for part in imported.parts if part.kind != "paragraph"]
    assert headings == [("heading", 1, "The ferry"), ("heading", 2, "Its colours"), ("heading", 1, "Its names")]


class Drawn:
    """A page that draws these letters, as pypdf's pages do."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def extract_text(self, visitor_text: Callable[..., None]) -> None:
        for row, text in enumerate(self.texts):
            visitor_text(text, [1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 50, 700 - 14 * row], {"/BaseFont": "/A"}, 10.0)


def test_ligatures_are_letters_and_signs_without_meaning_are_marked() -> None:
    assert [line.text for line in lines_of(Drawn("oﬃce of the ﬁrst ﬂeet\n", "\ue123 x"), 0)] == [
        "office of the first fleet",
        "\ufffd x",
    ]


def changed(change: Callable[[pikepdf.Pdf], object], **save: object) -> bytes:
    """A sound PDF, changed."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed_pdf(f"<h1>The ferry</h1><p>{LONG}", PAGE))) as pdf:
        change(pdf)
        pdf.save(stream, **save)  # type: ignore[arg-type]
    return stream.getvalue()


def content(data: bytes, filters: str = "") -> bytes:
    """A PDF of one page with this content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), filters.encode(), data),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def no_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[:]


def many_pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(3_000):
        pdf.pages.append(pdf.pages[0])


SOUND = printed_pdf(f"<p>{LONG}", PAGE)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "damaged"),
    "no PDF": (lambda: b"%PDF-1.7 and then nothing", "damaged"),
    "its first half": (lambda: SOUND[: len(SOUND) // 2], "damaged"),
    "a picture of text": (lambda: content(b"0 0 100 100 re f"), "it is a scan"),
    "no pages": (lambda: changed(no_pages), "no pages"),
    "too many pages": (lambda: changed(many_pages), "more than 3,000 pages"),
    "a password": (lambda: changed(lambda pdf: None, encryption=pikepdf.Encryption(user="a", owner="b")), "password"),
    "an old password": (
        lambda: changed(
            lambda pdf: None, encryption=pikepdf.Encryption(user="a", owner="b", R=3, aes=False, metadata=False)
        ),
        "password",
    ),
    "packed twice, 800 MB": (
        lambda: content(zlib.compress(zlib.compress(b" " * (200 << 20), 9), 9), "/Filter[/FlateDecode/FlateDecode]"),
        "larger than can be read",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_one_message(name: str) -> None:
    make, words = HOSTILE[name]
    with pytest.raises(GuideProblems) as caught:
        from_pdf(make(), "a.pdf")
    assert len(caught.value.problems) == 1
    problem = caught.value.problems[0]
    assert words in problem.message and problem.hint and problem.file == "a.pdf"


def test_a_scan_is_told_what_to_do() -> None:
    with pytest.raises(GuideProblems) as caught:
        from_pdf(content(b"0 0 100 100 re f"), "a.pdf")
    assert "ocrmypdf" in caught.value.problems[0].hint


def test_an_outline_that_bites_its_tail_is_no_outline() -> None:
    def bite(pdf: pikepdf.Pdf) -> None:
        first = pdf.Root.Outlines.First
        first.Next = first
        first.First = first

    imported = from_pdf(changed(bite), "a.pdf")
    assert [part.kind for part in imported.parts] == ["title", "paragraph"]


def test_without_the_library_the_command_to_get_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(BuildProblem, match=re.escape("pip install 'moot[pdf]'")):
        from_pdf(SOUND, "a.pdf")
