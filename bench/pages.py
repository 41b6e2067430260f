"""What can be wrong with pages: 300 guides that nobody wrote, printed in all formats, themes and documents.

    python bench/pages.py [N] [--first SEED] [--jobs 2] [--out FILE] [--again]
    python bench/pages.py --shipped [--out FILE]

Each document is a seed; one that is in FILE already is not printed again, so that a run can be stopped and taken up.
One guide in ten is as long as guides get, the others are shorter. `--shipped` prints every session of the guides that
come with moot instead, and says how much ink, how many pages, and how many nearly empty ones that makes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from moot.load.guide_folder import load_guide
from moot.render.look import PAPERS, Look
from moot.resources import shipped_guides
from pdf_faults import ink_of_pages
from wild_pages import WildPages, print_session, print_wild

LONG_ONES = 10
_EMPTY = 0.02  # percent of ink: not even running heads


def wild(seeds: Iterable[int], results: Path, jobs: int) -> list[dict[str, Any]]:
    """Prints the documents of these seeds that are not in `results` yet, and adds each as a line of JSON."""
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    done = {row["seed"]: row for row in map(json.loads, lines)}
    missing = [seed for seed in seeds if seed not in done]
    with results.open("a", encoding="utf-8") as out, get_context("spawn").Pool(jobs, maxtasksperchild=25) as pool:
        for number, printed in enumerate(pool.imap_unordered(_one, missing), 1):
            row = asdict(printed)
            done[printed.seed] = json.loads(json.dumps(row))
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()
            print(f"\r{number} of {len(missing)}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return [done[seed] for seed in seeds]


def _one(seed: int) -> WildPages:
    with tempfile.TemporaryDirectory() as folder:
        return print_wild(seed, Path(folder), modest=seed % LONG_ONES != LONG_ONES - 1)


def table(rows: Sequence[dict[str, Any]]) -> None:
    """One line a format and theme: documents, pages, and what was found how often."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        large = ", large" if row["look"].startswith("large") and row["document"].startswith("session") else ""
        groups[row["paper"] + large, row["theme"] or "(usual)"].append(row)
    print(f"{'format':<18}{'theme':<14}{'documents':>9}{'pages':>7}  found")
    for (paper, theme), some in sorted(groups.items()):
        pages = sum(row["pages"] for row in some)
        print(f"{paper:<18}{theme:<14}{len(some):>9}{pages:>7}  {_found(some)}")
    seconds = sum(row["seconds"] for row in rows)
    print(f"{len(rows)} documents, {sum(row['pages'] for row in rows)} pages, {seconds / len(rows):.1f} s each")
    print(f"by document: {dict(Counter(row['document'] for row in rows))}")
    print(f"all: {_found(rows)}")
    for row in rows:
        for kind, severity, page, words in row["findings"]:
            if severity != "note":
                print(f"  seed {row['seed']} ({row['theme']} {row['paper']} {row['document']}; {row['look']}) "
                      f"p. {page}: {kind}: {words[:100]}")  # fmt: skip


def _found(rows: Iterable[dict[str, Any]]) -> str:
    """Each kind with how often and in how many documents; notes in brackets."""
    times: Counter[tuple[str, bool]] = Counter()
    documents: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        kinds = Counter((kind, severity == "note") for kind, severity, *_ in row["findings"])
        times += kinds
        documents.update(kinds.keys())
    said = [
        f"{'(' if note else ''}{kind} {count} in {documents[kind, note]}{')' if note else ''}"
        for (kind, note), count in sorted(times.items(), key=lambda item: (item[0][1], -item[1]))
    ]
    return ", ".join(said) or "-"


LOOKS = (*((paper, Look(paper=paper)) for paper in PAPERS), ("a4, large", Look(large=True)))


def shipped(only: str = "") -> None:
    """Ink, pages, sheets and nearly empty pages of every session of the guides that come with moot."""
    head = f"{'guide':<30}{'edition':<13}{'format':<13}{'pages':>6}{'sheets':>7}{'blank':>6}{'nearly':>7}"
    print(f"{head}{'ink %':>7}{'most %':>8}  pages that are nearly empty")
    for name, folder in shipped_guides().items():
        loaded = load_guide(folder, name=name)
        for edition in ("participant", "facilitator"):
            for label, look in LOOKS:
                if only in label:
                    _shipped(loaded, name, edition, label, look)


def _shipped(loaded: Any, name: str, edition: str, label: str, look: Look) -> None:
    ink: list[float] = []
    sheets, empty = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for number, session in enumerate(loaded.guide.sessions):
            rendered = print_session(loaded, number, edition, look)
            file = Path(folder) / f"{session.id}.pdf"
            file.write_bytes(rendered.pdf)
            ink += ink_of_pages(file)
            # A booklet has four pages a sheet, other handouts two.
            sheets += -(-rendered.pages // (4 if look.paper in PAPERS[2:] else 2))
            found = [fault.page for fault in rendered.faults if "empty page" in fault.kind]
            empty += [f"{session.id} p. {page} of {rendered.pages}" for page in found]
    blank = sum(one < _EMPTY for one in ink)
    line = f"{name:<30}{edition:<13}{label:<13}{len(ink):>6}{sheets:>7}{blank:>6}{len(empty):>7}"
    print(f"{line}{sum(ink) / len(ink):>7.2f}{max(ink):>8.2f}  {'; '.join(empty)}", flush=True)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=300, help="how many documents")
    parser.add_argument("--first", type=int, default=0, help="the seed to begin with")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    parser.add_argument("--out", type=Path, default=Path("out/wild-pages.jsonl"), help="where the results are kept")
    parser.add_argument("--again", action="store_true", help="forget the results of earlier runs")
    parser.add_argument("--shipped", action="store_true", help="the guides that come with moot")
    parser.add_argument("--only", default="", help="with --shipped: formats whose name holds this")
    given = parser.parse_args()
    if given.shipped:
        shipped(given.only)
        return
    given.out.parent.mkdir(parents=True, exist_ok=True)
    if given.again:
        given.out.unlink(missing_ok=True)
    table(wild(range(given.first, given.first + given.count), given.out, given.jobs))


if __name__ == "__main__":
    main()
