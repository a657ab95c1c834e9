"""What is missing or risky in each account of a frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from powermap.errors import ModelError
from powermap.exchange.options import ScaleWords
from powermap.frames.people import People
from powermap.frames.rules import RULES, Ask, ColumnRule
from powermap.frames.said_words import Words
from powermap.frames.source import open_frame
from powermap.frames.staging import HELPER, Frame
from powermap.frames.sums import PEOPLE, account_column, sum_by_account, total
from powermap.frames.ties import TIE_RULES, Ties, open_ties
from powermap.judgment.findings.codes import choose_kinds
from powermap.judgment.judge import judge
from powermap.language import Listed, Reason
from powermap.model import BuyingCenter, Role, parse
from powermap.model.playbook import FindingKind, Playbook, Severity
from powermap.model.playbook.defaults import finding_kinds
from powermap.model.record import parse_date

__all__ = [
    "COLUMN_CODES",
    "TIE_CODES",
    "WRONG",
    "Wanted",
    "choose_codes",
    "count_findings",
    "findings",
]

COLUMN_CODES: tuple[str, ...] = tuple(RULES)
"""The codes that columns of people can tell."""
TIE_CODES: tuple[str, ...] = tuple(TIE_RULES)
"""The codes that a frame of ties tells in addition."""
Wanted = Iterable[Role | str]
WRONG = "not_understood"
"""The column with the number of values that are not understood or off the scale."""


def findings(
    frame: Any,
    account: str = "account_id",
    *,
    ties: Any = None,
    select: str | Iterable[str] | None = None,
    ignore: str | Iterable[str] | None = None,
    columns: Mapping[str, str] | None = None,
    scale: ScaleWords = None,
    wanted_roles: Wanted = (),
    today: date | str | None = None,
    as_of: date | str | None = None,
    playbook: Playbook | None = None,
    words: Words = None,
) -> Any:
    """How many findings of each kind every account has: a row per account.

    Parameters
    ----------
    frame : data frame
        A row per person, with a column that says whose people they are. Columns that
        it lacks are facts that are not known, as in a file.
    account : str, default "account_id"
        The column with the account.
    ties : data frame, optional
        A row per tie, of the same library: the account, ``source``, ``target`` and
        ``kind``. The ends are named as in the column ``id`` of the people or, where
        there is none, as in ``name``.
    select, ignore : str or iterable of str, optional
        Codes, or beginnings of codes as PM1, as `check` takes them.
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
        Of the same library: the account, ``people``, a column per code with the number
        of its findings, then ``serious``, ``warning`` and ``info``, and
        ``not_understood``: how many values no reader understands, or are off the scale,
        and how many ties join nobody of the account. They count as unknown.

    Raises
    ------
    FormatError
        When it is no frame, or has no column for the account.
    ModelError
        On a code that does not exist, or that columns cannot tell.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.DataFrame(
    ...     {"account_id": [1, 1, 2], "power": [8, 2, 3], "stance": ["enemy", None, None]}
    ... )
    >>> findings(people, select=["PM102", "PM303"]).sort("account_id").rows()
    [(1, 2, 0, 1, 0, 1, 0, 0), (2, 1, 1, 0, 1, 0, 0, 0)]

    Notes
    -----
    The numbers are those of `check` on each account. `COLUMN_CODES` lists the codes that
    people alone can tell, `TIE_CODES` those that `ties` adds. The others are no sums and
    counts of these rows; read the accounts with `from_frame` and `check` them:

    - chains of ties of any length and estimates: PM107, PM205, PM305, PM309;
    - the plan with its actions, goals, answers, rivals and pipeline: PM314 to PM317,
      PM319, PM407, PM408, PM410, PM501 to PM507;
    - several claims about one person: PM411, PM412;
    - titles, which are read word by word: PM413;
    - an account without people, which has no row here: PM101.
    """
    source = open_frame(
        frame, columns=columns, scale=scale, playbook=playbook, words=words
    )
    people = People(source, parse_date(today), parse_date(as_of))
    name = account_column(source, account)
    joined = None if ties is None else open_ties(ties, people, name)
    kinds = choose_codes(source.playbook, select, ignore, with_ties=ties is not None)
    wanted = tuple(dict.fromkeys(parse(Role, each) for each in wanted_roles))
    found = count_findings(people, name, kinds, wanted, ties=joined)
    return found.select(name, PEOPLE, *kinds, *_severity_names(), WRONG).to_native()


def count_findings(
    people: People,
    account: str,
    kinds: Mapping[str, FindingKind],
    wanted: tuple[Role, ...] = (),
    counted: Mapping[str, Any] | None = None,
    sums: Mapping[str, Any] | None = None,
    latest: Mapping[str, Any] | None = None,
    ties: Ties | None = None,
) -> Frame:
    """A row per account with the number of findings by code and by severity."""
    import narwhals as nw

    ask = Ask(people, wanted, kinds)
    by_people = [code for code in kinds if code in RULES]
    conditions = dict(counted or {})
    for code in by_people:
        conditions.update(RULES[code].counts(ask))
    added = {WRONG: people.wrong_values.cast(nw.Int64), **(sums or {})}
    rows = sum_by_account(people, account, conditions, added, latest)
    hits = {code: RULES[code].hits(ask).cast(nw.Int64) for code in by_people}
    wrong = total(WRONG)
    if ties is not None:
        rows = _with_ties(rows, ties, account, kinds)
        wrong = wrong + nw.col(WRONG)
    counts = {PEOPLE: total(PEOPLE), WRONG: wrong.cast(nw.Int64), **hits}
    return rows.with_columns(**counts).with_columns(**_by_severity(ask))


def _with_ties(
    rows: Frame, ties: Ties, account: str, kinds: Mapping[str, FindingKind]
) -> Frame:
    """The rows of accounts with the findings about their ties."""
    import narwhals as nw

    added = {WRONG: ties.wrong}
    for code in TIE_CODES:
        if code in kinds:
            added[code] = TIE_RULES[code](ties)
    for name, counts in added.items():
        # Not the name of the caller's column, which a join would write twice.
        of_account = f"{HELPER}account_{name}"
        numbers = counts.select(
            **{of_account: nw.col(f"{HELPER}account"), name: nw.col("number")}
        )
        rows = rows.join(
            numbers, how="left", left_on=account, right_on=of_account
        ).with_columns(**{name: nw.col(name).fill_null(0).cast(nw.Int64)})
    return rows


def _severity_names() -> list[str]:
    return [severity.value for severity in reversed(Severity)]


def _by_severity(ask: Ask) -> Mapping[str, Any]:
    """How many findings of each severity an account has."""
    import narwhals as nw

    numbers: dict[str, Any] = {name: nw.lit(0) for name in _severity_names()}
    for code, kind in ask.kinds.items():
        rule = RULES.get(code, _PLAIN)
        usual = nw.col(code)
        if rule.severity is not None and rule.when is not None and _is_own(kind):
            other = nw.when(rule.when(ask)).then(usual).otherwise(nw.lit(0))
            numbers[rule.severity.value] = numbers[rule.severity.value] + other
            usual = usual - other
        numbers[kind.severity.value] = numbers[kind.severity.value] + usual
    return {name: number.cast(nw.Int64) for name, number in numbers.items()}


_PLAIN = ColumnRule(lambda _: {}, lambda _: None)
"""A rule whose findings all have the severity of their kind."""


def _is_own(kind: FindingKind) -> bool:
    """Whether the severity is powermap's; one that a company chose always stands."""
    own = finding_kinds().get(kind.code)
    return own is not None and own.severity is kind.severity


def choose_codes(
    playbook: Playbook,
    select: str | Iterable[str] | None = None,
    ignore: str | Iterable[str] | None = None,
    *,
    with_ties: bool = False,
) -> dict[str, FindingKind]:
    """The kinds that are looked for and that columns can tell."""
    allowed = (*COLUMN_CODES, *TIE_CODES) if with_ties else COLUMN_CODES
    nobody = judge(BuyingCenter("frame"), playbook=playbook)
    kinds = choose_kinds(nobody, select, ignore)
    # A company's own rule is a function of a judgment, which no engine can call.
    chosen = {
        kind.code: kind for kind in kinds if kind.code in allowed and kind.rule is None
    }
    if not chosen:
        codes = [kind.code for kind in kinds]
        raise ModelError(
            Reason(
                "message.frames.no_codes",
                codes=Listed(codes, most=10),
                allowed=Listed(allowed),
            )
        )
    return chosen
