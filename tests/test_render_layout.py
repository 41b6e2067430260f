"""Seeded faults: each kind of layout fault is made on purpose and must be found; a sound page has none.

The check reads the page engine's private boxes. A new version of the engine that blinds it fails here.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from moot.render.layout import examine
from moot.render.letters import letters_of
from moot.render.pdf import render_pdf
from moot.render.results import Fault

PAGE = "@page { size: 100mm 80mm; margin: 10mm } body { font: 10pt/14pt 'Source Serif 4'; margin: 0 } * { margin: 0 }"
WORDS = "When the tide goes out one sees who swam without a suit. "


def faults_of(body: str, css: str = "") -> list[Fault]:
    html = f"<!DOCTYPE html><html lang=en><head><title>A page</title></head><body>{body}</body></html>"
    return list(render_pdf(html, [("page.css", PAGE + css)]).faults)


def kinds(body: str, css: str = "") -> list[str]:
    return [fault.kind for fault in faults_of(body, css)]


SOUND = {
    "plain": ("<h1>Title</h1><p>" + WORDS * 30, ""),
    "hyphens and capitals": (
        "<p class=a>" + "Straße internationalisation efflorescence " * 20,
        ".a{hyphens:auto;width:30mm;text-transform:uppercase}",
    ),
    "lists and markers": ("<ol><li>" + WORDS + "<li>two</ol><dl><dt>Term<dd>" + WORDS + "</dl>", ""),
    "generated text": ("<p>" + WORDS, "p::before{content:'¶ '} p::after{content:' (end)'}"),
    "first letter": ("<p>" + WORDS, "p::first-letter{font-size:20pt}"),
    "not displayed": (f"<p>{WORDS}</p><p class=x>never</p><div hidden>no</div>", ".x{display:none}"),
    "running head": (
        f"<h1 class=r>Running</h1><p>{WORDS * 30}",
        ".r{position:running(head)} @page{@top-left{content:element(head)} @bottom-right{content:counter(page)}}",
    ),
    "fixed on every page": (f"<div class=f>On each</div><p>{WORDS * 30}", ".f{position:fixed;left:70mm} p{width:60mm}"),
    "repeated head": (
        "<table><thead><tr><th>Claim<th>Reply</thead><tfoot><tr><td>foot<td>foot</tfoot>"
        + f"<tbody>{f'<tr><td>{WORDS}<td>{WORDS}' * 12}</table>",
        "tr{break-inside:avoid}",
    ),
    "footnote": (f"<p>{WORDS}<span class=fn>A note.</span></p>", ".fn{float:footnote}"),
    "hanging number": (
        "<p><span class=pn>¶12</span>" + WORDS,
        "p{position:relative} .pn{position:absolute;left:-5mm;font-size:6pt}",
    ),
    "side by side": (
        f"<div class=t><div>{WORDS}</div><div>{WORDS}</div></div>",
        ".t{display:table} .t>div{display:table-cell;width:50%}",
    ),
    "title page": ("<h1>Only a title</h1><p class=n>" + WORDS, ".n{break-before:page;padding-bottom:20mm}"),
    "answer space below a heading": (
        f"<p>{WORDS * 9}</p><h2>Notes</h2><div class=l></div><p>{WORDS * 9}",
        ".l{height:12mm} h2{break-after:avoid}",
    ),
    "drawing and picture text": ("<svg width=9 height=9><title>x</title><text>no</text></svg><p>" + WORDS, ""),
    "tight lines": ("<h1>" + WORDS * 2 + "</h1>", "h1{font-size:20pt;line-height:1}"),
    "superscripts": (f"<p>{WORDS * 3}<sup>12</sup> {WORDS}<sub>3</sub>", ""),
    "right to left": (
        "<p dir=rtl lang=ar>في البدء كان السؤال ثم جاء الجواب" + "</p><p dir=rtl lang=he>בְּרֵאשִׁית",
        "body{font-family:'Source Serif 4','Noto Sans Hebrew','Noto Sans Arabic'}",
    ),
    "Greek and Cyrillic": (
        "<p lang=grc>ὦ ἄνδρες Ἀθηναῖοι</p><p lang=ru>Что делать?",
        "body{font-family:'Source Serif 4','Literata'}",
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_page_has_no_faults(name: str) -> None:
    assert faults_of(*SOUND[name]) == []


def test_lost_text_is_found_and_quoted_from_the_first_lost_word() -> None:
    # A float inside a paragraph is cut off at the foot of the page, and the engine says nothing.
    body = f"<p>{WORDS * 6}<span class=f>{WORDS * 12}The very end.</span>{WORDS}</p>"
    faults = [fault for fault in faults_of(body, ".f{float:left;width:40mm}") if fault.kind == "lost text"]
    assert len(faults) == 1 and faults[0].severity == "error" and faults[0].page >= 1


def test_doubled_text_is_found() -> None:
    # The engine prints what follows a box with two long floats twice.
    columns = f"<div class=a>{WORDS * 20}</div><div class=b>{WORDS * 10}</div><p class=c>After the columns.</p>"
    css = ".a{float:left;width:35mm}.b{float:right;width:35mm}.c{clear:both}"
    faults = [f for f in faults_of(f"<section>{columns}</section><p>{WORDS}", css) if f.kind == "doubled text"]
    assert [fault.words for fault in faults] == [WORDS.strip()]


FAULTY = {
    "outside, right": ("outside the page", f"<p class=n>{'W' * 60}</p>", ""),
    "outside, left": ("outside the page", f"<p class=n>{WORDS}</p>", ".n{margin-left:-6mm}"),
    "outside, below": ("outside the page", "<p>x<div class=b>low</div>", ".b{position:absolute;top:62mm}"),
    "outside, a number too far out": (
        "outside the page",
        "<p class=p><span class=pn>¶1</span>x",
        ".p{position:relative} .pn{position:absolute;left:-9mm}",
    ),
    "outside, in the margin": (
        "outside the page",
        "<p>x",
        f"@page{{@top-left{{content:'{'long ' * 40}';white-space:nowrap}}}}",
    ),
    "clipped below": ("clipped text", f"<div class=c>{WORDS * 4}</div>", ".c{height:12pt;overflow:hidden}"),
    "clipped at the side": (
        "clipped text",
        f"<div class=c>{WORDS}</div>",
        ".c{width:20mm;overflow:hidden;white-space:nowrap}",
    ),
    "overlapping": ("overlapping text", f"<p>{WORDS}</p><p class=u>{WORDS}</p>", ".u{margin-top:-14pt}"),
    "overlapping, a note over the text": (
        "overlapping text",
        f"<p>{WORDS}</p><p class=u>note</p>",
        ".u{position:absolute;top:1mm;left:0}",
    ),
    "stranded heading": (
        "stranded heading",
        f"<p class=full>{WORDS}</p><h2>Alone</h2><p class=k>{WORDS * 3}</p>",
        ".full{height:46mm} h2{break-after:auto} .k{break-inside:avoid}",
    ),
    "stranded term": (
        "stranded heading",
        f"<p class=full>{WORDS}</p><dl><dt>Alone</dt><dd class=k>{WORDS * 3}</dl>",
        ".full{height:48mm} .k{break-inside:avoid}",
    ),
    "stranded caption": (
        "stranded heading",
        f"<p class=full>{WORDS}</p><table><caption>Alone</caption><tr><td>{WORDS * 9}</table><p>{WORDS}",
        ".full{height:53mm} tr{break-inside:avoid}",
    ),
    "stranded beside an empty cell": (
        "stranded heading",
        f"<p class=full>{WORDS}</p><div class=t><div class=r><div class=c><h4>Alone</h4></div><div class=c></div></div>"
        f"<div class=r><div class=c><p class=k>{WORDS * 3}</p></div><div class=c></div></div></div>",
        ".full{height:46mm} .t{display:table;width:100%} .r{display:table-row} .c{display:table-cell;width:50%}"
        " .k{break-inside:avoid}",
    ),
    "split question": (
        "split question",
        f"<p class=full>{WORDS}</p><div class=question>{WORDS * 9}</div>",
        ".full{height:40mm}",
    ),
    "split, by attribute": (
        "split question",
        f"<p class=full>{WORDS}</p><div data-keep>{WORDS * 9}</div>",
        ".full{height:40mm}",
    ),
    "missing character": ("missing character", "<p>a \U0001f9a5 b", ""),
    "nearly empty page": ("nearly empty page", f"<p class=full>{WORDS}</p><p>One line more.", ".full{height:59mm}"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_seeded_fault_is_found(name: str) -> None:
    kind, body, css = FAULTY[name]
    assert kind in kinds(body, css)


def test_a_fault_names_its_page_and_words() -> None:
    body = f"<p>{WORDS}</p><div class=n><p>{WORDS}</p><p class=u>Second voice</p></div>"
    (fault,) = faults_of(body, ".n{break-before:page;padding-bottom:20mm} .u{margin-top:-14pt}")
    assert (fault.kind, fault.page, fault.severity) == ("overlapping text", 2, "error")
    assert "Second voice" in fault.words


def test_a_missing_character_is_named_with_its_page() -> None:
    faults = faults_of("<p>x</p><p class=n>sleepy \U0001f9a5 here</p>", ".n{break-before:page}")
    (fault,) = [fault for fault in faults if fault.kind == "missing character"]
    assert fault.page == 2 and fault.words.startswith("\U0001f9a5 (U+1F9A5)")


def test_an_engine_with_other_boxes_is_no_failure() -> None:
    assert [f.kind for f in examine(SimpleNamespace(pages=[SimpleNamespace()]))] == ["not checked"]
    assert [f.kind for f in examine(None)] == ["not checked"]


def test_letters_are_compared_without_what_styles_change() -> None:
    assert letters_of("STRASSE, fi-nal é") == letters_of("Straße ﬁnal\u00ad E\u0301")
    assert letters_of("¶ — … !") == ""
