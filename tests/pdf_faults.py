"""What can be wrong with a PDF file, read from the file itself. Each check gives its findings, () where all is well."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pypdf

from moot.render.letters import letters_of

__all__ = [
    "attached",
    "hidden_words",
    "ink_at_the_edge",
    "ink_of_pages",
    "outline",
    "page_texts",
    "strange_links",
    "unreadable_fonts",
    "unsound_tags",
    "wrong_page_numbers",
    "wrong_title",
]

_EDGE_MM = 5
_DPI = 50


@cache
def page_texts(file: Path) -> tuple[str, ...]:
    """The text of each page, in the order in which it is drawn."""
    return tuple(page.extract_text() for page in pypdf.PdfReader(file).pages)


def unsound_tags(file: Path) -> tuple[str, ...]:
    """Rules of PDF/UA-1 that the file breaks."""
    found = page_validation.validate_pdf(str(file), profile=page_validation.ValidationProfile.PDF_UA_1)
    return () if found.is_compliant else tuple(str(failure.rule_id) for failure in found.failures) or ("unknown rule",)


def unreadable_fonts(file: Path) -> tuple[str, ...]:
    """Fonts that are not in the file, or whose letters cannot be copied out of it; a file without fonts."""
    with pikepdf.open(file) as pdf:
        fonts = [thing for thing in pdf.objects if _is(thing, "/Type", "/Font")]
        whole = [font for font in fonts if "/DescendantFonts" in font or "/FontDescriptor" in font]
        found = [f"{font.get('/BaseFont')} has no ToUnicode" for font in fonts if not _has_unicode(font, fonts)]
        for font in whole:
            inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                found.append(f"{font.get('/BaseFont')} is not embedded")
    return tuple(found) if whole else ("there is no font in the file",)


def _has_unicode(font: Any, fonts: list[Any]) -> bool:
    """A font that stands inside another is spelt out by that one."""
    inner = {descendant.objgen for other in fonts for descendant in other.get("/DescendantFonts", ())}
    return "/ToUnicode" in font or font.objgen in inner


def _is(thing: Any, key: str, value: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and str(thing.get(key, "")) == value


def attached(file: Path) -> tuple[str, ...]:
    """Files within the file, and things that it would do by itself."""
    with pikepdf.open(file) as pdf:
        found = [f"attachment {name}" for name in pdf.attachments]
        found += [key for key in ("/AF", "/OpenAction", "/AA", "/AcroForm") if key in pdf.Root]
        for thing in pdf.objects:
            if _is(thing, "/Type", "/Filespec") or _is(thing, "/Subtype", "/FileAttachment"):
                found.append("a file specification")
            if isinstance(thing, pikepdf.Dictionary) and ("/JS" in thing or "/JavaScript" in thing):
                found.append("a script")
    return tuple(found)


def strange_links(file: Path) -> tuple[str, ...]:
    """Links that lead neither to a web address, nor to an e-mail address, nor to a place in the file."""
    with pikepdf.open(file) as pdf:
        return tuple(str(link) for link in _links(pdf) if not re.match(r"(https?://|mailto:)[^/]", str(link)))


def _links(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            action = note.get("/A")
            if action is not None and str(action.get("/S")) == "/GoTo":
                continue
            if action is not None:
                yield action.get("/URI", f"an action {action.get('/S')}")
            elif "/Dest" not in note:
                yield f"an annotation {note.get('/Subtype')} that leads nowhere"


def wrong_title(file: Path, language: str, title: str) -> tuple[str, ...]:
    """Language and title as the guide has them, the title shown in place of the file's name."""
    found = []
    with pikepdf.open(file) as pdf:
        if str(pdf.Root.get("/Lang", "")) != language:
            found.append(f"the language is {pdf.Root.get('/Lang')}, not {language}")
        for name, stated in (
            ("properties", str(pdf.docinfo.get("/Title", ""))),
            ("metadata", str(pdf.open_metadata().get("dc:title", ""))),
        ):
            if title not in stated:
                found.append(f"the title in the {name} is “{stated}”, without “{title}”")
        if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
            found.append("the title is not shown")
    return tuple(found)


