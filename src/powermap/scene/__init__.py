"""A drawing as data and the geometry that makes it: marks, text measure, spreading, labels, the fault check."""

from powermap.scene.faults import Fault, faults
from powermap.scene.marks import (
    Box,
    Disc,
    Group,
    Image,
    Mark,
    Path,
    Rectangle,
    Scene,
    Text,
)

__all__ = [
    "Box",
    "Disc",
    "Fault",
    "Group",
    "Image",
    "Mark",
    "Path",
    "Rectangle",
    "Scene",
    "Text",
    "faults",
]
