"""What stands in a cell in place of a value."""

from __future__ import annotations

from dataclasses import dataclass

from powermap.errors import ModelError, shown


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An error such as ``#DIV/0!``, or a formula whose value the file does not hold."""

    written: str
    formula: bool = False

    def __str__(self) -> str:
        return self.written

    def refuse(self) -> ModelError:
        """Why the cell says nothing, and what to do."""
        what = shown(self.written)
        if self.formula:
            return ModelError(
                f"{what} is a formula without a saved value; "
                "open and save it in a spreadsheet program, or write the value"
            )
        return ModelError(
            f"{what} is an error in place of a value; "
            "correct the formula, or clear the cell"
        )
