"""The source package and the wheel: everything travels, and what is installed prints a page on its own.

Built with hatchling itself, so that no network is needed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GUIDE = "trotskyism-is-not-leninism"

NO_NETWORK = """
import pathlib, socket
def refuse(*args, **kwargs):
    with pathlib.Path({note!r}).open("a", encoding="utf-8") as file:
        print("asked for the network:", args[1:] or args, file=file)
    raise OSError("no network in this test")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
"""
"""As sitecustomize.py it is loaded by every Python that is started, before anything else."""


def shipped_files() -> list[str]:
    """Every file of templates/ and guides/ that belongs to the project, by its path in it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "templates", "guides"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    if listed.stdout:
        return sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())
    files = (file for folder in ("templates", "guides") for file in (ROOT / folder).rglob("*") if file.is_file())
    return sorted(file.relative_to(ROOT).as_posix() for file in files)


def build(source: Path, target: str, out: Path) -> Path:
    """One package of the project in `source`, as pip would have it built."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    made = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8", check=False)
    assert made.returncode == 0, made.stderr
    (file,) = out.iterdir()
    return file


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (inside,) = folder.iterdir()
    return inside


@pytest.fixture(scope="module")
def wheel(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the source package, which is what people without a checkout get."""
    return build(unpacked, "wheel", tmp_path_factory.mktemp("wheel"))


pytestmark = pytest.mark.xdist_group("packaging")


def test_the_source_package_holds_everything(unpacked: Path) -> None:
    wanted = shipped_files()
    assert len(wanted) > 30
    assert [name for name in wanted if not (unpacked / name).is_file()] == []
    assert all((unpacked / name).read_bytes() == (ROOT / name).read_bytes() for name in wanted)
    for name in ("README.md", "LICENSE", "Makefile", "constraints.txt", "tests/test_packaging.py", ".ci/run"):
        assert (unpacked / name).is_file(), name


def test_the_wheel_holds_everything_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name in shipped_files() if inside.get(f"moot/{name}") != (ROOT / name).read_bytes()] == []
    assert {name.split("/")[0] for name in inside} <= {"moot", wheel.name.rsplit("-", 3)[0] + ".dist-info"}
    assert not [name for name in inside if re.search(r"(^|/)(tests|out|__pycache__|\.[^/]*)/|\.pyc$", name)]
    for module in (ROOT / "src" / "moot").rglob("*.py"):
        assert module.relative_to(ROOT / "src").as_posix() in inside
    metadata = next(text.decode() for name, text in inside.items() if name.endswith("/METADATA"))
    assert "Requires-Python: >=3.11" in metadata and "License-Expression: " in metadata
    scripts = next(text.decode() for name, text in inside.items() if name.endswith("/entry_points.txt"))
    assert "moot = moot.cli:main" in scripts


def test_the_wheel_of_the_checkout_is_the_wheel_of_the_source_package(wheel: Path, tmp_path: Path) -> None:
    assert build(ROOT, "wheel", tmp_path).read_bytes() == wheel.read_bytes()


def test_what_is_installed_prints_a_page_without_network(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere, note = tmp_path / "site", tmp_path / "elsewhere", tmp_path / "asked.txt"
    elsewhere.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(site), str(wheel)], check=True)
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(NO_NETWORK.format(note=str(note)), encoding="utf-8")
    # What is installed comes before whatever moot this Python knows; its libraries come last.
    paths = [tmp_path / "guard", site, Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("platlib"))]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}

    def python(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", *arguments]
        return subprocess.run(command, cwd=elsewhere, env=environ, capture_output=True, encoding="utf-8", check=False)

    asked = python("-c", "import socket; socket.create_connection(('203.0.113.1', 9), 1)")
    assert "no network in this test" in asked.stderr and note.exists()
    note.unlink()

    place = "import moot, moot.resources as r; print(moot.__file__, r.shipped('templates'), r.shipped('guides'))"
    assert python("-c", place).stdout.count(str(site)) == 3
    assert GUIDE in python("-m", "moot", "list").stdout
    built = python("-m", "moot", "build", GUIDE, "--session", "s1", "--edition", "participant")
    assert built.returncode == 0, built.stderr
    assert (elsewhere / "out" / GUIDE / "s1-participant-a4.pdf").read_bytes().startswith(b"%PDF-")
    assert not note.exists(), note.read_text(encoding="utf-8")
