"""Writing files: all or none, and the old ones whole whatever happens."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from making import make_guide
from moot.cli.app import run
from moot.files import kept_copy, publish, safe_name
from moot.problems import BuildProblem


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """Two finished files in a place of their own."""
    folder = tmp_path / "made"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / name).write_bytes(f"new {name}".encode() * 1000)
    return folder / "one", folder / "two"


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """The folder files are wanted in; after each test nothing unfinished may be left there or above."""
    yield tmp_path / "out"
    assert [file.name for file in tmp_path.rglob("*.part")] == []


def old(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"old")


def test_files_get_to_their_place_and_folders_are_made(made: tuple[Path, Path], out: Path) -> None:
    publish([(made[0], out / "deep" / "one.pdf"), (made[1], out / "two.pdf")])
    assert (out / "deep" / "one.pdf").read_bytes() == made[0].read_bytes()
    assert (out / "two.pdf").read_bytes() == made[1].read_bytes()


def test_one_that_cannot_be_made_leaves_all_as_they_were(made: tuple[Path, Path], out: Path) -> None:
    old(out, "one.pdf")
    (out / "file").touch()
    with pytest.raises(BuildProblem, match="cannot be a folder: there is a file of that name"):
        publish([(made[0], out / "one.pdf"), (made[1], out / "file" / "below" / "two.pdf")])
    assert (out / "one.pdf").read_bytes() == b"old"


def test_the_file_in_the_way_is_named(made: tuple[Path, Path], out: Path) -> None:
    out.touch()
    with pytest.raises(BuildProblem) as caught:
        publish([(made[0], out / "bread" / "one.pdf")])
    assert str(caught.value).startswith(f"{out.as_posix()} cannot be a folder")


def test_a_source_that_is_gone_leaves_all_as_they_were(made: tuple[Path, Path], out: Path) -> None:
    old(out, "one.pdf", "two.pdf")
    made[1].unlink()
    with pytest.raises(BuildProblem, match=r"two\.pdf cannot be written"):
        publish([(made[0], out / "one.pdf"), (made[1], out / "two.pdf")])
    assert {file.read_bytes() for file in out.iterdir()} == {b"old"}


def test_a_folder_in_the_place_of_the_last_file(made: tuple[Path, Path], out: Path) -> None:
    old(out, "one.pdf")
    (out / "two.pdf").mkdir()
    with pytest.raises(BuildProblem, match=r"two\.pdf is a folder, where a file is to be written"):
        publish([(made[0], out / "one.pdf"), (made[1], out / "two.pdf")])
    assert (out / "one.pdf").read_bytes() == b"old"


def test_an_interruption_leaves_the_old_file_whole(made: tuple[Path, Path], out: Path) -> None:
    class Interrupted:
        """A source that is being copied when somebody presses Ctrl-C."""

        name = "two"

        def open(self, mode: str) -> Any:
            raise KeyboardInterrupt

    old(out, "one.pdf", "two.pdf")
    with pytest.raises(KeyboardInterrupt):
        publish([(made[0], out / "one.pdf"), (Interrupted(), out / "two.pdf")])  # type: ignore[list-item]
    assert {file.read_bytes() for file in out.iterdir()} == {b"old"}


# --- links and modes ---


def test_a_link_is_replaced_and_what_it_points_to_is_left_alone(made: tuple[Path, Path], out: Path) -> None:
    old(out)
    victim = out / "victim"
    victim.write_bytes(b"precious")
    (out / "one.pdf").symlink_to(victim)
    publish([(made[0], out / "one.pdf")])
    assert victim.read_bytes() == b"precious"
    assert not (out / "one.pdf").is_symlink()
    assert (out / "one.pdf").read_bytes() == made[0].read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="no such modes on this system")
def test_the_mode_of_the_old_file_is_kept_and_new_ones_can_be_read(made: tuple[Path, Path], out: Path) -> None:
    old(out, "one.pdf")
    (out / "one.pdf").chmod(0o640)
    publish([(made[0], out / "one.pdf"), (made[1], out / "two.pdf")])
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((out / "one.pdf").stat().st_mode) == 0o640
    assert stat.S_IMODE((out / "two.pdf").stat().st_mode) == 0o666 & ~mask


@pytest.mark.skipif(os.name == "nt", reason="no such modes on this system")
def test_a_link_gives_its_mode_to_nobody(made: tuple[Path, Path], out: Path) -> None:
    old(out, "victim")
    (out / "victim").chmod(0o777)
    (out / "one.pdf").symlink_to(out / "victim")
    publish([(made[0], out / "one.pdf")])
    assert not (out / "one.pdf").stat().st_mode & stat.S_IXUSR


# --- the machine refuses ---

PUBLISH = """
import sys
from pathlib import Path
{before}
from moot.files import publish
from moot.problems import BuildProblem
try:
    publish([(Path(a), Path(b)) for a, b in zip(sys.argv[1::2], sys.argv[2::2])])
except BuildProblem as problem:
    sys.exit(str(problem))
