"""Several authors and several versions of one plan as one."""

from powermap.merging.conflicts import Conflict, Merged
from powermap.merging.three_way import merge

__all__ = ["Conflict", "Merged", "merge"]
