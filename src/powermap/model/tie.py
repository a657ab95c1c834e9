"""What joins two people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import model_validator

from powermap.errors import ModelError
from powermap.language import Quoted, Reason
from powermap.model.custom import Custom, CustomOfTie, CustomValue
from powermap.model.entry import Id, Line, OptionalNumber, Prose, parse_word
from powermap.model.record import Record
from powermap.model.vocabulary import TieKind


class Tie(Record):
    """What joins two people, named by their ids.

    Parameters
    ----------
    source, target : str
        Ids of the two people. ``influences``: the source influences the target;
        ``listens_to``: the source listens to the target; ``reports_to``: the
        target is the source's boss.
    kind : TieKind or str, default "influences"
        reports_to, dotted_to, influences, listens_to, talks_to, conflicts_with,
        friend_of; the last two go both ways.
    strength : float, optional
        Above 0; how strong, or for ``talks_to`` how much.
    said_by : str, optional
        Who told us: id or name of somebody here, or anybody else.
    note : str, optional
        Free text.
    custom : mapping of str to str, number, bool or date
        Fields beside powermap's own.

    Raises
    ------
    ModelError
        When a tie joins somebody with themselves or a value is not allowed.

    Examples
    --------
    >>> Tie("ben-ode", "ana-ruiz", kind="影响", strength=3).kind
    <TieKind.INFLUENCES: 'influences'>
    """

    source: Id
    target: Id
    kind: Annotated[TieKind, parse_word(TieKind)] = TieKind.INFLUENCES
    strength: OptionalNumber = None
    said_by: Line = None
    note: Prose = None
    custom: CustomOfTie = Custom()

    def __init__(
        self,
        source: str,
        target: str,
        kind: TieKind | str = "influences",
        strength: float | None = None,
        note: str | None = None,
        *,
        said_by: str | None = None,
        custom: Mapping[str, CustomValue] | None = None,
    ) -> None:
        super().__init__(
            source=source,
            target=target,
            kind=kind,
            strength=strength,
            said_by=said_by,
            note=note,
            custom=custom,
        )

    @model_validator(mode="after")
    def _check_ends_and_strength(self) -> Tie:
        if self.source == self.target:
            raise ModelError(
                Reason("message.model.tied_to_themselves", person=Quoted(self.source))
            )
        # Estimates weigh a tie by its strength; "no influence" is the absence of a tie.
        if self.strength is not None and self.strength <= 0:
            raise ModelError(Reason("message.model.strength", strength=self.strength))
        return self
