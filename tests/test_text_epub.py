"""EPUB books: chapters in order, notes where they are called, measured against hand-marked truth."""

from __future__ import annotations

import pytest

from moot.problems import GuideProblems
from moot.text.epub import from_epub
from saved import BOOKS, book, packed, score, truth


@pytest.mark.parametrize("name", ["epub2", "epub3", "sloppy"])
def test_a_book_is_found_whole(name: str) -> None:
    found = from_epub(book(name), f"{name}.epub")
    result, wrong = score(truth(BOOKS / f"{name}.truth.txt"), found.parts)
    assert wrong == [], str(result)


def test_what_a_book_says_about_itself_and_what_was_left_out() -> None:
    found = from_epub(book("epub2"), "book.epub")
    assert (found.title, found.authors, found.language) == ("The Lamplighters", ("Henrike Vos",), "en")
    assert [p.message for p in found.problems] == ["left out: cover, title page, imprint, table of contents"]
    sloppy = from_epub(book("sloppy"), "book.epub")
    assert (sloppy.title, sloppy.authors, sloppy.language) == ("The Weighing House", ("Tom Arrell",), "")
    assert "2 of the book’s chapters" in sloppy.problems[0].message


def small(
    chapter: str = "<html><body><p>Words.</p></body></html>", spine: str = '<itemref idref="a"/>', more: str = ""
) -> bytes:
    """A book of one chapter."""
    return packed(
        '=== META-INF/container.xml\n<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>\n'
        '=== b.opf\n<package><metadata/><manifest><item id="a" href="a.xhtml"/></manifest>'
        f"<spine>{spine}</spine></package>\n=== a.xhtml\n{chapter}\n{more}"
    )


PROTECTED = (
    "=== META-INF/encryption.xml\n<encryption xmlns:e='http://www.w3.org/2001/04/xmlenc#'>"
    "<e:EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'/></encryption>\n"
)
REFUSED = {
    "not packed": (b"<html><p>x</p></html>", "damaged"),
    "cut off": (book("epub2")[:900], "damaged"),
    "another packed file": (packed("=== a.txt\nx\n"), "no EPUB"),
    "an empty spine": (small(spine=""), "no chapters"),
    "missing chapters": (small(spine='<itemref idref="z"/>'), "no chapters"),
    "no words": (small("<html><body><img src='x.png'/></body></html>"), "no text"),
    "protected": (small(more=PROTECTED), "protected against copying"),
    "deep": (small("<html><body>" + "<div>" * 20_000), "nested too deeply"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_gets_one_message(name: str) -> None:
    data, message = REFUSED[name]
    with pytest.raises(GuideProblems, match=message) as caught:
        from_epub(data, "book.epub")
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    "chapter",
    [
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>Words. &x;</p></body></html>',
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>Words. &b;</p></body></html>',
    ],
)
def test_declared_entities_stay_names(chapter: str) -> None:
    text = " ".join(part.text for part in from_epub(small(chapter), "book.epub").parts)
    assert "Words." in text and "ha ha" not in text and "haha" not in text


def test_a_long_book_is_read_whole() -> None:
    words = " ".join(f"word{i % 97}" for i in range(84))
    chapter = f"<html><body><h2>Oil</h2>{f'<p>{words} <i>so</i>.</p>' * 1200}</body></html>"
    data = small(chapter)
    assert len(from_epub(data, "book.epub").parts) == 1201
