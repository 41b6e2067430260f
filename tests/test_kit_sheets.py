"""The sheets of the print kit: cards, placemat, sign-in sheet and slips, of shipped guides and of wild sessions."""

from __future__ import annotations

import copy
import io
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

import pdf_faults
from facilitators_words import leaked, secrets
from moot.load.guide_folder import load_guide
from moot.markdown import plain
from moot.plan.session import plan_session
from moot.render.html import page_html, style_sheets
from moot.render.letters import letters_of
from moot.render.look import DOCUMENTS
from moot.render.pdf import render_pdf
from moot.resources import shipped, shipped_guides

pytestmark = pytest.mark.xdist_group("kit_sheets")
needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's pdftoppm is not installed")

OURS = shipped("templates")
POINT = 25.4 / 72
WORDS = "Whoever reads this aloud will need a breath before the end, and another one after it"
HEBREW, ARABIC = "בראשית ברא אלהים את השמים ואת הארץ", "في البدء كان السؤال ثم جاء الجواب"
Plan = dict[str, Any]


@cache
def plan_of(guide: Path, edition: Any = "participant") -> Plan:
    loaded = load_guide(guide)
    return asdict(plan_session(loaded, loaded.guide.sessions[0], edition))


def changed(**fields: Any) -> Plan:
    return copy.deepcopy(plan_of(shipped_guides()["reading-a-polemic"])) | fields


def questions(*asked: str, **fields: Any) -> Plan:
    """A session with these questions."""
    one = plan_of(shipped_guides()["reading-a-polemic"])["questions"][2]
    return changed(questions=[one | {"label": f"Q{n}", "ask": ask} | fields for n, ask in enumerate(asked, 1)])


def claims(*says: str) -> Plan:
    one = plan_of(shipped_guides()["reading-a-polemic"])["claims"][0]
    return changed(
        claims=[one | {"label": f"Claim {n}", "reply": f"Reply {n}", "says": text} for n, text in enumerate(says, 1)]
    )


def _wild_roles() -> Plan:
    protocol = {"title": f"{WORDS} {WORDS}", "roles": [WORDS, f"{WORDS}. " * 30, "X" * 300, ARABIC]}
    return changed(protocols=[protocol], title=f"{WORDS} {WORDS}", place=f"{WORDS} {WORDS}")


def _from_right_to_left() -> Plan:
    plan = questions(*[f"{ARABIC}؟"] * 9) | {"language": "ar", "title": ARABIC, "focus": ARABIC}
    return plan | {"claims": [claim | {"says": ARABIC} for claim in plan["claims"]]}


CARDS, MAT = ("cards.html",), ("placemat.html",)
EMPTY = {"questions": [], "claims": [], "protocols": [], "focus": "", "date": "", "place": ""}
WILD: dict[str, tuple[tuple[str, ...], Callable[[], Plan]]] = {
    "forty lines": (CARDS, lambda: questions(f"{WORDS}. " * 30, WORDS * 40, setup=f"{WORDS}. " * 20)),
    "every length": (CARDS, lambda: questions(*[f"{WORDS}. " * n for n in range(1, 9)], setup=f"{WORDS}.")),
    "hard lines": (
        CARDS,
        lambda: questions("A word\\\n" * 40 + "at last?", "Why?", setup="One  \ntwo  \n" * 9 + "."),
    ),
    "long words": (CARDS, lambda: questions("X" * 70, "W" * 400, f"{'Donaudampf' * 9} is long?", refs=["Ж" * 90])),
    "many readings": (CARDS, lambda: questions(WORDS, refs=[f"¶{n}" for n in range(60)], readings=[WORDS] * 200)),
    "markup": (CARDS, lambda: questions(f"**{WORDS} & <b>**, *{WORDS}*? `{'code' * 20}`", setup=f"*{WORDS}* **a**")),
    "scripts": (CARDS, lambda: questions(HEBREW * 9, ARABIC * 9, "Что делать? " * 20, "ὦ ἄνδρες Ἀθηναῖοι " * 12)),
    "from right to left": (tuple(DOCUMENTS), _from_right_to_left),
    "nothing at all": (tuple(DOCUMENTS), lambda: changed(**EMPTY)),
    "twelve claims": (MAT, lambda: claims(*[f"{WORDS}."] * 12)),
    "long claims": (MAT, lambda: claims(f"{WORDS}. " * 30, "W" * 500, *[f"{WORDS}. " * 4] * 3) | {"focus": WORDS * 8}),
    "one claim": (MAT, lambda: claims(f"{WORDS}.")),
    "long names": (tuple(DOCUMENTS), _wild_roles),
}
"""Which sheets, from which session."""

