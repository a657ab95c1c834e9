"""Which people and ties the influence graph draws, and which of them stand out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from powermap.errors import ModelError, Note
from powermap.language import Quoted, Reason
from powermap.language.refusals import not_allowed
from powermap.model import BuyingCenter, Tie, TieKind, parse
from powermap.notes import warn
from powermap.scene.marks import Point
from powermap.views.influence.component import (
    HEADED,
    NumberedTie,
    influence_direction,
)
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.network import Loss
    from powermap.scene.layout.row_memory import RowMemory
    from powermap.views.page_size import SizeOption

DIRECTIONS = ("down", "right")
"""Which way lines run from those with more power."""
HEIGHTS = ("power",)
"""What height means everywhere; when nothing is asked, along ties only."""
AMOUNTS = ("all", "strongest")
"""How many ties are drawn; when nothing is asked, the number of lines decides."""
CALLER = 8
"""Frames between a warning here and the caller of `powermap.influence`."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for; see `powermap.influence`."""

    kinds: Iterable[TieKind | str] | None = None
    departments: bool = False
    organizations: bool = False
    direction: str = "down"
    around: str | None = None
    steps: int = 1
    emphasis: Iterable[str] | None = None
    losses: Iterable[Loss] | None = None
    path: Iterable[str] = ()
    apart: bool = True
    ties: str | None = None
    everybody: bool = False
    size: SizeOption | None = None
    height: str | None = None
    earlier: Mapping[str, Point] = field(default_factory=dict)
    places_of: Judgment | None = None
    row_memory: RowMemory | None = None
    """Orders of rows that were found already, where several layouts are tried."""
    page: Page = STANDARD

    @property
    def sideways(self) -> bool:
        """Whether lines run from left to right."""
        return self.direction == "right"


@dataclass(frozen=True, slots=True)
class Choice:
    """The people and ties to draw.

    Attributes
    ----------
    center : BuyingCenter
        The people to draw.
    ties : tuple of (number, Tie)
        The ties to draw, with their number in the whole buying center.
    emphasized : frozenset of str or None
        Ids of those who stand out; None when nobody fades.
    path : tuple of str
        Ids from person to person.
    marked : mapping of id to str, or None
        Those whose loss cuts us off from decision makers, with what is lost; None when
        that is not asked.
    around : str or None
        Name of the person whose neighborhood is drawn.
    middle : str or None
        Id of that person.
    whole : BuyingCenter
        Everybody whom the options ask for; more than `center` when teams are folded.
    teams : mapping of id to tuple of str
        By card the ids of those who are counted with it instead of drawn.
    bundles : mapping of a tie's number to tuple of Tie
        The ties that a drawn one stands for, where these are others.
    left_out : mapping of id to tuple of (number, Tie)
        By card the ties on it that are not drawn.
    inner : mapping of id to tuple of Tie
        By card the ties among those who are counted with it.
    rest : frozenset of str
        Cards that stand for several people instead of one.
    stubs : frozenset of str
        Of the picture of a team those who only name where a tie leads to.
    """

    center: BuyingCenter
    ties: tuple[NumberedTie, ...]
    emphasized: frozenset[str] | None
    path: tuple[str, ...]
    around: str | None
    middle: str | None
    whole: BuyingCenter
    marked: Mapping[str, str] | None = None
    teams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bundles: Mapping[int, tuple[Tie, ...]] = field(default_factory=dict)
    left_out: Mapping[str, tuple[NumberedTie, ...]] = field(default_factory=dict)
    inner: Mapping[str, tuple[Tie, ...]] = field(default_factory=dict)
    rest: frozenset[str] = frozenset()
    stubs: frozenset[str] = frozenset()

    @property
    def named(self) -> tuple[str, ...]:
        """Ids of those whom the options name, who are always shown."""
        named = [*self.path, *sorted(self.emphasized or ())]
        if self.middle is not None:
            named.append(self.middle)
        return tuple(named)

    def ties_inside(self, number: int, tie: Tie) -> tuple[Tie, ...]:
        """The ties of the buying center that a drawn one stands for."""
        return self.bundles.get(number, (tie,))

    def is_faded(self, *ids: str) -> bool:
        """Whether one of these people does not stand out while others do."""
        if self.emphasized is None:
            return False
        return not self.emphasized.issuperset(ids)

    def is_on_path(self, tie: Tie) -> bool:
        """Whether a tie may carry influence from one person of the path to the next."""
        if tie.kind is TieKind.CONFLICTS_WITH:
            return False
        if tie.source not in self.path or tie.target not in self.path:
            return False
        first, second = influence_direction(tie)
        # Neighbors on the path only: a tie that skips somebody is another path and not
        # marked.
        distance = self.path.index(second) - self.path.index(first)
        # A tie without a head carries influence both ways.
        return distance == 1 or (distance == -1 and tie.kind not in HEADED)


