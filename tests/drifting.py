"""The edits of bench/drift.py for tests, and a guide of which every paragraph is referred to."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

__all__ = ["drift", "guide_of", "text_of", "units"]


def _loaded() -> ModuleType:
    file = Path(__file__).parents[1] / "bench" / "drift.py"
    spec = importlib.util.spec_from_file_location("drift", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["drift"] = module
    spec.loader.exec_module(module)
    return module


drift = _loaded()

_THINGS = ["oven", "door", "loaf", "flour", "miller", "baker", "yeast", "salt", "water", "stone", "table", "window"]
_DOINGS = ["waits", "burns", "rises", "falls", "sings", "turns", "breaks", "stays", "comes", "goes"]


def _sentence(dice: random.Random) -> str:
    one, two, three = dice.sample(_THINGS, 3)
    rest = dice.sample(["slowly", "again", "without a word", "by the wall", "for the third time", "in the cold"], 2)
    return (
        f"The {one} {dice.choice(_DOINGS)} {rest[0]} and the {two} {dice.choice(_DOINGS)} {rest[1]} near the {three}."
    )


def units(sections: int = 3, paragraphs: int = 5, seed: int = 7) -> list[Any]:
    """A text of headings and paragraphs of four sentences."""
    dice = random.Random(seed)
    made, number = [], 0
    for section in range(sections):
        made.append(drift.Unit(2, f"Chapter {chr(65 + section)}"))
        for _ in range(paragraphs):
            number += 1
            made.append(drift.Unit(0, " ".join(_sentence(dice) for _ in range(4)), (number,)))
    return made


def text_of(rows: list[Any]) -> str:
    """It as text.md."""
    return (
        "# On bread\n\n" + "\n\n".join("#" * unit.level + " " * bool(unit.level) + unit.words for unit in rows) + "\n"
    )


def guide_of(folder: Path, rows: list[Any]) -> Path:
    """A guide on the text of `rows`: a section a heading, a question a paragraph, in several ways of writing it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "text.md").write_text(text_of(rows), encoding="utf-8")
    lines = ["title: On bread  # ours", "text: {title: On bread, authors: [Ana]}", "sections:"]
    asked: list[str] = ["# questions, one a paragraph"]
    section, number = "", 0
    for unit in rows:
        if unit.level:
            section, number = unit.words.lower().replace(" ", "-"), 0
            lines += [f"  {section}:", f"    heading: {unit.words}   # as it stands"]
            continue
        number += 1
        ways = (f'"¶{number}"', f"['{section} ¶{number}']", f"\n    - ¶{number}  # here", f"{number}")
        way = ways[unit.ids[0] % 4]
        asked += [f"- id: q-{unit.ids[0]}", f"  section: {section}", "  kind: factual", f"  refs: {way}"]
        asked += [f"  # number {unit.ids[0]}", "  ask: What is said in this one?", ""]
    lines += [
        "sessions:",
        "  - {id: s1, title: All of it, sections: ["
        + ", ".join(u.words.lower().replace(" ", "-") for u in rows if u.level),
    ]
    lines[-1] += "], minutes: 90}"
    (folder / "guide.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "questions").mkdir(exist_ok=True)
    (folder / "questions" / "core.yaml").write_text("\n".join(asked) + "\n", encoding="utf-8")
    return folder
