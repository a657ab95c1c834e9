"""The demo buying center: a fictional steel maker that renews its ERP; all people are invented."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from powermap.exchange import read

if TYPE_CHECKING:
    from powermap.model import BuyingCenter


def northwind() -> BuyingCenter:
    """The demo buying center of fourteen fictional people.

    Returns
    -------
    BuyingCenter
        With scores, ties, and two people whose involvement is unknown.

    Examples
    --------
    >>> len(northwind())
    14
    """
    with as_file(files(__package__).joinpath("northwind.yaml")) as path:
        return read(path)
