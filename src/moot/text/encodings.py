"""Which encoding bytes are in that are not Unicode: the Latin ones by their letters, the others by charset-normalizer.

The only module that knows charset-normalizer, and only for text that no Latin encoding makes sense of: on Latin text of
a page or less it often names a neighbour of the right one.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

__all__ = ["NAMES", "guessed", "without_mark"]

NAMES = {
    "cp1252": "Windows-1252 (Western European)",
    "cp1250": "Windows-1250 (Central European)",
    "iso8859_2": "ISO 8859-2 (Central European)",
    "mac_roman": "Mac Roman (Western European, from an old Macintosh)",
    "cp850": "DOS 850 (Western European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp866": "DOS 866 (Cyrillic)",
    "iso8859_5": "ISO 8859-5 (Cyrillic)",
    "mac_cyrillic": "Mac Cyrillic",
    "cp1253": "Windows-1253 (Greek)",
    "shift_jis": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "euc_kr": "EUC-KR (Korean)",
}
"""The encodings that are tried, as a person would look for them."""

_LATIN = ("cp1252", "cp1250", "mac_roman", "iso8859_2", "cp850")  # of equally good ones the first is taken
_SAMPLE = 40_000  # bytes, of lines that are not plain ASCII
_GOOD = 0.9
_A_FEW = 12  # letters: of one short word all may have accents
_FEWEST = 3  # letters: with less to go by nothing but the usual encoding is believed
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "àâæçéèêëîïôœùûüÿ", "áéíñóúüªº", "äöüßéè", "àèéìíîòóù", "áâãàçéêíóôõúü", "åäöæøéü", "éèëïöüóáê", "áéíóúýðþæö",
        "àçéèíïóòúü", "äöõüšž", "áčďéěíňóřšťúůýž", "ąćęłńóśźż", "áéíóöőúüű", "áäčďéíĺľňóôŕšťúýž", "ăâîșțşţ", "čćđšž",
        "çğıöşüâîİ",
    )
)  # fmt: skip
"""Letters beside a–z: French, Spanish, German, Italian, Portuguese, Scandinavian, Dutch, Icelandic, Catalan, Estonian;
Czech, Polish, Hungarian, Slovak, Romanian, Croatian; Turkish."""
_MARKS = frozenset("“”‘’‚„«»‹›–—…•·§©®°¿¡€£†‡½¼¾²³ªº\u00a0™×¶")
_HIGH = re.compile(r"[^\x00-\x7f]")
_TORN = re.compile(r"[^\W\d_](?![’‘·­])[^\w\s\x00-\x7f][^\W\d_]")
_WORD_WITH_HIGH = re.compile(r"[^\W\d_]{0,40}[^\W\d_\x00-\x7f][^\W\d_]{0,40}")


def guessed(data: bytes) -> tuple[str, str]:
    """The text of `data`, which is not UTF-8, and its encoding as in NAMES; ("", "") where it cannot be told."""
    sample = _sample(data)
    quality = {code: _latin_quality(sample, code) for code in _LATIN}
    best = max(_LATIN, key=lambda code: quality[code])
    if quality["cp1252"] >= _GOOD - 0.05 and quality["cp1252"] > quality[best] - 0.05:
        best = "cp1252"
    if quality[best] < _GOOD:
        best = _by_statistics(sample) or ("cp1252" if quality["cp1252"] >= 0.5 else "")
    for code in dict.fromkeys((best, "cp1252")):
        try:
            return (data.decode(code), code) if code else ("", "")
        except UnicodeDecodeError:
            continue
    return "", ""


def _sample(data: bytes) -> bytes:
    """Lines with something to go by, from the beginning."""
    lines = (line for line in re.split(rb"[\r\n]+", data) if not line.isascii())
    found, size = [], 0
    for line in islice(lines, 2_000):
        found.append(line[:4_000])
        size += len(found[-1])
        if size > _SAMPLE:
            break
    return b"\n".join(found)


def _latin_quality(sample: bytes, code: str) -> float:
    """1 where every letter beyond a–z belongs to one alphabet and every sign is where prose has it; 0 for nonsense."""
    try:
        text = sample.decode(code)
    except UnicodeDecodeError:
        return 0.0
    high = _HIGH.findall(text)
    letters = [character for character in high if character.isalpha() and character not in "ªº"]
    signs = [character for character in high if not character.isalpha()]
    if code != "cp1252" and len(high) < _FEWEST:
        return 0.0
    # In a Latin script most letters are a–z: where they are not, it is another script.
    if len(letters) > max(_A_FEW, 0.35 * sum(map(str.isalpha, text))):
        return 0.0
    small = [character.lower() for character in letters]
    known = max(sum(letter in alphabet for letter in small) for alphabet in _ALPHABETS)
    odd = sum(character not in _MARKS for character in signs) + len(_TORN.findall(text))
    odd += sum(_is_mixed(word) for word in _WORD_WITH_HIGH.findall(text)) + _misplaced(text)
    return (known + len(signs) - odd) / len(high) if high else 1.0


def _is_mixed(word: str) -> bool:
    """A capital after a small letter, or two capitals and a small letter: no word is written like that."""
    return not (word.islower() or word.isupper() or (word[0].isupper() and (word[1:].islower() or len(word) == 1)))


def _misplaced(text: str) -> int:
    """Marks that open at the end of a word."""
    return len(re.findall(r"[^\W\d_][¿¡](?:\s|$)|[¿¡][^\W\d_]*[¿¡]|[^\W\d_][«“„](?=[\s.,])(?!\s?[“”])", text)) // 2


def _by_statistics(sample: bytes) -> str:
    if sum(byte > 127 for byte in sample) < 2 * _FEWEST:
        return ""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(NAMES)).best()
    return best.encoding if best and best.encoding in NAMES else ""


def without_mark(data: bytes) -> str:
    """UTF-16 without the mark at its beginning, where its letters are Latin and it is sure; else ""."""
    if len(data) % 2:
        return ""
    code = "utf-16-le" if data[1:4096:2].count(0) > data[:4096:2].count(0) else "utf-16-be"
    try:
        text = data.decode(code)
    except UnicodeDecodeError:
        return ""
    head = text[:4096]
    strange = sum(unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"} and character not in "\t\n\r\f"
                  for character in head)  # fmt: skip
    return text if head and not strange and sum(map(str.isalpha, head)) > len(head) / 2 else ""
