"""Other scripts on a page: marked with their language; and style sheets for pages that run from right to left."""

from __future__ import annotations

import pytest

from moot.render.look import Look
from moot.render.mirror import mirrored
from moot.render.scripts import attributes, prose, script_of
from moot.resources import shipped
from moot.tongue import speaking

MARKED = {
    "a name in each script": (
        ("en", "en"),
        "Νίκος met Нина, דוד and سلمى حداد.",
        '<span lang="el">Νίκος</span> met <span lang="ru">Нина</span>, <span lang="he" dir="rtl">דוד</span> '
        'and <span lang="ar" dir="rtl">سلمى حداد</span>.',
    ),
    "words with what stands between them": (
        ("en", "en"),
        "x (Да, 1918 и — нет)",
        'x (<span lang="ru">Да, 1918 и — нет</span>)',
    ),
    "all of it": (("en", "en"), "Νίκος *Καλαμάρης*", '<span lang="el">Νίκος <em>Καλαμάρης</em></span>'),
    "within marks": (("en", "en"), "**Ἀγορά** x", '<strong><span lang="el">Ἀγορά</span></strong> x'),
    "not within links": (
        ("en", "en"),
        "[Правда](https://a.example) и x",
        '<a href="https://a.example">Правда</a> <span lang="ru">и</span> x',
    ),
    "the guide's own language of the script": (("en", "uk"), "Так є", '<span lang="uk">Так є</span>'),
    "the page's own script": (("ru", "ru"), "Слово word", "Слово word"),
    "nothing but the page's language": (("en", "en"), "Café & <b>", "Café &amp; &lt;b&gt;"),
    "a Latin guide on an Arabic page": (
        ("ar", "en"),
        "He *said* it.",
        '<span lang="en" dir="ltr">He <em>said</em> it.</span>',
    ),
    "a Latin guide on a Russian page": (("ru", "en"), "He said", '<span lang="en">He said</span>'),
    "a list of such": (("ar", "en"), "Ann، Ben", '<span lang="en" dir="ltr">Ann، Ben</span>'),
    "another language of the same script": (
        ("es", "en"),
        "He said да",
        '<span lang="en">He said <span lang="ru">да</span></span>',
    ),
    "numbers only": (("es", "en"), "1918–1920", "1918–1920"),
    "an Arabic guide": (("ar", "ar"), "كلمة", "كلمة"),
}


@pytest.mark.parametrize("name", MARKED)
def test_words_of_another_script_are_marked(name: str) -> None:
    (page, guide), text, html = MARKED[name]
    with speaking(page, guide):
        assert prose(text) == html


def test_what_a_reading_says_of_its_language_goes_first() -> None:
    with speaking("en", "en"):
        assert prose("سفرنامه", "fa") == '<span lang="fa" dir="rtl">سفرنامه</span>'
        assert prose("Так", "uk") == '<span lang="uk">Так</span>'
        assert prose("Title", "en") == "Title"
        assert (attributes("he"), attributes("grc"), attributes("")) == (' lang="he" dir="rtl"', ' lang="grc"', "")


@pytest.mark.parametrize(
    ("language", "script"),
    [
        ("ru", "Cyrl"),
        ("sr-Latn", "Latn"),
        ("az-Cyrl", "Cyrl"),
        ("fa-IR", "Arab"),
        ("yi", "Hebr"),
        ("grc", "Grek"),
        ("vi", "Latn"),
    ],
)
def test_the_script_of_a_language(language: str, script: str) -> None:
    assert script_of(language) == script


def test_wild_text_is_marked_in_little_time() -> None:
    with speaking("en", "en"):
        assert prose("а. " * 20_000 + "x").count("<span") == 1
        assert prose("а(" * 5_000 + "x").count("<span") == 5_000


MIRRORED = {
    "names and values": (
        ".a { padding-left: 2mm; text-align: right; }",
        ".a { padding-right: 2mm; text-align: left; }",
    ),
    "four sides": (
        ".a { margin: 1mm 2mm 3mm calc(-1 * var(--x)); }",
        ".a { margin: 1mm calc(-1 * var(--x)) 3mm 2mm; }",
    ),
    "four corners": (".a { border-radius: 1mm 2mm 3mm 4mm; }", ".a { border-radius: 2mm 1mm 4mm 3mm; }"),
    "two sides": (".a { margin: 1mm 2mm; }", ".a { margin: 1mm 2mm; }"),
    "places": (
        ".a { left: calc(-1 * var(--x)); right: auto !important; }",
        ".a { right: calc(-1 * var(--x)); left: auto !important; }",
    ),
    "boxes of the margin": (
        "@page { @top-left { content: string(left); } }",
        "@page { @top-right { content: string(left); } }",
    ),
    "left and right pages": ("@page mine:left { margin-right: 1mm; }", "@page mine:right { margin-left: 1mm; }"),
    "words that are no sides": (
        ".left-out > a.right { --left: right; color: red; }",
        ".left-out > a.right { --left: right; color: red; }",
    ),
    "gradients": (
        ".a { background: linear-gradient(to right, #000 50%, #fff 50%); }",
        ".a { background: linear-gradient(to left, #000 50%, #fff 50%); }",
    ),
    "hanging first lines": (".a { text-indent: -4mm; padding-left: 4mm }", ".a { text-indent: 0; padding-right: 4mm }"),
    "start and end": (
        ".a { text-align: start; padding-inline-end: 1mm; }",
        ".a { text-align: start; padding-inline-end: 1mm; }",
    ),
    "what is written for such pages": (
        '[dir="rtl"] .a { left: auto; right: 0; } .a { left: 0; }',
        '[dir="rtl"] .a { left: auto; right: 0; } .a { right: 0; }',
    ),
    "what is important": (".a { margin: 1mm 2mm 3mm 4mm !important; }", ".a { margin: 1mm 4mm 3mm 2mm !important; }"),
}


@pytest.mark.parametrize("name", MIRRORED)
def test_left_and_right_change_over(name: str) -> None:
    css, other = MIRRORED[name]
    assert mirrored(css) == other


def test_what_is_mirrored_twice_is_as_it_was() -> None:
    for file in sorted(shipped("templates").rglob("*.css")):
        once = mirrored(file.read_text(encoding="utf-8"))
        assert mirrored(mirrored(once)) == once, file.name


@pytest.mark.parametrize(("language", "last"), [("en", "css/own.css"), ("ar", "css/rtl.css"), ("he", "css/rtl.css")])
def test_the_sheet_for_letters_that_run_to_the_left(language: str, last: str) -> None:
    for look in (Look(language=language), Look(language=language, screen=True), Look(language=language, paper="a5")):
        assert (last in look.sheets_of("session.html")) and look.sheets[-1] == "css/own.css"
    assert ("css/rtl.css" in Look(language=language).sheets_of("cards.html")) == (language != "en")


def test_words_are_split_only_where_asked_and_never_in_large_print() -> None:
    assert "css/hyphenate.css" not in Look().sheets
    assert "css/hyphenate.css" in Look(hyphenate=True).sheets
    assert "css/hyphenate.css" not in Look(hyphenate=True, large=True).sheets
