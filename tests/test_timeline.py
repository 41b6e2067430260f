"""The drawing of a timeline: everything within it, nothing over anything else, in the order of time."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from moot.load.guide_folder import load_guide
from moot.plan.dates import printed_date
from moot.plan.session import plan_session
from moot.render import fonts
from moot.render.look import Look
from moot.render.timeline import drawn_timeline
from moot.render.timeline_labels import text_width
from moot.render.timeline_scale import scale_of, when_of
from moot.resources import shipped_guides
from moot.tongue import speaking

MM = 25.4 / 72
LOOKS = {
    f"{paper}{' large' * large}": (paper, large) for paper in ("a4", "letter", "a5", "half-letter") for large in (0, 1)
}
HEIGHTS = {"a4": 259, "letter": 241, "a5": 181, "half-letter": 187}
LARGE_HEIGHTS = {"a4": 251, "letter": 231, "a5": 181, "half-letter": 187}
"""Of the lines of a page, in mm."""


def look(name: str) -> dict[str, Any]:
    paper, large = LOOKS[name]
    return Look(paper=paper, large=bool(large)).plain()


def event(when: str, until: str = "", old: str = "") -> dict[str, str]:
    date = printed_date(f"{when}/{until}" if until else when)
    return {"when": when, "until": until, "date": date, "old_style": printed_date(old), "old_when": old}


def dates(least: int = 1, most: int = 2100) -> st.SearchStrategy[str]:
    year = st.integers(least, most).map(lambda year: f"{year:04}")
    month = st.tuples(year, st.integers(1, 12)).map(lambda parts: f"{parts[0]}-{parts[1]:02}")
    day = st.tuples(month, st.integers(1, 28)).map(lambda parts: f"{parts[0]}-{parts[1]:02}")
    return year | month | day | day | day.map("c. {}".format)


def timelines() -> st.SearchStrategy[list[dict[str, str]]]:
    spans = st.one_of(dates(), dates(1914, 1921), dates(1917, 1917))
    one = st.tuples(spans, st.booleans()).map(lambda got: event(got[0], "", got[0] if got[1] else ""))
    two = st.tuples(dates(1890, 1910), dates(1911, 1930)).map(
        lambda got: event(got[0].removeprefix("c. "), got[1].removeprefix("c. "))
    )
    return st.lists(one | two, min_size=3, max_size=40).map(
        lambda events: sorted(events, key=lambda one: when_of(one["when"], one["until"]).start)
    )


def words_of(svg: str) -> list[tuple[float, float, float, float, str]]:
    """(left, top, right, bottom, words) of every text in the drawing."""
    boxes = []
    for text in ElementTree.fromstring(svg).iter("text"):
        size = float(text.get("font-size", "0")) / MM
        wide = text_width(text.text or "", size, text.get("font-weight") == "600")
        x, base = float(text.get("x", "0")), float(text.get("y", "0"))
        left = x - wide if text.get("text-anchor") == "end" else x
        boxes.append((left, base - 0.75 * size * MM, left + wide, base + 0.22 * size * MM, text.text or ""))
    return boxes


def faults_of(svg: str, name: str) -> list[str]:
    """What is wrong with a drawing."""
    root = ElementTree.fromstring(svg)
    paper, large = LOOKS[name]
    width, height = (float(value) for value in root.get("viewBox", "").split()[2:])
    faults = ["higher than a third of the page"] * (height > (LARGE_HEIGHTS if large else HEIGHTS)[paper] / 3)
    boxes = words_of(svg)
    for left, top, right, bottom, words in boxes:
        if left < 0 or top < -0.3 or right > width or bottom > height + 0.3:
            faults.append(f"{words} leaves the drawing")
    for one, other in combinations(boxes, 2):
        if (
            min(one[2], other[2]) - max(one[0], other[0]) > 0.01
            and min(one[3], other[3]) - max(one[1], other[1]) > 0.01
        ):
            faults.append(f"{one[4]} touches {other[4]}")
    marks = [float(one.get("cy", one.get("y", "0"))) for one in root if one.tag in {"circle", "rect"}]
    faults += ["a mark leaves the drawing"] * any(not 0.5 <= y <= height - 0.5 for y in marks)
    faults += ["a later event stands above an earlier one"] * (sorted(marks) != marks)
    sizes = [float(one.get("font-size", "0")) / MM for one in root.iter("text")]
    return faults + ["letters too small"] * (min(sizes) < (18 if large else 8) - 0.01)


@settings(max_examples=150, deadline=None)
@given(timelines(), st.sampled_from(sorted(LOOKS)))
def test_nothing_touches_or_leaves_the_drawing(events: list[dict[str, str]], name: str) -> None:
    drawing = drawn_timeline(events, look(name), "T")
    assert drawing is not None
    assert faults_of(drawing["svg"], name) == []
    assert numbers_in(drawing["svg"]) == set(range(1, len(events) + 1))


def numbers_in(svg: str) -> set[int]:
    """The events that have their number beside the line, alone or as one of several."""
    found: set[int] = set()
    for text in ElementTree.fromstring(svg).iter("text"):
        if text.get("font-weight") == "600":
            first, _, last = (text.text or "").partition("–")
            found |= set(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize("guide", sorted(shipped_guides()))
@pytest.mark.parametrize("name", ["a4", "a5", "a4 large"])
def test_the_timelines_of_our_guides(guide: str, name: str) -> None:
    loaded = load_guide(shipped_guides()[guide])
    for session in loaded.guide.sessions:
        events = [vars(one) for one in plan_session(loaded, session, "participant").timeline]
        drawing = drawn_timeline(events, look(name), "T")
        assert (drawing is None) == (len(events) < 3)
        if drawing is not None:
            assert faults_of(drawing["svg"], name) == []
            texts = " ".join(words for *_, words in words_of(drawing["svg"]))
            if name == "a4":
                assert all(one["date"] in texts and one["old_style"] in texts for one in events)


def test_dates_in_arabic_are_drawn_in_numbers() -> None:
    with speaking("ar"):
        events = [event("1917-10-23", old="1917-10-10"), event("1917-11-06", "1917-11-07"), event("c. 1918-01")]
        drawing = drawn_timeline(events, look("a4"), "T")
    assert drawing is not None
    words = [text for *_, text in words_of(drawing["svg"])]
    assert words == ["1", "1917-10-23 (1917-10-10)", "2", "1917-11-06 – 1917-11-07", "3", "~1918-01"]


def test_fewer_than_three_dates_are_not_drawn() -> None:
    assert drawn_timeline([event("1917"), event("1918")], look("a4"), "T") is None


def test_it_is_described_for_those_who_cannot_see_it() -> None:
    drawing = drawn_timeline([event("1917"), event("1918"), event("1919")], look("a4"), "From <1917> & on")
    assert drawing is not None
    assert ElementTree.fromstring(drawing["svg"])[0].text == "From <1917> & on"


FAULTS = {
    "touches": (r'y="[\d.]+"( text-anchor="start")', r'y="20"\1'),
    "leaves the drawing": (r'<text x="[\d.]+"', '<text x="2"'),
    "letters too small": (r'font-size="[\d.]+"', 'font-size="2"'),
    "a mark leaves the drawing": (r'cy="[\d.]+"', 'cy="300"'),
    "higher than a third": (r'viewBox="0 0 (\d+) [\d.]+"', r'viewBox="0 0 \1 100"'),
}


@pytest.mark.parametrize("words", FAULTS)
def test_a_fault_in_a_drawing_is_noticed(words: str) -> None:
    events = [event(f"1917-03-{day:02}") for day in range(1, 20)]
    drawing = drawn_timeline(events, look("a4"), "T")
    assert drawing is not None and faults_of(drawing["svg"], "a4") == []
    assert any(words in one for one in faults_of(re.sub(*FAULTS[words], drawing["svg"]), "a4"))


# The scale


def test_equal_times_have_equal_lengths_and_a_long_void_is_left_out() -> None:
    whens = [when_of(one, "") for one in ("1644-01-01", "1829-01-01", "1830-01-01", "1831-01-01", "1832-01-01")]
    scale = scale_of(whens, 80)
    places = [scale.place(when.start) for when in whens]
    assert len(scale.pieces) == 2
    steps = [after - before for before, after in pairwise(places[1:])]
    assert steps == pytest.approx([steps[0]] * 3, rel=0.01) and steps[0] > 15
    assert places[1] - places[0] < 8


@pytest.mark.parametrize("years", [(1917, 1927, 1937), (*range(1900, 1911), 1915), (1900, 1910, 1920, 1935)])
def test_a_gap_that_is_like_the_others_or_short_is_no_reason_for_a_break(years: tuple[int, ...]) -> None:
    assert len(scale_of([when_of(f"{year}-01-01", "") for year in years], 80).pieces) == 1


KINDS = {
    ("1918-02-23", ""): "day",
    ("1918-02", ""): "within",
    ("1918", ""): "within",
    ("c. 1918-02-23", ""): "within",
    ("1918-02-14/1918-02-16", ""): "span",
    ("1918", "1920"): "span",
    ("1918", "c. 1920"): "span",
}


@pytest.mark.parametrize(("when", "until"), KINDS)
def test_what_kind_of_date_it_is(when: str, until: str) -> None:
    found = when_of(when, until)
    assert found.kind == KINDS[when, until]
    assert found.end > found.start


# The table of widths


@pytest.fixture(scope="module")
def faces() -> list[TTFont]:
    """The upright fonts of the drawing, in the order in which they are asked for a letter."""
    found = []
    for name in ("Source Sans 3", "Noto Sans Arabic"):
        folder = next(fonts.folder_of(family) for family in fonts.FAMILIES if name in family.name)
        assert folder is not None
        files = sorted(folder.glob(name.replace(" ", "") + "*.ttf"))
        found.append(TTFont(next(file for file in files if "Italic" not in file.name)))
    return found


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ru", "ar"])
@pytest.mark.parametrize("strong", [False, True])
def test_no_date_is_wider_than_we_take_it_to_be(language: str, strong: bool, faces: list[TTFont]) -> None:
    with speaking(language):
        texts = [printed_date(f"19{month:02}-{month:02}-2{month % 10}") for month in range(1, 13)]
        texts += [printed_date("1918-02-14/1918-03-16"), "(c. 1917–1918)", "0123456789", "12–13"]
    for text in texts:
        measured = sum(_ems(letter, faces, 600 if strong else 400) for letter in text) * 10 * MM
        assert measured <= text_width(text, 10, strong) <= measured * 1.6, text


def _ems(letter: str, faces: list[TTFont], weight: int) -> float:
    face = next(face for face in faces if ord(letter) in face.getBestCmap())
    glyphs = face.getGlyphSet(location={"wght": weight})
    return float(glyphs[face.getBestCmap()[ord(letter)]].width / face["head"].unitsPerEm)
