"""What the page asks for: plain data, checked like any input before it is an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Quoted, Reason
from powermap.language.refusals import not_allowed
from powermap.language.values import Value
from powermap.live import edits
from powermap.live.edits import Edit
from powermap.live.history import History
from powermap.model import BuyingCenter, Involvement, Power
from powermap.model.entry import number

Cell = tuple[Power | None, Involvement | None]


def _cells() -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for power in Power:
        for involvement in (Involvement.LOW, None, Involvement.HIGH):
            half = "unknown"
            if involvement is not None:
                half = involvement.value
            key = f"cell {power.value} {half}"
            cells[key] = (power, involvement)
    cells["cell no-role"] = (None, None)
    return cells


CELLS: Mapping[str, Cell] = FrozenMapping(_cells())
"""Cells by the keys that their groups have in the picture."""
FIELDS = ("name", "stance", "power", "involvement", "note")
"""What can be set of a person."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of request: what makes its edit, and what it has to bring.

    ``texts`` are entries that have to be texts, ``values`` may be anything.
    """

    make: Callable[..., Edit]
    texts: tuple[str, ...]
    values: tuple[str, ...] = ()


def _move_to_cell(center: BuyingCenter, id: str, cell: str) -> Edit:
    key = _choose(CELLS, "cell", cell)
    power, involvement = CELLS[key]
    return edits.move_to_cell(center, id, power, involvement)


def _move_to_point(center: BuyingCenter, id: str, power: Any, involvement: Any) -> Edit:
    x = number(involvement)
    y = number(power)
    return edits.move_to_scores(center, id, power=y, involvement=x)


def _set_field(center: BuyingCenter, id: str, field: str, value: Any) -> Edit:
    # A short list instead of all fields: whatever page shows the board could otherwise
    # change ids or anything else.
    _choose(FIELDS, "field", field)
    is_simple = value is None or isinstance(value, str | int | float)
    # A bool is a number to Python, but no score.
    if not is_simple or isinstance(value, bool):
        raise ModelError(
            Reason("message.charts.board_value", field=field, value=Quoted(value))
        )
    return edits.change(center, id, **{field: value})


_ENDS = ("source", "target", "kind")
KINDS: Mapping[str, _Kind] = FrozenMapping(
    {
        "cell": _Kind(_move_to_cell, ("id", "cell")),
        "point": _Kind(_move_to_point, ("id",), ("power", "involvement")),
        "set": _Kind(_set_field, ("id", "field"), ("value",)),
        "add": _Kind(edits.add, ("name",)),
        "remove": _Kind(edits.remove, ("id",)),
        "connect": _Kind(edits.connect, _ENDS),
        "disconnect": _Kind(edits.disconnect, _ENDS),
    }
)
"""Requests that become edits."""
STEPS: Mapping[str, Callable[[History], History]] = FrozenMapping(
    {"undo": History.undo, "redo": History.redo}
)
"""Requests that go back or forth."""


def apply_request(history: History, request: object) -> History:
    """The history after a request.

    Raises
    ------
    ModelError
        When it is not a request, or what it asks for is not allowed.

    Examples
    --------
    >>> history = History(BuyingCenter("ERP"))
    >>> after = apply_request(history, {"do": "add", "name": "Ana Ruiz"})
    >>> after.python
    ('center = center.add(pm.Stakeholder("Ana Ruiz"))',)
    """
    if not isinstance(request, dict):
        raise ModelError(Reason("message.charts.not_a_request", value=Quoted(request)))
    action = _choose((*KINDS, *STEPS), "do", request.get("do"))
    entries = {key: value for key, value in request.items() if key not in {"do", "n"}}
    if action in STEPS:
        _check_entries(action, entries, (), ())
        return STEPS[action](history)
    kind = KINDS[action]
    _check_entries(action, entries, kind.texts, kind.values)
    edit = kind.make(history.center, **entries)
    return history.after(edit)


def _check_entries(
    action: str,
    entries: Mapping[Any, Any],
    texts: tuple[str, ...],
    values: tuple[str, ...],
) -> None:
    wanted = (*texts, *values)
    # Before the call: Python's own message about arguments would name internal
    # functions.
    if set(entries) != set(wanted):
        raise ModelError(
            Reason(
                "message.charts.request_entries",
                action=action,
                wanted=_list_or_nothing(wanted),
                given=_list_or_nothing([Quoted(key) for key in entries]),
            )
        )
    for key in texts:
        if not isinstance(entries[key], str):
            raise ModelError(
                Reason(
                    "message.charts.request_text", key=key, value=Quoted(entries[key])
                )
            )


def _list_or_nothing(parts: Sequence[Value]) -> Value:
    if not parts:
        return Reason("message.charts.nothing")
    return Listed(parts)


def _choose(allowed: Iterable[str], what: str, value: object) -> str:
    options = list(allowed)
    if isinstance(value, str) and value in options:
        return value
    raise ModelError(not_allowed(what, value, options))
