"""Folders that are named from where a person stands: the renderer works in another one, and must find them."""

from __future__ import annotations

from pathlib import Path

import pytest

from moot.build import Request, build
from pdf_faults import page_texts

pytestmark = pytest.mark.xdist_group("folders")


def test_a_folder_named_from_here_is_found(small_guide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, words in {"parts-of-ours": "Ours alone", "look-of-ours": "A look of ours"}.items():
        (tmp_path / name / "parts").mkdir(parents=True)
        part = "closing.html" if name == "parts-of-ours" else "top.html"
        (tmp_path / name / "parts" / part).write_text(f"<p>{words}</p>", encoding="utf-8")
    request = Request(
        small_guide,
        "small",
        ("1",),
        ("participant",),
        out=tmp_path / "out",
        templates=Path("parts-of-ours"),
        theme="./look-of-ours",
    )
    texts = " ".join(page_texts(build(request).files[0].file))
    assert "Ours alone" in texts and "A look of ours" in texts
