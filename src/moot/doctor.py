"""Looks whether this machine has what pages need, and names the command that mends what is missing.

The libraries are tried by the names under which the page engine asks for them, without loading it.
"""

from __future__ import annotations

import importlib.metadata
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from moot.render import fonts

__all__ = ["LIBRARIES", "Finding", "Library", "Machine", "examine"]

_OLDEST_PYTHON = (3, 11)
_OLDEST_ENGINE = 70


@dataclass(frozen=True)
class Finding:
    """One thing looked for: mend is the command that brings it, "" where all is well."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


@dataclass(frozen=True)
class Library:
    """A library of the system: the names it may be loaded by, and whether pages can be made without it."""

    name: str
    loads: tuple[str, ...]
    needed: bool = True


def _library(name: str, number: str, needed: bool = True) -> Library:
    """`number` is the version in the file's name on Linux, as in libpango-1.0.so.0."""
    loads = (f"{name}.so.{number}", f"{name}.{number}.dylib", f"{name}.dylib", f"{name}-{number}.dll")
    return Library(name, loads, needed)


LIBRARIES = (
    _library("libgobject-2.0", "0"),
    _library("libpango-1.0", "0"),
    _library("libpangoft2-1.0", "0"),
    _library("libfontconfig", "1"),
    _library("libharfbuzz", "0"),
    _library("libharfbuzz-subset", "0", needed=False),
)

_PACKAGES = {
    "apt": "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "sudo dnf install -y pango harfbuzz",
    "zypper": "sudo zypper install -y libpango-1_0-0 libharfbuzz-subset0",
    "pacman": "sudo pacman -S --needed pango",
    "apk": "sudo apk add pango harfbuzz-subset",
    "brew": "brew install pango",
}
_BY_SYSTEM = (
    ({"debian", "ubuntu"}, "apt"),
    ({"fedora", "rhel", "centos"}, "dnf"),
    ({"suse", "opensuse", "sles"}, "zypper"),
    ({"arch"}, "pacman"),
    ({"alpine"}, "apk"),
)
_WINDOWS_FOLDERS = r"C:\msys64\mingw64\bin;C:\msys64\ucrt64\bin"
_WINDOWS = "install MSYS2 from https://www.msys2.org, then run in its window: pacman -S mingw-w64-x86_64-pango"


def _load_library(names: Sequence[str]) -> str:
    """The first of the names that loads, or ""."""
    import ctypes
    import ctypes.util

    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _WINDOWS_FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for name in names:
        with suppress(OSError):
            ctypes.CDLL(name)
            return name
    # Only where the plain names fail: the search asks the compiler, which is slow.
    found = ctypes.util.find_library(names[0].removeprefix("lib").partition(".so")[0])
    with suppress(OSError):
        if found:
            ctypes.CDLL(found)
            return found
    return ""


def _version_of(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _system_names() -> frozenset[str]:
    """The words by which a Linux system calls itself and its relatives, in small letters."""
    with suppress(OSError):
        rows = Path("/etc/os-release").read_text(encoding="utf-8", errors="replace").splitlines()
        values = [row.partition("=")[2].strip().strip("\"'") for row in rows if row.startswith(("ID=", "ID_LIKE="))]
        return frozenset(" ".join(values).lower().split())
    return frozenset()


@dataclass(frozen=True)
class Machine:
    """What is asked of the machine; a test hands over one that answers as it likes."""

    python: tuple[int, int] = sys.version_info[:2]
    platform: str = sys.platform
    systems: Callable[[], frozenset[str]] = _system_names
    load: Callable[[Sequence[str]], str] = _load_library
    version: Callable[[str], str] = _version_of
    font_folder: Callable[[fonts.FontFamily], Path | None] = fonts.folder_of
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)


def examine(machine: Machine | None = None) -> tuple[Finding, ...]:
    """Everything that pages need, found or not, in the order in which to mend it."""
    machine = machine or Machine()
    return (_python(machine), _engine(machine), *_libraries(machine), *_fonts(machine), _cache(machine))


def _python(machine: Machine) -> Finding:
    version = ".".join(map(str, machine.python))
    if machine.python >= _OLDEST_PYTHON:
        return Finding("Python", True, version)
    oldest = ".".join(map(str, _OLDEST_PYTHON))
    mend = f"install Python {oldest} or newer from https://www.python.org"
    return Finding("Python", False, f"{version} is too old", mend)


def _engine(machine: Machine) -> Finding:
    version = machine.version("weasyprint")
    number = version.partition(".")[0]
    if number.isdigit() and int(number) >= _OLDEST_ENGINE:
        return Finding("WeasyPrint", True, version)
    detail = f"{version} is too old" if version else "not installed"
    return Finding("WeasyPrint", False, detail, f'python -m pip install "weasyprint>={_OLDEST_ENGINE}"')


def _libraries(machine: Machine) -> list[Finding]:
    findings = []
    for library in LIBRARIES:
        loaded = machine.load(library.loads)
        if loaded:
            findings.append(Finding(library.name, True, loaded))
        else:
            detail = "not found" if library.needed else "not found; pages are made without it, but slowly"
            findings.append(Finding(library.name, False, detail, _install(machine)))
    return findings


def _install(machine: Machine) -> str:
    if machine.platform == "win32":
        return _WINDOWS
    if machine.platform == "darwin":
        return _PACKAGES["brew"]
    names = machine.systems()
    for systems, tool in _BY_SYSTEM:
        if names & systems:
            return _PACKAGES[tool]
    return "install Pango 1.44 or newer and HarfBuzz with its subset library, by your system's package manager"


def _fonts(machine: Machine) -> list[Finding]:
    findings = []
    for family in fonts.FAMILIES:
        if machine.font_folder(family) is not None:
            findings.append(Finding(f"font {family.name}", True, family.package))
        else:
            mend = f"python -m pip install {family.package}"
            findings.append(Finding(f"font {family.name}", False, "not installed", mend))
    return findings


def _cache(machine: Machine) -> Finding:
    folder = fonts.cache_folder(machine.environ)
    wanted = machine.environ.get("XDG_CACHE_HOME")
    if folder.name == "moot":
        return Finding("cache folder", True, str(folder))
    where = wanted or "the cache folder in your home"
    detail = f"{where} cannot be written to; {folder} is used"
    return Finding("cache folder", False, detail, "set XDG_CACHE_HOME to a folder of yours")
