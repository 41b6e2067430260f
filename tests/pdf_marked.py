"""The texts marked by hand (see marks) as PDFs, as books, office programs and journals print them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from html import escape

from marks import Mark

__all__ = ["PDF_LAYOUTS", "printed_pdf"]

_BOOK = """
@page { size: A5; margin: 20mm 18mm; @top-center { content: "A collection of pieces"; font-size: 8pt }
        @bottom-center { content: counter(page); font-size: 8pt } }
body { font: 10pt/1.35 serif; text-align: justify; hyphens: auto }
p { margin: 0; text-indent: 1em } h1, h2, h3, h4 { text-align: left; margin: 1em 0 .5em }
h1 { font-size: 18pt } h2 { font-size: 14pt } h3 { font-size: 12pt } h4 { font-size: 11pt }
blockquote { margin: .6em 2em; font-size: 9pt } blockquote p { text-indent: 0 }
"""
_OFFICE = """
@page { size: A4; margin: 25mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 9pt } }
body { font: 11pt/1.3 sans-serif } p { margin: 0 0 8pt }
h1 { font-size: 20pt } h2 { font-size: 15pt } h3 { font-size: 13pt } h4 { font-size: 12pt }
h1, h2, h3, h4 { bookmark-level: none; margin: 12pt 0 6pt } blockquote { margin: 0 30pt }
"""
_JOURNAL = """
@page { size: A4; margin: 20mm; @top-left { content: "Journal of Small Matters 12"; font-size: 8pt }
        @top-right { content: counter(page); font-size: 8pt } }
body { font: 9.5pt/1.3 serif; columns: 2; column-gap: 8mm; text-align: justify; hyphens: auto }
p { margin: 0; text-indent: 1em } h1, h2, h3, h4 { bookmark-level: none; margin: .8em 0 .4em; text-align: left }
h1 { font-size: 16pt } h2 { font-size: 12pt } h3 { font-size: 11pt } h4 { font-size: 9.5pt }
blockquote { margin: .5em 1.5em; font-size: 8.5pt } .note { float: footnote; font-size: 7.5pt }
"""


@cache
def printed_pdf(html: str, css: str, language: str = "en") -> bytes:
    """A page of HTML, printed."""
    # With our fonts: whoever loads the engine first in a process says which fonts it knows from then on.
    from moot.render import pdf

    pdf.load()
    from weasyprint import CSS, HTML

    whole = f'<html lang="{language}"><meta charset="utf-8"><title> </title><body>{html}'
    return bytes(HTML(string=whole).write_pdf(stylesheets=[CSS(string=css)]))


def _html(marks: Sequence[Mark], note: str = "") -> str:
    rows = []
    for i, mark in enumerate(marks):
        words = "<br>".join(map(escape, mark.rows)) + (note if mark.kind == "paragraph" and i % 5 == 0 else "")
        if mark.kind == "title":
            rows.append(f"<h1>{words}</h1>")
        elif mark.kind == "heading":
            rows.append(f"<h{mark.level + 1}>{words}</h{mark.level + 1}>")
        elif mark.kind in {"quotation", "epigraph"}:
            rows.append(f"<blockquote><p>{words}</blockquote>")
        else:
            rows.append(f"<p>{words}")
    return "\n".join(rows)


def book(marks: Sequence[Mark], language: str = "en") -> bytes:
    """Bookmarks, indented paragraphs, a running head, page numbers, words broken at line ends."""
    return printed_pdf(_html(marks), _BOOK, language)


def office(marks: Sequence[Mark], language: str = "en") -> bytes:
    """No bookmarks; a space between paragraphs, ragged lines."""
    return printed_pdf(_html(marks), _OFFICE, language)


def journal(marks: Sequence[Mark], language: str = "en") -> bytes:
    """No bookmarks; two columns, notes at the foot, a running head; the lowest headings only in bold."""
    note = '<span class="note">Kept by the family, in a tin that once held the best tea of the town.</span>'
    return printed_pdf(_html(marks, note), _JOURNAL, language)


PDF_LAYOUTS: dict[str, Callable[[Sequence[Mark], str], bytes]] = {
    "bookmarks": book, "sizes only": office, "two columns": journal,
}  # fmt: skip
