"""The versions of a plan over time, and how well its forecasts were."""

from powermap.versions.calibration import Calibration, calibrate
from powermap.versions.history import History, Version, history

__all__ = ["Calibration", "History", "Version", "calibrate", "history"]
