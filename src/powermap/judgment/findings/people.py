"""People and roles: rules PM101 to PM199."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.judgment.findings.hits import Hit, suggest
from powermap.judgment.findings.queries import (
    deciders,
    people_by_id,
    people_with_role,
)
from powermap.model import Role
from powermap.model.playbook import FindingKind

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment


def find_no_people(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """An empty buying center."""
    if len(judgment.center) == 0:
        yield Hit()


def find_no_decider(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """No known decision maker."""
    people = judgment.center.stakeholders
    # An empty center is PM101; both would say one thing twice.
    if people and not deciders(judgment):
        unknown = [person for person in people if person.power is None]
        yield Hit(tuple(unknown), hint=suggest(unknown))


def find_no_owner(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Decision makers, but no owner."""
    return _find_missing_role(judgment, Role.OWNER)


def find_no_approver(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Decision makers, but no approver."""
    return _find_missing_role(judgment, Role.APPROVER)


def _find_missing_role(judgment: Judgment, role: Role) -> Iterator[Hit]:
    """Decision makers, but no one in this role."""
    # A missing role that is wanted has a finding of its own.
    if role in judgment.center.wanted_roles or people_with_role(judgment, role):
        return
    deciding = deciders(judgment)
    if deciding:
        # Whoever decides with unknown involvement may turn out to be the missing owner
        # or approver.
        unknown = [person for person in deciding if person.involvement is None]
        yield Hit(tuple(unknown), hint=suggest(unknown))


def find_wanted_role(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """A role that the deal needs, and that no one has."""
    for role in judgment.center.wanted_roles:
        if people_with_role(judgment, role):
            continue
        people = judgment.center.stakeholders
        declared = [person for person in people if person.declared_role is role]
        yield Hit(tuple(declared), {"role": role}, hint=suggest(declared))


def find_declared_role(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """A declared role that differs from the computed one."""
    for person in judgment.center:
        assignment = judgment.roles[person.id]
        # None, one of the two unknown, is no disagreement.
        if assignment.agrees is False:
            roles = {"declared": assignment.declared, "role": assignment.role}
            yield Hit((person,), roles, facts=assignment.because)


def find_contradicted_power(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Power that the ties contradict."""
    for contradiction in judgment.network.disagreements:
        people = people_by_id(judgment, [contradiction.person])
        yield Hit(people, facts=contradiction.because)
