"""Several authors and several versions of one plan as one."""

from powermap.merging.combine import Combined, combine
from powermap.merging.conflicts import Conflict, Merged
from powermap.merging.three_way import merge

__all__ = ["Combined", "Conflict", "Merged", "combine", "merge"]
