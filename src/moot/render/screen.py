"""A handout as one HTML file for screens: nothing is fetched, nothing runs, everything has its name.

The same parts are used as on paper, so numbers and words are the same. The page engine is not needed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from moot.problems import GuideProblems, Problem
from moot.render.fetch import GUIDE, OURS, Fetcher, Refused, name_for_people
from moot.render.html import page_html, style_sheets
from moot.render.screen_links import link_labels
from moot.render.screen_page import arrange, furnish
from moot.render.screen_tree import classes_of, cut, words_in
from moot.tongue import direction

__all__ = ["dead_ends", "html_file", "page_tree"]

_SHEETS = ("css/screen.css", "css/own.css")
"""Sizes, columns and inks of paper are of no use here, so the look is another one, and a theme's css/screen.css too."""

_FOR_SCREENS = {"screen": True, "codes": False, "line_numbers": False, "tight": 0, "notes_pages": 0}
"""What only paper has is left out, whatever was asked for."""

_DROPPED = frozenset({"script", "iframe", "object", "embed", "link", "base", "style", "form", "image", "use", "audio"})
_DROPPED |= {"video", "source", "track", "noscript", "template", "foreignObject", "animate", "set", "frame", "frameset"}
_LOADING = frozenset({"srcset", "poster", "background", "data", "action", "formaction", "ping", "manifest", "lowsrc"})
_LINKS = frozenset({"http", "https", "mailto"})
_CSS_URL = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)|@import\b[^;]*;?""", re.IGNORECASE | re.DOTALL)


def html_file(
    plan: Mapping[str, Any],
    folders: Sequence[Path],
    settings: Mapping[str, Any],
    names: Sequence[str] = (),
    guide_folder: Path | None = None,
    label: str = "page",
) -> bytes:
    """One edition of one session as a self-contained HTML file, in UTF-8.

    plan: a SessionPlan as plain data. settings: a Look as plain data, of which paper does not matter and large makes
    all letters larger. names: how messages call the folders; label: how they call this document. Pictures are read
    from guide_folder and become part of the file. Raises GuideProblems: for templates as `page_html`, for pictures that
    cannot be used, for links that lead nowhere.
    """
    look = {**settings, **_FOR_SCREENS}
    fetcher = Fetcher(guide_folder, folders)
    root, words = page_tree(plan, folders, settings, names)
    furnish(root, words)
    link_labels(root)
    problems = [*_without_loading(root, fetcher, label), *dead_ends(root, label)]
    css = _one_sheet(style_sheets(folders, look, names), fetcher)
    problems += [Problem(label, 0, 0, f"{one.url!r} cannot be shown: {one.reason}") for one in fetcher.refusals]
    if problems:
        raise GuideProblems(problems)
    _fill_head(root, css, look)
    return ("<!DOCTYPE html>\n" + ElementTree.tostring(root, "unicode", method="html") + "\n").encode()


def page_tree(
    plan: Mapping[str, Any], folders: Sequence[Path], settings: Mapping[str, Any], names: Sequence[str]
) -> tuple[Element, dict[str, str]]:
    """The page in order for a screen, and what the editions for screens say of their own, by name.

    Raises GuideProblems where a template fails.
    """
    look = {**settings, **_FOR_SCREENS}
    root = _tree(page_html(plan, folders, look, names))
    arrange(root)
    said = _tree(page_html(plan, folders, look, names, template="parts/screen-words.html"))
    return root, {element.get("data-word", ""): words_in(element) for element in said.iter("p")}


def _tree(html: str) -> Element:
    """The elements of a page, read as a browser would; names without namespaces, no comments."""
    import tinyhtml5  # type: ignore[import-untyped]

    root: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str):  # a comment
                cut(parent, child)
                continue
            child.tag = child.tag.rpartition("}")[2]
            for name in [name for name in child.attrib if "}" in name]:
                child.attrib[name.rpartition("}")[2]] = child.attrib.pop(name)
    return root


def _without_loading(root: Element, fetcher: Fetcher, label: str) -> Iterator[Problem]:
    """Takes out whatever could run or fetch; pictures of the guide become part of the page."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in _DROPPED or (child.tag == "meta" and child.get("http-equiv")):
                cut(parent, child)
    for element in root.iter():
        for name in [
            name for name in element.attrib if _loads(element.tag, name.lower(), element.attrib[name].lower())
        ]:
            del element.attrib[name]
        if element.tag == "img":
            try:
                got = fetcher.read(urljoin(GUIDE, element.get("src", "")))
            except Refused:
                continue  # kept by the fetcher
            element.set("src", _data_address(got.mime, got.body))
            if not element.get("alt"):
                what = name_for_people(got.url)
                hint = "say in a few words what is on it, for readers who cannot see it"
                yield Problem(label, 0, 0, f"the picture {what!r} has no description", hint)
        elif element.get("src") is not None:
            del element.attrib["src"]


