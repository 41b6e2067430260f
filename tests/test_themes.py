"""Themes: properties that are explained and used, folders that are found or refused, pages without a fault."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import pdf_faults
from moot.load.guide_folder import load_guide
from moot.plan.session import plan_session
from moot.problems import UsageProblem
from moot.render import fonts
from moot.render.html import page_html, style_sheets
from moot.render.pdf import render_pdf
from moot.render.results import Rendered
from moot.render.themes import new_theme, properties, theme_folder, themes
from moot.resources import shipped

pytestmark = pytest.mark.xdist_group("themes")

OURS = shipped("templates")
CSS = OURS / "css"
NAMES = ("pamphlet", "study-circle", "worksheet")
DEFINED = re.compile(r"(--[\w-]+):")
USED = re.compile(r"var\((--[\w-]+)")


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


# --- custom properties: what authors of themes read ---


def undefined(sheets: dict[str, str], known: set[str]) -> list[str]:
    """`sheet: property` for everything used that no sheet defines."""
    return [f"{name}: {one}" for name, css in sheets.items() for one in USED.findall(css) if one not in known]


def unexplained(css: str) -> list[str]:
    """Properties whose line ends without a comment."""
    return [DEFINED.findall(line)[0] for line in css.splitlines() if line.startswith("  --") and "; /* " not in line]


def ours() -> dict[str, str]:
    """Our style sheets by name; that for screens has properties of its own."""
    return {file.name: without_comments(text_of(file)) for file in sorted(CSS.glob("*.css")) if file.stem != "screen"}


def test_every_property_that_is_used_is_defined() -> None:
    known = set(properties(text_of(CSS / "type.css")))
    assert len(known) > 50
    assert undefined(ours(), known) == []
    for name in NAMES:
        css = without_comments(text_of(themes()[name].folder / "css" / "theme.css"))
        assert undefined({name: css}, known | set(properties(css))) == []


def test_every_property_is_used_and_explained() -> None:
    css = text_of(CSS / "type.css")
    used = {one for sheet in ours().values() for one in USED.findall(sheet)}
    assert set(properties(css)) - used == set()
    assert unexplained(css) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_properties_a_theme_adds_are_used_and_explained(name: str) -> None:
    css = text_of(themes()[name].folder / "css" / "theme.css")
    own = set(properties(css)) - set(properties(text_of(CSS / "type.css")))
    assert own <= set(USED.findall(without_comments(css)))
    assert [one for one in unexplained(css) if one in own] == []


@pytest.mark.parametrize("name", ["page.css", "type.css", "parts.css", "narrow.css", "large.css"])
def test_faces_and_inks_stand_in_the_properties_only(name: str) -> None:
    css = without_comments(text_of(CSS / name))
    rules = re.sub(r"^:root \{.*?^\}", "", css, flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r'"[A-Z][^"]*"|#[0-9a-f]{3,6}\b', re.sub(r"content: [^;]*;|string-set: [^;]*;", "", rules)) == []


def test_a_property_without_definition_or_comment_would_be_found() -> None:
    assert undefined({"a.css": "p { color: var(--inc) }"}, {"--ink"}) == ["a.css: --inc"]
    assert unexplained(":root {\n  --ink: #000;\n  --rule: #888; /* lines */\n}") == ["--ink"]


def test_themes_name_only_families_that_come_with_moot() -> None:
    known = {family.name for family in fonts.FAMILIES}
    for file in (CSS / "type.css", *OURS.glob("themes/*/css/theme.css")):
        for one, value in properties(text_of(file)).items():
            if one in {"--serif", "--sans", "--typed"}:
                assert set(re.findall(r'"([^"]+)"', value)) <= known, f"{file.parent.parent.name} {one}"


# --- which folder ---


def test_what_comes_with_moot() -> None:
    assert tuple(themes()) == NAMES
    assert all(theme.title and theme.about and theme.folder.is_dir() for theme in themes().values())
    assert theme_folder("pamphlet") == OURS / "themes" / "pamphlet"


def own_theme(folder: Path) -> Path:
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "theme.css").write_text(":root { --ink: #111; }", encoding="utf-8")
    return folder


def test_a_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_theme(tmp_path / "looks" / "ours")
    own_theme(tmp_path / "pamphlet")
    monkeypatch.chdir(tmp_path)
    assert theme_folder("looks/ours") == Path("looks/ours")
    assert theme_folder("ours", tmp_path / "looks") == tmp_path / "looks" / "ours"
    assert theme_folder("pamphlet") == OURS / "themes" / "pamphlet"
    assert theme_folder("./pamphlet") == Path("./pamphlet")


@pytest.mark.parametrize(
    ("wanted", "beside", "words"),
    [
        ("pamphlt", None, "help: did you mean “pamphlet”?"),
        ("baroque", None, "help: themes: pamphlet, study-circle, worksheet; or a folder of your own"),
        ("", None, "there is no theme “”"),
        ("x" * 5000, None, "there is no theme"),
        ("empty", None, "it has neither css/theme.css nor parts/"),
        ("../ours", "empty", "leads out of the folder that names it"),
        ("link", "guide", "leads out of the folder that names it"),
    ],
)
def test_what_is_no_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str, beside: str | None, words: str
) -> None:
    own_theme(tmp_path / "ours")
    (tmp_path / "empty").mkdir()
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "link").symlink_to(tmp_path / "ours")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageProblem) as caught:
        theme_folder(wanted, tmp_path / beside if beside else None)
    assert words in str(caught.value)


# --- a theme to start from ---


def test_a_new_theme_has_every_property_with_its_comment_and_changes_nothing() -> None:
    files = new_theme("ours")
    assert sorted(files) == ["css/theme.css", "theme.yaml"]
    assert properties(files["css/theme.css"]) == properties(text_of(CSS / "type.css"))
    assert unexplained(files["css/theme.css"]) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_theme_like_another_looks_like_it(name: str) -> None:
    files = new_theme("ours", name)
    usual = properties(text_of(CSS / "type.css"))
    theirs = text_of(themes()[name].folder / "css" / "theme.css")
    assert properties(files["css/theme.css"]) == usual | properties(theirs)
    assert files["css/theme.css"].endswith(theirs[theirs.index("\n}") + 2 :])
    others = {file.name for file in themes()[name].folder.rglob("*.*") if file.suffix != ".yaml"}
    assert {Path(file).name for file in files} == others | {"theme.yaml"}


# --- pages ---


@cache
def printed(guide: Path, theme: str, paper: str) -> Rendered:
    """The handout of the small guide's first session, in a theme."""
    loaded = load_guide(guide, None, "small", (), ())
    plan = asdict(plan_session(loaded, loaded.guide.sessions[0], "participant"))
    look: dict[str, Any] = {"paper": paper, "theme": theme}
    folders = [theme_folder(theme), OURS]
    sheets = style_sheets(folders, look)
    return render_pdf(page_html(plan, folders, look), sheets, guide_folder=guide, asset_folders=folders, label=theme)


