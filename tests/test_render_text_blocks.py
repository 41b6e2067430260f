"""Tables, notes, lists and verse of the text from text.md to the page, in every form in which it is given out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from making import load, make_guide
from moot.markdown import plain
from moot.plan.pieces import PlannedSection
from moot.plan.session import plan_session
from moot.render.plain_text import markdown_file
from moot.render.screen import html_file
from moot.render.scripts import prose, verse
from moot.resources import shipped
from moot.text.markdown import from_markdown
from pdf_faults import page_texts, strange_links, unsound_tags
from session_jobs import job_of, lay_out

pytestmark = pytest.mark.xdist_group("text_blocks")

_WHERE = "by the upper lock, the third on the left for whoever comes up from the mill and the weir"
_ROWS = "\n".join(f"| {1800 + i} | The household {i} {_WHERE} | {i * 7} |" for i in range(48))
TEXT = f"""# On Bread[^*]

## Rise

Yeast came first[^1], and the dough was warm.

The leaven worked through the night[^far].

1. flour
    - of rye

   Rye was cheap.
2. salt

Table 1. Who paid.

| Year | House | *Paid* |
|:-----|-------|-------:|
{_ROWS}

In the morning there was bread.

| One | Two | Three | Four | Five | Six | Seven | Eight |
|-----|-----|-------|------|------|-----|-------|-------|
| Ostrander | Featherstonehaugh | Wolverhampton | Grandmothers | in | the | mill \\| oven | end |

## Fall

  The loaf is a *clerk*,\\
    it writes and *it strikes out\\
  whatever* we owe it, and this is a line that nobody could print on one line of any page of paper,\\
it files nothing.

Then the door was opened too soon[^1].

Nothing is as flat as a fallen loaf.

[^*]: First printed in a calendar.

[^1]: The baker says so.

    She says so twice.

    > Twice, and twice again.[^deep]

