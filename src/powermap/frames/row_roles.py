"""The role of each row of a frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from powermap.exchange.options import ScaleWords
from powermap.frames.said_words import Words
from powermap.frames.source import Source, open_frame
from powermap.frames.staging import add_steps, drop_helpers
from powermap.model.vocabulary import Involvement, Power

if TYPE_CHECKING:
    from powermap.frames.levels import Level
    from powermap.model.playbook import Playbook

__all__ = ["roles"]

OUTPUT = ("role", "margin", "why_no_role")
"""The columns that `roles` adds."""


def roles(
    frame: Any,
    *,
    columns: Mapping[str, str] | None = None,
    scale: ScaleWords = None,
    playbook: Playbook | None = None,
    words: Words = None,
    prefix: str = "",
) -> Any:
    """The same frame with the role of each person, the margin, and why there is no role.

    Parameters
    ----------
    frame : data frame
        A row per person. Of Polars (also lazy), pandas, PyArrow, Dask, PySpark, Ibis,
        a relation of DuckDB, or whatever else narwhals knows. A lazy frame is not
        computed.
    columns : mapping of field to column, optional
        Which column is ``power`` and which ``involvement``, where their headers do not
        say so.
    scale : Scale, (low, high) or str, optional
        Of the scores, where the headers do not state it: ``"1..5"``; 0 to 10 when
        nothing is said.
    playbook : Playbook, optional
        Whose grid of roles and whose words to use; powermap's when not given.
    words : mapping of field to mapping of text to meaning, optional
        What texts mean that the readers do not know, or know otherwise; `inspect` gives
        those that depend on the rest of their column.
    prefix : str, default ""
        What the names of the new columns begin with.

    Returns
    -------
    data frame
        Of the same library with three more columns. ``role`` is the name of a role,
        null where it is not known. ``margin`` is the distance of the nearest score from
        the cutoff. ``why_no_role`` is null where there is a role, else
        ``power_unknown``, or the axis with ``_not_understood`` or ``_off_scale``.

    Raises
    ------
    FormatError
        When it is no frame, has no column of power, or has a column of these names.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.DataFrame({"Power": ["decider", "8/10", "?"], "Interest": [9, 1, 5]})
    >>> roles(people).select("role", "why_no_role").rows()
    [('owner', None), ('approver', None), (None, 'power_unknown')]

    Notes
    -----
    The answers are those of `classify`. A row that a reader would refuse gets no role
    and says why.
    """
    source = open_frame(
        frame,
        columns=columns,
        scale=scale,
        playbook=playbook,
        words=words,
        required=("power",),
    )
    names = {name: prefix + name for name in OUTPUT}
    source.refuse_columns(names.values())
    power = source.level("power")
    involvement = source.level("involvement")
    read = add_steps(source.frame, (power, involvement))
    answer = read.with_columns(
        **{
            names["role"]: role_of(source, power, involvement),
            names["margin"]: margin_of(source, power, involvement),
            names["why_no_role"]: why_no_role(power, involvement),
        }
    )
    return drop_helpers(answer).to_native()


def role_of(source: Source, power: Level, involvement: Level) -> Any:
    """The role by the grid of the playbook; null where it is not known."""
    import narwhals as nw

    by_half = {half: _role_in(source, half, involvement) for half in Power}
    lower = nw.when(power.lower).then(by_half[Power.INFLUENCER])
    return nw.when(power.upper).then(by_half[Power.DECIDER]).otherwise(lower)


def _role_in(source: Source, half: Power, involvement: Level) -> Any:
    """The role in one half of power; null where involvement is wrong."""
    import narwhals as nw

    role = {}
    for each in (*Involvement, None):
        role[each] = nw.lit(source.playbook.role_grid[half, each].value)
    unknown = nw.when(involvement.missing).then(role[None])
    low = nw.when(involvement.lower).then(role[Involvement.LOW]).otherwise(unknown)
    return nw.when(involvement.upper).then(role[Involvement.HIGH]).otherwise(low)


def margin_of(source: Source, power: Level, involvement: Level) -> Any:
    """The distance of the nearest score from the cutoff."""
    import narwhals as nw

    # A float, since unsigned numbers know nothing below zero.
    middle = float(source.scale.middle)
    first = (power.score - middle).abs()
    second = (involvement.score - middle).abs()
    # Not the least of both, which is null in some databases where one of them is.
    is_second = first.is_null() | (second < first)
    nearest = nw.when(is_second).then(second).otherwise(first)
    nothing = nw.lit(None, dtype=nw.Float64)
    is_wrong = nw.when(power.wrong | involvement.wrong).then(nothing)
    return is_wrong.otherwise(nearest.cast(nw.Float64))


def why_no_role(power: Level, involvement: Level) -> Any:
    """Why the role of a row is not known; null where it is."""
    import narwhals as nw

    why: Any = nw.when(power.missing).then(nw.lit("power_unknown"))
    for name, level in (("involvement", involvement), ("power", power)):
        beyond = nw.when(level.beyond).then(nw.lit(f"{name}_off_scale"))
        why = beyond.otherwise(why)
        if level.misread is not None:
            misread = nw.when(level.misread).then(nw.lit(f"{name}_not_understood"))
            why = misread.otherwise(why)
    return why
