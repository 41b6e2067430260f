"""Room to write in: what is left of a page goes to those who ask for it, in whole lines, and no word moves for it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from moot.guide.question import Question
from moot.render import pdf
from moot.render.complaints import Log
from moot.render.fetch import Fetcher
from moot.render.filters import rules_of
from moot.render.look import Look
from moot.render.pdf import Pages, lay_out
from moot.render.space import LaidOut, fill_pages, free_lines, pitch_of, ruled, share_out
from session_jobs import job_of
from session_jobs import lay_out as lay_out_job

pytestmark = pytest.mark.xdist_group("space")

PITCH = 8.5
PAGE = """
@page { size: 148mm 160mm; margin: 12mm } html { font: 10pt/14pt 'Source Serif 4' } p { margin: 0 0 6pt }
.q { break-inside: avoid; margin: 0 0 4mm } .row { display: table; width: 100% }
.main, .side { display: table-cell } .side { width: 30mm } .lines { margin: 0 0 2mm }
"""
WORDS = "When the tide goes out one sees who swam without a suit, and who had none. "


@pytest.mark.parametrize(
    ("written", "weight", "lines"),
    [("rest", 1, 3), ("rest 2", 2, 3), ("6 lines", 0, 6), ("1 line", 0, 1), ("none", 0, 0), (None, 0, 3)],
)
def test_what_a_question_asks_for(written: str | None, weight: int, lines: int) -> None:
    question = Question(id="q", kind="interpretive", ask="Why?", answer_space=written)
    assert (question.rest, question.lines) == (weight, lines)


@pytest.mark.parametrize("written", ["rest 0", "rest 22", "rest two", "the rest", "23 lines"])
def test_what_a_question_cannot_ask_for(written: str) -> None:
    with pytest.raises(ValidationError):
        Question(id="q", kind="interpretive", ask="Why?", answer_space=written)


@pytest.mark.parametrize(
    ("look", "pitch"),
    [
        (Look(), 8.5),
        (Look(paper="letter"), 8.7),
        (Look(paper="a5"), 8),
        (Look(paper="half-letter"), 8),
        (Look(large=True), 12),
        (Look(paper="letter", large=True), 12),
    ],
)
def test_lines_are_as_far_apart_as_the_look_says(look: Look, pitch: float) -> None:
    assert pitch_of(look) == pitch
    assert f"height:{3 * pitch:g}mm" in rules_of(look)(3)
    assert "height:30mm" in rules_of(look)(3, 10), "a sheet of the kit has its own"


def test_a_box_of_lines_is_never_higher_than_its_page() -> None:
    assert f"height:{15 * 8}mm" in rules_of(Look(paper="a5"))(22)


def test_lines_are_shared_out_by_weight() -> None:
    """None is left over, nobody gets a line less than the share, and who has twice the weight never gets less."""
    chance = random.Random(5)
    assert share_out(7, {"a": 1, "b": 2}) == {"a": 2, "b": 5}
    for _ in range(500):
        weights = {name: chance.randint(1, 9) for name in "abcdef"[: chance.randint(1, 6)]}
        lines = chance.randint(0, 30)
        shares = share_out(lines, weights)
        assert sum(shares.values()) == lines
        for name, weight in weights.items():
            assert 0 <= shares.get(name, 0) - lines * weight // sum(weights.values()) <= 1


def document(chance: random.Random) -> str:
    """Paragraphs, lists and questions as they come; some have lines, some the rest of their page."""
    parts = []
    for number in range(chance.randint(6, 22)):
        words = WORDS * chance.randint(1, 6)
        lines = ruled(chance.randint(1, 5), PITCH)
        rest = f' data-rest="{chance.randint(1, 3)}"' if chance.random() < 0.4 else ""
        room = f'<div class="lines"{rest} style="{ruled(3, PITCH) if rest else lines}"></div>'
        side = f'<div class="side">{WORDS * chance.randint(0, 2)}</div>'
        question = (
            f'<div class="q"><div class="row"><div class="main"><p>{number} {words}</p>{room}</div>{side}</div></div>'
        )
        parts.append(question if chance.random() < 0.7 else f"<p>{words}</p>")
    return f"<!DOCTYPE html><html lang=en><head><title>A page</title></head><body>{''.join(parts)}</body></html>"


def laid_out(html: str) -> Pages:
    return lay_out(html, [("page.css", PAGE)])


def words_of(pages: Pages) -> list[str]:
    found = []
    for page in pages.document.pages:
        stack, words = [page._page_box], []
        while stack:
            box = stack.pop()
            words.append(getattr(box, "text", "") or "")
            stack.extend(reversed(getattr(box, "children", ())))
        found.append("".join(words))
    return found


def elastic_pages(pages: Pages) -> list[int]:
    """Which pages have a box that takes the rest."""
    found = []
    for number, page in enumerate(pages.document.pages):
        stack = [page._page_box]
        while stack:
            box = stack.pop()
            if getattr(box, "element", None) is not None and box.element.get("data-rest") and box.border_height():
                found.append(number)
                break
            stack.extend(getattr(box, "children", ()))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_elastic_boxes_fill_their_pages_and_move_nothing(seed: int) -> None:
    html = document(random.Random(seed))
    filled, plain = laid_out(html), laid_out(html.replace("data-rest", "data-none"))
    assert words_of(filled) == words_of(plain), "every word stays on its page"
    room = free_lines(filled.document, PITCH)
    assert [room[page] for page in elastic_pages(filled)] == [0] * len(elastic_pages(filled))
    others = set(range(filled.pages)) - set(elastic_pages(filled))
    assert [room[page] for page in others] == [free_lines(plain.document, PITCH)[page] for page in others]
    assert [fault.kind for fault in filled.write().faults] in ([], ["nearly empty page"])


def test_the_seeds_try_something() -> None:
    """Were no page of the documents above elastic, they would prove nothing."""
    tried = [len(elastic_pages(laid_out(document(random.Random(seed))))) for seed in range(4)]
    assert sum(tried) >= 6


def test_the_weight_decides() -> None:
    boxes = "".join(
        f'<p>{name}</p><div class="lines" data-rest="{name}" style="{ruled(3, PITCH)}"></div>' for name in "13"
    )
    pages = laid_out(f"<!DOCTYPE html><html lang=en><head><title>A page</title></head><body>{boxes}</body></html>")
    heights, stack = {}, [pages.document.pages[0]._page_box]
    while stack:
        box = stack.pop()
        if getattr(box, "element", None) is not None and box.element.get("data-rest"):
            heights[box.element.get("data-rest")] = round(box.height / (PITCH * 96 / 25.4)) - 3
        stack.extend(getattr(box, "children", ()))
    assert heights["3"] in {3 * heights["1"] + extra for extra in (-1, 0, 1, 2)} and heights["1"] > 0


def test_a_document_without_elastic_boxes_costs_nothing() -> None:
    class Root:
        def iter(self) -> list[dict[str, str]]:
            return [{}, {"class": "lines"}]

    def never() -> LaidOut:
        raise AssertionError("it was laid out again")

    laid = LaidOut(object(), None)
    assert fill_pages(never, Root(), laid) is laid


def test_lines_that_would_move_words_are_taken_back() -> None:
    """An engine with moods: from six lines on it prints a word more, and where it always does, nothing is changed."""
    html = f'<p>Why?</p><div class="lines" data-rest="1" style="{ruled(3, PITCH)}"></div>'
    for most, wanted in ((5, 5), (3, 3)):
        again, root = pdf._ready(pdf.load(), html, [("page.css", PAGE)], Fetcher(None, []), Log(), None)
        box, word = root.find(".//div"), root.find(".//p")

        def moody(again: Any = again, box: Any = box, word: Any = word, most: int = most) -> LaidOut:
            word.text = "Why?" if lines_in(box) <= most else "Why not?"
            return again()

        laid = fill_pages(moody, root, moody())
        assert lines_in(box) == wanted
        assert len(laid.document.pages) == 1


def lines_in(box: Any) -> int:
    return round(float(box.get("style").split("height:")[1].split("mm")[0]) / PITCH)


def test_a_question_of_a_guide_fills_its_page(small_guide: Path) -> None:
    job: dict[str, Any] = job_of(small_guide)
    plain = lay_out_job(job)
    job["plan"]["questions"][0] |= {"rest": 1, "lines": 3}
    filled = lay_out_job(job)
    assert filled.pages == plain.pages
    on = elastic_pages(filled)
    assert len(on) == 1 and free_lines(filled.document, 8.5)[on[0]] == 0