def _loads(tag: str, name: str, value: str) -> bool:
    """Whether an attribute could fetch or run something. Pictures and links are looked at for themselves."""
    if name == "style":
        return "url(" in value or "\\" in value
    if name == "href":
        return tag != "a" and not value.startswith("#")
    return name in _LOADING or name.startswith("on")


def _data_address(mime: str, body: bytes) -> str:
    return f"data:{mime};base64,{base64.b64encode(body).decode()}"


def dead_ends(root: Element, label: str) -> Iterator[Problem]:
    """Places of the same name, and links that lead to no place, or into a computer that readers do not have."""
    seen: set[str] = set()
    for element in root.iter():
        name = element.get("id")
        if name in seen:
            yield Problem(label, 0, 0, f"two places on the page are called #{name}")
        seen |= {name} if name else set()
    for link in root.iter("a"):
        target = link.get("href")
        if target is None or (target.startswith("#") and target[1:] in seen):
            continue
        if target.startswith("#"):
            yield Problem(label, 0, 0, f"a link leads to {target}, and no place on the page is called so")
        elif urlsplit(target).scheme.lower() not in _LINKS or target.lower().startswith((GUIDE, OURS)):
            message = f"the link {target[:80]!r} is neither a web address nor an e-mail address"
            hint = "write the whole address, beginning with https://, or no link"
            yield Problem(label, 0, 0, message, hint)
        else:
            link.set("rel", "noreferrer")


def _one_sheet(sheets: Sequence[tuple[str, str]], fetcher: Fetcher) -> str:
    """The style of screens, then a group's own lines; pictures they name become part of the sheet."""

    def within(found: re.Match[str]) -> str:
        address = found[2]
        if address is None:
            address = found[0].removeprefix("@import").strip(" \"';")
        try:
            got = fetcher.read(urljoin(OURS + "css/", address))
        except Refused:
            return "none"
        return f'url("{_data_address(got.mime, got.body)}")' if found[2] is not None else ""

    css = "\n".join(text for name, text in sheets if name in _SHEETS)
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace("\r\n", "\n").replace("\r", "\n")
    lines = (line.strip() for line in _CSS_URL.sub(within, css).split("\n"))
    return "\n".join(line for line in lines if line).replace("</", "<\\/")


def _fill_head(root: Element, css: str, look: Mapping[str, Any]) -> None:
    """Who may load what (nobody anything), the width of telephones, the style; and how the lines run."""
    if look.get("large"):
        root.set("class", " ".join([*classes_of(root), "large"]))
    if not root.get("dir"):
        root.set("dir", direction(root.get("lang", "")))
    head = next(root.iter("head"))
    for meta in [one for one in head if one.tag == "meta" and (one.get("charset") or one.get("name") == "viewport")]:
        head.remove(meta)
    inline = [element.get("style", "") for element in root.iter() if element.get("style")]
    styles = [_hash(css), *(["'unsafe-hashes'"] if inline else []), *dict.fromkeys(map(_hash, inline))]
    policy = f"default-src 'none'; img-src data:; style-src {' '.join(styles)}; base-uri 'none'; form-action 'none'"
    metas: list[dict[str, str]] = [
        {"charset": "utf-8"},
        {"http-equiv": "Content-Security-Policy", "content": policy},
        {"name": "viewport", "content": "width=device-width, initial-scale=1"},
        {"name": "referrer", "content": "no-referrer"},
        {"name": "color-scheme", "content": "light dark"},
    ]
    style = Element("style")
    style.text = css
    head[:] = [*(Element("meta", one) for one in metas), *head, style]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
