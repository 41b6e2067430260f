"""How long whole commands take, as ratios to bare WeasyPrint in the same run.

    make bench                          (or: python bench/speed.py [ROUNDS])

Goals, each a ratio of medians over interleaved rounds:
    one session, both editions   at most 1.00 of bare WeasyPrint rendering the same two HTML files in one process
    moot --help                  at most 0.35 of `python -c "import weasyprint"`
    moot check, first guide      at most 0.70 of the same (650 KB of YAML in 49 files; 0.50 while it had 250 KB)
Absolute times depend on the machine and are printed only to judge the noise.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

GUIDE, SESSION = "trotskyism-is-not-leninism", "s2"

_BARE = """
import json, sys
from weasyprint import CSS, HTML
for job in json.load(open(sys.argv[1], encoding="utf-8")):
    sheets = [CSS(string=text) for _, text in job["css"]]
    HTML(string=job["html"]).write_pdf(job["pdf"], stylesheets=sheets, pdf_variant="pdf/ua-1")
"""


def _ready_made(folder: Path) -> tuple[Path, dict[str, str]]:
    """The two HTML files as a list of jobs, and the environment in which bare WeasyPrint finds the same fonts."""
    from moot.load.guide_folder import load_guide
    from moot.plan.session import plan_session
    from moot.render import fonts
    from moot.render.html import page_html, style_sheets
    from moot.resources import shipped, shipped_guides

    loaded = load_guide(shipped_guides()[GUIDE])
    session = next(one for one in loaded.guide.sessions if one.id == SESSION)
    templates = [shipped("templates")]
    jobs = []
    for edition in ("participant", "facilitator"):
        plan = asdict(plan_session(loaded, session, edition))  # type: ignore[arg-type]
        html = page_html(plan, templates, {"paper": "a4"})
        jobs.append(
            {"html": html, "css": style_sheets(templates, {"paper": "a4"}), "pdf": str(folder / f"{edition}.pdf")}
        )
    file = folder / "jobs.json"
    file.write_text(json.dumps(jobs), encoding="utf-8")
    return file, {**os.environ, **fonts.prepare().environ}


def _seconds(command: list[str], environ: dict[str, str] | None = None) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(rounds: int = 9) -> None:
    """Prints the ratios."""
    moot = str(Path(sys.executable).with_name("moot"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs, environ = _ready_made(folder)
        commands: dict[str, tuple[list[str], dict[str, str] | None]] = {
            "bare": ([sys.executable, "-c", _BARE, str(jobs)], environ),
            "build": ([moot, "build", GUIDE, "-s", SESSION, "--out", str(folder / "out")], None),
            "import": ([sys.executable, "-c", "import weasyprint"], environ),
            "help": ([moot, "--help"], None),
            "check": ([moot, "check", GUIDE], None),
        }
        times: dict[str, list[float]] = {key: [] for key in commands}
        for _ in range(rounds + 1):
            for key, (command, env) in commands.items():
                times[key].append(_seconds(command, env))
    middle = {key: statistics.median(values[1:]) for key, values in times.items()}  # the first round fills caches
    for label, key, base, goal in (
        ("one session, both editions / bare WeasyPrint", "build", "bare", 1.0),
        ("moot --help / import weasyprint", "help", "import", 0.35),
        ("moot check / import weasyprint", "check", "import", 0.7),
    ):
        ratio = statistics.median(a / b for a, b in zip(times[key][1:], times[base][1:], strict=True))
        verdict = "reached" if ratio <= goal else "NOT REACHED"
        print(f"{label}: {ratio:.2f} (goal {goal:.2f}, {verdict}; {middle[key]:.2f} s / {middle[base]:.2f} s)")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
