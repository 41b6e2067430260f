"""`moot doctor`: what is missing is named with the command that brings it, on each kind of machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from moot.doctor import LIBRARIES, Machine, examine
from moot.render import fonts


def machine(tmp_path: Path, **answers: Any) -> Machine:
    """A machine that has everything, but for the answers given."""
    given: dict[str, Any] = {
        "python": (3, 12),
        "platform": "linux",
        "systems": lambda: frozenset({"debian"}),
        "load": lambda names: names[0],
        "version": lambda package: "70.0",
        "font_folder": lambda family: tmp_path,
        "environ": {"XDG_CACHE_HOME": str(tmp_path)},
    }
    return Machine(**(given | answers))


def without(*missing: str) -> Any:
    def load(names: Sequence[str]) -> str:
        return "" if any(names[0].startswith(name + ".so") for name in missing) else names[0]

    return load


def test_a_machine_that_has_everything(tmp_path: Path) -> None:
    findings = examine(machine(tmp_path))
    assert all(finding.ok and not finding.mend for finding in findings)
    assert len(findings) == 2 + len(LIBRARIES) + len(fonts.FAMILIES) + 1


@pytest.mark.parametrize(
    ("platform", "systems", "command"),
    [
        ("linux", {"debian"}, "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("linux", {"linuxmint", "ubuntu", "debian"}, "sudo apt-get install"),
        ("linux", {"rocky", "rhel", "centos", "fedora"}, "sudo dnf install"),
        ("linux", {"opensuse-leap", "suse", "opensuse"}, "sudo zypper install"),
        ("linux", {"alpine"}, "sudo apk add"),
        ("linux", set(), "install Pango 1.44 or newer"),
        ("darwin", set(), "brew install pango"),
        ("win32", set(), "install MSYS2"),
    ],
)
def test_missing_pango_is_mended_as_the_system_does_it(
    tmp_path: Path, platform: str, systems: set[str], command: str
) -> None:
    ill = machine(tmp_path, platform=platform, systems=lambda: frozenset(systems), load=without("libpango-1.0"))
    (finding,) = [finding for finding in examine(ill) if not finding.ok]
    assert finding.name == "libpango-1.0" and finding.mend.startswith(command)


def test_a_missing_subset_library_only_slows(tmp_path: Path) -> None:
    (finding,) = [f for f in examine(machine(tmp_path, load=without("libharfbuzz-subset"))) if not f.ok]
    assert finding.detail == "not found; pages are made without it, but slowly"
    assert "libharfbuzz-subset0" in finding.mend


@pytest.mark.parametrize(
    ("answers", "name", "mend"),
    [
        ({"python": (3, 10)}, "Python", "install Python 3.11 or newer from https://www.python.org"),
        ({"version": lambda package: ""}, "WeasyPrint", 'python -m pip install "weasyprint>=70"'),
        ({"version": lambda package: "68.1"}, "WeasyPrint", 'python -m pip install "weasyprint>=70"'),
        (
            {"font_folder": lambda family: None if family.name == "Literata" else Path()},
            "font Literata",
            "python -m pip install fontpkg-literata",
        ),
    ],
)
def test_what_else_may_be_missing(tmp_path: Path, answers: dict[str, Any], name: str, mend: str) -> None:
    (finding,) = [finding for finding in examine(machine(tmp_path, **answers)) if not finding.ok]
    assert (finding.name, finding.mend) == (name, mend)


def test_this_machine_is_examined_without_loading_the_page_engine() -> None:
    code = "import sys; from moot.doctor import examine; print(len(examine())); assert 'weasyprint' not in sys.modules"
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environ)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10
