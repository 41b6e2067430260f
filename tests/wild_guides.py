"""Guides that nobody wrote: random, always the same for a seed, and as wild as a real one might become.

Each is written as a folder of YAML files, so that it is read like any other. Every seed has one trait for certain
(`TRAITS[seed % len(TRAITS)]`), and others by chance, so that a few dozen seeds show all of them.
"""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from moot.render.look import PAPERS, SMALL_PAPERS, Look
from wild_words import WildWords

__all__ = ["DOCUMENTS", "TRAITS", "WildGuide", "look_of", "write_wild_guide"]

TRAITS = (
    "plain",
    "long words",
    "long questions",
    "no questions",
    "right to left",
    "other letters",
    "long titles",
    "no claims",
    "long claims",
    "long lists",
    "no text",
    "long paragraphs",
    "deep headings",
    "verse and lists",
    "pictures",
    "much to write",
    "ways to talk",
    "large numbers",
    "short paragraphs",
    "excerpts",
    "choices",
    "many sections",
    "many readings",
    "bare",
)
_HEAVY = frozenset({"many readings", "long claims", "long lists", "long paragraphs", "much to write"})
_KINDS = (
    "opening",
    "factual",
    "sourcing",
    "context",
    "interpretive",
    "corroboration",
    "counterpoint",
    "evaluative",
    "application",
    "closing",
)
_PROTOCOLS = ("pairs-first", "fishbowl", "four-as", "a sentence of our own about how we talk")
_ROLES = ("primary", "counterpoint", "support", "context", "scholarship", "comparison", "reference", "further")
DOCUMENTS = ("session", "cards", "roles", "placemat", "sign-in", "feedback")
"""Templates that may lie beside each other; those that are not there are not tried."""


@dataclass(frozen=True)
class WildGuide:
    """Where a guide of this seed was written, and what is unusual about it."""

    folder: Path
    seed: int
    traits: frozenset[str]


def write_wild_guide(folder: Path, seed: int, modest: bool = False) -> WildGuide:
    """Writes the guide of `seed` into `folder`/wild-SEED; a modest one is as wild, but not as long."""
    making = _Making(seed, modest)
    guide = folder / f"wild-{seed}"
    shutil.rmtree(guide, ignore_errors=True)  # what an older run left would be read as well
    guide.mkdir(parents=True)
    files = making.files()
    for name, content in files.items():
        file = guide / name
        file.parent.mkdir(exist_ok=True)
        text = content if isinstance(content, str) else "\n".join(_yaml(content)) + "\n"
        file.write_text(text, encoding="utf-8", newline="\n")
    for name, size in making.pictures.items():
        (guide / "images").mkdir(exist_ok=True)
        Image.new("L", size, 150).save(guide / "images" / name)
    return WildGuide(guide, seed, frozenset(making.traits))


