"""One row for each account of a frame: what a sales manager looks at first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from powermap.exchange.options import ScaleWords
from powermap.frames.account_findings import WRONG, Wanted, choose_codes, count_findings
from powermap.frames.account_support import support_of, support_sums
from powermap.frames.people import People
from powermap.frames.row_coverage import has_gap
from powermap.frames.said_words import Words
from powermap.frames.source import open_frame
from powermap.frames.sums import PEOPLE, account_column, facts_named, total
from powermap.frames.ties import open_ties
from powermap.model import Role, parse
from powermap.model.record import parse_date

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = ["portfolio"]

ROLES = tuple(f"role_{role.value}" for role in Role)
COUNTS = (
    *ROLES,
    "role_unknown",
    "deciders",
    "deciders_covered",
    "deciders_known",
    "deciders_with_us",
    "deciders_against_us",
)


def portfolio(
    frame: Any,
    account: str = "account_id",
    *,
    ties: Any = None,
    columns: Mapping[str, str] | None = None,
    scale: ScaleWords = None,
    wanted_roles: Wanted = (),
    today: date | str | None = None,
    as_of: date | str | None = None,
    playbook: Playbook | None = None,
    words: Words = None,
) -> Any:
    """A row per account: roles, deciders, support, gaps and findings.

    Parameters
    ----------
    frame : data frame
        A row per person, with a column that says whose people they are. Columns that
        it lacks are facts that are not known.
    account : str, default "account_id"
        The column with the account.
    ties : data frame, optional
        A row per tie, as `findings` takes them.
    columns : mapping of field to column, optional
        Which column holds which field, where its header does not say so.
    scale : Scale, (low, high) or str, optional
        Of the scores, where the headers do not state it.
    wanted_roles : iterable of Role or str
        Roles that every account needs somebody for.
    today : date or ISO str, optional
        For what is stale or in the future; `as_of` when not given.
    as_of : date or ISO str, optional
        The day of people without one of their own.
    playbook : Playbook, optional
        Whose tables, limits and words hold.
    words : mapping of field to mapping of text to meaning, optional
        What texts mean that the readers do not know, or know otherwise; `inspect` gives
        those that depend on the rest of their column.

    Returns
    -------
    data frame
        Of the same library: the account, ``people``, the number of people in each role
        and without one; how many decide, and of these how many somebody of ours covers,
        how many we know well, and how many are with us and against us; ``support`` as
        in `support`; ``single_thread``, whether we know one person only; ``gaps``, as in
        `coverage`; the numbers of findings by severity; ``not_understood``; and
        ``last_evidence``, the latest day of a judgment where the frame has days.

    Raises
    ------
    FormatError
        When it is no frame, or has no column for the account.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.DataFrame(
    ...     {"account_id": [1, 1, 2], "power": [8, 2, 3], "stance": ["enemy", None, None]}
    ... )
    >>> answer = portfolio(people).sort("account_id")
    >>> answer.select("account_id", "people", "deciders", "serious").rows()
    [(1, 2, 1, 2), (2, 1, 0, 2)]
    """
    source = open_frame(
        frame, columns=columns, scale=scale, playbook=playbook, words=words
    )
    people = People(source, parse_date(today), parse_date(as_of))
    name = account_column(source, account)
    wanted = tuple(dict.fromkeys(parse(Role, each) for each in wanted_roles))
    counted = facts_named(people, (*COUNTS, "stances"))
    counted["gaps"] = has_gap(people)
    rows = count_findings(
        people,
        name,
        choose_codes(source.playbook, with_ties=ties is not None),
        wanted,
        counted,
        support_sums(people),
        _days(people),
        None if ties is None else open_ties(ties, people, name),
    )
    answer = {count: total(count) for count in (*COUNTS, "gaps")}
    rows = rows.with_columns(
        **answer, support=support_of(), single_thread=_is_single(rows)
    )
    order = [name, PEOPLE, *COUNTS, "support", "single_thread", "gaps"]
    order += ["serious", "warning", "info", WRONG]
    if people.day.value is not None:
        rows = rows.with_columns(last_evidence=total("day"))
        order.append("last_evidence")
    return rows.select(*order).to_native()


def _days(people: People) -> Mapping[str, Any]:
    return {} if people.day.value is None else {"day": people.day.value}


def _is_single(rows: Any) -> Any:
    """Whether we know one person only, as PM203 says."""
    import narwhals as nw

    if "PM203" not in rows.collect_schema().names():
        return nw.lit(False)
    return nw.col("PM203") > 0
