"""The words moot prints of its own, in the language of the page. The only module that knows Babel.

Messages are the English words themselves. Other languages are text files, `locale/LANG/LC_MESSAGES/moot.po`, read when
a page in that language is first asked for; English needs neither a file nor Babel. Which language is spoken belongs to
the piece of work at hand, not to the program: two pages in two languages can be made at the same time.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from babel import Locale

__all__ = [
    "Catalogue",
    "all_of",
    "catalogue",
    "dated",
    "dated_span",
    "decimal",
    "direction",
    "gettext",
    "inside_sentence",
    "known_languages",
    "listed",
    "marked",
    "nearest_known",
    "ngettext",
    "page_languages",
    "page_number",
    "speaking",
    "spoken",
    "weekday",
    "weekday_names",
]

_FOLDER = Path(__file__).parent / "locale"
_ENGLISH = "en"
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}

_language: ContextVar[str] = ContextVar("language", default=_ENGLISH)
_guides: ContextVar[str] = ContextVar("language of the guide", default="")


@contextmanager
def speaking(language: str, guide: str = "") -> Iterator[None]:
    """Within it, words are those of `language`, a code such as es or pt-BR; English where moot does not know it.

    guide: the language that the guide's own words are in, where it is another.
    """
    tokens = _language.set(language), _guides.set(guide)
    try:
        yield
    finally:
        _language.reset(tokens[0])
        _guides.reset(tokens[1])


def page_languages() -> tuple[str, str]:
    """The languages of the page: of moot's words and of the guide's, as they were asked for."""
    return _language.get(), _guides.get() or _language.get()


def spoken() -> str:
    """The language whose words are used here: one of `known_languages`."""
    return nearest_known(_language.get())


@cache
def known_languages() -> tuple[str, ...]:
    """The languages moot has words in, by their codes: English first, the others in alphabetical order."""
    return (_ENGLISH, *sorted(file.parents[1].name for file in _FOLDER.glob("*/LC_MESSAGES/moot.po")))


@cache
def nearest_known(language: str) -> str:
    """Of the languages moot knows the one that serves for `language`: pt for pt-BR, English where there is none."""
    known = {one.casefold(): one for one in known_languages()}
    parts = language.replace("_", "-").casefold().split("-")
    while parts:
        if "-".join(parts) in known:
            return known["-".join(parts)]
        parts.pop()
    return _ENGLISH


def direction(language: str) -> str:
    """How lines of a language run: ltr, or rtl as in Arabic and Hebrew, whether moot has words in it or not."""
    first, *rest = language.replace("_", "-").casefold().split("-")
    if any(part in {"arab", "hebr"} for part in rest):
        return "rtl"
    return "rtl" if first in _RIGHT_TO_LEFT and "latn" not in rest else "ltr"


class Catalogue(NamedTuple):
    """The words of one language: by message one form, or as many as its numbers need; and which form a number needs."""

    forms: dict[str, tuple[str, ...]]
    form_of: Callable[[int], int]


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a known language other than English, read once. About 20 ms for the first, 10 for others."""
    from gettext import c2py

    from babel.messages.pofile import read_po

    with (_FOLDER / language / "LC_MESSAGES" / "moot.po").open(encoding="utf-8") as file:
        read = read_po(file, locale=language)
    forms = {}
    for message in read:
        if message.id and not message.fuzzy:
            first = message.id if isinstance(message.id, str) else message.id[0]
            said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            if all(said):
                forms[first] = said
    return Catalogue(forms, c2py(read.plural_expr))


def gettext(message: str, **values: Any) -> str:
    """An English message in the language spoken here; `%(name)s` in it stands for one of the values."""
    language = spoken()
    if language != _ENGLISH:
        message = catalogue(language).forms.get(message, (message,))[0]
    return message % values if values else message


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """The same for a message that counts, in the form its number needs; `%(n)s` stands for the number."""
    language = spoken()
    message = one if number == 1 else many
    if language != _ENGLISH:
        words = catalogue(language)
        forms = words.forms.get(one)
        if forms:
            message = forms[min(words.form_of(number), len(forms) - 1)]
    return message % ({"n": number} | values)