CASES: dict[str, Callable[[], Plan]] = {
    **{name: (lambda guide=guide: plan_of(guide)) for name, guide in shipped_guides().items()},
    **{name: make for name, (_, make) in WILD.items()},
}
LOOKS = {
    "a4": {"paper": "a4", "sides": 2},
    "letter": {"paper": "letter", "sides": 2},
    "a4 large": {"paper": "a4", "large": True, "sides": 2},
    "letter large": {"paper": "letter", "large": True, "sides": 2},
}
RENDERED: dict[tuple[str, str, str], Any] = {}


def printed(case: str, look: str, template: str, folder: Path) -> tuple[Path, Any]:
    """One sheet as a file, and what came back from laying it out; laid out once."""
    key = (case, look, template)
    if key not in RENDERED:
        html = page_html(CASES[case](), [OURS], LOOKS[look], (), template)
        RENDERED[key] = render_pdf(html, style_sheets([OURS], LOOKS[look], (), template), label=template)
    file = folder / f"{template}.pdf"
    file.write_bytes(RENDERED[key].pdf)
    return file, RENDERED[key]


ALL = [(guide, look) for guide in shipped_guides() for look in LOOKS]
ALL += [(name, "a4") for name in WILD]
ALL += [(name, "letter large") for name in ("forty lines", "every length", "long words", "long claims", "long names")]


@pytest.mark.parametrize(("case", "look"), ALL)
def test_every_sheet_is_whole(case: str, look: str, tmp_path: Path) -> None:
    found = []
    for template in WILD[case][0] if case in WILD else DOCUMENTS:
        file, laid = printed(case, look, template, tmp_path)
        found += [f"{template}: {fault}" for fault in laid.faults]
        found += [f"{template}: {problem.message}" for problem in laid.problems]
        found += [f"{template}: {rule}" for rule in pdf_faults.unsound_tags(file)]
        found += [f"{template}: {rule}" for rule in pdf_faults.unreadable_fonts(file)]
    assert found == []


@needs_poppler
@pytest.mark.parametrize("look", ["a4", "letter large"])
@pytest.mark.parametrize("case", ["reading-a-polemic"])
def test_no_ink_at_the_edge(case: str, look: str, tmp_path: Path) -> None:
    files = [printed(case, look, template, tmp_path)[0] for template in DOCUMENTS]
    assert [f"{file.name} {page}" for file in files for page in pdf_faults.ink_at_the_edge(file)] == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("guide", shipped_guides())
def test_cards_and_placemats_have_every_word(guide: str, look: str, tmp_path: Path) -> None:
    plan = CASES[guide]()
    texts = pdf_faults.page_texts(printed(guide, look, "cards.html", tmp_path)[0])
    cards = letters_of(" ".join(texts))
    assert [one["label"] for one in plan["questions"] if letters_of(plain(one["ask"])) not in cards] == []
    if "large" not in look:
        assert [one["label"] for one in plan["questions"] if letters_of(plain(one["setup"])) not in cards] == []
        wanted = [(one["label"], ref) for one in plan["questions"] for ref in one["refs"] + one["readings"]]
        assert [pair for pair in wanted if letters_of(plain(pair[1])) not in cards] == []
    mat = letters_of(" ".join(pdf_faults.page_texts(printed(guide, look, "placemat.html", tmp_path)[0])))
    assert letters_of(plain(plan["focus"])) in mat
    for claim in plan["claims"]:
        both = [letters_of(plain(claim[side])) in mat for side in ("says", "counterpoint")]
        # In large print there is not room for everything; then the placemat says where it is.
        elsewhere = letters_of(f"See the handout, {claim['label']}.") in mat
        assert all(both) or ("large" in look and elsewhere), claim["label"]
        assert mat.count(letters_of(claim["label"])) >= 2 and letters_of(claim["reply"]) in mat


def places(page: Any, pattern: str) -> dict[str, tuple[float, float]]:
    """Where words that match stand on a page: mm from its left and its upper edge."""
    found: dict[str, tuple[float, float]] = {}

    def visit(text: str, outer: list[float], own: list[float], *_: Any) -> None:
        x = own[4] * outer[0] + own[5] * outer[2] + outer[4]
        y = own[4] * outer[1] + own[5] * outer[3] + outer[5]
        if re.fullmatch(pattern, text.strip()):
            found.setdefault(text.strip(), (x * POINT, (float(page.mediabox.height) - y) * POINT))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize(
    ("case", "look"), [(g, look) for g in shipped_guides() for look in LOOKS] + [("from right to left", "a4")]
)
def test_each_back_is_behind_its_front(case: str, look: str, tmp_path: Path) -> None:
    file, laid = printed(case, look, "cards.html", tmp_path)
    pages = pypdf.PdfReader(file).pages
    width, height = (float(side) * POINT for side in pages[0].mediabox[2:])
    rows = 2 if "large" in look else 4
    seen = 0
    assert laid.pages % 2 == 0
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        fronts, backs = places(front, r"Q\d+"), places(back, r"Q\d+")
        assert fronts.keys() == backs.keys()
        for label, (x, y) in fronts.items():
            over, down = backs[label]
            # The sheet is turned over on its long edge: left becomes right, above stays above.
            assert (x < width / 2) != (over < width / 2), label
            assert int(y / height * rows) == int(down / height * rows), label
        seen += len(fronts)
    assert seen == len(CASES[case]()["questions"])


