"""The editions for screens, HTML and plain text in Markdown: same numbers and words as on paper, for every reader."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from facilitators_words import LABELS, for_this_session, leaked, missing, secrets
from making import TEXT, load
from moot.load.guide_folder import Loaded, load_guide
from moot.markdown import plain
from moot.plan.session import plan_session
from moot.problems import GuideProblems
from moot.render.letters import letters_of
from moot.render.plain_lines import line_of
from moot.render.plain_text import markdown_file
from moot.render.screen import html_file, page_tree
from moot.resources import shipped, shipped_guides

OURS = shipped("templates")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


# Reading the files strictly


class _Strict(HTMLParser):
    """Builds a tree; refuses what is not closed, closed twice, or has an attribute twice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert tag not in VOID and self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def parsed(html: str) -> Element:
    """The html element of a page; fails where the page is not well made."""
    parser = _Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == [parser.root], f"<{parser.open[-1].tag}> is not closed"
    (root,) = parser.root
    return root


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def having(tree: Element, name: str) -> list[Element]:
    return [element for element in tree.iter() if name in element.get("class", "").split()]


@dataclass(frozen=True)
class Page:
    """One edition of one session, as HTML and as Markdown, with the plan it is made from."""

    name: str
    loaded: Loaded
    plan: dict[str, Any]
    html: str
    markdown: str

    @property
    def root(self) -> Element:
        return parsed(self.html)


def page_of(loaded: Loaded, edition: Any, number: int = 0, **look: Any) -> Page:
    plan = asdict(plan_session(loaded, loaded.guide.sessions[number], edition))
    name = f"{loaded.guide.slug} {edition}"
    html, markdown = (
        make(plan, [OURS], look, ["moot/templates"], loaded.folder) for make in (html_file, markdown_file)
    )
    return Page(name, loaded, plan, html.decode(), markdown.decode())


@pytest.fixture(scope="module")
def pages(small_guide: Path) -> list[Page]:
    """The first session of the shipped guides and of the small one, which tries every part, in both editions."""
    guides = [load_guide(folder) for folder in [*shipped_guides().values(), small_guide]]
    return [page_of(loaded, edition) for loaded in guides for edition in ("participant", "facilitator")]


@pytest.fixture
def small(tmp_path: Path) -> Loaded:
    return load(tmp_path, **{"text.md": TEXT})


# What every page keeps


def headings(root: Element) -> list[str]:
    """Where levels are skipped or there is not one first heading."""
    levels = [int(one.tag[1]) for one in root.iter() if re.fullmatch("h[1-6]", one.tag)]
    found = [] if levels[:1] == [1] and levels.count(1) == 1 else ["not one h1, and first"]
    return found + [f"h{one} to h{two}" for one, two in pairwise(levels) if two > one + 1]


def landmarks(root: Element) -> list[str]:
    """Where the body is not a link past everything, a header, contents, the main part and a footer."""
    (body,) = root.findall("body")
    tags = [child.tag for child in body]
    found = [] if tags == ["a", "header", "nav", "main", "footer"] else [f"the body holds {tags}"]
    link, nav = body.find("a"), body.find("nav")
    assert link is not None and nav is not None
    found += [] if link.get("href") == "#main" else ["the first link does not lead to the main part"]
    wanted = {one.get("id") for part in ("main", "footer") for top in body.findall(part) for one in top.iter()}
    dead = [words(one) for one in nav.iter("a") if one.get("href", "")[1:] not in wanted]
    return found + [f"the contents lead nowhere: {one}" for one in dead]


def names_and_links(root: Element) -> list[str]:
    """Names given twice, and links within the page that lead nowhere."""
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    found = [f"twice: {one}" for one in set(ids) if ids.count(one) > 1]
    inner = [one.get("href", "") for one in root.iter("a") if one.get("href", "").startswith("#")]
    referred = [one.get(name, "") for one in root.iter() for name in ("for", "aria-labelledby") if one.get(name)]
    return found + [f"no place: {one}" for one in [*(href[1:] for href in inner), *referred] if one not in ids]


