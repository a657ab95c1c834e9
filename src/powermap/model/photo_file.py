"""The file of a photo, as somebody wrote it, and the folder that it may not lead out of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from powermap.model.text import parse_line

__all__ = ["Photo", "PhotoFile"]


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A path, and the folder of the file that it stands in.

    Parameters
    ----------
    path : str
        As somebody wrote it.
    folder : str, optional
        The folder of the plan that it was read from; it says nothing about the person,
        so two that differ only in it are equal. None where a program gave the path.

    Examples
    --------
    >>> photo = PhotoFile("ana.jpg", "deals")
    >>> str(photo), photo == PhotoFile("ana.jpg")
    ('ana.jpg', True)
    """

    path: str
    folder: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.path


def _parse(value: object) -> PhotoFile | None:
    folder = None
    if isinstance(value, PhotoFile):
        folder = value.folder
        value = value.path
    path = parse_line(value)
    return None if path is None else PhotoFile(path, folder)


def _path_of(value: PhotoFile | None) -> str | None:
    return None if value is None else value.path


Photo = Annotated[
    PhotoFile | None,
    BeforeValidator(_parse),
    PlainSerializer(_path_of),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Photo"}),
]
"""A photo of a person; None without one."""
