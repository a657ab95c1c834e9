"""What reading a folder may cost."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Bounds"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large files may be, and how long reading them may take.

    Parameters
    ----------
    seconds : float, default 20
        To read one plan.
    megabytes : int, default 1000
        Memory for it, where the operating system limits it.
    file_megabytes : int, default 20
        Size of one file.
    plans : int, default 1000
        Plans that are listed.
    entries : int, default 20000
        Files and folders that are looked at to find them.
    people : int, default 2000
        In one plan.
    versions : int, default 100
        Days of which an earlier version is read.
    """

    seconds: float = 20
    megabytes: int = 1_000
    file_megabytes: int = 20
    plans: int = 1_000
    entries: int = 20_000
    people: int = 2_000
    versions: int = 100
