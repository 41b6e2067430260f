"""Fitting to paper: as little is done as is needed, every sentence about it is true, and what must be asked stays."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from moot.problems import GuideProblems
from moot.render.fitting import fitted
from moot.render.savings import LEAVING_OUT, TIGHTENING, cuts_of, taken
from session_jobs import job_of, lay_out

pytestmark = pytest.mark.xdist_group("fitting")
STEPS = (*TIGHTENING, *LEAVING_OUT)
Job = Mapping[str, Any]


@pytest.fixture(scope="module")
def job(small_guide: Path) -> dict[str, Any]:
    return job_of(small_guide)


class Press:
    """Stands in for the page engine: so many pages for so much of a job; keeps what it was asked to lay out."""

    def __init__(
        self, pages: Callable[[Job], int], last: Callable[[Job], float] = lambda job: 0.8, sparse: bool = False
    ) -> None:
        self.pages, self.last, self.sparse, self.asked = pages, last, sparse, list[Job]()

    def __call__(self, job: Job) -> Any:
        self.asked.append(job)
        return SimpleNamespace(pages=self.pages(job), last=self.last(job), sparse=self.sparse)


def by_size(job: Job) -> int:
    """More words and lines, more pages; what is tighter has fewer."""
    plan = job["plan"]
    words = len(json.dumps([plan[key] for key in sorted(plan) if key != "questions"])) / 900
    lines = sum(one["lines"] for one in plan["questions"]) / 3
    asked = 1.5 * len(plan["questions"])
    return int((words + lines + asked) * (1 - 0.06 * job["settings"]["tight"])) + job["settings"]["notes_pages"]


# A last page of a few lines


def test_a_session_that_is_well_filled_is_laid_out_once(job: Job) -> None:
    press = Press(lambda job: 5)
    pages, notes = fitted(job, press)
    assert (pages.pages, notes, len(press.asked)) == (5, (), 1)


@pytest.mark.parametrize(
    ("saves", "said", "tries"),
    [
        (lambda job: lines_of(job) < LINES, "one line less", 1),
        (lambda job: job["settings"]["tight"] == 1, "less space between paragraphs,", 2),
        (lambda job: job["settings"]["tight"] == 1 and lines_of(job) < LINES, "had more than two and less space", 3),
        (lambda job: False, "", 3),
    ],
    ids=["lines", "space", "both", "nothing"],
)
def test_a_nearly_empty_last_page_is_saved_if_little_helps(
    saves: Callable[[Job], bool], said: str, tries: int, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "LINES", lines_of(job))
    press = Press(lambda job: 4 if saves(job) else 5, lambda job: 0.1)
    pages, notes = fitted(job, press)
    assert len(press.asked) == 1 + tries
    assert pages.pages == (4 if said else 5)
    assert said in " ".join(notes) and len(notes) == bool(said)


LINES = 0


def lines_of(job: Job) -> int:
    return sum(one["lines"] for one in job["plan"]["questions"])


def test_a_nearly_empty_page_before_a_part_is_saved_too(job: Job) -> None:
    press = Press(lambda job: 5 - (job["settings"]["tight"] > 0), sparse=True)
    pages, notes = fitted(job, press)
    assert pages.pages == 4 and notes == ("less space between paragraphs, to save a page with only a few lines on it",)


def test_one_page_is_never_too_empty(job: Job) -> None:
    assert fitted(job, Press(lambda job: 1, lambda job: 0.1, sparse=True))[1] == ()


def test_other_documents_are_left_alone(job: Job) -> None:
    press = Press(lambda job: 5, lambda job: 0.1)
    for other in ({**job, "template": "cards.html", "fit": 1}, {"kind": "html", "id": "x"}):
        assert fitted(other, press)[1] == ()
    assert len(press.asked) == 2


def test_large_print_is_not_tightened(small_guide: Path) -> None:
    large = job_of(small_guide, large=True)
    assert not any(step({**large, "plan": {**large["plan"], "questions": []}}) for step in TIGHTENING)


# So many pages


@pytest.mark.parametrize("saved", range(1, 40, 3))
def test_it_fits_with_as_little_as_is_needed(saved: int, job: Job) -> None:
    press = Press(by_size)
    most = by_size(job) - saved
    try:
        pages, notes = fitted({**job, "fit": most}, press)
    except GuideProblems as found:
        assert by_size(taken(job, STEPS)[0]) > most
        assert [problem.rule for problem in found.problems] == ["fit"]
        return
    assert pages.pages <= most
    assert notes[0] == f"fitted to {pages.pages} page{'s' * (pages.pages > 1)} instead of {by_size(job)}:"
    assert len(press.asked) <= 10, "few are laid out"
    done = list(notes[1:])
    order = [made[1] for step in STEPS if (made := step(job))]
    assert done == [sentence for sentence in order if sentence in done], "in the agreed order"
    last = order.index(done[-1])
    assert by_size(taken(job, [step for step in STEPS if step(job)][:last])[0]) > most, "the last step was needed"


def test_what_fits_is_left_alone(job: Job) -> None:
    press = Press(by_size)
    assert fitted({**job, "fit": by_size(job)}, press)[1] == () and len(press.asked) == 1


def test_what_was_not_needed_stays(job: Job) -> None:
    """Where leaving out the text saves five pages at once, the lists before it are not left out for nothing."""
    press = Press(lambda job: 5 if "text_left_out" in job["plan"] else 10)
    _, notes = fitted({**job, "fit": 6}, press)
    assert "the text itself is not printed" in notes[-1]
    assert not any("left out" in note or "About this guide" in note for note in notes)


def test_where_nothing_helps_it_says_which_questions_to_leave_out(job: Job) -> None:
    press = Press(lambda job: len(job["plan"]["questions"]))
    count = len(job["plan"]["questions"])
    free = cuts_of(job["plan"]["questions"])
    assert free
    with pytest.raises(GuideProblems) as found:
        fitted({**job, "fit": count - len(free[0].ids)}, press)
    (problem,) = found.value.problems
    assert problem.file == job["label"] and problem.rule == "fit" and problem.severity == "error"
    assert problem.message.startswith(f"this does not fit on {count - len(free[0].ids)} pages")
    assert problem.hint.endswith(f"--without {','.join(free[0].ids)}")
    assert f"it has {count - len(free[0].ids)} pages" in problem.hint
    assert all(label in problem.hint for label in free[0].labels)


def test_where_not_even_that_helps_it_says_what_would_do(job: Job) -> None:
    with pytest.raises(GuideProblems) as found:
        fitted({**job, "fit": 2}, Press(lambda job: 9))
    assert "it has 9 pages; --fit 9 keeps all" in found.value.problems[0].hint


def question(name: str, priority: str = "should", best_case: str = "", section: str = "s") -> dict[str, Any]:
    return {"id": name, "label": name.upper(), "priority": priority, "best_case": best_case, "section": section}


CUTS = {
    "from the end": (["a", "b", "c"], [("c",), ("b",), ("a",)]),
    "if there is time first": (["a", "b if-time", "c"], [("b",), ("c",), ("a",)]),
    "never a must": (["a must", "b", "c must"], [("b",)]),
    "both best cases": (["a", "b for", "c", "d against"], [("b", "d"), ("c",), ("a",)]),
    "no half of a pair": (["a must for", "b against", "c"], [("c",)]),
    "a pair is worth its dearer half": (["a if-time for", "b against", "c if-time"], [("c",), ("a", "b")]),
}


@pytest.mark.parametrize("name", CUTS)
def test_the_order_in_which_questions_go(name: str) -> None:
    written, wanted = CUTS[name]
    asked = []
    for one in written:
        name_, *marks = one.split()
        priority = next((mark for mark in marks if mark in {"must", "if-time"}), "should")
        asked.append(question(name_, priority, next((mark for mark in marks if mark in {"for", "against"}), "")))
    assert [cut.ids for cut in cuts_of(asked)] == wanted


def test_pairs_of_two_sections_are_two_pairs() -> None:
    asked = [question(f"{side}{n}", "should", side, f"s{n}") for n in (1, 2) for side in ("for", "against")]
    assert [cut.ids for cut in cuts_of(asked)] == [("for2", "against2"), ("for1", "against1")]


# Booklets


@pytest.mark.parametrize(
    ("pages", "wanted", "words"), [(4, 4, ""), (7, 7, ""), (5, 7, "2 pages for notes"), (6, 7, "1 page for notes")]
)
def test_a_booklet_has_at_most_one_blank_page(pages: int, wanted: int, words: str, job: Job) -> None:
    press = Press(lambda job: pages + job["settings"]["notes_pages"])
    made, notes = fitted({**job, "booklet": True}, press)
    assert made.pages == wanted and words in " ".join(notes) and bool(notes) == bool(words)


def test_a_booklet_rather_saves_a_sheet(job: Job) -> None:
    press = Press(lambda job: 5 - (job["settings"]["tight"] > 0))
    made, notes = fitted({**job, "booklet": True}, press)
    assert made.pages == 4 and notes == ("less space between paragraphs, to save a sheet that would be nearly blank",)


# Each step says what it does


def facts(sentence: str, before: Job, after: Job) -> bool:
    """Whether a sentence is true of what became of a job."""
    old, new = before["plan"], after["plan"]
    readings = [
        [one for role in ("primary", "support", "counterpoint", "others") for one in p[role]] for p in (old, new)
    ]
    lines = [[one["lines"] for one in p["questions"]] for p in (old, new)]
    checks: dict[str, Callable[[], bool]] = {
        "at most two lines": lambda: max(lines[1]) <= 2,
        "one line under questions that need": lambda: all(
            one["lines"] <= 1 or one["priority"] == "must" or one["best_case"] for one in new["questions"]
        ),
        "one line less": lambda: all(b == a - (a > 2) for a, b in zip(*lines, strict=True)),
        "less space": lambda: after["settings"]["tight"] == 1,
        "lines of type closer": lambda: after["settings"]["tight"] == 2,
        "smaller letters, and narrower": lambda: after["settings"]["tight"] == 3,
        "of 10 points": lambda: after["settings"]["tight"] == 4,
        "“About this guide” is short": lambda: not (new["about"] or new["leanings"]) and bool(new["editors"]),
        "that nobody has to read": lambda: (
            sentence.endswith(f"({', '.join(one['label'] for one in readings[0] if one not in readings[1])})")
            and all(one["need"] == "optional" for one in readings[0] if one not in readings[1])
        ),
        "the page of links": lambda: new["links_left_out"] and not after["settings"]["codes"],
        "who stands where": lambda: bool(old["stands"]) and new["stands"] is None,
        "Quotations checked": lambda: bool(old["quotations"]) and not new["quotations"],
        "who is who": lambda: not (new["people"] or new["terms"] or new["timeline"]),
        "ways to talk": lambda: bool(old["protocols"]) and not new["protocols"],
        "no more of their headers": lambda: all(
            len(one["header"]) == 1 and one["header"][0][0] == "When, where" and one["stake"] for one in readings[1]
        ),
        "the text itself is not printed": lambda: not any(one["blocks"] for one in new["sections"]),
        "“More on” each claim": lambda: not any(one["concedes"] or one["evidence"] for one in new["claims"]),
        "“In short”": lambda: not any(one["summary"] for one in new["sections"]) and new["fallback"] is None,
        "in a line each": lambda: new["sources_in_a_line"] and not new["opposite"],
        "what we are after": lambda: not new["goals"] and not new["norms"] and new["slip_left_out"],
        "both sides alike; the placemat": lambda: not (new["claims"] or new["stands"] or led_back(new, "claim")),
        "the lists of sources": lambda: not readings[1] and not new["opposite"],
    }
    (check,) = [check for words, check in checks.items() if words in sentence]
    return check()


def led_back(plan: Mapping[str, Any], place: str) -> list[str]:
    """Where passages say that something with such a place asks about them."""
    asked = [one for section in plan["sections"] for thing in (section, *section["blocks"]) for one in thing["asked"]]
    return [one["label"] for one in asked if one["place"].startswith(place)]


def must(job: Job) -> list[Any]:
    """All that is printed of the questions that must be asked, but for where references lead."""
    kept = ("label", "id", "ask", "setup", "refs", "readings", "minutes", "protocol", "probes", "look_fors", "note")
    return [[one[key] for key in kept] for one in job["plan"]["questions"] if one["priority"] == "must"]


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
@pytest.mark.parametrize("seed", range(6))
def test_every_sentence_is_true_and_no_must_is_touched(seed: int, edition: str, small_guide: Path) -> None:
    chance, job = random.Random(seed), job_of(small_guide, session=seed % 2, edition=edition)
    for one in job["plan"]["questions"]:
        one["lines"] = one["lines"] and chance.randint(1, 8)
        one["priority"] = chance.choice(["must", "should", "if-time"])
    before = copy.deepcopy(job)
    steps = [step for step in STEPS if chance.random() < 0.8]
    now: Job = job
    for step in steps:
        if made := step(now):
            assert facts(made[1], now, made[0]), made[1]
            assert made[0] != now
            now = made[0]
            assert step(now) is None, "nothing is done twice"
    assert job == before, "a step changes nothing of what it is given"
    assert must(now) == must(job) and [q["id"] for q in now["plan"]["questions"]] == [
        q["id"] for q in job["plan"]["questions"]
    ]
    for one, old in zip(now["plan"]["questions"], job["plan"]["questions"], strict=True):
        assert one["lines"] >= (min(old["lines"], 2) if one["priority"] == "must" else min(old["lines"], 1))
    cases = {one["best_case"]: [] for one in now["plan"]["questions"] if one["best_case"]}
    assert all(
        one["look_fors"] == old["look_fors"]
        for one, old in zip(now["plan"]["questions"], job["plan"]["questions"], strict=True)
    )
    assert set(cases) <= {"for", "against"}


def test_both_best_cases_have_the_same_room(job: Job) -> None:
    asked = [
        {**one, "lines": 2, "priority": "must" if one["best_case"] == "for" else "should"}
        for one in job["plan"]["questions"]
    ]
    tight = taken({**job, "plan": {**job["plan"], "questions": asked}}, TIGHTENING)[0]
    room = {one["best_case"]: one["lines"] for one in tight["plan"]["questions"] if one["best_case"]}
    assert set(room) == {"for", "against"} and len(set(room.values())) == 1


# On real pages


def test_pages_of_a_real_session_fit_and_are_sound(job: Job) -> None:
    """All that can be left out is left out, and nothing on the pages leads to what is not there."""
    whole = lay_out(job)
    small, said = taken(job, STEPS)
    least = lay_out(small)
    assert least.pages < whole.pages
    rendered = least.write()
    assert [fault for fault in rendered.faults if fault.severity == "error"] == [] and rendered.problems == ()
    assert len(said) >= 10
    most = (least.pages + whole.pages) // 2
    pages, notes = fitted({**job, "fit": most}, lay_out)
    assert pages.pages <= most and len(notes) >= 2


def test_a_real_booklet_ends_with_lines_to_write_on(small_guide: Path) -> None:
    job = job_of(small_guide, paper="a5", notes_pages=2)
    pages = lay_out(job)
    plain = lay_out(job_of(small_guide, paper="a5"))
    assert pages.pages == plain.pages + 2 and pages.last > 0.9
    assert [fault for fault in pages.write().faults if fault.severity == "error"] == []


LEAST = 96 / 72


@pytest.mark.parametrize("look", [{"tight": 4}, {"tight": 2, "paper": "a5"}, {"tight": 1, "paper": "letter"}], ids=str)
def test_tight_pages_keep_to_the_limits_of_legibility(look: dict[str, Any], small_guide: Path) -> None:
    """No letters of the text under 10 pt, none under 8, lines 1.2 times as far apart as they are high."""
    document = lay_out(job_of(small_guide, **look)).document
    paragraphs = 0
    for page in document.pages:
        box = page._page_box
        assert min(box.margin_top, box.margin_bottom) >= 13 * 96 / 25.4
        stack = [child for child in box.children if not hasattr(child, "at_keyword")]
        while stack:
            one = stack.pop()
            if (getattr(one, "text", None) or "").strip():
                size = one.style["font_size"]
                assert size >= 8 * LEAST - 0.01, one.text
            if type(one).__name__ == "LineBox" and one.element is not None and one.element.tag == "p":
                size, lead = one.style["font_size"], one.style["line_height"]
                assert lead == "normal" or lead.value >= 1.2 * size - 0.01, (one.element.attrib, lead, size)
                if one.element.get("id", "").startswith("p"):
                    paragraphs += 1
                    assert size >= 10 * LEAST - 0.01
            stack.extend(getattr(one, "children", ()))
    assert paragraphs > 3
