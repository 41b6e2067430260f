"""Words for guides that nobody wrote: sentences that mean nothing, in several scripts, of the lengths that hurt."""

from __future__ import annotations

import random
from collections.abc import Set

__all__ = ["WildWords"]

_NOUNS = [
    "council",
    "ferry",
    "bread",
    "letter",
    "river",
    "vote",
    "promise",
    "teacher",
    "winter",
    "ledger",
    "mill",
    "quarrel",
    "harvest",
    "clock",
    "street",
]
_VERBS = ["keeps", "doubts", "carries", "refuses", "counts", "forgets", "answers", "measures", "repeats", "weighs"]
_QUALITIES = ["patient", "narrow", "early", "unpaid", "public", "quiet", "borrowed", "second", "unwritten", "late"]
_JOINTS = ["because", "although", "while", "unless", "before", "after", "until"]
_LONG = (
    "Rechtsschutzversicherungsgesellschaftsangestelltenbetriebsrat",
    "counterrevolutionarilyinterdepartmentalnonunderstandability",
    "megszentségteleníthetetlenségeskedéseitekértlehetetlenséget",
    "Lopadotemachoselachogaleokranioleipsanodrimhypotrimmatosilphio",
)
_SCRIPTS = {
    "right to left": (
        "סירה גשר נהר שאלה תשובה מכתב מועצה לחם חורף",
        "נֹעָה בָּרָק שָׁלוֹם עֲלֵיכֶם מִדְבָּר",
        "قارب جسر نهر سؤال جواب رسالة مجلس خبز شتاء",
        "کشتی پل رودخانه پرسش پاسخ نامه گفتگو",
    ),
    "other letters": (
        "лодка мост река вопрос ответ письмо совет хлеб зима",
        "човен їжак ґанок відповідь щастя Європа",
        "βάρκα γέφυρα ποτάμι ερώτηση απάντηση γράμμα",
        "ὦ ἄνδρες Ἀθηναῖοι εὐτραπελία ᾠδή ῥήτωρ",
        "nhịp cầu dòng sông câu hỏi trả lời",
        "žluťoučký kůň łódź şehir ığdır naïveté",
    ),
}
_NAMES = {
    "": ("Ada Lindqvist", "Ruth Aalders", "José Ñáñez y Ortega", "Søren Ø. Kjær", "Zoë d’Äcker-Świątek", "Bo Li"),
    "right to left": ("נועה ברק", "سلمى حداد", "یوسف کریمی", "דָּוִד בֶּן־אַבְרָם"),
    "other letters": ("Нина Соколова", "Νίκος Καλαμάρης", "Їжакевич Ґанна", "Nguyễn Thị Ánh"),
}


class WildWords:
    """Makes words for one guide; its traits say which kinds of words it has."""

    def __init__(self, chance: random.Random, traits: Set[str]) -> None:
        self.chance, self.traits = chance, traits
        self.scripts = [words.split() for trait, rows in _SCRIPTS.items() if trait in traits for words in rows]

    def word(self) -> str:
        """One word to be explained, or a paragraph of its own."""
        if "long words" in self.traits and self.chance.random() < 0.4:
            return self.chance.choice(_LONG)
        if self.scripts and self.chance.random() < 0.4:
            return " ".join(self.chance.choice(self.scripts)[:2])
        return self.chance.choice(_NOUNS + _QUALITIES)

    def mark(self, number: int) -> str:
        """A word that makes a heading one of a kind."""
        letters = "bdfgklmnprst"
        return "".join(self.chance.choice(letters) + self.chance.choice("aeiou") for _ in range(3)) + "xyzvwqhj"[number]

    def name(self) -> str:
        """Somebody's name, in their own letters."""
        names = [*_NAMES[""]] + 2 * [name for trait in _NAMES if trait in self.traits for name in _NAMES[trait]]
        return self.chance.choice(names) + (" " + self.chance.choice(_LONG) if "long words" in self.traits else "")

    def line(self) -> str:
        """A few words without a stop."""
        chance = self.chance
        words = ["the", chance.choice(_QUALITIES), chance.choice(_NOUNS), chance.choice(_VERBS), "the", self.word()]
        if self.scripts and chance.random() < 0.3:
            script = chance.choice(self.scripts)
            words += chance.sample(script, min(len(script), chance.randint(2, 6)))
        return " ".join(words)

    def title(self) -> str:
        """A title; very long where the guide is one of those."""
        words = self.line()
        if "long titles" in self.traits:
            words = ", or ".join(self.line() for _ in range(self.chance.randint(4, 9)))
        elif self.scripts and self.chance.random() < 0.4:
            return " ".join(self.chance.choice(self.scripts))
        return words[0].upper() + words[1:]

    def sentences(self, count: int) -> str:
        """So many sentences, now and then with emphasis, a link or a number."""
        return " ".join(self._sentence() for _ in range(count))

    def question(self) -> str:
        """One question; at times a long one."""
        clauses = [self.line() for _ in range(self.chance.choice((1, 1, 2, 4)))]
        return "Why is it that " + ", and that ".join(clauses) + "?"

    def _sentence(self) -> str:
        chance = self.chance
        text = self.line()
        if chance.random() < 0.5:
            text += f" {chance.choice(_JOINTS)} {self.line()}"
        if chance.random() < 0.1:
            text += f", *{self.line()}*"
        if chance.random() < 0.05:
            text += f" (see [{self.line()}](https://example.org/{chance.choice(_NOUNS)}))"
        if "large numbers" in self.traits and chance.random() < 0.4:
            text += f", {chance.randrange(10 ** chance.randint(3, 24)):,} times"
        return text[0].upper() + text[1:] + chance.choice((".", ".", ".", "!", "; so it goes."))
