"""What a reader of a page may filter people by, beside role and stance.

Fields of a few values, texts that several people share, and who covers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from powermap.model import Contact, Stakeholder
from powermap.scene.marks import Option

if TYPE_CHECKING:
    from powermap.language import Language

OF_TEXT = ("organization", "department", "covered_by")
"""Fields of free text, or of several names, that a reader may filter by."""
CONTACTS = (*Contact, None)
TRUTHS = (True, False, None)


class FilterOptions:
    """The options of everybody in a picture.

    Parameters
    ----------
    people : iterable of Stakeholder
        Everybody in the picture.
    language : Language
        Of the names of the options.
    """

    def __init__(self, people: Iterable[Stakeholder], language: Language) -> None:
        self._language = language
        self._places: dict[str, dict[str, int]] = {name: {} for name in OF_TEXT}
        for person in people:
            for name, places in self._places.items():
                for text in _texts(person, name):
                    # In the order of the file, as everywhere.
                    places.setdefault(text, len(places))

    @property
    def places(self) -> Mapping[str, Mapping[str, int]]:
        """Where each text stands among the options of its field."""
        return self._places

    def of(self, person: Stakeholder, field: str) -> tuple[Option, ...]:
        """The options of a field under which somebody is found; empty for other fields."""
        if field in self._places:
            return self._of_text(person, field, self._places[field])
        if field == "contact":
            contact = person.contact
            text = self._unknown() if contact is None else self._language.label(contact)
            return (Option(CONTACTS.index(contact), text),)
        if field == "can_veto":
            truth = person.can_veto
            text = self._unknown() if truth is None else self._language.text(truth)
            return (Option(TRUTHS.index(truth), text),)
        return ()

    def _of_text(
        self, person: Stakeholder, field: str, places: Mapping[str, int]
    ) -> tuple[Option, ...]:
        texts = _texts(person, field)
        if texts:
            return tuple(Option(places[text], text) for text in texts)
        if field == "covered_by":
            return (Option(len(places), self._language.say("page.no_one")),)
        return (Option(len(places), self._unknown()),)

    def _unknown(self) -> str:
        return self._language.say("common.unknown")


def _texts(person: Stakeholder, field: str) -> tuple[str, ...]:
    value = getattr(person, field)
    if isinstance(value, str):
        return (value,)
    return tuple(value or ())
