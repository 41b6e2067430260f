"""Prints one document of a guide that nobody wrote, in this process, and says all that is wrong with its pages."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path

from moot.load.guide_folder import Loaded, load_guide
from moot.plan.session import plan_session
from moot.render.html import page_html, style_sheets
from moot.render.look import Look
from moot.render.pdf import render_pdf
from moot.render.results import Rendered
from moot.resources import shipped
from pdf_faults import unsound_tags
from wild_guides import DOCUMENTS, look_of, write_wild_guide

__all__ = ["WildPages", "documents", "folders_of", "print_session", "print_wild", "themes"]


@dataclass(frozen=True)
class WildPages:
    """What became of one document. findings are (kind, severity, page, words); kind is "" for no fault."""

    seed: int
    theme: str
    paper: str
    document: str
    look: str
    traits: tuple[str, ...]
    pages: int
    seconds: float
    findings: tuple[tuple[str, str, int, str], ...]

    @property
    def faults(self) -> tuple[tuple[str, str, int, str], ...]:
        """The findings that are more than a note."""
        return tuple(finding for finding in self.findings if finding[1] != "note")


def themes() -> tuple[str, ...]:
    """The looks there are; "" is the usual one."""
    folder = shipped("templates") / "themes"
    return ("", *sorted(one.name for one in folder.iterdir() if one.is_dir())) if folder.is_dir() else ("",)


def documents() -> tuple[str, ...]:
    """The templates there are, by name; the session is the first."""
    return tuple(name for name in DOCUMENTS if (shipped("templates") / f"{name}.html").is_file())


def folders_of(theme: str) -> list[Path]:
    """Where the templates of a theme are looked for, in this order."""
    ours = shipped("templates")
    return [ours / "themes" / theme, ours] if theme else [ours]


def print_session(loaded: Loaded, number: int, edition: str, look: Look, template: str = "session.html") -> Rendered:
    """One document of one session (from 0) of a guide, printed here and not in the pool."""
    plan = asdict(plan_session(loaded, loaded.guide.sessions[number], edition))  # type: ignore[arg-type]
    folders = folders_of(look.theme)
    html = page_html(plan, folders, look.plain(), template=template)
    sheets = style_sheets(folders, look.plain(), template=template)
    return render_pdf(html, sheets, guide_folder=loaded.folder, asset_folders=folders, label=template)


def print_wild(seed: int, folder: Path, modest: bool = False) -> WildPages:
    """The document of this seed: its guide, read from files in `folder`, in its look."""
    start = time.perf_counter()
    guide = write_wild_guide(folder, seed, modest)
    look, template = look_of(seed, themes(), documents())
    edition = "facilitator" if seed % 5 == 4 and template == "session.html" else "participant"
    findings: list[tuple[str, str, int, str]] = []
    pages = 0
    try:
        rendered = print_session(load_guide(guide.folder), 0, edition, look, template)
        pages = rendered.pages
        findings = _findings(rendered, folder / f"{seed}.pdf", look.large and edition == "facilitator")
    except Exception as error:  # whatever it is, it is a finding
        findings.append((f"failed: {type(error).__name__}", "error", 0, " ".join(str(error).split())[:300]))
    asked = {key: value for key, value in asdict(look).items() if value != getattr(Look(), key)}
    asked.pop("theme", None), asked.pop("paper", None)
    said = ", ".join(key if value is True else f"{key} {value}" for key, value in asked.items())
    name = f"{template.removesuffix('.html')}, {edition}" if template == "session.html" else template[:-5]
    seconds = time.perf_counter() - start
    traits = tuple(sorted(guide.traits))
    return WildPages(seed, look.theme, look.paper, name, said, traits, pages, seconds, tuple(findings))


def _findings(rendered: Rendered, file: Path, splits_notes: bool) -> list[tuple[str, str, int, str]]:
    found = [(fault.kind, fault.severity, fault.page, fault.words) for fault in rendered.faults]
    if splits_notes:  # in large print a question with its notes fills more than a page, as build knows
        found = [one for one in found if one[0] != "split question"]
    found += [("complaint", problem.severity, 0, problem.message) for problem in rendered.problems]
    file.write_bytes(rendered.pdf)
    found += [("PDF/UA", "error", 0, rule) for rule in dict.fromkeys(unsound_tags(file))]
    return found