def unlabelled(root: Element) -> list[str]:
    """Boxes without a label of their own, and labels that two boxes share."""
    labels = {one.get("for"): words(one) for one in root.iter("label")}
    boxes = [one for one in root.iter() if one.tag in {"input", "textarea", "select", "button"}]
    named = [labels.get(box.get("id")) or box.get("aria-label", "") for box in boxes]
    wrong = [one for one in named if not one.startswith("Your notes on ")]
    return wrong + [f"twice: {one}" for one in set(named) if named.count(one) > 1]


def undescribed(root: Element) -> list[str]:
    pictures = [one for one in root.iter() if one.tag in {"img", "svg"}]
    return [one.tag for one in pictures if not (one.get("alt") or any(words(title) for title in one.iter("title")))]


def loading(root: Element) -> list[str]:
    """Whatever a browser would fetch or run."""
    found = [
        one.tag for one in root.iter() if one.tag in {"script", "link", "iframe", "object", "embed", "base", "form"}
    ]
    for one in root.iter():
        for name, value in one.attrib.items():
            if name in {"src", "srcset", "poster", "data", "xlink:href"} and not value.startswith("data:image/"):
                found.append(f"{name}={value}")
            if name.startswith("on") or (name == "style" and "url(" in value):
                found.append(f"{name}={value}")
    for style in root.iter("style"):
        found += [one for one in re.findall(r"url\(([^)]*)|(@import)", words(style)) if "data:image/" not in one[0]]
    return found


