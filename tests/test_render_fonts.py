"""The fonts of the program: found without importing, written down whole, missing ones named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from moot.problems import BuildProblem
from moot.render import fonts


def test_every_family_is_installed_with_the_program() -> None:
    assert fonts.missing_families() == ()


def test_settings_name_each_folder_once_and_no_system_folder(tmp_path: Path) -> None:
    setup = fonts.prepare(cache=tmp_path)
    text = setup.config.read_text(encoding="utf-8")
    folders = [row for row in text.splitlines() if "<dir>" in row]
    assert len(folders) == len(set(folders)) == len(fonts.FAMILIES)
    assert "/usr/share/fonts" not in text
    assert setup.environ["FONTCONFIG_FILE"] == str(setup.config)


def test_system_fonts_only_when_asked_for(tmp_path: Path) -> None:
    ours, both = fonts.prepare(cache=tmp_path), fonts.prepare(cache=tmp_path, system_fonts=True)
    assert both.config != ours.config
    assert both.config.read_text(encoding="utf-8").count("<dir>") > ours.config.read_text(encoding="utf-8").count(
        "<dir>"
    )


def test_a_damaged_settings_file_is_written_again(tmp_path: Path) -> None:
    config = fonts.prepare(cache=tmp_path).config
    whole = config.read_text(encoding="utf-8")
    config.write_text(whole[:20], encoding="utf-8")
    assert fonts.prepare(cache=tmp_path).config.read_text(encoding="utf-8") == whole
    assert [entry.name for entry in tmp_path.iterdir()] == [config.name]


def test_a_folder_name_with_signs_of_xml_stays_itself(tmp_path: Path) -> None:
    odd = tmp_path / "R&D <1>"
    text = fonts.prepare(cache=tmp_path, find=lambda family: odd).config.read_text(encoding="utf-8")
    assert "R&amp;D &lt;1&gt;" in text


def test_a_date_given_from_outside_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert fonts.prepare(cache=tmp_path).environ["SOURCE_DATE_EPOCH"] == "1700000000"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert fonts.prepare(cache=tmp_path).environ["SOURCE_DATE_EPOCH"] == "0"


def test_missing_fonts_are_named_with_the_command_that_brings_them(tmp_path: Path) -> None:
    with pytest.raises(BuildProblem) as caught:
        fonts.prepare(cache=tmp_path, find=lambda family: None if "Noto Sans" in family.name else tmp_path)
    assert "Noto Sans Hebrew" in str(caught.value)
    assert "python -m pip install justmytype-intl-rtl justmytype-western-core" in str(caught.value)


def test_a_cache_folder_that_cannot_be_used_is_replaced_by_a_private_one(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert fonts.cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "moot"
    replaced = fonts.cache_folder({"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert replaced.is_dir() and os.access(replaced, os.W_OK)


def test_a_relative_cache_folder_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fonts.cache_folder({"XDG_CACHE_HOME": "here"})
    assert not (tmp_path / "here").exists()


def test_looking_for_fonts_imports_neither_them_nor_the_page_engine() -> None:
    code = (
        "import sys; from moot.render import fonts; fonts.missing_families(); "
        "print([m for m in sys.modules if m.split('.')[0] in {'weasyprint', 'fontpkg', 'justmytype', 'urllib.request'}"
        " or m.startswith(('fontpkg_', 'justmytype_'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, env=_environ()
    )
    assert done.stdout.strip() == "[]"


def _environ() -> dict[str, str]:
    """This process's environment, with the package findable as it is here."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
