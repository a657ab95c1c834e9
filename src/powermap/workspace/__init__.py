"""A folder of plans that a program may touch: nothing outside, and nothing unnoticed."""

from powermap.workspace.bounds import Bounds
from powermap.workspace.kept_versions import LoggedWrite
from powermap.workspace.workspace import OpenPlan, PlanFile, Workspace, Written

__all__ = ["Bounds", "LoggedWrite", "OpenPlan", "PlanFile", "Workspace", "Written"]
