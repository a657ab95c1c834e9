"""What the page asks for, checked like any input: a wish is plain data, and becomes an edit or is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from types import MappingProxyType
from typing import Any

from powermap.errors import ModelError, nearest, shown
from powermap.live import edits
from powermap.live.edits import Edit, History
from powermap.model import BuyingCenter, Involvement, Power
from powermap.model.stakeholder import number

CELLS: Mapping[str, tuple[Power | None, Involvement | None]] = MappingProxyType(
    {
        f"cell {power.value} {involvement.value if involvement else 'unknown'}": (
            power,
            involvement,
        )
        for power, involvement in product(
            Power, (Involvement.LOW, None, Involvement.HIGH)
        )
    }
    | {"cell no-role": (None, None)}
)
"""Places of the cells by the keys that their groups have in the picture."""
FIELDS = ("name", "stance", "power", "involvement")
"""What can be set of a person."""


def _cell(center: BuyingCenter, id: str, cell: str) -> Edit:
    return edits.to_cell(center, id, *CELLS[_one_of(CELLS, "cell", cell)])


def _point(center: BuyingCenter, id: str, power: Any, involvement: Any) -> Edit:
    return edits.to_scores(center, id, number(power), number(involvement))


def _set(center: BuyingCenter, id: str, field: str, value: Any) -> Edit:
    _one_of(FIELDS, "field", field)
    if not isinstance(value, str | int | float | None) or isinstance(value, bool):
        raise ModelError(
            f"{field} is {shown(value)}; allowed: a text, a number or None"
        )
    return edits.change(center, id, **{field: value})


MAKERS: Mapping[str, tuple[Callable[..., Edit], tuple[str, ...], tuple[str, ...]]] = (
    MappingProxyType(
        {
            "cell": (_cell, ("id", "cell"), ()),
            "point": (_point, ("id",), ("power", "involvement")),
            "set": (_set, ("id", "field"), ("value",)),
            "add": (edits.add, ("name",), ()),
            "remove": (edits.remove, ("id",), ()),
            "connect": (edits.connect, ("source", "target", "kind"), ()),
            "disconnect": (edits.disconnect, ("source", "target", "kind"), ()),
        }
    )
)
"""For each wish what makes its edit, which of its entries are texts, and which may be anything."""
STEPS: Mapping[str, Callable[[History], History]] = MappingProxyType(
    {"undo": History.undo, "redo": History.redo}
)


def granted(history: History, wish: object) -> History:
    """The history after a wish.

    Raises
    ------
    ModelError
        When the wish is none, or what it asks for is not allowed.

    Examples
    --------
    >>> after = granted(History(BuyingCenter("ERP")), {"do": "add", "name": "Ana Ruiz"})
    >>> after.python
    ('center = center.add(pm.Stakeholder("Ana Ruiz"))',)
    """
    if not isinstance(wish, dict):
        raise ModelError(f"{shown(wish)} is no wish; it is a mapping with 'do'")
    do = _one_of((*MAKERS, *STEPS), "do", wish.get("do"))
    texts, others = MAKERS[do][1:] if do in MAKERS else ((), ())
    given = {key: value for key, value in wish.items() if key not in {"do", "n"}}
    if set(given) != {*texts, *others}:
        raise ModelError(
            f"{do} takes {', '.join((*texts, *others)) or 'nothing'}; given: {', '.join(map(shown, given))}"
        )
    for key in texts:
        if not isinstance(given[key], str):
            raise ModelError(f"{key} is {shown(given[key])}; write a text")
    try:
        return (
            STEPS[do](history)
            if do in STEPS
            else history.after(MAKERS[do][0](history.center, **given))
        )
    except KeyError as error:
        raise ModelError(error.args[0]) from None


def _one_of(allowed: Any, what: str, given: object) -> str:
    if not isinstance(given, str) or given not in allowed:
        hint = nearest(given, allowed) if isinstance(given, str) else ""
        raise ModelError(
            f"{what} is {shown(given)}; allowed: {', '.join(allowed)}{hint}"
        )
    return given
