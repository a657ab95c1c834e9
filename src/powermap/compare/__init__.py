"""What changed between two versions of an account, and what it means for us."""

from powermap.compare.changes import Changed, Moved
from powermap.compare.difference import PARTS, Difference, diff

__all__ = ["PARTS", "Changed", "Difference", "Moved", "diff"]
