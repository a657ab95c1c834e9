"""Who decides at a large customer: buying centers modelled, judged and drawn.

>>> import powermap as pm
>>> center = pm.BuyingCenter("Northwind ERP", [pm.Stakeholder("Ana Ruiz", power="decider", involvement="low")])
>>> pm.classify(center)["ana-ruiz"].role
<Role.APPROVER: 'approver'>
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from powermap.charts import Chart, quadrant
    from powermap.demo import northwind
    from powermap.errors import (
        FormatError,
        MissingDependencyError,
        ModelError,
        PowermapError,
        PowermapWarning,
        Problem,
        TableError,
    )
    from powermap.exchange import from_frame, read, template, ties_to_frame, to_frame, write
    from powermap.method import GRID, Assignment, classify
    from powermap.model import (
        BuyingCenter,
        Contact,
        Involvement,
        OrganizationNeed,
        PersonalNeed,
        Power,
        Role,
        Scale,
        Stakeholder,
        Stance,
        Tie,
        TieKind,
        json_schema,
    )
    from powermap.scene import Scene, faults

__version__ = "0.1.0"

_ROOMS = {
    "charts": ["Chart", "quadrant"],
    "demo": ["northwind"],
    "errors": [
        "FormatError", "MissingDependencyError", "ModelError", "PowermapError", "PowermapWarning", "Problem",
        "TableError",
    ],
    "exchange": ["from_frame", "read", "template", "ties_to_frame", "to_frame", "write"],
    "method": ["GRID", "Assignment", "classify"],
    "model": [
        "BuyingCenter", "Contact", "Involvement", "OrganizationNeed", "PersonalNeed", "Power", "Role", "Scale",
        "Stakeholder", "Stance", "Tie", "TieKind", "json_schema",
    ],
    "scene": ["Scene", "faults"],
}  # fmt: skip
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [  # noqa: RUF022, plain order
    "Assignment",
    "BuyingCenter",
    "Chart",
    "Contact",
    "FormatError",
    "GRID",
    "Involvement",
    "MissingDependencyError",
    "ModelError",
    "OrganizationNeed",
    "PersonalNeed",
    "Power",
    "PowermapError",
    "PowermapWarning",
    "Problem",
    "Role",
    "Scale",
    "Scene",
    "Stakeholder",
    "Stance",
    "TableError",
    "Tie",
    "TieKind",
    "classify",
    "faults",
    "from_frame",
    "json_schema",
    "northwind",
    "quadrant",
    "read",
    "template",
    "ties_to_frame",
    "to_frame",
    "write",
]


def __getattr__(name: str) -> object:
    """Load a room when somebody first asks for what lives there, so that importing powermap stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'powermap' has no attribute {name!r}")
    return getattr(import_module(f"powermap.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
