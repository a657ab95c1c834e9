"""Six roles from power and involvement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from powermap.judgment.judge import Subject, judge
from powermap.language import Listed, Reason, sentences
from powermap.language.results import ResultMap, Row
from powermap.language.values import Value
from powermap.model import (
    BuyingCenter,
    Involvement,
    Power,
    Role,
    Scale,
    Stakeholder,
)
from powermap.model.axes import involvement_of, power_of
from powermap.model.playbook import Playbook, RoleGrid

__all__ = ["Assignment", "NearCut", "RoleMemory", "assign_roles", "classify"]

AXES = ("power", "involvement")


@dataclass(frozen=True, slots=True)
class NearCut:
    """A score so close to the cutoff that the role may as well be another one.

    Parameters
    ----------
    axis : {"power", "involvement"}
        Whose score it is.
    higher : bool
        Whether a higher score gives the other role; else a lower one does.
    by : float
        How much higher or lower, in units of the scale.
    role : Role
        The other role.
    """

    axis: str
    higher: bool
    by: float
    role: Role


@dataclass(frozen=True, slots=True)
class Assignment:
    """The role of one person and why.

    Parameters
    ----------
    role : Role or None
        None while the person's power is unknown.
    because : Reason
        The reason.
    declared : Role or None
        The role that somebody gave the person.
    margin : float or None
        Distance of the score nearest to the cutoff from it, in units of the
        scale; None when there are only words.
    at_cut : tuple of str
        The axes on which the score is exactly at the cutoff: "power", "involvement".
    near_cut : tuple of NearCut
        The axes on which the score is close to the cutoff, without those exactly at it.
    """

    role: Role | None
    because: Reason
    declared: Role | None = None
    margin: float | None = None
    at_cut: tuple[str, ...] = ()
    near_cut: tuple[NearCut, ...] = ()

    @property
    def agrees(self) -> bool | None:
        """Whether declared and computed role agree; None when one is missing.

        A broader declared role agrees with a narrower computed one.

        Examples
        --------
        >>> reason = Reason("because.no_role")
        >>> Assignment(Role.OWNER, reason, declared=Role.DECIDER).agrees
        True
        """
        if self.role is None or self.declared is None:
            return None
        return self.fills(self.declared)

    def fills(self, role: Role) -> bool:
        """Whether the person has a role; a narrower one counts as the broader one.

        Examples
        --------
        >>> owner = Assignment(Role.OWNER, Reason("because.no_role"))
        >>> owner.fills(Role.DECIDER), owner.fills(Role.APPROVER)
        (True, False)
        """
        if self.role is None:
            return False
        # An owner is a decider too; another power or another narrow role is another
        # role.
        return role is self.role or role.value == self.role.power.value

    def row(self) -> Row:
        """Role and reason by column."""
        return {
            "role": self.role,
            "because": self.because,
        }

    def __repr__(self) -> str:
        return f"<Assignment {self.role}>"


def classify(
    subject: Subject, *, playbook: Playbook | None = None
) -> ResultMap[str, Assignment]:
    """Give each person a role by power and involvement, with the reason.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people.
    playbook : Playbook, optional
        Whose grid of roles to use; powermap's when not given.

    Returns
    -------
    mapping of id to Assignment
        In the order of the buying center.

    Raises
    ------
    ModelError
        When the subject is something else.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", power="decider", involvement=2)
    >>> result = classify(BuyingCenter("ERP", [ana]))["ana-ruiz"]
    >>> result.role, result.margin
    (<Role.APPROVER: 'approver'>, 3.0)
    >>> print(result.because)
    Decides and is not closely involved (2 of 10, cutoff 5): Approver, who signs off \
from a distance.

    Notes
    -----
    The two axes and the four corner roles are taught in key-account selling
    (分析决策人员: 权力 × 参与程度). The two roles for people whose involvement is
    unknown keep apart what is known from what is not.
    """
    return judge(subject, playbook=playbook).roles


_Assigned = Mapping[str, tuple[Stakeholder, Assignment]]
"""By id a person and the role that follows from what is known of them."""


class RoleMemory:
    """Everybody's role in the last of some centers, each of which follows an edit."""

    def __init__(self) -> None:
        self._last: tuple[tuple[object, ...], _Assigned] = ((), {})

    def roles_of(self, basis: tuple[object, ...]) -> _Assigned:
        """Those of the last center, none where they followed from something else."""
        last_basis, assigned = self._last
        return assigned if basis == last_basis else {}

    def keep(self, basis: tuple[object, ...], assigned: _Assigned) -> None:
        """Remember the roles of a center instead of those before it."""
        self._last = basis, assigned


