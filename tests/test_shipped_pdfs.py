"""Every session of every shipped guide, in both editions and on both papers, looked over as a finished PDF.

Each check is seen red on a file that was spoiled on purpose, or on pages made by templates with a fault in them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

import pdf_faults
from facilitators_words import LABELS, for_this_session, leaked, missing, secrets
from moot.build import EDITIONS, PAPERS
from moot.load.guide_folder import Loaded, load_guide
from moot.markdown import plain
from moot.plan.session import plan_session
from moot.problems import GuideProblems
from moot.render.letters import letters_of
from moot.render.look import SMALL_PAPERS
from moot.render.pdf import render_pdf
from pdf_faults import hidden_words, outline, page_texts
from printed import SOME, Sheet, print_one

pytestmark = pytest.mark.xdist_group("pdf")
needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's pdftoppm is not installed")
Sheets = tuple[Sheet, ...]
Asked = tuple[Path, str]
"""A guide's folder, and the question set where it is not the usual one."""


def found_in(sheets: Sheets, check: Callable[[Path], tuple[str, ...]]) -> list[str]:
    """What the check finds, with the name of the file."""
    assert len(sheets) >= 4
    return [f"{sheet}: {finding}" for sheet in sheets for finding in check(sheet.file)]


@pytest.fixture(scope="session")
def guides(sheets: Sheets) -> dict[Asked, Loaded]:
    found = {sheet.asked_of for sheet in sheets}
    return {(folder, asked): load_guide(folder, sets=[asked] if asked else []) for folder, asked in found}


def test_one_worker_prints_for_all(request: pytest.FixtureRequest) -> None:
    """Where xdist does not see groups, each worker prints everything anew, which takes twice the time."""
    assert "@pdf" in request.node.nodeid or not getattr(request.config.option, "loadgroup", False)


def test_every_session_is_there(sheets: Sheets, guides: dict[Asked, Loaded]) -> None:
    wanted = {
        (asked_of, session.id, edition, paper)
        for asked_of, loaded in guides.items()
        for number, session in enumerate(loaded.guide.sessions)
        for edition in EDITIONS
        for paper in (PAPERS[:1] if asked_of[1] else PAPERS)
        if number < len(SOME) or not (asked_of[1] or paper != PAPERS[0])
    }
    assert {(sheet.asked_of, sheet.session, sheet.edition, sheet.paper) for sheet in sheets} == wanted
    assert len({folder for folder, _ in guides}) >= 3
    assert {asked for _, asked in guides} == {"", "newcomers", "seminar"}
    assert all(sheet.pages == len(page_texts(sheet.file)) for sheet in sheets)


CHECKS = {
    "unsound tags": pdf_faults.unsound_tags,
    "unreadable fonts": pdf_faults.unreadable_fonts,
    "attachments": pdf_faults.attached,
    "strange links": pdf_faults.strange_links,
    "wrong page numbers": pdf_faults.wrong_page_numbers,
}


@pytest.mark.parametrize("name", CHECKS)
def test_no(name: str, sheets: Sheets) -> None:
    assert found_in(sheets, CHECKS[name]) == []


@needs_poppler
def test_no_ink_at_the_edge_of_the_paper(sheets: Sheets) -> None:
    assert found_in(sheets, pdf_faults.ink_at_the_edge) == []


def test_language_and_title(sheets: Sheets, guides: dict[Asked, Loaded]) -> None:
    found = []
    for sheet in sheets:
        about = guides[sheet.asked_of].guide.about
        title = next(session.title for session in about.sessions if session.id == sheet.session)
        found += [f"{sheet}: {finding}" for finding in pdf_faults.wrong_title(sheet.file, about.language, title)]
    assert found == []


def test_no_fault_of_layout(sheets: Sheets) -> None:
    """Tofu, lost, doubled and cut text stop a build; what only looks wrong is a remark. A short last page may be."""
    remarks = [f"{sheet}: {one}" for sheet in sheets for one in sheet.remarks if one.rule != "nearly empty page"]
    assert remarks == []


# The same numbers in both editions


def wide(sheets: Sheets) -> list[Sheet]:
    """Those on whole sheets: on half ones a label is drawn after the words it stands beside."""
    return [sheet for sheet in sheets if sheet.paper not in SMALL_PAPERS]


def test_questions_have_the_same_numbers_in_both_editions(sheets: Sheets, guides: dict[Asked, Loaded]) -> None:
    bookmarks: dict[tuple[Asked, str], set[tuple[str, ...]]] = {}
    for sheet in wide(sheets):
        loaded = guides[sheet.asked_of]
        session = next(one for one in loaded.guide.sessions if one.id == sheet.session)
        letters = letters_of("".join(page_texts(sheet.file)))
        for question in plan_session(loaded, session, "participant").questions:
            asked = question.label + question.setup + question.ask
            assert letters_of(asked) in letters, f"{sheet}: {question.label} is not “{question.ask}”"
        labels = tuple(name for name in outline(sheet.file) if re.match(r"Q\d", name))
        assert len(labels) > 4, f"{sheet}: bookmarks {labels}"
        bookmarks.setdefault((sheet.asked_of, sheet.session), set()).add(labels)
    assert [labels for labels in bookmarks.values() if len(labels) > 1] == []


