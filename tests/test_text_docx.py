"""Word documents: what is found in them (text_docx_cases.md), how well (texts marked by hand), and hostile ones."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, compare, read_cases
from marks import Score, marked_texts, score
from moot.problems import GuideProblems
from moot.text.docx import from_docx
from moot.text.imported import Imported
from word_files import BODY, packed, word_file
from word_marked import WORD_LAYOUTS, found_in

CASES = read_cases(Path(__file__).parent / "text_docx_cases.md")


def printed(imported: Imported) -> str:
    """A line for each part, and for what a person should look at."""
    doubts = {doubt.part: doubt.reason for doubt in imported.doubts}
    rows = [f"told: {imported.title} | {', '.join(imported.authors)} | {imported.language}"]
    for i, part in enumerate(imported.parts):
        level = str(part.level) if part.level else ""
        lead = f"{part.kind:<11} {level:<1} {part.marker}".rstrip()
        rows += [f"{lead} | {line}" for line in part.text.split("\n")]
        rows += [f"            ? {doubts[i]}"] if i in doubts else []
    rows += [f"{problem.severity}: {problem.message}" for problem in imported.problems]
    return "\n".join(rows)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_parts_of_a_document(case: Case) -> None:
    compare(case, printed(from_docx(word_file(case.input), "a.docx")))


# Headings found, of those found right, levels right, blocks whole and of their kind, quotations; first without styles,
# then with. What is missing of the blocks: numbered lines that are notes or theses, bylines in other languages.
REACHED = {
    "styled": (1.0, 1.0, 1.0, 0.91, 0.85),
    "libreoffice": (1.0, 1.0, 1.0, 0.91, 0.85),
    "sizes": (0.98, 1.0, 1.0, 0.90, 0.85),
    "bold": (0.96, 1.0, 0.84, 0.90, 0.85),
    "typewriter": (0.98, 0.98, 0.91, 0.90, 0.85),
}
"""Layout → least precision and recall of headings, and shares of levels, of blocks and of quotations that are right."""


@pytest.mark.parametrize("layout", WORD_LAYOUTS)
def test_marked_texts_are_found_again(layout: str) -> None:
    total = Score()
    for text in marked_texts():
        total += score(text.marks, found_in(from_docx(WORD_LAYOUTS[layout](text.marks), "a.docx")))
    quoted = total.quoted_right / total.quotations
    reached = (total.precision, total.recall, total.levels / total.right, total.kinds_right, quoted)
    assert all(got >= least for got, least in zip(reached, REACHED[layout], strict=True)), (layout, reached, total)


PARAGRAPH = "The gate was painted twice that year, and both times by somebody else."


def test_strict_documents_are_read_like_others() -> None:
    source = f"[Heading1] A\n{PARAGRAPH}{{1}}\n[note 1] A note."
    usual = from_docx(word_file(source), "a.docx")
    data = word_file(source)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    strict = {
        name: text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, text in members.items()
    }
    assert strict != members
    assert from_docx(packed(strict), "a.docx") == usual
    assert [part.kind for part in usual.parts] == ["heading", "paragraph", "note"]


def _raw(body: str) -> bytes:
    return word_file("", {"word/document.xml": BODY.format(body)})


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
HOSTILE = {
    "no zip": (b"PK\x03\x04 not really", "damaged"),
    "nothing": (b"", "damaged"),
    "cut off": (word_file(PARAGRAPH)[:900], "damaged"),
    "no document in it": (packed({"hello.txt": "hello"}), "no Word document"),
    "a spreadsheet": (packed({"xl/workbook.xml": "<workbook/>"}), "a spreadsheet"),
    "a presentation": (packed({"ppt/presentation.xml": "<p/>"}), "a presentation"),
    "an open document": (packed({"content.xml": "<office/>"}), "an OpenDocument"),
    "another root": (word_file("", {"word/document.xml": "<html/>"}), "no Word document"),
    "no XML": (word_file("", {"word/document.xml": "hello"}), "no sound XML"),
    "half XML": (word_file("", {"word/document.xml": "<a><b>"}), "no sound XML"),
    "no words": (_raw("<w:p/>"), "no words"),
    "only a picture": (_raw("<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"), "no words"),
    "entities": (word_file("", {"word/document.xml": BOMB + "<a>&b;</a>"}), "entities"),
    "a file of this machine": (word_file("", {"word/document.xml": OUTSIDE + "<a>&a;</a>"}), "entities"),
    "entities in the styles": (word_file(PARAGRAPH, {"word/styles.xml": BOMB + "<a>&b;</a>"}), "entities"),
    "too deep": (_raw("<w:ins>" * 3000 + "</w:ins>" * 3000), "nested too deeply"),
    "three million elements": (_raw("<w:p/>" * 3_000_000), "two million elements"),
    "228 MB of nothing": (_raw("<w:p/>" * (228 * 1024 * 1024 // 6)), "larger"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_one_message(name: str) -> None:
    data, words = HOSTILE[name]
    with pytest.raises(GuideProblems) as caught:
        from_docx(data, "a.docx")
    assert len(caught.value.problems) == 1
    problem = caught.value.problems[0]
    assert words in problem.message and problem.hint and problem.file == "a.docx"


def test_names_that_lead_out_of_the_package_lead_nowhere(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="r"><Relationship Id="a" Type="x/officeDocument" Target="../../../../etc/passwd"/>'
        '<Relationship Id="b" Type="x/core-properties" Target="/../../secret.xml"/></Relationships>'
    )
    imported = from_docx(word_file(PARAGRAPH, {"_rels/.rels": relations, "../../evil.txt": "x"}), "a.docx")
    assert [part.text for part in imported.parts] == [PARAGRAPH]


def test_lists_without_end_and_strange_numbers_do_no_harm() -> None:
    wild = "[list 1: lowerRoman %1. | upperLetter %1%1%1%1]\n[list=1] a\n[list=1 depth=1] b\n[list=99 depth=77] c\n"
    data = word_file(wild + "[list=x] d\n[left=-99999999999 size=4000] e")
    assert len(from_docx(data, "a.docx").parts) == 5


def test_a_book_of_100_000_words_is_read_whole() -> None:
    words = "The gate was __painted__ twice that year, and both times by **somebody** else. " * 8
    source = "\n".join(f"[Heading2] Part {i}\n{words}\n{words}" if i % 4 == 0 else words for i in range(800))
    data = word_file(source)
    imported = from_docx(data, "a.docx")
    assert sum(len(part.text.split()) for part in imported.parts) > 100_000


OPENED = ("p", "r", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent")
PIECES = st.sampled_from(
    [
        *(f"<w:{tag}>" for tag in OPENED),
        *(f"</w:{tag}>" for tag in OPENED),
        "<w:drawing><w:txbxContent>",
        "</w:txbxContent></w:drawing>",
        '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>',
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:fldChar w:fldCharType="separate"/>',
        '<w:fldChar w:fldCharType="end"/>',
        "<w:instrText>TOC</w:instrText>",
        '<w:footnoteReference w:id="1"/>',
        '<w:sym w:char="zz"/>',
        *("<w:t>Gate</w:t>", "<w:t>1. x</w:t>", "<w:t>*</w:t>", "<w:tab/>", "<w:br/>"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_document_is_read_or_refused(pieces: list[str]) -> None:
    """Whatever the order of its elements; what stays open is closed."""
    out, opened = [], []
    for piece in pieces:
        if piece.startswith("</"):
            if not opened or opened[-1] != piece:
                continue
            opened.pop()
        elif piece.startswith("<w:") and piece[3:-1] in OPENED:
            opened.append(f"</{piece[1:]}")
        elif piece == "<w:drawing><w:txbxContent>":
            opened.append("</w:txbxContent></w:drawing>")
        out.append(piece)
    source = "[list 1: decimal %1.]\n[note 1] A note."
    body = "".join([*out, *reversed(opened)])
    try:
        imported = from_docx(word_file(source, {"word/document.xml": BODY.format(body)}), "a.docx")
    except GuideProblems as caught:
        assert len(caught.problems) == 1
    else:
        assert all(part.text for part in imported.parts)
