"""PDF to the parts of a text. What a PDF holds are letters at places: everything else here is a guess, and said so.

The only module that knows pypdf, which is an extra of ours. Bookmarks are believed first, sizes of type next.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from moot.problems import BuildProblem, Problem
from moot.text.imported import Imported, refused
from moot.text.pdf.blocks import Chunk, Outline, chunks_of, take_notes
from moot.text.pdf.lines import Line, lines_of, reading_order, usual_size, without_heads
from moot.text.pdf.lists import with_drawn_bullets
from moot.text.pdf.parts import Writer
from moot.text.words import ENGLISH, LANGUAGES

__all__ = ["from_pdf"]

_MOST_PAGES = 3_000
_MOST_LETTERS = 10 * 1024 * 1024
_MOST_BOOKMARKS = 10_000
_DEEPEST = 6
_SCAN = 5  # letters a page, on average: what remains of a scan are stamps and page numbers
_NO_TITLE = re.compile(
    r"(?:microsoft word - |untitled|document ?\d*$|\W*$)|.{0,300}\.(?:docx?|odt|tex|indd|qxd|pdf)$", re.I
)


def from_pdf(data: bytes, name: str) -> Imported:
    """The text of a PDF, always with the warning that it should be checked; name is what messages call it.

    Raises GuideProblems where it is damaged, locked, a scan, a bomb or longer than 3,000 pages; BuildProblem where
    pypdf is not installed.
    """
    try:
        import pypdf
    except ImportError:
        raise BuildProblem("to read a PDF, moot needs one more library: pip install 'moot[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of a file is for programmers
    try:
        return _read(pypdf, data, name)
    except pypdf.errors.LimitReachedError:
        hint = "It may be meant to harm. If you trust it, print it to a new PDF, or copy its text into a file."
        raise refused(name, "unpacked, this PDF is larger than can be read", hint) from None
    except pypdf.errors.DependencyError:
        raise _locked(name) from None
    except RecursionError:
        raise refused(name, "this PDF is nested too deeply", "Print it to a new PDF, and name that.") from None
    except (pypdf.errors.PyPdfError, ValueError, TypeError, LookupError, AttributeError, OSError, ArithmeticError,
            AssertionError, NotImplementedError):  # fmt: skip
        hint = "Copy or download it again; or open it in a viewer, and print it to a new PDF."
        raise refused(name, "this PDF is damaged or not whole", hint) from None


def _locked(name: str) -> Exception:
    hint = "Open it with its password in a viewer, and print it to a new PDF."
    return refused(name, "this PDF is locked with a password", hint)


def _read(pypdf: Any, data: bytes, name: str) -> Imported:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _locked(name)
    count = len(reader.pages)
    if count == 0:
        raise refused(name, "this PDF has no pages", "Copy or download it again.")
    if count > _MOST_PAGES:
        raise refused(name, f"this PDF has more than 3,000 pages: {count:,}", "Keep the part that your group reads.")
    pages, widths = _pages(reader, name)
    letters = sum(len(line.text) for lines in pages for line in lines)
    if letters < _SCAN * count:
        hint = "Its pages are pictures. A program for OCR makes text of them: ocrmypdf scan.pdf text.pdf"
        raise refused(name, "there is no text in this PDF: it is a scan", hint)
    size = usual_size(line for lines in pages for line in lines)
    pages, heads = without_heads(pages, size)
    title, authors, language = _told(reader)
    words = LANGUAGES.get(language[:2].casefold(), ENGLISH)
    lines: list[Line] = []
    notes: dict[int, list[Chunk]] = {}
    for number, (page, width) in enumerate(zip(pages, widths, strict=True)):
        kept, notes[number] = take_notes(reading_order(page, width), size)
        lines += kept
    chunks = list(with_drawn_bullets(chunks_of(lines, size, _outline(reader), words)))
    parts, doubts = Writer(chunks, notes, size).written()
    broken = sum("\ufffd" in line.text for line in lines)
    return Imported(parts, title, authors, language, doubts, tuple(_problems(name, heads, broken)))


def _pages(reader: Any, name: str) -> tuple[list[list[Line]], list[float]]:
    pages, widths, letters = [], [], 0
    for number, page in enumerate(reader.pages):
        pages.append(lines_of(page, number))
        widths.append(float(page.mediabox.width))
        letters += sum(len(line.text) for line in pages[-1])
        if letters > _MOST_LETTERS:
            hint = "Keep only the part that your group reads."
            raise refused(name, "the text of this PDF is longer than 10 million letters", hint)
    return pages, widths


def _told(reader: Any) -> tuple[str, tuple[str, ...], str]:
    data = reader.metadata or {}
    title, author = (" ".join(str(data.get(key) or "")[:500].split()) for key in ("/Title", "/Author"))
    language = str(reader.root_object.get("/Lang", ""))
    authors = tuple(one.strip() for one in re.split(r";| and |, ", author) if one.strip())
    return (
        "" if _NO_TITLE.match(title) else title,
        authors,
        language if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", language) else "",
    )


def _outline(reader: Any) -> Outline:
    """Bookmarks by page. A damaged outline, or one that bites its own tail, is none."""
    found: Outline = {}
    left = _MOST_BOOKMARKS

    def walk(items: Sequence[Any], level: int) -> None:
        nonlocal left
        for item in items:
            left -= 1
            if left < 0 or level > 20:
                return
            if isinstance(item, list):
                walk(item, level + 1)
            elif (page := reader.get_destination_page_number(item)) is not None and page >= 0:
                letters = "".join(filter(str.isalnum, str(item.title).casefold()))
                if letters:
                    found.setdefault(page, []).append((letters, min(level, _DEEPEST)))

    try:
        walk(reader.outline, 1)
    except Exception:  # pypdf meets damaged outlines with errors of many kinds; the text is still worth reading
        return {}
    return found


def _problems(name: str, heads: int, broken: int) -> Iterator[Problem]:
    message = "please compare the text with the PDF: a PDF does not say what is a heading, or where a paragraph ends"
    yield Problem(name, 0, 0, message, rule="text-import", severity="warning")
    if broken:
        message = f"some letters could not be read, in {broken} lines: they are printed as �"
        yield Problem(name, 0, 0, message, rule="text-import", severity="warning")
    if heads:
        message = f"running heads and page numbers were left out ({heads} lines)"
        yield Problem(name, 0, 0, message, rule="text-import", severity="note")
