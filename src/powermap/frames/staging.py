"""Helper columns of a frame, in steps that build on each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

__all__ = ["HELPER", "Frame", "Reading", "Steps", "add_steps", "drop_helpers"]

Frame = Any
"""A frame of narwhals, eager or lazy."""
Steps = Sequence[Mapping[str, Any]]
"""Expressions by the name of a helper column; each step may use those before it."""
HELPER = "_powermap_"
"""How the names of helper columns begin, so that none of the caller's is hit."""


class Reading(Protocol):
    """How the values of one column are read."""

    @property
    def steps(self) -> Steps:
        """Its helper columns."""


def add_steps(frame: Frame, readings: Iterable[Reading]) -> Frame:
    """A frame with the helper columns of all readings.

    Equal steps are added together: each becomes one level of a query.
    """
    together: list[dict[str, Any]] = []
    for reading in readings:
        for number, step in enumerate(reading.steps):
            if number == len(together):
                together.append({})
            together[number].update(step)
    for step in together:
        frame = frame.with_columns(**step)
    return frame


def drop_helpers(frame: Frame) -> Frame:
    """A frame without its helper columns."""
    names = frame.collect_schema().names()
    return frame.drop([name for name in names if name.startswith(HELPER)])
