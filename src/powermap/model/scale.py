"""The range of scores and where it is cut."""

from __future__ import annotations

from pydantic import model_validator

from powermap.errors import ModelError
from powermap.language import Reason
from powermap.model.entry import Number, number
from powermap.model.record import Record


class Scale(Record):
    """The range of scores of both axes and where it is cut.

    Parameters
    ----------
    low, high : float, default 0 and 10
        Ends of the scale, `low` below `high`.
    cut : float, optional
        Where the upper half begins; the cut itself belongs to it. The middle when not given.

    Raises
    ------
    ModelError
        When the ends are not in order or the cut is not between them.

    Examples
    --------
    >>> Scale().is_high(5), Scale(1, 5).middle
    (True, 3.0)
    """

    low: Number = 0
    high: Number = 10
    cut: Number | None = None

    def __init__(
        self, low: float = 0, high: float = 10, cut: float | None = None
    ) -> None:
        super().__init__(
            low=number(low), high=number(high), cut=None if cut is None else number(cut)
        )

    @model_validator(mode="after")
    def _check_order(self) -> Scale:
        if not self.low < self.high:
            raise ModelError(
                Reason("message.model.scale_order", low=self.low, high=self.high)
            )
        # A cut at the low end would leave nobody below it. At the high end it leaves
        # the top score alone above it, which some companies mean.
        if self.cut is not None and not self.low < self.cut <= self.high:
            raise ModelError(
                Reason(
                    "message.model.scale_cut",
                    cut=self.cut,
                    low=self.low,
                    high=self.high,
                )
            )
        return self

    @property
    def middle(self) -> float:
        """The cut in force."""
        if self.cut is not None:
            return self.cut
        return (self.low + self.high) / 2

    def is_high(self, score: float) -> bool:
        """Whether a score belongs to the upper half."""
        # The rule for scales, said once: the cut belongs to the upper half.
        return score >= self.middle

    def is_at_cut(self, score: float) -> bool:
        """Whether a score is the cut itself."""
        return score == self.middle

    def holds(self, score: float) -> bool:
        """Whether a score lies on the scale."""
        return self.low <= score <= self.high

    def share(self, score: float) -> float:
        """Where a score stands between the ends, 0 to 1."""
        return (score - self.low) / (self.high - self.low)
