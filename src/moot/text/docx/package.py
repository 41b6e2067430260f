"""A Word document as a packed folder: which member is the text, where its notes and lists are, who made it."""

from __future__ import annotations

import posixpath
import re
from xml.etree import ElementTree

from moot.text.imported import refused
from moot.text.packed import Packed, xml_of

__all__ = ["Package", "R", "W", "value"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"

# ISO 29500 "strict" documents, which Word can save, differ in these names only.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)

_OTHERS = {
    "xl/workbook.xml": "a spreadsheet (Excel)",
    "ppt/presentation.xml": "a presentation (PowerPoint)",
    "META-INF/container.xml": "an EPUB",
    "content.xml": "an OpenDocument file",
}
_NOBODY = {
    "", "admin", "administrator", "anonymous", "apache poi", "author", "autor", "auteur", "benutzer", "docx4j", "guest",
    "home", "hp", "lenovo", "microsoft office user", "microsoft-konto", "owner", "pc", "python-docx", "student",
    "system", "un-named", "unknown", "user", "usuario", "utilisateur", "windows user", "windows-benutzer", "автор",
    "пользователь",
}  # fmt: skip
_NO_TITLE = re.compile(
    r"(?:microsoft word - |document ?\d*$|dokument ?\d*$|untitled|word document$|\W*$)", re.IGNORECASE
)
_FILE_NAME = re.compile(r"\.(?:docx?|odt|rtf|txt|pdf)$", re.IGNORECASE)
_LONGEST = 500  # characters of a title or name in the document's data


class Package:
    """A Word document by what its members are for. Raises GuideProblems where it is none, or cannot be read."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._packed = Packed(data, name)
        first = self._relations("")
        self._core = next((target for kind, target, _ in first.values() if kind == "core-properties"), "")
        told = next((target for kind, target, _ in first.values() if kind == "officeDocument"), "")
        self._main = told if told in self._packed.names else "word/document.xml"
        self._refuse_others()
        self._links = self._relations(self._main)

    def _refuse_others(self) -> None:
        names = set(self._packed.names)
        for member, what in _OTHERS.items():
            if member in names and self._main not in names:
                hint = "Name a Word document (.docx), or copy the text into one."
                raise refused(self.name, f"this is {what}, not a Word document", hint)
        if self._main not in names or self._main.startswith(("xl/", "ppt/")):
            what = "a spreadsheet (Excel)" if self._main.startswith("xl/") else "a presentation (PowerPoint)"
            known = self._main.startswith(("xl/", "ppt/"))
            message = f"this is {what}, not a Word document" if known else "there is no Word document in this file"
            raise refused(self.name, message, "Open it in the program it was made with, and save it as .docx.")

    def body(self) -> ElementTree.Element:
        """The body of the document."""
        root = self._xml(self._main)
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            hint = "Open it in the program it was made with, and save it as .docx."
            raise refused(self.name, "there is no Word document in this file", hint)
        return body

    def part(self, kind: str) -> ElementTree.Element | None:
        """The member that the document uses as its `styles`, `numbering`, `footnotes` or `endnotes`; None if none."""
        target = next((target for found, target, _ in self._links.values() if found == kind), "")
        return self._xml(target) if target else None

    def link(self, identity: str, kind: str = "hyperlink") -> str:
        """Where the relationship of that id leads; "" where it is not to the world outside."""
        found, target, outside = self._links.get(identity, ("", "", False))
        return target if outside and found == kind else ""

    def links_of(self, kind: str) -> Package:
        """The same package as its notes see it: their ids of links are their own."""
        target = next((target for found, target, _ in self._links.values() if found == kind), "")
        other = object.__new__(Package)
        other.__dict__.update(self.__dict__)
        other._links = self._relations(target) if target else {}
        return other

    def told(self) -> tuple[str, tuple[str, ...], str]:
        """(title, authors, language) as the document's data state them; what programs fill in is not believed."""
        core = self._xml(self._core or "docProps/core.xml")
        if core is None:
            return "", (), ""
        title, creator, language = (
            " ".join((core.findtext(f"{_DC}{tag}") or "")[:_LONGEST].split())
            for tag in ("title", "creator", "language")
        )
        if _NO_TITLE.match(title) or _FILE_NAME.search(title):
            title = ""
        names = (name.strip() for name in creator.split(";"))
        return title, tuple(name for name in names if name.casefold() not in _NOBODY), language

    def _xml(self, member: str) -> ElementTree.Element | None:
        data = self._packed.read(member)
        if data is None:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return xml_of(data, self.name, member)

    def _relations(self, member: str) -> dict[str, tuple[str, str, bool]]:
        """id → (last word of its type, target, is it outside?) of a member's relationships; "" is the package."""
        folder, base = posixpath.split(member)
        root = self._xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        for relation in () if root is None else root:
            target, outside = relation.get("Target", ""), relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = relation.get("Type", "").rpartition("/")[2], target, outside
        return found


def value(element: ElementTree.Element | None, name: str = "val") -> str:
    """An attribute of the main namespace; "" where it, or the element, is not there."""
    return "" if element is None else element.get(W + name, "")
