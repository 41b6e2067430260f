"""The words moot prints of its own: every one translated, none lost, none left in English."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pytest
from jinja2 import nodes

import catalogues
from catalogues import LANGUAGES
from moot.adapt.whole import Wanted, adapted_guide
from moot.guide.adaptation import settings_of
from moot.plan.dates import printed_date, printed_day
from moot.plan.session import plan_session
from moot.render.html import environment_of, page_html, style_sheets
from moot.render.look import Look
from moot.render.pdf import render_pdf
from moot.resources import shipped
from moot.tongue import all_of, decimal, direction, gettext, known_languages, nearest_known, ngettext, speaking

OURS = shipped("templates")
SMALL = Path(__file__).parent / "guides" / "small"
PARAMETER = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"</?\w+>|\*")


def said(language: str, what: Callable[[], str]) -> str:
    with speaking(language):
        return what()


# The catalogues


def test_the_languages_are_those_promised() -> None:
    assert known_languages() == ("en", "ar", "de", "es", "fr", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_nothing_else(language: str) -> None:
    """To mend: `python tests/catalogues.py`, then write what is missing into the .po files."""
    wanted = set(catalogues.messages())
    found = {message.id: message for message in catalogues.read(language) if message.id}
    assert wanted - set(found) == set(), "not in the catalogue"
    assert set(found) - wanted == set(), "nothing prints these any more"
    assert [key for key, message in found.items() if message.fuzzy] == [], "fuzzy"
    assert [key for key, message in found.items() if not all(_forms(message.string))] == [], "without a translation"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_loses_or_adds_a_parameter_or_a_mark(language: str) -> None:
    assert [fault for message in catalogues.read(language) if message.id for fault in _faults(message)] == []


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def _faults(message: Any) -> list[str]:
    """Where a translation has other parameters, tags or spaces at its ends than the English words."""
    english = _forms(message.id)[-1]
    counts = not isinstance(message.id, str)
    found = []
    for form in _forms(message.string):
        here, there = Counter(PARAMETER.findall(form)), Counter(PARAMETER.findall(english))
        if counts and "n" not in here:  # one and two may be words, as in Arabic
            there.pop("n", None)
        if here != there:
            found.append(f"{english!r}: {form!r} has {dict(here)}")
        if Counter(TAG.findall(form)) != Counter(TAG.findall(english)):
            found.append(f"{english!r}: {form!r} has other marks")
        if (form.strip(" ") != form and english.strip(" ") == english) or "%" in PARAMETER.sub("", form):
            found.append(f"{english!r}: {form!r} has a loose space or per cent sign")
    return found


def test_templates_say_constant_words_only() -> None:
    """What `_` says counts as HTML of ours, so it must never be a guide's word."""
    environment = environment_of([OURS])
    loose = []
    for file in sorted(OURS.rglob("*.html")):
        tree = environment.parse(file.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in {"_", "ngettext"}:
                words = call.args[: 1 if call.node.name == "_" else 2]
                if not all(isinstance(word, nodes.Const) for word in words):
                    loose.append(f"{file.name}:{call.lineno}")
    assert loose == []


def test_words_of_a_guide_within_a_message_stay_words(tmp_path: Path) -> None:
    (tmp_path / "session.html").write_text(
        '{{ _("led by %(name)s", name=plan.lead) }}{{ ngettext("%(n)s day", "%(n)s days", 2) }}', encoding="utf-8"
    )
    page = page_html({"lead": "<b>Ana</b>", "language": "es"}, [tmp_path], {})
    assert page == "modera: &lt;b&gt;Ana&lt;/b&gt;2 días"


# Which language is spoken


@pytest.mark.parametrize(
    ("asked", "known"),
    [("es", "es"), ("es-MX", "es"), ("de_AT", "de"), ("AR", "ar"), ("pt-BR", "en"), ("pl", "en"), ("en-GB", "en")],
)
def test_the_nearest_language(asked: str, known: str) -> None:
    assert nearest_known(asked) == known


def test_a_language_ends_where_its_page_ends() -> None:
    with speaking("es"):
        assert gettext("Break") == "Pausa"
        with speaking("ru"):
            assert gettext("Break") == "Перерыв"
        assert gettext("Break") == "Pausa"
    assert gettext("Break") == "Break"


def test_a_language_nobody_translated_speaks_english_and_does_not_fail() -> None:
    assert said("pl", lambda: gettext("Break")) == "Break"
    assert said("pl", lambda: printed_date("1918-02-23")) == "23 February 1918"
    assert said("xx-Klingon", lambda: printed_day("2027-03-04")) == "Thursday, 4 March 2027"
    assert said("de", lambda: gettext("no message of ours")) == "no message of ours"


@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("en", "ltr"),
        ("ru", "ltr"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
    ],
)
def test_the_way_lines_run(language: str, way: str) -> None:
    assert direction(language) == way