def policy(root: Element) -> list[str]:
    """What the page forbids, where it is not everything but its own style."""
    metas = {one.get("http-equiv", ""): one.get("content", "") for one in root.iter("meta")}
    rules = dict(rule.split(" ", 1) for rule in metas["Content-Security-Policy"].split("; "))
    (style,) = root.iter("style")
    allowed = [style.text or "", *(one.get("style", "") for one in root.iter() if one.get("style"))]
    sums = {base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in allowed}
    given = set(re.findall(r"'sha256-([^']+)'", rules.pop("style-src")))
    found = [] if given == sums else ["styles are allowed that are not there, or the other way round"]
    wanted = {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
    return found + ([] if rules == wanted else [str(rules)])


CHECKS = {one.__name__: one for one in (headings, landmarks, names_and_links, unlabelled, undescribed, loading, policy)}


@pytest.mark.parametrize("check", CHECKS)
def test_pages_keep(check: str, pages: list[Page]) -> None:
    assert {page.name: CHECKS[check](page.root) for page in pages} == {page.name: [] for page in pages}


SPOILT = {
    "headings": ("<h2", "<h5"),
    "landmarks": ("<nav", "<nav><a href='#x'>x</a></nav><nav"),
    "names_and_links": ('href="#q1"', 'href="#q99"'),
    "unlabelled": ("<label for=", "<label class="),
    "undescribed": ("</main>", '<img src="data:image/png;base64,"></main>'),
    "loading": ("</main>", '<img alt="x" src="https://example.org/x.png"></main>'),
    "policy": ("</style>", "p{}</style>"),
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_check_sees_a_spoilt_page(check: str, pages: list[Page]) -> None:
    old, new = SPOILT[check]
    html = pages[0].html
    assert old in html
    spoilt = re.sub(f"{re.escape(old)}(.*?)", lambda found: new, html, count=1)
    if check == "headings":
        spoilt = re.sub(r"(<h5[^>]*>[^<]*)</h2>", r"\1</h5>", spoilt, count=1)
    assert CHECKS[check](parsed(spoilt))


# The same numbers and words as on paper


def numbers_of(page: Page) -> dict[str, list[str]]:
    plan = page.plan
    blocks = [block for section in plan["sections"] for block in section["blocks"]]
    readings = [one for role in ("primary", "support", "counterpoint", "others") for one in plan[role]]
    return {
        "questions": [one["label"] for one in plan["questions"]],
        "paragraphs": [f"¶{block['number']}" for block in blocks if block["number"]],
        "claims": [one["label"] for one in plan["claims"]],
        "readings": sorted(one["label"] for one in readings),
    }


def test_numbers_of_the_html_are_those_of_the_plan(pages: list[Page]) -> None:
    for page in pages:
        root = page.root
        claims = [next(one.iter("h3")) for one in having(root, "claim")]
        for one in (quiet for claim in claims for quiet in having(claim, "quiet")):
            one.text = ""
        assert numbers_of(page) == {
            "questions": [words(one) for one in having(root, "question-label")],
            "paragraphs": [words(one) for one in having(root, "pn")],
            "claims": [words(one) for one in claims],
            "readings": sorted(words(one) for one in having(root, "reading-label")),
        }
        for number in numbers_of(page)["questions"]:
            assert any(one.get("id") == number.casefold() for one in having(root, "question"))
        for number in numbers_of(page)["paragraphs"]:
            assert any(one.get("id") == f"p{number[1:]}" for one in root.iter("p"))


def test_numbers_of_the_markdown_are_those_of_the_plan(pages: list[Page]) -> None:
    for page in pages:
        text = page.markdown
        wanted = numbers_of(page)
        assert re.findall(r"^### (Q\d+) \(", text, re.M) == wanted["questions"]
        assert (
            re.findall(r"^(?:> )?(¶\d+) ", re.sub(r"\n\n¶\S+ ·.*|\n\n¶[\d–; ¶]+\n", "", text), re.M)
            == wanted["paragraphs"]
        )
        assert re.findall(r"^### (Claim \d+)", text, re.M) == wanted["claims"]
        found = re.findall(r"^(?:### )?([A-Z]\d+) (?:\*\*)?\S", re.sub(r"^### Q.*", "", text, flags=re.M), re.M)
        assert sorted(set(found)) == sorted(wanted["readings"])


def prose_of(value: Any, key: str = "") -> Iterator[str]:
    """Every text of a plan that is printed as it is."""
    unprinted = {
        "text_title",
        "session_id",
        "contact",
        "next_time",
        "url",
        "file",
        "alt",
        "seen",
        "confidence",
        "place",
    }
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in unprinted:
                yield from prose_of(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from prose_of(inner, key)
    elif isinstance(value, str) and len(value.split()) > 3:
        yield value


def letters_in(page: Page) -> dict[str, str]:
    (body,) = page.root.findall("body")
    told = MarkdownIt("commonmark", {"html": True}).render(page.markdown)
    return {"html": letters_of("".join(body.itertext())), "markdown": letters_of(unescape(re.sub("<[^>]+>", "", told)))}


def test_no_prose_of_the_guide_is_lost(pages: list[Page]) -> None:
    for page in pages:
        letters = letters_in(page)
        texts = [text for text in prose_of(page.plan) if letters_of(plain(text)) in letters["html"]]
        assert len(texts) > 60
        lost = [text for text in texts if letters_of(plain(text)) not in letters["markdown"]]
        assert lost == []


def test_the_markdown_has_the_letters_of_the_page(pages: list[Page]) -> None:
    """Letter for letter, but for what a table on paper says once above its columns."""
    for page in pages:
        root, _ = page_tree(page.plan, [OURS], {}, ["moot/templates"])
        written = 0
        markdown = letters_in(page)["markdown"]
        for element in root.find("body").iter():  # type: ignore[union-attr]
            if element.tag in {"p", "li", "td", "h1", "h2", "h3", "h4"} and not list(element.iter("li"))[1:]:
                said = letters_of(words(element))
                if "item" in (element.get("class") or "").split():  # its number is that of the list
                    said = said.lstrip("0123456789")
                assert said in markdown, words(element)
                written += len(said)
        assert written > 0.9 * len(markdown) > 5_000


def test_the_markdown_is_one_paragraph_a_line_and_no_html(pages: list[Page]) -> None:
    for page in pages:
        tokens = MarkdownIt("commonmark").parse(page.markdown)
        inner = [child for token in tokens for child in token.children or ()]
        assert {token.type for token in tokens if token.type.startswith(("html", "code", "fence", "hr"))} == set()
        assert [child.content for child in inner if child.type in {"html_inline", "softbreak", "image"}] == []
        assert not re.search(r" $|\t|\n\n\n", page.markdown, re.M)
        levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
        assert levels[0] == 1 and all(two <= one + 1 for one, two in pairwise(levels))


def test_what_is_for_the_facilitator_stays_with_the_facilitator(pages: list[Page]) -> None:
    known = {page.loaded.guide.slug: secrets(page.loaded) for page in pages[::2]}
    for page in pages:
        letters = letters_in(page)
        everything = letters_of(page.html + page.markdown)
        if page.plan["edition"] == "participant":
            assert leaked(known[page.loaded.guide.slug], everything) == ()
        else:
            told = for_this_session(page.loaded, page.loaded.guide.sessions[0])
            assert leaked(known[page.loaded.guide.slug], everything)
            assert [missing(told, letters[kind]) for kind in letters] == [(), ()]
            assert all(letters_of(label) in everything for label in LABELS[:3])


# What strangers write


BITE = """<script>alert(1)</script> "><img src=x onerror='alert(2)'> {{ 7 * 7 }} & ' # *a* [b](javascript:c) `"""


def bitten(value: Any, key: str = "") -> Any:
    """The plan with BITE behind every piece of text, but for the words that our own code chooses from."""
    fixed = {"edition", "language", "kind", "need", "role", "priority", "confidence", "best_case", "status", "place"}
    fixed |= {"url", "stances", "label", "date", "when", "years", "old_style", "id", "file", "marker"}
    if isinstance(value, dict):
        return {name: bitten(item, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [bitten(item, key) for item in value]
    return value + BITE if isinstance(value, str) and key not in fixed else value


def test_markup_in_any_field_comes_out_as_words(small: Loaded) -> None:
    for edition in ("participant", "facilitator"):
        clean = page_of(small, edition)
        bad = bitten(clean.plan)
        html = html_file(bad, [OURS], {}, ["moot/templates"], small.folder).decode()
        tags = [{one.tag for one in parsed(text).iter()} for text in (clean.html, html)]
        assert tags[1] - {"wbr", "em", "code"} <= tags[0]
        assert not loading(parsed(html))
        assert "<script>alert(1)</script>" in words(parsed(html))
        markdown = markdown_file(bad, [OURS], {}, ["moot/templates"]).decode()
        kinds = [
            [one.type for one in MarkdownIt("commonmark").parse(text) if one.type.endswith("_open") or one.type == "hr"]
            for text in (clean.markdown, markdown)
        ]
        assert kinds[0].count("heading_open") == kinds[1].count("heading_open")
        assert set(kinds[1]) == set(kinds[0])


SIGNS = st.text(alphabet="ab *_[]()<>&;`\\#-+=1.!:“”~|é\n", max_size=24)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["b", "em", "code", "a", "span", "br"]), SIGNS, SIGNS), max_size=4), SIGNS)
def test_a_line_reads_as_it_was_written(parts: list[tuple[str, str, str]], first: str) -> None:
    """Whatever stands in a paragraph: read back as CommonMark it is one paragraph with the same words."""
    paragraph = Element("p")
    paragraph.text = first
    for tag, inner, after in parts:
        child = Element(tag, {"href": "https://example.org/a_b(c)"} if tag == "a" else {})
        child.text, child.tail = (inner if tag != "br" else None), after
        paragraph.append(child)
    line = line_of(paragraph, {})
    told = MarkdownIt("commonmark").render(line)
    blocks = [one.type for one in MarkdownIt("commonmark").parse(line) if one.type.endswith("_open")]
    assert blocks in ([], ["paragraph_open"]), line
    assert unescape(re.sub("<[^>]+>", "", told)).split() == "".join(_said(paragraph)).split(), line


def _said(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif (child.text or "").strip() and child.tag in {"code", "a"}:
            text = child.text or ""
            yield f"{' ' * text[:1].isspace()}{' '.join(text.split())}{' ' * text[-1:].isspace()}"
        else:
            yield child.text or ""
        yield child.tail or ""


def own(folder: Path, **parts: str) -> list[Path]:
    for name, source in parts.items():
        file = folder / "own" / name.replace("__", "/").replace("_html", ".html").replace("_css", ".css")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    return [folder / "own", OURS]


HARMFUL = """<section class="closing"><script src="https://example.org/x.js"></script><h6>Deep</h6><!-- remark -->
<p onclick="x()" style="background:url(https://example.org/y.png)">Bye <b style="color:red">now</b>
<iframe src="https://example.org"></iframe><svg><title>A line</title><use href="https://example.org/z.svg#a"></use>
<path d="M0 0"></path></svg><table><tr><td>one<td>two</table><form action="https://example.org"><input></form></section>"""


def test_a_strangers_template_neither_runs_nor_fetches(tmp_path: Path, small: Loaded) -> None:
    plan = asdict(plan_session(small, small.guide.sessions[0], "participant"))
    folders = own(tmp_path, parts__closing_html=HARMFUL, css__own_css="p { color: navy } </style><script>")
    root = parsed(html_file(plan, folders, {}).decode())
    assert [check(root) for check in (headings, landmarks, names_and_links, loading, policy)] == [[]] * 5
    assert "Bye now" in words(root) and "Deep" in words(root) and "remark" not in words(root)
    assert "Bye **now**" in markdown_file(plan, folders, {}).decode()


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (
            '<img src="https://example.org/a.png" alt="a">',
            "'https://example.org/a.png' cannot be shown: the network is ",
        ),
        ('<img src="../../secret.png" alt="a">', "'secret.png' cannot be shown: there is no such file"),
        ('<img src="none.png" alt="a">', "'none.png' cannot be shown: there is no such file"),
        ('<a href="#nowhere">x</a>', "a link leads to #nowhere, and no place on the page is called so"),
        ('<a href="file.html">x</a>', "the link 'file.html' is neither a web address nor an e-mail address"),
        ('<a href="javascript:x">x</a>', "the link 'javascript:x' is neither a web address nor an e-mail address"),
        ('<p id="q1">x</p>', "two places on the page are called #q1"),
        ("{{ plan.titel }}", "the template uses the name “titel”, which does not exist here"),
    ],
)
def test_what_cannot_be_shown_is_refused(tmp_path: Path, small: Loaded, part: str, message: str) -> None:
    plan = asdict(plan_session(small, small.guide.sessions[0], "participant"))
    folders = own(tmp_path, parts__closing_html=part)
    with pytest.raises(GuideProblems) as caught:
        html_file(plan, folders, {}, ["own", "moot/templates"], small.folder, "session s1")
    (problem,) = caught.value.problems
    assert problem.message.startswith(message)
    assert problem.file in {"session s1", "own/parts/closing.html"}


