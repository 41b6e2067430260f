"""The fonts that come with the program, and the one file that tells fontconfig about them.

The fonts live in ordinary packages which are only looked up, never imported. fontconfig reads its
settings once, when the page engine is loaded: the environment returned here has to be in place before.
Machines differ in the fonts they have; a printed page must not, so fonts of the system are left out
unless somebody asks for them (for Chinese, Japanese, Korean or emoji).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from moot.problems import BuildProblem

__all__ = ["FAMILIES", "FontFamily", "FontSetup", "cache_folder", "folder_of", "missing_families", "prepare"]


@dataclass(frozen=True)
class FontFamily:
    """A family of type: the name style sheets use, and the package and folder its files come from."""

    name: str
    package: str
    module: str
    folder: str


FAMILIES = (
    FontFamily("Source Serif 4", "fontpkg-source-serif-4", "fontpkg_source_serif_4", "files"),
    FontFamily("Source Sans 3", "fontpkg-source-sans-3", "fontpkg_source_sans_3", "files"),
    FontFamily("Literata", "fontpkg-literata", "fontpkg_literata", "files"),
    FontFamily("IBM Plex Mono", "fontpkg-ibm-plex-mono", "fontpkg_ibm_plex_mono", "files"),
    FontFamily("Noto Sans Hebrew", "justmytype-intl-rtl", "justmytype_intl_rtl", "fonts/ofl/notosanshebrew"),
    FontFamily("Noto Sans Arabic", "justmytype-intl-rtl", "justmytype_intl_rtl", "fonts/ofl/notosansarabic"),
    # Only the folder with the boxes and scissors: the package holds much else that would cost time to scan.
    FontFamily(
        "Noto Sans Symbols 2",
        "justmytype-western-core",
        "justmytype_western_core",
        "fonts/ofl/notosanssymbols2",
    ),
)

# What a style sheet gets that asks for no family of ours.
_STAND_INS = {"serif": "Source Serif 4", "sans-serif": "Source Sans 3", "monospace": "Source Sans 3"}


@dataclass(frozen=True)
class FontSetup:
    """Where fontconfig's settings are, and the environment that makes it read them."""

    config: Path
    environ: Mapping[str, str]


def folder_of(family: FontFamily) -> Path | None:
    """The folder holding the family's files, or None where its package is not installed."""
    with suppress(ImportError, ValueError):
        spec = importlib.util.find_spec(family.module)
        for root in (spec.submodule_search_locations or ()) if spec else ():
            folder = Path(root, family.folder)
            if any(entry.suffix.lower() in {".ttf", ".otf"} for entry in folder.glob("*.?tf")):
                return folder
    return None


def missing_families(find: Callable[[FontFamily], Path | None] = folder_of) -> tuple[FontFamily, ...]:
    """The families that are not installed."""
    return tuple(family for family in FAMILIES if find(family) is None)


def prepare(
    *,
    system_fonts: bool = False,
    cache: Path | None = None,
    find: Callable[[FontFamily], Path | None] = folder_of,
) -> FontSetup:
    """Write the font settings, unless they are there already, and say which environment they need.

    Raises BuildProblem when a family is not installed or nothing can be written.
    """
    found = {family: folder for family in FAMILIES if (folder := find(family)) is not None}
    absent = [family for family in FAMILIES if family not in found]
    if absent:
        names = ", ".join(family.name for family in absent)
        packages = " ".join(sorted({family.package for family in absent}))
        raise BuildProblem(
            f"the fonts {names} are not installed, so no page can be made. Run: python -m pip install {packages}"
        )
    root = cache_folder() if cache is None else cache
    text = _settings(dict.fromkeys(found.values()), root / "fontconfig", system_fonts)
    config = root / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
    if not config.is_file() or config.read_text(encoding="utf-8") != text:
        _write_whole(config, text)
    environ = {"FONTCONFIG_FILE": str(config), "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0")}
    return FontSetup(config, environ)


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder for things that can be made again, created when it is not there.

    Follows XDG_CACHE_HOME, else the user's own cache folder; where neither can be written to, a folder
    in the system's temporary place that belongs to this user alone.
    """
    wanted: list[Path] = []
    if (named := environ.get("XDG_CACHE_HOME")) and Path(named).is_absolute():
        wanted.append(Path(named, "moot"))
    with suppress(RuntimeError):
        wanted.append(Path.home() / ".cache" / "moot")
    for folder in wanted:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK | os.X_OK):
                return folder
    return _private_folder()


def _private_folder() -> Path:
    """A folder in the temporary place which no other user can have prepared for us."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    folder = Path(tempfile.gettempdir(), f"moot-cache-{user}")
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
        owned = not hasattr(os, "getuid") or (state.st_uid == os.getuid() and not state.st_mode & 0o022)
        if folder.is_dir() and not folder.is_symlink() and owned:
            return folder
    try:
        return Path(tempfile.mkdtemp(prefix="moot-cache-"))
    except OSError as error:
        raise BuildProblem(
            f"no folder for temporary files can be written to ({error.strerror}). Free some disk space, "
            "or set XDG_CACHE_HOME to a folder of yours."
        ) from None


def _settings(folders: Iterable[Path], cache: Path, system_fonts: bool) -> str:
    rows = ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">', "<fontconfig>"]
    rows += [f"  <dir>{_escaped(folder)}</dir>" for folder in folders]
    if system_fonts:
        rows += [f"  <dir>{_escaped(folder)}</dir>" for folder in _system_folders()]
    rows.append(f"  <cachedir>{_escaped(cache)}</cachedir>")
    rows += [
        f"  <alias><family>{generic}</family><prefer><family>{family}</family></prefer></alias>"
        for generic, family in _STAND_INS.items()
    ]
    rows += ["</fontconfig>", ""]
    return "\n".join(rows)


def _escaped(path: Path) -> str:
    # By hand: the standard library's own loads the whole of its network code.
    return str(path).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _system_folders() -> tuple[Path, ...]:
    """Where this kind of system keeps its fonts; folders that are not there are left to fontconfig."""
    if sys.platform == "win32":
        return (Path(os.environ.get("SYSTEMROOT", "C:\\Windows"), "Fonts"),)
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library/Fonts")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


def _write_whole(target: Path, text: str) -> None:
    """Write beside and rename, so that two builds at once never read half a file."""
    handle, name = -1, ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".fonts-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).replace(target)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise BuildProblem(
            f"the font settings cannot be written ({error.strerror}). Free some disk space, "
            "or set XDG_CACHE_HOME to a folder of yours."
        ) from None
