"""What is said of an id or a name that is nobody's, or that of several people."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.errors import SHOWN, UnknownPersonError
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.stakeholder import Stakeholder

__all__ = ["unknown_person"]

_HINTED = 500
"""People whose names are compared for a hint: each comparison costs time."""


def unknown_person(
    who: str,
    namesakes: Sequence[Stakeholder],
    center: str,
    everybody: Sequence[Stakeholder],
) -> UnknownPersonError:
    """The error for a name that several people of a center share, or nobody has."""
    if namesakes:
        ids = [Quoted(person.id) for person in namesakes[:SHOWN]]
        return UnknownPersonError(
            Reason(
                "message.model.several_people",
                number=len(namesakes),
                name=Quoted(who),
                ids=Listed(ids),
            )
        )
    known = []
    for person in everybody[:_HINTED]:
        known += [person.id, person.name]
    return UnknownPersonError(
        Reason(
            "message.model.nobody",
            center=Quoted(center),
            person=Quoted(who),
            hint=Nearest(str(who), tuple(known)),
        )
    )
