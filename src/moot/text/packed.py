"""Files that are packed folders, as Word documents and EPUBs are: read by name, within limits, never unpacked.

What a packed file says of its own sizes is not believed: members are read up to the limit and no further. XML is read
without document types and entities, by which a small file could grow without end or read others.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any
from xml.etree import ElementTree

from moot.text.imported import refused

__all__ = ["METHODS", "MOST_BYTES", "MOST_MEMBERS", "Packed", "xml_of"]

MOST_MEMBERS = 2_000
MOST_BYTES = 100 * 1024 * 1024
"""Of all members together, unpacked."""
_MOST_ELEMENTS = 2_000_000  # of one XML member: each takes far more memory than bytes of the file
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How documents are packed. Others unpack all at once, whatever was asked for."""
_MOST_XML = 40 * 1024 * 1024  # bytes of one XML member: a book of a million words has ten

_DOCTYPE = re.compile(rb"<!DOCTYPE[^<>\[]{0,300}>", re.IGNORECASE)
_DEPTH = 200


class Packed:
    """A packed file, by the names of its members. Raises GuideProblems where it is damaged, locked or a bomb."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
            raise refused(name, "this file is damaged or not whole", "Copy or download it again.") from None
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
            raise self._too_large()
        if any(member.flag_bits & 1 for member in members):
            hint = "Open it with its password in the program it was made with, and save it without one."
            raise refused(name, "this file is locked with a password", hint)
        if any(member.compress_type not in METHODS for member in members):
            hint = "Save it anew in the program it was made with."
            raise refused(name, "this file is packed in a way that no document is", hint)
        self._members = {member.filename: member for member in members}
        self._left = MOST_BYTES

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all members, as they are written in it."""
        return tuple(self._members)

    def read(self, member: str) -> bytes | None:
        """The bytes of a member; None where there is none of that name."""
        found = self._members.get(member)
        if found is None:
            return None
        try:
            with self._zip.open(found) as stream:
                data = stream.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError, RuntimeError):
            hint = "Copy or download it again, or save it anew in the program it was made with."
            raise refused(self.name, "this file is damaged: a part of it cannot be unpacked", hint) from None
        self._left -= len(data)
        if self._left < 0:
            raise self._too_large()
        return data

    def xml(self, member: str) -> ElementTree.Element | None:
        """The root of an XML member; None where there is none of that name. Raises GuideProblems as `xml_of` does."""
        data = self.read(member)
        return None if data is None else xml_of(data, self.name, member)

    def _too_large(self) -> Exception:
        hint = "Save it anew in the program it was made with, without pictures, or save it as plain text."
        return refused(self.name, "unpacked, this file is larger than 100 MB or has more than 2,000 parts", hint)


def xml_of(data: bytes, name: str, member: str = "") -> ElementTree.Element:
    """The root of an XML document. A document type without declarations of its own, as web pages have, is left out.

    Raises GuideProblems where it is no XML, larger than 40 MB, nested deeper than 200, or declares entities.
    """
    part = f": {member}" if member else ""
    if len(data) > _MOST_XML:
        raise refused(name, f"a part of this file is larger than 40 MB{part}", "Save it as plain text.")
    plain = _DOCTYPE.sub(b"", data, count=1)
    if b"\0" in plain[:200]:  # UTF-16, in which the signs below are spelt otherwise
        try:
            plain = plain.decode("utf-16").encode("utf-8")
            plain = re.sub(rb"^\s*<\?xml[^>]{0,200}\?>", b"", plain)
        except UnicodeDecodeError:
            raise refused(name, f"this file is damaged{part}", "Copy or download it again.") from None
    if b"<!DOCTYPE" in plain.upper() or b"<!ENTITY" in plain.upper():
        hint = "It may be meant to harm. If you trust it, open it in the program for it and save it as plain text."
        raise refused(name, f"this file declares entities, which is not read{part}", hint)
    try:
        return _parsed(plain)
    except OverflowError:
        hint = "Save it anew in the program it was made with, or save it as plain text."
        raise refused(name, f"a part of this file has more than two million elements{part}", hint) from None
    except (ElementTree.ParseError, ValueError, LookupError):
        raise refused(name, f"this file is damaged: it is no sound XML{part}", "Copy or download it again.") from None
    except RecursionError:
        raise refused(name, f"this file is nested too deeply{part}", "Save it as plain text.") from None


def _parsed(data: bytes) -> ElementTree.Element:
    parser: Any = ElementTree.XMLPullParser(("start", "end"))
    root: ElementTree.Element | None = None
    depth = count = 0
    for start in range(0, len(data), 65536):
        parser.feed(data[start : start + 65536])
        for event, element in parser.read_events():
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            count += event == "start"
            if depth > _DEPTH:
                raise RecursionError
            if count > _MOST_ELEMENTS:
                raise OverflowError
    parser.close()
    if root is None:
        raise ValueError("nothing in it")
    return root
