"""People and roles: the rules of the first hundred."""

from __future__ import annotations

from collections.abc import Iterator

from powermap.judgment.findings.case import Case, Hit
from powermap.language import label
from powermap.model import Role
from powermap.model.playbook import FindingKind
from powermap.network.disagreement import disagreements


def no_people(case: Case, _: FindingKind) -> Iterator[Hit]:
    """The buying center is empty."""
    if not case.people:
        yield Hit()


def nobody_decides(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Nobody is known to decide."""
    if case.people and not case.deciders:
        unknown = tuple(one for one in case.people if one.power is None)
        yield Hit(unknown, after=case.maybe(unknown))


def no_owner(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Somebody decides, but nobody as owner."""
    return _lacking(case, Role.OWNER)


def no_approver(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Somebody decides, but nobody as approver."""
    return _lacking(case, Role.APPROVER)


def _lacking(case: Case, role: Role) -> Iterator[Hit]:
    """Somebody decides, but nobody in this role; a wanted role has a finding of its own."""
    if case.deciders and role not in case.center.wanted_roles and not case.having(role):
        unknown = tuple(one for one in case.deciders if one.involvement is None)
        yield Hit(unknown, after=case.maybe(unknown))


def wanted(case: Case, _: FindingKind) -> Iterator[Hit]:
    """A role that the deal needs somebody for, and nobody has it."""
    for role in case.center.wanted_roles:
        if not case.having(role):
            declared = tuple(one for one in case.people if one.declared_role is role)
            yield Hit(
                declared, {"role": label(role, case.lang)}, after=case.maybe(declared)
            )


def declared(case: Case, _: FindingKind) -> Iterator[Hit]:
    """The role that somebody gave a person is not the one that follows."""
    for one in case.people:
        found = case.roles[one.id]
        if found.agrees is False and found.role and found.declared:
            roles = {
                "declared": label(found.declared, case.lang),
                "role": label(found.role, case.lang),
            }
            yield Hit((one,), roles, facts=found.because)


def contradicted(case: Case, _: FindingKind) -> Iterator[Hit]:
    """What the ties say of somebody's power is not what was put down."""
    for each in disagreements(case.center, lang=case.lang):
        yield Hit((case.center[each.person],), facts=each.because)