def test_paragraphs_have_the_same_numbers_in_both_editions(sheets: Sheets, guides: dict[Asked, Loaded]) -> None:
    numbers: dict[tuple[Asked, str], set[tuple[str, ...]]] = {}
    for sheet in wide(sheets):
        loaded = guides[sheet.asked_of]
        if loaded.text is not None:
            session = next(one for one in loaded.guide.sessions if one.id == sheet.session)
            blocks = [b for section in plan_session(loaded, session, "participant").sections for b in section.blocks]
            printed = tuple(number_of(block.text, sheet.file) for block in blocks if block.number is not None)
            assert printed == tuple(f"¶{block.number}" for block in blocks if block.number is not None), sheet
            numbers.setdefault((sheet.asked_of, sheet.session), set()).add(printed)
    assert len(numbers) >= 2 and all(len(found) == 1 for found in numbers.values())
    assert sum(len(printed) for found in numbers.values() for printed in found) >= 13


def number_of(paragraph: str, file: Path) -> str:
    """The number at a paragraph; it hangs beside the first line and is drawn when the paragraph is."""
    first = _squeezed(" ".join(plain(paragraph).split()[:5]))
    found = re.search(rf"{re.escape(first)}[^¶]*(¶\d+)", _squeezed("".join(page_texts(file))))
    return found[1] if found else "none"


def _squeezed(text: str) -> str:
    return re.sub(r"[^\w¶]", "", re.sub(r"(¶\d+)", r"\1¶", text).casefold())  # ¶7, and a list beginning 1.


# What is for the facilitator stays with the facilitator


def all_letters(file: Path) -> str:
    """Letters of the pages, page by page and as one, and of everything in the file that is not seen."""
    texts = page_texts(file)
    return "\n".join([letters_of(" ".join(texts)), *map(letters_of, texts), hidden_words(file)])


def test_participants_get_no_word_that_is_for_the_facilitator(sheets: Sheets, guides: dict[Asked, Loaded]) -> None:
    known = {folder: secrets(loaded) for folder, loaded in guides.items()}
    assert min(map(len, known.values())) > 100
    leaks = {
        str(sheet): leaked(known[sheet.asked_of], all_letters(sheet.file))
        for sheet in sheets
        if sheet.edition == "participant"
    }
    assert {name: runs[:5] for name, runs in leaks.items() if runs} == {}


def test_the_facilitator_gets_every_one_of_them(sheets: Sheets, guides: dict[Asked, Loaded]) -> None:
    lacks = {}
    for sheet in sheets:
        if sheet.edition == "facilitator":
            loaded = guides[sheet.asked_of]
            session = next(one for one in loaded.guide.sessions if one.id == sheet.session)
            texts = for_this_session(loaded, session)
            assert len(texts) > 8
            lacks[str(sheet)] = missing(texts, letters_of("".join(page_texts(sheet.file))))
    assert {name: texts[:5] for name, texts in lacks.items() if texts} == {}


def test_a_leak_would_be_seen_wherever_it_is(small: Sheet, guides: dict[Asked, Loaded], tmp_path: Path) -> None:
    loaded = guides[small.asked_of]
    known = secrets(loaded)
    facilitators = small.file.with_name(small.file.name.replace("participant", "facilitator"))
    assert len(leaked(known, all_letters(facilitators))) > 50
    assert {letters_of(label) for label in LABELS} <= set(leaked(known, all_letters(facilitators)))
    probe = loaded.guide.questions["understood"].probes[0]
    for name, hide in HIDING_PLACES.items():
        file = tmp_path / f"{name}.pdf"
        with pikepdf.open(small.file) as pdf:
            hide(pdf, probe)
            pdf.save(file)
        assert leaked(known, all_letters(file)), f"not found in the {name}"