def assign_roles(
    center: BuyingCenter, grid: RoleGrid, near: float, memory: RoleMemory | None = None
) -> ResultMap[str, Assignment]:
    """The role of each person by a grid of roles; `near` is a part of the scale.

    With a `memory`, those in whom nothing changed have the role of the last center.
    """
    by = near * (center.scale.high - center.scale.low)
    memory = memory or RoleMemory()
    basis = (center.scale, grid, by)
    before = memory.roles_of(basis)
    roles = {}
    names = {}
    kept = {}
    for person in center:
        known = before.get(person.id)
        if known is None or known[0] is not person:
            assignment = _assign(person, center.scale, grid)
            assignment = _mark_near_cut(assignment, person, center.scale, grid, by)
            known = (person, assignment)
        kept[person.id] = known
        roles[person.id] = known[1]
        names[person.id] = person.name
    memory.keep(basis, kept)
    return ResultMap(roles, names)


def _assign(person: Stakeholder, scale: Scale, grid: RoleGrid) -> Assignment:
    power = power_of(person, scale)
    involvement = involvement_of(person, scale)
    margin = _margin(person, scale)
    at_cut = _axes_at_cut(person, scale)
    # Involvement alone gives no role: the course never guesses power.
    if power is None:
        reason = Reason("because.no_role")
        return Assignment(None, reason, person.declared_role, margin, at_cut)
    role = grid[power, involvement]
    if len(at_cut) == len(AXES):
        reason = _explain_both_at_cut(person, role, scale)
        return Assignment(role, reason, person.declared_role, margin, at_cut)
    values: dict[str, Value] = {
        "power": _describe_half("power", power, person.power, scale),
        "role": role,
        "meaning": Reason(f"role.{role.value}"),
    }
    if involvement is None:
        reason = Reason("because.role_open", values)
    else:
        values["involvement"] = _describe_half(
            "involvement", involvement, person.involvement, scale
        )
        reason = Reason("because.role", values)
    return Assignment(role, reason, person.declared_role, margin, at_cut)


def _mark_near_cut(
    assignment: Assignment,
    person: Stakeholder,
    scale: Scale,
    grid: RoleGrid,
    by: float,
) -> Assignment:
    """The assignment with the axes on which a slightly other score changes the role."""
    found = []
    for axis, score in zip(AXES, (person.power, person.involvement), strict=True):
        if not isinstance(score, int | float) or scale.is_at_cut(score):
            continue
        higher = not scale.is_high(score)
        other = score + by if higher else score - by
        if scale.is_high(other) is not higher:
            continue
        power = power_of(person, scale)
        involvement = involvement_of(person, scale)
        if axis == "power":
            power = Power.DECIDER if higher else Power.INFLUENCER
        else:
            involvement = Involvement.HIGH if higher else Involvement.LOW
        if power is None or assignment.role is None:
            continue
        role = grid[power, involvement]
        # A company's grid may give both sides of the cutoff one role.
        if role is not assignment.role:
            found.append(NearCut(axis, higher, by, role))
    if not found:
        return assignment
    because = sentences([assignment.because, _explain_near_cut(found)])
    return replace(assignment, because=because, near_cut=tuple(found))


def _explain_near_cut(found: Sequence[NearCut]) -> Reason:
    others = []
    for near in found:
        key = "higher" if near.higher else "lower"
        others.append(Reason(f"because.{near.axis}_{key}", role=near.role, by=near.by))
    return Reason("because.near_cut", others=Listed(others, "or"))


def _explain_both_at_cut(person: Stakeholder, role: Role, scale: Scale) -> Reason:
    """One sentence for both axes, so that the rule of the cutoff is said once."""
    return Reason(
        "because.role_at_cut",
        power=person.power,
        involvement=person.involvement,
        high=scale.high,
        role=role,
        meaning=Reason(f"role.{role.value}"),
    )


def _describe_half(axis: str, half: str, entered: Value, scale: Scale) -> Reason:
    """On which half of an axis somebody stands, with the score if one was entered."""
    if not isinstance(entered, int | float):
        return Reason(f"because.{axis}_word_{half}")
    if scale.is_at_cut(entered):
        return Reason(f"because.{axis}_at_cut", score=entered, high=scale.high)
    return Reason(
        f"because.{axis}_score_{half}",
        score=entered,
        high=scale.high,
        cut=scale.middle,
    )


def _axes_at_cut(person: Stakeholder, scale: Scale) -> tuple[str, ...]:
    axes = []
    for axis, entered in zip(AXES, (person.power, person.involvement), strict=True):
        if isinstance(entered, int | float) and scale.is_at_cut(entered):
            axes.append(axis)
    return tuple(axes)


def _margin(person: Stakeholder, scale: Scale) -> float | None:
    distances = []
    for entered in (person.power, person.involvement):
        if isinstance(entered, int | float):
            # Words have no distance: they say the half and nothing more.
            distance = abs(entered - scale.middle)
            distances.append(distance)
    # The nearer axis decides how easily the role would flip.
    return min(distances, default=None)
