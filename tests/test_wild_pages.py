"""Guides that nobody wrote, printed: every format, theme and document, with nothing lost, cut, doubled or out of place.

The 24 here are modest ones, so that they are quick; `python bench/pages.py` prints 300, with the longest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from moot.load.guide_folder import load_guide
from moot.plan.session import plan_session
from moot.render.html import page_html, style_sheets
from moot.render.look import PAPERS, Look
from moot.render.pdf import render_pdf
from moot.render.results import Fault
from pdf_faults import ink_of_pages
from wild_guides import DOCUMENTS, TRAITS, look_of, write_wild_guide
from wild_pages import documents, folders_of, print_wild, themes

pytestmark = pytest.mark.xdist_group("wild_pages")

SEEDS = range(24)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wild_guide_is_printed_without_a_fault(seed: int, tmp_path: Path) -> None:
    printed = print_wild(seed, tmp_path, modest=True)
    assert printed.faults == (), f"{printed.theme or 'usual look'}, {printed.paper}, {printed.document}, {printed.look}"
    assert printed.pages > 0


def test_the_seeds_show_everything_there_is(tmp_path: Path) -> None:
    looks = [look_of(seed, themes(), documents()) for seed in SEEDS]
    assert {look.paper for look, _ in looks} == set(PAPERS)
    assert {look.theme for look, _ in looks} == set(themes())
    assert {document.removesuffix(".html") for _, document in looks} == set(documents()) <= set(DOCUMENTS)
    assert any(look.large for look, _ in looks) and any(look.sides == 2 for look, _ in looks)
    assert set().union(*(write_wild_guide(tmp_path, seed).traits for seed in SEEDS)) == set(TRAITS)


def test_a_seed_makes_the_same_files_each_time(tmp_path: Path) -> None:
    one, two = (write_wild_guide(tmp_path / name, TRAITS.index("excerpts")).folder for name in ("one", "two"))
    files = sorted(file.relative_to(one) for file in one.rglob("*") if file.is_file())
    assert files and all((one / name).read_bytes() == (two / name).read_bytes() for name in files)
    assert {name.name for name in files} >= {"guide.yaml", "text.md", "part-1.yaml"}


def test_two_hundred_readings_and_long_lists_are_read_without_a_problem(tmp_path: Path) -> None:
    many = load_guide(write_wild_guide(tmp_path, TRAITS.index("many readings")).folder)
    long = load_guide(write_wild_guide(tmp_path, TRAITS.index("long lists")).folder)
    assert len(many.guide.readings) == 200 and len(long.guide.glossary) == 70


def test_ink_is_measured_in_percent_of_the_paper(tmp_path: Path) -> None:
    html = "<!DOCTYPE html><html lang=en><head><title>A page</title></head><body><p>x</p><div></div></body></html>"
    file = tmp_path / "page.pdf"
    for css, least, most in (
        ("", 0, 0.2),
        ("div{height:50mm;background:#000}", 47, 53),
        ("html{background:#000}", 99, 100),
    ):
        file.write_bytes(render_pdf(html, [("page.css", "@page{size:100mm;margin:0}p{margin:0;height:5mm}" + css)]).pdf)
        (ink,) = ink_of_pages(file)
        assert least <= ink <= most


Print = Callable[[str], tuple[Fault, ...]]


@pytest.fixture(scope="module")
def printed_with(small_guide: Path) -> Print:
    """Prints one document after a few lines of CSS were added to our own."""
    loaded = load_guide(small_guide)
    look, folders = Look().plain(), folders_of("")
    whole = asdict(plan_session(loaded, loaded.guide.sessions[0], "participant"))
    # A few pages are enough, and quick.
    left_out = dict.fromkeys(("quotations", "counterpoint", "others", "people", "terms", "norms", "protocols"), ())
    html = page_html(whole | left_out, folders, look)

    def render(css: str) -> tuple[Fault, ...]:
        sheets = [*style_sheets(folders, look), ("css/own.css", css)]
        return render_pdf(html, sheets, guide_folder=loaded.folder, asset_folders=folders).faults

    return render


def test_as_it_is_the_document_has_no_fault(printed_with: Print) -> None:
    assert [fault for fault in printed_with("") if fault.severity != "note"] == []


SPOILT = {
    "a box too low for its words": ("clipped text", ".summary{height:5mm;overflow:hidden}"),
    "a box that cuts lines off": ("lost text", ".row p{max-lines:1;continue:discard}"),
    "a frame too low for its words": ("outside its box", ".focus{height:6mm}"),
    "numbers too far out": ("outside the page", ".pn{left:-30mm}"),
    "a line that does not break": ("outside the page", ".meeting{white-space:nowrap;font-size:20pt}"),
    "running heads too high": ("outside the page", "@page{@top-left{padding-bottom:16mm}}"),
    "side notes laid over the text": ("overlapping text", ".question-side{position:absolute;left:0;top:0}"),
    "pictures laid over the text": ("overlapping text", ".picture img{margin-bottom:-30mm;width:90mm;height:60mm}"),
    "lines through the words": ("overlapping text", ".meeting{border-bottom:1pt solid;padding:0;height:8pt}"),
    "a tint laid over the words": ("overlapping text", "h1{background:#ddd;margin-bottom:-8mm;padding-bottom:9mm}"),
    "a part that hangs over the edge": ("ink at the edge", "h2.part{margin-right:-14mm}"),
    "a tint up to the edge": ("ink at the edge", "html{background:#eee}"),
    "words too pale": ("faint text", ".quiet{color:#999}"),
    "words that are not drawn": ("lost text", ".meeting{visibility:hidden}"),
    "questions that may be cut": ("split question", ".question{break-inside:auto;padding-bottom:70mm}"),
    "rows that may be cut": ("split block", "tr{break-inside:auto !important} td{padding-bottom:60mm !important}"),
    "headings that let go": (
        "stranded heading",
        "h2.part{break-after:auto} .question:first-of-type{break-before:auto;padding-bottom:200mm}",
    ),
    "pages with nothing on them": (
        "empty page",
        ".lines{break-before:page;break-after:page;background:none !important}",
    ),
    "a letter that no font has": ("missing character", ".x{} h1::after{content:'\\1f9a5'}"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_style_sheet_is_found_out(name: str, printed_with: Print) -> None:
    kind, css = SPOILT[name]
    assert kind in {fault.kind for fault in printed_with(css)}