def in_properties(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.docinfo["/Subject"] = text


def in_metadata(pdf: pikepdf.Pdf, text: str) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = text


def in_bookmarks(pdf: pikepdf.Pdf, text: str) -> None:
    with pdf.open_outline() as marks:
        marks.root.append(pikepdf.OutlineItem(text, 0))


def in_an_attachment(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.attachments["notes.txt"] = text.encode()


def in_a_picture(pdf: pikepdf.Pdf, text: str) -> None:
    figure = next(one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure")
    figure["/Alt"] = text


def in_a_marked_passage(pdf: pikepdf.Pdf, text: str) -> None:
    hexed = (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"/Span <</ActualText <" + hexed + b">>> BDC EMC"))


HIDING_PLACES = {
    "properties": in_properties,
    "metadata": in_metadata,
    "bookmarks": in_bookmarks,
    "attachment": in_an_attachment,
    "description of a picture": in_a_picture,
    "marked passage": in_a_marked_passage,
}


# Each check seen red: a sound file, spoiled


@pytest.fixture(scope="session")
def small(sheets: Sheets) -> Sheet:
    """The small guide's first handout, which has a picture, a link and four scripts in it."""
    return next(one for one in sheets if (one.guide.name, one.session, one.edition) == ("small", "s1", "participant"))


def without_unicode(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            del one["/ToUnicode"]


def without_font_files(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            for key in {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()):
                del one[key]


def without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def with_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"text"


def with_link_to_a_file(pdf: pikepdf.Pdf) -> None:
    links = [note for page in pdf.pages for note in page.get("/Annots", ()) if "/URI" in note.get("/A", {})]
    links[0]["/A"]["/URI"] = pikepdf.String("file:///etc/hosts")


def without_a_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


SPOILED = {
    "without unicode": (without_unicode, "unreadable fonts"),
    "without font files": (without_font_files, "unreadable fonts"),
    "without tags": (without_tags, "unsound tags"),
    "with attachment": (with_attachment, "attachments"),
    "with a link to a file": (with_link_to_a_file, "strange links"),
    "without a page": (without_a_page, "wrong page numbers"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_file_is_noticed(name: str, small: Sheet, tmp_path: Path) -> None:
    spoil, check = SPOILED[name]
    file = tmp_path / "spoiled.pdf"
    with pikepdf.open(small.file) as pdf:
        spoil(pdf)
        pdf.save(file)
    assert CHECKS[check](small.file) == ()
    assert CHECKS[check](file) != ()


def test_a_wrong_title_and_no_bookmarks_are_noticed(small: Sheet, tmp_path: Path) -> None:
    file = tmp_path / "spoiled.pdf"
    with pikepdf.open(small.file) as pdf:
        del pdf.Root["/Lang"], pdf.Root["/Outlines"], pdf.docinfo["/Title"]
        pdf.save(file)
    assert len(pdf_faults.wrong_title(file, "en", "Eleven minutes")) == 2
    assert outline(file) == () and len(outline(small.file)) > 10


# Each fault of layout seen red: a sound guide, templates with a fault

WORDS = "When the tide goes out one sees who swam without a suit. "
FAULTY = {
    "missing character": ("parts/closing.html", "<p>One sign that no font has: \U0001f9ed</p>", "no font has this"),
    "outside the page": ("css/own.css", ".focus .ask { margin-left: 150mm; white-space: nowrap }", "outside the page"),
    "lost text": (
        "parts/closing.html",
        f"<p>{WORDS * 60}<span style='float:left;width:40mm'>{WORDS * 60}</span>{WORDS}</p>",
        "missing on the page",
    ),
    "stranded heading": (
        "parts/closing.html",
        "<h2 style='break-before:page;break-after:auto;margin-top:225mm'>Alone</h2><p style='padding-top:40mm'>Far</p>",
        "the last thing on its page",
    ),
    "split question": (
        "css/own.css",
        ".question, .question-row { break-inside: auto; display: block } .question-main { display: block }"
        " .question .ask { margin-bottom: 70mm }",
        "split over two pages",
    ),
}


@pytest.mark.parametrize("kind", FAULTY)
def test_a_fault_of_layout_is_noticed(kind: str, small_guide: Path, tmp_path: Path) -> None:
    name, body, words = FAULTY[kind]
    file = tmp_path / "templates" / name
    file.parent.mkdir(parents=True)
    file.write_text(body, encoding="utf-8")
    try:
        _, remarks = print_one(small_guide, tmp_path / "out", tmp_path / "templates")
    except GuideProblems as refused:
        remarks = refused.problems
        assert not (tmp_path / "out").exists()
    assert [one for one in remarks if one.rule == kind and words in one.message]


@needs_poppler
def test_ink_at_the_edge_is_noticed(small_guide: Path, tmp_path: Path) -> None:
    file = tmp_path / "templates" / "css" / "own.css"
    file.parent.mkdir(parents=True)
    file.write_text("@page { background: #ddd }", encoding="utf-8")
    with pytest.raises(GuideProblems) as refused:
        print_one(small_guide, tmp_path / "out", tmp_path / "templates")
    assert {one.rule for one in refused.value.problems} == {"ink at the edge"}
    html = "<!DOCTYPE html><html lang=en><head><title>Grey</title></head><body><p>Grey to the edge</p></body></html>"
    printed = tmp_path / "grey.pdf"
    printed.write_bytes(render_pdf(html, [("page.css", "@page { background: #ddd }")]).pdf)
    assert pdf_faults.ink_at_the_edge(printed) != ()
