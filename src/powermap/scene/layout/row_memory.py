"""Orders of rows that are found once for a network that is laid out in several ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from powermap.scene.layout.row_net import RowNet
    from powermap.scene.layout.rows import Network
    from powermap.scene.layout.spacing import Spacing

Size = tuple[float, float]
"""Width and height."""


class RowMemory:
    """Rows and their orders that were found before, by all that they depend on.

    For a picture that is laid out in several ways, of which many lead to the same rows:
    of cards of other sizes, or for a page of another shape.
    """

    def __init__(self) -> None:
        self._orders: dict[tuple[object, ...], RowNet] = {}
        self._sizes: dict[tuple[object, ...], Size] = {}

    def order(
        self, network: Network, rows: Sequence[int], find: Callable[[], RowNet]
    ) -> RowNet:
        """The order of these rows."""
        key = (*_lines(network), *_sides(network), tuple(rows))
        if key not in self._orders:
            self._orders[key] = find()
        return self._orders[key]

    def size(
        self,
        network: Network,
        rows: Sequence[int],
        spacing: Spacing,
        find: Callable[[], Size],
    ) -> Size:
        """Width and height of a sketch of these rows."""
        sizes = tuple(network.sizes)
        key = (*_lines(network), tuple(network.groups), sizes, tuple(rows), spacing)
        if key not in self._sizes:
            self._sizes[key] = find()
        return self._sizes[key]


def _lines(network: Network) -> tuple[object, ...]:
    """All lines, as a value."""
    return tuple(network.tree), tuple(network.ties)


def _sides(network: Network) -> tuple[object, ...]:
    """What else decides who stands left of whom, as a value."""
    return (
        tuple(map(tuple, network.teams)),
        tuple(map(tuple, network.loose_teams)),
        tuple(network.groups),
        network.is_strict,
    )
