"""Room on cards, worked out from the letters: never less than the faces need, and the sheets' geometry."""

from __future__ import annotations

from typing import Any

import pytest
from fontTools.ttLib import TTFont

from moot.render.cards import card_of, claim_pages, sheet_of
from moot.render.fonts import FAMILIES, folder_of
from moot.render.kit import KIT, copies
from moot.render.look import DOCUMENTS
from moot.render.measure import POINT, STEPS, common_step, first_that_fit, fitted, lines_of, shortened, width_of

WORDS = "Whoever reads this aloud will need a breath before the end."
PAPERS = ("a4", "letter", "a5", "half-letter")


def faces() -> list[tuple[Any, Any]]:
    """(letter to glyph, glyphs) of the upright faces that cards are set in, in the weights and sizes in use."""
    found = []
    for family in FAMILIES[:2]:
        folder = folder_of(family)
        assert folder is not None
        file = next(one for one in folder.glob("*.ttf") if "Italic" not in one.name)
        font = TTFont(file)
        axes = {axis.axisTag for axis in font["fvar"].axes}
        for weight in (400, 600):
            for size in (8, 10, 13) if "opsz" in axes else (8,):
                place = {"wght": weight} | ({"opsz": size} if "opsz" in axes else {})
                found.append((font.getBestCmap(), font.getGlyphSet(location=place)))
    assert len(found) == 8
    return found


def test_no_letter_is_wider_than_it_is_thought_to_be() -> None:
    everyday = [
        chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x386, 0x3CF), *range(0x400, 0x460))
    ]
    everyday += list("‘’“”„…–—№€")
    wider = set()
    for known, glyphs in faces():
        for letter in everyday:
            if ord(letter) in known and letter != "\xad":
                width = glyphs[known[ord(letter)]].width / 1000
                if width * 10 * POINT > width_of(letter, 10) + 0.001:
                    wider.add(f"{letter} {width}")
    assert wider == set()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ("one", 1),
        ("W" * 100, 10),
        ("one\\\ntwo  \nthree", 3),
        ("**one**", 1),
        ("x\u0301" * 10, 1),
    ],
)
def test_lines(text: str, lines: int) -> None:
    assert lines_of(text, 60, 13) in range(lines, lines + (4 if lines > 5 else 1))


def test_type_grows_smaller_before_words_are_left_out() -> None:
    sizes = []
    for times in range(1, 9):
        found = fitted(f"{WORDS} " * times, 82, 40)
        assert found["whole"] == (found["text"] == f"{WORDS} " * times)
        assert found["lines"] * found["lead"] * POINT <= 40.1
        sizes.append((found["whole"], found["size"]))
    kept = [size for whole, size in sizes if whole]
    assert (
        kept == sorted(kept, reverse=True) and {kept[0], kept[-1]} <= {size for size, _ in STEPS} and len(set(kept)) > 2
    )
    assert sizes[-1][0] is False
    assert fitted(f"{WORDS} " * 9, 82, 40)["text"] == WORDS


def test_a_first_sentence_without_end_is_cut_at_a_word() -> None:
    found = fitted("never " * 500, 82, 40)
    assert not found["whole"] and found["text"].endswith("never …") and len(found["text"]) > 100
    assert fitted("X" * 5000, 82, 40)["text"].endswith("X…")
    assert fitted("*a* [b](https://example.org) `c` " * 200, 82, 20)["text"].startswith("a b c")


def test_short_words_stay_whole_and_long_ones_end_in_dots() -> None:
    assert shortened("*Two* words", 60, 10) == "Two words"
    assert shortened(WORDS, 40, 10).endswith(" …") and width_of(shortened(WORDS, 40, 10), 10) <= 40
    assert len(shortened(WORDS, 80, 10)) > len(shortened(WORDS, 80, 10, before="Question cards · "))


