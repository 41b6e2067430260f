"""What the tests print once a run, and the small guide that tries every part of a page."""

from __future__ import annotations

import shutil
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from moot.build import PAPERS, Request, build
from moot.load.guide_folder import load_guide
from moot.problems import Problem
from moot.resources import shipped_guides

__all__ = ["SMALL", "SOME", "Sheet", "print_everything", "print_one", "small_guide_in"]

SOME = ("1",)
"""Numbers of the sessions that are printed on every paper, and with question sets that are not the usual ones."""

SMALL = Path(__file__).parent / "guides" / "small"


@dataclass(frozen=True)
class Sheet:
    """One printed file, the guide it comes from, and what the renderer has to say about it.

    asked: the question set, where it is not the usual one.
    """

    guide: Path
    asked: str
    session: str
    edition: str
    paper: str
    file: Path
    pages: int
    remarks: tuple[Problem, ...]

    @property
    def asked_of(self) -> tuple[Path, str]:
        """The guide with the question set."""
        return self.guide, self.asked

    def __str__(self) -> str:
        return f"{self.guide.name} {self.asked} {self.session} {self.edition} {self.paper}".replace("  ", " ")


def small_guide_in(folder: Path) -> Path:
    """A copy of tests/guides/small, its picture drawn; the picture is not kept, for it is only grey steps."""
    guide = folder / "small"
    shutil.copytree(SMALL, guide, dirs_exist_ok=True)
    (guide / "images").mkdir(exist_ok=True)
    (guide / "images" / "boat.png").write_bytes(_grey_steps(160, 40))
    return guide


def _grey_steps(width: int, height: int) -> bytes:
    """A PNG of so many pixels, from dark to light."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    row = b"\0" + bytes(64 + 128 * (x * 8 // width) // 8 for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * height))
        + chunk(b"IEND", b"")
    )


def print_everything(folder: Path) -> tuple[Sheet, ...]:
    """Every session of every shipped guide and of the small one, in both editions.

    On the first paper with the usual question set; on the others, and with other sets, only the first session.
    """
    guides = [*shipped_guides().values(), small_guide_in(folder)]
    usual = [(guide, paper, "") for paper in PAPERS for guide in guides]
    others = [(guide, PAPERS[0], name) for guide in guides for name in list(load_guide(guide).guide.about.sets)[1:]]
    return tuple(sheet for guide, paper, asked in usual + others for sheet in _print(guide, paper, asked, folder))


def _print(guide: Path, paper: str, asked: str, folder: Path) -> tuple[Sheet, ...]:
    settings = {"sets": [asked]} if asked else {}
    sessions = SOME if asked or paper != PAPERS[0] else ()
    report = build(Request(guide, guide.name, sessions, paper=paper, settings=settings, out=folder / paper))
    sheets = []
    for built in report.files:
        place = f"session {built.session}, {built.edition} edition"
        remarks = tuple(one for one in report.warnings if one.file.startswith(place))
        sheets.append(Sheet(guide, asked, built.session, built.edition, paper, built.file, built.pages, remarks))
    return tuple(sheets)


def print_one(guide: Path, out: Path, templates: Path | None = None) -> tuple[Path, tuple[Problem, ...]]:
    """The participants' file of the first session, and what was said about it."""
    report = build(Request(guide, guide.name, ("1",), ("participant",), out=out, templates=templates))
    return report.files[0].file, report.warnings
