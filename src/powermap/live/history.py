"""A buying center and everything that was done to it, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from powermap.live.edits import Edit
from powermap.model import BuyingCenter


@dataclass(frozen=True, slots=True)
class History:
    """A buying center and its changes, each with the center after it.

    Examples
    --------
    >>> from powermap.live.edits import Add
    >>> history = History(BuyingCenter("ERP")).after(Add("Ana Ruiz", "ana-ruiz"))
    >>> len(history.center), len(history.undo().center)
    (1, 0)
    >>> len(history.undo().redo().center)
    1
    """

    first: BuyingCenter
    # Centers share what did not change, so keeping each one costs little and undo needs
    # no inverse of an edit.
    done: tuple[tuple[Edit, BuyingCenter], ...] = ()
    undone: tuple[tuple[Edit, BuyingCenter], ...] = ()

    @property
    def center(self) -> BuyingCenter:
        """The center as it is now."""
        if not self.done:
            return self.first
        _, center = self.done[-1]
        return center

    @property
    def python(self) -> tuple[str, ...]:
        """What was done and not undone, as lines of Python."""
        lines = []
        for edit, _ in self.done:
            lines.append(edit.python)
        return tuple(lines)

    def after(self, edit: Edit) -> History:
        """One step further; what changes nothing is not a step."""
        center = edit.apply(self.center)
        if center == self.center:
            return self
        # A new edit ends what could be redone, as in every editor.
        return History(self.first, (*self.done, (edit, center)))

    def undo(self) -> History:
        """One step back, if there is one."""
        if not self.done:
            return self
        *done, last = self.done
        undone = (*self.undone, last)
        return History(self.first, tuple(done), undone)

    def redo(self) -> History:
        """The step last taken back, again, if there is one."""
        if not self.undone:
            return self
        *undone, last = self.undone
        done = (*self.done, last)
        return History(self.first, done, tuple(undone))