def marked(message: str) -> str:
    """The message as it is: says to whoever collects messages that it is translated where it is printed."""
    return message


_SIGNS = {", ": marked(", "), "; ": marked("; ")}


def listed(items: Iterable[Any], sign: str = ", ") -> str:
    """The items one after the other, with the comma (or the semicolon) of the language between them."""
    return gettext(_SIGNS.get(sign, sign)).join(str(item) for item in items)


def all_of(items: Iterable[Any]) -> str:
    """The items with “and” between them, as they stand in a sentence: Q4 and Q5."""
    first, *others = [str(item) for item in items] or [""]
    for other in others:
        first = gettext("%(first)s and %(second)s", first=first, second=other)
    return first


def decimal(number: float, places: int | None = None) -> str:
    """A number with the decimal sign of the language; `places` behind it, or as many as it has."""
    written = f"{number:g}" if places is None else f"{number:.{places}f}"
    if spoken() == _ENGLISH:
        return written
    sign = _locale(_language.get()).number_symbols["latn"]["decimal"]
    return written.replace(".", sign)


def inside_sentence(label: str) -> str:
    """A label as it stands within a sentence: with a small first letter, but for German, where it tells the nouns."""
    return label if spoken() == "de" else label[:1].lower() + label[1:]


def page_number() -> tuple[str, str, str]:
    """What stands before the number of the page, between it and the number of pages, and after both."""
    words = gettext(marked("page %(page)s of %(pages)s"))
    before, _, rest = words.partition("%(page)s")
    between, _, after = rest.partition("%(pages)s")
    return before, between, after


@cache
def _locale(language: str) -> Locale:
    """How the language writes dates, after its country where Babel knows it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(nearest_known(language))


def weekday(day: datetime.date) -> str:
    """The day of the week, as it stands before a date."""
    from babel.dates import format_date

    return format_date(day, "EEEE", locale=_locale(_language.get()))


@cache
def weekday_names() -> dict[str, int]:
    """The days of the week, Monday 0, by their names, whole and short, in every language moot knows; small letters."""
    names: dict[str, int] = {}
    for language in known_languages():
        for context, width in (("format", "wide"), ("stand-alone", "wide"), ("format", "abbreviated")):
            for day, name in _locale(language).days[context][width].items():
                names.setdefault(name.casefold().rstrip("."), day)
    return names


def dated(parts: Sequence[int]) -> str:
    """A date of year, month and day, as far as they are known, in a language other than English."""
    from babel.dates import format_date, format_skeleton

    locale = _locale(_language.get())
    if len(parts) == 1:
        return str(parts[0])
    day = datetime.date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    if len(parts) == 2:
        return _without_year_word(format_skeleton("yMMMM", day, locale=locale))
    return _first_of_month(_without_year_word(format_date(day, "long", locale=locale)))


def dated_span(first: Sequence[int], last: Sequence[int]) -> str:
    """Two such dates; what both share is written once where the language can: 14–16 de marzo de 1918."""
    if len(first) == len(last) == 1:
        return f"{first[0]}–{last[0]}"
    if len(first) == len(last) == 3 and first[:2] == last[:2]:
        dot = "." if spoken() == "de" else ""
        return re.sub(rf"(?<!\d){last[2]}(?!\d)", f"{first[2]}{dot}–{last[2]}", dated(last), count=1)
    if len(first) == len(last) and first[0] == last[0]:
        return f"{_without_year(first)} – {dated(last)}"
    return f"{dated(first)} – {dated(last)}"


def _without_year(parts: Sequence[int]) -> str:
    from babel.dates import format_date, format_skeleton

    locale = _locale(_language.get())
    if len(parts) == 2:
        return format_date(datetime.date(parts[0], parts[1], 1), "LLLL", locale=locale)
    return _first_of_month(format_skeleton("MMMMd", datetime.date(*parts), locale=locale))


def _without_year_word(date: str) -> str:
    """Russian without the abbreviation of “year”, which history books leave out as well."""
    return re.sub(r"\sг\.$", "", date)


def _first_of_month(date: str) -> str:
    """French calls the first day of a month the first, not the one."""
    return re.sub(r"^1 ", "1er ", date) if spoken() == "fr" else date
