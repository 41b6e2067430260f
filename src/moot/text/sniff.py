"""What sort of document a file is: by what it holds, since endings are often wrong."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from moot.text.imported import refused
from moot.text.packed import METHODS, MOST_MEMBERS

__all__ = ["KIND_NAMES", "Kind", "kind_by_ending", "kind_of"]

Kind = Literal["plain", "markdown", "html", "docx", "epub", "pdf"]

KIND_NAMES: dict[Kind, str] = {
    "plain": "a plain text",
    "markdown": "a Markdown file",
    "html": "a web page",
    "docx": "a Word document",
    "epub": "an EPUB",
    "pdf": "a PDF",
}
"""As messages call them."""

_ENDINGS: dict[str, Kind] = {
    **dict.fromkeys((".txt", ".text"), "plain"),
    **dict.fromkeys((".md", ".markdown", ".mkd", ".mdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".docx", ".docm", ".dotx"), "docx"),
    ".epub": "epub",
    ".pdf": "pdf",
}

_SAVE_AS_DOCX = "Open it in the program it was made with and save it as .docx, or as plain text (.txt, UTF-8)."
_TAKE_WORDS = "A text is needed: .docx, .epub, .html, .pdf, .md or .txt."
_SCANNED = "If it is a picture of a page, let a program for text recognition (OCR) read it first."
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_MEMBER = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF document", _SAVE_AS_DOCX),
    (b"\x89PNG", "a picture", _SCANNED),
    (b"\xff\xd8\xff", "a picture", _SCANNED),
    (b"GIF8", "a picture", _SCANNED),
    (b"II*\0", "a picture", _SCANNED),
    (b"MM\0*", "a picture", _SCANNED),
    (b"AT&TFORM", "a DjVu file", "Export it as PDF or as plain text."),
    (b"%!PS", "a PostScript file", "Make a PDF of it first."),
    (b"\x1f\x8b", "a packed file (gzip)", "Unpack it, and name the text that is in it."),
    (b"7z\xbc\xaf", "a packed file (7z)", "Unpack it, and name the text that is in it."),
    (b"Rar!", "a packed file (RAR)", "Unpack it, and name the text that is in it."),
    (b"BZh", "a packed file (bzip2)", "Unpack it, and name the text that is in it."),
    (b"\xfd7zXZ", "a packed file (xz)", "Unpack it, and name the text that is in it."),
    (b"\x7fELF", "a program", _TAKE_WORDS),
    (b"MZ\x90", "a program", _TAKE_WORDS),
    (b"ID3", "a sound file", _TAKE_WORDS),
    (b"OggS", "a sound file", _TAKE_WORDS),
    (b"SQLite format 3", "a database", _TAKE_WORDS),
)

_WEB_PAGE = re.compile(
    r"(?:\s|<\?xml[^>]{0,200}>|<!--(?:(?!-->).){0,2000}-->){0,20}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"</(?:p|div|h[1-6]|li|td|article|blockquote)\s*>", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6} {1,3}\S", re.MULTILINE)


def kind_by_ending(name: str) -> Kind | None:
    """What the ending of a file's name promises; None for one that promises nothing."""
    dot = name.rfind(".")
    return _ENDINGS.get(name[dot:].lower()) if dot >= 0 else None


def kind_of(data: bytes, name: str) -> Kind:
    """Which importer `data` needs; the ending of `name` decides between plain text and Markdown only.

    Raises GuideProblems where it is none of these, with what it is and what to do instead.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        if _LOCKED_OFFICE in data:
            hint = "Open it with its password and save it without one."
            raise refused(name, "this document is locked with a password", hint)
        raise refused(name, "this is a document of an old Office program (.doc, .xls or .ppt)", _SAVE_AS_DOCX)
    if b"BOOKMOBI" in data[56:80]:
        raise refused(name, "this is a Kindle book", "Convert it to EPUB, if you may, with a program such as Calibre.")
    for start, what, hint in _FOREIGN:
        if data.startswith(start):
            raise refused(name, f"this is {what}, not a text", hint)
    return _words(data, name)


def _packed(data: bytes, name: str) -> Kind:
    if data.count(_MEMBER) > 4 * MOST_MEMBERS:  # looked for before anything of it is believed
        hint = "Unpack it, and name the text that is in it."
        raise refused(name, "this is a packed file with more parts than any document has", hint)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist()[:2_000])
            kind = _mimetype(packed)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, KeyError):
        by_ending = kind_by_ending(name)
        if by_ending in {"docx", "epub"}:
            raise refused(name, "this file is damaged or not whole", "Copy or download it again.") from None
        raise refused(name, "this is a packed file that is damaged", "Copy or download it again.") from None
    if kind == "application/epub+zip" or "META-INF/container.xml" in names:
        return "epub"
    if kind.startswith("application/vnd.oasis.opendocument"):
        what = {"text": "an OpenDocument text", "spreadsheet": "a spreadsheet", "presentation": "slides"}
        found = what.get(kind.rpartition(".")[2].partition("-")[0], "an OpenDocument file")
        raise refused(name, f"this is {found}, which is not read", _SAVE_AS_DOCX)
    if any(part.startswith("xl/") for part in names):
        raise refused(name, "this is a spreadsheet, not a text", _TAKE_WORDS)
    if any(part.startswith("ppt/") for part in names):
        raise refused(name, "these are slides, not a text", "Save their words as .docx or plain text.")
    if "[Content_Types].xml" in names or any(part.startswith("word/") for part in names):
        return "docx"
    if any(part.endswith(".iwa") for part in names):
        raise refused(name, "this is a Pages document", "Export it from Pages as Word (.docx) or EPUB.")
    hint = "Unpack it, and name the text that is in it."
    raise refused(name, "this is a packed folder (zip), not a text", hint)


def _mimetype(packed: zipfile.ZipFile) -> str:
    """What the packed file says it is. Its sizes are not believed, and only methods that unpack in steps are used."""
    if "mimetype" not in packed.namelist() or packed.getinfo("mimetype").compress_type not in METHODS:
        return ""
    with packed.open("mimetype") as stream:
        return stream.read(100).decode("ascii", "replace").strip()


def _words(data: bytes, name: str) -> Kind:
    start = data[:20_000]
    utf_16 = start[:2] in {b"\xff\xfe", b"\xfe\xff"}
    head = start.decode("utf-16" if utf_16 else "utf-8", errors="replace").lstrip("\ufeff")
    by_ending = kind_by_ending(name)
    if _WEB_PAGE.match(head[:3000]) or (by_ending == "html" and _TAGS.search(head)):
        return "html"
    if by_ending != "markdown" and len(_TAGS.findall(head)) >= 5 and head.lstrip().startswith("<"):
        return "html"
    return "markdown" if _is_markdown(by_ending, head) else "plain"


def _is_markdown(by_ending: Kind | None, head: str) -> bool:
    """By its ending, but a .txt with `#` headings is Markdown, and an .md without any mark of it is not."""
    headings = len(_HEADING.findall(head))
    if by_ending == "markdown":
        lines = head.strip().splitlines()
        return bool(headings) or any(not line.strip() for line in lines) or len(lines) < 4
    return headings >= 2