@pytest.mark.parametrize("paper", ["a4", "a5"])
@pytest.mark.parametrize("theme", NAMES)
def test_pages_of_a_theme_have_no_fault(small_guide: Path, tmp_path: Path, theme: str, paper: str) -> None:
    made = printed(small_guide, theme, paper)
    assert [fault for fault in made.faults if fault.severity == "error" or fault.kind.startswith("s")] == []
    assert made.problems == ()
    file = tmp_path / "page.pdf"
    file.write_bytes(made.pdf)
    assert pdf_faults.unsound_tags(file) == ()
    assert pdf_faults.unreadable_fonts(file) == ()
    assert pdf_faults.ink_at_the_edge(file) == ()


FACES = {
    "pamphlet": ("SourceSerif4", "SourceSans3"),
    "study-circle": ("IBMPlexMono", "SourceSans3"),
    "worksheet": ("SourceSans3", "SourceSerif4"),
}
"""The face of each theme, and one that it leaves alone."""


@pytest.mark.parametrize("theme", NAMES)
def test_each_theme_has_a_face_of_its_own(small_guide: Path, theme: str) -> None:
    there, absent = FACES[theme]
    with pikepdf.open(BytesIO(printed(small_guide, theme, "a4").pdf)) as pdf:
        fonts_in = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing]
        names = " ".join(str(font["/BaseFont"]).replace("-", "") for font in fonts_in)
    assert there in names
    assert absent not in names
