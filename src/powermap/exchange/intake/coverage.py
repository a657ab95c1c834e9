"""Who of our team covers a person: names in "Covered by", checked against the team."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from powermap.errors import Note
from powermap.exchange.intake.names import is_whole_name
from powermap.exchange.intake.row_lists import list_names
from powermap.exchange.intake.spelling import nearly_same
from powermap.exchange.intake.values.cells import ColumnPlace
from powermap.exchange.intake.values.lists import split_list
from powermap.exchange.people_register import Register, fold_name
from powermap.exchange.tables.long_text import LONG
from powermap.language import Reason

__all__ = ["check_coverage", "known_names"]

_COMPARISONS = 20_000
"""Names and members of the team that are compared to find typos."""


def known_names(
    texts: Iterable[str], team: Sequence[str] = ()
) -> Callable[[str], bool]:
    """Which entries of a column are a person, so that a comma between two separates.

    These are members of the team however they are spelled, whoever stands alone in
    another cell, and entries of a first and a family name.

    Examples
    --------
    >>> knows = known_names(["Kim, Lee", "Lee", "Berg, Kim"], ["Kim Berg"])
    >>> [knows(each) for each in ("Lee", "Berg, Kim", "Kim Berg", "Ana Ruiz", "Ruiz")]
    [True, True, True, True, False]
    """
    members = Register(team, team)
    alone = set()
    for text in texts:
        for entry in split_list(text):
            if "," not in entry and "，" not in entry:
                alone.add(fold_name(entry))

    def knows(name: str) -> bool:
        if len(name) > LONG:
            return False
        if members.called(name) or fold_name(name) in alone:
            return True
        return is_whole_name(name)

    return knows


def check_coverage(
    covered: Mapping[int, Iterable[str]], team: Sequence[str], place: ColumnPlace
) -> tuple[dict[int, tuple[str, ...]], list[Note]]:
    """Names as the team has them, with a note of those who are probably misspelled.

    Parameters
    ----------
    covered : mapping of row to names
        The column, as it was read.
    team : sequence of str
        Names of the team; without any, nothing is checked.
    place : ColumnPlace
        Where the column stands.

    Examples
    --------
    >>> place = ColumnPlace("deal.xlsx", "People", "Covered by")
    >>> cells, notes = check_coverage({2: ["Berg, Kim", "Kym Berg"]}, ["Kim Berg"], place)
    >>> cells
    {2: ('Kim Berg', 'Kym Berg')}
    >>> print(notes[0].message)
    1 name is not on the team: 'Kym Berg' (row 2; did you mean 'Kim Berg'?)
    """
    members = Register(team, team)
    slips = _Slips(team)
    result = {}
    strangers: dict[str, list[int]] = {}
    for row, names in covered.items():
        entries = []
        for name in names:
            places = members.called(name)
            if len(places) == 1:
                own = team[places[0]]
                # Another spelling of the same letters is left as its writer has it.
                is_same = fold_name(own) == fold_name(name)
                entries.append(name if is_same else own)
                continue
            entries.append(name)
            # A partner may cover a person too: told is only what may be a slip.
            if slips.of(name) is not None:
                strangers.setdefault(name, []).append(row)
        result[row] = tuple(dict.fromkeys(entries))
    if not strangers:
        return result, []
    near = {}
    for name in strangers:
        member = slips.of(name)
        if member is not None:
            near[name] = member
    message = Reason(
        "message.people.strangers",
        count=len(strangers),
        names=list_names(strangers, near),
    )
    return result, [place.note(message)]


class _Slips:
    """Finds the member of the team whose name is misspelled by a letter or two."""

    def __init__(self, team: Sequence[str]) -> None:
        self._members = {"".join(member.split()): member for member in team}
        self._known: dict[str, str | None] = {}
        self._left = _COMPARISONS

    def of(self, name: str) -> str | None:
        """The member who is probably meant; None when the name is another one."""
        if name not in self._known:
            self._known[name] = self._look_for(name)
        return self._known[name]

    def _look_for(self, name: str) -> str | None:
        self._left -= len(self._members)
        if self._left < 0:
            return None
        near = nearly_same("".join(name.split()), self._members)
        return None if near is None else self._members[near]
