"""What a page may read: pictures of the guide folder and our own style sheets, and nothing else.

Pages are laid out with made-up addresses, which lead nowhere but here: `https://guide.invalid/…` is the
guide folder and `https://moot.invalid/…` the folders of our own. Everything else, the network and the
rest of the disk, is refused. Each refusal is kept, for the page engine would only drop the picture.
"""

from __future__ import annotations

import io
import os
import re
import stat
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from moot.problems import nearest

__all__ = ["GUIDE", "OURS", "Fetched", "Fetcher", "Refusal", "Refused"]

GUIDE = "https://guide.invalid/"
OURS = "https://moot.invalid/"

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_FILES = 500
MAX_DATA = 200_000

_RASTER = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
_TOO_MANY_POINTS = f"the picture has more than {MAX_PIXELS // 1_000_000} million points; save it smaller"
_NO_PICTURE = "this is not a whole PNG, JPEG, GIF or WebP picture; save it again as PNG or JPEG"
_PICTURE_NAMES = {".png", ".jpg", ".jpeg", ".gif", ".webp"}
# Shapes are all that our ruled lines and QR codes are made of; `use`, `image` and `style` can hang or leak.
_PLAIN_SHAPES = {"svg", "g", "path", "rect", "line", "circle", "polyline", "polygon", "title", "desc"}
_TAG = re.compile(r"<\s*/?\s*([a-zA-Z_][\w:.-]*)")


class Refused(Exception):
    """This address is not read; the text says why, without any path of this machine."""


@dataclass(frozen=True)
class Refusal:
    """An address that was asked for in vain: as the guide writes it, and why."""

    url: str
    reason: str


@dataclass(frozen=True)
class Fetched:
    """Bytes that were looked at and found harmless, with the address they were asked for by."""

    url: str
    mime: str
    body: bytes


@dataclass
class Fetcher:
    """Reads for one document. Not to be shared: it counts files and remembers refusals."""

    guide_folder: Path | None = None
    asset_folders: Sequence[Path] = ()
    refusals: list[Refusal] = field(default_factory=list)
    _count: int = 0

    def read(self, url: str) -> Fetched:
        """The bytes behind an address; raises Refused, after noting it in `refusals`."""
        try:
            self._count += 1
            if self._count > MAX_FILES:
                raise Refused(f"more than {MAX_FILES} pictures and style sheets in one document")
            return self._allowed(url)
        except Refused as refused:
            refusal = Refusal(name_for_people(url), str(refused))
            if refusal not in self.refusals:
                self.refusals.append(refusal)
            raise

    def _allowed(self, url: str) -> Fetched:
        if url[:5].lower() == "data:":
            return _data(url)
        try:
            parts = urlsplit(url)
        except ValueError:
            raise Refused("this is not an address") from None
        origin = f"{parts.scheme}://{parts.netloc}/".lower()
        if origin == GUIDE:
            if self.guide_folder is None:
                raise Refused("this document has no folder to read pictures from")
            return Fetched(url, *_picture(_of_guide(self.guide_folder, parts.path)))
        if origin == OURS:
            return self._own(url, parts.path)
        if parts.scheme.lower() in {"http", "https"}:
            raise Refused("the network is not used while pages are made; save the picture in the guide folder")
        raise Refused("only pictures in the guide folder can be printed")

    def _own(self, url: str, path: str) -> Fetched:
        for folder in self.asset_folders:
            try:
                body = _inside(folder, path)
            except FileNotFoundInFolder:
                continue
            suffix = Path(unquote(path)).suffix.lower()
            if suffix == ".css":
                return Fetched(url, "text/css", body)
            if suffix == ".svg":
                return Fetched(url, "image/svg+xml", _shapes(body))
            return Fetched(url, *_picture(body))
        raise Refused("there is no such file in the template folders")


class FileNotFoundInFolder(Refused):
    """The address is fine, and no file is there."""


def name_for_people(url: str) -> str:
    """The address as somebody wrote it: made-up origins and long data are cut off."""
    for origin in (GUIDE, OURS):
        if url.lower().startswith(origin):
            return unquote(url[len(origin) :])
    return url if len(url) <= 120 else url[:100] + "…"


def _of_guide(folder: Path, path: str) -> bytes:
    """As `_inside`; where no file is there, the name of a picture beside it that may be meant."""
    try:
        return _inside(folder, path)
    except FileNotFoundInFolder:
        name = unquote(path).lstrip("/")
        with suppress(OSError):
            beside = [entry.name for entry in os.scandir(folder / Path(name).parent) if _is_picture(entry)]
            if close := nearest(Path(name).name, beside):
                raise Refused(f"there is no such file; is “{close}” meant?") from None
        raise


