"""Mistakes in the values of a theme, told at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from moot.render.theme_check import theme_problems
from moot.render.themes import new_theme, theme_folder, themes

CASES = {
    "a misspelt property": ("--body-szie: 12pt;", "warning: no rule uses the property “--body-szie”"),
    "a space in a length": ("--body-size: 15 pt;", "error: “15 pt” is no length"),
    "a colour with a sign too few": ("--link: #1a3c6;", "error: “#1a3c6” is no colour"),
    "a colour that is none": ("--link: #12345g;", "error: “#12345g” is no colour"),
    "letters too small": ("--side-size: 6pt;", "warning: letters of 6pt are hard to read"),
    "in a comment": ("/* --body-szie: 15 pt; */", ""),
    "a property of its own": ("--mine: 2mm; } p { margin: var(--mine);", ""),
    "right": ("--body-size: 11.5pt; --link: #1a3c6e; --ink: #000;", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_values_of_a_theme(name: str, tmp_path: Path) -> None:
    css, told = CASES[name]
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "theme.css").write_text(f":root {{\n  {css}\n}}\n", encoding="utf-8")
    found = theme_problems(tmp_path, "ours")
    assert [f"{one.severity}: {one.message}" for one in found] == [told] * bool(told)
    assert all((one.file, one.line) == ("ours/css/theme.css", 2) and one.hint and one.source for one in found)


def test_the_nearest_property_is_named(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "theme.css").write_text(":root { --body-szie: 12pt; }", encoding="utf-8")
    assert "--body-size" in theme_problems(tmp_path, "ours")[0].hint


def test_our_themes_and_new_ones_are_sound(tmp_path: Path) -> None:
    assert [theme_problems(theme.folder, name) for name, theme in themes().items()] == [()] * len(themes())
    for path, text in new_theme("Ours", "pamphlet").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert theme_problems(theme_folder(str(tmp_path)), "ours") == ()
