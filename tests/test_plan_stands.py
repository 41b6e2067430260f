"""Who stands where: what a chart of positions and claims says, and when there is none."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from making import load
from moot.load.guide_folder import load_guide
from moot.plan.session import plan_session
from moot.plan.stands import PlannedStands
from moot.render.html import page_html
from moot.render.look import Look
from moot.resources import shipped, shipped_guides

GUIDE = """
    title: A small guide
    editors: {names: [Ana, Ben], leanings: bakers both}
    text: {title: On Bread, authors: [Cora Writer], issued: 1920}
    positions:
      bakers: {name: The bakers}
      millers: {name: The millers of the valley, short: Millers}
      eaters: {name: The eaters}
      nobody: {name: Those of whom nothing is known}
    sections:
      rise:
        claims:
          yeast: {says: Yeast alone made bread rise., holders: [bakers]}
          flour: {says: Flour had no part., holders: [bakers]}
          water: {says: Water is cheap.}
        primary: [oven-diary, crumbs]
        counterpoint: [mill-report, mill-song]
        people: [dora, emil]
    sessions:
      - {id: s1, title: One, sections: [rise], minutes: 45}
      - {id: s2, title: Two, sections: [rise], minutes: 45}
    """
READINGS = """
    oven-diary: {title: Diary, authors: [Dora Baker], position: bakers, stance: {yeast: for, flour: against}}
    crumbs: {title: Crumbs, authors: [Fay Eater], position: eaters, stance: {yeast: neither}}
    mill-report: {title: Report, authors: [Emil Miller], position: millers, stance: {yeast: against, flour: mixed}}
    mill-song: {title: Song, authors: [Emil Miller], position: millers, stance: {yeast: against}}
    """
PEOPLE = """
    dora: {name: Dora Baker, says: Baked., position: bakers}
    emil: {name: Emil Adams, says: Milled., position: millers}
    """


def chart(folder: Path, session: int = 0, without: str = "$^") -> PlannedStands | None:
    loaded = load(
        folder,
        **{
            "guide.yaml": re.sub(without, "", GUIDE),
            "readings": re.sub(without, "", READINGS),
            "people": PEOPLE,
            "questions/core.yaml": None,
            "timeline": None,
            "glossary": None,
        },
    )
    return plan_session(loaded, loaded.guide.sessions[session], "participant").stands


def told(stands: PlannedStands | None) -> list[str]:
    assert stands is not None
    return [
        f"{row.position} ({', '.join(row.people)}): "
        + ", ".join(f"{one.stance or '–'} {one.readings}{' held' * one.holds}" for one in row.stands)
        for row in stands.rows
    ]


CHART = [
    "The bakers (Dora Baker): for 1 held, mixed 1 held, – 0",
    "Millers (Emil Adams): against 2, mixed 1, – 0",
    "The eaters (): neither 1, – 0, – 0",
]


def test_readings_holders_and_people_are_gathered_by_position(tmp_path: Path) -> None:
    stands = chart(tmp_path)
    assert stands is not None and stands.claims == ("Claim 1", "Claim 2", "Claim 3")
    assert told(stands) == CHART


def test_every_second_session_has_them_in_the_opposite_order(tmp_path: Path) -> None:
    assert told(chart(tmp_path, session=1)) == CHART[::-1]


ABSENT = {
    "one claim is spoken of": r", flour: \w+|(?<=no part\.), holders: \[bakers\]",
    "one position has readings": r", crumbs|mill-report, mill-song",
}


@pytest.mark.parametrize("name", ABSENT)
def test_where_there_is_nothing_to_compare_there_is_no_chart(name: str, tmp_path: Path) -> None:
    assert re.search(ABSENT[name], GUIDE)
    assert chart(tmp_path, without=ABSENT[name]) is None


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", sorted(shipped_guides()))
def test_the_page_says_in_words_what_the_shapes_say(name: str, large: bool) -> None:
    """Every shape stands beside its word, and every side is set alike."""
    loaded = load_guide(shipped_guides()[name])
    plan = plan_session(loaded, loaded.guide.sessions[0], "participant")
    html = page_html(asdict(plan), [shipped("templates")], Look(large=large).plain())
    part = html[html.index('<div class="stands">') :]
    part = part[: part.index("</div>")]
    assert plan.stands is not None
    words = {"dot": "for", "ring": "against", "half": "mixed"}
    shapes = re.findall(r'<span class="(dot|ring|half)"></span>(.*?)(?:</td>|</p>)', part)
    known = [one for row in plan.stands.rows for one in row.stands if one.stance in words.values()]
    assert len(shapes) == len(known) >= 8
    assert all(words[shape] in re.sub("<[^>]*>", " ", rest) for shape, rest in shapes)
    for row in plan.stands.rows:
        assert row.position in part
