"""How the files of one request look, and what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from moot.build.request import Request
from moot.files import safe_name
from moot.problems import UsageProblem
from moot.render.look import BOOKLET_PAPERS, SMALL_PAPERS, WHOLE_PAPERS, Look

if TYPE_CHECKING:  # the model is imported only once the renderer is on its way
    from moot.adapt.whole import Adapted

__all__ = ["Looks", "looks_of"]

_FOLDED = {"folded-a4": "a4", "folded-letter": "letter"}
_FOLDED_PAGES = 4
_MOST_PAGES = 200


@dataclass(frozen=True)
class Looks:
    """folder: name of the group's guide in the out folder; mark: what marks its files.

    sheet: the paper that booklets are folded from, or "". fit: at most so many pages; 0 for as many as it
    takes. language: that asked for, where it is not the guide's.
    """

    folder: str
    mark: str
    look: Look
    sheet: str = ""
    fit: int = 0
    language: str = ""

    def file_name(self, session: str, what: str, suffix: str = "pdf", paper: str = "", drafts: int = 0) -> str:
        """`s1-participant-a4.pdf`; what marks the look follows the paper. what: the edition, or a sheet of the kit.

        drafts: how many draft questions it has; with some it is called a draft, and never lies over the finished one.
        """
        look = self.look
        marks = [paper or look.paper if suffix == "pdf" else "", "large" if look.large else "", _mark(look.theme)]
        marks += [self.language, "lines" if look.line_numbers and suffix == "pdf" else ""]
        marks.append(f"fit{self.fit}" if self.fit and suffix == "pdf" and what.startswith("participant") else "")
        what = f"draft-{what}" if drafts else what
        return "-".join([f"{session}-{self.mark}{what}", *(mark for mark in marks if mark)]) + f".{suffix}"


def _mark(theme: str) -> str:
    """A theme's name in a file's name: that of its folder."""
    return safe_name(Path(theme).name) if theme else ""


def looks_of(request: Request, adapted: Adapted) -> Looks:
    """The look of a request: what the command says goes before what the adaptations say.

    Raises UsageProblem for a fit that is none.
    """
    settings, asked = adapted.settings, request.settings
    _refuse_unknown_language(settings.language)
    paper = request.paper or settings.paper or "a4"
    booklet, fit, sheet = request.booklet, 0, ""
    if request.fit:
        paper, booklet, fit = _fit(request.fit, paper, booklet)
    if booklet:
        sheet = WHOLE_PAPERS[paper]
        paper = BOOKLET_PAPERS[paper]
    look = Look(
        paper=paper,
        large=_is_yes(settings.large_print),
        theme=request.theme or settings.theme or "",
        ink=settings.ink or "saver",
        sides=1 if settings.sides == "one" else 2 if settings.sides or sheet or request.kit else 1,
        line_numbers=_is_yes(settings.line_numbers),
        codes=settings.codes not in {"no", "false"},
        hyphenate=_is_yes(settings.hyphenate),
        language=adapted.loaded.guide.language or adapted.loaded.guide.about.language,
    )
    if look.large and paper in SMALL_PAPERS:
        hint = "leave out --booklet, or use --paper a4 or letter"
        raise UsageProblem(f"large print needs a whole sheet\n    help: {hint}")
    marks = list(settings.sets) if asked.get("sets") else []
    marks += [f"{asked['minutes']}min"] if asked.get("minutes") else []
    slug = adapted.loaded.guide.slug
    folder = safe_name(f"{slug}-{adapted.label}" if adapted.label else slug)
    language = settings.language if settings.language != adapted.loaded.guide.about.language else ""
    mark = "".join(f"{safe_name(one)}-" for one in marks)
    return Looks(folder, mark, look, sheet, fit, safe_name(language) if language else "")


def _refuse_unknown_language(language: str | None) -> None:
    from moot.adapt.looks import language_hint

    if language and (hint := language_hint(language)):
        raise UsageProblem(f"--lang {language}: moot has no words in this language\n    help: {hint}")


def _is_yes(value: str | None) -> bool:
    return value in {"yes", "true"}


def _fit(fit: str, paper: str, booklet: bool) -> tuple[str, bool, int]:
    """Paper, whether it is folded, and how many pages it may have."""
    if fit in _FOLDED:
        return _FOLDED[fit], True, _FOLDED_PAGES
    if not re.fullmatch(r"[1-9][0-9]{0,2}", fit) or int(fit) > _MOST_PAGES:
        message = f"--fit {fit}: this is neither a number of pages nor a folded sheet"
        raise UsageProblem(f"{message}\n    help: write --fit 4, --fit folded-a4 or --fit folded-letter")
    return paper, booklet, int(fit)
