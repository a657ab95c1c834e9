"""Findings about ties that are counts over an account: a join to both ends, then sums.

Each says of joined rows what the rule of its code in `powermap.judgment.findings` says
of a buying center; a property test compares them account by account.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from powermap.errors import FormatError
from powermap.exchange.glossary import glossary_of
from powermap.exchange.intake.edges import EdgeKind
from powermap.frames.people import People, as_number, surely
from powermap.frames.source import as_frame, column_of_tie
from powermap.frames.spellings import Known, spellings
from powermap.frames.staging import HELPER, Frame, add_steps
from powermap.frames.words import Word, read_word
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Quoted, Reason
from powermap.model import Contact, Role, Stance, TieKind
from powermap.model.field_names import FieldName
from powermap.network.links import INFLUENCE

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = ["TIE_RULES", "Ties", "open_ties"]

_ACCOUNT = f"{HELPER}account"
_SOURCE = f"{HELPER}source"
_TARGET = f"{HELPER}target"
_KEY = f"{HELPER}person"
_FACTS = ("decides", "friendly", "overlooked", "stops", "owns", "present")
"""What is asked of either end of a tie, as 0 or 1."""


@dataclass(frozen=True)
class Ties:
    """Ties with what is known of both ends.

    Attributes
    ----------
    rows : frame of narwhals
        The account, both ends, the kind, and facts of each end.
    kind : Word
        How the kind is read.
    account : str
        The column with the account.
    playbook : Playbook
        Whose weights say in which direction a kind of tie carries.
    """

    rows: Frame
    kind: Word
    account: str
    playbook: Playbook

    @property
    def influence(self) -> Frame:
        """Who influences whom: a row for each direction, as `links` has them.

        Its columns are the account, the person who hears, whether that person decides,
        whether the other one is friendly or overlooked, and whether a tie says so
        outright, and no line of a chart.
        """
        import narwhals as nw

        weights = self.playbook.tie_weights
        there = {kind for kind in INFLUENCE if weights[kind][0] > 0}
        back = {kind for kind in INFLUENCE if weights[kind][1] > 0}
        # A boss influences a report; a friend or a contact need not.
        if weights[TieKind.REPORTS_TO][1] > 0:
            back.add(TieKind.REPORTS_TO)
        return nw.concat(
            [
                self._direction(there, "source", "target"),
                self._direction(back, "target", "source"),
            ]
        )

    def _direction(self, kinds: set[TieKind], first: str, second: str) -> Frame:
        import narwhals as nw

        is_stated = as_number(self._is_of(set(INFLUENCE)))
        rows = self.rows.filter(self._is_of(kinds))
        return rows.select(
            **{
                _ACCOUNT: nw.col(self.account),
                "hearer": nw.col(f"{HELPER}{second}"),
                "decides": _fact(second, "decides"),
                "friendly": _fact(first, "friendly"),
                "overlooked": _fact(first, "overlooked") * is_stated,
            }
        )

    def _is_of(self, kinds: set[TieKind]) -> Any:
        names = [each.value for each in kinds]
        names += [name + _TURNED for name in names]
        kind = self.kind.code.is_in(names)
        # A tie without a kind influences, as in a file.
        return kind | self.kind.missing if TieKind.INFLUENCES in kinds else kind

    @property
    def conflicts(self) -> Frame:
        """Conflicts of an owner with somebody who can stop the purchase, as pairs."""
        import narwhals as nw

        is_owned = (_fact("source", "owns") + _fact("target", "owns")) > 0
        can_stop = (_fact("source", "stops") + _fact("target", "stops")) == _BOTH
        is_conflict = self._is_of({TieKind.CONFLICTS_WITH}) & is_owned & can_stop
        source, target = nw.col(_SOURCE), nw.col(_TARGET)
        is_sorted = source <= target
        return self.rows.filter(surely(is_conflict)).select(
            **{
                _ACCOUNT: nw.col(self.account),
                "first": nw.when(is_sorted).then(source).otherwise(target),
                "second": nw.when(is_sorted).then(target).otherwise(source),
            }
        )

    @property
    def wrong(self) -> Frame:
        """How many ties of each account are not understood, or join nobody."""
        import narwhals as nw

        is_whole = (_fact("source", "present") + _fact("target", "present")) == _BOTH
        is_wrong = (
            self.kind.wrong | ~is_whole | surely(nw.col(_SOURCE) == nw.col(_TARGET))
        )
        rows = self.rows.select(
            **{_ACCOUNT: nw.col(self.account), "wrong": as_number(is_wrong)}
        )
        return rows.group_by(_ACCOUNT).agg(number=nw.col("wrong").sum())


_BOTH = 2
_TURNED = "_turned"
"""Behind a kind that runs from the second person to the first."""


def _fact(end: str, name: str) -> Any:
    """A fact about one end of a tie; an end that is nobody has none."""
    import narwhals as nw

    return nw.col(f"{HELPER}{end}_{name}")


def _count_isolated(ties: Ties) -> Frame:
    """Decision makers who hear people, and nobody who is for us or neutral."""
    import narwhals as nw

    heard = ties.influence.filter(nw.col("decides") > 0)
    by_hearer = heard.group_by(_ACCOUNT, "hearer").agg(friends=nw.col("friendly").sum())
    return _count(by_hearer.filter(nw.col("friends") == 0))


def _count_conflicts(ties: Ties) -> Frame:
    import narwhals as nw

    pairs = ties.conflicts.with_columns(one=nw.lit(1))
    return _count(pairs.group_by(_ACCOUNT, "first", "second").agg(nw.col("one").sum()))


def _find_overlooked(ties: Ties) -> Frame:
    """One finding where somebody is overlooked whom a decision maker hears."""
    import narwhals as nw

    said = ties.influence.filter((nw.col("decides") > 0) & (nw.col("overlooked") > 0))
    return said.group_by(_ACCOUNT).agg(number=nw.col("overlooked").max())


def _count(rows: Frame) -> Frame:
    import narwhals as nw

    ones = rows.select(**{_ACCOUNT: nw.col(_ACCOUNT), "one": nw.lit(1)})
    return ones.group_by(_ACCOUNT).agg(number=nw.col("one").sum())


TIE_RULES: Mapping[str, Callable[[Ties], Frame]] = FrozenMapping(
    {
        "PM308": _count_isolated,
        "PM310": _count_conflicts,
        "PM318": _find_overlooked,
    }
)
"""The rules of the codes that need who influences whom, or who is in conflict."""


def open_ties(native: Any, people: People, account: str) -> Ties:
    """The ties of a frame, joined with the people at both ends.

    Raises
    ------
    FormatError
        When it is no frame, is one of another library than the people, or lacks the
        account, the source or the target.
    """
    import narwhals as nw

    frame = as_frame(native)
    _refuse_other_library(frame, people.source.frame)
    columns = list(frame.collect_schema().names())
    if account not in columns:
        raise FormatError(
            Reason(
                "message.frames.no_such_column",
                column=Quoted(account),
                columns=Listed([Quoted(name) for name in columns], most=10),
            )
        )
    playbook = people.source.playbook
    glossary = glossary_of(playbook)
    found = {}
    for field in ("source", "target", "kind"):
        found[field] = column_of_tie(field, columns, glossary)
    kind = read_word("tie_kind", found["kind"], _kinds(playbook))
    source = _as_text(_required(found, "source", columns))
    target = _as_text(_required(found, "target", columns))
    is_turned = kind.code.is_in([each.value + _TURNED for each in TieKind])
    ends = {
        _SOURCE: nw.when(is_turned).then(target).otherwise(source),
        _TARGET: nw.when(is_turned).then(source).otherwise(target),
    }
    rows = add_steps(frame, (kind,)).with_columns(**ends)
    rows = rows.select(account, _SOURCE, _TARGET, kind.code)
    facts = _facts_of(people, account)
    for end in ("source", "target"):
        renamed = {name: f"{HELPER}{end}_{name}" for name in _FACTS}
        renamed |= {_KEY: f"{HELPER}{end}_key", _ACCOUNT: f"{HELPER}{end}_account"}
        rows = rows.join(
            facts.rename(renamed),
            how="left",
            left_on=[account, f"{HELPER}{end}"],
            right_on=[f"{HELPER}{end}_account", f"{HELPER}{end}_key"],
        )
        filled = {}
        for name in _FACTS:
            filled[f"{HELPER}{end}_{name}"] = _fact(end, name).fill_null(0)
        rows = rows.with_columns(**filled)
    return Ties(rows, kind, account, playbook)


def _kinds(playbook: Playbook) -> Known:
    """The spellings of each kind; "manages" is "reports to", turned."""
    known: dict[object, tuple[str, ...]] = {}
    for meaning, keys in spellings("kind", playbook, "ties").items():
        if isinstance(meaning, EdgeKind):
            known[meaning.kind.value + _TURNED * meaning.turned] = keys
        else:
            known[meaning] = keys
    return known


def _refuse_other_library(ties: Frame, people: Frame) -> None:
    import narwhals as nw

    names = [
        f"{each.implementation.name.lower()}{' (lazy)' * isinstance(each, nw.LazyFrame)}"
        for each in (ties, people)
    ]
    if names[0] != names[1]:
        raise FormatError(
            Reason("message.frames.other_library", ties=names[0], people=names[1])
        )


def _required(found: Mapping[str, str | None], field: str, columns: list[str]) -> str:
    column = found[field]
    if column is None:
        raise FormatError(
            Reason(
                "message.frames.no_column_of_tie",
                field=FieldName("ties", field),
                columns=Listed([Quoted(name) for name in columns], most=10),
            )
        )
    return column


def _as_text(column: str) -> Any:
    """What names a person, as a text without spaces at its ends."""
    import narwhals as nw

    return nw.col(column).cast(nw.String).str.strip_chars()


def _facts_of(people: People, account: str) -> Frame:
    """A row for each person: the account, the id or name, and what rules ask."""
    import narwhals as nw

    columns = people.source.columns
    key = columns.get("id") or columns.get("name")
    if key is None:
        raise FormatError(
            Reason(
                "message.frames.no_person_of_tie",
                columns=Listed(
                    [Quoted(name) for name in people.source.dtypes], most=10
                ),
            )
        )
    is_known = people.stance.one_of(Stance)
    is_open = ~people.is_key & ~people.cover.yes & ~people.is_against_us
    is_hardly_known = ~is_known | people.contact.one_of({Contact.NONE})
    facts = {
        "decides": people.decides,
        "friendly": is_known & ~people.is_against_us,
        "overlooked": is_open & is_hardly_known,
        "stops": people.is_key | people.can_block,
        "owns": people.role == Role.OWNER.value,
        "present": nw.lit(True),
    }
    numbers = {name: as_number(fact) for name, fact in facts.items()}
    rows = people.read().select(
        **{_ACCOUNT: nw.col(account), _KEY: _as_text(key), **numbers}
    )
    # Two rows of one id are one person, who has whatever either of them has.
    return rows.group_by(_ACCOUNT, _KEY).agg(
        **{name: nw.col(name).max() for name in _FACTS}
    )