def test_english_costs_nothing() -> None:
    code = (
        "import sys, moot.tongue as t\nt.gettext('Break'); t.ngettext('%(n)s day', '%(n)s days', 2)\n"
        "from moot.plan.dates import printed_day\nprinted_day('2027-03-04')\nprint('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"


# Numbers and dates

DATES = {
    "en": ("23 February 1918", "February 1918", "14–16 March 1918", "May – June 1918", "c. 1920"),
    "es": ("23 de febrero de 1918", "febrero de 1918", "14–16 de marzo de 1918", "mayo – junio de 1918", "ca. 1920"),
    "de": ("23. Februar 1918", "Februar 1918", "14.–16. März 1918", "Mai – Juni 1918", "ca. 1920"),
    "fr": ("23 février 1918", "février 1918", "14–16 mars 1918", "mai – juin 1918", "vers 1920"),
    "ru": ("23 февраля 1918", "февраль 1918", "14–16 марта 1918", "май – июнь 1918", "ок. 1920"),
    "ar": ("23 فبراير 1918", "فبراير 1918", "14–16 مارس 1918", "مايو – يونيو 1918", "نحو 1920"),
}


@pytest.mark.parametrize("language", DATES)
def test_dates(language: str) -> None:
    dates = ("1918-02-23", "1918-02", "1918-03-14/1918-03-16", "1918-05/1918-06", "c. 1920")
    assert tuple(said(language, lambda one=one: printed_date(one)) for one in dates) == DATES[language]


@pytest.mark.parametrize(
    ("language", "date", "words"),
    [
        ("es", "2027-03-04", "jueves, 4 de marzo de 2027"),
        ("de", "2027-03-04", "Donnerstag, 4. März 2027"),
        ("fr", "2027-04-01", "jeudi 1er avril 2027"),
        ("ru", "2027-03-04", "четверг, 4 марта 2027"),
        ("ar", "2027-03-04", "الخميس، 4 مارس 2027"),
    ],
)
def test_a_day_with_its_name(language: str, date: str, words: str) -> None:
    assert said(language, lambda: printed_day(date)) == words


@pytest.mark.parametrize(
    ("dates", "spanish"),
    [
        ("1918/1920", "1918–1920"),
        ("1918-04-28/1918-05-03", "28 de abril – 3 de mayo de 1918"),
        ("1917-12-31/1918-01-02", "31 de diciembre de 1917 – 2 de enero de 1918"),
        ("1918/1918-05", "1918 – mayo de 1918"),
        ("1918-03-18/1918-03-19", "18–19 de marzo de 1918"),
    ],
)
def test_spans_of_time(dates: str, spanish: str) -> None:
    assert said("es", lambda: printed_date(dates)) == spanish


PLURALS = {
    "ru": {
        1: "1 минута",
        2: "2 минуты",
        5: "5 минут",
        11: "11 минут",
        21: "21 минута",
        22: "22 минуты",
        112: "112 минут",
    },
    "ar": {1: "دقيقة واحدة", 2: "دقيقتان", 3: "3 دقائق", 10: "10 دقائق", 11: "11 دقيقة", 100: "100 دقيقة"},
    "fr": {0: "0 minute", 1: "1 minute", 2: "2 minutes"},
    "en": {0: "0 minutes", 1: "1 minute", 2: "2 minutes"},
}


@pytest.mark.parametrize("language", PLURALS)
def test_what_counts_takes_the_form_of_its_number(language: str) -> None:
    numbers = PLURALS[language]
    with speaking(language):
        assert {n: ngettext("%(n)s minute", "%(n)s minutes", n) for n in numbers} == numbers


def test_arabic_tells_eleven_from_a_hundred() -> None:
    with speaking("ar"):
        days = [ngettext("%(n)s day", "%(n)s days", n) for n in (2, 3, 11, 100, 103)]
    assert days == ["يومان", "3 أيام", "11 يومًا", "100 يوم", "103 أيام"]


def test_lists_and_decimals() -> None:
    assert said("es", lambda: all_of(["Q4", "Q5"])) == "Q4 y Q5"
    assert all_of(["Q1", "Q4", "Q5"]) == "Q1 and Q4 and Q5"
    assert said("de", lambda: decimal(4.25, 1)) == "4,2"
    assert (decimal(4.25, 1), decimal(6.75)) == ("4.2", "6.75")


# Whole pages


@cache
def page(language: str, edition: str, template: str = "session.html") -> str:
    settings = settings_of(language=language, minutes=75, group=23, mode="online")
    loaded = adapted_guide(Wanted(SMALL, None, (), None, (), settings)).loaded
    plan = asdict(plan_session(loaded, loaded.guide.sessions[0], edition))  # type: ignore[arg-type]
    return page_html(plan, [OURS], {"paper": "a4", "language": language}, template=template)


class _Words(HTMLParser):
    """Every word of a page: of its text, and of what its attributes say to people."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: set[str] = set()
        self.feed(source)

    def handle_data(self, data: str) -> None:
        self.words |= words_of(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name in {
                "alt",
                "title",
                "content",
                "data-edition",
                "data-bookmark",
                "data-page",
                "aria-label",
            }:
                self.words |= words_of(value)


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"https?://\S+|<[^>]*>", " ", text))}


@cache
def english_words() -> set[str]:
    """The words of all messages; names of parameters are none."""
    return {word for message in catalogues.messages() for form in _forms(message) for word in words_of(_bare(form))}


def _bare(message: str) -> str:
    return PARAMETER.sub(" ", message)


@cache
def own_words(language: str) -> set[str]:
    """The words a page may well have: of the guide, of the protocols it names, and of the catalogue."""
    files = [*SMALL.rglob("*.yaml"), *SMALL.rglob("*.md"), *shipped("guides").glob("shared/protocols/*.yaml")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    translated = [_bare(form) for message in catalogues.read(language) if message.id for form in _forms(message.string)]
    return {word for text in (*texts, *translated) for word in words_of(text)}


SINGLE_SHEETS = sorted(file.name for file in OURS.glob("*.html"))


@pytest.mark.parametrize("template", SINGLE_SHEETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_word_of_ours_is_left(language: str, template: str) -> None:
    allowed = own_words(language) | {"moot", "md", "utf", "qr"}
    for edition in ("participant", "facilitator"):
        left = (_Words(page(language, edition, template)).words - allowed) & english_words()
        assert left == set(), f"{edition}: {sorted(left)}"


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_page_says_its_language_and_its_direction(language: str) -> None:
    start = re.search(r"<html[^>]*>", page(language, "participant"))
    assert start
    assert start[0] == f'<html lang="{language}"' + (' dir="rtl">' if language == "ar" else ">")


def test_what_another_language_prints_is_as_much() -> None:
    """Nothing falls out with a translation: the same elements stand on the page, in the same order."""
    tags = {
        language: re.findall(r"<(?!span|/span|b>|/b>)/?\w+", page(language, "facilitator"))
        for language in ("en", *LANGUAGES)
    }
    assert {language for language, found in tags.items() if found != tags["en"]} == set()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", '"page " counter(page) " of " counter(pages);'),
        ("es", '"página " counter(page) " de " counter(pages);'),
        ("de", '"Seite " counter(page) " von " counter(pages);'),
        ("pl", '"page " counter(page) " of " counter(pages);'),
    ],
)
def test_the_number_of_the_page(language: str, words: str) -> None:
    for look in ({"paper": "a4"}, {"paper": "a5", "sides": 2}):
        sheets = style_sheets([OURS], look | {"language": language})
        said = [line for _, css in sheets for line in css.splitlines() if "counter(page)" in line]
        assert said and all(words in line for line in said)


def test_a_guide_in_a_language_of_its_own(tmp_path: Path) -> None:
    """Its `language` is the page's; an adaptation or the command line can ask for another."""
    loaded = adapted_guide(Wanted(SMALL, None)).loaded
    german = loaded.guide.model_copy(
        update={"about": loaded.guide.about.model_copy(update={"language": "de"}), "language": ""}
    )
    plan = plan_session(replace(loaded, guide=german), german.sessions[0], "participant")
    assert (plan.language, plan.guide_language, plan.claims[0].label) == ("de", "de", "These 1")
    asked = adapted_guide(Wanted(SMALL, None, settings=settings_of(language="fr"))).loaded
    plan = plan_session(asked, asked.guide.sessions[0], "participant")
    assert (plan.language, plan.guide_language, plan.claims[0].label) == ("fr", "en", "Thèse 1")


# On paper


@pytest.fixture(scope="module")
def arabic(small_guide: Path) -> Any:
    """The small guide's first handout in Arabic, printed."""
    settings = settings_of(language="ar")
    loaded = adapted_guide(Wanted(small_guide, None, (), None, (), settings)).loaded
    plan = asdict(plan_session(loaded, loaded.guide.sessions[0], "participant"))
    look = Look(language="ar").plain()
    html, sheets = page_html(plan, [OURS], look), style_sheets([OURS], look)
    return render_pdf(html, sheets, guide_folder=loaded.folder, asset_folders=[OURS], label="arabic")


@pytest.mark.xdist_group("tongue")
def test_an_arabic_handout_has_no_fault(arabic: Any) -> None:
    assert (arabic.faults, arabic.problems, arabic.log) == ((), (), ())


@pytest.mark.xdist_group("tongue")
def test_the_paragraph_numbers_of_an_arabic_handout_hang_on_the_right(arabic: Any) -> None:
    pages = pypdf.PdfReader(io.BytesIO(arabic.pdf)).pages
    placed = [(text.strip(), matrix[4]) for page in pages for text, matrix in _placed(page)]
    numbers = [x for text, x in placed if re.fullmatch(r"¶\d+|\d+¶", text)]
    assert sum(x > 500 for x in numbers) >= 8, "points from the left edge; the page is 595 wide"


def _placed(page: Any) -> list[tuple[str, list[float]]]:
    found: list[tuple[str, list[float]]] = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append((text, _product(tm, cm))))
    return found


def _product(tm: list[float], cm: list[float]) -> list[float]:
    """Where the text begins on the page: the matrix of the text within that of the page."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    return [0, 0, 0, 0, x, 0]