"""


def published(pairs: list[tuple[Path, Path]], before: str) -> str:
    """What a process of its own, which runs `before` first, says of publishing these."""
    arguments = [str(path) for pair in pairs for path in pair]
    code = PUBLISH.format(before=before)
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no such limit on this system")
def test_a_file_larger_than_may_be_written(made: tuple[Path, Path], out: Path) -> None:
    old(out, "one.pdf", "two.pdf")
    made[0].write_bytes(b"small")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))"
    said = published([(made[0], out / "one.pdf"), (made[1], out / "two.pdf")], limit)
    assert "two.pdf cannot be written" in said
    assert {file.read_bytes() for file in out.iterdir()} == {b"old"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with room for 64 KB, where this machine lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        if subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("no disk can be mounted here")
    except OSError:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk(made: tuple[Path, Path], small_disk: Path) -> None:
    old(small_disk, "one.pdf", "two.pdf")
    made[1].write_bytes(bytes(100_000))
    with pytest.raises(BuildProblem) as caught:
        publish([(made[0], small_disk / "one.pdf"), (made[1], small_disk / "two.pdf")])
    assert str(caught.value) == (
        f"no space left in {small_disk.as_posix()} for two.pdf (97 KB). Nothing was changed.\n"
        "    help: make room there, or choose another folder with --out"
    )
    assert {file.name: file.read_bytes() for file in small_disk.iterdir()} == {"one.pdf": b"old", "two.pdf": b"old"}


def test_a_build_on_a_full_disk(tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = make_guide(tmp_path)
    old(small_disk / "small", "s2-participant-a4.pdf")
    (small_disk / "ballast").write_bytes(bytes(48_000))
    code = run(["build", str(guide), "--session", "2", "--edition", "participant", "--out", str(small_disk)])
    out, err = capsys.readouterr()
    assert (code, out) == (1, "")
    assert re.fullmatch(
        r"moot: no space left in \S+/disk/small for s2-participant-a4\.pdf \(\d+ KB\)\. Nothing was changed\.\n"
        r"    help: make room there, or choose another folder with --out\n",
        err,
    )
    assert [(file.name, file.read_bytes()) for file in (small_disk / "small").iterdir()] == [
        ("s2-participant-a4.pdf", b"old")
    ]


def test_read_only_disk(made: tuple[Path, Path], small_disk: Path) -> None:
    old(small_disk, "one.pdf")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(BuildProblem, match="read-only or the file is open elsewhere"):
        publish([(made[0], small_disk / "one.pdf")])
    assert (small_disk / "one.pdf").read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_read_only_folder(made: tuple[Path, Path], out: Path) -> None:
    old(out, "one.pdf")
    out.chmod(0o500)
    try:
        with pytest.raises(BuildProblem, match="read-only or the file is open elsewhere"):
            publish([(made[0], out / "one.pdf")])
        assert (out / "one.pdf").read_bytes() == b"old"
    finally:
        out.chmod(0o700)


# --- names ---


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("bread", "bread"),
        ("../../evil", "evil"),
        ("/etc/passwd", "etc-passwd"),
        ("Two Prices!", "two-prices"),
        ("CON", "con-guide"),
        ("lpt1", "lpt1-guide"),
        ("", "guide"),
        ("…", "guide"),
        ("a" * 300, "a" * 80),
        ("a" * 79 + "-b", "a" * 79),
        ("bread\x1b[31m", "bread-31m"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_copies_of_a_build_that_was_cut_off_are_removed_after_an_hour(tmp_path: Path) -> None:
    old, new = tmp_path / ".moot-old.part", tmp_path / ".moot-new.part"
    for file in (old, new):
        file.write_bytes(b"half")
    os.utime(old, (1, 1))
    source = tmp_path / "source"
    source.write_bytes(b"whole")
    publish([(source, tmp_path / "s1.pdf")])
    assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.parametrize("link", ["out", "out/small"])
def test_an_out_folder_that_leads_elsewhere_is_refused(
    link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_guide(tmp_path)
    elsewhere, here = tmp_path / "elsewhere", tmp_path / "here"
    elsewhere.mkdir()
    (here / link).parent.mkdir(parents=True)
    (here / link).symlink_to(elsewhere)
    monkeypatch.chdir(here)
    assert run(["build", "../small"]) == 2
    assert list(elsewhere.iterdir()) == []


def test_what_was_there_is_kept_under_another_name(tmp_path: Path) -> None:
    file, folder = tmp_path / "text.md", tmp_path / "tuesday"
    file.write_text("old", encoding="utf-8")
    assert [kept_copy(file), kept_copy(file)] == [tmp_path / "text.old.md", tmp_path / "text.old-2.md"]
    assert file.read_text(encoding="utf-8") == "old", "it stays until another one replaces it"
    assert kept_copy(folder) is None
    folder.mkdir()
    assert kept_copy(folder) is None and not folder.exists()
    folder.mkdir()
    (folder / "a").write_text("a", encoding="utf-8")
    assert kept_copy(folder) == tmp_path / "tuesday.old" and not folder.exists()
    assert (tmp_path / "tuesday.old/a").exists()
