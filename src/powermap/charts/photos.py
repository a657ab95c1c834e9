"""The photos of people that a chart is asked to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from powermap.errors import Note
from powermap.files.photos import (
    MOST_MEGABYTES,
    MOST_MEGAPIXELS,
    Unusable,
    read_photo,
)
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Quoted, Reason
from powermap.model.fields import fields_by_name
from powermap.model.photo_file import PhotoFile
from powermap.notes import warn
from powermap.scene.marks import Image

if TYPE_CHECKING:
    from powermap.model import BuyingCenter
    from powermap.scene.marks import Scene

__all__ = ["load_photos", "note_if_not_drawn", "shows_photos", "without_photo"]

CALLER = 5
"""Frames from a warning to the line of the user's program."""
MOST_NAMED = 5
"""Files that a note names."""


def shows_photos(show: Iterable[str]) -> bool:
    """Whether photos are among what a chart is asked to show.

    Examples
    --------
    >>> shows_photos(["title", "Photo"]), without_photo(["title", "Photo"])
    (True, ('title',))
    """
    return any(map(_means_photo, show))


def without_photo(show: Iterable[str]) -> tuple[str, ...]:
    """What a chart is asked to show in words."""
    return tuple(name for name in show if not _means_photo(name))


def _means_photo(name: object) -> bool:
    headers = fields_by_name("people")["photo"].headers
    return str(name).casefold() in {header.casefold() for header in headers}


def load_photos(center: BuyingCenter) -> Mapping[str, str]:
    """By id the photo of everybody, empty where there is none that can be used.

    A warning for each cause says whose photos are missing.
    """
    photos = {}
    failed: dict[str, list[str]] = {}
    for person in center:
        photos[person.id] = ""
        if person.photo is None:
            continue
        try:
            photos[person.id] = _load(person.photo)
        except Unusable as error:
            failed.setdefault(str(error), []).append(person.photo.path)
    if all(person.photo is None for person in center):
        failed["none"] = []
    for cause, files in failed.items():
        _warn(cause, files)
    return FrozenMapping(photos)


def _load(photo: PhotoFile) -> str:
    folder = None if photo.folder is None else Path(photo.folder)
    return read_photo(photo.path, folder)


def _warn(cause: str, files: Sequence[str]) -> None:
    quoted = Listed([Quoted(file) for file in files], most=MOST_NAMED)
    reason = Reason(
        f"message.photos.{cause}",
        count=len(files),
        files=quoted,
        megabytes=MOST_MEGABYTES,
        megapixels=MOST_MEGAPIXELS,
    )
    warn(Note(reason), stacklevel=CALLER)


def note_if_not_drawn(photos: Mapping[str, str], scene: Scene) -> None:
    """Say so where a chart has no place for the photos that it was asked to show."""
    if not any(photos.values()):
        return
    if not any(isinstance(mark, Image) for mark in scene.walk()):
        reason = Reason("message.photos.not_drawn")
        warn(Note(reason), stacklevel=CALLER)
