"""The last step of a PDF that is to be read: what the page engine leaves undone for people who listen to it.

Running heads and page numbers are marked as furniture, which is not read aloud in the middle of a sentence; links
are said to be printed; words of another language are said to be so. What is not understood stays as it was.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from moot.render.results import Run

__all__ = ["finish"]

_PRINTED = 4  # the bit of an annotation that says it is printed
_MARK = re.compile(
    rb"/\w+\s+<<\s*/MCID\s+(?P<mcid>\d+)\s*>>\s+BDC(?=\s)"
    # As a word of its own: `/q` would be a name.
    rb"|(?<!\S)(?P<word>BMC|BDC|EMC|BI)(?!\S)"
    rb"|(?P<text>\()"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# A script that is mostly one language, for words whose language nobody said.
_LIKELY = {"HEBREW": "he", "ARABIC": "ar", "GREEK": "el"}
# Shows nothing, is no letter, and searches pass over it.
_NO_LETTER = b"<034F>"
_UA_IN_A = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of the standard that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


@dataclass(frozen=True)
class _Mark:
    """The words in the content of a page that open a piece of marked content."""

    start: int
    end: int
    number: int


def finish(pdf: bytes, runs: Sequence[Mapping[int, Run]] = (), pdfa: bool = False) -> bytes:
    """The same pages with sounder tags; the same bytes for the same input.

    runs: for each page, what is known of its pieces of marked content, by their numbers; () where nothing is.
    pdfa: the file was made as PDF/A-2a and shall say that it is PDF/UA-1 too.
    A file that cannot be read comes back as it is, and so does the content of a page that is not understood.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            _finish_tags(file, runs)
            for page in file.pages:
                _print_links(page)
            _mend_letters(file)
            if pdfa:
                _say_accessible(file)
            written = io.BytesIO()
            mode = pikepdf.ObjectStreamMode.generate
            file.save(written, deterministic_id=True, object_stream_mode=mode, fix_metadata_version=False)
            return written.getvalue()
    except (pikepdf.PdfError, KeyError, TypeError, ValueError):
        # Not damaged perhaps, but not as the page engine writes; to guess would be worse than to leave it.
        return pdf


def _finish_tags(file: pikepdf.Pdf, runs: Sequence[Mapping[int, Run]]) -> None:
    tree = file.Root.get("/StructTreeRoot")
    if not isinstance(tree, pikepdf.Dictionary):
        return
    slots_of, reachable = _slots(tree), _reachable(tree)
    # Another number of pages means that they were not made from these runs.
    known = runs if len(runs) == len(file.pages) else [{}] * len(file.pages)
    main = str(file.Root.get("/Lang", ""))
    for page, said in zip(file.pages, known, strict=True):
        slots, content = slots_of.get(page.get("/StructParents")), page.get("/Contents")
        if slots is None or not isinstance(content, pikepdf.Stream):
            continue
        data = content.read_bytes()
        marks = _marks(data)
        if not marks or max(mark.number for mark in marks) >= len(slots):
            continue
        pieces, at = [], 0
        for mark in marks:
            words = data[mark.start : mark.end]
            if not _is_reached(slots[mark.number], reachable):
                words = b"/Artifact\n<</Type /Pagination>>\nBDC"
                slots[mark.number] = None
            elif mark.number in said and (more := _language(said[mark.number], main)):
                words = words.replace(b">>", more + b">>")
            pieces += [data[at : mark.start], words]
            at = mark.end
        changed = b"".join([*pieces, data[at:]])
        if changed != data:
            content.write(changed)


def _slots(tree: Any) -> dict[Any, Any]:
    """By the number of a page, the elements that its marked content belongs to; {} where they are kept otherwise."""
    parents = tree.get("/ParentTree")
    numbers = parents.get("/Nums") if isinstance(parents, pikepdf.Dictionary) else None
    if not isinstance(numbers, pikepdf.Array) or "/Kids" in parents:
        return {}
    flat = list(numbers)
    return {key: value for key, value in zip(flat[::2], flat[1::2], strict=False) if isinstance(value, pikepdf.Array)}


def _reachable(tree: Any) -> set[tuple[int, int]]:
    """The numbers of all elements that a reader meets on the way down from the root."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [tree.get("/K")]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Array):
            waiting.extend(thing)
        elif isinstance(thing, pikepdf.Dictionary) and thing.objgen not in seen:
            seen.add(thing.objgen)
            waiting.append(thing.get("/K"))
    return seen


def _is_reached(element: Any, reachable: set[tuple[int, int]]) -> bool:
    """Whether an element is part of what is read; what is no element of its own cannot be told, and stays."""
    if not isinstance(element, pikepdf.Dictionary) or element.objgen == (0, 0):
        return True
    return element.objgen in reachable


def _marks(data: bytes) -> list[_Mark] | None:
    """The tagged content of a page; None where it is not of the shape that the page engine writes."""
    marks: list[_Mark] = []
    depth = 0
    for found in _MARK.finditer(data):
        word = found["word"]
        if found["text"] or word in {b"BI", b"BDC"} or (found["mcid"] and depth):
            # Words in brackets and pictures in the line may hold anything, also what looks like a mark.
            return None
        if found["mcid"]:
            marks.append(_Mark(found.start(), found.end(), int(found["mcid"])))
        depth += -1 if word == b"EMC" else 1
        if depth < 0:
            return None
    whole = depth == 0 and len({mark.number for mark in marks}) == len(marks)
    return marks if whole else None


def _language(run: Run, main: str) -> bytes:
    """What marked content says of its language where that is not the document's, else nothing.

    Its text is not added, though the fonts of Arabic would need it: two widespread readers turn it round.
    """
    letters = [letter for letter in run.text if letter.isalpha()]
    language = run.language if _LANGUAGE.fullmatch(run.language) else ""
    if language in {"", main}:
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in letters}
        likely = _LIKELY.get(scripts.pop(), "") if len(scripts) == 1 else ""
        language = likely if likely and not _written_alike(likely, main) else ""
    return b" /Lang (" + language.encode("ascii") + b")" if language and letters else b""


def _written_alike(language: str, main: str) -> bool:
    """Whether a document's own language is written in the script of another: Persian in Arabic letters."""
    alike = {"ar": {"ar", "fa", "ur", "ps", "ckb", "ug", "sd"}, "he": {"he", "yi"}, "el": {"el", "grc"}}
    return main.split("-")[0].lower() in alike[language]


def _print_links(page: Any) -> None:
    for note in page.get("/Annots", ()):
        if str(note.get("/Subtype", "")) == "/Link":
            note["/F"] = int(note.get("/F", 0)) | _PRINTED


def _mend_letters(file: pikepdf.Pdf) -> None:
    """Glyphs that stand for no letter of their own are an error in the font's table of letters; give them one."""
    done = set()
    for page in file.pages:
        for font in page.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary()).values():
            table = font.get("/ToUnicode")
            if isinstance(table, pikepdf.Stream) and table.objgen not in done:
                done.add(table.objgen)
                data = table.read_bytes()
                mended = re.sub(rb"(?m)^(<[0-9A-Fa-f]+>) <>$", rb"\1 " + _NO_LETTER, data)
                if mended != data:
                    table.write(mended)


def _say_accessible(file: pikepdf.Pdf) -> None:
    """Put PDF/UA-1 beside PDF/A into the metadata; PDF/A wants the word explained that it does not know."""
    metadata = file.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return
    before, end, after = metadata.read_bytes().rpartition(b"</rdf:RDF>")
    if end and b"pdfaid:part" in before and b"pdfuaid:part" not in before:
        metadata.write(before + _UA_IN_A + end + after)
