"""Who is for us and who against us in each account of a frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from powermap.exchange.options import ScaleWords
from powermap.frames.people import People
from powermap.frames.said_words import Words
from powermap.frames.source import open_frame
from powermap.frames.sums import (
    PEOPLE,
    account_column,
    facts_named,
    sum_by_account,
    total,
)
from powermap.model import Stance
from powermap.network.mixture import OPINION

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = ["SUPPORT_COUNTS", "support", "support_of", "support_sums"]

DECIDERS = ("deciders", "deciders_with_us", "deciders_against_us")
SUPPORT_COUNTS = (*DECIDERS, *(f"stance_{stance.value}" for stance in Stance))
"""The counts that `support` gives; "deciders_unknown" and "stance_unknown" follow."""


def support(
    frame: Any,
    account: str = "account_id",
    *,
    columns: Mapping[str, str] | None = None,
    scale: ScaleWords = None,
    playbook: Playbook | None = None,
    words: Words = None,
) -> Any:
    """Who is for us and who against us: a row per account.

    Parameters
    ----------
    frame : data frame
        A row per person, with a column that says whose people they are.
    account : str, default "account_id"
        The column with the account.
    columns : mapping of field to column, optional
        Which column holds which field, where its header does not say so.
    scale : Scale, (low, high) or str, optional
        Of the scores, where the headers do not state it.
    playbook : Playbook, optional
        Whose words are understood.
    words : mapping of field to mapping of text to meaning, optional
        What texts mean that the readers do not know, or know otherwise; `inspect` gives
        those that depend on the rest of their column.

    Returns
    -------
    data frame
        Of the same library: the account, ``people``, ``deciders``, how many of them are
        with us, against us and of unknown stance, how many people have each stance, and
        ``support``: the mean stance, weighted by power, −1 to 1. It is null where
        nobody's power is known, or fewer than half of the stances.

    Raises
    ------
    FormatError
        When it is no frame, or has no column for the account.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.DataFrame(
    ...     {"account_id": [1, 1], "power": [8, 2], "stance": ["champion", "neutral"]}
    ... )
    >>> support(people).select("deciders_with_us", "support").rows()
    [(1, 0.8)]

    Notes
    -----
    Without ties, `pm.network.sway` expects the same support.
    """
    source = open_frame(
        frame, columns=columns, scale=scale, playbook=playbook, words=words
    )
    people = People(source)
    name = account_column(source, account)
    counted = facts_named(people, (*SUPPORT_COUNTS, "deciders_with_stance", "stances"))
    rows = sum_by_account(people, name, counted, support_sums(people))
    answer = {count: total(count) for count in SUPPORT_COUNTS}
    answer["deciders_unknown"] = total("deciders") - total("deciders_with_stance")
    answer["stance_unknown"] = total(PEOPLE) - total("stances")
    rows = rows.with_columns(**answer, people=total(PEOPLE), support=support_of())
    order = (name, PEOPLE, *DECIDERS, "deciders_unknown")
    stances = [each for each in SUPPORT_COUNTS if each not in DECIDERS]
    return rows.select(*order, *stances, "stance_unknown", "support").to_native()


def support_sums(people: People) -> Mapping[str, Any]:
    """The power of an account, and the power with its stance."""
    import narwhals as nw

    opinion: Any = nw.lit(0.0)
    for stance, value in OPINION.items():
        is_meant = people.stance.one_of({stance})
        opinion = nw.when(is_meant).then(nw.lit(value)).otherwise(opinion)
    weight = people.weight.fill_null(0.0)
    return {"power": weight, "opinion": weight * opinion}


def support_of() -> Any:
    """The mean stance of an account by `total`, null where too little is known."""
    import narwhals as nw

    power = total("power")
    is_enough = (power > 0) & (total("stances") * 2 >= total(PEOPLE))
    return nw.when(is_enough).then(total("opinion") / power)
