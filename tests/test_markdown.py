"""Markdown lines to HTML and words, documents to blocks."""

from __future__ import annotations

import re
import subprocess
import sys
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moot.markdown import blocks, escaped, inline, lightly_escaped, plain


@pytest.mark.parametrize(
    ("source", "html", "words"),
    [
        ("no markup", "no markup", "no markup"),
        ("*On Quays*, **1912**", "<em>On Quays</em>, <strong>1912</strong>", "On Quays, 1912"),
        ("`moot build`", "<code>moot build</code>", "moot build"),
        (
            '“as it was” – ‘so’ — it\'s "so"…',
            "“as it was” – ‘so’ — it's &quot;so&quot;…",
            '“as it was” – ‘so’ — it\'s "so"…',
        ),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d", "a < b & c > d"),
        ("AT&T &amp; &eacute;", "AT&amp;T &amp; é", "AT&T & é"),
        ("<b onclick=x>raw</b>", "&lt;b onclick=x&gt;raw&lt;/b&gt;", "<b onclick=x>raw</b>"),
        ("a\nb", "a\nb", "a b"),
        ("a\\\nb", "a<br>\nb", "a b"),
        ("# no heading - no *list*", "# no heading - no <em>list</em>", "# no heading - no list"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2<em>3</em>4", "snake_case_name and 234"),
        ('[a *page*](https://x.org/a_b "t")', '<a href="https://x.org/a_b">a <em>page</em></a>', "a page"),
        (
            "<https://x.org/?a=1&b=2>",
            '<a href="https://x.org/?a=1&amp;b=2">https://x.org/?a=1&amp;b=2</a>',
            "https://x.org/?a=1&b=2",
        ),
        ("<ana@x.org>", '<a href="mailto:ana@x.org">ana@x.org</a>', "ana@x.org"),
        ("![a *map*](map.png)", "a map", "a map"),
        ("![](map.png)", "", ""),
        ("a\x00b\x1b]0;c", "ab]0;c", "ab]0;c"),
    ],
)
def test_a_line(source: str, html: str, words: str) -> None:
    assert inline(source) == html
    assert plain(source) == words


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "smb://host/share", "ms-msdt:/id", "vbscript:x", "notes.html", "/etc/passwd", "//host/x", "#place", "", "http:",
        "https://",
    ],
)  # fmt: skip
def test_other_addresses_are_no_links(address: str) -> None:
    assert inline(f"[the *words*](<{address}>)") == "the <em>words</em>"


def test_an_automatic_link_of_another_scheme_is_text() -> None:
    assert inline("<smb://host/share>") == "smb://host/share"


def test_an_address_cannot_leave_its_attribute() -> None:
    assert inline('[x](https://x.org/"onmouseover="y)') == '<a href="https://x.org/%22onmouseover=%22y">x</a>'


def test_long_words_may_be_broken() -> None:
    assert inline("a" * 80) == "a" * 80
    assert inline("b " + "a" * 100) == "b " + "a" * 40 + "<wbr>" + "a" * 40 + "<wbr>" + "a" * 20
    # a word through several pieces, and an entity that is one character
    broken = "a" * 39 + "<strong>b<wbr>&amp;b</strong>" + "a" * 38 + "<wbr>" + "a" * 22
    assert inline("a" * 39 + "**b&amp;b**" + "a" * 60) == broken


def test_marks_stay_with_their_letters_and_spaceless_scripts_are_left_alone() -> None:
    assert "<wbr>\u0301" not in inline("e\u0301" * 200)
    assert "<wbr>" in inline("e\u0301" * 200)
    assert inline("字" * 200) == "字" * 200
    assert inline("ก" * 200) == "ก" * 200


