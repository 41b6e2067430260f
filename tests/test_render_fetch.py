"""What a page may read, and how each refusal is worded."""

from __future__ import annotations

import base64
import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from moot.render.fetch import GUIDE, MAX_BYTES, OURS, Fetcher, Refused


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 6)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def png_saying(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be very large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A guide folder with pictures good and bad, and a secret beside it."""
    folder = tmp_path / "guide"
    (folder / "maps").mkdir(parents=True)
    (tmp_path / "guide-private").mkdir()
    (tmp_path / "guide-private" / "secret.png").write_bytes(picture())
    (tmp_path / "secret.png").write_bytes(picture())
    (folder / "maps" / "front.png").write_bytes(picture())
    (folder / "two words.jpg").write_bytes(picture("JPEG"))
    (folder / "anim.gif").write_bytes(picture("GIF"))
    (folder / "photo.webp").write_bytes(picture("WEBP"))
    (folder / "empty.png").touch()
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (folder / "svg.png").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (folder / "guide.yaml").write_text("title: x\n", encoding="utf-8")
    (folder / "torn.png").write_bytes(picture(size=(400, 400))[:-40])
    (folder / "torn.jpg").write_bytes(picture("JPEG", (400, 400))[:-300])
    (folder / "huge.png").write_bytes(png_saying(8000, 8000))
    (folder / "monster.png").write_bytes(png_saying(60000, 60000))
    (folder / "heavy.png").write_bytes(picture() + b"\0" * MAX_BYTES)
    return folder


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("maps/front.png", "image/png"),
        ("two%20words.jpg", "image/jpeg"),
        ("two words.jpg", "image/jpeg"),
        ("anim.gif", "image/gif"),
        ("photo.webp", "image/webp"),
    ],
)
def test_pictures_of_the_guide_are_read(guide: Path, name: str, mime: str) -> None:
    fetcher = Fetcher(guide)
    got = fetcher.read(GUIDE + name)
    assert got.mime == mime and got.url == GUIDE + name and got.body
    assert fetcher.refusals == []


NOT_A_PICTURE = "this is not a whole PNG, JPEG, GIF or WebP picture; save it again as PNG or JPEG"
OUTSIDE = "this name leads out of the guide folder"
NO_NETWORK = "the network is not used while pages are made; save the picture in the guide folder"
ONLY_GUIDE = "only pictures in the guide folder can be printed"
POINTS = "the picture has more than 40 million points; save it smaller"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (GUIDE + "maps/frnt.png", "there is no such file; is “front.png” meant?"),
        (GUIDE + "nothing/like/it.png", "there is no such file"),
        (GUIDE + "maps", "this is not a file but a folder or a device"),
        (GUIDE, OUTSIDE),
        (GUIDE + "../secret.png", OUTSIDE),
        (GUIDE + "%2e%2e/secret.png", OUTSIDE),
        (GUIDE + "maps%2f..%2f../secret.png", OUTSIDE),
        (GUIDE + "..%5csecret.png", OUTSIDE),
        (GUIDE + "a%00.png", OUTSIDE),
        (GUIDE + "../guide-private/secret.png", OUTSIDE),
        (GUIDE + "empty.png", "the file is empty"),
        (GUIDE + "drawing.svg", NOT_A_PICTURE),
        (GUIDE + "svg.png", NOT_A_PICTURE),
        (GUIDE + "guide.yaml", NOT_A_PICTURE),
        (GUIDE + "torn.png", NOT_A_PICTURE),
        (GUIDE + "torn.jpg", "the picture is cut off; save it again"),
        (GUIDE + "huge.png", POINTS),
        (GUIDE + "monster.png", POINTS),
        (GUIDE + "heavy.png", "the file is larger than 10 MB; save it smaller"),
        ("file:///etc/passwd", ONLY_GUIDE),
        ("FILE:///etc/passwd", ONLY_GUIDE),
        ("ftp://example.org/x.png", ONLY_GUIDE),
        ("http://example.org/x.png", NO_NETWORK),
        ("https://guide.invalid.example.org/maps/front.png", NO_NETWORK),
        ("https://me@guide.invalid/maps/front.png", NO_NETWORK),
        ("https://guide.invalid:81/maps/front.png", NO_NETWORK),
        ("http://guide.invalid/maps/front.png", NO_NETWORK),
        ("http://[", "this is not an address"),
        (OURS + "none.css", "there is no such file in the template folders"),
        ("data:text/html,<p>x", "only pictures can be written into a page"),
        ("data:image/png;base64,%%%", "the picture written into the page is damaged"),
        ("data:image/png;base64,aGFsbG8=", NOT_A_PICTURE),
    ],
)
def test_everything_else_is_refused_and_remembered(guide: Path, tmp_path: Path, url: str, reason: str) -> None:
    fetcher = Fetcher(guide)
    with pytest.raises(Refused) as caught:
        fetcher.read(url)
    assert str(caught.value) == reason
    assert [refusal.reason for refusal in fetcher.refusals] == [reason]
    assert str(tmp_path) not in repr(fetcher.refusals)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no links and pipes here")
def test_links_out_of_the_folder_and_pipes_are_refused_at_once(guide: Path, tmp_path: Path) -> None:
    (guide / "link.png").symlink_to(tmp_path / "secret.png")
    (guide / "away").symlink_to(tmp_path / "guide-private")
    (guide / "inside.png").symlink_to(guide / "maps" / "front.png")
    os.mkfifo(guide / "pipe.png")
    fetcher = Fetcher(guide)
    for name, reason in [
        ("link.png", OUTSIDE),
        ("away/secret.png", OUTSIDE),
        ("pipe.png", "this is not a file but a folder or a device"),
    ]:
        with pytest.raises(Refused, match=reason):
            fetcher.read(GUIDE + name)
    assert fetcher.read(GUIDE + "inside.png").body


def test_our_own_folders_are_read_in_order_and_may_hold_drawings(tmp_path: Path) -> None:
    for name, text in (("mine", "a{}"), ("ours", "b{}")):
        (tmp_path / name / "css").mkdir(parents=True)
        (tmp_path / name / "css" / "page.css").write_text(text, encoding="utf-8")
    (tmp_path / "ours" / "css" / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    fetcher = Fetcher(None, [tmp_path / "mine", tmp_path / "ours"])
    assert fetcher.read(OURS + "css/page.css").body == b"a{}"
    assert fetcher.read(OURS + "css/mark.svg").mime == "image/svg+xml"
    with pytest.raises(Refused, match="no folder"):
        fetcher.read(GUIDE + "x.png")


SHAPES = "<svg xmlns='http://www.w3.org/2000/svg'><g stroke='%238c8c8c'><path d='M0 1H9'/></g></svg>"


@pytest.mark.parametrize(
    ("drawing", "allowed"),
    [
        (SHAPES, True),
        (SHAPES.replace("<path", "<use"), False),
        (SHAPES.replace("<path", "<image"), False),
        (SHAPES.replace("<path", "<style>*{}</style><path"), False),
        (SHAPES.replace("<path", "<path fill='url(https://example.org)'"), False),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SHAPES, False),
    ],
)
def test_drawings_in_the_page_are_lines_and_shapes_only(drawing: str, allowed: bool) -> None:
    for url in (
        "data:image/svg+xml," + drawing,
        "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode(),
    ):
        if allowed:
            assert Fetcher().read(url).mime == "image/svg+xml"
        else:
            with pytest.raises(Refused, match="more than lines and shapes"):
                Fetcher().read(url)


def test_one_document_reads_so_many_files_and_no_more(guide: Path) -> None:
    fetcher = Fetcher(guide)
    for _ in range(500):
        fetcher.read(GUIDE + "maps/front.png")
    with pytest.raises(Refused, match="more than 500"):
        fetcher.read(GUIDE + "maps/front.png")


def test_a_drawing_of_a_template_folder_holds_plain_shapes_only(tmp_path: Path) -> None:
    (tmp_path / "rule.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0H9'/></svg>", "utf-8")
    (tmp_path / "bomb.svg").write_text("<svg><g id='a'/><use href='#a'/><use href='#a'/></svg>", "utf-8")
    fetcher = Fetcher(asset_folders=[tmp_path])
    assert fetcher.read(f"{OURS}rule.svg").mime == "image/svg+xml"
    with pytest.raises(Refused, match="more than lines and shapes"):
        fetcher.read(f"{OURS}bomb.svg")