def outline(file: Path) -> tuple[str, ...]:
    """The bookmarks that lead to a page, in their order."""
    with pikepdf.open(file) as pdf, pdf.open_outline() as marks:
        names: list[str] = []
        stack = list(reversed(marks.root))
        while stack:
            mark = stack.pop()
            if mark.destination is not None or mark.action is not None:
                names.append(str(mark.title))
            stack.extend(reversed(mark.children))
    return tuple(names)


def wrong_page_numbers(file: Path) -> tuple[str, ...]:
    """Pages that do not say “page x of y”, with the right x and y."""
    texts = page_texts(file)
    return tuple(
        f"page {number} of {len(texts)} does not say so"
        for number, text in enumerate(texts, 1)
        if not re.search(rf"\bpage\s{number}\sof\s{len(texts)}\b", text)
    )


def ink_at_the_edge(file: Path) -> tuple[str, ...]:
    """Pages with ink within 5 mm of the edge of the paper, where printers do not print. Needs poppler's pdftoppm."""
    pictures = _grey_pages(file)
    found = [f"page {number}" for number, one in enumerate(pictures, 1) if _darkest_at_the_edge(one) < 240]
    return tuple(found) if pictures else ("there is no page",)


def ink_of_pages(file: Path) -> tuple[float, ...]:
    """How much of each page is covered with ink, in percent: all black would be 100. Needs poppler's pdftoppm."""
    bodies = (_rows(one) for one in _grey_pages(file))
    return tuple(100 * (1 - sum(map(sum, rows)) / (255 * len(rows) * len(rows[0]))) for rows in bodies)


def _grey_pages(file: Path) -> tuple[bytes, ...]:
    """The pages as grey pictures (PGM)."""
    with tempfile.TemporaryDirectory() as folder:
        command = [shutil.which("pdftoppm") or "pdftoppm", "-gray", "-r", str(_DPI), str(file), f"{folder}/p"]
        subprocess.run(command, check=True, capture_output=True)
        return tuple(picture.read_bytes() for picture in sorted(Path(folder).iterdir()))


def _rows(pgm: bytes) -> list[bytes]:
    """The greys of a picture, a row each; 255 is white."""
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", pgm)
    assert header, "pdftoppm -gray writes P5"
    width, height, body = int(header[1]), int(header[2]), pgm[header.end() :]
    return [body[y * width : (y + 1) * width] for y in range(height)]


def _darkest_at_the_edge(pgm: bytes) -> int:
    """The darkest grey of the outer strip, 255 where it is white."""
    rows = _rows(pgm)
    strip = int(_EDGE_MM / 25.4 * _DPI)
    ends = rows[:strip] + rows[-strip:]
    sides = [row[:strip] + row[-strip:] for row in rows]
    return min(min(row) for row in (*ends, *sides))


@cache
def hidden_words(file: Path) -> str:
    """The letters of everything in the file that is not drawn: metadata, bookmarks, tags, attachments, comments."""
    with pikepdf.open(file) as pdf:
        pieces = [str(value) for thing in pdf.objects for value in _strings(thing)]
        pieces += [str(value) for value in pdf.docinfo.values()]
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                pieces += _stream_words(thing)
    return "\n".join(letters_of(piece) for piece in pieces)


def _strings(thing: Any) -> Iterator[pikepdf.String]:
    """Every string in an object, which are many objects in one; references are followed from the list of all."""
    stack = [thing]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.String):
            yield one
        elif isinstance(one, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
            inside = list(one) if isinstance(one, pikepdf.Array) else [value for _, value in one.items()]
            stack += [value for value in inside if not getattr(value, "is_indirect", False)]


def _stream_words(stream: Any) -> Iterator[str]:
    if str(stream.get("/Subtype", "")) == "/Image":
        return
    data = stream.read_bytes()
    yield data.decode("utf-8", "ignore")
    if b"BDC" in data:
        for instruction in pikepdf.parse_content_stream(stream):
            if str(instruction.operator) in {"BDC", "DP"}:
                yield from (str(value) for operand in instruction.operands for value in _strings(operand))
    elif "/Length1" not in stream and "/Subtype" not in stream:  # not a font
        yield data.decode("utf-16-be", "ignore")
        yield data.decode("utf-16-le", "ignore")