@given(st.text(max_size=200))
def test_only_our_tags_come_out(source: str) -> None:
    html = inline(source)
    rest = re.sub(r"</?(?:em|strong|code|a)>|<(?:br|wbr)>|<a href=\"(?:https?:|mailto:)[^\"<>]*\">", "", html)
    assert "<" not in rest and ">" not in rest and '"' not in rest


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=100).map(lambda text: " ".join(text.split())))
def testescaped_text_prints_as_it_stands(text: str) -> None:
    assert plain(escaped(text)) == text


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("a well_known name, __init__", "a well_known name, \\_\\_init\\_\\_"),
        ("see [1] and [see [2]]", "see [1] and [see [2]]"),
        ("[a](b) and [^1]", "\\[a\\](b) and \\[^1\\]"),
        ("open [ and ] shut ]", "open [ and ] shut \\]"),
        ("one [ only", "one \\[ only"),
        ("AT&T, &c., &amp; and &#8212;", "AT&T, &c., \\&amp; and \\&#8212;"),
        ("2 * 3 < 7 and a*b* and * at an end *", "2 * 3 < 7 and a\\*b\\* and * at an end \\*"),
        ("<b>, </b>, <!-- --> and <ana@x.org>", "\\<b>, \\</b>, \\<!-- --> and \\<ana@x.org>"),
        ("C:\\texts\\*.md\\", "C:\\texts\\\\\\*.md\\\\"),
        ("`code`", "\\`code\\`"),
    ],
)
def test_only_what_would_be_markup_isescaped(text: str, source: str) -> None:
    assert lightly_escaped(text) == source
    assert plain(source) == text


_PRONE = st.text("ab1 _*[]()<>&;!\\`^#|x:/.@~\u00e9\u0301“", max_size=40)


@given(_PRONE | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=100))
def test_lightly_escaped_text_prints_as_it_stands(text: str) -> None:
    text = " ".join(text.split())
    source = lightly_escaped(text)
    assert plain(source) == text
    assert inline(source).replace("<wbr>", "") == escape(text).replace("&#x27;", "'")
    # and within other markup, as importers put it
    assert plain(f"[{source}](https://x.org)") == text
    assert plain(f"*a{source}b* **c{source}d** [e{source}f](https://x.org) [^1]") == f"a{text}b c{text}d e{text}f [^1]"


def test_blocks_of_a_document() -> None:
    source = "# A *b*\n\none\ntwo\n\n> q\n>\n> r\n\n1. x\n\n   y\n2. z\n\n- u\n"
    assert [tuple(block) for block in blocks(source)] == [
        ("heading", 1, "A *b*", 1, "", 0),
        ("paragraph", 0, "one\ntwo", 3, "", 0),
        ("quotation", 0, "q", 6, "", 1),
        ("quotation", 0, "r", 8, "", 1),
        ("item", 1, "x", 10, "1.", 2),
        ("item", 1, "y", 12, "", 2),
        ("item", 1, "z", 13, "2.", 2),
        ("item", 1, "u", 15, "•", 3),
    ]


@pytest.mark.parametrize(
    "source", ["[1]: word", "```\nword\n```", "    word", "<p>\nword\n</p>", "<!-- word -->", "word\n==="]
)
def test_nothing_vanishes_as_markup(source: str) -> None:
    assert "word" in "".join(block.text for block in blocks(source))


@pytest.mark.parametrize("source", [">" * 300 + "a", "1. " * 300, "- " * 299 + "a"])
def test_nesting_beyond_reason_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="nested too deeply in line 1"):
        blocks(source)


def test_the_library_is_not_loaded_for_lines_without_markup() -> None:
    code = "import sys, moot.markdown as m; m.inline('a “line”, 1918'); sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_ornament_is_no_nesting() -> None:
    for ornament in ("*" * 80, "* " * 40, "-" * 80, "- " * 40, "> " + "*" * 60):
        assert [block.text for block in blocks(f"One.\n\n{ornament}\n\nTwo.\n")] == ["One.", "Two."]


@pytest.mark.parametrize("signs", [">" * 31, "> " * 31, "- " * 31, "- > " * 16])
def test_deep_nesting_is_refused_before_it_is_parsed(signs: str) -> None:
    with pytest.raises(ValueError, match="nested too deeply in line 3"):
        blocks(f"One.\n\n{signs}Two.\n" + "a\n" * 20_000)