def test_of_a_list_the_first_stay() -> None:
    assert first_that_fit(["¶3", "P1 Bacon 1625"], 60, 8, 1) == (["¶3", "P1 Bacon 1625"], 1)
    kept, lines = first_that_fit([f"¶{n}" for n in range(99)], 60, 8, 2)
    assert kept == [f"¶{n}" for n in range(len(kept))] and 10 < len(kept) < 40 and lines == 2
    assert first_that_fit([], 60, 8, 2) == ([], 0)
    assert first_that_fit(["X" * 900], 60, 8, 2)[0][0].endswith("…")


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", PAPERS)
def test_cards_lie_on_the_paper_and_backs_behind_fronts(paper: str, large: bool) -> None:
    for turned in (False, True):
        sheet = sheet_of({"paper": paper, "large": large}, turned)
        wide, edge = sheet["paper_width"], sheet["edge"]
        assert sheet["count"] == len(set(sheet["fronts"])) == len(set(sheet["backs"])) == (4 if large else 8)
        for (x, y), (over, down) in zip(sheet["fronts"], sheet["backs"], strict=True):
            assert edge + over == pytest.approx(wide - (edge + x) - sheet["width"], abs=0.01)
            assert y == down and x >= 0 and edge + y + sheet["height"] <= sheet["paper_height"] - edge
        assert (sheet["fronts"][0][0] > sheet["fronts"][1][0]) == turned
    if (paper, large) == ("a4", False):
        assert (sheet["width"], sheet["height"]) == (94.5, 67)


def question(**fields: Any) -> dict[str, Any]:
    return {"ask": "Why?", "setup": "", "refs": ["¶3"], "readings": ["P1 Bacon 1625"]} | fields


def test_a_card_gives_up_the_setup_before_the_question() -> None:
    sheet = sheet_of({"paper": "a4", "large": False})
    short = card_of(question(setup=WORDS), sheet)
    assert (short["setup"], short["ask"]["size"], short["left_out"], short["more"]) == (WORDS, 13, False, False)
    full = card_of(question(setup=f"{WORDS} " * 7, ask=f"{WORDS} " * 3), sheet)
    assert (full["setup"], full["ask"]["whole"], full["left_out"]) == ("", True, True)
    over = card_of(question(setup=WORDS, ask=f"{WORDS} " * 30), sheet)
    assert (over["setup"], over["ask"]["whole"], over["left_out"]) == ("", False, False)
    assert card_of(question(readings=[WORDS] * 30), sheet)["more"]


def test_claims_are_shared_out_evenly_and_in_one_size() -> None:
    for count, shares in {0: [0], 1: [1], 4: [4], 5: [2, 3], 8: [4, 4], 12: [4, 4, 4]}.items():
        pages = claim_pages([{"says": WORDS, "counterpoint": WORDS}] * count, False, 79, 180)
        assert [len(page["claims"]) for page in pages] == shares
    two = [{"says": WORDS, "counterpoint": WORDS * 5}, {"says": WORDS * 3, "counterpoint": ""}]
    mixed = claim_pages(two, False, 79, 120)
    assert len({one[part]["size"] for page in mixed for one in page["claims"] for part in ("says", "answer")}) == 1
    assert len(claim_pages([{"says": WORDS * 8, "counterpoint": WORDS * 8}] * 4, False, 79, 146)) == 2


def test_where_a_claim_and_its_reply_must_be_cut_both_have_the_same_room() -> None:
    (page,) = claim_pages([{"says": f"{WORDS} " * 40, "counterpoint": f"{WORDS} " * 90}], False, 79, 60)
    says, answer = page["claims"][0]["says"], page["claims"][0]["answer"]
    assert not says["whole"] and not answer["whole"] and says["text"] == answer["text"]


def test_the_kit_is_complete_and_counts_its_copies() -> None:
    assert {part.template for part in KIT} == {"session.html", *DOCUMENTS}
    assert len({part.name for part in KIT}) == len(KIT)
    needed = {part.name: copies(part, 12) for part in KIT}
    assert needed == {
        "handout": 12,
        "facilitator": 1,
        "cards": 1,
        "roles": 1,
        "placemat": 3,
        "sign-in": 1,
        "feedback": 6,
    }
    assert {part.name: copies(part, 1) for part in KIT} == dict.fromkeys(needed, 1)
    assert {part.name: copies(part, 13) for part in KIT}["placemat"] == 4
    assert {part.name: copies(part, 13, large=True) for part in KIT}["feedback"] == 13
    with pytest.raises(ValueError, match="at least one"):
        copies(KIT[0], 0)


def test_texts_that_stand_beside_each_other_get_one_size() -> None:
    assert common_step([WORDS, "Why?"], 82, 40) == STEPS[0]
    longest = f"{WORDS} " * 5
    alone = fitted(longest, 82, 40)
    assert common_step(["Why?", longest], 82, 40) == (alone["size"], alone["lead"]) != STEPS[0]
    assert common_step([WORDS * 90], 82, 40) == STEPS[-1]
