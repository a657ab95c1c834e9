"""Who moved where: how each person stood in each version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.judgment.roles import classify
from powermap.model import Role, Stance

if TYPE_CHECKING:
    from powermap.versions.history import History

__all__ = ["Course", "Stand", "courses"]


@dataclass(frozen=True, slots=True)
class Stand:
    """How a person stood in a version.

    Parameters
    ----------
    version : int
        Its place in the history.
    stance : Stance or None
        Toward us.
    role : Role or None
        By power and involvement.
    """

    version: int
    stance: Stance | None
    role: Role | None


@dataclass(frozen=True, slots=True)
class Course:
    """How one person moved.

    Parameters
    ----------
    id, name : str
        Of the person, as last written.
    stands : tuple of Stand
        The first one and each that differs from the one before.
    last : int
        Place of the last version that the person is in.
    """

    id: str
    name: str
    stands: tuple[Stand, ...]
    last: int

    @property
    def moves(self) -> int:
        """How often stance or role changed."""
        return len(self.stands) - 1


def courses(history: History) -> list[Course]:
    """How everybody moved, whoever moved most first, then in the order of the file."""
    stands: dict[str, list[Stand]] = {}
    names: dict[str, str] = {}
    last: dict[str, int] = {}
    for place, version in enumerate(history.versions):
        roles = classify(version.plan.center)
        for person in version.plan.center:
            stand = Stand(place, person.stance, roles[person.id].role)
            known = stands.setdefault(person.id, [stand])
            before = known[-1]
            if (before.stance, before.role) != (stand.stance, stand.role):
                known.append(stand)
            names[person.id] = person.name
            last[person.id] = place
    found = []
    for id, each in stands.items():
        found.append(Course(id, names[id], tuple(each), last[id]))
    return sorted(found, key=lambda course: -course.moves)


def moved(courses: Sequence[Course]) -> list[Course]:
    """Those who moved at all."""
    return [course for course in courses if course.moves]
