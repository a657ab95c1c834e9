"""Access and coverage: the rules of the second hundred."""

from __future__ import annotations

from collections.abc import Iterator

from powermap.judgment.findings.case import Case, Hit
from powermap.model import Contact
from powermap.model.playbook import FindingKind

KNOWN_WELL = frozenset({Contact.SEVERAL, Contact.DEEP})


def uncovered(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Who decides and is covered by nobody of us."""
    return (Hit((one,)) for one in case.deciders if not one.covered_by)


def no_contact(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Who decides and has no contact with us."""
    return (Hit((one,)) for one in case.deciders if one.contact is Contact.NONE)


def single_thread(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Exactly one person is known well, or, where nobody is, exactly one at all."""
    well = tuple(one for one in case.people if one.contact in KNOWN_WELL)
    threads = well or tuple(one for one in case.people if one.contact is Contact.BRIEF)
    if len(threads) == 1 < len(case.people):
        yield Hit(threads)
