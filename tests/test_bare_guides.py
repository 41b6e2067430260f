"""A guide that has only a text and its sections: nothing is said of what is not there, and its pages break well."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from making import BASE, make_guide
from moot.build import Request, build
from moot.render.plain_text import markdown_file
from moot.render.screen import html_file
from moot.resources import shipped
from pdf_faults import page_texts
from session_jobs import job_of, lay_out

pytestmark = pytest.mark.xdist_group("bare_guides")

GUIDE = """
    title: On the river
    text: {title: On the river, authors: [Cora Writer]}
    sections:
      banks: {heading: The banks}
    sessions:
      - {id: s1, title: The banks, sections: [banks], minutes: 90}
    """
TEXT = """# On the river

## The banks

The clerk had written down what he saw, and then what others said they had seen.

> The water came at four, and nobody rang the bell.

-- Mira Tann, *Letters*, 1871

He never asked her twice.
"""
QUOTED = '- {id: q-bell, section: banks, kind: factual, ask: Who was to ring?, minutes: 5, refs: "¶2"}'
WORDS = "Where the two roads meet the ferry has been gone for years and the rope hangs from its post in all weathers. "


def bare(folder: Path, text: str = TEXT, questions: str = "[]", summary: str = "") -> Path:
    """The folder of a guide without a focus question, a claim or a reading; with a summary only if one is given."""
    told = GUIDE.replace("The banks}", f"The banks, summary: {summary}}}") if summary else GUIDE
    files = {"guide.yaml": told, "text.md": text, "questions/core.yaml": questions}
    return make_guide(folder, **{**dict.fromkeys(BASE), **files})


def screen(guide: Path, edition: str, file: Any = html_file) -> str:
    """What the edition says on screens."""
    job = job_of(guide, 0, edition)
    return str(file(job["plan"], [shipped("templates")], job["settings"]).decode())


def words_of(guide: Path, edition: str) -> str:
    """The same as plain text, in one line."""
    return " ".join(screen(guide, edition, markdown_file).split())


def lines_of(pages: Any) -> dict[Any, list[tuple[int, float]]]:
    """For each element of the pages: the page and the height of every line in it, in their order."""
    found: dict[Any, list[tuple[int, float]]] = defaultdict(list)

    def walk(box: Any, number: int, above: tuple[Any, ...]) -> None:
        if box.element is not None and (not above or above[-1] is not box.element):
            above = (*above, box.element)
        if type(box).__name__ == "LineBox":
            for element in above:
                found[element].append((number, box.position_y + box.baseline))
            return
        for child in getattr(box, "children", ()):
            walk(getattr(child, "_box", child), number, above)

    for number, page in enumerate(pages.document.pages):
        for child in page._page_box.children:
            if not hasattr(child, "at_keyword"):
                walk(child, number, ())
    return found


def of_class(lines: dict[Any, Any], name: str) -> list[Any]:
    return [element for element in lines if name in str(element.get("class", "")).split()]


# What is said


def test_the_facilitator_is_told_of_nothing_that_is_not_there(tmp_path: Path) -> None:
    words = words_of(bare(tmp_path), "facilitator")
    assert "No focus question yet. Ours:" in words and "What this part argues, in our words:" in words
    for absent in ("In short", "the first claim", "claim page", "second question", "claims by their", "share out",
                   "Counterpoint and corroboration", "Back to the focus", "rules, focus", "draft"):  # fmt: skip
        assert absent not in words, absent
    assert "ask what they leave open" in words and "Looking back" in words


def test_nor_are_those_who_take_part(tmp_path: Path) -> None:
    words = words_of(bare(tmp_path), "participant")
    for absent in ("focus question", "in our words", "In short", "laim"):
        assert absent not in words, absent


def test_what_is_there_is_named(tmp_path: Path) -> None:
    two = QUOTED + "\n" + QUOTED.replace("q-bell", "q-rope")
    summed = bare(tmp_path, questions=two, summary="It rose.")
    assert "Read “In short” aloud, and begin with the second question" in words_of(summed, "facilitator")
    whole = words_of(make_guide(tmp_path / "whole"), "facilitator")
    assert "Read “In short” and the first claim with its reply aloud" in whole and "claim page" in whole
    assert "Back to the focus question" in whole and "rules, focus question" in whole
    assert "No focus question" not in whole and "in our words" not in whole


def test_its_leader_has_lines_for_three_questions(tmp_path: Path) -> None:
    page = screen(bare(tmp_path), "facilitator")
    assert "<textarea" in page[page.rindex("three questions of your own") : page.rindex("ten minutes late")]


@pytest.mark.parametrize("summary", ["", "It rose."])
def test_a_reference_to_a_section_says_summary_only_where_there_is_one(summary: str, tmp_path: Path) -> None:
    question = QUOTED.replace('"¶2"', "[banks]")
    guide = bare(tmp_path, questions=question, summary=summary)
    file = tmp_path / "one.pdf"
    file.write_bytes(lay_out(job_of(guide)).write().pdf)
    printed = " ".join(" ".join(page_texts(file)).split())
    assert re.search(r"section The banks p\. 1", printed) if not summary else "The banks summary p. 1" in printed


def test_its_kit_grants_last_and_has_no_advocates(tmp_path: Path) -> None:
    report = build(Request(bare(tmp_path), "small", out=tmp_path / "out", kit=True))
    kit = next(one.file for one in report.files if one.edition == "kit")
    pages = page_texts(kit)
    mat = next(page for page in pages if "What we all grant" in page)
    assert mat.count("Our own claim") == 3 and mat.rindex("Our own claim") < mat.index("What we all grant")
    assert not any("Advocate" in page for page in pages) and any("Timekeeper" in page for page in pages)


# Where it stands


@pytest.mark.parametrize("look", [{"paper": "a5"}, {"large": True}, {"screen": True}], ids=str)
def test_in_one_column_who_asks_stands_below_the_source_of_a_quotation(look: dict[str, Any], tmp_path: Path) -> None:
    guide = bare(tmp_path, questions=QUOTED)
    if "screen" in look:
        words = words_of(guide, "participant")
        assert words.index("rang the bell") < words.index("Mira Tann") < words.index("- Q1")
        return
    lines = lines_of(lay_out(job_of(guide, **look)))
    source, asked = (next(e for e in of_class(lines, name) if "row" not in e.get("class")) for name in
                     ("attribution", "askers"))  # fmt: skip
    assert lines[source][-1] < lines[asked][0]


def river(count: int) -> tuple[str, str]:
    """A long text with paragraphs of two to nine lines, headings, lists and verse; and a question on each paragraph."""
    parts, number = ["# On the river", "## The banks"], 0
    for n in range(count):
        if n % 3 == 1:
            parts.append(f"### Reach {n}")
        number += 1
        parts.append(f"{(WORDS * 6)[: 90 + 61 * (n % 8)]} and so on.")
        if n % 4 == 2:
            number += 1
            parts += [f"Of reach {n} this is known to those who live there:", "- one\n- two\n- three"]
        if n % 5 == 3:
            parts.append("  One rope,\\\n  two banks,\\\n  three bells,\\\n  four nights")
    ask = "- {{id: q-{0}, section: banks, kind: factual, ask: What of ¶{0}?, minutes: 1, refs: ¶{0}}}"
    return "\n\n".join(parts) + "\n", "\n".join(ask.format(n + 1) for n in range(number))


@pytest.mark.parametrize("look", [{}, {"paper": "letter"}, {"tight": 4}], ids=str)
def test_a_reference_in_the_margin_stands_beside_the_first_line_of_its_paragraph(
    look: dict[str, Any], tmp_path: Path
) -> None:
    text, questions = river(64)
    lines = lines_of(lay_out(job_of(bare(tmp_path, text, questions), **look)))
    rows = [row for row in of_class(lines, "row") if row.find(".//*[@class='askers']") is not None]
    assert len(rows) == questions.count("id:")
    pages = set()
    for row in rows:
        paragraph, asked = row[0][0], row.find(".//*[@class='askers']")
        (page, height), (beside, at) = lines[paragraph][0], lines[asked][0]
        assert page == beside and abs(height - at) < 12, (paragraph.get("id"), page, height, beside, at)
        pages.add(page)
    assert len(pages) > 4


@pytest.mark.parametrize("look", [{}, {"paper": "a5"}, {"large": True}], ids=str)
def test_verse_is_whole_and_a_list_stands_with_what_announces_it(look: dict[str, Any], tmp_path: Path) -> None:
    text, _ = river(48)
    lines = lines_of(lay_out(job_of(bare(tmp_path, text), **look)))
    stanzas = [stanza for stanza in of_class(lines, "verse") if stanza.tag == "p"]
    pairs = [pair for rows in of_class(lines, "rows") for pair in pairwise(rows) if "intro" in pair[0].get("class")]
    assert len(stanzas) > 6 and len(pairs) > 8
    assert all(lines[stanza][0][0] == lines[stanza][-1][0] for stanza in stanzas)
    assert all(lines[intro][-1][0] == lines[item][0][0] for intro, item in pairs)


@pytest.mark.parametrize("paragraphs", range(5, 12))
def test_four_lines_for_own_questions_stay_with_their_heading(paragraphs: int, tmp_path: Path) -> None:
    text = "# On the river\n\n## The banks\n\n" + f"{WORDS * 3}\n\n" * paragraphs
    pages = lay_out(job_of(bare(tmp_path, text)))
    heading = next(n for n, page in enumerate(words_by_page(pages)) if "Our own questions What would" in page)
    ruled = [(n, box.height) for n, page in enumerate(pages.document.pages) for box in boxes_of(page, "first-lines")]
    assert [page for page, _ in ruled] == [heading] and ruled[0][1] >= 4 * 8.5 * 96 / 25.4 - 1


@pytest.mark.parametrize("words", [100, 150, 200, 250, 300])
def test_the_lines_for_what_a_part_argues_stay_with_its_text(words: int, tmp_path: Path) -> None:
    told = GUIDE.replace("heading: The banks}", "heading: The banks}\n      fords: {heading: The fords}")
    told = told.replace("sections: [banks]", "sections: [banks, fords]")
    first = " ".join((WORDS * 20).split()[:words])
    text = f"# On the river\n\n## The banks\n\n{first}\n\n## The fords\n\nBeyond it, nothing. {WORDS}\n"
    files = {"guide.yaml": told, "text.md": text, "questions/core.yaml": "[]"}
    guide = make_guide(tmp_path, **{**dict.fromkeys(BASE), **files})
    pages = words_by_page(lay_out(job_of(guide, 0, "facilitator")))
    (page,) = [words for words in pages if "Beyond it, nothing." in words]
    assert "in our words:" in page.partition("Beyond it")[0].partition("The fords ¶2")[2]


def words_by_page(pages: Any) -> list[str]:
    return [" ".join(" ".join(text for text in texts_on(page._page_box)).split()) for page in pages.document.pages]


def texts_on(box: Any) -> list[str]:
    if hasattr(box, "text"):
        return [box.text]
    return [text for child in getattr(box, "children", ()) for text in texts_on(getattr(child, "_box", child))]


def boxes_of(page: Any, name: str) -> list[Any]:
    stack, found = [page._page_box], []
    while stack:
        box = stack.pop()
        if box.element is not None and name in str(box.element.get("class", "")).split():
            found.append(box)
        stack += [getattr(child, "_box", child) for child in getattr(box, "children", ())]
    return found


@pytest.mark.parametrize("session", [0, 1])
def test_in_large_print_a_question_is_split_only_where_it_fills_a_page(session: int, small_guide: Path) -> None:
    lines = lines_of(lay_out(job_of(small_guide, session, "facilitator", large=True)))
    questions = of_class(lines, "question")
    assert questions
    for question in questions:
        if "long" not in question.get("class").split():
            assert lines[question][0][0] == lines[question][-1][0], question.get("id")
