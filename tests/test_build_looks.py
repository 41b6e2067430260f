"""How the files of a request look and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from moot.adapt.whole import Adapted, Wanted, adapted_guide
from moot.build.looks import Looks, looks_of
from moot.build.request import Request
from moot.guide.adaptation import settings_of
from moot.problems import UsageProblem
from moot.render.look import Look
from printed import SMALL


def looks(settings: Mapping[str, Any] | None = None, **asked: Any) -> Looks:
    """The looks of a request for the small guide."""
    request = Request(SMALL, "small", **({"paper": None} | asked), settings=settings or {})
    guide = (request.folder, request.name, request.adaptations, request.text, request.set_folders)
    return looks_of(request, cast(Adapted, adapted_guide(Wanted(*guide, settings_of(**request.settings)))))


NAMES = {
    "s1-participant-a4.pdf": ({}, {}),
    "s1-participant-letter.pdf": ({"paper": "letter"}, {}),
    "s1-participant-a4-large.pdf": ({}, {"large_print": "yes"}),
    "s1-participant-a4-pamphlet.pdf": ({"theme": "pamphlet"}, {}),
    "s1-participant-a4-my-own.pdf": ({"theme": "looks/My own"}, {}),
    "s1-participant-a4-fit2.pdf": ({"fit": "2"}, {}),
    "s1-participant-a4-de.pdf": ({}, {"language": "de"}),
    "s1-participant-a4-lines.pdf": ({}, {"line_numbers": "yes"}),
    "s1-participant-a5.pdf": ({"booklet": True}, {}),
    "s1-participant-half-letter.pdf": ({"booklet": True, "paper": "letter"}, {}),
    "s1-participant-a5-fit4.pdf": ({"fit": "folded-a4"}, {}),
    "s1-participant-half-letter-fit4.pdf": ({"fit": "folded-letter", "paper": "a4"}, {}),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_say_what_a_file_is(name: str) -> None:
    asked, settings = NAMES[name]
    assert looks(settings, **asked).file_name("s1", "participant") == name


def test_what_has_drafts_in_it_is_called_a_draft() -> None:
    look = looks({"minutes": "60"})
    assert look.file_name("s1", "participant", drafts=3) == "s1-60min-draft-participant-a4.pdf"
    assert look.file_name("s1", "kit", paper="letter", drafts=1) == "s1-60min-draft-kit-letter.pdf"
    assert looks(fit="2").file_name("s1", "participant", drafts=1) == "s1-draft-participant-a4-fit2.pdf"
    assert looks().file_name("s1", "participant", "html", drafts=1) == "s1-draft-participant.html"


def test_the_command_goes_before_the_adaptation(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(f"extends: {SMALL.as_posix()}\nset: {{paper: letter, ink: full, codes: no, sides: two}}\n", "utf-8")
    assert _with(file).look == Look(paper="letter", ink="full", codes=False, sides=2)
    assert _with(file, paper="a4", settings={"ink": "saver"}).look == Look(paper="a4", codes=False, sides=2)


def test_a_theme_beside_a_file_is_found_by_files_that_build_on_it(tmp_path: Path) -> None:
    (tmp_path / "union" / "look").mkdir(parents=True)
    (tmp_path / "local").mkdir()
    union, local = tmp_path / "union" / "union.yaml", tmp_path / "local" / "local.yaml"
    union.write_text(f"extends: {SMALL.as_posix()}\nset: {{theme: look}}\n", "utf-8")
    local.write_text("extends: ../union/union.yaml\nset: {sides: two}\n", "utf-8")
    assert _with(local).look.theme == str((tmp_path / "union" / "look").resolve())
    assert _with(local).file_name("s1", "participant") == "s1-participant-a4-look.pdf"


def _with(file: Path, paper: str | None = None, settings: Mapping[str, Any] | None = None) -> Looks:
    request = Request(None, None, paper=paper, adaptations=(file,), settings=settings or {})
    wanted = Wanted(None, None, (file,), None, (), settings_of(**request.settings))
    return looks_of(request, adapted_guide(wanted))


@pytest.mark.parametrize(
    ("asked", "sides", "sheet"),
    [
        ({}, 1, ""),
        ({"settings": {"sides": "two"}}, 2, ""),
        ({"booklet": True}, 2, "a4"),
        ({"kit": True}, 2, ""),  # a kit is printed on both sides
        ({"kit": True, "settings": {"sides": "one"}}, 1, ""),
        ({"fit": "folded-letter"}, 2, "letter"),
    ],
)
def test_what_is_printed_on_both_sides_has_its_margin_inside(asked: dict[str, Any], sides: int, sheet: str) -> None:
    made = looks(asked.pop("settings", None), **asked)
    assert (made.look.sides, made.sheet) == (sides, sheet)


@pytest.mark.parametrize(
    ("asked", "settings", "words"),
    [
        ({"fit": "0"}, {}, "neither a number of pages"),
        ({"fit": "folded-a3"}, {}, "folded-a4"),
        ({"fit": "2000"}, {}, "neither a number of pages"),
        ({"booklet": True}, {"large_print": "yes"}, "whole sheet"),
        ({"paper": "a5"}, {"large_print": "yes"}, "whole sheet"),
        ({}, {"language": "xx"}, "write one of: en, ar, de"),
    ],
)
def test_what_cannot_be_is_refused(asked: dict[str, Any], settings: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageProblem, match=words):
        looks(settings, **asked)