[^far]: See the [archive](https://example.org/archive).

[^deep]: Page nine.

[^nobody]: No line refers to this.
"""


def sections(folder: Path, text: str) -> dict[str, PlannedSection]:
    loaded = load(folder, **{"text.md": text})
    plans = [plan_session(loaded, session, "participant") for session in loaded.guide.sessions]
    return {section.id: section for plan in plans for section in plan.sections}


def shown(section: PlannedSection) -> list[str]:
    """What stands in the notes of a section: label, where it leads back to, its paragraphs."""
    return [
        f"{note.label} <{note.back}> {' / '.join(('> ' if part.quoted else '') + part.text for part in note.parts)}"
        for note in section.notes
    ]


def test_notes_stand_in_each_section_that_refers_to_them(tmp_path: Path) -> None:
    found = sections(tmp_path, TEXT)
    own = "The baker says so. / She says so twice. / > Twice, and twice again.[^deep]"
    assert shown(found["rise"]) == [
        "* <section-rise> First printed in a calendar.",
        f"1 <p1> {own}",
        "far <p2> See the [archive](https://example.org/archive).",
        "deep <> Page nine.",
    ]
    assert shown(found["fall"]) == [f"1 <p5> {own}", "deep <> Page nine.", "nobody <> No line refers to this."]
    first = found["rise"].blocks[0]
    assert first.notes == (("1", "note-rise-2"),) and found["rise"].notes[1].place == "note-rise-2"
    assert found["rise"].notes[1].parts[2].notes == (("deep", "note-rise-4"),)
    assert not any(block.kind == "note" for section in found.values() for block in section.blocks)


def test_a_label_of_several_notes_means_the_next_below(tmp_path: Path) -> None:
    text = "## Rise\n\na[^1]\n\n- b[^2]\n\n[^1]: rising\n\n[^2]: item\n\nx\n\ny\n\n"
    text += "## Fall\n\nc[^1] d[^2] e[^gone]\n\nz\n\n[^1]: falling\n"
    found = sections(tmp_path, text)
    assert shown(found["rise"]) == ["1 <p1> rising", "2 <block-2> item"]
    assert shown(found["fall"]) == ["1 <p4> falling", "2 <p4> item"]
    assert found["rise"].blocks[1].place == "block-2"
    assert '<sup class="note-ref">gone</sup>' in prose("e[^gone]", notes=found["fall"].blocks[0].notes)


def test_notes_of_the_older_kind_stay_where_they_are(tmp_path: Path) -> None:
    found = sections(tmp_path, "## Rise\n\na [1]\n\n[1]: rising\n\nb\n\nb\n\n## Fall\n\nc\n\nd\n")
    assert [(block.kind, block.marker) for block in found["rise"].blocks] == [
        ("paragraph", ""), ("note", "[1]"), ("paragraph", ""), ("paragraph", ""),
    ]  # fmt: skip
    assert found["rise"].notes == ()


def test_tables_are_planned_with_what_they_need_in_width(tmp_path: Path) -> None:
    blocks = [block for block in sections(tmp_path, TEXT)["rise"].blocks if block.table]
    tall, wide = (block.table for block in blocks)
    assert tall and tall.head == ("Year", "House", "*Paid*") and tall.align == ("left", "", "right")
    assert len(tall.rows) == 48 and not tall.wide and tall.narrowest < 44
    assert wide and wide.wide and wide.narrowest > 60 and wide.rows[0][6] == "mill | oven"
    leading = [block.text for block in sections(tmp_path, TEXT)["rise"].blocks if block.leads]
    assert leading == ["Table 1. Who paid."]


WORDS = st.sampled_from(
    ["bread", "rye", "the", "oven[^1]", "salt[^b]", "*warm*", "**loaf**", "`x`", "9", "a_b", "“so”"]
)
LINE = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
BLOCK = st.one_of(
    LINE,
    LINE.map("> {}".format),
    LINE.map("> 1. {}".format),
    st.tuples(LINE, LINE).map(lambda two: f"1. {two[0]}\n\n   {two[1]}\n2. end"),
    st.tuples(LINE, LINE).map(lambda two: f"{two[0]}\\\n   {two[1]}"),
    st.tuples(LINE, LINE).map(lambda two: f"| {two[0]} | b |\n|--|--|\n| {two[1]} |"),
    st.tuples(LINE, LINE).map(lambda two: f"[^1]: {two[0]}\n\n    {two[1]}\n\n    > {two[1]}"),
    LINE.map("[^b]: {}".format),
    LINE.map("[1]: {}".format),
    LINE.map("### {}".format),
    st.just("***"),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(above=st.lists(BLOCK, max_size=4), rise=st.lists(BLOCK, max_size=6), fall=st.lists(BLOCK, max_size=6))
def test_every_word_of_the_text_is_in_some_handout(
    above: list[str], rise: list[str], fall: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "\n\n".join(
        ["# On Bread", *above, "## Rise", *rise, "First paragraph.", "Second.", "Third.", "## Fall", *fall]
    )
    text += "\n\nFirst again.\n\nSecond again.\n"
    found = sections(tmp_path_factory.mktemp("words"), text)
    in_text = from_markdown(text, "text.md")
    front = sum(1 for block in in_text.blocks if block.kind in {"title", "byline"})
    wanted = Counter(word for block in in_text.blocks[front:] for word in _words(block.text))
    printed: Counter[str] = Counter()
    for section in found.values():
        printed += Counter(_words(section.title))
        for block in section.blocks:
            printed += Counter(word for source in (*block.headings, block.text) for word in _words(source))
            if block.table:
                cells = [cell for row in (block.table.head, *block.table.rows) for cell in row]
                assert Counter(_words(" ".join(cells))) == Counter(_words(block.text))
        printed += Counter(word for note in section.notes for part in note.parts for word in _words(part.text))
    headings = Counter(
        word for block in in_text.blocks[front:] if block.kind == "heading" for word in _words(block.text)
    )
    assert not wanted - printed - headings  # headings before the first section are not printed
    places = [note.place for section in found.values() for note in section.notes]
    assert len(places) == len(set(places))


def _words(source: str) -> list[str]:
    return re.findall(r"\w+", plain(source, notes=False))


LOOKS: dict[str, dict[str, Any]] = {
    "a4": {},
    "facilitator": {"edition": "facilitator"},
    "large": {"large": True},
    "a5": {"paper": "a5"},
    "lines": {"line_numbers": True, "hyphenate": True},
}


@pytest.mark.parametrize("look", LOOKS)
def test_all_kinds_of_blocks_are_printed_whole_and_tagged(look: str, tmp_path: Path) -> None:
    guide = make_guide(tmp_path, **{"text.md": TEXT})
    found = [lay_out(job_of(guide, session, **LOOKS[look])).write() for session in (0, 1)]
    text = ""
    for number, rendered in enumerate(found):
        assert [fault for fault in rendered.faults if fault.severity != "note"] == []
        assert rendered.problems == rendered.log == ()
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(rendered.pdf)
        assert unsound_tags(file) == () and strange_links(file) == ()
        text += " ".join(" ".join(page_texts(file)).split())
    for words in ("household 47 by", "Featherstonehaugh", "Rye was cheap", "First printed in", "She says so twice",
                  "Twice, and twice again", "Page nine", "No line refers", "it files nothing", "mill | oven",
    ):  # fmt: skip
        assert words in text, words


def test_heads_are_repeated_and_no_row_is_split(tmp_path: Path) -> None:
    rendered = lay_out(job_of(make_guide(tmp_path, **{"text.md": TEXT}), 0, paper="a5")).write()
    file = tmp_path / "a5.pdf"
    file.write_bytes(rendered.pdf)
    pages = [" ".join(page.split()) for page in page_texts(file) if "household" in page]
    assert len(pages) >= 2 and all("Year House Paid" in page for page in pages)
    rows = [
        row
        for page in pages
        for row in re.findall(r"(\d{4}) The household (\d+) by the upper lock, [a-z ]+ (\d+)", page)
    ]
    assert [int(row[1]) for row in rows] == list(range(48))
    first = next(page for page in pages if "household 0 " in page)
    assert "Table 1. Who paid." in first


def outputs(folder: Path, session: int) -> tuple[str, str]:
    job = job_of(make_guide(folder, **{"text.md": TEXT}), session)
    args = (job["plan"], [shipped("templates")], job["settings"])
    return html_file(*args).decode(), markdown_file(*args).decode()


def test_for_screens_tables_are_tables_and_notes_are_links(tmp_path: Path) -> None:
    html, text = outputs(tmp_path, 0)
    assert '<th scope="col">Year</th>' in html and '<th scope="col" class="right"><em>Paid</em></th>' in html
    assert '<sup class="note-ref"><a href="#note-rise-2">1</a></sup>' in html
    assert '<a class="note-label" href="#p1">1</a>' in html and 'id="note-rise-2"' in html
    assert "| Year | House | *Paid* |\n| --- | --- | --: |\n| 1800 | The household 0 by the upper lock, " in text
    assert "| mill \\| oven |" in text
    assert "Yeast came first[1], and" in text and "\n[1] The baker says so.\n\nShe says so twice.\n\n> Twice" in text
    assert "\n1. flour\n\n    - of rye\n\n    Rye was cheap.\n\n2. salt\n" in text
    again = from_markdown(text, "again.md")
    assert sum(block.kind == "table" for block in again.blocks) == 2
    assert [(b.marker, b.level) for b in again.blocks if b.kind == "item" and b.marker in {"1.", "2."}][:2] == [
        ("1.", 1), ("2.", 1),
    ]  # fmt: skip


def test_verse_keeps_its_lines_and_the_space_before_them(tmp_path: Path) -> None:
    html, text = outputs(tmp_path, 1)
    assert '<span class="verse-line">\u00a0\u00a0The loaf is a <em>clerk</em>,</span><br>' in html
    assert ">     it writes and *it strikes out*\\\n" in text.replace("\u00a0", " ")
    again = from_markdown(text, "again.md")
    assert any("\u00a0\u00a0The loaf" in block.text for block in again.blocks)


def test_each_line_of_verse_is_sound_html() -> None:
    html = verse(prose("a *b **c\\\n\u00a0\u00a0d** e*\\\n[f\\\ng](https://x.org)"))
    lines = re.findall(r'<span class="verse-line">(.*?)</span>(?:<br>\n|$)', html, re.DOTALL)
    assert lines == [
        "a <em>b <strong>c</strong></em>",
        "\u00a0\u00a0<em><strong>d</strong> e</em>",
        '<a href="https://x.org">f</a>',
        '<a href="https://x.org">g</a>',
    ]
