"""Pictures of a guide on paper: no more dots than print can show, upright, in the colours they have on a screen."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from moot.render.pdf import render_pdf

pytestmark = pytest.mark.xdist_group("render_images")
needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's pdftoppm is not installed")

WIDE = 100  # mm, at which the pictures are printed
RED, BLUE = (200, 30, 30), (30, 30, 200)


def page_with(name: str, folder: Path) -> bytes:
    """A page with one picture of the folder, WIDE mm wide, at the upper left corner."""
    html = f'<html lang="en"><title>T</title><h1>P</h1><img src="https://guide.invalid/{name}" alt="A picture">'
    css = "@page { size: 120mm 180mm; margin: 0 } h1 { display: none } body { margin: 0 } "
    css += f"img {{ width: {WIDE}mm; display: block }}"
    rendered = render_pdf(html, [("css/page.css", css)], guide_folder=folder)
    assert rendered.log == () and rendered.problems == ()
    return rendered.pdf


def dots_in(pdf: bytes) -> tuple[int, int]:
    """Width and height of the only picture of the first page, in dots."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        (picture,) = (
            one for one in file.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        )
        return int(picture.Width), int(picture.Height)


def seen(pdf: bytes, folder: Path, dpi: int = 50) -> Image.Image:
    """The first page as it comes out of the printer, cut to where the picture is."""
    (folder / "page.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(dpi), "-singlefile", "-png", str(folder / "page.pdf"), str(folder / "page")]
    subprocess.run(command, check=True, timeout=60)
    page = Image.open(folder / "page.png").convert("RGB")
    return page.crop((0, 0, round(WIDE / 25.4 * dpi), page.height))


def scene(width: int, height: int) -> Image.Image:
    """A picture with soft and with fine things in it: shades, a grain over them, and two corners of one colour."""
    shades = Image.linear_gradient("L").rotate(90).resize((width, height))
    grain = Image.blend(shades, Image.effect_noise((width, height), 60), 0.3)
    picture = Image.merge("RGB", (shades, grain, ImageChops.invert(shades)))
    picture.paste(RED, (0, 0, width // 4, height // 4))
    picture.paste(BLUE, (width * 3 // 4, height * 3 // 4, width, height))
    return picture


def differs(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, in shades of 256, on average."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other.resize(one.size))).mean) / 3


def test_a_large_picture_has_the_dots_of_300_to_the_inch(tmp_path: Path) -> None:
    original = scene(4000, 3000)
    original.save(tmp_path / "large.jpg", quality=92)
    pdf = page_with("large.jpg", tmp_path)
    dots = round(WIDE / 25.4 * 300)
    small = io.BytesIO()
    original.resize((dots, dots * 3 // 4)).save(small, "JPEG")
    assert dots_in(pdf) == pytest.approx((dots, dots * 3 // 4), abs=2)
    assert len(pdf) < len(small.getvalue()) * 1.2 < (tmp_path / "large.jpg").stat().st_size / 3


def test_a_small_picture_stays_as_it_is(tmp_path: Path) -> None:
    scene(400, 300).save(tmp_path / "small.jpg", quality=95)
    assert (tmp_path / "small.jpg").read_bytes() in page_with("small.jpg", tmp_path)


@needs_poppler
def test_a_picture_loses_nothing_that_is_seen(tmp_path: Path) -> None:
    original = scene(4000, 3000)
    original.save(tmp_path / "large.jpg", quality=92)
    printed = seen(page_with("large.jpg", tmp_path), tmp_path, 300)
    assert differs(original.resize((1181, 886)), printed.crop((0, 0, 1181, 886))) < 3


TURNED = {1: (0, 0), 3: (1, 1), 6: (1, 0), 8: (0, 1)}
"""By the EXIF number of how the camera was held: where the corner is that was upper left, in (right, lower)."""


@needs_poppler
@pytest.mark.parametrize("held", TURNED)
@pytest.mark.parametrize("width", [400, 1600])
def test_a_picture_stands_upright(held: int, width: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[274] = held
    scene(width, width * 3 // 4).save(tmp_path / "turned.jpg", quality=95, exif=exif)
    page = seen(page_with("turned.jpg", tmp_path), tmp_path)
    height = round(page.width * (4 / 3 if held in {6, 8} else 3 / 4))
    right, lower = TURNED[held]
    corner = page.getpixel((10 + right * (page.width - 20), 10 + lower * (height - 20)))
    assert corner == pytest.approx(RED, abs=12)


KINDS: dict[str, tuple[str, Callable[[Image.Image], Image.Image], dict[str, Any]]] = {
    "CMYK JPEG": ("a.jpg", lambda picture: picture.convert("CMYK"), {"quality": 92}),
    "grey JPEG": ("a.jpg", lambda picture: picture.convert("L"), {"quality": 92}),
    "PNG": ("a.png", lambda picture: picture, {}),
    "PNG with few colours": ("a.png", lambda picture: picture.quantize(200), {}),
    "PNG with 16 bits": ("a.png", lambda picture: _of_16_bits(picture), {}),
    "PNG that can be seen through": ("a.png", lambda picture: _seen_through(picture), {}),
    "grey PNG that can be seen through": ("a.png", lambda picture: _seen_through(picture).convert("LA"), {}),
    "black and white PNG": ("a.png", lambda picture: picture.convert("1"), {}),
    "WebP": ("a.webp", lambda picture: picture, {"quality": 92}),
    "GIF": ("a.gif", lambda picture: picture.quantize(200), {}),
}


def _of_16_bits(picture: Image.Image) -> Image.Image:
    """The shades, each of 256 as one of 65,536."""
    return picture.convert("L").convert("I").point(lambda shade: shade * 257).convert("I;16")


def _seen_through(picture: Image.Image) -> Image.Image:
    """Its right half is left to the paper, which is white."""
    picture = picture.convert("RGBA")
    picture.paste((0, 0, 0, 0), (picture.width // 2, 0, picture.width, picture.height))
    return picture


@needs_poppler
@pytest.mark.parametrize("width", [400, 1600])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture_looks_as_it_does_on_a_screen(kind: str, width: int, tmp_path: Path) -> None:
    name, made, options = KINDS[kind]
    made(scene(width, width * 3 // 4)).save(tmp_path / name, **options)
    page = seen(page_with(name, tmp_path), tmp_path)
    with Image.open(tmp_path / name) as original:
        on_screen = _on_white(original)
    printed = page.crop((0, 0, page.width, round(page.width * 3 / 4)))
    assert differs(printed, on_screen) < (20 if "black" in kind else 6)  # its dots and ours fall differently


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda shade: shade / 257).convert("L").convert("RGB")
    shown = picture.convert("RGBA")
    white = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(white, shown).convert("RGB")
