"""Languages as bibliographies name them: codes, names, and the names LaTeX gives them."""

from __future__ import annotations

import re

__all__ = ["in_language"]

_ENGLISH = {"en", "eng", "english", "american", "british", "usenglish", "ukenglish", "australian", "canadian"}
_LANGUAGES = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "la": "Latin",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "yi": "Yiddish",
    "zh": "Chinese",
    "austrian": "German",
    "brazil": "Portuguese",
    "francais": "French",
    "naustrian": "German",
    "ngerman": "German",
    "русский": "Russian",
}


def in_language(language: str, original: str = "", translated: bool = False) -> str:
    """What to say of the language, in the words of a date's note; "" where nothing needs saying."""
    if original and translated:
        return f"translated from {_language(original)}" if _language(original) else ""
    named = _language(language)
    return f"in {named}" if named and not translated else ""


def _language(written: str) -> str:
    """The English name of a language; "" of English, or of nothing."""
    word = written.strip().lower()
    code = re.split(r"[-_]", word)[0]
    if not word or code in _ENGLISH:
        return ""
    return _LANGUAGES.get(word) or _LANGUAGES.get(code) or written.strip()[:1].upper() + written.strip()[1:60]
