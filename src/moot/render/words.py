"""What templates say in the language of the page: `_("Agenda")`, `ngettext("%(n)s minute", "%(n)s minutes", 5)`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from moot import tongue

__all__ = ["FILTERS", "GLOBALS", "with_page_words"]


def _said(message: str, **values: Any) -> Markup:
    """A message of the template in the language of the page.

    It is HTML, as the template itself is: what it is made of stands in the template and the catalogue. The values are
    not, and are escaped, unless they have come through `md`. A per cent sign beside values is written twice.
    """
    words = Markup(tongue.gettext(message))
    return words % values if values else words


def _counted(one: str, many: str, number: int, **values: Any) -> Markup:
    """The same for a message that counts; `%(n)s` in it is the number."""
    safe = {name: Markup.escape(value) for name, value in values.items()}
    return Markup(tongue.ngettext(one, many, int(number), **safe))


GLOBALS = {"_": _said, "ngettext": _counted, "direction": tongue.direction}
"""By the name templates use."""

_FOLIO = re.compile(r"""(["'])page \1 counter\(page\) (["']) of \2 counter\(pages\)""")


def with_page_words(css: str, language: str) -> str:
    """A style sheet, with what it says of page numbers in the language of the page.

    Wherever a sheet, also a theme's or a group's own, has `"page " counter(page) " of " counter(pages)`.
    """
    with tongue.speaking(language):
        before, between, after = (json.dumps(words, ensure_ascii=False) for words in tongue.page_number())
    said = f"{before} counter(page) {between} counter(pages)" + (f" {after}" if after != '""' else "")
    return _FOLIO.sub(lambda _: said, css)


def _span_of_minutes(minutes: Mapping[str, int]) -> str:
    """`5–8 min`, or `5 min` where fast and slow readers need the same."""
    least, most = minutes["least"], minutes["most"]
    return tongue.gettext("%(minutes)s min", minutes=least if least == most else f"{least}–{most}")


def _stances(stances: Iterable[tuple[str, str]]) -> str:
    """What a reading says of each claim: `Claim 1 against; Claim 2 mixed`."""
    return tongue.listed((f"{claim} {tongue.gettext(stance)}" for claim, stance in stances), "; ")


FILTERS = {
    "word": lambda word: tongue.gettext(str(word)),
    "listed": tongue.listed,
    "inside_sentence": tongue.inside_sentence,
    "span_of_minutes": _span_of_minutes,
    "stances": _stances,
}
"""word: a fixed word of guides, such as a kind of question. listed: with the commas of the language."""