def _is_picture(entry: os.DirEntry[str]) -> bool:
    return Path(entry.name).suffix.lower() in _PICTURE_NAMES


def _inside(folder: Path, path: str) -> bytes:
    """The bytes of the regular file at a path below folder; percent signs are undone before any check."""
    name = unquote(path).lstrip("/")
    segments = name.split("/")
    if not name or "\0" in name or "\\" in name or ".." in segments:
        raise Refused("this name leads out of the guide folder")
    if os.name == "nt" and ":" in name:
        raise Refused("this name leads out of the guide folder")
    root = os.path.realpath(folder)
    real = os.path.realpath(Path(root, *segments))
    try:
        within = os.path.commonpath([root, real]) == root
    except ValueError:
        within = False
    if not within:
        raise Refused("this name leads out of the guide folder")
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    # A pipe must not keep us waiting, and a link put there since the check must not be followed.
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(real, flags)
    except FileNotFoundError:
        raise FileNotFoundInFolder("there is no such file") from None
    except OSError as error:
        raise Refused(f"the file cannot be read ({error.strerror})") from None
    try:
        return _regular(handle, real)
    finally:
        os.close(handle)


def _regular(handle: int, real: str) -> bytes:
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        raise Refused("this is not a file but a folder or a device")
    # A folder on the way may have become a link after the first look: look again at what is open now.
    if os.path.realpath(real) != real or not os.path.samestat(state, Path(real).stat()):
        raise Refused("the file was exchanged while it was read")
    with os.fdopen(handle, "rb", closefd=False) as file:
        body = file.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise Refused(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB; save it smaller")
    return body


def _picture(body: bytes) -> tuple[str, bytes]:
    """Kind and bytes of a picture that can be printed, judged by what it is and not by its name."""
    from PIL import Image  # with the page engine anyway, and slow: not before a page has a picture

    if not body:
        raise Refused("the file is empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(body), formats=tuple(_RASTER)) as image:
                width, height = image.size
                kind, mode = image.format or "", image.mode
                if width * height <= MAX_PIXELS and kind == "PNG":
                    image.verify()
    except Image.DecompressionBombError:
        raise Refused(_TOO_MANY_POINTS) from None
    except Exception:
        raise Refused(_NO_PICTURE) from None
    if width * height > MAX_PIXELS:
        raise Refused(_TOO_MANY_POINTS)
    # The page engine prints a torn picture grey and says nothing.
    if kind == "JPEG" and b"\xff\xd9" not in body[-65536:]:
        raise Refused("the picture is cut off; save it again")
    return _RASTER[kind], _for_the_engine(body) if mode == "CMYK" or mode.startswith("I") else body


def _for_the_engine(body: bytes) -> bytes:
    """The same picture in shades the page engine can tell: it takes inks for their opposite, and 16 bits for noise."""
    from PIL import Image, ImageOps

    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(body), formats=tuple(_RASTER)) as image:
            upright = ImageOps.exif_transpose(image)
            if image.mode == "CMYK":
                upright.convert("RGB").save(made, image.format, quality=90)
            else:
                upright.convert("I").point(lambda shade: shade / 257).convert("L").save(made, image.format)
    except Exception:
        raise Refused(_NO_PICTURE) from None
    return made.getvalue()


def _data(url: str) -> Fetched:
    """A picture written into the address itself: only the simple kinds that our templates make."""
    head, _, rest = url[5:].partition(",")
    mime = head.split(";")[0].strip().lower()
    if len(url) > MAX_DATA:
        raise Refused("this picture is written into the page and too long; save it as a file in the guide folder")
    body = unquote_to_bytes(rest)
    if head.lower().endswith(";base64"):
        import base64
        import binascii

        try:
            body = base64.b64decode(body, validate=True)
        except (binascii.Error, ValueError):
            raise Refused("the picture written into the page is damaged") from None
    if mime == "image/svg+xml":
        return Fetched(url, mime, _shapes(body))
    if mime in _RASTER.values():
        return Fetched(url, *_picture(body))
    raise Refused("only pictures can be written into a page")


def _shapes(body: bytes) -> bytes:
    text = body.decode("utf-8", "replace")
    names = {name.lower() for name in _TAG.findall(text)}
    if "<!" in text or "<?" in text or "href" in text.lower() or "url(" in text.lower() or names - _PLAIN_SHAPES:
        raise Refused("this drawing holds more than lines and shapes; save it as PNG in the guide folder")
    return body
