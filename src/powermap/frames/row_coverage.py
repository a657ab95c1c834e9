"""How well we want to know each person of a frame, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from powermap.exchange.options import ScaleWords
from powermap.frames.people import People, as_number
from powermap.frames.said_words import Words
from powermap.frames.source import open_frame
from powermap.frames.staging import drop_helpers
from powermap.judgment.coverage import CONTACT_RANK
from powermap.model import Contact, Role

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = ["coverage", "has_gap"]

OUTPUT = ("wanted_contact", "contact_gap", "uncovered")


def coverage(
    frame: Any,
    *,
    columns: Mapping[str, str] | None = None,
    scale: ScaleWords = None,
    playbook: Playbook | None = None,
    words: Words = None,
    prefix: str = "",
) -> Any:
    """The same frame with how well we want to know each person, and what is missing.

    Parameters
    ----------
    frame : data frame
        A row per person. Columns that it lacks are facts that are not known.
    columns : mapping of field to column, optional
        Which column holds which field, where its header does not say so.
    scale : Scale, (low, high) or str, optional
        Of the scores, where the headers do not state it.
    playbook : Playbook, optional
        Whose ``wanted_contact`` and ``wanted_contact_of_veto`` hold.
    words : mapping of field to mapping of text to meaning, optional
        What texts mean that the readers do not know, or know otherwise; `inspect` gives
        those that depend on the rest of their column.
    prefix : str, default ""
        What the names of the new columns begin with.

    Returns
    -------
    data frame
        Of the same library with three more columns: ``wanted_contact``;
        ``contact_gap``, which is ``unknown`` or ``less`` where we do not know the
        person as well as we want, else null; and whether the person is ``uncovered``,
        so that no one on our team covers them.

    Raises
    ------
    FormatError
        When it is no frame, or has a column of these names.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.DataFrame({"power": [9], "contact": ["brief"], "covered by": ["Kim"]})
    >>> coverage(people).select("wanted_contact", "contact_gap", "uncovered").rows()
    [('several', 'less', False)]

    Notes
    -----
    A person has a gap here where `pm.charts` and the report show one.
    """
    source = open_frame(
        frame, columns=columns, scale=scale, playbook=playbook, words=words
    )
    names = {name: prefix + name for name in OUTPUT}
    source.refuse_columns(names.values())
    people = People(source)
    answer = people.read().with_columns(
        **{
            names["wanted_contact"]: _wanted(people),
            names["contact_gap"]: _gap(people),
            names["uncovered"]: ~people.cover.yes,
        }
    )
    return drop_helpers(answer).to_native()


def has_gap(people: People) -> Any:
    """Whether we do not know a person as well as we want, or no one covers them."""
    return ~_gap(people).is_null() | ~people.cover.yes


def _wanted(people: People) -> Any:
    """The word for how well we want to know each person."""
    import narwhals as nw

    rank = _wanted_rank(people)
    wanted: Any = nw.lit(Contact.NONE.value)
    for contact in Contact:
        is_meant = rank == CONTACT_RANK[contact]
        wanted = nw.when(is_meant).then(nw.lit(contact.value)).otherwise(wanted)
    return wanted


def _wanted_rank(people: People) -> Any:
    """How well we want to know each person, as a number."""
    import narwhals as nw

    playbook = people.source.playbook
    rank: Any = nw.lit(CONTACT_RANK[playbook.wanted_contact[None]])
    for role in Role:
        wanted = CONTACT_RANK[playbook.wanted_contact[role]]
        is_role = people.role == role.value
        rank = nw.when(is_role).then(nw.lit(wanted)).otherwise(rank)
    least = CONTACT_RANK[playbook.wanted_contact_of_veto]
    # The larger of the two, so that a veto never lowers what a role asks for.
    lifted = nw.when(rank < least).then(nw.lit(least)).otherwise(rank)
    return nw.when(people.veto.yes).then(lifted).otherwise(rank)


def _gap(people: People) -> Any:
    """What is missing of the contact; null where nothing is."""
    import narwhals as nw

    present: Any = nw.lit(0)
    for contact in Contact:
        is_present = as_number(people.contact.one_of({contact}))
        present = present + is_present * CONTACT_RANK[contact]
    is_known = people.contact.one_of(Contact)
    is_less = is_known & (present < _wanted_rank(people))
    less = nw.when(is_less).then(nw.lit("less"))
    return nw.when(~is_known).then(nw.lit("unknown")).otherwise(less)