def choose(center: BuyingCenter, options: Options) -> Choice:
    """The people and ties that the options ask for.

    Raises
    ------
    UnknownPersonError
        When nobody has an id or name that is passed.
    ModelError
        When another option is not allowed.
    """
    _check_word("direction", options.direction, DIRECTIONS)
    if options.ties is not None:
        _check_word("ties", options.ties, AMOUNTS)
    if options.height is not None:
        _check_word("height", options.height, HEIGHTS)
    ties = _ties_of_kinds(center, options.kinds)
    path = _ids(center, options.path)
    emphasis = None
    if options.emphasis is not None:
        emphasis = _ids(center, options.emphasis)
    if options.around is None:
        return _choice(center, ties, emphasis, path)
    middle = center.find(options.around)
    near = _neighborhood(middle.id, ties, options.steps)
    for option, ids in (("path", path), ("emphasis", emphasis or ())):
        for id in ids:
            _check_near(option, id, near, options)
    far = [person.id for person in center if person.id not in near]
    inner = [each for each in ties if near.issuperset((each[1].source, each[1].target))]
    return replace(
        _choice(center.without(*far), inner, emphasis, path),
        around=middle.name,
        middle=middle.id,
    )


def _choice(
    center: BuyingCenter,
    ties: Iterable[NumberedTie],
    emphasis: Sequence[str] | None,
    path: Sequence[str],
) -> Choice:
    emphasized = None
    if emphasis is not None:
        emphasized = frozenset(emphasis)
    return Choice(
        center,
        tuple(ties),
        emphasized,
        tuple(path),
        around=None,
        middle=None,
        whole=center,
    )


def _check_word(option: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ModelError(not_allowed(option, value, allowed))


def _ties_of_kinds(
    center: BuyingCenter, kinds: Iterable[TieKind | str] | None
) -> list[NumberedTie]:
    wanted = set(TieKind)
    if kinds is not None:
        wanted = {parse(TieKind, kind) for kind in _as_list(kinds)}
    ties = []
    for number, tie in enumerate(center.ties):
        if tie.kind in wanted:
            ties.append((number, tie))
    return ties


def _ids(center: BuyingCenter, people: Iterable[str]) -> list[str]:
    ids = []
    for who in _as_list(people):
        person = center.find(who)
        ids.append(person.id)
    return ids


def _as_list(value: Iterable[str]) -> list[str]:
    """One value or several, since a single string is a likely mistake."""
    if isinstance(value, str):
        return [value]
    return list(value)


def _neighborhood(start: str, ties: Sequence[NumberedTie], steps: int) -> set[str]:
    """Everyone who is at most so many ties away, whatever way the ties go."""
    if not isinstance(steps, int) or isinstance(steps, bool) or steps < 0:
        raise ModelError(Reason("message.charts.steps", steps=Quoted(steps)))
    neighbors: defaultdict[str, set[str]] = defaultdict(set)
    for _, tie in ties:
        neighbors[tie.source].add(tie.target)
        # Both ways: who listens to the person belongs to the neighborhood as well.
        neighbors[tie.target].add(tie.source)
    reached = {start}
    newest = {start}
    for _ in range(steps):
        around = set[str]().union(*(neighbors[id] for id in newest))
        newest = around - reached
        if not newest:
            break
        reached |= newest
    return reached


def _check_near(option: str, id: str, near: set[str], options: Options) -> None:
    if id not in near:
        raise ModelError(
            Reason(
                "message.charts.not_near",
                option=option,
                person=Quoted(id),
                steps=options.steps,
                around=options.around,
            )
        )


def warn_of_gaps(choice: Choice, names: Mapping[str, str]) -> None:
    """Warn of steps of the path that no drawn tie makes, since they are drawn too."""
    joined = set()
    for _, tie in choice.ties:
        if choice.is_on_path(tie):
            joined.add(frozenset(influence_direction(tie)))
    for source, target in pairwise(choice.path):
        if frozenset((source, target)) not in joined:
            reason = Reason(
                "influence.no_tie", source=names[source], target=names[target]
            )
            warn(Note(reason), stacklevel=CALLER)
