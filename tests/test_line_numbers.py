"""Every fifth line of the text has its number, the same as if one counts by hand, and references name lines too."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest

from moot.render.fitting import fitted
from moot.render.line_numbers import lines_of, number_lines
from moot.render.pdf import lay_out, load
from pdf_faults import ink_at_the_edge, unreadable_fonts, unsound_tags
from session_jobs import job_of
from session_jobs import lay_out as lay_out_job

pytestmark = pytest.mark.xdist_group("line_numbers")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")

PAGE = """
@page { size: 130mm 150mm; margin: 12mm 14mm 12mm 24mm } html { font: 11pt/15pt 'Source Serif 4' }
p { margin: 0 0 6pt; position: relative } .rows { display: table; width: 100% } .row { display: table-row }
.main, .side { display: table-cell } .main { padding-right: 8mm }
.side { width: 20mm; font-size: 8pt; line-height: 10pt }
.pn { position: absolute; left: -13mm; font-size: 8pt }
"""
WORD = re.compile(r"w\d+")


def document(chance: random.Random) -> tuple[str, int]:
    """Numbered paragraphs with notes beside them, headings between, and references; how many paragraphs."""
    rows, count, word = [], chance.randint(4, 14), 0
    for number in range(1, count + 1):
        words = []
        for _ in range(chance.randint(1, 120)):
            word += 1
            words.append(f"w{word}" if chance.random() < 0.9 else f"<em>w{word}</em>")
        heading = "<h2>A heading that has no line</h2>" if chance.random() < 0.3 else ""
        unnumbered = '<p data-ln="">w0 w0 w0</p>' if chance.random() < 0.3 else ""
        rows.append(
            f'<div class="row"><div class="main">{heading}<p data-ln="{number}"><span class="pn">¶{number}</span>'
            f'{" ".join(words)}</p>{unnumbered}</div><div class="side">{"beside " * chance.randint(0, 9)}</div></div>'
        )
    words = 'data-line="line #" data-lines="lines #"'
    refs = "".join(
        f'<p><span class="ref" data-p="{first}-{chance.randint(first, count)}" {words}>here</span></p>'
        for first in range(1, count + 1)
    )
    body = f'<h1>Title</h1><div class="rows">{"".join(rows)}</div>{refs}'
    return f"<!DOCTYPE html><html lang=en><head><title>A page</title></head><body>{body}</body></html>", count


def laid_out(html: str, css: str = "") -> Any:
    return lay_out(html, [("page.css", PAGE + css)])


def printed_lines(file: Path) -> list[tuple[int, float, list[str]]]:
    """(page, top, words) of each line of the text as another program reads it off the finished file."""
    made = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True, encoding="utf-8")
    pages = ElementTree.fromstring(re.sub(r' xmlns="[^"]+"', "", made.stdout)).iter("page")
    lines: list[tuple[int, float, list[str]]] = []
    for number, page in enumerate(pages):
        for word in page.iter("word"):
            text, top = word.text or "", float(word.get("yMin", "0"))
            if WORD.fullmatch(text):
                if not lines or lines[-1][0] != number or abs(lines[-1][1] - top) > 3:
                    lines.append((number, top, []))
                lines[-1][2].append(text)
    return lines


def printed_numbers(file: Path) -> dict[tuple[int, int], float]:
    """(page, number) of what stands right of the text, with the height at which it stands."""
    made = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True, encoding="utf-8")
    pages = ElementTree.fromstring(re.sub(r' xmlns="[^"]+"', "", made.stdout)).iter("page")
    return {
        (number, int(word.text or "0")): (float(word.get("yMin", 0)) + float(word.get("yMax", 0))) / 2
        for number, page in enumerate(pages)
        for word in page.iter("word")
        if (word.text or "").isdecimal() and float(word.get("yMax", 0)) - float(word.get("yMin", 0)) < 13
    }


@needs_poppler
@pytest.mark.parametrize("seed", range(8))
def test_numbers_are_those_of_a_recount(seed: int, tmp_path: Path) -> None:
    html, _ = document(random.Random(seed))
    rendered = laid_out(html).write()
    assert rendered.faults == () and rendered.problems == ()
    file = tmp_path / "page.pdf"
    file.write_bytes(rendered.pdf)
    lines = printed_lines(file)
    numbers = printed_numbers(file)
    wanted = {(page, n): top for n, (page, top, _) in enumerate(lines, 1) if n % 5 == 0}
    assert numbers.keys() == wanted.keys() and len(wanted) >= 2
    for key, top in wanted.items():
        assert abs(numbers[key] - top - 7) < 4, "it stands beside its line"
    assert unsound_tags(file) == () and unreadable_fonts(file) == ()


@pytest.mark.parametrize("seed", range(4))
def test_references_name_the_lines_of_their_paragraphs(seed: int) -> None:
    html, count = document(random.Random(seed))
    document_ = laid_out(html).document
    spans: dict[str, list[int]] = {}
    for line in lines_of(document_):
        spans.setdefault(line.paragraph, []).append(line.number)
    told = [text for text in texts_of(document_) if text.startswith("here")]
    asked = re.findall(r'data-p="(\d+)-(\d+)"', html)
    wanted = []
    for first, last in asked:
        start, end = spans[first][0], spans[last][-1]
        wanted.append(f"here, line {start}" if start == end else f"here, lines {start}–{end}")
    assert told == wanted and len(wanted) == count


def texts_of(document: Any) -> list[str]:
    """The words of every line of type."""
    found = []
    for page in document.pages:
        stack = [page._page_box]
        while stack:
            box = stack.pop()
            if type(box).__name__ == "LineBox":
                inner, words = [box], ""
                while inner:
                    one = inner.pop()
                    words += getattr(one, "text", "") or ""
                    inner.extend(reversed(getattr(one, "children", ())))
                found.append(words)
            stack.extend(reversed(getattr(box, "children", ())))
    return found


def test_numbers_are_furniture_and_the_file_is_the_same_each_time() -> None:
    html, _ = document(random.Random(1))
    pages = laid_out(html)
    pdf = pages.write().pdf
    assert pdf == laid_out(html).write().pdf
    with pikepdf.open(io.BytesIO(pdf)) as file:
        content = file.pages[0].Contents.read_bytes()
        drawn = re.findall(rb"/Artifact BMC q (/LineNumbers1) Do Q EMC", content)
        assert drawn == [b"/LineNumbers1"]
        assert "/StructParents" not in file.pages[0].Resources.XObject.LineNumbers1


def test_a_document_without_counted_lines_stays_as_it_is() -> None:
    html, _ = document(random.Random(2))
    pages = laid_out(html.replace("data-ln", "data-none"))
    pdf = pages.write().pdf
    assert number_lines(pdf, pages.document, load()) is pdf
    assert "lines" not in " ".join(texts_of(pages.document))


@needs_poppler
@pytest.mark.parametrize("look", [{}, {"paper": "a5"}, {"large": True}], ids=str)
def test_numbers_of_a_guide_stand_clear_of_text_and_edge(
    look: dict[str, Any], small_guide: Path, tmp_path: Path
) -> None:
    rendered = lay_out_job(job_of(small_guide, line_numbers=True, **look)).write()
    file = tmp_path / "page.pdf"
    file.write_bytes(rendered.pdf)
    assert [fault for fault in rendered.faults if fault.severity == "error"] == [] and rendered.problems == ()
    assert unsound_tags(file) == () and ink_at_the_edge(file) == ()
    boxes = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True, encoding="utf-8")
    for page in ElementTree.fromstring(re.sub(r' xmlns="[^"]+"', "", boxes.stdout)).iter("page"):
        words = [
            (w.text or "", *(float(w.get(k, 0)) for k in ("xMin", "yMin", "xMax", "yMax"))) for w in page.iter("word")
        ]
        for text, x0, y0, x1, y1 in words:
            if text.isdecimal() and int(text) % 5 == 0:
                low, high = y0 + (y1 - y0) * 0.4, y0 + (y1 - y0) * 0.7
                over = [w for w in words if w[1] < x1 and w[3] > x0 and w[2] < high and w[4] > low and w[0] != text]
                assert over == []


def test_where_the_text_is_not_printed_it_is_said(small_guide: Path) -> None:
    job = job_of(small_guide, line_numbers=True)
    for section in job["plan"]["sections"]:
        section["blocks"] = []
    pages = SimpleNamespace(pages=3, last=0.8, sparse=False)
    _, notes = fitted(job, lambda job: pages)
    assert len(notes) == 1 and notes[0].startswith("no line numbers")
    assert fitted(job_of(small_guide, line_numbers=True), lambda job: pages)[1] == ()
