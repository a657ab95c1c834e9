"""A folder of plans that a program may touch: nothing outside, and nothing unnoticed."""

from powermap.workspace.bounds import Bounds
from powermap.workspace.kept_versions import LoggedWrite
from powermap.workspace.plan_files import OpenPlan, PlanFile, Written
from powermap.workspace.snapshot import Snapshot
from powermap.workspace.workspace import Workspace

__all__ = [
    "Bounds",
    "LoggedWrite",
    "OpenPlan",
    "PlanFile",
    "Snapshot",
    "Workspace",
    "Written",
]
