"""How well sections are found in plain text without markup, against texts marked by hand.

    python bench/sections.py [--layouts]

Prints for each text of tests/marked the headings found (precision, recall, levels), all blocks, and quotations, summed
over seven layouts; with `--layouts` for each layout too. Three groups:
    first  twelve texts the rules were made with. The rules before: precision 0.68, recall 0.73, levels 0.70, blocks
           0.71, quotations 36 of 49
    later  eight written when the rules stood. The first look at them gave 0.88, 0.96, 0.66, 0.90 and 20 of 28
           (the rules before: 0.82, 0.87, 0.85, 0.80, 20); what was wrong went into the rules
    last   six written after that. The first look gave 0.94, 0.96, 0.89, 0.92 and 14 of 21 (the rules before: 0.84,
           0.80, 0.73, 0.77, 13); one mark was set right, and what was plainly a fault was mended
The first looks are what to expect of a text nobody has seen.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from marks import FOLDER, LAYOUTS, Found, Marked, Score, marked_texts, score
from moot.text.decode import clean
from moot.text.plain import plain_import


def score_of(text: Marked, layout: str) -> Score:
    """Marks of one text in one layout against what is found."""
    parts = plain_import(clean(LAYOUTS[layout](text.marks))[0], text.name).parts
    return score(text.marks, [Found(part.kind, part.level, f"{part.marker} {part.text}") for part in parts])


def main(arguments: list[str]) -> None:
    """Prints the table."""
    print(f"{'':34}{'precision':>10}{'recall':>8}{'levels':>9}{'blocks':>11}{'quotations':>12}")
    for group, folder in (("first", FOLDER), ("later", FOLDER / "later"), ("last", FOLDER / "last")):
        texts = marked_texts(folder)
        scores = {(text.name, layout): score_of(text, layout) for text in texts for layout in LAYOUTS}
        for text in texts:
            _print(f"  {text.kind}", sum((scores[text.name, layout] for layout in LAYOUTS), Score()))
        for layout in LAYOUTS if "--layouts" in arguments else ():
            _print(f"  all, {layout}", sum((scores[text.name, layout] for text in texts), Score()))
        _print(group, sum(scores.values(), Score()))


def _print(label: str, found: Score) -> None:
    levels = f"{found.levels}/{found.right}"
    blocks, quoted = f"{found.kinds}/{found.blocks}", f"{found.quoted_right}/{found.quotations}"
    print(f"{label:<34}{found.precision:>10.2f}{found.recall:>8.2f}{levels:>9}{blocks:>11}{quoted:>12}")


if __name__ == "__main__":
    main(sys.argv[1:])
