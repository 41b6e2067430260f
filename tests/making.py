"""Makes small guides to test with: a whole valid one, of which a test replaces, adds or leaves out single files."""

from __future__ import annotations

import textwrap
from pathlib import Path

from moot.load.guide_folder import Loaded, load_guide
from moot.problems import GuideProblems, Problem

__all__ = ["BASE", "TEXT", "guide_yaml_of", "load", "make_guide", "problems_of", "told"]

BASE = {
    "guide.yaml": """
        title: A small guide
        editors: {names: [Ana, Ben], leanings: bakers both}
        text: {title: On Bread, authors: [Cora Writer], issued: 1920}
        positions:
          bakers: {name: The bakers}
          millers: {name: The millers, short: Millers}
        norms: [Speak from the text.]
        if_all_agree: [Name the strongest objection.]
        sections:
          rise:
            heading: Rise
            paragraphs: 3
            words: 600
            summary: Bread rose.
            focus: Was it the yeast?
            claims:
              yeast:
                says: Yeast alone made bread rise.
                refs: ["¶1"]
                holders: [bakers]
                counterpoint: The flour had its part.
                answered_by: [mill-report]
                concedes: {bakers: that flour matters}
            primary:
              - {reading: oven-diary, need: required}
            counterpoint:
              - {reading: mill-report, need: required}
            terms: [leaven]
            people: [dora]
            timeline: [first-loaf]
          fall:
            heading: Fall
            paragraphs: 2
            words: 350
            focus: Why did it fall?
        sessions:
          - {id: s1, title: How it rose, sections: [rise], minutes: 45}
          - {id: s2, title: How it fell, sections: [fall], minutes: 30}
        """,
    "questions/core.yaml": """
        - {id: q-open, section: rise, kind: opening, ask: What bread do you like?, minutes: 5}
        - {id: q-fact, section: rise, kind: factual, ask: What rose first?, minutes: 6, refs: "¶1"}
        - id: q-mean
          section: rise
          kind: interpretive
          ask: What does rising mean here?
          minutes: 8
          refs: ["¶2-3"]
          probes: [Where do you see that?]
          note: Let them read it aloud.
          look_fors:
            - {says: It means growth., ref: "¶2", side: bakers}
            - {says: It means pride., ref: mill-report, side: millers}
        - {id: q-for, section: rise, kind: counterpoint, ask: What is the best case for yeast?, minutes: 7,
           readings: oven-diary, claims: yeast, best_case: for}
        - {id: q-against, section: rise, kind: counterpoint, ask: What is the best case against yeast?, minutes: 7,
           readings: mill-report, claims: yeast, best_case: against}
        - {id: q-close, section: rise, kind: closing, ask: What is still open?, minutes: 4}
        - {id: q-fall, section: fall, kind: interpretive, ask: What does falling mean here?, minutes: 9, refs: all}
        - {id: q-right, section: fall, kind: evaluative, ask: Was the fall deserved?, minutes: 6, refs: fall}
        """,
    "readings.yaml": """
        oven-diary:
          title: Diary of an oven
          authors: [Dora Baker]
          issued: 1919-05-01
          url: https://example.org/diary
          first_audience: herself
          stake: her oven
          type: primary
          position: bakers
          stance: {yeast: for}
          words: 900
        mill-report:
          title: Report of the mill
          authors: [The Mill]
          issued: 1921
          publisher: Mill Press
          first_audience: its owners
          stake: the price of flour
          position: millers
          stance: {yeast: against}
          words: 700
        """,
    "glossary.yaml": """
        leaven: {term: leaven, says: What makes dough rise.}
        """,
    "people.yaml": """
        dora: {name: Dora Baker, born: 1880, died: 1950, says: A baker.}
        """,
    "timeline.yaml": """
        first-loaf: {when: 1919-05-01, says: The first loaf is baked.}
        """,
}

TEXT = """# On Bread

## Rise

Yeast came first, and the dough was warm.

The leaven worked through the night.

In the morning there was bread.

## Fall

Then the door was opened too soon.

Nothing is as flat as a fallen loaf.
"""
"""A copy of the text, as it may stand in text.md."""


def make_guide(folder: Path, **files: str | None) -> Path:
    """The base guide in `folder`/small; `readings="…"` replaces readings.yaml, None leaves it out.

    Other names go in as `**{"questions/two.yaml": "…"}`. Indentation that all lines share is taken away.
    """
    guide = folder / "small"
    named = {name if "." in name else f"{name}.yaml": content for name, content in files.items()}
    for name, content in {**BASE, **named}.items():
        if content is None:
            continue
        file = guide / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(content).lstrip("\n"), encoding="utf-8", newline="\n")
    return guide


def guide_yaml_of(**fields: str) -> str:
    """The guide.yaml of the base guide with more fields."""
    return textwrap.dedent(BASE["guide.yaml"]) + "".join(f"{key}: {value}\n" for key, value in fields.items())


def load(folder: Path, **files: str | None) -> Loaded:
    """The base guide with these files, loaded."""
    return load_guide(make_guide(folder, **files), name="small")


def problems_of(folder: Path, **files: str | None) -> tuple[Problem, ...]:
    """What loading the base guide with these files complains of; fails where it does not."""
    try:
        load(folder, **files)
    except GuideProblems as found:
        return found.problems
    raise AssertionError("this guide loads without a problem")


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Each problem on one line: the file, what the caret points at, message and hint: `people.yaml [dor] … | …`."""
    rows = []
    for one in problems:
        marked = f" [{one.source[one.column - 1 : one.column - 1 + one.width]}]" if one.line else ""
        hint = f" | {one.hint}" if one.hint else ""
        rows.append(f"{one.file.removeprefix('small/')}{marked} {one.message}{hint}")
    return rows
