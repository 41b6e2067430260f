"""What the last step does to a file that is to be read, and that it leaves alone what it does not understand."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from PIL import Image

from moot.render import watch
from moot.render.finish import finish
from moot.render.letters import letters_of
from moot.render.pdf import load, render_pdf
from moot.render.results import Run

pytestmark = pytest.mark.xdist_group("finish")

CSS = """@page { size: A5; margin: 15mm }
@page { @top-left { content: "Running head" } @bottom-right { content: counter(page) } }
body { font: 10pt/14pt "Source Serif 4", "Literata", "Noto Sans Hebrew", "Noto Sans Arabic" }"""
BODY = """<h1 id=top>Names</h1><p>Peace or war, <a href=https://example.org/>a link</a> and <a href='#top'>another</a>.
<p>The word <span lang=he>שלום</span> and λόγος, <span lang=ru>что делать?</span>
<h2 style='break-before:page'>More</h2><p>The end, <span lang=fa>ایران</span>.<p>Non\u2011breaking."""

Files = tuple[bytes, list[dict[int, Run]]]


def written(body: str = BODY, language: str = "en") -> Files:
    """The file as the engine writes it, and what it told of the pieces of its lines."""
    engine: Any = load()
    html = f"<!DOCTYPE html><html lang={language}><head><title>A page</title></head><body>{body}</body></html>"
    with watch.runs() as runs:
        pdf = engine.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", stylesheets=[engine.CSS(string=CSS)])
    return pdf, runs


@pytest.fixture(scope="module")
def raw() -> Files:
    return written()


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        change(file)
        out = io.BytesIO()
        file.save(out, deterministic_id=True)
    return out.getvalue()


def contents(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [b"".join(part.read_bytes() for part in _parts(page)) for page in file.pages]


def _parts(page: Any) -> list[Any]:
    content = page.obj.Contents
    return list(content) if isinstance(content, pikepdf.Array) else [content]


def unsound(pdf: bytes, *profiles: str) -> list[str]:
    found = []
    for name in profiles or ("PDF_UA_1",):
        report = page_validation.validate_pdf_bytes(pdf, profile=getattr(page_validation.ValidationProfile, name))
        found += [] if report.is_compliant else [str(failure.rule_id) for failure in report.failures]
    return found


def shown(pdf: bytes, folder: Path, *command: str) -> bytes:
    (folder / "x.pdf").write_bytes(pdf)
    whole = command if "x.pdf" in command else (*command, "x.pdf")
    return subprocess.run(whole, cwd=folder, check=True, capture_output=True).stdout


def languages(pdf: bytes) -> list[str]:
    return [code.decode() for content in contents(pdf) for code in re.findall(rb"/Lang \((.*?)\)", content)]


def slots(pdf: bytes) -> list[list[bool]]:
    """For each page, whether each piece of its marked content still belongs to an element."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        flat = list(file.Root.StructTreeRoot.ParentTree.Nums)
        lists = dict(zip(flat[::2], flat[1::2], strict=True))
        return [[element is not None for element in lists[page.obj.StructParents]] for page in file.pages]


def elements(pdf: bytes) -> tuple[set[Any], set[Any]]:
    """The elements that a reader meets on the way down from the root; all that are in the file."""
    met: set[Any] = set()

    def walk(thing: Any) -> None:
        kids = thing.get("/K", ())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                met.add(kid.objgen)
                walk(kid)

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walk(file.Root.StructTreeRoot)
        things = [thing for thing in file.objects if isinstance(thing, pikepdf.Dictionary)]
        return met, {thing.objgen for thing in things if thing.get("/Type") == "/StructElem"}


def test_furniture_is_not_read_aloud(raw: Files) -> None:
    before, after = raw[0], finish(*raw)
    assert [content.count(b"/Pagination") for content in contents(before)] == [0, 0]
    assert [content.count(b"/Artifact\n<</Type /Pagination>>\nBDC") for content in contents(after)] == [2, 2]
    assert all(map(all, slots(before)))
    assert [page.count(False) for page in slots(after)] == [2, 2]
    # What hung outside the tree is in the file no more.
    assert elements(before)[0] < elements(before)[1] and elements(after)[0] == elements(after)[1]