def test_pictures_are_part_of_the_page(pages: list[Page]) -> None:
    pictures = [one for page in pages for one in page.root.iter("img")]
    assert pictures
    for one in pictures:
        head, _, body = one.get("src", "").partition(",")
        assert head == "data:image/png;base64" and base64.b64decode(body).startswith(b"\x89PNG")
    assert all(f"Picture: {one.get('alt')}" in "".join(page.markdown for page in pages) for one in pictures)


# Looks


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def colours() -> dict[str, dict[str, str]]:
    """The inks by day, in the dark and in print."""
    css = (OURS / "css" / "screen.css").read_text(encoding="utf-8")
    roots = re.findall(r":root \{([^}]*)\}", css)
    assert len(roots) == 3
    day, dark, printed = (dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", one)) for one in roots)
    return {"day": day, "dark": day | dark, "print": day | printed}


@pytest.mark.parametrize("name", ["day", "dark", "print"])
def test_words_stand_out_from_the_paper(name: str) -> None:
    inks = colours()[name]
    for paper in ("paper", "soft"):
        for ink in ("ink", "quiet", "link"):
            assert contrast(inks[ink], inks[paper]) >= 4.5, (ink, paper)
        for line in ("rule", "focus"):
            assert contrast(inks[line], inks[paper]) >= 3, (line, paper)


def test_there_are_no_other_colours_and_no_fixed_sizes() -> None:
    css = (OURS / "css" / "screen.css").read_text(encoding="utf-8")
    rules = re.sub(r":root \{[^}]*\}|/\*.*?\*/", "", css, flags=re.S)
    assert set(re.findall(r"#[0-9a-f]{3,6}\b|rgba?\(|hsl|\b(?:black|white|gr[ae]y)\b(?!-)", rules)) == {"#ffffff"}
    screen, _, printed = rules.partition("@media print")
    assert re.findall(r"[\d.]+(?:pt|mm|cm|in)\b", screen) == []
    assert re.findall(r"font(?:-size)?: [^;]*\dpx", screen) == []
    assert printed


def test_large_print_makes_all_letters_larger(small: Loaded) -> None:
    assert "large" in page_of(small, "participant", large=True).root.get("class", "").split()
    assert "large" not in page_of(small, "participant").root.get("class", "").split()


def test_what_only_paper_has_is_left_out(small: Loaded) -> None:
    asked = page_of(small, "participant", codes=True, line_numbers=True, tight=3, paper="a5", notes_pages=2)
    assert asked.root.find("body").get("class") == "participant a5"  # type: ignore[union-attr]
    bare = page_of(small, "participant")
    assert asked.html.replace("participant a5", "participant a4") == bare.html


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("es", "ltr")])
def test_lines_run_as_the_language_does(small: Loaded, language: str, direction: str) -> None:
    plan = asdict(replace(plan_session(small, small.guide.sessions[0], "participant"), language=language))
    root = parsed(html_file(plan, [OURS], {}).decode())
    assert (root.get("lang"), root.get("dir")) == (language, direction)
    assert [check(root) for check in (headings, landmarks, names_and_links)] == [[], [], []]


def test_labels_lead_to_their_places(small: Loaded) -> None:
    root = page_of(small, "participant").root
    agenda = next(iter(having(root, "agenda")))
    assert {one.get("href") for one in agenda.iter("a")} >= {"#q1", "#q2"}
    assert {one.get("href") for one in next(iter(having(root, "before"))).iter("a")} >= {"#reading-p1"}
    paragraph = next(one for one in root.iter("p") if one.get("id") == "p1")
    assert words(paragraph).startswith("¶1 Yeast came first")


def test_the_page_engine_is_not_needed(tmp_path: Path, small: Loaded) -> None:
    code = (
        "import sys; from moot.render.screen import html_file; from moot.render.plain_text import markdown_file\n"
        "print(sorted({'weasyprint', 'pydyf', 'fontTools', 'PIL', 'pikepdf'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "weasyprint" not in ran.stdout
    assert fromstring("<a/>").tag == "a"


def test_the_same_plan_gives_the_same_bytes(small: Loaded) -> None:
    assert page_of(small, "facilitator").html == page_of(small, "facilitator").html
    assert page_of(small, "facilitator").markdown == page_of(small, "facilitator").markdown
