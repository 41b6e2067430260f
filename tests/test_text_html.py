"""Saved web pages: the article without what stands around it, measured against hand-marked truth."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moot.problems import GuideProblems
from moot.text.html import from_html
from moot.text.imported import Imported
from saved import PAGES, page, score, truth


def of(body: str, head: str = "") -> Imported:
    return from_html(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def rows(body: str) -> list[str]:
    return [f"{part.kind} {part.level or ''}{part.marker}| {part.text}" for part in of(body).parts]


@pytest.mark.parametrize("name", sorted(file.stem for file in PAGES.glob("*.html")))
def test_a_saved_page_is_found_whole(name: str) -> None:
    found = from_html(page(name), f"{name}.html")
    result, wrong = score(truth(PAGES / f"{name}.txt"), found.parts)
    assert wrong == [], str(result)
    assert result.right == result.found == result.headings == result.levels


def test_what_a_page_says_about_itself() -> None:
    found = from_html(page("news"), "news.html")
    assert (found.title, found.authors, found.language) == (
        "Town keeps its ferry after a winter of meetings", ("Mara Quist",), "en-GB",
    )  # fmt: skip
    assert [problem.severity for problem in found.problems] == ["note"]
    assert from_html(page("word"), "word.html").title == "On the Keeping of Minutes"
    assert all(doubt.reason and found.parts[doubt.part] for doubt in found.doubts)


CASES = {
    "double breaks part paragraphs": ("One line.<br> <br/>\nAnother.", [
        "paragraph | One line.", "paragraph | Another."]),
    "lists count": (
        "<p>Of it:</p><ol start=3 reversed><li>c<li>b</ol><ol type=i><li>x</ol>",
        ["paragraph | Of it:", "item 13.| c", "item 12.| b", "item 1i.| x"],
    ),
    "the source of a quotation": (
        "<p>He:</p><blockquote>Words.<br>— Ana Lee, <cite>Letters</cite></blockquote>",
        ["paragraph | He:", "quotation | Words.", "attribution | Ana Lee, *Letters*"],
    ),
    "signs between letters": ("<p>com&shy;mon<wbr> m<sup>2</sup>, H<sub>2</sub>O</p>", ["paragraph | common m², H₂O"]),
    "hidden words": ("<p>Seen.<span style='display: none'>not</span><span aria-hidden=true>x</span></p>", [
        "paragraph | Seen."]),
    "a page number stays": ("<p>One [p. 23] two.</p>", ["paragraph | One [p. 23] two."]),
    "a table that only holds the page": ("<table><tr><td><p>One.</p></td></tr></table>", ["paragraph | One."]),
    "a table of data": (
        "<p>See:</p><table><tr><th>A<th>B<tr><td>1<td>x|y</table>",
        ["paragraph | See:", "table | | A | B |\n| --- | --- |\n| 1 | x\\|y |"],
    ),
    "a note": (
        "<p>One.<a href='#n'><sup>1</sup></a></p><p>Two.</p><p id=n>1. Of it.</p>",
        ["paragraph | One.[^1]", "paragraph | Two.", "note [^1]| Of it."],
    ),
    "two notes in one block": (
        "<p>A<a href='#a'>[1]</a> b<a href='#b'>[2]</a>.</p><p><a name=a></a>[1] First.<br>"
        "<a name=b></a>[2] Second.</p>",
        ["paragraph | A[^1] b[^2].", "note [^1]| First.", "note [^2]| Second."],
    ),
    "verse": ("<pre>Short is the line\nand so is this</pre>", ["verse | Short is the line\\\nand so is this"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_small_things(name: str) -> None:
    body, expected = CASES[name]
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("data", "warned"),
    [
        ("<p>Größe – ja</p>".encode(), False),
        ("<meta charset=utf-8><p>Größe – ja</p>".encode("utf-8-sig"), False),
        ("<p>Größe – ja</p>".encode("utf-16"), False),
        ("<meta charset='iso-8859-1'><p>Größe – ja</p>".encode("cp1252"), False),
        ("<p>Größe – ja</p>".encode("cp1252"), True),
        ("<meta charset=utf-8><p>Größe – ja</p>".encode("cp1252"), True),
    ],
)
def test_encodings_as_a_browser_finds_them(data: bytes, warned: bool) -> None:
    found = from_html(data, "page.html")
    assert [part.text for part in found.parts] == ["Größe – ja"]
    assert [problem.rule for problem in found.problems] == ["text-encoding"] * warned


HOSTILE = {
    "20,000 deep": ("<div>" * 20_000, "nested too deeply"),
    "styles left open": ("".join(f"<p><font size={i}>x" for i in range(30_000)), "nested too deeply"),
    "the same style left open in many paragraphs": (
        "".join(f"<p><i class={i % 3}>x" for i in range(60_000)),
        "200,000 tags",
    ),
    "closed by something else": ("<a><b></a>x" * 20_000, "nested too deeply"),
    "many attributes": ("<p " + " ".join(f"a{i}=1" for i in range(30_000)) + ">x", "500 attributes"),
    "words in a table, in no cell": ("<table>" + "<a>x" * 50_000, "nested too deeply"),
    "entities": ("<p>" + "&amp;" * 300_000, "entities"),
    "comments without end": ("<p>" + "<!-- " * 200_000, "no text"),
    "many tags": ("<br>" * 210_000, "200,000 tags"),
    "too large": ("<p>" + "word " * 2_200_000, "10 MB"),
    "a script only": ("<div id=app></div><script>" + "x" * 10_000, "no text"),
    "frames": ("<html><frameset><frame src=a></frameset></html>", "frames"),
    "bytes": ("\0\1\2<p>x", "not a web page"),
    "no tag": ('{"a": 1}', "not one tag"),
    "nothing": ("", "not one tag"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_page_gets_one_message(name: str) -> None:
    source, message = HOSTILE[name]
    with pytest.raises(GuideProblems, match=message) as caught:
        from_html(source.encode(), "page.html")
    assert len(caught.value.problems) == 1 and caught.value.problems[0].hint


TAGS = [
    "p", "b", "i", "div", "blockquote", "ol", "ul", "li", "table", "tr", "td", "h2", "pre", "br",
    "a href=#x", "a name=x",
    "sup", "cite", "dl", "dt", "dd", "q", "span class=verse", "p class=quote", "figure", "footer", "svg", "select",
]  # fmt: skip
WORDS = ["word ", "1 ", "— ", "\n", "<!--", "&lt;", "é"]
PIECES = [f"<{tag}>" for tag in TAGS] + [f"</{tag.split()[0]}>" for tag in TAGS] + WORDS


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80))
def test_any_page_gives_parts_or_a_message(source: str) -> None:
    try:
        found = from_html(f"<p>Begin.</p>{source}".encode("utf-8", "replace"), "page.html")
    except GuideProblems:
        return
    assert all((part.text.strip() and part.kind != "heading") or 1 <= part.level <= 6 for part in found.parts)


def test_a_long_book_is_read_whole() -> None:
    words = " ".join(f"word{i % 97}" for i in range(84))
    body = "".join(f"<h2>Chapter {i}</h2>" + f"<p class=x>{words} <i>{i}</i>.</p>" * 40 for i in range(30))
    assert len(of(f"<article>{body}</article>").parts) == 30 * 41