def test_text_and_looks_stay(raw: Files, tmp_path: Path) -> None:
    before, after = raw[0], finish(*raw)
    for number in ("1", "2"):
        command = ("pdftoppm", "-r", "80", "-gray", "-f", number, "-l", number)
        one, two = shown(before, tmp_path, *command), shown(after, tmp_path, *command)
        assert one == two and len(one) > 100_000
    texts = [shown(pdf, tmp_path, "pdftotext", "-raw", "x.pdf", "-").decode() for pdf in (before, after)]
    assert sorted(letters_of(texts[0])) == sorted(letters_of(texts[1])) and "Peace or war" in texts[1]


def test_the_file_is_sound_and_the_same_to_the_byte(raw: Files) -> None:
    after = finish(*raw)
    assert unsound(after) == [] and after == finish(*raw)
    assert contents(finish(after, raw[1])) == contents(after)


def test_links_are_printed(raw: Files) -> None:
    with pikepdf.open(io.BytesIO(finish(*raw))) as file:
        assert [note.F for page in file.pages for note in page.obj.get("/Annots", ())] == [4, 4]


LANGUAGES = [
    ("said in the page", "en", "<p>a <b lang=de>Krieg</b> <b lang=ru>что делать</b> <b lang=fa>ایران</b>", "de ru fa"),
    ("not said, one script", "en", "<p>a <b>שלום</b> <b>السلام</b> <b>λόγος ἀρχή</b>", "he ar el"),
    ("said, though the script is mostly another's", "en", "<p>a <b lang=yi>שלום</b> <b lang=grc>λόγος</b>", "yi grc"),
    ("the document's own", "en", "<p>a <b lang=en>b</b>", ""),
    ("the document's own, in its script", "fa", "<p>ایران", ""),
    ("another in the document's script", "fa", "<p>ایران <b lang=ar>السلام</b> <b lang=en>Peace</b>", "ar en"),
    ("a script of many languages, not said", "en", "<p>a <b>что делать</b>", ""),
    ("two scripts in one piece", "en", "<p>a שלום b", ""),
    ("signs alone", "en", "<p>a\u2011b <b lang=he>12 – 13</b>", ""),
    ("no code of a language", "en", "<p>a <b lang='x) /Evil ('>b</b>", ""),
]


@pytest.mark.parametrize(
    ("body", "language", "codes"), [(b, la, c) for _, la, b, c in LANGUAGES], ids=[c[0] for c in LANGUAGES]
)
def test_words_of_another_language_say_so(body: str, language: str, codes: str) -> None:
    after = finish(*written(body, language))
    assert languages(after) == codes.split() and unsound(after) == []


def test_letters_of_marks_are_sound_for_the_validator() -> None:
    raw = written("<p lang=ar>السلام عليكم", "ar")
    assert unsound(raw[0]) == ["PDFUA1-FONT-UNICODE-MAPPING-001"]
    assert unsound(finish(*raw)) == []


def _content(words: Callable[[bytes], bytes]) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        first = file.pages[0].obj.Contents
        first.write(words(first.read_bytes()))

    return change


def _in_two(file: pikepdf.Pdf) -> None:
    page = file.pages[0].obj
    page.Contents = pikepdf.Array([page.Contents, file.make_stream(b"")])


def _shorter_list(file: pikepdf.Pdf) -> None:
    slots = file.Root.StructTreeRoot.ParentTree.Nums[1]
    for _ in range(3):
        del slots[-1]


