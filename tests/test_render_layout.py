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
        ".r{position:running(head)} @page{@top-left{content:element(head);vertical-align:bottom}}"
        "@page{@bottom-right{content:counter(page);vertical-align:top}}",
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
    "white on black": ("<p class=n>" + WORDS, ".n{background:#000;color:#fff}"),
    "in a frame and on a tint": (
        f"<div class=c><p>{WORDS}</p></div><table><tr><td>{WORDS}<td>{WORDS}</table>",
        ".c{border:1pt solid;background:#eee;padding:2mm} table{border-collapse:collapse} td{border:1pt solid}",
    ),
    "turned in its place": (f"<p class=n>{WORDS}</p>", ".n{width:50mm;transform:rotate(180deg)}"),
    "a blank page that is asked for": (f"<h1>Title</h1><p class=n>{WORDS * 9}</p>", ".n{break-before:right}"),
    "a short page that is asked for": (f"<h1>Title</h1><p class=n>{WORDS * 20}</p>", ".n{break-before:page}"),
    "underlined, with a rule above": (f"<p class=n>{WORDS}", ".n{text-decoration:underline;border-top:1pt solid}"),
    "right to left": (
        "<p dir=rtl lang=ar>في البدء كان السؤال ثم جاء الجواب" + "</p><p dir=rtl lang=he>בְּרֵאשִׁית",
        "body{font-family:'Source Serif 4','Noto Sans Hebrew','Noto Sans Arabic'}",
    ),
    "Greek capitals": (
        "<p class=n lang=el>ᾠδὴ τῷ ἀνδρί</p><p class=n>ᾠδὴ τῷ ἀνδρί</p>",
        "body{font-family:'Literata'} .n{text-transform:uppercase}",
    ),
    "a point that hangs in the margin": (
        f"<p class=n>{WORDS}<i>).</i></p>",
        "i{position:relative;left:3mm} .n{text-align:right}",
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
    "a point far outside": (
        "outside the page",
        f"<p class=n>{WORDS}<i>).</i>",
        "i{margin-left:5mm} .n{white-space:nowrap;text-indent:-15mm}",
    ),
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
    "beyond its cell": (
        "outside its box",
        "<table class=t><tr><td>Landungsbrückenaufsichtsbehörde<td class=e></table>",
        ".t{table-layout:fixed;width:60mm} .e{width:30mm}",
    ),
    "beyond its card": (
        "outside its box",
        f"<div class=c>{WORDS * 3}</div>",
        ".c{border:1pt solid;width:40mm;height:20mm}",
    ),
    "far left of everything": ("outside the page", f"<p class=n>{WORDS}</p>", ".n{text-indent:-200mm}"),
    "turned off the page": (
        "outside the page",
        f"<p class=n>{WORDS}</p>",
        ".n{width:70mm;transform:rotate(90deg);transform-origin:0 0}",
    ),
    "shifted over another": (
        "overlapping text",
        f"<p>{WORDS}</p><p class=n>{WORDS}</p>",
        ".n{transform:translate(0,-28pt)}",
    ),
    "overlapping in one line": (
        "overlapping text",
        "<p>The stream sends <span class=n>no bill</span></p>",
        ".n{margin-left:-12mm}",
    ),
    "a picture over text": (
        "overlapping text",
        f"<p>{WORDS}</p><svg width=40 height=40><title>a square</title><rect width=40 height=40 /></svg>",
        "svg{position:absolute;top:0;left:0}",
    ),
    "a tint over text": (
        "overlapping text",
        f"<p>{WORDS}</p><div class=n></div>",
        ".n{position:absolute;top:0;left:0;width:30mm;height:9mm;background:#eee}",
    ),
    "a line through text": (
        "overlapping text",
        f"<p>{WORDS}</p><div class=n></div>",
        ".n{border-top:.5pt solid;margin-top:-6.5pt}",
    ),
    "text that crosses its frame": (
        "overlapping text",
        "<div class=c>Landungsbrückenaufsichtsbehörde</div>",
        ".c{border-right:1pt solid;width:30mm}",
    ),
    "a picture at the edge": (
        "ink at the edge",
        "<p>x</p><svg width=40 height=40><title>a square</title><rect width=40 height=40 /></svg>",
        "svg{position:absolute;top:0;left:-8mm}",
    ),
    "a tint on the whole paper": ("ink at the edge", f"<p>{WORDS}", "@page{background:#f5f5f5}"),
    "a frame round the page": (
        "ink at the edge",
        f"<p>{WORDS}",
        "@page{margin:2mm;padding:8mm;border:.5pt solid}",
    ),
    "a line in the margin that runs off": (
        "ink at the edge",
        f"<p>{WORDS}",
        "@page{@bottom-left-corner{content:'';border-top:.5pt solid}}",
    ),
    "a heading before a table on the next page": (
        "stranded heading",
        f"<p class=full>{WORDS}</p><h3>Agenda</h3><table><tr><td>{WORDS * 3}</table>",
        ".full{height:47mm} tr{break-inside:avoid} h3{break-after:auto}",
    ),
    "a label alone at the foot": (
        "stranded heading",
        f"<p class=full>{WORDS}</p><div class=t><div class=r><div class=c><p class=l>Listen for</p></div></div>"
        f"<div class=r><div class=c><p class=k>{WORDS * 3}</p></div></div></div>",
        ".full{height:46mm} .t{display:table;width:100%} .r{display:table-row} .c{display:table-cell}"
        " .l{break-after:avoid} .k{break-inside:avoid}",
    ),
    "a table row cut in two": (
        "split block",
        f"<p class=full>{WORDS}</p><table><tr><td>{WORDS * 5}</table>",
        ".full{height:40mm}",
    ),
    "a card cut in two": (
        "split block",
        f"<p class=full>{WORDS}</p><div class=f><div>{WORDS * 4}</div><div>{WORDS * 2}</div></div>",
        ".full{height:40mm} .f{display:flex;flex-direction:column;break-inside:avoid}",
    ),
    "a question longer than a page": ("long question", f"<div class=question>{WORDS * 40}</div>", ""),
    "lines dropped": ("lost text", f"<p class=n>{WORDS * 9}</p>", ".n{max-lines:2;continue:discard}"),
    "hidden but in its place": ("lost text", f"<p>{WORDS}</p><p class=n>Second voice</p>", ".n{visibility:hidden}"),
    "without a colour": ("lost text", f"<p>{WORDS}</p><p class=n>Second voice</p>", ".n{color:transparent}"),
    "without a size": ("lost text", f"<p>{WORDS}</p><p class=n>Second voice</p>", ".n{font-size:0}"),
    "a running head that runs nowhere": ("lost text", f"<h1>Gone</h1><p>{WORDS}", "h1{position:running(gone)}"),
    "white on white": ("faint text", f"<p>{WORDS}</p><p class=n>Second voice</p>", ".n{color:#fff}"),
    "grey on grey": (
        "faint text",
        f"<p>{WORDS}</p><div class=n><p>Second voice</p></div>",
        ".n{color:#767676;background:#ccc}",
    ),
    "too small to read": ("faint text", f"<p>{WORDS}</p><p class=n>Second voice</p>", ".n{font-size:4pt}"),
    "a page with nothing on it": (
        "empty page",
        f"<p>{WORDS}</p><div class=n></div><p>{WORDS}</p>",
        ".n{break-before:page;break-after:page;height:9mm}",
    ),
    "hardly anything in the middle": (
        "nearly empty page",
        f"<p>{WORDS}</p><div class=k></div><p>{WORDS * 9}</p>",
        ".k{height:55mm;border:1pt solid}",
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
