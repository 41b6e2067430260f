"""What a document is, by what it holds; and what is said of those that cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from moot.problems import GuideProblems
from moot.text import apart
from moot.text.apart import read_apart
from moot.text.importing import import_text
from moot.text.packed import Packed
from moot.text.sniff import kind_of


def packed(**members: str) -> bytes:
    """A zip with these members; `__` in a name stands for `/`, `_dot_` for a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, words in members.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), words)
    return file.getvalue()


PAGE = b"<html><body><article><h1>Bread</h1><p>It rises when it is left alone for a while.</p></article></body></html>"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"Plain words.", "plain"),
        ("a.txt", b"", "plain"),
        ("a.txt", b"# One\n\nText.\n\n# Two\n", "markdown"),
        ("a.md", b"One\n\nTwo", "markdown"),
        ("a.md", b"One line.\nAnother.\nA third.\nA fourth.", "plain"),
        ("a", PAGE, "html"),
        ("a.txt", b"\n<?xml version='1.0'?>\n<!-- saved -->\n<!DOCTYPE html>\n<html>", "html"),
        ("a.txt", "\ufeff<html>".encode("utf-16"), "html"),
        ("a.html", b"<p>One</p><p>Two</p>", "html"),
        ("a.txt", b"In HTML <p> begins a paragraph.", "plain"),
        ("a.txt", b"\n%PDF-1.7\n", "pdf"),
        ("a.zip", packed(mimetype="application/epub+zip", META_INF="x"), "epub"),
        ("a.zip", packed(word__document_dot_xml="<x/>"), "docx"),
    ],
)
def test_the_kind_is_told_by_the_content(name: str, data: bytes, kind: str) -> None:
    assert kind_of(data, name) == kind


REFUSED = [
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "an old Office program", "save it as .docx"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password", "without one"),
    ("a.docx", b"PK\x03\x04 and no more", "damaged or not whole", "again"),
    ("a.odt", packed(mimetype="application/vnd.oasis.opendocument.text"), "an OpenDocument text", "save it as .docx"),
    ("a.docx", packed(xl__workbook_dot_xml="<x/>"), "a spreadsheet", ".docx"),
    ("a.docx", packed(ppt__presentation_dot_xml="<x/>"), "slides", ".docx"),
    ("a.zip", packed(readme="x"), "a packed folder", "Unpack it"),
    ("a.rtf", b"{\\rtf1 x", "an RTF document", "save it as .docx"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "a picture", "OCR"),
    ("a.mobi", b"x" * 60 + b"BOOKMOBI" + b"x" * 40, "a Kindle book", "EPUB"),
    ("a.txt", b"\x7fELF", "a program", ".txt"),
    ("a.txt", b"", "empty", "Put the text into it"),
    ("a.txt", b" \n\t\n", "empty", "Put the text into it"),
    ("a.html", b"<html><body><p> </p></body></html>", "", ""),
]


@pytest.mark.parametrize(("name", "data", "what", "instead"), REFUSED)
def test_what_cannot_be_read_is_one_clear_message(
    name: str, data: bytes, what: str, instead: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(GuideProblems) as refusal:
        import_text(file, name)
    (problem,) = refusal.value.problems
    assert problem.file == name and what in problem.message and instead in problem.hint
    assert list(tmp_path.iterdir()) == [file], "something was written"


def test_an_address_is_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(GuideProblems, match="does not use the network"):
        import_text(tmp_path / "x", "https://example.org/essay.html")


def test_a_wrong_ending_is_told_and_the_content_read(tmp_path: Path) -> None:
    (tmp_path / "bread.docx").write_bytes(PAGE)
    found = import_text(tmp_path / "bread.docx", "bread.docx")
    assert found.kind == "html"
    assert [problem.message for problem in found.problems if problem.rule == "text-ending"] == [
        "by its name this is a Word document, but it holds a web page"
    ]


class TestApart:
    """The process in which strangers' documents are read."""

    def test_it_reads_as_the_importer_does(self) -> None:
        assert [part.kind for part in read_apart("html", PAGE, "bread.html").parts][-1] == "paragraph"

    def test_too_slow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.child(monkeypatch, "while True: pass")
        with pytest.raises(GuideProblems, match="a web page that takes longer than 1 seconds to read"):
            read_apart("html", PAGE, "bread.html", seconds=1)

    def test_too_much_memory(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.child(monkeypatch, "x = b'x' * 3_000_000_000")
        with pytest.raises(GuideProblems, match="a web page that needs more memory than is allowed"):
            read_apart("html", PAGE, "bread.html", megabytes=400)

    def test_a_fault_of_ours_is_called_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.child(monkeypatch, "raise KeyError('x')")
        with pytest.raises(GuideProblems, match=r"reading a web page failed \(KeyError: 'x'\)"):
            read_apart("html", PAGE, "bread.html")

    @staticmethod
    def child(monkeypatch: pytest.MonkeyPatch, does: str) -> None:
        """A child of the same limits that does something else than read."""
        real = apart.child_command("moot.text.apart", "html", "x", "1", "400")
        code = f"import moot.text.apart as a\ndef f(*_):\n    {does}\na._answer = f\nimport sys; sys.exit(a.main())"
        start = f"import sys; sys.path.insert(0, sys.argv.pop(1)); exec({code!r})"
        monkeypatch.setattr(
            apart, "child_command", lambda _, *given: [*real[: real.index("-c") + 1], start, real[4], *given]
        )


HARMFUL = [
    ("a.md", b"a\n\n" * 60_000, "more than 50,000 paragraphs"),
    ("a.txt", b"# T\n\n# U\n\n" + b">" * 90 + b" a\n" + b"a\n" * 5_000, "nested too deeply in line 5"),
    ("a.zip", b"PK\x03\x04" + b"PK\x01\x02" * 9_000, "more parts than any document has"),
]


@pytest.mark.parametrize(("name", "data", "says"), HARMFUL)
def test_what_would_take_minutes_is_refused(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(GuideProblems, match=says):
        import_text(tmp_path / name, name)


@pytest.mark.parametrize("method", [12, 14])
def test_no_method_that_unpacks_all_at_once_is_used(method: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        made.writestr("mimetype", b"application/epub+zip")
        made.writestr("META-INF/container.xml", b"<x/>")
    assert kind_of(file.getvalue(), "a.epub") == "epub"  # by its names; nothing was unpacked
    with pytest.raises(GuideProblems, match="packed in a way that no document is"):
        Packed(file.getvalue(), "a.epub")


def test_what_a_document_says_of_itself_is_cleaned(tmp_path: Path) -> None:
    page = "<html lang='en-US'><head><title>A\u202e b\ufeff\x9b</title><meta name=author content='\u200b'></head>"
    (tmp_path / "a.html").write_text(
        f"{page}<body><p>Words enough.</p><p>And more.</p></body></html>", encoding="utf-8"
    )
    found = import_text(tmp_path / "a.html", "a.html")
    assert (found.text.title, found.text.authors, found.language) == ("A b", (), "en-US")