def look_of(seed: int, themes: tuple[str, ...] = ("",), documents: tuple[str, ...] = ("session",)) -> tuple[Look, str]:
    """Look and template of the document that is made of this seed: papers and themes take turns, the rest is chance."""
    chance = random.Random(f"look {seed}")
    paper, theme = PAPERS[seed % 4], themes[seed // 4 % len(themes)]
    others = documents[1:]
    document = others[seed // 3 % len(others)] if others and seed % 3 == 2 else documents[0]
    look = Look(
        paper=paper,
        theme=theme,
        large=paper not in SMALL_PAPERS and chance.random() < 0.3,
        ink=chance.choice(("saver", "saver", "full")),
        sides=chance.choice((1, 1, 2)),
        line_numbers=chance.random() < 0.2,
        codes=chance.random() < 0.8,
        hyphenate=chance.random() < 0.15,
        tight=chance.choice((0, 0, 0, 0, 1, 4)),
    )
    return look, f"{document}.html"


def _yaml(value: Any, indent: int = 0) -> list[str]:
    """Block YAML of dicts and lists; text is quoted, or folded where it is long."""
    lines: list[str] = []
    pad = " " * indent
    for key, item in value.items() if isinstance(value, dict) else ((None, one) for one in value):
        head = f"{pad}- " if key is None else f"{pad}{key}: "
        if isinstance(item, dict) and item and key is None:
            inner = _yaml(item, indent + 2)
            lines += [head + inner[0].lstrip(), *inner[1:]]
        elif isinstance(item, dict | list) and item:
            lines += [head.rstrip(), *_yaml(item, indent + 2)]
        elif isinstance(item, str) and len(item) > 100 and item[0].isalpha() and "  " not in item:
            words = item.split(" ")
            rows = (" ".join(words[i : i + 14]) for i in range(0, len(words), 14))
            lines += [f"{head}>-", *(f"{pad}    {row}" for row in rows)]
        else:
            lines.append(head + json.dumps(item, ensure_ascii=False))
    return lines


class _Making:
    """One guide while it is made."""

    def __init__(self, seed: int, modest: bool) -> None:
        self.seed, self.modest = seed, modest
        self.random = random.Random(f"guide {seed}")
        sure = TRAITS[seed % len(TRAITS)]
        more = () if sure in {"plain", "bare"} else TRAITS[1:-1]
        self.traits = {sure} | {one for one in more if self.random.random() < (0.03 if one in _HEAVY else 0.1)}
        self.words = WildWords(self.random, self.traits)
        self.pictures: dict[str, tuple[int, int]] = {}
        self.readings: dict[str, Any] = {}
        self.claims: list[str] = []
        self.lists: dict[str, dict[str, Any]] = {"glossary": {}, "people": {}, "timeline": {}}

    def some(self, least: int, most: int) -> range:
        return range(self.random.randint(least, most))

    def maybe(self, often: float = 0.5) -> bool:
        return self.random.random() < often

    def files(self) -> dict[str, Any]:
        count = self.random.randint(1, 3) if "many sections" not in self.traits else 5
        count = min(count, 3 if "many sections" in self.traits else 1) if self.modest else count
        self._lists()
        self._readings()
        sections, questions, text = {}, [], [f"# {self.words.title()}", ""]
        for number in range(1, count + 1):
            heading = f"{self.words.title()} {self.words.mark(number)}"
            paragraphs = self._text(text, heading)
            key = f"part-{number}"
            sections[key] = self._section(key, heading, paragraphs)
            questions += self._questions(key, paragraphs)
        files: dict[str, Any] = {"guide.yaml": self._guide(list(sections))}
        files |= {f"sections/{key}.yaml": section for key, section in sections.items()}
        named = {"questions/core.yaml": questions, "readings.yaml": self.readings}
        named |= {f"{name}.yaml": entries for name, entries in self.lists.items()}
        files |= {name: content for name, content in named.items() if content}
        if "no text" not in self.traits:
            files["text.md"] = "\n".join(text) + "\n"
        return files

    def _guide(self, sections: list[str]) -> dict[str, Any]:
        words = self.words
        session = {"id": "s1", "title": words.title(), "sections": sections, "minutes": self.random.choice((60, 90))}
        if "bare" not in self.traits:
            session |= {"focus": words.question(), "closing": words.sentences(1), "next_time": words.sentences(2)}
            session |= {"goals": [words.sentences(1) for _ in self.some(0, 4)], "at": "19:00", "on": "2027-03-04"}
            session |= {"place": words.title(), "lead": words.name(), "prepare": [words.sentences(1)]}
            if "large numbers" in self.traits:
                session["minutes"] = 480
        guide = {"title": words.title(), "editors": {"names": [words.name() for _ in self.some(1, 5)]}}
        guide |= {"text": {"title": words.title(), "authors": [words.name()], "issued": "c. 1920"}, "language": "en"}
        guide["positions"] = {"friends": {"name": words.title()}, "critics": {"name": words.name(), "short": "Critics"}}
        if self.maybe(0.7) and "bare" not in self.traits:
            guide |= {"about": [words.sentences(3) for _ in self.some(1, 4)], "license": "CC-BY-4.0"}
            guide |= {"norms": [words.sentences(1) for _ in self.some(0, 7)], "missing_voices": words.sentences(2)}
            guide |= {"if_all_agree": [words.sentences(1)], "version": "9999.9999"}
        return guide | {"sessions": [session]}

    def _text(self, out: list[str], heading: str) -> int:
        """Adds a section of the text; how many of its paragraphs can be counted on."""
        words = self.words
        out += [f"## {heading}", ""]
        if "deep headings" in self.traits:
            for level in (3, 4, 5):
                out += ["#" * level + f" {words.title()} {words.mark(level)}", ""]
        most = 40 if "short paragraphs" in self.traits else 3 if self.modest else 6
        count = 0
        for _ in self.some(1, most):
            size = 1 if "short paragraphs" in self.traits else self.random.randint(1, 8)
            out += [words.word().capitalize() + "." if size == 1 and self.maybe() else words.sentences(size), ""]
            count += 1
            if "verse and lists" in self.traits:
                out += [*self._verse_or_list(), ""]
        if "long paragraphs" in self.traits:
            out += [words.sentences(110), ""]
            count += 1
        return count

    def _verse_or_list(self) -> list[str]:
        words, kind = self.words, self.random.randrange(4)
        if kind == 0:
            return [words.line() + "\\" for _ in self.some(3, 12)] + [words.line()]
        if kind == 1:
            return [f"> {words.sentences(3)}", ">", f"> — {words.name()}"]
        sign = "-" if kind == 2 else "1."
        rows = [f"{sign} {words.line()}" for _ in self.some(2, 9)]
        return [*rows[:1], f"   {sign} {words.line()}", *rows[1:]]

    def _section(self, key: str, heading: str, paragraphs: int) -> dict[str, Any]:
        words, traits = self.words, self.traits
        section: dict[str, Any] = {"heading": heading, "paragraphs": paragraphs, "focus": words.question()}
        if "bare" in traits:
            return section
        section |= {"summary": words.sentences(self.random.randint(1, 5)), "words": 90}
        if "large numbers" in traits:
            section["words"] = 1_234_567
        if self.maybe():
            section["background"] = words.sentences(3)
        claims = (
            {f"{key}-claim-{n}": self._claim(paragraphs) for n in self.some(1, 4)} if "no claims" not in traits else {}
        )
        self.claims += claims
        section["claims"] = claims
        if self.maybe(0.4):
            section["quotations"] = [self._quotation() for _ in self.some(1, 4)]
        if "pictures" in traits:
            section["images"] = [self._picture(f"{key}-{n}.png") for n in self.some(1, 3)]
        section |= self._uses()
        for name, entries in (("terms", "glossary"), ("people", "people"), ("timeline", "timeline")):
            section[name] = [one for one in self.lists[entries] if "long lists" in traits or self.maybe(0.6)]
        return {name: value for name, value in section.items() if value}

    def _claim(self, paragraphs: int) -> dict[str, Any]:
        words = self.words
        long = (20 if self.modest else 45) if "long claims" in self.traits and self.maybe(0.6) else 1
        claim: dict[str, Any] = {"says": words.sentences(long), "status": "in dispute", "holders": ["friends"]}
        fields = ("counterpoint", "test", "evidence", "settles", "status_source")
        claim |= {name: words.sentences(long if name != "test" else 2) for name in fields if self.maybe(0.7)}
        if paragraphs and self.maybe():
            claim["refs"] = [f"¶{self.random.randint(1, paragraphs)}"]
        if self.maybe(0.4):
            claim["concedes"] = {"friends": words.sentences(long), "critics": words.sentences(1)}
        if self.maybe(0.3):
            claim["loaded"] = [words.word() for _ in self.some(1, 5)]
        claim["answered_by"] = self._of_readings(3)
        return {name: value for name, value in claim.items() if value}

    def _quotation(self) -> dict[str, Any]:
        words = self.words
        return {
            "ref": "all",
            "words": words.line(),
            "author": words.name(),
            "date": "1899-12",
            "addressee": words.name(),
            "passage": words.sentences(2),
            "to_check": words.sentences(1),
        }

    def _picture(self, name: str) -> dict[str, Any]:
        self.pictures[name] = self.random.choice(((8, 8), (400, 300), (60, 1500), (1600, 40), (1200, 1200)))
        picture = {"file": f"images/{name}", "alt": self.words.sentences(1)}
        if self.maybe():
            picture |= {"caption": self.words.sentences(self.random.choice((1, 6))), "credit": self.words.name()}
        return picture

    def _of_readings(self, most: int) -> list[str]:
        names = list(self.readings)
        return self.random.sample(names, min(len(names), self.random.randint(0, most)))

    def _uses(self) -> dict[str, Any]:
        """Which readings a section uses, as what, and how much they are needed; each reading once."""
        uses: dict[str, list[Any]] = {}
        needs = ("choose-one", "required") if "choices" in self.traits else ("required", "optional", "optional")
        few = 4 if self.modest else 8
        for name in self.readings if "many readings" in self.traits else self._of_readings(few):
            use = {"reading": name, "need": self.random.choice(needs)}
            if self.maybe(0.3):
                use |= {"part": self.words.line(), "note": self.words.sentences(1), "words": 4_000}
            uses.setdefault(self.random.choice(_ROLES), []).append(use)
        return uses

    def _questions(self, section: str, paragraphs: int) -> list[dict[str, Any]]:
        if {"no questions", "bare"} & self.traits:
            return []
        return [self._question(f"{section}-q{n}", section, paragraphs) for n in self.some(1, 3 if self.modest else 6)]

    def _question(self, key: str, section: str, paragraphs: int) -> dict[str, Any]:
        words, chance = self.words, self.random
        lengthy = "long questions" in self.traits and self.maybe()
        ask = words.sentences(30) + " " + words.question() if lengthy else words.question()
        question: dict[str, Any] = {"id": key, "section": section, "kind": chance.choice(_KINDS), "ask": ask}
        question["minutes"] = 120 if "large numbers" in self.traits else chance.randint(3, 15)
        if lengthy:
            question["answer_space"] = "none"
        elif "much to write" in self.traits:
            question["answer_space"] = chance.choice(("22 lines", "rest", "none"))
        optional = {
            "setup": words.sentences(2),
            "note": words.sentences(1),
            "probes": [words.question() for _ in self.some(1, 5)],
            "look_fors": [{"says": words.sentences(2), "side": "critics"} for _ in self.some(1, 5)],
            "refs": [f"¶{chance.randint(1, paragraphs)}"] if paragraphs else ["all"],
            "readings": self._of_readings(4),
            "priority": chance.choice(("must", "should", "if-time")),
        }
        if "ways to talk" in self.traits:
            question["protocol"] = chance.choice(_PROTOCOLS)
        if question["kind"] == "counterpoint" and self.claims:
            question |= {"best_case": chance.choice(("for", "against")), "claims": [chance.choice(self.claims)]}
        return question | {name: value for name, value in optional.items() if value and self.maybe()}

    def _readings(self) -> None:
        if "many readings" in self.traits:
            count = 16 if self.modest else 200
        else:
            count = 0 if "bare" in self.traits else self.random.randint(0, 9)
        for number in range(count):
            self.readings[f"reading-{number}"] = self._reading(number)

    def _reading(self, number: int) -> dict[str, Any]:
        words = self.words
        reading: dict[str, Any] = {"title": words.title(), "authors": [words.name() for _ in self.some(1, 3)]}
        reading |= {"issued": self.random.choice(("1918", "c. 1850", "1917-11-07", "1918/1920"))}
        optional = {
            "issued_note": words.line(),
            "place": words.name(),
            "in": {"title": words.title(), "editor": words.name(), "publisher": words.title(), "year": "1974"},
            "url": f"https://example.org/{'a-long-way/' * self.random.choice((0, 1, 9))}{number}",
            "translator": words.name(),
            "first_audience": words.line(),
            "stake": words.sentences(1),
            "type": "primary",
            "words": 2_000_000 if "large numbers" in self.traits else 1_500,
            "says": words.sentences(2),
            "rights": "public domain",
            "confidence": self.random.choice(("seen", "page-seen", "recalled")),
            "to_check": words.sentences(1),
        }
        reading |= {name: value for name, value in optional.items() if self.maybe(0.6)}
        if "excerpts" in self.traits and self.maybe():
            reading["excerpt"] = [words.sentences(self.random.choice((1, 4, 30))) for _ in self.some(1, 4)]
        return reading

    def _lists(self) -> None:
        if "bare" in self.traits:
            return
        words = self.words
        most = (12 if self.modest else 70) if "long lists" in self.traits else 4
        for n in range(most if "long lists" in self.traits else self.random.randint(0, most)):
            self.lists["glossary"][f"term-{n}"] = {"term": words.word(), "says": words.sentences(1 + n % 3)}
            person = {"name": words.name(), "says": words.sentences(1), "born": "1870", "source": words.line()}
            self.lists["people"][f"person-{n}"] = person | ({"position": "friends"} if self.maybe() else {})
            event = {"when": f"{1600 + n}-03-0{1 + n % 9}", "says": words.sentences(1)}
            old = {"old_style": f"{1600 + n}-02-1{n % 9}", "source": words.line()}
            self.lists["timeline"][f"event-{n}"] = event | (old if self.maybe() else {})