def test_in_a_language_from_right_to_left_the_first_card_is_on_the_right(tmp_path: Path) -> None:
    page = pypdf.PdfReader(printed("from right to left", "a4", "cards.html", tmp_path)[0]).pages[0]
    found = places(page, r"Q\d+")
    assert found["Q1"][0] > 105 > found["Q2"][0]


def test_a_question_that_does_not_fit_says_where_it_is(tmp_path: Path) -> None:
    for look in ("a4", "letter large"):
        text = " ".join(pdf_faults.page_texts(printed("forty lines", look, "cards.html", tmp_path)[0])[0].split())
        assert "See the handout, Q1." in text and "See the handout, Q2." in text
        assert letters_of(f"{WORDS}.") in letters_of(text)


def test_half_sheets_are_printed_on_whole_ones_and_backs_only_on_two_sides() -> None:
    for paper, (width, height) in {"a5": (210, 297), "half-letter": (215.9, 279.4)}.items():
        look = {"paper": paper, "sides": 1}
        html = page_html(CASES["reading-a-polemic"](), [OURS], look, (), "cards.html")
        laid = render_pdf(html, style_sheets([OURS], look, (), "cards.html"))
        assert laid.pages == 2 and "back-name" not in html
        size = pypdf.PdfReader(io.BytesIO(laid.pdf)).pages[0].mediabox
        assert (float(size.width) * POINT, float(size.height) * POINT) == pytest.approx((width, height), abs=0.1)


def test_both_sides_have_the_same_space_and_placemats_few_claims(tmp_path: Path) -> None:
    for case, pages in {"reading-a-polemic": 2, "one claim": 1, "twelve claims": 4, "nothing at all": 1}.items():
        assert printed(case, "a4", "placemat.html", tmp_path)[1].pages == pages, case
    page = pypdf.PdfReader(printed("twelve claims", "a4", "placemat.html", tmp_path)[0]).pages[0]
    headed = places(page, r"Evidence \w+|Cannot tell")
    columns = sorted(x for x, _ in headed.values())
    assert columns[1] - columns[0] == pytest.approx(columns[2] - columns[1], abs=0.5)


def test_there_is_room_for_a_group_to_sign_in(tmp_path: Path) -> None:
    for look in LOOKS:
        html = page_html(CASES["reading-a-polemic"](), [OURS], LOOKS[look], (), "sign-in.html")
        assert html.count("<tr><td>") >= 20


@pytest.mark.parametrize("guide", shipped_guides())
def test_nothing_on_the_sheets_is_for_the_facilitator_alone(guide: str, tmp_path: Path) -> None:
    """Even where somebody makes them from the facilitator's plan."""
    folder = shipped_guides()[guide]
    known = secrets(load_guide(folder))
    for template in DOCUMENTS:
        html = page_html(plan_of(folder, "facilitator"), [OURS], LOOKS["a4"], (), template)
        assert leaked(known, letters_of(re.sub(r"<[^>]*>", " ", html))) == (), template


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_roles_are_told_in_full_and_the_advocates_in_one_size(language: str) -> None:
    for look in LOOKS.values():
        html = page_html(changed(protocols=[], language=language), [OURS], look, (), "roles.html")
        told = re.findall(r'<p class="does fit" style="(.*?)">(.*?)</p>', html)
        assert len(told) == 8 and len({style for style, _ in told}) == 1
        assert [text for _, text in told if text.endswith("…")] == []


@pytest.mark.parametrize("template", DOCUMENTS)
def test_in_large_print_nothing_is_smaller(template: str, tmp_path: Path) -> None:
    small = set()

    def visit(text: str, outer: list[float], own: list[float], _: Any, size: float) -> None:
        height = abs(size * own[3] * outer[3])
        if text.strip() and height < 17.9:
            small.add(f"{text.strip()} {height}")

    for page in pypdf.PdfReader(printed("reading-a-polemic", "a4 large", template, tmp_path)[0]).pages:
        page.extract_text(visitor_text=visit)
    assert small == set()
