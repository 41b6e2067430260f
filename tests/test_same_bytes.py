"""The same input gives the same bytes, whatever the machine's clock, place and mood."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path


def digests(guide: Path, here: Path, **environ: str) -> dict[str, str]:
    """Builds a session from the current folder `here`; gives the sum of each file by name."""
    here.mkdir(parents=True)
    command = [sys.executable, "-m", "moot", "build", str(guide), "--session", "s1", "--quiet"]
    subprocess.run(command, cwd=here, env=os.environ | environ, check=True)
    return {
        file.relative_to(here).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(here.rglob("*.pdf"))
    }


def test_two_builds_are_alike_to_the_byte(small_guide: Path, tmp_path: Path) -> None:
    one = digests(small_guide, tmp_path / "one", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C")
    moved = tmp_path / "another place" / small_guide.name
    shutil.copytree(small_guide, moved)
    two = digests(moved, tmp_path / "two" / "deep", PYTHONHASHSEED="2", TZ="America/St_Johns", LC_ALL="C.UTF-8")
    assert one == two
    assert sorted(one) == ["out/small/s1-facilitator-a4.pdf", "out/small/s1-participant-a4.pdf"]


def test_another_word_gives_other_bytes(small_guide: Path, tmp_path: Path) -> None:
    changed = tmp_path / small_guide.name
    shutil.copytree(small_guide, changed)
    file = changed / "guide.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Boathouse", "Boatshed"), encoding="utf-8")
    one, two = digests(small_guide, tmp_path / "one"), digests(changed, tmp_path / "two")
    assert one.keys() == two.keys() and not set(one.values()) & set(two.values())