NOT_UNDERSTOOD = {
    "words in brackets": _content(lambda data: data + b"\nBT ( BMC EMC ) Tj ET"),
    "a picture in the line": _content(lambda data: data + b"\nq BI /W 1 /H 1 ID x EI Q"),
    "marks not closed": _content(lambda data: b"".join(data.rpartition(b"EMC")[::2])),
    "marks closed before they are opened": _content(lambda data: b"EMC\n/X BMC\n" + data),
    "marks within marks": _content(lambda data: data.replace(b"/Span", b"/Artifact\nBMC\n/Span", 1) + b"\nEMC"),
    "marks of another shape": _content(lambda data: data.replace(b"<</MCID 1>>", b"/Properties", 1)),
    "a number twice": _content(lambda data: data.replace(b"/MCID 1>", b"/MCID 0>", 1)),
    "a number without an element": _shorter_list,
    "a page in two pieces": _in_two,
}


@pytest.mark.parametrize("name", NOT_UNDERSTOOD)
def test_a_page_that_is_not_understood_stays_as_it_was(name: str, raw: Files) -> None:
    before = changed(raw[0], NOT_UNDERSTOOD[name])
    after = finish(before, raw[1])
    assert contents(after)[0] == contents(before)[0]
    # The other page is not worse off for it.
    assert contents(after)[1].count(b"/Pagination") == 2
    assert slots(after)[1].count(False) == 2 and all(slots(after)[0])


def _kids(file: pikepdf.Pdf) -> None:
    file.Root.StructTreeRoot.ParentTree.Kids = pikepdf.Array([])


def _untagged(file: pikepdf.Pdf) -> None:
    del file.Root.StructTreeRoot


@pytest.mark.parametrize("change", [_kids, _untagged])
def test_a_file_whose_tags_are_kept_otherwise_stays_as_it_was(change: Callable[[Any], None], raw: Files) -> None:
    before = changed(raw[0], change)
    assert contents(finish(before, raw[1])) == contents(before)


def test_what_is_no_file_of_ours_comes_back(raw: Files) -> None:
    assert finish(b"no file") == b"no file"

    def strange(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.Annots[0].F = pikepdf.Name.Four

    before = changed(raw[0], strange)
    assert finish(before, raw[1]) == before


def test_runs_of_another_file_are_not_believed(raw: Files) -> None:
    assert languages(finish(raw[0], raw[1][:1])) == [] and languages(finish(raw[0], ())) == []
    assert [content.count(b"/Pagination") for content in contents(finish(raw[0]))] == [2, 2]


def test_the_engine_is_watched_and_let_go() -> None:
    from weasyprint.pdf.stream import Stream

    before = (Stream.__init__, Stream.marked)
    _, runs = written("<p>One<p style='break-before:page;opacity:.5' lang=de>Zwei")
    assert [[run.text for run in page.values()][:1] for page in runs] == [["One"], ["Zwei"]]
    assert runs[1][0].language == "de" and (Stream.__init__, Stream.marked) == before


def rendered(body: str = BODY, **options: Any) -> bytes:
    html = f"<!DOCTYPE html><html lang=en><head><title>A page</title></head><body>{body}</body></html>"
    made = render_pdf(html, [("css/page.css", CSS)], **options)
    assert made.problems == ()
    return made.pdf


def test_every_file_is_finished() -> None:
    pdf = rendered()
    assert languages(pdf) == ["he", "ru", "fa"] and unsound(pdf) == []
    assert [content.count(b"/Pagination") for content in contents(pdf)] == [2, 2]


# The engine leaves the file of its colour profile open.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_archives_get_both_standards() -> None:
    pdf = rendered(pdfa=True)
    assert unsound(pdf, "PDF_UA_1", "PDF_A_2A") == [] and pdf == rendered(pdfa=True)
    assert unsound(rendered(), "PDF_A_2A") != []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.Root.Metadata.read_bytes().count(b"<rdf:RDF") == 1
        with file.open_metadata() as said:
            assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "2", "A")


def test_pictures_have_no_more_dots_than_paper_shows(tmp_path: Path) -> None:
    Image.linear_gradient("L").resize((1200, 900)).save(tmp_path / "map.png")
    pdf = rendered("<p><img src=map.png alt='A map' style='width:1in'>", guide_folder=tmp_path)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        (picture,) = file.pages[0].get_images().values()
        assert 290 <= picture.Width <= 310
