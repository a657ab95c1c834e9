"""A plan with the files that belong to it, as bytes of one moment."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from powermap.exchange.source_parts import parts_of_source
from powermap.workspace.bounds import Bounds
from powermap.workspace.names import name_parts, place_of, read_bytes

__all__ = ["Snapshot", "digest_of", "take_snapshot"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes of a plan and of its companions, of one moment.

    Parameters
    ----------
    name : str
        Of the plan, within the folder.
    files : mapping of str to bytes
        The plan and the files that it names, by name within the folder.

    Examples
    --------
    >>> from powermap.workspace import Snapshot
    >>> snapshot = Snapshot("acme.yaml", {"acme.yaml": b"account: Acme"})
    >>> snapshot.content
    b'account: Acme'
    """

    name: str
    files: Mapping[str, bytes]

    @property
    def content(self) -> bytes:
        """Of the plan itself."""
        return self.files[self.name]

    @property
    def digest(self) -> str:
        """SHA-256 of the file; of several files, of the list of theirs."""
        if len(self.files) == 1:
            return digest_of(self.content)
        lines = []
        for name, content in sorted(self.files.items()):
            lines.append(f"{digest_of(content)}  {name}\n")
        return digest_of("".join(lines).encode())

    def unpack(self, folder: Path) -> Path:
        """Write the files into another folder; the path of the plan there."""
        for name, content in self.files.items():
            path = folder.joinpath(*name.split("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder.joinpath(*self.name.split("/"))


def digest_of(content: bytes) -> str:
    """SHA-256 of a content, in hexadecimal.

    Examples
    --------
    >>> digest_of(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def take_snapshot(root: Path, name: str, bounds: Bounds) -> Snapshot:
    """The bytes of a plan and of the files that it is read with.

    Raises
    ------
    FormatError
        When one of them is not in the folder, or cannot be read.
    """
    parts = name_parts(name)
    content = read_bytes(root, parts, bounds.file_megabytes)
    files = {name: content}
    for other in _companions(root, parts):
        files[other] = read_bytes(root, name_parts(other), bounds.file_megabytes)
    return Snapshot(name, files)


def _companions(root: Path, parts: tuple[str, ...]) -> list[str]:
    """The names of the files that a plan is read with."""
    path = place_of(root, parts)
    names = []
    for part in parts_of_source(path):
        place = Path(os.path.normpath(part))
        # Of a file elsewhere the reader says that it is not in the folder of the plan.
        if place.is_relative_to(path.parent):
            names.append(place.relative_to(root).as_posix())
    return sorted(names)
