"""The codes of the page of links, read back from printed pages as a telephone would read them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image

from moot.load.guide_folder import load_guide
from moot.plan.session import plan_session
from moot.plan.view import SessionPlan
from moot.render.codes import BORDER, code_address, code_width
from moot.render.html import page_html, style_sheets
from moot.render.look import Look
from moot.render.pdf import render_pdf
from moot.resources import shipped, shipped_guides
from pdf_faults import page_texts

pytestmark = pytest.mark.xdist_group("codes")
needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's pdftoppm is not installed")

ADDRESS = "https://www.example.org/archive/1918/01/07.htm"
GUIDES = sorted(shipped_guides())


def test_a_code_is_never_small_and_grows_with_the_address() -> None:
    widths = [code_width("https://example.org/" + "a" * more) for more in range(0, 280, 20)]
    assert widths[0] == 26 and widths == sorted(widths) and widths[-1] > 30
    for more, width in zip(range(0, 280, 20), widths, strict=True):
        dots = segno.make("https://example.org/" + "a" * more, error="m", boost_error=False).symbol_size(border=BORDER)
        assert width / dots[0] >= 0.5


@pytest.mark.parametrize("address", ["", "https://example.org/" + "a" * 600, "https://example.org/" + "a" * 9000])
def test_without_an_address_or_with_an_endless_one_there_is_no_code(address: str) -> None:
    assert code_address(address) == "" and code_width(address) == 0


LINKS = (
    '<html lang="en"><title>T</title><body class="participant"><h1>T</h1>{% include "parts/links.html" %}</body></html>'
)


def printed(guide: str, folder: Path, template: str, css: str = "", **parts: tuple[str, str]) -> Path:
    """Pages for participants of the first session; css and parts are what somebody spoiled in the templates."""
    ours, spoiled, look = shipped("templates"), folder / "templates", Look().plain()
    for name, (old, new) in parts.items():
        text = (ours / "parts" / f"{name}.html").read_text(encoding="utf-8")
        assert old in text
        _write(spoiled / "parts" / f"{name}.html", text.replace(old, new))
    _write(spoiled / "css" / "own.css", css)
    _write(spoiled / "links-only.html", LINKS)
    html = page_html(asdict(plan_of(guide)), [spoiled, ours], look, template=template)
    rendered = render_pdf(html, style_sheets([spoiled, ours], look), asset_folders=[ours], label=guide)
    (folder / "printed.pdf").write_bytes(rendered.pdf)
    return folder / "printed.pdf"


@cache
def plan_of(guide: str) -> SessionPlan:
    loaded = load_guide(shipped_guides()[guide])
    return plan_session(loaded, loaded.guide.sessions[0], "participant")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def addresses(guide: str) -> list[str]:
    """What everybody reads or chooses from, by the guide and not by the page."""
    plan = plan_of(guide)
    readings = [*plan.primary, *plan.support, *plan.counterpoint, *plan.others]
    return [one.url for one in readings if one.url and one.need != "optional"]


def faults_of_codes(file: Path, wanted: list[str], folder: Path) -> Iterator[str]:
    """What is wrong with the codes of a printed file: lost, too small, without white around, or of another address."""
    texts = [re.sub(r"\s", "", text) for text in page_texts(file)]
    pages = [number for number, text in enumerate(texts, 1) if any(one in text for one in wanted)]
    for dpi in (150, 300):
        found, pages_before, pages = [], pages, []
        for number in pages_before:
            for address, fault in _codes(_picture(file, number, dpi, folder), dpi):
                found.append(address)
                pages = list(dict.fromkeys([*pages, number]))
                yield from [f"{address} at {dpi} dpi: {fault}"] if fault else []
                if address not in texts[number - 1]:
                    yield f"{address} is not printed as text beside its code"
        if sorted(found) != sorted(wanted):
            yield f"at {dpi} dpi {sorted(set(wanted) - set(found))} lost, {sorted(set(found) - set(wanted))} instead"


def _picture(file: Path, number: int, dpi: int, folder: Path) -> Image.Image:
    out = folder / f"page-{dpi}-{number}"
    pages = ["-f", str(number), "-l", str(number)]
    command = ["pdftoppm", "-gray", "-r", str(dpi), *pages, "-singlefile", str(file), str(out)]
    subprocess.run(command, check=True, timeout=60)
    return Image.open(out.with_suffix(".pgm"))


def _codes(page: Image.Image, dpi: int) -> Iterator[tuple[str, str]]:
    """(address, what is wrong with its size or border) for every code on the page."""
    for code in zxingcpp.read_barcodes(page):
        corners = [code.position.top_left, code.position.bottom_right]
        left, top, right, bottom = (value for point in corners for value in (point.x, point.y))
        count = segno.make(code.text, error="m", boost_error=False).symbol_size(border=0)[0]
        dot = (right - left) / count
        width = dot * (count + 2 * BORDER) / dpi * 25.4
        white = max(BORDER * dot - 2, 4)
        around = [
            (left - white, top - white, left - 2, bottom + white),
            (right + 3, top - white, right + white, bottom + white),
            (left - white, top - white, right + white, top - 2),
            (left - white, bottom + 3, right + white, bottom + white),
        ]
        darkest = min(min(page.crop(box).tobytes()) for box in around)
        if width < 25.6 or dot / dpi * 25.4 < 0.49:
            yield code.text, f"{width:.1f} mm wide, dots of {dot / dpi * 25.4:.2f} mm"
        elif abs((right - left) - (bottom - top)) > dot:
            yield code.text, "not square"
        else:
            yield code.text, "" if darkest > 240 else "no white border"


@needs_poppler
@pytest.mark.parametrize("guide", GUIDES)
def test_every_code_is_read_back_from_the_page(guide: str, tmp_path: Path) -> None:
    wanted = addresses(guide)
    assert len(wanted) >= 6
    file = printed(guide, tmp_path, "session.html")
    assert list(faults_of_codes(file, wanted, tmp_path)) == []
    texts = [re.sub(r"\s", "", text) for text in page_texts(file)]
    assert any(all(address in text for address in wanted) for text in texts), "the links are not on one page"


FAULTS = {
    "too small": (".link-code img { width: 8mm }", {}, "8.0 mm wide"),
    "cut off": (".link-code div { overflow: hidden; height: 15mm }", {"links": ("<img", "<div><img")}, "lost"),
    "words in its border": (".link-words p:first-child { position: relative; left: -6mm }", {}, "no white border"),
    "of another address": ("", {"links": ("url | code }}", 'url | replace("a", "b") | code }}')}, "instead"),
}


@needs_poppler
@pytest.mark.parametrize("name", FAULTS)
def test_a_code_that_cannot_be_used_is_noticed(name: str, tmp_path: Path) -> None:
    css, parts, words = FAULTS[name]
    file = printed("reading-a-polemic", tmp_path, "links-only.html", css, **parts)
    found = list(faults_of_codes(file, addresses("reading-a-polemic"), tmp_path))
    assert any(words in one for one in found), found
