"""A path as somebody wrote it, which knows the folder of the file that it stands in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Self

from pydantic import WrapValidator

from powermap.model.entry import Line

__all__ = ["LocalFile", "PathInFile"]


class PathInFile(str):
    """The text of a path; equal to the plain text.

    Parameters
    ----------
    text : str
        As it stands in the file, relative to its folder.
    folder : str
        That folder.

    Examples
    --------
    >>> path = PathInFile("ana.jpg", "deals")
    >>> path == "ana.jpg", path.folder
    (True, 'deals')
    """

    folder: str

    def __new__(cls, text: str, folder: str) -> Self:
        """A path in a folder."""
        path = super().__new__(cls, text)
        path.folder = folder
        return path

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return str(self), self.folder

    def __str__(self) -> str:
        # Writers of files take plain texts only.
        return "".join(self)


def _keep_folder(value: object, parse: Callable[[object], str | None]) -> str | None:
    text = parse(value)
    if text is None or not isinstance(value, PathInFile):
        return text
    return PathInFile(text, value.folder)


LocalFile = Annotated[Line, WrapValidator(_keep_folder)]
"""The path of a file on this computer."""
