"""A photo from a file of this computer: found, read within bounds, made small."""

from __future__ import annotations

import io
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from powermap.errors import FormatError
from powermap.files.presence import is_file
from powermap.files.reading import MEGABYTE, read_file

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Unusable", "read_photo"]

MOST_MEGABYTES = 20
"""Of a file."""
MOST_MEGAPIXELS = 50
"""Of a photo; a file of a few kilobytes can stand for gigabytes of pixels."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""What is read: no program is needed for them, and cameras and websites write them."""
EDGE = 128
"""Pixels of a photo on a picture: sharp on a dense screen at the size of a card."""
QUALITY = 85
"""Of JPEG."""
WHITE = (255, 255, 255)
NETWORK = ("//", "\\\\")
"""What paths begin with that lead to other computers."""


class Unusable(Exception):  # noqa: N818 - never seen by users
    """Why a photo cannot be used: missing, outside, not_local or unreadable."""


def read_photo(path: str, folder: Path | None) -> str:
    """A square photo as a ``data:`` address, cut from the middle of the file's.

    Nothing else of the file is kept, such as where the photo was taken.

    Parameters
    ----------
    path : str
        As somebody wrote it.
    folder : Path, optional
        The folder that it may not lead out of; any file is read without one.

    Raises
    ------
    Unusable
        With the reason.
    """
    content = _read(_find(path, folder))
    stream = io.BytesIO()
    _square(content).save(stream, "JPEG", quality=QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{b64encode(stream.getvalue()).decode('ascii')}"


def _find(written: str, folder: Path | None) -> Path:
    if written.startswith(NETWORK) or "://" in written or written[:5] == "data:":
        raise Unusable("not_local")
    # A plan that was written on Windows is read on any system.
    path = Path(written.replace("\\", "/"))
    if folder is None:
        return path
    try:
        found = (folder / path).resolve()
        is_inside = found.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise Unusable("missing") from error
    # Whoever sent the plan must not choose which files of ours go into a picture.
    if not is_inside:
        raise Unusable("outside")
    return found


def _read(path: Path) -> bytes:
    try:
        if not is_file(path):
            raise Unusable("missing")
        return read_file(path, MOST_MEGABYTES * MEGABYTE)
    except (FormatError, OSError, ValueError) as error:
        raise Unusable("unreadable") from error


def _square(content: bytes) -> Image:
    """The middle of a photo, upright, in the usual colors."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as photo:
            # Known from the first bytes, before any pixel takes memory.
            if photo.width * photo.height > MOST_MEGAPIXELS * 1_000_000:
                raise Unusable("unreadable")
            photo.draft("RGB", (2 * EDGE, 2 * EDGE))
            upright = ImageOps.exif_transpose(_reduced(photo)).convert("RGBA")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,
    ) as error:
        raise Unusable("unreadable") from error
    ground = Image.new("RGB", upright.size, WHITE)
    ground.paste(upright, mask=upright.getchannel("A"))
    # A face is above the middle of most portraits.
    return ImageOps.fit(ground, (EDGE, EDGE), centering=(0.5, 0.35))


def _reduced(photo: Image) -> Image:
    """A photo that is not much larger than needed, so that little memory is."""
    plain = photo if photo.mode in {"RGB", "RGBA", "L"} else photo.convert("RGBA")
    factor = min(plain.size) // (2 * EDGE)
    if factor < 2:
        return plain
    small = plain.reduce(factor)
    # Says which way is up.
    small.info = photo.info
    small.getexif().update(photo.getexif())
    return small
