"""A buying center with a person put for another or a tie gone, as edits ask for it."""

from __future__ import annotations

from powermap.model.center import BuyingCenter
from powermap.model.stakeholder import Stakeholder

__all__ = ["place_of_person", "put_person", "without_tie"]


def place_of_person(center: BuyingCenter, id: str) -> int:
    """Where the person with an id stands.

    Examples
    --------
    >>> place_of_person(BuyingCenter("ERP", [Stakeholder("Ana Ruiz")]), "ana-ruiz")
    0
    """
    [place] = center._index_of_people.places(f"id {id}")  # noqa: SLF001 - of this package
    return place


def without_tie(center: BuyingCenter, place: int) -> BuyingCenter:
    """A buying center without the tie at a place; it cannot contradict itself for that.

    Examples
    --------
    >>> from powermap.model import Tie
    >>> people = [Stakeholder("Ana"), Stakeholder("Ben")]
    >>> center = BuyingCenter("ERP", people, [Tie("ben", "ana", "reports_to")])
    >>> without_tie(center, 0).ties
    ()
    """
    ties = center._index_of_ties.without([place])  # noqa: SLF001 - of this package
    return center._edited(center._index_of_people, ties)  # noqa: SLF001


def put_person(
    center: BuyingCenter, old: Stakeholder, new: Stakeholder
) -> BuyingCenter:
    """A buying center with another version of a person, as it is.

    Unlike `BuyingCenter.replace`, which keeps unknown what was set to None, also where
    it could follow from claims. What others say is not looked at again.

    Raises
    ------
    ModelError
        When the result would contradict itself.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz")
    >>> center = BuyingCenter("Northwind ERP", [ana])
    >>> put_person(center, ana, ana.revised(title="CFO"))["ana-ruiz"].title
    'CFO'
    """
    return center._with(old, new)  # noqa: SLF001 - of this package
