"""What stands in a cell in place of a value."""

from __future__ import annotations

from dataclasses import dataclass

from powermap.errors import ModelError
from powermap.language import Quoted, Reason


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An error such as ``#DIV/0!``, or a formula whose value the file does not hold."""

    written: str
    formula: bool = False

    def __str__(self) -> str:
        return self.written

    def refuse(self) -> ModelError:
        """Why the cell says nothing, and what to do."""
        fault = "formula" if self.formula else "cell_error"
        return ModelError(Reason(f"message.plan.{fault}", cell=Quoted(self.written)))
