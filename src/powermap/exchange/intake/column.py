"""A column of a table on its way to its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field as computed

from powermap.exchange.crm.columns import CrmColumn
from powermap.exchange.intake.headers import Certainty, Meaning
from powermap.exchange.intake.values.cells import CellOf
from powermap.language import Reason
from powermap.model.fields import Field

__all__ = ["Column"]


@dataclass(slots=True)
class Column:
    """A column of a table, with what it means.

    Attributes
    ----------
    place : int
        From 0, in the table.
    title : str
        As the file has it; ``column 3`` where it has no header.
    cells : list of CellOf
        Its cells that are not empty.
    fields : tuple of Field
        What it means: nothing when it is kept as a custom field, several when its
        cells say several things.
    certainty : Certainty or None
        How sure the header is.
    scale : tuple of float or None
        The scale that the header states.
    rule : CrmColumn or None
        What the mapping says of it.
    is_ignored : bool
        Whether it is left out, as a mapping asks or because powermap computes it.
    is_custom : bool
        Whether its header says that it is a custom field.
    why_ignored : Reason or None
        Why it is left out, where no mapping says so.
    why_kept : Reason or None
        Why it does not mean what its header suggests, or has another name.
    """

    place: int
    title: str
    cells: list[CellOf]
    meanings: list[Meaning] = computed(default_factory=list)
    fields: tuple[Field, ...] = ()
    certainty: Certainty | None = None
    scale: tuple[float, float] | None = None
    rule: CrmColumn | None = None
    is_ignored: bool = False
    is_custom: bool = False
    why_ignored: Reason | None = None
    why_kept: Reason | None = None

    @property
    def field(self) -> Field | None:
        """The only field that it means."""
        return self.fields[0] if len(self.fields) == 1 else None

    def leave_out(self, says_unknown: Callable[[str], bool]) -> None:
        """Take out the cells that say that it is not known."""
        cells = [cell for cell in self.cells if not says_unknown(str(cell.raw))]
        self.cells = cells

    def take(self, meaning: Meaning) -> None:
        """Let the column mean something."""
        self.fields = meaning.fields
        self.certainty = meaning.certainty
        self.scale = meaning.scale
