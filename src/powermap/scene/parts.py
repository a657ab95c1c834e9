"""Pictures of parts of a picture: what a reader sees who opens one of its groups."""

from __future__ import annotations

from dataclasses import dataclass

from powermap.scene.marks import Scene


@dataclass(frozen=True, slots=True)
class Part:
    """A scene that shows what a group of another scene only counts.

    Parameters
    ----------
    scene : Scene
        The picture of the part.
    key : str
        Of the group that it belongs to.
    parent : int or None
        The number of the part whose scene has that group; None for the whole picture.
    """

    scene: Scene
    key: str
    parent: int | None = None
