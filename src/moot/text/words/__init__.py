"""Word lists by which the importer of plain text knows headings: data, a module a language.

A language is added by adding a module like `english.py` and naming its list here.
"""

from __future__ import annotations

import re

from moot.text.words.english import ENGLISH
from moot.text.words.french import FRENCH
from moot.text.words.german import GERMAN
from moot.text.words.russian import RUSSIAN
from moot.text.words.spanish import SPANISH
from moot.text.words.word_list import WordList

__all__ = ["ENGLISH", "LANGUAGES", "WordList", "language_of", "words_of"]

LANGUAGES: dict[str, WordList] = {one.language: one for one in (ENGLISH, SPANISH, GERMAN, FRENCH, RUSSIAN)}

_HEAD = 20_000  # characters that are looked at
_LEAST, _SHARE, _AHEAD = 4, 0.2, 1.25
# In running prose of each of the five, 30 to 50 words of a hundred are on its list; in languages beside them (Italian,
# Portuguese, Dutch, Bulgarian) up to 25 are on a neighbour's, and one neighbour is then hardly ahead of another.


def language_of(text: str) -> str:
    """The language `text` is written in, by its small words: "en", "es", "de", "fr", "ru", or "" where that is unclear.

    Looks at the first 20,000 characters only.
    """
    found = re.findall(r"[^\W\d_]+", text[:_HEAD].casefold())
    counts = sorted(
        ((sum(word in one.common for word in found), code) for code, one in LANGUAGES.items()), reverse=True
    )
    (best, code), (second, _) = counts[:2]
    return code if best >= max(_LEAST, _SHARE * len(found)) and best >= _AHEAD * second else ""


def words_of(language: str) -> WordList:
    """The list for a language such as `de` or `pt-BR`; English where there is none."""
    return LANGUAGES.get(language.partition("-")[0].casefold(), ENGLISH)
