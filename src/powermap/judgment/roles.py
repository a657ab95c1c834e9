"""Six roles from power and involvement.

The layout of the grid is data: a house that puts the gatekeeper elsewhere passes a table of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from powermap.errors import ModelError, shown
from powermap.language import label, say
from powermap.model import BuyingCenter, Role, Scale, Stakeholder
from powermap.model.axes import involvement_of, power_of
from powermap.model.playbook.defaults import ROLE_GRID, RoleGrid
from powermap.model.record import a_table
from powermap.model.subject import center_of

__all__ = ["GRID", "Assignment", "Grid", "classify", "involvement_of", "power_of"]

Grid = RoleGrid
GRID: Grid = ROLE_GRID


@dataclass(frozen=True, slots=True)
class Assignment:
    """The role of one person and why.

    Parameters
    ----------
    role : Role or None
        None while the person's power is unknown.
    because : str
        The reason in a sentence.
    declared : Role or None
        The role that somebody gave the person.
    margin : float or None
        Distance of the score nearest to the cut from it, in units of the scale; None when there are only words.
    """

    role: Role | None
    because: str
    declared: Role | None = None
    margin: float | None = None

    @property
    def agrees(self) -> bool | None:
        """Whether declared and computed role agree; a broader declared role agrees with a narrower one.

        Examples
        --------
        >>> Assignment(Role.OWNER, "", declared=Role.DECIDER).agrees
        True
        """
        if self.role is None or self.declared is None:
            return None
        return self.declared in {self.role, Role(self.role.power.value)}


def classify(
    center: BuyingCenter, *, grid: Grid = GRID, lang: str = "en"
) -> Mapping[str, Assignment]:
    """Give each person a role by power and involvement, with the reason.

    Parameters
    ----------
    center : BuyingCenter
        The people.
    grid : mapping of (Power, Involvement or None) to Role
        The table of roles; all six pairs.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    mapping of id to Assignment
        In the order of the buying center.

    Raises
    ------
    ModelError
        When the grid lacks a pair or the language is unknown.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> center = BuyingCenter("ERP", [Stakeholder("Ana Ruiz", power="decider", involvement=2)])
    >>> found = classify(center)["ana-ruiz"]
    >>> found.role, found.margin
    (<Role.APPROVER: 'approver'>, 3.0)
    >>> found.because
    'Decides and is little involved (2 of 10, cut at 5): Approver, who signs off from a distance.'

    Notes
    -----
    The two axes and the four corner roles are taught in key-account selling (分析决策人员: 权力 × 参与程度); the two
    roles for people whose involvement is unknown keep apart what is known from what is not.
    """
    center = center_of(center)
    a_table(grid, "grid")
    missing = [pair for pair in GRID if not isinstance(grid.get(pair), Role)]
    if missing:
        power, involvement = missing[0]
        raise ModelError(
            f"the grid has no role for ({power.value}, {involvement}): {shown(grid.get(missing[0]))}; "
            "it maps each pair of (Power, Involvement or None) to a Role"
        )
    return MappingProxyType(
        {person.id: _assign(person, center.scale, grid, lang) for person in center}
    )


def _assign(person: Stakeholder, scale: Scale, grid: Grid, lang: str) -> Assignment:
    power, involvement = power_of(person, scale), involvement_of(person, scale)
    margin = _margin(person, scale)
    if power is None:
        return Assignment(
            None, say(lang, "because.no_role"), person.declared_role, margin
        )
    role = grid[power, involvement]
    reason = say(
        lang,
        "because.role",
        power=_phrase(lang, "power", power.value, person.power, scale),
        involvement=_phrase(
            lang,
            "involvement",
            involvement and involvement.value,
            person.involvement,
            scale,
        ),
        role=label(role, lang),
        meaning=say(lang, f"role.{role.value}"),
    )
    return Assignment(role, reason, person.declared_role, margin)


def _phrase(lang: str, axis: str, half: str | None, given: object, scale: Scale) -> str:
    if half is None:
        return say(lang, f"because.{axis}_unknown")
    how = "score" if isinstance(given, int | float) else "word"
    return say(
        lang,
        f"because.{axis}_{how}_{half}",
        score=_plain(given),
        high=_plain(scale.high),
        cut=_plain(scale.middle),
    )


def _plain(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _margin(person: Stakeholder, scale: Scale) -> float | None:
    scores = [
        score
        for score in (person.power, person.involvement)
        if isinstance(score, int | float)
    ]
    return min((abs(score - scale.middle) for score in scores), default=None)
